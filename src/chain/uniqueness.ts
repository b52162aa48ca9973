import { dot } from '../numeric/index.js';
import { limit } from '../text/index.js';
import { refuseNotUnique } from './refusals.js';
import type { SectorBlock } from './sector-block.js';
import { backSubstitute } from './sector-relaxation.js';
import { largestSectorChange } from './sector-units.js';
import { applySuperoperators, largestEntry, type WeightedSuperoperator } from './superoperator-product.js';
import { checkConverged, type SweepResult, sweepUntilSettled } from './sweeps.js';

/** Fraction of the fastest rate above which a difference relaxes like others, so that sweeps reduce it. */
const ordinaryRate = 1e-5;

/** Growth of a solution beyond which the equations have a second null vector. */
const nullVectorGrowth = 1e13;

/**
 * Fraction of the fastest rate below which a mode counts as conserved; both states that it connects are then stationary
 * to 1e-12.
 */
const conservedRate = 1e-10;

/**
 * Refuses a chain with another steady state. Inside a sector, a second null vector makes the solution of its equations
 * grow without bound; among sectors, an iteration from a different start ends in a different state.
 *
 * @diagnostic `steady-not-unique`
 */
export function checkUnique(
  blocks: readonly SectorBlock[],
  parts: readonly WeightedSuperoperator[],
  found: SweepResult,
  scale: number,
  sweeps: number,
): SweepResult {
  for (const { factors, size } of blocks) {
    const y = backSubstitute(
      factors,
      Float64Array.from({ length: size }, (_, i) => pseudoRandom(i)),
    );
    let largest = 0;
    for (const v of y) largest = Math.max(largest, Math.abs(v));
    if (!(largest * scale < nullVectorGrowth)) refuseNotUnique('inside a sector of S^z more than one state is at rest');
  }
  if (blocks.length === 1) return found;
  // Every population is changed by up to a half. Sweeps do not remove a change that belongs to a second state.
  const start = found.values.map((v, i) => v * (1 + pseudoRandom(i) / 2));
  const other = checkConverged(sweepUntilSettled(blocks, start, 1e-12, sweeps));
  if (largestSectorChange(blocks, found.values, other.values) <= 1e-9) return found;
  // There is a slow mode between the two states. How slow is it, and which state along it is stationary?
  const difference = other.values.map((v, i) => v - found.values[i]!);
  const rate = applySuperoperators(parts, difference);
  const squared = dot(rate, rate);
  // A difference that relaxes as fast as others is an error of the sweeps and does not indicate a second state.
  if (Math.sqrt(squared) > ordinaryRate * scale * Math.sqrt(dot(difference, difference))) {
    return residualOf(parts, other.values, scale) < residualOf(parts, found.values, scale) ? other : found;
  }
  if (!(Math.sqrt(squared) > conservedRate * scale * Math.sqrt(dot(difference, difference))))
    refuseNotUnique('another start leads to another state');
  return limit(
    'no-convergence',
    `a mode relaxes ${(scale / Math.sqrt(squared / dot(difference, difference))).toExponential(0)} times more slowly than others, and sweeps do not settle it`,
    {
      hint: 'a smaller ring is solved by elimination',
    },
  );
}

/** Pseudorandom numbers in (−1, 1), unrelated to any model. */
export function pseudoRandom(i: number): number {
  return Math.imul(Math.imul(i + 1, 0x9e3779b1) ^ 0x5bd1e995, 0x85ebca6b) / 2 ** 31;
}

function residualOf(parts: readonly WeightedSuperoperator[], x: Float64Array, scale: number): number {
  return largestEntry(applySuperoperators(parts, x)) / (scale * largestEntry(x));
}
