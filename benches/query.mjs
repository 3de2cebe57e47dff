// What a query of the search costs a reader: `node benches/query.mjs SITE [WORDS…]`, for the home page of a published site.
//
// In Chromium, on a desk and on a phone whose processor is four times slower, each query in a browser that has nothing of the site
// but its home page. *Results* is from the last letter to the frame that shows the first ones; *loaded* is what came over the
// network by then, as it stands in the files, and *compressed* as a server would send it.
// Without words, three are asked for: a common one, two together, and one that nothing has.

import { gzipSync } from "node:zlib";
import { launch, serve } from "../tests/site/browser.mjs";

const [site, ...words] = process.argv.slice(2);
const QUERIES = words.length ? words : ["data", "personal data", "xylophonist"];
const SCREENS = [["desk", { width: 1280, height: 800 }, 1], ["phone, 4 × slower", { width: 360, height: 800 }, 4]];

const kB = (bytes) => (bytes / 1000).toFixed(1);
const server = await serve(site);
const browser = await launch();
console.log("| query | screen | home page, kB | results, ms | files | loaded, kB | compressed, kB |\n|--|--|--|--|--|--|--|");
for (const query of QUERIES) {
  for (const [name, viewport, slower] of SCREENS) {
    const context = await browser.newContext({ viewport });
    const tab = await context.newPage();
    const protocol = await context.newCDPSession(tab);
    await protocol.send("Emulation.setCPUThrottlingRate", { rate: slower });
    const sizes = [];
    tab.on("response", (response) => sizes.push(response.body().then((body) => [body.length, gzipSync(body).length], () => [0, 0])));
    await tab.goto(server.base, { waitUntil: "networkidle" });
    const [[home]] = await Promise.all(sizes);
    sizes.length = 0;
    const took = await tab.evaluate(async (query) => {
      const field = document.getElementById("ui.query"), results = document.getElementById("ui.results");
      const answered = new Promise((done) => new MutationObserver(() => results.getAttribute("aria-busy") === "false" && done()).observe(results, { attributes: true }));
      field.value = query;
      const start = performance.now();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      await answered;
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - start;
    }, query);
    const loaded = await Promise.all(sizes);
    const sum = (place) => kB(loaded.reduce((all, size) => all + size[place], 0));
    console.log(`| ${query} | ${name} | ${kB(home)} | ${took.toFixed(0)} | ${loaded.length} | ${sum(0)} | ${sum(1)} |`);
    await context.close();
  }
}
await browser.close();
server.close();
