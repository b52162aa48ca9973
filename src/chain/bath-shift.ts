import { integrate } from '../numeric/index.js';
import { bathFunction, type Phonons } from './bath.js';

/**
 * Level shift by the phonons, P∫ g(w')/(w − w') dw' = ∫_0^∞ [g(w−u) − g(w+u)]/u du.
 *
 * g is analytic except for a kink at 0 (it depends on |w|), so panels end there; beyond ω_ph + T + 7η it is negligible.
 */
export function bathShift(phonons: Phonons): (w: number) => number {
  const g = bathFunction(phonons);
  const { frequency, width } = phonons;
  // e^{−7²} is below rounding; the Boltzmann factor of absorption only shrinks the other side.
  const reach = frequency + 7 * width;
  return (w) => {
    const marks = [
      Math.abs(w),
      Math.abs(w - reach),
      Math.abs(w + reach),
      Math.abs(w - frequency),
      Math.abs(w + frequency),
    ];
    const far = Math.abs(w) + reach;
    const breaks = [...new Set([0, ...marks.filter((u) => u > 1e-12 && u < far), far])].sort((a, b) => a - b);
    return integrate((u) => (g(w - u) - g(w + u)) / u, breaks, { tolerance: 1e-13 }).value;
  };
}
