import { adjointMatrix, complex, type ComplexMatrix, eigenvalues } from '../numeric/index.js';
import { addTo } from './matrices.js';

/**
 * A density matrix with its Floquet components, in the eigenbasis of H_0.
 *
 * @implements chain (19)
 */
export interface FloquetState {
  /** ρ^(n) for n = 0 … n_max; ρ^(−n) = ρ^(n)†.   chain (19) */
  readonly components: readonly ComplexMatrix[];
  /** max |Lρ| divided by the largest element of L */
  readonly residual: number;
  /** largest element of the last component divided by that of ρ^(0); the truncated components are smaller still */
  readonly truncation: number;
  /**
   * smallest eigenvalue of ρ^(0): negative where the generator is not of Lindblad form and the perturbations are too
   * strong for it
   */
  readonly smallest: number;
}

/**
 * ½ Σ |eigenvalues of ρ − σ|: the largest difference that a measurement can show between two states.
 *
 * @param rho    a density matrix, D × D
 * @param sigma  another one in the same basis
 * @returns      from 0 for equal states to 1 for orthogonal ones
 */
export function traceDistance(rho: ComplexMatrix, sigma: ComplexMatrix): number {
  const difference = complex(rho.rows, rho.cols, rho.re.slice(), rho.im.slice());
  addTo(difference, sigma, -1);
  addTo(difference, adjointMatrix(difference), 1);
  return eigenvalues(difference).value.reduce((sum, x) => sum + Math.abs(x), 0) / 4;
}

/** The smallest eigenvalue of the Hermitian part. */
export function smallestEigenvalue(rho: ComplexMatrix): number {
  const whole = complex(rho.rows, rho.cols, rho.re.slice(), rho.im.slice());
  addTo(whole, adjointMatrix(rho), 1);
  return eigenvalues(whole).value[0]! / 2;
}
