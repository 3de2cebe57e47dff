// Twin of src/ledger/tiles.rs and src/ledger/tree.rs: the tree of the ledger, as far as its tiles are fetched. No hash is believed
// that does not lead to the root.

(() => {
  const { encoded, sha256, isSame } = promulgate.ledger;
  const WIDTH = 256, HEIGHT = 8, HASH = 32;

  const hashed = (tag, ...parts) => {
    const bytes = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
    bytes[0] = tag;
    let at = 1;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return sha256(bytes);
  };
  const leafHash = (line) => hashed(0, line);
  const nodeHash = (left, right) => hashed(1, left, right);

  /** The name of a tile: its number in groups of three digits, and how many hashes it has if it is not full. */
  function named(number, width) {
    let name = String(number % 1000).padStart(3, "0");
    for (let rest = Math.floor(number / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
      name = `x${String(rest % 1000).padStart(3, "0")}/${name}`;
    }
    return width === WIDTH ? name : `${name}.p/${width}`;
  }

  /** The largest power of two below `count`, which is 2 or more. */
  function split(count) {
    let half = 1;
    while (half * 2 < count) half *= 2;
    return half;
  }

  /** The hash above these, the number of which is a power of two. */
  async function above(hashes) {
    let row = hashes;
    while (row.length > 1) {
      const pairs = Array.from({ length: row.length / 2 }, (_, ix) => nodeHash(row[2 * ix], row[2 * ix + 1]));
      row = await Promise.all(pairs);
    }
    return row[0];
  }

  /** The tree of `size` entries, of which `read` gives files below the ledger's folder. What is wrong with it is thrown as
   *  `wrong` makes it, with the kind and the path of what is at fault. */
  function tree(size, read, wrong) {
    const tiles = new Map();
    const widthOf = (level, number) => Math.min(WIDTH, Math.floor(size / WIDTH ** level) - number * WIDTH);
    const pathOf = (level, number) => `tile/${level}/${named(number, widthOf(level, number))}`;

    /** The first bytes of a file of which there is a full one in its place once there are more entries. */
    const partial = (folder, number, width) => read(`${folder}/${named(number, width)}`).catch((error) => {
      if (width === WIDTH) throw error;
      return read(`${folder}/${named(number, WIDTH)}`).catch(() => Promise.reject(error));
    });

    async function fetched(level, number) {
      const width = widthOf(level, number);
      const bytes = await partial(`tile/${level}`, number, width);
      if (bytes.length !== width * HASH && bytes.length !== WIDTH * HASH) throw wrong("bad-tile", { path: pathOf(level, number) });
      return Array.from({ length: width }, (_, ix) => bytes.subarray(ix * HASH, (ix + 1) * HASH));
    }

    /** The hashes of a tile. Those of a full one lead to one in the tile above; the others are what the root is made of. */
    function tile(level, number) {
      const name = `${level}/${number}`;
      if (!tiles.has(name)) {
        tiles.set(name, (async () => {
          const hashes = await fetched(level, number);
          if (hashes.length === WIDTH) {
            const [parent, hash] = await Promise.all([tile(level + 1, Math.floor(number / WIDTH)), above(hashes)]);
            if (!isSame(parent[number % WIDTH], hash)) throw wrong("bad-tile", { path: pathOf(level, number) });
          }
          return hashes;
        })());
      }
      return tiles.get(name);
    }

    /** The hash of the entries from `low` up to `high`, which are a subtree (RFC 6962 section 2.1). */
    async function subtree(low, high) {
      const count = high - low;
      const half = count > 1 ? split(count) : 1;
      if (count !== 1 && half * 2 !== count) return nodeHash(await subtree(low, low + half), await subtree(low + half, high));
      const level = Math.floor(Math.log2(count) / HEIGHT);
      const [first, width] = [low / WIDTH ** level, count / WIDTH ** level];
      const hashes = await tile(level, Math.floor(first / WIDTH));
      return above(hashes.slice(first % WIDTH, (first % WIDTH) + width));
    }

    /** The root of the first `count` entries, in Base 64. */
    const root = async (count) => encoded(count === 0 ? await sha256(new Uint8Array()) : await subtree(0, count));

    /** Throws unless the tree has the root that `stated` is. Of an edge every hash goes into it. */
    async function hold(stated) {
      if ((await root(size)) === stated) return;
      const levels = [0, 1, 2, 3, 4, 5].filter((level) => Math.floor(size / WIDTH ** level) % WIDTH > 0);
      const paths = levels.map((level) => pathOf(level, Math.floor(size / WIDTH ** (level + 1))));
      throw wrong("bad-tile", { path: paths.join(", ") });
    }

    /** The lines with the numbers from `from` up to `to`, all of one bundle, each held against its hash. */
    async function lines(from, to) {
      const number = Math.floor(from / WIDTH);
      const width = widthOf(0, number);
      const path = `tile/entries/${named(number, width)}`;
      const [bytes, hashes] = await Promise.all([partial("tile/entries", number, width), tile(0, number)]);
      const found = [];
      for (let at = 0, ix = number * WIDTH; at + 2 <= bytes.length && ix < to; ix += 1) {
        const end = at + 2 + bytes[at] * 256 + bytes[at + 1];
        const line = bytes.subarray(at + 2, end);
        at = end;
        if (ix < from) continue;
        if (end > bytes.length || !isSame(await leafHash(line), hashes[ix % WIDTH])) throw wrong("bad-entry", { path, entry: ix + 1 });
        found.push(new TextDecoder().decode(line));
      }
      if (found.length !== to - from) throw wrong("bad-entry", { path, entry: from + found.length + 1 });
      return found;
    }

    return { root, hold, lines };
  }

  Object.assign(promulgate.ledger, { WIDTH, tree });
})();
