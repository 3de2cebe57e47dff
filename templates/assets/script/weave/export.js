// Twin of src/weave/read/export.rs: the data of a page, made ready once.

((weave) => {
  const { DELETED, FEW, SAME } = weave;

  /** Bounds and names of the program, which come with the data of a page: see `Limits` in src/html/data.rs. */
  const limits = {};
  const ready = new WeakMap();

  /** The data as it is read. Like all that takes long it is a list of steps: whoever does them may pause after each. */
  function* prepare(data) {
    if (!ready.has(data)) {
      Object.assign(limits, data.limits);
      const leaves = [];
      for (const [life, shape, ...runs] of data.leaves) {
        const node = {
          index: leaves.length,
          life,
          shape: [].concat(shape),
          runs: runs.map((run) => {
            const [text, own = life, track = 0, words = 0, lettered = (words + 1) >> 1, known = 0] = [].concat(run);
            return { text, life: own < 0 ? life : own, track, words, lettered, known, ...weigh(text) };
          }),
        };
        leaves.push(Object.assign(node, { known: [] }));
        if (leaves.length % FEW === 0) yield;
      }
      const containers = data.containers.map(([parent, ...kinds]) => ({ parent: parent - 1, kinds }));
      const shapes = data.shapes.map(([parent, kind, ...anchors]) => ({ parent: parent - 1, kind, anchors }));
      ready.set(data, { ...data, leaves, containers, shapes });
    }
    return ready.get(data);
  }

  /** What is shown of a leaf to which one thing happened as a whole, made once for each way in which it reads and is set. `null`
   *  if it is not so. `stood` and `stays` are the lives that stand in either text, `before` and `now` what the tracks are there. */
  function known(node, text, change, { stood, stays, before, now }) {
    const [stand, set] = change === DELETED ? [stood, before] : [stays, now];
    let count = 0;
    for (const { life, track } of node.runs) {
      if (change === SAME ? stood[life] !== stays[life] : stood[life] && stays[life]) return null;
      if (!stand[life]) continue;
      if (change === SAME && before[track] !== now[track]) return null;
      count += 1;
    }
    const fits = (one) => one.change === change && one.count === count && one.marks.every(({ run }, n) => stand[run.life] && set[run.track] === one.settings[n]);
    let found = node.known.find(fits);
    if (!found) node.known.push((found = learn(node, text, change, node.runs.filter((run) => stand[run.life]), set)));
    if (change === SAME) return found;
    for (const mark of found.marks) mark.moved = false;
    return found.alike ? found : null;
  }

  function learn(node, { settings, marks }, change, runs, set) {
    const own = runs.map((run) => set[run.track]);
    const all = (what) => runs.reduce((sum, run) => sum + run[what], 0);
    return {
      change,
      count: runs.length,
      settings: own,
      marks: runs.map((run) => ({ run, node, change, moved: false })),
      pieces: pieces(runs.map(({ text }, n) => ({ change, moved: false, text, setting: own[n], was: 0 }))),
      letters: all("letters"),
      lettered: all("lettered"),
      // a link to a place in the text leads there only if the place stands, one to a file to that of the version
      alike: own.every((setting) => settings[setting].every((mark) => marks[mark][4] === undefined && !marks[mark][5] && marks[mark][0] !== "footnote")),
      html: null,
    };
  }

  /** What is known of a line, as long as it is what it was made for. */
  const isKnown = (line) => line.known && line.known.change === line.change && !line.moved;

  /** Pieces with neighbours that look alike put together. */
  function pieces(parts) {
    const out = [];
    for (const part of parts) {
      const last = out[out.length - 1];
      const goesOn = last && !part.end && last.alike === undefined && part.alike === undefined && ["change", "moved", "setting", "was"].every((key) => last[key] === part[key]);
      if (goesOn) last.text += part.text;
      else out.push(part);
    }
    return out;
  }

  /** Letters and digits of a text, and characters that are seen. */
  function weigh(text) {
    const count = (unwanted) => Array.from(text.replace(unwanted, "")).length;
    return {
      letters: count(/[^\p{Alphabetic}\p{N}\p{M}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu),
      size: count(/[\p{White_Space}\u00ad\u200b-\u200f\u2060\ufeff]/gu),
    };
  }

  /** What something is in a text: `[first, from, next, from, next…]`. */
  function at(track, text) {
    let k = track.length - 2;
    while (k > 0 && track[k] > text) k -= 2;
    return track[k + 1];
  }

  // Whether something stands in a text: it begins, ends, begins again…
  function stands(life, text) {
    let bounds = 0;
    while (life[bounds] <= text) bounds += 1;
    return bounds % 2 === 1;
  }

  Object.assign(weave, { limits, prepare, known, isKnown, pieces, weigh, at, stands });
})((promulgate.weave ??= {}));
