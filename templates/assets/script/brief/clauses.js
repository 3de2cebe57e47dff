// Beside src/weave/read/clauses.rs: two sentences as one, with the words that went and those that came. Without what came it is the
// older, without what went the newer, to the letter; the browser itself says where words end.

((weave) => {
  const { DELETED, INSERTED, SAME, increasing } = weave;

  // One part of so many of either sentence must survive, or both are better read whole.
  const SURVIVES = 3;
  // With more words than this on both sides they are read whole: the work is bounded.
  const LONGEST = 600;

  /** The older sentence and the newer as one list of `[change, text]`; null where too little of either is in the other. */
  function clause(old, now, lang) {
    if (!Intl.Segmenter) return null;
    const cutter = new Intl.Segmenter(lang || undefined, { granularity: "word" });
    const [before, after] = [old, now].map((text) => [...cutter.segment(text)].map(({ segment }) => segment));
    if (before.length + after.length > LONGEST) return null;
    const places = new Map();
    after.forEach((word, j) => weave.add(places, word, j));
    const pairs = before.flatMap((word, i) => (places.get(word) ?? []).map((j) => [i, j]));
    const kept = increasing(pairs, pairs.map(([i]) => (before[i].trim() ? 2 * before[i].length : 1)));
    const marks = [];
    let [i, j, same] = [0, 0, 0];
    for (const [p, q] of [...kept, [before.length, after.length]]) {
      push(marks, DELETED, before.slice(i, p));
      push(marks, INSERTED, after.slice(j, q));
      if (p < before.length) {
        same += before[p].length;
        push(marks, SAME, [before[p]]);
      }
      [i, j] = [p + 1, q + 1];
    }
    return same * SURVIVES >= Math.min(old.length, now.length) ? drown(marks) : null;
  }

  function push(marks, change, words) {
    const text = words.join("");
    if (!text) return;
    if (marks.at(-1)?.[0] === change) marks.at(-1)[1] += text;
    else marks.push([change, text]);
  }

  /** Makes one edit of those that have nothing but a space between them. */
  function drown(marks) {
    const made = [];
    let gone = "", came = "", space = "";
    const settle = () => {
      push(made, DELETED, [gone]);
      push(made, INSERTED, [came]);
      push(made, SAME, [space]);
      gone = came = space = "";
    };
    for (const [change, text] of marks) {
      if (change === SAME && (text.trim() || !(gone || came))) {
        settle();
        push(made, SAME, [text]);
      } else if (change === SAME) space = text;
      else {
        gone += space;
        came += space;
        space = "";
        if (change === DELETED) gone += text;
        else came += text;
      }
    }
    settle();
    return made;
  }

  Object.assign(weave, { clause });
})((promulgate.weave ??= {}));
