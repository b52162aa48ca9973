// The worker's side of the pool: it takes one chunk and sends one reply.
import { type WorkerReply, attempt, find } from './pool.js';

interface Order {
  readonly module: string;
  readonly name: string;
  readonly index: number;
  readonly chunk: unknown;
}

interface Port {
  postMessage(reply: WorkerReply): void;
  on(event: 'message', listener: (order: Order) => void): void;
}

const host = globalThis as {
  process?: { getBuiltinModule?: (name: string) => unknown };
  postMessage?: (reply: WorkerReply) => void;
  addEventListener?: (type: 'message', listener: (event: { data: Order }) => void) => void;
};

async function answer({ module, name, index, chunk }: Order): Promise<WorkerReply> {
  try {
    return await attempt(await find(module, name), index, chunk);
  } catch (error) {
    return { index, failure: { message: (error as Error).message, stack: (error as Error).stack ?? '' } };
  }
}

const threads = host.process?.getBuiltinModule?.('node:worker_threads') as { parentPort: Port | null } | undefined;
if (threads?.parentPort) {
  const port = threads.parentPort;
  port.on('message', (order) => void answer(order).then((reply) => port.postMessage(reply)));
} else {
  host.addEventListener?.('message', ({ data }) => void answer(data).then((reply) => host.postMessage?.(reply)));
}
