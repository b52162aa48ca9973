import { type ExitCode, DiagnosticError, errorDocument, worse } from '../text/index.js';
import { claimRenewal } from './claims.js';
import type { SweepPoint } from './manifest.js';
import type { SweepStore, TaskCosts } from './store.js';
import { type WorkerOutcome, type WorkerSettings, WorkerSlot } from './worker-pool.js';

/** The number of points in each state. */
interface SweepCounts {
  readonly tasks: number;
  /** points with a result */
  readonly done: number;
  /** points whose task failed for a reason that may pass */
  readonly failed: number;
  /** points that this run has computed */
  readonly computed: number;
}

/** Hears of the events of a run. */
export interface SweepListener {
  /** a result that was damaged, and is computed again */
  corrupt(point: SweepPoint, why: string): void;
  /** a task that failed or was answered with an error */
  failure(point: SweepPoint, message: string): void;
  progress(counts: SweepCounts): void;
  /** points that other processes compute now, for which this one waits */
  waiting(count: number): void;
}

export interface SweepRunOptions {
  readonly workers: number;
  /** whether tasks that failed before are computed again */
  readonly retry: boolean;
  readonly settings: WorkerSettings;
  /** `finish` ends after the current points, `drop` at once */
  readonly stop?: { wanted(): 'no' | 'finish' | 'drop'; onChange(listener: () => void): void };
}

/** The outcome of a run. */
export interface SweepRun extends SweepCounts {
  /** points without a result and without a failure */
  readonly missing: number;
  readonly stopped: boolean;
  readonly code: ExitCode;
}

/** Codes of errors that may not occur the next time: the task counts as failed, and has no result. */
const passing: ReadonlySet<string> = new Set([
  'out-of-memory',
  'interrupted',
  'cancelled',
  'budget-spent',
  'too-much-work',
  'worker-died',
  'task-crashed',
  'task-too-long',
  'program-changed',
  'no-such-file',
  'unreadable',
  'unwritable',
  'disk-full',
]);

/** The error of a document, if it has one. */
export function taskError(document: object): { readonly code: string; readonly message: string } | undefined {
  return (document as { readonly error?: { readonly code: string; readonly message: string } }).error;
}

/** May the reason of this answer pass, so that the task should be computed again? */
function mayPass(document: object): boolean {
  const error = taskError(document);
  return error !== undefined && passing.has(error.code);
}

/** Pause between two attempts at points that other processes compute, in milliseconds. */
const waitingPause = 500;

/** Number of lines of standard error in the message of a process that died. */
const mostLastLines = 5;

/** Lines of standard error that say less than those before them: the stack of an exception, and the version of Node. */
const isTrace = /^\s+at |^Node\.js v|^\s*$/u;

/** How often a task is tried whose process dies. */
const mostAttempts = 2;

/**
 * Computes the points that have no result yet, on worker processes. Several runs may share a store: each point is
 * computed by one of them, and a run that finds a point taken waits for it at the end.
 *
 * @returns    counts, and the exit code: 1 where a law or a claim fails, 3 where tasks failed or the run was stopped
 * @diagnostic `disk-full`, `unwritable`
 */
export async function runSweep(
  points: readonly SweepPoint[],
  store: SweepStore,
  options: SweepRunOptions,
  listener: SweepListener,
): Promise<SweepRun> {
  return new SweepRunning(points, store, options, listener).run();
}

class SweepRunning {
  private readonly queue: SweepPoint[] = [];
  private readonly taken: SweepPoint[] = [];
  private readonly failedPoints = new Set<SweepPoint>();
  /** how often a point had been computed when its state was read for the first time */
  private readonly attempts = new Map<SweepPoint, number>();
  private readonly slots: WorkerSlot[];
  private code: ExitCode = 0;
  private done = 0;
  private computed = 0;
  private refused: unknown;
  /** ends of the pauses of workers that wait */
  private readonly wakes = new Set<() => void>();

  constructor(
    private readonly points: readonly SweepPoint[],
    private readonly store: SweepStore,
    private readonly options: SweepRunOptions,
    private readonly listener: SweepListener,
  ) {
    this.slots = Array.from({ length: options.workers }, () => new WorkerSlot(options.settings));
  }

  async run(): Promise<SweepRun> {
    const { points, store, options, slots } = this;
    store.tidy();
    this.queue.push(...points.filter((point) => !this.isSettled(point)));
    this.listener.progress(this.counts());
    const heartbeat = setInterval(() => store.claims.renew(), claimRenewal);
    options.stop?.onChange(() => {
      for (const wake of this.wakes) wake();
      if (this.stop() === 'drop') for (const slot of slots) slot.stop();
    });
    try {
      // The end of the first worker that finds the store unwritable ends the others after their tasks.
      await Promise.all(slots.map((slot) => this.work(slot)));
    } finally {
      clearInterval(heartbeat);
      for (const slot of slots) slot.stop();
      store.claims.releaseAll();
    }
    if (this.refused !== undefined) throw this.refused;
    const missing = points.length - this.done - this.failedPoints.size;
    const incomplete = missing > 0 || this.failedPoints.size > 0;
    return { ...this.counts(), missing, stopped: missing > 0, code: incomplete ? worse(this.code, 3) : this.code };
  }

  private stop(): 'no' | 'finish' | 'drop' {
    return this.refused === undefined ? (this.options.stop?.wanted() ?? 'no') : 'finish';
  }

  private counts(): SweepCounts {
    return { tasks: this.points.length, done: this.done, failed: this.failedPoints.size, computed: this.computed };
  }

  /**
   * Counts a point that needs no computation: it has a result, or its task has failed. With `retry` a task that failed is
   * computed once more, unless another process has done so since this run began.
   */
  private isSettled(point: SweepPoint): boolean {
    const state = this.store.state(point.key);
    const attempts = state.kind === 'failed' ? this.store.provenance(point.key).length : 0;
    const before = this.attempts.get(point);
    if (before === undefined) this.attempts.set(point, attempts);
    if (state.kind === 'done') {
      this.count(point, state.result);
      return true;
    }
    if (state.kind === 'failed' && (!this.options.retry || attempts > (before ?? attempts))) {
      this.fail(point, taskError(state.result.document)?.message ?? 'it failed');
      return true;
    }
    if (state.kind === 'missing' && state.corrupt !== undefined) this.listener.corrupt(point, state.corrupt);
    return false;
  }

  private fail(point: SweepPoint, message: string): void {
    this.failedPoints.add(point);
    this.listener.failure(point, message);
  }

  private count(point: SweepPoint, { code, document }: { readonly code: ExitCode; readonly document: object }): void {
    this.done += 1;
    const error = taskError(document);
    if (error) this.listener.failure(point, error.message);
    // A point without an answer is one task that failed, whatever was wrong with it.
    this.code = worse(this.code, code === 2 || error ? 3 : code);
  }

  /** Works until nothing is left that this process could compute. */
  private async work(slot: WorkerSlot): Promise<void> {
    try {
      while (this.stop() === 'no') {
        const point = this.queue.shift();
        if (point) {
          if (this.store.claims.take(point.key)) await this.compute(slot, point);
          else this.taken.push(point);
        } else if (this.taken.length > 0) {
          this.listener.waiting(this.taken.length);
          await this.pause();
          this.queue.push(...this.taken.splice(0));
        } else return;
        this.listener.progress(this.counts());
      }
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      this.refused ??= error;
    }
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.wakes.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, waitingPause);
      this.wakes.add(wake);
    });
  }

  private async compute(slot: WorkerSlot, point: SweepPoint): Promise<void> {
    const { store } = this;
    const { key, task } = point;
    try {
      // Another process may have computed it before the claim.
      if (this.isSettled(point)) return;
      const start = performance.now();
      let outcome: WorkerOutcome = await slot.compute(task);
      for (let k = 1; k < mostAttempts && outcome.kind === 'died'; k++) outcome = await slot.compute(task);
      if (outcome.kind === 'stopped') return;
      const answer = outcome.kind === 'answer' ? outcome : { ...this.failureOf(outcome), costs: costsSince(start) };
      const fails = mayPass(answer.document);
      store.put(key, { task, code: answer.code, document: answer.document }, answer.costs, { fails });
      this.computed += 1;
      if (fails) this.fail(point, taskError(answer.document)!.message);
      else this.count(point, answer);
    } finally {
      store.claims.release(key);
    }
  }

  private failureOf(outcome: Extract<WorkerOutcome, { kind: 'died' | 'late' }>): {
    readonly code: ExitCode;
    readonly document: object;
  } {
    if (outcome.kind === 'late') {
      const seconds = this.options.settings.timeout! / 1000;
      const message = `the task took longer than ${seconds} s`;
      return {
        code: 3,
        document: {
          error: errorDocument({
            kind: 'limit',
            code: 'task-too-long',
            message,
            hint: `as in --timeout ${2 * seconds}s`,
          }),
        },
      };
    }
    const { signal, code, lastWords } = outcome;
    const how = signal === null ? `ended with code ${code}` : `was killed by ${signal}`;
    const memory =
      signal === 'SIGKILL' || signal === 'SIGABRT' || /out of memory/iu.test(lastWords)
        ? ', perhaps for lack of memory'
        : '';
    const lines = lastWords.split('\n').filter((line) => !isTrace.test(line));
    const words = lines.length === 0 ? '' : `: ${lines.slice(-mostLastLines).join(' ')}`;
    return {
      code: 3,
      document: {
        error: errorDocument({
          kind: 'limit',
          code: 'worker-died',
          message: `its process ${how} twice${memory}${words}`,
          hint: 'sweep run --retry computes it again; take fewer --workers if memory is scarce',
        }),
      },
    };
  }
}

function costsSince(start: number): TaskCosts {
  return { wallSeconds: Math.round(performance.now() - start) / 1000, cpuSeconds: 0, peakBytes: 0 };
}
