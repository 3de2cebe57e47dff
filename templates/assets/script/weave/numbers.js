// Twin of src/weave/read/numbers.rs: the numbers of items in numbered lists, in either version.

((weave) => {
  const { INSERTED, ancestors } = weave;

  const values = (kind) => kind.slice(kind.indexOf(":") + 1).split(",");

  /** How the items of a list are numbered: `numbers:3,thai,reversed`. */
  function numbering(kind) {
    if (!kind.startsWith("numbers:")) return undefined;
    const [start, numerals = "", falls] = values(kind);
    return { start: Number(start), numerals, reversed: falls === "reversed" };
  }

  /** The number after this one. */
  const numberAfter = ({ reversed }, number) => (reversed ? Math.max(0, number - 1) : number + 1);

  /** What an item says of itself: `item:done,5`. */
  function itemOf(kind) {
    const [task = "", number] = kind.includes(":") ? values(kind) : [];
    return { task, number: number === undefined ? undefined : Number(number) };
  }

  /** Counts the items of a list in one version. */
  function counter(list) {
    const numbers = numbering(list);
    let next = numbers && numbers.start;
    return (item) => {
      if (!numbers) return undefined;
      const number = itemOf(item).number ?? next;
      next = numberAfter(numbers, number);
      return number;
    };
  }

  /** Gives every item its number. One whose number was written in another way is another only if it has another number. */
  function placeNumbers(lines, containers) {
    const items = new Set(), stood = new Set(), lists = new Map(), found = new Map();
    for (const line of lines) {
      for (const item of ancestors(containers, line.parent)) {
        const list = containers[item].parent;
        if (list < 0 || !containers[list].kind.startsWith("numbers:")) continue;
        items.add(item);
        if (line.change !== INSERTED) stood.add(item);
      }
    }
    for (const item of items) {
      const { parent, kind, was = kind, current } = containers[item], list = containers[parent];
      if (!lists.has(parent)) lists.set(parent, { old: counter(list.was ?? list.kind), now: counter(list.kind) });
      const count = lists.get(parent);
      const old = stood.has(item) ? count.old(was) : undefined, now = current ? count.now(kind) : undefined;
      containers[item].number = current ? now : old;
      found.set(item, { old, now });
    }
    containers.forEach((container, ix) => {
      if (!container.kind.startsWith("item") || container.was === undefined) return;
      const { old, now } = found.get(ix) ?? {}, { task } = itemOf(container.was);
      const number = old !== now ? old : undefined;
      const same = itemOf(container.kind).task === task && number === undefined;
      container.was = same ? undefined : `item:${task}${number === undefined ? "" : `,${number}`}`;
    });
  }

  Object.assign(weave, { numbering, numberAfter, itemOf, placeNumbers });
})((promulgate.weave ??= {}));
