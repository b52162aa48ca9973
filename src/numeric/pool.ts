import { checkInterrupt, limit, refuse } from '../text/index.js';
import {
  errorFrom,
  noteFailure,
  RoundPlace,
  takeChunk,
  type ThreadOrder,
  type ThreadPort,
  type ThreadReply,
} from './pool-messages.js';

/**
 * A function of one chunk of work that threads can find: by its name, in the file with which they start. Contexts,
 * chunks and results must survive structured cloning; large arrays belong into shared memory, see `sharedDoubles`.
 */
export interface ThreadTask<Context, In, Out> {
  readonly name: string;
  /** the file with which a thread starts: it calls `servePool` with this task among others */
  readonly file: URL;
  /** the function, from what all chunks have in common */
  readonly prepare: (context: Context) => (chunk: In) => Out;
}

/** Options for work that threads can share. */
export interface WorkOptions<Context, In, Out> {
  /** number of threads, with the calling one; 1 by default, which computes everything in the caller */
  readonly threads?: number | undefined;
  /** what all chunks have in common; it is asked for when another thread needs it, or when `own` is missing */
  readonly context: () => Context;
  /** the function of a chunk in the calling thread; by default that of the task */
  readonly own?: (chunk: In) => Out;
  /** the file with which threads start, where it is not that of the task: one that serves other tasks as well */
  readonly file?: URL | undefined;
}

/** Options for one round of chunks. */
export interface RoundOptions {
  /** estimated processor time of all chunks in seconds, which decides whether a thread is started */
  readonly seconds: number;
  /** called with the number of chunks that are done and the total number */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

interface NodeWorker {
  unref(): void;
  terminate(): Promise<number>;
  on(event: 'error' | 'exit', listener: () => void): void;
}

interface ThreadsModule {
  readonly Worker: new (code: URL | string, options: object) => NodeWorker;
  readonly MessageChannel: new () => { readonly port1: ThreadPort; readonly port2: ThreadPort };
  readonly receiveMessageOnPort: (port: ThreadPort) => { readonly message: ThreadReply } | undefined;
}

interface Timer {
  unref?(): void;
}

const host = globalThis as {
  process?: { getBuiltinModule?: (name: string) => unknown };
  setTimeout: (run: () => void, milliseconds: number) => Timer;
  clearTimeout: (timer: Timer | undefined) => void;
};

/** The threads of Node; undefined in a page, where the caller may not wait for a thread. */
function threadsModule(): ThreadsModule | undefined {
  return host.process?.getBuiltinModule?.('node:worker_threads') as ThreadsModule | undefined;
}

/** Number of threads that this machine runs at once; 1 in a page. */
export function coreCount(): number {
  const os = host.process?.getBuiltinModule?.('node:os') as { availableParallelism(): number } | undefined;
  return os?.availableParallelism() ?? 1;
}

/** Largest number of threads; more do not help on any machine and are probably a slip of the keyboard. */
export const maxThreads = 256;

/** @diagnostic `threads-out-of-range` */
export function checkThreads(threads: number): number {
  if (!Number.isInteger(threads) || threads < 1 || threads > maxThreads)
    refuse(
      'threads-out-of-range',
      `the number of threads must be a whole number from 1 to ${maxThreads}, not ${threads}`,
    );
  return threads;
}

/** Seconds of work from which on threads are started; the start of one takes a tenth of a second. */
let worthwhileSeconds = 0.5;

/** Seconds of work from which on threads that have been started take part; a round of messages takes a millisecond. */
let worthwhileRound = 0.005;

/** Sets how much work is worth a thread, in seconds; tests of small problems set 0. */
export function setWorthwhileSeconds(seconds: number): void {
  worthwhileSeconds = seconds;
  worthwhileRound = Math.min(0.005, seconds);
}

/** Milliseconds between two looks at an interruption while the caller waits. */
const patience = 50;

/** Milliseconds without work after which the threads of a file end. */
const idleTime = 10_000;

/** A thread, as its caller sees it. */
interface Member {
  readonly worker: NodeWorker;
  readonly port: ThreadPort;
  /** the work whose context it has */
  work: number;
  ended: boolean;
  /** whether `isOpen` can tell the end of the thread in this runtime */
  readonly tellsEnd: boolean;
}

/** The threads that start with one file. They wait for work, and do not keep the process alive. */
class ThreadPool {
  private readonly members: Member[] = [];
  private timer: Timer | undefined;

  constructor(
    private readonly file: URL,
    readonly module: ThreadsModule,
  ) {}

  get size(): number {
    return this.members.filter((m) => !m.ended).length;
  }

  /** So many threads, of which those that are missing are started. */
  take(count: number): Member[] {
    for (let i = this.members.length - 1; i >= 0; i--) if (this.members[i]!.ended) this.members.splice(i, 1);
    while (this.members.length < count) this.members.push(this.start());
    host.clearTimeout(this.timer);
    return this.members.slice(0, count);
  }

  /** Ends the threads if no work comes for a while. */
  rest(): void {
    host.clearTimeout(this.timer);
    this.timer = host.setTimeout(() => {
      for (const { worker } of this.members.splice(0)) void worker.terminate();
    }, idleTime);
    this.timer.unref?.();
  }

  private start(): Member {
    const { port1: port, port2 } = new this.module.MessageChannel();
    const options = { workerData: { port: port2 }, transferList: [port2] };
    const worker = import.meta.url.endsWith('.ts')
      ? new this.module.Worker(fromSources(this.file), { ...options, eval: true })
      : new this.module.Worker(this.file, options);
    const member: Member = { worker, port, work: 0, ended: false, tellsEnd: isOpen(port) };
    worker.unref();
    port.unref();
    for (const event of ['error', 'exit'] as const) worker.on(event, () => (member.ended = true));
    return member;
  }
}

/** In a development checkout the sources run directly through tsx, which also finds the .ts for a .js. */
function fromSources(file: URL): string {
  return `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(file.href)}); })`;
}

const pools = new Map<string, ThreadPool>();

function poolOf(file: URL, module: ThreadsModule): ThreadPool {
  let pool = pools.get(file.href);
  if (!pool) pools.set(file.href, (pool = new ThreadPool(file, module)));
  return pool;
}

/**
 * Is there a thread at the other end of a port? The event of its end does not arrive while the caller waits; but what is
 * posted to a port whose other end is gone is not accepted.
 */
function isOpen(port: ThreadPort): boolean {
  return port.postMessage({ kind: 'probe' } satisfies ThreadOrder) === true;
}

/**
 * Starts the threads of a file if so many seconds of work are worth it. They get ready while the caller prepares the
 * work.
 */
export function startThreads(file: URL, threads: number, seconds: number): void {
  const module = checkThreads(threads) > 1 && seconds >= worthwhileSeconds ? threadsModule() : undefined;
  if (!module) return;
  const pool = poolOf(file, module);
  pool.take(threads - 1);
  pool.rest();
}

let works = 0;
let rounds = 0;

/**
 * Work in chunks that are independent of each other, shared between threads while the caller waits. The caller takes
 * part. Every thread takes the next chunk that nobody has taken, so the order in which they are computed varies; the
 * division into chunks is the caller's and must not depend on the number of threads. The results then do not either, to
 * the last bit.
 *
 * Without worker threads (in a page), with one thread, or where the work is not worth a thread, the caller computes
 * everything.
 */
export class SharedWork<Context, In, Out> {
  private readonly number = ++works;
  private readonly threads: number;
  private own: ((chunk: In) => Out) | undefined;
  private sent: { readonly context: Context } | undefined;
  private members: readonly Member[] = [];

  /** @diagnostic `threads-out-of-range` */
  constructor(
    private readonly task: ThreadTask<Context, In, Out>,
    private readonly options: WorkOptions<Context, In, Out>,
  ) {
    this.threads = checkThreads(options.threads ?? 1);
    this.own = options.own;
  }

  /** The context, made once. */
  private get context(): Context {
    return (this.sent ??= { context: this.options.context() }).context;
  }

  /**
   * The value for every chunk, in the order of the chunks.
   *
   * @diagnostic those of the task, of the first chunk that fails; `interrupted`; `thread-ended`
   */
  map(chunks: readonly In[], { seconds, onProgress }: RoundOptions): Out[] {
    const own = (this.own ??= this.task.prepare(this.context));
    const module = this.threads > 1 && chunks.length > 1 ? threadsModule() : undefined;
    const pool = module && poolOf(this.options.file ?? this.task.file, module);
    const others = Math.min(this.threads, chunks.length) - 1;
    const least = pool && pool.size >= others ? worthwhileRound : worthwhileSeconds;
    if (!pool || seconds < least) {
      return chunks.map((chunk, i) => {
        checkInterrupt();
        const value = own(chunk);
        onProgress?.(i + 1, chunks.length);
        return value;
      });
    }
    const members = pool.take(others);
    this.members = members;
    for (const member of members) {
      if (member.work === this.number) continue;
      const { name } = this.task;
      this.order(member, { kind: 'context', work: this.number, name, context: this.context });
      member.work = this.number;
    }
    try {
      return new Round(pool.module, members, chunks, own, onProgress).run((member, round, state) =>
        this.order(member, { kind: 'round', work: this.number, round, chunks, state }),
      );
    } finally {
      pool.rest();
    }
  }

  /** Lets the threads forget the context, and what it holds in memory. Another round sends it again. */
  end(): void {
    for (const member of this.members) {
      if (member.work !== this.number) continue;
      this.order(member, { kind: 'end', work: this.number });
      member.work = 0;
    }
    this.members = [];
    this.sent = undefined;
  }

  private order({ port }: Member, order: ThreadOrder): void {
    port.postMessage(order);
  }
}

/** One round of chunks, as its caller sees it. */
class Round<In, Out> {
  private readonly number = ++rounds;
  private readonly state = new Int32Array(new SharedArrayBuffer(16));
  private readonly values: Out[] = [];
  private readonly failures = new Map<number, unknown>();
  /** number of chunks that are done, with or without success */
  private done = 0;
  private readonly isDone: Uint8Array;

  constructor(
    private readonly module: ThreadsModule,
    private readonly members: readonly Member[],
    private readonly chunks: readonly In[],
    private readonly own: (chunk: In) => Out,
    private readonly onProgress: RoundOptions['onProgress'],
  ) {
    this.state[RoundPlace.end] = chunks.length;
    this.isDone = new Uint8Array(chunks.length);
    this.values.length = chunks.length;
  }

  run(order: (member: Member, round: number, state: Int32Array) => void): Out[] {
    const { state, chunks } = this;
    try {
      for (const member of this.members) order(member, this.number, state);
      for (let i = takeChunk(state, chunks.length); i !== undefined; i = takeChunk(state, chunks.length)) {
        checkInterrupt();
        this.compute(i);
        this.collect();
      }
      // Threads have taken the rest. Of chunks after one that has failed nothing is needed.
      while (!this.isComplete()) {
        checkInterrupt();
        const replies = Atomics.load(state, RoundPlace.replies);
        if (this.collect() === 0) {
          this.checkMembers();
          Atomics.wait(state, RoundPlace.replies, replies, patience);
        }
      }
      this.checkMembers();
    } finally {
      Atomics.store(state, RoundPlace.stopped, 1);
    }
    const end = this.state[RoundPlace.end]!;
    if (end < chunks.length) throw this.failures.get(end);
    return this.values;
  }

  /** Are all chunks done up to the first that failed, or all of them? */
  private isComplete(): boolean {
    const end = Atomics.load(this.state, RoundPlace.end);
    if (end === this.chunks.length) return this.done === this.chunks.length;
    for (let i = 0; i <= end; i++) if (this.isDone[i] === 0) return false;
    return true;
  }

  private compute(index: number): void {
    try {
      this.values[index] = this.own(this.chunks[index]!);
    } catch (error) {
      // A computation that is no longer wanted ends at once.
      checkInterrupt();
      noteFailure(this.state, index);
      this.failures.set(index, error);
    }
    this.note(index);
  }

  private note(index: number): void {
    this.isDone[index] = 1;
    this.done += 1;
    this.onProgress?.(this.done, this.chunks.length);
  }

  /** Takes the replies that have arrived. @returns how many */
  private collect(): number {
    let count = 0;
    for (const { port } of this.members) {
      for (let got = this.module.receiveMessageOnPort(port); got; got = this.module.receiveMessageOnPort(port)) {
        const { message } = got;
        if (!('round' in message)) throw errorFrom(message.failure);
        if (message.round !== this.number) continue;
        count += 1;
        if ('failure' in message) this.failures.set(message.index, errorFrom(message.failure));
        else this.values[message.index] = message.value as Out;
        this.note(message.index);
      }
    }
    return count;
  }

  /** @diagnostic `thread-ended` */
  private checkMembers(): void {
    for (const member of this.members) {
      if (!member.tellsEnd || isOpen(member.port)) continue;
      member.ended = true;
      limit('thread-ended', 'a worker thread ended before its work was done, perhaps because its memory was full', {
        hint: '--threads 1 computes in one thread, which takes less memory',
      });
    }
  }
}

/** Doubles in memory that all threads see, where the runtime has such memory. */
export function sharedDoubles(length: number): Float64Array {
  return threadsModule() ? new Float64Array(new SharedArrayBuffer(8 * length)) : new Float64Array(length);
}

/** The same numbers in memory that all threads see; numbers that are there already are not copied. */
export function inSharedMemory(numbers: Float64Array): Float64Array {
  if (!threadsModule() || numbers.buffer instanceof SharedArrayBuffer) return numbers;
  const out = sharedDoubles(numbers.length);
  out.set(numbers);
  return out;
}
