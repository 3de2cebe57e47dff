// One of the other tools with its defaults, in a thread of its own. The time is that of the comparison alone: reading
// and writing HTML is not counted, for that is done faster elsewhere.
import { parentPort, workerData } from 'node:worker_threads';

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

const TOOLS = {
  async 'visual-dom-diff'() {
    const { JSDOM } = await import('jsdom');
    const { visualDomDiff } = (await import('visual-dom-diff')).default;
    const { document } = new JSDOM('').window;
    const body = (html) => Object.assign(document.createElement('div'), { innerHTML: html });
    return (oldHtml, newHtml) => {
      const [before, after] = [body(oldHtml), body(newHtml)];
      return timed(() => visualDomDiff(before, after), (fragment) => fragment.firstElementChild.innerHTML);
    };
  },
  async 'node-htmldiff'() {
    const diff = (await import('node-htmldiff')).default;
    return (oldHtml, newHtml) => timed(() => diff(oldHtml, newHtml), (html) => html);
  },
  // on the text, one block a line
  async 'jsdiff words'() {
    const { diffArrays } = await import('diff');
    const { blocks, read } = await import('./page.mjs');
    const segmenter = new Intl.Segmenter('th', { granularity: 'word' });
    const write = (part) => {
      const html = part.value.map((word) => (word === '\n' ? '<div></div>' : escape(word))).join('');
      return part.added ? `<ins>${html}</ins>` : part.removed ? `<del>${html}</del>` : html;
    };
    return (oldHtml, newHtml) => {
      const [before, after] = [oldHtml, newHtml].map((html) => blocks(read(html)).map((b) => b.text).join('\n'));
      const words = (text) => Array.from(segmenter.segment(text), (s) => s.segment);
      return timed(() => diffArrays(words(before), words(after)), (parts) => parts.map(write).join(''));
    };
  },
};

function timed(work, write) {
  const start = performance.now();
  const result = work();
  return { milliseconds: performance.now() - start, html: write(result) };
}

const tool = await TOOLS[workerData]();
for (let warm = 0; warm < 20; warm++) tool('<p>one two three</p>', '<p>one 2 three</p><ul><li>four</li></ul>');
parentPort.on('message', ([oldHtml, newHtml]) => parentPort.postMessage(tool(oldHtml, newHtml)));
