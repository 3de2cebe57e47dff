// Twin of src/weave/read/ordinal.rs: the number at the start of a block.

((weave) => {
  const { limits } = weave;

  /** How many of the words at the start of a block are its number: “3.”, “(a)”, “๒.๑”, “IV.”, “ข้อ ๓”, “Section 4:”. */
  function ordinal(words) {
    let count = 0, numbers = 0, named = false;
    for (const word of words) {
      const blank = /^\p{White_Space}*$/u.test(word);
      let fits;
      if (blank) fits = true;
      else if (isNumber(word)) {
        numbers += 1;
        fits = true;
      } else if (/^[([§]$/.test(word)) fits = numbers === 0;
      else if (/^[^\p{Alphabetic}\p{N}]+$/u.test(word)) fits = numbers > 0 && /^[.)\]:\-–]+$/.test(word);
      else {
        fits = numbers === 0 && !named && limits.ordinals.includes(word.toLowerCase());
        if (numbers === 0) named = true;
      }
      if (!fits) return numbers > 0 && count > 1 ? count : 0;
      count += 1;
      if (numbers > 0 && (blank || numbers > 3)) return count;
    }
    return 0;
  }

  const isNumber = (word) => /^(?=.*\p{N})[\p{N}.]+$/u.test(word) || /^\p{Alphabetic}$/u.test(word) || /^[ivx]{1,5}$/i.test(word);

  Object.assign(weave, { ordinal });
})((promulgate.weave ??= {}));
