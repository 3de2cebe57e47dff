// The state of the ledger that this browser saw last: each reader who comes back is a witness that it only grew. It stays in this
// browser.

(() => {
  const { root, store } = promulgate;
  const { WIDTH, note, checkpoint, key, signedBy, wrong } = promulgate.ledger;
  const KEPT = `log:${root}`;

  /** What was kept: the note, what it states, the keys that signed it, and the day. */
  function kept() {
    try {
      const before = JSON.parse(store.get(KEPT));
      const read = note(before.note);
      return { ...checkpoint(read.stated), note: read, keys: before.keys, date: before.date };
    } catch {
      return null; // nothing, or nothing that can be read
    }
  }

  /** Throws what is wrong if the ledger did not grow from what was kept; what was kept, if anything was. */
  async function compare(now) {
    const before = kept();
    if (!before || before.note.text === now.note.text) return before;
    const values = { date: before.date, before: before.size, now: now.size, note: now.note.text };
    // without a key, a name is no more than that
    if (before.keys.length) {
      if (!now.keys.length) throw wrong("no-key", values);
      if (before.origin !== now.origin) throw wrong("other-log", { ...values, before: before.origin, now: now.origin });
      const known = (await Promise.all(before.keys.map(key))).filter(Boolean);
      const results = await Promise.all(known.map((one) => signedBy(now.note, one)));
      if (!results.some((one) => one === true || one === null)) throw wrong("other-key", values);
    }
    if (now.size < before.size) throw wrong("shrunk", values);
    await now.hold();
    if ((await now.tree.root(before.size)) !== before.root) throw wrong("forked", values);
    return before;
  }

  /** The keys of the ledger that entries announce which came since. */
  async function announced(before, now) {
    const found = [];
    for (let from = before.size; from < now.size;) {
      const to = Math.min(now.size, (Math.floor(from / WIDTH) + 1) * WIDTH);
      for (const line of await now.tree.lines(from, to)) {
        const [, vkey] = /^policy-log\/v1 key (\S+)\n$/.exec(line) ?? [];
        if (vkey) found.push(vkey);
      }
      from = to;
    }
    return found;
  }

  /** Keeps the ledger as it is now, on this `date`, which grew from what was kept `before`. A key that is new is kept if the ledger
   *  announces it. */
  async function keep(now, before, date) {
    let keys = now.keys.map(({ vkey }) => vkey);
    if (before?.keys.length && keys.some((vkey) => !before.keys.includes(vkey))) {
      const known = [...before.keys, ...(await announced(before, now))];
      keys = keys.filter((vkey) => known.includes(vkey));
      // who signs without being announced takes no key away
      if (!keys.some((vkey) => before.keys.includes(vkey))) keys = [...before.keys, ...keys];
    }
    store.set(KEPT, JSON.stringify({ note: now.note.text, keys, date }));
  }

  const forget = () => store.set(KEPT, null);

  Object.assign(promulgate.ledger, { kept, compare, keep, forget });
})();
