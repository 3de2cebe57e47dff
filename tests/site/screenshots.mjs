// Pictures of every kind of page, for people to look at: `node tests/site/screenshots.mjs OUT SITE…`. OUT/index.html shows
// all of them; git ignores the folder.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { launch, serve } from "./browser.mjs";
import { kindOf, sample } from "./markup.mjs";

const SCREENS = [
  { width: 360, colorScheme: "light" },
  { width: 360, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
];

const [out, ...sites] = process.argv.slice(2);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const browser = await launch();
const shots = [];
for (const site of sites) {
  const served = await serve(site);
  for (const file of [...sample(site, 2).values()].flat()) {
    const lang = /<html lang="([^"]*)"/.exec(readFileSync(path.join(site, file), "utf8"))?.[1];
    for (const screen of SCREENS) {
      const context = await browser.newContext({ viewport: { width: screen.width, height: 800 }, colorScheme: screen.colorScheme });
      const page = await context.newPage();
      await page.goto(served.base + encodeURI(file), { waitUntil: "networkidle" });
      const name = `${path.basename(site)}-${file.replaceAll("/", "_").replace(/\.html$/, "")}-${screen.width}-${screen.colorScheme}.png`;
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.screenshot({ path: path.join(out, name), clip: { x: 0, y: 0, width: screen.width, height: Math.min(height, 2400) }, fullPage: true });
      shots.push({ name, what: `${kindOf(file)}, ${lang}, ${screen.width} px, ${screen.colorScheme}: ${path.basename(site)}/${file}` });
      await context.close();
    }
  }
  served.close();
}
await browser.close();
const figures = shots.map(({ name, what }) => `<figure><figcaption>${what}</figcaption><img loading="lazy" src="${encodeURI(name)}" alt=""></figure>`);
writeFileSync(path.join(out, "index.html"), `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures of the site</title>
<style>body{font:1rem sans-serif;display:flex;flex-wrap:wrap;gap:1rem;align-items:start}figure{margin:0}img{max-width:30rem;border:1px solid gray}figcaption{max-width:30rem;overflow-wrap:anywhere}</style>
${figures.join("\n")}
`);
console.log(`${shots.length} pictures in ${path.join(out, "index.html")}`);
