import { type Coefficient, isZeroCoefficient, negateCoefficient, oneCoefficient } from '../../exact/index.js';
import { identityOperator } from '../../spin/index.js';
import { type Source, type Span, checkInterrupt, limit, locate, refuse } from '../../text/index.js';
import { Products, type Sum, added, leaf, scaled } from '../sum.js';
import {
  inverseNumber,
  negatePythonValue,
  newList,
  numberFrom,
  numbers,
  numericCall,
  numericConstant,
  sequences,
} from './arithmetic.js';
import { type Call, bind, wholeOf } from './call.js';
import { Parser } from './parse.js';
import { Tokens } from './tokens.js';
import type { Expression, PythonOperator, PythonStatement, Target } from './tree.js';
import { type OperatorObject, type Thing, type PythonValue, type ValueOf, described, itemsOf } from './values.js';

/** The part of a library that a file may use, and the behaviour of its operators. */
export interface Library {
  readonly title: string;
  /** name of the package: `qiskit` */
  readonly root: string;
  /**
   * its names that `call` reads, with the modules from which they are imported; other modules below the package are
   * accepted
   */
  readonly names: ReadonlyMap<string, string>;
  /** names that are not read, with the reason */
  readonly refused: ReadonlyMap<string, string>;
  /** the alternative that a refusal offers: how to have the operator printed */
  readonly instead: string;
  /** the product of two operators */
  readonly product: '@' | '*';
  /** whether A + 2 is A plus twice the identity */
  readonly addsNumbers: boolean;
  /** whether `A += B` changes A under all its names */
  readonly changesInPlace: boolean;
  /** what the file must contain, for a message */
  readonly wanted: string;
  call(name: string, call: Call, machine: Machine): PythonValue | undefined;
  method?(object: OperatorObject, name: string, call: Call, machine: Machine): PythonValue | undefined;
  /** a tensor product, if the library has one */
  tensor?(a: OperatorObject, b: OperatorObject, machine: Machine): OperatorObject;
  /** refuses operands that the library does not allow for products with numbers and for sums */
  checkOperand?(object: OperatorObject, operator: PythonOperator, other: PythonValue, at: Span): void;
  /** Refuses an expression that a name cannot hold, before it is evaluated. */
  beforeAssign?(name: string, node: Expression): void;
  /** Is a value other than an operator object, such as a list or a dictionary, an operator? */
  isOperator(value: PythonValue): boolean;
  /** the type of a sum of two objects */
  typeOf(a: OperatorObject, b: OperatorObject): string;
}

/** Names that Python and the libraries' own printing know without an import. */
const wellKnown: ReadonlyMap<string, string> = new Map([
  ...['complex', 'float', 'int', 'print', 'sum', 'nan', 'inf'].map((name) => [name, `builtins.${name}`] as const),
  ['np', 'numpy'],
  ['numpy', 'numpy'],
  ['math', 'math'],
  ['cmath', 'cmath'],
  ['array', 'numpy.array'],
]);

/** Functions of Python that a file may call although they are not read. */
const builtins: ReadonlySet<string> = new Set(
  (
    'abs all any bool bytes callable chr dict dir divmod enumerate eval exec filter format frozenset getattr globals hasattr ' +
    'hash help hex id input isinstance iter len list locals map max min next object oct open ord pow property range repr ' +
    'reversed round set setattr slice sorted str super tuple type vars zip __import__'
  ).split(' '),
);

/** A statement that consists of an expression only, with its value. */
interface Bare {
  readonly value: PythonValue;
  readonly node: Expression;
}

/** Largest number of items that lists and calls of one file may copy or go through. */
const maxWork = 10_000_000;
/** A Pauli word takes the memory of this many items of a list. */
export const workPerWord = 10;
/** Highest power of an operator. */
const maxPower = 64;

/**
 * Runs a file: names get values, and at the end one of them is the operator. Python itself is not run; anything that is
 * not read is refused at its place.
 */
export class Machine {
  readonly names = new Map<string, { value: PythonValue; readonly span: Span }>();
  readonly products = new Products();
  /** number of nodes evaluated so far, as a measure of work */
  steps = 0;
  readonly tokens: Tokens;
  /** packages that an import names */
  private readonly imported = new Set<string>();
  private readonly bare: Bare[] = [];
  private lastStatement: PythonStatement | undefined;
  /** whether we are inside the brackets of print( ) */
  private showing = false;

  constructor(
    readonly source: Source,
    readonly dialect: Library,
  ) {
    this.tokens = new Tokens(source);
  }

  /** Runs every statement, and returns the value that is the operator. */
  run(): PythonValue {
    for (const statement of new Parser(this.tokens, this.dialect.instead).statements()) {
      this.execute(statement);
      this.lastStatement = statement;
    }
    return this.answer();
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
    if (!held) this.refuseUnknown(target.name, target.span);
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
    const result = this.combine(operator, left, right, at, span);
    if (thing !== undefined) thing.used = true;
    this.set(target.name, result, target.span);
  }

  /** Counts work that is not in proportion to the length of the text: @diagnostic `too-much-work` */
  readonly spend = (items: number): void => {
    this.spent += items;
    if (this.spent > maxWork) {
      limit('too-much-work', `lists are copied and gone through with more than ${maxWork} items`, {
        hint: 'run it in Python and give what it prints',
      });
    }
  };
  private spent = 0;

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

  private refuseUnknown(name: string, span: Span): never {
    if (builtins.has(name))
      refuse('python-not-read', `the function ${name} of Python is not read`, { span, hint: this.dialect.instead });
    const module = this.dialect.names.get(name);
    refuse('unknown-name', `${name} has no value in this file`, {
      span,
      hint:
        module === undefined
          ? `give it one on a line above: ${name} = 1`
          : `import it on a line above: from ${module} import ${name}`,
    });
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
        return this.sign(node);
      case 'chain': {
        let value = this.evaluate(node.first);
        for (const { operator, operand, at } of node.rest) {
          value = this.combine(operator, value, this.evaluate(operand), at, {
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
    if (!known) this.refuseUnknown(name, span);
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
    const name = this.ownName(target.path);
    const answer =
      (name === undefined ? undefined : this.dialect.call(name, call, this)) ??
      numericCall(target.path, call) ??
      (target.path === 'builtins.sum' ? this.sumOf(call) : undefined);
    if (answer) return { ...answer, span };
    return this.refuseCall(target.path, callee.span);
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

  /** `SparsePauliOp.from_list` of `qiskit.quantum_info.SparsePauliOp.from_list`. */
  private ownName(path: string): string | undefined {
    const [root, ...parts] = path.split('.');
    if (root !== this.dialect.root) return undefined;
    const first = parts.findIndex((part) => this.dialect.names.has(part));
    return first < 0 ? undefined : parts.slice(first).join('.');
  }

  private refuseCall(path: string, span: Span): never {
    const parts = path.split('.');
    const [root] = parts;
    const reason = parts.map((part) => this.dialect.refused.get(part)).find((why) => why !== undefined);
    const shown =
      parts[0] === 'builtins'
        ? parts.slice(1).join('.')
        : parts[0] === this.dialect.root
          ? parts.slice(1).join('.')
          : path;
    refuse('python-not-read', reason === undefined ? `${shown}(…) is not read` : `${shown}: ${reason}`, {
      span,
      expected:
        root === this.dialect.root
          ? [...this.dialect.names.keys()].map((own) => `${own}(…)`)
          : root === 'numpy' || root === 'math' || root === 'cmath'
            ? [`${root}.sqrt(2)`, `${root}.pi`]
            : [],
      hint: root === this.dialect.root ? this.dialect.instead : this.withoutLine,
    });
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
    const answer = owner.kind === 'operator' ? this.dialect.method?.(owner.object, name, call, this) : undefined;
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
    return items.slice(1).reduce((sum, item) => this.combine('+', sum, item, item.span, call.span), items[0]!);
  }

  private sign({ of, negative: isNegative, plus, span }: Extract<Expression, { kind: 'sign' }>): PythonValue {
    const value = this.evaluate(of);
    if (!isNegative && (value.kind === 'number' || value.kind === 'array')) return { ...value, span };
    const answer = isNegative ? negatePythonValue(value, span, this.spend) : undefined;
    if (answer) return answer;
    if (value.kind !== 'operator') refuse('unexpected-text', `${described(value)} has no sign`, { span });
    if (plus) {
      refuse('unexpected-text', `${described(value)} takes no + in front`, {
        span,
        hint: 'put a sum over several lines into ( )',
      });
    }
    const { object } = value;
    return pythonOperatorValue(
      { ...object, sum: isNegative ? scaled(object.sum, negateCoefficient(oneCoefficient)) : object.sum },
      span,
    );
  }

  /** a operator b */
  combine(operator: PythonOperator, a: PythonValue, b: PythonValue, at: Span, span: Span): PythonValue {
    if (a.kind === 'number' && b.kind === 'number') return numbers(operator, a, b, at, span);
    if (a.kind === 'operator' || b.kind === 'operator') return this.operators(operator, a, b, at, span);
    return sequences(operator, a, b, at, span, this.spend) ?? refuseOperation(operator, a, b, at);
  }

  private operators(operator: PythonOperator, a: PythonValue, b: PythonValue, at: Span, span: Span): PythonValue {
    const { dialect: library } = this;
    if (a.kind === 'operator') library.checkOperand?.(a.object, operator, b, at);
    if (b.kind === 'operator') library.checkOperand?.(b.object, operator, a, at);
    if (a.kind === 'operator' && b.kind === 'operator')
      return this.twoOperators(operator, a.object, b.object, at, span);
    const object = a.kind === 'operator' ? a.object : (b as ValueOf<'operator'>).object;
    const other = a.kind === 'operator' ? b : a;
    if (other.kind !== 'number') return refuseOperation(operator, a, b, at);
    const made = (sum: Sum): PythonValue => pythonOperatorValue({ ...object, sum }, span);
    if (operator === '*') return made(scaled(object.sum, other.value));
    if (operator === '/' && a.kind === 'operator') return made(scaled(object.sum, inverseNumber(other.value, at)));
    if (operator === '**' && a.kind === 'operator') return made(this.power(object.sum, other, at));
    if ((operator === '+' || operator === '-') && (library.addsNumbers || isZeroCoefficient(other.value))) {
      const [left, right] = [a, b].map((value) =>
        value.kind === 'operator' ? value.object.sum : leaf([identityOperator(other.value)]),
      );
      return made(added(left!, right!, operator === '-' ? negateCoefficient(oneCoefficient) : oneCoefficient));
    }
    return refuseOperation(operator, a, b, at);
  }

  private twoOperators(
    operator: PythonOperator,
    a: OperatorObject,
    b: OperatorObject,
    at: Span,
    span: Span,
  ): PythonValue {
    const { dialect: library } = this;
    if (operator === '^' && library.tensor)
      return pythonOperatorValue(
        locate(at, () => library.tensor!(a, b, this)),
        span,
      );
    const factors: Partial<Record<PythonOperator, Coefficient>> = {
      '+': oneCoefficient,
      '-': negateCoefficient(oneCoefficient),
    };
    const factor = factors[operator];
    if (factor === undefined && operator !== library.product) {
      refuse('python-not-read', `${operator} between two operators is not read`, {
        span: at,
        expected: ['+', '-', library.product],
      });
    }
    if (a.sites !== undefined && b.sites !== undefined && a.sites !== b.sites) {
      refuse('bad-length', `operators on ${a.sites} and on ${b.sites} sites`, { span: at });
    }
    const sum =
      factor === undefined ? locate(at, () => this.products.product(a.sum, b.sum)) : added(a.sum, b.sum, factor);
    return pythonOperatorValue({ type: library.typeOf(a, b), sum, sites: a.sites ?? b.sites }, span);
  }

  private power(sum: Sum, exponent: ValueOf<'number'>, at: Span): Sum {
    const n = exponent.integer ? wholeOf(exponent) : undefined;
    if (n === undefined || n < 0)
      refuse('python-not-read', 'the power of an operator is a whole number from 0 on', { span: at });
    if (n > maxPower) limit('exponent-too-large', `a power of an operator beyond ${maxPower}`, { span: at });
    let result = leaf([identityOperator(oneCoefficient)]);
    for (let k = 0; k < n; k++) result = locate(at, () => this.products.product(result, sum));
    return result;
  }

  /** The value that is the operator of the file. */
  private answer(): PythonValue {
    const { dialect: library } = this;
    const last = this.bare.at(-1);
    if (
      last &&
      last.node.kind === 'name' &&
      this.lastStatement?.kind === 'expression' &&
      this.lastStatement.value === last.node &&
      library.isOperator(last.value)
    )
      return last.value;
    const named = new Map<Thing | PythonValue, { name: string; value: PythonValue; span: Span }>();
    for (const [name, { value, span }] of this.names) {
      const thing = thingOf(value);
      if (!library.isOperator(value) || thing?.used === true || named.has(thing ?? value)) continue;
      named.set(thing ?? value, { name, value, span });
    }
    const nameless = this.bare.filter(({ value, node }) => node.kind !== 'name' && library.isOperator(value));
    if (nameless.length === 1 && !this.holdsOperators()) return nameless[0]!.value;
    if (nameless.length > 0) this.refuseNameless(nameless.at(-1)!);
    const found = [...named.values()];
    if (found.length === 1) return found[0]!.value;
    if (found.length > 1) this.refuseSeveral(found);
    this.refuseGathered();
    const end = this.source.text.trimEnd().length;
    return refuse('no-operator', `there is no ${library.wanted} in this text`, {
      span: { source: this.source, start: Math.max(end - 1, 0), end: Math.max(end, 1) },
      hint: library.instead,
    });
  }

  private holdsOperators(): boolean {
    for (const { value } of this.names.values()) if (this.dialect.isOperator(value)) return true;
    return false;
  }

  /** Refuses operators in a list or a tuple, because it is not clear how they are to be combined. */
  private refuseGathered(): void {
    for (const [name, { value, span }] of this.names) {
      const items = itemsOf(value);
      if (items === undefined || items.length === 0 || !items.every(({ kind }) => kind === 'operator')) continue;
      refuse('no-operator', `${name} is ${described(value)} of operators, and no operator is made of it`, {
        span,
        hint: `end the text with what is meant, such as operator = sum(${name})`,
      });
    }
  }

  /**
   * Refuses an operator without a name, which Python would drop. It is reported where no other value is an operator,
   * because it is then probably the intended one.
   */
  private refuseNameless({ node }: Bare): never {
    const text = this.source.text.slice(node.span.start, node.span.end);
    const fixable = node.kind !== 'sign' && text.length <= 60 && !/[\r\n]/u.test(text);
    refuse('several-operators', 'this operator has no name, and it is not the only one', {
      span: node.span,
      hint: fixable
        ? `give it a name: operator = ${text}`
        : 'put a sum over several lines into ( ), and leave out what is not meant',
    });
  }

  private refuseSeveral(found: readonly { readonly name: string; readonly span: Span }[]): never {
    const names = found.map(({ name }) => name);
    refuse('several-operators', `${listed(names)} are operators, and none is part of another`, {
      span: found[1]!.span,
      hint: `end the text with the name of the one that is meant, on a line of its own: ${names.at(-1)!}`,
    });
  }
}

export function pythonOperatorValue(object: Omit<OperatorObject, keyof Thing>, span: Span): ValueOf<'operator'> {
  return {
    kind: 'operator',
    object: { type: object.type, sum: object.sum, sites: object.sites, used: false, names: 0 },
    span,
  };
}

function thingOf(value: PythonValue): Thing | undefined {
  if (value.kind === 'list') return value.list;
  return value.kind === 'operator' ? value.object : undefined;
}

function refuseOperation(operator: PythonOperator, a: PythonValue, b: PythonValue, at: Span): never {
  refuse('unexpected-text', `${operator} between ${described(a)} and ${described(b)} is not read`, { span: at });
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}
