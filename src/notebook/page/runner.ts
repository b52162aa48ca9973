import { type Entry, type Item, Journal, duration } from '../../workbench/front.js';
import { type CellPart, runnableParts } from '../parts.js';
import type { OperatorForm } from '../../meaning/index.js';
import { affectedCells } from '../affected.js';
import type { CellResults, ResultBundle } from '../ipynb.js';
import { requestFor } from '../requests.js';
import { type SliderSpec, plainNumber, readSlider } from '../slider.js';
import type { CellView } from './cell.js';
import type { NotebookView } from './cells.js';
import { sayAloud, element } from './dom.js';
import { NotebookEngine, type Ended } from './engine.js';
import { ResultView, bundleOf } from './results.js';
import { sliderView } from './slider-view.js';

/** How the run of a cell has ended. */
type CellResult = 'succeeded' | 'failed' | 'stopped';

/** A cell that has been run, with the statements of it that succeeded. */
interface CellRun {
  readonly text: string;
  readonly entries: readonly Entry[];
  readonly count: number;
  /** the results, as Jupyter keeps them */
  readonly bundles: readonly ResultBundle[];
}

export interface RunnerHost {
  /** something is being computed */
  began(): void;
  ended(): void;
  /** a cell has chosen how operators are written */
  form(form: OperatorForm): void;
}

/** Runs cells one after another, and runs those that depend on a slider again when it moves. */
export class Runner {
  readonly engine: NotebookEngine;
  private journal = new Journal();
  private readonly runs = new Map<string, CellRun>();
  /** the sliders by the cells that they are in */
  private readonly sliders = new Map<string, { readonly spec: SliderSpec; value: number }[]>();
  private readonly shown: ResultView;
  private queue: Promise<void> = Promise.resolve();
  private waiting: CellView[] = [];
  private count = 0;
  /** raised by Stop, so that what waits is not run */
  private stops = 0;
  private moved: Set<string> | undefined;

  constructor(
    private readonly list: NotebookView,
    private readonly host: RunnerHost,
    query: string,
  ) {
    this.engine = new NotebookEngine(
      { entries: () => this.journal.entries(), results: () => this.journal.results() },
      query,
    );
    this.shown = new ResultView(this.engine);
  }

  get busy(): boolean {
    return this.engine.busy || this.waiting.length > 0;
  }

  /** The results of all cells, for a file. */
  results(): ReadonlyMap<string, CellResults> {
    return this.runs;
  }

  /** Writes operators in another form, those that are shown as well. */
  write(form: OperatorForm): void {
    void this.inTurn(async () => {
      await this.engine.write(form);
      for (const cell of this.list.cells) await this.shown.showAgain(cell.output);
    }, undefined);
  }

  /** Runs a cell after those that wait. */
  run(cell: CellView): Promise<CellResult> {
    this.waiting.push(cell);
    cell.root.classList.add('waiting');
    return this.inTurn<CellResult>(async () => {
      this.waiting = this.waiting.filter((one) => one !== cell);
      cell.root.classList.remove('waiting');
      return this.list.cells.includes(cell) ? this.runNow(cell, 'anew') : 'stopped';
    }, 'stopped');
  }

  /** Forgets everything and runs all cells from the top, up to the first that fails. */
  async runAll(): Promise<void> {
    await this.inTurn(async () => {
      this.journal = new Journal();
      this.runs.clear();
      this.sliders.clear();
      this.count = 0;
      await this.engine.begin([], () => {});
    }, undefined);
    for (const cell of this.list.cells.filter(({ kind }) => kind === 'code'))
      if ((await this.run(cell)) !== 'succeeded') return;
  }

  /** Stops what runs, and drops what waits. */
  stop(): void {
    if (!this.busy) return;
    this.stops += 1;
    for (const cell of this.waiting.splice(0)) cell.root.classList.remove('waiting');
    this.engine.stop();
    sayAloud('stopped');
  }

  /** A cell has been deleted: its definitions stay until everything is run again, but its sliders go. */
  removed(id: string): void {
    this.runs.delete(id);
    if (this.sliders.delete(id)) void this.inTurn(() => this.again(new Set()), undefined);
  }

  /** Forgets the notebook, since another one is shown. */
  reset(): void {
    if (this.engine.busy) this.stop();
    this.journal = new Journal();
    this.runs.clear();
    this.sliders.clear();
    this.count = 0;
    void this.inTurn(async () => void (await this.engine.begin([], () => {})), undefined);
  }

  /** Does something when what was begun before has ended, unless Stop comes first. */
  private inTurn<T>(act: () => Promise<T>, otherwise: T): Promise<T> {
    const { stops } = this;
    const done = this.queue.then(async () => {
      if (stops !== this.stops) return otherwise;
      this.host.began();
      try {
        return await act();
      } finally {
        this.host.ended();
      }
    });
    // A fault is reported to the page; what waits runs nevertheless.
    this.queue = done.then(
      () => {},
      () => {},
    );
    return done;
  }

  private async runNow(cell: CellView, how: 'anew' | 'refresh'): Promise<CellResult> {
    const { output } = cell;
    const text = cell.text;
    const start = performance.now();
    const entries: Entry[] = [];
    const bundles: ResultBundle[] = [];
    const said: string[] = [];
    let result: CellResult = 'succeeded';
    output.begin(how);
    if (how === 'anew' && this.sliders.delete(cell.id)) await this.again(new Set());
    for (const part of runnableParts(text)) {
      const ended = await this.runPart(cell, part, how, (item) => {
        if ('entry' in item) {
          entries.push(item.entry);
          this.journal.add(item.entry);
        }
        if (item.kind === 'error' || item.kind === 'internal') result = 'failed';
        const bundle = bundleOf(item);
        if (bundle) bundles.push(bundle);
        const spoken = this.shown.show(item, output);
        if (spoken !== undefined) said.push(spoken);
      });
      if (ended === 'stopped') {
        output.add(element('p', { class: 'remark' }, `stopped after ${duration((performance.now() - start) / 1000)}`));
        result = 'stopped';
      }
      if (result !== 'succeeded') break;
    }
    output.end();
    this.count += 1;
    this.runs.set(cell.id, { text, entries, count: this.count, bundles });
    if (how === 'anew') sayAloud(said.length > 0 ? said.join('; ') : 'done');
    return result;
  }

  private async runPart(
    cell: CellView,
    { text, isCommand, start }: CellPart,
    how: 'anew' | 'refresh',
    show: (item: Item) => void,
  ): Promise<Ended> {
    if (!isCommand) {
      const place = this.list.cells.indexOf(cell) + 1;
      // Empty lines before the part keep the lines of its errors those of the cell.
      const above = '\n'.repeat(cell.text.slice(0, start).split('\n').length - 1);
      return this.engine.ask({ kind: 'run', source: { name: `cell ${place}`, text: above + text }, whole: true }, show);
    }
    if (/^:slider(?![a-z])/u.test(text)) return this.addSlider(cell, text, how, show);
    const request = requestFor(text);
    if (typeof request !== 'string') {
      if (request.kind === 'form') this.host.form(request.form);
      return request.kind === 'form' ? this.engine.write(request.form) : this.engine.ask(request, show);
    }
    show({ kind: 'remark', text: request });
    return 'done';
  }

  private async addSlider(
    cell: CellView,
    line: string,
    how: 'anew' | 'refresh',
    show: (item: Item) => void,
  ): Promise<Ended> {
    const spec = readSlider(line);
    if (typeof spec === 'string') {
      show({ kind: 'error', seconds: 0, diagnostic: { kind: 'input', code: 'bad-arguments', message: spec } });
      return 'done';
    }
    const others = this.sliders.get(cell.id) ?? [];
    const known = how === 'refresh' ? others.find((one) => one.spec.name === spec.name) : undefined;
    const slider = known ?? { spec, value: spec.value };
    if (!known) this.sliders.set(cell.id, [...others, slider]);
    cell.output.add(
      sliderView(spec, slider.value, (value) => {
        slider.value = value;
        this.slide(spec.name);
      }),
    );
    if (known) return 'done';
    return this.again(new Set([spec.name]), show);
  }

  /** A slider has moved. While its cells run, only the last place of it counts. */
  private slide(name: string): void {
    if (this.moved) {
      this.moved.add(name);
      return;
    }
    this.moved = new Set([name]);
    void this.inTurn(async () => {
      const names = this.moved ?? new Set();
      this.moved = undefined;
      await this.again(names);
    }, undefined).then(() => {
      this.moved = undefined;
    });
  }

  /**
   * Begins the session again with the sliders as they are. Cells that depend on the names run again; of the others the
   * statements are restored without showing anything.
   */
  private async again(names: ReadonlySet<string>, show: (item: Item) => void = () => {}): Promise<Ended> {
    const settings = [...this.sliders.values()].flat().map(({ spec, value }) => `${spec.name}=${plainNumber(value)}`);
    this.journal = new Journal();
    if ((await this.engine.begin(settings, show)) === 'stopped') return 'stopped';
    const cells = this.list.cells.filter(({ id }) => this.runs.has(id));
    const affected = affectedCells(
      cells.map(({ id }) => this.runs.get(id)!),
      names,
    );
    let ended: Ended = 'done';
    for (const [k, cell] of cells.entries()) {
      const run = this.runs.get(cell.id)!;
      const isAgain = ended === 'done' && affected[k] === true && cell.text === run.text;
      const result = isAgain ? await this.runNow(cell, 'refresh') : undefined;
      if (result === 'stopped') ended = 'stopped';
      if (result === 'succeeded' || result === 'failed') continue;
      // After a stop the statements are only noted, and run before the next request.
      this.runs.set(cell.id, run);
      for (const entry of run.entries) this.journal.add(entry);
      const restored = { kind: 'restore' as const, entries: run.entries, results: this.journal.results() };
      if (ended === 'done' && run.entries.length > 0) ended = await this.engine.ask(restored, () => {});
    }
    return ended;
  }
}
