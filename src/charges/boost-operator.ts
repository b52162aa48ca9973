import { fromGaussian, gaussian } from '../exact/index.js';
import {
  type Operator,
  addOperators,
  positionWeight,
  rangeOf,
  scaleOperator,
  sumOperators,
  weighted,
} from '../spin/index.js';
import { refuse } from '../text/index.js';
import { checkChainSum, splittings } from './density.js';
import { findBoostOf } from './periodic.js';
import { operatorPeriod } from './unit-cell.js';

/**
 * The boost operator of a Hamiltonian: every word is weighted with the position of its centre, counted so that the boost
 * of a nearest-neighbour bond is −i Σ_j j h_<j,j+1>.
 *
 *   O_b = −i Σ_j (j + (n − 2)/2) h_j for words of n sites
 *
 * If the Hamiltonian has a unit cell, it is the boost of `findCellBoost`, in which positions are counted in cells.
 *
 * @param hamiltonian  a static sum over the chain
 * @diagnostic as `checkChainSum`; `no-boost` where a chain with a unit cell has none
 */
export function boostOperator(hamiltonian: Operator): Operator {
  checkChainSum(hamiltonian);
  if (operatorPeriod(hamiltonian) > 1) {
    return (
      findBoostOf(hamiltonian)?.operator ??
      refuse('no-boost', 'no boost of this chain gives a conserved C_3', {
        hint: 'charge(H, n) and spinlaw charges search for its charges without a boost',
      })
    );
  }
  return boostOperatorOf(splittings(hamiltonian)[0]!.boosted);
}

/**
 * The boost of a sum over the chain, every term of which is boosted.
 *
 *   O_b = −i Σ_j (j + (n − 2)/2) h_j for words of n sites
 */
export function boostOperatorOf(boosted: Operator): Operator {
  const linear = weighted(boosted, positionWeight);
  const constant = sumOperators(
    boosted.terms.map((term) => scaleOperator({ terms: [term] }, fromGaussian(gaussian(rangeOf(term.word) - 2, 0, 2)))),
  );
  return scaleOperator(addOperators(linear, constant), fromGaussian(gaussian(0, -1)));
}
