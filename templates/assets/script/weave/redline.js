// Twin of src/weave/redline.rs: any two versions of a text as one, with what was removed and what was added.
//
// A page holds all texts of a policy at once: every stretch of words with the texts in which it stands, and which text each
// version has. The files of `weave/` and `html/` only pick what stands in either of two texts; they compare nothing. What
// they show is what `promulgate diff` shows.
//
//   promulgate.redline(data, 3, 7)   what changed from version 3 to version 7

((weave) => {
  const { DELETED, FEW, INSERTED, REFORMATTED, SAME, at, isKnown, pieces, prepare, readContainers, readLines, mend, findAlike, findMoves, tidy } = weave;
  const { isCoarse, isRenumbered, labels, reference, placeColumns, placeNumbers, numberChanges, legendOf, write, sectionsBetween } = weave;

  function finish(line, text, sides, counts) {
    if (isKnown(line)) {
      const words = line.whole ? 0 : line.known.lettered;
      if (line.change === INSERTED) counts.added += line.added = words;
      if (line.change === DELETED) counts.removed += line.removed = words;
      return;
    }
    const marks = line.change === SAME ? tidy(findAlike(line.marks, text, sides)) : line.marks;
    line.renumbered = isRenumbered(line, marks, text, sides);
    line.added = line.removed = 0;
    const setting = (run, version) => at(text.tracks[run.track], version);
    const parts = marks.flatMap((mark, n) => {
      if (mark.alike) return n && marks[n - 1].alike ? [] : [alikePart(marks.slice(n), setting, sides)];
      const version = mark.change === DELETED ? sides.a : sides.b;
      if (mark.end) {
        const next = marks.slice(n + 1).find((m) => m.end && m.change === mark.change);
        const { parent } = sides.shape(next ? next.node : line.last, version);
        const item = parent >= 0 && sides.kind(parent, version).startsWith("item");
        return { change: mark.change, end: true, item, text: "" };
      }
      const words = line.renumbered || line.whole || reference(mark, text, sides) ? 0 : mark.run.lettered;
      if (mark.change === INSERTED && mark.moved) counts.moved += words;
      else if (mark.change === INSERTED) line.added += words;
      else if (mark.change === DELETED && !mark.moved) line.removed += words;
      return {
        change: mark.change,
        moved: mark.moved,
        text: mark.run.text,
        setting: setting(mark.run, version),
        was: mark.change === REFORMATTED ? setting(mark.before || mark.run, sides.a) : 0,
      };
    });
    counts.added += line.added;
    counts.removed += line.removed;
    line.pieces = pieces(parts);
    line.marked = line.change !== SAME || !!line.was || line.pieces.some((p) => p.change !== SAME);
  }

  /** The passage that looks the same at the start of `marks`, as one part. */
  function alikePart(marks, setting, { a, b }) {
    const end = marks.findIndex((m) => !m.alike);
    const passage = end < 0 ? marks : marks.slice(0, end);
    const [old, now] = [DELETED, INSERTED].map((change) => passage.filter((m) => m.change === change));
    const [was, is] = [setting(old[0].run, a), setting(now[0].run, b)];
    const read = (side) => side.map((m) => m.run.text).join("");
    const change = was === is ? SAME : REFORMATTED;
    return { change, moved: false, text: read(now), alike: read(old), setting: is, was: was === is ? 0 : was };
  }

  /** The steps to what changed from version `from` to version `to`, both from 1; `to` may be the older one. `headings` are
   *  the sections of the headings of each version, as their history numbers them. The HTML is written by more steps, `write`,
   *  which give it part by part. */
  function* redlineSteps(data, from, to, headings = []) {
    const text = yield* prepare(data);
    const read = yield* readLines(text, text.versions[from - 1], text.versions[to - 1]);
    const { sides } = read, { a, b } = sides;
    const lines = sides.direct ? read.lines : yield* mend(read.lines, text, sides);
    const containers = readContainers(text, sides);
    sides.labels = labels(containers);
    yield* findMoves(lines, containers, sides.direct && a < b ? text.moves[b] : undefined);
    const counts = { added: 0, removed: 0, moved: 0 };
    for (const [n, line] of lines.entries()) {
      finish(line, text, sides, counts);
      if (n % FEW === 0) yield;
    }
    placeColumns(lines, containers);
    yield;
    placeNumbers(lines, containers);
    yield;
    const changes = numberChanges(lines, containers);
    yield;
    const told = { changes, sections: sectionsBetween(lines, headings, from, to), marks: legendOf(lines, containers), ...counts };
    return { ...told, coarse: isCoarse(text, a, b), write: () => write({ ...text, a: from - 1, b: to - 1 }, lines, containers) };
  }

  /** What changed from one version to another, with all steps done at once. */
  function redline(data, from, to, headings) {
    const read = redlineSteps(data, from, to, headings);
    let step = read.next();
    while (!step.done) step = read.next();
    const parts = [...step.value.write()].map((part) => part?.html ?? "");
    return { ...step.value, html: parts.join("") };
  }

  Object.assign(promulgate, { redline, redlineSteps });
})((promulgate.weave ??= {}));
