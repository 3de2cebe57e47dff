// Tells visitors of another site that a policy changed since they were there. That site embeds the script by
// <script src="https://policies.example.org/assets/notice.js" data-policy="privacy" defer></script>: see docs/notice.md.
// What a visitor saw last stays in the visitor's browser. Where anything fails, nothing is shown.

/* global said -- what it says in each language, which src/pages/messages.rs puts before it */

(() => {
  const script = document.currentScript;

  // em and not rem: the embedding page may give rem any size
  const STYLE = [
    ":host { all: initial !important; position: fixed !important; inset: auto 0 0 !important; z-index: 2147483647 !important; display: block !important; }",
    "section { --paper: #fff; --ink: #1b1f24; --link: #0b4f9c; --line: #57606a; --focus: #b45309; color-scheme: light dark; box-sizing: border-box; display: flex; flex-wrap: wrap; gap: .5em 1.25em; align-items: center; justify-content: center; max-height: 50vh; overflow: auto; padding: .75em 1em; border-top: 2px solid var(--link); background: var(--paper); color: var(--ink); font: medium/1.5 system-ui, \"Noto Sans Thai Looped\", Sarabun, \"Leelawadee UI\", Thonburi, \"Noto Sans Thai\", Loma, sans-serif; overflow-wrap: anywhere; }",
    "p { margin: 0; max-width: 42em; }",
    "strong { font-weight: 600; }",
    "div { display: flex; flex-wrap: wrap; gap: .5em 1em; align-items: center; }",
    "a { color: var(--link); padding-block: .5em; text-underline-offset: .25em; }",
    "button { min-height: 2.75em; padding: .25em 1em; border: 1px solid var(--line); border-radius: .4em; background: transparent; color: inherit; font: inherit; cursor: pointer; }",
    ":focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }",
    "@media (prefers-color-scheme: dark) { section { --paper: #14181d; --ink: #e8ebee; --link: #8fc1ff; --line: #a9b3bd; --focus: #fbbf24; } }",
    "@media (prefers-reduced-motion: no-preference) { section { animation: rise .25s ease-out; } @keyframes rise { from { transform: translateY(100%); } } }",
    "@media print { :host { display: none !important; } }",
  ].join("\n");

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  /** Where notices stand: below all else, apart from the page's own style, those of several policies one over the other. */
  function place() {
    const there = document.querySelector("promulgate-notice");
    if (there) return there.shadowRoot;
    const host = document.createElement("promulgate-notice");
    const root = host.attachShadow({ mode: "open" });
    // no <style>, which the page's own policy may forbid
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    document.body.append(host);
    return root;
  }

  /** What changed, as far as the notice has it: 90 days → 2 years. */
  function facts(notice) {
    return notice.facts.flatMap(([old, now], ix) => [
      ...(ix > 0 ? [", "] : []), element("bdi", { textContent: old }), " → ", element("bdi", { textContent: now }),
    ]);
  }

  /** Shows the bar that `notice` changed, after version `seen`; what it `leads` to, and what is done once it was `read`. */
  function show(notice, seen, leads, read) {
    const texts = said[notice.said ?? notice.lang.split("-")[0]] ?? said.en;
    const told = notice.facts.length > 0;
    const text = seen < notice.after ? (told ? texts.latest : texts.often) : texts.once;
    const status = element("p");
    status.setAttribute("role", "status");
    const bar = element("section", { lang: notice.said ?? notice.lang, dir: "auto" }, status);
    bar.setAttribute("aria-label", notice.title);
    let before = null; // what had the focus
    const close = () => {
      const focused = bar.contains(bar.getRootNode().activeElement);
      bar.remove();
      if (focused) before?.focus();
      read();
    };
    bar.addEventListener("focusin", (event) => {
      if (!bar.contains(event.relatedTarget)) before = event.relatedTarget;
    });
    bar.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    const link = element("a", { href: leads, textContent: texts.see });
    link.addEventListener("click", read);
    const button = element("button", { type: "button", textContent: texts.close });
    button.addEventListener("click", close);
    place().append(bar);
    // a screen reader says what comes into a status that is there
    setTimeout(() => {
      status.append(text.replace("{title}", () => notice.title));
      if (told) status.append(": ", element("strong", {}, ...facts(notice)));
      bar.append(element("div", {}, link, button));
    }, 100);
  }

  async function start() {
    const id = script.dataset.policy.replace(/^\/+|\/+$/g, "");
    const address = new URL(`../${id}/notice.json`, script.src);
    const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (!answer.ok) return;
    const notice = await answer.json();
    const key = `promulgate:${address}`;
    const seen = Number(localStorage.getItem(key));
    const read = () => {
      try {
        localStorage.setItem(key, notice.n);
      } catch {
        // the browser keeps nothing for this site
      }
    };
    if (!(seen >= 1 && seen < notice.n)) return read();
    if (document.readyState === "loading") await new Promise((done) => document.addEventListener("DOMContentLoaded", done));
    const folder = notice.changes ? new URL("../../../", new URL(notice.changes, address)) : new URL("./", address);
    show(notice, seen, notice.changes ? new URL(`compare/index.html#since=v${seen}`, folder).href : folder.href, read);
  }

  start().catch(() => {});
})();
