
// The search on the home page: over the words of all current texts, and over what was said of every change. The words
// are cut where the site was made; here what is looked for is put together from them, so no dictionary is needed, and
// something is found however a compound was cut.
(() => {
  const { say, decoded } = promulgate;
  const box = document.getElementById("ui.search");
  if (!box) return;
  const field = document.getElementById("ui.query");
  const status = document.getElementById("ui.status");
  const results = document.getElementById("ui.results");
  const rest = [...document.querySelectorAll("[data-unless-searching]")];
  const SHOWN = 20;
  const LOOKED_INTO = 4;
  const spaceless = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/u;

  /** In one spelling, as the words of the index are. */
  function fold(text) {
    return text.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "").toLowerCase().normalize("NFC")
      .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50)).replaceAll("\u0e4d\u0e32", "\u0e33");
  }

  /** In one spelling that is as long as the text. */
  function level(text) {
    const folded = text.toLowerCase().replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50));
    return folded.length === text.length ? folded : text;
  }

  let index;
  let asked = false;
  const texts = new Map();

  function load(src, failed) {
    const script = document.createElement("script");
    script.src = src;
    script.onerror = failed;
    document.head.append(script);
  }

  function ask() {
    if (asked) return;
    asked = true;
    status.textContent = say("search-wait");
    load("search.js", () => {
      asked = false;
      status.textContent = say("search-failed");
    });
  }

  /** Called by the index when it is there. */
  promulgate.index = (loaded) => {
    let before = "";
    const words = loaded.words.trimEnd().split(" ").map((word) => {
      before = [...before].slice(0, parseInt(word[0], 36)).join("") + word.slice(1);
      return before;
    });
    const titles = loaded.policies.map((policy) => [fold(policy.title), fold(policy.folder)]);
    const notes = loaded.policies.flatMap((policy) => policy.notes.map(([text, versions]) => ({ policy, text, versions, folded: fold(text) })));
    const newest = (note) => note.versions.at(-1)[1];
    notes.sort((a, b) => (newest(a) < newest(b) ? 1 : newest(a) > newest(b) ? -1 : 0));
    index = { ...loaded, words, places: loaded.places.split(" "), numbers: new Map(words.map((word, ix) => [word, ix])), titles, notes };
    status.textContent = "";
    search();
  };

  /** Called by the text of a policy when it is there. */
  promulgate.passages = (at, passages) => {
    texts.set(at, passages);
    for (const place of results.querySelectorAll("[data-at]")) {
      if (place.dataset.at === at) quote(place, at, tokens());
    }
  };

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";

  function mark(list, value, docs) {
    const left = list.startsWith("~");
    const there = new Uint8Array(docs.length);
    let next = 0;
    for (let at = left ? 1 : 0; at < list.length; at += 1) {
      let [number, shift, digit] = [0, 0, 32];
      for (; digit & 32; shift += 5) {
        digit = DIGITS.indexOf(list[at]);
        number += (digit & 31) << shift;
        if (digit & 32) at += 1;
      }
      next += number;
      there[next] = 1;
      next += 1;
    }
    for (let ix = 0; ix < docs.length; ix += 1) {
      if (there[ix] !== (left ? 1 : 0)) docs[ix] = Math.max(docs[ix], value);
    }
  }

  /** Marks the policies that have the word. */
  function add(docs, ix, value) {
    const [all, headings] = index.places[ix].split("!");
    mark(all, value, docs);
    if (headings !== undefined) mark(headings, value * 2, docs);
  }

  const none = () => new Uint8Array(index.policies.length);
  const both = (a, b) => a.map((value, ix) => Math.min(value, b[ix]));
  const join = (into, from) => from.forEach((value, ix) => (into[ix] = Math.max(into[ix], value)));

  /** Marks the policies with words that begin with `start`. */
  function beginning(docs, start, value) {
    let [low, high] = [0, index.words.length];
    const before = (word) => comparePoints(word, start) < 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(index.words[middle])) low = middle + 1;
      else high = middle;
    }
    for (let ix = low; ix < index.words.length && index.words[ix].startsWith(start); ix += 1) add(docs, ix, value);
  }

  /** The order of the index: by code points. */
  function comparePoints(a, b) {
    const [x, y] = [[...a], [...b]];
    const at = x.findIndex((c, ix) => c !== y[ix]);
    if (at < 0) return x.length - y.length;
    return y[at] === undefined ? 1 : x[at].codePointAt(0) - y[at].codePointAt(0);
  }

  /** The policies whose words, one after the other, make up `token` from `at` on; the last may go on. */
  function cover(token, at, memo) {
    if (memo.has(at)) return memo.get(at);
    const docs = none();
    memo.set(at, docs);
    beginning(docs, token.slice(at), at === 0 ? 2 : 1);
    const whole = index.numbers.get(token.slice(at));
    if (whole !== undefined && at === 0) add(docs, whole, 4);
    for (let end = at + 2; end < token.length; end += 1) {
      const ix = index.numbers.get(token.slice(at, end));
      if (ix === undefined) continue;
      const first = none();
      add(first, ix, 1);
      join(docs, both(first, cover(token, end, memo)));
    }
    return docs;
  }

  /** How well each policy fits a token. */
  function found(token) {
    const docs = none();
    if (!spaceless.test(token)) {
      beginning(docs, token, 2);
      const whole = index.numbers.get(token);
      if (whole !== undefined) add(docs, whole, 4);
    } else {
      const memo = new Map();
      join(docs, cover(token, 0, memo));
      index.words.forEach((word, ix) => {
        const place = word.indexOf(token);
        if (place > 0) add(docs, ix, 2);
        if (place >= 0) return;
        for (let end = Math.min(word.length, token.length - 1); end > 1; end -= 1) {
          if (!word.endsWith(token.slice(0, end)) || word.length === end) continue;
          const first = none();
          add(first, ix, 1);
          join(docs, both(first, cover(token, end, memo)));
        }
      });
    }
    index.titles.forEach(([title, folder], ix) => {
      if (title.includes(token)) docs[ix] = Math.max(docs[ix], 14);
      else if (folder.includes(token)) docs[ix] = Math.max(docs[ix], 9);
    });
    return docs;
  }

  const tokens = () => fold(field.value).split(/[\s"'“”‘’(),;?!]+/u).map((token) => token.replace(/[.:]+$/, "")).filter((token) => token !== "");

  let naming;

  function search() {
    const sought = tokens();
    const searching = sought.length > 0;
    rest.forEach((part) => (part.hidden = searching));
    results.hidden = !searching;
    clearTimeout(naming);
    naming = setTimeout(() => {
      if (searching || location.hash.startsWith("#q=")) history.replaceState(history.state, "", searching ? `#q=${encodeURIComponent(field.value.trim())}` : location.href.split("#")[0]);
    }, 400); // browsers refuse too many new addresses in a row
    if (!searching) {
      status.textContent = "";
      results.replaceChildren();
      return;
    }
    if (!index) return ask();
    const fits = sought.map(found).reduce((a, b) => a.map((value, ix) => (value && b[ix] ? Math.min(255, value + b[ix]) : 0)));
    const policies = [...fits.keys()].filter((ix) => fits[ix] > 0).sort((a, b) => Number(index.policies[a].withdrawn ?? false) - Number(index.policies[b].withdrawn ?? false) || fits[b] - fits[a] || a - b);
    const notes = index.notes.filter((note) => sought.every((token) => note.folded.includes(token)));
    const said = notes.reduce((count, note) => count + note.versions.length, 0);
    status.textContent = policies.length + said === 0 ? say("search-nothing") : [say("search-policies", { n: policies.length }), say("search-notes", { n: said })].join(" · ");
    const lists = [];
    if (policies.length > 0) lists.push(part(say("search-in-texts"), policies, (ix, place) => policy(index.policies[ix], place, sought)));
    if (notes.length > 0) lists.push(part(say("search-in-notes"), notes.flatMap((note) => [...note.versions].reverse().map((version) => ({ ...note, version }))).sort((a, b) => (a.version[1] < b.version[1] ? 1 : a.version[1] > b.version[1] ? -1 : 0)), (note) => change(note, sought)));
    results.replaceChildren(...lists);
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function part(title, items, show) {
    const list = element("ul", { className: "found" });
    const more = element("button", { type: "button", className: "button quiet" });
    const grow = () => {
      const from = list.children.length;
      list.append(...items.slice(from, from + SHOWN).map((item, ix) => show(item, from + ix)));
      const left = items.length - list.children.length;
      more.hidden = left === 0;
      more.textContent = say("search-more", { n: Math.min(left, SHOWN) });
      return list.children[from];
    };
    grow();
    more.addEventListener("click", () => grow().querySelector("a").focus());
    return element("section", {}, element("h2", {}, title), list, more);
  }

  const dated = (day) => element("time", { dateTime: day }, promulgate.days.show(day));
  const of = (policy) => (policy.folder ? [element("span", { className: "folder" }, policy.folder), " "] : []);

  function policy(found, place, sought) {
    const title = element("a", { href: `${found.at}index.html`, lang: found.lang, dir: found.dir ?? "" }, ...highlight(found.title, sought));
    const facts = element("p", { className: "facts" }, ...of(found), dated(found.day), found.withdrawn ? ` · ${say("search-withdrawn")}` : "");
    const item = element("li", {}, element("p", { className: "title" }, title), facts);
    const snippet = element("p", { className: "snippet", lang: found.lang, dir: found.dir ?? "" });
    snippet.dataset.at = found.at;
    item.append(snippet);
    if (texts.has(found.at)) quote(snippet, found.at, sought);
    else if (place < LOOKED_INTO) later(found.at);
    return item;
  }

  let timer;
  const wanted = new Set();

  /** Asks for the text of a policy once the reader has stopped typing. */
  function later(at) {
    wanted.add(at);
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const one of wanted) {
        const shown = [...results.querySelectorAll("[data-at]")].some((place) => place.dataset.at === one);
        if (shown && !texts.has(one)) load(`${one}search.js`, () => {});
      }
      wanted.clear();
    }, 250);
  }

  function change(note, sought) {
    const [n, day] = note.version;
    const page = n > 1 ? `v/${n}/changes/index.html` : `v/${n}/index.html`;
    const title = element("a", { href: note.policy.at + page }, element("span", { lang: note.policy.lang, dir: note.policy.dir ?? "" }, note.policy.title), ` · ${say("version-n", { n })}`);
    const facts = element("p", { className: "facts" }, ...of(note.policy), dated(day));
    return element("li", {}, element("p", { className: "title" }, title), facts, element("p", { className: "snippet" }, ...highlight(around(note.text, sought), sought)));
  }

  /** The words of the index that make up a token, the longest first at each place. */
  function pieces(token) {
    for (let end = token.length; end > 1; end -= 1) {
      if (index.numbers.has(token.slice(0, end))) return [token.slice(0, end), ...pieces(token.slice(end))];
    }
    return [];
  }

  /** Shows where a text has what is looked for: the part with most of it close together. */
  function quote(place, at, sought) {
    if (!show(place, at, sought)) show(place, at, sought.flatMap(pieces)); // a compound may stand there in parts
  }

  /** Whether there is such a part. */
  function show(place, at, sought) {
    let [best, most] = [undefined, 0];
    for (const [anchor, heading, text] of texts.get(at)) {
      const inHeading = sought.filter((token) => level(heading).includes(token)).length;
      const score = closest(text, sought)[1] * 4 + inHeading * 3;
      if (score > most) [best, most] = [{ anchor, heading, text }, score];
    }
    if (!best) return false;
    const heading = best.heading ? [element("a", { href: `${at}index.html${best.anchor ? `#${best.anchor}` : ""}` }, ...highlight(best.heading, sought)), " "] : [];
    place.replaceChildren(...heading, ...highlight(around(best.text, sought), sought));
    return true;
  }

  const [BEFORE, AFTER] = [60, 140];

  /** Where in a text most of what is looked for stands close together, and how much that is. */
  function closest(text, sought) {
    const folded = level(text);
    const places = [];
    sought.forEach((token, ix) => {
      for (let at = folded.indexOf(token), count = 0; at >= 0 && count < 200; at = folded.indexOf(token, at + 1), count += 1) places.push([at, ix]);
    });
    places.sort((a, b) => a[0] - b[0]);
    let [best, most] = [0, 0];
    places.forEach(([start], ix) => {
      const near = new Set();
      for (let next = ix; next < places.length && places[next][0] < start + AFTER; next += 1) near.add(places[next][1]);
      if (near.size > most) [best, most] = [start, near.size];
    });
    return [best, most];
  }

  /** Some of `text`, around what is looked for. */
  function around(text, sought) {
    const [first] = closest(text, sought);
    let start = Math.max(0, first - BEFORE);
    if (start > 0) {
      const space = text.slice(start, first).search(/\s/);
      if (space >= 0) start += space + 1;
      while (start > 0 && /\p{M}/u.test(text[start])) start -= 1;
    }
    let end = Math.min(text.length, first + AFTER);
    const stop = text.slice(end - 20, end).lastIndexOf(" ");
    if (end < text.length && stop > 0) end += stop - 20;
    while (end < text.length && /\p{M}/u.test(text[end])) end += 1;
    return `${start > 0 ? "… " : ""}${text.slice(start, end).trim()}${end < text.length ? " …" : ""}`;
  }

  /** The text with what is looked for marked. */
  function highlight(text, sought) {
    const folded = level(text);
    const parts = [];
    let at = 0;
    while (at < text.length) {
      const next = sought.map((token) => [folded.indexOf(token, at), token.length]).filter(([place]) => place >= 0).sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
      if (!next) break;
      const [place, length] = next;
      parts.push(text.slice(at, place), element("mark", {}, text.slice(place, place + length)));
      at = place + length;
    }
    return [...parts, text.slice(at)];
  }

  /** The address may say what is looked for. */
  function fromAddress() {
    const sought = /^#q=(.*)$/.exec(location.hash);
    if (!sought) return;
    field.value = decoded(sought[1]);
    search();
  }

  field.addEventListener("focus", ask);
  field.addEventListener("input", search);
  addEventListener("hashchange", fromAddress);
  box.hidden = false;
  fromAddress();
})();
