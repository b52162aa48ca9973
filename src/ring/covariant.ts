import { RingBasis } from './basis.js';
import { SectorOperator } from './blocks.js';
import { addNumeric, adjointNumeric, inUnitsOf, type NumericOperator, largestCoefficient } from './operator.js';
import { RingOperator } from './ring-operator.js';

/** A sum over the chain, which the step of the basis maps to ± itself. */
export function covariant(basis: RingBasis, operator: NumericOperator): SectorOperator {
  const { sites, symmetry, momenta } = basis;
  const ring = RingOperator.of(operator, sites);
  if (symmetry.step === sites) return new SectorOperator(basis, ring, 0);
  const sign = RingOperator.of(operator, sites, symmetry.step).signAgainst(ring);
  return new SectorOperator(basis, ring, sign === 1 ? 0 : sign === -1 ? momenta / 2 : 'local');
}

/** O = O†? */
export function isHermitianOn(operator: NumericOperator, sites: number): boolean {
  // The operator is taken in units of its largest coefficient, since squares could leave the range of doubles.
  const unit = inUnitsOf(operator, largestCoefficient(operator) || 1);
  return (
    RingOperator.of(addNumeric(unit, adjointNumeric(unit), -1), sites).squaredNorm <=
    1e-26 * RingOperator.of(unit, sites).squaredNorm
  );
}
