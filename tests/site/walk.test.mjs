// The whole way of a change, twice: by somebody at a terminal, from an empty folder to the citizen's page; and by somebody who
// only has a form in the browser, from the form's commit over the proposal to the merge. PROMULGATE names the program.

import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, serve } from "./browser.mjs";

const program = process.env.PROMULGATE;
const place = mkdtempSync(path.join(os.tmpdir(), "promulgate-walk-"));
const running = new Set();
let browser;

before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const child of running) child.kill("SIGTERM");
  rmSync(place, { recursive: true });
});

/** A repository made by `init`, in Thai, with its first version committed through its hooks. */
function office(name) {
  const dir = path.join(place, name);
  const env = { ...process.env, XDG_CACHE_HOME: path.join(place, "cache"), GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", SOURCE_DATE_EPOCH: "1796083200" };
  const run = (...words) => spawnSync(program, words, { cwd: dir, env, encoding: "utf8" });
  const git = (...words) => spawnSync("git", words, { cwd: dir, env, encoding: "utf8" });
  execFileSync(program, ["init", dir, "--lang", "th"], { stdio: "ignore" });
  for (const [key, value] of [["promulgate.program", program], ["user.name", "มาลี"], ["user.email", "malee@example.org"]]) git("config", key, value);
  const file = path.join(dir, "policy/privacy.md");
  const text = () => readFileSync(file, "utf8");
  const save = (change) => writeFileSync(file, change(text()));
  const commit = (...words) => {
    git("add", "--all");
    return git("commit", "-q", ...words);
  };
  const first = commit("-m", "ประกาศใช้ครั้งแรก");
  assert.equal(first.status, 0, first.stderr);
  return { dir, env, run, git, text, save, commit };
}

/** Starts the program and gives what it prints first. */
async function start(words, { dir, env }) {
  const child = spawn(program, words, { cwd: dir, env, stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const first = await new Promise((done, failed) => {
    child.stdout.once("data", (text) => done(String(text)));
    child.once("exit", (code) => failed(new Error(`${words[0]} ended with ${code}`)));
  });
  return { child, first };
}

const FAULTS = [
  ["หนึ่งปีนับแต่", "สองปีนับแต่"],
  ["# นโยบายความเป็นส่วนตัว", "#นโยบายความเป็นส่วนตัว"], // no space: not a heading
  ["สำนักงานเก็บชื่อ", "สำนักงานเก็บเเฟ้มชื่อ"], // two SARA E for SARA AE
  ["## สิทธิของท่าน", "## สิทธิของท่าน\n\n![](form.png)"], // an image that is not there, without a text
  ["ท่านขอทราบ", "ติดต่อ [แบบคำขอ](request.pdf) ท่านขอทราบ"], // a form that is not there
];

test("from an empty folder to the citizen's page", { timeout: 120_000 }, async (t) => {
  const desk = office("terminal");
  for (const [from, to] of FAULTS) {
    assert.ok(desk.text().includes(from), from);
    desk.save((text) => text.replace(from, to));
  }
  desk.save((text) => text.replace("summary: ประกาศใช้ครั้งแรก", "effective: 2569-13-45\nsummary: เก็บข้อมูลสองปี จากเดิมหนึ่งปี"));
  const check = () => JSON.parse(desk.run("check", "--format", "json").stdout).findings;
  const rules = [...new Set(check().map(({ rule }) => rule))].sort();
  assert.ok(rules.length >= 5, rules.join());
  const told = desk.run("check", "--lang", "th");
  assert.equal(told.status, 1, "the publication would be wrong");
  assert.match(told.stdout, /policy\/privacy\.md:\d+/);
  // the hook stops what is wrong
  const stopped = desk.commit("-m", "เก็บข้อมูลสองปี");
  assert.notEqual(stopped.status, 0, "the hook");
  assert.match(stopped.stderr, /privacy\.md/);
  desk.run("check", "--fix");
  assert.ok(!desk.text().includes("เเ"), "mended");
  for (const [from, to] of FAULTS.slice(1)) desk.save((text) => text.replace(to, from));
  desk.save((text) => text.replace(/effective: .*\n/, ""));
  assert.deepEqual(check(), []);

  const { child: preview, first } = await start(["preview", "--port", "0"], desk);
  const root = new URL("/", first.trim()).href;
  const page = await browser.newPage();
  await page.goto(`${root}privacy/compare/last-1/index.html`);
  await page.locator("article ins", { hasText: "สอง" }).waitFor();
  assert.match(await page.locator(".brief").innerText(), /ปี/);
  preview.kill("SIGINT");

  const site = path.join(place, "public");
  const { child: watch } = await start(["watch", "--out", site, "--format", "json"], desk);
  const done = desk.commit("-m", "เก็บข้อมูลสองปี");
  assert.equal(done.status, 0, done.stderr);
  const versions = () => {
    try {
      return JSON.parse(readFileSync(path.join(site, "privacy/versions.json"), "utf8")).versions.length;
    } catch {
      return 0;
    }
  };
  for (let tries = 0; tries < 200 && versions() < 2; tries++) await new Promise((wait) => setTimeout(wait, 100));
  assert.equal(versions(), 2);
  watch.kill("SIGTERM");
  await new Promise((ended) => watch.once("exit", ended));
  const served = await serve(site);
  t.after(() => served.close());
  await page.goto(`${served.base}privacy/`);
  assert.match(await page.locator("article").innerText(), /สองปีนับแต่/);
  await page.goto(`${served.base}privacy/v/2/changes/`);
  await page.locator("article ins", { hasText: "สอง" }).first().waitFor();
  assert.match(await page.locator("main").innerText(), /เก็บข้อมูลสองปี จากเดิมหนึ่งปี/);
});

test("from a form in the browser to the citizen's page", { timeout: 120_000 }, async (t) => {
  const desk = office("form");
  // as Sveltia CMS commits: on a branch, the words of the editor in the front matter alone
  desk.git("checkout", "-q", "-b", "cms/policies/privacy");
  desk.save((text) =>
    text
      .replace(FAULTS[0][0], FAULTS[0][1])
      .replace("summary: ประกาศใช้ครั้งแรก", 'summary: "เก็บข้อมูลสองปี จากเดิมหนึ่งปี"\neffective: "2027-01-31"\nchange_type: substantive\nreference: "ประกาศสำนักงาน ที่ 12/2570"'),
  );
  assert.equal(desk.commit("--no-verify", "-m", "Update policies “privacy”").status, 0);
  const check = desk.run("check", "main..HEAD", "--format", "github");
  assert.equal(check.status, 0, check.stdout + check.stderr);
  assert.equal(check.stdout.trim(), "");
  // what the proposal's comment says, and its pages
  const drafts = path.join(place, "draft");
  const built = desk.run("build", "--draft", "HEAD", "--base", "main", "--out", drafts);
  assert.equal(built.status, 0, built.stderr);
  const comment = desk.run("diff", "--draft", "HEAD", "--base", "main", "--link", "https://preview.example.org/7/");
  assert.equal(comment.status, 0, comment.stderr);
  assert.match(comment.stdout, /https:\/\/preview\.example\.org\/7\//);
  assert.match(comment.stdout, /~~หนึ่ง~~/);
  assert.match(comment.stdout, /\*\*สอง\*\*/);
  assert.match(comment.stdout, /เก็บข้อมูลสองปี จากเดิมหนึ่งปี/);
  const served = await serve(drafts);
  t.after(() => served.close());
  const page = await browser.newPage();
  await page.goto(`${served.base}privacy/compare/last-1/`);
  await page.locator("article ins", { hasText: "สอง" }).first().waitFor();
  assert.equal(await page.locator('meta[name="robots"][content*="noindex"]').count(), 1);
  // the forge's merge: nothing of the editor's words is in it
  desk.git("checkout", "-q", "main");
  const merge = desk.git("merge", "-q", "--no-ff", "-m", "Merge pull request #7 from office/cms/policies/privacy", "-m", "Update policies “privacy”", "cms/policies/privacy");
  assert.equal(merge.status, 0, merge.stderr);
  const site = path.join(place, "of-form");
  const run = desk.run("build", "--out", site);
  assert.equal(run.status, 0, run.stderr);
  const live = await serve(site);
  t.after(() => live.close());
  await page.goto(`${live.base}privacy/v/2/changes/`);
  const seen = await page.locator("main").innerText();
  for (const word of ["เก็บข้อมูลสองปี จากเดิมหนึ่งปี", "31 มกราคม", "ประกาศสำนักงาน ที่ 12/2570"]) assert.ok(seen.includes(word), `${word}: ${seen}`);
  assert.ok(!seen.includes("Merge pull request"), seen);
  const [, version] = JSON.parse(readFileSync(path.join(site, "privacy/versions.json"), "utf8")).versions;
  assert.deepEqual([version.effective, version.n], ["2027-01-31", 2]);
});
