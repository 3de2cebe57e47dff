
// What is known of a policy on a day. The twin of model/force.rs: versions stand newest first, each with `published`, the
// day `from` which it holds, what states that (`by`), and whether it was `withdrawn`, `returned`, or put `off`.
(() => {
  /** Which version held on `day`, or was published by then: `state` is nothing, withdrawn, holds or not-yet. */
  function onDay(versions, day) {
    // what counts is the order of publication, even where dates run backwards
    const at = versions.findIndex((version) => version.published <= day);
    const latest = versions[at];
    if (!latest) return { state: "nothing", first: versions.at(-1).published };
    if (latest.withdrawn !== undefined && latest.withdrawn <= day) return { state: "withdrawn", latest };
    if (from(latest) <= day) return { state: "holds", latest };
    return { state: "not-yet", latest, until: holder(versions, at, day) };
  }

  /** The newest version before the one at `at` that held on `day`; none from before a withdrawal. */
  function holder(versions, at, day) {
    for (let ix = at + 1; ix < versions.length && versions[ix - 1].returned === undefined; ix += 1) {
      const version = versions[ix];
      if (version.off === undefined && version.published <= day && from(version) <= day) return version;
    }
    return undefined;
  }

  const from = (version) => version.from ?? version.published;

  promulgate.force = { onDay, from };
})();
