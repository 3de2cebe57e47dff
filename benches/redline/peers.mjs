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
    return new Promise((resolve) => {
      const worker = this.worker;
      const fail = (failure) => {
        this.worker = null;
        worker.terminate().then(() => done({ failure }));
      };
      const timer = setTimeout(() => fail(`more than ${LIMIT / 1000} s`), LIMIT);
      const done = (result) => {
        clearTimeout(timer);
        worker.removeAllListeners();
        resolve(result);
      };
      worker.once('message', done);
      worker.once('error', (error) => fail(error.message));
      worker.postMessage([oldHtml, newHtml]);
    });
  }

  stop() {
    return this.worker?.terminate();
  }
}
