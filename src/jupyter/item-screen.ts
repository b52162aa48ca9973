import { plain } from '../text/index.js';
import { type Item, type ValueItem, outputOf, remarksOf, visibleItem } from '../workbench/index.js';
import { errorOf } from './cell-error.js';
import type { CellError, CellOutput, MimeBundle } from './interpreter.js';

const style = { palette: plain, terminal: false };

/** Longest text of one output, in characters. */
export const longestText = 20_000;

/** Milliseconds of work after which its progress is shown, and between two changes of it. */
const progressDelay = 1000;
const progressInterval = 250;

/** Turns the items of the workbench into the outputs of a cell. */
export class ItemScreen {
  /** the last value, which is the result of the cell unless something follows it */
  private value: MimeBundle | undefined;
  private readonly start = performance.now();
  /** the time at which progress was shown last */
  private shown: number | undefined;

  constructor(
    private readonly show: (output: CellOutput) => void,
    /** called with a value whose text is not shown to its end */
    private readonly onLongValue: (item: ValueItem, rest: string) => void,
  ) {}

  /** Shows an item; the error by which it ends the cell, if it does. */
  take(shown: Item): CellError | undefined {
    const item = visibleItem(shown);
    if (item.kind === 'progress') {
      this.progress(item.text);
      return undefined;
    }
    const error = errorOf(item);
    if (error) {
      this.flush();
      return error;
    }
    for (const text of remarksOf(item, style)) this.say(text);
    if (item.kind === 'value') {
      this.flush();
      this.value = this.bundleOf(item);
      return undefined;
    }
    const text = outputOf(item, style);
    if (text !== undefined) this.say(text);
    return undefined;
  }

  /** Shows a line of text. */
  say(text: string): void {
    this.flush();
    this.show({ kind: 'stream', text: `${text}\n` });
  }

  /** Ends the cell: the last value becomes its result. */
  end(): void {
    if (this.shown !== undefined) this.change(`${((performance.now() - this.start) / 1000).toFixed(1)} s`);
    if (this.value) this.show({ kind: 'result', data: this.value });
    this.value = undefined;
  }

  private flush(): void {
    if (this.value) this.show({ kind: 'display', data: this.value });
    this.value = undefined;
  }

  private bundleOf(item: ValueItem): MimeBundle {
    const { head, rest } = cutText(item.text);
    if (rest === '' && item.parts === 1) return { 'text/plain': head };
    this.onLongValue(item, rest);
    const terms = item.terms === undefined ? '' : `${item.terms} terms in all; `;
    return { 'text/plain': `${head}\n… ${terms}:more shows what follows` };
  }

  /** Shows how far a long computation has come, and only of a long one. */
  private progress(text: string): void {
    const now = performance.now();
    if (now - (this.shown ?? this.start + progressDelay - progressInterval) < progressInterval) return;
    this.shown = now;
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
