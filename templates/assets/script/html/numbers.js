// Twin of src/html/numbers.rs: the numbers of items in numbered lists.

((weave) => {
  const { INSERTED, ancestors, after } = weave;

  /** The numbers of items in numbered lists, where they stand now or, if they are gone, where they stood. */
  function numbersOfItems(lines, containers) {
    const items = new Set(), stood = new Set(), numbers = new Map(), next = new Map();
    const first = (kind) => (kind.startsWith("numbers:") ? Number(after(kind)) : undefined);
    for (const line of lines) {
      for (const item of ancestors(containers, line.parent)) {
        const list = containers[item].parent;
        if (list < 0 || !containers[list].kind.startsWith("numbers:")) continue;
        items.add(item);
        if (line.change !== INSERTED) stood.add(item);
      }
    }
    for (const item of items) {
      const list = containers[item].parent, { kind, was = kind } = containers[list];
      if (!next.has(list)) next.set(list, { old: first(was), now: first(kind) });
      const numbered = next.get(list);
      const number = containers[item].current ? numbered.now : numbered.old;
      if (number !== undefined) numbers.set(item, number);
      if (stood.has(item) && numbered.old !== undefined) numbered.old += 1;
      if (containers[item].current && numbered.now !== undefined) numbered.now += 1;
    }
    return numbers;
  }

  Object.assign(weave, { numbersOfItems });
})((promulgate.weave ??= {}));
