import {
  type Coefficient,
  divideExactly,
  fromGaussian,
  gaussian,
  invertCoefficient,
  isZeroCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  subtractCoefficients,
  zeroCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  type Term,
  addOperators,
  commutator,
  isZeroOperator,
  mapCoefficients,
  negateOperator,
  operatorRange,
  rangeOf,
  scaleOperator,
  sumOperators,
} from '../spin/index.js';
import { type IndependentTerm, byIndependentStrings, independentTerms } from '../charges/index.js';
import { checkInterrupt } from '../text/index.js';
import { distinctFactors, factorsOf } from './factors.js';
import { type LinearSystem, type Probe, contradictionIn, probe, solutionOf, solutionTooLong } from './linear-system.js';

/** The equation ([H, ·] + shift) X = right for a chain sum X. */
export interface OperatorEquation {
  readonly hamiltonian: Operator;
  readonly right: Operator;
  readonly shift: Coefficient;
  /** operators that commute with H: the known part of the kernel of [H, ·] */
  readonly conserved: readonly Operator[];
}

/** The ranges in which a solution is searched for. */
export interface Reach {
  /** longest string that is searched at any cost, up to `mostUnknowns` strings */
  readonly full: number;
  /** longest string that is searched if there are at most `mostBeyond` strings */
  readonly furthest: number;
}

/** The linear system of an equation for strings of some range, and the strings of its equations. */
export interface StringSystem extends LinearSystem {
  readonly rows: readonly Term[];
}

/** A proof that there is no solution of at most `range` sites. */
export interface NoSolutionProof {
  readonly range: number;
  /** the proof holds wherever none of these vanishes; undefined for a proof by ranks at a random point */
  readonly assumed: readonly Coefficient[] | undefined;
}

export type EquationSolution =
  | {
      readonly kind: 'exists';
      readonly operator: Operator;
      /** factors by which the operator is divided */
      readonly denominator: readonly Coefficient[];
    }
  | {
      readonly kind: 'none';
      readonly proof: NoSolutionProof;
      /**
       * a proof for shorter solutions only, which may leave fewer special couplings open; searching for it takes time
       */
      readonly shorter: () => NoSolutionProof | undefined;
    }
  | { readonly kind: 'undecided'; readonly range: number; readonly because: string };

/** Largest number of strings in the search for a solution. */
const mostUnknowns = 6000;
/** Largest number of strings in the search for a solution that is longer than the right side requires. */
const mostBeyond = 600;
/**
 * Largest number of products of terms in an elimination for such long solutions; one that needs more has too many
 * special couplings.
 */
const patienceBeyond = 20_000;

/**
 * The X of least range, or a proof that there is none of the longest range that could be searched.
 *
 * @param images    −i [H, P] of the same H, which are computed where needed
 * @param patience  number of products of terms after which a symbolic elimination is abandoned and ranks decide
 */
export function solveOperatorEquation(
  equation: OperatorEquation,
  reach: Reach,
  images: StringImages,
  patience: number,
): EquationSolution {
  const least = Math.min(
    Math.max(1, operatorRange(equation.right) - operatorRange(equation.hamiltonian) + 1),
    reach.full,
  );
  // Most solutions are as short as the right side allows.
  const shortest = searchAt(equation, images, least, mostUnknowns);
  if (shortest?.probe.kind === 'solvable') return leastSolution(equation, images, shortest, shortest);
  const full = least === reach.full ? shortest : searchAt(equation, images, reach.full, mostUnknowns);
  if (!shortest || !full) {
    return {
      kind: 'undecided',
      range: reach.full,
      because: `it would be looked for among more than ${mostUnknowns} strings`,
    };
  }
  let longest = full;
  for (let range = reach.full + 1; range <= reach.furthest; range++) {
    const next = searchAt(equation, images, range, mostBeyond);
    if (!next) break;
    longest = next;
  }
  // A system that is contradictory for some range is so for every shorter one, so the longest one decides.
  switch (longest.probe.kind) {
    case 'solvable':
      return leastSolution(equation, images, shortest, longest);
    case 'undecided':
      return { ...longest.probe, range: reach.full };
    default:
      return noneOf(full, longest, patience);
  }
}

/** The equations for strings of at most `range` sites, and their result at a random point. */
interface Search {
  readonly range: number;
  readonly system: LinearSystem;
  readonly probe: Probe;
}

/** @returns undefined where there are more than `most` unknowns */
function searchAt(equation: OperatorEquation, images: StringImages, range: number, most: number): Search | undefined {
  const system = systemOf(equation, images, range, most);
  if (!system) return undefined;
  let found: Probe | undefined;
  return {
    range,
    system,
    // Many systems are only a step towards a longer one, so the result is computed on demand.
    get probe() {
      return (found ??= probe(system));
    },
  };
}

/** The solution of least range between two searches, of which the longer one has a solution at a random point. */
function leastSolution(
  equation: OperatorEquation,
  images: StringImages,
  shortest: Search,
  longest: Search,
): EquationSolution {
  for (let { range } = shortest; range <= longest.range; range++) {
    const known = [shortest, longest].find((search) => search.range === range);
    const { system, probe: found } = known ?? searchAt(equation, images, range, Number.POSITIVE_INFINITY)!;
    if (found.kind !== 'solvable') continue;
    const solution = solutionOf(system, found.support);
    // A longer solution may have coefficients that are short enough.
    if (solution) return putBack(equation, system, solution);
  }
  return { kind: 'undecided', range: longest.range, because: solutionTooLong };
}

/**
 * Does a proof hold wherever no single coupling is zero? Where sums of couplings vanish, a long search would start
 * again.
 */
function isPlain({ assumed = [] }: NoSolutionProof): boolean {
  return distinctFactors(assumed).every((f) => f.terms.length === 1);
}

/** The proof that there is no solution of the longest range, by elimination if that ends, otherwise by ranks. */
function noneOf(full: Search, longest: Search, patience: number): EquationSolution {
  const proofOf = ({ range, system }: Search, products: number): NoSolutionProof | undefined => {
    const assumed = contradictionIn(system, products);
    return assumed && { range, assumed };
  };
  const isLonger = full.system.unknowns.length < longest.system.unknowns.length;
  const shorter = (): NoSolutionProof | undefined => (isLonger ? proofOf(full, patience) : undefined);
  const byElimination = proofOf(longest, isLonger ? Math.min(patience, patienceBeyond) : patience);
  if (byElimination && (!isLonger || isPlain(byElimination))) return { kind: 'none', proof: byElimination, shorter };
  const byRanks = [longest, full].find(({ probe: found }) => found.kind === 'contradiction' && found.proves());
  const proof = shorter() ?? byElimination ?? (byRanks && { range: byRanks.range, assumed: undefined });
  if (proof) return { kind: 'none', proof, shorter: () => undefined };
  const known = full.probe.kind === 'contradiction' ? full.probe.known() : 0;
  return {
    kind: 'undecided',
    range: full.range,
    because: `at a point taken at random there is none, but [H0, ·] has a larger kernel there than the ${known} conserved operators that are known explain`,
  };
}

/** A solution of the linear system as an operator in lowest terms, checked by inserting it into the equation. */
function putBack(
  { hamiltonian, right, shift }: OperatorEquation,
  { unknowns }: LinearSystem,
  { numerators, denominator, pivots }: NonNullable<ReturnType<typeof solutionOf>>,
): EquationSolution {
  const operator = sumOperators([
    {
      terms: [...numerators].map(([column, coefficient]) => ({ ...unknowns[column]!, coefficient })),
    },
  ]);
  const reduced = lowestTerms(operator, denominator, pivots);
  const image = addOperators(commutator(hamiltonian, reduced.operator), scaleOperator(reduced.operator, shift));
  const rest = addOperators(image, negateOperator(scaleOperator(right, productOfFactors(reduced.denominator))));
  if (!isZeroOperator(rest)) throw new Error('a solution of the linear system does not solve it');
  return { kind: 'exists', ...reduced };
}

/** The product of factors, 1 for none. */
export const productOfFactors = (factors: readonly Coefficient[]): Coefficient =>
  factors.reduce(multiplyCoefficients, oneCoefficient);

/**
 * A solution with no more factors in its denominator than needed: those of the pivots, and a remaining factor if the
 * denominator is not a product of them.
 */
function lowestTerms(
  operator: Operator,
  denominator: Coefficient,
  pivots: readonly Coefficient[],
): { operator: Operator; denominator: Coefficient[] } {
  const factors: Coefficient[] = [];
  let open = denominator;
  for (const factor of [...pivots, denominator].flatMap(factorsOf)) {
    for (let quotient = divideWhole(open, factor); quotient; quotient = divideWhole(open, factor)) {
      factors.push(factor);
      open = quotient;
    }
  }
  if (open.terms.length > 1) factors.push(open);
  let numerator = open.terms.length > 1 ? operator : mapCoefficients(operator, (c) => divideExactly(c, open)!);
  const left: Coefficient[] = [];
  for (const factor of factors) {
    const quotient = dividedOperator(numerator, factor);
    if (quotient) numerator = quotient;
    else left.push(factor);
  }
  return { operator: numerator, denominator: left };
}

/** A / b; undefined unless every coefficient is a polynomial again. */
function dividedOperator(a: Operator, b: Coefficient): Operator | undefined {
  if (b.terms.length === 1) return scaleOperator(a, invertCoefficient(b));
  const quotients = new Map<Coefficient, Coefficient>();
  // Short coefficients come first, since they show soonest that the division has a remainder.
  for (const { coefficient } of [...a.terms].sort((s, t) => s.coefficient.terms.length - t.coefficient.terms.length)) {
    const quotient = divideExactly(coefficient, b);
    if (!quotient) return undefined;
    quotients.set(coefficient, quotient);
  }
  return mapCoefficients(a, (c) => quotients.get(c)!);
}

/** a / b if it is a polynomial again and b has more than one term, since single terms divide everything. */
export function divideWhole(a: Coefficient, b: Coefficient): Coefficient | undefined {
  return b.terms.length < 2 || a.terms.length < 2 ? undefined : divideExactly(a, b);
}

const minusI = fromGaussian(gaussian(0, -1));

/** −i [H, P] for strings P, each computed once, as combinations of independent strings. */
export class StringImages {
  private readonly found = new Map<string, readonly IndependentTerm[]>();
  private readonly generator: Operator;

  /** @param period  of H0, and of all other operators of the equations; see `independentTerms` */
  constructor(
    hamiltonian: Operator,
    readonly period: number,
  ) {
    this.generator = scaleOperator(hamiltonian, minusI);
  }

  of(term: Term, label: string): readonly IndependentTerm[] {
    let image = this.found.get(label);
    if (!image) {
      const string = { terms: [{ ...term, coefficient: oneCoefficient }] };
      image = independentTerms(commutator(this.generator, string), this.period);
      this.found.set(label, image);
    }
    return image;
  }
}

/**
 * The equations connected to the right side: from each string one goes back to the unknowns that reach it, and on to
 * the other strings that those reach. Q occurs in [H, P] exactly if P occurs in [H, Q], since [H, ·] is Hermitian.
 *
 * @returns undefined where there are more than `most` unknowns
 */
export function systemOf(
  { right: image, shift: whole, conserved }: OperatorEquation,
  images: StringImages,
  range: number,
  most: number,
): StringSystem | undefined {
  // A factor −i on both sides keeps the equations real for real couplings.
  const right = scaleOperator(image, minusI);
  const shift = multiplyCoefficients(whole, minusI);
  const columns = new Map<string, number>();
  const unknowns: Term[] = [];
  const equations = new Map<string, { row: Term; entries: Map<number, Coefficient>; right: Coefficient }>();
  const open: IndependentTerm[] = [];
  const meet = (string: IndependentTerm): { entries: Map<number, Coefficient>; right: Coefficient } => {
    let equation = equations.get(string.label);
    if (!equation) {
      equations.set(string.label, (equation = { row: string.term, entries: new Map(), right: zeroCoefficient }));
      open.push(string);
    }
    return equation;
  };
  for (const string of independentTerms(right, images.period)) meet(string).right = string.term.coefficient;
  for (let string = open.pop(); string; string = open.pop()) {
    checkInterrupt();
    const around = images.of(string.term, string.label);
    // With a shift a string occurs in its own image.
    for (const candidate of isZeroCoefficient(shift) ? around : [...around, string]) {
      const { term, label } = candidate;
      const n = rangeOf(term.word);
      if (n === 0 || n > range || columns.has(label)) continue;
      const column = unknowns.length;
      if (column >= most) return undefined;
      columns.set(label, column);
      unknowns.push(term);
      for (const reached of images.of(term, label)) meet(reached).entries.set(column, reached.term.coefficient);
      if (!isZeroCoefficient(shift)) {
        const { entries } = meet(candidate);
        const before = entries.get(column);
        entries.set(column, before ? subtractCoefficients(before, negateCoefficient(shift)) : shift);
      }
    }
  }
  // The strings of a conserved operator form parts that [H, ·] does not mix, and each part is conserved separately.
  const fits = isZeroCoefficient(shift) ? conserved.filter((c) => operatorRange(c) <= range) : [];
  const met = [...equations.values()].filter((e) => e.entries.size > 0 || !isZeroCoefficient(e.right));
  return {
    unknowns,
    equations: met,
    rows: met.map(({ row }) => row),
    kernel: fits.map(
      (c) =>
        new Map(
          [...byIndependentStrings(c, images.period)].flatMap(([label, coefficient]): [number, Coefficient][] => {
            const column = columns.get(label);
            return column === undefined ? [] : [[column, coefficient]];
          }),
        ),
    ),
  };
}
