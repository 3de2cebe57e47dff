// What was in force on a day, as the script of the history page answers it: the stories of tests/dates. OFFICE and ARCHIVE
// are the sites made from the two repositories of `cargo run --example stories`. The Rust test `force` asks the program.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import vm from "node:vm";
import { around, launch, serve } from "./browser.mjs";

const sites = { office: process.env.OFFICE, archive: process.env.ARCHIVE };
const here = import.meta.dirname;
const stories = JSON.parse(readFileSync(path.join(here, "../dates/stories.json"), "utf8"))
  .map((story, ix) => ({ ...story, id: `s${String(ix + 1).padStart(2, "0")}`, site: story.archive ? "archive" : "office" }));

// the script alone, over the data that stand in the page
const context = vm.createContext({ promulgate: {} });
vm.runInContext(readFileSync(path.join(here, "../../templates/assets/script/force.js"), "utf8"), context);

/** The versions in a history page, newest first, as `dataset` gives them. */
function versions(page) {
  const items = [...page.matchAll(/<li class="kind-[^"]*" id="ui\.v(\d+)"([^>]*)>/g)];
  return items.map(([, n, data]) => ({ n, ...Object.fromEntries([...data.matchAll(/data-(\w+)(?:="([^"]*)")?/g)].map(([, key, value]) => [key, value ?? ""])) }));
}

const held = (story, { n, by }) => `${by === "text" ? "text" : by ? "in force" : story.archive ? "recorded" : "published"} ${n}`;

function answer(story, { state, latest, until }) {
  if (state === "nothing") return state;
  if (state === "withdrawn") return `withdrawn ${latest.n}`;
  return state === "holds" ? held(story, latest) : `coming ${latest.n} until ${until ? held(story, until) : "none"}`;
}

test("the script gives the answer of each story", () => {
  const wrong = [];
  for (const story of stories) {
    const list = versions(readFileSync(path.join(sites[story.site], story.id, "history/index.html"), "utf8"));
    for (const line of story.on) {
      const [day, ...wanted] = line.split(" ");
      const said = answer(story, context.promulgate.force.onDay(list, day));
      if (said !== wanted.join(" ")) wrong.push(`${story.id} ${story.name}: ${day}: ${said}, not ${wanted.join(" ")}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(stories.length >= 80 && stories.filter((story) => story.merge).length >= 4);
});

describe("in the browser", () => {
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

  /** Opens a page of the story called `name`, at `at`, on the day `now` unless that is the machine's. */
  async function open(name, at, use, { now, width = 360, ...options } = {}) {
    const story = stories.find((one) => one.name === name);
    const page = await (await browser.newContext({ viewport: { width, height: 800 }, ...options })).newPage();
    if (now) await page.clock.setFixedTime(new Date(`${now}T12:00:00`));
    await page.goto(`${served[story.site].base}${story.id}/${at}`);
    await use(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `scrolls sideways by ${wide} px`);
    await page.context().close();
  }
  const said = async (page) => (await page.locator('[id="ui.answer"]').innerText()).replace(/\s+/g, " ");
  const status = around;

  test("answers say what is known, and that the future is as known today", async () => {
    const name = "every version has its trailer";
    await open(name, "history/#on=2025-02-20", async (page) => {
      assert.match(await said(page), /^On 20 February 2025 Version 2 · published on 10 February 2025, not yet in force on that day: takes effect on 1 March 2025/);
      assert.match(await said(page), /Version 1 · in force since 10 January 2025/);
    }, { now: "2025-06-20" });
    await open(name, "history/#on=2030-01-01", async (page) => {
      assert.match(await said(page), /^On 1 January 2030, as known today Version 3 · in force since 1 July 2025/);
    }, { now: "2025-06-20" });
    await open("no dates at all", "history/#on=2025-01-20", async (page) => {
      assert.match(await said(page), /Version 1 · published on 10 January 2025 · See what changed since$/);
    });
    await open("an archive: the text says a coming day", "history/#on=2025-03-02", async (page) => {
      assert.match(await said(page), /Version 2 · recorded on 10 February 2025; the text says: in effect from 1 March 2025/);
    });
    for (const { id, site } of stories) {
      const page = readFileSync(path.join(sites[site], id, "history/index.html"), "utf8");
      assert.ok(!page.includes("published and in force"), id);
    }
  });

  test("a day that is not understood is told with an example, and leaves the address; a button asks", async () => {
    await open("no dates at all", "history/#on=2025-01-20", async (page) => {
      const [field, button] = [page.locator('[id="ui.day"]'), page.getByRole("button", { name: "Show" })];
      await field.fill("some day");
      await button.click();
      assert.match(await said(page), /Write it like 1 March 2026 or 1\/3\/2026/);
      assert.equal(new URL(page.url()).hash, "");
      for (const [text, day] of [["February 2025", "1 February 2025"], ["2026", "1 January 2026"], ["today", "20 June 2025"]]) {
        await field.fill(text);
        await button.click();
        assert.ok((await said(page)).startsWith(`On ${day}`), text);
      }
    }, { now: "2025-06-20" });
  });

  test("a text that is not in force yet says so first; with its day it becomes the current one", async () => {
    const name = "every version has its trailer";
    await open(name, "", async (page) => {
      const text = await status(page);
      assert.match(text, /^Not yet in force\. Takes effect on 1 July 2025\. Until then, this version applies: Version 2/);
      assert.ok(!text.includes("in force since"));
      await page.locator(".upcoming a[href*='v/']").click();
      assert.match(page.url(), /v\/2\//);
      assert.match(await status(page), /The next version was published on 10 June 2025, to take effect on 1 July 2025/);
      assert.ok(!(await status(page)).includes("This is not the current version"));
    }, { now: "2025-06-20" });
    await open(name, "", async (page) => {
      assert.match(await status(page), /Version 3 · in force since 1 July 2025/);
      assert.ok(!(await status(page)).includes("Not yet"));
    }, { now: "2025-07-01" });
    await open(name, "", async (page) => {
      assert.match(await status(page), /^Takes effect on 1 July 2025\. Until then, this version applies: Version 2/);
      assert.match(await status(page), /Version 3 · takes effect on 1 July 2025/);
    }, { javaScriptEnabled: false });
    await open("two coming versions, one after the other", "", async (page) => {
      assert.match(await status(page), /Until then, the version|Until then, this version applies: Version 1 From 1 April 2025 until then: Version 2/);
    }, { now: "2025-03-01" });
  });

  test("notice is judged only where days of effect are given", async () => {
    await open("a trailer of the same day", "v/2/", async (page) => assert.match(await status(page), /Took effect without notice/));
    await open("a trailer of a coming day", "v/2/", async (page) => assert.match(await status(page), /Announced: published before it takes effect on 1 March 2025/));
    for (const silent of ["no dates at all", "a line of the text, of a coming day", "front matter left unchanged for years"]) {
      await open(silent, "v/2/", async (page) => assert.doesNotMatch(await status(page), /notice|Announced/, silent));
    }
  });
});
