
// src/pages/search/list.rs: ascending numbers as text.
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
    let [next, number, shift] = [0, 0, 0];
    for (const letter of text) {
      const digit = DIGITS.get(letter);
      number += (digit & 31) * 2 ** shift;
      shift += 5;
      if (digit & 32) continue;
      next += number;
      numbers.push(next);
      next += 1;
      [number, shift] = [0, 0];
    }
    return numbers;
  };
})();
