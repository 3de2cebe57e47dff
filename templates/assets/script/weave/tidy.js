// Twin of src/weave/tidy.rs: marks as a person would set them.

((weave) => {
  const { DELETED, INSERTED, REFORMATTED, isEdit, stretches, sum, limits } = weave;

  const byEdit = (marks) => stretches(marks, (x, y) => isEdit(x.change) === isEdit(y.change));

  function tidy(marks) {
    if (!marks.some((m) => isEdit(m.change))) return marks;
    marks = rewritten(marks) ? markAll(marks) : drownIslands(marks);
    return byEdit(marks).flatMap((run) =>
      isEdit(run[0].change) ? [...run.filter((m) => m.change === DELETED), ...run.filter((m) => m.change !== DELETED)] : run,
    );
  }

  /** Whether so little survives, and that in pieces, that both texts are better read whole. */
  function rewritten(marks) {
    if (byEdit(marks).filter((run) => isEdit(run[0].change)).length < 2) return false;
    const letters = (happened) => sum(marks.filter((m) => happened(m.change)), "letters");
    const same = letters((c) => !isEdit(c)), deleted = letters((c) => c === DELETED), inserted = letters((c) => c === INSERTED);
    return deleted > 0 && inserted > 0 && limits.survives * same < same + Math.min(deleted, inserted);
  }

  function markAll(marks) {
    const as = (change, gone) => marks.filter((m) => m.change !== gone).map((m) => ({ ...m, change }));
    const old = as(DELETED, INSERTED).map((m) => (m.before ? { ...m, run: m.before } : m));
    return [...old, ...as(INSERTED, DELETED)];
  }

  /** Turns accidental equality inside a rewritten passage into part of it, where that is easier to read. */
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
    let saved = limits.run * (runs(before) + runs(after) - 2);
    const both = [DELETED, INSERTED].every((change) => has(before, change) + has(after, change) > 0);
    if (both && run.reduce((words, m) => words + (m.end ? 1 : m.run.words), 0) === 1) saved += limits.island;
    return 2 * sum(run, "size") < saved;
  }

  Object.assign(weave, { tidy });
})((promulgate.weave ??= {}));
