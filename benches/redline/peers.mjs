// The other tools, each in a thread of its own, so that one that does not come to an end can be stopped.
import { Worker } from 'node:worker_threads';

export const PEERS = ['visual-dom-diff', 'node-htmldiff', 'jsdiff words'];
const LIMIT = 20_000;

export class Peer {
  constructor(name) {
    this.name = name;
  }

  /** Its redline and the milliseconds that it took, or what went wrong. */
  redline(oldHtml, newHtml) {
    this.worker ??= new Worker(new URL('./peer.mjs', import.meta.url), {
      workerData: this.name, resourceLimits: { maxOldGenerationSizeMb: 2000 },
    });
    const worker = this.worker;
    return new Promise((resolve) => {
      const done = (result) => {
        clearTimeout(timer);
        worker.off('message', done).off('error', fail);
        resolve(result);
      };
      const fail = (error) => {
        this.worker = null;
        worker.off('message', done).terminate();
        done({ failure: error.message });
      };
      const timer = setTimeout(fail, LIMIT, new Error(`more than ${LIMIT / 1000} s`));
      worker.on('message', done).on('error', fail);
      worker.postMessage([oldHtml, newHtml]);
    });
  }

  stop() {
    return this.worker?.terminate();
  }
}
