import { parentPort, workerData } from 'node:worker_threads';

import { setInterruptSource } from '../text/index.js';
import { type Item, type Reply, type Request, Workbench, type WorkbenchOptions } from '../workbench/index.js';

/*
 * The worker of the dialogue, which computes while the dialogue listens for Ctrl-C. The flag of an interruption is
 * shared memory, because a message would not be read before the computation ends.
 */

const port = parentPort!;
const { interrupt, ...options } = workerData as { interrupt: SharedArrayBuffer } & WorkbenchOptions;
const flag = new Int32Array(interrupt);
setInterruptSource(() => Atomics.load(flag, 0) !== 0);

const send = (reply: Reply): void => port.postMessage(reply);
const workbench = new Workbench((item: Item) => send({ kind: 'item', item }), {
  ...options,
  // Drawing is loaded when it is asked for.
  figures: async (text, show) => (await import('./figures.js')).answerFigures(text, show),
});

const tellVocabulary = (): void => send({ kind: 'vocabulary', vocabulary: workbench.vocabulary() });

port.on('message', async (request: Request) => {
  try {
    await workbench.answer(request);
  } catch (error) {
    // A bug in spinlaw, not a mistake of the user; earlier definitions are not affected.
    send({
      kind: 'item',
      item: { kind: 'internal', text: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    });
  }
  tellVocabulary();
  send({ kind: 'done' });
});
tellVocabulary();
