import { type Diagnostic, DiagnosticError, limit, refuse } from '../text/index.js';

/**
 * A function that workers can find by themselves: `name`, exported by `module` (a file: URL, or another specifier for
 * import()). It receives one chunk and returns its value, or a promise of it; both must survive structured cloning.
 */
export interface PoolTask<In, Out> {
  readonly module: string | URL;
  readonly name: string;
  /** never present; it only carries the types */
  readonly signature?: (chunk: In) => Out | Promise<Out>;
}

export interface PoolOptions<In> {
  /** number of threads; with 0, the default, the calling thread computes and pauses between chunks */
  readonly workers?: number;
  readonly signal?: AbortSignal;
  /** called after each chunk with the number done and the total number */
  readonly onProgress?: (done: number, total: number) => void;
  /** the name of a chunk in messages; its number by default */
  readonly label?: (chunk: In, index: number) => string;
}

/** The reply of a worker. */
export type WorkerReply =
  | { readonly index: number; readonly value: unknown }
  | { readonly index: number; readonly failure: Failure };

export interface Failure {
  readonly message: string;
  readonly stack: string;
  readonly diagnostic?: Diagnostic;
}

/** An error in a chunk that is not a diagnostic: a bug, with the chunk's name and the worker's stack. */
export class ChunkError extends Error {
  constructor(
    readonly chunk: string,
    failure: Failure,
  ) {
    super(`chunk ${chunk}: ${failure.message}`);
    this.name = 'ChunkError';
    this.stack = `${this.message}\n${failure.stack}`;
  }
}

/** The part of a thread's interface that is needed, in Node and in a page. */
interface Thread {
  post(message: unknown): void;
  stop(): void;
}

interface NodeWorker {
  postMessage(message: unknown, transfer: readonly never[]): void;
  terminate(): Promise<number>;
  on(event: string, listener: (x: never) => void): void;
}
interface PageWorker {
  postMessage(message: unknown, transfer: readonly never[]): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: { data: WorkerReply }) => void): void;
  addEventListener(type: 'error', listener: (event: { message: string }) => void): void;
}

const host = globalThis as {
  process?: { getBuiltinModule?: (name: string) => unknown };
  Worker?: new (url: URL, options: object) => PageWorker;
};

/** Largest number of threads; more do not help on any machine and are probably a slip of the keyboard. */
const mostWorkers = 256;

function start(reply: (r: WorkerReply) => void, died: (message: string) => void): Thread {
  const threads = host.process?.getBuiltinModule?.('node:worker_threads') as
    | { Worker: new (code: URL | string, options: object) => NodeWorker }
    | undefined;
  const url = new URL('./pool-worker.js', import.meta.url);
  if (threads) {
    const worker = import.meta.url.endsWith('.ts')
      ? new threads.Worker(fromSources(url), { eval: true })
      : new threads.Worker(url, {});
    worker.on('message', reply);
    worker.on('error', (error: Error) => died(error.message));
    worker.on('exit', (code: number) => died(`the worker ended with code ${code}`));
    return { post: (m) => worker.postMessage(m, []), stop: () => void worker.terminate() };
  }
  if (!host.Worker) refuse('workers-missing', 'this runtime has no worker threads', { hint: 'use workers: 0' });
  const worker = new host.Worker(url, { type: 'module' });
  worker.addEventListener('message', ({ data }) => reply(data));
  worker.addEventListener('error', ({ message }) => died(message));
  return { post: (m) => worker.postMessage(m, []), stop: () => worker.terminate() };
}

/** In a development checkout the sources run directly through tsx, which also finds the .ts for a .js. */
function fromSources(url: URL): string {
  return `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(url.href)}); })`;
}

/**
 * The task's value for every chunk, in the order of the chunks, whatever the number of workers. Chunks are independent,
 * and each is computed in a single thread, so results do not depend on how they were distributed.
 *
 * @returns    the values, when all chunks are done; the first failure rejects the promise and stops the rest
 * @diagnostic those of the task, prefixed with the chunk's name; `cancelled`; `workers-out-of-range`;
 *   `workers-missing`
 */
export async function mapChunks<In, Out>(
  task: PoolTask<In, Out>,
  chunks: readonly In[],
  options: PoolOptions<In> = {},
): Promise<Out[]> {
  const { workers = 0, signal, onProgress, label = (_, i) => `${i + 1} of ${chunks.length}` } = options;
  if (!Number.isInteger(workers) || workers < 0 || workers > mostWorkers)
    refuse(
      'workers-out-of-range',
      `the number of workers must be a whole number from 0 to ${mostWorkers}, not ${workers}`,
    );
  const out: Out[] = [];
  out.length = chunks.length;
  const cancelled = () => limit('cancelled', 'cancelled');
  if (signal?.aborted) cancelled();
  if (chunks.length === 0) return out;
  const module = String(task.module);

  if (workers === 0) {
    const run = await find(module, task.name);
    for (const [i, chunk] of chunks.entries()) {
      // Lets timers and events in, so that a signal can arrive.
      await new Promise((resume) => setTimeout(resume, 0));
      if (signal?.aborted) cancelled();
      const reply = await attempt(run, i, chunk);
      if ('failure' in reply) throw failed(reply.failure, label(chunk, i));
      out[i] = reply.value as Out;
      onProgress?.(i + 1, chunks.length);
    }
    return out;
  }

  return new Promise<Out[]>((resolve, reject) => {
    const threads: Thread[] = [];
    let next = 0;
    let done = 0;
    let over = false;
    const finish = (settle: () => void) => {
      if (over) return;
      over = true;
      signal?.removeEventListener('abort', abort);
      for (const t of threads) t.stop();
      settle();
    };
    const abort = () => {
      finish(() => reject(new DiagnosticError({ kind: 'limit', code: 'cancelled', message: 'cancelled' })));
    };
    signal?.addEventListener('abort', abort);
    for (let w = 0; w < Math.min(workers, chunks.length); w++) {
      let current = -1;
      const give = (): void => {
        if (next >= chunks.length) return;
        current = next++;
        thread.post({ module, name: task.name, index: current, chunk: chunks[current] });
      };
      const name = () => label(chunks[current]!, current);
      const thread = start(
        (reply) => {
          if (over) return;
          if ('failure' in reply) {
            finish(() => reject(failed(reply.failure, name())));
            return;
          }
          out[reply.index] = reply.value as Out;
          done += 1;
          onProgress?.(done, chunks.length);
          if (done === chunks.length) finish(() => resolve(out));
          else give();
        },
        (message) => finish(() => reject(new ChunkError(name(), { message, stack: '' }))),
      );
      threads.push(thread);
      give();
    }
  });
}

type Run = (chunk: unknown) => unknown;

/** The task's function, by name. */
export async function find(module: string, name: string): Promise<Run> {
  const exports = (await import(/* @vite-ignore */ module)) as Record<string, unknown>;
  const run = exports[name];
  if (typeof run !== 'function') throw new Error(`${module} exports no function ${name}`);
  return run as Run;
}

/** Runs one chunk; an error that it throws becomes data. */
export async function attempt(run: Run, index: number, chunk: unknown): Promise<WorkerReply> {
  try {
    return { index, value: await run(chunk) };
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    return {
      index,
      failure: { message, stack, ...(error instanceof DiagnosticError && { diagnostic: error.diagnostic }) },
    };
  }
}

function failed(failure: Failure, chunk: string): Error {
  const { diagnostic } = failure;
  if (!diagnostic) return new ChunkError(chunk, failure);
  return new DiagnosticError({ ...diagnostic, message: `chunk ${chunk}: ${diagnostic.message}` });
}
