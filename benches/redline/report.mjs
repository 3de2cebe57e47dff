// The judgements of all tools as tables, and what failed.

export const percentile = (values, part) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
};
const sum = (list, of) => list.reduce((total, item) => total + of(item), 0);
const share = (part, whole) => (whole ? `${+((100 * part) / whole).toFixed(1)} %` : '–');
const rate = (list, of) => share(sum(list, (item) => +of(item)), list.length);
const mean = (list, of) => (list.length ? +(sum(list, of) / list.length).toFixed(2) : '–');
const number = (value, digits = 2) => (Number.isNaN(value) ? '–' : value.toFixed(digits));

const table = (header, rows) =>
  [header, header.map(() => '--'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const excess = (list) => {
  const all = (sum(list, (r) => r.marked) / sum(list, (r) => r.least)) || NaN;
  return [percentile(list.map((r) => r.excess), 0.5), percentile(list.map((r) => r.excess), 0.9), all].map((x) => number(x)).join(' / ');
};
const agreed = (list) => {
  const truths = list.flatMap((r) => r.truth ?? []);
  return truths.length ? `${mean(truths, (t) => 100 * t.f1).toFixed(1)} / ${rate(truths, (t) => t.exact)}` : '–';
};
// Its HTML is ours: it compares texts.
const isOnText = (tool) => tool.startsWith('jsdiff');
const formats = (list) =>
  ['format', 'link', 'block'].map((a) => share(sum(list, (r) => r.shown[a]), sum(list, (r) => r.changes[a]))).join(' / ');

/** Tables and failures of `results`: for each tool, for each pair, a judgement or a failure. */
export function report(pairs, results) {
  const tools = Object.keys(results);
  const judged = (tool, which = () => true) =>
    pairs.filter(which).map((p) => results[tool][p.id]).filter((r) => !r.failure);
  const isReal = pairs.every((p) => p.kind === 'truth') ? () => true : (p) => p.kind !== 'truth';
  const total = tools.map((tool) => {
    const all = pairs.map((p) => results[tool][p.id]);
    const [good, real] = [judged(tool), judged(tool, isReal)];
    const times = real.map((r) => r.milliseconds);
    return [tool, rate(all, (r) => r.exact ?? false), rate(all, (r) => r.blocks ?? false), excess(real),
      agreed(judged(tool, (p) => p.thai)), share(sum(good, (r) => r.thaiOff), sum(good, (r) => r.thaiEdges)),
      isOnText(tool) ? '–' : rate(all, (r) => r.faults?.length === 0), formats(good),
      `${number(percentile(times, 0.5), 1)} / ${number(percentile(times, 0.99), 1)}`, all.length - good.length];
  });
  const header = ['', 'exact text', 'exact blocks', 'excess p50 / p90 / all, real pairs', 'Thai truth F1 / exact',
    'Thai edges not at a word', 'valid HTML', 'format shown: inline / link / block', 'ms, median / p99, real pairs', 'failed'];
  const kinds = ['adjacent', 'far', 'truth'].filter((kind) => pairs.some((p) => p.kind === kind));
  const split = kinds.flatMap((kind) => tools.map((tool) => {
    const list = judged(tool, (p) => p.kind === kind);
    const edges = sum(list, (r) => r.graphemes) + sum(list, (r) => r.clusters);
    return [`${kind}: ${tool}`, list.length, rate(list, (r) => r.exact), rate(list, (r) => r.blocks), excess(list),
      mean(list, (r) => r.runs), mean(list, (r) => r.islands), share(sum(list, (r) => r.cutWords), sum(list, (r) => r.runs)), edges,
      isOnText(tool) ? '–' : rate(list, (r) => r.faults.length === 0), agreed(list), number(percentile(list.map((r) => r.milliseconds), 0.5), 1)];
  }));
  const splitHeader = ['', 'pairs', 'exact text', 'exact blocks', 'excess p50 / p90 / all', 'runs', 'tiny islands', 'runs that cut a word',
    'grapheme or cluster splits', 'valid', 'truth F1 / exact', 'ms'];
  return [table(header, total), table(splitHeader, split), details('ours', pairs, results.ours)].join('\n\n');
}

function details(tool, pairs, results) {
  const lines = [];
  for (const pair of pairs) {
    const r = results[pair.id];
    const say = (what, text) => lines.push(`- ${what}: ${pair.id} ${pair.name}: ${text}`);
    if (r.failure) {
      say('failed', r.failure);
      continue;
    }
    if (!r.blocks) say(r.exact ? 'blocks' : 'text', r.wrong[0]);
    if (r.faults.length) say('not valid', r.faults.join('; '));
    if (r.cutWords) say('words cut', r.cutAt.slice(0, 5).join('   '));
    if (r.thaiOff) say('Thai edges', r.thaiOffAt.slice(0, 5).join('   '));
    if (r.graphemes + r.clusters) say('split', `${r.graphemes} graphemes, ${r.clusters} clusters`);
    if (r.unseen.length) say('format not shown', r.unseen.slice(0, 5).map((u) => `${u.aspect} of “${u.text.slice(0, 40)}”`).join('; '));
    if (r.truth && !r.truth.exact) say('truth', `precision ${number(r.truth.precision, 3)}, recall ${number(r.truth.recall, 3)}`);
  }
  const worst = pairs.filter((p) => !results[p.id].failure).sort((a, b) => results[b.id].excess - results[a.id].excess);
  const worstLines = worst.slice(0, 15).map((pair) => {
    const r = results[pair.id];
    return `- ${number(r.excess)}: ${pair.id} ${pair.kind} ${pair.name} (marked ${r.marked}, least ${r.least}, ${r.runs} runs)`;
  });
  return [`## ${tool}: what failed`, ...lines, '', `## ${tool}: the worst by excess`, ...worstLines].join('\n');
}
