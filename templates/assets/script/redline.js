
// Redlines: from change to change by button and by j and k, and the way to look at them that the reader chose before.
(() => {
  const { say, store } = promulgate;
  const bar = document.getElementById("ui.stepper");
  const views = document.querySelector("fieldset.views");
  if (!bar || !views) return;
  const [previous, next] = bar.querySelectorAll("button");
  const status = bar.querySelector("output");
  let at = -1; // the place of the change that was gone to

  const view = () => views.querySelector(":checked").value;
  const inCards = () => view() === "changes" || view() === "sides";
  const stops = () => [...document.querySelectorAll(inCards() ? ".card" : "article.redline a.change")];
  const numberOf = (stop) => Number(stop.id.replace(/^(ui\.)?c/, ""));

  function show() {
    document.body.dataset.view = view();
    const all = stops();
    bar.hidden = all.length === 0;
    previous.disabled = at <= 0;
    next.disabled = at >= all.length - 1;
    status.value = at < 0 ? say("change-count", { n: all.length }) : say("change-of", { i: at + 1, n: all.length });
  }

  /** Goes to the change at `place` among those shown. */
  function go(place) {
    const stop = stops()[place];
    if (!stop) return;
    at = place;
    // a move within the page, which the way back need not repeat
    location.replace(`#c${numberOf(stop)}`);
    reveal(stop);
    show();
  }

  function reveal(stop) {
    const target = stop.matches(".card") ? stop : (stop.closest("p, h1, h2, h3, h4, h5, h6, li, td, th, dt, dd, pre, div") ?? stop);
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  }

  /** The change that stands in the address. */
  function follow() {
    const number = /^#c(\d+)$/.exec(location.hash)?.[1];
    if (!number) return;
    const place = stops().findIndex((stop) => numberOf(stop) === Number(number));
    if (place < 0) return;
    at = place;
    if (inCards()) reveal(stops()[place]);
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
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio]), select, textarea")) return;
    if (event.key === "j") go(nearest(1));
    if (event.key === "k") go(nearest(-1));
  });
  views.addEventListener("change", () => {
    store.set("view", view());
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
    show();
  };
  show();
  follow();
})();
