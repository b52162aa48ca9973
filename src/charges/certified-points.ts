import { primeLimit, primesBelow } from '../exact/index.js';
import { limit } from '../text/index.js';
import type { Evaluation, Polynomials } from './residues.js';

/**
 * A-priori bounds on the coefficients of a commutator, which determine how many points and primes prove that they
 * vanish.
 */
export interface Bound {
  /** highest power of every variable */
  readonly degrees: readonly number[];
  /** highest degree in the parameters, doubled as in `Polynomials.totalDegree` */
  readonly total: number;
  /** bound on the modulus of every coefficient and of its conjugates */
  readonly height: bigint;
}

/** Largest number of evaluations in a proof. */
const maxEvaluations = 100_000;

/**
 * Points 1, 2, 3, … in every variable, one for each monomial that a bound allows. These monomials form a lower set,
 * since all divisors of an allowed monomial are allowed.
 *
 * A polynomial over a field whose monomials all lie in a lower set L, and which vanishes at the points (1 + e_1, …, 1 +
 * e_n) for all e in L, is zero, because in the basis ∏_i ∏_{k ≤ e_i} (v_i − k) the system is triangular. A homogeneous
 * polynomial is determined by its values where one variable is 1, since no two monomials become equal there.
 */
export function pointsFor(polynomials: Polynomials, { degrees, total }: Bound): number[][] {
  const { variables, homogeneous } = polynomials;
  const one = homogeneous && degrees.length > 0 ? degrees.indexOf(Math.max(...degrees)) : -1;
  let points: { point: number[]; left: number }[] = [{ point: [], left: total }];
  variables.forEach(({ doubled }, i) => {
    points = points.flatMap(({ point, left }) => {
      const most = i === one ? 0 : Math.min(degrees[i]!, Math.floor(left / doubled));
      return Array.from({ length: most + 1 }, (_, e) => ({ point: [...point, e + 1], left: left - e * doubled }));
    });
    if (points.length > maxEvaluations) tooMany();
  });
  return points.map(({ point }) => point);
}

function tooMany(): never {
  limit('too-many-points', `a proof would take more than ${maxEvaluations} evaluations`, {
    hint: 'give parameters values with --set, ask for fewer charges, or leave modular arithmetic out',
  });
}

/**
 * As many primes as a proof needs, each with all the roots that occur. Where an integer ρ of a field of degree d
 * vanishes in the residue fields of different primes, their product divides its norm, and |norm| ≤ height^d: so ρ = 0
 * as soon as the product is larger.
 */
export function primesFor(polynomials: Polynomials, { height }: Bound): { prime: number; roots: number[] }[] {
  const wanted = height ** BigInt(polynomials.fieldDegree);
  const found: { prime: number; roots: number[] }[] = [];
  let product = 1n;
  for (const prime of primesBelow()) {
    if (product > wanted) return found;
    const roots = polynomials.rootsModulo(prime);
    if (!roots) continue;
    found.push({ prime, roots });
    product *= BigInt(prime);
  }
  return tooMany();
}

/** Everything a proof evaluates: every point modulo every prime. */
export function evaluationsFor(polynomials: Polynomials, bound: Bound): Evaluation[] {
  const primes = primesFor(polynomials, bound);
  const points = pointsFor(polynomials, bound);
  if (primes.length * points.length > maxEvaluations) tooMany();
  return primes.flatMap(({ prime, roots }) => points.map((point) => ({ prime, roots, point })));
}

/**
 * One random point modulo one random prime: a nonzero value there proves that a polynomial is not zero, but a zero
 * proves nothing.
 */
export function randomEvaluation(polynomials: Polynomials, random: () => number): Evaluation {
  for (;;) {
    const from = Math.floor((primeLimit / 2) * (1 + random())) + 1;
    for (const prime of primesBelow(from)) {
      const roots = polynomials.rootsModulo(prime);
      if (roots) return { prime, roots, point: polynomials.variables.map(() => Math.floor(prime * random())) };
    }
  }
}
