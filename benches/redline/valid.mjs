// Whether a fragment is valid HTML: what a browser builds of it is what is written, and every element stands where it
// may. A mark within a mark counts as a fault too, because it says two things of one text.
import { isBlock, parse } from './page.mjs';

const TOKEN = /<!--[^]*?-->|<(\/?)([a-z][a-z0-9]*)(?:\s+[^\s=>"'/]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*\s*\/?>|[^<]+/giy;
const VOID = new Set('area br col hr img input wbr'.split(' '));
const CHILDREN = {
  ul: ['li'], ol: ['li'], dl: ['dt', 'dd', 'div'], tr: ['td', 'th'], thead: ['tr'], tbody: ['tr'], tfoot: ['tr'],
  table: ['caption', 'colgroup', 'thead', 'tbody', 'tfoot', 'tr'],
};
const PARENTS = {
  li: ['ul', 'ol'], dt: ['dl', 'div'], dd: ['dl', 'div'], td: ['tr'], th: ['tr'], tr: ['table', 'thead', 'tbody', 'tfoot'],
};
const TRANSPARENT = new Set(['a', 'ins', 'del']);
// Blocks that hold no blocks.
const TEXTS = new Set('h1 h2 h3 h4 h5 h6 p pre'.split(' '));

/** What is wrong with a fragment; nothing if it is valid. */
export function faults(html) {
  const written = asWritten(html);
  if (typeof written === 'string') return [written];
  const faults = new Set();
  if (outline(written) !== outline(parse(html))) faults.add('a browser builds another tree');
  check(written, { flow: true, mark: false }, faults);
  return [...faults];
}

function asWritten(html) {
  const root = { tagName: 'div', childNodes: [] };
  const open = [root];
  let end = 0;
  for (const { 0: token, 1: close, 2: tag, index } of html.matchAll(TOKEN)) {
    end = index + token.length;
    const name = tag?.toLowerCase();
    if (!name) open.at(-1).childNodes.push({ value: token.startsWith('<!--') ? '' : token });
    else if (!close) {
      const node = { tagName: name, childNodes: [] };
      open.at(-1).childNodes.push(node);
      if (!VOID.has(name)) open.push(node);
    } else if (open.length === 1 || open.pop().tagName !== name) return `</${name}> closes nothing`;
  }
  if (end < html.length) return `no token: ${html.slice(end, end + 20)}`;
  return open.length > 1 ? `<${open.at(-1).tagName}> is left open` : root;
}

/** Elements, and where text stands between them. */
function outline(node) {
  const parts = node.childNodes.map((child) => {
    if (child.tagName) return `<${child.tagName}>${outline(child)}</>`;
    return /\S/.test(child.value ?? '') ? '.' : '';
  });
  return parts.join('').replace(/\.+/g, '.');
}

function check(node, context, faults) {
  for (const child of node.childNodes) {
    const name = child.tagName;
    const allowed = CHILDREN[node.tagName];
    if (!name) {
      if (allowed && /\S/.test(child.value)) faults.add(`text in <${node.tagName}>`);
      continue;
    }
    if (allowed && !allowed.includes(name)) faults.add(`<${name}> in <${node.tagName}>`);
    else if (PARENTS[name] && !PARENTS[name].includes(node.tagName)) faults.add(`<${name}> in <${node.tagName}>`);
    else if (isBlock(name) && !context.flow) faults.add(`<${name}> in text`);
    const isMark = name === 'ins' || name === 'del';
    if (isMark && context.mark) faults.add('a mark in a mark');
    const flow = TRANSPARENT.has(name) ? context.flow : isBlock(name) && !TEXTS.has(name);
    check(child, { flow, mark: context.mark || isMark }, faults);
  }
}
