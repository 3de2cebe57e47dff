// Twin of src/weave/read/changes.rs: numbers the changes as a reader counts them.

((weave) => {
  const { isCell, isEdit, isHeading } = weave;

  /** Numbers the changes as a reader counts them: neighbours that came or went as a whole are one change, up to the next
   *  heading, and so are the cells of a row. */
  function numberChanges(lines, containers) {
    const whole = (line) => isEdit(line.change);
    const way = (line) => (line.moved ? `${line.moved.number} ${line.change}` : "");
    const told = new Set();
    let count = 0, before = null;
    for (const line of lines) {
      let inOther = false;
      for (let c = line.parent; c >= 0 && !told.has(c); c = containers[c].parent) {
        told.add(c);
        // a footnote that is called otherwise is the same
        inOther ||= containers[c].was !== undefined && !containers[c].kind.startsWith("footnote:");
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

  Object.assign(weave, { numberChanges });
})((promulgate.weave ??= {}));
