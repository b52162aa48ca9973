import { gcd } from '../exact/index.js';
import { RingOperator } from './ring-operator.js';

/** What the operators of a problem leave invariant: decides into which sectors the ring falls. */
export interface RingSymmetry {
  /** sites by which the ring may be moved: 1, 2 …; N where nothing is left of translation */
  readonly step: number;
  /**
   * the number of up spins is conserved modulo this; 0 where it is conserved as it stands, 1 where nothing is conserved
   */
  readonly modulus: number;
}

/**
 * The symmetry that a Hamiltonian has and that every other operator respects: the Hamiltonian is to be invariant, the
 * others may change sign under translation (a staggered drive), since they act twice.
 */
export function commonSymmetry(
  sites: number,
  hamiltonian: RingOperatorSource,
  others: readonly RingOperatorSource[],
): RingSymmetry {
  const respects = (step: number): boolean => hamiltonian.sign(step) === 1 && others.every((o) => o.sign(step) !== 0);
  const step = [1, 2].find((s) => s < sites && sites % s === 0 && respects(s)) ?? sites;
  let modulus = 0;
  for (const change of RingOperator.of(hamiltonian.operator, sites).magnetisationChanges())
    modulus = gcd(modulus, change);
  return { step, modulus };
}

/** An operator whose behaviour under translation is asked for. */
export interface RingOperatorSource {
  readonly operator: Parameters<typeof RingOperator.of>[0];
  /** T O T† = sign · O for translation by `step`; 0 when neither */
  sign(step: number): -1 | 0 | 1;
}

/** A sum over the chain, or operators at fixed sites: moved as it stands. */
export function extensive(operator: RingOperatorSource['operator'], sites: number): RingOperatorSource {
  return {
    operator,
    sign: (step) => RingOperator.of(operator, sites, step).signAgainst(RingOperator.of(operator, sites)),
  };
}
