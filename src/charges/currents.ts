import { fromGaussian, gaussian, multiplyCoefficients } from '../exact/index.js';
import {
  type Operator,
  commutator,
  isZeroOperator,
  positionWeight,
  rangeOf,
  scaleOperator,
  sumOperators,
  weighted,
} from '../spin/index.js';

/** An extensive operator of a chain with its name: a conserved spin `Sz`, or a current. */
export interface Current {
  readonly name: string;
  readonly operator: Operator;
}

const minusI = fromGaussian(gaussian(0, -1));

/**
 * The heat current, and the currents of the spins that H0 conserves, summed over the chain.
 *
 *   J_H = [−i Σ_j j h_{j,j+1}, H0]      with the field included in the density: chain (16), (17)
 *   J_S = −i [Σ_j j S^z_j, H0]           the sign of chain (18)
 *
 * Both follow from the continuity equation. The density is ambiguous, and the current then changes by [H0, …], whose
 * mean is zero in every stationary state of H0.
 *
 * @param spins  conserved spins, `Sz`, `Sx` or `Sy`
 * @implements chain (16) for the current
 * @implements chain (17)
 * @implements chain (18) for the current
 */
export function currentsOf(hamiltonian: Operator, spins: readonly Current[]): Current[] {
  const first = sumOperators([weighted(hamiltonian, positionWeight), mapCentre(hamiltonian)]);
  const heat = commutator(scaleOperator(first, minusI), hamiltonian);
  const ofSpins = spins.flatMap(({ name, operator }): Current[] => {
    if (name.startsWith('staggered')) return [];
    const moment = scaleOperator(weighted(operator, positionWeight), fromGaussian(gaussian(1, 0, 2)));
    return [
      {
        name: name === 'Sz' ? 'spin' : `spin ${name.slice(1)}`,
        operator: commutator(scaleOperator(moment, minusI), hamiltonian),
      },
    ];
  });
  return [{ name: 'heat', operator: heat }, ...ofSpins].filter(({ operator }) => !isZeroOperator(operator));
}

/**
 * The position of a word of n sites is its centre, j + (n − 2)/2, counted so that a bond has the number of its first
 * site.
 */
function mapCentre(hamiltonian: Operator): Operator {
  return {
    terms: hamiltonian.terms
      .map((t) =>
        Object.assign(
          { ...t },
          { coefficient: multiplyCoefficients(t.coefficient, fromGaussian(gaussian(rangeOf(t.word) - 2, 0, 2))) },
        ),
      )
      .filter((t) => t.coefficient.terms.length > 0),
  };
}
