// Twin of src/html/inline.rs: the text of a leaf: marks nested in changes.

((weave) => {
  const { DELETED, INSERTED, REFORMATTED, SAME, isEdit, stretches, attribute, escape, show, MARKS, noteOfAlike, notesOfText, say } = weave;

  function writeText(text, pieces, ids) {
    let out = "";
    const open = [];
    const said = (piece) => (piece.change === REFORMATTED ? say(text, notesOfText(text, piece.was, piece.setting)) : "");
    const marksOf = (piece) => (piece.end ? [] : text.settings[piece.setting]);
    const isLink = (mark) => text.marks[mark][0] === "link" || text.marks[mark][0] === "image";
    const upToLink = (piece) => marksOf(piece).slice(0, marksOf(piece).findIndex(isLink) + 1);
    const oneRun = (x, y) =>
      x.change === y.change && !x.moved === !y.moved && (x.change !== REFORMATTED || said(x) === said(y));

    function begin(mark) {
      const inLink = open.some((o) => o.close.includes("</a>"));
      open.push({ mark, close: startMark(text.marks[mark], inLink) });
    }

    function end(depth) {
      while (open.length > depth) out += open.pop().close;
    }

    function startMark([name, value, title, url, place], inLink) {
      if (name === "break") {
        out += "<br>";
        return "";
      }
      if (name === "footnote") {
        const leads = !inLink && ids.has(value);
        out += '<sup class="footnote-ref">' + (leads ? `<a href="${escape(title)}">` : "");
        return leads ? "</a></sup>" : "</sup>";
      }
      if (name !== "link" && name !== "image") {
        out += `<${MARKS[name][0]}>`;
        return `</${MARKS[name][0]}>`;
      }
      const leads = !inLink && (place === undefined ? url !== undefined : ids.has(place));
      const nowhere = leads || !value || inLink ? "" : "nowhere";
      out += leads ? "<a" : "<span";
      if (leads) out += ` href="${escape(url || value)}"`;
      else if (!inLink) out += attribute("data-target", value);
      out += attribute("class", [name === "image" && name, nowhere].filter(Boolean).join(" "));
      out += `${attribute("title", title)}>`;
      return leads ? "</a>" : "</span>";
    }

    function writePiece(piece) {
      if (piece.alike === undefined) return show(piece.text, isEdit(piece.change));
      const said = say(text, [noteOfAlike(piece.alike, piece.text)]);
      return `<span class="alike" title="${escape(said)}" data-was="${escape(piece.alike)}">${show(piece.text, false)}</span>`;
    }

    function writeRun(run) {
      const around = open.length;
      for (const piece of run) {
        const marks = marksOf(piece);
        let shared = 0;
        while (shared < open.length && shared < marks.length && open[shared].mark === marks[shared]) shared += 1;
        end(shared);
        if (piece.end) {
          out += `<div class="break${piece.item ? " item" : ""}"></div>`;
          continue;
        }
        marks.slice(shared).forEach(begin);
        if (!marks.some((mark) => text.marks[mark][0] === "break")) out += writePiece(piece);
      }
      end(around);
    }

    function writeChange(run) {
      const [{ change, moved }] = run;
      if (change === SAME) {
        writeRun(run);
        return;
      }
      const name = change === DELETED ? "del" : change === INSERTED ? "ins" : "span";
      const className = change === REFORMATTED ? "reformatted" : moved ? "moved" : "";
      out += `<${name}${attribute("class", className)}${attribute("title", said(run[0]))}>`;
      writeRun(run);
      out += `</${name}>`;
    }

    // a link whose text changed in part is one link with the change inside it
    const parts = [];
    let loose = [];
    for (const group of stretches(pieces, (x, y) => upToLink(x).join() === upToLink(y).join())) {
      const around = upToLink(group[0]);
      if (around.length && stretches(group, oneRun).length > 1) {
        parts.push([[], loose], [around, group]);
        loose = [];
      } else {
        loose.push(...group);
      }
    }
    parts.push([[], loose]);
    for (const [around, group] of parts) {
      around.forEach(begin);
      stretches(group, oneRun).forEach(writeChange);
      end(0);
    }
    return out;
  }

  Object.assign(weave, { writeText });
})((promulgate.weave ??= {}));
