// Twin of src/html/notes.rs: what is said of a change of look.

((weave) => {
  const { after, limits, numbering, itemOf } = weave;

  const MARKS = {
    emphasis: ["em", "emphasis"], strong: ["strong", "bold"], strike: ["s", "strike"], underline: ["u", "underline"],
    highlight: ["mark", "highlight"], small: ["small", "small"], sub: ["sub", "sub"], sup: ["sup", "sup"],
    kbd: ["kbd", "code"], code: ["code", "code"], break: ["", "break"],
    link: ["", "link"], image: ["", "image"], footnote: ["", "footnote"],
  };

  function say(text, notes) {
    const short = (value) => (value.length > limits.note && Array.from(value).length > limits.note ? Array.from(value).slice(0, limits.note).join("") + "…" : value);
    return notes.map(([key, value = ""]) => (text.notes[key] || key).replace("{value}", () => short(value))).join(", ");
  }

  /** What happened to the look of a text. */
  function notesOfText(text, was, now) {
    const notes = [];
    const marks = (setting) => text.settings[setting].map((mark) => text.marks[mark]);
    const [before, after] = [marks(was), marks(now)];
    for (const old of before) {
      const kept = after.find((mark) => mark[0] === old[0]);
      const [name, href] = old;
      const key = MARKS[name][1];
      if (!kept) notes.push([`${key}-removed`, name === "link" ? href : ""]);
      else if (href !== undefined && name !== "footnote" && kept[1] !== href) notes.push([`${key}-changed`, href]);
      else if (href !== undefined && name !== "footnote" && kept !== old) notes.push(["title-changed", old[2]]);
    }
    for (const mark of after) if (!before.some((old) => old[0] === mark[0])) notes.push([`${MARKS[mark[0]][1]}-added`]);
    return notes.length ? notes : [["nesting-changed"]];
  }

  /** What is said of a text that was written otherwise and reads the same. */
  function noteOfAlike(was, now) {
    const spaces = (text) => text.replace(/\P{White_Space}/gu, "");
    const letters = (text) => text.replace(/[^\p{Alphabetic}\p{N}\p{M}]/gu, "");
    if (letters(was).normalize() !== letters(now).normalize()) return ["alike-date"];
    if (letters(was) !== letters(now)) return ["alike-letters"];
    return [spaces(was) !== spaces(now) ? "alike-spaces" : "alike-breaks"];
  }

  function notesOfLeaf({ was, kind }) {
    if (!was) return [];
    const notes = [];
    const of = (kind) => kind.split(":")[0];
    const plain = (kind) => kind === "line" || kind === "p", cell = (kind) => /^t[dh]$/.test(of(kind));
    if (was.kind !== kind && !(plain(was.kind) && plain(kind))) {
      if (/^h\d/.test(was.kind)) notes.push(["was-heading", was.kind[1]]);
      else if (of(was.kind) === "pre" && of(kind) === "pre") notes.push(["was-code-of", after(was.kind)]);
      else if (of(was.kind) === "pre") notes.push(["was-code"]);
      else if (cell(was.kind) && was.kind.slice(0, 2) === kind.slice(0, 2)) notes.push(["was-filling", (was.kind.split(":")[1] || "1x1").replace("x", " × ")]);
      else if (of(was.kind) === "th" && cell(kind)) notes.push(["was-head-cell"]);
      else if (of(was.kind) === "td" && cell(kind)) notes.push(["was-cell"]);
      else if (was.kind === "dt") notes.push(["was-term"]);
      else notes.push(["was-paragraph"]);
    }
    if (was.within) {
      const lists = was.within.filter((kind) => /^(bullets|numbers)/.test(kind)).length;
      const innermost = was.within.length ? of(was.within[was.within.length - 1]) : "";
      const places = { item: "list", row: "table", quote: "quote", aside: "aside", caption: "caption", footnote: "footnote", definition: "definitions", definitions: "definitions" };
      const place = places[innermost];
      notes.push(place ? [`was-in-${place}`, place === "list" ? String(lists) : ""] : ["was-outside"]);
    }
    return notes;
  }

  function notesOfContainer({ was, kind }) {
    if (was === undefined) return [];
    const [name, value] = was.includes(":") ? [was.slice(0, was.indexOf(":")), after(was)] : [was, ""];
    switch (name) {
      case "bullets": return [["was-bullets"]];
      case "numbers": {
        const { start } = numbering(was), now = numbering(kind);
        return [!now ? ["was-numbered"] : now.start === start ? ["was-numbered-otherwise"] : ["was-numbered-from", String(start)]];
      }
      case "item": {
        const { task, number = "" } = itemOf(was);
        return [itemOf(kind).task === task ? ["was-number", String(number)] : [task ? `was-${task}` : "was-no-task"]];
      }
      case "aside": {
        const [called] = value.split(",");
        return [called ? ["was-aside-of", called] : ["was-aside"]];
      }
      case "quote": return [value ? ["was-alert", value] : ["was-quote"]];
      case "footnote": return [["was-footnote", value]];
      default: return [["was-aligned"]];
    }
  }

  Object.assign(weave, { MARKS, say, noteOfAlike, notesOfText, notesOfLeaf, notesOfContainer });
})((promulgate.weave ??= {}));
