import { type Source, type Span, limit, refuse } from '../text/index.js';
import type { BindingList, Cell, CellList, CellOf, PrefixList } from './cells.js';
import { holdsNode } from './holds-node.js';
import { flatSum, unchain } from './flat-cells.js';
import { callNode } from './function-call.js';
import { deepestBrackets, spanOf } from './layout.js';
import { refuseLoneGroup, refuseTensorAtOneSite, refuseTwoNumbers, refuseUnclearPower } from './misreadings.js';
import { whyReserved } from './reserved.js';
import type { Token } from './token.js';
import type { Binding, ChainSumNode, Join, Node, Prefix } from './tree.js';

/** Makes the trees of expressions. The recursion follows the brackets of the text; chains are walked in loops. */
export class ExpressionBuilder {
  constructor(protected readonly source: Source) {}

  protected span(start: number, end: number): Span {
    return { source: this.source, start, end };
  }

  protected of(cell: { readonly start: number; readonly end: number }): Span {
    return spanOf(this.source, cell);
  }

  protected typed(token: Token): string {
    return this.source.text.slice(token.start, token.end);
  }

  // --- prefixes and lists -------------------------------------------------------------------------------------------

  /** The text of a cell, on one line. */
  protected typedIn({ start, end }: { readonly start: number; readonly end: number }): string {
    return this.source.text.slice(start, end).replaceAll(/\s+/gu, ' ');
  }

  protected prefixes(list: PrefixList | null): Prefix[] {
    return unchain(list).map(({ item }) =>
      item.kind === 'with'
        ? { kind: 'with', span: this.of(item), bindings: this.bindings(item.bindings) }
        : { kind: item.kind, span: this.of(item), sites: this.expression(item.sites) },
    );
  }

  protected bindings(list: BindingList | null): Binding[] {
    return unchain(list).map(({ item }) => ({
      span: this.of(item),
      name: this.newName(item.name),
      value: this.expression(item.value),
    }));
  }

  protected list(list: CellList | null): Node[] {
    return unchain(list).map(({ item }) => this.expression(item));
  }

  /** A name at a place where it is introduced. */
  protected newName(token: Token): string {
    const reason = whyReserved(token, this.typed(token));
    if (reason !== undefined)
      refuse('reserved-name', `${reason}, so it cannot be given a value`, {
        span: this.of(token),
        hint: 'choose another name',
      });
    if (token.value?.kind !== 'name') throw new Error(`spinlaw: ${token.type} where the grammar has a name`);
    return token.value.name;
  }

  // --- sums ---------------------------------------------------------------------------------------------------------

  protected expression(cell: Cell): Node {
    if (cell.kind === 'prefixed') {
      const prefixes = this.prefixes(cell.prefixes);
      if (prefixes.length > deepestBrackets) this.tooDeep(cell, 'prefixes');
      return prefixes.reduceRight<Node>((body, prefix) => {
        const span = this.span(prefix.span.start, cell.end);
        return prefix.kind === 'with'
          ? { kind: 'with', span, bindings: prefix.bindings, body }
          : { kind: prefix.kind, span, sites: prefix.sites, body };
      }, this.expression(cell.body));
    }
    if (cell.kind === 'group') refuseLoneGroup(this.source, cell);
    if (cell.kind === 'plus-adjoint') {
      return {
        kind: 'plus-adjoint',
        span: this.of(cell),
        of: this.sum(cell.of),
        sign: cell.sign.text === '-' ? -1 : 1,
      };
    }
    return this.sum(cell);
  }

  /**
   * Rule 12: a summand with a sum sign includes the summands after it, up to the next one with a sum sign of its own.
   */
  private sum(cell: Cell): Node {
    const terms: Node[] = [];
    const summands = flatSum(cell);
    let k = 0;
    while (k < summands.length) {
      const { sign, summand } = summands[k]!;
      k += 1;
      if (summand.kind !== 'chain') {
        terms.push(this.signed(sign, this.product(summand), summand.end));
        continue;
      }
      const inside: Node[] = [this.signed(summand.sign, this.product(summand.body), summand.end)];
      let end = summand.end;
      for (; k < summands.length && summands[k]!.summand.kind !== 'chain'; k += 1) {
        const next = summands[k]!;
        end = next.summand.end;
        inside.push(this.signed(next.sign, this.product(next.summand), end));
      }
      const bodyStart = summand.sign?.start ?? summand.body.start;
      const limits = summand.sum.value?.kind === 'sum' ? summand.sum.value.limits : undefined;
      const chain: ChainSumNode = {
        kind: 'chain-sum',
        span: this.span(summand.sum.start, end),
        body: this.sumOf(inside, bodyStart, end),
        ...(limits !== undefined && { limits: this.of(summand.sum) }),
      };
      const term = summand.coefficient === null ? chain : this.product(summand.coefficient, chain);
      terms.push(this.signed(sign, term, end));
    }
    return this.sumOf(terms, cell.start, cell.end);
  }

  private sumOf(terms: readonly Node[], start: number, end: number): Node {
    return terms.length === 1 ? terms[0]! : { kind: 'sum', span: this.span(start, end), terms };
  }

  private signed(sign: Token | null, node: Node, end: number): Node {
    return sign?.text === '-' ? { kind: 'negate', span: this.span(sign.start, end), of: node } : node;
  }

  // --- products -----------------------------------------------------------------------------------------------------

  /** Rule 10: `· * /` and juxtaposition together, left to right. `last` is a chain sum that the product multiplies. */
  private product(cell: Cell, last?: ChainSumNode): Node {
    const cells: Cell[] = [];
    const joins: Join[] = [];
    let left: Cell = cell;
    while (left.kind === 'product') {
      refuseTensorAtOneSite(this.source, left);
      refuseTwoNumbers(this.source, left);
      cells.push(left.factor);
      joins.push(left.operator?.text === '/' ? 'over' : left.operator?.text === '·' ? 'dot' : 'times');
      left = left.before;
    }
    cells.push(left);
    const factors = cells.reverse().map((factor) => this.factor(factor));
    joins.reverse();
    this.openFraction(cells[0]!, factors, joins);
    if (last) {
      factors.push(last);
      joins.push('times');
    }
    if (factors.length === 1) return factors[0]!;
    return { kind: 'product', span: this.span(cell.start, last?.span.end ?? cell.end), factors, joins };
  }

  /** `\frac{J}{2} A` is `J/2 A`: a fraction that comes first is part of the product. */
  private openFraction(first: Cell, factors: Node[], joins: Join[]): void {
    const [node] = factors;
    const isFraction = first.kind === 'fraction' || (first.kind === 'token' && first.type === 'shortFraction');
    if (!isFraction || node?.kind !== 'product') return;
    const [top, bottom] = node.factors as [Node, Node];
    const longTop =
      first.kind === 'fraction' &&
      first.top.kind === 'group' &&
      first.top.inner.kind === 'product' &&
      top.kind === 'product';
    factors.splice(0, 1, ...(longTop ? top.factors : [top]), bottom);
    joins.unshift(...(longTop ? top.joins : []), 'over');
  }

  /** A factor with its crosses, powers, adjoints and components. */
  private factor(cell: Cell): Node {
    if (cell.kind === 'cross')
      return { kind: 'cross', span: this.of(cell), left: this.factor(cell.left), right: this.factor(cell.right) };
    const marks: (CellOf<'power'> | CellOf<'adjoint'> | CellOf<'component'>)[] = [];
    let base: Cell = cell;
    while (base.kind === 'power' || base.kind === 'adjoint' || base.kind === 'component') {
      marks.push(base);
      base = base.base;
    }
    if (marks.length > deepestBrackets) this.tooDeep(cell, 'powers and adjoints');
    let node = this.atom(base);
    for (const mark of marks.reverse()) node = this.marked(mark, node);
    return node;
  }

  private marked(mark: CellOf<'power'> | CellOf<'adjoint'> | CellOf<'component'>, of: Node): Node {
    const span = this.of(mark);
    switch (mark.kind) {
      case 'component':
        return {
          kind: 'component',
          span,
          of,
          axis: mark.axis.text as 'x' | 'y' | 'z',
          ...(mark.base.kind === 'token' && { bare: true }),
        };
      case 'adjoint':
        // Rule 15: a_j† is the boson a†_j.
        return of.kind === 'boson' && mark.base.kind === 'token'
          ? { ...of, span, dagger: !of.dagger }
          : { kind: 'adjoint', span, of };
      case 'power': {
        refuseUnclearPower(this.source, mark);
        const exponent = this.exponent(mark.exponent);
        if (!isUnitNumber(of) && holdsNode(exponent, ({ kind }) => kind === 'position')) {
          refuse('bad-exponent', 'j stands in an exponent only over (-1), i and exp(…)', {
            span: this.of(mark.exponent),
            hint: 'write (-1)^j, (-1)^(j+1), i^j',
          });
        }
        return { kind: 'power', span, base: of, exponent };
      }
    }
  }

  private exponent(cell: Cell): Node {
    if (cell.kind === 'group') return this.expression(cell.inner);
    if (cell.kind === 'token' && cell.type === 'power_j') return { kind: 'position', span: this.of(cell) };
    const number = cell.kind === 'negative' ? cell.number : (cell as Token);
    if (!/^[0-9]+$/u.test(number.text)) {
      refuse('bad-exponent', `${number.text} is not an integer`, {
        span: this.of(number),
        hint: 'other exponents need brackets: a^(1/2), or sqrt(a)',
      });
    }
    const node: Node = { kind: 'number', span: this.of(number), text: number.text };
    return cell.kind === 'negative' ? { kind: 'negate', span: this.of(cell), of: node } : node;
  }

  // --- factors ------------------------------------------------------------------------------------------------------

  private atom(cell: Cell): Node {
    const span = this.of(cell);
    switch (cell.kind) {
      case 'token':
        return this.word(cell, span);
      case 'group':
        if (cell.inner.kind === 'prefixed' || (cell.inner.kind !== 'plus-adjoint' && flatSum(cell.inner).length === 1))
          refuseLoneGroup(this.source, cell);
        return this.expression(cell.inner);
      case 'pair': {
        const left = this.expression(cell.left);
        const right = this.expression(cell.right);
        return { kind: cell.bracket.text === '[' ? 'commutator' : 'anticommutator', span, left, right };
      }
      case 'call':
        return callNode(cell.word.text, this.list(cell.list), span);
      case 'apply': {
        const name = cell.word.type === 'root' ? 'sqrt' : cell.word.type === 'exponential' ? 'exp' : cell.word.text;
        const argument =
          cell.argument.kind === 'group' ? this.expression(cell.argument.inner) : this.atom(cell.argument);
        return callNode(name, [argument], span);
      }
      case 'fraction':
        return { kind: 'product', span, factors: [this.inner(cell.top), this.inner(cell.bottom)], joins: ['over'] };
      case 'point':
        return { kind: 'point', span, ...(cell.shift && { position: this.position(cell.shift) }) };
      default:
        throw new Error(`spinlaw: a ${cell.kind} where the grammar has a factor`);
    }
  }

  private inner(cell: Cell): Node {
    return cell.kind === 'group' ? this.expression(cell.inner) : this.atom(cell);
  }

  private word(token: Token, span: Span): Node {
    const { value } = token;
    switch (value?.kind) {
      case 'name':
        return {
          kind: 'name',
          span,
          name: value.name,
          ...(value.sited && { sited: value.sited }),
          ...(value.vector && { vector: value.vector }),
        };
      case 'sited':
        return { kind: 'sited', span, name: value.name, sites: value.sites };
      case 'spin':
        return {
          kind: 'spin',
          span,
          family: value.family,
          primes: value.primes,
          ...(value.axis && { axis: value.axis }),
          site: value.site,
        };
      case 'boson':
        return { kind: 'boson', span, dagger: value.dagger, site: value.site };
      case 'fermion':
        return { kind: 'fermion', span, letter: value.letter, dagger: value.dagger, site: value.site };
      case 'level':
        return { kind: 'level', span, row: value.row, column: value.column };
      case 'ket':
        return { kind: 'ket', span, spins: value.spins };
      default:
    }
    if (token.type === 'number') return { kind: 'number', span, text: token.text };
    if (token.type === 'shortFraction') {
      const [top, bottom] = token.text;
      // "\frac12": the digits end the word
      const digit = (text: string, start: number): Node => ({
        kind: 'number',
        span: this.span(start, start + 1),
        text,
      });
      const typed = this.typed(token);
      const second = token.end - 1;
      const first = token.start + typed.indexOf(top!, typed.indexOf('c'));
      return { kind: 'product', span, factors: [digit(top!, first), digit(bottom!, second)], joins: ['over'] };
    }
    if (token.text === 'i') return { kind: 'imaginary', span };
    if (token.text === 'j') return { kind: 'position', span };
    if (token.text === 't') return { kind: 'time', span };
    throw new Error(`spinlaw: a ${token.type} where the grammar has a factor`);
  }

  /** The a of δ(x - a): the part after x, with its signs reversed. */
  private position(cell: Cell): Node {
    const terms = flatSum(cell).map(({ sign, summand }): Node => {
      const node = this.product(summand);
      return sign?.text === '-'
        ? node
        : { kind: 'negate', span: this.span(sign?.start ?? summand.start, summand.end), of: node };
    });
    return this.sumOf(terms, cell.start, cell.end);
  }

  private tooDeep(cell: Cell, what: string): never {
    limit('nesting-too-deep', `at most ${deepestBrackets} ${what} may follow one another`, { span: this.of(cell) });
  }
}

/** -1, i, -i, exp(…): a number whose powers may be a weight along the chain. */
function isUnitNumber(node: Node): boolean {
  if (node.kind === 'negate')
    return node.of.kind === 'imaginary' || (node.of.kind === 'number' && node.of.text === '1');
  return node.kind === 'imaginary' || (node.kind === 'call' && node.function === 'exp');
}
