// Pictures of every kind of page, for people to look at: `node tests/site/screenshots.mjs OUT SITE…`. OUT/index.html shows
// all of them; git ignores the folder. The first site is that of tests/site/story: of one of its pages is the picture in
// the README, which is made here too, as OUT/redline.png. It is copied to docs/redline.png by hand, for another machine's
// fonts give another picture.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { launch, serve } from "./browser.mjs";
import { kindOf, sample } from "./markup.mjs";

const SCREENS = [
  { width: 360, colorScheme: "light" },
  { width: 360, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
];

// The page of which the README shows a picture, as a phone does.
const PICTURED = "privacy/v/2/changes/index.html";

const [out, ...sites] = process.argv.slice(2);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const browser = await launch();
const shots = [];
for (const site of sites) {
  const served = await serve(site);
  for (const file of [...sample(site, 2).values()].flat()) {
    const lang = /<html lang="([^"]*)"/.exec(readFileSync(path.join(site, file), "utf8"))?.[1];
    shots.push(...(await Promise.all(SCREENS.map((screen) => shot(served, site, file, lang, screen)))));
  }
  served.close();
}
await picture(sites[0]);
await browser.close();

/** The picture of a page, as long as people look at. */
async function shot(served, site, file, lang, { width, colorScheme }) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  const page = await context.newPage();
  await page.goto(served.base + encodeURI(file));
  const name = `${path.basename(site)}-${file.replaceAll("/", "_").replace(/\.html$/, "")}-${width}-${colorScheme}.png`;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({ path: path.join(out, name), clip: { x: 0, y: 0, width, height: Math.min(height, 2400) }, fullPage: true });
  await context.close();
  return { name, what: `${kindOf(file)}, ${lang}, ${width} px, ${colorScheme}: ${path.basename(site)}/${file}` };
}

/** The picture of the README: a phone at twice its points, down to where the marks are explained. */
async function picture(site) {
  const served = await serve(site);
  const context = await browser.newContext({ viewport: { width: 360, height: 1040 }, deviceScaleFactor: 2, colorScheme: "light" });
  const page = await context.newPage();
  const answer = await page.goto(served.base + PICTURED, { waitUntil: "networkidle" });
  if (!answer?.ok()) throw new Error(`the README shows ${PICTURED}, which is gone`);
  await page.screenshot({ path: path.join(out, "redline.png") });
  await context.close();
  served.close();
}

const figures = shots.map(({ name, what }) => `<figure><figcaption>${what}</figcaption><img loading="lazy" src="${encodeURI(name)}" alt=""></figure>`);
writeFileSync(path.join(out, "index.html"), `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures of the site</title>
<style>body{font:1rem sans-serif;display:flex;flex-wrap:wrap;gap:1rem;align-items:start}figure{margin:0}img{max-width:30rem;border:1px solid gray}figcaption{max-width:30rem;overflow-wrap:anywhere}</style>
${figures.join("\n")}
`);
console.log(`${shots.length} pictures in ${path.join(out, "index.html")}`);
