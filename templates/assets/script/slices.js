
// Long work in short slices, so that the page answers its reader in between.
(() => {
  const SLICE = 12; // milliseconds; a step on a slow phone takes some more

  const { port1, port2 } = new MessageChannel();
  const waiting = [];
  port1.onmessage = () => waiting.splice(0).forEach((goOn) => goOn());

  /** Lets the browser answer the reader. */
  function pause() {
    return new Promise((goOn) => {
      waiting.push(goOn);
      port2.postMessage(0);
    });
  }

  /** Waits until what was done is on the screen. */
  async function painted() {
    if (document.visibilityState === "visible") await new Promise(requestAnimationFrame);
    await pause();
  }

  /** Does the steps of `work` and gives what each has to `take`, until all are done or `enough` says so; what they come to, or
   *  nothing if there is more to do. */
  async function inSlices(work, take = () => {}, enough = () => false) {
    let until = performance.now() + SLICE;
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      if (step.value !== undefined) take(step.value);
      if (enough()) return undefined;
      if (performance.now() < until) continue;
      await pause();
      until = performance.now() + SLICE;
    }
  }

  Object.assign(promulgate, { pause, painted, inSlices });
})();
