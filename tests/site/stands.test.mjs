// Since when a paragraph stands in its words, on the site of tests/site/story (STORY names the published folder): by a click, by
// keys for all of them, and nothing where there is no script or no server.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, look, serve } from "./browser.mjs";

const story = process.env.STORY;
let browser, served;
before(async () => {
  browser = await launch();
  served = await serve(story);
});
after(async () => {
  await browser?.close();
  served?.close();
});

async function reading(address, then, { from = served.base, ...means } = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...means });
  try {
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(new URL(address, from).href);
    await then(page);
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
}

/** What a click on the paragraph that has `words` tells. */
async function told(page, words) {
  const block = page.locator("article p", { hasText: words });
  await block.click({ position: { x: 4, y: 4 } });
  return block.locator(".stands").innerText();
}

const openAbout = (page) => page.locator("details.about").evaluate((details) => (details.open = true));

describe("since when a paragraph stands", () => {
  test("a click tells the version that brought its words, and the way leads to them", async () => {
    await reading("privacy/index.html", async (page) => {
      assert.match(await told(page, "นับแต่วันที่ท่านใช้บริการครั้งสุดท้าย"), /^ใช้ถ้อยคำนี้ตั้งแต่ฉบับที่ 5 \(1 พฤษภาคม 2569\)$/);
      // its section was moved with version 3: its words are those of the first
      assert.match(await told(page, "โทรศัพท์ 0 2222 3333"), /^ใช้ถ้อยคำนี้มาตั้งแต่ฉบับแรก \(10 มกราคม 2569\)$/);
      assert.equal(await page.locator(".stands").count(), 1, "one at a time");
      await page.locator("article p", { hasText: "โทรศัพท์ 0 2222 3333" }).click({ position: { x: 4, y: 4 } });
      assert.equal(await page.locator(".stands").count(), 0, "a second click takes it away");
    });
    await reading("terms/index.html", async (page) => {
      assert.match(await told(page, "You must pay within 42 days"), /^In these words since version 12 \(22 June 2026\)$/);
      await page.locator(".stands a").click();
      await page.waitForURL(/terms\/v\/12\/changes\//);
      await page.waitForFunction(() => /^#c\d+$/.test(location.hash) && scrollY > 0);
      const came = page.locator("article ins", { hasText: "42" }).first();
      const { top, bottom, height } = await came.evaluate((e) => ({ ...e.getBoundingClientRect().toJSON(), height: innerHeight }));
      assert.ok(top >= 0 && bottom <= height, `the words that came are on the screen: ${top}`);
    });
  });

  test("by keys, of all paragraphs, and nothing is in the way of anybody", async () => {
    const all = async (page) => {
      await openAbout(page);
      await page.locator("#ui\\.stands").focus();
      await page.keyboard.press("Space");
      await page.locator(".stands").first().waitFor();
    };
    await reading("privacy/index.html", async (page) => {
      await all(page);
      const blocks = await page.locator("article p").count();
      assert.equal(await page.locator("article p > .stands a").count(), blocks);
      assert.match(await page.locator("article").ariaSnapshot(), /link "ใช้ถ้อยคำนี้ตั้งแต่ฉบับที่ 5 /);
      await page.locator("#ui\\.stands").focus();
      await page.keyboard.press("Space");
      assert.equal(await page.locator(".stands").count(), 0);
    });
    assert.deepEqual(await look(browser, `${served.base}privacy/index.html`, { widths: [320], act: all }), []);
  });

  test("a choice of words and a link are no question", async () => {
    await reading("terms/index.html", async (page) => {
      await page.locator("article p", { hasText: "damage" }).dblclick();
      assert.notEqual(await page.evaluate(() => document.getSelection().toString()), "");
      await page.locator("article p a", { hasText: "billing@" }).evaluate((link) => {
        link.addEventListener("click", (event) => event.preventDefault());
        link.click();
      });
      await told(page, "These terms apply");
      assert.equal(await page.locator("article p", { hasText: "billing@" }).locator(".stands").count(), 0);
    });
  });

  test("nothing is offered without a script, from a file, and of a text with one version", async () => {
    const offered = async (page) => {
      await openAbout(page);
      return page.locator("#ui\\.stands").isVisible();
    };
    const isNot = async (page) => assert.equal(await offered(page), false);
    await reading("privacy/index.html", async (page) => assert.equal(await offered(page), true));
    await reading("privacy/index.html", isNot, { javaScriptEnabled: false });
    await reading("privacy/index.html", isNot, { from: `${pathToFileURL(story).href}/` });
    await reading("privacy/v/5/index.html", isNot);
    await reading("privacy/sections/index.html", async (page) => assert.equal(await page.locator("#ui\\.stands-hint").isVisible(), true));
  });
});
