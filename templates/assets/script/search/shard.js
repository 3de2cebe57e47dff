
// src/pages/search/shard.rs, src/pages/search/mark.rs, and src/pages/search/cards.rs: the files of the index, loaded as they are needed.
(() => {
  const { numbers, pairs, steps } = promulgate;
  /** The ways of whole words and of parts of words that stood in former texts. */
  const VERSIONS = [12, 17];
  /** What the first file says: which others there are. */
  let root;
  /** The way to the root of the site. */
  const up = document.getElementById("ui.search")?.dataset.root ?? "";
  /** The files that were asked for, and how to tell those who wait for them. */
  const asked = new Map();
  const arrived = new Map();

  /** Loads the script at `src` once; what it called its function with. */
  function load(src) {
    if (!asked.has(src)) {
      asked.set(src, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = up + src;
        script.onload = () => (arrived.has(src) ? done(arrived.get(src)) : failed(new Error(src)));
        script.onerror = () => failed(new Error(src));
        document.head.append(script);
      }).catch((error) => {
        asked.delete(src); // it may be there the next time
        throw error;
      }));
    }
    return asked.get(src);
  }

  const hexadecimal = (word) => [...new TextEncoder().encode(word)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const name = (kind, of) => `assets/search/${kind}${of}.js`;

  /** Words in order, each behind a digit that says how many letters it shares with the one before. */
  function apart(text) {
    if (text === "") return [];
    let before = [];
    return text.split(" ").map((word) => {
      before = [...before.slice(0, parseInt(word[0], 36)), ...word.slice(1)];
      return before.join("");
    });
  }

  promulgate.index = (loaded) => {
    root = { ...loaded, files: apart(loaded.files), withdrawn: new Set(numbers(loaded.withdrawn)) };
    arrived.set("search.js", root);
  };

  promulgate.words = (first, words, lists) => {
    const all = apart(words);
    const found = lists.split(" ");
    arrived.set(name("w", hexadecimal(first)), new Map(all.map((word, ix) => [word, found[ix]])));
  };

  promulgate.cards = (block, cards) => {
    const card = ([number, at, title, folder, lang, dir, day, days]) => [number, { number, at: up + at, title, folder, lang, dir, day, days }];
    arrived.set(name("p", block), new Map(cards.map(card)));
  };

  promulgate.remarks = (block, remarks) => {
    const remark = ([place, day, texts]) => [place, texts.map(([text, versions]) => ({ day, text, versions }))];
    arrived.set(name("n", block), new Map(remarks.map(remark)));
  };

  /** The day on which version `n`, which is not the first, was published, of the policy with this card. */
  function dayOf({ days }, n) {
    const count = steps(days)[n - 2];
    const month = Math.floor(count / 31);
    return [String(Math.floor(month / 12)).padStart(4, "0"), String((month % 12) + 1).padStart(2, "0"), String((count % 31) + 1).padStart(2, "0")].join("-");
  }

  /** The order of the index: by code points. */
  function compare(a, b) {
    const [x, y] = [[...a], [...b]];
    const at = x.findIndex((c, ix) => c !== y[ix]);
    if (at < 0) return x.length - y.length;
    return y[at] === undefined ? 1 : x[at].codePointAt(0) - y[at].codePointAt(0);
  }

  /** The place of the file in which a word would be; -1 where it would be before all. */
  function place(word) {
    let [low, high] = [0, root.files.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(root.files[middle], word) <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  const file = (ix) => load(name("w", hexadecimal(root.files[ix])));

  /** The lists of each of `words` that the index has. */
  async function lists(words) {
    const places = words.map(place);
    const files = new Map(await Promise.all([...new Set(places)].filter((ix) => ix >= 0).map(async (ix) => [ix, await file(ix)])));
    return words.map((word, ix) => files.get(places[ix])?.get(word));
  }

  /** The lists of all words that begin with `start`. */
  async function beginning(start) {
    const [first, last] = [Math.max(0, place(start)), place(`${start}\u{10ffff}`)];
    const files = await Promise.all(Array.from({ length: last + 1 - first }, (_, ix) => file(first + ix)));
    return files.flatMap((words) => [...words].filter(([word]) => word.startsWith(start)).map(([, found]) => found));
  }

  /** The lists of a word, each with the way in which the word stands; those of former texts with versions. */
  function parts(found) {
    const all = [];
    let [way, at] = [0, 0];
    while (at < found.length) {
      const tag = root.tags.indexOf(found[at]);
      if (tag >= 0) [way, at] = [tag, at + 1];
      let end = at;
      while (end < found.length && !root.tags.includes(found[end])) end += 1;
      const list = found.slice(at, end);
      all.push({ way, ...(VERSIONS.includes(way) ? pairs(list) : { numbers: numbers(list) }) });
      at = end;
    }
    return all;
  }

  /** What is said of each of these policies, or with each of these commits. */
  async function hand(kind, size, all) {
    const blocks = new Map(await Promise.all([...new Set(all.map((n) => Math.floor(n / size)))].map(async (block) => [block, await load(name(kind, block))])));
    return all.map((n) => blocks.get(Math.floor(n / size)).get(n));
  }

  promulgate.shards = {
    open: () => load("search.js"),
    lists,
    beginning,
    parts,
    dayOf,
    cards: (all) => hand("p", root.cards, all),
    remarks: (all) => hand("n", root.commits, all),
  };
})();
