// What pages weigh, how they fit on a small screen, and what a screen reader hears of the head of a page, the way from change
// to change and what changed in short. SITES, FIXTURE and FIXTURE_TH are as in site.test.mjs.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { launch, serve } from "./browser.mjs";
import { filesOf } from "./links.mjs";

const sites = process.env.SITES.split(":");

/** What the page `file` asks for, by path: its style, its script, the logo of its office. */
function requests(root, file) {
  const text = readFileSync(path.join(root, file), "utf8");
  const asked = [...text.matchAll(/<(?:link rel="stylesheet" href|script src|img src)="([^"]+)"/g)].map(([, href]) => href);
  return asked.map((href) => path.posix.normalize(path.posix.join(path.posix.dirname(file), decodeURIComponent(href))));
}

describe("weight", () => {
  for (const root of sites) {
    test(`pages of ${path.basename(root)} are light and ask for two files more`, () => {
      const sizes = new Map();
      const size = (file) => {
        if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(path.join(root, file)), { level: 9 }).length);
        return sizes.get(file);
      };
      // a text is as long as it is: of the page itself only what is below a long text's size is held to the bound
      const pages = filesOf(root).filter((file) => file.endsWith("/index.html") && size(file) < 10_000);
      assert.ok(pages.length > 10);
      for (const file of pages) {
        const asked = requests(root, file).filter((other) => !other.startsWith("files/"));
        if (asked.length === 0) continue; // a former address
        assert.equal(asked.length, 2, file);
        const all = size(file) + asked.reduce((sum, other) => sum + size(other), 0);
        // where any two versions are compared, the program that does it comes along
        const most = file.endsWith("/compare/index.html") ? 50_000 : 30_000;
        assert.ok(all <= most, `${file}: ${all} bytes`);
      }
    });
  }
});

describe("in the browser", () => {
  let browser, served, thai;
  before(async () => {
    browser = await launch();
    served = await serve(process.env.FIXTURE);
    thai = await serve(process.env.FIXTURE_TH);
  });
  after(async () => {
    await browser?.close();
    served?.close();
    thai?.close();
  });

  test("no page scrolls sideways at 320 px, and each has one heading of the first level", async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    const wrong = [];
    let seen = 0;
    for (const [site, root] of [[served, process.env.FIXTURE], [thai, process.env.FIXTURE_TH]]) {
      for (const file of filesOf(root).filter((name) => name.endsWith("/index.html") || name === "index.html")) {
        if (/http-equiv="refresh"/.test(readFileSync(path.join(root, file), "utf8"))) continue;
        await page.goto(site.base + encodeURI(file), { waitUntil: "domcontentloaded" });
        const [wide, headings] = await page.evaluate(() => [document.documentElement.scrollWidth - innerWidth, document.querySelectorAll("h1").length]);
        if (wide > 0 || headings !== 1) wrong.push(`${file}: ${wide} px too wide, ${headings} h1`);
        seen += 1;
      }
    }
    assert.ok(seen > 60, `${seen} pages`);
    assert.deepEqual(wrong, []);
    await context.close();
  });

  /** What a screen reader hears of a part of the page, a line for each thing. */
  const heard = async (page, part) => (await page.locator(part).ariaSnapshot()).split("\n").filter((line) => !line.includes("/url:")).map((line) => line.trim().replace(/^- /, "").replace(/:$/, ""));

  const SAID = {
    "office/v/2/changes/": {
      "header.policy": ["'heading \"Rules of the office : Changes from version 1 to version 2\" [level=1]'", "paragraph", 'link "Version 2"', "text: · published on 23 November 2023 ·",
        'link "4 sections changed"', 'navigation "Pages of this policy"', 'link "Text"', 'link "What changed"', 'link "History"', 'link "Compare"', 'link "Sections"'],
      ".brief": ['region "In short"', 'heading "In short" [level=2]', "list", "listitem", 'link "changed 1. Opening hours"', "listitem", 'link "changed 2. Requests"', "listitem",
        'link "changed Who may read them"', "listitem", 'link "changed 4. How to reach us"', "text: +6 −4 words", 'paragraph: "Sections: 4 of 6 changed"'],
      ".stepper": ['navigation "Step through changes"', 'button "Previous change (key k)" [disabled]', "status: 15 changes", 'button "Next change (key j)"',
        'checkbox "skip formatting changes"', "text: skip formatting changes", 'checkbox "keys j and k" [checked]', "text: keys j and k"],
    },
    "office/th/v/2/changes/": {
      "header.policy": ["'heading \"ระเบียบสำนักงาน : สิ่งที่เปลี่ยนจากฉบับที่ 1 เป็นฉบับที่ 2\" [level=1]'", "paragraph", 'link "ฉบับที่ 2"', "text: · เผยแพร่เมื่อ 23 พฤศจิกายน 2566 ·",
        'link "เปลี่ยน 4 หัวข้อ"', 'navigation "หน้าต่าง ๆ ของนโยบายนี้"', 'link "เนื้อหา"', 'link "สิ่งที่เปลี่ยน"', 'link "ประวัติ"', 'link "เทียบ"', 'link "หัวข้อ"'],
      ".brief": ['region "สรุปสิ่งที่เปลี่ยน"', 'heading "สรุปสิ่งที่เปลี่ยน" [level=2]', "list", "listitem", 'link "แก้ไข 1. เวลาทำการ"', "listitem", 'link "แก้ไข 2. คำขอ"', "listitem",
        'link "แก้ไข ผู้มีสิทธิอ่าน"', "listitem", 'link "แก้ไข 4. ช่องทางติดต่อ"', "text: +8 −5 คำ", 'paragraph: "หัวข้อ: เปลี่ยน 4 จาก 6"'],
      ".stepper": ['navigation "ดูทีละการเปลี่ยนแปลง"', 'button "การเปลี่ยนแปลงก่อนหน้า (แป้น k)" [disabled]', "status: เปลี่ยน 15 แห่ง", 'button "การเปลี่ยนแปลงถัดไป (แป้น j)"',
        'checkbox "ข้ามส่วนที่เปลี่ยนเฉพาะรูปแบบ"', "text: ข้ามส่วนที่เปลี่ยนเฉพาะรูปแบบ", 'checkbox "ใช้แป้น j และ k" [checked]', "text: ใช้แป้น j และ k"],
    },
  };
  for (const [redline, parts] of Object.entries(SAID)) {
    test(`the accessibility tree of /${redline}: status line, tabs, brief and stepper`, async () => {
      const page = await browser.newPage();
      await page.goto(served.base + redline);
      for (const [part, said] of Object.entries(parts)) assert.deepEqual(await heard(page, part), said);
      const current = page.locator(".tabs [aria-current=page]");
      assert.equal(await current.innerText(), redline.includes("/th/") ? "สิ่งที่เปลี่ยน" : "What changed");
      await page.close();
    });
  }

  test("an office stands at the head and foot, in words too, and can be read by day and night", async () => {
    for (const colorScheme of ["light", "dark"]) {
      const page = await browser.newPage({ colorScheme });
      await page.goto(`${thai.base}office/`);
      assert.deepEqual((await heard(page, "header.site")).slice(0, 3), ["banner", "paragraph", 'link "The Office"']);
      const foot = await heard(page, "footer.site");
      for (const said of ['link "0 2245 0123"', 'link "office@example.org"', 'link "How this site works"', 'link "Accessibility"']) assert.ok(foot.includes(said), `${said} in ${foot}`);
      assert.equal(await page.locator("footer address").getAttribute("lang"), "th");
      const colours = await page.locator(".office a, .tabs a:not([aria-current])").evaluateAll((all) => all.slice(0, 2).map((one) => getComputedStyle(one).color));
      assert.deepEqual(colours, ["rgb(255, 255, 255)", colorScheme === "light" ? "rgb(91, 42, 134)" : colours[1]]);
      if (colorScheme === "dark") assert.notEqual(colours[1], "rgb(91, 42, 134)");
      await page.close();
    }
  });

  test("a table wider than the screen is named, can be scrolled by keys, and shows its first change", async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    await page.goto(`${served.base}office/`);
    const name = async (table) => [await table.getAttribute("role"), await table.getAttribute("aria-label")];
    const table = page.locator(".text .table").first();
    await table.evaluate((region) => {
      for (const row of region.querySelectorAll("tr")) for (let n = 0; n < 6; n += 1) row.append(row.lastElementChild.cloneNode(true));
      const added = document.createElement("ins");
      added.textContent = "new";
      region.querySelector("tbody tr").lastElementChild.replaceChildren(added);
    });
    assert.deepEqual(await name(table), [null, null]);
    await page.setViewportSize({ width: 350, height: 740 });
    await page.waitForFunction(() => document.querySelector(".table[role=region]"));
    assert.ok((await name(table))[1]);
    const inside = await table.evaluate((region) => {
      const [mark, frame] = [region.querySelector("ins").getBoundingClientRect(), region.getBoundingClientRect()];
      return mark.left >= frame.left && mark.right <= frame.right;
    });
    assert.ok(inside, "the change is in view");
    const left = await table.evaluate((region) => region.scrollLeft);
    await table.focus();
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction((before) => document.querySelector(".table[role=region]").scrollLeft < before, left);
    await page.close();
  });
});
