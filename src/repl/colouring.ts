import { type Interface, cursorTo, moveCursor } from 'node:readline';
import type { TextToken, TokenKind } from '../assist/tokens.js';
import { commandNames, isCommand } from '../workbench/front.js';

/** Select graphic rendition of a kind of token, in colours that can be read on light and on dark. */
const renditions: Partial<Readonly<Record<TokenKind, string>>> = {
  keyword: '35',
  sum: '35',
  function: '34',
  spin: '36',
  state: '36',
  title: '33',
  citation: '33',
  comment: '2',
  error: '31',
};

const painted = (code: string | undefined, text: string): string =>
  code === undefined ? text : `\u001b[${code}m${text}\u001b[0m`;

/** A line as it is typed, with colours; its width on the screen does not change. */
export function paintLine(line: string, tokensOf: (text: string) => readonly TextToken[]): string {
  // A colour must not come between a letter and the accents that are put on it.
  if (/[\p{M}\p{Cf}]/u.test(line)) return line;
  if (!isCommand(line))
    return tokensOf(line)
      .map(({ from, to, kind }) => painted(renditions[kind], line.slice(from, to)))
      .join('');
  const {
    space = '',
    word = '',
    rest = '',
  } = /^(?<space>\s*)(?<word>\?|[:a-z]\S*)(?<rest>[^]*)$/u.exec(line)?.groups ?? {};
  const isUnknown = word.startsWith(':') && rest !== '' && !commandNames.includes(word.replace(/!$/u, ''));
  const options = rest.replaceAll(/(?<=\s)--[a-z][a-z-]*/gu, (option) => painted('33', option));
  return `${space}${painted(isUnknown ? '31' : '35', word)}${options}`;
}

/** The stream with the size of a screen. */
type Output = NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };

/**
 * Repaints the line of a terminal in colours after each key, over the plain letters that readline has shown in the same
 * places.
 *
 * @param isShown  whether the prompt is on the screen
 */
export class Colouring {
  private tokensOf: ((text: string) => readonly TextToken[]) | undefined;
  private isDue = false;

  constructor(
    private readonly terminal: Interface,
    private readonly output: Output,
    private readonly isShown: () => boolean,
  ) {}

  /** Begins to colour; the lexer arrives after the prompt. */
  begin(input: NodeJS.ReadableStream, tokensOf: (text: string) => readonly TextToken[]): void {
    this.tokensOf = tokensOf;
    input.on('keypress', () => this.soon());
    this.output.on('resize', () => this.soon());
    this.soon();
  }

  /** Several keys that arrive together are painted once. */
  soon(): void {
    if (this.isDue) return;
    this.isDue = true;
    setImmediate(() => {
      this.isDue = false;
      this.paint();
    });
  }

  private paint(): void {
    const { terminal, output, tokensOf } = this;
    if (!tokensOf || !this.isShown() || terminal.line === '') return;
    const { rows } = terminal.getCursorPos();
    // The beginning of a line that is longer than the screen cannot be reached.
    if (rows + 1 >= (output.rows ?? 24)) return;
    output.write('\u001b7');
    moveCursor(output, 0, -rows);
    cursorTo(output, 0);
    output.write(`${terminal.getPrompt()}${paintLine(terminal.line, tokensOf)}\u001b8`);
  }
}
