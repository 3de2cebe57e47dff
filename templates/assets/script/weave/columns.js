// Twin of src/weave/read/columns.rs: gives every cell its column.

((weave) => {
  const { DELETED, INSERTED, ancestors, isCell, increasing } = weave;

  /** Gives every cell its column: the columns of both versions stand in one order, each that went before those that came. */
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

  Object.assign(weave, { placeColumns });
})((promulgate.weave ??= {}));
