// Twin of src/weave/read/line.rs: what happened to the words of a leaf, and how leaves are told apart.

((weave) => {
  const SAME = "same", DELETED = "deleted", INSERTED = "inserted", REFORMATTED = "reformatted";
  const END = "\u0001"; // the end of a block in a text
  const isEdit = (change) => change === DELETED || change === INSERTED;
  const isEdited = (mark) => !mark.alike && isEdit(mark.change);
  const other = (change) => (change === DELETED ? INSERTED : DELETED);
  const isCell = ({ kind }) => kind[0] === "t" && /^t[dh](:|$)/.test(kind);
  const isCode = (line) => line.kind.startsWith("pre");
  const isHeading = (line) => /^h\d$/.test(line.kind);
  // so many lines or blocks are one step
  const FEW = 32;
  const read = (marks) => marks.map((m) => (m.end ? END : m.run.text)).join("");
  const sum = (marks, what) => marks.reduce((sum, m) => sum + (m.end ? (what === "size" ? 4 : 0) : m.run[what]), 0);
  const side = (line, gone) => line.marks.filter((m) => m.change !== gone);

  function ancestors(containers, container) {
    const around = [];
    for (let c = container; c >= 0; c = containers[c].parent) around.push(c);
    return around;
  }

  /** Stretches of neighbours that are alike. */
  function stretches(items, same) {
    const found = [];
    items.forEach((item, n) => (n && same(items[n - 1], item) ? found[found.length - 1].push(item) : found.push([item])));
    return found;
  }
  const add = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));

  /** Pairs of runs that are known to be the same, in order. */
  function knownPairs(old, now) {
    const places = new Map();
    old.forEach((m, i) => !m.end && m.run.known && places.set(m.run.known, i));
    const pairs = [];
    let next = 0;
    now.forEach((m, j) => {
      const i = m.end ? undefined : places.get(m.run.known);
      if (i >= next) {
        pairs.push([i, j]);
        next = i + 1;
      }
    });
    return pairs;
  }

  Object.assign(weave, { SAME, DELETED, INSERTED, REFORMATTED, END, FEW, isEdit, isEdited, other, isCell, isCode, isHeading, read, sum, side, ancestors, stretches, add, knownPairs });
})((promulgate.weave ??= {}));
