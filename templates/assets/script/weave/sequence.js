// Twin of src/weave/sequence.rs: the heaviest of pairs that are in order on both sides.

((weave) => {
  /** Of pairs in order of their first places those that are in order of their second places too and weigh most. */
  function increasing(pairs, weights) {
    const ends = [...new Set(pairs.map((pair) => pair[1]))].sort((x, y) => x - y);
    const rank = new Map(ends.map((end, n) => [end, n]));
    const tree = ends.concat(0).map(() => [0, -1]);
    const before = [];
    const better = (x, y) => x[0] > y[0] || (x[0] === y[0] && x[1] > y[1]);
    for (let from = 0, to; from < pairs.length; from = to) {
      const found = [];
      for (to = from; to < pairs.length && pairs[to][0] === pairs[from][0]; to += 1) {
        let best = [0, -1];
        for (let place = rank.get(pairs[to][1]); place > 0; place &= place - 1) {
          if (better(tree[place], best)) best = tree[place];
        }
        before[to] = best[1];
        found.push([to, best[0] + Math.max(weights[to], 1)]);
      }
      for (const [n, total] of found) {
        for (let place = rank.get(pairs[n][1]) + 1; place < tree.length; place += place & -place) {
          if (total > tree[place][0]) tree[place] = [total, n];
        }
      }
    }
    let last = tree.reduce((best, entry) => (entry[0] > best[0] || (entry[0] === best[0] && entry[1] < best[1]) ? entry : best), [0, -1])[1];
    const chain = [];
    for (; last >= 0; last = before[last]) chain.unshift(pairs[last]);
    return chain;
  }

  Object.assign(weave, { increasing });
})((promulgate.weave ??= {}));
