// Twin of src/html/tree.rs: opens and closes containers so that every leaf stands in its own.

((weave) => {
  const { FEW, ancestors, isTable, idsOf, take, wholes, cellsOf, widths, standing, numbering, numberAfter, itemOf, Outline } = weave;
  const { after, attribute, escape, footnote, say, notesOfContainer, limits } = weave;

  const ENDS = {
    quote: "</blockquote>\n", bullets: "</ul>\n", numbers: "</ol>\n", item: "</li>\n", table: "</table></div>\n",
    head: "</thead>\n", body: "</tbody>\n", row: "</tr>\n", footnote: "</div>\n", aside: "</div>\n", caption: "</caption>\n", definitions: "</dl>\n", definition: "</dd>\n",
  };

  class Writer {
    constructor(text, lines, containers) {
      const cells = cellsOf(lines, containers);
      Object.assign(this, { text, containers, out: "", parts: [], open: [], outline: new Outline() });
      this.ids = idsOf(lines, containers);
      this.whole = wholes(lines, containers);
      this.widths = widths(cells);
      this.standing = standing(cells);
    }

    /** Begins another part: whole elements, in no other one. It is known by its first leaf. */
    cut() {
      if (this.out) this.parts.push({ leaf: this.first, html: this.out });
      this.out = "";
      this.first = undefined;
    }

    kind(container) {
      return this.containers[container].kind;
    }

    innermost() {
      return this.open[this.open.length - 1];
    }

    table() {
      return this.open.findLast((o) => isTable(this.containers[o.container]));
    }

    /** Closes and opens containers until the innermost is the line's. */
    moveTo(line) {
      if ((this.innermost()?.container ?? -1) === line.parent) return;
      const path = ancestors(this.containers, line.parent).reverse();
      let shared = 0;
      while (shared < this.open.length && shared < path.length && this.open[shared].container === path[shared]) shared += 1;
      const headComesLate = shared < path.length && /^(head|caption)$/.test(this.kind(path[shared])) && shared > 0 && this.open[shared - 1].children > 0;
      if (headComesLate) shared -= 1; // a table has one head, at its start, and one caption before: this is another table
      this.closeTo(shared);
      path.slice(shared).forEach((container) => this.start(container));
    }

    /** The column by which a cell is aligned. */
    alignedColumn(line) {
      if (line.change !== weave.DELETED) return this.innermost()?.current ?? -1;
      const table = this.table();
      if (!table) return -1;
      const columns = this.standing.get(table.container);
      return columns ? columns.get(line.column) ?? -1 : line.column || 0;
    }

    /** How many cells the rows of the table that is open are filled up to. */
    width() {
      return this.widths.get(this.table()?.container) ?? 0;
    }

    child(isTerm) {
      const around = this.innermost();
      if (around) Object.assign(around, { children: around.children + 1, afterTerm: isTerm });
    }

    start(container) {
      if (!this.open.length) this.cut();
      const termMissing = this.open.length > 0 && this.innermost().children === 0;
      const kind = this.kind(container);
      if (kind !== "caption") this.child(false);
      const name = kind.split(":")[0], value = kind.includes(":") ? after(kind) : "";
      const counts = numbering(kind), number = counts && counts.start;
      switch (name) {
        case "quote": this.element("blockquote", value && `alert-${value}`, container, attribute("data-label", value) + ">\n"); break;
        case "bullets": this.element("ul", "", container, ">\n"); break;
        case "numbers": {
          const falls = counts.reversed ? ' reversed=""' : "", start = ` start="${Math.min(number, limits.integer)}"`;
          this.element("ol", counts.numerals, container, (number === 1 && !falls ? "" : falls + start) + ">\n");
          break;
        }
        case "aside": {
          const [called, titled] = value.split(","), label = titled ? "" : attribute("data-label", called);
          this.element("div", called ? `aside aside-${called}` : "aside", container, ` role="note"${label}>\n`);
          break;
        }
        case "caption": this.out += "<caption>"; break;
        case "item": {
          const own = this.value(container), { task: done } = itemOf(kind);
          const task = done && (done === "done" ? "task done" : "task");
          this.element("li", task, container, own === undefined ? ">" : ` value="${own}">`);
          break;
        }
        case "table": this.element("div", "table", container, ' tabindex="0"><table>\n'); break;
        case "head": this.out += "<thead>\n"; break;
        case "body": this.out += "<tbody>\n"; break;
        case "row": this.out += `<tr${attribute("class", this.whole.get(container))}>`; break;
        case "footnote": {
          const id = footnote(value), stands = this.containers[container].current;
          this.out += '<div class="footnote"' + (take(this.ids, id, stands) ? attribute("id", id) : "");
          this.out += ` data-label="${escape(`[${value}]`)}">`;
          break;
        }
        case "definitions": this.out += "<dl>\n"; break;
        case "definition": this.out += termMissing ? "<dt></dt><dd>" : "<dd>"; break;
      }
      this.open.push({ container, children: 0, current: 0, afterTerm: false, counts, number });
    }

    /** The number of an item, if it is not the one that a browser gives it. */
    value(item) {
      const list = this.innermost(), { number } = this.containers[item];
      if (number === undefined || !list || list.number === undefined) return undefined;
      const own = list.number !== number;
      list.number = numberAfter(list.counts, number);
      return own ? Math.min(number, limits.integer) : undefined;
    }

    /** Starts the element of a container, with what is said of it if it was something else. */
    element(name, className, container, end) {
      const said = say(this.text, notesOfContainer(this.containers[container]));
      const classes = [className, said && "reformatted", name === "li" && this.whole.get(container)].filter(Boolean).join(" ");
      this.out += `<${name}${attribute("class", classes)}${attribute("title", said)}${end}`;
    }

    closeTo(depth) {
      while (this.open.length > depth) {
        const closed = this.open.pop(), name = this.kind(closed.container).split(":")[0];
        if (name === "row") this.out += "<td></td>".repeat(Math.max(0, this.width() - closed.children));
        this.out += (name === "definitions" && closed.afterTerm ? "<dd></dd>" : "") + ENDS[name];
      }
    }
  }

  /** The parts of the HTML, one after the other, each with the leaf that it begins with, and nothing where there is none yet; true at the end. */
  function* write(text, lines, containers) {
    const writer = new Writer(text, lines, containers);
    for (const [n, line] of lines.entries()) {
      writer.moveTo(line);
      if (!writer.open.length) writer.cut();
      writer.first ??= line.last.index;
      weave.writeLeaf(writer, line);
      if (writer.parts.length) yield* writer.parts.splice(0);
      if (n % FEW === 0) yield;
    }
    writer.closeTo(0);
    writer.cut();
    yield* writer.parts;
    return true;
  }

  Object.assign(weave, { write });
})((promulgate.weave ??= {}));
