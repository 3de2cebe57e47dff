// Lists of many policies and home pages in several languages, as readers use them. SEVERAL and MANY are the sites made by
// tests/site/many, STORY that made by tests/site/story: in Thai, with a policy in English too.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, look, serve } from "./browser.mjs";

const sites = { several: process.env.SEVERAL, many: process.env.MANY, story: process.env.STORY };

let browser;
const served = {};
before(async () => {
  browser = await launch();
  for (const [name, site] of Object.entries(sites)) served[name] = await serve(site);
});
after(async () => {
  await browser?.close();
  Object.values(served).forEach((one) => one.close());
});

/** Opens the page of a site at `at`, on a phone unless told, and gives it to `use`. */
async function open(name, at, use, { width = 360, file = false, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...options });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(file ? pathToFileURL(path.join(sites[name], at, "index.html")).href : served[name].base + at);
  await use(page);
  assert.deepEqual(errors, []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `scrolls sideways by ${wide} px`);
  await context.close();
}

const field = (page) => page.getByRole("searchbox");
const listed = (page) => page.locator('[id="ui.listed"]');
const status = (page) => listed(page).getByRole("status");
const shown = (page) => listed(page).locator("ul.policies > li:visible");
const titles = (page) => shown(page).locator(".title").allInnerTexts();
const height = (page) => page.evaluate(() => document.documentElement.scrollHeight);

describe("a list of more policies than stand open", () => {
  test("is short, folded by folder, with one line for all that were imported at once", async () => {
    for (const javaScriptEnabled of [true, false]) {
      await open("several", "", async (page) => {
        assert.ok((await height(page)) < 1600, `${await height(page)} px`);
        const groups = await listed(page).locator("summary").allInnerTexts();
        assert.deepEqual(groups.map((text) => text.trim()), ["Fees 120", "Rules 10", "ข้อมูล 4"]);
        assert.equal((await page.locator("ol.latest > li").allInnerTexts()).join("|").trim(), "เผยแพร่ครั้งแรก 134 นโยบาย เมื่อ 15 พฤศจิกายน 2566");
        await listed(page).locator("summary").last().click();
        assert.deepEqual(await titles(page), ["นโยบายข้อมูลพนักงาน", "นโยบายคุกกี้", "นโยบายคุ้มครองข้อมูลส่วนบุคคล", "ประกาศกล้องวงจรปิด"]);
      }, { javaScriptEnabled });
    }
  });

  test("leaves those whose title has what is typed, accents and Thai folded, by keyboard alone, and says how many", async () => {
    for (const [width, file] of [[360, false], [1280, true]]) {
      await open("several", "", async (page) => {
        await field(page).focus();
        for (const [query, found, said] of [
          ["regle 7", ["Règle numéro 7"], "มีคำนี้ในชื่อ 1 จาก 134 นโยบาย"], ["RÈGLE 10", ["Règle numéro 10"], "มีคำนี้ในชื่อ 1 จาก 134 นโยบาย"],
          ["คุกกี้", ["นโยบายคุกกี้"], "มีคำนี้ในชื่อ 1 จาก 134 นโยบาย"], ["service 77", ["Fee for service 77"], "มีคำนี้ในชื่อ 1 จาก 134 นโยบาย"], ["service ๗๗", ["Fee for service 77"], "มีคำนี้ในชื่อ 1 จาก 134 นโยบาย"],
          ["nothing like it", [], "ไม่มีนโยบายใดใน 134 นโยบายที่ชื่อมีคำนี้"],
        ]) {
          await page.keyboard.press("Control+A");
          await page.keyboard.type(query);
          assert.deepEqual([await titles(page), await status(page).innerText()], [found, said], query);
        }
        await page.keyboard.press("Control+A");
        await page.keyboard.type("service 77");
        // the search looks through the texts below the list
        await page.locator('[id="ui.results"] .found li').first().waitFor();
        const [list, results] = await Promise.all(["ui.listed", "ui.results"].map((id) => page.locator(`[id="${id}"]`).boundingBox()));
        assert.ok(list.y < results.y);
        await page.keyboard.press("Control+A");
        await page.keyboard.press("Delete");
        assert.deepEqual([await titles(page), await status(page).innerText()], [[], ""], "all is folded away again");
        assert.ok(await page.getByRole("heading", { name: "การเปลี่ยนแปลงล่าสุด" }).isVisible());
      }, { width, file });
    }
  });

  test("shows fifty of a group at once, and goes on where the reader was", async () => {
    await open("several", "", async (page) => {
      await listed(page).locator("summary").first().click();
      assert.equal(await shown(page).count(), 50);
      await page.getByRole("button", { name: "แสดงเพิ่มอีก 50" }).press("Enter");
      assert.equal(await shown(page).count(), 100);
      assert.equal(await page.evaluate(() => document.activeElement.closest("li") === [...document.querySelectorAll("ul.policies")][0].children[50]), true);
      await page.getByRole("button", { name: "แสดงเพิ่มอีก 20" }).click();
      assert.equal(await shown(page).count(), 120);
      assert.equal(await page.getByRole("button").count(), 0);
    });
    await open("several", "", async (page) => {
      await listed(page).locator("summary").first().click();
      assert.equal(await shown(page).count(), 120, "all of them without scripts");
    }, { javaScriptEnabled: false });
  });

  test("looks right on all screens, folded and filtered", async () => {
    for (const width of [320, 1280]) {
      for (const colorScheme of ["light", "dark"]) {
        for (const act of [undefined, (page) => field(page).fill("service")]) {
          assert.deepEqual(await look(browser, served.several.base, { width, colorScheme, act }), [], `${width} ${colorScheme}`);
        }
      }
    }
  });
});

describe("a list on pages of its own", () => {
  test("is reached by years, folded by decade, the newest first, from a page that is short and light", async () => {
    assert.ok(readFileSync(path.join(sites.many, "index.html")).length < 60_000);
    for (const javaScriptEnabled of [true, false]) {
      await open("many", "", async (page) => {
        assert.ok((await height(page)) < 2400, `${await height(page)} px`);
        const decades = await listed(page).locator("summary").allInnerTexts();
        assert.deepEqual([decades[0].trim(), decades.length], ["2010–2019 20", 7]);
        // changes of the wording first, then all that were imported in one line
        assert.match((await page.locator("ol.latest > li").allInnerTexts()).join("|"), /^Act number 9 · Version 2[^|]*\|Act number 7 · Version 2[^|]*\|.*260 policies first published on 15 November 2023\s*$/);
        await listed(page).locator("summary").nth(1).click();
        await listed(page).getByRole("link", { name: "2003" }).click();
        await page.waitForURL(/browse\/by-[^/]+\/index\.html#ui\.group-\d+$/);
        assert.match(await page.locator(":target").innerText(), /^2003 4$/);
      }, { javaScriptEnabled });
    }
  });

  test("one field serves years and texts", async () => {
    await open("many", "", async (page) => {
      await field(page).fill("1987");
      assert.deepEqual(await listed(page).locator("ul.ways li:visible").allInnerTexts().then((all) => all.map((text) => text.trim())), ["1987 4"]);
      await field(page).fill("act number 212");
      await page.locator('[id="ui.results"] .found').first().getByRole("link", { name: "Act number 212" }).first().waitFor();
      assert.ok(!(await listed(page).isVisible()), "no year is called so");
      await field(page).fill("");
      assert.ok(await listed(page).isVisible());
    });
  });

  test("finds titles on the page itself", async () => {
    const [sheet] = readdirSync(path.join(sites.many, "browse"));
    for (const file of [false, true]) {
      await open("many", `browse/${sheet}/`, async (page) => {
        const all = await listed(page).locator("ul.policies > li").count();
        await field(page).fill("ACT 12");
        const found = await titles(page);
        assert.ok(found.length > 0 && found.length < all && found.every((title) => /number 12/.test(title)), found.join());
        assert.match(await status(page).innerText(), new RegExp(`^${found.length} of ${all} policies ha`));
      }, { file });
    }
    assert.deepEqual(await look(browser, `${served.many.base}browse/${sheet}/`, { width: 360, colorScheme: "light" }), []);
    await open("many", `browse/${sheet}/`, async (page) => assert.equal(await field(page).count(), 0), { javaScriptEnabled: false });
  });
});

describe("a home page in each language", () => {
  test("has the titles, dates and words of the language, and says what is in another alone", async () => {
    for (const javaScriptEnabled of [true, false]) {
      await open("story", "browse/en/", async (page) => {
        assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
        assert.match(await listed(page).innerText(), /Personal data protection policy[^]*ไทย[^]*Version 1[^]*published on 10 January 2026/);
        assert.ok(!(await page.locator("main").innerText()).includes("นโยบายคุ้มครอง"));
        await listed(page).getByRole("link", { name: "Personal data protection policy" }).click();
        await page.waitForURL(/privacy\/en\/index\.html$/);
        await page.getByRole("link", { name: "All policies" }).first().click();
        await page.waitForURL(/browse\/en\/index\.html$/);
        await page.getByRole("navigation", { name: "Languages" }).getByRole("link", { name: "ไทย" }).click();
        await page.waitForURL(/\/any\/path\/index\.html$/);
        assert.match(await listed(page).innerText(), /Terms of service[^]*มีเฉพาะภาษาอังกฤษ[^]*นโยบายคุ้มครองข้อมูลส่วนบุคคล/);
      }, { javaScriptEnabled });
    }
  });

  test("each tells programs of the other", async () => {
    const alternates = (page) => page.locator("link[hreflang]").evaluateAll((all) => all.map((e) => [e.hreflang, e.href]));
    const expected = [["th", `${served.story.base}index.html`], ["en", `${served.story.base}browse/en/index.html`]];
    for (const at of ["", "browse/en/"]) await open("story", at, async (page) => assert.deepEqual(await alternates(page), expected));
  });

  test("finds what is looked for, and leads there", async () => {
    for (const file of [false, true]) {
      await open("story", "browse/en/", async (page) => {
        await field(page).fill("personal");
        const found = page.locator('[id="ui.results"] .found').first().getByRole("link", { name: "Personal data protection policy" }).first();
        await found.click();
        await page.waitForURL(/privacy\/en\/index\.html$/);
        assert.equal(await page.getByRole("heading", { level: 1, name: "Personal data protection policy" }).count(), 1);
      }, { file });
    }
  });

  test("looks right", async () => {
    for (const width of [320, 1280]) assert.deepEqual(await look(browser, `${served.story.base}browse/en/`, { width, colorScheme: "dark" }), []);
  });
});
