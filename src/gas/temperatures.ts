import type { EnergyScale } from '../scattering/index.js';
import { refuse } from '../text/index.js';

/**
 * Smallest product of β and the largest energy, and largest product of β and the smallest energy, for which the energy
 * integrals are resolved.
 */
const leastBetaEnergy = 1e-8;
const largestBetaEnergy = 1e10;

/** @diagnostic `beta-out-of-range` */
export function checkBeta(beta: number, { largest, smallest }: EnergyScale): void {
  const [from, to] = [leastBetaEnergy / largest, largestBetaEnergy / smallest];
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
