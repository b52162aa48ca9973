import type { Statement } from '../language/index.js';
import type { Value } from '../meaning/index.js';
import { type Span, refuse } from '../text/index.js';
import type { Use } from './messages.js';

/**
 * Largest number of Pauli strings and monomials kept in all results together; beyond it the oldest results are dropped.
 */
const mostKept = 3_000_000;

/** The numbered results of a session: `%1`, `%2` … and `ans`, the last. */
export class Results {
  private readonly values = new Map<number, Value>();
  /** the numbers of results that had to make room for others */
  private readonly dropped = new Set<number>();
  private kept = 0;
  /** the number of the last result */
  count = 0;

  /** Keeps a result under a number, by default the next one. */
  add(value: Value, number = this.count + 1): number {
    this.count = Math.max(this.count, number);
    this.put(number, value);
    return number;
  }

  /** Restores a result under its old number. */
  put(number: number, value: Value): void {
    this.forget(number);
    this.values.set(number, value);
    this.dropped.delete(number);
    this.kept += sizeOf(value);
    for (const oldest of this.values.keys()) {
      if (this.kept <= mostKept || oldest === number) break;
      this.forget(oldest);
      this.dropped.add(oldest);
    }
  }

  private forget(number: number): void {
    const value = this.values.get(number);
    if (value && this.values.delete(number)) this.kept -= sizeOf(value);
  }

  /**
   * The value of `%n`.
   *
   * @diagnostic `unknown-result`
   */
  get(number: number, span: Span): Value {
    const value = this.values.get(number);
    if (value) return value;
    if (this.dropped.has(number)) {
      refuse('unknown-result', `%${number} is no longer kept`, { span, hint: 'give long results a name: C = …' });
    }
    const hint =
      this.count === 0 ? 'results are numbered from %1 as they are shown' : `the last result is %${this.count}`;
    return refuse('unknown-result', `there is no result %${number}`, { span, hint });
  }

  value(number: number): Value | undefined {
    return this.values.get(number);
  }

  last(): Value | undefined {
    return this.values.get(this.count);
  }

  clear(): void {
    this.values.clear();
    this.dropped.clear();
    this.kept = 0;
    this.count = 0;
  }
}

function sizeOf(value: Value): number {
  switch (value.kind) {
    case 'scalar':
      return value.scalar.terms.length;
    case 'vector':
      return value.x.terms.length + value.y.terms.length + value.z.terms.length;
    case 'weight':
    case 'operator':
      return value.operator.terms.length;
    default:
      return 1;
  }
}

/** A name in a statement that stands for a result. */
export interface Mention {
  readonly name: string;
  readonly span: Span;
}

/** Every `%n` and `ans` in a statement, in the order of the text. */
export function mentions(statement: Statement): Mention[] {
  const found: Mention[] = [];
  // Trees are plain data, so one walk serves every kind of node. It uses a stack of its own, because sums are long.
  const open: unknown[] = [statement];
  while (open.length > 0) {
    const node = open.pop();
    if (Array.isArray(node)) {
      for (const part of node) open.push(part);
    } else if (typeof node === 'object' && node !== null) {
      const { kind, name, span } = node as { kind?: unknown; name?: unknown; span?: Span };
      if (kind === 'name' && typeof name === 'string' && span && (name === 'ans' || name.startsWith('%')))
        found.push({ name, span });
      for (const [key, part] of Object.entries(node)) if (key !== 'span' && key !== 'nameSpan') open.push(part);
    }
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** The places where a statement's text names results; `ans` stands for the result `last`. */
export function usesOf(statement: Statement, last: number | undefined): Use[] {
  const from = statement.span.start;
  return mentions(statement).flatMap(({ name, span }) => {
    const number = name === 'ans' ? last : Number(name.slice(1));
    return number === undefined ? [] : [{ start: span.start - from, end: span.end - from, number }];
  });
}
