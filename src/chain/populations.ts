import { conservedPart, diagonalOf, RingBasis, RingOperator, SectorOperator, type Spectrum } from '../ring/index.js';
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
 * The numbers by which resolvers tell the states of a level apart: the eigenvalues of the first, if H_0 conserves it.
 *
 * Where it does and S^z labels the states, the conserved parts of the others resolve what it leaves degenerate, as that of
 * the spin current does. In a multiplet of SU(2) they would single out an axis, and without the first their basis would be
 * as arbitrary as any other.
 *
 * @param spectrum   resolved by these operators in turn
 * @param fixedSpin  whether S^z distinguishes states
 */
export function labelsBy(
  spectrum: Spectrum,
  resolvers: readonly SectorOperator[],
  { fixedSpin }: { readonly fixedSpin: boolean },
): Float64Array[] {
  const [first, ...others] = resolvers;
  if (!first || first.transfer !== 0) return [];
  const { diagonal, leaves, crosses, mixes } = conservedPart(spectrum, first);
  if (Math.max(leaves, crosses, mixes) > conservedTolerance || isConstant(diagonal)) return [];
  if (!fixedSpin) return [diagonal];
  const parts = others.filter((o) => o.transfer === 0).map((o) => diagonalOf(spectrum, o));
  return [diagonal, ...parts.filter((p) => !isConstant(p))];
}

const isConstant = (values: Float64Array): boolean => values.every((v) => v === values[0]);

/** Is S^z the only conserved component of the spin? Then its values distinguish states. */
export function distinguishesSpin({ symmetry, sites }: RingBasis, { hamiltonian }: DrivenChain): boolean {
  return symmetry.modulus === 0 && !conservesSpinX(RingOperator.of(hamiltonian, sites));
}
