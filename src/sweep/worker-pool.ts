import { type ChildProcess, fork } from 'node:child_process';
import type { WorkerMessage, WorkerOrder } from './worker-process.js';
import type { SweepTask } from './task.js';

/** The end of a task: an answer, or that its process died, by a signal or with a code. */
export type WorkerOutcome =
  | Extract<WorkerMessage, { kind: 'answer' }>
  | {
      readonly kind: 'died';
      readonly signal: NodeJS.Signals | null;
      readonly code: number | null;
      readonly lastWords: string;
    }
  | { readonly kind: 'late' };

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

/** A worker process. It is replaced by another one when it dies. */
export class WorkerSlot {
  private child: ChildProcess | undefined;
  private lastWords = '';
  private settle: ((outcome: WorkerOutcome) => void) | undefined;

  constructor(private readonly settings: WorkerSettings) {}

  /** Computes a task in the process, which is started if there is none. */
  async compute(task: SweepTask): Promise<WorkerOutcome> {
    const child = (this.child ??= await this.start());
    return new Promise((resolve) => {
      const { timeout } = this.settings;
      const timer =
        timeout === undefined
          ? undefined
          : setTimeout(() => {
              this.settle = undefined;
              this.stop();
              resolve({ kind: 'late' });
            }, timeout);
      this.settle = (outcome) => {
        clearTimeout(timer);
        this.settle = undefined;
        resolve(outcome);
      };
      // A process that died between two tasks reports itself by its exit.
      child.send({ task } satisfies WorkerOrder, () => {});
      if (child.exitCode !== null || child.signalCode !== null) this.died(child, child.exitCode, child.signalCode);
    });
  }

  private start(): Promise<ChildProcess> {
    this.lastWords = '';
    const child = fork(this.settings.program, [...this.settings.arguments], {
      cwd: this.settings.folder,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.lastWords = (this.lastWords + text).slice(-mostLastWords);
    });
    return new Promise((resolve) => {
      child.on('message', (message: WorkerMessage) => {
        if (message.kind === 'ready') resolve(child);
        else this.settle?.(message);
      });
      // The streams are closed after the exit, so the last words are complete.
      child.on('close', (code, signal) => {
        resolve(child);
        this.died(child, code, signal);
      });
      child.on('error', (error) => {
        this.lastWords = error.message;
        resolve(child);
        this.died(child, null, null);
      });
    });
  }

  private died(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null): void {
    if (this.child !== child && this.child !== undefined) return;
    this.child = undefined;
    this.settle?.({ kind: 'died', code, signal, lastWords: this.lastWords.trim() });
  }

  /** Ends the process at once. */
  stop(): void {
    const { child } = this;
    this.child = undefined;
    child?.removeAllListeners('close');
    child?.kill('SIGKILL');
  }
}
