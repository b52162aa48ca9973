import { type ComplexMatrix, eigen, inSharedMemory, type RealMatrix } from '../numeric/index.js';
import type { Sector } from './basis.js';
import { SectorOperator } from './blocks.js';
import { inMomentumBasis, realStatesOf, realSymmetric } from './real-states.js';

/** Eigenvalues and eigenvectors of one sector, with the residual of the eigenproblem and its scale. */
export interface SectorEigen {
  readonly energies: Float64Array;
  readonly vectors: ComplexMatrix;
  readonly realVectors: RealMatrix | undefined;
  readonly residual: number;
  readonly scale: number;
}

/**
 * The eigenproblem of one sector, between real states where there are any.
 *
 * @param shared  whether the vectors are put into shared memory
 */
export function sectorEigen(
  operator: SectorOperator,
  sector: Sector,
  { shared }: { readonly shared: boolean },
): SectorEigen {
  const { basis } = operator;
  const block = operator.sparse(sector, sector);
  const states = realStatesOf(basis, sector);
  const symmetric = block && realSymmetric(block, states);
  const put = <T extends SectorVectors>(vectors: T): T => (shared ? vectorsInSharedMemory(vectors) : vectors);
  if (!symmetric) {
    const { value, residual, scale } = eigen(hermitianPart(operator.dense(sector, sector)));
    return put({ energies: value.values, vectors: value.vectors, realVectors: undefined, residual, scale });
  }
  const { value, residual, scale } = eigen(symmetric);
  const { values: energies, vectors: realVectors } = value;
  return put({ energies, vectors: inMomentumBasis(realVectors, states), realVectors, residual, scale });
}

/** The eigenvectors of a sector, in the momentum basis and, where they are real, between the states of that basis. */
interface SectorVectors {
  readonly vectors: ComplexMatrix;
  readonly realVectors?: RealMatrix | undefined;
}

/** A matrix whose elements are in shared memory. */
export function sharedMatrix({ rows, cols, re, im }: ComplexMatrix): ComplexMatrix {
  return { rows, cols, re: inSharedMemory(re), im: inSharedMemory(im) };
}

/** The same, with vectors in shared memory; what is there already is not copied. */
export function vectorsInSharedMemory<T extends SectorVectors>(one: T): T {
  const { vectors, realVectors } = one;
  const shared: SectorVectors = {
    vectors: sharedMatrix(vectors),
    realVectors: realVectors && { ...realVectors, re: inSharedMemory(realVectors.re) },
  };
  return { ...one, ...shared };
}

/**
 * The Hermitian part of a matrix. It removes differences of 1e-16 that momentum phases cause between an element and its
 * mirror image.
 */
export function hermitianPart(a: ComplexMatrix): ComplexMatrix {
  const n = a.rows;
  for (let i = 0; i < n; i++) {
    a.im[i * n + i] = 0;
    for (let j = 0; j < i; j++) {
      const [p, q] = [i * n + j, j * n + i];
      a.re[p] = a.re[q] = (a.re[p]! + a.re[q]!) / 2;
      a.im[p] = (a.im[p]! - a.im[q]!) / 2;
      a.im[q] = -a.im[p]!;
    }
  }
  return a;
}
