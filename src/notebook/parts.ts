import { isCommandLine } from './script.js';

/** A part of a cell that is one request: statements, or a command. */
export interface CellPart {
  readonly text: string;
  readonly isCommand: boolean;
  /** where it begins in the cell */
  readonly start: number;
}

/** The parts of a cell in their order. A line that begins with `:` or `?` is a command; other lines are statements. */
export function runnableParts(text: string): CellPart[] {
  const parts: CellPart[] = [];
  let start = 0;
  for (const line of text.split(/(?<=\n)/u)) {
    const isCommand = isCommandLine(line);
    const last = parts.at(-1);
    if (last && !last.isCommand && !isCommand) parts[parts.length - 1] = { ...last, text: last.text + line };
    else parts.push({ text: line, isCommand, start });
    start += line.length;
  }
  return parts.filter((part) => part.text.replaceAll(/#.*$/gmu, '').trim() !== '');
}
