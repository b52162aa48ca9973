import { type Entry, Journal } from '../workbench/front.js';
import type { CellResults, ResultBundle } from './ipynb.js';

/** A run of a cell: its text at that time, and the statements of it that succeeded. */
export interface CellRun {
  /** the number of the run, counted from 1; no two runs of a history have the same */
  readonly count: number;
  readonly cell: string;
  readonly text: string;
  readonly entries: readonly Entry[];
  /** whether its results are no longer on the page, since its cell has been run anew or deleted; its definitions hold */
  readonly isFormer: boolean;
}

/**
 * The runs of the cells of a notebook in the order in which they were made, from which a new session is brought into
 * the same state. The order on the page may be another one.
 */
export class RunHistory {
  private list: CellRun[] = [];
  private readonly shown = new Map<string, CellResults>();
  private count = 0;

  get runs(): readonly CellRun[] {
    return this.list;
  }

  /** The results of the cells on the page, for a file. */
  get results(): ReadonlyMap<string, CellResults> {
    return this.shown;
  }

  /** Begins a run of a cell, of which the earlier one becomes a former run; its number. */
  begin(cell: string, text: string): number {
    this.leave(cell);
    this.count += 1;
    this.list.push({ count: this.count, cell, text, entries: [], isFormer: false });
    return this.count;
  }

  /** Notes the statements of a run that have succeeded so far, in the place of those that were noted before. */
  note(count: number, entries: readonly Entry[]): void {
    const at = this.list.findIndex((run) => run.count === count);
    if (at >= 0) this.list[at] = { ...this.list[at]!, entries };
  }

  /** Keeps the results of a run for files, if its cell has not been run since. */
  keep(count: number, bundles: readonly ResultBundle[]): void {
    const run = this.list.find((one) => one.count === count);
    if (run && !run.isFormer) this.shown.set(run.cell, { count, bundles });
  }

  /** The results of a cell leave the page. Its claims are dropped, and so are its values that no statement uses and that are not the last one, `ans`. */
  leave(cell: string): void {
    this.shown.delete(cell);
    const at = this.list.findIndex((run) => run.cell === cell && !run.isFormer);
    if (at < 0) return;
    const used = new Set(this.list.flatMap(({ entries }) => entries.flatMap(({ uses }) => uses.map((u) => u.number))));
    used.add(this.lastResult());
    const entries = this.list[at]!.entries.filter(
      ({ kind, number }) => kind !== 'claim' && kind !== 'solve' && (kind !== 'value' || used.has(number!)),
    );
    if (entries.length === 0) this.list.splice(at, 1);
    else this.list[at] = { ...this.list[at]!, entries, isFormer: true };
  }

  /** Forgets all runs but one, and its statements so far, as `:clear` in its cell does. */
  clear(count: number): void {
    this.list = this.list.filter((run) => run.count === count).map((run) => ({ ...run, entries: [] }));
  }

  /** The statements that have succeeded and still count. */
  entries(): readonly Entry[] {
    const journal = new Journal();
    for (const { entries } of this.list) for (const entry of entries) journal.add(entry);
    return journal.entries();
  }

  /** The number of the last result. */
  lastResult(): number {
    return this.resultsBefore(Infinity);
  }

  /** The number of the last result of the runs before one. */
  resultsBefore(count: number): number {
    const at = this.list.findIndex((run) => run.count === count);
    const before = at < 0 ? this.list : this.list.slice(0, at);
    return before.reduce((last, { entries }) => Math.max(last, lastNumber(entries)), 0);
  }
}

/** The largest number of a result of statements; 0 if they have none. */
export function lastNumber(entries: readonly Entry[]): number {
  return entries.reduce((last, { number }) => Math.max(last, number ?? 0), 0);
}
