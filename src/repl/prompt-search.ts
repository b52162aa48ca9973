import { type Interface, clearScreenDown, cursorTo } from 'node:readline';
import { cutLines, visibleOnOneLine } from '../text/index.js';
import { HistorySearch } from './history-search.js';
import type { KeyMode } from './keys.js';

/** A search through the history in place of the prompt of a terminal. */
export function searchAtPrompt(
  terminal: Interface,
  output: NodeJS.WritableStream & { readonly columns?: number },
  { history, ended }: { readonly history: readonly string[]; readonly ended: () => void },
): KeyMode {
  const { line: before, cursor } = terminal;
  const wipe = (): void => {
    cursorTo(output, 0);
    clearScreenDown(output);
  };
  // From the beginning of the line readline counts no rows that it would go up when it shows the line again.
  terminal.write(null, { ctrl: true, name: 'a' });
  return new HistorySearch({
    history,
    show: (line) => {
      wipe();
      output.write(cutLines(visibleOnOneLine(line), Math.max(20, (output.columns ?? 80) - 1))[0] ?? '');
    },
    end: (line) => {
      wipe();
      // The line can be assigned; there is no method that takes one with line breaks.
      Object.assign(terminal, line === undefined ? { line: before, cursor } : { line, cursor: line.length });
      terminal.prompt(true);
      ended();
    },
  });
}
