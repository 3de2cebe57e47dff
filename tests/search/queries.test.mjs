// The search on sites made from the texts here, as readers use it: SEARCH_CA and SEARCH_TH are sites of what tests/search/fixture
// makes. Queries of archives that are not part of this repository are asked by hand: see README.md.

import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, serve } from "../site/browser.mjs";
import { ask, place, queries } from "./find.mjs";

const sites = { ca: process.env.SEARCH_CA, th: process.env.SEARCH_TH };
let browser;
const served = {};
before(async () => {
  browser = await launch();
  for (const [lang, site] of Object.entries(sites)) served[lang] = await serve(site);
});
after(async () => {
  await browser?.close();
  Object.values(served).forEach((one) => one.close());
});

const idle = (page) => page.waitForFunction(() => document.getElementById("ui.results").getAttribute("aria-busy") === "false");
const section = (page, titles) => page.locator('[id="ui.results"] > section').filter({ has: page.getByRole("heading", { name: titles }) });

/** Opens a home page and looks for `query` there. */
async function look(lang, query, use, file = false) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(file ? pathToFileURL(path.join(sites[lang], "index.html")).href : served[lang].base);
  await page.getByRole("searchbox").fill(query);
  await idle(page);
  await use(page, (title) => section(page, title).locator("li .title").allInnerTexts());
  assert.deepEqual(errors, []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), "scrolls sideways");
  await context.close();
}

// the sites speak English and Thai
const TEXTS = /^(In current texts|ในเนื้อหาฉบับปัจจุบัน)$/;
const FORMER = /^(In former texts|ในเนื้อหาฉบับก่อน)$/;
const SOME = /^With some of the words$/;

describe("search for texts of Andorra and Bangkok", () => {
  test("what should be first is among the first three", async () => {
    const missed = [];
    const asked = queries.filter(({ archive }) => archive in sites);
    for (const one of asked) {
      const at = place((await ask(browser, served[one.archive].base, one.query)).ids, one);
      if (at < 1 || at > 3) missed.push(`${one.query}: ${at}`);
    }
    assert.ok(asked.length >= 20 && missed.length <= asked.length * 0.05, missed.join(", "));
  });

  test("a word that is written beats a word that begins so, with or without accents, and that beats pieces", async () => {
    for (const query of ["transit", "trànsit", "TRÀNSIT"]) {
      await look("ca", query, async (page, titles) => {
        const found = await titles(TEXTS);
        assert.ok(found.length > 5, "words that begin so are found too");
        assert.equal(found[0], "Llei de circulació viària", query);
      });
    }
    await look("th", "เลขประจำตัว", async (page, titles) => assert.equal((await titles(TEXTS))[0], "นโยบายคุ้มครองข้อมูลส่วนบุคคล"));
  });

  test("a title that is or begins with what is looked for is first, and a word may be begun only", async () => {
    for (const [lang, query, title] of [
      ["ca", "codi penal", "Codi penal"], ["ca", "codi de p", "Codi de procediment penal"], ["ca", "nacionali", "Llei qualificada de la nacionalitat"], ["ca", "na", "Llei qualificada de la nacionalitat"],
      ["th", "ค่าธรรม", "ตารางค่าธรรมเนียม"], ["th", "คุก", "นโยบายคุกกี้"], ["th", "นโยบายคุ้ม", "นโยบายคุ้มครองข้อมูลส่วนบุคคล"],
    ]) {
      await look(lang, query, async (page, titles) => assert.equal((await titles(TEXTS))[0], title, query));
    }
  });

  test("words in quotes stand in that order", async () => {
    await look("ca", "residència permís", async (page, titles) => assert.equal((await titles(TEXTS))[0], "Llei qualificada d'immigració"));
    await look("ca", '"residència permís"', async (page, titles) => {
      assert.deepEqual(await titles(TEXTS), []);
      assert.match(await page.locator('[id="ui.status"]').innerText(), /^No results/);
    });
    for (const [lang, query, title] of [
      ["ca", '"permis de residencia"', "Llei qualificada d'immigració"], ["ca", "“interès general”", "Codi de l'Administració"], ["ca", '"codi penal"', "Codi penal"], ["th", '"ลบข้อมูล"', "นโยบายคุ้มครองข้อมูลส่วนบุคคล"],
    ]) {
      await look(lang, query, async (page, titles) => assert.equal((await titles(TEXTS))[0], title, query));
    }
    // a word in quotes is that word
    await look("ca", '"transit"', async (page, titles) => assert.deepEqual(await titles(TEXTS), ["Llei de circulació viària"]));
    // from a folder no text can be looked into: it says so
    await look("ca", '"residència permís"', async (page, titles) => {
      assert.equal((await titles(TEXTS))[0], "Llei qualificada d'immigració");
      assert.match(await page.locator('[id="ui.status"]').innerText(), /can’t be checked when pages are opened from a folder/);
    }, true);
  });

  test("what stood in a former text is told, with its last version, when it left, and a way to the change", async () => {
    for (const [lang, query, title] of [["ca", "telègraf", "Reglament de mercats i venda ambulant"], ["th", "โทรเลข", "ตารางค่าธรรมเนียม"], ["ca", '"per telegraf a la"', "Reglament de mercats i venda ambulant"]]) {
      for (const file of [false, true]) {
        if (file && query.startsWith('"')) continue;
        await look(lang, query, async (page, titles) => {
          assert.deepEqual(await titles(TEXTS), []);
          assert.deepEqual(await titles(FORMER), [`${title} · ${lang === "th" ? "ฉบับที่ 2" : "Version 2"}`]);
          const one = section(page, FORMER).locator("li");
          assert.equal(await one.locator(".facts a").innerText(), lang === "th" ? "อยู่ในฉบับที่ 1 จนถึง 17 พฤศจิกายน 2566 หลังจากนั้นไม่มีแล้ว" : "In version 1 until 17 November 2023, removed since");
          assert.match(await one.locator(".facts a").getAttribute("href"), /\/v\/1\/index\.html$/);
          if (!file) await one.locator(".snippet mark").first().waitFor();
          await one.locator(".title a").click();
          await page.waitForURL(/v\/2\/changes\/index\.html$/);
          assert.ok((await page.locator("article del").allInnerTexts()).join(" ").length > 0);
        }, file);
      }
    }
    await look("ca", "telègraf parades", async (page, titles) => {
      assert.deepEqual(await titles(FORMER), ["Reglament de mercats i venda ambulant · Version 2"]);
      assert.equal(await section(page, FORMER).locator(".facts a").innerText(), "“telegraf”: in version 1 until 17 November 2023, removed since");
    });
  });

  test("policies that have some of the words come where few have all, and say what they lack", async () => {
    await look("ca", "alcoholèmia xilòfon", async (page, titles) => {
      assert.deepEqual(await titles(TEXTS), []);
      assert.deepEqual(await titles(SOME), ["Llei de circulació viària"]);
      assert.match(await section(page, SOME).locator(".facts").innerText(), /without: xilofon/);
    });
  });

  test("a snippet never repeats the title", async () => {
    for (const [lang, query] of [["ca", "codi penal"], ["ca", "nacionalitat"], ["th", "คุกกี้"], ["th", "ค่าธรรมเนียม"]]) {
      await look(lang, query, async (page) => {
        const first = section(page, TEXTS).locator("li").first();
        await first.locator(".snippet").filter({ hasText: /\S/ }).waitFor();
        const [title, snippet] = [await first.locator(".title").innerText(), await first.locator(".snippet").innerText()];
        assert.ok(!snippet.startsWith(title), `${title}: ${snippet}`);
      });
    }
  });
});
