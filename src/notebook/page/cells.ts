import { withoutCommands } from '../script.js';
import { type Notebook, type SheetCell, newCell, sameNotebook } from '../sheet.js';
import type { Assistant } from './assistant.js';
import { type CellHost, CellView } from './cell.js';
import { sayAloud } from './dom.js';

/** The page, as the cells need it. */
export interface SheetHost {
  changed(): void;
  run(cell: CellView): Promise<void> | void;
  removed(id: string): void;
  /** Esc in an editor; true if it had a meaning there */
  escape(): boolean;
}

/** A step that can be taken back, in words, and how. */
interface Step {
  readonly what: string;
  readonly undo: () => void;
}

/** Number of steps that can be taken back. */
const mostSteps = 200;

/** The cells of the notebook on the page. */
export class NotebookView implements CellHost {
  private readonly views: CellView[] = [];
  private readonly steps: Step[] = [];
  title = 'Untitled';

  constructor(
    private readonly root: HTMLElement,
    private readonly assistant: Assistant,
    private readonly host: SheetHost,
  ) {}

  get cells(): readonly CellView[] {
    return this.views;
  }

  get notebook(): Notebook {
    return { title: this.title, cells: this.views.map((view) => view.cell) };
  }

  find(id: string): CellView | undefined {
    return this.views.find((view) => view.id === id);
  }

  /** Shows another notebook. Cells that are in both keep their editors and results. */
  show(notebook: Notebook): void {
    if (sameNotebook(this.notebook, notebook)) return;
    this.title = notebook.title;
    const focused = this.views.find((view) => view.root.contains(document.activeElement));
    const kept = new Map(this.views.map((view) => [view.id, view]));
    const next = notebook.cells.map((cell) => {
      const old = kept.get(cell.id);
      if (old?.kind !== cell.kind) return this.make(cell);
      kept.delete(cell.id);
      old.text = cell.text;
      return old;
    });
    for (const view of kept.values()) {
      view.destroy();
      this.host.removed(view.id);
    }
    this.views.splice(0, this.views.length, ...next);
    this.place();
    if (focused && this.views.includes(focused) && !focused.root.contains(document.activeElement)) focused.edit();
  }

  /** Forgets what could be taken back, since another notebook is shown. */
  forgetSteps(): void {
    this.steps.length = 0;
  }

  /** Takes back the last change of the order or number of cells. */
  undo(): void {
    const step = this.steps.pop();
    if (!step) return sayAloud('nothing to undo: Ctrl-Z undoes typing in a cell');
    step.undo();
    sayAloud(`taken back: ${step.what}`);
  }

  before(cell: CellView): string {
    const parts: string[] = [];
    for (const view of this.views) {
      if (view === cell) break;
      if (view.kind === 'code') parts.push(withoutCommands(view.text));
    }
    return parts.join('\n');
  }

  changed(cell: CellView): void {
    this.host.changed();
    const below = this.views.slice(this.views.indexOf(cell) + 1);
    for (const view of below) view.check();
  }

  run(cell: CellView, then: 'stay' | 'next'): void {
    if (cell.kind === 'prose') cell.showAsProse();
    else void this.host.run(cell);
    if (then === 'stay') return undefined;
    const next = this.views[this.views.indexOf(cell) + 1] ?? this.insertAt(newCell('code'), this.views.length);
    if (next.kind === 'code') next.edit();
    else next.focus();
    return undefined;
  }

  move(cell: CellView, direction: 'up' | 'down'): void {
    const from = this.views.indexOf(cell);
    const to = direction === 'up' ? from - 1 : from + 1;
    if (to < 0 || to >= this.views.length) return sayAloud(`the cell is the ${direction === 'up' ? 'first' : 'last'}`);
    const inside = cell.root.contains(document.activeElement) ? document.activeElement : undefined;
    this.views.splice(from, 1);
    this.views.splice(to, 0, cell);
    this.place();
    // An element that moves in the page loses the focus.
    if (inside instanceof HTMLElement) inside.focus();
    this.remember('a cell was moved', () => {
      const at = this.views.indexOf(cell);
      if (at < 0) return;
      this.views.splice(at, 1);
      this.views.splice(from, 0, cell);
      this.place();
    });
    this.host.changed();
    sayAloud(`moved to place ${to + 1} of ${this.views.length}`);
  }

  remove(cell: CellView): void {
    const at = this.views.indexOf(cell);
    const removed = cell.cell;
    this.views.splice(at, 1);
    cell.destroy();
    if (this.views.length === 0) this.views.push(this.make(newCell('code')));
    this.place();
    this.host.removed(removed.id);
    this.remember('a cell was deleted', () => this.insertAt(removed, Math.min(at, this.views.length)).focus());
    this.views[Math.min(at, this.views.length - 1)]!.focus();
    this.host.changed();
    sayAloud('cell deleted; the Undo button brings it back');
  }

  insert(cell: CellView, where: 'above' | 'below'): void {
    const made = newCell('code');
    this.insertAt(made, this.views.indexOf(cell) + (where === 'above' ? 0 : 1)).edit();
    this.remember('a cell was inserted', () => {
      const view = this.find(made.id);
      // What has been typed into it meanwhile stays.
      if (!view || view.text !== '') return;
      this.views.splice(this.views.indexOf(view), 1);
      view.destroy();
      this.place();
    });
  }

  /** A cell at the end of the notebook. */
  append(cell: SheetCell): CellView {
    return this.insertAt(cell, this.views.length);
  }

  turn(cell: CellView): void {
    const { id, kind } = cell;
    const turned = this.turned(cell);
    turned.focus();
    this.remember('the kind of a cell was changed', () => {
      const view = this.find(id);
      if (view && view.kind !== kind) this.turned(view);
    });
    this.host.changed();
    sayAloud(turned.kind === 'code' ? 'now a cell of statements' : 'now text');
  }

  goTo(cell: CellView, direction: 'up' | 'down'): boolean {
    const next = this.views[this.views.indexOf(cell) + (direction === 'up' ? -1 : 1)];
    if (!next) return false;
    if (cell.root === document.activeElement || next.kind === 'prose') next.focus();
    else next.edit();
    return true;
  }

  leave(cell: CellView): void {
    if (!this.host.escape()) cell.focus();
  }

  /** Puts a cell of the other kind with the same text in the place of a cell. */
  private turned(view: CellView): CellView {
    const { id, kind, text } = view.cell;
    const turned = this.make({ id, kind: kind === 'code' ? 'prose' : 'code', text });
    this.views[this.views.indexOf(view)] = turned;
    view.destroy();
    this.host.removed(id);
    this.place();
    return turned;
  }

  private insertAt(cell: SheetCell, at: number): CellView {
    const view = this.make(cell);
    this.views.splice(at, 0, view);
    this.place();
    this.host.changed();
    return view;
  }

  private make(cell: SheetCell): CellView {
    return new CellView(cell, this, this.assistant);
  }

  private remember(what: string, undo: () => void): void {
    this.steps.push({
      what,
      undo: () => {
        undo();
        this.host.changed();
      },
    });
    if (this.steps.length > mostSteps) this.steps.shift();
  }

  /** Puts the cells into the page in their order, moving as few as possible. */
  private place(): void {
    for (const [k, view] of this.views.entries()) {
      if (this.root.children[k] !== view.root) this.root.insertBefore(view.root, this.root.children[k] ?? null);
      view.label(k + 1, this.views.length);
    }
  }
}
