
// The search on the home page: over the words of all current texts, of what policies are called, and of what was said of
// every change. The words are cut where the site was made; here what is looked for is put together from them, so no
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
    const [sought, written] = [terms.tokens(query), terms.written(query)];
    const { policies, commits, withdrawn } = await promulgate.find(sought);
    if (isLate()) return;
    const lists = [];
    if (policies.length > 0) {
      lists.push(await part(say("search-in-texts"), policies, async (some, from) => {
        const cards = await shards.cards(some);
        return cards.map((card, ix) => policy(card, withdrawn.has(card.number), from + ix, [written, sought], isLate));
      }, SHOWN));
    }
    if (commits.length > 0) lists.push(await part(say("search-in-notes"), commits, (some) => changes(some, sought, written), SHOWN_NOTES));
    if (isLate()) return;
    clearTimeout(waiting);
    status.textContent = policies.length + commits.length === 0 ? say("search-nothing") : [say("search-policies", { n: policies.length }), say("search-notes", { n: commits.length })].join(" · ");
    results.replaceChildren(...lists);
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

  function policy(card, isWithdrawn, place, [written, sought], isLate) {
    const title = element("a", { href: `${card.at}index.html`, lang: card.lang, dir: card.dir }, ...quote.highlight(card.title, written));
    const facts = element("p", { className: "facts" }, ...of(card), dated(card.day), isWithdrawn ? ` · ${say("search-withdrawn")}` : "");
    const snippet = element("p", { className: "snippet", lang: card.lang, dir: card.dir });
    if (quote.can && place < LOOKED_INTO) later(card.at, snippet, [written, sought], isLate);
    return element("li", {}, element("p", { className: "title" }, title), facts, snippet);
  }

  /** Shows where the text has what is looked for, once the reader has stopped typing. */
  function later(at, snippet, [written, sought], isLate) {
    setTimeout(async () => {
      if (isLate()) return;
      const passages = await quote.of(at);
      if (isLate()) return;
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
  async function changes(places, sought, written) {
    const has = ({ text }) => {
      const folded = terms.fold(text);
      return sought.every((token) => folded.includes(token));
    };
    const all = (await shards.remarks(places)).flat();
    const said = all.filter(has).flatMap((remark) => remark.versions.slice(0, SHOWN).map(([number, n]) => ({ ...remark, number, n })));
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
