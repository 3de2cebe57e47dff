// A site served under a sub-path and looked at in Chromium.

import { createServer } from "node:http";
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json", ".xml": "application/xml" };

/** What `_headers` in `root` asks for a place: a header that several rules name has all their values, as on most hosts. */
function headersOf(root) {
  const rules = [];
  for (const line of readFileSync(path.join(root, "_headers"), "utf8").trimEnd().split("\n")) {
    if (line.startsWith("/")) rules.push({ fits: new RegExp(`^${line.split("*").map((part) => part.replaceAll(".", "\\.")).join(".*")}$`), headers: [] });
    else rules.at(-1).headers.push(line.trim().split(/: (.*)/));
  }
  return (place) => {
    const all = {};
    for (const [name, value] of rules.filter(({ fits }) => fits.test(place)).flatMap(({ headers }) => headers)) {
      all[name] = all[name] && name !== "Content-Type" ? `${all[name]}, ${value}` : value;
    }
    return all;
  };
}

/**
 * Serves the folder `root` below `/any/path/` on loopback, with the headers that `_headers` asks for, and its `404.html` for
 * what is not there, as static hosts do.
 */
export async function serve(root) {
  const asked = headersOf(root);
  const server = createServer((request, response) => {
    const url = decodeURIComponent(new URL(request.url, "http://x").pathname);
    let file = path.join(root, url.replace(/^\/any\/path\//, ""));
    try {
      if (!url.startsWith("/any/path/")) throw new Error("elsewhere");
      if (statSync(file).isDirectory()) file = path.join(file, "index.html");
      const headers = { "Content-Type": TYPES[path.extname(file)] ?? "text/plain; charset=utf-8" };
      response.writeHead(200, { ...headers, ...asked(url.replace(/^\/any\/path/, "")) });
      response.end(readFileSync(file));
    } catch {
      const inside = url.startsWith("/any/path/");
      response.writeHead(404, { "Content-Type": "text/html; charset=utf-8", ...asked("/404.html") });
      response.end(inside ? readFileSync(path.join(root, "404.html")) : "");
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { base: `http://127.0.0.1:${server.address().port}/any/path/`, close: () => server.close() };
}

export function launch() {
  const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", ...quiet] });
}

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Everything that is wrong with the page at `url` on screens of these `widths`, for a reader who does `act` there. The first
 * of `schemes` is checked for everything, the others for their colours. An address that `mayMiss` matches may be missing;
 * the checker then leaves styles alone, which it would fetch itself.
 */
export async function look(browser, url, { widths = [360, 1280], schemes = ["light", "dark"], act, mayMiss } = {}) {
  const problems = [];
  for (const width of widths) {
    for (const problem of await lookAt(browser, url, { width, schemes, act, mayMiss })) problems.push(`${width} px: ${problem}`);
  }
  return problems;
}

async function lookAt(browser, url, { width, schemes: [colorScheme, ...others], act = () => {}, mayMiss }) {
  const problems = [];
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && !mayMiss?.test(message.location().url) && problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(url).origin)) problems.push(`asks ${request.url()}`);
  });
  page.on("response", (response) => response.status() >= 400 && !mayMiss?.test(response.url()) && problems.push(`${response.status()} ${response.url()}`));
  await page.goto(url);
  await act(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) problems.push(`scrolls sideways by ${wide} px`);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("a.button, a.way, summary, button, select, input[type=range], .views label")].filter((e) => e.offsetParent && e.getBoundingClientRect().height < 24).map((e) => e.outerHTML),
  );
  if (small.length > 0) problems.push(`hard to touch: ${small}`);
  // what happens to lie half below a bar that stays on the screen comes out of it as one scrolls
  await page.evaluate(() => document.querySelector(".stepper")?.style.setProperty("position", "static"));
  await page.evaluate(axe);
  const check = async (runOnly) => {
    const { violations } = await page.evaluate((options) => globalThis.axe.run(document, options), { preload: !mayMiss, runOnly });
    for (const v of violations) problems.push(`axe ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html).join(" | ")}`);
  };
  await check(RULES);
  for (const scheme of others) {
    await page.emulateMedia({ colorScheme: scheme });
    await check({ type: "rule", values: ["color-contrast"] });
  }
  await context.close();
  return problems;
}

/** What a page says around its text, with what is folded away. */
export function around(page) {
  return page.evaluate(() => {
    for (const folded of document.querySelectorAll("details.about")) folded.open = true;
    const text = document.querySelector("article");
    if (text) text.style.display = "none";
    const said = document.querySelector("main").innerText;
    if (text) text.style.display = "";
    return said.replace(/\s+/g, " ");
  });
}
