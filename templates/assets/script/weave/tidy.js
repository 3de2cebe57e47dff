// Twin of src/weave/read/tidy.rs: marks as a person would set them.

((weave) => {
  const { DELETED, INSERTED, REFORMATTED, isEdited, stretches, sum, limits } = weave;

  const byEdit = (marks) => stretches(marks, (x, y) => isEdited(x) === isEdited(y));
  const stays = (mark) => !isEdited(mark) && mark.change !== DELETED;

  function tidy(marks) {
    if (!marks.some(isEdited)) return marks;
    marks = rewritten(marks) ? markRewritten(marks) : drownIslands(marks);
    return stretches(marks, (x, y) => isEdited(x) === isEdited(y) && !x.alike === !y.alike).flatMap((run) =>
      run[0].alike || isEdited(run[0]) ? [...run.filter((m) => m.change !== INSERTED), ...run.filter((m) => m.change === INSERTED)] : run,
    );
  }

  /** Whether so little survives, and that in pieces, that both texts are better read whole. */
  function rewritten(marks) {
    if (byEdit(marks).filter((run) => isEdited(run[0])).length < 2) return false;
    const letters = (wanted) => sum(marks.filter(wanted), "letters");
    const edited = (change) => letters((m) => isEdited(m) && m.change === change);
    const same = letters(stays), deleted = edited(DELETED), inserted = edited(INSERTED);
    return deleted > 0 && inserted > 0 && limits.survives * same < same + Math.min(deleted, inserted);
  }

  function markAll(marks) {
    const as = (change, gone) => marks.filter((m) => m.change !== gone).map((m) => ({ ...m, change, alike: false }));
    const old = as(DELETED, INSERTED).map((m) => (m.before ? { ...m, run: m.before } : m));
    return [...old, ...as(INSERTED, DELETED)];
  }

  /** Everything marked but what stays in long stretches. */
  function markRewritten(marks) {
    const out = [];
    let rest = [];
    for (const run of byEdit(marks)) {
      if (isEdited(run[0]) || sum(run.filter(stays), "letters") < limits.long) {
        rest.push(...run);
      } else {
        out.push(...markAll(rest), ...run);
        rest = [];
      }
    }
    return [...out, ...markAll(rest)];
  }

  /** Turns accidental equality inside a rewritten passage into part of it, where that is easier to read. */
  function drownIslands(marks) {
    const out = [];
    let editsFrom = 0;
    const runs = byEdit(marks);
    runs.forEach((run, n) => {
      const same = !isEdited(run[0]);
      if (same && n > 0 && n + 1 < runs.length && isIsland(run, out.slice(editsFrom), runs[n + 1])) {
        out.push(...markAll(run));
      } else {
        out.push(...run);
        if (same) editsFrom = out.length;
      }
    });
    return out;
  }

  function isIsland(run, before, after) {
    if (run.some((m) => m.change === REFORMATTED) || isJoint(run, before, after)) return false;
    const has = (marks, change) => Number(marks.some((m) => m.change === change && (m.end || m.run.size > 0)));
    const runs = (marks) => has(marks, DELETED) + has(marks, INSERTED);
    let saved = limits.run * (runs(before) + runs(after) - 2);
    const both = [DELETED, INSERTED].every((change) => has(before, change) + has(after, change) > 0);
    const kept = run.filter(stays);
    if (both && kept.reduce((words, m) => words + (m.end ? 1 : m.run.words), 0) === 1) saved += limits.island;
    return 2 * sum(kept, "size") < saved;
  }

  /** Whether a word that joins stays between a few words of which all are others. */
  function isJoint(run, before, after) {
    const few = (marks, change) => {
      const count = marks.reduce((count, m) => count + (m.change === change && !m.end ? m.run.lettered : 0), 0);
      return count >= 1 && count <= limits.joined;
    };
    const seen = run.filter(stays).map((m) => (m.end ? "\n." : m.run.text)).join("").replace(/[\p{White_Space}\u00ad\u200b-\u200f\u2060\ufeff]/gu, "");
    return limits.joins.includes(seen) && [before, after].every((marks) => few(marks, DELETED) && few(marks, INSERTED));
  }

  Object.assign(weave, { tidy });
})((promulgate.weave ??= {}));
