import { conservedPart, RingBasis, RingOperator, SectorOperator, type Spectrum } from '../ring/index.js';
import { conservedTolerance } from './charges.js';
import { conservesSpinX } from './conservation.js';
import type { DrivenChain } from './model.js';
import { type CoherenceOptions, type CoherencePair, type Unknowns, unknownsOf } from './unknowns.js';

/** The choice of coherences inside a level: between all its states, or only between those of the same S^z. */
export const coherencesAcross = (across: boolean): CoherenceOptions['coherences'] =>
  across ? 'across charges' : 'within charges';

/**
 * Counts the levels that a perturbation may leave in a superposition: those with coherences among the unknowns, and the
 * others.
 */
export function degenerateLevels(
  unknowns: Unknowns,
  all: CoherenceOptions['coherences'],
): { readonly kept: number; readonly leftOut: number } {
  const exact = unknownsOf(unknowns.spectrum, { coherences: all });
  const leftOut = exact.pairs.filter((p) => !unknowns.pairOf(p.n, p.m));
  const count = (list: readonly CoherencePair[]): number => new Set(list.map((p) => p.level)).size;
  return { kept: count(unknowns.pairs), leftOut: count(leftOut) };
}

/**
 * The eigenvalues of an operator on every state, if it is conserved and takes more than one value; otherwise undefined.
 */
export function labelsBy(spectrum: Spectrum, operator: SectorOperator): Float64Array[] {
  if (operator.transfer !== 0) return [];
  const { diagonal, leaves, mixes } = conservedPart(spectrum, operator);
  const isCharge = leaves <= conservedTolerance && mixes <= conservedTolerance;
  return isCharge && diagonal.some((v) => v !== diagonal[0]) ? [diagonal] : [];
}

/** Is S^z the only conserved component of the spin? Then its values distinguish states. */
export function distinguishesSpin({ symmetry, sites }: RingBasis, { hamiltonian }: DrivenChain): boolean {
  return symmetry.modulus === 0 && !conservesSpinX(RingOperator.of(hamiltonian, sites));
}
