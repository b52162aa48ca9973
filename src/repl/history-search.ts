import type { Key } from 'node:readline';
import type { KeyMode } from './keys.js';

/** The lines between which a search chooses, and its place on the screen. */
export interface SearchScreen {
  /** entries of the history, newest first */
  readonly history: readonly string[];
  /** Shows the line of the search in place of the prompt. */
  show(line: string): void;
  /** Ends the search with a line to edit; undefined restores the one that was there before. */
  end(line: string | undefined): void;
}

/** Keys that keep the line that was there before. */
const cancelling: ReadonlySet<string> = new Set(['escape', 'ctrl g', 'ctrl c']);

/**
 * Reverse search through the history: letters narrow it, Ctrl-R goes to the next older entry and Ctrl-S back, Enter takes
 * the entry into the prompt, Escape gives up. Any other key takes the entry and acts on it.
 */
export class HistorySearch implements KeyMode {
  isOver = false;
  private query = '';
  /** index of the entry that is shown; −1 before anything is typed */
  private at = -1;

  constructor(private readonly screen: SearchScreen) {
    this.show();
  }

  take(text: string | undefined, key: Key): boolean {
    const name = `${key.ctrl ? 'ctrl ' : ''}${key.name ?? ''}`;
    if (cancelling.has(name)) return this.end(undefined);
    if (name === 'return' || name === 'enter') return this.end(this.entry);
    if (name === 'ctrl r') return this.move(1);
    if (name === 'ctrl s') return this.move(-1);
    if (name === 'backspace' || name === 'ctrl h') return this.narrow([...this.query].slice(0, -1).join(''));
    const isTyped = text !== undefined && text !== '' && !key.ctrl && !key.meta && !/\p{Cc}/u.test(text);
    if (isTyped) return this.narrow(this.query + text);
    this.end(this.entry);
    return false;
  }

  private get entry(): string | undefined {
    return this.screen.history[this.at];
  }

  /** A longer query keeps the entry where it still fits. */
  private narrow(query: string): true {
    const from = query.startsWith(this.query) ? Math.max(0, this.at) : 0;
    this.query = query;
    this.at = query === '' ? -1 : this.find(from, 1);
    return this.show();
  }

  private move(step: 1 | -1): true {
    const found = this.query === '' ? -1 : this.find(this.at + step, step);
    if (found >= 0) this.at = found;
    return this.show();
  }

  /** The nearest entry with the query in it, other than the one that is shown; −1 if there is none. */
  private find(from: number, step: 1 | -1): number {
    const { history } = this.screen;
    for (let k = from; k >= 0 && k < history.length; k += step)
      if (history[k]!.includes(this.query) && (k === this.at || history[k] !== this.entry)) return k;
    return -1;
  }

  private show(): true {
    const found = this.entry?.replaceAll(/\s*\n\s*/gu, ' ⏎ ');
    const nothing = this.query !== '' && found === undefined ? ' (not found)' : '';
    this.screen.show(`search: ${this.query}${nothing}${found === undefined ? '' : ` → ${found}`}`);
    return true;
  }

  private end(line: string | undefined): true {
    this.isOver = true;
    this.screen.end(line);
    return true;
  }
}
