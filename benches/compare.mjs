// How large the data behind a compare page is, and how long a browser takes to show two versions:
// `node benches/compare.mjs PAIRS…`, files that `cargo run --release --example pairs -- SEED COUNT REPO[:FOLDER]` wrote.
// For each policy of many versions or of much text, in Chromium, for 200 pairs drawn with the same seed: from the call
// until the text is laid out, and until the frame with it is painted.

import { createReadStream, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { launch } from "../tests/site/browser.mjs";
import { weaveScript as script } from "../tests/site/scripts.mjs";

const PAIRS = 200;
const MANY_VERSIONS = 100;
const MUCH_TEXT = 250_000;

const assets = new URL("../templates/assets/", import.meta.url);
const style = ["base", "text", "redline"].map((part) => readFileSync(new URL(`style/${part}.css`, assets), "utf8")).join("");
const folder = mkdtempSync(path.join(tmpdir(), "compare-"));
writeFileSync(path.join(folder, "weave.js"), script);
writeFileSync(path.join(folder, "style.css"), style);

const kB = (text) => `${(text.length / 1000).toFixed(0)} / ${(gzipSync(text, { level: 9 }).length / 1000).toFixed(1)}`;
const ms = (times) => {
  times.sort((a, b) => a - b);
  return `${times[times.length >> 1].toFixed(1)} / ${times[Math.floor(times.length * 0.99)].toFixed(1)} / ${times.at(-1).toFixed(1)}`;
};

console.log(`weave.js: ${kB(script)} kB, plain / gzip\n`);
console.log("| policy | versions | one version's text, kB plain / gzip | data | times its text, gzip | first, ms | laid out, ms median / p99 / worst | painted |");
console.log("|--|--|--|--|--|--|--|--|");
const browser = await launch();
for (const file of process.argv.slice(2)) {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const { policy, data, pairs } = JSON.parse(line);
    if (data.versions < MANY_VERSIONS && pairs.every(([, , html]) => html.length < MUCH_TEXT)) continue;
    const json = JSON.stringify(data).replaceAll("<", "\\u003c");
    const page = path.join(folder, "index.html");
    writeFileSync(
      page,
      `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="style.css"><main><article></article></main>
       <script type="application/json" id="data">${json}</script><script src="weave.js"></script>`,
    );
    const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await tab.goto(pathToFileURL(page).href);
    const { text, first, laidOut, painted } = await tab.evaluate(async (count) => {
      const article = document.querySelector("article");
      const start = performance.now();
      const data = JSON.parse(document.getElementById("data").textContent);
      article.innerHTML = globalThis.promulgate.redline(data, 1, data.versions).html;
      document.body.offsetHeight;
      const first = performance.now() - start;
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      let seed = 1;
      const draw = () => 1 + ((seed = (seed * 48271) % 2147483647) % data.versions);
      const [laidOut, painted] = [[], []];
      for (let n = 0; n < count; n += 1) {
        const [a, b] = [draw(), draw()];
        await frame();
        const start = performance.now();
        article.innerHTML = globalThis.promulgate.redline(data, a, b).html;
        document.body.offsetHeight;
        laidOut.push(performance.now() - start);
        await frame();
        painted.push(performance.now() - start);
      }
      article.innerHTML = globalThis.promulgate.redline(data, data.versions, data.versions).html;
      return { text: article.textContent, first, laidOut, painted };
    }, PAIRS);
    await tab.close();
    const gzip = (text) => gzipSync(text, { level: 9 }).length;
    const ratio = (gzip(json) / gzip(text)).toFixed(1);
    console.log(`| ${policy} | ${data.versions} | ${kB(Buffer.from(text))} | ${kB(Buffer.from(json))} | ${ratio} | ${first.toFixed(0)} | ${ms(laidOut)} | ${ms(painted)} |`);
  }
}
await browser.close();
