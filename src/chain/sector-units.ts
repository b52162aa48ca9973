import type { SectorBlock } from './sector-block.js';

/** A change of a state, with each block in units of its weight in the state. */
export function inSectorUnits(blocks: readonly SectorBlock[], change: Float64Array, state: Float64Array): Float64Array {
  const out = change.slice();
  for (const { start, size, populations } of blocks) {
    let weight = 0;
    if (populations) for (let i = start; i < start + size; i++) weight += Math.abs(state[i]!);
    if (weight > 0) for (let i = start; i < start + size; i++) out[i]! /= weight;
  }
  return out;
}

/** Whether every sector block of populations has a positive trace. */
export function hasPositiveSectors(blocks: readonly SectorBlock[], x: Float64Array): boolean {
  return blocks.every(({ populations, start, size, trace }) => {
    if (!populations) return true;
    let weight = 0;
    for (let i = 0; i < size; i++) weight += trace[i]! * x[start + i]!;
    return weight > 0;
  });
}

/**
 * The largest change of a block relative to its own weight; for coherences between sectors it is relative to the whole
 * state.
 */
export function largestSectorChange(blocks: readonly SectorBlock[], before: Float64Array, after: Float64Array): number {
  let m = 0;
  for (const { start, size, populations } of blocks) {
    let change = 0;
    let weight = 0;
    for (let i = start; i < start + size; i++) {
      change += Math.abs(after[i]! - before[i]!);
      weight += Math.abs(after[i]!);
    }
    m = Math.max(m, populations ? (weight === 0 ? 0 : change / weight) : change);
  }
  return m;
}
