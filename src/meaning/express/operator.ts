import type { Node } from '../../language/index.js';
import { type Monomial, gaussian, scaleCoefficient, unit } from '../../exact/index.js';
import { type Operator, type Term, type Weight, anglesOf, weightIn, weightText } from '../../spin/index.js';
import { type AlongSum, type SiteWriter, cellTerms, siteWriter, sumBodies } from './bodies.js';
import { joinProduct, negated, numberNode, productNode, resultSpan as span, sumNode } from './nodes.js';
import { termNode } from './item.js';
import { items } from './products.js';
import { bodyOfNumbers, loneNumbers, turnedTerms } from './roots.js';

export interface ExpressOptions {
  /** whether local sites are relative to a free j */
  readonly free: boolean;
  /** sites of the chain from one free j to the next, by default those of a cell */
  readonly stride?: number | undefined;
  /** the spins of a cell by their labels, by default one */
  readonly legs?: readonly string[];
}

/**
 * An operator as the tree a person would type: spin components, S·S and (S×S)·S where three or six words have this
 * form, with equal coefficients grouped.
 */
export function expressOperator(operator: Operator, options: ExpressOptions): Node;
export function expressOperator(operator: Operator, options: ExpressOptions, write: Writer): Node | undefined;
export function expressOperator(operator: Operator, options: ExpressOptions, write: Writer = items): Node | undefined {
  const { free, legs = ['1'], stride = legs.length } = options;
  const summands: Node[] = [];
  const sums: Node[] = [];
  const local = siteWriter(legs, { relative: free, stride: stride / legs.length });
  const atSites = operator.terms.filter((t) => t.place.kind !== 'chain');
  for (const { front, terms } of turnedTerms(atSites) ?? [{ front: [], terms: atSites }]) {
    for (const group of byWeight(terms)) {
      const nodes = write(group, local);
      if (!nodes) return undefined;
      summands.push(...afterWeight(weightIn(group[0]!.place), nodes, front));
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
  if (known) sums.push({ kind: 'chain-sum', body: sumNode(known), span });
  const rest = known ? ofCells.filter((t) => !numbers.includes(t)) : ofCells;
  for (const { terms, sites, step } of sumBodies(rest, legs)) {
    for (const group of byWeight(terms)) {
      const { power, sign, turn } = weightIn(group[0]!.place);
      const along = power === 0 && turn === unit ? { step, sign } : undefined;
      const nodes = write(group, sites, along);
      if (!nodes) return undefined;
      sums.push({ kind: 'chain-sum', body: sumNode(afterWeight(weightIn(group[0]!.place), nodes)), span });
    }
  }
  return sumNode([...summands, ...sums]);
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

/** Writes terms of the same weight as summands; undefined where they do not have the form. */
type Writer = (terms: readonly Term[], sites: SiteWriter, along?: AlongSum) => Node[] | undefined;

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
