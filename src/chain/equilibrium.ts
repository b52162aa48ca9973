import type { Spectrum } from '../ring/index.js';
import { oneTemperature } from './balance.js';
import { closedClasses } from './closed-classes.js';
import { levelGraph } from './level-graph.js';
import type { DrivenChain } from './model.js';
import { scaledPerturbation } from './scaled-perturbation.js';
import type { WeightedSuperoperator } from './superoperator-product.js';

/**
 * Ratio of the width of the spectrum to the temperature above which the rates between the lowest levels are lost next
 * to the others.
 */
const coldSpectrumRatio = 30;

/**
 * The temperature of a chain that is in equilibrium because only baths of one temperature act on it, if its rates are
 * too different for doubles. Then detailed balance, g(−w) = e^{−w/T} g(w), makes e^{−H_0/T}/Z the null vector of
 * chain (11), so that no equations have to be solved. At T = 0 it is the limit of small temperatures, the ground state.
 */
export function equilibrium(
  { perturbations }: DrivenChain,
  { energies }: Spectrum,
  parts: readonly WeightedSuperoperator[],
): number | undefined {
  const acting = perturbations.filter((p) => scaledPerturbation(p) !== undefined);
  const temperature = oneTemperature(acting);
  if (temperature === undefined) return undefined;
  const width =
    energies.reduce((m, e) => Math.max(m, e), -Infinity) - energies.reduce((m, e) => Math.min(m, e), Infinity);
  return width > coldSpectrumRatio * temperature || parts.some((p) => p.superoperator.underflows)
    ? temperature
    : undefined;
}

/**
 * The number of closed classes of levels; at temperature 0 nothing leaves a level from which the bath cannot take
 * energy.
 */
export function trapsOf(parts: readonly WeightedSuperoperator[]): number {
  const generators = parts.map((p) => p.superoperator);
  return closedClasses(levelGraph(generators[0]!.unknowns), generators).count;
}

/** The chain with the same couplings, but with phonons for which all transitions are about equally fast. */
export function warmed(chain: DrivenChain, { scale }: Spectrum): DrivenChain {
  const unit = 2 * scale || 1;
  return {
    ...chain,
    perturbations: chain.perturbations.map((p) =>
      p.kind === 'bath' ? { ...p, phonons: { temperature: unit, frequency: unit, width: unit } } : p,
    ),
  };
}
