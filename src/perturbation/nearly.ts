import type { Operator } from '../spin/index.js';
import { operatorRange } from '../spin/index.js';
import { correctionOf } from './correction.js';
import type { Correction } from './question.js';
import { partsOf } from './parts.js';
import { conservedOperators } from './perturb.js';
import { symmetriesUnder } from './symmetry.js';

/**
 * The first-order correction C′ of one conserved operator C of H0 under V:
 *
 *   [H0 + ε V, C + ε C′] = O(ε²).
 *
 * The same that `perturb` finds for C_k, for any C; see `correctionOf`.
 *
 * @param charge  [H0, C] = 0; the caller has checked it
 * @param range   longest string of C′; see `correctionOf` for the default
 * @diagnostic as `perturb`
 */
export function correctionUnder(
  perturbation: Operator,
  hamiltonian: Operator,
  charge: Operator,
  { range, jumps = [] }: { readonly range?: number; readonly jumps?: readonly Operator[] } = {},
): Correction {
  const parts = partsOf(perturbation, jumps);
  const known = conservedOperators(hamiltonian, [{ index: 0, operator: charge }], operatorRange(perturbation));
  const spins = symmetriesUnder(hamiltonian, parts).spins.map((s) => s.operator);
  return correctionOf(hamiltonian, parts, charge, [...known.map((q) => q.operator), charge, ...spins], { range });
}
