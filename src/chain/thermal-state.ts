import { degeneracyTolerance } from '../ring/index.js';
import { checkState, type ChainState, steadyStateFrom } from './state.js';
import { largestOutflow, type WeightedSuperoperator } from './superoperator-product.js';

/**
 * e^{−H_0/T}/Z as a steady state, computed from the energies, so that it is not a difference of large numbers at any
 * temperature.
 *
 * @param parts  superoperators of baths at the temperature T ≥ 0
 * @diagnostic `not-resolved` where Lρ is not zero within rounding
 */
export function thermalState(parts: readonly WeightedSuperoperator[], temperature: number): ChainState {
  const active = parts.filter((p) => p.strength !== 0);
  const { unknowns } = active[0]!.superoperator;
  const { energies, scale } = unknowns.spectrum;
  // Levels that differ only by rounding get the same energy, even if T is smaller than the rounding error.
  const order = Int32Array.from(energies.keys()).sort((a, b) => energies[a]! - energies[b]!);
  const values = new Float64Array(unknowns.size);
  const least = energies[order[0]!]!;
  let level = least;
  let before = least;
  let whole = 0;
  for (const n of order) {
    if (energies[n]! - before > degeneracyTolerance * scale) level = energies[n]!;
    before = energies[n]!;
    whole += values[unknowns.populationAt[n]!] =
      temperature > 0 ? Math.exp((least - level) / temperature) : Number(level === least);
  }
  return checkState(
    steadyStateFrom(
      active,
      values.map((v) => v / whole),
      largestOutflow(active),
      0,
    ),
  );
}
