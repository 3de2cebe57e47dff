// How long a reader's taps and keys take to be answered on long policies: `node benches/answers.mjs SITE [HOW MANY]`, for the longest
// texts of a published site, each with its longest redline.
//
// In Chromium, on a phone whose processor is four times slower. A number is the longest time from a tap or a key to the frame that shows
// what it did, in milliseconds, as browsers report it (Event Timing API; Interaction to Next Paint is the worst of a visit). Times are by
// the clock: on a machine with other work compare two runs of the same minutes.

import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { launch, serve } from "../tests/site/browser.mjs";

const [site, most = "10"] = process.argv.slice(2);
const read = (address) => JSON.parse(readFileSync(path.join(site, decodeURI(address)), "utf8"));
const sizeOf = (address) => statSync(path.join(site, decodeURI(address), "index.html")).size;
const longest = (addresses) => addresses.toSorted((a, b) => sizeOf(b) - sizeOf(a));

const tap = (selector, nth = 0) => (page) => page.locator(selector).nth(nth).click({ timeout: 3000 });
const view = (name) => [name, tap(`label:has([id="ui.view-${name}"])`)];
const TEXT = [
  ["about", tap("details.about > summary")], ["contents", tap("details.contents > summary")], ["field", tap("[id='ui.since-field']")],
  ["typing", (page) => page.keyboard.type("march 2", { delay: 80 })],
  ["paragraph", (page) => page.locator("article p:not(:has(a))").nth(2).click({ position: { x: 4, y: 4 }, timeout: 3000 })],
];
const REDLINE = [
  ["next", tap("[id='ui.stepper'] button", 1)], ["j", (page) => page.keyboard.press("j")], view("changes"), view("new"), view("sides"), view("whole"),
];

/** What each of `acts` took on the page at `address`; a dash where there is nothing to tap. */
async function answers(browser, address, acts) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    globalThis.answered = [];
    const each = (list) => list.getEntries().forEach((entry) => entry.interactionId && globalThis.answered.push(entry.duration));
    new PerformanceObserver(each).observe({ type: "event", durationThreshold: 16, buffered: true });
  });
  await page.goto(address);
  await page.waitForTimeout(1500);
  const took = [];
  for (const [name, act] of acts) {
    await page.evaluate(() => (globalThis.answered.length = 0));
    const did = await act(page).then(() => true, () => false);
    await page.waitForTimeout(900);
    took.push(`${name} ${did ? await page.evaluate(() => Math.max(0, ...globalThis.answered)) : "–"}`);
  }
  await context.close();
  return took.join(", ");
}

const policies = read("policies.json").policies.filter((policy) => existsSync(path.join(site, policy.id, "compare")));
const server = await serve(site);
const browser = await launch();
console.log("| page | kB | ms |\n|--|--|--|");
for (const address of longest(policies.map((policy) => policy.url)).slice(0, Number(most))) {
  const { versions_url } = policies.find((policy) => policy.url === address);
  const [redline] = longest(read(versions_url).versions.map((version) => version.changes_url).filter(Boolean));
  for (const [place, acts] of [[address, TEXT], [redline, REDLINE]]) {
    console.log(`| ${place} | ${(sizeOf(place) / 1000).toFixed(0)} | ${await answers(browser, server.base + place, acts)} |`);
  }
}
await browser.close();
server.close();
