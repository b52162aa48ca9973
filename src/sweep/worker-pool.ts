import { type ChildProcess, fork } from 'node:child_process';
import type { WorkerMessage, WorkerOrder } from './worker-process.js';
import type { SweepTask } from './task.js';

/** The end of a task: an answer, or that its process died, by a signal or with a code, took too long, or was stopped. */
export type WorkerOutcome =
  | Extract<WorkerMessage, { kind: 'answer' }>
  | {
      readonly kind: 'died';
      readonly signal: NodeJS.Signals | null;
      readonly code: number | null;
      readonly lastWords: string;
    }
  | { readonly kind: 'late' }
  | { readonly kind: 'stopped' };

/** How worker processes are started. */
export interface WorkerSettings {
  /** the file that they run */
  readonly program: string;
  readonly arguments: readonly string[];
  /** their current folder, which is the store */
  readonly folder: string;
  /** time after which a task is given up, in milliseconds */
  readonly timeout?: number;
}

/** Number of characters of standard error that are kept for a message. */
const mostLastWords = 2000;

/** The place of a worker process, which is replaced by another one when it has ended. */
export class WorkerSlot {
  private worker: WorkerProcess | undefined;
  private isStopped = false;

  constructor(private readonly settings: WorkerSettings) {}

  /** Computes a task in the process, which is started if there is none. */
  compute(task: SweepTask): Promise<WorkerOutcome> {
    if (this.isStopped) return Promise.resolve({ kind: 'stopped' });
    if (this.worker === undefined || this.worker.hasEnded) this.worker = new WorkerProcess(this.settings);
    return this.worker.compute(task);
  }

  /** Ends the process at once, also while it starts, and for ever. */
  stop(): void {
    this.isStopped = true;
    this.worker?.end({ kind: 'stopped' });
  }
}

/** One process, from its start to its end. It computes one task after another. */
class WorkerProcess {
  private readonly child: ChildProcess;
  private lastWords = '';
  private isReady = false;
  /** how the process ended */
  private ending: WorkerOutcome | undefined;
  private order: WorkerOrder | undefined;
  private orders = 0;
  private settle: (outcome: WorkerOutcome) => void = () => {};
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly settings: WorkerSettings) {
    this.child = fork(settings.program, [...settings.arguments], {
      cwd: settings.folder,
      // A worker is one core. Otherwise V8 would collect garbage and compile in threads of its own, which take almost half
      // a core from the other workers, or from whoever asked for fewer workers than there are cores.
      execArgv: [...process.execArgv, '--single-threaded'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.lastWords = (this.lastWords + text).slice(-mostLastWords);
    });
    this.child.on('message', (message: WorkerMessage) => this.hear(message));
    // The streams are closed after the exit, so the last words are complete.
    this.child.on('close', (code, signal) => this.died(code, signal));
    this.child.on('error', (error) => {
      this.lastWords = error.message;
      this.died(null, null);
    });
  }

  get hasEnded(): boolean {
    return this.ending !== undefined;
  }

  /** Computes a task; the process must have answered the one before. */
  compute(task: SweepTask): Promise<WorkerOutcome> {
    this.orders += 1;
    this.order = { id: this.orders, task };
    return new Promise((resolve) => {
      this.settle = resolve;
      if (this.isReady) this.send(this.order!);
    });
  }

  private send(order: WorkerOrder): void {
    const { timeout } = this.settings;
    if (timeout !== undefined) this.timer = setTimeout(() => this.end({ kind: 'late' }), timeout);
    // A process that died between two tasks reports itself by its exit.
    this.child.send(order, () => {});
  }

  private hear(message: WorkerMessage): void {
    if (message.kind === 'ready') {
      this.isReady = true;
      if (this.order) this.send(this.order);
      return;
    }
    if (message.id !== this.order?.id) return;
    this.finish(message);
  }

  private finish(outcome: WorkerOutcome): void {
    clearTimeout(this.timer);
    this.order = undefined;
    this.settle(outcome);
  }

  private died(code: number | null, signal: NodeJS.Signals | null): void {
    this.end({ kind: 'died', code, signal, lastWords: this.lastWords.trim() });
  }

  /** Ends the process, which gives its task this outcome. */
  end(outcome: WorkerOutcome): void {
    if (this.ending) return;
    this.ending = outcome;
    this.child.kill('SIGKILL');
    this.finish(outcome);
  }
}
