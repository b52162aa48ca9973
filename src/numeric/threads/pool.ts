import { checkThreads, host, type NodeWorker, type ThreadsModule, threadsModule, type Timer } from './host.js';
import type { ThreadOrder, ThreadPort } from './messages.js';
import { sharingRules } from './rules.js';

/** Milliseconds without work after which the threads of a file end. */
const idleTime = 10_000;

/** A thread, as its caller sees it. */
export interface PoolThread {
  readonly worker: NodeWorker;
  readonly port: ThreadPort;
  /** the work whose context it has */
  work: number;
  ended: boolean;
}

/** The threads that start with one file. They wait for work, and do not keep the process alive. */
export class ThreadPool {
  private readonly members: PoolThread[] = [];
  private timer: Timer | undefined;

  constructor(
    private readonly file: URL,
    readonly module: ThreadsModule,
  ) {}

  get size(): number {
    return this.members.filter((m) => !m.ended).length;
  }

  /**
   * So many threads, of which those that are missing are started; none in a runtime that does not tell when a thread
   * ends, since a caller could wait for it for ever.
   */
  take(count: number): PoolThread[] {
    for (let i = this.members.length - 1; i >= 0; i--)
      if (this.members[i]!.ended || !isOpen(this.members[i]!.port)) this.members.splice(i, 1);
    while (this.members.length < count) {
      const member = this.start();
      this.members.push(member);
      if (isOpen(member.port)) continue;
      this.end();
      return [];
    }
    host.clearTimeout(this.timer);
    return this.members.slice(0, count);
  }

  /** Ends the threads if no work comes for a while. */
  rest(): void {
    host.clearTimeout(this.timer);
    this.timer = host.setTimeout(() => this.end(), idleTime);
    this.timer.unref?.();
  }

  private end(): void {
    for (const { worker } of this.members.splice(0)) void worker.terminate();
  }

  private start(): PoolThread {
    const { port1: port, port2 } = new this.module.MessageChannel();
    const options = { workerData: { port: port2 }, transferList: [port2] };
    const worker = import.meta.url.endsWith('.ts')
      ? new this.module.Worker(fromSources(this.file), { ...options, eval: true })
      : new this.module.Worker(this.file, options);
    const member: PoolThread = { worker, port, work: 0, ended: false };
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

/** The threads that start with a file. */
export function poolOf(file: URL, module: ThreadsModule): ThreadPool {
  let pool = pools.get(file.href);
  if (!pool) pools.set(file.href, (pool = new ThreadPool(file, module)));
  return pool;
}

/**
 * Is there a thread at the other end of a port? The event of its end does not arrive while the caller waits; but what is
 * posted to a port whose other end is gone is not accepted.
 */
export function isOpen(port: ThreadPort): boolean {
  return port.postMessage({ kind: 'probe' } satisfies ThreadOrder) === true;
}

/**
 * Starts the threads of a file if so many seconds of work are worth it. They get ready while the caller prepares the
 * work.
 */
export function startThreads(file: URL, threads: number, seconds: number): void {
  const module = checkThreads(threads) > 1 && seconds >= sharingRules().worthwhileSeconds ? threadsModule() : undefined;
  if (!module) return;
  const pool = poolOf(file, module);
  pool.take(threads - 1);
  pool.rest();
}
