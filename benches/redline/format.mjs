// Changes that leave the text alone: how it is set, where links lead and images come from, what its block is. Blocks
// are compared whose text stands once on each side.
import { blocks } from './page.mjs';
import { size } from './words.mjs';

const once = (list) => {
  const seen = new Map();
  for (const block of list) seen.set(block.text, seen.has(block.text) ? null : block);
  return new Map([...seen].filter(([, block]) => block));
};

/** One aspect of a block's text, stretch by stretch. */
function stretches(block, aspect) {
  const stretches = [];
  for (const piece of block.pieces) {
    const count = size(piece.text);
    if (!count) continue;
    if (stretches.at(-1)?.value === piece[aspect]) stretches.at(-1).count += count;
    else stretches.push({ value: piece[aspect], count });
  }
  return JSON.stringify(stretches);
}

/** The blocks with the same text and another `format`, `link` or `block`: a text for each aspect in which it differs. */
export function reformatted(oldPieces, newPieces) {
  const before = once(blocks(oldPieces));
  const changes = [];
  for (const [text, block] of once(blocks(newPieces))) {
    if (!before.has(text)) continue;
    for (const aspect of ['format', 'link', 'block']) {
      if (stretches(before.get(text), aspect) !== stretches(block, aspect)) changes.push({ text, aspect });
    }
  }
  return changes;
}

/** Of these changes, those that a redline marks. */
export function shown(changes, pieces) {
  const byText = new Map();
  for (const dropped of ['ins', 'del']) {
    for (const block of blocks(pieces, dropped)) {
      byText.set(block.text, [...(byText.get(block.text) ?? []), ...block.pieces]);
    }
  }
  const marks = (piece, aspect) => piece.ins || piece.del || piece.changed || (aspect === 'block' && piece.changedAround);
  return changes.filter(({ text, aspect }) => byText.get(text)?.some((piece) => marks(piece, aspect)));
}
