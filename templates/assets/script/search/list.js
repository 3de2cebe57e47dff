
// src/pages/search/list.rs: numbers as text.
(() => {
  const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"].map((digit, ix) => [digit, ix]));

  /** The numbers in `text`. */
  promulgate.numbers = (text) => {
    const numbers = [];
    if (text.startsWith("~")) {
      for (let at = 1; at < text.length; at += 1) {
        const bits = DIGITS.get(text[at]);
        for (let bit = 0; bit < 6; bit += 1) if (bits & (1 << bit)) numbers.push((at - 1) * 6 + bit);
      }
      return numbers;
    }
    let next = 0;
    for (const distance of raw(text)) {
      numbers.push(next + distance);
      next += distance + 1;
    }
    return numbers;
  };

  /** The numbers in `text`, each with a version. */
  promulgate.pairs = (text) => {
    const [numbers, versions] = [[], []];
    let next = 0;
    raw(text).forEach((number, ix) => {
      if (ix % 2 === 1) versions.push(number);
      else next = numbers[numbers.push(next + number) - 1] + 1;
    });
    return { numbers, versions };
  };

  /** Numbers in any order, each written as how far it is from the one before. */
  promulgate.steps = (text) => {
    let before = 0;
    return raw(text).map((step) => (before += step % 2 === 1 ? -(step + 1) / 2 : step / 2));
  };

  /** Numbers as they are written one by one. */
  function raw(text) {
    const numbers = [];
    let [number, shift] = [0, 0];
    for (const letter of text) {
      const digit = DIGITS.get(letter);
      number += (digit & 31) * 2 ** shift;
      shift += 5;
      if (digit & 32) continue;
      numbers.push(number);
      [number, shift] = [0, 0];
    }
    return numbers;
  }
})();
