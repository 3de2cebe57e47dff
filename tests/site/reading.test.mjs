// What a citizen does with the site of tests/site/story (STORY names the published folder): in Thai and in English, on a
// phone and on a desk, with JavaScript and without, from a server and from a file.

import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { around, launch, look, serve } from "./browser.mjs";

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

/** A page at `address` below the site, for a reader with these means. `then` is closed with it. */
async function reading(address, { js = true, width = 360, from = served.base, ...more }, then) {
  const context = await browser.newContext({ javaScriptEnabled: js, viewport: { width, height: 740 }, ...more });
  try {
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    const to = (there) => new URL(there, from).href;
    await page.goto(to(address));
    await then(page, (there) => page.goto(to(there)));
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
}

const asFile = () => `${pathToFileURL(story).href}/`;
const LANGUAGES = {
  th: { policy: "privacy", read: /ท่านอ่านฉบับที่ 2/, since: /ตั้งแต่นั้นมีฉบับใหม่ 3 ฉบับ เปลี่ยน 2 หัวข้อ/, same: /ไม่มีสิ่งใดเปลี่ยน/, n: 2, current: 5 },
  en: { policy: "terms", read: /You read version 10/, since: /Since then: 2 versions, 2 sections changed/, same: /Nothing has changed since/, n: 10, current: 12 },
};

/** Remembers, as the script does, that version `n` was read. */
const remember = (page, policy, n) =>
  page.evaluate(([policy, n]) => localStorage.setItem(`promulgate.read:${promulgate.root}${policy}`, `${n} 2026-03-01`), [policy, n]);
const remembered = (page, policy) => page.evaluate((policy) => localStorage.getItem(`promulgate.read:${promulgate.root}${policy}`), policy);
const toTheEnd = (page, text = "article") => page.locator(`${text} > *`).last().scrollIntoViewIfNeeded();

for (const [lang, { policy, read, since, same, n, current }] of Object.entries(LANGUAGES)) {
  describe(`since you last read this (${lang})`, () => {
    for (const from of ["server", "file"]) {
      test(`from a ${from}: the first visit says nothing, the end of the text is remembered, the next visit tells`, async () => {
        const base = from === "file" ? asFile() : served.base;
        await reading(`${policy}/index.html`, { from: base }, async (page, go) => {
          assert.equal(await page.locator("#ui\\.since").isVisible(), false);
          assert.equal(await remembered(page, policy), null, "opening a page is not reading it");
          await toTheEnd(page);
          await page.waitForFunction((policy) => localStorage.getItem(`promulgate.read:${promulgate.root}${policy}`), policy);
          await go(`${policy}/index.html`);
          assert.match(await page.locator("#ui\\.since").innerText(), same);

          await remember(page, policy, n);
          await go(`${policy}/index.html`);
          const box = await page.locator("#ui\\.since").innerText();
          assert.match(box, read);
          assert.match(box, since);
          assert.match(await remembered(page, policy), new RegExp(`^${n} `), "the marker stays until the new text was shown");
          await page.click("#ui\\.since a");
          await page.waitForSelector("article[data-from] ins");
          assert.deepEqual(await page.locator("article").evaluate((a) => [a.dataset.from, a.dataset.to]), [String(n), String(current)]);
          await toTheEnd(page);
          await page.waitForFunction(([policy, n]) => localStorage.getItem(`promulgate.read:${promulgate.root}${policy}`).startsWith(`${n} `), [policy, current]);
        });
      });
    }

    test("one button forgets, and one says that it was read", async () => {
      await reading(`${policy}/index.html`, {}, async (page, go) => {
        await remember(page, policy, n);
        await go(`${policy}/index.html`);
        await page.click("#ui\\.forget");
        assert.equal(await remembered(page, policy), null);
        assert.equal(await page.locator("#ui\\.since").isVisible(), false);
        await toTheEnd(page);
        await page.waitForTimeout(300);
        assert.equal(await remembered(page, policy), null, "what was to be forgotten stays forgotten");
        await remember(page, policy, n);
        await go(`${policy}/index.html`);
        await page.click("#ui\\.seen");
        assert.match(await remembered(page, policy), new RegExp(`^${current} `));
      });
    });

    test("without storage and without JavaScript nothing is broken and nothing is sent", async () => {
      await reading(`${policy}/`, { js: false }, async (page) => {
        assert.equal(await page.locator("#ui\\.since").isVisible(), false);
        assert.ok(await page.locator("article").isVisible());
      });
      const context = await browser.newContext();
      await context.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new Error("denied"); } }));
      const page = await context.newPage();
      const errors = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await page.goto(`${served.base}${policy}/`);
      await toTheEnd(page);
      await page.waitForTimeout(200);
      assert.deepEqual(errors, []);
      assert.deepEqual(await context.cookies(), []);
      await context.close();
    });
  });
}

describe("any two versions", () => {
  for (const from of ["server", "file"]) {
    for (const width of [360, 1280]) {
      test(`from a ${from}, ${width} px wide: choose, slide, swap, share`, async () => {
        const base = from === "file" ? asFile() : served.base;
        await reading("privacy/compare/index.html#1..4", { width, from: base }, async (page) => {
          const pair = () => page.locator("article").evaluate((a) => [a.dataset.from, a.dataset.to].map(Number));
          await page.waitForSelector("article[data-from] ins");
          assert.deepEqual(await pair(), [1, 4]);
          assert.equal(await page.locator("#ui\\.old").getAttribute("href"), "../v/1/index.html");
          await page.selectOption("#ui\\.to", "2");
          await page.waitForSelector("article[data-to='2']");
          assert.match(page.url(), /#1\.\.2$/);
          assert.match(await page.locator("article").innerText(), /90 วัน.*2 ปี/);
          assert.match(await page.locator("#ui\\.compared-brief").innerText(), /ระยะเวลา/);
          await page.locator("#ui\\.to-slide").focus();
          await page.keyboard.press("ArrowRight");
          await page.waitForSelector("article[data-to='3']");
          await page.click("#ui\\.swap");
          await page.waitForSelector("article[data-from='3'][data-to='1']");
          await page.evaluate(() => (location.hash = "#since=2026-02-25"));
          await page.waitForSelector("article[data-from='2'][data-to='5']");
          await page.evaluate(() => (location.hash = "#nonsense"));
          assert.deepEqual(await pair(), [2, 5]);
        });
      });
    }
  }

  test("who moves on in the middle of a step ends with the text of the last pair, and with what explains its marks", async () => {
    await reading("terms/compare/index.html#1..12", {}, async (page) => {
      await page.waitForSelector("article[data-from]:not([aria-busy])");
      const wrong = await page.evaluate(async () => {
        const slides = ["from", "to"].map((side) => document.getElementById(`ui.${side}-slide`));
        const article = document.querySelector("article.redline");
        const wrong = [];
        for (let n = 0; n < 40; n += 1) {
          const slide = slides[n % 2];
          slide.value = 1 + ((n * 7) % 12);
          slide.dispatchEvent(new Event("input", { bubbles: true }));
          if (n % 3 === 0) continue; // goes on at once
          do await new Promise(requestAnimationFrame);
          while (article.ariaBusy);
          const pair = slides.map((one) => Number(one.value));
          const { html } = promulgate.redline(promulgate.data.weave, ...pair, promulgate.data.headings);
          const whole = document.createElement("div");
          whole.innerHTML = html;
          const explained = (kind) => !document.querySelector(`.legend .${kind}:not(.moved, .break)`).hidden;
          const marks = ["ins", "del"].map((tag) => whole.querySelector(`${tag}:not(.moved)`) !== null);
          if (article.innerHTML !== whole.innerHTML || pair.join() !== `${article.dataset.from},${article.dataset.to}`) wrong.push(pair.join(".."));
          if (marks.join() !== [explained("added"), explained("removed")].join()) wrong.push(`marks of ${pair.join("..")}`);
        }
        return wrong;
      });
      assert.deepEqual(wrong, []);
    });
  });

  test("without JavaScript: neighbours, and the last ten against the current one", async () => {
    await reading("terms/compare/", { js: false }, async (page) => {
      assert.equal(await page.locator("#ui\\.compare").isVisible(), false);
      const links = await page.locator(".plain-pairs a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
      const lasts = links.filter((href) => href.startsWith("last-"));
      assert.deepEqual(lasts, [2, 3, 4, 5, 6, 7, 8, 9, 10].map((back) => `last-${back}/index.html`));
      assert.equal(links.length, lasts.length + 11);
      await page.click("a[href='last-10/index.html']");
      assert.deepEqual(await page.locator("article").evaluate((a) => [a.dataset.from, a.dataset.to]), ["2", "12"]);
      assert.match(await page.locator(".brief").innerText(), /32 days → 42 days/);
    });
  });
});

describe("a change brief", () => {
  test("says what changed, and each line leads to its place", async () => {
    for (const js of [true, false]) {
      await reading("privacy/v/2/changes/", { js }, async (page) => {
        assert.match((await page.locator(".brief").innerText()).replace(/\s+/g, " "), /ระยะเวลา 90 วัน → 2 ปี/);
        await page.click(".fact-changes a");
        assert.match(page.url(), /#c1$/);
        const place = page.locator("article :has(> a.change:target)");
        assert.match(await place.innerText(), /2 ปี/);
      });
      await reading("privacy/v/3/changes/", { js }, async (page) => {
        const brief = (await page.locator(".section-changes").innerText()).replace(/\s+/g, " ");
        assert.match(brief, /เปลี่ยนชื่อ สำนักงานเก็บข้อมูลไว้นานเพียงใด \(เดิม “ระยะเวลาการเก็บรักษา”\)/);
        assert.match(brief, /ย้าย ช่องทางติดต่อ/);
      });
    }
  });
});

describe("honest labels", () => {
  test("an editor's label is held against the facts", async () => {
    await reading("privacy/v/2/changes/", { js: false }, async (page) => {
      const status = await around(page);
      assert.match(status, /หน่วยงานระบุว่าเป็นการแก้ไขถ้อยคำ แต่มีข้อมูลเปลี่ยน: ระยะเวลา: 90 วัน → 2 ปี/);
      assert.doesNotMatch(status, /แจ้งล่วงหน้า/, "no day of effect was given: nothing is known of notice");
      assert.doesNotMatch(status, /บรรทัดนี้ยังคงเดิม/, "a change of a few words is no reason to blame a date");
    });
  });

  test("an announced version says so, and the policy counts none that gave no notice", async () => {
    for (const js of [true, false]) {
      await reading("privacy/", { js }, async (page) => {
        const status = await around(page);
        assert.match(status, /ประกาศล่วงหน้า/);
        assert.doesNotMatch(status, /มีผลโดยไม่ได้แจ้งล่วงหน้า/, "of none nothing is counted");
        assert.match(status, /มีผลใช้บังคับตั้งแต่วันที่ 1 มกราคม 2642 ก่อนวันดังกล่าว ฉบับที่เผยแพร่ไว้ก่อนหน้าคือ ฉบับที่ 4/);
      });
    }
    await reading("terms/", { js: false }, async (page) => {
      assert.doesNotMatch(await around(page), /notice/);
    });
  });
});

describe("the history of a section", () => {
  test("survives another name and another place", async () => {
    for (const js of [true, false]) {
      await reading("privacy/", { js }, async (page) => {
        const link = page.locator("article a.section[href]").first();
        assert.equal(await link.getAttribute("aria-label"), "เปลี่ยนล่าสุดในฉบับที่ 5 · 4 ครั้ง");
        await link.click();
        const section = page.locator(".section-history:has(:target)");
        assert.match(await section.innerText(), /สำนักงานเก็บข้อมูลไว้นานเพียงใด/);
        assert.deepEqual(await section.locator("li .state").allInnerTexts(), ["แก้ไข", "ไม่มีคำเพิ่มหรือตัดออก", "เปลี่ยนชื่อ", "แก้ไข"]);
        await section.locator("li > a").last().click();
        assert.match(page.url(), /privacy\/v\/2\/changes\/index\.html#c1$/);
      });
    }
  });

  test("a section of an old version leads to the same one in the current text", async () => {
    await reading("privacy/v/1/", {}, async (page) => {
      await page.locator("h2:has-text('ระยะเวลาการเก็บรักษา')").evaluate((heading) => heading.scrollIntoView({ behavior: "instant" }));
      await page.locator(".bar a").evaluate((link) => link.click());
      await page.waitForURL(/#ui\.s\d+$/);
      const heading = page.locator("article h2:has(+ a.section:target)");
      assert.equal(await heading.innerText(), "สำนักงานเก็บข้อมูลไว้นานเพียงใด");
    });
  });
});

describe("reading a redline", () => {
  for (const [lang, address] of [["th", "privacy/v/3/changes/"], ["en", "terms/v/4/changes/"]]) {
    for (const width of [360, 1280]) {
      test(`${lang}, ${width} px: by button and by key from change to change`, async () => {
        await reading(address, { width }, async (page) => {
          const count = await page.locator("article a.change").count();
          assert.ok(count >= 2, `${count} changes`);
          const status = page.locator("#ui\\.stepper output");
          await page.keyboard.press("j");
          assert.match(await status.innerText(), new RegExp(`^1 .*${count}$`));
          assert.match(page.url(), /#c1$/);
          await page.locator("#ui\\.stepper button").nth(1).click();
          assert.match(await status.innerText(), /^2 /);
          await page.keyboard.press("k");
          assert.match(await status.innerText(), /^1 /);
          const covered = await page.evaluate(() => {
            const box = document.activeElement.getBoundingClientRect();
            return box.bottom > document.getElementById("ui.stepper").getBoundingClientRect().top && box.top < 0;
          });
          assert.equal(covered, false, "what has the focus is in sight");
        });
      });

      test(`${lang}, ${width} px: every way to look at it, with JavaScript and without`, async () => {
        for (const js of [true, false]) {
          await reading(address, { width, js }, async (page) => {
            const article = page.locator("article.redline");
            const shown = async (view) => {
              await page.locator(`#ui\\.view-${view}`).check();
              return { text: await article.isVisible(), cards: await page.locator(".card").first().isVisible() };
            };
            // the page has each word once: a script puts old beside new
            for (const view of ["changes", "sides"]) assert.equal(await page.locator(`label:has(#ui\\.view-${view})`).isVisible(), js);
            if (js) {
              assert.deepEqual(await shown("changes"), { text: false, cards: true });
              assert.deepEqual(await shown("sides"), { text: false, cards: true });
              const [old, now] = await Promise.all(["old", "new"].map((side) => page.locator(`.card .side.${side}`).first().boundingBox()));
              assert.equal(now.y === old.y, width > 1000, "side by side where there is room");
              assert.equal(await page.locator(".card .old ins:visible, .card .new del:visible").count(), 0);
              assert.equal(await page.locator(".card").count(), await article.locator("a.change").count());
            }
            assert.deepEqual(await shown("new"), { text: true, cards: false });
            assert.equal(await article.locator("del:visible").count(), 0);
            assert.ok((await article.locator("ins:visible").count()) > 0);
            assert.deepEqual(await shown("whole"), { text: true, cards: false });
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.equal(wide, 0);
          });
        }
      });
    }
  }

  test("the way of looking is remembered", async () => {
    await reading("terms/v/4/changes/", {}, async (page, go) => {
      await page.locator("#ui\\.view-changes").check();
      await go("terms/v/5/changes/");
      assert.ok(await page.locator(".card").first().isVisible());
    });
  });

  test("the list of sections says what happened to each", async () => {
    await reading("privacy/v/3/changes/", { js: false }, async (page) => {
      const list = (await page.locator(".section-changes li").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
      assert.equal(list.length, 2);
      assert.ok(list.some((entry) => /ย้าย ช่องทางติดต่อ/.test(entry)), list.join("|"));
      assert.ok(list.some((entry) => /เปลี่ยนชื่อ/.test(entry)), list.join("|"));
      assert.match(await page.locator("main").innerText(), /หัวข้อ: เปลี่ยน 2 จาก 5/);
      assert.equal(await page.locator("details.states").count(), 0, "it is said once");
    });
  });

  test("a screen reader hears what came and what went", async () => {
    for (const [address, added, removed] of [["privacy/v/2/changes/", /เพิ่ม:/, /ตัดออก:/], ["terms/v/2/changes/", /added:/, /removed:/]]) {
      await reading(address, {}, async (page) => {
        const client = await page.context().newCDPSession(page);
        const { nodes } = await client.send("Accessibility.getFullAXTree");
        const roles = nodes.map((node) => node.role?.value);
        assert.ok(roles.includes("insertion") && roles.includes("deletion"), "the roles of ins and del");
        const said = nodes.filter((node) => node.role?.value === "StaticText").map((node) => node.name.value).join(" ");
        assert.match(said, added);
        assert.match(said, removed);
      });
    }
  });

  test("paper keeps the marks, and leaves out what only a screen can use", async () => {
    await reading("privacy/v/2/changes/", {}, async (page) => {
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator("#ui\\.stepper").isVisible(), false);
      const line = await page.locator("article ins").first().evaluate((ins) => getComputedStyle(ins).textDecorationLine);
      assert.equal(line, "underline");
    });
  });

  test("forced colours keep the marks", async () => {
    await reading("privacy/v/2/changes/", { forcedColors: "active" }, async (page) => {
      const lines = await page.locator("article").evaluate((article) =>
        ["ins", "del"].map((name) => getComputedStyle(article.querySelector(name)).textDecorationLine));
      assert.deepEqual(lines, ["underline", "line-through"]);
    });
  });
});

describe("a translation", () => {
  test("says which version it reflects, and that the original moved on", async () => {
    await reading("privacy/en/", { js: false }, async (page) => {
      const status = await around(page);
      assert.match(status, /reflects version 1 of the original/);
      assert.match(status, /The original has changed since: 4 versions, 2 sections/);
      assert.match(status, /ช่องทางติดต่อ/);
      await page.click("text=What changed in the original since");
      assert.deepEqual(await page.locator("article").evaluate((a) => [a.dataset.from, a.dataset.to]), ["1", "5"]);
    });
  });
});

describe("everyone can read it", () => {
  const view = (name) => (page) => page.locator(`#ui\\.view-${name}`).check();
  const visits = [
    ["home", ""], ["all changes", "changes/"], ["Thai text", "privacy/"], ["English text", "terms/"], ["translation", "privacy/en/"],
    ["old version", "privacy/v/1/"], ["history", "privacy/history/"], ["sections", "terms/sections/"], ["redline to the current text", "terms/compare/last-3/"],
    ["redline", "privacy/v/3/changes/"], ...["changes", "new", "sides"].map((name) => [`redline, ${name}`, "privacy/v/3/changes/", view(name)]),
    ["comparison", "privacy/compare/#1..5", async (page) => {
      await page.waitForSelector("article[data-from]");
      // what the bar at the lower edge covers half is no target of its size
      await page.evaluate(() => scrollBy({ top: 250, behavior: "instant" }));
    }],
    ["comparison, side by side", "terms/compare/#2..9", (page) => page.waitForSelector("article[data-from]").then(() => view("sides")(page))],
    ["since you last read", "privacy/", async (page) => {
      await remember(page, "privacy", 2);
      await page.reload();
    }],
  ];
  for (const [name, address, act] of visits) {
    test(`${name}: no barrier on a phone, on a desk, by day and by night, at 320 px`, async () => {
      assert.deepEqual(await look(browser, served.base + address, { widths: [320, 1280], act }), []);
    });
  }
});

describe("long redlines", () => {
  test("only what is near the screen is laid out, every change is reached, and paper has all", async () => {
    await reading("terms/v/12/changes/", {}, async (page) => {
      const article = page.locator("article.redline");
      assert.equal(await article.evaluate((text) => text.matches(".long")), false, "a short one is laid out whole");
      await article.evaluate((text) => {
        const blocks = Array.from({ length: 200 }, (_, n) => {
          const block = document.createElement("p");
          block.append(Object.assign(document.createElement("span"), { textContent: `Paragraph ${n} stands between. `.repeat(12) }));
          return block;
        });
        text.prepend(...blocks);
        promulgate.redlineChanged();
      });
      const left = () => article.locator("> p > span").evaluateAll((all) => all.filter((one) => !one.checkVisibility({ contentVisibilityAuto: true })).length);
      await page.waitForFunction(() => document.querySelector("article > p:nth-child(100) > span:not(:empty)")?.checkVisibility({ contentVisibilityAuto: true }) === false);
      assert.ok((await left()) > 150, `${await left()} of 200 blocks are left for later`);
      await page.locator("#ui\\.stepper button").nth(1).click();
      await page.waitForFunction(() => {
        const { top, bottom } = document.querySelector("article ins").getBoundingClientRect();
        return top >= 0 && bottom > top && bottom <= innerHeight;
      });
      await page.emulateMedia({ media: "print" });
      await page.waitForFunction(() => [...document.querySelectorAll("article > p > span")].every((one) => one.checkVisibility({ contentVisibilityAuto: true })));
    });
  });
});

describe("weight", () => {
  test("a page makes at most three requests, to this host, and is small", async () => {
    const { gzipSync } = await import("node:zlib");
    for (const address of ["privacy/", "privacy/v/2/changes/", "privacy/compare/", "privacy/history/", "privacy/sections/", ""]) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const asked = [];
      let bytes = 0;
      page.on("response", async (response) => {
        asked.push(response.url());
        bytes += gzipSync(await response.body()).length;
      });
      await page.goto(served.base + address, { waitUntil: "networkidle" });
      await page.waitForTimeout(100);
      const pages = asked.filter((url) => !url.endsWith("icon.svg"));
      assert.ok(pages.length <= 3, `${address}: ${pages}`);
      // the page of any two versions has the script that shows them
      const most = address.endsWith("compare/") ? 44 : 30;
      assert.ok(bytes < most * 1024, `${address}: ${bytes} bytes compressed`);
      await context.close();
    }
  });
});
