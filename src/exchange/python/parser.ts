import { type Span, limit, refuse } from '../../text/index.js';
import { type PythonToken, Tokens } from './tokens.js';
import { pythonKeywords, unreadConstructs } from './unread-constructs.js';
import type { Expression, Operand, PythonOperator, PythonStatement, PythonOperation, Target } from './tree.js';

/** Deepest nesting of brackets, and of powers in exponents. */
const maxDepth = 64;
/** Largest number of attributes and calls in a row, as in `a.b(c).d`. */
const maxTrailers = 16;

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['True', true],
  ['False', false],
  ['None', null],
]);

/** Operators by precedence, lowest first; `**` binds tighter than a sign and is treated separately. */
const levels: readonly (readonly PythonOperator[])[] = [['^'], ['+', '-'], ['*', '/', '@']];

const augmented: ReadonlyMap<string, PythonOperator> = new Map(
  (['+', '-', '*', '/', '@', '^', '**'] as const).map((operator) => [`${operator}=`, operator]),
);

/**
 * The statements of Python source, one after the other: imports, assignments and expressions. Any other construct of
 * Python is refused with its name and its place.
 *
 * @param instead  the alternative that a refusal offers: how to have the operator printed
 * @diagnostic `unexpected-text`, `python-not-read`, `nesting-too-deep`
 */
export class Parser {
  private depth = 0;
  private indent: string | undefined;

  constructor(
    readonly tokens: Tokens,
    private readonly instead: string,
  ) {}

  *statements(): Generator<PythonStatement> {
    for (;;) {
      const first = this.tokens.peek();
      if (first.kind === 'end') return;
      if (first.indent !== undefined) this.checkIndent(first);
      yield this.statement(first);
      const { kind } = this.tokens.peek();
      if (kind === 'end') return;
      if (kind === 'newline') this.tokens.next();
      else if (this.tokens.take(';')) {
        if (this.tokens.peek().kind === 'newline') this.tokens.next();
      } else this.unexpected(['the end of the line']);
    }
  }

  private checkIndent(first: PythonToken): void {
    this.indent ??= first.indent!;
    if (first.indent === this.indent) return;
    refuse('python-not-read', 'this line is indented differently from the first one', {
      span: this.span(first.start),
      hint: 'begin every statement in the same column; put a sum over several lines into ( )',
    });
  }

  private statement(first: PythonToken): PythonStatement {
    const { start } = first;
    if (this.tokens.take('import')) {
      const names = this.modules();
      return { kind: 'import', roots: names.map(({ path }) => rootOf(path)), names, span: this.span(start) };
    }
    if (this.tokens.take('from')) {
      const names = this.imported();
      return { kind: 'import', roots: names.map(({ path }) => rootOf(path)), names, span: this.span(start) };
    }
    if (first.kind === 'operator' && first.text === '@') this.refuseConstruct('a decorator (@)', first);
    const values = [this.tuple()];
    const next = this.tokens.peek();
    const operator = next.kind === 'operator' ? augmented.get(next.text) : undefined;
    if (operator !== undefined) {
      this.tokens.next();
      const [target, value] = [this.target(values[0]!), this.tuple()];
      return { kind: 'augment', target, operator, at: this.tokens.span(next), value, span: this.span(start) };
    }
    if (next.kind === 'operator' && next.text === ':') this.refuseConstruct('an annotation (:)', next);
    while (this.tokens.take('=')) values.push(this.tuple());
    const value = values.pop()!;
    const span = this.span(start);
    return values.length === 0
      ? { kind: 'expression', value, span }
      : { kind: 'assign', targets: values.map((v) => this.target(v)), value, span };
  }

  private target(node: Expression): Target {
    if (node.kind === 'name') return node;
    if (node.kind === 'tuple' || node.kind === 'list')
      return { kind: 'tuple', items: node.items.map((item) => this.target(item)), span: node.span };
    refuse('python-not-read', 'only a name can stand on the left of an equals sign here', {
      span: node.span,
      hint: this.instead,
    });
  }

  /** `numpy as np, math` */
  private modules(): { name: string; path: string }[] {
    const found: { name: string; path: string }[] = [];
    do {
      const path = this.dotted();
      const alias = this.tokens.take('as') ? this.word() : undefined;
      found.push(
        alias === undefined ? { name: path.split('.')[0]!, path: path.split('.')[0]! } : { name: alias, path },
      );
    } while (this.tokens.take(','));
    return found;
  }

  /** `numpy import sqrt as root, pi`, `numpy import *` */
  private imported(): { name: string; path: string }[] {
    const module = this.dotted();
    this.tokens.expect('import');
    if (this.tokens.take('*')) return [];
    const bracket = this.tokens.take('(');
    const found: { name: string; path: string }[] = [];
    do {
      if (bracket && found.length > 0 && this.tokens.peek().text === ')') break;
      const name = this.word();
      found.push({ name: this.tokens.take('as') ? this.word() : name, path: `${module}.${name}` });
    } while (this.tokens.take(','));
    if (bracket) this.tokens.expect(')');
    return found;
  }

  private dotted(): string {
    const parts = [this.word()];
    while (this.tokens.take('.')) parts.push(this.word());
    return parts.join('.');
  }

  private word(): string {
    const token = this.tokens.peek();
    if (token.kind !== 'name' || pythonKeywords.has(token.text) || constants.has(token.text))
      this.unexpected(['a name']);
    return this.tokens.next().text;
  }

  /** An expression, or several with commas between them: a tuple. */
  private tuple(): Expression {
    const first = this.expression();
    if (this.tokens.peek().text !== ',' || this.tokens.peek().kind !== 'operator') return first;
    const items = [first];
    while (this.tokens.take(',')) {
      const { kind, text } = this.tokens.peek();
      if (kind === 'newline' || kind === 'end' || (kind === 'operator' && (text === '=' || text === ';'))) break;
      items.push(this.expression());
    }
    return { kind: 'tuple', items, span: { ...first.span, end: this.tokens.lastEnd } };
  }

  expression(): Expression {
    return this.nested(() => this.chain(0));
  }

  private nested<T>(body: () => T): T {
    if (this.depth >= maxDepth) {
      limit('nesting-too-deep', `expressions are nested more than ${maxDepth} deep`, {
        span: this.tokens.span(this.tokens.peek()),
      });
    }
    this.depth += 1;
    const result = body();
    this.depth -= 1;
    return result;
  }

  private chain(level: number): Expression {
    const operators = levels[level];
    if (!operators) return this.signed();
    const first = this.chain(level + 1);
    const rest: PythonOperation[] = [];
    for (;;) {
      const { kind, text } = this.tokens.peek();
      const operator = kind === 'operator' ? operators.find((o) => o === text) : undefined;
      if (operator === undefined) break;
      const at = this.tokens.span(this.tokens.next());
      rest.push({ operator, at, operand: this.chain(level + 1) });
    }
    if (rest.length === 0) return first;
    return { kind: 'chain', first, rest, span: { ...first.span, end: this.tokens.lastEnd } };
  }

  /** `-a**b` is −(a^b); any number of signs. */
  private signed(): Expression {
    const start = this.tokens.peek().start;
    let negative: boolean | undefined;
    let plus = false;
    for (;;) {
      if (this.tokens.take('-')) negative = negative !== true;
      else if (this.tokens.take('+')) {
        negative ??= false;
        plus = true;
      } else break;
    }
    const of = this.power();
    return negative === undefined ? of : { kind: 'sign', negative, plus, of, span: { ...of.span, start } };
  }

  private power(): Expression {
    const base = this.trailers(this.atom());
    const { kind, text, ...place } = this.tokens.peek();
    if (kind !== 'operator' || text !== '**') return base;
    this.tokens.next();
    const operand = this.nested(() => this.signed());
    return {
      kind: 'chain',
      first: base,
      rest: [{ operator: '**', at: this.tokens.span(place), operand }],
      span: { ...base.span, end: this.tokens.lastEnd },
    };
  }

  private trailers(first: Expression): Expression {
    let node = first;
    for (let k = 0; ; k++) {
      const token = this.tokens.peek();
      if (token.kind === 'string') {
        if (first.kind !== 'string' || k > 0) break;
        refuse('unexpected-text', 'a string follows a string: Python joins them into one', {
          span: this.tokens.span(token),
          hint: 'put a comma between the strings, or write them as one string',
        });
      }
      if (token.kind !== 'operator' || !['.', '(', '['].includes(token.text)) break;
      if (k >= maxTrailers)
        limit('nesting-too-deep', `more than ${maxTrailers} attributes and calls in a row`, {
          span: this.tokens.span(token),
        });
      if (token.text === '[') this.refuseConstruct('an index ([ ])', token);
      this.tokens.next();
      if (token.text === '.') {
        const name = this.word();
        node = { kind: 'attribute', of: node, name, span: { ...node.span, end: this.tokens.lastEnd } };
      } else {
        const operands = this.operands();
        node = { kind: 'call', callee: node, operands, span: { ...node.span, end: this.tokens.lastEnd } };
      }
    }
    return node;
  }

  private operands(): Operand[] {
    const found: Operand[] = [];
    while (!this.close(')')) {
      const star = this.tokens.peek();
      if (star.kind === 'operator' && (star.text === '*' || star.text === '**'))
        this.refuseConstruct(`an unpacked argument (${star.text})`, star);
      const value = this.expression();
      if (value.kind === 'name' && this.tokens.take('=')) {
        const given = this.expression();
        found.push({ name: value.name, value: given, span: { ...value.span, end: this.tokens.lastEnd } });
      } else {
        const before = found.at(-1);
        if (before?.name !== undefined)
          refuse('unexpected-text', 'an argument without a name follows one with a name', { span: value.span });
        found.push({ name: undefined, value, span: value.span });
      }
      this.separator(')');
    }
    return found;
  }

  private atom(): Expression {
    const token = this.tokens.peek();
    const span = this.tokens.span(token);
    if (token.kind === 'number') {
      this.tokens.next();
      return { kind: 'number', text: token.text, span };
    }
    if (token.kind === 'string') {
      this.tokens.next();
      return { kind: 'string', text: token.text, verbatim: token.verbatim, span };
    }
    if (token.kind === 'name') {
      if (pythonKeywords.has(token.text)) this.unexpected(['an expression']);
      this.tokens.next();
      const constant = constants.get(token.text);
      return constant === undefined
        ? { kind: 'name', name: token.text, span }
        : { kind: 'constant', value: constant, span };
    }
    if (token.kind === 'operator') {
      if (token.text === '[') return this.list();
      if (token.text === '(') return this.bracket();
      if (token.text === '{') return this.dict();
    }
    return this.unexpected(['an expression']);
  }

  private list(): Expression {
    const { start } = this.tokens.next();
    const items: Expression[] = [];
    while (!this.close(']')) {
      items.push(this.item());
      this.separator(']');
    }
    return { kind: 'list', items, span: this.span(start) };
  }

  private bracket(): Expression {
    const { start } = this.tokens.next();
    const items: Expression[] = [];
    while (!this.close(')')) {
      items.push(this.item());
      if (items.length === 1 && this.close(')')) return { ...items[0]!, span: this.span(start) };
      this.separator(')');
    }
    return { kind: 'tuple', items, span: this.span(start) };
  }

  private dict(): Expression {
    const { start } = this.tokens.next();
    const entries: (readonly [Expression, Expression])[] = [];
    while (!this.close('}')) {
      const key = this.item();
      if (!this.tokens.take(':')) this.unexpected(['":"']);
      entries.push([key, this.expression()]);
      this.separator('}');
    }
    return { kind: 'dict', entries, span: this.span(start) };
  }

  private item(): Expression {
    const star = this.tokens.peek();
    if (star.kind === 'operator' && star.text.startsWith('*'))
      this.refuseConstruct(`an unpacked list (${star.text})`, star);
    return this.expression();
  }

  private close(bracket: string): boolean {
    const { kind, text } = this.tokens.peek();
    if (kind !== 'operator' || text !== bracket) return false;
    this.tokens.next();
    return true;
  }

  /** Takes a comma, or leaves the closing bracket in place. */
  private separator(bracket: string): void {
    const token = this.tokens.peek();
    if (token.kind === 'operator' && token.text === bracket) return;
    if (token.kind === 'name' && (token.text === 'for' || token.text === 'async'))
      this.refuseConstruct('a comprehension (for)', token);
    if (token.kind === 'operator' && token.text === ',') this.tokens.next();
    else this.unexpected(['","', `"${bracket}"`]);
  }

  private span(start: number): Span {
    return { source: this.tokens.source, start, end: Math.max(this.tokens.lastEnd, start + 1) };
  }

  private unexpected(expected: readonly string[]): never {
    const token = this.tokens.peek();
    const construct = token.kind === 'name' || token.kind === 'operator' ? unreadConstructs.get(token.text) : undefined;
    if (construct !== undefined) this.refuseConstruct(construct, token);
    return this.tokens.unexpected(expected);
  }

  private refuseConstruct(what: string, token: PythonToken): never {
    refuse('python-not-read', `${what} is not read: assignments, numbers, strings, lists and calls are`, {
      span: this.tokens.span(token),
      hint: this.instead,
    });
  }
}

/** The package of a path: `numpy` of `numpy.linalg`. */
function rootOf(path: string): string {
  return path.split('.')[0]!;
}
