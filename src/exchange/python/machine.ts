import { type Source, type Span, checkInterrupt, limit, refuse } from '../../text/index.js';
import { type BareValue, answerOf } from './answer.js';
import { newList, numberFrom, numericCall, numericConstant } from './arithmetic.js';
import { type Call, bind } from './call.js';
import { ownName, refuseCall, refuseUnknownName, wellKnown } from './known-names.js';
import type { Library } from './library.js';
import { Operations } from './operations.js';
import { Parser } from './parser.js';
import { Tokens } from './tokens.js';
import type { Expression, PythonStatement, Target } from './tree.js';
import { type PythonValue, type ValueOf, described, itemsOf, thingOf } from './values.js';
import { ListWork } from './list-work.js';

/**
 * Runs a file: names get values, and at the end one of them is the operator. Python itself is not run; anything that is
 * not read is refused at its place.
 */
export class Machine {
  readonly names = new Map<string, { value: PythonValue; readonly span: Span }>();
  /** number of nodes evaluated so far, as a measure of work */
  steps = 0;
  readonly tokens: Tokens;
  /** packages that an import names */
  private readonly imported = new Set<string>();
  private readonly bare: BareValue[] = [];
  private lastStatement: PythonStatement | undefined;
  /** whether we are inside the brackets of print( ) */
  private showing = false;
  private readonly work = new ListWork();
  private readonly operations: Operations;

  constructor(
    readonly source: Source,
    readonly dialect: Library,
  ) {
    this.tokens = new Tokens(source);
    this.operations = new Operations(dialect, this.spend);
  }

  /** Counts work of the libraries, in items of lists: @diagnostic `too-much-work` */
  get spend(): (items: number) => void {
    return this.work.spend;
  }

  /** Runs every statement, and returns the value that is the operator. */
  run(): PythonValue {
    for (const statement of new Parser(this.tokens, this.dialect.instead).statements()) {
      this.execute(statement);
      this.lastStatement = statement;
    }
    const { source, dialect: library, names, bare, lastStatement } = this;
    return answerOf({ source, library, names, bare, lastStatement });
  }

  private execute(statement: PythonStatement): void {
    switch (statement.kind) {
      case 'import':
        for (const root of statement.roots) this.imported.add(root);
        for (const { name, path } of statement.names)
          this.set(name, { kind: 'path', path, span: statement.span }, statement.span);
        return;
      case 'assign': {
        for (const target of statement.targets)
          if (target.kind === 'name') this.dialect.beforeAssign?.(target.name, statement.value);
        const value = this.evaluateUnused(statement.value);
        for (const target of statement.targets) this.assign(target, value);
        return;
      }
      case 'augment':
        this.augment(statement);
        return;
      case 'expression':
        this.expression(statement.value);
    }
  }

  /** A call of print or append; a text in quotes; anything else is a value that may be the operator. */
  private expression(node: Expression): void {
    if (node.kind === 'string') return;
    if (
      node.kind === 'call' &&
      node.callee.kind === 'name' &&
      this.lookUp(node.callee.name)?.path === 'builtins.print'
    ) {
      // A value that is only printed does not become part of another.
      this.showing = true;
      for (const { value } of node.operands) this.evaluateUnused(value);
      this.showing = false;
      return;
    }
    const value = this.evaluateUnused(node);
    if (value.kind === 'constant' && value.value === null) return;
    this.bare.push({ value, node });
  }

  private assign(target: Target, value: PythonValue): void {
    if (target.kind === 'name') return this.set(target.name, value, target.span);
    const items = itemsOf(value);
    if (items?.length !== target.items.length) {
      refuse(
        'unexpected-text',
        `${target.items.length} names for ${items ? `${items.length} values` : described(value)}`,
        { span: target.span },
      );
    }
    target.items.forEach((item, k) => this.assign(item, items[k]!));
  }

  private set(name: string, value: PythonValue, span: Span): void {
    const before = this.names.get(name)?.value;
    const [old, thing] = [before && thingOf(before), thingOf(value)];
    if (thing !== undefined) thing.names += 1;
    if (old !== undefined) {
      old.names -= 1;
      if (old.names === 0 && !old.used && this.dialect.isOperator(before!)) {
        refuse('operator-overwritten', `${name} is given another value, and nothing has used the operator it held`, {
          span,
          hint: `leave out one of the two, or add it: ${name} += …`,
        });
      }
    }
    this.names.set(name, { value, span });
  }

  private augment({ target, operator, at, value: node, span }: Extract<PythonStatement, { kind: 'augment' }>): void {
    if (target.kind !== 'name')
      refuse('unexpected-text', `one name stands on the left of ${operator}=`, { span: target.span });
    const held = this.names.get(target.name);
    if (!held) refuseUnknownName(this.dialect, target.name, target.span);
    const right = this.evaluate(node);
    const left = held.value;
    if (left.kind === 'list' && operator === '+') {
      const items = itemsOf(right);
      if (!items)
        refuse('unexpected-text', `a list is extended by a list, and this is ${described(right)}`, {
          span: right.span,
        });
      this.extend(left, items, at);
      return;
    }
    const thing = thingOf(left);
    if (left.kind === 'operator' && this.dialect.changesInPlace && (left.object.names > 1 || left.object.used)) {
      refuse('shared-operator', `${operator}= changes this ${left.object.type} wherever else it is used`, {
        span: at,
        hint: `write ${target.name} = ${target.name} ${operator} …`,
      });
    }
    if (left.kind === 'array')
      refuse('python-not-read', `${operator}= of an array is not read`, {
        span: at,
        hint: `write ${target.name} = ${target.name} ${operator} …`,
      });
    const result = this.operations.combine(operator, left, right, at, span);
    if (thing !== undefined) thing.used = true;
    this.set(target.name, result, target.span);
  }

  private extend({ list }: ValueOf<'list'>, items: readonly PythonValue[], at: Span): void {
    if (list.items.length + items.length > 2_000_000)
      limit('too-many-words', 'a list of more than 2000000 items', { span: at });
    this.spend(items.length);
    // The items are counted before, because a list may be extended by itself.
    for (let k = 0, n = items.length; k < n; k++) list.items.push(items[k]!);
  }

  /**
   * A hint to leave the line out, since most lines that use an operator, such as for its matrix or its eigenvalues, do
   * not change it.
   */
  private get withoutLine(): string {
    return `leave this line out if the operator does not depend on it; otherwise ${this.dialect.instead}`;
  }

  /** The value of a path of names, from imports or well known. */
  private lookUp(name: string): { readonly path: string } | undefined {
    const held = this.names.get(name)?.value;
    if (held) return held.kind === 'path' ? held : undefined;
    const { names, refused, root } = this.dialect;
    const own = names.has(name) || refused.has(name) ? `${root}.${name}` : undefined;
    const path = wellKnown.get(name) ?? own;
    // A file that imports from a package names all that it uses from there.
    return path === undefined || this.imported.has(path.split('.')[0]!) ? undefined : { path };
  }

  /**
   * The value of an expression that gets a name or stands alone, which does not count as a use of the operators in it.
   */
  private evaluateUnused(node: Expression): PythonValue {
    return node.kind === 'name' ? this.nameValue(node.name, node.span) : this.evaluate(node);
  }

  /** The value of an expression that becomes part of something else. */
  private evaluate(node: Expression): PythonValue {
    this.steps += 1;
    if ((this.steps & 4095) === 0) checkInterrupt();
    const { span } = node;
    switch (node.kind) {
      case 'number':
        return numberFrom(node.text, span);
      case 'string':
      case 'constant':
        return node;
      case 'name':
        return this.used(this.nameValue(node.name, span));
      case 'list':
        return newList(
          node.items.map((item) => this.evaluate(item)),
          span,
        );
      case 'tuple':
        return { kind: 'tuple', items: node.items.map((item) => this.evaluate(item)), span };
      case 'dict':
        return {
          kind: 'dict',
          entries: node.entries.map(([key, value]) => [this.evaluate(key), this.evaluate(value)]),
          span,
        };
      case 'attribute':
        return this.attribute(node);
      case 'call':
        return this.call(node);
      case 'sign':
        return this.operations.signed(this.evaluate(node.of), node);
      case 'chain': {
        let value = this.evaluate(node.first);
        for (const { operator, operand, at } of node.rest) {
          value = this.operations.combine(operator, value, this.evaluate(operand), at, {
            ...node.first.span,
            end: operand.span.end,
          });
        }
        return value;
      }
    }
  }

  private used(value: PythonValue): PythonValue {
    const thing = thingOf(value);
    if (thing && !this.showing) thing.used = true;
    return value;
  }

  private nameValue(name: string, span: Span): PythonValue {
    const held = this.names.get(name)?.value;
    if (held) return (held.kind === 'path' ? numericConstant(held.path, span) : undefined) ?? { ...held, span };
    const known = this.lookUp(name);
    if (!known) refuseUnknownName(this.dialect, name, span);
    return numericConstant(known.path, span) ?? { kind: 'path', path: known.path, span };
  }

  private attribute({ of, name, span }: Extract<Expression, { kind: 'attribute' }>): PythonValue {
    const owner = this.evaluate(of);
    if (owner.kind !== 'path')
      refuse('python-not-read', `.${name} of ${described(owner)} is not read`, { span, hint: this.withoutLine });
    const path = `${owner.path}.${name}`;
    return numericConstant(path, span) ?? { kind: 'path', path, span };
  }

  private call(node: Extract<Expression, { kind: 'call' }>): PythonValue {
    const { callee, span } = node;
    if (callee.kind === 'attribute') {
      const owner = this.evaluateUnused(callee.of);
      if (owner.kind !== 'path') return this.method(owner, callee, this.callOf(node));
    }
    const target = this.evaluate(callee);
    if (target.kind !== 'path')
      refuse('unexpected-text', `${described(target)} cannot be called`, { span: callee.span });
    const call = this.callOf(node);
    const name = ownName(this.dialect, target.path);
    const answer =
      (name === undefined ? undefined : this.dialect.call(name, call, this.operations)) ??
      numericCall(target.path, call) ??
      (target.path === 'builtins.sum' ? this.sumOf(call) : undefined);
    if (answer) return { ...answer, span };
    return refuseCall(this.dialect, target.path, callee.span, this.withoutLine);
  }

  private callOf({ callee, operands, span }: Extract<Expression, { kind: 'call' }>): Call {
    return {
      name: this.source.text.slice(callee.span.start, callee.span.end).replaceAll(/\s+/gu, ''),
      span,
      spend: this.spend,
      operands: operands.map(({ name, value, span: place }) => ({
        name,
        value: this.evaluate(value),
        span: place,
      })),
    };
  }

  private method(owner: PythonValue, callee: Extract<Expression, { kind: 'attribute' }>, call: Call): PythonValue {
    const { name } = callee;
    const none: PythonValue = { kind: 'constant', value: null, span: call.span };
    if (owner.kind === 'list' && (name === 'append' || name === 'extend')) {
      const item = bind(call, ['item'], 1).get('item')!;
      const items = name === 'append' ? [item] : itemsOf(item);
      if (!items)
        refuse('unexpected-text', `a list is extended by a list, and this is ${described(item)}`, { span: item.span });
      this.extend(owner, items, callee.span);
      return none;
    }
    const answer =
      owner.kind === 'operator' ? this.dialect.method?.(owner.object, name, call, this.operations) : undefined;
    if (!answer)
      refuse('python-not-read', `.${name}(…) of ${described(owner)} is not read`, {
        span: callee.span,
        hint: this.withoutLine,
      });
    if (owner.kind === 'operator') owner.object.used = true;
    return { ...answer, span: call.span };
  }

  /** sum([A, B, …]) */
  private sumOf(call: Call): PythonValue {
    const list = bind(call, ['items'], 1).get('items')!;
    const items = itemsOf(list);
    if (!items || items.length === 0)
      refuse('bad-argument', `a sum of ${items ? 'nothing' : described(list)} is not read`, { span: list.span });
    this.spend(items.length);
    return items
      .slice(1)
      .reduce((sum, item) => this.operations.combine('+', sum, item, item.span, call.span), items[0]!);
  }
}
