import type { OperatorForm } from '../../meaning/index.js';
import type { Entry, Item, Reply, Request } from '../../workbench/front.js';

interface Pending {
  readonly request: Request;
  readonly show: (item: Item) => void;
  readonly resolve: (ended: Ended) => void;
}

/** How a request has ended. */
export type Ended = 'done' | 'stopped';

/** The statements that have succeeded, from which a new worker is brought into the same state. */
export interface Past {
  entries(): readonly Entry[];
  /** the number of the last result */
  results(): number;
}

/** Failures of the worker one after another, without an answer in between, after which it is not started by itself. */
const mostFailures = 3;
/** Milliseconds before a worker that failed is started again, times the number of its failures. */
const pause = 400;

const notLoaded =
  'the part of the page that computes could not be loaded. Is the server that the page comes from still there? Run the cell again when it is, or reload the page';

/**
 * The page's side of the worker that computes. A computation is stopped by terminating its worker; before the next
 * request the statements that had succeeded run again in a new one. It takes one request at a time.
 */
export class NotebookEngine {
  private worker: Worker | undefined;
  private pending: Pending | undefined;
  /** whether the worker has answered anything yet */
  private isAlive = false;
  /** whether the worker has run the past */
  private isCurrent = true;
  settings: readonly string[] = [];
  /** how operators are written */
  form: OperatorForm = 'vectors';
  private failures = 0;
  private waiting: { readonly resolve: () => void; readonly reject: (reason: Error) => void }[] = [];

  /** @param script  the address of the worker */
  constructor(
    private readonly past: Past,
    private readonly script: () => string,
  ) {}

  get busy(): boolean {
    return this.pending !== undefined;
  }

  /** Starts the worker; resolved when it can compute, rejected when it cannot be loaded. */
  start(): Promise<void> {
    if (this.worker) return Promise.resolve();
    this.launch();
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  /** Sends a request, one at a time. Answers go to `show` as they arrive. */
  async ask(request: Request, show: (item: Item) => void): Promise<Ended> {
    if (!this.isCurrent && (await this.catchUp(show)) === 'stopped') return 'stopped';
    return this.post(request, show);
  }

  /** Stops the computation at once. The state of the session is restored before the next one. */
  stop(): void {
    const { pending } = this;
    this.drop();
    this.pending = undefined;
    pending?.resolve('stopped');
    this.launch();
  }

  /** Forgets everything; `settings` hold from now on. */
  async begin(settings: readonly string[], show: (item: Item) => void): Promise<Ended> {
    this.settings = settings;
    this.isCurrent = true;
    if ((await this.post({ kind: 'form', form: this.form }, onlyFaults(show))) === 'stopped') return 'stopped';
    return this.post({ kind: 'set', settings }, show);
  }

  /** Writes operators in another form from now on. */
  write(form: OperatorForm): Promise<Ended> {
    this.form = form;
    return this.ask({ kind: 'form', form }, () => {});
  }

  private async catchUp(show: (item: Item) => void): Promise<Ended> {
    const entries = this.past.entries();
    this.isCurrent = true;
    if ((await this.post({ kind: 'form', form: this.form }, onlyFaults(show))) === 'stopped') return 'stopped';
    if (
      this.settings.length > 0 &&
      (await this.post({ kind: 'set', settings: this.settings }, onlyFaults(show))) === 'stopped'
    )
      return 'stopped';
    if (entries.length === 0) return 'done';
    return this.post({ kind: 'restore', entries, results: this.past.results() }, (item) => {
      if (item.kind === 'remark' || item.kind === 'internal') show(item);
    });
  }

  private post(request: Request, show: (item: Item) => void): Promise<Ended> {
    if (this.pending) throw new Error('the worker that computes takes one request at a time');
    return new Promise((resolve) => {
      this.pending = { request, show, resolve };
      if (this.worker) this.send();
      else this.launch();
    });
  }

  private send(): void {
    // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
    if (this.pending) this.worker!.postMessage(this.pending.request);
  }

  /** Starts a worker and sends it what waits for an answer. */
  private launch(): void {
    if (this.worker) return;
    const worker = new Worker(this.script(), { type: 'module' });
    this.worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      if (worker === this.worker) this.take(data);
    });
    worker.addEventListener('error', (event) => {
      if (worker !== this.worker) return;
      event.preventDefault();
      this.fail(event.message);
    });
    this.send();
  }

  /** The worker has failed: it could not be loaded, or has an error that ends it. */
  private fail(message: string | undefined): void {
    const { pending } = this;
    this.failures += 1;
    this.drop();
    // An error of a computation ends it; a worker that is not there yet is asked again.
    const isLoading = !message;
    if (isLoading && this.failures < mostFailures) {
      setTimeout(() => this.launch(), pause * this.failures);
      return;
    }
    this.pending = undefined;
    this.isCurrent = false;
    pending?.show({ kind: 'internal', text: message || notLoaded });
    pending?.resolve('stopped');
    if (this.failures < mostFailures) this.launch();
    // The next request tries once more.
    else {
      this.failures = mostFailures - 1;
      for (const { reject } of this.waiting.splice(0)) reject(new Error(notLoaded));
    }
  }

  /** Gives the worker up, with its state. */
  private drop(): void {
    this.worker?.terminate();
    this.worker = undefined;
    if (this.isAlive) this.isCurrent = false;
    this.isAlive = false;
  }

  private take(reply: Reply): void {
    this.isAlive = true;
    switch (reply.kind) {
      case 'item':
        return this.pending?.show(reply.item);
      case 'vocabulary':
        for (const { resolve } of this.waiting.splice(0)) resolve();
        return undefined;
      case 'done': {
        const { pending } = this;
        this.failures = 0;
        this.pending = undefined;
        return pending?.resolve('done');
      }
    }
  }
}

/** Shows of the items of an auxiliary request only that the part that computes has failed. */
function onlyFaults(show: (item: Item) => void): (item: Item) => void {
  return (item) => {
    if (item.kind === 'internal') show(item);
  };
}
