// Twin of src/weave/export.rs: the data of a page, made ready once.

((weave) => {
  const { FEW, SAME } = weave;

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
        leaves.push(Object.assign(node, { steady: steady(node, data) }));
        if (leaves.length % FEW === 0) yield;
      }
      const containers = data.containers.map(([parent, ...kinds]) => ({ parent: parent - 1, kinds }));
      const shapes = data.shapes.map(([parent, kind, ...anchors]) => ({ parent: parent - 1, kind, anchors }));
      ready.set(data, { ...data, leaves, containers, shapes });
    }
    return ready.get(data);
  }

  /** What is shown of a leaf that has read the same, set alike, as long as it stood: it is made once. */
  function steady(node, { tracks, settings, marks }) {
    const { runs } = node;
    if (!runs.length || runs.some((run) => run.life !== node.life || tracks[run.track].length > 1)) return null;
    const setting = (run) => tracks[run.track][0];
    return {
      marks: runs.map((run) => ({ run, node, change: SAME, moved: false })),
      pieces: pieces(runs.map((run) => ({ change: SAME, moved: false, text: run.text, setting: setting(run), was: 0 }))),
      letters: runs.reduce((letters, run) => letters + run.letters, 0),
      // a link to a place in the text leads there only if the place stands, one to a file to that of the version
      alike: runs.every((run) => settings[setting(run)].every((mark) => marks[mark][4] === undefined && !marks[mark][5] && marks[mark][0] !== "footnote")),
      html: null,
    };
  }

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
  const stands = (life, text) => life.filter((bound) => bound <= text).length % 2 === 1;

  Object.assign(weave, { limits, prepare, pieces, weigh, at, stands });
})((promulgate.weave ??= {}));
