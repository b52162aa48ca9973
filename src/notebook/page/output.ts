import { element } from './dom.js';

/** A value on the page, which can be shown in another form. */
export interface FormulaOnPage {
  readonly number: number;
  readonly formula: HTMLElement;
}

/** The results of a cell: a place for each of its parts, so that one of them can be refreshed alone. */
export class OutputView {
  readonly root = element('div', { class: 'output', hidden: true });
  private parts: OutputPart[] = [];
  private old: HTMLElement | undefined;

  constructor(id: string) {
    this.root.id = `result-${id}`;
  }

  label(place: number): void {
    this.root.setAttribute('role', 'group');
    this.root.setAttribute('aria-label', `result of cell ${place}`);
  }

  /** The values among the results. */
  get values(): readonly FormulaOnPage[] {
    return this.parts.flatMap(({ values }) => values);
  }

  /** Begins a new run, of which nothing is shown yet. */
  begin(): void {
    this.root.classList.add('running');
    this.root.replaceChildren();
    this.parts = [];
  }

  /** Begins a run that refreshes what is shown. */
  beginAgain(): void {
    this.old?.remove();
    this.root.classList.add('running');
  }

  /** Says that the results belong to another value of a slider. */
  markOld(): void {
    if (this.root.hidden || this.old?.isConnected) return;
    this.old = element('p', { class: 'remark old' }, 'a slider has moved since: run the cell again');
    this.root.prepend(this.old);
  }

  end(): void {
    this.root.classList.remove('running');
    this.root.hidden = this.parts.every(({ isEmpty }) => isEmpty);
  }

  /** The place of the next part. */
  add(): OutputPart {
    const part = new OutputPart(() => (this.root.hidden = false));
    this.parts.push(part);
    this.root.append(part.root);
    return part;
  }

  /** The place of a part; undefined if the run that is shown did not get there. */
  part(index: number): OutputPart | undefined {
    return this.parts[index];
  }

  /** Removes the places from one on, to which a refreshing run has not come. */
  dropFrom(index: number): void {
    for (const part of this.parts.splice(index)) part.root.remove();
  }
}

/** The results of one part of a cell. */
export class OutputPart {
  readonly root = element('div', { class: 'part' });
  private shown: FormulaOnPage[] = [];
  private progress: HTMLElement | undefined;
  /** where results go while the old ones are still shown */
  private aside: { readonly root: HTMLElement; readonly values: FormulaOnPage[] } | undefined;

  constructor(private readonly filled: () => void) {}

  get values(): readonly FormulaOnPage[] {
    return this.shown;
  }

  get isEmpty(): boolean {
    return this.root.childElementCount === 0;
  }

  /** From now on results are gathered, and the old ones are shown until `change`. */
  beginAgain(): void {
    this.aside = { root: element('div'), values: [] };
  }

  /** Shows the gathered results in the place of the old ones. */
  change(): void {
    this.dropProgress();
    if (!this.aside) return;
    this.root.replaceChildren(...this.aside.root.childNodes);
    this.shown = this.aside.values;
    this.aside = undefined;
  }

  add(node: HTMLElement): void {
    (this.aside?.root ?? this.root).append(node);
    this.filled();
  }

  addValue(value: FormulaOnPage): void {
    (this.aside?.values ?? this.shown).push(value);
  }

  /** How far a long computation is; the next result takes its place. */
  showProgress(text: string): void {
    if (!this.progress) {
      this.progress = element('p', { class: 'progress' });
      this.root.append(this.progress);
      this.filled();
    }
    this.progress.textContent = text;
  }

  dropProgress(): void {
    this.progress?.remove();
    this.progress = undefined;
  }
}
