import { refuse } from '../text/index.js';
import { type GasModel, isDriven } from './model.js';

/** The energies a model is made of: every threshold of the engine is relative to them, none is an absolute number. */
export interface EnergyScale {
  /**
   * the largest energy that levels and drive exchange: the span of the quasi-energies, or ω where that is larger;
   * without an exchange of energy that of the coupling, m|W|² in one dimension and |A|²/m in three
   */
  readonly largest: number;
  /**
   * the smallest distance of thresholds is of this order: ω where something depends on time, `largest` where nothing
   * does
   */
  readonly smallest: number;
  /** √(2m · largest), the momentum of such a particle */
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

/** Largest |W| of all scatterers, in one component. */
export function largestElement({ scatterers }: GasModel): number {
  let largest = 0;
  for (const { coupling } of scatterers)
    for (const { re, im } of coupling.values())
      for (const [p, x] of re.entries()) largest = Math.max(largest, Math.hypot(x, im[p]!));
  return largest;
}

/**
 * β times the largest energy and β times the smallest, from which and up to which the energy integrals are resolved.
 */
const hottest = 1e-8;
const coldest = 1e10;

/** @diagnostic `beta-out-of-range` */
export function checkBeta(beta: number, { largest, smallest }: EnergyScale): void {
  const [from, to] = [hottest / largest, coldest / smallest];
  if (beta >= from && beta <= to) return;
  const [least, most] = [from, to].map((x) => Number(x.toPrecision(2)));
  refuse(
    'beta-out-of-range',
    `the inverse temperature must lie between ${least} and ${most} for the energies of this model, not be ${beta}`,
    {
      hint:
        beta === 0
          ? 'at beta = 0 all populations are 1/N; --limits gives the slope there'
          : beta > to
            ? '--limits gives the limit of low temperature'
            : 'the limits of low and high temperature are approached well within this range',
    },
  );
}
