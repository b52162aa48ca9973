import type { SheetCell } from '../sheet.js';
import type { Assistant } from './assistant.js';
import { element, iconButton } from './dom.js';
import { CellEditor, type EditorHost } from './editor.js';
import { OutputView } from './output.js';
import { showProse } from './prose.js';

/** The list of cells, as a cell needs it. */
export interface CellHost {
  before(cell: CellView): string;
  changed(cell: CellView): void;
  run(cell: CellView, then: 'stay' | 'next'): void;
  move(cell: CellView, direction: 'up' | 'down'): void;
  remove(cell: CellView): void;
  insert(cell: CellView, where: 'above' | 'below'): void;
  turn(cell: CellView): void;
  /** focuses the neighbour; false at the end of the list */
  goTo(cell: CellView, direction: 'up' | 'down'): boolean;
  /** Esc in an editor */
  leave(cell: CellView): void;
}

/** A cell on the page: its editor, its buttons and its results. */
export class CellView {
  readonly root: HTMLElement;
  readonly output: OutputView;
  readonly id: string;
  readonly kind: SheetCell['kind'];
  private readonly editor: CellEditor;
  private readonly frame = element('div', { class: 'frame' });
  private readonly prose = element('div', { class: 'prose' });
  private readonly remark: HTMLElement;
  private readonly buttons = element('div', { class: 'buttons', role: 'group' });

  constructor(
    { id, kind, text }: SheetCell,
    private readonly host: CellHost,
    assistant: Assistant,
  ) {
    this.id = id;
    this.kind = kind;
    this.root = element('section', { class: `cell ${kind}`, role: 'group', tabindex: -1, id: `cell-${id}` });
    this.remark = element('p', { class: 'at-caret', id: `remark-${id}` });
    this.output = new OutputView(id);
    this.editor = new CellEditor(this.frame, text, this.editorHost(), assistant);
    this.editor.view.contentDOM.setAttribute('aria-describedby', this.remark.id);
    this.root.append(this.prose, this.frame, this.remark, this.buttons, this.output.root);
    this.makeButtons();
    this.root.addEventListener('keydown', (event) => this.onKey(event));
    this.root.addEventListener('focusin', () => this.root.classList.add('active'));
    this.root.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && this.root.contains(relatedTarget)) return;
      this.root.classList.remove('active');
      if (this.kind === 'prose') this.showAsProse();
    });
    this.prose.addEventListener('dblclick', () => this.edit());
    if (kind === 'prose') this.showAsProse();
    else this.prose.hidden = true;
  }

  get text(): string {
    return this.editor.text;
  }

  set text(text: string) {
    this.editor.text = text;
    if (this.kind === 'prose' && !this.frame.contains(document.activeElement)) this.showAsProse();
  }

  get cell(): SheetCell {
    return { id: this.id, kind: this.kind, text: this.text };
  }

  /** The name of the cell for those who hear the page. */
  label(place: number, count: number): void {
    const what = this.kind === 'code' ? 'cell' : 'text';
    this.root.setAttribute('aria-label', `${what} ${place} of ${count}`);
    this.buttons.setAttribute('aria-label', `${what} ${place}`);
    this.editor.view.contentDOM.setAttribute('aria-label', `${what} ${place}`);
    this.output.label(place);
  }

  focus(): void {
    this.root.focus();
  }

  /** Puts the caret into the editor. */
  edit(): void {
    this.frame.hidden = false;
    this.prose.hidden = true;
    this.editor.focus();
  }

  /** Shows a prose cell as it is read. */
  showAsProse(): void {
    if (this.text.trim() === '') {
      this.frame.hidden = false;
      this.prose.hidden = true;
      return;
    }
    this.frame.hidden = true;
    this.prose.hidden = false;
    void showProse(this.prose, this.text);
  }

  /** Underlines errors again, because cells above have changed. */
  check(): void {
    if (this.kind === 'code') this.editor.check();
  }

  destroy(): void {
    this.editor.destroy();
    this.root.remove();
  }

  private editorHost(): EditorHost {
    const { host } = this;
    return {
      kind: this.kind,
      label: 'cell',
      before: () => host.before(this),
      changed: () => host.changed(this),
      run: (then) => host.run(this, then),
      leave: () => host.leave(this),
      beyond: (direction) => host.goTo(this, direction),
      remark: (sentence, kind) => {
        this.remark.textContent = sentence;
        this.remark.classList.toggle('error', kind === 'error');
      },
    };
  }

  private makeButtons(): void {
    const { host } = this;
    const run = iconButton('▶', this.kind === 'code' ? 'Run (Shift-Enter)' : 'Show (Shift-Enter)', () =>
      host.run(this, 'stay'),
    );
    this.buttons.append(
      run,
      iconButton('✎', this.kind === 'code' ? 'Make it text' : 'Make it a cell of statements', () => host.turn(this)),
      iconButton('↑', 'Move up (Alt-Up)', () => host.move(this, 'up')),
      iconButton('↓', 'Move down (Alt-Down)', () => host.move(this, 'down')),
      iconButton('+', 'Insert a cell below (b)', () => host.insert(this, 'below')),
      iconButton('×', 'Delete (Delete)', () => host.remove(this)),
    );
  }

  /** Keys on the cell itself, outside of its editor. */
  private onKey(event: KeyboardEvent): void {
    const { host } = this;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      return host.move(this, event.key === 'ArrowUp' ? 'up' : 'down');
    }
    if (event.target !== this.root || event.ctrlKey || event.metaKey || event.altKey) {
      if (event.target === this.root && event.key === 'Enter') host.run(this, 'stay');
      return undefined;
    }
    const act: Readonly<Record<string, () => void>> = {
      Enter: () => (event.shiftKey ? host.run(this, 'next') : this.edit()),
      ArrowUp: () => host.goTo(this, 'up'),
      ArrowDown: () => host.goTo(this, 'down'),
      Delete: () => host.remove(this),
      a: () => host.insert(this, 'above'),
      b: () => host.insert(this, 'below'),
      m: () => host.turn(this),
    };
    const chosen = act[event.key];
    if (!chosen) return undefined;
    event.preventDefault();
    return chosen();
  }
}
