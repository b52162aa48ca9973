import {
  acceptCompletion,
  closeCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, Prec, type Range, StateEffect, StateField } from '@codemirror/state';
import {
  type Command,
  Decoration,
  type DecorationSet,
  EditorView,
  type KeyBinding,
  type Tooltip,
  activateHover,
  closeHoverTooltips,
  hasHoverTooltips,
  hoverTooltip,
  keymap,
} from '@codemirror/view';
import { styleNonce } from '../policy.js';
import type { TextProblem, TextToken } from '../../assist/index.js';
import type { HoverText } from '../questions.js';
import type { Assistant } from './assistant.js';
import { element, sayAloud } from './dom.js';
import { showFormulas, typeset } from './formula.js';

/** The cell around an editor, as the editor needs it. */
export interface EditorHost {
  readonly kind: 'code' | 'prose';
  readonly label: string;
  /** the statements that run before those of the editor, for names */
  before(): string;
  changed(text: string): void;
  /** the sentence about the place of the caret: an error, or how a function is called */
  remark(sentence: string, kind: 'error' | 'help'): void;
  run(then: 'stay' | 'next'): void;
  leave(): void;
  /** the caret would leave the editor */
  beyond(direction: 'up' | 'down'): boolean;
}

const setTokens = StateEffect.define<readonly TextToken[]>();
const setProblems = StateEffect.define<readonly TextProblem[]>();

function marks(ranges: readonly Range<Decoration>[]): DecorationSet {
  return Decoration.set(ranges, true);
}

const colours = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setTokens))
        return marks(
          effect.value
            .filter(({ from, to }) => from < to && to <= transaction.newDoc.length)
            .map(({ from, to, kind }) => Decoration.mark({ class: `token-${kind}` }).range(from, to)),
        );
    return set.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const problems = StateField.define<readonly TextProblem[]>({
  create: () => [],
  update(list, transaction) {
    for (const effect of transaction.effects) if (effect.is(setProblems)) return effect.value;
    if (!transaction.docChanged) return list;
    return list.map((problem) => ({
      ...problem,
      from: transaction.changes.mapPos(problem.from, 1),
      to: transaction.changes.mapPos(problem.to, -1),
    }));
  },
  provide: (field) =>
    EditorView.decorations.from(field, (list) => (view) => {
      const { length } = view.state.doc;
      return marks(
        list.flatMap(({ from, to }) => {
          // A problem at the end of the text has no letter of its own: the last one carries it.
          const end = Math.min(length, Math.max(to, from + 1));
          const start = Math.min(from, Math.max(0, end - 1));
          return start < end ? [Decoration.mark({ class: 'problem' }).range(start, end)] : [];
        }),
      );
    }),
});

/** Milliseconds after the last key before errors are looked for. */
const patience = 250;

/** The editor of a cell. */
export class CellEditor {
  readonly view: EditorView;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** what was asked last; older answers are dropped */
  private asked = 0;

  constructor(
    parent: HTMLElement,
    text: string,
    private readonly host: EditorHost,
    private readonly assistant: Assistant,
  ) {
    this.view = new EditorView({ parent, state: this.state(text) });
    if (host.kind === 'code') {
      this.colour();
      assistant.whenReady(() => this.colour());
    }
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  set text(text: string) {
    if (text === this.text) return;
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  focus(): void {
    this.view.focus();
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.view.destroy();
  }

  /** Looks for errors again, because the cells before have changed. */
  check(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.lookForProblems(), patience);
  }

  private state(text: string): EditorState {
    const { host, assistant } = this;
    return EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(styleNonce),
        history(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          'aria-label': host.label,
          'aria-multiline': 'true',
          spellcheck: host.kind === 'prose' ? 'true' : 'false',
          autocapitalize: 'off',
          autocorrect: 'off',
        }),
        Prec.highest(keymap.of(this.keys())),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            host.changed(this.text);
            if (host.kind === 'code') {
              this.colour();
              this.check();
            }
          }
          if (update.docChanged || update.selectionSet || update.focusChanged) this.remarkAtCaret();
        }),
        ...(host.kind === 'code'
          ? [
              colours,
              problems,
              closeBrackets(),
              // A prime is a letter of the language, and quotes are rare in it.
              EditorState.languageData.of(() => [{ closeBrackets: { brackets: ['(', '[', '{'] } }]),
              autocompletion({
                override: [(context) => assistant.completions(context, host.before())],
                icons: false,
                activateOnTypingDelay: 50,
                tooltipClass: () => 'completions',
              }),
              hoverTooltip((_, at) => this.hover(at), { hideOnChange: true }),
              EditorView.domEventHandlers({ blur: () => void this.closeHover() }),
            ]
          : []),
      ],
    });
  }

  private keys(): KeyBinding[] {
    const { host } = this;
    const beyond =
      (direction: 'up' | 'down'): Command =>
      (view) => {
        const { main } = view.state.selection;
        const edge = direction === 'up' ? 0 : view.state.doc.length;
        if (!main.empty || completionStatus(view.state) === 'active') return false;
        const moved = view.moveVertically(main, direction === 'down');
        if (moved.head !== main.head && main.head !== edge) return false;
        return host.beyond(direction);
      };
    const running =
      (then: 'next' | 'stay'): Command =>
      (view) => {
        // Proposals that were on their way would open over the result, and take the next Esc.
        closeCompletion(view);
        host.run(then);
        return true;
      };
    return [
      { key: 'Shift-Enter', run: running('next') },
      { key: 'Mod-Enter', run: running('stay') },
      { key: 'Ctrl-Enter', run: running('stay') },
      {
        key: 'Escape',
        run: (view) => completionStatus(view.state) === null && (this.closeHover() || (host.leave(), true)),
      },
      { key: 'Tab', run: acceptCompletion },
      { key: 'ArrowUp', run: beyond('up') },
      { key: 'ArrowDown', run: beyond('down') },
      { key: 'Ctrl-i', run: () => (void this.explain(), true) },
    ];
  }

  private colour(): void {
    const asked = ++this.asked;
    const { text } = this;
    void this.assistant.tokens(text).then((tokens) => {
      if (asked === this.asked && text === this.text) this.view.dispatch({ effects: setTokens.of(tokens) });
    });
  }

  private async lookForProblems(): Promise<void> {
    const { text } = this;
    const found = await this.assistant.problems(text, this.host.before());
    if (text !== this.text) return;
    this.view.dispatch({ effects: setProblems.of(found) });
    this.view.contentDOM.setAttribute('aria-invalid', String(found.length > 0));
    this.remarkAtCaret();
  }

  /** The error at the caret, or else the first one; without errors, how the function around the caret is called. */
  private remarkAtCaret(): void {
    if (this.host.kind !== 'code') return;
    const list = this.view.state.field(problems);
    const caret = this.view.state.selection.main.head;
    const near = list.find(({ from, to }) => from <= caret && caret <= to) ?? list[0];
    if (near)
      return this.host.remark(near.hint === undefined ? near.message : `${near.message}; ${near.hint}`, 'error');
    if (!this.view.hasFocus) return this.host.remark('', 'help');
    const { text } = this;
    void this.assistant.signature(text, caret).then((signature) => {
      if (text === this.text && this.view.state.field(problems).length === 0) this.host.remark(signature ?? '', 'help');
    });
  }

  /** Shows what is at the caret, or just before it, for those who do not point, and reads it out. */
  private async explain(): Promise<void> {
    const { text, view } = this;
    const caret = view.state.selection.main.head;
    const found = (await this.describe(caret)) ?? (caret > 0 ? await this.describe(caret - 1) : undefined);
    if (text !== this.text || caret !== view.state.selection.main.head) return;
    if (!found) return this.host.remark('nothing is known about this place', 'help');
    activateHover(view, found.from, 1, { until: ({ docChanged, selection }) => docChanged || selection !== undefined });
    sayAloud(hoverLine(found));
  }

  /** Closes the explanation of a word; false where none is open. */
  private closeHover(): boolean {
    if (!hasHoverTooltips(this.view.state)) return false;
    this.view.dispatch({ effects: closeHoverTooltips });
    return true;
  }

  private describe(at: number): Promise<HoverText | undefined> {
    return this.assistant.hover(this.text, at, this.host.before());
  }

  private async hover(at: number): Promise<Tooltip | null> {
    const found = await this.describe(at);
    if (!found) return null;
    // The formula is typeset before its place is chosen, because it changes its size.
    const dom = await hoverView(found);
    return { pos: found.from, end: found.to, above: true, create: () => ({ dom }) };
  }
}

/** The explanation of a word: what it is, typeset as results are, its properties, and help. */
async function hoverView({ title, text, tex, facts, help }: HoverText): Promise<HTMLElement> {
  const head = element('div', { class: 'formula' }, element('code', {}, hoverTitle(title, text)));
  const line = element('p');
  await Promise.all([tex !== undefined && typeset(head, tex, 'display'), showFormulas(line, facts.prose)]);
  return element(
    'div',
    { class: 'hover' },
    head,
    facts.prose !== '' && line,
    help !== undefined && element('p', {}, help),
  );
}

/** Longest formula that is shown beside the text without being typeset. */
const longestFormula = 160;

function shortened(text: string): string {
  return text.length <= longestFormula ? text : `${text.slice(0, longestFormula)} …`;
}

function hoverTitle(title: string, text: string | undefined): string {
  return text === undefined ? title : `${title} = ${shortened(text)}`;
}

function hoverLine({ title, text, facts, help }: HoverText): string {
  return [hoverTitle(title, text), facts.text, help].filter((part) => part !== undefined && part !== '').join('; ');
}
