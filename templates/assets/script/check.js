// What a reader who checks a text is told, and one who comes back to a ledger that did not just grow.

/* global said -- what it says in each language, which src/pages/messages.rs puts before it */

(() => {
  const { root } = promulgate;
  const { current, kept, compare, keep, forget, hold, below } = promulgate.ledger;
  const texts = said[document.documentElement.lang.split("-")[0]] ?? said.en;
  const how = new URL("this-site/check/index.html", root).href;
  // what tells that the ledger is not what this browser saw: the rest may be a disturbance
  const ALARMING = ["shrunk", "forked", "other-key", "no-key", "other-log", "bad-signature", "no-signature"];

  /** How days are said; whoever calls gives it. */
  let dates;

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  /** The text `name` with its `values`. */
  function worded(name, values = {}) {
    const shown = { ...values, date: values.date && dates.longDate(values.date) };
    return texts[name].replace(/\{(\w+)\}/g, (all, key) => shown[key] ?? all);
  }

  const wayOut = () => element("a", { href: how, textContent: worded("how") });

  /** Tells of a ledger that did not grow from what this browser saw: once on a page, before everything else. */
  function warn({ kind, values }) {
    document.getElementById("ui.ledger-warning")?.remove();
    const [before, main] = [kept(), document.querySelector("main")];
    const notes = [before?.note.text, values.note].filter(Boolean).map((textContent) => element("pre", { textContent }));
    const button = element("button", { type: "button", className: "small", textContent: worded("forget") });
    const box = element(
      "div",
      { id: "ui.ledger-warning", className: "warning alarm text" },
      element("p", {}, element("strong", { textContent: worded("warning") }), " ", worded(kind, values), " ", wayOut()),
      element("details", {}, element("summary", { textContent: worded("evidence") }), ...notes),
      element("p", {}, button),
    );
    box.setAttribute("role", "alert");
    button.addEventListener("click", () => {
      forget();
      box.remove();
    });
    main.prepend(box);
  }

  /** What a failure is called: one of this script is shown as it is. */
  const failure = (error) => (error.kind ? worded(error.kind, error.values) : String(error));

  /** Checks the text of the page, of which `box` states what the ledger has. */
  async function text(box, days) {
    dates = days;
    const [button, status] = [box.querySelector("button"), box.querySelector("[role=status]")];
    const tell = (state, ...paragraphs) => {
      status.className = state;
      status.replaceChildren(...paragraphs.map((children) => element("p", {}, ...children)));
    };
    if (location.protocol === "file:") return tell("warning unable", [`${worded("file")} `, wayOut()]);
    if (!globalThis.crypto?.subtle) return tell("warning unable", [`${worded("insecure")} `, wayOut()]);
    if (button.getAttribute("aria-disabled")) return undefined;
    button.setAttribute("aria-disabled", "true");
    tell("", [worded("busy")]);
    try {
      const now = await current();
      const before = await compare(now);
      const source = below(new URL("source.md", box.querySelector("a[href$=tlog-proof]").href).href);
      await hold(source, box.dataset, now);
      await keep(now, before, dates.today());
      const { size } = now;
      const { n, index } = box.dataset;
      const first = worded("text-good", { n, entry: Number(index) + 1, size });
      const signer = now.keys[0]?.vkey;
      const second = worded(now.signed ? "signed" : now.signed === null ? "unable" : "unsigned", { key: signer });
      const memory = before ? worded(before.size < size ? "grown" : "same", { date: before.date, before: before.size }) : worded("kept");
      tell("warning sound", [`${first} ${second}`], [memory]);
    } catch (error) {
      const isMissing = error.kind === "missing";
      const verdict = element("strong", { textContent: worded(isMissing ? "incomplete" : "failed") });
      tell("warning alarm", [verdict, ` ${failure(error)} ${isMissing ? "" : worded("advice")} `, wayOut()]);
      if (ALARMING.includes(error.kind) && kept()) warn(error);
    } finally {
      button.removeAttribute("aria-disabled");
    }
    return undefined;
  }

  /** Holds the ledger against what this browser saw when a text was checked, and warns if it did not grow from that. */
  async function again(days) {
    dates = days;
    if (location.protocol === "file:" || !globalThis.crypto?.subtle || !kept()) return;
    try {
      const now = await current();
      const before = await compare(now);
      if (before.note.text !== now.note.text) await keep(now, before, dates.today());
    } catch (error) {
      if (ALARMING.includes(error.kind)) warn(error);
    }
  }

  promulgate.check = { text, again };
})();
