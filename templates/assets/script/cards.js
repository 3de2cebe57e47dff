
// The changes of a redline one by one, the older version beside the newer: made of the text on the page when they are asked for.
(() => {
  const { say } = promulgate;
  const box = document.getElementById("ui.changes");
  const article = document.querySelector("article.redline");
  const views = document.querySelector("fieldset.views");
  if (!box || !article || !views) return;
  const list = box.querySelector("ol");
  const HEADING = "h1, h2, h3, h4, h5, h6";
  const NESTED = `p, ${HEADING}, pre, ul, ol, dl, blockquote, hr, div:not(.break)`;
  const LEAF = `${NESTED}, li, dt, dd, tr, caption`;
  const LONG_HEAD = 12; // a head with more cells is not said again for each row
  let stale = true;

  function element(name, attributes, ...children) {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  }

  /** Each change: its number, the heading that it stands under, and its blocks. */
  function changes() {
    const found = [];
    let heading = null;
    for (const mark of article.querySelectorAll(`a.change, ins, del, ${HEADING}`)) {
      if (mark.matches(HEADING)) {
        heading = mark;
        continue;
      }
      const rule = mark.matches("a.change") && mark.previousElementSibling?.matches("hr") ? mark.previousElementSibling : null;
      const block = rule ?? mark.closest(LEAF);
      if (mark.matches("a.change")) found.push({ number: Number(mark.id.slice(1)), under: block === heading ? null : heading, blocks: [block] });
      // a block of which only the number changed is no change
      else if (found.length && !block.matches(".renumbered") && !found.at(-1).blocks.includes(block)) found.at(-1).blocks.push(block);
    }
    return found;
  }

  /** A heading as it reads now, or read. */
  function text(heading) {
    const copy = heading.cloneNode(true);
    if (!heading.matches(".deleted")) copy.querySelectorAll("del").forEach((gone) => gone.remove());
    return copy.textContent.trim();
  }

  /** A block without those in it, and without ids. */
  function alone(block) {
    const made = block.cloneNode(block.matches("tr"));
    if (!block.matches("tr")) made.append(...[...block.childNodes].filter((child) => !child.matches?.(NESTED)).map((child) => child.cloneNode(true)));
    for (const one of [made, ...made.querySelectorAll("[id]")]) one.removeAttribute("id");
    return made;
  }

  /** The number that a browser shows before an item. */
  function numberOf(item) {
    const { start, reversed, children } = item.parentElement;
    let next = start;
    for (const other of children) {
      const n = other.hasAttribute("value") ? other.value : next;
      if (other === item) return n;
      next = n + (reversed ? -1 : 1);
    }
    return next;
  }

  /** The element that a block needs around it. */
  function around(block) {
    if (block.matches("tr, caption")) {
      const table = block.closest("table");
      const head = table.querySelector("thead");
      const short = head && !head.contains(block) && head.querySelectorAll("th, td").length <= LONG_HEAD && !table.querySelector("[colspan], [rowspan]");
      return element("table", {}, ...(short ? [alone(head)] : []));
    }
    if (block.matches("dt, dd")) return element("dl", {});
    if (!block.matches("li")) return null;
    const made = block.parentElement.cloneNode(false);
    made.removeAttribute("id");
    return made;
  }

  /** Copies of blocks, neighbours of one list or table in one. */
  function copies(blocks) {
    const made = [];
    let [parent, wrapper] = [null, null];
    for (const block of blocks) {
      if (block.parentElement !== parent || !wrapper) {
        [parent, wrapper] = [block.parentElement, around(block)];
        if (wrapper) made.push(wrapper.matches("table") ? element("div", { className: "table" }, wrapper) : wrapper);
      }
      const copy = alone(block);
      if (block.matches("ol > li")) copy.value = numberOf(block);
      if (wrapper) wrapper.append(copy);
      else made.push(copy);
    }
    return made;
  }

  function card({ number, under, blocks }) {
    const spoken = { lang: article.lang, dir: article.dir };
    const title = element("p", { className: "facts" }, element("a", { href: `#c${number}` }, say("change-n", { n: number })));
    if (under) title.append(" · ", element("span", spoken, text(under)));
    const side = (name) => {
      const made = element("div", { className: `side ${name}`, role: "group" }, element("div", { className: "text redline", ...spoken }, ...copies(blocks)));
      made.setAttribute("aria-label", box.dataset[name]);
      return made;
    };
    return element("li", { className: "card", id: `ui.c${number}` }, title, side("old"), side("new"));
  }

  /** Makes the cards if they are looked at and not there. */
  function fill() {
    if (!stale || !views.querySelector("#ui\\.view-changes:checked, #ui\\.view-sides:checked")) return;
    stale = false;
    list.replaceChildren(...changes().map(card));
  }

  /** Begins again: the text is another, of the versions with these names. */
  function renew(old, now) {
    Object.assign(box.dataset, { old, new: now });
    list.replaceChildren();
    stale = true;
    fill();
  }

  views.addEventListener("change", fill);
  promulgate.cards = { fill, renew };
})();
