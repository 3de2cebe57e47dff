// The thirteen things that citizens come for, done in a browser on any published site: what to look for is read from the
// site's own machine files, and what the page shows is held against them. Taps, keys and swipes are counted; seconds are those of
// the keystroke-level model (Card, Moran and Newell 1980) with what the page itself took.
//
//   node tests/site/tasks.mjs SITE…        prints a table for each published folder

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launch, serve } from "./browser.mjs";

/** Seconds of the model: to decide, to point at a place and touch it, for a key on a phone, for a swipe. */
const THINK = 1.35;
const TOUCH = 1.3;
const KEY = 0.28;
const SWIPE = 1.1;

/** Somebody with a browser, whose taps are counted. A visitor taps only what is to be seen on the screen. */
class Visitor {
  constructor(page, base) {
    Object.assign(this, { page, base, taps: 0, keys: 0, swipes: 0, waited: 0, errors: [], shifts: new Map() });
    page.on("pageerror", (error) => this.errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && this.errors.push(message.text()));
  }

  get seconds() {
    return this.taps * (THINK + TOUCH) + this.swipes * SWIPE + this.keys * KEY + this.waited / 1000;
  }

  /** Counts from here on by how much what is on each page moves by itself (Cumulative Layout Shift, Layout Instability API). */
  async watchLayout() {
    await this.page.exposeFunction("shifted", (address, by) => this.shifts.set(address, (this.shifts.get(address) ?? 0) + by));
    await this.page.addInitScript(() => {
      const each = (list) => list.getEntries().filter((entry) => !entry.hadRecentInput).forEach((entry) => globalThis.shifted(location.pathname, entry.value));
      new PerformanceObserver(each).observe({ type: "layout-shift", buffered: true });
    });
  }

  async timed(act) {
    const from = performance.now();
    await act();
    this.waited += performance.now() - from;
  }

  open(address) {
    return this.timed(() => this.page.goto(new URL(address, this.base).href));
  }

  /** Brings a thing onto the screen as a thumb does, a screen at a time, and counts the swipes. */
  async see(what) {
    const it = typeof what === "string" ? this.page.locator(what).first() : what;
    await this.timed(() => it.waitFor({ state: "visible", timeout: 8000 }));
    const away = await it.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top < 0 ? -top : Math.max(0, Math.min(bottom, top + 40) - innerHeight);
    });
    if (away > 0) {
      this.swipes += Math.ceil(away / (this.page.viewportSize().height * 0.8));
      await it.evaluate((element) => element.scrollIntoView({ block: "center" }));
    }
    return it;
  }

  async tap(what) {
    const it = await this.see(what);
    this.taps += 1;
    await this.timed(async () => {
      await it.evaluate((element) => element.scrollIntoView({ block: "nearest" }));
      await it.click();
      await this.page.waitForLoadState("load");
    });
  }

  /** Into the field that has the focus; `then` a key at the end. */
  async type(text, then) {
    this.keys += [...text].length + (then ? 1 : 0);
    await this.page.keyboard.type(text);
    if (then)
      await this.timed(async () => {
        await this.page.keyboard.press(then);
        await this.page.waitForLoadState("load");
      });
  }
}

/** What a site is about: its policies and the one with most versions of other words, from files made for programs. */
export function surveyed(root) {
  const read = (address) => JSON.parse(readFileSync(path.join(root, decodeURI(address)), "utf8"));
  const all = read("policies.json").policies.filter((policy) => !policy.translation_of);
  const withVersions = (policy) => ({ ...policy, versions: read(policy.versions_url).versions });
  const changed = all.filter((policy) => existsSync(path.join(root, policy.id, "compare"))).map(withVersions);
  const standing = changed.filter((policy) => policy.status !== "withdrawn");
  const wordings = (policy) => policy.versions.filter((version) => version.class === "text").length;
  const busiest = standing.reduce((most, policy) => (!most || wordings(policy) > wordings(most) ? policy : most), null);
  return { root, all, changed, busiest, withdrawn: changed.find((policy) => policy.status === "withdrawn"), thai: busiest?.lang === "th", read };
}

const MONTHS = "January February March April May June July August September October November December".split(" ");
const THAI = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split(" ");

/** A day as a reader writes it. */
const written = (day, thai) => (thai ? `${day.getUTCDate()} ${THAI[day.getUTCMonth()]} ${day.getUTCFullYear() + 543}` : `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`);

/** A day well inside the time of a policy, two days from any publication where there is one, and the version that had been published by then. */
function dayWithin(versions) {
  const times = versions.map((version) => Date.parse(version.published));
  const DAY = 86_400_000;
  const middle = Math.floor((versions.length - 1) / 2);
  for (let i = middle; i < versions.length - 1; i += 1) {
    if (times[i + 1] - times[i] >= 4 * DAY) return { day: new Date(times[i] + 2 * DAY), n: versions[i].n };
  }
  for (let i = middle; i >= 0; i -= 1) {
    if (times[i + 1] - times[i] >= 4 * DAY) return { day: new Date(times[i] + 2 * DAY), n: versions[i].n };
  }
  return null;
}

const article = (page) => page.locator("article[data-from]").evaluate((a) => [Number(a.dataset.from), Number(a.dataset.to)]);
const last = (policy) => policy.versions.at(-1).n;

/** Names a task that can't be tried on this site. */
class Nothing extends Error {}

export const TASKS = [
  {
    name: "what changed since a day",
    script: true,
    async run(visitor, { busiest, thai }) {
      // where all versions are of days next to each other, since the one that the reader has on paper
      const within = dayWithin(busiest.versions) ?? { n: 1 };
      await visitor.open(busiest.url);
      await visitor.tap("#ui\\.since-field");
      await visitor.type(within.day ? written(within.day, thai) : thai ? "ฉบับที่ 1" : "version 1", "Enter");
      await visitor.see("#ui\\.compared-brief li, article[data-from] ins, article[data-from] del");
      assert.deepEqual(await article(visitor.page), [within.n, last(busiest)]);
      await sharedAgain(visitor);
      assert.deepEqual(await article(visitor.page), [within.n, last(busiest)], "the address says what was asked");
    },
  },
  {
    name: "what it said on a day",
    script: true,
    async run(visitor, { busiest, thai }) {
      const within = dayWithin(busiest.versions);
      if (!within) throw new Nothing("all its versions are of days next to each other");
      await visitor.open(busiest.url);
      await visitor.tap(".tabs a[href$='history/index.html']");
      await visitor.tap("#ui\\.day");
      await visitor.type(written(within.day, thai), "Enter");
      await visitor.see("#ui\\.answer a");
      await sharedAgain(visitor);
      const link = visitor.page.locator(`#ui\\.answer a[href$="v/${within.n}/index.html"]`).first();
      await visitor.tap(link);
      assert.equal(await visitor.page.locator("article").getAttribute("data-version"), String(within.n));
    },
  },
  {
    name: "come back and see what is new",
    // what this browser alone remembers comes between what is there for everybody
    moves: true,
    script: true,
    async run(visitor, { busiest }) {
      const before = busiest.versions.filter((version) => version.class === "text").at(-1).n - 1;
      await visitor.open(busiest.url);
      await visitor.page.evaluate(([id, n]) => localStorage.setItem(`promulgate.read:${promulgate.root}${id}`, `${n} 2026-01-01`), [busiest.id, before]);
      visitor.waited = 0;
      await visitor.open("index.html");
      await visitor.see("#ui\\.changed a");
      await visitor.open(busiest.url);
      await visitor.tap("#ui\\.since a");
      await visitor.see("#ui\\.compared-brief li, article[data-from] ins, article[data-from] del");
      assert.deepEqual(await article(visitor.page), [before, last(busiest)]);
    },
  },
  {
    name: "find a policy by words",
    // what is found comes when it is found
    moves: true,
    script: true,
    async run(visitor, { all, busiest }) {
      // the words that tell it from others; where none are set apart, how it begins
      const telling = busiest.title.split(/\s+/).sort((a, b) => b.length - a.length).slice(0, 2).join(" ");
      const words = telling.slice(0, 26).trim();
      const same = new Set(all.filter((policy) => policy.title === busiest.title).map((policy) => policy.id));
      await visitor.open("index.html");
      await visitor.tap("#ui\\.query");
      await visitor.type(words);
      const results = visitor.page.locator("#ui\\.results a");
      await visitor.see(results.first());
      const first = await results.evaluateAll((links) => links.slice(0, 12).map((link) => link.href));
      assert.ok([...same].some((id) => first.some((href) => decodeURI(href).includes(`/${id}/`))), `${words}: ${first}`);
      await visitor.tap(results.first());
      await visitor.see("main h1");
    },
  },
  {
    name: "how one section changed",
    async run(visitor, { busiest }) {
      await visitor.open(busiest.url);
      const tab = visitor.page.locator(".tabs a[href$='sections/index.html']");
      if ((await tab.count()) === 0) throw new Nothing("its text has no sections");
      await visitor.tap(tab);
      const event = visitor.page.locator(".section-history li a").first();
      await visitor.see(event);
      await visitor.tap(event);
      await visitor.see("article[data-from] ins, article[data-from] del, article ins, article del, article .moved");
    },
  },
  {
    name: "share one change of a comparison",
    script: true,
    async run(visitor, { busiest }) {
      const to = last(busiest);
      await visitor.open(`${busiest.id}/compare/index.html#1..${to}`);
      const next = visitor.page.locator("#ui\\.stepper button").nth(1);
      await visitor.tap(next);
      assert.match(new URL(visitor.page.url()).hash, new RegExp(`^#1\\.\\.${to}&c\\d+$`));
      const said = await visitor.page.locator("#ui\\.stepper output").innerText();
      await sharedAgain(visitor);
      assert.deepEqual(await article(visitor.page), [1, to]);
      assert.equal(await visitor.page.locator("#ui\\.stepper output").innerText(), said, "the same change is shown to who gets the address");
    },
  },
  {
    name: "print what changed",
    moves: true, // from the screen to paper
    async run(visitor, { busiest }) {
      await visitor.open(busiest.versions.at(-1).changes_url);
      await visitor.page.emulateMedia({ media: "print" });
      const shown = await visitor.page.evaluate(() => {
        const visible = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.getClientRects().length > 0).length;
        const ink = [...document.querySelectorAll("article, h1")].map((e) => getComputedStyle(e).color);
        return { tabs: visible(".tabs, #ui\\.stepper, form"), title: visible("h1"), text: visible("article"), ink };
      });
      assert.deepEqual([shown.tabs, shown.title, shown.text], [0, 1, 1]);
      for (const colour of shown.ink) assert.ok(colour.match(/\d+/g).slice(0, 3).every((part) => Number(part) < 80), `prints in ${colour}`);
    },
  },
  {
    name: "step through every change of wording",
    script: true,
    keys: true,
    async run(visitor, { busiest }) {
      await visitor.open(`${busiest.id}/compare/index.html#1..${last(busiest)}`);
      const output = visitor.page.locator("#ui\\.stepper output");
      await visitor.see(output);
      await visitor.type("j");
      const count = Number((await output.innerText()).match(/\d+/g).at(-1));
      for (let k = 2; k <= Math.min(count, 30); k += 1) {
        await visitor.page.keyboard.press("j");
        await visitor.page.waitForFunction((k) => location.hash.endsWith(`&c${k}`) || !location.hash.includes("&c1"), k);
      }
      const at = visitor.page.locator("article .current, article [aria-current]").first();
      if ((await at.count()) > 0) {
        const inView = await at.evaluate((e) => e.getBoundingClientRect().top < innerHeight && e.getBoundingClientRect().bottom > 0);
        assert.ok(inView, "the change one is at is on the screen");
      }
      assert.match(await output.innerText(), /\d+/);
    },
  },
  {
    name: "hear the page",
    async run(visitor, { busiest }) {
      for (const address of [busiest.url, busiest.versions.at(-1).changes_url, `${busiest.id}/history/index.html`]) {
        await visitor.open(address);
        const tree = await visitor.page.locator("body").ariaSnapshot();
        assert.equal(tree.match(/- '?heading .*\[level=1\]/g)?.length, 1, `one first heading at ${address}`);
        for (const part of ["banner", "main", "contentinfo"]) assert.match(tree, new RegExp(`- ${part}`), `${part} at ${address}`);
        const silent = await visitor.page.evaluate(() => {
          const marks = [...document.querySelectorAll("article ins, article del")].filter((mark) => mark.textContent.trim() && mark.getClientRects().length > 0);
          return marks.filter((mark) => !/\p{L}/u.test(getComputedStyle(mark, "::before").content)).length;
        });
        assert.equal(silent, 0, `marks that are not said in words at ${address}`);
      }
    },
  },
  {
    name: "find one policy among all",
    async run(visitor, { all }) {
      await visitor.open("index.html");
      const tall = await visitor.page.evaluate(() => document.documentElement.scrollHeight / innerHeight);
      assert.ok(tall < 16, `the home page of ${all.length} policies is ${tall.toFixed(0)} screens tall`);
      const wanted = all[Math.floor(all.length * 0.7)];
      const link = visitor.page.locator(`main [data-id="${wanted.id}"] a`).first();
      if ((await link.count()) > 0 && (await link.isVisible())) {
        await visitor.tap(link);
      } else if (await visitor.page.locator("#ui\\.query").isVisible()) {
        await visitor.tap("#ui\\.query");
        await visitor.type(wanted.title.slice(0, 20).trim());
        const found = visitor.page.locator(`#ui\\.results a[href*="${wanted.id}/"], [data-id="${wanted.id}"] a`).locator("visible=true").first();
        await visitor.tap(found);
      } else {
        // Without a script: the folded groups and the pages of the list.
        const groups = visitor.page.locator("main details > summary, main .ways a");
        assert.ok((await groups.count()) > 0, "there is a way to the others");
        return;
      }
      await visitor.see("main h1");
      assert.match(decodeURI(visitor.page.url()), new RegExp(`/${wanted.id.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}/`));
    },
  },
  {
    name: "follow by a feed",
    async run(visitor, { busiest, root }) {
      await visitor.open(busiest.url);
      const href = await visitor.page.locator("link[rel=alternate][type='application/atom+xml']").first().getAttribute("href");
      assert.ok(href.endsWith("feed.xml"));
      const feed = readFileSync(path.join(root, busiest.id, "feed.xml"), "utf8");
      const entries = feed.split("<entry>").slice(1);
      assert.ok(entries.length > 0);
      const newest = busiest.versions.at(-1);
      assert.ok(entries.some((entry) => entry.includes(newest.published.slice(0, 10))), "the newest version is in the feed");
      for (const entry of entries) assert.doesNotMatch(entry.match(/<summary[^>]*>([^<]*)/)?.[1] ?? "", /recorded after|Merge (pull|branch)/i);
    },
  },
  {
    name: "know that a text is old, and go to the one that stands",
    // the browser goes to the section while the page is still coming
    moves: true,
    async run(visitor, { busiest, withdrawn }) {
      const first = busiest.versions[0];
      await visitor.open(first.url);
      const headings = await visitor.page.locator("article [id]").evaluateAll((all) => all.map((e) => e.id));
      if (headings.length > 0) await visitor.open(`${first.url}#${headings[Math.floor(headings.length / 2)]}`);
      const bar = visitor.page.locator("div.bar");
      const inView = await bar.first().evaluate((e) => e.getBoundingClientRect().bottom > 0 && e.getBoundingClientRect().top < innerHeight);
      assert.ok(inView, "what is old says so where one arrives");
      visitor.taps += 1;
      await visitor.timed(async () => {
        const { pathname } = new URL(visitor.page.url());
        await bar.locator("a").first().evaluate((a) => a.click());
        await visitor.page.waitForURL((url) => url.pathname !== pathname);
      });
      assert.equal(await visitor.page.locator("article").getAttribute("data-version"), String(last(busiest)));
      if (withdrawn) {
        await visitor.open(withdrawn.url);
        await visitor.see("div.bar, .status.gone");
      }
    },
  },
  {
    name: "know since when it applies, from dates that somebody gave",
    async run(visitor, { changed }) {
      // Editors leave dates of effect behind: a status line never says more than the machine file, whose dates are those given.
      for (const policy of changed.slice(0, 5)) {
        await visitor.open(policy.url);
        const line = visitor.page.locator("header.policy .line").first();
        await visitor.see(line);
        const said = await line.innerText();
        const newest = policy.versions.at(-1);
        if (!newest.effective) assert.doesNotMatch(said, /in force since|มีผลใช้บังคับ(ตั้งแต่|แล้ว)/, `${policy.id} gave no date of effect`);
      }
    },
  },
];

/** Opens the address of the page anew, as one who got it from somebody else. */
async function sharedAgain(visitor) {
  const address = visitor.page.url();
  await visitor.page.goto("about:blank");
  await visitor.page.goto(address);
  await visitor.page.locator("article, #ui\\.answer a").first().waitFor({ state: "attached" });
  const data = visitor.page.locator("article[data-from]");
  if (address.includes("/compare/")) await data.first().waitFor({ state: "attached" });
  await visitor.page.waitForTimeout(100);
}

/** Does one task as a reader with these means; null where it can't be tried. */
export async function attempt(browser, base, site, task, { width, js = true, ...more }) {
  const context = await browser.newContext({ javaScriptEnabled: js, viewport: { width, height: width < 600 ? 740 : 800 }, ...more });
  const page = await context.newPage();
  const visitor = new Visitor(page, base);
  try {
    if (js) await visitor.watchLayout();
    await task.run(visitor, site);
    assert.deepEqual(visitor.errors, []);
    return { shift: Math.max(0, ...visitor.shifts.values()), taps: visitor.taps, keys: visitor.keys, swipes: visitor.swipes, waited: visitor.waited, seconds: visitor.seconds };
  } catch (error) {
    if (error instanceof Nothing) return null;
    throw error;
  } finally {
    await context.close();
  }
}

async function table(roots) {
  const browser = await launch();
  for (const root of roots) {
    const site = surveyed(root);
    const served = await serve(root);
    console.log(`\n${path.basename(root)}: ${site.all.length} policies; tried with ${site.busiest.id} (${last(site.busiest)} versions)\n`);
    console.log("| task | script | width | taps | keys | swipes | s | shift |\n|--|--|--|--|--|--|--|--|");
    for (const task of TASKS) {
      for (const [width, js] of [[360, true], [1280, true], [360, false]]) {
        if (!js && task.script) continue;
        const how = `| ${task.name} | ${js ? "yes" : "no"} | ${width} |`;
        try {
          const done = await attempt(browser, served.base, site, task, { width, js });
          console.log(done ? `${how} ${done.taps} | ${done.keys} | ${done.swipes} | ${done.seconds.toFixed(1)} | ${done.shift.toFixed(3)} |` : `${how} – | | | | |`);
        } catch (error) {
          console.log(`${how} FAILS: ${error.message.split("\n").slice(0, 6).join(" ")} |`);
        }
      }
    }
    served.close();
  }
  await browser.close();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await table(process.argv.slice(2));
