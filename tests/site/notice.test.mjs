// A notice of a changed policy on another site: its script and its frame, in a page of another origin. STORY is the site made
// from tests/site/story, STORY_FIRST and STORY_BEFORE are the same site at two earlier commits.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { launch, serve } from "./browser.mjs";

const { STORY, STORY_FIRST, STORY_BEFORE } = process.env;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A site that changes while it is served. */
const published = path.join(mkdtempSync(path.join(tmpdir(), "notice-")), "site");
function publish(site) {
  rmSync(published, { recursive: true, force: true });
  cpSync(site, published, { recursive: true });
}

let browser, policies, office;
let body = ""; // of the office's page
let headers = {};
before(async () => {
  publish(STORY);
  browser = await launch();
  policies = await serve(published);
  const server = createServer((request, response) => {
    if (request.url !== "/") return response.writeHead(204).end();
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", ...headers });
    // styles that would spoil a bar that they reach
    const style = "<style>html { font-size: 5px } * { color: red !important; border: 9px solid red; width: 9rem } section, p, a { display: none }</style>";
    response.end(`<!doctype html><html lang="en"><head><title>Office</title>${style}</head><body><main><h1>Office</h1><button id="first">first</button></main>${body}</body></html>`);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  office = { base: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
});
after(async () => {
  await browser?.close();
  policies?.close();
  office?.close();
});
beforeEach(() => {
  headers = {};
});

const script = (id) => `<script src="${policies.base}assets/notice.js" data-policy="${id}" defer></script>`;

/** The office's page as a visitor with this browser meets it; `use` gets the page and what it asked the policies' site for. */
async function visit(context, use, url = office.base) {
  const page = await context.newPage();
  const [errors, asked] = [[], []];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("request", (request) => request.url().startsWith(policies.base) && asked.push(request));
  await page.goto(url, { waitUntil: "networkidle" });
  await use(page, { errors, asked });
  await page.close();
}

const bar = (page) => page.locator("promulgate-notice section");
const status = (page) => page.getByRole("status");

async function quiet(page) {
  assert.equal(await page.locator("promulgate-notice section").count(), 0);
}

describe("the script on another site", () => {
  test("says nothing at first, tells what changed at the next visit, and is silent once it was read", async () => {
    body = script("terms");
    const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
    publish(STORY_BEFORE);
    await visit(context, async (page, { errors, asked }) => {
      await quiet(page);
      assert.deepEqual(errors, []);
      assert.deepEqual(asked.map((one) => one.url().slice(policies.base.length)), ["assets/notice.js", "terms/notice.json"]);
      const sent = await asked[1].allHeaders();
      assert.ok(!("cookie" in sent) && !("referer" in sent), JSON.stringify(sent));
    });
    await visit(context, quiet);
    publish(STORY);
    for (let again = 0; again < 2; again += 1) {
      await visit(context, async (page) => {
        assert.equal(await status(page).innerText(), "“Terms of service” has changed since your last visit: 41 days → 42 days");
        const link = page.getByRole("link", { name: "See what changed" });
        assert.equal(await link.getAttribute("href"), `${policies.base}terms/compare/index.html#since=v11`);
      });
    }
    await visit(context, async (page) => {
      await page.getByRole("button", { name: "Close" }).click();
      await quiet(page);
    });
    await visit(context, quiet);
    assert.deepEqual(await context.cookies(), []);
    await context.close();
  });

  test("leads to what changed since the version that was seen, and says so when there was more than one change, in Thai", async () => {
    body = script("privacy");
    const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
    publish(STORY_FIRST);
    await visit(context, quiet);
    publish(STORY);
    await visit(context, async (page) => {
      assert.equal(await status(page).innerText(), "“นโยบายคุ้มครองข้อมูลส่วนบุคคล” มีการเปลี่ยนแปลงมากกว่าหนึ่งครั้งหลังจากที่ท่านเข้าชมครั้งก่อน ครั้งล่าสุด: 2 ปี → 1 ปี");
      assert.equal(await bar(page).getAttribute("lang"), "th");
      await page.getByRole("link", { name: "ดูสิ่งที่เปลี่ยน" }).click();
      await page.waitForURL(/compare\/index\.html/);
      await page.locator("article ins").first().waitFor();
      const said = await page.locator("article").evaluate((article) => [article.dataset.from, article.dataset.to]);
      assert.deepEqual(said, ["2", "5"]);
    });
    await visit(context, quiet);
    await context.close();
  });

  test("is reached and left by keyboard, and is sound for screen readers, by day and night, on phones and desks", async () => {
    body = script("terms");
    for (const [width, colorScheme] of [[320, "light"], [360, "dark"], [1280, "light"], [1280, "dark"]]) {
      const context = await browser.newContext({ viewport: { width, height: 640 }, colorScheme, reducedMotion: "reduce" });
      publish(STORY_BEFORE);
      await visit(context, quiet);
      publish(STORY);
      await visit(context, async (page) => {
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run("promulgate-notice"));
        assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html)}`), []);
        const box = await bar(page).boundingBox();
        assert.ok(box.x === 0 && box.width === width && Math.abs(box.y + box.height - 640) < 1 && box.height < 260, JSON.stringify(box));
        assert.equal(await bar(page).evaluate((e) => getComputedStyle(e).fontSize), "16px", "the page's own style is no matter");
        assert.notEqual(await status(page).evaluate((e) => getComputedStyle(e).color), "rgb(255, 0, 0)");
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement.id), "first", "nobody's focus is moved");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.textContent), "Close");
        await page.keyboard.press("Escape");
        await quiet(page);
        assert.equal(await page.evaluate(() => document.activeElement.id), "first", "the focus is back");
      });
      await context.close();
    }
  });

  test("moves nothing for who wants that, and holds under a strict policy of the page", async () => {
    body = script("terms");
    const origin = new URL(policies.base).origin;
    headers = { "Content-Security-Policy": `default-src 'none'; style-src 'sha256-x'; script-src ${origin}; connect-src ${origin}; require-trusted-types-for 'script'` };
    for (const [reducedMotion, moves] of [["reduce", 0], ["no-preference", 1]]) {
      const context = await browser.newContext({ reducedMotion });
      publish(STORY_BEFORE);
      await visit(context, quiet);
      publish(STORY);
      const page = await context.newPage();
      await page.goto(office.base);
      await bar(page).waitFor({ state: "attached" });
      assert.equal(await bar(page).evaluate((e) => getComputedStyle(e).animationName !== "none"), moves === 1);
      assert.equal(await bar(page).evaluate((e) => getComputedStyle(e).position + getComputedStyle(e).display), "staticflex");
      await context.close();
    }
  });

  test("of several policies shows the notices one over the other", async () => {
    body = script("terms") + script("privacy");
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    publish(STORY_FIRST);
    await visit(context, quiet);
    publish(STORY);
    await visit(context, async (page) => {
      // the terms had one version then, and no notice
      assert.equal(await bar(page).count(), 1);
    });
    publish(STORY_BEFORE);
    const other = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await visit(other, quiet);
    await visit(other, async (page) => {
      await page.evaluate(() => Object.keys(localStorage).forEach((key) => localStorage.setItem(key, 1)));
    });
    await visit(other, async (page) => {
      const boxes = await Promise.all((await bar(page).all()).map((one) => one.boundingBox()));
      assert.equal(boxes.length, 2);
      assert.ok(boxes[0].y + boxes[0].height <= boxes[1].y + 1, JSON.stringify(boxes));
    });
    await context.close();
    await other.close();
  });

  test("shows nothing and throws nothing where something fails", async () => {
    publish(STORY);
    const failing = {
      "no such policy": [script("nothing"), (page) => page],
      "no policy named": [script("terms").replace(' data-policy="terms"', ""), (page) => page],
      "no storage": [script("terms"), (page) => page.addInitScript(() => Object.defineProperty(globalThis, "localStorage", { get: () => { throw new Error("blocked"); } }))],
      "no JSON": [script("terms"), (page) => page.route("**/notice.json", (route) => route.fulfill({ body: "<html>", headers: { "Access-Control-Allow-Origin": "*" } }))],
      "other JSON": [script("terms"), (page) => page.route("**/notice.json", (route) => route.fulfill({ body: '{"n":"x"}', headers: { "Access-Control-Allow-Origin": "*" } }))],
      "no leave to read": [script("terms"), (page) => page.route("**/notice.json", (route) => route.fulfill({ body: "{}" }))],
      "no network": [script("terms"), (page) => page.route("**/notice.json", (route) => route.abort())],
    };
    for (const [why, [embedded, break_]] of Object.entries(failing)) {
      body = embedded;
      const context = await browser.newContext();
      const page = await context.newPage();
      const thrown = [];
      page.on("pageerror", (error) => thrown.push(error.message));
      await break_(page);
      for (let again = 0; again < 2; again += 1) {
        await page.goto(office.base, { waitUntil: "networkidle" });
        assert.equal(await page.locator("promulgate-notice").count(), 0, why);
      }
      assert.deepEqual(thrown, [], why);
      await context.close();
    }
  });
});

describe("the frame on another site", () => {
  const frame = (at) => `<iframe src="${policies.base}${at}" title="Terms" style="display: block; width: 320px; height: 300px"></iframe>`;

  test("says without any script whose version it is and what changed, and its links leave the frame", async () => {
    publish(STORY);
    body = frame("terms/notice.html");
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, javaScriptEnabled: false });
    await visit(context, async (page, { errors, asked }) => {
      assert.deepEqual(errors, []);
      assert.deepEqual(asked.map((one) => one.url().slice(policies.base.length)), ["terms/notice.html", "assets/style.css"]);
      const framed = page.frameLocator("iframe");
      assert.equal(await framed.locator("h1").innerText(), "Terms of service");
      const said = await framed.locator("main").innerText();
      for (const words of ["Version 12", "22 June 2026", "period: 41 days → 42 days"]) assert.ok(said.includes(words), said);
      await framed.getByRole("link", { name: "See what changed" }).click();
      await page.waitForURL(`${policies.base}terms/v/12/changes/index.html`);
    });
    await context.close();
  });

  test("is sound, by day and night", async () => {
    for (const [width, colorScheme, id] of [[320, "light", "privacy"], [360, "dark", "terms"], [1280, "light", "privacy"]]) {
      const context = await browser.newContext({ viewport: { width, height: 640 }, colorScheme });
      await visit(context, async (page, { errors }) => {
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document));
        assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html)}`), []);
        assert.deepEqual(errors, []);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      }, `${policies.base}${id}/notice.html`);
      await context.close();
    }
  });

  test("is all that other sites may frame", async () => {
    for (const at of ["terms/", "terms/index.html", "terms/v/12/changes/", ""]) {
      body = frame(at);
      const context = await browser.newContext();
      await visit(context, async (page, { errors }) => {
        assert.match(errors.join(), /frame/i, at);
        assert.equal(await page.frameLocator("iframe").locator("header.site").count(), 0, at);
      });
      await context.close();
    }
  });
});

test("what other sites load is small", () => {
  for (const id of ["terms", "privacy"]) assert.ok(statSync(path.join(STORY, id, "notice.json")).size < 500);
  assert.ok(statSync(path.join(STORY, "assets/notice.js")).size < 6000);
});
