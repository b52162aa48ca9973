import { needsMore } from '../language/index.js';
import type { Source } from '../text/index.js';
import { type Command, isCommand, readCommand } from '../workbench/index.js';

/** A part of a cell: statements, or one command. */
export type Step =
  | { readonly kind: 'statements'; readonly source: Source }
  | { readonly kind: 'command'; readonly command: Command };

/**
 * Cuts a cell into statements and commands, in order. A command begins a line, and indented lines continue it. Places in
 * the statements are those of the cell.
 *
 * @param name  of the cell, for messages
 */
export function stepsOf(code: string, name: string): Step[] {
  const steps: Step[] = [];
  const lines = code.split(/\r\n|[\n\r]/u);
  let first = 0;
  const endStatements = (end: number): void => {
    const text = lines.slice(first, end).join('\n');
    if (text.trim() !== '') steps.push({ kind: 'statements', source: { name, text: '\n'.repeat(first) + text } });
  };
  for (let k = 0; k < lines.length; k += 1) {
    if (!isCommand(lines[k]!) || needsMore(lines.slice(first, k).join('\n'))) continue;
    endStatements(k);
    let end = k + 1;
    while (end < lines.length && /^[ \t]+\S/u.test(lines[end]!) && !isCommand(lines[end]!)) end += 1;
    steps.push({ kind: 'command', command: readCommand(lines.slice(k, end).join('\n')) });
    first = end;
    k = end - 1;
  }
  endStatements(lines.length);
  return steps;
}
