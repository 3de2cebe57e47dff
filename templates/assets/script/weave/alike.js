// Twin of src/weave/read/alike.rs, src/weave/words/seen.rs and src/weave/words/dates.rs: what was written otherwise and reads the same.

((weave) => {
  const { DELETED, INSERTED, at, isEdited, limits, stretches, sum, weigh } = weave;

  /** A text as it is compared. */
  function seen(text) {
    const shown = text.replace(/[\u00ad\u200b\u2060\ufeff]/gu, "").replace(/(?:(?!\n)\p{White_Space})+/gu, " ");
    return shown.replace(/(?<=[\u0e01-\u0e3a\u0e40-\u0e4e]) (?=\u0e46)/gu, "").normalize("NFC");
  }

  const of = (passage, change) => passage.filter((m) => m.change === change);
  const read = (marks) => marks.map((m) => (m.end ? "\n" : m.run.text)).join("");

  /** The marks, with those noted that belong to a passage which looks the same in both versions, or to other spaces at the
   *  ends of a passage that was edited. */
  function findAlike(marks, text, sides) {
    if (!marks.some(isEdited)) return marks;
    return stretches(marks, (x, y) => isEdited(x) === isEdited(y)).flatMap((passage) => {
      if (!isEdited(passage[0])) return passage;
      return looksAlike(passage, text, sides) ? passage.map((m) => ({ ...m, alike: true })) : setEndsApart(passage, text, sides);
    });
  }

  function looksAlike(passage, text, { a, b }) {
    const old = of(passage, DELETED), now = of(passage, INSERTED);
    if (!old.length || !now.length || passage.some((m) => m.end)) return false;
    if (!isSameDate(old, now) && seen(read(old)) !== seen(read(now))) return false;
    const oneWay = (side, version) => side.every((m) => settingOf(m, text, version) === settingOf(side[0], text, version));
    return oneWay(old, a) && oneWay(now, b);
  }

  function isSameDate(old, now) {
    const isWord = (side) => sum(side, "words") === 1;
    const [was, is] = isWord(old) && isWord(now) ? [dateOf(read(old)), dateOf(read(now))] : [];
    return was !== undefined && was === is;
  }

  let monthNames; // of all languages, the longest first

  /** The day, month and year of the common era, if the text is a date with the name of a month. */
  function dateOf(text) {
    monthNames ??= new RegExp(limits.months.flat().sort((x, y) => y.length - x.length).map((name) => name.replace(/\./gu, "\\.")).join("|"), "u");
    const number = (digits) => Number(digits.replace(/[๐-๙]/gu, (digit) => digit.charCodeAt() - 0xe50));
    const [name] = text.toLowerCase().match(monthNames) || [];
    const [day, short] = (text.match(/\p{N}+/gu) || []).map(number);
    if (name === undefined || !(day >= 0 && short >= 0)) return undefined;
    const month = limits.months.findIndex((names) => names.includes(name)) + 1;
    const year = short < 100 ? limits.era.short + short : short;
    return [day, month, year >= limits.era.from ? year - limits.era.ahead : year].join("-");
  }

  const settingOf = (mark, text, version) => at(text.tracks[mark.run.track], version);

  function setEndsApart(passage, text, sides) {
    let old = of(passage, DELETED), now = of(passage, INSERTED);
    const both = Math.min(read(old).length, read(now).length) > 1;
    const start = spaces(FIRST, old, now, text, sides);
    if (start) [old, now] = [rest(FIRST, old), rest(FIRST, now)];
    const end = both && spaces(LAST, old, now, text, sides);
    if (end) [old, now] = [rest(LAST, old), rest(LAST, now)];
    return start || end ? [...(start || []), ...old, ...now, ...(end || [])] : passage;
  }

  const FIRST = /^(?![\n\u202f])\p{White_Space}(?!\p{White_Space}|\p{M}|\p{Cf})/u;
  const LAST = /(?<!\p{White_Space})(?![\n\u202f])\p{White_Space}$/u;
  const outer = (end, side) => (end === FIRST ? side[0] : side[side.length - 1]);

  /** The single spaces at one end of both sides, if they are of other kinds. */
  function spaces(end, old, now, text, sides) {
    if (!end.test(read(old)) || !end.test(read(now))) return null;
    const pair = [old, now].map((side) => {
      const mark = outer(end, side);
      const space = end === FIRST ? mark.run.text[0] : mark.run.text[mark.run.text.length - 1];
      return { ...mark, alike: true, run: { ...mark.run, text: space, words: 1, lettered: 0, known: 0, letters: 0, size: 0 } };
    });
    const bare = pair.map((m) => ({ ...m, alike: false }));
    return pair[0].run.text !== pair[1].run.text && looksAlike(bare, text, sides) ? pair : null;
  }

  /** A side without the space at one end. */
  function rest(end, side) {
    const mark = outer(end, side), { run } = mark;
    const left = end === FIRST ? run.text.slice(1) : run.text.slice(0, -1);
    const cut = left ? [{ ...mark, run: { ...run, text: left, words: Math.max(0, run.words - 1), ...weigh(left) } }] : [];
    return end === FIRST ? [...cut, ...side.slice(1)] : [...side.slice(0, -1), ...cut];
  }

  Object.assign(weave, { findAlike, seen });
})((promulgate.weave ??= {}));
