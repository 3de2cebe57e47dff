
// Any two versions: the page has all of them in one weave, of which this shows what stands in either.
(() => {
  const { data, say, inSlices } = promulgate;
  const get = (id) => document.getElementById(`ui.${id}`);
  const box = get("compare");
  if (!box || !data.weave) return;
  const [from, to, fromSlide, toSlide] = ["from", "to", "from-slide", "to-slide"].map(get);
  const [article, brief] = [get("redline"), get("compared-brief")];
  const { DELETED, INSERTED } = promulgate.weave;
  const count = data.versions.length;
  // what is there once for many
  data.versions.forEach((version, at) => {
    const numbered = (address) => address.replace("{n}", at + 1);
    Object.assign(version, { facts: data.facts[version.facts], href: numbered(data.version), changes: numbered(data.changes) });
  });
  to.append(...[...from.options].map((option) => option.cloneNode(true)));
  const version = (n) => data.versions[n - 1];
  let shown = null; // the pair on the page
  let pair = [Math.max(1, count - 1), count];

  /** The pair that the address names: `#4..7` (also with a change of it, `#4..7&c2`), `#since=2026-03-01` or `#since=v4`. */
  function named() {
    const numbers = /^#(\d+)\.\.(\d+)(?:&c\d+)?$/.exec(location.hash);
    if (numbers) {
      const [a, b] = numbers.slice(1).map(Number);
      return [a, b].every((n) => n >= 1 && n <= count) ? [a, b] : null;
    }
    const read = Number(/^#since=v(\d+)$/.exec(location.hash)?.[1]);
    if (read >= 1 && read <= count) return [read, count];
    const since = /^#since=(\d{4}-\d{2}-\d{2})$/.exec(location.hash)?.[1];
    if (!since) return null;
    const stood = data.versions.findLastIndex((v) => v.date <= since) + 1;
    return [Math.max(1, stood), count];
  }

  function choose(a, b) {
    pair = [a, b];
    for (const [select, slide, n] of [[from, fromSlide, a], [to, toSlide, b]]) {
      select.value = slide.value = n;
      slide.setAttribute("aria-valuetext", version(n).name);
    }
    show();
  }

  function element(name, attributes, ...children) {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  }

  let isBusy = false;
  const views = box.querySelector("fieldset.views");
  let loading = null; // the script of the cards
  let rest = null; // the parts that are not on the page yet
  const text = promulgate.texts(article);

  /** Shows the pair that is chosen, a slice at a time and what is on the screen first: who moves the slider on sees the beginning
   *  of each that was begun, and the whole of the last. */
  async function show() {
    if (isBusy) return;
    isBusy = true;
    article.ariaBusy = "true";
    await promulgate.pause();
    let isWhole = false;
    while (!isWhole) {
      const [a, b] = pair;
      const redline = await inSlices(promulgate.redlineSteps(data.weave, a, b, data.headings));
      const parts = redline.write(), isOther = () => pair[0] !== a || pair[1] !== b;
      text.begin();
      article.hidden = false;
      let isRead = await inSlices(parts, text.take, text.fillsScreen);
      const isLeft = !isRead || text.end();
      present(redline, a, b);
      if (isLeft) {
        rest = parts;
        article.classList.add("long");
        await promulgate.painted();
        isRead ||= await inSlices(parts, text.take, isOther);
        if (isRead) text.end();
        while (isRead && !isOther() && text.settle()) await promulgate.painted();
        rest = null;
      }
      isWhole = isRead && !isOther();
    }
    box.classList.add("whole");
    cards();
    promulgate.redlineChanged?.();
    article.ariaBusy = null;
    isBusy = false;
  }

  /** Begins to show the changes one by one anew; where they are looked at so for the first time, loads what does. */
  function cards() {
    if (promulgate.cards && shown) promulgate.cards.renew(...shown.map((n) => version(n).name));
    if (promulgate.cards || loading || !views.querySelector("#ui\\.view-changes:checked, #ui\\.view-sides:checked")) return;
    loading = element("script", { src: `${promulgate.root}assets/cards.js` });
    loading.onload = () => {
      cards();
      promulgate.redlineChanged();
    };
    document.head.append(loading);
  }

  // paper waits for nothing
  addEventListener("beforeprint", () => {
    for (const part of rest ?? []) if (part) text.take(part);
    if (rest) text.end(true);
  });

  function present(redline, a, b) {
    shown = [a, b];
    Object.assign(article.dataset, { from: a, to: b });
    const { changes, added, removed } = redline;
    const words = added + removed ? [say("word-changes", { added, removed })] : [];
    const told = changes ? [say("change-count", { n: changes }), ...words].join(" · ") : say("compare-same");
    get("result").textContent = `${say("changes-of", { from: a, to: b })}: ${told}`;
    for (const [link, n] of [[get("old"), a], [get("new"), b]]) {
      link.href = version(n).href;
      link.textContent = version(n).name;
    }
    inShort(redline, a, b);
    box.classList.add("there");
    for (const sample of box.querySelectorAll(".legend .sample")) sample.hidden = !redline.marks.has(sample.className.slice("sample ".length));
  }

  /** The sections that changed, and the facts that changed in the versions between. */
  function inShort(redline, a, b) {
    const [facts, further, sections] = brief.querySelectorAll("ul");
    const more = brief.querySelector("details");
    const headed = redline.sections.some((s) => s.heading);
    const changed = redline.sections.filter((s) => headed && s.state);
    // of sections in which no word came or went there are many when a text was set anew
    const quiet = changed.filter((s) => s.state === "changed" && s.added + s.removed === 0);
    const told = quiet.length < data.quiet ? changed : changed.filter((s) => !quiet.includes(s));
    sections.replaceChildren(...told.map((section) => {
      const kind = element("span", { className: "kind" }, say(`section-${section.state}`));
      const name = element("span", { lang: article.lang, dir: article.dir }, section.heading || say("before-first-heading"));
      const line = element("a", { href: `#${a}..${b}&c${section.first}` }, kind, " ", name);
      if (section.was) line.append(" ", element("span", { className: "was" }, `(${say("section-was", { heading: section.was })})`));
      const { added, removed } = section;
      const counts = added + removed ? [" ", element("span", { className: "facts" }, say("section-counts", { added, removed }))] : [];
      return element("li", { className: `state-${section.state}` }, line, ...counts);
    }));
    if (told.length < changed.length) sections.append(element("li", {}, say("sections-quiet", { n: quiet.length })));
    const all = promulgate.factsBetween(data.versions, a, b).map((fact) => ({ ...fact, ...data.kinds[fact.kind] }));
    all.sort((x, y) => x.place - y.place);
    const isFew = all.length <= data.shown + data.shown / 4;
    const lines = all.map((fact) => factLine(fact, placeOf(redline, fact), a, b));
    facts.replaceChildren(...(isFew ? lines : lines.slice(0, data.shown)));
    more.hidden = isFew;
    if (!isFew) more.querySelector("summary").textContent = say("facts-more", { n: all.length - data.shown });
    further.replaceChildren(...(isFew ? [] : lines.slice(data.shown)));
    brief.hidden = !lines.length && !sections.children.length;
  }

  /** The change of this redline that has what a fact says, if one has. */
  function placeOf(redline, { old, now }) {
    const has = (line, change, text) => text && line.pieces.filter((piece) => piece.change !== change).map((piece) => piece.text).join("").includes(text);
    const lines = redline.sections.flatMap((section) => section.lines).filter((line) => line.number);
    return lines.find((line) => has(line, DELETED, now) || has(line, INSERTED, old))?.number;
  }

  /** A fact, as fact.html has it; where the two versions have no such place, it leads to the version that brought it. */
  function factLine({ text, place, old, now, version: n, change }, number, a, b) {
    const spoken = { lang: article.lang, dir: article.dir };
    const line = element("a", { href: number ? `#${a}..${b}&c${number}` : `${version(n).changes}#c${change}` }, element("span", { className: "kind" }, text), " ");
    const marked = place && old && now && promulgate.weave.clause(old, now, article.lang);
    const tag = { [DELETED]: "del", [INSERTED]: "ins" };
    if (marked) line.append(element("span", spoken, ...marked.map(([change, part]) => (tag[change] ? element(tag[change], {}, part) : part))));
    else {
      if (old) line.append(element("del", spoken, old));
      if (old && now) line.append(" → ");
      if (now) line.append(element("ins", spoken, now));
    }
    return element("li", {}, line, " ", element("span", { className: "facts" }, version(n).name));
  }

  const readers = [[from, 0], [fromSlide, 0], [to, 1], [toSlide, 1]];
  for (const [control, side] of readers) {
    control.addEventListener("input", () => choose(...pair.with(side, Number(control.value))));
    // the address follows when the reader has let go
    control.addEventListener("change", () => history.replaceState(null, "", `#${pair[0]}..${pair[1]}`));
  }
  get("swap").addEventListener("click", () => {
    choose(pair[1], pair[0]);
    history.replaceState(null, "", `#${pair[0]}..${pair[1]}`);
  });
  get("share").addEventListener("click", async (event) => {
    const address = new URL(`#${pair[0]}..${pair[1]}`, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      event.target.textContent = say("copied");
    } catch {
      location.replace(address); // then it stands where addresses stand
    }
  });
  addEventListener("hashchange", () => {
    const wanted = named();
    if (wanted && wanted.some((n, ix) => n !== pair[ix])) choose(...wanted);
  });
  views.addEventListener("change", () => promulgate.cards || cards());
  box.hidden = false;
  choose(...(named() ?? pair));
  // the redline to the current version, once shown, is read
  const upTo = () => shown && Math.max(...shown) === count && (promulgate.read(data.id)?.n ?? count) >= Math.min(...shown);
  promulgate.whenShown?.(article, () => upTo() && promulgate.mark(data.id, count));
})();
