// Twin of src/weave/read/compose.rs: what stands in either version, line by line.

((weave) => {
  const { DELETED, FEW, INSERTED, REFORMATTED, SAME, ancestors, gather, isDirect, other, at, stands, known } = weave;

  function change(stood, stands) {
    return stood ? (stands ? SAME : DELETED) : INSERTED;
  }

  function* readLines(text, a, b) {
    const { leaves, lives, shapes, tracks, containers } = text;
    const stood = lives.map((life) => stands(life, a)), stays = lives.map((life) => stands(life, b));
    const before = tracks.map((track) => at(track, a)), now = tracks.map((track) => at(track, b));
    const either = { stood, stays, before, now };
    const direct = isDirect(text, a, b), later = Math.max(a, b);
    // what stands in every text up to the later one, and what came after it
    const always = lives.map(([from, to]) => from === 0 && !(to <= later)), after = lives.map(([from]) => from > later);
    const isSteady = ({ life, runs }) => always[life] && runs.every((run) => always[run.life] || after[run.life]);
    const sides = {
      a, b, direct,
      earlier: new Set(), current: new Set(),
      shape: (node, version) => shapes[at(node.shape, version)],
      kind: (container, version) => at(containers[container].kinds, version),
      around: (container) => ancestors(containers, container),
    };
    const find = (node, version, found) => {
      for (let c = sides.shape(node, version).parent; c >= 0 && !found.has(c); c = containers[c].parent) found.add(c);
    };
    const lines = [];
    let marks = [], oldOpen = false, newOpen = false;
    for (const node of leaves) {
      if (node.index % FEW === 0) yield;
      const was = stood[node.life], is = stays[node.life];
      if (was) find(node, a, sides.earlier);
      if (is) find(node, b, sides.current);
      if (!marks.length && (was || is) && !(was && is && sides.shape(node, a) !== sides.shape(node, b))) {
        const happened = change(was, is), one = known(node, text, happened, either);
        if (one) {
          lines.push(knownLine(node, sides.shape(node, happened === DELETED ? a : b), one, one.count > 0 && was && is && (direct || isSteady(node))));
          continue;
        }
      }
      const runs = node.runs.filter((run) => stood[run.life] || stays[run.life]);
      const unchanged = runs.every((run) => stood[run.life] && stays[run.life]);
      const whole = !marks.length && was && is && runs.length > 0 && unchanged && (direct || isSteady(node));
      const words = runs.map((run) => {
        const happened = change(stood[run.life], stays[run.life]);
        return { run, node, change: happened === SAME && before[run.track] !== now[run.track] ? REFORMATTED : happened, moved: false };
      });
      if (whole && sides.shape(node, a) === sides.shape(node, b)) {
        lines.push({ ...sides.shape(node, b), change: SAME, marks: words, last: node, whole });
        continue;
      }
      if (!whole) {
        marks.push(...words);
        oldOpen ||= words.some((mark) => mark.change !== INSERTED);
        newOpen ||= words.some((mark) => mark.change !== DELETED);
      }
      if (!was && !is) continue;
      const happened = change(was, is);
      oldOpen &&= happened === INSERTED;
      newOpen &&= happened === DELETED;
      marks.push({ end: true, node, change: happened, moved: false });
      if (oldOpen || newOpen) continue;
      for (const part of fitting(marks, sides)) {
        const line = leaf(part, sides);
        if (whole) {
          const alone = line.change === SAME ? words : words.map((mark) => ({ ...mark, change: line.change }));
          Object.assign(line, { whole, marks: alone });
        }
        lines.push(line);
      }
      marks = [];
    }
    return { lines: gather(lines), sides };
  }

  /** The line of a leaf to which one thing happened as a whole. */
  function knownLine(last, { parent, kind, anchors }, known, whole) {
    const { change, marks, pieces } = known;
    return {
      parent, kind, anchors, change, marks, pieces, last, whole, known,
      was: null, added: 0, removed: 0, renumbered: false, marked: change !== SAME, begins: 0, number: 0,
    };
  }

  /** The marks of one leaf, if the blocks that end in them may be shown as one; else those of each block by itself. */
  function fitting(marks, sides) {
    const kinds = (gone, version) =>
      marks.filter((m) => m.end && m.change !== gone).map((m) => sides.shape(m.node, version).kind);
    const old = kinds(INSERTED, sides.a), now = kinds(DELETED, sides.b);
    const plain = (kind) => /^(p|line|h\d)$/.test(kind);
    const code = (kind) => kind.startsWith("pre");
    const text = (kind) => kind !== "hr" && !code(kind);
    let fits = old.length + now.length === 1;
    if (old.length && now.length) {
      const x = old.pop(), y = now.pop();
      const same = x === y || (text(x) && text(y)) || (code(x) && code(y));
      fits = same && ((!old.length && !now.length) || (text(x) && [...old, ...now].every(plain)));
    }
    if (fits) return [marks];
    const parts = [];
    for (const happened of [DELETED, INSERTED]) {
      let part = [];
      for (const mark of marks.filter((m) => m.change !== other(happened))) {
        part.push({ ...mark, change: happened });
        if (mark.end) {
          parts.push(part);
          part = [];
        }
      }
    }
    return parts;
  }

  /** The line of these marks. Of the ends among them the last one of either side is its own. */
  function leaf(marks, sides) {
    marks = marks.slice();
    let last;
    const take = (gone) => {
      const place = marks.findLastIndex((m) => m.end && m.change !== gone);
      if (place < 0) return null;
      last = marks[place].node;
      if (marks[place].change !== SAME) marks.splice(place, 1);
      return last;
    };
    const oldNode = take(INSERTED), newNode = take(DELETED);
    marks = marks.filter((m) => !m.end || m.change !== SAME);
    const old = oldNode && sides.shape(oldNode, sides.a);
    const now = newNode && joined(sides.shape(newNode, sides.b), marks, sides);
    const around = (shape, version) => sides.around(shape.parent).map((c) => sides.kind(c, version)).reverse();
    const was = old && now ? former(old.kind, around(old, sides.a), now.kind, around(now, sides.b)) : null;
    return { ...(now || old), was, change: change(old, now), marks, last };
  }

  /** A leaf that other blocks end in stands in the container that is around all its parts. */
  function joined(shape, marks, sides) {
    const name = (container) => sides.kind(container, sides.b).split(":")[0];
    for (const mark of marks.filter((m) => m.end && m.change !== DELETED)) {
      const part = sides.shape(mark.node, sides.b);
      if (part.parent === shape.parent) continue;
      const mine = sides.around(shape.parent).reverse(), its = sides.around(part.parent).reverse();
      let depth = 0;
      while (depth < mine.length && mine[depth] === its[depth]) depth += 1;
      const holdsLeaves = depth === 0 || /^(quote|aside|item|footnote|definition|caption)$/.test(name(mine[depth - 1]));
      if (!holdsLeaves) depth = Math.min(mine.length, depth + 1);
      shape = { ...shape, parent: depth ? mine[depth - 1] : -1, kind: depth < mine.length ? "p" : shape.kind };
    }
    return shape;
  }

  /** What a leaf was, if a reader sees a difference. */
  function former(oldKind, oldAround, kind, around) {
    const name = (kind) => kind.split(":")[0].replace("numbers", "bullets");
    const within = oldAround.length === around.length && oldAround.every((k, n) => name(k) === name(around[n]));
    const plain = (kind) => kind === "line" || kind === "p";
    if (within && (oldKind === kind || (plain(oldKind) && plain(kind)))) return null;
    return { kind: oldKind, within: within ? null : oldAround };
  }

  /** The containers that stand in either version. */
  function readContainers(text, sides) {
    const differs = (was, kind) =>
      was !== kind && !(was.startsWith("table:") && kind.startsWith("table:") && was.length !== kind.length);
    return text.containers.map(({ parent }, c) => {
      const current = sides.current.has(c);
      const kind = sides.kind(c, current ? sides.b : sides.a);
      const was = current && sides.earlier.has(c) ? sides.kind(c, sides.a) : kind;
      return { parent, kind, current, was: differs(was, kind) ? was : undefined };
    });
  }

  Object.assign(weave, { change, readLines, former, readContainers });
})((promulgate.weave ??= {}));
