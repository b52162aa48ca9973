import type { AnswerPart } from '../report/index.js';
import { codeSpan, fenced, visible, visibleOnOneLine } from '../text/index.js';

/**
 * An answer as Markdown: its tables, and the text between them in fences. No part of it becomes markup, whatever has been
 * typed: text is in fences, and a cell that is more than a number or a few words is code.
 */
export function markdownOf(parts: readonly AnswerPart[]): string {
  const blocks: string[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    const text = lines.join('\n').replaceAll(/^\n+|\s+$/gu, '');
    if (text !== '') blocks.push(fenced(visible(text), 'text'));
    lines = [];
  };
  for (const part of parts) {
    if (typeof part === 'string' || part.rows.length === 0) {
      lines.push(...(typeof part === 'string' ? [part] : part.lines));
      continue;
    }
    flush();
    blocks.push(
      tableOf(
        part.columns.map(cellOf),
        part.rows.map((row) => row.map(cellOf)),
      ),
    );
  }
  flush();
  return blocks.join('\n\n');
}

/** Words of letters, and numbers with their signs, which Markdown shows as they are. */
const plainCell = /^(?:\p{L}+(?: \p{L}+)*|[-+−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)?$/u;

function cellOf(text: string): string {
  const line = visibleOnOneLine(text);
  return plainCell.test(line) ? line : codeSpan(line);
}

/** Rows as a table of Markdown; the cells are Markdown already. */
export function tableOf(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map((_, k) => (k === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
