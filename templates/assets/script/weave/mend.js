// Twin of src/weave/read/mend.rs: brings together what versions in between tore apart.

((weave) => {
  const { DELETED, END, FEW, INSERTED, REFORMATTED, SAME, add, gather, isCell, isCode, isEdit, knownPairs, other, read, side, sum, at, isKnown, former, increasing, weigh, limits } = weave;

  function* mend(lines, text, sides) {
    for (const [n, line] of lines.entries()) {
      if (n % FEW === 0) yield;
      if (line.change !== SAME || isKnown(line) || !line.marks.some((m) => isEdit(m.change))) continue;
      const old = side(line, INSERTED), now = side(line, DELETED);
      if (read(old) === read(now)) line.marks = merged(old, now, text, sides);
    }
    // only what went and what came may be the same
    const any = (change) => lines.some((line) => line.change === change);
    if (!any(DELETED) || !any(INSERTED)) return lines;
    const old = yield* blocks(lines, INSERTED), now = yield* blocks(lines, DELETED);
    const pairs = yield* pairsOfBlocks(old, now);
    if (!pairs.length) return lines;
    const out = [];
    let i = 0, j = 0;
    for (const [nextI, nextJ] of [...pairs, [old.length, now.length]]) {
      for (const block of old.slice(i, nextI)) out.push(...block.lines.map((line) => alone(line, DELETED)));
      for (const block of now.slice(j, nextJ)) out.push(...block.lines.map((line) => alone(line, INSERTED)));
      if (nextI < old.length) {
        old[nextI].lines.forEach((before, k) => out.push(together(before, now[nextJ].lines[k], text, sides)));
      }
      [i, j] = [nextI + 1, nextJ + 1];
      if (i % FEW === 0) yield;
    }
    return gather(out);
  }

  /** The line that was one and is another. */
  function together(before, now, text, sides) {
    if (before === now) return now;
    const kind = (c) => sides.kind(c, sides.current.has(c) ? sides.b : sides.a);
    const around = (line) => sides.around(line.parent).map(kind).reverse();
    const was = former(before.kind, around(before), now.kind, around(now));
    return { ...now, was, change: SAME, marks: merged(before.marks, now.marks, text, sides) };
  }

  /** One side of a line. */
  function alone(line, change) {
    if (isKnown(line) && line.change === change) return line;
    const kind = change === DELETED && line.was ? line.was.kind : line.kind;
    return { ...line, kind, was: null, change, marks: side(line, other(change)).map((m) => ({ ...m, change })) };
  }

  /** The lines of one side as blocks: a line each, or the cells of a row to which one thing happened. */
  function* blocks(lines, gone) {
    const found = [];
    for (const [index, line] of lines.entries()) {
      if (line.change === gone) continue;
      const row = found[found.length - 1], before = lines[index - 1];
      const goesOn = row && isCell(line) && row.end === index && before.parent === line.parent && before.change === line.change;
      if (goesOn) row.lines.push(line);
      else found.push({ lines: [line], start: index });
      found[found.length - 1].end = index + 1;
    }
    for (const [n, block] of found.entries()) {
      if (n % FEW === 0) yield;
      const [first] = block.lines;
      block.stays = first.change === SAME;
      block.whole = first.whole;
      block.letters = 0;
      for (const line of block.lines) block.letters += isKnown(line) ? line.known.letters : sum(side(line, gone), "letters");
      if (block.stays) continue;
      block.text = block.lines.map(reading).join(END);
      block.kind = isCell(first) ? "row" : isCode(first) ? "pre" : first.kind === "hr" ? "hr" : "";
      block.words = block.lines.flatMap((line) => line.marks.filter((m) => !m.end && m.run.known));
    }
    return found;
  }

  /** How a line reads. */
  function reading(line) {
    if (!isKnown(line)) return read(line.marks);
    line.known.text ??= read(line.marks);
    return line.known.text;
  }

  /** Pairs of blocks that are the same, in order on both sides: as many letters of them as can be. None if there are
   *  only those that stayed. */
  function* pairsOfBlocks(old, now) {
    const byPlace = new Map(), byText = new Map(), byWord = new Map();
    now.forEach((block, j) => {
      if (block.stays) byPlace.set(block.start, j);
      if (block.stays || block.whole) return;
      add(byText, block.text, j);
      block.words.forEach((m) => add(byWord, m.run.known, j));
    });
    const places = [], weights = [];
    let any = false;
    for (const [i, block] of old.entries()) {
      if (i % FEW === 0) yield;
      if (block.stays) {
        places.push([i, byPlace.get(block.start)]);
        weights.push(block.whole || isCell(block.lines[0]) ? limits.firm : block.letters + 1);
      }
      if (block.stays || block.whole) continue;
      const shared = new Map();
      for (const { run } of block.words) {
        for (const j of byWord.get(run.known) || []) shared.set(j, (shared.get(j) || 0) + run.letters);
      }
      for (const [j, letters] of [...shared]) {
        if (!letters || 2 * letters < limits.same * (block.letters + now[j].letters)) shared.delete(j);
      }
      for (const j of (byText.get(block.text) || []).slice(0, limits.among)) shared.set(j, block.letters);
      const fits = (j) => now[j].kind === block.kind && now[j].lines.length === block.lines.length;
      for (const j of [...shared.keys()].filter(fits).sort((x, y) => x - y)) {
        any = true;
        places.push([i, j]);
        weights.push(shared.get(j) + 1);
      }
    }
    return any ? increasing(places, weights) : [];
  }

  /** The words of the older side beside those of the newer one. */
  function merged(old, now, text, { a, b }) {
    let pairs;
    if (read(old) === read(now)) {
      [old, now] = alike(old, now);
      pairs = old.map((_, k) => [k, k]);
    } else {
      pairs = knownPairs(old, now);
    }
    const marks = [];
    let i = 0, j = 0;
    const add = (part, change) => part.forEach((m) => marks.push({ ...m, change }));
    for (const [nextI, nextJ] of [...pairs, [old.length, now.length]]) {
      add(old.slice(i, nextI), DELETED);
      add(now.slice(j, nextJ), INSERTED);
      if (nextI < old.length) {
        const before = old[nextI].run, mark = now[nextJ];
        const same = mark.end || at(text.tracks[before.track], a) === at(text.tracks[mark.run.track], b);
        marks.push({ ...mark, before, change: same ? SAME : REFORMATTED });
      }
      [i, j] = [nextI + 1, nextJ + 1];
    }
    return marks;
  }

  /** Two sides that read the same, cut in the same places. */
  function alike(old, now) {
    const ends = (marks) => {
      let end = 0;
      return marks.map((m) => (end += m.end ? 1 : m.run.text.length));
    };
    const borders = [...new Set([...ends(old), ...ends(now)])].sort((x, y) => x - y);
    const cut = (marks) => {
      const parts = [];
      let start = 0, n = 0;
      for (const mark of marks) {
        if (mark.end) {
          parts.push(mark);
          start += 1;
          n += 1;
          continue;
        }
        const end = start + mark.run.text.length;
        for (let from = start; from < end; from = borders[n++]) {
          const part = mark.run.text.slice(from - start, borders[n] - start);
          const rest = from > start ? { words: 0, lettered: 0 } : {};
          parts.push({ ...mark, run: { ...mark.run, ...rest, text: part, ...weigh(part) } });
        }
        start = end;
      }
      return parts;
    };
    return [cut(old), cut(now)];
  }

  Object.assign(weave, { mend, reading });
})((promulgate.weave ??= {}));
