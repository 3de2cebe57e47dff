// Twin of src/html/inline.rs: the text of a leaf: marks nested in changes.

((weave) => {
  const { DELETED, INSERTED, REFORMATTED, SAME, isEdit, stretches, attribute, escape, show, MARKS, noteOfAlike, notesOfText, say } = weave;
  const { PICTURE, fileOf, isShown, pictureOf, writePicture, beginPicture } = weave;

  function writeText(text, pieces, ids) {
    let out = "";
    const open = [];
    const said = (piece) => (piece.change === REFORMATTED ? say(text, notesOfText(text, piece.was, piece.setting)) : "");
    const marksOf = (piece) => (piece.end ? [] : text.settings[piece.setting]);
    const isLink = (mark) => text.marks[mark][0] === "link" || text.marks[mark][0] === "image";
    const upToLink = (piece) => marksOf(piece).slice(0, marksOf(piece).findIndex(isLink) + 1);
    const oneRun = (x, y) =>
      x.change === y.change && !x.moved === !y.moved && (x.change !== REFORMATTED || said(x) === said(y));

    const inLink = () => open.some((o) => o.close.includes("</a>"));

    /** Opens the element of `mark`, which leads where it led in the older version if `before`. */
    function begin(mark, before) {
      open.push({ mark, close: startMark(text.marks[mark], inLink(), before) });
    }

    /** Has the elements of `marks` open, and no others. */
    function openFor(marks) {
      let shared = 0;
      while (shared < open.length && shared < marks.length && open[shared].mark === marks[shared]) shared += 1;
      end(shared);
      marks.slice(shared).forEach((mark) => begin(mark, false));
    }

    function end(depth) {
      while (open.length > depth) out += open.pop().close;
    }

    function startMark(mark, inLink, before) {
      const [name, value, title, url, place] = mark;
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
      const file = fileOf(mark, before ? text.a : text.b);
      if (name === "image" && isShown(file)) {
        out += beginPicture(text, file, title, inLink);
        return "</span>";
      }
      const address = file ? file[0] : url === 0 ? value : url;
      const leads = !inLink && (place ? ids.has(place) : typeof address === "string");
      const nowhere = leads || !value || inLink ? "" : "nowhere";
      out += leads ? "<a" : "<span";
      if (leads) out += ` href="${escape(address)}"`;
      else if (!inLink) out += attribute("data-target", value);
      out += attribute("class", [name === "image" && name, nowhere].filter(Boolean).join(" "));
      out += `${attribute("title", title)}>`;
      return leads ? "</a>" : "</span>";
    }

    function writePiece(piece) {
      if (piece.alike === undefined) return show(piece.text, isEdit(piece.change));
      const note = noteOfAlike(piece.alike, piece.text);
      const [said, className] = [say(text, [note]), note[0] === "alike-date" ? "reformatted" : "alike"];
      return `<span class="${className}" title="${escape(said)}" data-was="${escape(piece.alike)}">${show(piece.text, false)}</span>`;
    }

    function writeRun(run) {
      const around = open.length;
      for (let n = 0; n < run.length; n += 1) {
        const piece = run[n], marks = marksOf(piece);
        const picture = piece.end ? null : pictureOf(text, piece, marks, around);
        if (picture) {
          const isWithin = (next) => !next.end && marks.slice(0, picture.at + 1).every((mark, at) => marksOf(next)[at] === mark);
          let last = n;
          while (last + 1 < run.length && isWithin(run[last + 1])) last += 1;
          openFor(marks.slice(0, picture.at));
          out += writePicture(text, picture, run.slice(n, last + 1), inLink());
          n = last;
          continue;
        }
        let shared = 0;
        while (shared < open.length && shared < marks.length && open[shared].mark === marks[shared]) shared += 1;
        end(shared);
        if (piece.end) {
          out += `<div class="break${piece.item ? " item" : ""}"></div>`;
          continue;
        }
        marks.slice(shared).forEach((mark) => begin(mark, piece.change === DELETED));
        if (marks.some((mark) => text.marks[mark][0] === "break")) continue;
        const isPicture = piece.text.includes(PICTURE) && marks.some((mark) => text.marks[mark][0] === "image");
        out += isPicture ? escape(piece.text.replaceAll(PICTURE, text.picture)) : writePiece(piece);
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
      around.forEach((mark) => begin(mark, false));
      stretches(group, oneRun).forEach(writeChange);
      end(0);
    }
    return out;
  }

  Object.assign(weave, { writeText });
})((promulgate.weave ??= {}));
