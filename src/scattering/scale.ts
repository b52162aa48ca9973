import { type GasModel, isDriven } from '../floquet/index.js';

/** The energy scales of a model. Every threshold of the engine is relative to them; none is an absolute number. */
export interface EnergyScale {
  /**
   * the largest energy that levels and drive exchange: the span of the quasienergies, or ω where that is larger;
   * without an exchange of energy, the energy of the coupling, m|W|² in one dimension and |A|²/m in three
   */
  readonly largest: number;
  /**
   * order of magnitude of the smallest distance between thresholds: ω for a time-dependent model, otherwise `largest`
   */
  readonly smallest: number;
  /** √(2m · largest), the momentum of a particle with the largest energy */
  readonly momentum: number;
}

/** @param quasienergies  ε_j */
export function energyScale(model: GasModel, quasienergies: Float64Array): EnergyScale {
  const { mass, frequency, dimension } = model;
  const span = quasienergies.reduce((a, b) => Math.max(a, b)) - quasienergies.reduce((a, b) => Math.min(a, b));
  const driven = isDriven(model);
  const exchanged = driven ? Math.max(span, frequency) : span;
  const coupling = largestElement(model);
  const largest = exchanged > 0 ? exchanged : dimension === 1 ? mass * coupling ** 2 : coupling ** 2 / mass;
  return { largest, smallest: driven ? frequency : largest, momentum: Math.sqrt(2 * mass * largest) };
}

/** Largest modulus of a matrix element of any scatterer, in any component. */
export function largestElement({ scatterers }: GasModel): number {
  let largest = 0;
  for (const { coupling } of scatterers)
    for (const { re, im } of coupling.values())
      for (const [p, x] of re.entries()) largest = Math.max(largest, Math.hypot(x, im[p]!));
  return largest;
}
