// "Check this text", and what this browser remembers of the ledger. What does that is loaded once somebody asks for it: who never
// checked anything makes no request more.
(() => {
  const { root, store, today, longDate } = promulgate;
  const days = { today, longDate };
  const box = document.getElementById("ui.proof");
  const isLookedAfter = box || document.getElementById("ui.search");
  let loading = null;

  function load() {
    loading ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      Object.assign(script, { src: new URL("assets/check.js", root).href, onload: done, onerror: failed });
      document.head.append(script);
    });
    return loading;
  }

  // whoever comes back with an older state of the ledger is its witness
  if (isLookedAfter && store.get(`log:${root}`)) load().then(() => promulgate.check.again(days), () => {});

  const button = box?.querySelector("button");
  if (!button || document.querySelector("[data-withheld]")) return; // there is no text
  button.hidden = false;
  button.addEventListener("click", () => load().then(() => promulgate.check.text(box, days), () => {
    location.href = box.querySelector("a").href;
  }));
})();
