import { Extrapolation } from './extrapolation.js';
import { refuseNothingActs } from './refusals.js';
import { checkConnected } from './sector-balance.js';
import { sectorBlocksOf } from './sector-block-assembly.js';
import type { SectorBlock } from './sector-block.js';
import { hasPositiveSectors, inSectorUnits } from './sector-units.js';
import { settledResidual, type SteadyOptions, type ChainState, steadyStateFrom } from './state.js';
import { largestOutflow, totalFlow, type WeightedSuperoperator } from './superoperator-product.js';
import { checkConverged, sweepUntilSettled } from './sweeps.js';
import { checkUnique } from './uniqueness.js';
import type { Unknowns } from './unknowns.js';

/** The linear combination of states at other strengths that L changes least. */
function startingState(
  blocks: readonly SectorBlock[],
  parts: readonly WeightedSuperoperator[],
  near: readonly ChainState[],
  unknowns: Unknowns,
): Float64Array {
  const known = near.filter(({ flows }) => parts.every(({ superoperator: generator }) => flows.has(generator)));
  const last = known.at(-1) ?? near.at(-1);
  if (!last) return uniformState(unknowns);
  const past = new Extrapolation();
  for (const { values, flows } of known) past.add(values, inSectorUnits(blocks, totalFlow(parts, flows), last.values));
  const best = known.length > 0 ? past.next() : last.values;
  return hasPositiveSectors(blocks, best) ? best : last.values;
}

export function bySweeps(parts: readonly WeightedSuperoperator[], options: SteadyOptions): ChainState {
  const { near = [], kept, tolerance = 1e-12, sweeps = 1000, unique = true, sharing, onProgress } = options;
  const active = parts.filter((p) => p.strength !== 0);
  const { unknowns } = parts[0]!.superoperator;
  const scale = largestOutflow(active);
  if (scale === 0) refuseNothingActs();
  // Uniqueness is checked only once, with factors at the present strengths.
  const led = unique ? undefined : kept?.near(active);
  if (led) {
    const unit = largestOutflow(led);
    const blocks = sectorBlocksOf(led, unknowns, unit, { kept });
    const { values, sweeps: made } = sweepUntilSettled(
      blocks,
      startingState(blocks, led, near, unknowns),
      tolerance,
      maxSweepsWithOldFactors,
      onProgress,
    );
    const state = steadyStateFrom(led, values, unit, made);
    if (state.residual <= settledResidual) return state;
  }
  kept?.clear();
  const blocks = sectorBlocksOf(active, unknowns, scale, { sharing });
  kept?.keep(active, blocks);
  checkConnected(blocks, uniformState(unknowns));
  const found = checkConverged(
    sweepUntilSettled(blocks, startingState(blocks, active, near, unknowns), tolerance, sweeps, onProgress),
  );
  const x = unique ? checkUnique(blocks, active, found, scale, sweeps).values : found.values;
  return steadyStateFrom(active, x, scale, found.sweeps);
}

/** Number of sweeps after which factors of other strengths are abandoned. */
const maxSweepsWithOldFactors = 60;

function uniformState({ size, populationAt }: Unknowns): Float64Array {
  const x = new Float64Array(size);
  for (const p of populationAt) x[p] = 1 / populationAt.length;
  return x;
}
