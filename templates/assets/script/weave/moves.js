// Twin of src/weave/moves.rs: blocks that were deleted in one place and inserted in another.

((weave) => {
  const { DELETED, INSERTED, SAME, add, isCell, isCode, knownPairs, read, sum, limits } = weave;

  /** Marks blocks that were deleted in one place and inserted in another. */
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
      if (block.letters >= limits.least) add(byText, block.text, n);
      block.known = new Set(block.marks.filter((m) => !m.end && m.run.known).map((m) => m.run.known));
      block.known.forEach((known) => add(byWord, known, n));
    });
    const alike = (from, to) => {
      const less = Math.min(from.letters, to.letters), more = Math.max(from.letters, to.letters);
      if (from.code !== to.code || !more || (2 * less) / (less + more) < limits.known) return 0;
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
          if (!near || old.taken || now.from || !(old.text === now.text || alike(old, now) >= limits.known)) break;
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
      if (block.from || block.letters < limits.least) return;
      const near = new Set(block.marks.flatMap((m) => (!m.end && m.run.known && byWord.get(m.run.known)) || []));
      let best = -1, most = limits.known;
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
