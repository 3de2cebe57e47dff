// The marks of a redline: how many, how long, and where they begin and end.
import { cuts, size, words } from './words.mjs';

const graphemes = new Intl.Segmenter('th', { granularity: 'grapheme' });
const isThai = (character) => /[\u0e01-\u0e3a\u0e40-\u0e4e]/.test(character); // no digits: numbers are numbers
const isDependent = (character) => /[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]/.test(character);
const isLeading = (character) => /[\u0e40-\u0e44]/.test(character);

/**
 * Runs of marked text of one kind, each with its start and end in both texts and those of the change that it is a part
 * of (runs without text between them); the unmarked stretches between two runs of one block; the texts.
 */
export function runs(pieces) {
  const runs = [];
  const gaps = [];
  const texts = { ins: '', del: '' }; // the text that has what is inserted, the one that has what is deleted
  let [last, gap] = [null, ''];
  for (const piece of pieces) {
    const kind = piece.ins ? 'ins' : piece.del ? 'del' : null;
    const text = piece.cut ? '\n' : piece.text;
    const start = { ins: texts.ins.length, del: texts.del.length };
    if (!piece.del) texts.ins += text;
    if (!piece.ins) texts.del += text;
    const end = { ins: texts.ins.length, del: texts.del.length };
    if (piece.cut) [last, gap] = [null, ''];
    else if (!kind) gap += text;
    else {
      if (last && gap) gaps.push(gap);
      const change = last && !gap ? last.change : { start };
      change.end = end;
      if (change === last?.change && last.kind === kind) last.end = end;
      else runs.push((last = { kind, start, end, change }));
      gap = '';
    }
  }
  return { runs, gaps, texts };
}

const NOTHING = { runs: 0, islands: 0, cutWords: 0, thaiEdges: 0, thaiOff: 0, clusters: 0, graphemes: 0 };

/** Counts of a redline's marks, and around what words are cut. */
export function measure(pieces) {
  const { runs: all, gaps, texts } = runs(pieces);
  const mayCut = { ins: cuts(texts.ins), del: cuts(texts.del) };
  const marked = pieces.reduce((sum, p) => sum + (p.ins || p.del ? size(p.text) : 0), 0);
  const islands = gaps.filter((gap) => size(gap) <= 3 || words(gap).length <= 1).length;
  const count = { ...NOTHING, marked, runs: all.length, islands, cutAt: [], thaiOffAt: [] };
  for (const run of all) {
    const text = texts[run.kind];
    const around = (at) => `${text.slice(Math.max(0, at - 12), at)}|${text.slice(at, at + 12)}`;
    let cutsWord = false;
    for (const side of ['start', 'end']) {
      const at = run[side][run.kind];
      const [before, after] = [text[at - 1] ?? '\n', text[at] ?? '\n'];
      if (!mayCut[run.kind][at] && /\S/.test(before) && /\S/.test(after)) {
        cutsWord = true;
        count.cutAt.push(around(at));
      }
      if (!isGrapheme(text, at)) count.graphemes++;
      if (!isThai(before) && !isThai(after)) continue;
      count.thaiEdges++;
      if (isThai(before) && (isDependent(after) || (isLeading(before) && isThai(after)))) count.clusters++;
      // the words of both texts count: an edge may be where only the other one's word ends
      const place = run.change[side];
      if (mayCut.ins[place.ins] || mayCut.del[place.del] || mayCut[run.kind][at]) continue;
      count.thaiOff++;
      count.thaiOffAt.push(around(at));
    }
    if (cutsWord) count.cutWords++;
  }
  return count;
}

function isGrapheme(text, at) {
  const from = Math.max(0, at - 20);
  const found = graphemes.segment(text.slice(from, at + 20)).containing(at - from);
  return !found || found.index === at - from;
}
