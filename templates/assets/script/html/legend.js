// Twin of `kinds` in src/pages/legend.rs: which kinds of marks a redline has.

((weave) => {
  const { DELETED, INSERTED, REFORMATTED, SAME, isKnown } = weave;

  /** The classes of the samples that explain the marks of these lines. */
  function legendOf(lines, containers) {
    const found = new Set();
    if (containers.some(({ was }) => was !== undefined)) found.add("reformatted");
    for (const line of lines) {
      if (isKnown(line) && line.change === SAME) continue;
      if (line.was) found.add("reformatted");
      if (line.renumbered) found.add("renumbered");
      if (line.kind === "hr") add(found, line, false);
      const several = line.pieces.some((piece) => piece.end);
      for (const piece of line.pieces) {
        if (line.renumbered && piece.change !== REFORMATTED) continue;
        // a space in place of the end of a paragraph goes without saying
        if (piece.end || !several || piece.text.trim()) add(found, piece, piece.end);
      }
    }
    return found;
  }

  function add(found, { change, moved }, end) {
    if (change === REFORMATTED) found.add("reformatted");
    if (change !== INSERTED && change !== DELETED) return;
    const own = change === INSERTED ? "added" : "removed";
    if (moved) found.add("moved removed").add("moved added");
    else found.add(end ? `break ${own}` : own);
  }

  Object.assign(weave, { legendOf });
})((promulgate.weave ??= {}));
