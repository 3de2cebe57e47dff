
// Brings a text on the page up to another, part by part from its start: what is the same in both stays where it is.
(() => {
  const BATCH = 16_000; // so much HTML is read at once
  const FEW = 16; // so many parts, and twice as many again and again, may be more than the screen shows
  const MANY = 800; // so many nodes come and go in one frame

  /** Puts texts into `article`, one after the other. The parts of a text come in order: each has its `html`, a whole element,
   *  and the number of the `leaf` that it begins with, which mostly grows. */
  function texts(article) {
    let parts = []; // of the text that comes
    let before = []; // of the text that was there
    let at = 0; // up to where they were looked at
    let waiting = [], size = 0; // parts that are not read yet
    let steps = []; // what is to be done on the page
    let done = { parts: 0, at: 0 }; // up to where it has this text, and from where on the one before
    let asked = FEW;

    /** Another text comes, whether or not the one before came to its end. */
    function begin() {
      before = [...parts.slice(0, done.parts), ...before.slice(done.at)];
      [parts, at, waiting, size, steps, done, asked] = [[], 0, [], 0, [], { parts: 0, at: 0 }, FEW];
    }

    function take(part) {
      let place = at;
      while (before[place]?.leaf < part.leaf) place += 1;
      let same = place;
      while (before[same]?.leaf === part.leaf && before[same].html !== part.html) same += 1;
      if (before[same]?.leaf === part.leaf) {
        replace(same);
        parts.push(before[same]);
        at = same + 1;
        return;
      }
      waiting.push(part);
      size += part.html.length;
      if (size > BATCH) replace(place);
    }

    /** Nothing more comes; does some of what is to be done, or all of it; whether anything is left. */
    function end(all) {
      replace(before.length);
      return settle(all);
    }

    /** Has what waits stand before the part at `place`, instead of those up to there. */
    function replace(place) {
      if (waiting.length || place > at) {
        const gone = before.slice(at, place).flatMap(({ nodes }) => nodes);
        const come = waiting.length ? read(waiting) : null;
        parts.push(...waiting);
        steps.push({ come, gone, next: gone[0] ?? before[place]?.nodes[0] ?? null, done: { parts: parts.length, at: place } });
      }
      [waiting, size, at] = [[], 0, place];
    }

    /** Does some of what is to be done on the page, or all of it; whether anything is left. */
    function settle(all) {
      for (let nodes = 0; steps.length && (all || nodes < MANY); ) {
        const step = steps.shift();
        nodes += step.gone.length + (step.come?.childNodes.length ?? 0);
        if (step.come) article.insertBefore(step.come, step.next);
        step.gone.forEach((node) => node.remove());
        done = step.done;
      }
      return steps.length > 0;
    }

    /** Reads parts, each of which is an element and the end of its line; if not, one by one. */
    function read(parts) {
      const range = document.createRange();
      range.selectNodeContents(article);
      const html = (parts) => range.createContextualFragment(parts.map((part) => part.html).join(""));
      const all = html(parts);
      const nodes = [...all.childNodes];
      if (nodes.length === 2 * parts.length && nodes.every(({ nodeName }, n) => (nodeName === "#text") === (n % 2 === 1))) {
        parts.forEach((part, n) => (part.nodes = nodes.slice(2 * n, 2 * n + 2)));
        return all;
      }
      all.replaceChildren();
      for (const part of parts) {
        const one = html([part]);
        part.nodes = [...one.childNodes];
        all.append(one);
      }
      return all;
    }

    /** Whether what came goes beyond the screen. */
    function fillsScreen() {
      if (parts.length < asked) return false;
      asked *= 2;
      settle(true);
      const last = parts[parts.length - 1].nodes.find((node) => node.getBoundingClientRect);
      return last?.getBoundingClientRect().top > 2 * innerHeight;
    }

    return { begin, take, fillsScreen, settle, end };
  }

  promulgate.texts = texts;
})();
