import { checkInterrupt, limit } from '../text/index.js';
import { Extrapolation } from './extrapolation.js';
import { balanceSectors } from './sector-balance.js';
import type { SectorBlock } from './sector-block.js';
import { relaxSector } from './sector-relaxation.js';
import { hasPositiveSectors, inSectorUnits, largestSectorChange } from './sector-units.js';

/** The state that sweeps have led to, how many they were, and how much the last one has changed it. */
export interface SweepResult {
  readonly values: Float64Array;
  readonly sweeps: number;
  readonly change: number;
}

/** Largest ratio of a change to the smallest so far; beyond it an extrapolation is given up. */
const divergenceRatio = 3;

/** Most sweeps in which the change has not fallen by a tenth before an extrapolation is given up. */
const maxStalledSweeps = 4;

/** Sweeps without an extrapolation at the start and after one that was given up. */
const plainSweeps = 3;

/**
 * The fixed point of one sweep over the sectors with the balance of their weights, by Anderson's extrapolation: among
 * the combinations of the last states it goes on from the one that a sweep would change least. Changes are measured in
 * each sector against its own weight.
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
  // The first sweeps bring the weights of the sectors into place, over orders of magnitude.
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
    // Rounding keeps the change from falling for ever: some sweeps without progress below 1e-10 are its end.
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
      // From far away an extrapolation may lead nowhere. Sweeps alone lead on, if slowly: positive rates keep states
      // positive.
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
