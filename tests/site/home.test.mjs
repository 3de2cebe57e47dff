// The home page and its search, lists of changes, history pages and what they tell programs, as readers use them. FIXTURE
// is the site made from tests/site/fixture, FIXTURE_TH the same in Thai, which knows its own address.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, look, serve } from "./browser.mjs";

const sites = { en: process.env.FIXTURE, th: process.env.FIXTURE_TH };
const ADDRESS = "https://policy.example.org/office/";
const PROTECTION = "นโยบายคุ้มครองข้อมูลส่วนบุคคล";

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

/** A place and what stands behind it. */
const parts = (at) => [at.split("#")[0], at.includes("#") ? at.slice(at.indexOf("#")) : ""];

/** Opens the page of a site at `at`, on a phone unless told, and gives it to `use`. */
async function open(lang, at, use, { width = 360, file = false, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...options });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  const [place, hash] = parts(at);
  const address = file ? pathToFileURL(path.join(sites[lang], place, "index.html")).href : served[lang].base + encodeURI(place);
  await page.goto(address + hash);
  await use(page);
  assert.deepEqual(errors, []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `scrolls sideways by ${wide} px`);
  await context.close();
}

const field = (page) => page.getByRole("searchbox");
const results = (page) => page.locator('[id="ui.results"]');
const status = (page) => page.locator('[id="ui.status"]');

/** The titles that a search finds in texts. */
async function found(page, query) {
  await field(page).fill(query);
  await page.waitForFunction(() => document.getElementById("ui.results").getAttribute("aria-busy") === "false");
  return results(page).locator("section").filter({ has: page.getByRole("heading", { name: /^(In current texts|ในเนื้อหาฉบับปัจจุบัน)$/ }) }).locator("li .title").allInnerTexts();
}

describe("search", () => {
  const queries = [
    ["ข้อมูลส่วนบุคคล", PROTECTION], ["คุกกี้", "นโยบายคุกกี้"], ["คุกกี", "นโยบายคุกกี้"], ["ลบข้อมูล", PROTECTION], ["ระยะเวลา", "นโยบายคุกกี้"],
    ["ถอนความยินยอม", PROTECTION], ["บุคคลที่สาม", PROTECTION], ["ความยินย", PROTECTION], ["๓๐ วัน", PROTECTION], ["จดหมายอิเล็กทรอนิกส์", "ระเบียบสำนักงาน"],
    ["ค่าธรรมเนียม เคาน์เตอร์", null], ["destroyed", "Rules of the office"], ["DESTR", "Rules of the office"], ["opening telephone", "Rules of the office"],
    ["construct", 'Every construct & <more> "quoted"'], ["nothing like this", null],
  ];
  for (const lang of ["en", "th"]) {
    for (const [width, file] of [[360, false], [1280, false], [360, true]]) {
      test(`finds texts in Thai and English, ${lang}, ${width} px, ${file ? "from a folder" : "under a path"}`, async () => {
        await open(lang, "", async (page) => {
          for (const [query, title] of queries) {
            const titles = await found(page, query);
            if (title) assert.ok(titles.includes(title), `${query}: ${titles}`);
            else assert.deepEqual(titles, [], query);
          }
          await found(page, "ลบข้อมูล");
          if (file) {
            // pages can't be fetched from a folder
            await page.waitForTimeout(400);
            assert.deepEqual(await page.locator(".found").first().locator(".snippet").allInnerTexts().then((all) => all.filter((text) => text !== "")), []);
            return;
          }
          await page.locator(".snippet mark").first().waitFor();
          assert.match(await page.locator(".snippet").first().innerText(), /สิทธิขอลบข้อมูล/);
          await page.locator(".snippet a").first().click();
          await page.waitForURL(/index\.html#/);
          assert.equal(decodeURIComponent(new URL(page.url()).hash), "#การติดต่อ");
        }, { width, file });
      });
    }
  }

  test("finds words without their accents, words that were begun, and compounds from their middle on", async () => {
    for (const file of [false, true]) {
      await open("en", "", async (page) => {
        for (const [query, title] of [
          ["déstroyed", "Rules of the office"], ["DESTRÖYED", "Rules of the office"], ["บุคคล", PROTECTION], ["ส่วนบุคคล", PROTECTION], ["ยินยอม", PROTECTION], ["อมูลส่วน", null],
          ["d", "Rules of the office"], ["de", "Rules of the office"], ["des", "Rules of the office"], ["dest", "Rules of the office"], ["destroyed data", "Rules of the office"],
        ]) {
          const titles = await found(page, query);
          if (title) assert.ok(titles.some((one) => one.startsWith(title)), `${query}: ${titles}`);
        }
        assert.equal((await found(page, "คุ้มครอง"))[0], PROTECTION);
        assert.equal((await found(page, "rules office"))[0], "Rules of the office");
      }, { file });
    }
  });

  test("loads the files of the words that are looked for, and no others", async () => {
    await open("en", "", async (page) => {
      const asked = [];
      page.on("request", (request) => asked.push(request.url().slice(served.en.base.length)));
      await found(page, "destroyed");
      const words = asked.filter((file) => file.startsWith("assets/search/w"));
      const all = readdirSync(path.join(sites.en, "assets/search")).filter((file) => file.startsWith("w"));
      assert.ok(asked.includes("search.js") && words.length >= 1 && words.length <= 2 && all.length > 6, `${words} of ${all.length}`);
      assert.ok(asked.every((file) => /^(search\.js|assets\/search\/[wpn][0-9a-f]*\.js|assets\/icon\.svg)$/.test(file)), asked.join());
    });
  });

  test("says so when a file of words can't be loaded, and finds it when it can", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route("**/assets/search/**", (route) => route.abort());
    await page.goto(served.en.base);
    await field(page).fill("destroyed");
    await page.getByText("Search could not be loaded").waitFor();
    await page.unroute("**/assets/search/**");
    assert.deepEqual(await found(page, "destroyed"), ["Rules of the office"]);
    await context.close();
  });

  test("finds what was said of a change, and leads to the change", async () => {
    for (const [lang, query, name] of [["th", "90 วันแทน 30", "ฉบับที่ 2"], ["en", "kept for 90 days", "Version 2"]]) {
      await open(lang, "", async (page) => {
        await field(page).fill(query);
        const note = results(page).getByRole("link", { name: `${PROTECTION} · ${name}` });
        await note.click();
        await page.waitForURL(/v\/2\/changes\/index\.html$/);
        assert.equal(await page.locator("article[data-from='1'][data-to='2']").count(), 1);
      });
    }
  });

  test("asks for the words only when the reader turns to it, and stays on its host", async () => {
    await open("en", "", async (page) => {
      const asked = [];
      page.on("request", (request) => request.url().endsWith("icon.svg") || asked.push(request.url()));
      await page.waitForTimeout(200);
      assert.deepEqual(asked, []);
      await field(page).focus();
      await page.waitForFunction(() => document.querySelector("script[src='search.js']"));
      await found(page, "office");
      await page.locator(".snippet a").first().waitFor();
      assert.ok(asked.includes(`${served.en.base}search.js`) && asked.every((url) => url.startsWith(served.en.base)), asked.join());
    });
  });

  test("counts what it finds, has an address, and gives the page back", async () => {
    await open("th", "", async (page) => {
      await found(page, "ข้อมูลส่วนบุคคล");
      await page.waitForFunction(() => decodeURIComponent(location.hash) === "#q=ข้อมูลส่วนบุคคล");
      assert.match(await status(page).innerText(), /^\d+ นโยบาย · คำอธิบายการแก้ไข \d+ รายการ$/);
      await found(page, "ไม่มีคำนี้แน่นอนครับ");
      assert.match(await status(page).innerText(), /ไม่พบ/);
      assert.ok(!(await page.getByRole("heading", { name: PROTECTION }).isVisible()));
      await field(page).fill("");
      assert.ok(await page.getByRole("heading", { name: PROTECTION }).isVisible());
      await page.waitForFunction(() => location.hash === "");
    });
    await open("en", `#q=${encodeURIComponent("ลบข้อมูล")}`, async (page) => {
      await results(page).getByRole("link", { name: PROTECTION }).first().waitFor();
      assert.equal(await field(page).inputValue(), "ลบข้อมูล");
    });
  });

  test("says so when the words can't be loaded", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route("**/search.js", (route) => route.abort());
    await page.goto(served.th.base);
    await field(page).fill("ลบ");
    await page.getByText("ค้นหาไม่ได้ในขณะนี้").waitFor();
    await context.close();
  });
});

describe("lists", () => {
  const card = (page, title) => page.locator("ul.policies > li", { has: page.getByRole("heading", { name: title, exact: true }) });

  test("where policies are few, each has a card with its last change, also without scripts", async () => {
    for (const [lang, title, date, changes, to] of [
      ["en", "Rules of the office", "published on 24 November 2023", "What changed", 3], ["th", PROTECTION, "17 พฤศจิกายน 2566", "สิ่งที่เปลี่ยน", 2],
    ]) {
      for (const width of [360, 1280]) {
        await open(lang, "", async (page) => {
          assert.equal(await field(page).count(), 0);
          assert.ok((await card(page, title).innerText()).includes(date));
          await card(page, title).getByRole("link", { name: changes, exact: true }).click();
          assert.equal(await page.locator(`article[data-to='${to}']`).count(), 1);
        }, { width, javaScriptEnabled: false });
      }
    }
  });

  test("what changed last comes first, with the facts that changed, numbers before sentences", async () => {
    await open("en", "", async (page) => {
      const cards = page.locator("ul.policies > li");
      assert.ok((await cards.count()) > 6 && (await cards.first().innerText()).includes("Handbook of the office"));
      const facts = await cards.first().locator(".in-short li").allInnerTexts();
      assert.ok(facts.length <= 3 && facts[0] === "period: 10 days → 15 days", facts.join(" | "));
      // a version that changed no word came since
      const older = await card(page, 'Every construct & <more> "quoted"').innerText();
      assert.match(older, /Version 3[^]*takes effect on[^]*only formatting or links changed[^]*Version 2 · 19 November 2023 · [^]*What changed/);
      await cards.first().locator(".in-short a").first().click();
      await page.waitForURL(/v\/2\/changes\/index\.html#c\d+$/);
    });
  });

  test("changes are shown by month, and one kind alone without a script", async () => {
    for (const [lang, month, label] of [["en", "November 2023", "Formatting or links"], ["th", "พฤศจิกายน 2566", "รูปแบบหรือลิงก์"]]) {
      for (const javaScriptEnabled of [true, false]) {
        await open(lang, "changes/", async (page) => {
          await page.getByRole("heading", { name: month }).waitFor();
          const all = await page.locator("ol.latest > li:visible").count();
          await page.getByRole("radio", { name: label }).check();
          const some = await page.locator("ol.latest > li:visible").count();
          assert.ok(some > 0 && some < all, `${some} of ${all}`);
          assert.equal(await page.locator("ol.latest > li:visible").filter({ has: page.locator(".class-formatting") }).count(), some);
        }, { javaScriptEnabled });
      }
    }
  });
});

describe("history", () => {
  test("the picture is a list of all versions, each a link to its change", async () => {
    for (const [lang, at, count, name] of [
      ["en", "often/history/", 116, "Version 115 · 16 October 2023 · Only formatting, links or notation changed"],
      ["th", "กฎหมาย/คุ้มครอง/history/", 2, "ฉบับที่ 2 · 17 พฤศจิกายน 2566 · เพิ่ม 11 คำ ตัดออก 3 คำ"],
    ]) {
      for (const width of [320, 360, 1280]) {
        await open(lang, at, async (page) => {
          const picture = page.getByRole("list", { name: lang === "en" ? "Versions over time" : "ฉบับต่าง ๆ ตามลำดับเวลา" });
          assert.equal(await picture.getByRole("listitem").count(), count);
          const bars = await page.locator(".timeline .bar").evaluateAll((all) => all.map((e) => e.getBoundingClientRect().toJSON()));
          const around = await picture.boundingBox();
          for (const [ix, bar] of bars.entries()) {
            assert.ok(bar.left >= around.x - 1 && bar.right <= around.x + around.width + 1 && bar.width >= 0.5, JSON.stringify(bar));
            assert.ok(ix === 0 || bar.left >= bars[ix - 1].right - 0.1, `bar ${ix} stands on the one before`);
          }
          const names = await picture.getByRole("link").evaluateAll((all) => all.map((e) => e.querySelector("title").textContent));
          assert.ok(names.some((one) => one.startsWith(name.slice(0, 12))), names.at(-2));
          await picture.getByRole("link").last().focus();
          await page.keyboard.press("ArrowLeft");
          await page.keyboard.press("ArrowRight");
          await page.keyboard.press("Enter");
          await page.waitForURL(new RegExp(`v/${count}/changes/index.html$`));
        }, { width });
      }
    }
  });

  test("bars of each kind have another shape", async () => {
    await open("en", "often/history/", async (page) => {
      const look = (kind) => page.locator(`.timeline .bar.${kind}`).first().evaluate((e) => {
        const style = getComputedStyle(e);
        return [Number(e.getAttribute("height")) > 12, style.fill === "rgb(255, 255, 255)", style.strokeDasharray !== "none"].join();
      });
      const shapes = await Promise.all(["text", "first", "formatting", "none"].map(look));
      assert.equal(new Set(shapes).size, 4, shapes.join(" | "));
    });
  });

  const days = [
    ["en", "กฎหมาย/คุ้มครอง/history/"], ["th", "กฎหมาย/คุ้มครอง/history/"],
  ];
  const said = (page) => page.locator('[id="ui.answer"]');
  for (const [lang, at] of days) {
    for (const file of [false, true]) {
      test(`says what stood on a day, ${lang} site, ${file ? "from a folder" : "under a path"}`, async () => {
        await open(lang, at, async (page) => {
          const ask = async (text) => {
            await page.locator('[id="ui.day"]').fill(text);
            await page.keyboard.press("Enter");
            return (await said(page).innerText()).replace(/\s+/g, " ");
          };
          for (const text of ["17 พ.ย. 2566", "๑๗ พฤศจิกายน พ.ศ. ๒๕๖๖", "17/11/2566", "2023-11-17", "17 Nov 2023", "November 17, 2023", "17 พฤศจิกา 66"]) {
            const answer = await ask(text);
            assert.match(answer, /เมื่อวันที่ 17 พฤศจิกายน 2566/, text);
            assert.match(answer, /ฉบับที่ 2 · เผยแพร่เมื่อ 17 พฤศจิกายน 2566 แต่วันนั้นยังไม่มีผลใช้บังคับ \(มีผลตั้งแต่ 1 มกราคม 2570\)/, text);
            assert.match(answer, /ฉบับที่ 1 · เผยแพร่เมื่อ 16 พฤศจิกายน 2566/, text);
          }
          assert.equal(new URL(page.url()).hash, "#on=2023-11-17");
          assert.match(await ask("1 ก.พ. 2570"), /ฉบับที่ 2 · มีผลใช้บังคับตั้งแต่ 1 มกราคม 2570/);
          assert.match(await ask("1 ม.ค. 2560"), /ยังไม่เผยแพร่.*16 พฤศจิกายน 2566/);
          assert.match(await ask("สักวัน"), /อ่านวันที่นี้ไม่ได้/);
          assert.match(await ask("31 ก.พ. 2566"), /อ่านวันที่นี้ไม่ได้/);
          await ask("17 พ.ย. 2566");
          await said(page).getByRole("link", { name: "ฉบับที่ 1" }).click();
          assert.equal(await page.locator("article[data-version='1']").count(), 1);
        }, { file });
      });
    }
  }

  test("a day in the address is answered, and a withdrawal is told", async () => {
    await open("en", "gone/history/#on=2023-11-19", async (page) => {
      assert.match(await said(page).innerText(), /On 19 November 2023[^]*It was withdrawn at that time\.[^]*Version 1/);
      await page.locator('[id="ui.calendar"]').fill("2023-11-17");
      assert.match(await said(page).innerText(), /Version 1 · published on 16 November 2023/);
    });
    await open("en", "gone/history/#on=2024-03-01", async (page) => assert.match(await said(page).innerText(), /Version 2/));
  });

  test("without scripts every version says from when to when it stood", async () => {
    for (const [lang, at, text] of [
      ["th", "กฎหมาย/คุ้มครอง/history/", "เป็นฉบับที่เผยแพร่ล่าสุดตั้งแต่ 16 พฤศจิกายน 2566 ถึง 17 พฤศจิกายน 2566"], ["en", "gone/history/", "The latest published version from 16 November 2023 to 18 November 2023"],
    ]) {
      await open(lang, at, async (page) => {
        assert.ok((await page.locator("main").innerText()).includes(text));
        assert.ok(!(await page.locator('[id="ui.on"]').isVisible()));
        assert.equal(await page.getByRole("listitem").filter({ has: page.getByRole("link") }).count() > 2, true);
      }, { javaScriptEnabled: false });
    }
  });

  test("leads to versions that are on a page of their own, and knows their days", async () => {
    const listed = JSON.parse(readFileSync(path.join(sites.en, "often/versions.json"))).versions;
    // a day later at least, whatever the zone; the next version came two weeks after
    const day = new Date(Date.parse(listed[4].published) + 2 * 86_400_000).toISOString().slice(0, 10);
    for (const file of [false, true]) {
      await open("en", `often/history/#on=${day}`, async (page) => {
        assert.match(await said(page).innerText(), /Version 5 · published on/);
        const links = await said(page).getByRole("link").evaluateAll((all) => all.map((e) => e.getAttribute("href") && e.href));
        assert.ok(["v/5/index.html", "v/5/changes/index.html", "compare/index.html#5..116"].every((end, ix) => links[ix].endsWith(`often/${end}`)), links.join());
        await said(page).getByRole("link").first().click();
        await page.waitForURL(/often\/v\/5\/index\.html$/);
      }, { file });
    }
    await open("en", "often/history/", async (page) => {
      assert.equal(await page.locator("ol.versions > li").count(), 100);
      await page.getByRole("navigation", { name: "Older versions" }).getByRole("link", { name: "Versions 1 to 16" }).click();
      assert.equal(await page.locator("ol.versions > li").count(), 16);
      await page.getByRole("link", { name: "Newer versions" }).first().click();
      await page.waitForURL(/often\/history\/index\.html$/);
    }, { javaScriptEnabled: false });
  });

  test("one kind of version alone, and what each changed in short", async () => {
    const shown = [];
    for (const at of ["often/history/", "often/history/1/"]) {
      await open("en", at, async (page) => {
        await page.getByRole("radio", { name: /No visible changes/ }).check();
        shown.push(await page.locator("ol.versions > li:visible").count());
      }, { javaScriptEnabled: false });
    }
    assert.deepEqual(shown, [25, 4]);
    await open("th", "กฎหมาย/คุ้มครอง/history/", async (page) => {
      await page.locator(".in-short a").first().click();
      await page.waitForURL(/v\/2\/changes\/index\.html#c\d+$/);
      assert.equal(await page.locator(":target").count(), 1);
    }, { width: 1280 });
  });
});

describe("what pages tell programs", () => {
  const head = (page, selector, name) => page.locator(selector).evaluateAll((all, attribute) => all.map((e) => e.getAttribute(attribute)), name);

  test("schema.org data and Open Graph name the version, its dates and its digest", async () => {
    await open("th", "กฎหมาย/คุ้มครอง/v/2/", async (page) => {
      const data = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
      const listed = JSON.parse(readFileSync(path.join(sites.th, "กฎหมาย/คุ้มครอง/versions.json"))).versions[1];
      assert.deepEqual([data["@type"], data.inLanguage, data.version, data.datePublished, data.encoding.sha256], ["DigitalDocument", "th", "2", listed.published, listed.sha256]);
      const own = ADDRESS + encodeURI("กฎหมาย/คุ้มครอง/v/2/");
      assert.equal(data.url, own);
      assert.equal(data.isBasedOn, ADDRESS + encodeURI("กฎหมาย/คุ้มครอง/v/1/"));
      assert.equal(data.temporalCoverage, "2027-01-01/..");
      assert.deepEqual(await head(page, 'meta[property="og:url"]', "content"), [own]);
      assert.deepEqual(await head(page, 'meta[property="og:type"]', "content"), ["article"]);
      assert.deepEqual(await head(page, 'meta[property="og:locale"]', "content"), ["th_TH"]);
      assert.match((await head(page, 'meta[property="og:description"]', "content"))[0], /เก็บข้อมูล 90 วันแทน 30 วัน/);
    });
    await open("en", "constructs/", async (page) => {
      const data = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
      assert.ok(new URL(data.encoding.contentUrl, page.url()).href.endsWith("/constructs/v/3/source.md"));
      assert.deepEqual(await head(page, 'meta[property="og:url"]', "content"), []);
    });
  });

  test("versions link to their neighbours, the current text, the history and the TimeMap", async () => {
    await open("en", "office/v/2/", async (page) => {
      const links = Object.fromEntries(await page.locator("head link[rel]").evaluateAll((all) => all.map((e) => [e.rel, e.href])));
      const at = (to) => `${served.en.base}office/${to}`;
      assert.equal(links["predecessor-version"], at("v/1/index.html"));
      assert.equal(links["successor-version"], at("v/3/index.html"));
      assert.equal(links["latest-version"], at("index.html"));
      assert.equal(links.original, at("index.html"));
      assert.equal(links["version-history"], at("history/index.html"));
      assert.equal(links.timemap, at("timemap.link"));
    });
    await open("en", "office/", async (page) => {
      assert.deepEqual(await head(page, 'link[rel="predecessor-version"]', "href"), ["v/3/index.html"].map((p) => p.replace("3", "2")));
    });
    const map = readFileSync(path.join(sites.th, "office/timemap.link"), "utf8");
    assert.match(map, /rel="original latest-version",\n.*rel="self"; type="application\/link-format"; from=".* GMT"; until=".* GMT"/);
    assert.equal(map.match(/rel="(first |last )*memento"; datetime=/g).length, 3);
  });

  test("feeds are announced, and are there", async () => {
    for (const [lang, at] of [["en", ""], ["th", "changes/"], ["en", "office/"], ["th", "office/th/history/"]]) {
      await open(lang, at, async (page) => {
        const feeds = await page.locator('link[rel="alternate"][type^="application/"]').evaluateAll((all) => all.map((e) => [e.type, e.href, e.title]));
        assert.equal(feeds.length, 3);
        for (const [, href] of feeds) {
          const file = decodeURIComponent(href.slice(served[lang].base.length));
          assert.ok(existsSync(path.join(sites[lang], file)), file);
        }
        assert.equal(new Set(feeds.map(([, , title]) => title)).size, 2);
      });
    }
  });

  test("a feed's changes are readable without styles and without marks, and one feed has changed wordings alone", async () => {
    const entries = (file) => {
      const { items } = JSON.parse(readFileSync(path.join(sites.th, file)));
      return items;
    };
    const [second] = entries("กฎหมาย/คุ้มครอง/feed.json");
    const text = second.content_html.replace(/<[^>]*>/g, "");
    assert.match(text, /\[−30\]\[\+90\]/);
    assert.match(text, /\[\+ …\] คือข้อความที่เพิ่ม/);
    assert.match(second.content_html, /<del style="[^"]+">/);
    assert.ok(second.url.startsWith(ADDRESS) && second.id.startsWith("urn:uuid:"));
    assert.ok(entries("feed.json").some((item) => item.content_html.includes("<ins style=")));
    const kinds = (file) => [...readFileSync(path.join(sites.en, file), "utf8").matchAll(/<category term="(\w+)"/g)].map((m) => m[1]);
    assert.deepEqual([...new Set(kinds("often/feed.xml"))].sort(), ["formatting", "none", "text"]);
    assert.deepEqual([...new Set(kinds("often/feed/1.xml"))].sort(), ["first", "formatting", "none", "text"]);
    assert.deepEqual([...new Set(kinds("often/feed-text.xml"))].sort(), ["text"]);
    assert.deepEqual([...new Set(kinds("feed-text.xml"))].sort(), ["first", "text", "withdrawn"]);
  });
});

describe("everyone can read it", () => {
  const pages = [["en", ""], ["th", ""], ["en", `#q=${encodeURIComponent("ข้อมูล")}`], ["th", "#q=office"], ["en", "changes/"], ["th", "changes/"], ["en", "often/history/"],
    ["th", "often/history/"], ["th", "กฎหมาย/คุ้มครอง/history/#on=2023-11-17"], ["en", "gone/history/#on=2023-11-19"]];
  for (const [lang, at] of pages) {
    test(`/${decodeURIComponent(at)} in ${lang}, on a phone and a desk, by day and night`, async () => {
      const [place, hash] = parts(at);
      for (const [width, colorScheme] of [[320, "light"], [360, "dark"], [1280, "light"]]) {
        assert.deepEqual(await look(browser, served[lang].base + encodeURI(place) + hash, { width, colorScheme }), [], `${width} ${colorScheme}`);
      }
    });
  }
});
