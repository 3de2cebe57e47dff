// A redline beside the marks that a person made: what must be marked is, and nothing but what may be. Counted in
// letters, digits and combining marks, because nobody minds whether a space or a comma at the edge is marked as well.
import { diffArrays } from 'diff';

const isWord = (character) => /[\p{L}\p{N}\p{M}]/u.test(character);

/** The characters of one side, each with whether it is marked. */
function side(pieces, kind, other) {
  const shown = pieces.filter((piece) => !piece[other]);
  return shown.flatMap((p) => [...p.text].filter(isWord).map((character) => ({ character, marked: p[kind] })));
}

/** Whether each of the `wanted` characters is marked; one that the redline lost is not. */
function follow(wanted, found) {
  if (wanted.length === found.length) return found.map((f) => f.marked);
  const marked = [];
  let at = 0;
  for (const part of diffArrays(wanted, found.map((f) => f.character))) {
    if (part.removed) marked.push(...part.value.map(() => false));
    else {
      if (!part.added) marked.push(...found.slice(at, at + part.value.length).map((f) => f.marked));
      at += part.value.length;
    }
  }
  return marked;
}

/** Precision and recall over both sides, their harmonic mean, and whether the redline is as a person would mark it. */
export function agreement(truth, pieces) {
  const count = { marked: 0, allowed: 0, required: 0, found: 0 };
  for (const [name, kind, other] of [['old', 'del', 'ins'], ['new', 'ins', 'del']]) {
    const wanted = [...truth[name].text].map((character, n) => ({ character, mark: +truth[name].marks[n] }));
    const counted = wanted.filter((w) => isWord(w.character));
    const marked = follow(counted.map((w) => w.character), side(pieces, kind, other));
    counted.forEach(({ mark }, n) => {
      count.marked += marked[n];
      count.allowed += marked[n] && mark > 0;
      count.required += mark === 2;
      count.found += marked[n] && mark === 2;
    });
  }
  const precision = count.marked ? count.allowed / count.marked : 1;
  const recall = count.required ? count.found / count.required : 1;
  const f1 = precision + recall ? (2 * precision * recall) / (precision + recall) : 0;
  return { precision, recall, f1, exact: precision === 1 && recall === 1 };
}
