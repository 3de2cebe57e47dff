// Twin of src/html/leaf.rs: writes a leaf block: its element, its addresses, what happened to it, and its text.

((weave) => {
  const { DELETED, isKnown, isCell, isCode, isEdit, isHeading, take } = weave;
  const { after, attribute, escape, say, notesOfLeaf, writeText } = weave;

  /** Writes a leaf into the container that is open. */
  function writeLeaf(writer, line) {
    const cell = isCell(line), heading = isHeading(line), code = isCode(line);
    if (cell) {
      const before = Math.min(line.column, writer.width());
      while (writer.open.length && writer.innermost().children < before) {
        writer.out += "<td></td>";
        writer.child(false);
      }
    }
    const around = writer.innermost();
    const first = !around || around.children === 0;
    const stands = line.change !== DELETED;
    const column = writer.alignedColumn(line);
    writer.child(line.kind === "dt");
    if (around) around.current += Number(stands);
    const anchors = line.anchors.filter((id) => take(writer.ids, id, stands));
    const level = heading ? writer.outline.level(Number(line.kind[1])) : 0;
    const said = say(writer.text, notesOfLeaf(line));
    const classes = classesOf(writer, line, level, column, said);
    const bare = line.kind === "line" && first && classes.every(isEdit);
    const name = heading ? `h${level}` : classes.includes("paragraphs") ? "div" : { line: "div" }[line.kind] || (code ? "pre" : line.kind.split(":")[0]);
    if (!bare) {
      writer.out += `<${name}`;
      if (level && anchors.length) writer.out += attribute("id", anchors.shift());
      if (cell) writer.out += places(writer, line);
      writer.out += `${attribute("class", classes.join(" "))}${attribute("title", said)}>`;
    }
    if (line.begins) writer.out += `<a class="change" id="c${line.begins}"></a>`;
    for (const id of anchors) writer.out += `<a id="${escape(id)}"></a>`;
    if (line.moved && line.moved.first && line.kind !== "hr") writer.out += way(writer.text, line);
    if (line.kind === "hr") {
      writer.out += "\n";
      return;
    }
    writer.out += code ? "<code>" : "";
    const known = isKnown(line) && line.known.alike ? line.known : {};
    known.html ??= writeText(writer.text, line.pieces, writer.ids.all);
    writer.out += known.html;
    writer.out += code ? "</code>" : "";
    if (!bare) writer.out += `</${name}>` + (cell ? "" : "\n");
  }

  /** What a cell is a heading of, and the places that it fills: `th:2x1`. */
  function places(writer, { kind }) {
    const [name, filled = "1x1"] = kind.split(":"), [columns, rows] = filled.split("x");
    const inHead = writer.open.some((o) => writer.kind(o.container) === "head");
    const count = (name, count) => (count === "1" ? "" : attribute(name, count));
    return (name === "th" ? attribute("scope", inHead ? "col" : "row") : "") + count("colspan", columns) + count("rowspan", rows);
  }

  function classesOf(writer, line, level, column, said) {
    const classes = [];
    if (level && level !== Number(line.kind[1])) classes.push(`as-${line.kind}`);
    const table = isCell(line) && writer.table();
    if (table) {
      const align = after(writer.kind(table.container))[column];
      if (align === "c" || align === "r") classes.push(align === "c" ? "center" : "right");
    }
    if (line.kind === "p" && line.pieces.some((p) => p.end)) classes.push("paragraphs");
    if (isEdit(line.change)) classes.push(line.change);
    else if (said) classes.push("reformatted");
    if (line.moved) classes.push("moved");
    if (line.renumbered) classes.push("renumbered");
    return classes;
  }

  /** The way from where a block was moved away to where it stands now, and back. */
  function way(text, { change, moved: { number, edited } }) {
    const away = change === DELETED;
    const key = away ? (edited ? "moved-and-edited" : "moved-to-place") : edited ? "edited-and-moved" : "moved-from-place";
    const said = escape(say(text, [[key]]));
    const [here, there] = away ? ["from", "to"] : ["to", "from"];
    return `<a class="way" id="ui.move-${number}-${here}" href="#ui.move-${number}-${there}" title="${said}" aria-label="${said}"></a>`;
  }

  Object.assign(weave, { writeLeaf });
})((promulgate.weave ??= {}));
