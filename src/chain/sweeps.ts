import { checkInterrupt, limit } from '../text/index.js';
import { Extrapolation } from './extrapolation.js';
import { balanceSectors } from './sector-balance.js';
import type { SectorBlock } from './sector-block.js';
import { relaxSector } from './sector-relaxation.js';
import { hasPositiveSectors, inSectorUnits, largestSectorChange } from './sector-units.js';

/** The state that sweeps have led to, their number, and the change in the last one. */
export interface SweepResult {
  readonly values: Float64Array;
  readonly sweeps: number;
  readonly change: number;
}

/** Largest ratio of a change to the smallest so far; beyond it an extrapolation is abandoned. */
const divergenceRatio = 3;

/** Largest number of sweeps without a decrease of the change by a tenth; beyond it an extrapolation is abandoned. */
const maxStalledSweeps = 4;

/** Number of sweeps without extrapolation at the start and after one that was abandoned. */
const plainSweeps = 3;

/**
 * The fixed point of one sweep over the sectors with the balance of their weights, by Anderson's extrapolation: it
 * continues from the combination of the last states that a sweep would change least. Changes are measured in each
 * sector relative to its own weight.
 */
export function sweepUntilSettled(
  blocks: readonly SectorBlock[],
  start: Float64Array,
  tolerance: number,
  sweeps: number,
  onProgress?: (change: number) => void,
): SweepResult {
  let x: Float64Array = start.slice();
  const past = new Extrapolation();
  let best = Infinity;
  let since = 0;
  // The first sweeps adjust the weights of the sectors over orders of magnitude.
  let plain = plainSweeps;
  let change = Infinity;
  let sweep = 0;
  while (sweep < sweeps) {
    checkInterrupt();
    sweep += 1;
    const after = x.slice();
    for (const block of blocks) relaxSector(block, after);
    balanceSectors(blocks, after);
    change = largestSectorChange(blocks, x, after);
    onProgress?.(change);
    if (change <= tolerance) return { values: after, sweeps: sweep, change };
    // Because of rounding the change does not decrease forever, so a few sweeps without progress below 1e-10 end the
    // iteration.
    if (change < best * 0.9) {
      best = change;
      since = 0;
    } else if (++since >= 8 && best < 1e-10) return { values: after, sweeps: sweep, change };
    past.add(
      after,
      inSectorUnits(
        blocks,
        after.map((v, i) => v - x[i]!),
        after,
      ),
    );
    if (change > divergenceRatio * best || since === maxStalledSweeps) {
      // Far from the solution an extrapolation may fail. Sweeps alone make progress, if slowly, since positive rates
      // keep states positive.
      past.clear();
      plain = sweep + plainSweeps;
    }
    const next = sweep < plain ? after : past.next();
    x = hasPositiveSectors(blocks, next) ? next : after;
  }
  return { values: x, sweeps: sweep, change };
}

/** @diagnostic `no-convergence` */
export function checkConverged(found: SweepResult): SweepResult {
  const { sweeps, change } = found;
  if (!(change < 1e-8)) {
    limit(
      'no-convergence',
      `the sectors do not come into balance: after ${sweeps} sweeps they still change by ${change.toExponential(1)}`,
      { hint: 'is there a conservation law that no perturbation breaks, or next to none?' },
    );
  }
  return found;
}
