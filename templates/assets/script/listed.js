// A list of policies: what is typed into the field leaves those that have it in their names, and of a long list fifty stand
// there at once. All are in the page; of those on other pages the search knows.
(() => {
  const { say, terms } = promulgate;
  const list = document.getElementById("ui.listed");
  const field = document.getElementById("ui.query");
  if (!list || !field) return;
  const status = list.querySelector("[role=status]");
  /** How many of a group come at once. */
  const SHOWN = 50;

  /** In what is looked: the title, the group, and the address; not in how many a group has. */
  const words = (item, group) => terms.fold([item.querySelector("a").firstChild.textContent, item.querySelector(".folder")?.textContent ?? group, (item.dataset.id ?? "").replace(/[-/]/g, " ")].join(" "));

  const groups = [...list.querySelectorAll("ul.policies, ul.ways")].map((ul) => {
    const name = ul.previousElementSibling?.matches(".group, details.group > summary") ? ul.previousElementSibling.firstChild.textContent : "";
    const items = [...ul.children].map((item) => ({ item, words: words(item, name) }));
    const more = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", hidden: true });
    ul.after(more);
    const group = { ul, items, more, shown: SHOWN, heading: ul.previousElementSibling?.matches(":is(h2, h3).group") ? ul.previousElementSibling : null };
    more.addEventListener("click", () => {
      const next = group.shown;
      group.shown += SHOWN;
      const first = show(group)[next];
      first.querySelector("a").focus();
    });
    return group;
  });
  const policies = groups.filter(({ ul }) => ul.matches(".policies")).flatMap(({ items }) => items);
  /** What the reader had open before anything was looked for. */
  const folds = [...list.querySelectorAll("details")].map((details) => ({ details, open: details.open }));
  let sought = [];

  /** A number is looked for from its first digit on. */
  const begins = (words, token) => [...words.matchAll(/\d+/g)].some(({ index }) => words.startsWith(token, index));
  const has = ({ words }) => sought.every((token) => (/^\d/.test(token) ? begins(words, token) : words.includes(token)));

  /** Shows of a group what has all that is sought, as far as there is room; these items. */
  function show({ ul, items, more, shown, heading }) {
    const found = items.filter(has).map(({ item }) => item);
    const visible = new Set(ul.matches(".policies") ? found.slice(0, shown) : found);
    items.forEach(({ item }) => (item.hidden = !visible.has(item)));
    const left = found.length - visible.size;
    more.hidden = left === 0;
    more.textContent = say("search-more", { n: Math.min(left, SHOWN) });
    ul.hidden = found.length === 0;
    if (heading) heading.hidden = found.length === 0;
    return found;
  }

  function filter() {
    const before = sought;
    sought = terms.fold(field.value).split(/\s+/u).filter((token) => token !== "");
    if (before.join(" ") === sought.join(" ")) return;
    if (before.length === 0) folds.forEach((fold) => (fold.open = fold.details.open));
    groups.forEach((group) => (group.shown = SHOWN));
    const found = new Map(groups.map((group) => [group.ul, show(group).length]));
    const within = (details) => groups.reduce((sum, { ul }) => sum + (details.contains(ul) ? found.get(ul) : 0), 0);
    for (const { details, open } of folds) {
      details.hidden = within(details) === 0;
      details.open = sought.length === 0 ? open : within(details) > 0;
    }
    const all = [...found.values()].reduce((sum, n) => sum + n, 0);
    // where the policies are on other pages the search alone knows of them
    list.hidden = policies.length === 0 && all === 0;
    status.textContent = sought.length === 0 || policies.length === 0 ? "" : say("listed", { n: all, all: policies.length });
  }

  groups.forEach(show);
  field.addEventListener("input", filter);
  addEventListener("hashchange", () => setTimeout(filter)); // the search takes from the address what is looked for
  setTimeout(filter);
  const own = document.getElementById("ui.filter");
  if (own) own.hidden = false;
})();
