import { type Exponential, TruncatedEnsemble } from '../chain/index.js';
import { newton } from '../numeric/index.js';
import type { Relaxation } from './relaxation.js';
import { type ChargeSpan, exponentIn } from './span.js';

/** Tr ρ ln ρ; 0 ln 0 = 0. */
export function negativeEntropy({ algebra }: Relaxation, rho: Float64Array): number {
  let sum = 0;
  for (const p of algebra.eigenvalues(rho)) if (p > 0) sum += p * Math.log(p);
  return sum;
}

/**
 * S(ρ‖σ) = Tr ρ (ln ρ − ln σ) for σ = e^E/Tr e^E, in natural units and of the whole ring. The logarithm of σ is its
 * exponent, so small probabilities of σ cost no digits.
 */
export function relativeEntropy(
  relaxation: Relaxation,
  rho: Float64Array,
  { logTrace }: { readonly logTrace: number },
  exponent: Float64Array,
): number {
  const s = negativeEntropy(relaxation, rho) - relaxation.trace(rho, exponent) + logTrace;
  // It is not negative, except for the rounding of a sum of terms as large as the entropy.
  return Math.max(0, s);
}

/** ½ ‖ρ − σ‖₁ */
export function traceDistanceInLevels({ algebra }: Relaxation, rho: Float64Array, sigma: Float64Array): number {
  let sum = 0;
  for (const p of algebra.eigenvalues(rho.map((x, m) => x - sigma[m]!))) sum += Math.abs(p);
  return sum / 2;
}

/** The shift of λ below which the means are matched, where all of them vanish and there is no scale. */
const settledShift = 1e-12;

/** An ensemble of the charges of a span, by λ of its orthonormal basis. */
export interface MatchedEnsemble {
  readonly lagrange: ArrayLike<number>;
  readonly exponential: Exponential;
}

/**
 * The ensemble of a span whose means are those of ρ: the one of maximal entropy.
 *
 * ln Z(λ) + Σ λ_i ⟨C_i⟩_ρ is convex, so it has one minimum at most.
 *
 * @returns  undefined where Newton's method does not find the minimum
 */
export function matchedEnsemble(
  relaxation: Relaxation,
  { basis, members }: ChargeSpan,
  rho: Float64Array,
  start: ArrayLike<number>,
): MatchedEnsemble | undefined {
  const wanted = basis.map((q) => relaxation.trace(q, rho));
  const ensemble = new TruncatedEnsemble(
    basis.map((values, i) => ({ name: members[i]!.name, values })),
    [],
    relaxation.algebra,
  );
  const report = newton((x) => ensemble.at(x).means.map((mean, i) => wanted[i]! - mean), start, {
    jacobian: (x) => ensemble.susceptibility(ensemble.at(x)),
    tolerance: 1e-11,
  });
  if (!report.converged && !(report.residual <= Math.max(1e-9 * report.scale, settledShift))) return undefined;
  return { lagrange: report.value, exponential: ensemble.at(report.value).exponential };
}

/**
 * S(ρ‖σ) of the matched ensemble, the least that this list of charges can reach.
 *
 * @returns  undefined where Newton's method does not find it
 */
export function matchedEntropy(
  relaxation: Relaxation,
  span: ChargeSpan,
  rho: Float64Array,
  start: ArrayLike<number>,
): number | undefined {
  const matched = matchedEnsemble(relaxation, span, rho, start);
  return matched && relativeEntropy(relaxation, rho, matched.exponential, exponentIn(span, matched.lagrange));
}
