import { type Coefficient, addCoefficients, fromGaussian, gaussian, negateCoefficient, parseDecimal } from '../exact/index.js';
import { type Source, type Span, limit, refuse } from '../text/index.js';

/** What a Python literal may be here, with its place; numbers are exact: `0.1` is 1/10. */
export type Literal =
  | { readonly kind: 'number'; readonly value: Coefficient; readonly span: Span }
  | { readonly kind: 'string'; readonly value: string; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly Literal[]; readonly span: Span };

/** Deepest nesting of brackets: lists of lists of lists are enough for every format. */
const maxDepth = 16;
/** Largest decimal exponent: that of float64. */
const maxExponent = 400;

const numberPattern = /(?<digits>[0-9]+\.?[0-9]*(?:[eE](?<exponent>[+-]?[0-9]+))?|\.[0-9]+(?:[eE](?<pointExponent>[+-]?[0-9]+))?)(?<unit>[jJ]?)/uy;
const stringPattern = /"(?<double>[^"\\\n]*)"|'(?<single>[^'\\\n]*)'/uy;
const gap = /(?:\s|#[^\n]*)*/uy;

/** Reads numbers, strings, lists and tuples of Python source, and nothing else of it. */
export class LiteralReader {
  private readonly text: string;

  constructor(
    private readonly source: Source,
    private at = 0,
  ) {
    this.text = source.text;
  }

  /** The literal at the current place. */
  literal(depth = 0): Literal {
    this.passBlanks();
    const start = this.at;
    const next = this.text[start];
    if (next === '[') return this.sequence(']', depth);
    if (next === '"' || next === "'") {
      const found = this.match(stringPattern);
      if (!found) this.unexpected('a string on one line without escapes');
      return { kind: 'string', value: found.double ?? found.single ?? '', span: this.span(start) };
    }
    if (next === '(' && !this.opensNumber()) return this.sequence(')', depth);
    return { kind: 'number', value: this.sum(depth), span: this.span(start) };
  }

  /** What follows must be `text`. */
  expect(text: string): void {
    if (!this.take(text)) this.unexpected(`"${text}"`);
  }

  take(text: string): boolean {
    this.passBlanks();
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  atEnd(): boolean {
    this.passBlanks();
    return this.at >= this.text.length;
  }

  unexpected(expected: string): never {
    this.passBlanks();
    const found = this.text[this.at];
    refuse('unexpected-text', found === undefined ? 'the text ends early' : `"${found}" cannot stand here`, {
      span: this.span(this.at, this.at + 1),
      expected: [expected],
    });
  }

  private sequence(close: string, depth: number): Literal {
    if (depth >= maxDepth) limit('nesting-too-deep', `brackets are nested more than ${maxDepth} deep`, { span: this.span(this.at) });
    const start = this.at++;
    const items: Literal[] = [];
    for (;;) {
      if (this.take(close)) break;
      items.push(this.literal(depth + 1));
      if (this.take(',')) continue;
      this.expect(close);
      break;
    }
    return { kind: 'list', items, span: this.span(start) };
  }

  /** Does the bracket here hold one number, as `(0.3+0.1j)` does? A tuple has a comma at its own level. */
  private opensNumber(): boolean {
    return /^\((?:[^()[\],"'#]|\([^()[\],"'#]*\))*\)/u.test(this.text.slice(this.at, this.at + 200));
  }

  /** `-0.5`, `0.3 - 1.e-07j`, `(0.3+0.1j)`: signed numbers added up. */
  private sum(depth: number): Coefficient {
    if (depth >= maxDepth) limit('nesting-too-deep', `brackets are nested more than ${maxDepth} deep`, { span: this.span(this.at) });
    let total = this.term(this.sign() ?? false, depth);
    for (;;) {
      const negative = this.sign();
      if (negative === undefined) return total;
      total = addCoefficients(total, this.term(negative, depth));
    }
  }

  /** Is the sign here a minus? Undefined where there is none. */
  private sign(): boolean | undefined {
    if (this.take('-')) return true;
    return this.take('+') ? false : undefined;
  }

  private term(negative: boolean, depth: number): Coefficient {
    if (this.take('(')) {
      const inner = this.sum(depth + 1);
      this.expect(')');
      return negative ? negateCoefficient(inner) : inner;
    }
    this.passBlanks();
    const start = this.at;
    const found = this.match(numberPattern);
    if (!found) this.unexpected('a number');
    const exponent = Number(found.exponent ?? found.pointExponent ?? 0);
    if (Math.abs(exponent) > maxExponent) {
      limit('number-too-long', `an exponent beyond ${maxExponent}`, { span: this.span(start) });
    }
    const { num, den } = parseDecimal(found.digits!);
    const value = fromGaussian(found.unit ? gaussian(0, num, den) : gaussian(num, 0, den));
    return negative ? negateCoefficient(value) : value;
  }

  private match(pattern: RegExp): Record<string, string | undefined> | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return undefined;
    this.at = pattern.lastIndex;
    return found.groups ?? {};
  }

  private passBlanks(): void {
    this.match(gap);
  }

  private span(start: number, end = this.at): Span {
    return { source: this.source, start, end: Math.max(end, start + 1) };
  }
}
