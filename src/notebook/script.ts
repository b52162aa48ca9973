import { type Notebook, type SheetCell, newCell } from './sheet.js';

/*
 * A notebook as a `.spin` script, which `spinlaw run` accepts as it is. Cells begin with the comment `# %%`, as in other
 * languages with cells; commands and prose are comments. Comment lines that would be read as one of these get another #.
 *
 *   # %% [markdown]
 *   # The chain and its charges.
 *
 *   # %%
 *   H = sum_j S_j·S_<j+1>
 *   # :charges H upto 4
 */

const marker = /^# %%(?<prose> \[markdown\])?[ \t]*$/u;
const likeMarker = /^#+ (?:%%|:[a-z]|\?)/u;

export function writeCells({ cells }: Notebook): string {
  return cells.map((cell) => `# %%${cell.kind === 'prose' ? ' [markdown]' : ''}\n${bodyOf(cell)}\n`).join('\n');
}

function bodyOf({ kind, text }: SheetCell): string {
  return text
    .split('\n')
    .map((line) => {
      if (kind === 'prose') return line === '' ? '#' : `# ${line.replace(/^(?=\\*%%)/u, '\\')}`;
      if (isCommandLine(line)) return `# ${line}`;
      return likeMarker.test(line) ? `#${line}` : line;
    })
    .join('\n');
}

/** Whether a line of a code cell is a command, which is not part of the language. */
export function isCommandLine(line: string): boolean {
  return /^(?::[a-z]|\?)/u.test(line);
}

/** A cell with its commands as comments of the same length, so that every place in it stays where it is. */
export function withoutCommands(text: string): string {
  return text
    .split('\n')
    .map((line) => (isCommandLine(line) ? `#${line.slice(1)}` : line))
    .join('\n');
}

/**
 * Reads a script into cells: those that its markers begin, or, in a script without markers, its paragraphs. A paragraph
 * of comments becomes prose.
 */
export function readCells(text: string): SheetCell[] {
  const lines = text
    .replace(/^\uFEFF/u, '')
    .replaceAll(/\r\n?|[\u2028\u2029]/gu, '\n')
    .split('\n');
  if (!lines.some((line) => marker.test(line))) return paragraphsOf(lines);
  const cells: SheetCell[] = [];
  let kind: SheetCell['kind'] = 'code';
  let body: string[] | undefined;
  const end = (): void => {
    if (!body) return;
    // One empty line is between cells, and one line break after the last.
    if (body.at(-1) === '') body.pop();
    cells.push(newCell(kind, body.map((line) => readLine(line, kind)).join('\n')));
  };
  for (const line of lines) {
    const found = marker.exec(line);
    if (found) {
      end();
      kind = found.groups!.prose ? 'prose' : 'code';
      body = [];
    } else if (body) body.push(line);
    else if (line.trim() !== '') body = [line];
  }
  end();
  return cells;
}

function readLine(line: string, kind: SheetCell['kind']): string {
  if (kind === 'prose') return line.replace(/^# ?/u, '').replace(/^\\(?=\\*%%)/u, '');
  const command = /^# (?<command>(?::[a-z]|\?).*)$/u.exec(line);
  if (command) return command.groups!.command!;
  return line.startsWith('##') && likeMarker.test(line) ? line.slice(1) : line;
}

function paragraphsOf(lines: readonly string[]): SheetCell[] {
  const paragraphs: string[][] = [];
  let depth = 0;
  let open = false;
  for (const line of lines) {
    const inside = depth > 0 || /^\s/u.test(line);
    if (line.trim() === '' && depth === 0) open = false;
    else if (open || (inside && paragraphs.length > 0)) {
      paragraphs.at(-1)!.push(line);
      open = true;
    } else {
      paragraphs.push([line]);
      open = true;
    }
    depth = Math.max(0, depth + bracketsOf(line));
  }
  return paragraphs.map((paragraph) => {
    const isProse = paragraph.every((line) => line.startsWith('#'));
    return newCell(
      isProse ? 'prose' : 'code',
      (isProse ? paragraph.map((line) => line.replace(/^# ?/u, '')) : paragraph).join('\n'),
    );
  });
}

/** Brackets that a line opens, less those that it closes. Angle brackets are letters of names and levels. */
function bracketsOf(line: string): number {
  const code = line.replace(/#.*$/u, '');
  return (code.match(/[([{]/gu)?.length ?? 0) - (code.match(/[)\]}]/gu)?.length ?? 0);
}
