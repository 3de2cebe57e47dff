// A reader checks a text in the browser: on sites that are sound, on sites that somebody altered, and on sites whose ledger is no
// longer what this reader saw before. PROMULGATE names the program.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import { launch, look, serve } from "./browser.mjs";

const program = process.env.PROMULGATE;
const place = mkdtempSync(path.join(os.tmpdir(), "promulgate-ledger-"));
const at = (...names) => path.join(place, ...names);
const env = { PATH: process.env.PATH, HOME: place, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
const KEYS = { office: at("office.key"), thief: at("thief.key") };
let browser;

const git = (...words) => execFileSync("git", ["-C", at("repo"), ...words], { env, encoding: "utf8" }).trim();

/** Publishes what is committed into the folder `name`, signed with the key in `key`, if there is one. */
function publish(name, key) {
  const signed = key ? { PROMULGATE_KEY_FILE: key } : {};
  const words = ["build", "--quiet", "--repo", at("repo"), "--out", at(name), "--state", at(`state-${name}`)];
  execFileSync(program, words, { env: { ...env, ...signed }, stdio: ["ignore", "ignore", "inherit"] });
}

/** Commits these texts, by name, the `n`-th. */
let ticks = 0;
function commit(texts) {
  for (const [name, text] of Object.entries(texts)) writeFileSync(at("repo/policy", `${name}.md`), text);
  git("add", "--all");
  const date = `${1796083200 + (ticks += 3600)} +0700`;
  const as = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  execFileSync("git", ["-C", at("repo"), "-c", "user.name=มาลี", "-c", "user.email=malee@example.org", "commit", "-q", "-m", "แก้ไข"], { env: { ...env, ...as } });
}

const english = (days) => `---\nlang: en\n---\n# Privacy\n\nThe office keeps your request for ${days} days, and then deletes it.\n`;
const thai = (days) => `---\nlang: th\n---\n# การเก็บรักษา\n\nสำนักงานเก็บคำขอของท่านไว้ ${days} วัน แล้วลบทิ้ง\n`;

before(async () => {
  mkdirSync(at("repo/policy"), { recursive: true });
  git("init", "-q", "-b", "main");
  for (const key of Object.values(KEYS)) execFileSync(program, ["keygen", "--origin", "policies.example.org/log", "--out", key], { env, stdio: "ignore" });
  commit({ privacy: english(30), keeping: thai(30) });
  publish("young", KEYS.office);
  commit({ privacy: english(60) });
  commit({ keeping: thai(60) });
  publish("site", KEYS.office);
  publish("unsigned");
  publish("stolen", KEYS.thief);
  commit({ privacy: english(90) });
  publish("grown", KEYS.office);
  // another past: the last two changes never were
  git("reset", "-q", "--hard", "HEAD~2");
  commit({ keeping: thai(45) });
  commit({ privacy: english(45) });
  publish("forked", KEYS.office);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(place, { recursive: true });
});

/** A reader, and a site at one address that can become another one. */
async function reading(t, name) {
  const context = await browser.newContext();
  const live = mkdtempSync(at("live-"));
  const become = (other) => {
    rmSync(live, { recursive: true });
    cpSync(at(other), live, { recursive: true });
  };
  become(name);
  const served = await serve(live);
  const page = await context.newPage();
  const [asked, problems] = [[], []];
  page.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => problems.push(error.message));
  t.after(async () => {
    await context.close();
    served.close();
    assert.deepEqual(problems, []);
  });
  const open = (below) => page.goto(`${served.base}${below}`);
  /** Presses the button on the page `below`; what is said then. */
  const check = async (below = "privacy/v/2/") => {
    await open(below);
    await press(page);
    return said(page);
  };
  const alter = (below, change) => writeFileSync(path.join(live, below), change(readFileSync(path.join(live, below))));
  return { context, page, live, asked, open, check, become, alter, base: served.base };
}

async function press(page) {
  await page.locator("details.about > summary").click();
  await page.locator("#ui\\.proof button").click();
}

/** What a check found, when it is done. */
async function said(page) {
  const status = page.locator("#ui\\.proof [role=status].warning");
  await status.waitFor({ timeout: 10_000 });
  const state = (await status.getAttribute("class")).replace("warning ", "");
  return `${state}: ${await status.innerText()}`;
}

const alarm = (page) => page.locator("#ui\\.ledger-warning");
const flipped = (ix) => (bytes) => {
  const altered = Buffer.from(bytes);
  altered[ix < 0 ? altered.length + ix : ix] ^= 1;
  return altered;
};

describe("a sound site", () => {
  test("each text is the one in the ledger, in English and in Thai", async (t) => {
    const { page, check, asked, base } = await reading(t, "site");
    const first = await check();
    assert.match(first, /^sound: This is exactly the text that the ledger announces as version 2: entry \d of 4\./);
    assert.match(first, /signed with the key policies\.example\.org\/log\+.*this site itself names/);
    assert.match(first, /now remembers/);
    const second = await check("keeping/");
    assert.match(second, /^sound: เนื้อหานี้ตรงทุกตัวอักษรกับที่ทะเบียนระบุเป็นฉบับที่ 2/);
    assert.match(second, /ลงลายมือชื่อดิจิทัลด้วยกุญแจ policies/);
    assert.match(second, /เหมือนกับที่เบราว์เซอร์นี้เห็น/);
    for (const below of ["privacy/", "privacy/v/1/", "keeping/v/1/"]) assert.match(await check(below), /^sound: /);
    assert.deepEqual(asked.filter((url) => !url.startsWith(base)), [], "nothing is asked of others");
    assert.equal(await page.evaluate(() => document.cookie), "");
    assert.equal(await alarm(page).count(), 0);
  });

  test("who checks nothing asks for nothing", async (t) => {
    const { page, open, asked } = await reading(t, "site");
    for (const below of ["", "privacy/", "privacy/v/1/"]) {
      await open(below);
      await page.waitForLoadState("networkidle");
    }
    assert.deepEqual(asked.filter((url) => /log\/|check\.js/.test(url)), []);
  });

  test("an unsigned ledger proves less, and that is said", async (t) => {
    const { check, page } = await reading(t, "unsigned");
    assert.match(await check(), /^sound: .*not signed, so this does not prove who made it/s);
    assert.match(await page.locator("#ui\\.proof dl").textContent(), /none: whoever/);
  });

  test("a browser that knows no Ed25519 says what it can't check", async (t) => {
    const { context, check } = await reading(t, "site");
    await context.addInitScript(() => {
      SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException("", "NotSupportedError"));
    });
    assert.match(await check(), /^sound: .*this browser can’t check the signature/s);
  });

  test("where nothing can be checked, the page says so and leads on", async (t) => {
    const { context, page, check, live } = await reading(t, "site");
    await page.goto(pathToFileURL(path.join(live, "privacy/v/1/index.html")).href);
    await press(page);
    assert.match(await said(page), /^unable: This page was opened from a file/);
    await page.locator("#ui\\.proof [role=status] a").click();
    assert.match(await page.locator("h1").innerText(), /How to check/);
    await context.addInitScript(() => Object.defineProperty(crypto, "subtle", { value: undefined }));
    assert.match(await check(), /^unable: .*https/);
  });

  test("what a check says can be read, with every screen and by everybody", async (t) => {
    const { base, alter } = await reading(t, "site");
    for (const below of ["privacy/v/1/", "keeping/v/1/"]) {
      assert.deepEqual(await look(browser, `${base}${below}`, { act: async (page) => {
        await press(page);
        await said(page);
        await page.locator("#ui\\.proof details > summary").click();
      } }), []);
    }
    alter("privacy/v/1/source.md", flipped(30));
    assert.deepEqual(await look(browser, `${base}privacy/v/1/`, { act: async (page) => {
      await press(page);
      assert.match(await said(page), /^alarm: /);
    } }), []);
    assert.deepEqual(await look(browser, `${base}this-site/check/`), []);
  });

  test("a long ledger is checked by few of its tiles", async (t) => {
    const commits = Array.from({ length: 700 }, (_, ix) => {
      const text = `# Long\n\nThis is text number ${ix + 1}.\n`;
      const who = `Malee <malee@example.org> ${1796083200 + ix * 60} +0700`;
      return `commit refs/heads/main\ncommitter ${who}\ndata 1\nx\nM 100644 inline policy/long.md\ndata ${text.length}\n${text}\n`;
    });
    const repo = at("long-repo");
    execFileSync("git", ["init", "-q", "-b", "main", repo], { env });
    execFileSync("git", ["-C", repo, "fast-import", "--quiet"], { env, input: commits.join("") });
    execFileSync(program, ["build", "--quiet", "--repo", repo, "--out", at("long")], { env: { ...env, PROMULGATE_KEY_FILE: KEYS.office } });
    const { check, asked, alter } = await reading(t, "long");
    for (const n of [1, 256, 257, 512, 513, 700]) assert.match(await check(`long/v/${n}/`), new RegExp(`^sound: .*version ${n}: entry ${n} of 700`), n);
    const tiles = new Set(asked.filter((url) => url.includes("/log/tile/")).map((url) => url.split("/log/")[1]));
    assert.deepEqual([...tiles].sort(), ["tile/0/000", "tile/0/001", "tile/0/002.p/188", "tile/1/000.p/2", "tile/entries/000", "tile/entries/001", "tile/entries/002.p/188"]);
    // a hash that only the tile above holds to account
    alter("log/tile/0/000", flipped(32 * 200));
    assert.match(await check("long/v/3/"), /^alarm: .*“log\/tile\/0\/000” does not match/s);
    assert.match(await check("long/v/300/"), /^sound: /);
  });
});

describe("a site that somebody altered", () => {
  test("one altered source", async (t) => {
    const { check, alter } = await reading(t, "site");
    alter("privacy/v/2/source.md", (bytes) => String(bytes).replace("60 days", "90 days"));
    assert.match(await check(), /^alarm: The check failed\. The exact text at “privacy\/v\/2\/source\.md” is not the one that this page states/);
    alter("keeping/v/2/source.md", flipped(-2));
    assert.match(await check("keeping/"), /^alarm: ตรวจสอบไม่ผ่าน เนื้อหาที่ “keeping\/v\/2\/source\.md” ไม่ตรง/);
    assert.match(await check("privacy/v/1/"), /^sound: /, "the others are as they were");
  });

  test("one altered tile, whichever of its hashes", async (t) => {
    const { check, alter } = await reading(t, "site");
    for (const ix of [0, 31, 32, 64, -1]) {
      alter("log/tile/0/000.p/4", flipped(ix));
      assert.match(await check(), /^alarm: .*“log\/tile\/0\/000\.p\/4” does not match the state/s, `byte ${ix}`);
      alter("log/tile/0/000.p/4", flipped(ix));
    }
    assert.match(await check(), /^sound: /);
    alter("log/tile/0/000.p/4", (bytes) => bytes.subarray(0, 96));
    assert.match(await check(), /^alarm: /);
  });

  test("one altered entry, and one of another version", async (t) => {
    const { check, alter, page } = await reading(t, "site");
    const forge = (bytes) => Buffer.from(bytes.toString("latin1").replace(/(version privacy 1 .{8})./, "$1x"), "latin1");
    alter("log/tile/entries/000.p/4", forge);
    assert.match(await check("privacy/v/1/"), /^alarm: .*Entry \d of the ledger, in “log\/tile\/entries\/000\.p\/4”, is not/s);
    assert.match(await check(), /^sound: /, "the others are as they were");
    // the page leads to an entry that is sound, and not that of its text
    alter("privacy/v/2/index.html", (bytes) => String(bytes).replace(/data-index="\d"/, 'data-index="0"'));
    assert.match(await check(), /^alarm: .*Entry 1 of the ledger/s);
    assert.equal(await alarm(page).count(), 0);
  });

  test("a forged checkpoint", async (t) => {
    const { check, alter } = await reading(t, "site");
    const sound = { text: null };
    alter("log/checkpoint", (bytes) => {
      sound.text = bytes;
      const [, , , , signature] = String(bytes).split("\n");
      const forged = Buffer.from(signature.split(" ")[2], "base64");
      forged[20] ^= 1;
      return String(bytes).replace(signature.split(" ")[2], forged.toString("base64"));
    });
    assert.match(await check(), /^alarm: .*The signature in “log\/checkpoint” is not valid/s);
    alter("log/checkpoint", () => String(sound.text).replace("\n4\n", "\n5\n"));
    assert.match(await check(), /^alarm: .*signature/s);
    alter("log/checkpoint", () => String(sound.text).replace(/— .*\n/, ""));
    assert.match(await check(), /^alarm: .*is not signed, although/s);
    alter("log/checkpoint", () => "nothing\n");
    assert.match(await check(), /^alarm: .*is not the state of a ledger/s);
    alter("log/checkpoint", () => sound.text);
    alter("log/key.vkey", () => "policies.example.org/log+00000000+AAAA\n");
    assert.match(await check(), /^alarm: .*“log\/key\.vkey” does not have the key/s);
  });

  test("a page that states another past", async (t) => {
    const { check, alter } = await reading(t, "site");
    alter("privacy/v/1/index.html", (bytes) => String(bytes).replace(/data-root="../, 'data-root="xx'));
    assert.match(await check("privacy/v/1/"), /^alarm: .*root that this page states/s);
  });

  test("a ledger that is shorter than its pages state, to somebody who never was here", async (t) => {
    const { check, live } = await reading(t, "site");
    cpSync(at("young/log"), path.join(live, "log"), { recursive: true });
    assert.match(await check(), /^alarm: .*of a ledger of \d entries, and now there are 2\./s);
    assert.match(await check("privacy/v/1/"), /^sound: /);
  });

  test("a file that is gone", async (t) => {
    const { check, live } = await reading(t, "site");
    rmSync(path.join(live, "log/tile/0/000.p/4"));
    assert.match(await check(), /^alarm: The check could not be completed\. “log\/tile\/0\/000\.p\/4” could not be fetched/);
  });
});

describe("a reader who comes back", () => {
  const remembered = (page) => page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.includes(".log:")).map(([, value]) => JSON.parse(value).note.split("\n")[1]));

  test("is told nothing where the ledger grew, and sees on", async (t) => {
    const { page, check, become, open } = await reading(t, "young");
    assert.match(await check("privacy/v/1/"), /^sound: /);
    assert.deepEqual(await remembered(page), ["2"]);
    become("grown");
    await open("");
    await page.waitForLoadState("networkidle");
    assert.equal(await alarm(page).count(), 0);
    assert.deepEqual(await remembered(page), ["5"]);
    assert.match(await check("privacy/v/3/"), /as this browser saw it/);
  });

  test("is told in the check that it grew", async (t) => {
    const { page, check, become } = await reading(t, "young");
    await check("privacy/v/1/");
    become("site");
    // the page itself, which looks first, learns nothing
    let times = 0;
    await page.route("**/log/checkpoint", (route) => ((times += 1) === 1 ? route.abort() : route.continue()));
    assert.match(await check(), /Since .*, when this browser saw 2 entries, the ledger has only grown/);
  });

  for (const [name, to, expected, inThai] of [
    ["shrank", "young", /saw 4 entries; now there are 2/, /เห็น 4 รายการ ขณะนี้มี 2 รายการ/],
    ["was forked", "forked", /The first 4 entries are no longer those/, /4 รายการแรกไม่ตรง/],
    ["has another key", "stolen", /no longer signed with the key/, /ไม่ได้ลงลายมือชื่อดิจิทัลด้วยกุญแจ/],
    ["is no longer signed", "unsigned", /was signed when this browser saw it/, /แต่ขณะนี้ไม่มีลายมือชื่อแล้ว/],
  ]) {
    test(`is warned where the ledger ${name}`, async (t) => {
      const { page, check, become, open } = await reading(t, "site");
      assert.match(await check(), /^sound: /);
      become(to);
      for (const [below, words] of [["", expected], ["privacy/v/1/", expected], ["keeping/", inThai]]) {
        await open(below);
        await alarm(page).waitFor();
        assert.match(await alarm(page).innerText(), words);
        assert.equal(await alarm(page).getAttribute("role"), "alert");
      }
      assert.match(await check("privacy/v/1/"), /^alarm: /, "also in a check");
      assert.equal(await alarm(page).count(), 1);
      // what was seen is kept, and shown as evidence
      assert.deepEqual(await remembered(page), ["4"]);
      await alarm(page).locator("summary").click();
      const notes = await alarm(page).locator("pre").allInnerTexts();
      assert.deepEqual(notes.map((note) => note.split("\n").length > 2), [true, true]);
      assert.ok(notes[0] !== notes[1]);
      await alarm(page).locator("button").click();
      assert.deepEqual(await remembered(page), []);
      await open("");
      await page.waitForLoadState("networkidle");
      assert.equal(await alarm(page).count(), 0);
    });
  }

  test("forgets no key for one that signs beside it and was never announced", async (t) => {
    const { page, check, become, alter, open } = await reading(t, "young");
    const visit = async () => {
      await open("");
      await page.waitForLoadState("networkidle");
    };
    await check("privacy/v/1/");
    become("stolen"); // the same entries, and the page shows the other key alone
    const signature = readFileSync(at("site/log/checkpoint"), "utf8").split("\n\n")[1];
    alter("log/checkpoint", (bytes) => bytes + signature);
    await visit();
    assert.equal(await alarm(page).count(), 0, "the known key signed too");
    assert.deepEqual(await remembered(page), ["4"]);
    become("stolen");
    await visit();
    assert.match(await alarm(page).innerText(), /no longer signed with the key/);
  });

  test("a disturbance is no alarm", async (t) => {
    const { page, check, open, live } = await reading(t, "site");
    await check();
    rmSync(path.join(live, "log/checkpoint"));
    await open("");
    await page.waitForLoadState("networkidle");
    assert.equal(await alarm(page).count(), 0);
    assert.deepEqual(await remembered(page), ["4"]);
  });
});
