
// src/pages/search/terms.rs: which policies and commits have what is looked for, and how well they fit.
(() => {
  const { terms, shards } = promulgate;
  const [WHOLE, WITHIN, START] = [0, 1, 2];
  const NOTE = 4;
  /** What a word counts in a text, a heading, a folder's name and a title: as it was written, or only begun. */
  const WRITTEN = [4, 8, 10, 16];
  const BEGUN = [2, 4, 8, 13];
  /** With these a word begins no part of what stands together, and after those none ends. */
  const follows = /^[\p{M}ะาำๅๆฯ]/u;
  const leads = /[เแโใไ]$/u;

  const nothing = () => ({ policies: new Map(), commits: new Set() });

  /** Adds what the lists of a word say, of the `kinds`, as of `values`. */
  function add(into, found, kinds, values) {
    for (const { kind, level, numbers } of found ? shards.parts(found) : []) {
      if (!kinds.includes(kind)) continue;
      for (const number of numbers) {
        if (level === NOTE) into.commits.add(number);
        else into.policies.set(number, Math.max(into.policies.get(number) ?? 0, values[level]));
      }
    }
  }

  /** What has both. */
  function both(a, b) {
    const policies = [...a.policies].filter(([n]) => b.policies.has(n)).map(([n, value]) => [n, Math.min(value, b.policies.get(n))]);
    return { policies: new Map(policies), commits: new Set([...a.commits].filter((n) => b.commits.has(n))) };
  }

  function join(into, from) {
    for (const [n, value] of from.policies) into.policies.set(n, Math.max(into.policies.get(n) ?? 0, value));
    for (const n of from.commits) into.commits.add(n);
  }

  /** What has words, or later parts of words, that begin with `start`. */
  async function begun(start, letters) {
    const all = nothing();
    if ([...start].length <= letters) add(all, (await shards.lists([start]))[0], [START], BEGUN);
    else for (const found of await shards.beginning(start)) add(all, found, [WHOLE, WITHIN], BEGUN);
    return all;
  }

  /** What has words that, one after the other, make up `token` from `at` on; the last may go on, the first have begun before. */
  async function cover(token, at, letters, memo) {
    if (!memo.has(at)) memo.set(at, (async () => {
      const rest = token.slice(at);
      const ends = Array.from({ length: Math.max(0, rest.length - 2) }, (_, ix) => ix + 2)
        .filter((end) => !follows.test(rest.slice(end)) && !leads.test(rest.slice(0, end)));
      const [all, found] = await Promise.all([begun(rest, letters), shards.lists(ends.map((end) => rest.slice(0, end)))]);
      await Promise.all(ends.map(async (end, ix) => {
        const first = nothing();
        add(first, found[ix], at === 0 ? [WHOLE, WITHIN] : [WHOLE], BEGUN);
        if (first.policies.size + first.commits.size > 0) join(all, both(first, await cover(token, at + end, letters, memo)));
      }));
      return all;
    })());
    return memo.get(at);
  }

  /** What fits a token, and how well. */
  async function fit(token, letters) {
    const [all, [whole]] = await Promise.all([
      terms.spaceless.test(token) ? cover(token, 0, letters, new Map()) : begun(token, letters),
      shards.lists([token]),
    ]);
    add(all, whole, [WHOLE], WRITTEN);
    return all;
  }

  /** The policies that have all that is sought, the best first and withdrawn ones last, and the commits, the newest first. */
  promulgate.find = async (sought) => {
    const root = await shards.open();
    const found = await Promise.all(sought.map((token) => fit(token, root.letters)));
    const rarity = found.map((one) => Math.log2(1 + root.policies / Math.max(1, one.policies.size)));
    const scores = new Map();
    for (const n of found[0].policies.keys()) {
      if (found.every((one) => one.policies.has(n))) scores.set(n, found.reduce((sum, one, ix) => sum + one.policies.get(n) * rarity[ix], 0));
    }
    const gone = (n) => Number(root.withdrawn.has(n));
    const policies = [...scores.keys()].sort((a, b) => gone(a) - gone(b) || scores.get(b) - scores.get(a) || a - b);
    const commits = [...found[0].commits].filter((n) => found.every((one) => one.commits.has(n))).sort((a, b) => b - a);
    return { policies, commits, withdrawn: root.withdrawn };
  };

  /** Words of the index that make up a token, the longest first at each place. */
  promulgate.pieces = async (token) => {
    const pieces = [];
    for (let at = 0; at < token.length; ) {
      const ends = Array.from({ length: token.length - at }, (_, ix) => token.length - ix).filter((end) => end > at + 1 && !follows.test(token.slice(end)));
      const found = await shards.lists(ends.map((end) => token.slice(at, end)));
      const longest = found.findIndex((lists) => lists !== undefined && shards.parts(lists).some(({ kind }) => kind !== START));
      if (longest < 0) return pieces;
      pieces.push(token.slice(at, ends[longest]));
      at = ends[longest];
    }
    return pieces;
  };
})();
