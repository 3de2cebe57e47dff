// Shows what was saved: `promulgate preview` adds this script to its pages. It loads the page again when there is something
// new, at the place where one was reading, and says what went wrong; then the page stays as it was.

/* global EventSource, scrollY */

(() => {
  const script = document.currentScript;
  const place = `promulgate.preview:${location.pathname}`;
  const BLOCKS = ":is(p, li, dt, dd, td, th, pre, h1, h2, h3, h4, h5, h6, summary)";
  /** How many blocks on each side of the one that is read tell it from others that say the same. */
  const AROUND = 3;

  const said = (block) => block.textContent.replace(/\s+/g, " ").trim().slice(0, 200);
  const blocksIn = (part) => [...document.querySelectorAll(`${part} ${BLOCKS}`)];

  /** The first block that is in sight, and what stands around it: what is before it may become longer or shorter. */
  function remember() {
    sessionStorage.removeItem(place);
    if (scrollY === 0) return;
    const isInSight = (block) => block.getClientRects().length > 0 && block.getBoundingClientRect().bottom > 0;
    for (const part of ["article", "main"]) {
      const blocks = blocksIn(part);
      const ix = blocks.findIndex(isInSight);
      if (ix < 0) continue;
      const around = [];
      for (let at = ix - AROUND; at <= ix + AROUND; at++) around.push(blocks[at] ? said(blocks[at]) : "");
      sessionStorage.setItem(place, JSON.stringify({ part, ix, around, top: blocks[ix].getBoundingClientRect().top }));
      return;
    }
  }

  function restore() {
    const kept = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    if (!kept) return;
    const { part, ix, around, top } = JSON.parse(kept);
    const blocks = blocksIn(part);
    const texts = blocks.map(said);
    // the block with most of the same neighbours, also if it was edited itself; of several the nearest
    let [best, most] = [Math.min(ix, blocks.length - 1), 0];
    for (let at = 0; at < texts.length; at++) {
      const alike = around.filter((text, n) => text && texts[at + n - AROUND] === text).length;
      if (alike > most || (alike === most && Math.abs(at - ix) < Math.abs(best - ix))) [best, most] = [at, alike];
    }
    if (blocks[best]) scrollBy({ top: blocks[best].getBoundingClientRect().top - top, behavior: "instant" });
  }

  function tell(trouble) {
    let bar = document.getElementById("ui.trouble");
    if (!trouble) return bar?.remove();
    if (!bar) {
      bar = document.createElement("div");
      bar.id = "ui.trouble";
      bar.lang = "en";
      bar.setAttribute("role", "alert");
      document.body.prepend(bar);
    }
    bar.textContent = trouble;
    return bar;
  }

  /** How often anything had changed when this page was made. */
  const timing = performance.getEntriesByType("navigation")[0]?.serverTiming?.find((entry) => entry.name === "turn");
  let turn = timing ? timing.description : null;

  const events = new EventSource(new URL("events", script.src));
  events.onmessage = (event) => {
    const [now, ...trouble] = event.data.split("\n");
    const text = trouble.join("\n");
    tell(text);
    turn ??= now;
    if (now === turn) return;
    turn = now;
    if (text) return;
    remember();
    history.scrollRestoration = "manual";
    events.close();
    location.reload();
  };
  addEventListener("pagehide", () => events.close());
  restore();
  addEventListener("load", () => { history.scrollRestoration = "auto"; });
})();
