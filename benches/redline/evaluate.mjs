// Judges redlines: `node benches/redline/evaluate.mjs OUT [--ours-only]`, where OUT is what `cargo bench --bench redline`
// wrote. Prints tables and all failures, and writes all figures to OUT/report.json.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge, standard } from './judge.mjs';
import { PEERS, Peer } from './peers.mjs';
import { report } from './report.mjs';
import { forget } from './words.mjs';

const [out] = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const peers = process.argv.includes('--ours-only') ? [] : PEERS.map((name) => new Peer(name));
const text = (...path) => readFileSync(join(out, ...path), 'utf8');
const json = (...path) => (existsSync(join(out, ...path)) ? JSON.parse(text(...path)) : undefined);

const pairs = readdirSync(out).filter((name) => existsSync(join(out, name, 'pair.json'))).sort()
  .map((id) => ({ id, ...json(id, 'pair.json') }));
// what a bound rests on besides the texts
const rules = ['page.mjs', 'words.mjs'].map((file) => readFileSync(new URL(file, import.meta.url))).join('');
const results = Object.fromEntries(['ours', ...peers.map((p) => p.name)].map((tool) => [tool, {}]));

for (const pair of pairs) {
  forget();
  const [oldHtml, newHtml] = [text(pair.id, 'old.html'), text(pair.id, 'new.html')];
  const digest = createHash('sha256').update([oldHtml, newHtml, rules].join('\0')).digest('hex');
  const cached = json(pair.id, 'bound.json');
  const least = cached?.digest === digest ? cached.least : undefined;
  const wanted = standard({ oldHtml, newHtml, truth: json(pair.id, 'truth.json'), least });
  writeFileSync(join(out, pair.id, 'bound.json'), JSON.stringify({ digest, least: wanted.least }));
  pair.thai = /[\u0e00-\u0e7f]/.test(wanted.newTexts.join());
  results.ours[pair.id] = { milliseconds: pair.milliseconds, ...judge(wanted, text(pair.id, 'ours.html')) };
  for (const peer of peers) {
    const { html, ...result } = await peer.redline(oldHtml, newHtml);
    if (html !== undefined) writeFileSync(join(out, pair.id, `${peer.name}.html`), html);
    results[peer.name][pair.id] = html === undefined ? result : { ...result, ...judge(wanted, html) };
  }
  if (process.stderr.isTTY) process.stderr.write(`\r${pair.id} of ${pairs.length} `);
}
await Promise.all(peers.map((peer) => peer.stop()));
writeFileSync(join(out, 'report.json'), JSON.stringify({ pairs, results }, null, 1));
console.log(report(pairs, results));
