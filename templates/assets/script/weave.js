// Any two versions of a text as one, with what was removed and what was added.
//
// A page holds the text of all versions at once: every stretch of words with the versions in which it stands. This
// script only picks what stands in either of two versions; it compares nothing. What it shows is what
// `promulgate diff` shows.
//
//   promulgate.redline(data, 3, 7)   what changed from version 3 to version 7
"use strict";

var promulgate = globalThis.promulgate || {};

promulgate.redline = (() => {
  const SAME = "same", DELETED = "deleted", INSERTED = "inserted", REFORMATTED = "reformatted";
  const isEdit = (change) => change === DELETED || change === INSERTED;
  const other = (change) => (change === DELETED ? INSERTED : DELETED);
  const isCell = (line) => line.kind === "td" || line.kind === "th";
  const isCode = (line) => line.kind.startsWith("pre");
  const isHeading = (line) => /^h\d$/.test(line.kind);
  const add = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));
  const END = "\u0001"; // the end of a block in a text

  // ---- The data, made ready once -------------------------------------------------------------------------------

  const ready = new WeakMap();

  function prepare(data) {
    if (!ready.has(data)) {
      const leaves = data.leaves.map(([life, shape, ...runs], index) => ({
        index,
        life,
        shape: [].concat(shape),
        runs: runs.map((run) => {
          const [text, own = life, track = 0, words = 0, lettered = (words + 1) >> 1, known = 0] = [].concat(run);
          return { text, life: own < 0 ? life : own, track, words, lettered, known, ...weigh(text) };
        }),
      }));
      leaves.forEach((node) => (node.steady = steady(node, data)));
      const containers = data.containers.map(([parent, ...kinds]) => ({ parent: parent - 1, kinds }));
      const shapes = data.shapes.map(([parent, kind, ...anchors]) => ({ parent: parent - 1, kind, anchors }));
      ready.set(data, { ...data, leaves, containers, shapes });
    }
    return ready.get(data);
  }

  // What is shown of a leaf that has read the same, set alike, as long as it stood: it is made once.
  function steady(node, { tracks, settings, marks }) {
    const { runs } = node;
    if (!runs.length || runs.some((run) => run.life !== node.life || tracks[run.track].length > 1)) return null;
    const setting = (run) => tracks[run.track][0];
    return {
      marks: runs.map((run) => ({ run, node, change: SAME, moved: false })),
      pieces: pieces(runs.map((run) => ({ change: SAME, moved: false, text: run.text, setting: setting(run), was: 0 }))),
      letters: runs.reduce((letters, run) => letters + run.letters, 0),
      cut: runs.some((run) => run.words),
      // a link to a place in the text leads there only if the place stands
      alike: runs.every((run) => settings[setting(run)].every((mark) => marks[mark][4] === undefined && marks[mark][0] !== "footnote")),
      html: null,
    };
  }

  // Pieces with neighbours that look alike put together.
  function pieces(parts) {
    const out = [];
    for (const part of parts) {
      const last = out[out.length - 1];
      const goesOn = last && !part.end && ["change", "moved", "setting", "was"].every((key) => last[key] === part[key]);
      if (goesOn) last.text += part.text;
      else out.push(part);
    }
    return out;
  }

  // Letters and digits of a text, and characters that are seen.
  function weigh(text) {
    const count = (unwanted) => Array.from(text.replace(unwanted, "")).length;
    return {
      letters: count(/[^\p{Alphabetic}\p{N}\p{M}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu),
      size: count(/[\p{White_Space}\u00ad\u200b-\u200f\u2060\ufeff]/gu),
    };
  }

  // What something is in a version: `[first, from, next, from, next…]`.
  function at(track, version) {
    let k = track.length - 2;
    while (k > 0 && track[k] > version) k -= 2;
    return track[k + 1];
  }

  // Whether something stands in a version: it begins, ends, begins again…
  const stands = (life, version) => life.filter((bound) => bound <= version).length % 2 === 1;

  // ---- What stands in either version, line by line -----------------------------------------------------------

  function change(stood, stands) {
    return stood ? (stands ? SAME : DELETED) : INSERTED;
  }

  function readLines(text, a, b) {
    const { leaves, lives, shapes, tracks, containers } = text;
    const stood = lives.map((life) => stands(life, a)), stays = lives.map((life) => stands(life, b));
    const kept = tracks.map((track) => at(track, a) === at(track, b));
    const neighbours = Math.abs(a - b) === 1;
    const sides = {
      a, b, neighbours,
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
      const was = stood[node.life], is = stays[node.life];
      if (was) find(node, a, sides.earlier);
      if (is) find(node, b, sides.current);
      if (was && is && node.steady && !marks.length && sides.shape(node, a) === sides.shape(node, b)) {
        const { steady } = node, { parent, kind, anchors } = sides.shape(node, b);
        const whole = neighbours || !steady.cut;
        const nothing = { was: null, added: 0, removed: 0, renumbered: false, marked: false, begins: 0, number: 0 };
        lines.push({ parent, kind, anchors, change: SAME, marks: steady.marks, pieces: steady.pieces, last: node, whole, steady, ...nothing });
        continue;
      }
      const runs = node.runs.filter((run) => stood[run.life] || stays[run.life]);
      const unchanged = runs.every((run) => stood[run.life] && stays[run.life]);
      const whole = !marks.length && was && is && runs.length > 0 && unchanged && (neighbours || !node.runs.some((run) => run.words));
      const words = runs.map((run) => {
        const happened = change(stood[run.life], stays[run.life]);
        return { run, node, change: happened === SAME && !kept[run.track] ? REFORMATTED : happened, moved: false };
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
    return { lines, sides };
  }

  function ancestors(containers, container) {
    const around = [];
    for (let c = container; c >= 0; c = containers[c].parent) around.push(c);
    return around;
  }

  // The marks of one leaf, if the blocks that end in them may be shown as one; else those of each block by itself.
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

  // The line of these marks. Of the ends among them the last one of either side is its own.
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

  // A leaf that other blocks end in stands in the container that is around all its parts.
  function joined(shape, marks, sides) {
    const name = (container) => sides.kind(container, sides.b).split(":")[0];
    for (const mark of marks.filter((m) => m.end && m.change !== DELETED)) {
      const part = sides.shape(mark.node, sides.b);
      if (part.parent === shape.parent) continue;
      const mine = sides.around(shape.parent).reverse(), its = sides.around(part.parent).reverse();
      let depth = 0;
      while (depth < mine.length && mine[depth] === its[depth]) depth += 1;
      const holdsLeaves = depth === 0 || /^(quote|item|footnote|definition)$/.test(name(mine[depth - 1]));
      if (!holdsLeaves) depth = Math.min(mine.length, depth + 1);
      shape = { ...shape, parent: depth ? mine[depth - 1] : -1, kind: depth < mine.length ? "p" : shape.kind };
    }
    return shape;
  }

  // What a leaf was, if a reader sees a difference.
  function former(oldKind, oldAround, kind, around) {
    const name = (kind) => kind.split(":")[0].replace("numbers", "bullets");
    const within = oldAround.length === around.length && oldAround.every((k, n) => name(k) === name(around[n]));
    const plain = (kind) => kind === "line" || kind === "p";
    if (within && (oldKind === kind || (plain(oldKind) && plain(kind)))) return null;
    return { kind: oldKind, within: within ? null : oldAround };
  }

  // ---- What versions in between tore apart -------------------------------------------------------------------

  const read = (marks) => marks.map((m) => (m.end ? END : m.run.text)).join("");
  const sum = (marks, what) => marks.reduce((sum, m) => sum + (m.end ? (what === "size" ? 4 : 0) : m.run[what]), 0);
  const side = (line, gone) => line.marks.filter((m) => m.change !== gone);

  function mend(lines, text, sides) {
    for (const line of lines) {
      if (line.change !== SAME || !line.marks.some((m) => isEdit(m.change))) continue;
      const old = side(line, INSERTED), now = side(line, DELETED);
      if (read(old) === read(now)) line.marks = merged(old, now, text, sides);
    }
    const old = blocks(lines, INSERTED), now = blocks(lines, DELETED);
    const pairs = pairsOfBlocks(old, now);
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
    }
    return out;
  }

  // The line that was one and is another.
  function together(before, now, text, sides) {
    if (before === now) return now;
    const kind = (c) => sides.kind(c, sides.current.has(c) ? sides.b : sides.a);
    const around = (line) => sides.around(line.parent).map(kind).reverse();
    const was = former(before.kind, around(before), now.kind, around(now));
    return { ...now, was, change: SAME, marks: merged(before.marks, now.marks, text, sides) };
  }

  // One side of a line.
  function alone(line, change) {
    const kind = change === DELETED && line.was ? line.was.kind : line.kind;
    return { ...line, kind, was: null, change, marks: side(line, other(change)).map((m) => ({ ...m, change })) };
  }

  // The lines of one side as blocks: a line each, or the cells of a row to which one thing happened.
  function blocks(lines, gone) {
    const found = [];
    lines.forEach((line, index) => {
      if (line.change === gone) return;
      const row = found[found.length - 1], before = lines[index - 1];
      const goesOn = row && isCell(line) && row.end === index && before.parent === line.parent && before.change === line.change;
      if (goesOn) row.lines.push(line);
      else found.push({ lines: [line], start: index });
      found[found.length - 1].end = index + 1;
    });
    for (const block of found) {
      const [first] = block.lines;
      block.stays = first.change === SAME;
      block.whole = first.whole;
      block.letters = 0;
      for (const line of block.lines) block.letters += block.stays && line.steady ? line.steady.letters : sum(side(line, gone), "letters");
      if (block.stays) continue;
      block.text = block.lines.map((line) => read(line.marks)).join(END);
      block.kind = isCell(first) ? "row" : isCode(first) ? "pre" : first.kind === "hr" ? "hr" : "";
      block.words = block.lines.flatMap((line) => line.marks.filter((m) => !m.end && m.run.known));
    }
    return found;
  }

  // Pairs of blocks that are the same, in order on both sides: as many letters of them as can be. None if there are
  // only those that stayed.
  function pairsOfBlocks(old, now) {
    const byPlace = new Map(), byText = new Map(), byWord = new Map();
    now.forEach((block, j) => {
      if (block.stays) byPlace.set(block.start, j);
      if (block.stays || block.whole) return;
      add(byText, block.text, j);
      block.words.forEach((m) => add(byWord, m.run.known, j));
    });
    const places = [], weights = [];
    let any = false;
    old.forEach((block, i) => {
      if (block.stays) {
        places.push([i, byPlace.get(block.start)]);
        weights.push(block.whole || isCell(block.lines[0]) ? 2 ** 30 : block.letters + 1);
      }
      if (block.stays || block.whole) return;
      const shared = new Map();
      for (const { run } of block.words) {
        for (const j of byWord.get(run.known) || []) shared.set(j, (shared.get(j) || 0) + run.letters);
      }
      for (const [j, letters] of [...shared]) {
        if (!letters || 2 * letters < 0.5 * (block.letters + now[j].letters)) shared.delete(j);
      }
      for (const j of (byText.get(block.text) || []).slice(0, 50)) shared.set(j, block.letters);
      const fits = (j) => now[j].kind === block.kind && now[j].lines.length === block.lines.length;
      for (const j of [...shared.keys()].filter(fits).sort((x, y) => x - y)) {
        any = true;
        places.push([i, j]);
        weights.push(shared.get(j) + 1);
      }
    });
    return any ? increasing(places, weights) : [];
  }

  // Of pairs in order of their first places those that are in order of their second places too and weigh most.
  function increasing(pairs, weights) {
    const ends = [...new Set(pairs.map((pair) => pair[1]))].sort((x, y) => x - y);
    const rank = new Map(ends.map((end, n) => [end, n]));
    const tree = ends.concat(0).map(() => [0, -1]);
    const before = [];
    const better = (x, y) => x[0] > y[0] || (x[0] === y[0] && x[1] > y[1]);
    for (let from = 0, to; from < pairs.length; from = to) {
      const found = [];
      for (to = from; to < pairs.length && pairs[to][0] === pairs[from][0]; to += 1) {
        let best = [0, -1];
        for (let place = rank.get(pairs[to][1]); place > 0; place &= place - 1) {
          if (better(tree[place], best)) best = tree[place];
        }
        before[to] = best[1];
        found.push([to, best[0] + Math.max(weights[to], 1)]);
      }
      for (const [n, total] of found) {
        for (let place = rank.get(pairs[n][1]) + 1; place < tree.length; place += place & -place) {
          if (total > tree[place][0]) tree[place] = [total, n];
        }
      }
    }
    let last = tree.reduce((best, entry) => (entry[0] > best[0] || (entry[0] === best[0] && entry[1] < best[1]) ? entry : best), [0, -1])[1];
    const chain = [];
    for (; last >= 0; last = before[last]) chain.unshift(pairs[last]);
    return chain;
  }

  // The words of the older side beside those of the newer one.
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

  // Two sides that read the same, cut in the same places.
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

  // Pairs of runs that are known to be the same, in order.
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

  // ---- Moves ---------------------------------------------------------------------------------------------------

  // Marks blocks that were deleted in one place and inserted in another.
  function findMoves(lines, told) {
    const blocks = (happened) =>
      lines.flatMap((line, place) => {
        if (line.change !== happened || isCell(line)) return [];
        const marks = line.whole ? [] : line.marks;
        return [{ line, place, marks, text: read(marks), letters: sum(marks, "letters"), code: isCode(line) }];
      });
    const gone = blocks(DELETED), came = blocks(INSERTED);
    if (told) {
      for (const [from, to, there, here] of told) {
        const block = came.find((block) => block.place === to);
        Object.assign(block, { from: gone.find((block) => block.place === from), there, here });
      }
      markMoves(lines, gone, came);
      return;
    }
    if (!gone.length || !came.length) return;
    const byText = new Map(), byWord = new Map();
    gone.forEach((block, n) => {
      if (block.letters >= 30) add(byText, block.text, n);
      block.known = new Set(block.marks.filter((m) => !m.end && m.run.known).map((m) => m.run.known));
      block.known.forEach((known) => add(byWord, known, n));
    });
    const alike = (from, to) => {
      const less = Math.min(from.letters, to.letters), more = Math.max(from.letters, to.letters);
      if (from.code !== to.code || !more || (2 * less) / (less + more) < 0.3) return 0;
      const shared = to.marks.filter((m) => !m.end && from.known.has(m.run.known));
      return (2 * sum(shared, "letters")) / (from.letters + to.letters);
    };
    const pair = (from, to) => {
      came[to].from = gone[from];
      gone[from].taken = true;
      for (const step of [1, -1]) {
        for (let i = from + step, j = to + step; gone[i] && came[j]; i += step, j += step) {
          const old = gone[i], now = came[j];
          const near = Math.abs(old.place - gone[i - step].place) === 1 && Math.abs(now.place - came[j - step].place) === 1;
          if (!near || old.taken || now.from || !(old.text === now.text || alike(old, now) >= 0.3)) break;
          now.from = old;
          old.taken = true;
        }
      }
    };
    came.forEach((block, to) => {
      const from = (byText.get(block.text) || []).find((from) => !gone[from].taken);
      if (from !== undefined && !block.from) pair(from, to);
    });
    came.forEach((block, to) => {
      if (block.from || block.letters < 30) return;
      const near = new Set(block.marks.flatMap((m) => (!m.end && m.run.known && byWord.get(m.run.known)) || []));
      let best = -1, most = 0.3;
      for (const from of [...near].sort((x, y) => x - y)) {
        const much = gone[from].taken ? 0 : alike(gone[from], block);
        if (much > most || (much === most && best < 0)) [best, most] = [from, much];
      }
      if (best >= 0) pair(best, to);
    });
    markMoves(lines, gone, came);
  }

  function markMoves(lines, gone, came) {
    gone.forEach((block, n) => (block.number = n));
    const stays = (from, to) => lines.slice(from, to).some((line) => line.change === SAME);
    const edited = new Set();
    let number = 0, before = null;
    came.forEach((to, n) => {
      const from = to.from;
      if (!from) return;
      const goesOn =
        before && from.number === before.from.number + 1 && n === before.n + 1 &&
        !stays(before.from.place, from.place) && !stays(before.to.place, to.place);
      if (!goesOn) number += 1;
      if (to.here) {
        const others = [markStretches(from.marks, to.there), markStretches(to.marks, to.here)];
        if (others.includes(true)) edited.add(number);
      } else if (from.text === to.text) {
        [...from.marks, ...to.marks].forEach((m) => (m.moved = true));
      } else {
        edited.add(number);
        knownPairs(from.marks, to.marks).forEach(([i, j]) => (from.marks[i].moved = to.marks[j].moved = true));
      }
      from.line.moved = to.line.moved = { number, first: !goesOn };
      before = { from, to, n };
    });
    for (const { moved } of lines) if (moved) moved.edited = edited.has(moved.number);
  }

  // Marks what moved, given where it begins and ends; whether there is other text.
  function markStretches(marks, stretches) {
    let place = 0;
    for (const mark of marks) {
      mark.moved = stretches.filter((border) => border <= place).length % 2 === 1;
      place += mark.end ? 1 : mark.run.text.length;
    }
    return marks.some((mark) => !mark.moved);
  }

  // ---- Marks as a person would set them ------------------------------------------------------------------------

  // Stretches of neighbours that are alike.
  function stretches(items, same) {
    const found = [];
    items.forEach((item, n) => (n && same(items[n - 1], item) ? found[found.length - 1].push(item) : found.push([item])));
    return found;
  }

  const byEdit = (marks) => stretches(marks, (x, y) => isEdit(x.change) === isEdit(y.change));

  function tidy(marks) {
    if (!marks.some((m) => isEdit(m.change))) return marks;
    marks = rewritten(marks) ? markAll(marks) : drownIslands(marks);
    return byEdit(marks).flatMap((run) =>
      isEdit(run[0].change) ? [...run.filter((m) => m.change === DELETED), ...run.filter((m) => m.change !== DELETED)] : run,
    );
  }

  // Whether so little survives, and that in pieces, that both texts are better read whole.
  function rewritten(marks) {
    if (byEdit(marks).filter((run) => isEdit(run[0].change)).length < 2) return false;
    const letters = (happened) => sum(marks.filter((m) => happened(m.change)), "letters");
    const same = letters((c) => !isEdit(c)), deleted = letters((c) => c === DELETED), inserted = letters((c) => c === INSERTED);
    return deleted > 0 && inserted > 0 && 3 * same < same + Math.min(deleted, inserted);
  }

  function markAll(marks) {
    const as = (change, gone) => marks.filter((m) => m.change !== gone).map((m) => ({ ...m, change }));
    const old = as(DELETED, INSERTED).map((m) => (m.before ? { ...m, run: m.before } : m));
    return [...old, ...as(INSERTED, DELETED)];
  }

  // Turns accidental equality inside a rewritten passage into part of it, where that is easier to read.
  function drownIslands(marks) {
    const out = [];
    let editsFrom = 0;
    const runs = byEdit(marks);
    runs.forEach((run, n) => {
      const stays = !isEdit(run[0].change);
      if (stays && n > 0 && n + 1 < runs.length && isIsland(run, out.slice(editsFrom), runs[n + 1])) {
        out.push(...markAll(run));
      } else {
        out.push(...run);
        if (stays) editsFrom = out.length;
      }
    });
    return out;
  }

  function isIsland(run, before, after) {
    if (run.some((m) => m.change === REFORMATTED)) return false;
    const has = (marks, change) => Number(marks.some((m) => m.change === change && (m.end || m.run.size > 0)));
    const runs = (marks) => has(marks, DELETED) + has(marks, INSERTED);
    let saved = 6 * (runs(before) + runs(after)) - 12;
    const both = [DELETED, INSERTED].every((change) => has(before, change) + has(after, change) > 0);
    if (both && run.reduce((words, m) => words + (m.end ? 1 : m.run.words), 0) === 1) saved += 9;
    return 2 * sum(run, "size") < saved;
  }

  // How many of the words at the start of a block are its number: “3.”, “(a)”, “๒.๑”, “IV.”, “ข้อ ๓”, “Section 4:”.
  function ordinal(words) {
    let count = 0, numbers = 0, named = false;
    for (const word of words) {
      const blank = /^\p{White_Space}*$/u.test(word);
      let fits;
      if (blank) fits = true;
      else if (isNumber(word)) {
        numbers += 1;
        fits = true;
      } else if (/^[([§]$/.test(word)) fits = numbers === 0;
      else if (/^[^\p{Alphabetic}\p{N}]+$/u.test(word)) fits = numbers > 0 && /^[.)\]:\-–]+$/.test(word);
      else {
        fits = numbers === 0 && !named && NAMES.includes(word.toLowerCase());
        if (numbers === 0) named = true;
      }
      if (!fits) return numbers > 0 && count > 1 ? count : 0;
      count += 1;
      if (numbers > 0 && (blank || numbers > 3)) return count;
    }
    return 0;
  }

  const NAMES = ["section", "article", "part", "chapter", "clause", "ข้อ", "มาตรา", "หมวด", "ส่วนที่", "บทที่"];
  const isNumber = (word) => /^(?=.*\p{N})[\p{N}.]+$/u.test(word) || /^\p{Alphabetic}$/u.test(word) || /^[ivx]{1,5}$/i.test(word);

  // Whether nothing of a line is changed but its number.
  function isRenumbered(line, marks) {
    if (line.change !== SAME || !/^(h\d|line|p)$/.test(line.kind) || !marks.some((m) => isEdit(m.change))) return false;
    return [INSERTED, DELETED].every((gone) => {
      const side = marks.filter((m) => m.change !== gone);
      if (side.some((m) => m.end)) return false;
      return side.slice(ordinal(side.map((m) => m.run.text))).every((m) => !isEdit(m.change));
    });
  }

  // ---- The redline ---------------------------------------------------------------------------------------------

  function finish(line, text, sides, counts) {
    if (line.steady && line.change === SAME) return;
    const marks = line.change === SAME ? tidy(line.marks) : line.marks;
    line.renumbered = isRenumbered(line, marks);
    line.added = line.removed = 0;
    const setting = (run, version) => at(text.tracks[run.track], version);
    const parts = marks.map((mark, n) => {
      const version = mark.change === DELETED ? sides.a : sides.b;
      if (mark.end) {
        const next = marks.slice(n + 1).find((m) => m.end && m.change === mark.change);
        const { parent } = sides.shape(next ? next.node : line.last, version);
        const item = parent >= 0 && sides.kind(parent, version).startsWith("item");
        return { change: mark.change, end: true, item, text: "" };
      }
      const words = line.renumbered || line.whole ? 0 : mark.run.lettered;
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

  // Gives every cell its column: the columns of both versions stand in one order, each that went before those that came.
  function placeColumns(lines, containers) {
    const tables = new Map(), rows = new Map();
    for (const line of lines.filter(isCell)) {
      const table = ancestors(containers, line.parent).find((c) => containers[c].kind.startsWith("table"));
      if (!rows.has(line.parent)) rows.set(line.parent, { old: 0, now: 0 });
      const row = rows.get(line.parent);
      const cell = { line, old: line.change === INSERTED ? -1 : row.old++, now: line.change === DELETED ? -1 : row.now++ };
      if (!tables.has(table)) tables.set(table, []);
      tables.get(table).push(cell);
    }
    for (const cells of tables.values()) {
      const votes = new Map();
      for (const { old, now } of cells.filter((c) => c.old >= 0 && c.now >= 0)) {
        const key = old * 65536 + now;
        votes.set(key, (votes.get(key) || 0) + 1);
      }
      const keys = [...votes.keys()].sort((x, y) => x - y);
      const pairs = increasing(keys.map((key) => [Math.floor(key / 65536), key % 65536]), keys.map((key) => votes.get(key)));
      const most = (side) => cells.reduce((most, cell) => Math.max(most, cell[side] + 1), 0);
      const columns = { old: [], now: [] };
      let count = 0;
      for (const [i, j] of [...pairs, [most("old"), most("now")]]) {
        while (columns.old.length < i) columns.old.push(count++);
        while (columns.now.length < j) columns.now.push(count++);
        columns.old.push(count);
        columns.now.push(count++);
      }
      for (const { line, old, now } of cells) line.column = now >= 0 ? columns.now[now] : columns.old[old];
    }
  }

  // Numbers the changes as a reader counts them: neighbours that came or went as a whole are one change, up to the next
  // heading, and so are the cells of a row.
  function numberChanges(lines, containers) {
    const whole = (line) => isEdit(line.change);
    const way = (line) => (line.moved ? `${line.moved.number} ${line.change}` : "");
    const told = new Set();
    let count = 0, before = null;
    for (const line of lines) {
      let inOther = false;
      for (let c = line.parent; c >= 0 && !told.has(c); c = containers[c].parent) {
        told.add(c);
        inOther ||= containers[c].was !== undefined;
      }
      const changed = (line.marked && !line.renumbered) || inOther;
      const cell = before && isCell(line) && line.parent === before.parent;
      const goesOn =
        before && (cell || (whole(before) && whole(line) && !isHeading(line) && way(before) === way(line)));
      if (changed && !goesOn) {
        count += 1;
        line.begins = count;
      }
      line.number = changed ? count : 0;
      before = changed ? line : null;
    }
    return count;
  }

  // The containers that stand in either version.
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

  // ---- HTML ------------------------------------------------------------------------------------------------------

  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const escape = (text) => text.replace(/[&<>"]/g, (c) => ESCAPES[c]);
  // As `showable.rs`: what nobody sees, anywhere and in a text that was edited; after what joiners are part of writing.
  const HIDDEN = /[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u;
  const EDITED = /[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u206f\ufeff]/u;
  const TAG = /[\u{e0000}-\u{e007f}]/u;
  const JOINS = /[\u0590-\u1cff\u2190-\u2bff\u3030\u303d\u3297\u3299\ua800-\uabff\ufb1d-\ufefe\u{10a00}-\u{10ffff}]/u;
  const attribute = (name, value) => (value ? ` ${name}="${escape(value)}"` : "");
  const footnote = (label) => "fn." + label.replace(/\p{White_Space}/gu, "-");
  const after = (kind) => kind.slice(kind.indexOf(":") + 1);

  function say(text, notes) {
    const short = (value) => (value.length > 300 && Array.from(value).length > 300 ? Array.from(value).slice(0, 300).join("") + "…" : value);
    return notes.map(([key, value = ""]) => (text.notes[key] || key).replace("{value}", () => short(value))).join(", ");
  }

  // A text that may have been edited. Characters that nobody sees are signs.
  function show(shown, edited) {
    if (!HIDDEN.test(shown) && !(edited && EDITED.test(shown))) return escape(shown);
    let out = "", before = "", flag = false;
    for (const c of shown) {
      flag = c === "\u{1f3f4}" || (flag && TAG.test(c));
      const hidden = HIDDEN.test(c) || (edited && EDITED.test(c));
      const fits = (TAG.test(c) && flag) || (/[\u200c\u200d]/.test(c) && JOINS.test(before));
      if (hidden && !fits) {
        const name = "U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
        out += `<bdi class="sign" data-sign="${name}">${c}</bdi>`;
      } else out += escape(c);
      before = c;
    }
    return out;
  }

  const MARKS = {
    emphasis: ["em", "emphasis"], strong: ["strong", "bold"], strike: ["s", "strike"], underline: ["u", "underline"],
    highlight: ["mark", "highlight"], small: ["small", "small"], sub: ["sub", "sub"], sup: ["sup", "sup"],
    kbd: ["kbd", "code"], code: ["code", "code"], break: ["", "break"],
    link: ["", "link"], image: ["", "image"], footnote: ["", "footnote"],
  };

  // What happened to the look of a text.
  function notesOfText(text, was, now) {
    const notes = [];
    const marks = (setting) => text.settings[setting].map((mark) => text.marks[mark]);
    const [before, after] = [marks(was), marks(now)];
    for (const old of before) {
      const kept = after.find((mark) => mark[0] === old[0]);
      const [name, href] = old;
      const key = MARKS[name][1];
      if (!kept) notes.push([`${key}-removed`, name === "link" ? href : ""]);
      else if (href !== undefined && name !== "footnote" && kept[1] !== href) notes.push([`${key}-changed`, href]);
      else if (href !== undefined && name !== "footnote" && kept !== old) notes.push(["title-changed", old[2]]);
    }
    for (const mark of after) if (!before.some((old) => old[0] === mark[0])) notes.push([`${MARKS[mark[0]][1]}-added`]);
    return notes.length ? notes : [["nesting-changed"]];
  }

  function notesOfLeaf({ was, kind }) {
    if (!was) return [];
    const notes = [];
    const of = (kind) => kind.split(":")[0];
    const plain = (kind) => kind === "line" || kind === "p";
    if (was.kind !== kind && !(plain(was.kind) && plain(kind))) {
      if (/^h\d/.test(was.kind)) notes.push(["was-heading", was.kind[1]]);
      else if (of(was.kind) === "pre" && of(kind) === "pre") notes.push(["was-code-of", after(was.kind)]);
      else if (of(was.kind) === "pre") notes.push(["was-code"]);
      else if (was.kind === "th" && kind === "td") notes.push(["was-head-cell"]);
      else if (was.kind === "td" && kind === "th") notes.push(["was-cell"]);
      else if (was.kind === "dt") notes.push(["was-term"]);
      else notes.push(["was-paragraph"]);
    }
    if (was.within) {
      const lists = was.within.filter((kind) => /^(bullets|numbers)/.test(kind)).length;
      const innermost = was.within.length ? of(was.within[was.within.length - 1]) : "";
      const places = { item: "list", row: "table", quote: "quote", footnote: "footnote", definition: "definitions", definitions: "definitions" };
      const place = places[innermost];
      notes.push(place ? [`was-in-${place}`, place === "list" ? String(lists) : ""] : ["was-outside"]);
    }
    return notes;
  }

  function notesOfContainer({ was, kind }) {
    if (was === undefined) return [];
    const [name, value] = was.includes(":") ? [was.slice(0, was.indexOf(":")), after(was)] : [was, ""];
    switch (name) {
      case "bullets": return [["was-bullets"]];
      case "numbers": return [kind === "bullets" ? ["was-numbered"] : ["was-numbered-from", value]];
      case "item": return [[value ? `was-${value}` : "was-no-task"]];
      case "quote": return [value ? ["was-alert", value] : ["was-quote"]];
      case "footnote": return [["was-footnote", value]];
      default: return [["was-aligned"]];
    }
  }

  // The numbers of items in numbered lists, where they stand now or, if they are gone, where they stood.
  function numbersOfItems(lines, containers) {
    const items = new Set(), stood = new Set(), numbers = new Map(), next = new Map();
    const first = (kind) => (kind.startsWith("numbers:") ? Number(after(kind)) : undefined);
    for (const line of lines) {
      for (const item of ancestors(containers, line.parent)) {
        const list = containers[item].parent;
        if (list < 0 || !containers[list].kind.startsWith("numbers:")) continue;
        items.add(item);
        if (line.change !== INSERTED) stood.add(item);
      }
    }
    for (const item of items) {
      const list = containers[item].parent, { kind, was = kind } = containers[list];
      if (!next.has(list)) next.set(list, { old: first(was), now: first(kind) });
      const numbered = next.get(list);
      const number = containers[item].current ? numbered.now : numbered.old;
      if (number !== undefined) numbers.set(item, number);
      if (stood.has(item) && numbered.old !== undefined) numbered.old += 1;
      if (containers[item].current && numbered.now !== undefined) numbered.now += 1;
    }
    return numbers;
  }

  // Writes the lines: opens and closes containers so that every leaf stands in its own.
  function write(text, lines, containers) {
    const MOST = 2147483647;
    let out = "";
    const open = [];
    const kind = (c) => containers[c].kind;
    const tableOf = (c) => ancestors(containers, c).find((c) => kind(c).startsWith("table"));
    const openTable = () => open.findLast((o) => kind(o.container).startsWith("table"));
    const ids = new Set(), currentIds = new Set(), written = new Set();
    const widths = new Map(), rows = new Map(), standing = new Map();
    const whole = new Map(); // what happened to all that is in a container
    for (const line of lines) {
      for (const c of ancestors(containers, line.parent)) {
        const change = isEdit(line.change) ? line.change : "";
        whole.set(c, !whole.has(c) || whole.get(c) === change ? change : "");
      }
      for (const id of line.anchors) {
        ids.add(id);
        if (line.change !== DELETED) currentIds.add(id);
      }
      for (const c of ancestors(containers, line.parent).filter((c) => kind(c).startsWith("footnote:"))) {
        ids.add(footnote(after(kind(c))));
        if (containers[c].current) currentIds.add(footnote(after(kind(c))));
      }
      if (line.begins) written.add(`c${line.begins}`);
      if (!isCell(line)) continue;
      const row = rows.get(line.parent) || { cells: 0, width: 0 };
      rows.set(line.parent, { cells: row.cells + 1, width: Math.max(row.width + 1, line.column + 1) });
      const table = tableOf(line.parent);
      if (line.change !== DELETED) standing.set(table, (standing.get(table) || new Set()).add(line.column));
    }
    const sizes = new Map();
    for (const [row, { cells, width }] of rows) {
      const size = sizes.get(tableOf(row)) || { rows: 0, cells: 0, width: 0 };
      sizes.set(tableOf(row), { rows: size.rows + 1, cells: size.cells + cells, width: Math.max(size.width, width) });
    }
    // rows of a table in which many times more places are empty than there are cells are written as they are
    for (const [table, size] of sizes) if (size.rows * size.width <= 64 + 5 * size.cells) widths.set(table, size.width);
    for (const [table, columns] of standing) {
      standing.set(table, new Map([...columns].sort((x, y) => x - y).map((column, n) => [column, n])));
    }
    const numbers = numbersOfItems(lines, containers);
    const headings = [];

    // Whether a place writes this id: once on the page, and what stands comes before what is gone.
    function take(id, stands) {
      if ((!stands && currentIds.has(id)) || written.has(id)) return false;
      written.add(id);
      return true;
    }

    function child(isTerm) {
      const around = open[open.length - 1];
      if (!around) return;
      around.children += 1;
      around.afterTerm = isTerm;
    }

    // The level of a heading in an outline without gaps.
    function outline(level) {
      while (headings.length && headings[headings.length - 1][0] >= level) headings.pop();
      const under = headings.length ? headings[headings.length - 1][1] : 1;
      headings.push([level, Math.min(level, under + 1)]);
      return headings[headings.length - 1][1];
    }

    function start(name, className, container, end) {
      const said = say(text, notesOfContainer(containers[container]));
      const classes = [className, said && "reformatted", name === "li" && whole.get(container)].filter(Boolean).join(" ");
      out += `<${name}${attribute("class", classes)}${attribute("title", said)}${end}`;
    }

    function openContainer(container) {
      const termMissing = open.length > 0 && open[open.length - 1].children === 0;
      child(false);
      const name = kind(container).split(":")[0], value = kind(container).includes(":") ? after(kind(container)) : "";
      let number;
      switch (name) {
        case "quote": start("blockquote", value && `alert-${value}`, container, ">\n"); break;
        case "bullets": start("ul", "", container, ">\n"); break;
        case "numbers":
          number = Number(value);
          start("ol", "", container, number === 1 ? ">\n" : ` start="${Math.min(number, MOST)}">\n`);
          break;
        case "item": {
          const own = valueOf(container);
          const end = own === undefined ? ">" : ` value="${own}">`;
          start("li", value && (value === "done" ? "task done" : "task"), container, end);
          break;
        }
        case "table": start("div", "table", container, ' tabindex="0"><table>\n'); break;
        case "head": out += "<thead>\n"; break;
        case "body": out += "<tbody>\n"; break;
        case "row": out += `<tr${attribute("class", whole.get(container))}>`; break;
        case "footnote": {
          const id = footnote(value);
          out += '<div class="footnote"' + (take(id, containers[container].current) ? attribute("id", id) : "");
          out += ` data-label="${escape(`[${value}]`)}">`;
          break;
        }
        case "definitions": out += "<dl>\n"; break;
        case "definition": out += termMissing ? "<dt></dt><dd>" : "<dd>"; break;
      }
      open.push({ container, children: 0, current: 0, afterTerm: false, number });
    }

    // The number of an item, if it is not the one that a browser gives it.
    function valueOf(item) {
      const list = open[open.length - 1], number = numbers.get(item);
      if (number === undefined || !list || list.number === undefined) return undefined;
      const own = list.number !== number;
      list.number = number + 1;
      return own ? Math.min(number, MOST) : undefined;
    }

    const ENDS = {
      quote: "</blockquote>\n", bullets: "</ul>\n", numbers: "</ol>\n", item: "</li>\n", table: "</table></div>\n",
      head: "</thead>\n", body: "</tbody>\n", row: "</tr>\n", footnote: "</div>\n", definitions: "</dl>\n", definition: "</dd>\n",
    };

    // How many cells the rows of the table that is open are filled up to.
    function fullWidth() {
      const table = openTable();
      return (table && widths.get(table.container)) || 0;
    }

    function closeTo(depth) {
      while (open.length > depth) {
        const closed = open.pop(), name = kind(closed.container).split(":")[0];
        if (name === "row") {
          out += "<td></td>".repeat(Math.max(0, fullWidth() - closed.children));
        }
        out += (name === "definitions" && closed.afterTerm ? "<dd></dd>" : "") + ENDS[name];
      }
    }

    function moveTo(line) {
      const innermost = open.length ? open[open.length - 1].container : -1;
      if (innermost === line.parent) return;
      const path = ancestors(containers, line.parent).reverse();
      let shared = 0;
      while (shared < open.length && shared < path.length && open[shared].container === path[shared]) shared += 1;
      const headComesLate = shared < path.length && kind(path[shared]) === "head" && shared > 0 && open[shared - 1].children > 0;
      if (headComesLate) shared -= 1;
      closeTo(shared);
      path.slice(shared).forEach(openContainer);
    }

    // The column by which a cell is aligned.
    function alignedColumn(line) {
      if (line.change !== DELETED) return open.length ? open[open.length - 1].current : -1;
      const table = openTable();
      if (!table) return -1;
      const columns = standing.get(table.container);
      if (!columns) return line.column || 0;
      return columns.get(line.column) ?? -1;
    }

    function writeLeaf(line) {
      const cell = isCell(line), heading = isHeading(line), code = isCode(line);
      if (cell) {
        const before = Math.min(line.column, fullWidth());
        while (open.length && open[open.length - 1].children < before) {
          out += "<td></td>";
          child(false);
        }
      }
      const around = open[open.length - 1];
      const first = !around || around.children === 0;
      const stands = line.change !== DELETED;
      const column = alignedColumn(line);
      child(line.kind === "dt");
      if (around) around.current += Number(stands);
      const anchors = line.anchors.filter((id) => take(id, stands));
      const level = heading ? outline(Number(line.kind[1])) : 0;
      const said = say(text, notesOfLeaf(line));
      const classes = [];
      if (heading && level !== Number(line.kind[1])) classes.push(`as-${line.kind}`);
      if (cell && openTable()) {
        const align = after(kind(openTable().container))[column];
        if (align === "c" || align === "r") classes.push(align === "c" ? "center" : "right");
      }
      const several = line.kind === "p" && line.pieces.some((p) => p.end);
      if (several) classes.push("paragraphs");
      if (isEdit(line.change)) classes.push(line.change);
      else if (said) classes.push("reformatted");
      if (line.moved) classes.push("moved");
      if (line.renumbered) classes.push("renumbered");
      const bare = line.kind === "line" && first && classes.every(isEdit);
      const name = heading ? `h${level}` : several ? "div" : { line: "div" }[line.kind] || (code ? "pre" : line.kind);
      line.anchor = line.begins ? `c${line.begins}` : anchors[0];
      if (!bare) {
        out += `<${name}`;
        if (level && anchors.length) out += attribute("id", anchors.shift());
        if (line.kind === "th") out += ` scope="${open.some((o) => kind(o.container) === "head") ? "col" : "row"}"`;
        out += `${attribute("class", classes.join(" "))}${attribute("title", said)}>`;
      }
      if (line.begins) out += `<a class="change" id="c${line.begins}"></a>`;
      for (const id of anchors) out += `<a id="${escape(id)}"></a>`;
      if (line.moved && line.moved.first && line.kind !== "hr") out += way(line);
      if (line.kind === "hr") {
        out += "\n";
        return;
      }
      out += code ? "<code>" : "";
      const steady = line.steady && line.steady.alike && line.change === SAME ? line.steady : {};
      steady.html ||= writeText(text, line.pieces, ids);
      out += steady.html;
      out += code ? "</code>" : "";
      if (!bare) out += `</${name}>` + (cell ? "" : "\n");
    }

    // The way from where a block was moved away to where it stands now, and back.
    function way({ change, moved: { number, edited } }) {
      const away = change === DELETED;
      const key = away ? (edited ? "moved-and-edited" : "moved-to-place") : edited ? "edited-and-moved" : "moved-from-place";
      const said = escape(say(text, [[key]]));
      const [here, there] = away ? ["from", "to"] : ["to", "from"];
      return `<a class="way" id="ui.move-${number}-${here}" href="#ui.move-${number}-${there}" title="${said}" aria-label="${said}"></a>`;
    }

    for (const line of lines) {
      moveTo(line);
      writeLeaf(line);
    }
    closeTo(0);
    return out;
  }

  // ---- The text of a leaf: marks nested in changes ---------------------------------------------------------------

  function writeText(text, pieces, ids) {
    let out = "";
    const open = [];
    const said = (piece) => (piece.change === REFORMATTED ? say(text, notesOfText(text, piece.was, piece.setting)) : "");
    const marksOf = (piece) => (piece.end ? [] : text.settings[piece.setting]);
    const isLink = (mark) => text.marks[mark][0] === "link" || text.marks[mark][0] === "image";
    const upToLink = (piece) => marksOf(piece).slice(0, marksOf(piece).findIndex(isLink) + 1);
    const oneRun = (x, y) =>
      x.change === y.change && !x.moved === !y.moved && (x.change !== REFORMATTED || said(x) === said(y));

    function begin(mark) {
      const inLink = open.some((o) => o.close.includes("</a>"));
      open.push({ mark, close: startMark(text.marks[mark], inLink) });
    }

    function end(depth) {
      while (open.length > depth) out += open.pop().close;
    }

    function startMark([name, value, title, url, place], inLink) {
      if (name === "break") {
        out += "<br>";
        return "";
      }
      if (name === "footnote") {
        const leads = !inLink && ids.has(value);
        out += '<sup class="footnote-ref">' + (leads ? `<a href="${escape(title)}">` : "");
        return leads ? "</a></sup>" : "</sup>";
      }
      if (name !== "link" && name !== "image") {
        out += `<${MARKS[name][0]}>`;
        return `</${MARKS[name][0]}>`;
      }
      const leads = !inLink && (place === undefined ? url !== undefined : ids.has(place));
      const nowhere = leads || !value || inLink ? "" : "nowhere";
      out += leads ? "<a" : "<span";
      if (leads) out += ` href="${escape(url || value)}"`;
      else if (!inLink) out += attribute("data-target", value);
      out += attribute("class", [name === "image" && name, nowhere].filter(Boolean).join(" "));
      out += `${attribute("title", title)}>`;
      return leads ? "</a>" : "</span>";
    }

    function writeRun(run) {
      const around = open.length;
      for (const piece of run) {
        const marks = marksOf(piece);
        let shared = 0;
        while (shared < open.length && shared < marks.length && open[shared].mark === marks[shared]) shared += 1;
        end(shared);
        if (piece.end) {
          out += `<div class="break${piece.item ? " item" : ""}"></div>`;
          continue;
        }
        marks.slice(shared).forEach(begin);
        if (!marks.some((mark) => text.marks[mark][0] === "break")) out += show(piece.text, isEdit(piece.change));
      }
      end(around);
    }

    function writeChange(run) {
      const [{ change, moved }] = run;
      if (change === SAME) {
        writeRun(run);
        return;
      }
      const name = change === DELETED ? "del" : change === INSERTED ? "ins" : "span";
      const className = change === REFORMATTED ? "reformatted" : moved ? "moved" : "";
      out += `<${name}${attribute("class", className)}${attribute("title", said(run[0]))}>`;
      writeRun(run);
      out += `</${name}>`;
    }

    // a link whose text changed in part is one link with the change inside it
    const parts = [];
    let loose = [];
    for (const group of stretches(pieces, (x, y) => upToLink(x).join() === upToLink(y).join())) {
      const around = upToLink(group[0]);
      if (around.length && stretches(group, oneRun).length > 1) {
        parts.push([[], loose], [around, group]);
        loose = [];
      } else {
        loose.push(...group);
      }
    }
    parts.push([[], loose]);
    for (const [around, group] of parts) {
      around.forEach(begin);
      stretches(group, oneRun).forEach(writeChange);
      end(0);
    }
    return out;
  }

  // ---- The map of a redline ----------------------------------------------------------------------------------------

  // The text's headings, each with what happened below it up to the next one.
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

  // What changed from version `from` to version `to`, both from 1; `to` may be the older one.
  return function redline(data, from, to) {
    const text = prepare(data);
    const read = readLines(text, from - 1, to - 1);
    const { sides } = read;
    const lines = sides.neighbours || from === to ? read.lines : mend(read.lines, text, sides);
    findMoves(lines, to === from + 1 ? text.moves[to - 1] : undefined);
    const counts = { added: 0, removed: 0, moved: 0 };
    lines.forEach((line) => finish(line, text, sides, counts));
    const containers = readContainers(text, sides);
    placeColumns(lines, containers);
    const changes = numberChanges(lines, containers);
    const html = write(text, lines, containers);
    const [less, more] = [Math.min(from, to), Math.max(from, to)];
    const coarse = text.coarse.some((version) => version >= less && version < more);
    return { html, changes, sections: sections(lines), ...counts, coarse };
  };
})();

globalThis.promulgate = promulgate;
