
// src/weave/terms.rs: words in the spelling of the index, and what somebody looks for as such words.
(() => {
  /** Letters of scripts that write no spaces between words. */
  const SPACELESS = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff";
  const spaceless = new RegExp(`[${SPACELESS}]`, "u");
  const runs = new RegExp(`[${SPACELESS}]+|[^${SPACELESS}]+`, "gu");
  /** As UAX #29 has words: a mark may stand between two letters, another one between two digits. */
  const words = /(?:[\p{L}\p{M}\p{N}_]|(?<=\p{L}\p{M}*)[.'’:·](?=\p{L})|(?<=\p{N})[.,;'’](?=\p{N}))+/gu;

  const arabic = (text) => text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50));

  /** In one spelling, as the words of the index are. */
  function fold(text) {
    const bare = text.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "").toLowerCase().normalize("NFD")
      .replace(/([a-z\u00c0-\u024f\u1e00-\u1eff])[\u0300-\u036f]+/g, "$1");
    return arabic(bare.normalize("NFC")).replaceAll("\u0e4d\u0e32", "\u0e33");
  }

  /** In one spelling that is as long as the text. */
  function level(text) {
    const folded = arabic(text.toLowerCase()).replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (letter) => letter.normalize("NFD")[0]);
    return folded.length === text.length ? folded : text;
  }

  /** An article without its last letter before a word. */
  const article = /^\p{L}{1,2}['’](?=\p{L}{3,}$)/u;

  /** The words of what somebody looks for, each once, without articles; in scripts without spaces, whatever stands together. */
  function tokens(text) {
    const parts = (fold(text).match(words) ?? []).flatMap((word) => word.replace(article, "").match(runs));
    return [...new Set(parts.map((part) => part.slice(0, 60)))];
  }

  /** What somebody looks for as it is written, part by part, to show where it stands. */
  const written = (text) => fold(text).split(/[\s"'“”‘’(),;?!]+/u).map((part) => part.replace(/[.:]+$/, "")).filter((part) => part !== "");

  /** The words of a text one after the other, without articles, a space around each. */
  const row = (text) => ` ${(fold(text).match(words) ?? []).map((word) => word.replace(article, "")).join(" ")} `;

  /** What stands in quotes in what somebody looks for: word by word as it stands there. */
  const phrases = (text) => [...text.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]/gu)].map(([, phrase]) => row(phrase)).filter((phrase) => phrase.trim() !== "");

  /** Whether a line has a phrase; where words stand together it may begin and end within them. */
  function has(line, phrase) {
    const bare = phrase.trim();
    return row(line).includes(`${spaceless.test(bare[0]) ? "" : " "}${bare}${spaceless.test(bare.at(-1)) ? "" : " "}`);
  }

  promulgate.terms = { fold, level, tokens, written, phrases, has, row, spaceless };
})();
