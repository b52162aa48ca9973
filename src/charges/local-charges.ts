import {
  type Coefficient,
  type Equation,
  FractionTooLong,
  type Integer,
  ModularEchelon,
  ModularPoint,
  type ModularVector,
  coefficientRing,
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
  type ScalarSymbol,
  scaleCoefficient,
  symbolPower,
  symbolsOf,
  zeroCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  type Term,
  commutator,
  isZeroOperator,
  mapCoefficients,
  operatorRange,
  scaleOperator,
  weightPeriod,
  sumOperators,
  termLabel,
  weightIn,
  weightOf,
} from '../spin/index.js';
import { refuse } from '../text/index.js';
import { chargesOneByOne } from './charges.js';
import { StringBasis, commutationRows } from './commutation-matrix.js';
import { checkChainSum } from './density.js';
import { integerParts } from './monomial-table.js';

/** A local charge that was found explicitly: [H, Q] = 0 for all values of the couplings. */
export interface LocalCharge {
  /** longest string, in sites */
  readonly range: number;
  /** n if it is C_n of the boost recursion */
  readonly index?: number;
  /** the charge itself; it commutes with H for all values of the couplings */
  operator(): Operator;
}

/** All local charges of a chain up to a range. */
export interface LocalCharges {
  /** the longest range that was searched, in sites */
  readonly range: number;
  /** number of sites after which the charges repeat */
  readonly period: 1 | 2;
  /**
   * Dimension of the space of charges of range ≤ 1, 2, … at generic couplings. Modulo a prime and at a point there can
   * only be more charges, so a count that the explicit charges reach is proved.
   */
  readonly nullities: readonly number[];
  /** linearly independent, those of shorter range first */
  readonly charges: readonly LocalCharge[];
  /** whether there are as many explicit charges as the count allows */
  readonly complete: boolean;
}

/** The range of the search for charges. */
export interface LocalChargesOptions {
  /** longest string, in sites */
  readonly range: number;
  /** 1, or 2 for sums with (−1)^j too; by default the period of H */
  readonly period?: 1 | 2;
}

/**
 * Every sum Q = Σ_j (±1)^j q_j of local operators of up to `range` sites that commutes with H: the solutions of
 *
 *   [H, Σ_P x_P P] = 0
 *
 * over all Pauli strings P. The system is solved modulo a prime at a point of the couplings, which bounds the number of
 * solutions; each is then found over the rational functions of the couplings and inserted into the commutator. The
 * charges of the boost recursion come first, so that they keep their names.
 *
 * @param hamiltonian  a static sum over the chain, uniform or staggered
 * @param options      `range`, the longest string of a charge in sites, and `period`, that of the charges in sites, 1 or 2;
 *   by default that of the Hamiltonian
 * @diagnostic `not-a-chain-sum`, `not-translation-invariant`, `time-dependent`, `period-too-short`, `search-too-wide`,
 *   `interrupted`
 * @cost       3 · 4^(range − 1) · period unknowns
 */
export function localCharges(hamiltonian: Operator, options: LocalChargesOptions): LocalCharges {
  const { range, period } = options;
  checkChainSum(hamiltonian);
  const least = periodOf(hamiltonian);
  if (period !== undefined && period < least)
    refuse('period-too-short', 'the Hamiltonian has period 2, so [H, Q] mixes operators of both signs (-1)^j', {
      hint: '--period 2',
    });
  const basis = new StringBasis(range, period ?? least);
  const point = pointFor(hamiltonian);
  const { prime } = point;
  const byRange = (column: number): number => column - basis.rangeOf(column) * basis.size;
  const kernel = new ModularEchelon(prime, byRange);
  for (const vector of kernelModulo(commutationRows(hamiltonian, basis, point), basis.size, prime)) kernel.add(vector);
  const candidates = [...kernel.vectors].map(([pivot, vector]) => ({ pivot, vector, range: basis.rangeOf(pivot) }));
  const numberOf = basis.numbers();
  const found = new ModularEchelon(prime, byRange);
  const charges: LocalCharge[] = [];
  const known = knownCharges(hamiltonian, range);
  let complete = true;
  for (let n = 1; n <= range; n++) {
    for (const charge of known.filter((c) => c.range === n)) {
      const vector = new Map(charge.operator().terms.map((t) => [numberOf(t)!, point.value(t.coefficient)]));
      if (found.add(vector)) charges.push(charge);
    }
    const here = candidates.filter((c) => c.range === n).sort((a, b) => a.vector.size - b.vector.size);
    for (const { pivot, vector } of here) {
      if (!found.add(vector)) continue;
      const operator = exhibit(hamiltonian, basis, vector, pivot);
      if (operator) charges.push({ range: n, operator: () => operator });
      else complete = false;
    }
  }
  return {
    range,
    period: basis.period,
    nullities: Array.from({ length: range }, (_, n) => candidates.filter((c) => c.range <= n + 1).length),
    charges,
    complete,
  };
}

/** Sites after which a sum over the chain repeats. */
function periodOf({ terms }: Operator): 1 | 2 {
  return terms.some((t) => weightPeriod(weightIn(t.place)) === 2) ? 2 : 1;
}

function pointFor(hamiltonian: Operator): ModularPoint {
  const point = ModularPoint.make(new Set(hamiltonian.terms.flatMap((t) => [...symbolsOf(t.coefficient)])));
  if (!point) refuse('too-many-roots', 'no prime at hand has all the square roots in the couplings');
  return point;
}

/**
 * H itself, and the charges of the boost recursion if it accepts H, all without the identity, which is never counted.
 */
function knownCharges(hamiltonian: Operator, range: number): LocalCharge[] {
  const boosts = periodOf(hamiltonian) === 1;
  const found: LocalCharge[] = [];
  if (boosts) {
    for (const charge of chargesOneByOne(hamiltonian, { upto: range + 1 }).charges) {
      if (!charge.commutes || charge.nothing || charge.range > range) break;
      found.push({
        range: charge.range,
        index: charge.index,
        operator: () => withoutIdentity(charge.operator()),
      });
    }
  }
  if (found.length === 0)
    found.push({ range: operatorRange(hamiltonian), operator: () => withoutIdentity(hamiltonian) });
  return found.filter((c) => c.range <= range);
}

const withoutIdentity = ({ terms }: Operator): Operator => ({ terms: terms.filter((t) => weightOf(t.word) > 0) });

/**
 * The charge on the strings of a solution modulo a prime, in which the string of its pivot is free. It is unique there,
 * since the other solutions have a pivot that this one does not have.
 *
 * @returns the charge; undefined where the coefficients are too long, or where the prime or the point allows a solution
 *   that does not exist at generic couplings
 */
function exhibit(
  hamiltonian: Operator,
  basis: StringBasis,
  vector: ModularVector,
  pivot: number,
): Operator | undefined {
  const generator = scaleOperator(hamiltonian, fromGaussian(gaussian(0, -1)));
  const equations = new Map<string, { entries: Map<number, Coefficient>; right: Coefficient }>();
  for (const column of vector.keys()) {
    for (const reached of commutator(generator, { terms: [basis.term(column)] }).terms) {
      const label = termLabel(reached);
      let equation = equations.get(label);
      if (!equation) equations.set(label, (equation = { entries: new Map(), right: zeroCoefficient }));
      if (column === pivot) equation.right = negateCoefficient(reached.coefficient);
      else equation.entries.set(column, reached.coefficient);
    }
  }
  const solution = solved([...equations.values()]);
  if (!solution) return undefined;
  const terms: Term[] = [
    { ...basis.term(pivot), coefficient: solution.denominator },
    ...[...solution.numerators].map(([column, coefficient]) => ({ ...basis.term(column), coefficient })),
  ];
  const operator = primitive(sumOperators([{ terms }]));
  return operator && isZeroOperator(commutator(hamiltonian, operator)) ? operator : undefined;
}

function solved(equations: readonly Equation<Coefficient>[]) {
  try {
    const outcome = eliminate(equations, coefficientRing);
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

/**
 * The operator divided by the common divisor of its coefficients, so that the coefficients of products of S = σ/2 are
 * integers without a common divisor.
 *
 * @returns undefined where the coefficients are too long
 */
function primitive(given: Operator): Operator | undefined {
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
  // σ = 2 S
  const inSpins = divided.terms.map((t) => scaleCoefficient(t.coefficient, gaussian(2 ** weightOf(t.word))));
  const den = commonDenominator(inSpins);
  const whole = inSpins.flatMap((c) => integerParts(c, den).map(({ value }) => narrow(value)));
  const content = whole.reduce((common: Integer, value) => gcd(common, value), 0);
  const sign = whole[0]! < 0 ? -1 : 1;
  return scaleOperator(divided, fromGaussian(gaussian(multiplyIntegers(sign, den), 0, content)));
}
