// Where words begin and end, and the least that a redline by words can mark.
const segmenter = new Intl.Segmenter('th', { granularity: 'word' });
// Each of these is one word, whatever the segmenter says.
const WHOLE = new RegExp(
  String.raw`(?:https?://|www\.)[^\s<>"]*[^\s\p{Cf}<>".,;:!?)\]]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\p{Nd}+(?:[.,:/-]\p{Nd}+)+`, 'gu');

let cache = new Map();

/** Forgets what it knows, which is worth keeping for texts with much in common. */
export const forget = () => (cache = new Map());

/** Where words begin in a line, and its end. */
function cutsOfLine(line) {
  if (!cache.has(line)) {
    const cuts = new Set([line.length]);
    for (const { index } of segmenter.segment(line)) cuts.add(index);
    for (const { 0: whole, index } of line.matchAll(WHOLE)) {
      for (let at = index + 1; at < index + whole.length; at++) cuts.delete(at);
    }
    cache.set(line, [...cuts].sort((a, b) => a - b));
  }
  return cache.get(line);
}

/** For every place in a text whether a word may begin or end there. */
export function cuts(text) {
  const cuts = new Uint8Array(text.length + 1);
  let start = 0;
  for (const line of text.split('\n')) {
    for (const at of cutsOfLine(line)) cuts[start + at] = 1;
    start += line.length + 1;
  }
  return cuts;
}

/** Words and punctuation marks of a text, without white space. */
export function words(text) {
  const words = [];
  for (const line of text.split('\n')) {
    const cuts = cutsOfLine(line);
    for (let n = 1; n < cuts.length; n++) words.push(line.slice(cuts[n - 1], cuts[n]));
    if (cuts[0] > 0) words.push(line.slice(0, cuts[0]));
  }
  return words.filter((word) => /\S/u.test(word));
}

/** Characters that are no white space. */
export const size = (text) => [...text.replace(/\s+/gu, '')].length;

/**
 * The characters that stand on one side only when as many as possible stand on both: old and new less twice their
 * longest common subsequence of words, each weighing its characters. Exact.
 */
export function bound(oldText, newText) {
  let [a, b] = [words(oldText), words(newText)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  [a, b] = [a, b].map((words) => words.slice(head, words.length - tail));
  const all = size(a.join('')) + size(b.join(''));
  // words that only one side has match nothing
  const ids = new Map([...new Set(a)].map((word, id) => [word, id]));
  const onB = new Set(b);
  b = Int32Array.from(b.filter((word) => ids.has(word)).map((word) => ids.get(word)));
  const best = new Int32Array(b.length + 1);
  for (const word of a.filter((word) => onB.has(word))) {
    const [id, weight] = [ids.get(word), size(word)];
    let corner = 0;
    let left = 0;
    for (let n = 0; n < b.length; n++) {
      const above = best[n + 1];
      left = b[n] === id ? corner + weight : above > left ? above : left;
      best[n + 1] = left;
      corner = above;
    }
  }
  return all - 2 * best[b.length];
}
