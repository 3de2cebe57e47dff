// Reads HTML as a browser does: the text in order, for each piece what is said of it, and where blocks begin and end.
// A redline's marks are <ins> and <del>; visual-dom-diff says so with classes too, and uses <ins> for other things.
import { defaultTreeAdapter, html, parseFragment } from 'parse5';

const BLOCKS = new Set(`address article aside blockquote body caption dd details div dl dt fieldset figcaption figure
  footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul`.split(/\s+/));
const FORMATS = new Set('b code em i kbd mark s small strong sub sup u'.split(' '));
// Blocks that say nothing of what a text is: paragraphs and tight lines, wrappers.
const NEUTRAL = new Set('div p tbody thead tfoot'.split(' '));

export const isBlock = (name) => BLOCKS.has(name);

/** The tree that a browser builds of a fragment in a <div>. */
export const parse = (text) => parseFragment(defaultTreeAdapter.createElement('div', html.NS.HTML, []), text);

export const attribute = (node, name) => node.attrs.find((a) => a.name === name)?.value;

/**
 * Pieces of text, and cuts (without text) where blocks begin and end. `ins` and `del`: it stands in such a mark;
 * `changed`: it, something around it, or its block is said to be changed; `changedAround`: something around its block
 * is; `format`, `link`, `block`: how it is set, where it leads, what its block is; `was`: what stood there in the older text, if
 * that was written otherwise and looked the same.
 */
export function read(text) {
  const pieces = [];
  const root = { ins: false, del: false, changed: false, changedAround: false, format: '', link: '', block: '' };
  const walk = (node, around) => {
    if (node.nodeName === '#text') return pieces.push({ ...around, text: node.value });
    if (!node.tagName || attribute(node, 'data-redline-ui') !== undefined) return;
    const here = inside(node, around);
    const cut = { ...here, text: '', cut: true };
    if (isBlock(node.tagName)) pieces.push(cut);
    if (node.tagName === 'br') pieces.push({ ...here, text: '\n' });
    node.childNodes.forEach((child) => walk(child, here));
    if (isBlock(node.tagName)) pieces.push(cut);
  };
  parse(text).childNodes.forEach((child) => walk(child, root));
  return pieces;
}

function inside(node, around) {
  const name = node.tagName;
  const classes = (attribute(node, 'class') ?? '').split(/\s+/);
  const modified = classes.includes('vdd-modified');
  const here = { ...around };
  const was = attribute(node, 'data-was'); // what only looks the same
  if (was !== undefined) here.was = was;
  if (classes.includes('vdd-added') || (name === 'ins' && !modified)) here.ins = true;
  if (classes.includes('vdd-removed') || name === 'del') here.del = true;
  if (isBlock(name)) {
    here.changedAround ||= here.changed;
    here.changed = false;
    if (!NEUTRAL.has(name)) here.block += ` ${name === 'blockquote' ? [name, ...classes].join('.') : name}`;
  }
  if (modified || classes.includes('reformatted') || attribute(node, 'data-redline') !== undefined) here.changed = true;
  if (FORMATS.has(name) && !here.block.includes(' pre')) here.format += ` ${name}`;
  const target = attribute(node, 'href') ?? attribute(node, 'data-target') ?? attribute(node, 'src');
  if (target !== undefined) here.link += ` ${classes.includes('image') ? 'image ' : ''}${target}`;
  return here;
}

const fold = (text) => text.replace(/\s+/gu, ' ').trim();

/** The blocks with text that are left when `dropped` ('ins', 'del' or nothing) is dropped: their texts and pieces. */
export function blocks(pieces, dropped) {
  const blocks = [[]];
  for (const piece of pieces) {
    if (piece[dropped]) continue;
    if (piece.cut) blocks.push([]);
    else blocks.at(-1).push(piece);
  }
  const text = (piece) => (dropped === 'ins' ? (piece.was ?? piece.text) : piece.text);
  const whole = blocks.map((pieces) => ({ text: fold(pieces.map(text).join('')), pieces }));
  return whole.filter((block) => block.text);
}
