import { type Diagnostic, DiagnosticError, limit } from './diagnostic.js';
import type { Source, Span } from './source.js';

/** A value of a JSON text with its place in it. */
export type Json = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'list'; readonly items: readonly Json[] }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Json>; readonly names: ReadonlyMap<string, { readonly start: number; readonly end: number }> }
);

/** Deepest nesting of brackets. */
const maxDepth = 64;

const blanks = /[ \t\r\n]*/uy;
const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
// eslint-disable-next-line no-control-regex
const stringForm = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const wordForm = /[A-Za-z]+/uy;

/**
 * The values of a JSON text with their places. Stricter than JSON.parse, which takes the last of two fields of one name and reads
 * 1e999 as infinity: both are refused, and so is a number other than 0 that would be read as 0.
 *
 * @param code  of the diagnostic where the text is not JSON
 * @diagnostic `code`, `json-twice`, `json-number`, `nesting-too-deep`
 */
export function readJson(source: Source, code = 'json-syntax'): Json {
  return new Reader(source, code).document();
}

/** The place of a value. */
export function jsonSpan(source: Source, { start, end }: Pick<Json, 'start' | 'end'>): Span {
  return { source, start, end };
}

class Reader {
  private at = 0;
  private readonly text: string;

  constructor(
    private readonly source: Source,
    private readonly code: string,
  ) {
    this.text = source.text;
  }

  document(): Json {
    const value = this.value(0);
    this.match(blanks);
    if (this.at < this.text.length) this.unexpected('the end of the text');
    return value;
  }

  private value(depth: number): Json {
    this.match(blanks);
    const start = this.at;
    const done = <T extends object>(rest: T): T & { start: number; end: number } => ({ start, end: this.at, ...rest });
    const next = this.text[start];
    if (next === '{' || next === '[') {
      if (depth >= maxDepth) limit('nesting-too-deep', `brackets are nested more than ${maxDepth} deep`, { span: this.span(start, start + 1) });
      this.at += 1;
      if (next === '[') {
        const items = this.list(']', () => this.value(depth + 1));
        return done({ kind: 'list', items });
      }
      const fields = new Map<string, Json>();
      const names = new Map<string, { start: number; end: number }>();
      this.list('}', () => {
        this.match(blanks);
        const from = this.at;
        if (this.text[from] !== '"') this.unexpected('the name of a field in double quotes');
        const name = this.string();
        if (fields.has(name)) this.refuse('json-twice', `the field "${name}" stands twice in one object`, { span: this.span(from, this.at), hint: 'leave one of the two out' });
        names.set(name, { start: from, end: this.at });
        this.match(blanks);
        if (this.text[this.at] !== ':') this.unexpected('":"');
        this.at += 1;
        fields.set(name, this.value(depth + 1));
      });
      return done({ kind: 'object', fields, names });
    }
    if (next === '"') {
      const value = this.string();
      return done({ kind: 'string', value });
    }
    const digits = this.match(numberForm);
    if (digits) return done({ kind: 'number', value: this.number(digits, start) });
    const word = this.match(wordForm);
    if (word === 'null') return done({ kind: 'null' });
    if (word === 'true' || word === 'false') return done({ kind: 'boolean', value: word === 'true' });
    this.at = start;
    return this.unexpected('a value', word && /^(?:nan|inf(?:inity)?)$/iu.test(word) ? 'JSON has finite numbers only' : undefined);
  }

  /** Entries with commas between them, up to the closing bracket. */
  private list<T>(close: string, entry: () => T): T[] {
    const entries: T[] = [];
    this.match(blanks);
    if (this.text[this.at] === close) {
      this.at += 1;
      return entries;
    }
    for (;;) {
      entries.push(entry());
      this.match(blanks);
      const next = this.text[this.at];
      if (next !== ',' && next !== close) this.unexpected(`"," or "${close}"`);
      this.at += 1;
      if (next === close) return entries;
    }
  }

  private string(): string {
    const raw = this.match(stringForm);
    if (raw === undefined) this.unexpected('a text in double quotes on one line');
    return JSON.parse(raw) as string;
  }

  private number(digits: string, start: number): number {
    const value = Number(digits);
    const span = this.span(start, this.at);
    if (!Number.isFinite(value)) this.refuse('json-number', `${short(digits)} is beyond the range of numbers, about 1.8e308`, { span });
    if (value === 0 && /[1-9]/u.test(digits.replace(/[eE].*$/u, ''))) {
      this.refuse('json-number', `${short(digits)} is below the smallest number, about 5e-324`, { span, hint: 'write 0, or choose other units' });
    }
    // −0 and 0 are one number.
    return value + 0;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private span(start: number, end: number): Span {
    return { source: this.source, start, end };
  }

  private unexpected(expected: string, hint?: string): never {
    const found = this.text.slice(this.at).match(/^./u)?.[0];
    return this.refuse(this.code, found === undefined ? 'the text is no JSON: it ends early' : `the text is no JSON: ${JSON.stringify(found)} cannot stand here`, {
      span: this.span(this.at, this.at + (found?.length ?? 0)),
      expected: [expected],
      ...(hint !== undefined && { hint }),
    });
  }

  private refuse(code: string, message: string, rest: Partial<Diagnostic>): never {
    throw new DiagnosticError({ kind: 'input', code, message, ...rest });
  }
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
