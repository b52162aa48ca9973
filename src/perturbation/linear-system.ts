import {
  type Coefficient,
  type Equation,
  type LinearSolution,
  type Ring,
  FractionTooLong,
  ModularPoint,
  coefficientRing,
  eliminate,
  isZeroCoefficient,
  patientRing,
} from '../exact/index.js';
import type { Term } from '../spin/index.js';

/** Linear equations over the polynomials in the couplings, with one unknown for the coefficient of each string. */
export interface LinearSystem {
  readonly unknowns: readonly Term[];
  readonly equations: readonly Equation<Coefficient>[];
  /** known solutions of the homogeneous equations */
  readonly kernel: readonly ReadonlyMap<number, Coefficient>[];
}

/** The result for a system at random values of the couplings modulo a prime. */
export type Probe =
  /** it has a solution with these unknowns, while the others are zero */
  | { readonly kind: 'solvable'; readonly support: ReadonlySet<number> }
  | {
      /** it is contradictory */
      readonly kind: 'contradiction';
      /**
       * Do the ranks there prove that there is no solution at generic couplings? They do if the rank of A is the
       * largest possible one: a minor that does not vanish at the point does not vanish identically, so rank [A|b] ≥
       * rank [A|b]_point; and rank A ≤ columns − (independent conserved operators known). If rank A_point reaches that
       * bound,
       *
       *   rank [A|b] ≥ rank A_point + 1 > rank A.
       */
      readonly proves: () => boolean;
      /** dimension of the known kernel there */
      readonly known: () => number;
    }
  | { readonly kind: 'undecided'; readonly because: string };

/**
 * Eliminates the system A x = b at a random point modulo a prime, which predicts the result of a symbolic elimination.
 */
export function probe({ equations, unknowns, kernel }: LinearSystem): Probe {
  const point = ModularPoint.of(equations.flatMap(({ entries, right }) => [...entries.values(), right]));
  if (!point) return { kind: 'undecided', because: 'no prime at hand has the square roots in the couplings' };
  const ring = point.ring();
  const atPoint = (entries: ReadonlyMap<number, Coefficient>): Map<number, number> => {
    const numbers = new Map<number, number>();
    for (const [column, c] of entries) {
      const value = point.value(c);
      if (value !== 0) numbers.set(column, value);
    }
    return numbers;
  };
  const numbers = equations.map(
    ({ entries, right }): Equation<number> => ({ entries: atPoint(entries), right: point.value(right) }),
  );
  const guess = eliminate(numbers, ring);
  if (guess.kind === 'solved') return { kind: 'solvable', support: new Set(guess.numerators.keys()) };
  const known = (): number => rankOf(kernel.map(atPoint), ring);
  const rank = (): number =>
    rankOf(
      numbers.map(({ entries }) => entries),
      ring,
    );
  return { kind: 'contradiction', proves: () => rank() + known() === unknowns.length, known };
}

/** The message where a solution that exists at a random point is not an answer. */
export const solutionTooLong =
  'at a point taken at random there is one, but its coefficients are too long as functions of the couplings; give the couplings numbers';

/**
 * Solves a system over the field of rational functions of the couplings, with only the unknowns found by a probe.
 *
 * @returns undefined where its coefficients are too long, or where the random point happened to be a zero of a
 *   polynomial
 */
export function solutionOf(
  { equations }: LinearSystem,
  support: ReadonlySet<number>,
): Extract<LinearSolution<Coefficient>, { kind: 'solved' }> | undefined {
  const small = equations
    .map(
      ({ entries, right }): Equation<Coefficient> => ({
        entries: new Map([...entries].filter(([c]) => support.has(c))),
        right,
      }),
    )
    .filter(({ entries, right }) => entries.size > 0 || !isZeroCoefficient(right));
  try {
    const outcome = eliminate(small, coefficientRing);
    if (outcome.kind === 'solved') return outcome;
  } catch (error) {
    if (!(error instanceof FractionTooLong)) throw error;
  }
  return undefined;
}

/** Largest number of unknowns of a system that is eliminated symbolically. */
const mostSymbolic = 700;

/**
 * The couplings at which a system is contradictory, by symbolic elimination: an equation 0 = r is a contradiction
 * wherever neither r nor a pivot vanishes. This is a proof that does not need the kernel.
 *
 * @param patience  number of products of terms after which the elimination is abandoned
 * @returns         r and the pivots; undefined where the elimination is too long
 */
export function contradictionIn(
  { equations, unknowns }: LinearSystem,
  patience: number,
): readonly Coefficient[] | undefined {
  if (unknowns.length > mostSymbolic) return undefined;
  try {
    const outcome = eliminate(equations, patientRing(patience));
    if (outcome.kind === 'contradiction') return [...outcome.pivots, outcome.rest];
  } catch (error) {
    if (!(error instanceof FractionTooLong)) throw error;
  }
  return undefined;
}

function rankOf(rows: readonly Map<number, number>[], ring: Ring<number>): number {
  const outcome = eliminate(
    rows.map((entries): Equation<number> => ({ entries, right: 0 })),
    ring,
  );
  return outcome.pivots.length;
}
