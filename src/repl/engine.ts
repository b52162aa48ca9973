import { Worker } from 'node:worker_threads';

import type { OperatorForm } from '../meaning/index.js';
import { type Diagnostic, DiagnosticError } from '../text/index.js';
import type { Entry, Item, Reply, Request, WorkerVocabulary } from '../workbench/front.js';
import type { WorkbenchOptions } from '../workbench/index.js';

/** Milliseconds that a worker has to answer an interruption before it is terminated. */
const usualPatience = 2000;

/** The state that the engine needs to restore in a new worker. */
export interface Memory {
  readonly settings: readonly string[];
  /** how operators are written */
  readonly form: OperatorForm;
  entries(): readonly Entry[];
  /** the number of the last result */
  results(): number;
  /** called when nothing could be restored */
  clear(): void;
}

/** Options of the workbench in the worker. */
export type EngineOptions = Partial<Pick<WorkbenchOptions, 'rich' | 'cells'>>;

interface Pending {
  readonly request: Request;
  readonly show: (item: Item) => void;
  readonly resolve: () => void;
}

/**
 * The dialogue's side of the worker: it sends requests, interrupts, and replaces a worker that is stuck or dead.
 */
export class Engine {
  private worker: Worker | undefined;
  private pending: Pending | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly flag = new Int32Array(new SharedArrayBuffer(4));
  /** the words for completion, as they were when the worker was last idle */
  vocabulary: WorkerVocabulary = { names: [], functions: [], options: {} };

  constructor(
    private readonly script: URL,
    private readonly memory: Memory,
    private readonly patience = usualPatience,
    private readonly options: EngineOptions = {},
  ) {}

  get busy(): boolean {
    return this.pending !== undefined;
  }

  /**
   * Applies the settings, before anything is run.
   *
   * @diagnostic those of a wrong setting, after which the worker is closed
   */
  async begin(): Promise<void> {
    const { settings } = this.memory;
    if (settings.length === 0) return;
    let wrong: Diagnostic | undefined;
    await this.ask({ kind: 'set', settings }, (item) => {
      if (item.kind === 'error') wrong ??= item.diagnostic;
    });
    if (!wrong) return;
    await this.close();
    throw new DiagnosticError(wrong);
  }

  /** Starts the worker if it is not running. */
  start(): void {
    if (this.worker) return;
    const { form } = this.memory;
    const worker = new Worker(this.script, { workerData: { interrupt: this.flag.buffer, form, ...this.options } });
    this.worker = worker;
    // A worker at rest keeps no process alive.
    worker.unref();
    worker.on('message', (reply: Reply) => {
      if (worker !== this.worker) return;
      if (reply.kind === 'item') {
        this.pending?.show(reply.item);
        return;
      }
      if (reply.kind === 'vocabulary') this.vocabulary = reply.vocabulary;
      else this.finish();
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (worker !== this.worker) return;
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.pending?.show(
        memory
          ? {
              kind: 'error',
              seconds: 0,
              diagnostic: {
                kind: 'limit',
                code: 'out-of-memory',
                message: 'the memory is used up',
                hint: 'work with fewer terms',
              },
            }
          : { kind: 'internal', text: error.stack ?? error.message },
      );
      void this.replace();
    });
  }

  /** Sends a request. Answers go to `show` as they arrive; the promise is resolved after the last one. */
  ask(request: Request, show: (item: Item) => void): Promise<void> {
    return new Promise((resolve) => {
      this.start();
      Atomics.store(this.flag, 0, 0);
      this.pending = { request, show, resolve };
      this.worker!.ref();
      // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
      this.worker!.postMessage(request);
    });
  }

  /** Stops the running computation. If it does not respond, or at the second call, its worker is terminated. */
  interrupt(): void {
    if (!this.pending) return;
    const again = this.timer !== undefined;
    Atomics.store(this.flag, 0, 1);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.replace(), again ? 0 : this.patience);
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private finish(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { pending } = this;
    this.pending = undefined;
    this.worker?.unref();
    pending?.resolve();
  }

  /** Terminates the worker, and brings a new one into the same state. */
  private async replace(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { pending, worker } = this;
    this.pending = undefined;
    this.worker = undefined;
    await worker?.terminate();
    const show = pending?.show ?? (() => {});
    if (pending?.request.kind === 'restore' || pending?.request.kind === 'set') {
      // Entries that cannot be restored now could not be restored the next time either.
      this.memory.clear();
      show({ kind: 'remark', text: 'the definitions could not be restored; the session begins anew' });
      pending.resolve();
      return;
    }
    const { settings } = this.memory;
    if (settings.length > 0) await this.ask({ kind: 'set', settings }, () => {});
    const entries = this.memory.entries();
    if (entries.length > 0) {
      show({ kind: 'remark', text: 'the computation did not stop: it is ended, and the definitions are made again' });
      await this.ask({ kind: 'restore', entries, results: this.memory.results() }, show);
    } else {
      show({ kind: 'remark', text: 'the computation did not stop: it is ended' });
    }
    pending?.resolve();
  }
}
