import { plain, wrapWords } from '../text/index.js';
import { type AgainItem, type Item, type ValueItem, outputOf, remarksOf, visibleItem } from '../workbench/index.js';
import { errorOf } from './cell-error.js';
import { typesetFormula } from './formula.js';
import type { CellError, CellOutput, MimeBundle } from './interpreter.js';

const style = { palette: plain, terminal: false };

/** Longest text of one output, in characters. */
export const longestText = 4000;

/** Width of a remark, in characters. */
const remarkWidth = 100;

/** Milliseconds of work after which its progress is shown, and between two changes of it. */
const progressDelay = 1000;
const progressInterval = 250;

/** Milliseconds for which lines of text are gathered, since a message for each would be an output for each. */
const gatheringTime = 50;

/** A value that is shown, or shown again in another form. */
export type ShownValue = Item & (ValueItem | AgainItem);

/** Turns the items of the workbench into the outputs of a cell. */
export class ItemScreen {
  /** the last value, which is the result of the cell unless something follows it */
  private value: MimeBundle | undefined;
  private readonly start = performance.now();
  /** the time at which progress was shown last */
  private shown: number | undefined;
  /** lines that have not been sent */
  private lines = '';
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly show: (output: CellOutput) => void,
    /** called with a value whose text is not shown to its end */
    private readonly onLongValue: (item: ShownValue, rest: string) => void,
  ) {}

  /** Shows an item; the error by which it ends the cell, if it does. */
  take(shown: Item): CellError | undefined {
    const item = visibleItem(shown);
    if (item.kind === 'progress') {
      this.progress(item.text);
      return undefined;
    }
    const error = errorOf(item);
    if (error) return error;
    // Front ends break a long line anywhere, also inside a word.
    for (const text of remarksOf(item, style)) this.say(wrapWords(text, remarkWidth).join('\n'));
    if (item.kind === 'value' || item.kind === 'again') {
      this.showLines();
      this.showValue('display');
      this.takeValue({ ...item, ...(shown.rich && { rich: shown.rich }) });
      return undefined;
    }
    this.takeText(outputOf(item, style), shown);
    return undefined;
  }

  /** Shows the text of an item, or the form of it that is richer. */
  private takeText(text: string | undefined, { rich = {} }: Item): void {
    const { markdown, svg } = rich;
    if (markdown === undefined && svg === undefined) {
      if (text !== undefined) this.say(text);
      return;
    }
    this.showLines();
    const plainText = { 'text/plain': text ?? '' };
    if (markdown !== undefined) this.show({ kind: 'display', data: { ...plainText, 'text/markdown': markdown } });
    if (svg !== undefined)
      this.show({ kind: 'display', data: { ...(markdown === undefined && plainText), 'image/svg+xml': svg } });
  }

  /** Shows a line of text. */
  say(text: string): void {
    this.showValue('display');
    this.lines += `${text}\n`;
    this.timer ??= setTimeout(() => this.showLines(), gatheringTime);
  }

  /** Ends the cell: the last value becomes its result, unless the cell ends with an error. */
  end(kind: 'display' | 'result'): void {
    this.showLines();
    if (this.shown !== undefined) this.change(`took ${((performance.now() - this.start) / 1000).toFixed(1)} s`);
    this.showValue(kind);
  }

  private showLines(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.lines !== '') this.show({ kind: 'stream', text: this.lines });
    this.lines = '';
  }

  private showValue(kind: 'display' | 'result'): void {
    if (this.value) this.show({ kind, data: this.value });
    this.value = undefined;
  }

  /**
   * A value with its formula. One that is too long to be typeset has its picture before it: front ends show one form of
   * an output only, and the text is wanted, too.
   */
  private takeValue(item: ShownValue): void {
    const { latex, svg } = item.rich ?? {};
    const { head, rest } = cutText(item.text);
    const isWhole = rest === '' && item.parts === 1;
    if (!isWhole) this.onLongValue(item, rest);
    const terms = item.terms === undefined ? '' : `${item.terms} terms in all; `;
    const text = isWhole ? head : `${head}\n… ${terms}:more shows what follows`;
    if (latex === undefined && svg !== undefined)
      this.show({ kind: 'display', data: { 'text/plain': 'the Pauli words', 'image/svg+xml': svg } });
    this.value = { 'text/plain': text, ...(latex !== undefined && { 'text/latex': typesetFormula(latex) }) };
  }

  /** Shows how far a long computation has come, and only of a long one. */
  private progress(text: string): void {
    const now = performance.now();
    if (now - (this.shown ?? this.start + progressDelay - progressInterval) < progressInterval) return;
    this.shown = now;
    this.showLines();
    this.change(text);
  }

  private change(text: string): void {
    this.show({ kind: 'changing', name: 'progress', data: { 'text/plain': text } });
  }
}

/** The beginning of a long text, up to a blank, and the rest. */
export function cutText(text: string): { readonly head: string; readonly rest: string } {
  if (text.length <= longestText) return { head: text, rest: '' };
  const blank = text.lastIndexOf(' ', longestText);
  const end = blank > 0 ? blank : longestText;
  return { head: text.slice(0, end), rest: text.slice(end) };
}
