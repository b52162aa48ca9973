import { type Entry, type Item, type Request, duration } from '../../workbench/front.js';
import { type CellPart, runnableParts } from '../parts.js';
import type { OperatorForm } from '../../meaning/index.js';
import { type CellRun, RunHistory, lastNumber } from '../history.js';
import type { CellResults, ResultBundle } from '../ipynb.js';
import { requestFor } from '../requests.js';
import { type SliderSpec, isSliderLine, plainNumber, readSlider } from '../slider.js';
import type { Assistant } from './assistant.js';
import type { CellView } from './cell.js';
import type { NotebookView } from './cells.js';
import { ownScript, sayAloud, element } from './dom.js';
import { NotebookEngine, type Ended } from './engine.js';
import type { OutputPart } from './output.js';
import { ResultView, bundleOf } from './results.js';
import { sliderView } from './slider-view.js';

/** How the run of a cell has ended. */
type CellResult = 'succeeded' | 'failed' | 'stopped';

type Show = (item: Item) => void;

/** A slider on the page. */
interface Slider {
  readonly spec: SliderSpec;
  value: number;
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
  private history = new RunHistory();
  /** the sliders by the cells that they are in */
  private readonly sliders = new Map<string, readonly Slider[]>();
  private readonly shown: ResultView;
  private queue: Promise<void> = Promise.resolve();
  private waiting: CellView[] = [];
  /** number of things that are being done; at most one */
  private active = 0;
  /** raised by Stop, so that what waits is not run */
  private stops = 0;
  /** `stops` when what is being done began */
  private begun = 0;
  /** the sliders that have moved since their cells began to run */
  private moved: Set<string> | undefined;

  constructor(
    private readonly list: NotebookView,
    private readonly assistant: Assistant,
    private readonly host: RunnerHost,
    query: string,
  ) {
    this.engine = new NotebookEngine(
      { entries: () => this.history.entries(), results: () => this.history.lastResult() },
      () => ownScript('engine-worker.js', query),
    );
    const whoAsks = {
      isBusy: () => this.busy,
      ask: (request: Request, show: Show) => this.inTurn(() => this.ask(request, show), 'stopped' as const),
    };
    this.shown = new ResultView({
      get busy() {
        return whoAsks.isBusy();
      },
      ask: whoAsks.ask,
    });
  }

  get busy(): boolean {
    return this.active > 0 || this.waiting.length > 0;
  }

  /** The results of all cells, for a file. */
  results(): ReadonlyMap<string, CellResults> {
    return this.history.results;
  }

  /** Writes operators in another form, those that are shown as well. */
  write(form: OperatorForm): void {
    void this.inTurn(async () => {
      await this.engine.write(form);
      for (const cell of this.list.cells) await this.shown.showAgain(cell.output, (...asked) => this.ask(...asked));
    }, undefined);
  }

  /** Runs a cell after those that wait. */
  run(cell: CellView): Promise<CellResult> {
    this.waiting.push(cell);
    cell.root.classList.add('waiting');
    return this.inTurn<CellResult>(async () => {
      this.waiting = this.waiting.filter((one) => one !== cell);
      cell.root.classList.remove('waiting');
      return this.list.cells.includes(cell) ? this.runAnew(cell) : 'stopped';
    }, 'stopped');
  }

  /** Forgets everything and runs all cells from the top, up to the first that fails. */
  async runAll(): Promise<void> {
    await this.inTurn(() => this.forget(), undefined);
    for (const cell of this.list.cells.filter(({ kind }) => kind === 'code'))
      if ((await this.run(cell)) !== 'succeeded') return;
  }

  /** Stops what runs, and drops what waits. */
  stop(): void {
    if (!this.busy) return;
    this.stops += 1;
    for (const cell of this.waiting.splice(0)) cell.root.classList.remove('waiting');
    const missed = this.moved;
    this.moved = undefined;
    this.engine.stop();
    // The sliders are where they are, whether their cells have run or not.
    this.engine.settings = this.settings();
    if (missed) void this.affected([...this.history.runs], [...missed]).then((runs) => this.markOld(runs));
    sayAloud('stopped');
  }

  /** A cell has been deleted: its definitions stay until everything is run again, but its sliders go. */
  removed(id: string): void {
    this.history.leave(id);
    const dropped = this.sliders.get(id);
    if (!dropped) return;
    this.sliders.delete(id);
    void this.inTurn(() => this.again(dropped.map(({ spec }) => spec.name)), undefined);
  }

  /** Forgets the notebook, since another one is shown. */
  reset(): void {
    this.stop();
    this.history = new RunHistory();
    this.sliders.clear();
    void this.inTurn(() => this.forget(), undefined);
  }

  private async forget(): Promise<void> {
    this.history = new RunHistory();
    this.sliders.clear();
    await this.engine.begin([], () => {});
  }

  /** Does something when what was begun before has ended, unless Stop comes first. */
  private inTurn<T>(act: () => Promise<T>, otherwise: T): Promise<T> {
    const { stops } = this;
    const done = this.queue.then(async () => {
      if (stops !== this.stops) return otherwise;
      this.active += 1;
      this.begun = stops;
      this.host.began();
      try {
        return await act();
      } finally {
        this.active -= 1;
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

  /** Whether Stop has ended what is being done. */
  private get isStopped(): boolean {
    return this.begun !== this.stops;
  }

  private async ask(request: Request, show: Show): Promise<Ended> {
    return this.isStopped ? 'stopped' : this.engine.ask(request, show);
  }

  private async runAnew(cell: CellView): Promise<CellResult> {
    const { text, output } = cell;
    const parts = runnableParts(text);
    output.begin();
    const head = output.add();
    const ready = await this.setSliders(cell, parts, (item) => void this.shown.show(item, head));
    if (ready !== 'done') {
      output.end();
      return ready;
    }
    const { history } = this;
    const count = history.begin(cell.id, text);
    const entries: Entry[] = [];
    const ran = await this.runParts(cell, text, {
      place: () => output.add(),
      began: () => {},
      show: (item, place) => {
        if ('entry' in item) {
          entries.push(item.entry);
          history.note(count, entries);
        }
        return this.shown.show(item, place);
      },
      cleared: () => {
        entries.length = 0;
        history.clear(count);
      },
    });
    history.keep(count, ran.bundles);
    output.end();
    sayAloud(ran.spoken.length > 0 ? ran.spoken.join('; ') : 'done');
    return ran.result;
  }

  /** Runs the cell of a run again, and shows its results in the place of the old ones. */
  private async refresh(cell: CellView, run: CellRun, laterResults: boolean): Promise<CellResult> {
    const { history } = this;
    const { output } = cell;
    const entries: Entry[] = [];
    const last = lastNumber(run.entries);
    output.beginAgain();
    const ran = await this.runParts(cell, run.text, {
      place: (k) => output.part(k + 1) ?? output.add(),
      began: (place) => place.beginAgain(),
      show: (item, place) => {
        // A number beyond those that the run had may be that of a later result.
        const isBeyond = item.kind === 'value' && laterResults && item.entry.number! > last;
        if ('entry' in item && !isBeyond) entries.push(item.entry);
        return this.shown.show(item, place, isBeyond ? 'none' : 'own');
      },
      cleared: () => {
        entries.length = 0;
      },
    });
    output.dropFrom(ran.shown + 1);
    output.end();
    if (ran.result === 'stopped') return 'stopped';
    history.note(run.count, entries);
    history.keep(run.count, ran.bundles);
    return ran.result;
  }

  /** Runs the parts of a cell up to the first that fails. */
  private async runParts(
    cell: CellView,
    text: string,
    {
      place,
      began,
      show,
      cleared,
    }: {
      readonly place: (k: number) => OutputPart;
      readonly began: (place: OutputPart) => void;
      readonly show: (item: Item, place: OutputPart) => string | undefined;
      readonly cleared: () => void;
    },
  ): Promise<{ result: CellResult; shown: number; bundles: ResultBundle[]; spoken: string[] }> {
    const start = performance.now();
    const bundles: ResultBundle[] = [];
    const spoken: string[] = [];
    let result: CellResult = 'succeeded';
    let shown = 0;
    for (const [k, part] of runnableParts(text).entries()) {
      const here = place(k);
      shown = k + 1;
      if (part.isCommand && isSliderLine(part.text)) {
        if (here.isEmpty) this.showSlider(cell, part.text, here);
        continue;
      }
      began(here);
      const ended = await this.runPart(cell, { ...part, above: text.slice(0, part.start) }, (item) => {
        if (item.kind === 'error' || item.kind === 'internal') result = 'failed';
        const bundle = bundleOf(item);
        if (bundle) bundles.push(bundle);
        const sentence = show(item, here);
        if (sentence !== undefined) spoken.push(sentence);
      });
      if (ended === 'done' && /^:clear\b/u.test(part.text)) cleared();
      if (ended === 'stopped') {
        here.add(element('p', { class: 'remark' }, `stopped after ${duration((performance.now() - start) / 1000)}`));
        result = 'stopped';
      }
      here.change();
      if (result !== 'succeeded') break;
    }
    return { result, shown, bundles, spoken };
  }

  /** @param part  `above` is the text of the cell before it */
  private async runPart(
    cell: CellView,
    { text, isCommand, above }: CellPart & { readonly above: string },
    show: Show,
  ): Promise<Ended> {
    if (!isCommand) {
      const name = `cell ${this.list.cells.indexOf(cell) + 1}`;
      // Empty lines before the part keep the lines of its errors those of the cell.
      const lines = '\n'.repeat(above.split('\n').length - 1);
      return this.ask({ kind: 'run', source: { name, text: lines + text }, whole: true }, show);
    }
    const request = requestFor(text);
    if (typeof request === 'string') {
      show({ kind: 'remark', text: request });
      return 'done';
    }
    if (request.kind !== 'form') return this.ask(request, show);
    this.host.form(request.form);
    return this.isStopped ? 'stopped' : this.engine.write(request.form);
  }

  private showSlider(cell: CellView, line: string, place: OutputPart): void {
    const read = readSlider(line);
    // One that cannot be read has been refused before.
    if (typeof read === 'string') return;
    const slider = this.sliders.get(cell.id)?.find(({ spec }) => spec.name === read.name);
    if (!slider) return;
    place.add(
      sliderView(slider.spec, slider.value, (value) => {
        slider.value = value;
        this.slide(slider.spec.name);
      }),
    );
  }

  /**
   * Sets the parameters of the sliders of a cell before its statements run; those that it had before are dropped. Cells
   * that depend on them run again. A cell with a slider that is refused has none.
   */
  private async setSliders(cell: CellView, parts: readonly CellPart[], show: Show): Promise<CellResult | 'done'> {
    const specs: SliderSpec[] = [];
    let problem: string | undefined;
    for (const { text, isCommand } of parts) {
      if (!isCommand || !isSliderLine(text)) continue;
      const spec = readSlider(text);
      problem = typeof spec === 'string' ? spec : this.takenName(cell, spec, specs);
      if (problem !== undefined) break;
      specs.push(spec as SliderSpec);
    }
    if (problem !== undefined) {
      show({ kind: 'error', seconds: 0, diagnostic: { kind: 'input', code: 'bad-arguments', message: problem } });
      await this.putSliders(cell, [], show);
      return 'failed';
    }
    const ended = await this.putSliders(cell, specs, show);
    if (ended === 'done') return 'done';
    // Without their handles on the page, sliders have no effect.
    await this.putSliders(cell, [], () => {});
    return ended === 'refused' ? 'failed' : 'stopped';
  }

  private async putSliders(cell: CellView, specs: readonly SliderSpec[], show: Show): Promise<Ended | 'refused'> {
    const before = this.sliders.get(cell.id) ?? [];
    const after = specs.map((spec) => ({ spec, value: spec.value }));
    const changed = changedNames(before, after);
    if (after.length > 0) this.sliders.set(cell.id, after);
    else this.sliders.delete(cell.id);
    if (changed.length === 0) return 'done';
    if (this.isStopped) this.engine.settings = this.settings();
    return this.again(changed, { except: cell.id, show });
  }

  /** Why a slider cannot have its name; undefined if it can. */
  private takenName(cell: CellView, { name }: SliderSpec, own: readonly SliderSpec[]): string | undefined {
    if (own.some((one) => one.name === name)) return `this cell has another slider for ${name}`;
    for (const [id, others] of this.sliders) {
      if (id === cell.id || !others.some(({ spec }) => spec.name === name)) continue;
      const place = this.list.cells.findIndex((one) => one.id === id) + 1;
      return `cell ${place} has a slider for ${name}: delete one of the two`;
    }
    return undefined;
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
      await this.again([...names]);
    }, undefined);
  }

  private settings(): string[] {
    return [...this.sliders.values()].flat().map(({ spec, value }) => `${spec.name}=${plainNumber(value)}`);
  }

  /**
   * Begins the session again with the sliders as they are. Cells that depend on the names run again; of the others the
   * statements are restored without showing anything.
   *
   * @returns `refused` if the language refuses the name of a slider; then nothing has been run
   */
  private async again(
    changed: readonly string[],
    { except, show = () => {} }: { readonly except?: string; readonly show?: Show } = {},
  ): Promise<Ended | 'refused'> {
    const { history } = this;
    // A cell may be deleted meanwhile.
    const runs = [...history.runs];
    const affected = await this.affected(runs, changed);
    const isAffected = (run: CellRun): boolean => affected.includes(run) && run.cell !== except;
    let isRefused = false;
    const told = (item: Item): void => {
      isRefused ||= item.kind === 'error';
      show(item);
    };
    if (this.isStopped || (await this.engine.begin(this.settings(), told)) === 'stopped') {
      this.markOld(affected);
      return 'stopped';
    }
    if (isRefused) return 'refused';
    for (const [k, run] of runs.entries()) {
      const cell = isAffected(run) && !run.isFormer ? this.list.find(run.cell) : undefined;
      const later = runs.slice(k + 1);
      const ended =
        cell && cell.text === run.text
          ? await this.refreshInPlace(cell, run, later)
          : await this.restore(run.entries, Math.max(lastNumber(run.entries), history.resultsBefore(run.count)));
      if (ended !== 'stopped') continue;
      this.markOld(later.filter(isAffected));
      return 'stopped';
    }
    return this.restore([], history.lastResult());
  }

  private async refreshInPlace(cell: CellView, run: CellRun, later: readonly CellRun[]): Promise<Ended> {
    const first = run.entries.find(({ number }) => number !== undefined)?.number;
    const before = first === undefined ? this.history.resultsBefore(run.count) : first - 1;
    if ((await this.restore([], before)) === 'stopped') return 'stopped';
    const hasLater = later.some(({ entries }) => lastNumber(entries) > 0);
    return (await this.refresh(cell, run, hasLater)) === 'stopped' ? 'stopped' : 'done';
  }

  private restore(entries: readonly Entry[], results: number): Promise<Ended> {
    return this.ask({ kind: 'restore', entries, results }, () => {});
  }

  /** The runs that depend on parameters; all where that is not known. */
  private async affected(runs: readonly CellRun[], changed: readonly string[]): Promise<readonly CellRun[]> {
    if (changed.length === 0) return [];
    const found = await this.assistant.affected(
      runs.map(({ text, entries }) => ({
        text,
        entries: entries.map((entry) => ({
          text: entry.text,
          ...(entry.number !== undefined && { number: entry.number }),
        })),
      })),
      changed,
    );
    return found ? runs.filter((_, k) => found[k]) : runs;
  }

  /** Says at results that they are older than the place of a slider. */
  private markOld(runs: readonly CellRun[]): void {
    for (const { cell, isFormer } of runs) if (!isFormer) this.list.find(cell)?.output.markOld();
  }
}

/** The parameters whose values differ between two lists of sliders. */
function changedNames(before: readonly Slider[], after: readonly Slider[]): string[] {
  const value = (list: readonly Slider[], name: string): number | undefined =>
    list.find(({ spec }) => spec.name === name)?.value;
  const names = new Set([...before, ...after].map(({ spec }) => spec.name));
  return [...names].filter((name) => value(before, name) !== value(after, name));
}
