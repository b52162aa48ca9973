import {
  type Coefficient,
  type Equation,
  FractionTooLong,
  type Integer,
  ModularEchelon,
  ModularPoint,
  type ModularVector,
  commonDenominator,
  divideExactly,
  divisorOfCoefficients,
  eliminate,
  fromGaussian,
  gaussian,
  gcd,
  integer as narrow,
  isZeroCoefficient,
  kernelModulo,
  multiplyIntegers,
  negateCoefficient,
  reducedRing,
  type ScalarSymbol,
  scaleCoefficient,
  symbolPower,
  zeroCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  commutator,
  isZeroOperator,
  mapCoefficients,
  scaleOperator,
  sumOperators,
  weightOf,
} from '../spin/index.js';
import { checkInterrupt, refuse } from '../text/index.js';
import type { StringBasis } from './commutation-matrix.js';
import { integerParts } from './monomial-table.js';
import { byIndependentStrings } from './unit-cell.js';

/** A solution of [H, Q] = 0 modulo a prime. */
export interface ModularChargeVector {
  /** its column of greatest length, where no other solution has an entry */
  readonly pivot: number;
  readonly vector: ModularVector;
  /** length of its longest string: sites, or cells */
  readonly length: number;
}

/** A basis of the solutions of [H, Q] = 0 at a point modulo a prime, those of greater length reduced by each other. */
export function solutionsModulo(
  hamiltonian: Operator,
  basis: StringBasis,
  point: ModularPoint,
): { readonly candidates: ModularChargeVector[]; readonly order: (column: number) => number } {
  const { prime } = point;
  const order = (column: number): number =>
    column - (basis.lengthOf(column) * (basis.range + 1) + basis.rangeOf(column)) * basis.size;
  const kernel = new ModularEchelon(prime, order);
  for (const { rows, count, inColumns } of basis.equations(hamiltonian, point))
    for (const vector of kernelModulo(rows, count, prime)) kernel.add(inColumns(vector));
  return {
    candidates: [...kernel.vectors].map(([pivot, vector]) => ({ pivot, vector, length: basis.lengthOf(pivot) })),
    order,
  };
}

export function pointFor(hamiltonian: Operator): ModularPoint {
  const point = ModularPoint.of(hamiltonian.terms.map((t) => t.coefficient));
  if (!point) refuse('too-many-roots', 'no prime at hand has all the square roots in the couplings');
  return point;
}

/** How operators that are the unknowns of a search commute, and by which labels their equations are told apart. */
export interface SearchAlgebra {
  readonly commutator: (a: Operator, b: Operator) => Operator;
  /** the operator of a column with coefficient 1 */
  readonly operatorOf: (column: number) => Operator;
  /** the coefficients of an operator in a basis of its own */
  readonly entries: (operator: Operator) => Iterable<readonly [label: string, coefficient: Coefficient]>;
  /** coefficients of an operator as it is written, which become integers without a common divisor */
  readonly written?: (operator: Operator) => readonly Coefficient[];
}

/**
 * The charge on the columns of a solution modulo a prime, in which the column of its pivot is free. It is unique there,
 * since the other solutions have a pivot that this one does not have.
 *
 * @returns the charge; undefined where the coefficients are too long, or where the prime or the point allows a solution
 *   that does not exist at generic couplings
 */
export function exhibited(
  hamiltonian: Operator,
  { vector, pivot }: Pick<ModularChargeVector, 'vector' | 'pivot'>,
  { commutator, operatorOf, entries, written }: SearchAlgebra,
): Operator | undefined {
  const generator = scaleOperator(hamiltonian, fromGaussian(gaussian(0, -1)));
  const equations = new Map<string, { entries: Map<number, Coefficient>; right: Coefficient }>();
  for (const column of vector.keys()) {
    checkInterrupt();
    for (const [label, coefficient] of entries(commutator(generator, operatorOf(column)))) {
      let equation = equations.get(label);
      if (!equation) equations.set(label, (equation = { entries: new Map(), right: zeroCoefficient }));
      if (column === pivot) equation.right = negateCoefficient(coefficient);
      else equation.entries.set(column, coefficient);
    }
  }
  const solution = solved([...equations.values()]);
  if (!solution) return undefined;
  const operator = primitive(
    sumOperators([
      scaleOperator(operatorOf(pivot), solution.denominator),
      ...[...solution.numerators].map(([column, coefficient]) => scaleOperator(operatorOf(column), coefficient)),
    ]),
    written,
  );
  return operator && isZeroOperator(commutator(hamiltonian, operator)) ? operator : undefined;
}

/** The charge of a solution modulo a prime on strings of spins 1/2; see `exhibited`. */
export function exhibit(
  hamiltonian: Operator,
  basis: StringBasis,
  candidate: ModularChargeVector,
): Operator | undefined {
  return exhibited(hamiltonian, candidate, {
    commutator,
    operatorOf: (column) => basis.operator(column),
    entries: (operator) => byIndependentStrings(operator, basis.period),
  });
}

/** The solution of linear equations; undefined where there is none, or where fractions became too long. */
export function solved(equations: readonly Equation<Coefficient>[]) {
  try {
    const outcome = eliminate(equations, reducedRing);
    return outcome.kind === 'solved' ? outcome : undefined;
  } catch (error) {
    if (error instanceof FractionTooLong) return undefined;
    throw error;
  }
}

/** The operator times the powers of the couplings by which its coefficients are divided, so that it exists where they vanish. */
function withoutNegativePowers(operator: Operator): Operator {
  const lowest = new Map<ScalarSymbol, number>();
  for (const { coefficient } of operator.terms)
    for (const { monomial } of coefficient.terms)
      for (const { symbol, doubled } of monomial.factors)
        lowest.set(symbol, Math.min(lowest.get(symbol) ?? 0, doubled));
  return [...lowest].reduce(
    (o, [symbol, doubled]) => scaleOperator(o, fromGaussian(gaussian(1), symbolPower(symbol, 0 - doubled))),
    operator,
  );
}

/** The coefficients of products of S, with σ = 2 S. */
const inSpins = ({ terms }: Operator): Coefficient[] =>
  terms.map((t) => scaleCoefficient(t.coefficient, gaussian(2 ** weightOf(t.word))));

/**
 * The operator divided by the common divisor of its coefficients, so that the coefficients of products of S = σ/2 are
 * integers without a common divisor.
 *
 * @returns undefined where the coefficients are too long
 */
export function primitive(
  given: Operator,
  inSpinsOf: (operator: Operator) => readonly Coefficient[] = inSpins,
): Operator | undefined {
  const operator = withoutNegativePowers(given);
  let common = zeroCoefficient;
  for (const { coefficient } of operator.terms) {
    const next = divisorOfCoefficients(common, coefficient);
    if (!next) return undefined;
    common = next;
  }
  const divided = isZeroCoefficient(common)
    ? operator
    : mapCoefficients(operator, (c) => divideExactly(c, common) ?? c);
  const typed = inSpinsOf(divided);
  const den = commonDenominator(typed);
  const whole = typed.flatMap((c) => integerParts(c, den).map(({ value }) => narrow(value)));
  const content = whole.reduce((common: Integer, value) => gcd(common, value), 0);
  const sign = whole[0]! < 0 ? -1 : 1;
  return scaleOperator(divided, fromGaussian(gaussian(multiplyIntegers(sign, den), 0, content)));
}
