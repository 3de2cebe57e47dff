// Twin of src/brief/between.rs and of `side` and `is_renamed` in src/brief/sections.rs: what happened between any two versions, to their
// sections, which are known by their history, and to the facts, which are followed from version to version.

((weave) => {
  const { DELETED, INSERTED, REFORMATTED, SAME, add, weigh } = weave;

  const isHead = (kind) => kind[0] === "h" && /^h\d/.test(kind);
  const stood = (line) => line.change !== INSERTED && isHead(line.was ? line.was.kind : line.kind);
  const stands = (line) => line.change !== DELETED && isHead(line.kind);
  const levelOf = (line) => Number((isHead(line.kind) ? line.kind : line.was.kind)[1]);
  const SIGNS = /[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu;

  /** The text of a line without what was `gone`. */
  function side(line, gone) {
    const text = line.pieces.filter((piece) => piece.change !== gone).map((piece) => piece.text).join("");
    const words = text.split(/\p{White_Space}+/u).filter(Boolean).join(" ");
    return (words.includes("\ufffc") ? words.replaceAll("\ufffc", "").trim() : words).replace(SIGNS, "");
  }

  /** The sections of the headings of version `n`, as the history numbers them: `headings` are lists `[from, ids]`. */
  const sectionsOf = (headings, n) => headings.findLast(([from]) => from <= n)?.[1] ?? [];

  /** All sections of the lines of a redline, in reading order, each once. */
  function sectionsBetween(lines, headings, from, to) {
    const parts = partsOf(lines, sectionsOf(headings, from), sectionsOf(headings, to));
    unite(parts);
    divide(parts);
    const before = new Set(parts.map((part) => part.old)), now = new Set(parts.map((part) => part.new));
    const left = new Map();
    parts.forEach((part, ix) => part.old !== undefined && part.new !== part.old && left.set(part.old, ix));
    const found = [];
    parts.forEach((part, ix) => {
      if (part.old !== undefined && part.new !== part.old && !now.has(part.old)) found.push(removed(part));
      if (part.new !== undefined) found.push(standing(part, ix, parts, left.get(part.new), before.has(part.new)));
    });
    return found;
  }

  /** A section that the second version has; `at` is the place that its heading left. */
  function standing(part, ix, parts, at, isOld) {
    const { head, ...section } = part.section;
    if (!head) return section;
    const other = at === undefined ? undefined : parts[at].section;
    const was = side(other ? other.head : head, INSERTED);
    if (other) {
      section.first ||= other.first;
      section.changes += other.changes;
      section.added += other.added;
      section.removed += other.removed;
    }
    section.state = null;
    if (section.first) {
      const renamed = was !== section.heading && !head.renumbered;
      const moved = other && Math.abs(at - ix) > 1;
      section.state = !isOld ? "added" : renamed ? "renamed" : moved ? "moved" : "changed";
    }
    section.was = section.state === "renamed" ? was : null;
    return section;
  }

  /** A section that only the first version has. What stands below a heading that became another section is that one's. */
  function removed(part) {
    const { head, ...section } = part.section;
    if (head) section.heading = side(head, INSERTED);
    const none = part.new === undefined ? {} : { changes: 0, added: 0, removed: 0 };
    return { ...section, ...none, state: section.first ? "removed" : null, was: null };
  }

  function partsOf(lines, oldIds, newIds) {
    // where parts of headings were joined or divided, the history knows more headings than the redline has
    const known = lines.filter(stood).length === oldIds.length && lines.filter(stands).length === newIds.length;
    const parts = [];
    let [old, now] = [0, 0];
    lines.forEach((line, ix) => {
      const [wasHead, isNow] = [stood(line), stands(line)];
      if (wasHead || isNow) {
        const id = (ids, n) => (known ? ids[n] : `place ${ix}`);
        const section = { ...empty(), level: levelOf(line), heading: side(line, isNow ? DELETED : INSERTED), head: line };
        parts.push({ section, old: wasHead ? id(oldIds, old++) : undefined, new: isNow ? id(newIds, now++) : undefined });
      } else if (!parts.length) parts.push({ section: empty(), old: "preamble", new: "preamble" });
      const { section } = parts[parts.length - 1];
      section.lines.push(line);
      section.added += line.added;
      section.removed += line.removed;
      if (!line.number) return;
      section.first ||= line.number;
      if (line.number !== section.last) section.changes += 1;
      section.last = line.number;
      section.state = "changed";
    });
    return parts;
  }

  const empty = () => ({ lines: [], level: 0, heading: "", head: null, state: null, was: null, first: 0, last: 0, changes: 0, added: 0, removed: 0 });

  /** What comes back is another section to the history; to a reader of two versions that both have it, it is one. */
  function unite(parts) {
    const before = new Set(parts.map((part) => part.old)), now = new Set(parts.map((part) => part.new));
    const gone = new Map();
    for (const part of parts.toReversed()) {
      if (part.old === undefined || now.has(part.old)) continue;
      if (part.new === undefined) add(gone, part.section.heading, part);
      else if (!before.has(part.new)) part.old = part.new;
    }
    for (const part of parts) {
      if (part.new === undefined || part.old !== undefined || before.has(part.new)) continue;
      const from = gone.get(part.section.heading)?.pop();
      if (from) from.old = part.new;
    }
  }

  /** A heading that became another, over another text, is not the same section under a new name: one went and one came. So
   *  are headings that the history, or the place in the redline, takes for one section. */
  function divide(parts) {
    const left = new Map(), divided = [];
    parts.forEach((part, ix) => part.old !== undefined && left.set(part.old, ix));
    parts.forEach((part, ix) => {
      const at = part.new === "preamble" ? undefined : left.get(part.new);
      if (part.new === undefined || at === undefined) return;
      const [head, now] = [parts[at].section.head, part.section.head];
      const headings = [side(head, INSERTED), side(now, DELETED)];
      if (headings[0] === headings[1] || now.renumbered) return;
      const stays = at === ix ? kept([head])[0] / 2 : 0;
      if (!isRenamed(headings, stays, part.section.lines.slice(1))) divided.push([at, ix]);
    });
    for (const [at, ix] of divided) parts[at].old = `replaced ${ix}`;
  }

  // The least that headings of one section have in common.
  const RENAMED = 1 / 2;
  const BETWEEN_WORDS = /[^\p{Alphabetic}\p{N}\p{M}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/u;

  /** Whether a section whose heading is another was renamed: its headings, of which so many letters stand in both, have words
   *  in common, or the text below stayed for the most part. */
  function isRenamed([old, now], stays, body) {
    const words = (heading) => heading.toLowerCase().split(BETWEEN_WORDS).filter(Boolean);
    const all = weigh(old).letters + weigh(now).letters, free = words(now);
    let common = 0;
    for (const word of words(old)) {
      const at = free.indexOf(word);
      if (at >= 0) common += weigh(free.splice(at, 1)[0]).letters;
    }
    const [whole, edited] = kept(body);
    return 2 * Math.max(common, stays) >= all * RENAMED || (whole > 0 && whole >= edited);
  }

  /** How many letters of both versions of a text stay, here or from elsewhere, and how many came or went. */
  function kept(lines) {
    let [whole, edited] = [0, 0];
    for (const { change, moved, text } of lines.flatMap((line) => line.pieces)) {
      const { letters } = weigh(text);
      if (change === SAME || change === REFORMATTED || (change === INSERTED && moved)) whole += 2 * letters;
      else edited += letters;
    }
    return [whole, edited];
  }

  /** The facts that changed from version `from` to version `to`: those of every version between, chained. */
  function factsBetween(versions, from, to) {
    const steps = versions.slice(Math.min(from, to), Math.max(from, to));
    const chains = [], ends = new Map();
    const end = (...key) => JSON.stringify(key);
    steps.forEach(({ facts }, n) => {
      for (const { kind, old = null, now = null, change } of facts) {
        const waiting = ends.get(old !== null ? end(kind, old, false) : end(kind, now, true));
        const chain = waiting?.shift() ?? chains[chains.push({ kind, old }) - 1];
        Object.assign(chain, { now, change, version: Math.min(from, to) + n + 1 });
        add(ends, now !== null ? end(kind, now, false) : end(kind, chain.old, true), chain);
      }
    });
    const changed = chains.filter((chain) => chain.old !== chain.now);
    return from > to ? changed.map((chain) => ({ ...chain, old: chain.now, now: chain.old })) : changed;
  }

  Object.assign(weave, { sectionsBetween });
  Object.assign(promulgate, { factsBetween });
})((promulgate.weave ??= {}));
