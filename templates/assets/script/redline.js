
// Redlines: from change to change by button and by j and k, and the way to look at them that the reader chose before.

/* global Node */

(() => {
  const { say, decoded, pressed, store } = promulgate;
  const BLOCK = "p, h1, h2, h3, h4, h5, h6, li, td, th, dt, dd, pre, div";
  const bar = document.getElementById("ui.stepper");
  const views = document.querySelector("fieldset.views");
  if (!bar || !views) return;
  const [previous, next, copy] = bar.querySelectorAll("button");
  const [wording, keys] = bar.querySelectorAll("input");
  const status = bar.querySelector("output");
  const LONG = 100; // a text with more blocks is laid out as it is read
  let at = -1; // the place of the change that was gone to

  const view = () => views.querySelector(":checked").value;
  const inCards = () => view() === "changes" || view() === "sides";
  const numberOf = (stop) => Number(stop.id.replace(/^(ui\.)?c/, ""));
  const saysWords = (mark) => mark.textContent.trim() !== "" || mark.querySelector("img") !== null;

  let known = null; // what stands on the page, as long as that is the same

  /** The changes, each with whether words came or went in it. */
  const changes = () => (known ??= read());

  function read() {
    if (inCards()) return [...document.querySelectorAll(".card")].map((stop) => [stop, [...stop.querySelectorAll("ins, del")].some(saysWords)]);
    const found = [];
    for (const mark of document.querySelectorAll("article.redline :is(a.change, ins, del)")) {
      if (mark.matches("a.change")) found.push([mark, false]);
      else if (found.length && !found.at(-1)[1]) found.at(-1)[1] = saysWords(mark);
    }
    return found;
  }

  const stops = () => changes().filter(([, isWording]) => isWording || !wording.checked).map(([stop]) => stop);

  function show() {
    document.body.dataset.view = view();
    promulgate.showTables();
    const every = changes();
    const all = stops();
    bar.hidden = every.length === 0;
    wording.parentElement.hidden = every.every(([, isWording]) => isWording === every[0][1]);
    copy.hidden = at < 0;
    previous.disabled = at <= 0;
    next.disabled = at >= all.length - 1;
    status.value = at < 0 ? say("change-count", { n: all.length }) : say("change-of", { i: at + 1, n: all.length });
  }

  /** What stands in the address before a change: where any two versions are compared, these. */
  function pair() {
    const { from, to } = document.querySelector("article.redline").dataset;
    return document.getElementById("ui.compare") ? `#${from}..${to}&` : "#";
  }

  /** Goes to the change at `place` among those shown. */
  function go(place) {
    const stop = stops()[place];
    if (!stop) return;
    at = place;
    // a move within the page, which the way back need not repeat
    location.replace(`${pair()}c${numberOf(stop)}`);
    reveal(stop);
    show();
  }

  function reveal(stop) {
    const target = stop.matches(".card") ? stop : (stop.closest(BLOCK) ?? stop);
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    center(target, 8);
  }

  /** Brings `target` to the middle of the screen, again where what comes to be laid out around it moved it away. */
  function center(target, tries) {
    target.scrollIntoView({ block: "center", behavior: "instant" });
    if (tries > 0 && document.activeElement === target) requestAnimationFrame(() => {
      const { top, bottom } = target.getBoundingClientRect();
      if (top >= innerHeight || bottom <= 0) center(target, tries - 1);
      else setTimeout(() => Math.abs(target.getBoundingClientRect().top - top) > innerHeight / 2 && center(target, tries - 1), 100);
    });
  }

  /** The block that begins with the words in the address, which then names the change in it instead. */
  function named() {
    const words = pressed(decoded(/^#words=(.+)$/.exec(location.hash)?.[1] ?? ""));
    if (words === "") return undefined;
    const says = (block) => {
      const now = block.cloneNode(true);
      now.querySelectorAll("del").forEach((gone) => gone.remove());
      return pressed(now.textContent).startsWith(words);
    };
    const marks = [...document.querySelectorAll("article.redline :is(a.change, ins, del)")];
    const block = [...new Set(marks.map((mark) => mark.closest(BLOCK)))].find((block) => block && says(block));
    // what follows a change without a break has the address of its first block
    const isBefore = (mark) => block.contains(mark) || mark.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING;
    const change = block && marks.findLast((mark) => mark.matches("a.change") && isBefore(mark));
    if (change) history.replaceState(history.state, "", `${pair()}${change.id}`);
    return block;
  }

  /** The change that stands in the address. */
  function follow() {
    const block = named();
    if (block && !inCards()) reveal(block);
    const number = location.hash.startsWith(pair()) && /[#&]c(\d+)$/.exec(location.hash)?.[1];
    if (!number) return;
    const place = stops().findIndex((stop) => numberOf(stop) === Number(number));
    if (place < 0) return;
    at = place;
    // the browser itself goes to what is in the text and is all of the address
    if (inCards() || pair() !== "#") reveal(stops()[place]);
    show();
  }

  /** The first change below the upper edge of the screen, to go on from where the reader is. */
  function nearest(step) {
    if (at >= 0) return at + step;
    const below = stops().findIndex((stop) => stop.getBoundingClientRect().top > 0);
    return step > 0 ? Math.max(below, 0) : below - 1;
  }

  previous.addEventListener("click", () => go(nearest(-1)));
  next.addEventListener("click", () => go(nearest(1)));
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio]), select, textarea")) return;
    if (event.key === "j") go(nearest(1));
    if (event.key === "k") go(nearest(-1));
  });
  copy.addEventListener("click", () => navigator.clipboard.writeText(location.href).then(() => {
    copy.textContent = copy.dataset.copied;
  }));
  wording.addEventListener("change", () => {
    at = -1;
    show();
  });
  keys.checked = store.get("keys") !== "off";
  keys.addEventListener("change", () => store.set("keys", keys.checked ? null : "off"));
  views.addEventListener("change", () => {
    store.set("view", view());
    known = null;
    at = Math.min(at, stops().length - 1);
    show();
  });
  views.querySelectorAll("label[hidden]").forEach((label) => (label.hidden = false));
  const chosen = [...views.querySelectorAll("input")].find((input) => input.value === store.get("view"));
  if (chosen) chosen.checked = true;
  promulgate.cards?.fill();
  addEventListener("hashchange", follow);
  promulgate.redlineChanged = () => {
    at = -1;
    known = null;
    const text = document.querySelector("article.redline");
    text?.classList.toggle("long", text.children.length > LONG);
    show();
    follow();
  };
  promulgate.redlineChanged();
})();
