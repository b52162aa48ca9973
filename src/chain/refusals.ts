import { refuse } from '../text/index.js';

/** @diagnostic `no-rates` */
export function refuseNothingActs(): never {
  return refuse(
    'no-rates',
    'nothing perturbs the chain: without a bath, a drive or a jump that acts, every state that commutes with the Hamiltonian is steady',
  );
}

/**
 * Refuses a chain with several steady states.
 *
 * @param why  the reason, as far as the rates show it
 * @diagnostic `steady-not-unique`
 */
export function refuseNotUnique(why: string): never {
  return refuse('steady-not-unique', `the steady state is not unique: ${why}`, {
    hint: 'add a perturbation that connects the separate parts, as in jump 1/10 S-_j',
  });
}
