import { type Source, type Span, limit, refuse } from '../../text/index.js';

/** A token of Python source. `indent` is the blank text in front of the first token of a line. */
export type PythonToken = { readonly start: number; readonly end: number; readonly indent?: string } & (
  | { readonly kind: 'name' | 'number' | 'operator'; readonly text: string }
  | StringToken
  | { readonly kind: 'newline' | 'end'; readonly text: '' }
);

interface StringToken {
  readonly kind: 'string';
  readonly text: string;
  /** first character of the content, if the content has no escapes and so occurs literally in the source */
  readonly verbatim: number | undefined;
}

/** Largest number of digits, and largest decimal exponent, of a number: the limit of Python for int(text). */
export const maxDigits = 4300;

/** Characters of a number that are read: twice as many as digits, for the signs between them. */
const longestNumber = 2 * maxDigits + 100;

// A run is read in pieces: what is matched at once takes room on the stack of the engine.
const blanks = /[ \t\f]{1,1000}/uy;
const joinedLines = /\\(?:\r\n|[\r\n])/uy;
const endOfComment = /[\r\n]/gu;
const lineBreak = /\r\n|[\r\n]/uy;
const beginningOfName = /[\p{ID_Start}_]/uy;
const restOfName = /\p{ID_Continue}{1,1000}/uy;
const number =
  /^(?:(?:[0-9](?:_?[0-9])*)?\.[0-9](?:_?[0-9])*|[0-9](?:_?[0-9])*\.?)(?:[eE][+-]?[0-9](?:_?[0-9])*)?[jJ]?/u;
const opening = /(?<prefix>[A-Za-z]{0,2})(?<quote>"""|'''|"|')/uy;
const operator =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|\*\*|\/\/|->|:=|<<|>>|<=|>=|==|!=|[-+*/%@&|^]=|[-+*/%@&|^~<>=()[\]{},:.;]/uy;
const partOfWord = /[\p{ID_Continue}]/uy;

/** Escapes with an obvious meaning. */
const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);

/**
 * The tokens of Python source, one at a time. Blanks, comments and line breaks within brackets or after a backslash are
 * skipped, and no other character is. Every token is read once, so the time is linear in the length of the text.
 *
 * @diagnostic `unexpected-text`, `number-too-long`, `python-not-read` for f-strings, bytes and unusual escapes
 */
export class Tokens {
  /** number of tokens read so far, as a measure of work */
  count = 0;
  /** end of the last token taken */
  lastEnd = 0;
  private readonly text: string;
  private ahead: PythonToken | undefined;
  private depth = 0;
  private beginsLine = true;
  private readonly joined: boolean;

  /**
   * @param at      place of the first character
   * @param stop    place after the last character
   * @param joined  whether line breaks do not end a line, as inside brackets
   */
  constructor(
    readonly source: Source,
    private at = 0,
    private readonly stop = source.text.length,
    { joined = false }: { readonly joined?: boolean } = {},
  ) {
    this.joined = joined;
    this.text = source.text;
    // The byte order mark that some editors write.
    if (at === 0 && this.text.startsWith('\uFEFF')) this.at = 1;
  }

  peek(): PythonToken {
    return (this.ahead ??= this.read());
  }

  next(): PythonToken {
    const token = this.peek();
    this.ahead = undefined;
    if (token.kind !== 'newline') this.lastEnd = token.end;
    return token;
  }

  /** Continues at a place after the last token read. */
  jump(at: number): void {
    this.ahead = undefined;
    this.at = at;
  }

  span({ start, end }: { readonly start: number; readonly end: number }): Span {
    return { source: this.source, start, end: Math.max(end, start + 1) };
  }

  /** Takes the operator or keyword `text` if it is the next token. */
  take(text: string): PythonToken | undefined {
    const { kind, text: found } = this.peek();
    return (kind === 'operator' || kind === 'name') && found === text ? this.next() : undefined;
  }

  expect(text: string, expected = `"${text}"`): PythonToken {
    return this.take(text) ?? this.unexpected([expected]);
  }

  unexpected(expected: readonly string[], token = this.peek()): never {
    const found = this.text.slice(token.start, Math.min(token.end, token.start + 40));
    const what =
      token.kind === 'end'
        ? 'the text ends early'
        : token.kind === 'newline'
          ? 'the line ends early'
          : `"${found}" cannot stand here`;
    refuse('unexpected-text', what, { span: this.span(token), expected });
  }

  private read(): PythonToken {
    this.count += 1;
    let indent = this.beginsLine ? '' : undefined;
    for (;;) {
      const from = this.at;
      this.passBlanks();
      if (indent !== undefined) indent = /^[ \t\f]*/u.exec(this.text.slice(from, Math.min(this.at, from + 1000)))![0];
      const start = this.at;
      if (start >= this.stop) return { kind: 'end', text: '', start: this.stop, end: this.stop };
      const found = this.match(lineBreak);
      if (found === undefined) break;
      if (this.beginsLine || this.depth > 0 || this.joined) {
        // An empty line, or a continued one.
        if (this.beginsLine) indent = '';
        continue;
      }
      this.beginsLine = true;
      return { kind: 'newline', text: '', start, end: start + found.length };
    }
    this.beginsLine = false;
    return { ...this.word(this.at), ...(indent !== undefined && { indent }) };
  }

  private word(start: number): PythonToken {
    const quoted = this.quoted(start);
    if (quoted) return quoted;
    if (this.match(beginningOfName) !== undefined) {
      while (this.match(restOfName) !== undefined);
      return { kind: 'name', text: this.text.slice(start, this.at).normalize('NFKC'), start, end: this.at };
    }
    const digits = number.exec(this.text.slice(start, Math.min(this.stop, start + longestNumber)))?.[0];
    if (digits !== undefined) {
      this.at += digits.length;
      return this.checkedNumber(start, digits);
    }
    const sign = this.match(operator);
    if (sign === undefined) {
      const character = String.fromCodePoint(this.text.codePointAt(start)!);
      refuse('unexpected-text', `the character ${JSON.stringify(character)} has no meaning in Python`, {
        span: this.span({ start, end: start + character.length }),
      });
    }
    if ('([{'.includes(sign)) this.depth += 1;
    else if (')]}'.includes(sign)) this.depth = Math.max(0, this.depth - 1);
    return { kind: 'operator', text: sign, start, end: this.at };
  }

  private checkedNumber(start: number, digits: string): PythonToken {
    if (digits.length >= longestNumber) this.refuseLong(start);
    partOfWord.lastIndex = this.at;
    if (partOfWord.test(this.text)) {
      const rest = this.match(restOfName)!;
      refuse('unexpected-text', `"${digits}${rest}" is neither a number nor a name`, {
        span: this.span({ start, end: this.at }),
        expected: ['a decimal number: 0.5, 1e-3, 2j'],
      });
    }
    if (/^0[0-9_]*[1-9][0-9_]*$/u.test(digits)) {
      refuse('unexpected-text', `${digits} is not an integer of Python: it begins with 0`, {
        span: this.span({ start, end: this.at }),
      });
    }
    const exponent = Number(/[eE](?<exponent>[+-]?[0-9_]+)/u.exec(digits)?.groups!.exponent!.replaceAll('_', '') ?? 0);
    if (digits.length > maxDigits || Math.abs(exponent) > maxDigits) this.refuseLong(start);
    return { kind: 'number', text: digits.replaceAll('_', ''), start, end: this.at };
  }

  private refuseLong(start: number): never {
    limit(
      'number-too-long',
      `a number has at most ${maxDigits} digits and a decimal exponent of at most ${maxDigits}`,
      {
        span: this.span({ start, end: this.at }),
      },
    );
  }

  private quoted(start: number): PythonToken | undefined {
    opening.lastIndex = start;
    const { prefix, quote } = opening.exec(this.text)?.groups ?? {};
    if (quote === undefined) return undefined;
    const begin = start + prefix!.length + quote.length;
    const close = this.closeOf(quote, begin);
    const end = close + quote.length;
    if (close < 0 || end > this.stop) {
      const span = this.span({ start, end: start + 1 });
      refuse('unexpected-text', 'a string has no end', { span, expected: [quote] });
    }
    const raw = this.text.slice(begin, close);
    this.at = end;
    if (prefix !== '' && !/^[ru]$/iu.test(prefix!)) {
      const kind = /f/iu.test(prefix!)
        ? 'an f-string'
        : /b/iu.test(prefix!)
          ? 'a string of bytes'
          : `a string with the prefix ${prefix}`;
      refuse('python-not-read', `${kind} is not read`, {
        span: this.span({ start, end }),
        hint: 'write the string out: "XX"',
      });
    }
    const isRaw = /r/iu.test(prefix!);
    const verbatim = isRaw || !raw.includes('\\');
    return {
      kind: 'string',
      text: verbatim ? raw : this.unescaped(raw, begin),
      verbatim: verbatim ? begin : undefined,
      start,
      end,
    };
  }

  /** The place of the closing quote; −1 if the line or the text ends before it. */
  private closeOf(quote: string, begin: number): number {
    for (let at = begin; at < this.stop; at++) {
      const character = this.text[at]!;
      if (character === '\\') at += 1;
      else if (character === quote[0] && this.text.startsWith(quote, at)) return at;
      else if (quote.length === 1 && (character === '\n' || character === '\r')) return -1;
    }
    return -1;
  }

  private passBlanks(): void {
    for (let before = -1; before !== this.at; ) {
      before = this.at;
      this.match(blanks);
      this.match(joinedLines);
      if (this.text[this.at] === '#' && this.at < this.stop) {
        endOfComment.lastIndex = this.at;
        this.at = Math.min(endOfComment.exec(this.text)?.index ?? this.stop, this.stop);
      }
    }
  }

  private unescaped(raw: string, begin: number): string {
    return raw.replaceAll(/\\(?<letter>\r\n|[^])/gu, (found, letter: string, offset: number) => {
      const meant = escapes.get(letter);
      if (meant !== undefined) return meant;
      return refuse('python-not-read', `the escape ${found} is not read`, {
        span: this.span({ start: begin + offset, end: begin + offset + 2 }),
      });
    });
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found || pattern.lastIndex > this.stop) return undefined;
    this.at = pattern.lastIndex;
    return found[0];
  }
}
