import { checkInterrupt } from '../../text/index.js';
import { checkThreads, threadsModule } from './host.js';
import type { ThreadOrder } from './messages.js';
import { type PoolThread, poolOf, type ThreadPool } from './pool.js';
import { Round } from './round.js';
import { sharingRules, worthwhileRound } from './rules.js';

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

let works = 0;

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
  private members: readonly PoolThread[] = [];

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
    const pool = this.poolFor(chunks.length, seconds);
    const members = pool ? pool.take(Math.min(this.threads, chunks.length) - 1) : [];
    if (!pool || members.length === 0) {
      return chunks.map((chunk, i) => {
        checkInterrupt();
        const value = own(chunk);
        onProgress?.(i + 1, chunks.length);
        return value;
      });
    }
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

  /** The threads with which so many chunks are shared; undefined where that is not worth while. */
  private poolFor(chunks: number, seconds: number): ThreadPool | undefined {
    const module = this.threads > 1 && chunks > 1 ? threadsModule() : undefined;
    if (!module) return undefined;
    const pool = poolOf(this.options.file ?? this.task.file, module);
    const others = Math.min(this.threads, chunks) - 1;
    return seconds >= (pool.size >= others ? worthwhileRound() : sharingRules().worthwhileSeconds) ? pool : undefined;
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

  private order({ port }: PoolThread, order: ThreadOrder): void {
    port.postMessage(order);
  }
}

/**
 * Work of a single round, whose context is forgotten afterwards.
 *
 * @returns the value for every chunk, in the order of the chunks
 * @diagnostic as `SharedWork`
 */
export function shareOnce<Context, In, Out>(
  task: ThreadTask<Context, In, Out>,
  chunks: readonly In[],
  options: WorkOptions<Context, In, Out> & RoundOptions,
): Out[] {
  const work = new SharedWork(task, options);
  try {
    return work.map(chunks, options);
  } finally {
    work.end();
  }
}
