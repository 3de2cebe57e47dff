// The thirteen things that citizens come for, on the sites that TASKS names, divided by colons: on a phone and on a desk, with
// JavaScript and, where that can be, without. tests/site/tasks.mjs does them and counts; here is what is asked of the counts.

import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, serve } from "./browser.mjs";
import { TASKS, attempt, surveyed } from "./tasks.mjs";

// What a stranger on a phone is asked for at the most. Swipes grow with what an office writes, and are not counted here.
const TAPS = 3;
const SECONDS = 20;

// How much may move by itself on a page.
const SHIFT = 0.05;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

for (const root of process.env.TASKS.split(":")) {
  const site = surveyed(root);
  describe(`tasks on ${path.basename(root)}`, () => {
    let served;
    before(async () => {
      served = await serve(root);
    });
    after(() => served.close());
    for (const task of TASKS) {
      for (const [width, js] of [[360, true], [1280, true], [360, false]]) {
        if (!js && task.script) continue;
        test(`${task.name}, ${width} px, ${js ? "with" : "without"} JavaScript`, async (t) => {
          const done = await attempt(browser, served.base, site, task, { width, js });
          if (!done) return t.skip("this site has nothing to try it on");
          assert.ok(done.taps <= TAPS, `${done.taps} taps`);
          assert.ok(done.seconds - done.waited / 1000 <= SECONDS, `${done.seconds} s`);
          assert.ok(task.moves || done.shift < SHIFT, `what is on the page moves by ${done.shift}`);
          return undefined;
        });
      }
    }
  });
}
