
// The search on the home page: over the words of all current texts, of what policies are called, of what was said of every
// change, and over those that left a text. The words are cut where the site was made; here what is looked for is put together from them, so no
// dictionary is needed, and something is found however a compound was cut.
(() => {
  const { say, decoded, terms, shards, quote } = promulgate;
  const box = document.getElementById("ui.search");
  if (!box) return;
  const field = document.getElementById("ui.query");
  const status = document.getElementById("ui.status");
  const results = document.getElementById("ui.results");
  const rest = [...document.querySelectorAll("[data-unless-searching]")];
  /** How many results come at once: each may load a file. */
  const SHOWN = 10;
  /** Each of these may load two. */
  const SHOWN_NOTES = 5;
  const LOOKED_INTO = 4;
  /** So many policies of which a former text had what is looked for come at once. */
  const SHOWN_FORMER = 5;
  /** Whether words stand in the order in which they are looked for is looked up in so many texts at most, so many at once. */
  const [READ, READ_AT_ONCE] = [24, 6];

  let naming;
  let waiting;
  /** Counts what was looked for: an answer that comes late is left. */
  let turn = 0;

  async function search() {
    const query = field.value;
    const searching = terms.tokens(query).length > 0;
    rest.forEach((part) => (part.hidden = searching));
    results.hidden = !searching;
    clearTimeout(naming);
    naming = setTimeout(() => {
      if (searching || location.hash.startsWith("#q=")) history.replaceState(history.state, "", searching ? `#q=${encodeURIComponent(field.value.trim())}` : location.href.split("#")[0]);
    }, 400); // browsers refuse too many new addresses in a row
    clearTimeout(waiting);
    turn += 1;
    const mine = turn;
    const isLate = () => mine !== turn;
    if (!searching) {
      status.textContent = "";
      results.replaceChildren();
      return;
    }
    results.setAttribute("aria-busy", "true");
    waiting = setTimeout(() => (status.textContent = say("search-wait")), 150);
    try {
      await answer(query, isLate);
    } catch {
      if (!isLate()) status.textContent = say("search-failed");
    }
    if (isLate()) return;
    clearTimeout(waiting);
    results.setAttribute("aria-busy", "false");
  }

  async function answer(query, isLate) {
    const ask = { sought: terms.tokens(query), written: terms.written(query), phrases: terms.phrases(query), whole: terms.row(query), isLate };
    const { policies, some, former, commits, withdrawn } = await promulgate.find(ask.sought);
    if (isLate()) return;
    ask.withdrawn = withdrawn;
    const { said, unread } = await ordered(policies, ask, (card) => card.at);
    const stood = await ordered(former, ask, (card, { lasts }) => `${card.at}v/${lastOf(lasts, ask)}/`);
    if (isLate()) return;
    const found = said.length + commits.length + stood.said.length;
    const parts = [
      [say("search-in-texts"), said, (items, from) => texts(items, from, ask), SHOWN],
      [say("search-with-some"), ask.phrases.length > 0 ? [] : some, (items, from) => texts(items, from + SHOWN, ask), SHOWN],
      [say("search-in-former"), stood.said, (items, from) => formers(items, from, ask), SHOWN_FORMER],
      [say("search-in-notes"), commits, (items) => changes(items, ask), SHOWN_NOTES],
    ].filter(([, items]) => items.length > 0);
    const lists = parts.map(() => document.createComment(""));
    // the first list as soon as it is there
    for (const [ix, one] of parts.entries()) {
      lists[ix] = await part(...one);
      if (isLate()) return;
      if (ix === 0) results.replaceChildren(lists[0]);
      else results.append(lists[ix]);
    }
    clearTimeout(waiting);
    if (parts.length === 0) results.replaceChildren();
    const counts = [say("search-policies", { n: said.length }), ...(stood.said.length > 0 ? [say("search-formers", { n: stood.said.length })] : []), say("search-notes", { n: commits.length })];
    const order = ask.phrases.length === 0 || !(unread || stood.unread) ? "" : ` ${say(quote.can ? "search-read-some" : "search-read-none", { n: READ })}`;
    status.textContent = (found === 0 ? say("search-nothing") : counts.join(" · ")) + order;
  }

  /** The last version of which a former text is told: words in quotes went with the first of them, others are told one by one. */
  const lastOf = (lasts, { phrases }) => (phrases.length > 0 ? Math.min(...lasts.filter((n) => n > 0)) : Math.max(...lasts));

  /** Those of `items` whose texts, at what `at` gives, have the phrases that are looked for, as far as a bounded number of texts tells, and
   * whether there are others. */
  async function ordered(items, { phrases, isLate }, at) {
    if (phrases.length === 0) return { said: items, unread: false };
    if (!quote.can) return { said: items, unread: items.length > 0 };
    const said = [];
    let read = 0;
    for (; read < Math.min(items.length, READ) && said.length < SHOWN && !isLate(); read += READ_AT_ONCE) {
      const some = items.slice(read, read + READ_AT_ONCE);
      const cards = await shards.cards(some.map(({ n }) => n));
      const says = await Promise.all(some.map(async (item, ix) => {
        const called = [{ heading: cards[ix].title, text: "" }];
        return quote.saying([...called, ...await quote.of(at(cards[ix], item))], phrases).length > 0;
      }));
      said.push(...some.filter((_, ix) => says[ix]));
    }
    return { said, unread: read < items.length };
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  /** A list of `items`, `size` at once, as `show` shows them. */
  async function part(title, items, show, size) {
    const list = element("ul", { className: "found" });
    const more = element("button", { type: "button", className: "button quiet" });
    let shown = 0;
    const grow = async () => {
      const before = list.children.length;
      list.append(...await show(items.slice(shown, shown + size), shown));
      shown = Math.min(items.length, shown + size);
      const left = items.length - shown;
      more.hidden = left === 0;
      more.textContent = say("search-more", { n: Math.min(left, size) });
      return list.children[before];
    };
    await grow();
    more.addEventListener("click", async () => {
      try {
        (await grow())?.querySelector("a").focus();
      } catch {
        status.textContent = say("search-failed");
      }
    });
    return element("section", {}, element("h2", {}, title), list, more);
  }

  const dated = (day) => element("time", { dateTime: day }, promulgate.days.show(day));
  const of = (card) => (card.folder ? [element("span", { className: "folder" }, card.folder), " "] : []);

  /** How well a title fits what is looked for as a whole: it is that, begins so, has it. */
  function called({ title }, { whole }) {
    const row = terms.row(title);
    const [said, bare] = [whole.trim(), row.trim()];
    return row === whole ? 3 : bare.startsWith(said) ? 2 : row.includes(whole) ? 1 : 0;
  }

  async function texts(items, from, ask) {
    const cards = await shards.cards(items.map(({ n }) => n));
    let all = items.map((item, ix) => ({ ...item, card: cards[ix] }));
    if (from === 0) {
      const gone = ({ n }) => Number(ask.withdrawn.has(n));
      all = all.sort((a, b) => gone(a) - gone(b) || called(b.card, ask) - called(a.card, ask));
    }
    return all.map((item, ix) => policy(item, from + ix, ask));
  }

  function policy({ n, card, lacks }, place, ask) {
    const title = element("a", { href: `${card.at}index.html`, lang: card.lang, dir: card.dir }, ...quote.highlight(card.title, ask.written));
    const missing = lacks ? ` · ${say("search-lacks", { words: lacks.join(", ") })}` : "";
    const facts = element("p", { className: "facts" }, ...of(card), dated(card.day), ask.withdrawn.has(n) ? ` · ${say("search-withdrawn")}` : "", missing);
    const snippet = element("p", { className: "snippet", lang: card.lang, dir: card.dir });
    if (quote.can && place < LOOKED_INTO) later(card, card.at, snippet, ask);
    return element("li", {}, element("p", { className: "title" }, title), facts, snippet);
  }

  /** The policies of which former texts had what is looked for: what left, with the last version that had it. */
  async function formers(items, from, ask) {
    const cards = await shards.cards(items.map(({ n }) => n));
    return items.map(({ lasts }, ix) => {
      const card = cards[ix];
      const last = lastOf(lasts, ask);
      const together = ask.phrases.length > 0 || ask.sought.length === 1;
      const title = element("a", { href: `${card.at}v/${last + 1}/changes/index.html` }, element("span", { lang: card.lang, dir: card.dir }, card.title), ` · ${say("version-n", { n: last + 1 })}`);
      // the passage that is shown is that of what left
      const words = ask.sought.filter((_, word) => lasts[word] === last);
      const gone = ask.phrases.length > 0 ? {} : { written: words, sought: words };
      const left = [...new Set(together ? [last] : lasts)].filter((n) => n > 0).sort((a, b) => b - a).map((n) => {
        const words = ask.sought.filter((_, word) => lasts[word] === n).join(", ");
        const values = { words, n, date: promulgate.days.show(shards.dayOf(card, n + 1)) };
        return element("a", { href: `${card.at}v/${n}/index.html` }, say(together ? "search-gone" : "search-gone-words", values));
      });
      const facts = element("p", { className: "facts" }, ...of(card), ...left.flatMap((one) => [one, " "]));
      const snippet = element("p", { className: "snippet", lang: card.lang, dir: card.dir });
      if (quote.can && from + ix < LOOKED_INTO / 2) later(card, `${card.at}v/${last}/`, snippet, { ...ask, ...gone });
      return element("li", {}, element("p", { className: "title" }, title), facts, snippet);
    });
  }

  /** Shows where the text at `at` has what is looked for, once the reader has stopped typing. */
  function later({ title }, at, snippet, { written, sought, phrases, isLate }) {
    setTimeout(async () => {
      if (isLate()) return;
      const all = (await quote.of(at)).map((passage) => quote.without(title, passage));
      if (isLate()) return;
      const saying = phrases.length > 0 ? quote.saying(all, phrases) : [];
      const passages = saying.length > 0 ? saying : all;
      let marked = written;
      let found = quote.best(passages, marked);
      // a compound may stand there in parts
      for (const others of [() => sought, async () => (await Promise.all(sought.map(promulgate.pieces))).flat()]) {
        if (found) break;
        marked = await others();
        found = quote.best(passages, marked);
      }
      if (!found || isLate()) return;
      const { anchor, heading, text } = found;
      const link = heading ? [element("a", { href: `${at}index.html${anchor ? `#${anchor}` : ""}` }, ...quote.highlight(heading, marked)), " "] : [];
      snippet.replaceChildren(...link, ...quote.highlight(quote.around(text, marked), marked));
    }, 250);
  }

  /** What was said with these commits, as far as it has all that is sought. */
  async function changes(places, { sought, written, phrases }) {
    const fits = ({ text }) => {
      const folded = terms.fold(text);
      return sought.every((token) => folded.includes(token)) && phrases.every((phrase) => terms.has(text, phrase));
    };
    const all = (await shards.remarks(places)).flat();
    const said = all.filter(fits).flatMap((remark) => remark.versions.slice(0, SHOWN).map(([number, n]) => ({ ...remark, number, n })));
    const cards = await shards.cards(said.map(({ number }) => number));
    return said.map((one, ix) => change(cards[ix], one, written));
  }

  function change(card, { n, day, text }, written) {
    const page = n > 1 ? `v/${n}/changes/index.html` : `v/${n}/index.html`;
    const title = element("a", { href: card.at + page }, element("span", { lang: card.lang, dir: card.dir }, card.title), ` · ${say("version-n", { n })}`);
    const facts = element("p", { className: "facts" }, ...of(card), dated(day));
    return element("li", {}, element("p", { className: "title" }, title), facts, element("p", { className: "snippet" }, ...quote.highlight(quote.around(text, written), written)));
  }

  /** The address may say what is looked for. */
  function fromAddress() {
    const sought = /^#q=(.*)$/.exec(location.hash);
    if (!sought) return;
    field.value = decoded(sought[1]);
    search();
  }

  field.addEventListener("focus", () => shards.open().catch(() => {})); // said when something is looked for
  field.addEventListener("input", search);
  addEventListener("hashchange", fromAddress);
  box.hidden = false;
  fromAddress();
})();
