import { type Coefficient, evaluateCoefficient, refuseUnset } from '../exact/index.js';
import {
  type Operator,
  type ResidueClass,
  type Word,
  displacementSite,
  firstSite,
  isDisplaced,
  isTurning,
  weightIn,
} from '../spin/index.js';
import { refuse } from '../text/index.js';

/**
 * One word of a chain operator with a number: `Σ_j (±1)^j c · word at j + site` over all j or a class of them, or
 * `c · word at site` when `local`.
 */
export interface NumericTerm {
  readonly word: Word;
  readonly place: 'local' | 'chain';
  /** local: the site of the first letter; chain: its offset from j */
  readonly site: number;
  /** the term carries the displacement a + a† of its bath at this site (local), or at j (chain) */
  readonly displaced: boolean;
  readonly marker: number;
  readonly staggered: boolean;
  /** chain: j ≡ residue mod period; the period 1 for all j, and for local terms */
  readonly sites: ResidueClass;
  readonly re: number;
  readonly im: number;
}

/** An operator of the chain with numerical coefficients, as the engine uses it. */
export type NumericOperator = readonly NumericTerm[];

/**
 * An exact operator at a point of its parameters, with coefficients in floating point.
 *
 * @param at  values of parameters; without it the operator must not contain any
 * @diagnostic `position-weight`, `time-dependent`, `unset-parameter`, `not-finite`
 */
export function numericOperator(operator: Operator, at: (name: string) => number = refuseUnset): NumericOperator {
  return operator.terms.map(({ word, place, coefficient }) => {
    const weight = weightIn(place);
    if (weight.power > 0) refuse('position-weight', 'a bare j has no meaning on a ring: its sites have no first one');
    if (isTurning(weight))
      refuse('phase-on-ring', 'a declared phase that grows from site to site does not close on a ring');
    if (coefficient.terms.some((t) => t.monomial.mode !== undefined)) {
      refuse('time-dependent', 'the operator depends on time', { hint: 'what depends on t belongs to the drive' });
    }
    const { re, im } = coefficientValue(coefficient, at);
    return {
      word,
      place: place.kind === 'chain' ? 'chain' : 'local',
      site: firstSite(place),
      displaced: isDisplaced(place),
      marker: displacementSite(place) ?? 0,
      staggered: weight.sign === -1,
      sites: weight.sites,
      re,
      im,
    };
  });
}

/** @diagnostic `not-finite` */
function coefficientValue(coefficient: Coefficient, at: (name: string) => number): { re: number; im: number } {
  const z = evaluateCoefficient(coefficient, at);
  if (!Number.isFinite(z.re) || !Number.isFinite(z.im))
    refuse('not-finite', 'a coefficient is not a finite number at these parameters');
  return z;
}

/** a + factor · b */
export function addNumeric(a: NumericOperator, b: NumericOperator, factor = 1): NumericOperator {
  return [...a, ...b.map((t) => ({ ...t, re: factor * t.re, im: factor * t.im }))];
}

export function scaleNumeric(a: NumericOperator, re: number, im = 0): NumericOperator {
  return a.map((t) => ({ ...t, re: re * t.re - im * t.im, im: re * t.im + im * t.re }));
}

/** The largest modulus of a coefficient of an operator. */
export function largestCoefficient(a: NumericOperator): number {
  return a.reduce((m, t) => Math.max(m, Math.hypot(t.re, t.im)), 0);
}

/** A/unit, by division, because the reciprocal of a unit near the ends of the range of doubles would lose digits. */
export function inUnitsOf(a: NumericOperator, unit: number): NumericOperator {
  return a.map((t) => ({ ...t, re: t.re / unit, im: t.im / unit }));
}

/** A†: words are Hermitian, so only the numbers are conjugated. */
export function adjointNumeric(a: NumericOperator): NumericOperator {
  return a.map((t) => ({ ...t, im: -t.im }));
}
