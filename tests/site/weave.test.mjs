// Holds what the browser shows of any two versions against what the program says: PAIRS names files, divided by colons,
// that `cargo run --release --example pairs -- SEED COUNT REPO[:FOLDER]` wrote.

import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import vm from "node:vm";
import { weaveScript } from "./scripts.mjs";

vm.runInThisContext(weaveScript, { filename: "weave.js" });

/** The first difference of two texts, with what is around it. */
function difference(actual, expected) {
  let at = 0;
  while (actual[at] === expected[at]) at += 1;
  const around = (text) => text.slice(Math.max(0, at - 120), at + 120);
  return `…${around(actual)}…\n  but the program says\n…${around(expected)}…`;
}

for (const file of process.env.PAIRS.split(":")) {
  test(`any two versions are shown as the program shows them: ${path.basename(file)}`, async () => {
    let compared = 0;
    const wrong = [];
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      const { policy, data, headings, versions, pairs } = JSON.parse(line);
      for (const [from, to, html, changes, words, coarse, sections, facts] of pairs) {
        const shown = globalThis.promulgate.redline(data, from, to, headings);
        const name = `${policy} ${from} → ${to}`;
        if (shown.html !== html) wrong.push(`${name}\n${difference(shown.html, html)}`);
        const counts = { changes: shown.changes, words: [shown.added, shown.removed, shown.moved], coarse: shown.coarse };
        const expected = { changes, words, coarse };
        if (JSON.stringify(counts) !== JSON.stringify(expected)) {
          wrong.push(`${name}: ${JSON.stringify(counts)}, but the program says ${JSON.stringify(expected)}`);
        }
        const told = {
          sections: shown.sections.map((s) => [s.state, s.heading, s.was, s.level, s.first, s.changes, s.added, s.removed]),
          facts: globalThis.promulgate.factsBetween(versions, from, to).map((f) => [f.kind, f.old, f.now, f.version, f.change]),
        };
        if (JSON.stringify(told) !== JSON.stringify({ sections, facts })) {
          wrong.push(`${name}\n${difference(JSON.stringify(told), JSON.stringify({ sections, facts }))}`);
        }
        compared += 1;
      }
    }
    assert.ok(compared > 0, "something is compared");
    assert.equal(wrong.length, 0, `${wrong.length} of ${compared} differ:\n${wrong.slice(0, 6).join("\n")}`);
  });
}

test("two sentences are shown as one with marks, from which either can be read to the letter", () => {
  const { DELETED, INSERTED, clause } = globalThis.promulgate.weave;
  const marked = (old, now, lang) =>
    clause(old, now, lang)?.map(([change, text]) => (change === DELETED ? `[-${text}-]` : change === INSERTED ? `{+${text}+}` : text)).join("") ?? null;
  assert.equal(marked("You may not share it", "You may not share, sell or transfer it", "en"), "You may not share{+, sell or transfer+} it");
  assert.equal(marked("We keep it for 90 days", "We keep it for two years", "en"), "We keep it for [-90 days-]{+two years+}");
  assert.equal(marked("สำนักงานเขตจะไม่เปิดเผยข้อมูล", "สำนักงานเขตอาจเปิดเผยข้อมูล", "th"), "สำนักงานเขต[-จะไม่-]{+อาจ+}เปิดเผยข้อมูล");
  assert.equal(marked("One thing", "Something wholly other than that was", "en"), null);
  const words = ["a", "the", "fee", " ", ".", "สำนัก", "งาน", "7"];
  for (let n = 0, seed = 1; n < 300; n += 1) {
    const sentence = () => Array.from({ length: 1 + (seed % 13) }, () => words[(seed = (seed * 48271) % 2147483647) % words.length]).join("");
    const [old, now] = [sentence(), sentence()];
    const parts = clause(old, now, "en");
    const without = (side) => parts.filter(([change]) => change !== side).map(([, text]) => text).join("");
    if (parts) assert.deepEqual([without(INSERTED), without(DELETED)], [old, now]);
  }
});
