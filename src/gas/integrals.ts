import { refuse } from '../text/index.js';
import { distinctValues } from './openings.js';
import type { TransitionTable } from './table.js';
import { checkBeta } from './temperatures.js';

/**
 * Integrals without the exponent of the opening, so that no rate underflows:
 *
 *   G_f = ∫ P_f(E) e^{−β(E − opening of f)} dE, and its first moment with E − opening of f
 *
 * @diagnostic `beta-out-of-range` outside the table's temperatures
 * @implements gas (S23)
 */
export function scaledIntegrals(
  table: TransitionTable,
  beta: number,
): { readonly integrals: Float64Array; readonly moments: Float64Array } {
  checkBeta(beta, table.system.scale);
  const [least, most] = table.betas;
  if (beta < least * (1 - 1e-12) || beta > most * (1 + 1e-12)) {
    refuse('beta-out-of-range', `the table serves inverse temperatures from ${least} to ${most}, not ${beta}`);
  }
  const { transitions: size, opens, panels } = table;
  const integrals = new Float64Array(size);
  const moments = new Float64Array(size);
  const { places, distinct } = distinctValues(opens);
  const boltzmann = new Float64Array(distinct.length);
  for (const { interval, above, weights, probability } of panels) {
    for (let i = 0; i < above.length; i++) {
      const e = above[i]!;
      let largest = 0;
      for (let g = 0; g < distinct.length; g++) {
        const x = beta * (interval.a - distinct[g]! + e);
        boltzmann[g] = x > 0 && x < 745 ? weights[i]! * Math.exp(-x) : 0;
        largest = Math.max(largest, boltzmann[g]!);
      }
      // A weight has the dimension of an energy; multiplication by β makes it a pure number.
      if (beta * largest < 1e-30) continue;
      const at = i * size;
      for (let f = 0; f < size; f++) {
        const share = probability[at + f]! * boltzmann[places[f]!]!;
        integrals[f]! += share;
        moments[f]! += share * (interval.a - opens[f]! + e);
      }
    }
  }
  return { integrals, moments };
}
