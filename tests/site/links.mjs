// Follows every internal link and fragment of a published folder: `node tests/site/links.mjs SITE…`.
//
// A link is good when the file it names is in the folder (a folder means its index.html) and the fragment is an id there.
// Pages may ask nothing of another host: style sheets and images are internal. JSON and XML files must be well-formed,
// and the addresses in them must lead somewhere.

import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { parse, parseFragment } from "parse5";
import { SaxesParser } from "saxes";
import { pathToFileURL } from "node:url";

/** The files below `root`, by their path with `/`. */
export function filesOf(root) {
  const files = [];
  const visit = (folder) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory() && name !== ".promulgate") visit(name);
      else if (entry.isFile()) files.push(name);
    }
  };
  visit("");
  return files.sort();
}

/** Every problem of the site in `root`, with counts of what was looked at. */
export function checkLinks(root) {
  const files = filesOf(root);
  const known = new Set(files);
  const problems = [];
  const counts = { pages: 0, links: 0, fragments: 0, outside: 0 };
  const ids = new Map();
  const wanted = []; // [page, target, fragment]
  const target = (from, href) => {
    const bare = href.split("#")[0].split("?")[0];
    if (bare === "") return from;
    let decoded;
    try {
      decoded = decodeURIComponent(bare);
    } catch {
      return null;
    }
    const joined = path.posix.normalize(path.posix.join(path.posix.dirname(from), decoded));
    if (joined.startsWith("..") || decoded.startsWith("/")) return null;
    if (joined === "." || joined === "./") return "index.html";
    if (joined.endsWith("/")) return `${joined}index.html`;
    return known.has(joined) ? joined : `${joined}/index.html`;
  };
  const follow = (from, href, resource) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith("//")) {
      counts.outside += 1;
      if (resource) problems.push(`${from}: asks another host for ${href}`);
      if (/^(javascript|data|vbscript):/i.test(href)) problems.push(`${from}: a live address ${href}`);
      return;
    }
    // where the site does not know its address, a page that is not found has links for each depth at which it may be served
    if (from === "404.html" && href.startsWith("../")) return;
    counts.links += 1;
    const file = target(from, href);
    if (file === null || !known.has(file)) {
      problems.push(`${from}: ${href} leads nowhere`);
      return;
    }
    const hash = href.indexOf("#");
    if (hash >= 0 && hash < href.length - 1) {
      counts.fragments += 1;
      wanted.push([from, file, decodeURIComponent(href.slice(hash + 1))]);
    }
  };
  const visit = (page, node, own) => {
    for (const { name, value } of node.attrs ?? []) {
      if (name === "id") {
        if (own.has(value)) problems.push(`${page}: the id ${value} stands twice`);
        own.add(value);
      } else if (name === "href") {
        const asked = node.tagName === "link" && /stylesheet|icon|preload/.test(attribute(node, "rel") ?? "");
        if (attribute(node, "rel") !== "canonical") follow(page, value, asked);
      } else if (name === "src") {
        follow(page, value, true);
      } else if (name === "style" || /^on/.test(name)) {
        problems.push(`${page}: an inline ${name}`);
      } else if (name === "content" && attribute(node, "http-equiv") === "refresh") {
        follow(page, value.split("url=")[1], false);
      }
    }
    const type = attribute(node, "type") ?? "";
    const inert = node.tagName === "script" && (attribute(node, "src") !== undefined || /^application\/(ld\+)?json$/.test(type));
    if ((node.tagName === "script" && !inert) || node.tagName === "style") problems.push(`${page}: an inline <${node.tagName}>`);
    for (const child of node.childNodes ?? []) visit(page, child, own);
  };
  for (const file of files) {
    const text = () => readFileSync(path.join(root, file), "utf8");
    if (file.endsWith(".html")) {
      counts.pages += 1;
      const own = new Set();
      visit(file, parse(text()), own);
      ids.set(file, own);
    } else if (file.endsWith(".json")) {
      // links of a feed are relative to it, those of our own lists to the site's root
      const from = file.split("/").pop() === "feed.json" ? file : "index.html";
      walkJson(from, JSON.parse(text()), follow);
    } else if (file.endsWith(".xml")) {
      // links of an older document of a feed are relative to what it says
      const base = /<feed [^>]*xml:base="([^"]*)"/.exec(text())?.[1];
      const from = base ? path.posix.join(path.posix.dirname(file), base, "feed.xml") : file;
      for (const problem of checkXml(file, text(), (_, href, resource) => follow(from, href, resource))) problems.push(problem);
    } else if (file.endsWith(".link")) {
      for (const [, href] of text().matchAll(/^<([^>]*)>/gm)) follow(file, href, false);
    }
  }
  for (const [from, file, fragment] of wanted) {
    if (READ_BY_SCRIPT.test(fragment)) continue;
    if (!ids.get(file)?.has(fragment)) problems.push(`${from}: ${file} has no #${fragment}`);
  }
  return { problems, counts };
}

/** Fragments that name no place: versions, a day, words to look for. */
const READ_BY_SCRIPT = /^(\d+\.\.\d+|(since|on|q)=.+)$/;

function attribute(node, name) {
  return node.attrs?.find((a) => a.name === name)?.value;
}

/** Follows the links in the HTML of a feed's entry. */
function walkHtml(file, node, follow) {
  const href = attribute(node, "href");
  if (href !== undefined) follow(file, href, false);
  for (const child of node.childNodes ?? []) walkHtml(file, child, follow);
}

function walkJson(file, value, follow) {
  for (const [key, inner] of Object.entries(value ?? {})) {
    if (typeof inner === "string" && /(^|_)url$/.test(key) && !["base_url"].includes(key)) follow(file, inner === "" ? "./" : inner, false);
    else if (key === "content_html") walkHtml(file, parseFragment(inner), follow);
    else if (typeof inner === "object") walkJson(file, inner, follow);
  }
}

function checkXml(file, text, follow) {
  const problems = [];
  const parser = new SaxesParser();
  let content; // of the entry that is being read
  parser.on("error", (error) => problems.push(`${file}: ${error.message}`));
  parser.on("opentag", (tag) => {
    if (tag.name === "link" && tag.attributes.href !== undefined) follow(file, tag.attributes.href, false);
    if (tag.name === "content") content = "";
  });
  parser.on("text", (part) => (content = content === undefined ? undefined : content + part));
  parser.on("closetag", (tag) => {
    if (tag.name !== "content") return;
    walkHtml(file, parseFragment(content), follow);
    content = undefined;
  });
  parser.write(text).close();
  return problems;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const root of process.argv.slice(2)) {
    if (!statSync(root).isDirectory()) throw new Error(`${root} is no folder`);
    const { problems, counts } = checkLinks(root);
    for (const problem of problems.slice(0, 50)) console.log(problem);
    console.log(`${root}: ${JSON.stringify(counts)}, ${problems.length} problems`);
    if (problems.length > 0) process.exitCode = 1;
  }
}
