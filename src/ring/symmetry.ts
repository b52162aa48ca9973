import { gcd } from '../exact/index.js';
import { RingOperator } from './ring-operator.js';

/** The common symmetry of the operators of a problem, which determines the sectors of the ring. */
export interface RingSymmetry {
  /** number of sites of the smallest translation that is a symmetry: 1, 2 …; N if there is none */
  readonly step: number;
  /**
   * the number of up spins is conserved modulo this number; 0 means that it is conserved exactly, 1 that it is not
   * conserved
   */
  readonly modulus: number;
}

/**
 * The symmetry that a Hamiltonian has and that every other operator respects: the Hamiltonian must be invariant,
 * whereas the others may change sign under translation, as a staggered drive does, since they act twice.
 */
export function commonSymmetry(
  sites: number,
  hamiltonian: RingOperatorSource,
  others: readonly RingOperatorSource[],
): RingSymmetry {
  const respects = (step: number): boolean => hamiltonian.sign(step) === 1 && others.every((o) => o.sign(step) !== 0);
  const divisors = Array.from({ length: Math.floor(sites / 2) }, (_, k) => k + 1).filter((s) => sites % s === 0);
  const step = divisors.find(respects) ?? sites;
  let modulus = 0;
  for (const change of RingOperator.of(hamiltonian.operator, sites).magnetisationChanges())
    modulus = gcd(modulus, change);
  return { step, modulus };
}

/** An operator whose behaviour under translation can be asked for. */
export interface RingOperatorSource {
  readonly operator: Parameters<typeof RingOperator.of>[0];
  /** T O T† = sign · O for translation by `step`; 0 when neither */
  sign(step: number): -1 | 0 | 1;
}

/** A sum over the chain, or operators at fixed sites, as one operator that translation moves. */
export function extensive(operator: RingOperatorSource['operator'], sites: number): RingOperatorSource {
  return {
    operator,
    sign: (step) => RingOperator.of(operator, sites, step).signAgainst(RingOperator.of(operator, sites)),
  };
}
