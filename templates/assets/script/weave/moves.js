// Twin of src/weave/read/moves.rs: blocks that were deleted in one place and inserted in another.

((weave) => {
  const { DELETED, END, FEW, INSERTED, SAME, add, isCell, isCode, isKnown, knownPairs, read, reading, sum, wholeBlocks, limits } = weave;

  const marksOf = (line) => (line.whole ? [] : line.marks);
  const lettersOf = (marks) => sum(marks, "letters");

  /** Marks blocks that were deleted in one place and inserted in another. */
  function* findMoves(lines, containers, told) {
    const moves = told
      ? told.map(([from, to, there, here]) => ({ from, to, there, here }))
      : yield* knownMoves(lines, containers);
    if (moves.length) markMoves(lines, moves);
  }

  /** The lines that moved, by the words that are known to be the same. */
  function* knownMoves(lines, containers) {
    function* blocks(happened) {
      const found = [];
      for (const [start, end] of wholeBlocks(lines, happened)) {
        if (found.length % FEW === 0) yield;
        const own = lines.slice(start, end), [first] = own;
        const marks = own.flatMap(marksOf);
        const letters = own.reduce((sum, line) => sum + (line.whole ? 0 : isKnown(line) ? line.known.letters : lettersOf(line.marks)), 0);
        const text = own.map((line) => (line.whole ? "" : reading(line)) + END).join("");
        const table = isCell(first) ? containers[first.parent].parent : -1;
        // a short row is what it was for sure only in its table
        const short = letters < limits.least;
        const key = short && (table < 0 || !letters) ? undefined : short ? `${table}${END}${text}` : text;
        found.push({ start, end, marks, text, letters, table, key, code: isCode(first) });
      }
      return found;
    }
    const gone = yield* blocks(DELETED), came = yield* blocks(INSERTED);
    if (!gone.length || !came.length) return [];
    const byText = new Map(), byWord = new Map();
    gone.forEach((block, n) => {
      if (block.key !== undefined) add(byText, block.key, n);
      block.known = new Set(block.marks.filter((m) => !m.end && m.run.known).map((m) => m.run.known));
      block.known.forEach((known) => add(byWord, known, n));
    });
    const alike = (from, to) => {
      const less = Math.min(from.letters, to.letters), more = Math.max(from.letters, to.letters);
      const other = from.code !== to.code || from.table < 0 !== to.table < 0 || from.end - from.start !== to.end - to.start;
      if (other || !more || (2 * less) / (less + more) < limits.known) return 0;
      const shared = to.marks.filter((m) => !m.end && from.known.has(m.run.known));
      return (2 * sum(shared, "letters")) / (from.letters + to.letters);
    };
    const beside = (x, y) => x.end === y.start || y.end === x.start;
    const pair = (from, to) => {
      came[to].from = gone[from];
      gone[from].taken = true;
      for (const step of [1, -1]) {
        for (let i = from + step, j = to + step; gone[i] && came[j]; i += step, j += step) {
          const old = gone[i], now = came[j];
          const near = beside(old, gone[i - step]) && beside(now, came[j - step]);
          // rows are much alike: one that reads otherwise may stand elsewhere
          const same = old.text === now.text || (old.table < 0 && alike(old, now) >= limits.known);
          if (!near || old.taken || now.from || !same) break;
          now.from = old;
          old.taken = true;
        }
      }
    };
    byText.forEach((places) => places.reverse());
    came.forEach((block, to) => {
      const places = block.key === undefined || block.from ? [] : byText.get(block.key) || [];
      while (places.length) {
        const from = places.pop();
        if (gone[from].taken) continue;
        pair(from, to);
        break;
      }
    });
    for (const [to, block] of came.entries()) {
      if (to % FEW === 0) yield;
      if (block.from || block.letters < limits.least) continue;
      const near = new Set(block.marks.flatMap((m) => (!m.end && m.run.known && byWord.get(m.run.known)) || []));
      let best = -1, most = limits.known;
      for (const from of [...near].sort((x, y) => x - y)) {
        const much = gone[from].taken ? 0 : alike(gone[from], block);
        if (much > most || (much === most && best < 0)) [best, most] = [from, much];
      }
      if (best >= 0) pair(best, to);
    }
    return came.flatMap(({ from, start, end }) => {
      const count = from ? Math.min(end - start, from.end - from.start) : 0;
      return Array.from({ length: count }, (_, n) => ({ from: from.start + n, to: start + n }));
    });
  }

  function markMoves(lines, moves) {
    const places = (happened) =>
      new Map(wholeBlocks(lines, happened).flatMap(([start, end]) => lines.slice(start, end).map((_, n) => start + n)).map((place, n) => [place, n]));
    const gone = places(DELETED), came = places(INSERTED);
    const stays = (from, to) => lines.slice(from, to).some((line) => line.change === SAME);
    const edited = new Set();
    let number = 0, before = null;
    for (const move of moves) {
      const from = lines[move.from], to = lines[move.to];
      const goesOn =
        before && gone.get(move.from) === gone.get(before.from) + 1 && came.get(move.to) === came.get(before.to) + 1 &&
        !stays(before.from, move.from) && !stays(before.to, move.to);
      if (!goesOn) number += 1;
      const [there, here] = [marksOf(from), marksOf(to)];
      if (move.here) {
        const others = [markStretches(there, move.there), markStretches(here, move.here)];
        if (others.includes(true)) edited.add(number);
      } else if (read(there) === read(here)) {
        [...there, ...here].forEach((m) => (m.moved = true));
      } else {
        edited.add(number);
        knownPairs(there, here).forEach(([i, j]) => (there[i].moved = here[j].moved = true));
      }
      from.moved = to.moved = { number, first: !goesOn };
      before = move;
    }
    for (const { moved } of lines) if (moved) moved.edited = edited.has(moved.number);
  }

  /** Marks what moved, given where it begins and ends; whether there is other text. */
  function markStretches(marks, stretches) {
    let place = 0;
    for (const mark of marks) {
      mark.moved = stretches.filter((border) => border <= place).length % 2 === 1;
      place += mark.end ? 1 : mark.run.text.length;
    }
    return marks.some((mark) => !mark.moved);
  }

  Object.assign(weave, { findMoves });
})((promulgate.weave ??= {}));
