// Twin of src/weave/read/rows.rs: the rows of tables among the lines of a redline.

((weave) => {
  const { isCell, isEdit } = weave;

  const sameRow = (one, other) => isCell(one) && isCell(other) && one.parent === other.parent;

  /** Brings the cells of each row together where rows that went and cells that came stand in one place. */
  function gather(lines) {
    const out = [], rows = new Set();
    for (let at = 0; at < lines.length; ) {
      const line = lines[at], start = out.length;
      const torn = isCell(line) && rows.has(line.parent);
      if (isCell(line)) rows.add(line.parent);
      do out.push(lines[at++]);
      while (at < lines.length && sameRow(line, lines[at]) && lines[at].change === line.change);
      if (torn) join(out, start);
    }
    return out;
  }

  function join(lines, start) {
    const line = lines[start], before = lines[start - 1];
    if (!before || sameRow(before, line) || !isEdit(before.change)) return;
    const between = before.change;
    let last = start - 1;
    while (last >= 0 && lines[last].change === between && !sameRow(lines[last], line)) last -= 1;
    if (last < 0 || !sameRow(lines[last], line)) return;
    const other = (line) => isEdit(line.change) && line.change !== between;
    if (other(line)) {
      lines.splice(last + 1, 0, ...lines.splice(start));
    } else if (other(lines[last])) {
      let from = last;
      while (from > 0 && other(lines[from - 1]) && sameRow(lines[from - 1], line)) from -= 1;
      const group = lines.splice(from, last + 1 - from);
      lines.splice(start - group.length, 0, ...group);
    }
  }

  /** The blocks to which `change` happened as a whole, each from one place to another: single lines, and whole rows. */
  function wholeBlocks(lines, change) {
    const found = [];
    for (let at = 0, end; at < lines.length; at = end) {
      end = at + 1;
      if (isCell(lines[at])) while (end < lines.length && sameRow(lines[end], lines[at])) end += 1;
      let whole = true;
      for (let line = at; whole && line < end; line += 1) whole = lines[line].change === change;
      if (whole) found.push([at, end]);
    }
    return found;
  }

  Object.assign(weave, { gather, wholeBlocks });
})((promulgate.weave ??= {}));
