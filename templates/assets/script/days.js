
// Days as people write them, in the Buddhist era too; inside they are written 2026-03-01.
(() => {
  const lang = document.documentElement.lang || "en";
  const thai = lang.startsWith("th");
  const format = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  // the names of each month in all languages that the program knows: it puts them here
  const MONTHS = "MONTHS";

  /** The day as the page's readers write it. */
  function show(day) {
    return format.format(new Date(`${day}T00:00:00Z`)).replace("พ.ศ. ", "");
  }

  function month(word) {
    if (/^\d+$/.test(word)) return Number(word);
    const letters = word.replaceAll(".", "");
    const least = /^\p{sc=Thai}/u.test(letters) ? 4 : 3;
    const isMeant = (name) => name.replaceAll(".", "") === letters || (letters.length >= least && name.startsWith(letters));
    return MONTHS.findIndex((names) => names.some(isMeant)) + 1;
  }

  /** Today, where the reader is. */
  const today = () => new Date().toLocaleDateString("sv");

  /** With digits as scripts read them. */
  const digits = (text) => text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50));

  // days as seen from today: how many years, months and days back
  const BACK = [
    [/^(today|วันนี้)$/, 0, 0, 0],
    [/^(yesterday|เมื่อวาน(นี้)?)$/, 0, 0, 1],
    [/^((last|a) week( ago)?|(สัปดาห์|อาทิตย์)(ที่แล้ว|ก่อน))$/, 0, 0, 7],
    [/^((last|a) month( ago)?|เดือน(ที่แล้ว|ก่อน))$/, 0, 1, 0],
    [/^((last|a) year( ago)?|ปี(ที่แล้ว|ก่อน))$/, 1, 0, 0],
  ];

  function back(text) {
    const found = BACK.find(([words]) => words.test(text));
    if (!found) return undefined;
    const [year, month, day] = today().split("-").map(Number);
    const first = new Date(Date.UTC(year - found[1], month - 1 - found[2], 1));
    // a month that is shorter ends before
    const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
    first.setUTCDate(Math.min(day, last) - found[3]);
    return first.toISOString().slice(0, 10);
  }

  /** The day that somebody wrote, in whatever way; undefined where it is none. A month or year alone is its first day. */
  function parse(text) {
    const plain = digits(text.toLowerCase()).normalize("NFC").trim();
    const ago = back(plain.replace(/\s+/g, " "));
    if (ago) return ago;
    const words = plain.replace(/พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|วันที่|เดือน|ปี|[,]/g, " ").replace(/(\d)(st|nd|rd|th)\b/g, "$1");
    const parts = words.match(/\d+|[\u0e00-\u0e7f]+(?:\.[\u0e00-\u0e7f]+)*|\p{L}+/gu) ?? [];
    if (parts.length === 1 && /^\d{4}$/.test(parts[0])) parts.unshift("1", "1");
    else if (parts.length === 2 && /^\d{4}$/.test(parts[0])) parts.push("1");
    else if (parts.length === 2 && /^\d{4}$/.test(parts[1])) parts.unshift("1");
    if (parts.length !== 3) return undefined;
    let [first, second, third] = parts;
    if (/^\d{4}$/.test(first)) [first, third] = [third, first];
    else if (!/^\d/.test(first)) [first, second] = [second, first];
    if (!/^\d{1,2}$/.test(first) || !/^\d+$/.test(third)) return undefined;
    let year = Number(third);
    if (third.length <= 2) year += thai ? 2500 : 2000;
    if (year >= 2400) year -= 543;
    const [d, m] = [Number(first), month(second)];
    const date = new Date(Date.UTC(year, m - 1, d));
    if (m < 1 || date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d || third.length === 3) return undefined;
    return date.toISOString().slice(0, 10);
  }

  promulgate.days = { show, parse, today, digits };
})();
