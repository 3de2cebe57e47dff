
// Since when a paragraph stands in these words: a click on it tells the version that brought them, and a box tells it of all, for
// keyboards and for those who listen. It is read off what the page that compares has of all versions, which is loaded once somebody
// asks.
(() => {
  const { data, say, longDate, inSlices, pressed } = promulgate;
  // where pages can be fetched
  if (!location.protocol.startsWith("http")) return;
  const hint = document.getElementById("ui.stands-hint");
  if (hint) hint.hidden = false;
  const [article, box] = [document.querySelector("article[data-policy]"), document.getElementById("ui.stands")];
  if (!article || !box || !data.stands) return;
  const BLOCKS = "p, li, dt, dd, td, th, pre, div, blockquote, summary, caption";
  const AROUND = `${BLOCKS}, ul, ol, dl, table, hr, h1, h2, h3, h4, h5, h6, details`;
  /** So many letters tell a block from others. */
  const NAMED = 40;

  /** What a block says itself, without the blocks in it, and the first of these after that. */
  function own(block) {
    let words = "";
    for (const part of block.childNodes) {
      const isBlock = part.nodeType === 1 && part.matches(AROUND);
      if (isBlock && words !== "") return { words, next: part };
      if (!isBlock && !part.matches?.(".stands")) words += pressed(part.textContent);
    }
    return { words, next: null };
  }

  /** All versions as blocks of words: see src/weave/read/export.rs. */
  function woven({ versions, lives, leaves }) {
    const nodes = leaves.map(([life, , ...runs]) => ({
      life,
      runs: runs.map((run) => {
        const [text, own = -1] = [].concat(run);
        return { text, life: own < 0 ? life : own };
      }),
    }));
    const texts = new Map();

    /** What stands in a text, and its blocks. */
    function textOf(number) {
      if (!texts.has(number)) {
        // a life begins, ends, begins again
        const stands = lives.map((life) => life.filter((bound) => bound <= number).length % 2 === 1);
        const ends = nodes.flatMap(({ life }, at) => (stands[life] ? [at] : []));
        texts.set(number, { stands, ends, said: new Map(), places: null });
      }
      return texts.get(number);
    }

    /** The place among the `ends` of a text of the block that has the node `at`. */
    function placeOf({ ends }, at) {
      let [low, high] = [0, ends.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ends[middle] < at) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    const runsOf = ({ stands, ends }, place) => nodes.slice((ends[place - 1] ?? -1) + 1, ends[place] + 1).flatMap(({ runs }) => runs.filter(({ life }) => stands[life]));

    function said(text, place) {
      if (!text.said.has(place)) text.said.set(place, pressed(runsOf(text, place).map((run) => run.text).join("")));
      return text.said.get(place);
    }

    /** The blocks of a text by what they say. */
    function places(text) {
      if (!text.places) {
        text.places = new Map();
        text.ends.forEach((at, place) => {
          const words = said(text, place);
          if (text.places.has(words)) text.places.get(words).push(at);
          else text.places.set(words, [at]);
        });
      }
      return text.places;
    }

    const version = (n) => textOf(versions[n - 1]);

    /** The version since which the words of the node `at` of version `n` stand without a break, wherever they stood. */
    function since(at, n) {
      const words = said(version(n), placeOf(version(n), at));
      let [first, there] = [n, at];
      while (first > 1) {
        const before = version(first - 1);
        if (said(before, placeOf(before, there)) !== words) there = places(before).get(words)?.[0];
        if (there === undefined) break;
        first -= 1;
      }
      return first;
    }

    /** How the block begins that ends at the node `at` of version `n`. */
    const begins = (at, n) => [...said(version(n), placeOf(version(n), at)).slice(0, 2 * NAMED)].slice(0, NAMED).join("");

    return { since, begins, blocks: (n) => places(version(n)) };
  }

  let loading = null;

  /** Each block of the text on the page with its node, and what tells since when it stands. */
  async function load() {
    const answer = await fetch(data.stands.compare);
    if (!answer.ok) throw new Error(answer.status);
    const page = await answer.text();
    const start = page.indexOf(">", page.indexOf('id="ui.data"')) + 1;
    const all = woven(JSON.parse(page.slice(start, page.indexOf("</script>", start))).weave);
    const left = new Map([...all.blocks(data.n)].map(([words, at]) => [words, [...at]]));
    const nodes = new Map();
    for (const block of article.querySelectorAll(BLOCKS)) {
      const { words } = own(block);
      const at = words === "" ? undefined : left.get(words)?.shift();
      if (at !== undefined) nodes.set(block, at);
    }
    return { ...all, nodes };
  }

  const known = () => (loading ??= load().catch((error) => {
    loading = null; // it may be there the next time
    throw error;
  }));

  /** What is said of a block: since when, and the way to the change. */
  function note({ since, begins, nodes }, block) {
    const at = nodes.get(block);
    const n = since(at, data.n);
    const link = document.createElement("a");
    const address = n > 1 ? `${data.stands.changes}#words=${encodeURIComponent(begins(at, data.n))}` : data.stands.version;
    link.href = address.replace("{n}", n);
    link.textContent = say(n > 1 ? "stands-since" : "stands-first", { n, date: longDate(data.versions[n - 1][0]) });
    const made = document.createElement("span");
    made.className = "stands";
    made.append(link);
    return made;
  }

  const noteIn = (block) => block.querySelector(":scope > .stands");
  const put = (block, made) => block.insertBefore(made, own(block).next);

  async function tell(block) {
    const before = noteIn(block);
    article.querySelectorAll(".stands").forEach((one) => one.remove());
    if (before) return;
    const all = await known();
    if (all.nodes.has(block) && !noteIn(block)) put(block, note(all, block));
  }

  article.addEventListener("click", ({ target }) => {
    if (box.checked || target.closest("a, button, summary, .stands") || !document.getSelection().isCollapsed) return;
    const block = target.closest(BLOCKS);
    if (block && article.contains(block) && own(block).words !== "") tell(block).catch(() => {});
  });

  function* notes(all) {
    const made = [];
    for (const block of all.nodes.keys()) {
      made.push([block, note(all, block)]);
      yield;
    }
    return made;
  }

  box.addEventListener("change", async () => {
    article.querySelectorAll(".stands").forEach((one) => one.remove());
    if (!box.checked) return;
    try {
      const made = await inSlices(notes(await known()));
      // at once: the page is laid out anew but one time
      if (box.checked) for (const [block, one] of made) if (!noteIn(block)) put(block, one);
    } catch {
      box.checked = false;
    }
  });
  box.checked = false;
  box.closest("p").hidden = false;
})();
