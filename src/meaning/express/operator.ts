import type { Join, Node } from '../../language/index.js';
import {
  type Coefficient,
  type Monomial,
  equalCoefficients,
  gaussian,
  oneCoefficient,
  scaleCoefficient,
  unit,
} from '../../exact/index.js';
import { type Operator, type Term, type Weight, anglesOf, weightIn, weightText } from '../../spin/index.js';
import { type AlongSum, type SiteWriter, cellTerms, siteWriter, sumBodies } from './bodies.js';
import { expressCoefficient } from './coefficient.js';
import { frontFactor, itemsWithout } from './common-factor.js';
import { type OperatorForm, writerOf } from './form.js';
import { joinProduct, negated, numberNode, productNode, resultSpan as span, sumNode } from './nodes.js';
import { type SummandItem, gathered, termNode } from './item.js';
import { bodyOfNumbers, loneNumbers, turnedTerms } from './roots.js';

export interface ExpressOptions {
  /** whether local sites are relative to a free j */
  readonly free: boolean;
  /** sites of the chain from one free j to the next, by default those of a cell */
  readonly stride?: number | undefined;
  /** the spins of a cell by their labels, by default one */
  readonly legs?: readonly string[];
  /** with a form, the factor that all terms have in common is written in front */
  readonly form?: OperatorForm | undefined;
  /** λ_z of the rescaled spins S', if they may be used in vector form */
  readonly anisotropy?: Coefficient | undefined;
}

/**
 * An operator as the tree a person would type: spin components, S·S and (S×S)·S where three or six words have this
 * form, with equal coefficients grouped.
 */
export function expressOperator(operator: Operator, options: ExpressOptions): Node;
export function expressOperator(operator: Operator, options: ExpressOptions, write: Writer): Node | undefined;
export function expressOperator(operator: Operator, options: ExpressOptions, given?: Writer): Node | undefined {
  const { free, legs = ['1'], stride = legs.length, form, anisotropy } = options;
  const write = given ?? writerOf(form, anisotropy);
  const groups: Group[] = [];
  const local = siteWriter(legs, { relative: free, stride: stride / legs.length });
  const atSites = operator.terms.filter((t) => t.place.kind !== 'chain');
  for (const { front, terms } of turnedTerms(atSites) ?? [{ front: [], terms: atSites }]) {
    for (const group of byWeight(terms)) {
      const items = write(group, local);
      if (!items) return undefined;
      groups.push({ weight: weightIn(group[0]!.place), items, front, isSum: false });
    }
  }
  const ofCells = cellTerms(operator, legs);
  const numbers = loneNumbers(ofCells);
  const known =
    numbers.length > 0
      ? writtenNumbers(
          numbers.map(({ term }) => term),
          legs,
        )
      : undefined;
  const rest = known ? ofCells.filter((t) => !numbers.includes(t)) : ofCells;
  for (const { terms, sites, step } of sumBodies(rest, legs)) {
    for (const group of byWeight(terms)) {
      const weight = weightIn(group[0]!.place);
      const along = weight.power === 0 && weight.turn === unit ? { step, sign: weight.sign } : undefined;
      const items = write(group, sites, along);
      if (!items) return undefined;
      groups.push({ weight, items, front: [], isSum: true });
    }
  }
  const hasFactor = form !== undefined && !known && groups.some(({ isSum }) => isSum);
  return writtenGroups(groups, {
    ...(known && { known }),
    factor: hasFactor ? frontFactor(groups.flatMap(({ items }) => items)) : oneCoefficient,
  });
}

/** Items with one weight, at sites or under a sum. */
interface Group {
  readonly weight: Weight;
  readonly items: readonly SummandItem[];
  readonly front: readonly Node[];
  readonly isSum: boolean;
}

/**
 * @param known   numbers under a sum of their own
 * @param factor  is written in front of all
 */
function writtenGroups(
  groups: readonly Group[],
  { known, factor }: { readonly known?: readonly Node[]; readonly factor: Coefficient },
): Node {
  const isOne = equalCoefficients(factor, oneCoefficient);
  const summands: Node[] = [];
  const sums: Node[] = known ? [{ kind: 'chain-sum', body: sumNode(known), span }] : [];
  for (const { weight, items, front, isSum } of groups) {
    const nodes = afterWeight(weight, gathered(isOne ? items : itemsWithout(items, factor)), front);
    if (isSum) sums.push({ kind: 'chain-sum', body: sumNode(nodes), span });
    else summands.push(...nodes);
  }
  const whole = sumNode([...summands, ...sums]);
  if (isOne) return whole;
  const before = expressCoefficient(factor);
  const [negative, positive] = before.kind === 'negate' ? [true, before.of] : [false, before];
  const { factors, joins }: { readonly factors: readonly Node[]; readonly joins: readonly Join[] } =
    positive.kind === 'product' ? positive : { factors: [positive], joins: [] };
  const node =
    positive.kind === 'number' && positive.text === '1' ? whole : productNode([...factors, whole], [...joins, 'times']);
  return negative ? negated(node) : node;
}

/** Numbers at classes of sites, which have no operator that could say where they are; undefined if they have no form. */
function writtenNumbers(numbers: readonly Term[], legs: readonly string[]): Node[] | undefined {
  const { terms, square } = bodyOfNumbers(numbers, legs);
  const factors = square ? [square] : [];
  return turnedTerms(terms)?.flatMap(({ front, terms: turned }) =>
    byWeight(turned).flatMap((group) => {
      const nodes = group.map(({ coefficient }) =>
        termNode(square ? scaleCoefficient(coefficient, gaussian(4)) : coefficient, {
          coefficient,
          factors,
          joins: [],
        }),
      );
      return afterWeight(weightIn(group[0]!.place), nodes, front);
    }),
  );
}

/** Writes terms of the same weight as items of a sum; undefined where they do not have the form. */
type Writer = (terms: readonly Term[], sites: SiteWriter, along?: AlongSum) => SummandItem[] | undefined;

function byWeight(terms: readonly Term[]): Term[][] {
  const groups = new Map<string, Term[]>();
  for (const term of terms) {
    const key = weightText(weightIn(term.place));
    let group = groups.get(key);
    if (!group) groups.set(key, (group = []));
    group.push(term);
  }
  return [...groups.values()];
}

/** The terms with their common factor j^n (−1)^j e^{iφj} in front. */
export function afterWeight(
  { power, sign, turn }: Weight,
  nodes: readonly Node[],
  before: readonly Node[] = [],
): Node[] {
  const front: Node[] = [...before];
  if (sign === -1) {
    front.push({ kind: 'power', base: negated(numberNode('1')), exponent: { kind: 'position', span }, span });
  }
  if (turn !== unit) front.push(phaseAlong(turn));
  if (power === 1) front.push({ kind: 'position', span });
  if (power > 1)
    front.push({ kind: 'power', base: { kind: 'position', span }, exponent: numberNode(String(power)), span });
  if (front.length === 0) return [...nodes];
  const whole = sumNode(nodes);
  if (whole.kind === 'negate') return [negated(joinProduct(front, whole.of))];
  return [joinProduct(front, whole)];
}

/** exp(i φ j), exp(-2 i φ j), exp(i (φ - 2 θ) j) */
function phaseAlong(turn: Monomial): Node {
  const angles = anglesOf(turn);
  const [first] = angles;
  const isSingle = angles.length === 1;
  const negative = isSingle && first!.times < 0;
  const multiple = (times: number): Node[] => (Math.abs(times) === 1 ? [] : [numberNode(String(Math.abs(times)))]);
  const summands = angles.map(({ name, times }) => {
    const angle = productNode([...multiple(times), { kind: 'name', name, span }]);
    return times < 0 ? negated(angle) : angle;
  });
  const imaginary: Node = { kind: 'imaginary', span };
  const position: Node = { kind: 'position', span };
  const argument = isSingle
    ? productNode([...multiple(first!.times), imaginary, { kind: 'name', name: first!.name, span }, position])
    : productNode([imaginary, sumNode(summands), position]);
  return { kind: 'call', function: 'exp', arguments: [negative ? negated(argument) : argument], span };
}
