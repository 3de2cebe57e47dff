// The ledger of this site as it is served now: its state, who signed that, and its tree.

(() => {
  const { root } = promulgate;
  const { note, checkpoint, key, signedBy, tree } = promulgate.ledger;

  /** Something that is wrong, or can't be had: what it is called, and the values of its text. */
  const wrong = (kind, values = {}) => Object.assign(new Error(kind), { kind, values });

  /** The bytes of the file at `path`, below the root of the site. */
  async function file(path) {
    let answer;
    try {
      answer = await fetch(new URL(path, root), { cache: "no-cache" });
    } catch {
      throw wrong("missing", { path });
    }
    if (!answer.ok) throw Object.assign(wrong("missing", { path }), { status: answer.status });
    return new Uint8Array(await answer.arrayBuffer());
  }

  const text = async (path) => new TextDecoder().decode(await file(path));

  /** The keys that the site names; none where it names none. */
  async function keys(origin) {
    const path = "log/key.vkey";
    let named;
    try {
      named = await text(path);
    } catch (error) {
      if (error.status === 404) return [];
      throw error;
    }
    const all = await Promise.all(named.split("\n").slice(0, -1).map(key));
    if (!all.length || !all.every((one) => one?.name === origin)) throw wrong("bad-key", { path });
    return all;
  }

  /** The state of the ledger. `signed` tells whether a key of the site's signed it: null if this browser can't tell. */
  async function current() {
    const path = "log/checkpoint";
    const read = note(await text(path));
    const stated = read && checkpoint(read.stated);
    if (!stated) throw wrong("bad-checkpoint", { path });
    const named = await keys(stated.origin);
    const results = await Promise.all(named.map((one) => signedBy(read, one)));
    if (results.includes(false)) throw wrong("bad-signature", { path });
    if (named.length && !results.some((one) => one !== undefined)) throw wrong("no-signature", { path });
    const signed = named.length > 0 && (results.includes(true) || null);
    const within = (error, values) => wrong(error, { ...values, path: values.path.split(", ").map((one) => `log/${one}`).join(", ") });
    const grown = tree(stated.size, (below) => file(`log/${below}`), within);
    return { ...stated, note: read, keys: named, signed, tree: grown, hold: () => grown.hold(stated.root) };
  }

  Object.assign(promulgate.ledger, { wrong, file, current });
})();
