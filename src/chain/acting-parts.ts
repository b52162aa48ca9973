import type { ActingPart } from './balance.js';
import type { DrivenChain } from './model.js';
import { scaledPerturbation } from './scaled-perturbation.js';
import type { WeightedSuperoperator } from './superoperator-product.js';

/** The parts that act, by perturbation of the chain, with their own strengths. */
export function actingParts(
  { perturbations }: DrivenChain,
  parts: readonly WeightedSuperoperator[],
): (ActingPart | undefined)[] {
  let next = 0;
  return perturbations.map((perturbation) => {
    const normal = scaledPerturbation(perturbation);
    return normal && { perturbation, superoperator: parts[next++]!.superoperator, strength: normal.strength };
  });
}
