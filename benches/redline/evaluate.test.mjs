// For every metric a redline known to be good and one known to be bad.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, standard } from './judge.mjs';
import { PEERS, Peer } from './peers.mjs';
import { report } from './report.mjs';
import { faults } from './valid.mjs';
import { bound, words } from './words.mjs';

const judged = (oldHtml, newHtml, html, truth) => judge(standard({ oldHtml, newHtml, truth }), html);

test('exact: text and blocks of both sides', () => {
  const [a, b] = ['<p>keep 30 days</p>', '<p>keep 90 days</p>'];
  const good = judged(a, b, '<p>keep <del>30</del><ins>90</ins>\n days</p>');
  assert.deepEqual([good.exact, good.blocks], [true, true]);
  const lost = judged(a, b, '<p>keep <ins>90</ins> days</p>');
  assert.equal(lost.exact, false);
  assert.match(lost.wrong[0], /keep 30 days.*keep days/);
  const more = judged(a, b, '<p>keep <del>30</del><ins>90</ins> days</p><p>more</p>');
  assert.deepEqual([more.blocks, more.wrong[0]], [false, '“” became “more”']);
  const ui = judged(a, b, '<p>keep <del>30</del><ins>90</ins> days<span data-redline-ui> (was 30)</span></p>');
  assert.equal(ui.exact, true, 'what the page says itself is no text');
});

test('exact: a block that is split', () => {
  const [a, b] = ['<ul><li>one two</li></ul>', '<ul><li>one<div>two</div></li></ul>'];
  const good = judged(a, b, '<ul><li>one<ins><div></div></ins><del> </del>two</li></ul>');
  assert.deepEqual([good.exact, good.blocks], [true, true]);
  const bad = judged(a, b, '<ul><li>one<div>two</div></li></ul>');
  assert.deepEqual([bad.exact, bad.blocks], [true, false], 'the old text has one block');
});

test('exact: what visual-dom-diff says with classes', () => {
  const result = judged('<ul><li>a</li></ul>', '<p>see <a href="y">b</a></p>',
    '<ul class="vdd-removed"><li>a</li></ul><p class="vdd-added">see <ins class="vdd-modified"><a href="y">b</a></ins></p>');
  assert.deepEqual([result.blocks, result.marked], [true, 5]);
  assert.equal(judged('<p>a</p>', '<p><em>a</em></p>', '<p><ins class="vdd-modified"><em>a</em></ins></p>').marked, 0);
});

test('excess: marked characters beside the least possible', () => {
  const [a, b] = ['<p>you must keep it for 30 days</p>', '<p>you must keep it for 90 days</p>'];
  assert.equal(judged(a, b, '<p>you must keep it for <del>30</del><ins>90</ins> days</p>').excess, 1);
  const whole = judged(a, b, '<p><del>you must keep it for 30 days</del><ins>you must keep it for 90 days</ins></p>');
  assert.equal(whole.excess, (44 + 20) / (4 + 20));
});

test('the bound weighs words and is least', () => {
  assert.equal(bound('a longer b', 'b longer a'), 4);
  assert.equal(bound('x a y', 'a'), 2);
  assert.equal(bound('', 'สอง คำ'), 5);
  assert.equal(bound('a\nb', 'a b'), 0);
  assert.equal(bound('one two three two', 'two one two'), 11);
});

test('numbers, addresses and URLs are one word each', () => {
  assert.deepEqual(words('1,000.50 2026-11-24 02-123-4567 a.b@c.example https://a.example/b?c=d, x'),
    ['1,000.50', '2026-11-24', '02-123-4567', 'a.b@c.example', 'https://a.example/b?c=d', ',', 'x']);
  assert.deepEqual(words('ต้องแจ้งข้อมูล'), ['ต้อง', 'แจ้ง', 'ข้อมูล']);
});

test('runs, tiny islands, words cut', () => {
  const result = judged('<p>a one b c</p>', '<p>x one y c</p>',
    '<p><del>a</del><ins>x</ins> one <del>b</del><ins>y</ins> c</p>');
  assert.deepEqual([result.runs, result.islands, result.cutWords], [4, 1, 0]);
  const tidy = judged('<p>a one b c</p>', '<p>x one y c</p>', '<p><del>a one b</del><ins>x <em>one</em></ins><ins> y</ins> c</p>');
  assert.deepEqual([tidy.runs, tidy.islands], [2, 0], 'neighbours of one kind are one run');
  assert.equal(judged('<p>cat</p>', '<p>cats</p>', '<p>cat<ins>s</ins></p>').cutWords, 1);
  assert.equal(judged('<p>1,000</p>', '<p>2,000</p>', '<p><del>1</del><ins>2</ins>,000</p>').cutWords, 2);
  assert.equal(judged('<p>a</p><p>b</p>', '<p>x</p><p>y</p>',
    '<p><del>a</del><ins>x</ins></p><p><del>b</del><ins>y</ins></p>').islands, 0, 'not across blocks');
});

test('Thai: edges at words, clusters and graphemes', () => {
  const [a, b] = ['<p>คุกกี้จะติดตั้งทันที</p>', '<p>คุกกี้จะติดตามทันที</p>'];
  const good = judged(a, b, '<p>คุกกี้จะ<del>ติดตั้ง</del><ins>ติดตาม</ins>ทันที</p>');
  assert.deepEqual([good.thaiEdges, good.thaiOff, good.clusters, good.graphemes], [4, 0, 0, 0]);
  const bad = judged(a, b, '<p>คุกกี้จะติดต<del>ั้ง</del><ins>าม</ins>ทันที</p>');
  assert.deepEqual([bad.thaiOff, bad.graphemes > 0, bad.cutWords], [2, true, 2]);
  assert.equal(judged('<p>ข้อ ๒/๒๕๖๖</p>', '<p>ข้อ ๑/๒๕๖๖</p>', '<p>ข้อ <del>๒</del><ins>๑</ins>/๒๕๖๖</p>').thaiEdges, 0, 'digits are no letters');
  const cluster = judged('<p>เก็บ</p>', '<p>เลือก</p>', '<p>เ<del>ก็บ</del><ins>ลือก</ins></p>');
  assert.equal(cluster.clusters, 2);
});

test('valid HTML', () => {
  for (const good of ['<ul>\n<li>a<ins><div></div></ins>b &amp; c</li></ul>', '<p>a<br><ins>b</ins> <a href="x"><del>c</del></a></p>',
    '<div class="t"><table><thead><tr><th>a</th></tr></thead><tbody><tr><td><ins>b</ins></td></tr></tbody></table></div>',
    '<dl><dt>a</dt><dd>b<p>c</p></dd></dl>', '<ins><p>a</p></ins>', '<pre><code>a</code></pre><hr>']) {
    assert.deepEqual(faults(good), [], good);
  }
  for (const bad of ['<ul><ins><li>a</li></ins></ul>', '<p>a<p>b</p></p>', '<p>a<ins><div></div></ins></p>', '<ins>a<del>b</del></ins>',
    '<table><tbody><tr><ins><td>a</td></ins></tr></tbody></table>', '<table><tr><td>a</td></tr></table>', '<p>a', 'a</p>', '<em>a<p>b</p></em>',
    '<ul>a</ul>', '<li>a</li>', '<a href="x">a<a href="y">b</a></a>', '<b><i>a</b></i>', '<p>a < b</p>']) {
    assert.notDeepEqual(faults(bad), [], bad);
  }
});

test('format: what is set, linked or built in another way', () => {
  const old = '<p>a <em>b</em> c</p><p>see <span data-target="x">d</span></p><h2>e</h2><ul><li>f</li></ul><p>same</p>';
  const fresh = '<p>a b c</p><p>see <span data-target="y">d</span></p><h3>e</h3><ol><li>f</li></ol><p>same</p>';
  assert.deepEqual(judged(old, fresh, fresh).changes, { format: 1, link: 1, block: 2 });
  assert.deepEqual(judged(old, fresh, fresh).shown, { format: 0, link: 0, block: 0 });
  const all = '<p>a <span class="reformatted">b</span> c</p><p>see <ins class="vdd-modified">d</ins></p><h3 class="reformatted">e</h3><ol data-redline="list"><li>f</li></ol><p>same</p>';
  assert.deepEqual(judged(old, fresh, all).shown, { format: 1, link: 1, block: 2 });
  const list = '<ol data-redline="list"><li>f</li></ol>';
  assert.equal(judged('<ul><li><em>f</em></li></ul>', '<ol><li>f</li></ol>', list).shown.format, 0, 'the list says nothing of emphasis');
});

test('truth: all that must be marked and nothing but what may be', () => {
  const truth = { old: { text: 'abcd', marks: '0220' }, new: { text: 'axd', marks: '121' } };
  const [a, b] = ['<p>a bc d</p>', '<p>a x d</p>'];
  const close = judged(a, b, '<p>a<del> bc</del><ins> x</ins> d</p>', truth).truth;
  assert.deepEqual([close.f1, close.exact], [1, true]);
  assert.equal(judged(a, b, '<p>a<del> bc</del><ins> x d</ins><del> </del></p>', truth).truth.precision, 1, 'more may be marked in the new text');
  const wide = judged(a, b, '<p>a <del>bc d</del><ins>x d</ins></p>', truth).truth;
  assert.deepEqual([wide.precision, wide.recall, wide.exact], [4 / 5, 1, false]);
  const narrow = judged(a, b, '<p>a b<del>c</del><ins>x</ins> d</p>', truth).truth;
  assert.deepEqual([narrow.precision, narrow.recall], [1, 2 / 3]);
  assert.equal(judged(a, b, '<p><del>bc</del><ins>x</ins> d</p>', truth).truth.exact, true, 'what is lost elsewhere does not shift the marks');
});

test('the other tools run, and their redlines are read', async () => {
  const [a, b] = ['<p>keep it for 30 days</p>', '<p>keep it for 90 days</p><p>new</p>'];
  for (const name of PEERS) {
    const peer = new Peer(name);
    await peer.redline(a, b);
    const { html, milliseconds } = await peer.redline(a, b);
    assert.ok(milliseconds < 1000, 'a second time as well');
    const result = judged(a, b, html);
    assert.deepEqual([result.exact, result.marked > 0], [true, true], `${name}: ${html}`);
    await peer.stop();
  }
});

test('the report counts what failed', () => {
  const good = { milliseconds: 1, ...judged('<p>a b</p>', '<p>a c</p>', '<p>a <del>b</del><ins>c</ins></p>') };
  const pairs = [{ id: '001', name: 'one', kind: 'adjacent', thai: false }, { id: '002', name: 'two', kind: 'adjacent', thai: false }];
  const text = report(pairs, { ours: { '001': good, '002': { failure: 'more than 20 s' } } });
  assert.match(text, /\| ours \| 50 % \| 50 % \| 1.00 \/ 1.00 \/ 1.00 \|/);
  assert.match(text, /failed: 002 two: more than 20 s/);
});
