// The form in the browser that `promulgate init --cms` sets up, with Sveltia CMS itself and its backend for tests: a policy
// is changed in it and saved, and what it saves passes `promulgate check`. PROMULGATE names the program.

import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { launch } from "./browser.mjs";

const cms = path.join(import.meta.dirname, "node_modules/@sveltia/cms/dist/sveltia-cms.js");
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".yml": "text/yaml; charset=utf-8" };
/** Where the backend for tests keeps its files, in the browser. */
const PLACE = ["sveltia-cms-test", "policy"];

let browser;
let work;
before(async () => {
  browser = await launch();
  work = mkdtempSync(path.join(tmpdir(), "cms-"));
});
after(async () => {
  await browser.close();
  rmSync(work, { recursive: true });
});

/** Serves the folder `admin` of `dir`, with Sveltia CMS beside its page, and the backend for tests in its settings. */
async function serve(dir) {
  const server = createServer((request, response) => {
    const name = new URL(request.url, "http://x").pathname.replace(/\/$/, "/index.html");
    try {
      let file = readFileSync(name === "/admin/sveltia-cms.js" ? cms : path.join(dir, name));
      if (name.endsWith("config.yml")) file = String(file).replace(/(backend:\n.*\n)(  .*\n)+/, "$1  name: test-repo\n");
      response.writeHead(200, { "Content-Type": TYPES[path.extname(name)] });
      response.end(file);
    } catch {
      response.writeHead(404);
      response.end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { base: `http://127.0.0.1:${server.address().port}/admin/`, close: () => server.close() };
}

for (const lang of ["th", "en"]) {
  test(`a policy that is changed in the form passes the check (${lang})`, { timeout: 120_000 }, async (t) => {
    const dir = path.join(work, lang);
    const git = (...words) => execFileSync("git", ["-c", "user.name=Malee", "-c", "user.email=malee@example.org", ...words], { cwd: dir });
    execFileSync(process.env.PROMULGATE, ["init", dir, "--cms", "--lang", lang], { stdio: "ignore" });
    git("add", "--all");
    git("commit", "-q", "--no-verify", "-m", "first");
    const served = await serve(dir);
    t.after(() => served.close());
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const wrong = [];
    page.on("console", (line) => line.type() === "error" && !/Failed to load resource/.test(line.text()) && wrong.push(line.text()));
    await page.route((url) => url.hostname !== "127.0.0.1", (route) => route.abort());
    await page.goto(served.base);
    await page.evaluate(async ([place, text]) => {
      let folder = await navigator.storage.getDirectory();
      for (const name of place) folder = await folder.getDirectoryHandle(name, { create: true });
      const file = await (await folder.getFileHandle("privacy.md", { create: true })).createWritable();
      await file.write(text);
      await file.close();
    }, [PLACE, readFileSync(path.join(dir, "policy/privacy.md"), "utf8")]);
    await page.getByRole("button", { name: /Test Repo/ }).click();
    await page.getByRole("button", { name: "Create New Entry" }).waitFor();
    await page.goto(`${served.base}#/collections/policies/entries/privacy`);
    const field = (name) => page.locator(`section.field[data-key-path="${name}"]`);
    const [summary, from, to] =
      lang === "th"
        ? ["เก็บข้อมูลสองปีหลังดำเนินการแล้วเสร็จ จากเดิมหนึ่งปี", "หนึ่งปีนับแต่", "สองปีนับแต่"]
        : ["Data are kept for two years instead of one.", "one year after", "two years after"];
    const label = await field("summary").innerText();
    assert.match(label, lang === "th" ? /แก้ไขอะไร/ : /What changed/);
    await field("summary").locator("input").fill(summary);
    await field("effective").locator("input").fill("2027-01-31");
    await field("reference").locator("input").fill("12/2027");
    const body = field("body").locator("textarea");
    if (!(await body.isVisible())) await field("body").getByRole("button", { name: /markdown/i }).click();
    const text = await body.inputValue();
    assert.ok(text.includes(from), text);
    await body.fill(text.replace(from, to));
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const saved = () =>
      page.evaluate(async (place) => {
        let folder = await navigator.storage.getDirectory();
        for (const name of place) folder = await folder.getDirectoryHandle(name);
        return (await (await folder.getFileHandle("privacy.md")).getFile()).text();
      }, PLACE);
    for (let tries = 0; tries < 100 && !(await saved()).includes(to); tries++) await page.waitForTimeout(100);
    const file = await saved();
    assert.ok(file.includes(to) && !file.includes(from), file);
    assert.deepEqual(wrong, []);
    writeFileSync(path.join(dir, "policy/privacy.md"), file);
    git("commit", "-q", "--no-verify", "-a", "-m", "Update policies “privacy”");
    const check = spawnSync(process.env.PROMULGATE, ["check", "HEAD~1..HEAD", "--format", "json"], { cwd: dir, encoding: "utf8", env: { ...process.env, SOURCE_DATE_EPOCH: "1796083200" } });
    assert.equal(check.status, 0, check.stdout + check.stderr);
    assert.deepEqual(JSON.parse(check.stdout).findings, [], file);
    const log = JSON.parse(execFileSync(process.env.PROMULGATE, ["log", "privacy", "--format", "json"], { cwd: dir, encoding: "utf8" }));
    const told = JSON.stringify(log);
    assert.ok(told.includes(summary) && told.includes("2027-01-31"), told);
    assert.match(file, /^reference: "12\/2027"$/m);
  });
}
