
// Where a text has what is looked for: read off its page, where pages can be fetched.
(() => {
  const { level, has, row } = promulgate.terms;
  /** As much of a page is read, in bytes: on a phone a longer one takes longer than a reader looks at the result. */
  const MOST = 200_000;
  const [BEFORE, AFTER] = [60, 140];
  const BLOCKS = "p,li,td,th,pre,dt,dd,figcaption,summary,caption,blockquote";
  const pages = new Map();

  /** Whether pages can be fetched. */
  const can = location.protocol.startsWith("http");

  /** The beginning of the page at `address`. */
  async function read(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address);
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (let size = 0; size < MOST; ) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      text += decoder.decode(value, { stream: true });
      size += value.length;
    }
    reader.cancel();
    return text;
  }

  /** The text of a page, heading by heading: the anchor, the heading and what stands below it. */
  function passages(html) {
    const article = new DOMParser().parseFromString(html, "text/html").querySelector("article.text");
    const all = [{ anchor: "", heading: "", text: "" }];
    for (const block of article?.querySelectorAll(`h1,h2,h3,h4,h5,h6,${BLOCKS}`) ?? []) {
      const text = block.textContent.replace(/\s+/g, " ").trim();
      if (/^H\d$/.test(block.tagName)) all.push({ anchor: encodeURIComponent(block.id), heading: text, text: "" });
      else if (!block.parentElement.closest(BLOCKS)) all.at(-1).text += `${text}\n`;
    }
    return all;
  }

  /** The passages of the text at `at`, asked for once. */
  function of(at) {
    if (!pages.has(at)) pages.set(at, read(`${at}index.html`).then(passages, () => []));
    return pages.get(at);
  }

  /** Those of the passages in which all phrases stand, if they do. */
  function saying(passages, phrases) {
    const says = ({ heading, text }) => phrases.some((phrase) => [heading, ...text.split("\n")].some((line) => has(line, phrase)));
    const lines = passages.flatMap(({ heading, text }) => [heading, ...text.split("\n")]);
    return phrases.every((phrase) => lines.some((line) => has(line, phrase))) ? passages.filter(says) : [];
  }

  /** A passage of a text called `title` as it is shown: a heading that says no more than the title is left out, and so is a first line. */
  function without(title, { anchor, heading, text }) {
    const same = (line) => row(line) === row(title);
    const [first, ...rest] = text.split("\n");
    return { anchor, heading: same(heading) ? "" : heading, text: same(first) ? rest.join("\n") : text };
  }

  /** The passage with most of what is sought close together, if one has any. */
  function best(passages, sought) {
    let [found, most] = [undefined, 0];
    for (const passage of passages) {
      const inHeading = sought.filter((token) => level(passage.heading).includes(token)).length;
      const score = closest(passage.text, sought)[1] * 4 + inHeading * 3;
      if (score > most) [found, most] = [passage, score];
    }
    return found;
  }

  /** Where in a text most of what is looked for stands close together, and how much that is. */
  function closest(text, sought) {
    const folded = level(text);
    const places = [];
    sought.forEach((token, ix) => {
      for (let at = folded.indexOf(token), count = 0; at >= 0 && count < 200; at = folded.indexOf(token, at + 1), count += 1) places.push([at, ix]);
    });
    places.sort((a, b) => a[0] - b[0]);
    let [first, most] = [0, 0];
    places.forEach(([start], ix) => {
      const near = new Set();
      for (let next = ix; next < places.length && places[next][0] < start + AFTER; next += 1) near.add(places[next][1]);
      if (near.size > most) [first, most] = [start, near.size];
    });
    return [first, most];
  }

  /** Some of `text`, around what is looked for. */
  function around(text, sought) {
    const [first] = closest(text, sought);
    let start = Math.max(0, first - BEFORE);
    if (start > 0) {
      const space = text.slice(start, first).search(/\s/);
      if (space >= 0) start += space + 1;
      while (start > 0 && /\p{M}/u.test(text[start])) start -= 1;
    }
    let end = Math.min(text.length, first + AFTER);
    const stop = text.slice(end - 20, end).lastIndexOf(" ");
    if (end < text.length && stop > 0) end += stop - 20;
    while (end < text.length && /\p{M}/u.test(text[end])) end += 1;
    return `${start > 0 ? "… " : ""}${text.slice(start, end).trim()}${end < text.length ? " …" : ""}`;
  }

  /** The text with what is looked for marked. */
  function highlight(text, sought) {
    const folded = level(text);
    const parts = [];
    let at = 0;
    while (at < text.length) {
      const next = sought.map((token) => [folded.indexOf(token, at), token.length]).filter(([place]) => place >= 0).sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
      if (!next) break;
      const [place, length] = next;
      const marked = document.createElement("mark");
      marked.textContent = text.slice(place, place + length);
      parts.push(text.slice(at, place), marked);
      at = place + length;
    }
    return [...parts, text.slice(at)];
  }

  promulgate.quote = { can, of, saying, without, best, around, highlight };
})();
