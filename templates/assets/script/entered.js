// Whether a text is the one that the ledger has, where the page says that it has it.

(() => {
  const { root } = promulgate;
  const { sha256, wrong, file } = promulgate.ledger;

  /** Throws what is wrong with the text at `path`, of which the page states what is in `stated`, by the ledger as it is `now`. */
  async function hold(path, stated, now) {
    const [index, size] = [Number(stated.index), Number(stated.size)];
    const source = await file(path);
    const digest = [...(await sha256(source))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (digest !== stated.sha256) throw wrong("bad-text", { path });
    await now.hold();
    if (index >= size || size > now.size) throw wrong("bad-page", { size });
    const [line] = await now.tree.lines(index, index + 1);
    const begins = `policy-log/v1 version ${stated.policy} ${stated.n} ${digest} ${source.length} `;
    if (!line.startsWith(begins)) throw wrong("bad-entry", { path: "log/leaves.txt", entry: index + 1 });
    if ((await now.tree.root(size)) !== stated.root) throw wrong("bad-page", { size });
  }

  /** The path, below the root of the site, of what stands at `address`. */
  const below = (address) => decodeURI(address.slice(root.length));

  Object.assign(promulgate.ledger, { hold, below });
})();
