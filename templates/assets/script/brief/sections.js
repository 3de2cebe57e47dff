// Twin of src/brief/sections.rs: the text's headings, each with what happened below it.

((weave) => {
  const { DELETED, INSERTED, SAME, isEdit, isHeading } = weave;

  /** The text's headings, each with what happened below it up to the next one. */
  function sections(lines) {
    const found = [];
    for (const line of lines) {
      const named = isHeading(line);
      if (named || !found.length) {
        const heading = named ? line.pieces.filter((p) => line.change === DELETED || p.change !== DELETED).map((p) => p.text || " ").join("").replace(/[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu, "") : "";
        const state = !named || line.change === SAME ? null : line.moved ? "moved" : line.change === INSERTED ? "added" : "removed";
        const renamed = named && line.change === SAME && !line.renumbered && line.pieces.some((p) => isEdit(p.change));
        found.push({
          level: named ? Number(line.kind[1]) : 0, heading, anchor: named ? line.anchors[0] : undefined,
          state: renamed ? "renamed" : state, first: 0, changes: 0, added: 0, removed: 0,
        });
      }
      const section = found[found.length - 1];
      section.added += line.added;
      section.removed += line.removed;
      if (line.number && !section.first) section.first = line.number;
      if (line.begins) section.changes += 1;
      section.state ||= line.number ? "changed" : null;
    }
    return found;
  }

  Object.assign(weave, { sections });
})((promulgate.weave ??= {}));
