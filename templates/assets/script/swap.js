// Makes of the page that is open another state of itself, and touches nothing that is the same in both: what the reader opened
// stays open, scripts keep what they hold, and the browser lays out again only what changed. The block that is read stays where
// it is on the screen.

/* global Node, scrollY */

(() => {
  const promulgate = (globalThis.promulgate ??= {});
  /** How far ahead the same is looked for, in nodes of both states together. */
  const FAR = 24;
  /** How many blocks in sight are remembered: any of them may be gone then. */
  const NEAR = 40;
  /** What scripts made of an element that is the same in all states. */
  const KEPT = "fieldset.views, #ui\\.stepper, #ui\\.changes";
  /** What the reader or a script does with an element. */
  const OWN = ["hidden", "open", "tabindex"];
  const BLOCKS = ":is(p, li, dt, dd, td, th, pre, h1, h2, h3, h4, h5, h6, summary)";

  const isKept = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(KEPT);
  const isSame = (a, b) => a !== undefined && b !== undefined && (a.isEqualNode(b) || (isKept(a) && isKept(b) && a.id === b.id));
  const isBlank = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim() === "";
  const isAlike = (a, b) => a.nodeName === b.nodeName && a.id === b.id && a.classList?.[0] === b.classList?.[0];

  function swap(live, made) {
    if (live.nodeType !== Node.ELEMENT_NODE) {
      live.data = made.data;
      return;
    }
    for (const { name } of [...live.attributes]) if (!made.hasAttribute(name) && !OWN.includes(name)) live.removeAttribute(name);
    for (const { name, value } of made.attributes) if (live.getAttribute(name) !== value && !OWN.includes(name)) live.setAttribute(name, value);
    swapChildren(live, [...live.childNodes], [...made.childNodes]);
  }

  function swapChildren(parent, old, now) {
    let [i, j] = [0, 0];
    let [oldEnd, nowEnd] = [old.length, now.length];
    while (i < oldEnd && j < nowEnd && isSame(old[i], now[j])) [i, j] = [i + 1, j + 1];
    while (i < oldEnd && j < nowEnd && isSame(old[oldEnd - 1], now[nowEnd - 1])) [oldEnd, nowEnd] = [oldEnd - 1, nowEnd - 1];
    while (i < oldEnd || j < nowEnd) {
      const [a, b] = ahead(old.slice(i, oldEnd), now.slice(j, nowEnd));
      replace(parent, old.slice(i, i + a), now.slice(j, j + b), old[i + a] ?? null);
      [i, j] = [i + a, j + b];
      while (i < oldEnd && j < nowEnd && isSame(old[i], now[j])) [i, j] = [i + 1, j + 1];
    }
  }

  /** How many nodes of each are others before both go on with the same. */
  function ahead(old, now) {
    if (old.length === 0 || now.length === 0) return [old.length, now.length];
    for (let sum = 1; sum <= FAR; sum++) {
      for (let a = Math.max(0, sum - now.length); a <= Math.min(sum, old.length); a++) {
        const [o, n] = [old[a], now[sum - a]];
        if (isSame(o, n) && !isBlank(o)) return [a, sum - a];
      }
    }
    return old.length + now.length <= FAR ? [old.length, now.length] : [1, 1];
  }

  /** Puts `now` in place of `old`, which stand before the node `next`. */
  function replace(parent, old, now, next) {
    let left = old;
    for (const made of now) {
      const at = left.findIndex((node) => isAlike(node, made));
      if (at < 0) {
        parent.insertBefore(document.adoptNode(made), left[0] ?? next);
        continue;
      }
      left.slice(0, at).forEach((node) => node.remove());
      swap(left[at], made);
      left = left.slice(at + 1);
    }
    left.forEach((node) => node.remove());
  }

  /** Does `change`; the first block in sight that is still there then stays where it is on the screen. */
  function inPlace(change) {
    if (scrollY === 0) return change();
    const isInSight = (block) => block.getClientRects().length > 0 && block.getBoundingClientRect().bottom > 0;
    const blocks = [...document.querySelectorAll(`article ${BLOCKS}`), ...document.querySelectorAll(`main ${BLOCKS}`)];
    const at = Math.max(0, blocks.findIndex(isInSight));
    const near = [...blocks.slice(at, at + NEAR), ...blocks.slice(Math.max(0, at - NEAR), at).reverse()];
    const tops = near.map((block) => [block, block.getBoundingClientRect().top]);
    change();
    const kept = tops.find(([block]) => block.isConnected && block.getClientRects().length > 0);
    if (kept) scrollBy({ top: kept[0].getBoundingClientRect().top - kept[1], behavior: "instant" });
  }

  /** Whether scripts can go on with the state `made`: what they were told is the same, and all that they would look for is there. */
  function canGoOn(made) {
    const told = made.getElementById("ui.data");
    const isTold = !told || told.textContent === document.getElementById("ui.data")?.textContent;
    return isTold && [...made.querySelectorAll("main .scripted[id], .scripted [id]")].every(({ id }) => document.getElementById(id));
  }

  /** Shows the state `made` of this page in its place; whether it could. */
  promulgate.swap = (made) => {
    const parts = ["header.site", "main", "footer.site"].map((part) => [document.querySelector(part), made.querySelector(part)]);
    if (!canGoOn(made) || !parts.every(([live, other]) => live && other)) return false;
    document.title = made.title;
    document.documentElement.lang = made.documentElement.lang;
    inPlace(() => {
      for (const [live, other] of parts) swap(live, other);
      const { old, new: now } = made.querySelector("#ui\\.changes")?.dataset ?? {};
      promulgate.cards?.renew(old, now);
      promulgate.redlineChanged?.();
      promulgate.showTables?.();
    });
    return true;
  };
})();
