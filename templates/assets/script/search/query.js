
// src/pages/search/mark.rs, and src/pages/search/terms.rs: which policies and commits have what is looked for, and how well
// they fit; and which had it in former texts.
(() => {
  const { terms, shards } = promulgate;
  /** How the lists of a word begin: whole words, later parts of words, first letters. */
  const [WHOLE, WITHIN, START] = [0, 13, 18];
  /** What a whole word counts with each weight in a text, in a folder's name, and with each weight in a title. */
  const COUNTS = [0.35, 0.55, 0.75, 0.95, 0.8, 0.9, 1.1, 1.4, 1.2, 1.5, 1.9];
  /** The same of later parts of words, and of first letters, which know less. */
  const ROUGH = [0.5, 0.7, 1.1];
  const FIRST = 1.5;
  const [NOTES, FORMER] = [[11, 16, 21], [12, 17]];
  /** A word that was only begun counts less than any that was written, and one that was put together less than that. */
  const [BEGUN, JOINED] = [0.11, 0.035];
  /** With these a word begins no part of what stands together, and after those none ends. */
  const follows = /^[\p{M}ะาำๅๆฯ]/u;
  const leads = /[เแโใไ]$/u;
  /** So many policies are at most told that have some of the words, if fewer than FEW have all. */
  const [SOME, FEW] = [10, 3];

  const countOf = (way) => (way < WITHIN ? COUNTS[way] : way < START ? ROUGH[way - WITHIN] : way - START === 4 ? ROUGH[2] : way - START === 2 ? FIRST : ROUGH[way - START]);

  /** What fits: how well each policy does, the last version of each that did, and commits. */
  const nothing = (root) => ({ fits: new Float32Array(root.numbers), last: new Uint32Array(root.numbers), commits: new Set() });

  function size(fits) {
    let count = 0;
    for (let n = 0; n < fits.length; n += 1) if (fits[n] > 0) count += 1;
    return count;
  }

  /** How rare it is that so many policies have a word, as BM25 says it. */
  const rarity = (root, count) => Math.log(1 + (root.policies - count + 0.5) / (count + 0.5));

  /** Adds what a list of a way says. */
  function note(into, way, { numbers, versions }) {
    if (NOTES.includes(way)) numbers.forEach((n) => into.commits.add(n));
    else if (FORMER.includes(way)) numbers.forEach((n, ix) => (into.last[n] = Math.max(into.last[n], versions[ix])));
    else return false;
    return true;
  }

  /** What the lists of words say of the ways from `from` on up to `to`; each policy counts as much as its best word. */
  function gather(root, all, from, to) {
    const into = nothing(root);
    const one = new Float32Array(root.numbers);
    for (const found of all) {
      if (!found) continue;
      const seen = [];
      for (const part of shards.parts(found)) {
        const { way, numbers } = part;
        if (way < from || way >= to || note(into, way, part)) continue;
        // a word counts for the text, the folder and the title together
        for (const n of numbers) {
          if (one[n] === 0) seen.push(n);
          one[n] += countOf(way);
        }
      }
      for (const n of seen) {
        into.fits[n] = Math.max(into.fits[n], one[n]);
        one[n] = 0;
      }
    }
    return into;
  }

  function scale(root, found, factor) {
    const by = factor * rarity(root, size(found.fits));
    for (let n = 0; n < found.fits.length; n += 1) found.fits[n] *= by;
    return found;
  }

  /** What fits either. */
  function join(into, from) {
    for (let n = 0; n < into.fits.length; n += 1) {
      into.fits[n] = Math.max(into.fits[n], from.fits[n]);
      into.last[n] = Math.max(into.last[n], from.last[n]);
    }
    from.commits.forEach((n) => into.commits.add(n));
  }

  /** What fits both. */
  function both(root, a, b) {
    const all = nothing(root);
    for (let n = 0; n < all.fits.length; n += 1) {
      if (a.fits[n] > 0 && b.fits[n] > 0) all.fits[n] = a.fits[n] + b.fits[n];
      else if ((a.fits[n] > 0 || a.last[n] > 0) && (b.fits[n] > 0 || b.last[n] > 0)) all.last[n] = Math.min(a.fits[n] > 0 ? Infinity : a.last[n], b.fits[n] > 0 ? Infinity : b.last[n]);
    }
    all.commits = new Set([...a.commits].filter((n) => b.commits.has(n)));
    return all;
  }

  const isAny = ({ fits, last, commits }) => commits.size > 0 || fits.some((fit) => fit > 0) || last.some((n) => n > 0);

  /** What has words, or later parts of words, that begin with `start`. */
  async function begun(root, start) {
    if ([...start].length <= root.letters) return gather(root, await shards.lists([start]), START, Infinity);
    return gather(root, await shards.beginning(start), WHOLE, START);
  }

  /** What has words that, one after the other, make up `token` from `at` on; the last may go on, the first have begun before. Each counts
   * by its share of the letters, and the fewer they are the more. */
  async function cover(root, token, at, memo) {
    if (!memo.has(at)) memo.set(at, (async () => {
      const rest = token.slice(at);
      const ends = Array.from({ length: Math.max(0, rest.length - 2) }, (_, ix) => ix + 2)
        .filter((end) => !follows.test(rest.slice(end)) && !leads.test(rest.slice(0, end)));
      const share = (letters) => (JOINED * letters) / token.length;
      const [all, found, [whole]] = await Promise.all([begun(root, rest), shards.lists(ends.map((end) => rest.slice(0, end))), shards.lists([rest])]);
      scale(root, all, share(rest.length) * 0.7);
      join(all, scale(root, gather(root, [whole], WHOLE, WITHIN), share(rest.length)));
      await Promise.all(ends.map(async (end, ix) => {
        const first = scale(root, gather(root, [found[ix]], WHOLE, at === 0 ? START : WITHIN), share(end));
        if (isAny(first)) join(all, weaker(both(root, first, await cover(root, token, at + end, memo))));
      }));
      return all;
    })());
    return memo.get(at);
  }

  function weaker(found) {
    for (let n = 0; n < found.fits.length; n += 1) found.fits[n] *= 0.8;
    return found;
  }

  /** What fits a token, and how well. */
  async function fit(root, token) {
    const [all, [whole]] = await Promise.all([begun(root, token), shards.lists([token])]);
    scale(root, all, BEGUN);
    if (terms.spaceless.test(token)) join(all, await cover(root, token, 0, new Map()));
    const exact = scale(root, gather(root, [whole], WHOLE, WITHIN), 1);
    join(all, exact);
    // where words stand together they may be cut otherwise now, and stand there all the same
    all.left = exact.last.map((last, n) => (exact.fits[n] > 0 || terms.spaceless.test(token) ? 0 : last));
    return all;
  }

  /** The policies that have all that is sought, the best first and withdrawn ones last; if they are few, those that have some of it; those
   * of which former texts had it, each with the last version of each word that left; and the commits, the newest first. */
  promulgate.find = async (sought) => {
    const root = await shards.open();
    const found = await Promise.all(sought.map((token) => fit(root, token)));
    const weights = found.map(({ fits }) => fits.reduce((most, fit) => (fit > most ? fit : most), 0));
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const [full, part, former] = [[], [], []];
    for (let n = 0; n < root.numbers; n += 1) {
      let [score, got, has, left, lacks] = [0, 0, 0, 0, 0];
      found.forEach(({ fits, last, left: gone }, ix) => {
        if (fits[n] > 0) {
          score += fits[n];
          got += weights[ix];
          has += 1;
          left += Number(gone[n] > 0);
        } else if (last[n] > 0) left += 1;
        else lacks += 1;
      });
      if (left > 0 && lacks === 0) former.push({ n, score, lasts: found.map((one) => (one.fits[n] > 0 ? one.left[n] : one.last[n])) });
      if (has === found.length) full.push({ n, score });
      else if (lacks > 0 && has > 0 && got * 2 >= all) part.push({ n, score: (score * got) / all, lacks: sought.filter((_, ix) => found[ix].fits[n] === 0) });
    }
    const gone = ({ n }) => Number(root.withdrawn.has(n));
    const order = (some) => some.sort((a, b) => gone(a) - gone(b) || b.score - a.score || a.n - b.n);
    const commits = [...found[0].commits].filter((n) => found.every((one) => one.commits.has(n))).sort((a, b) => b - a);
    const some = full.length < FEW ? order(part).slice(0, SOME) : [];
    return { policies: order(full), some, former: order(former), commits, withdrawn: root.withdrawn };
  };

  /** Words of the index that make up a token, the longest first at each place. */
  promulgate.pieces = async (token) => {
    const pieces = [];
    for (let at = 0; at < token.length; ) {
      const ends = Array.from({ length: token.length - at }, (_, ix) => token.length - ix).filter((end) => end > at + 1 && !follows.test(token.slice(end)));
      const found = await shards.lists(ends.map((end) => token.slice(at, end)));
      const longest = found.findIndex((lists) => lists !== undefined && shards.parts(lists).some(({ way }) => way < START));
      if (longest < 0) return pieces;
      pieces.push(token.slice(at, ends[longest]));
      at = ends[longest];
    }
    return pieces;
  };
})();
