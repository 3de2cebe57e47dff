// Whether the search finds what should be first: `node tests/search/find.mjs [tuned|unseen] ARCHIVE=SITE…` asks the queries of
// queries.tsv for each ARCHIVE on the home page of its published SITE, in Chromium. *Place* is that of the policy that should be
// first. *First* is from the last letter to the frame that shows first results, in milliseconds, in a browser that has nothing but
// the home page, on a processor four times slower; *typed* is the same where a reader types letter by letter, while files come that the next
// letters need too; *kB* is what was loaded by the time that all results stood there, as it stands in
// the files and as a server would compress it.

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { launch, serve } from "../site/browser.mjs";

const [header, ...rows] = readFileSync(new URL("queries.tsv", import.meta.url), "utf8").trimEnd().split("\n").map((line) => line.split("\t"));
export const queries = rows.map((row) => Object.fromEntries(row.map((cell, ix) => [header[ix], cell])));

/** Asks `query` on the home page at `base`: the ids of the policies that current texts have, and what it took. */
export async function ask(browser, base, query, slower = 1) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slower });
  const loaded = [];
  await page.goto(base, { waitUntil: "networkidle" });
  page.on("response", (response) => loaded.push(response.body().then((body) => [response.url(), body], () => [response.url(), Buffer.alloc(0)])));
  const first = await page.evaluate(async (query) => {
    const field = document.getElementById("ui.query"), results = document.getElementById("ui.results");
    const seen = (fits) => new Promise((done) => new MutationObserver((_, watch) => fits() && (watch.disconnect(), done())).observe(results, { attributes: true, childList: true }));
    const all = seen(() => results.getAttribute("aria-busy") === "false");
    const some = seen(() => results.querySelector(".found") || results.getAttribute("aria-busy") === "false");
    field.value = query;
    const start = performance.now();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await some;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const took = performance.now() - start;
    await all;
    return took;
  }, query);
  const found = await page.locator('[id="ui.results"] > section').first().locator("li .title a").evaluateAll((all) => all.map((one) => one.getAttribute("href").replace(/\/index\.html$/, ""))).catch(() => []);
  const files = (await Promise.all(loaded)).filter(([url]) => !url.endsWith(".html") && !url.endsWith(".svg")).map(([, body]) => body);
  await context.close();
  const sum = (sizes) => sizes.reduce((all, size) => all + size, 0) / 1000;
  return { ids: found.map(decodeURIComponent), first, files: files.length, size: sum(files.map((body) => body.length)), packed: sum(files.map((body) => gzipSync(body).length)) };
}

/** How long the first results take after the last letter of `query` where it is typed, 150 ms from letter to letter. */
export async function typed(browser, base, query, slower) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.goto(base, { waitUntil: "networkidle" });
  await page.evaluate(() => {
    const field = document.getElementById("ui.query"), results = document.getElementById("ui.results");
    let [asked, waits] = [0, false];
    field.addEventListener("input", () => {
      [asked, waits] = [performance.now(), true];
      globalThis.took = null;
    }, true);
    new MutationObserver(() => {
      if (!waits || !results.querySelector(".found")) return;
      waits = false;
      const mine = asked;
      requestAnimationFrame(() => setTimeout(() => mine === asked && (globalThis.took = performance.now() - mine)));
    }).observe(results, { childList: true, subtree: true });
  });
  await page.locator("[id='ui.query']").click();
  await page.keyboard.type(query, { delay: 150 });
  const took = await page.waitForFunction(() => globalThis.took, null, { timeout: 8000 }).then((handle) => handle.jsonValue(), () => Infinity);
  await context.close();
  return took;
}

/** The place of the first of the policies that should be first; 0 if none is there. */
export const place = (ids, { first }) => Math.min(...first.split("|").map((id) => ids.indexOf(id) + 1 || Infinity)) % Infinity || 0;

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const given = process.argv.slice(2);
  const half = given.find((one) => !one.includes("="));
  const browser = await launch();
  let [asked, early] = [0, 0];
  const [times, typing] = [[], []];
  console.log("| archive | query | place | first, ms | typed, ms | files | kB | compressed |\n|--|--|--|--|--|--|--|--|");
  for (const [archive, site] of given.filter((one) => one.includes("=")).map((one) => one.split("="))) {
    const server = await serve(site);
    for (const one of queries.filter((one) => one.archive === archive && (!half || one.half === half))) {
      const { ids, first, files, size, packed } = await ask(browser, server.base, one.query, 4);
      const at = place(ids, one);
      asked += 1;
      if (at >= 1 && at <= 3) early += 1;
      times.push(first);
      typing.push(await typed(browser, server.base, one.query, 4));
      console.log(`| ${archive} | ${one.query} | ${at || "—"} | ${first.toFixed(0)} | ${typing.at(-1).toFixed(0)} | ${files} | ${size.toFixed(1)} | ${packed.toFixed(1)} |${process.env.SHOW && at !== 1 ? ` ${ids.slice(0, 3).join(" ")}` : ""}`);
    }
    server.close();
  }
  await browser.close();
  const told = (all) => {
    const sorted = all.toSorted((a, b) => a - b);
    return `${sorted[sorted.length >> 1]?.toFixed(0)} ms in the middle, ${sorted[Math.floor(sorted.length * 0.95)]?.toFixed(0)} ms at the 95th percentile`;
  };
  console.log(`\n${early} of ${asked} in the first three; first results after ${told(times)}; typed, after ${told(typing)}`);
  process.exitCode = early >= asked * 0.95 ? 0 : 1;
}
