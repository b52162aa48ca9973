import { element } from './dom.js';

/** A value on the page, which can be shown in another form. */
export interface FormulaOnPage {
  readonly number: number;
  readonly formula: HTMLElement;
}

/** The results of a cell. */
export class OutputView {
  readonly root = element('div', { class: 'output', hidden: true });
  /** the values among the results */
  values: FormulaOnPage[] = [];
  private progress: HTMLElement | undefined;
  /** where results go while the old ones are still shown */
  private aside: HTMLElement | undefined;

  constructor(private readonly id: string) {
    this.root.id = `result-${id}`;
  }

  label(place: number): void {
    this.root.setAttribute('role', 'group');
    this.root.setAttribute('aria-label', `result of cell ${place}`);
  }

  /** Begins a new run. Where it only refreshes, the old results are shown until it ends. */
  begin(how: 'anew' | 'refresh'): void {
    this.root.classList.add('running');
    this.progress = undefined;
    this.values = [];
    if (how === 'refresh') this.aside = element('div');
    else this.root.replaceChildren();
  }

  end(): void {
    this.root.classList.remove('running');
    this.progress?.remove();
    this.progress = undefined;
    if (this.aside) this.root.replaceChildren(...this.aside.childNodes);
    this.aside = undefined;
    this.root.hidden = this.root.childElementCount === 0;
  }

  clear(): void {
    this.root.replaceChildren();
    this.root.hidden = true;
  }

  add(node: HTMLElement): void {
    (this.aside ?? this.root).append(node);
    this.root.hidden = false;
  }

  /** How far a long computation is; the next result takes its place. */
  showProgress(text: string): void {
    if (!this.progress) {
      this.progress = element('p', { class: 'progress' });
      this.add(this.progress);
    }
    this.progress.textContent = text;
  }

  dropProgress(): void {
    this.progress?.remove();
    this.progress = undefined;
  }
}
