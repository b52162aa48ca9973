import { type Source, type Span, limit, refuse } from '../text/index.js';
import type { BindingList, Cell, CellList, PrefixList, StatementCell } from './cells.js';
import { deepestBrackets } from './layout.js';
import { functionNamed } from './functions.js';
import { whyReserved } from './reserved.js';
import type { Token } from './token.js';
import type { Binding, ChainSumNode, Join, Node, Prefix, Site, Statement } from './tree.js';
import { siteInside } from './write-common.js';

/** The tree of one statement. Recursion follows the brackets of the text, chains are walked in loops. */
export function buildStatement(source: Source, cell: StatementCell, span: Span): Statement {
  return new Builder(source).statement(cell, span);
}

type Kind<K extends Cell['kind']> = Extract<Cell, { kind: K }>;
interface Signed {
  readonly sign: Token | null;
  readonly summand: Cell;
}

class Builder {
  constructor(private readonly source: Source) {}

  private span(start: number, end: number): Span {
    return { source: this.source, start, end };
  }

  private of(cell: { readonly start: number; readonly end: number }): Span {
    return this.span(cell.start, cell.end);
  }

  private typed(token: Token): string {
    return this.source.text.slice(token.start, token.end);
  }

  // --- statements ---------------------------------------------------------------------------------------------------

  statement(cell: StatementCell, span: Span): Statement {
    switch (cell.kind) {
      case 'expression':
        return { kind: 'expression', span, expression: this.outermost(cell.expression) };
      case 'definition':
        return this.definition(cell.target, this.outermost(cell.value), span);
      case 'parameter':
        return {
          kind: 'parameter',
          span,
          names: unchain(cell.names).map(({ item }) => ({ name: this.newName(item), span: this.of(item) })),
          domain: cell.domain?.text === 'complex' || cell.domain?.text === 'phase' ? cell.domain.text : 'real',
        };
      case 'claim': {
        const head =
          cell.head.value?.kind === 'claim' ? cell.head.value : { verb: cell.head.text as 'prove' | 'refute' };
        const { name, cites } = { name: undefined, cites: undefined, ...head };
        return {
          kind: 'claim',
          span,
          verb: head.verb,
          ...(name !== undefined && { name }),
          ...(cites !== undefined && { cites }),
          prefixes: [...this.prefixes(cell.outer), ...this.prefixes(cell.inner)],
          left: this.expression(cell.sides.left),
          ...(cell.sides.right && { right: this.outermost(cell.sides.right) }),
        };
      }
      case 'model':
        return {
          kind: 'model',
          span,
          role: cell.role.text as 'hamiltonian' | 'drive' | 'bath' | 'jump' | 'gas',
          operands: this.list(cell.operands),
          bindings: this.bindings(cell.bindings),
        };
    }
  }

  private definition(target: Token, value: Node, span: Span): Statement {
    const nameSpan = this.of(target);
    if (target.value?.kind === 'sited') {
      return {
        kind: 'density-definition',
        span,
        name: target.value.name,
        nameSpan,
        sites: this.densitySites(target, target.value.sites),
        value,
      };
    }
    const name = this.newName(target);
    const sited = target.value?.kind === 'name' ? target.value.sited : undefined;
    if (sited?.site.relative) {
      return { kind: 'density-definition', span, name: sited.name, nameSpan, sites: [sited.site], value };
    }
    // H(t) = …: what stood in the brackets (language rule 28)
    const argument = /^[^=()]*\((?<inside>[^()=\n]*)\)\s*(?:=|:=|\\)/u
      .exec(this.source.text.slice(target.start, value.span.start))
      ?.groups?.inside?.trim();
    return { kind: 'definition', span, name, nameSpan, value, ...(argument !== undefined && { argument }) };
  }

  private densitySites(target: Token, sites: readonly Site[]): readonly Site[] {
    if (sites.some((site) => !site.relative)) {
      refuse('bad-density', `${this.typed(target)}: a density is defined at site j, not at a fixed site`, {
        span: this.of(target),
        hint: 'write h_<j,j+1> = …, or m_j = …',
      });
    }
    return sites;
  }

  /** The name in a place where one is introduced. */
  private newName(token: Token): string {
    const reason = whyReserved(token, this.typed(token));
    if (reason !== undefined)
      refuse('reserved-name', `${reason}, so it cannot be given a value`, {
        span: this.of(token),
        hint: 'choose another name',
      });
    if (token.value?.kind !== 'name') throw new Error(`spinlaw: ${token.type} where the grammar has a name`);
    return token.value.name;
  }

  // --- prefixes and lists -------------------------------------------------------------------------------------------

  private prefixes(list: PrefixList | null): Prefix[] {
    return unchain(list).map(({ item }) =>
      item.kind === 'with'
        ? { kind: 'with', span: this.of(item), bindings: this.bindings(item.bindings) }
        : { kind: 'ring', span: this.of(item), sites: this.expression(item.sites) },
    );
  }

  private bindings(list: BindingList | null): Binding[] {
    return unchain(list).map(({ item }) => ({
      span: this.of(item),
      name: this.newName(item.name),
      value: this.expression(item.value),
    }));
  }

  private list(list: CellList | null): Node[] {
    return unchain(list).map(({ item }) => this.expression(item));
  }

  /**
   * An expression that is a whole side of a statement: a leading "+" there is a line that lost its beginning. Programs
   * print "+ -0.5 Z_0", where nothing can have been lost if no line stands above.
   */
  private outermost(cell: Cell): Node {
    const sign = leadingSign(cell);
    const typed = sign && this.typed(sign);
    if (typed === '+' || (typed?.startsWith('+') && this.linesAbove(sign!))) {
      refuse('leading-plus', 'nothing stands before this "+"', {
        span: this.span(sign!.start, sign!.start + 1),
        hint: 'indent the line if it goes on from the line above',
      });
    }
    return this.expression(cell);
  }

  /** Does the token begin a line that is not the first to say something? */
  private linesAbove(token: Token): boolean {
    const lines = this.source.text.slice(0, token.start).split(/[\n\r\u2028\u2029]/u);
    return lines.pop()!.trim() === '' && lines.some((line) => line.replace(/#.*/u, '').trim() !== '');
  }

  // --- sums ---------------------------------------------------------------------------------------------------------

  private expression(cell: Cell): Node {
    if (cell.kind === 'prefixed') {
      const prefixes = this.prefixes(cell.prefixes);
      if (prefixes.length > deepestBrackets) this.tooDeep(cell, 'prefixes');
      return prefixes.reduceRight<Node>((body, prefix) => {
        const span = this.span(prefix.span.start, cell.end);
        return prefix.kind === 'with'
          ? { kind: 'with', span, bindings: prefix.bindings, body }
          : { kind: 'ring', span, sites: prefix.sites, body };
      }, this.expression(cell.body));
    }
    if (cell.kind === 'group') this.refuseLoneGroup(cell);
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

  /** Rule 12: a summand with a sum sign takes the summands after it, up to the next one that has its own. */
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

  /** Rule 10: `· * /` and juxtaposition together, left to right. `last` is a chain sum the product multiplies. */
  private product(cell: Cell, last?: ChainSumNode): Node {
    const cells: Cell[] = [];
    const joins: Join[] = [];
    let left: Cell = cell;
    while (left.kind === 'product') {
      if (left.operator?.raw === '⊗' || left.operator?.raw === '\\otimes')
        this.refuseTensorAtOneSite(left.operator, left.before, left.factor);
      if (left.operator === null)
        this.refuseTwoNumbers(left.before.kind === 'product' ? left.before.factor : left.before, left.factor);
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

  /** Rule 28: ⊗ stands between operators at different sites. */
  private refuseTensorAtOneSite(sign: Token, left: Cell, right: Cell): void {
    const siteOf = (cell: Cell): string | undefined =>
      cell.kind === 'token' && cell.value?.kind === 'spin' ? siteInside(cell.value.site) : undefined;
    const site = siteOf(right);
    if (site === undefined) return;
    let cell: Cell = left;
    for (;;) {
      const factor = cell.kind === 'product' ? cell.factor : cell;
      if (siteOf(factor) === site) {
        refuse('tensor-at-one-site', `${sign.raw} stands between two operators at the site ${site}`, {
          span: this.of(sign),
          hint: 'name different sites, or write * for their product',
        });
      }
      if (cell.kind !== 'product') return;
      cell = cell.before;
    }
  }

  private refuseTwoNumbers(left: Cell, right: Cell): void {
    if (left.kind === 'token' && left.type === 'number' && right.kind === 'token' && right.type === 'number') {
      refuse('two-numbers', `two numbers side by side, ${left.text} and ${right.text}`, {
        span: this.span(left.start, right.end),
        hint: `write ${left.text}*${right.text} for their product`,
      });
    }
  }

  /** A factor with its crosses, powers, adjoints and components. */
  private factor(cell: Cell): Node {
    if (cell.kind === 'cross')
      return { kind: 'cross', span: this.of(cell), left: this.factor(cell.left), right: this.factor(cell.right) };
    const marks: (Kind<'power'> | Kind<'adjoint'> | Kind<'component'>)[] = [];
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

  private marked(mark: Kind<'power'> | Kind<'adjoint'> | Kind<'component'>, of: Node): Node {
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
        if (mark.base.kind === 'power' || (mark.base.kind === 'apply' && mark.base.word.type === 'exponential')) {
          refuse('power-of-power', 'a power of a power can be read in two ways', {
            span,
            hint: 'write (a^b)^c or a^(b c)',
          });
        }
        if (
          mark.base.kind === 'token' &&
          (mark.base.type === 'name' || mark.base.type === 'spin') &&
          /^\{\s*\(\s*[0-9]+\s*\)\s*\}$/u.test(this.source.text.slice(mark.exponent.start, mark.exponent.end))
        ) {
          const [number] = /[0-9]+/u.exec(this.source.text.slice(mark.exponent.start, mark.exponent.end))!;
          const label = mark.base.raw.includes('_')
            ? mark.base.raw.replace(/_\{?(?<below>[^{}]*)\}?/u, `_{$<below>${number}}`)
            : `${mark.base.raw}_${number}`;
          const power = `write ${mark.base.raw}^${number} for the power`;
          refuse('power-or-label', `${number} in brackets over ${mark.base.raw} is a power, or a label`, {
            span,
            hint:
              mark.base.type === 'spin'
                ? `${power}; there is one species of spins, so they carry no label`
                : `${power}, ${label} for another name`,
          });
        }
        const exponent = this.exponent(mark.exponent);
        if (!isMinusOne(of) && holdsPosition(exponent)) {
          refuse('bad-exponent', 'j stands in an exponent only over (-1)', {
            span: this.of(mark.exponent),
            hint: 'write (-1)^j, (-1)^(j+1)',
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
          this.refuseLoneGroup(cell);
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

  /**
   * Rule 26: [A B] and \{A B\} are commutators that lost their comma. As a group such brackets hold a sum, and
   * something stands beside them: J [A + B].
   */
  private refuseLoneGroup({ start, end, inner }: Kind<'group'>): void {
    const [, open] = /^(?<open>\[|\\\{|\\lbrace)/u.exec(this.source.text.slice(start, start + 7)) ?? [];
    if (open === undefined || !isJuxtaposed(inner)) return;
    const written = (from: number, to: number): string => {
      const text = this.source.text.slice(from, to).replaceAll(/\s+/gu, ' ');
      return text.length > 40 ? '…' : text;
    };
    const [left, right] = open === '[' ? ['[', ']'] : ['{', '}'];
    const two = inner.kind === 'product' && inner.operator === null && inner.before.kind !== 'product';
    const pair = two
      ? `${written(inner.before.start, inner.before.end)}, ${written(inner.factor.start, inner.factor.end)}`
      : 'A, B';
    refuse(
      'missing-comma',
      `a${open === '[' ? ' commutator' : 'n anticommutator'} has a comma, and a group has round brackets`,
      {
        span: this.span(start, end),
        hint: `write ${left}${pair}${right}, or (${written(inner.start, inner.end)})`,
      },
    );
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
      case 'level':
        return { kind: 'level', span, row: value.row, column: value.column };
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

  /** The a of δ(x - a): what follows x, with its signs turned. */
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

/** A chain that leads back to its beginning, from its beginning on. */
function unchain<L extends { readonly before: L | null }>(last: L | null): L[] {
  const items: L[] = [];
  for (let link = last; link !== null; link = link.before) items.push(link);
  return items.reverse();
}

function flatSum(cell: Cell): Signed[] {
  const summands: Signed[] = [];
  let left: Cell | null = cell;
  while (left !== null && left.kind === 'sum') {
    summands.push({ sign: left.sign, summand: left.summand });
    left = left.before;
  }
  if (left !== null) summands.push({ sign: null, summand: left });
  return summands.reverse();
}

function leadingSign(cell: Cell): Token | undefined {
  let left: Cell | null = cell.kind === 'plus-adjoint' ? cell.of : cell;
  while (left.kind === 'sum') {
    if (left.before === null) return left.sign;
    left = left.before;
  }
  return undefined;
}

/** A number or a fraction of numbers: no side of a commutator. */
function isNumeral(cell: Cell): boolean {
  if (cell.kind === 'fraction') return isNumeral(cell.top) && isNumeral(cell.bottom);
  if (cell.kind === 'group') return isNumeral(cell.inner);
  return cell.kind === 'token' && (cell.type === 'number' || cell.type === 'shortFraction');
}

/** Two factors side by side with no sign between them: what is left of [A, B] without its comma. */
function isJuxtaposed(cell: Cell): boolean {
  if (cell.kind === 'prefixed') return true;
  if (cell.kind !== 'product') return cell.kind !== 'cross';
  if (cell.operator === null && cell.before.kind !== 'product' && isNumeral(cell.before)) return false;
  return (
    cell.operator?.text !== '·' ||
    cell.operator.raw === '.' ||
    (cell.before.kind === 'product' && isJuxtaposed(cell.before))
  );
}

function isMinusOne(node: Node): boolean {
  return node.kind === 'negate' && node.of.kind === 'number' && node.of.text === '1';
}

/** True if a bare j stands somewhere in an exponent. */
function holdsPosition(node: Node): boolean {
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    switch (next.kind) {
      case 'position':
        return true;
      case 'sum':
        for (const term of next.terms) waiting.push(term);
        break;
      case 'product':
        for (const factor of next.factors) waiting.push(factor);
        break;
      case 'negate':
      case 'adjoint':
      case 'component':
      case 'plus-adjoint':
        waiting.push(next.of);
        break;
      case 'power':
        waiting.push(next.base, next.exponent);
        break;
      case 'cross':
      case 'commutator':
      case 'anticommutator':
        waiting.push(next.left, next.right);
        break;
      case 'call':
        for (const argument of next.arguments) waiting.push(argument);
        break;
      case 'with':
      case 'ring':
        waiting.push(next.body);
        break;
      default:
    }
  }
  return false;
}

/**
 * A function of its arguments; `dag`, `dot`, `cross` are the ASCII spellings of †, ·, ×, and give the same tree.
 *
 * @diagnostic `wrong-arguments`
 */
function callNode(word: string, given: readonly Node[], span: Span): Node {
  const { name, arguments: wanted, example } = functionNamed(word);
  const { least, most } = wanted;
  if (given.length < least || given.length > most) {
    const numbers = most === 1 ? 'one argument' : `${least === most ? most : `${least} or ${most}`} arguments`;
    refuse(
      'wrong-arguments',
      `${name} takes ${numbers}, here ${given.length === 1 ? 'is one' : `are ${given.length}`}`,
      {
        span,
        hint: `as in ${example}`,
      },
    );
  }
  const [left, right] = given as [Node, Node];
  switch (name) {
    case 'dag':
      return { kind: 'adjoint', span, of: left };
    case 'dot':
      return { kind: 'product', span, factors: [left, right], joins: ['dot'] };
    case 'cross':
      return { kind: 'cross', span, left, right };
    default:
      return { kind: 'call', span, function: name, arguments: given };
  }
}
