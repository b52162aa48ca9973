import {
  type Coefficient,
  type Contradiction,
  type Equation,
  FractionTooLong,
  ModularPoint,
  conjugateCoefficient,
  contradictionOf,
  divideExactly,
  patientRing,
} from '../exact/index.js';
import {
  type Operator,
  commutator,
  isZeroOperator,
  mapCoefficients,
  negateOperator,
  overlap,
  sumOperators,
} from '../spin/index.js';
import { contentOf } from './content.js';
import { type FrequencyPart, dividedBy, frequencyPartsOf } from './correction.js';
import { distinctFactors, zerosOf } from './factors.js';
import { type StringSystem, StringImages, systemOf } from './operator-equation.js';
import type { Parts } from './parts.js';
import { commonPeriodOf } from './periods.js';

/**
 * A proof that [H0, X] + nω X = −[V_n, C] has no solution X of at most `range` sites: the operator Y overlaps with the
 * right side, but with no [H0, X] + nω X, because [H0, Y] + nω Y has no string of at most `range` sites.
 */
export interface Obstruction extends FrequencyPart {
  readonly range: number;
  readonly operator: Operator;
  /** factors of the overlap, and couplings that divide Y: the proof holds wherever none of them vanishes */
  readonly assumed: readonly Coefficient[];
}

/** Largest number of strings among which a solution is excluded. */
const mostUnknowns = 6000;
/** Number of products of terms after which the search for an obstruction is abandoned. */
const patience = 1_000_000;

/**
 * The obstruction to a correction of at most `range` sites, in the first part of V that has one.
 *
 * @param parts  of a V without jumps and baths
 * @returns      undefined where there is a correction, or where the obstruction is too long
 */
export function obstructionTo(
  hamiltonian: Operator,
  parts: Parts,
  charge: Operator,
  range: number,
): Obstruction | undefined {
  const images = new StringImages(hamiltonian, commonPeriodOf([hamiltonian, parts.whole, charge]));
  for (const part of frequencyPartsOf(parts)) {
    const right = commutator(part.component, charge);
    if (isZeroOperator(right)) continue;
    const equation = { hamiltonian, right: negateOperator(right), shift: part.shift, conserved: [] };
    const system = systemOf(equation, images, range, mostUnknowns);
    const combination = system && combinationOf(system);
    if (!combination) continue;
    const operator = primitive(operatorOf(combination, system));
    const divisors = operator.terms.flatMap((t) => dividedBy(t.coefficient));
    const assumed = distinctFactors([overlap(operator, right), ...divisors]).filter((f) => zerosOf(f) !== 'never');
    return { ...part, range, operator, assumed };
  }
  return undefined;
}

/** Σ y* Q for the combination y of the equations of strings Q. */
function operatorOf({ multipliers }: Contradiction<Coefficient>, { rows }: StringSystem): Operator {
  const terms = [...multipliers].map(([row, y]) => ({ ...rows[row]!, coefficient: conjugateCoefficient(y) }));
  return sumOperators([{ terms }]);
}

/**
 * A contradictory combination, by symbolic elimination; where that is too long, among the equations that make one at a random
 * point modulo a prime.
 */
function combinationOf({ equations }: StringSystem): Contradiction<Coefficient> | undefined {
  const among = (some: readonly Equation<Coefficient>[]): Contradiction<Coefficient> | undefined | 'too long' => {
    try {
      return contradictionOf(some, patientRing(patience));
    } catch (error) {
      if (!(error instanceof FractionTooLong)) throw error;
      return 'too long';
    }
  };
  const direct = among(equations);
  if (direct !== 'too long') return direct;
  const point = ModularPoint.of(equations.flatMap(({ entries, right }) => [...entries.values(), right]));
  const atPoint =
    point &&
    contradictionOf(
      equations.map((e) => residuesOf(e, point)),
      point.ring(),
    );
  if (!atPoint) return undefined;
  const numbers = [...atPoint.multipliers.keys()];
  const found = among(numbers.map((k) => equations[k]!));
  if (found === 'too long' || !found) return undefined;
  return { ...found, multipliers: new Map([...found.multipliers].map(([k, y]) => [numbers[k]!, y])) };
}

const residuesOf = ({ entries, right }: Equation<Coefficient>, point: ModularPoint): Equation<number> => ({
  entries: new Map(
    [...entries].flatMap(([column, c]) => {
      const residue = point.value(c);
      return residue === 0 ? [] : [[column, residue] as const];
    }),
  ),
  right: point.value(right),
});

/** An operator without the common divisor of its coefficients, and without powers that divide them. */
function primitive(a: Operator): Operator {
  const common = contentOf([a]);
  if (!common) return a;
  return mapCoefficients(a, (c) => divideExactly(c, common)!);
}
