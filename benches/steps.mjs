// How long a reader of a compare page waits from a step of the slider to the text on the screen:
// `node benches/steps.mjs SITE [STEPS]`, for the compare pages of a published site, those of much text first.
//
// In Chromium, on a screen of 1280 × 800 and on a phone whose processor is four times slower. A step is to another version, drawn
// with the same seed in every run, at either slider. *Painted* is from the slider's event to the frame that shows the pair on the
// screen, *whole* to the one after which nothing is left to do below it; *blocked* is the longest task in between, in which the page
// answers nobody.
// Times are by the clock: on a machine with other work compare two runs of the same minutes, or read the last column, the
// processor seconds of the page's thread for a step.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { launch, serve } from "../tests/site/browser.mjs";

const [site, steps = "60"] = process.argv.slice(2);
/** How many pages are measured, and from how many bytes on. */
const PAGES = 3, LEAST = 250_000;
const SCREENS = [
  { name: "desk", viewport: { width: 1280, height: 800 }, slower: 1 },
  { name: "phone, 4 × slower", viewport: { width: 360, height: 800 }, slower: 4 },
];

const pages = readdirSync(site, { recursive: true })
  .filter((file) => file.endsWith(path.join("compare", "index.html")))
  .map((file) => ({ file, size: readFileSync(path.join(site, file)).length }))
  .filter(({ size }) => size > LEAST)
  .sort((a, b) => b.size - a.size)
  .slice(0, PAGES);

const sorted = (times) => times.toSorted((a, b) => a - b);
const told = (times) => {
  const all = sorted(times);
  return [all[all.length >> 1], all[Math.floor(all.length * 0.99)], all.at(-1)].map((ms) => ms.toFixed(0)).join(" / ");
};

/** Steps through the page as a reader does; what each took. */
async function run(count) {
  const slides = ["from", "to"].map((side) => document.getElementById(`ui.${side}-slide`));
  const article = document.querySelector("article.redline");
  const versions = Number(slides[0].max);
  let seed = 7, longest = 0;
  const draw = (n) => (seed = (seed * 48271) % 2147483647) % n;
  new PerformanceObserver((list) => list.getEntries().forEach((task) => (longest = Math.max(longest, task.duration)))).observe({ type: "longtask" });
  // after the next frame was painted
  const frame = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  const shows = ([a, b]) => article.dataset.from === String(a) && article.dataset.to === String(b);
  const found = [];
  for (let n = 0; n < count; n += 1) {
    const slide = slides[draw(2)];
    slide.value = 1 + ((Number(slide.value) - 1 + 1 + draw(versions - 1)) % versions);
    const pair = slides.map((s) => Number(s.value));
    await frame();
    longest = 0;
    const start = performance.now();
    slide.dispatchEvent(new Event("input", { bubbles: true }));
    do await frame();
    while (!shows(pair));
    const painted = performance.now() - start;
    while (article.ariaBusy) await frame();
    const whole = performance.now() - start;
    await new Promise((ready) => setTimeout(ready, 60)); // entries of long tasks come late
    found.push({ painted, whole, blocked: longest });
  }
  return found;
}

console.log("| page | kB | versions | screen | first, ms | painted, ms median / p99 / worst | whole | blocked | processor, ms a step |\n|--|--|--|--|--|--|--|--|--|");
const server = await serve(site);
const browser = await launch();
for (const { file, size } of pages) {
  for (const { name, viewport, slower } of SCREENS) {
    const tab = await browser.newPage({ viewport });
    const protocol = await tab.context().newCDPSession(tab);
    await protocol.send("Performance.setTimeDomain", { timeDomain: "threadTicks" });
    await protocol.send("Performance.enable");
    await protocol.send("Emulation.setCPUThrottlingRate", { rate: slower });
    const worked = async () => (await protocol.send("Performance.getMetrics")).metrics.find((m) => m.name === "TaskDuration").value * 1000;
    const start = performance.now();
    await tab.goto(server.base + file.replace("index.html", ""));
    await tab.waitForSelector("article.redline[data-from]");
    const first = performance.now() - start;
    const versions = await tab.evaluate(() => document.getElementById("ui.from-slide").max);
    await tab.waitForTimeout(500);
    const before = await worked();
    const found = await tab.evaluate(`(${run})(${Number(steps)})`);
    const busy = (await worked()) - before;
    await tab.close();
    const of = (what) => told(found.map((step) => step[what]));
    console.log(
      `| ${path.dirname(path.dirname(file))} | ${(size / 1000).toFixed(0)} | ${versions} | ${name} | ${first.toFixed(0)} | ${of("painted")} | ${of("whole")} | ${of("blocked")} | ${(busy / found.length).toFixed(0)} |`,
    );
  }
}
await browser.close();
server.close();
