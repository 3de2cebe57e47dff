// Twin of `Ids`, `widths` and `standing` in src/html/tree.rs: what must be known of all lines before the first is written.

((weave) => {
  const { DELETED, isCell, isEdit, add, ancestors, after, footnote, limits } = weave;

  const isTable = (container) => container.kind.startsWith("table");

  /** Ids of the page: all, those of what stands, and those that are written. The address of a change comes first. */
  function idsOf(lines, containers) {
    const ids = { all: new Set(), current: new Set(), written: new Set() };
    const add = (id, stands) => {
      ids.all.add(id);
      if (stands) ids.current.add(id);
    };
    for (const line of lines) {
      line.anchors.forEach((id) => add(id, line.change !== DELETED));
      const notes = ancestors(containers, line.parent).map((c) => containers[c]).filter(({ kind }) => kind.startsWith("footnote:"));
      notes.forEach(({ kind, current }) => add(footnote(after(kind)), current));
      if (line.begins) ids.written.add(`c${line.begins}`);
    }
    return ids;
  }

  /** Whether a place writes this id: once on the page, and what stands comes before what is gone. */
  function take(ids, id, stands) {
    if ((!stands && ids.current.has(id)) || ids.written.has(id)) return false;
    ids.written.add(id);
    return true;
  }

  /** What happened to all that is in a container: "" if not one thing. */
  function wholes(lines, containers) {
    const whole = new Map();
    for (const line of lines) {
      const change = isEdit(line.change) ? line.change : "";
      for (const c of ancestors(containers, line.parent)) whole.set(c, !whole.has(c) || whole.get(c) === change ? change : "");
    }
    return whole;
  }

  /** The cells of each table, by table. */
  function cellsOf(lines, containers) {
    const cells = new Map();
    for (const line of lines.filter(isCell)) {
      add(cells, ancestors(containers, line.parent).find((c) => isTable(containers[c])), line);
    }
    return cells;
  }

  /** How many cells the rows of each table are filled up to. A table in which most places are empty is written as it is. */
  function widths(cells) {
    const found = new Map();
    for (const [table, lines] of cells) {
      const rows = new Map();
      if (lines.some(({ kind }) => kind.includes(":"))) continue; // cells that fill several places
      for (const { parent, column } of lines) {
        const { count, width } = rows.get(parent) || { count: 0, width: 0 };
        rows.set(parent, { count: count + 1, width: Math.max(width + 1, column + 1) });
      }
      const width = [...rows.values()].reduce((most, row) => Math.max(most, row.width), 0);
      const [free, timesCells] = limits.emptyPlaces;
      if (rows.size * width <= free + timesCells * lines.length) found.set(table, width);
    }
    return found;
  }

  /** The columns of each table that stand in the newer version, by their places among the columns of both. */
  function standing(cells) {
    const found = new Map();
    for (const [table, lines] of cells) {
      const columns = new Set(lines.filter((line) => line.change !== DELETED).map((line) => line.column));
      const inOrder = [...columns].sort((x, y) => x - y);
      if (columns.size) found.set(table, new Map(inOrder.map((column, n) => [column, n])));
    }
    return found;
  }

  Object.assign(weave, { isTable, idsOf, take, wholes, cellsOf, widths, standing });
})((promulgate.weave ??= {}));
