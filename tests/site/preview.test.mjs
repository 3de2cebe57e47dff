// `promulgate preview`, looked at in Chromium while files are saved. PROMULGATE names the program, REPOSITORY the repository
// of this project, of which the test makes its own clone. MEASURE=N prints how long it takes from saving to painting, N times,
// for the texts of that repository and for one of 400 kB.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, look } from "./browser.mjs";

const place = mkdtempSync(path.join(os.tmpdir(), "promulgate-preview-"));
const repository = path.join(place, "repository");
const theme = path.join(place, "theme");
const git = (...words) => execFileSync("git", ["-C", repository, "-c", "user.name=Malee", "-c", "user.email=malee@example.org", ...words], { stdio: "pipe" });
const file = (name) => path.join(repository, "policy", name);
const thai = "din-daeng-privacy.md";
const notice = ["โดยไม่ได้แจ้งให้ท่านทราบล่วงหน้า", "โดยจะแจ้งให้ท่านทราบล่วงหน้าไม่น้อยกว่า 30 วัน"];

/** A text of 400 kB. */
function long() {
  const body = readFileSync(file(thai), "utf8").split("\n## ").slice(1);
  let text = "---\nlang: th\n---\n\n# ประมวลระเบียบของสำนักงาน\n";
  for (let n = 1; Buffer.byteLength(text) < 400_000; n++) text += `\n## หมวดที่ ${n} ${body[n % body.length]}`;
  return text;
}

let browser, preview, root;

before(async () => {
  execFileSync("git", ["clone", "-q", process.env.REPOSITORY, repository]);
  mkdirSync(theme);
  writeFileSync(file("rules.md"), long());
  git("add", "-A");
  git("commit", "-q", "-m", "Publish the rules");
  preview = spawn(process.env.PROMULGATE, ["preview", "--port", "0", "--repo", repository, "--theme", theme], {
    env: { ...process.env, XDG_CACHE_HOME: path.join(place, "cache") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  root = await new Promise((done, failed) => {
    preview.stdout.once("data", (address) => done(new URL("/", String(address).trim()).href));
    preview.once("exit", (code) => failed(new Error(`ended with ${code}`)));
  });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  const ended = new Promise((done) => preview.once("exit", done));
  preview.kill("SIGINT");
  assert.equal(await ended, 0, "Ctrl-C ends it");
  rmSync(place, { recursive: true });
});

const save = (name, change) => {
  const text = readFileSync(file(name), "utf8");
  assert.notEqual(change(text), text, "something changes");
  writeFileSync(file(name), change(text));
};
const draftOf = (id) => `${root}${id}/compare/last-1/index.html`;

describe("preview", () => {
  test("a page follows what is saved, from the published text to the redline of the draft", async () => {
    const page = await browser.newPage();
    const errors = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`${root}din-daeng-privacy/index.html`);
    assert.equal(await page.locator(".bar.draft").count(), 0, "as published");
    save(thai, (text) => text.replace(...notice));
    await page.locator(".bar.draft").waitFor();
    assert.match(await page.locator("article").innerText(), /ไม่น้อยกว่า 30 วัน/);
    await page.getByRole("link", { name: "สิ่งที่เปลี่ยน" }).first().click();
    await page.locator("article ins", { hasText: "ไม่น้อยกว่า 30 วัน" }).waitFor();
    assert.match(await page.locator(".brief").innerText(), /30 วัน/);
    await page.getByRole("link", { name: "ดูทั้งหมดในร่างนี้" }).click();
    assert.match(await page.locator("main").innerText(), /ร่างนี้เปลี่ยน 1 นโยบาย/);
    writeFileSync(file("cookies.md"), "# Cookies\n\nWe bake [what we must](din-daeng-privacy.en.md).\n");
    await page.getByText("ร่างนี้เปลี่ยน 2 นโยบาย").waitFor();
    assert.deepEqual(errors, []);
    await page.close();
  });

  test("one stays at the block that one reads, whatever becomes longer before it", async () => {
    const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
    await page.goto(`${root}rules/index.html`);
    const at = (n) => page.evaluate((n) => [...document.querySelectorAll("article :is(h2, h3)")].find((h) => h.textContent.includes(`หมวดที่ ${n} `)).getBoundingClientRect().top, n);
    await page.evaluate(() => [...document.querySelectorAll("article :is(h2, h3)")].find((h) => h.textContent.includes("หมวดที่ 20 ")).scrollIntoView({ behavior: "instant" }));
    await page.evaluate(() => scrollBy({ top: -90, behavior: "instant" }));
    const before = await at(20);
    save("rules.md", (text) => text.replace("\n## หมวดที่ 2 ", `\n${"เพิ่มย่อหน้าใหม่ก่อนหมวดนี้ ".repeat(60)}\n\n## หมวดที่ 2 `));
    await page.locator(".bar.draft").waitFor();
    await page.waitForFunction(() => !sessionStorage.getItem(`promulgate.preview:${location.pathname}`) && scrollY > 0);
    assert.ok(Math.abs((await at(20)) - before) < 4, `${before} → ${await at(20)}`);
    await page.close();
  });

  test("a save changes what it changed, and nothing that the reader did", async () => {
    const redline = await browser.newPage();
    await redline.goto(draftOf("din-daeng-privacy"));
    await redline.locator("#ui\\.view-new").check();
    const page = await browser.newPage({ viewport: { width: 800, height: 800 } });
    await page.goto(`${root}din-daeng-privacy/index.html`);
    await page.locator("details.contents summary").click();
    for (const one of [page, redline]) await one.evaluate(() => { globalThis.here = true; });
    save(thai, (text) => `${text.trimEnd()}\n\nโปรดเเจ้งสำนักงาน\n`);
    for (const one of [page, redline]) {
      await one.locator("article .flag").waitFor({ state: "attached" });
      assert.equal(await one.evaluate(() => globalThis.here), true, "the page is the same");
    }
    assert.equal(await page.locator("details.contents").evaluate((details) => details.open), true);
    assert.equal(await redline.locator("#ui\\.view-new").isChecked(), true);
    assert.equal(await redline.locator("body").getAttribute("data-view"), "new");
    await redline.close();
    await page.locator("article .flag").last().click();
    assert.match(await page.locator(".finding:popover-open").innerText(), /TH001/);
    await page.keyboard.press("Escape");
    await page.locator(".findings li", { hasText: "TH001" }).getByRole("link").click();
    assert.equal(await page.locator("article .flag:target").count(), 1, "the list leads to the block");
    save(thai, (text) => text.replace("\n\nโปรดเเจ้งสำนักงาน", ""));
    await page.waitForFunction(() => !document.querySelector("article .flag"));
    await page.close();
  });

  test("what is broken is told in the page, which stays as it was", async () => {
    const page = await browser.newPage();
    await page.goto(draftOf("din-daeng-privacy"));
    writeFileSync(path.join(theme, "draft-changes.html"), "{% if %}");
    await page.getByRole("alert").waitFor();
    assert.match(await page.getByRole("alert").innerText(), /invalid template.*draft-changes/s);
    assert.equal(await page.locator("article ins").first().isVisible(), true, "the last good page");
    save(thai, (text) => text.replace("30 วัน", "60 วัน"));
    await page.reload();
    await page.getByRole("alert").waitFor();
    assert.equal(await page.locator("article ins", { hasText: "30 วัน" }).count(), 1);
    rmSync(path.join(theme, "draft-changes.html"));
    await page.locator("article ins", { hasText: "60 วัน" }).waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
    await page.close();
  });

  test("a commit makes the draft what is published", async () => {
    const page = await browser.newPage();
    await page.goto(`${root}cookies/index.html`);
    await page.locator(".bar.draft").waitFor();
    git("add", "policy/cookies.md");
    git("commit", "-q", "-m", "Publish what we bake");
    await page.locator("article[data-version='1']").waitFor();
    assert.equal(await page.locator(".bar.draft").count(), 0);
    git("reset", "-q", "--hard", "HEAD~1"); // rewritten: nobody else saw it
    writeFileSync(file(thai), readFileSync(file(thai), "utf8").replace(...notice));
    await page.goto(`${root}.draft/`);
    await page.getByText("ร่างนี้เปลี่ยน 1 นโยบาย").waitFor();
    await page.close();
  });

  test("drafts have no barrier", async () => {
    save("rules.md", (text) => text.replace("\n## หมวดที่ 3 ", "\n## หมวดใหม่\n\nเก็บไว้ 30 วัน\n\n## หมวดที่ 3 "));
    save("din-daeng-privacy.en.md", (text) => `${text.replace("30 days", "60 days")}\n\n## Contact us\n\nWrite within 30 days.\n`);
    const page = await browser.newPage();
    await page.goto(`${root}.draft/`);
    await page.getByText("ร่างนี้เปลี่ยน 3 นโยบาย").waitFor();
    await page.close();
    for (const at of [".draft/index.html", "din-daeng-privacy/index.html", "din-daeng-privacy/compare/last-1/index.html", "din-daeng-privacy/en/index.html", "din-daeng-privacy/en/compare/last-1/index.html"]) {
      for (const width of [360, 1280]) {
        const found = await look(browser, `${root}${at}`, { widths: [width] });
        assert.deepEqual(found, [], `${at} at ${width}`);
      }
    }
  });

  const times = Number(process.env.MEASURE ?? 0);
  test("from saving to painting", { skip: times === 0 }, async () => {
    for (const [name, id] of [[thai, "din-daeng-privacy"], ["rules.md", "rules"]]) {
      for (const [what, address] of [["text", `${root}${id}/index.html`], ["redline", draftOf(id)]]) {
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
        await page.goto(address);
        const took = [];
        for (let n = 0; n < times; n++) {
          await page.waitForTimeout(400);
          const text = readFileSync(file(name), "utf8").replace(/\n*เพิ่มครั้งที่ .*\n*$/, "");
          // the page says when it painted what was saved: after the frame that shows it
          const painted = page.waitForFunction(
            (n) => document.querySelector("article")?.textContent.includes(`เพิ่มครั้งที่ ${n} `) && new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(Date.now())))),
            n,
            { polling: "raf" },
          );
          const saved = Date.now();
          writeFileSync(file(name), `${text}\n\nเพิ่มครั้งที่ ${n} ของวันนี้\n`);
          took.push((await (await painted).jsonValue()) - saved);
        }
        took.sort((a, b) => a - b);
        console.log(`${name}, ${what}: median ${took[took.length >> 1]} ms, worst ${took.at(-1)} ms of ${times}`);
        await page.close();
      }
    }
  });
});
