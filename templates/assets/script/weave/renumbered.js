// Twin of src/weave/read/renumbered.rs: blocks of which only a number changed: their own, or those of footnotes.

((weave) => {
  const { DELETED, INSERTED, SAME, at, isEdited, ordinal, stretches } = weave;

  /** What footnotes are called that were called otherwise, by what they were called. */
  function labels(containers) {
    const name = (kind) => kind.slice("footnote:".length);
    const renamed = containers.filter(({ was, kind }) => was !== undefined && kind.startsWith("footnote:"));
    return new Map(renamed.map(({ was, kind }) => [name(was), name(kind)]));
  }

  /** Whether nothing of a line is changed but its number and those of footnotes. */
  function isRenumbered(line, marks, text, sides) {
    if (line.change !== SAME || !marks.some(isEdited)) return false;
    const own = withoutReferences(marks, text, sides);
    const onlyNumber = (gone) => {
      const side = own.filter((m) => m.change !== gone);
      if (side.some((m) => m.end)) return false;
      return side.slice(ordinal(side.map((m) => m.run.text))).every((m) => !isEdited(m));
    };
    return !own.some(isEdited) || (/^(h\d|line|p)$/.test(line.kind) && [INSERTED, DELETED].every(onlyNumber));
  }

  /** The marks without those of references to footnotes that are called otherwise now. */
  function withoutReferences(marks, text, sides) {
    return stretches(marks, (x, y) => isEdited(x) === isEdited(y)).filter((passage) => {
      const of = (change) => passage.filter((m) => m.change === change).map((m) => reference(m, text, sides));
      const old = of(DELETED), now = of(INSERTED);
      const same = (label, n) => label !== undefined && now[n] !== undefined && sides.labels.get(label) === now[n];
      return !(isEdited(passage[0]) && old.length === now.length && old.every(same));
    }).flat();
  }

  /** The footnote to which a run refers, if it does. */
  function reference(mark, text, { a, b }) {
    if (mark.end) return undefined;
    const setting = text.settings[at(text.tracks[mark.run.track], mark.change === DELETED ? a : b)];
    const found = setting.map((n) => text.marks[n]).find(([name]) => name === "footnote");
    return found && mark.run.text.slice(1, -1);
  }

  Object.assign(weave, { labels, isRenumbered, reference });
})((promulgate.weave ??= {}));
