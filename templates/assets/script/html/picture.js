// Twin of src/html/picture.rs: images: those that the site has are shown, others are their text.

((weave) => {
  const { DELETED, INSERTED, REFORMATTED, attribute, escape, say } = weave;
  const PICTURE = "\ufffc";
  const isShown = (file) => file !== undefined && file.length > 1;

  /** The file to which a mark leads in a version, from 0, if to any: its URL, and of a picture its width and height. */
  function fileOf(mark, version) {
    const files = (mark[5] || []).filter(([from]) => from <= version);
    const [, ...file] = files.length ? files[files.length - 1] : [];
    return file.length ? file : undefined;
  }

  /** The image in which a piece stands, if the site has it and its element is not open: `open` elements are. */
  function pictureOf(text, piece, marks, open) {
    const isImage = (mark) => text.marks[mark][0] === "image";
    const place = marks.findIndex(isImage);
    if (place < open) return null;
    const mark = text.marks[marks[place]];
    const file = fileOf(mark, piece.change === DELETED ? text.a : text.b);
    if (!isShown(file)) return null;
    let old = mark;
    if (piece.change === REFORMATTED) old = text.marks[text.settings[piece.was].find(isImage)];
    const kept = piece.change !== DELETED && piece.change !== INSERTED && old;
    const before = kept ? fileOf(old, text.a) : undefined;
    const other = isShown(before) && before.join() !== file.join();
    return { at: place, title: mark[2], file, before: other ? before : null };
  }

  /** An image whose text is that of `pieces`, in a link to its file unless it is in one. */
  function writePicture(text, { title, file, before }, pieces, inLink) {
    const said = pieces.map((piece) => piece.text).join("");
    const letters = Array.from(said);
    // what looks alike and follows one another is one stretch of text
    const copies = letters.every((c) => c === PICTURE) ? Math.max(1, letters.length) : 1;
    const name = copies > 1 ? text.picture : said.replaceAll(PICTURE, text.picture).replaceAll("\n", " ");
    let out = "";
    if (before) {
      const replaced = say(text, [["image-replaced"]]);
      out += `<span class="replaced" title="${escape(replaced)}">${image(before, replaced, "", inLink)}`;
    }
    for (let n = 0; n < copies; n += 1) out += image(file, name, title, inLink);
    return out + (before ? "</span>" : "");
  }

  function image([url, width, height], name, title, inLink) {
    const size = width ? ` width="${width}" height="${height}"` : "";
    const img = `<img src="${escape(url)}" alt="${escape(name)}"${attribute("title", title)}${size} loading="lazy">`;
    return inLink ? img : `<a href="${escape(url)}" class="picture">${img}</a>`;
  }

  /** An image whose text, which changed, follows. */
  const beginPicture = (text, file, title, inLink) => `<span class="captioned">${image(file, text.picture, title, inLink)}`;

  Object.assign(weave, { PICTURE, fileOf, isShown, pictureOf, writePicture, beginPicture });
})((promulgate.weave ??= {}));
