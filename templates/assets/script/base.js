"use strict";

// What the parts of the script share. Nothing here is needed to read a page: it only adds to what stands there.
var promulgate = globalThis.promulgate || {};

(() => {
  const block = document.getElementById("ui.data");
  /** What the page tells the script; texts of the interface are in `texts`. */
  const data = block ? JSON.parse(block.textContent) : { texts: {} };
  const plural = new Intl.PluralRules(document.documentElement.lang || "en");

  /** The text `key` with its `values`; with a number `n`, in the form that the language has for it. */
  function say(key, values = {}) {
    const forms = data.texts[key] ?? {};
    const n = values.n ?? 1;
    const alike = (sample) => sample !== "0" && plural.select(Number(sample)) === plural.select(n);
    const samples = Object.keys(forms);
    const form = forms[n] ?? forms[samples.find(alike) ?? samples.at(-1)] ?? key;
    return form.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  }

  /** Part of an address as it reads; as it stands there if it is not well written. */
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** A text without what is not seen of it: two that say the same are the same. */
  const pressed = (text) => text.replace(/[\s\u00ad\u200b\u2060\ufeff]+/gu, "");

  /** What this browser alone remembers; nothing where it remembers nothing. */
  const store = {
    get(key) {
      try {
        return localStorage.getItem(`promulgate.${key}`);
      } catch {
        return null;
      }
    },
    /** What follows `start` in the names of what is remembered. */
    names(start) {
      try {
        const begun = `promulgate.${start}`;
        return Object.keys(localStorage).filter((name) => name.startsWith(begun)).map((name) => name.slice(begun.length));
      } catch {
        return [];
      }
    },
    set(key, value) {
      try {
        if (value === null) localStorage.removeItem(`promulgate.${key}`);
        else localStorage.setItem(`promulgate.${key}`, value);
      } catch {
        // a browser that may not remember
      }
    },
  };

  // several sites may share an origin, and so what the browser remembers
  const root = new URL("..", document.currentScript.src).href;

  // what is printed says where it stands
  addEventListener("beforeprint", () => {
    document.querySelector("main").dataset.address = location.href;
  });

  Object.assign(promulgate, { data, say, decoded, pressed, store, root });
})();
