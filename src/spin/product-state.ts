import {
  type Coefficient,
  addCoefficients,
  gaussian,
  multiplyCoefficients,
  scaleCoefficient,
  zeroCoefficient,
} from '../exact/index.js';
import { refuse } from '../text/index.js';
import type { Operator } from './operator.js';
import { firstSite, isDisplaced, weightIn } from './place.js';
import { commonPeriod, isTurning, timesWeight, weightAt, weightPeriod } from './weight.js';
import { letterAt, rangeOf } from './word.js';

/**
 * A product state ∏_j (1 + n_j·σ_j)/2: every spin points along its Bloch vector n_j, |n_j| ≤ 1. The components are
 * multiples of the identity whose weights depend on the site, or on the cell, whose spins then have the same vector.
 */
export interface ProductSpins {
  readonly x: Operator;
  readonly y: Operator;
  readonly z: Operator;
  /** spins in a cell if the weights count cells; 1 by default */
  readonly cell?: number;
}

/**
 * The expectation value of an operator in a product state, exactly:
 *
 *   ⟨∏ σ^a_j⟩ = ∏ n^a_j        on the infinite chain per site for a chain sum, the mean over a period of the state
 *
 * @diagnostic `position-weight` for a sum over the infinite chain whose value depends on the site, `mixed-operator`,
 *   `displacement-norm`
 */
export function expectationInProduct(a: Operator, spins: ProductSpins): Coefficient {
  const isSum = a.terms.some((t) => t.place.kind === 'chain');
  if (isSum && a.terms.some((t) => t.place.kind !== 'chain')) {
    refuse('mixed-operator', 'a chain sum and a local operator have no common expectation value per site', {
      hint: 'take chain sums, or local operators, or a finite chain: on ring(8): expect(A, …)',
    });
  }
  const { cell = 1 } = spins;
  let period = isSum ? cell : 1;
  if (isSum) {
    const along = [spins.x, spins.y, spins.z].flatMap(({ terms }) => terms);
    for (const [k, { place }] of [...a.terms, ...along].entries()) {
      const weight = weightIn(place);
      if (weight.power > 0 || isTurning(weight)) {
        refuse('position-weight', 'an expectation value per site that depends on the site does not exist', {
          hint: 'on open(8): expect(A, …) is that of an open chain',
        });
      }
      period = commonPeriod(period, weightPeriod(weight) * (k < a.terms.length ? 1 : cell));
    }
  }
  const known = new Map<string, Coefficient>();
  const along = (letter: 'X' | 'Y' | 'Z', site: number): Coefficient => {
    const key = `${letter}${site}`;
    let found = known.get(key);
    if (!found) known.set(key, (found = numberAtSite(spins[axisOf[letter]], Math.floor(site / cell))));
    return found;
  };
  let sum = zeroCoefficient;
  for (const { word, place, coefficient } of a.terms) {
    if (isDisplaced(place))
      refuse('displacement-norm', 'the expectation value of an operator that carries a bath displacement');
    for (let j = 0; j < period; j++) {
      let value = timesWeight(coefficient, weightAt(weightIn(place), j));
      for (let k = 0, n = rangeOf(word); k < n; k++) {
        const letter = letterAt(word, k);
        if (letter !== 'I') value = multiplyCoefficients(value, along(letter, firstSite(place) + (isSum ? j : 0) + k));
      }
      sum = addCoefficients(sum, value);
    }
  }
  return scaleCoefficient(sum, gaussian(1, 0, period));
}

const axisOf = { X: 'x', Y: 'y', Z: 'z' } as const;

/** The number that multiples of the identity with weights are at a site. */
export function numberAtSite({ terms }: Operator, site: number): Coefficient {
  let sum = zeroCoefficient;
  for (const { place, coefficient } of terms)
    sum = addCoefficients(sum, timesWeight(coefficient, weightAt(weightIn(place), site)));
  return sum;
}
