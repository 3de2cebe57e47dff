// Shows what was saved: `promulgate preview` adds this script to its pages. It loads the page again when there is something
// new, at the place where one was reading, and says what went wrong; then the page stays as it was.

/* global EventSource, scrollY */

(() => {
  const script = document.currentScript;
  const place = `promulgate.preview:${location.pathname}`;
  const BLOCKS = "main :is(p, li, dt, dd, td, th, pre, h1, h2, h3, h4, h5, h6, summary)";

  const said = (block) => block.textContent.replace(/\s+/g, " ").trim().slice(0, 200);

  /** The first block that is in sight, by what it says: what stands before it may become longer or shorter. */
  function remember() {
    if (scrollY === 0) return sessionStorage.removeItem(place);
    const blocks = [...document.querySelectorAll(BLOCKS)];
    const ix = blocks.findIndex((block) => block.getClientRects().length > 0 && block.getBoundingClientRect().bottom > 0);
    if (ix < 0) return undefined;
    const near = blocks.slice(ix, ix + 4).map(said);
    return sessionStorage.setItem(place, JSON.stringify({ ix, near, top: blocks[ix].getBoundingClientRect().top }));
  }

  function restore() {
    const kept = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    if (!kept) return;
    const { ix, near, top } = JSON.parse(kept);
    const blocks = [...document.querySelectorAll(BLOCKS)];
    const texts = blocks.map(said);
    // the block itself, or one of the next if it is the one that was edited; of several that say the same, the nearest
    for (const [after, text] of near.entries()) {
      let best = -1;
      for (let at = 0; at < texts.length; at++) {
        if (texts[at] === text && (best < 0 || Math.abs(at - ix - after) < Math.abs(best - ix - after))) best = at;
      }
      if (best >= 0) {
        const block = blocks[Math.max(best - after, 0)];
        scrollBy({ top: block.getBoundingClientRect().top - top, behavior: "instant" });
        return;
      }
    }
    const block = blocks[Math.min(ix, blocks.length - 1)];
    if (block) scrollBy({ top: block.getBoundingClientRect().top - top, behavior: "instant" });
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
