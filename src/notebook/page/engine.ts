import type { OperatorForm } from '../../meaning/index.js';
import type { Entry, Item, Reply, Request } from '../../workbench/front.js';
import { ownScript } from './dom.js';

interface Pending {
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

/**
 * The page's side of the worker that computes. A computation is stopped by terminating its worker; before the next
 * request the statements that had succeeded run again in a new one.
 */
export class NotebookEngine {
  private worker: Worker | undefined;
  private pending: Pending | undefined;
  /** whether the worker has run the past */
  private isCurrent = true;
  settings: readonly string[] = [];
  /** how operators are written */
  form: OperatorForm = 'vectors';
  /** names that the cells have introduced */
  names: readonly string[] = [];
  private told: (() => void)[] = [];

  constructor(
    private readonly past: Past,
    private readonly query = '',
  ) {}

  get busy(): boolean {
    return this.pending !== undefined;
  }

  /** Starts the worker; resolved when it can compute. */
  start(): Promise<void> {
    if (this.worker) return Promise.resolve();
    const worker = new Worker(ownScript('engine-worker.js', this.query), { type: 'module' });
    this.worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      if (worker === this.worker) this.take(data);
    });
    worker.addEventListener('error', (event) => {
      if (worker !== this.worker) return;
      event.preventDefault();
      this.pending?.show({ kind: 'internal', text: event.message || 'the part that computes could not be loaded' });
      this.stop();
    });
    return new Promise((resolve) => this.told.push(resolve));
  }

  /** Sends a request, one at a time. Answers go to `show` as they arrive. */
  async ask(request: Request, show: (item: Item) => void): Promise<Ended> {
    void this.start();
    if (!this.isCurrent && (await this.catchUp(show)) === 'stopped') return 'stopped';
    return this.post(request, show);
  }

  /** Stops the computation at once. The state of the session is restored before the next one. */
  stop(): void {
    const { worker, pending } = this;
    this.worker = undefined;
    this.pending = undefined;
    worker?.terminate();
    this.isCurrent = false;
    pending?.resolve('stopped');
    void this.start();
  }

  /** Forgets everything; `settings` hold from now on. */
  async begin(settings: readonly string[], show: (item: Item) => void): Promise<Ended> {
    this.settings = settings;
    this.isCurrent = true;
    void this.start();
    if ((await this.post({ kind: 'form', form: this.form }, () => {})) === 'stopped') return 'stopped';
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
    if ((await this.post({ kind: 'form', form: this.form }, () => {})) === 'stopped') return 'stopped';
    if (this.settings.length > 0 && (await this.post({ kind: 'set', settings: this.settings }, () => {})) === 'stopped')
      return 'stopped';
    if (entries.length === 0) return 'done';
    return this.post({ kind: 'restore', entries, results: this.past.results() }, (item) => {
      if (item.kind === 'remark') show(item);
    });
  }

  private post(request: Request, show: (item: Item) => void): Promise<Ended> {
    return new Promise((resolve) => {
      this.pending = { show, resolve };
      // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
      this.worker!.postMessage(request);
    });
  }

  private take(reply: Reply): void {
    switch (reply.kind) {
      case 'item':
        return this.pending?.show(reply.item);
      case 'vocabulary':
        this.names = reply.vocabulary.names;
        for (const tell of this.told.splice(0)) tell();
        return undefined;
      case 'done': {
        const { pending } = this;
        this.pending = undefined;
        return pending?.resolve('done');
      }
    }
  }
}
