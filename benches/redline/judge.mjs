// Everything that can be said of one redline of one pair.
import { blocks, read } from './page.mjs';
import { bound } from './words.mjs';
import { measure } from './marks.mjs';
import { faults } from './valid.mjs';
import { reformatted, shown } from './format.mjs';
import { agreement } from './truth.mjs';

const texts = (pieces, dropped) => blocks(pieces, dropped).map((block) => block.text);

/** What every redline of a pair is compared with. `least` is its bound where that is known. */
export function standard({ oldHtml, newHtml, truth, least }) {
  const [old, fresh] = [read(oldHtml), read(newHtml)];
  const [oldTexts, newTexts] = [texts(old), texts(fresh)];
  least ??= bound(oldTexts.join('\n'), newTexts.join('\n'));
  return { oldTexts, newTexts, least, truth, changes: reformatted(old, fresh) };
}

/** Judges a redline, given as HTML. */
export function judge({ oldTexts, newTexts, least, truth, changes }, html) {
  const pieces = read(html);
  const sides = [[texts(pieces, 'ins'), oldTexts], [texts(pieces, 'del'), newTexts]];
  const wrong = sides.flatMap(([found, wanted]) => {
    const at = [...wanted, undefined].findIndex((text, n) => text !== found[n]);
    if (at < 0) return [];
    const [text, other] = [wanted[at] ?? '', found[at] ?? ''];
    const from = Math.max(0, [...text, ''].findIndex((_, n) => text[n] !== other[n]) - 30);
    return [`“${text.slice(from, from + 70)}” became “${other.slice(from, from + 70)}”`];
  });
  const counts = measure(pieces);
  const seen = shown(changes, pieces);
  return {
    ...counts,
    exact: sides.every(([found, wanted]) => found.join(' ') === wanted.join(' ')),
    blocks: wrong.length === 0,
    wrong,
    least,
    excess: (counts.marked + 20) / (least + 20),
    faults: faults(html),
    changes: count(changes),
    shown: count(seen),
    unseen: changes.filter((change) => !seen.includes(change)),
    truth: truth && agreement(truth, pieces),
  };
}

const count = (changes) => Object.fromEntries(
  ['format', 'link', 'block'].map((aspect) => [aspect, changes.filter((c) => c.aspect === aspect).length]));
