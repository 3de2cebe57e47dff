// Runs the Nu HTML checker over pages: `node tests/site/markup.mjs SITE [HOW_MANY_OF_EACH_KIND]`.

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { filesOf } from "./links.mjs";

const jar = path.join(path.dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

/** What kind of page stands at `file`. */
export function kindOf(file) {
  if (/\/v\/\d+\/changes\/index\.html$/.test(file)) return "redline";
  if (/\/v\/\d+\/index\.html$/.test(file)) return "version";
  if (/\/history\/index\.html$/.test(file)) return "history";
  if (/\/history\/\d+\/index\.html$/.test(file)) return "older history";
  if (/\/sections\/index\.html$/.test(file)) return "sections";
  if (/\/sections\/\d+\/\d+\/index\.html$/.test(file)) return "older section";
  if (/\/compare\/last-\d+\/index\.html$/.test(file)) return "last";
  if (/\/compare\/index\.html$/.test(file)) return "compare";
  if (/\/notice\.html$/.test(file)) return "notice";
  if (/^changes\/\d{4}-\d{2}\//.test(file)) return "month";
  if (file === "changes/index.html" || !file.includes("/")) return "site";
  return "policy";
}

/** The pages of the site in `root`, at most `most` of each kind, spread evenly. */
export function sample(root, most) {
  const kinds = new Map();
  for (const file of filesOf(root).filter((f) => f.endsWith(".html"))) {
    const kind = kindOf(file);
    kinds.set(kind, [...(kinds.get(kind) ?? []), file]);
  }
  const chosen = new Map();
  for (const [kind, files] of kinds) {
    const step = Math.max(1, files.length / most);
    const picked = new Set();
    for (let at = 0; at < files.length && picked.size < most; at += step) picked.add(files[Math.floor(at)]);
    chosen.set(kind, [...picked]);
  }
  return chosen;
}

/** The checker's errors about `files`. */
export function checkMarkup(root, files) {
  const errors = [];
  for (let at = 0; at < files.length; at += 400) {
    const batch = files.slice(at, at + 400).map((f) => path.join(root, f));
    const options = ["-Xss8m", "-jar", jar, "--errors-only", "--format", "json", "--exit-zero-always", "--stdout"];
    const out = execFileSync("java", [...options, ...batch], { encoding: "utf8", maxBuffer: 1 << 28 });
    for (const message of JSON.parse(out).messages) {
      const file = decodeURIComponent(message.url ?? "");
      errors.push(`${file}:${message.lastLine}: ${message.message} (${(message.extract ?? "").replaceAll("\n", " ")})`);
    }
  }
  return errors;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [root, most] = process.argv.slice(2);
  for (const [kind, files] of sample(root, Number(most ?? 200))) {
    const errors = checkMarkup(root, files);
    for (const error of errors.slice(0, 12)) console.log(error);
    console.log(`${root} ${kind}: ${files.length} pages, ${errors.length} errors`);
    if (errors.length > 0) process.exitCode = 1;
  }
}
