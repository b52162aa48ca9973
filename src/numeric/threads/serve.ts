import { setInterruptSource } from '../../text/index.js';
import {
  failureOf,
  noteFailure,
  RoundPlace,
  type RoundOrder,
  takeChunk,
  type ThreadOrder,
  type ThreadPort,
  type ThreadReply,
} from './messages.js';
import type { ThreadTask } from './work.js';

const host = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };

/**
 * Makes this thread a member of a pool: it computes chunks of these tasks for the thread that started it. A file that a
 * pool starts consists of this call.
 */
export function servePool(tasks: readonly ThreadTask<never, never, unknown>[]): void {
  const threads = host.process?.getBuiltinModule?.('node:worker_threads') as
    | { workerData: { port: ThreadPort } | null }
    | undefined;
  const port = threads?.workerData?.port;
  if (!port) return;
  const reply = (message: ThreadReply): void => void port.postMessage(message);
  let current: { readonly work: number; readonly run: (chunk: unknown) => unknown } | undefined;
  port.on('message', (order: ThreadOrder) => {
    try {
      if (order.kind === 'context') {
        const task = tasks.find((t) => t.name === order.name);
        if (!task) throw new Error(`this thread has no task ${order.name}`);
        const { work, context } = order;
        const prepare = task.prepare as (context: unknown) => (chunk: unknown) => unknown;
        // It is prepared when a chunk is there to be computed.
        let run: ((chunk: unknown) => unknown) | undefined;
        current = { work, run: (chunk) => (run ??= prepare(context))(chunk) };
      } else if (order.kind === 'round' && current?.work === order.work) computeRound(order, current.run, reply);
      else if (order.kind === 'end' && current?.work === order.work) current = undefined;
    } catch (error) {
      reply({ failure: failureOf(error) });
    }
  });
}

function computeRound(
  { round, chunks, state }: RoundOrder,
  run: (chunk: unknown) => unknown,
  reply: (message: ThreadReply) => void,
): void {
  setInterruptSource(() => Atomics.load(state, RoundPlace.stopped) !== 0);
  for (let index = takeChunk(state, chunks.length); index !== undefined; index = takeChunk(state, chunks.length)) {
    try {
      reply({ round, index, value: run(chunks[index]) });
    } catch (error) {
      noteFailure(state, index);
      reply({ round, index, failure: failureOf(error) });
    }
    Atomics.add(state, RoundPlace.replies, 1);
    Atomics.notify(state, RoundPlace.replies);
  }
  setInterruptSource(undefined);
}
