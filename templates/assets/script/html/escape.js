// Twin of src/html/escape.rs and src/showable.rs: texts and attributes as markup.

((weave) => {
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const escape = (text) => text.replace(/[&<>"]/g, (c) => ESCAPES[c]);

  // As `showable.rs`: what nobody sees, anywhere and in a text that was edited; after what joiners are part of writing.
  const HIDDEN = /[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u;
  const EDITED = /[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u206f\ufeff]/u;
  const TAG = /[\u{e0000}-\u{e007f}]/u;
  const JOINS = /[\u0590-\u1cff\u2190-\u2bff\u3030\u303d\u3297\u3299\ua800-\uabff\ufb1d-\ufefe\u{10a00}-\u{10ffff}]/u;

  /** A text that may have been edited. Characters that nobody sees are signs. */
  function show(shown, edited) {
    if (!HIDDEN.test(shown) && !(edited && EDITED.test(shown))) return escape(shown);
    let out = "", before = "", flag = false;
    for (const c of shown) {
      flag = c === "\u{1f3f4}" || (flag && TAG.test(c));
      const hidden = HIDDEN.test(c) || (edited && EDITED.test(c));
      const fits = (TAG.test(c) && flag) || (/[\u200c\u200d]/.test(c) && JOINS.test(before));
      if (hidden && !fits) {
        const name = "U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
        out += `<bdi class="sign" data-sign="${name}">${c}</bdi>`;
      } else out += escape(c);
      before = c;
    }
    return out;
  }
  const attribute = (name, value) => (value ? ` ${name}="${escape(value)}"` : "");
  const after = (kind) => kind.slice(kind.indexOf(":") + 1);
  const footnote = (label) => "fn." + label.replace(/\p{White_Space}/gu, "-");

  Object.assign(weave, { escape, show, attribute, after, footnote });
})((promulgate.weave ??= {}));
