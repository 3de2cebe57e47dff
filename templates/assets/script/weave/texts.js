// Twin of src/weave/read/texts.rs: how two texts of a weave are related.

((weave) => {
  /** The text with which another was matched. */
  const base = ({ bases }, number) => bases[number] ?? number - 1;

  /** Whether one text was matched with the other, or is the other. */
  const isDirect = (text, a, b) => a === b || base(text, Math.max(a, b)) === Math.min(a, b);

  /** Whether on the way from one text to the other, by their bases, one was not compared to the last word. */
  function isCoarse(text, a, b) {
    let [low, high] = [Math.min(a, b), Math.max(a, b)];
    while (low !== high) {
      if (text.coarse.includes(high)) return true;
      const next = base(text, high);
      [low, high] = [Math.min(low, next), Math.max(low, next)];
    }
    return false;
  }

  Object.assign(weave, { isDirect, isCoarse });
})((promulgate.weave ??= {}));
