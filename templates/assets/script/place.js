// Remembers the block that one reads while the page loads again.

/* global scrollY */

(() => {
  const promulgate = (globalThis.promulgate ??= {});
  const place = `promulgate.preview:${location.pathname}`;
  const BLOCKS = ":is(p, li, dt, dd, td, th, pre, h1, h2, h3, h4, h5, h6, summary)";
  /** How many blocks on each side of the one that is read tell it from others that say the same. */
  const AROUND = 3;

  const said = (block) => block.textContent.replace(/\s+/g, " ").trim().slice(0, 200);
  const blocksIn = (part) => [...document.querySelectorAll(`${part} ${BLOCKS}`)];

  /** How many blocks around the one at `at` say what `around` says. */
  const likeness = (texts, at, around) => around.filter((text, n) => text && texts[at + n - AROUND] === text).length;

  /** The first block that is in sight, what stands around it, and how many before it have the same around them: what is before
   *  it may become longer or shorter. */
  function remember() {
    sessionStorage.removeItem(place);
    if (scrollY === 0) return;
    const isInSight = (block) => block.getClientRects().length > 0 && block.getBoundingClientRect().bottom > 0;
    for (const part of ["article", "main"]) {
      const blocks = blocksIn(part);
      const ix = blocks.findIndex(isInSight);
      if (ix < 0) continue;
      const texts = blocks.map(said);
      const around = [];
      for (let at = ix - AROUND; at <= ix + AROUND; at++) around.push(texts[at] ?? "");
      const most = likeness(texts, ix, around);
      let nth = 0;
      for (let at = 0; at < ix; at++) if (texts[at] === texts[ix] && likeness(texts, at, around) === most) nth++;
      sessionStorage.setItem(place, JSON.stringify({ part, ix, around, nth, top: blocks[ix].getBoundingClientRect().top }));
      return;
    }
  }

  function restore() {
    const kept = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    if (!kept) return;
    const { part, ix, around, nth, top } = JSON.parse(kept);
    const blocks = blocksIn(part);
    const texts = blocks.map(said);
    // the block with most of the same neighbours, also if it was edited itself; of several the one with as many before it
    let [best, most] = [[], 0];
    for (let at = 0; at < texts.length; at++) {
      const alike = likeness(texts, at, around);
      if (alike > most) [best, most] = [[], alike];
      if (alike === most && most > 0) best.push(at);
    }
    const block = blocks[best[Math.min(nth, best.length - 1)] ?? Math.min(ix, blocks.length - 1)];
    if (block) scrollBy({ top: block.getBoundingClientRect().top - top, behavior: "instant" });
  }

  Object.assign(promulgate, { remember, restore });
})();
