// Checks of whole sites, as `tests/run` calls them: SITES names the published folders, FIXTURE the one made from
// tests/site/fixture.

import assert from "node:assert/strict";
import { mkdtempSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, look, serve } from "./browser.mjs";
import { checkLinks } from "./links.mjs";
import { checkMarkup, sample } from "./markup.mjs";

const sites = process.env.SITES.split(":");
const fixture = process.env.FIXTURE;

for (const site of sites) {
  describe(path.basename(site), () => {
    test("every link and fragment resolves, and machine files are well-formed", () => {
      const { problems, counts } = checkLinks(site);
      assert.deepEqual(problems, []);
      assert.ok(counts.pages > 10 && counts.links > 100 && counts.fragments > 10, JSON.stringify(counts));
    });

    test("every page is valid HTML", () => {
      const files = [...sample(site, Infinity).values()].flat();
      assert.deepEqual(checkMarkup(site, files), []);
    });
  });
}

describe("the checks themselves", () => {
  const broken = mkdtempSync(path.join(tmpdir(), "broken-"));
  mkdirSync(path.join(broken, "a"));
  const page = (body) => `<!doctype html><html lang="en"><head><title>x</title></head><body>${body}</body></html>`;
  writeFileSync(path.join(broken, "index.html"), page('<p id="x"><a href="a/index.html#no">1</a><a href="gone.html">2</a><b id="x">3</b>'));
  writeFileSync(path.join(broken, "a/index.html"), page('<a href="../../up.html">out</a><img src="https://example.org/x.png"><p style="color:red"><ul></p>'));
  writeFileSync(path.join(broken, "feed.xml"), "<feed><entry></feed>");

  test("dead links, missing fragments, double ids and requests to others are found", () => {
    const found = checkLinks(broken).problems.join("\n");
    for (const problem of ["has no #no", "gone.html leads nowhere", "id x stands twice", "up.html leads nowhere", "asks another host", "inline style", "feed.xml"]) {
      assert.match(found, new RegExp(problem.replaceAll(".", "\\.")));
    }
  });

  test("invalid HTML is found", () => {
    assert.notEqual(checkMarkup(broken, ["a/index.html"]).length, 0);
  });
});

describe("in the browser", () => {
  let browser, served;
  before(async () => {
    browser = await launch();
    served = await serve(fixture);
  });
  after(async () => {
    await browser?.close();
    served?.close();
  });

  const pages = ["", "changes/", "this-site/", "this-site/check/", "constructs/", "constructs/v/2/changes/", "constructs/v/3/changes/", "constructs/v/1/", "constructs/history/",
    "constructs/compare/", "กฎหมาย/คุ้มครอง/", "กฎหมาย/คุ้มครอง/v/2/changes/", "กฎหมาย/คุ้มครอง/history/", "กฎหมาย/คุ้มครอง/en/", "gone/", "after/", "folder-with-spaces/other/v/2/changes/",
    "office/v/2/changes/", "office/v/3/changes/", "office/th/v/2/changes/", "office/th/v/3/changes/", "office/history/",
    "constructs/sections/", "constructs/compare/last-2/", "office/compare/", "office/sections/", "handbook/v/2/changes/"];
  for (const page of pages) {
    test(`/${page} on a phone and a desk, by day and night`, async () => {
      assert.deepEqual(await look(browser, served.base + encodeURI(page)), []);
    });
  }

  test("a page that is not found looks as others do and leads to the site, at any depth, without scripts", async () => {
    const lost = ["none", "none/", "office/none/", "กฎหมาย/คุ้มครอง/none", "กฎหมาย/คุ้มครอง/none/", "office/v/99/changes/", "office/th/v/9/changes/none"];
    assert.deepEqual(lost.map((place) => place.split("/").length - 1), [0, 1, 2, 2, 3, 4, 5]);
    for (const place of [...lost, "a/b/c/d/e/f/"]) {
      const url = served.base + encodeURI(place);
      // one page is served for all of them, so its look is at stake only where its links may lead elsewhere
      const screens = place === lost[0] ? {} : { widths: [360], schemes: ["light"] };
      assert.deepEqual(await look(browser, url, { ...screens, mayMiss: new RegExp(`^${url}$|/favicon\\.ico$|/assets/depth/\\d+\\.css$`) }), [], place);
      const context = await browser.newContext({ viewport: { width: 360, height: 640 }, javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(served.base + encodeURI(place));
      assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Page not found");
      assert.equal(await page.locator("main a:visible").count(), 2, place);
      await page.getByRole("link", { name: "All policies" }).click();
      assert.equal(page.url(), `${served.base}index.html`, place);
      await context.close();
    }
  });

  test("what is looked for is found", async () => {
    const page = path.join(mkdtempSync(path.join(tmpdir(), "ugly-")), "index.html");
    writeFileSync(page, '<!doctype html><title>x</title><div style="width:2000px">wide</div><img src="https://example.org/x.png">');
    const problems = (await look(browser, pathToFileURL(page).href, { widths: [360], schemes: ["light"] })).join("\n");
    for (const problem of ["sideways", "asks https", "axe html-has-lang", "axe image-alt"]) assert.match(problems, new RegExp(problem));
  });

  test("a citizen without scripts finds what changed, from the home page, on a phone", async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(served.base);
    await page.getByRole("link", { name: "ไทย", exact: true }).first().click();
    await page.getByRole("link", { name: "นโยบายคุ้มครองข้อมูลส่วนบุคคล", exact: true }).first().click();
    assert.match(decodeURI(page.url()), /กฎหมาย\/คุ้มครอง\/index\.html$/);
    await page.getByRole("link", { name: "สิ่งที่เปลี่ยน" }).first().click();
    const text = page.locator("article");
    assert.deepEqual(await text.locator("del").allInnerTexts(), ["30", "ไม่", "15"].filter(Boolean));
    assert.match(await page.locator("main").innerText(), /เก็บข้อมูล 90 วันแทน 30 วัน/);
    assert.match(await page.locator("main").innerText(), /1 มกราคม 2570/);
    await context.close();
  });

  test("the keyboard reaches the text first", async () => {
    const page = await browser.newPage();
    await page.goto(`${served.base}constructs/`);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "ui.main");
    await page.close();
  });

  test("the way leads from where a text stood to where it stands, and back, by keyboard on a phone", async () => {
    for (const [redline, name] of [["office/v/2/changes/", "Moved: see where it is now"], ["office/th/v/3/changes/", "ย้ายที่และแก้ไข: ดูว่าข้อความนี้อยู่ที่ใดในปัจจุบัน"]]) {
      const context = await browser.newContext({ viewport: { width: 360, height: 400 }, reducedMotion: "reduce" });
      const page = await context.newPage();
      await page.goto(served.base + redline);
      const from = page.getByRole("link", { name, exact: true });
      await from.focus();
      for (const way of [".inserted > .way", ".deleted > .way"]) {
        await page.keyboard.press("Enter");
        const there = page.locator(`article ${way}:target`);
        await there.waitFor();
        const box = await there.boundingBox();
        assert.ok(box.y >= 0 && box.y + box.height <= 400 && box.x + box.width <= 360, JSON.stringify(box));
        assert.ok(box.height >= 24 && box.width >= 24, JSON.stringify(box));
        assert.ok(await there.evaluate((e) => e === document.activeElement), "where it leads has the focus");
      }
      await context.close();
    }
  });

  test("a screen reader hears what was added, removed, moved, divided and set otherwise, in the page's language", async () => {
    const heard = {
      "office/v/2/changes/": ["[removed: Fee end]", "[added: Where end]", "[added: paragraph break end]", "[removed: paragraph break end]",
        "[moved away: by telephone", "[moved here: by telephone", "(was a heading of level 3)", "(was a bulleted list)", "(bold added)",
        "(link changed; it led to https://example.org/charter/2023)", "(image changed; it was https://example.org/map-old.png)"],
      "office/th/v/2/changes/": ["[ตัดออก: ค่าธรรมเนียม จบ]", "[เพิ่ม: สถานที่ จบ]", "[เพิ่ม: การขึ้นย่อหน้าใหม่ จบ]", "[ย้ายไป: ทางโทรศัพท์", "[ย้ายมา: ทางโทรศัพท์",
        "(เดิมเป็นหัวข้อระดับ 3)", "(ทำเป็นตัวหนา)"],
    };
    for (const [redline, words] of Object.entries(heard)) {
      const page = await browser.newPage();
      await page.goto(served.base + redline);
      const article = page.locator("article");
      const snapshot = await article.ariaSnapshot();
      for (const said of words) assert.ok(snapshot.includes(said), `${said} in ${snapshot}`);
      const text = await article.evaluate((e) => {
        getSelection().selectAllChildren(e);
        return `${getSelection()} ${e.textContent}`;
      });
      for (const said of words) assert.ok(!text.includes(said), `${said} is no part of the text`);
      await page.close();
    }
  });

  test("what only looks otherwise says so to who can't hover, and on paper", async () => {
    const hidden = async (options, media) => {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      await page.emulateMedia({ media });
      await page.goto(`${served.base}office/v/2/changes/`);
      const position = await page.locator("span.reformatted[title]").first().evaluate((e) => getComputedStyle(e, "::after").position);
      await context.close();
      return position === "absolute";
    };
    assert.equal(await hidden({}), true);
    assert.equal(await hidden({ isMobile: true, hasTouch: true }), false);
    assert.equal(await hidden({}, "print"), false);
  });

  test("a long redline has what changed, old beside new where it is asked for, and leads to the rest", async () => {
    for (const width of [360, 1280]) {
      const page = await browser.newPage({ viewport: { width, height: 740 } });
      await page.goto(`${served.base}handbook/v/2/changes/`);
      assert.ok((await page.locator(".left-out li").count()) > 50);
      await page.locator("#ui\\.view-sides").check();
      // of what is off the screen, and not laid out, the browser tells no text
      await page.evaluate(() => document.querySelectorAll(".card").forEach((card) => (card.style.contentVisibility = "visible")));
      const cards = (await page.locator(".card").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
      assert.equal(cards.length, 5);
      assert.match(cards[0], /^Change 1 · Part 7 (Version 1 )?3?\.? ?Send it within 10 days\. (Version 2 )?3?\.? ?Send it by letter within 15 days\.$/);
      assert.equal(await page.locator(".card .old li").first().evaluate((item) => item.value), 3, "an item keeps its number");
      assert.match(cards[1], /Part 12 .*Copy Baht certified 20 .*Copy Baht certified 50$/);
      assert.match(cards[3], /Part 40 An officer .* 43 days\.$/);
      const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((one) => one.id));
      assert.equal(new Set(ids).size, ids.length, "each id stands once");
      await page.locator("#ui\\.view-whole").check();
      await page.locator(".left-out a").last().click();
      assert.match(page.url(), /handbook\/v\/2\/index\.html#part-60$/);
      await page.close();
    }
  });

  test("a redline explains the marks that it has, and counts the words that moved", async () => {
    const page = await browser.newPage();
    const legend = async (redline) => {
      await page.goto(served.base + redline);
      return page.locator(".sample").allInnerTexts();
    };
    assert.deepEqual(await legend("office/v/2/changes/"),
      ["Added", "Removed", "Moved away", "Moved here", "Paragraph split", "Paragraphs joined", "Only formatting or a link changed"]);
    assert.match(await page.locator(".status").innerText(), /\d+ words added, \d+ removed, \d+ moved/);
    assert.deepEqual(await legend("office/th/v/3/changes/"), ["เพิ่ม", "ตัดออก", "ย้ายไปที่อื่น", "ย้ายมาจากที่อื่น", "เปลี่ยนเฉพาะเลขลำดับ"]);
    assert.match(await page.locator(".status").innerText(), /เพิ่ม \d+ คำ ตัดออก \d+ คำ ย้าย \d+ คำ/);
    assert.deepEqual(await legend("constructs/v/3/changes/"), ["Only formatting or a link changed"]);
    assert.doesNotMatch(await page.locator(".status").innerText(), /moved/);
    await page.close();
  });

  test("a moved page leads to where the text stands now", async () => {
    const page = await browser.newPage();
    await page.goto(`${served.base}before/v/1/`);
    await page.waitForURL(/after\/v\/1\/index\.html$/);
    await page.close();
  });

  test("the folder works without a server", async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(path.join(fixture, "index.html")).href);
    await page.getByRole("link", { name: "Every construct" }).first().click();
    assert.equal(await page.locator("article[data-policy=constructs]").count(), 1);
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).fontFamily), "");
    assert.equal(await page.evaluate(() => document.styleSheets.length), 1);
    await page.close();
  });
});
