import { type RealMatrix, real } from '../numeric/index.js';
import type { Relaxation } from './relaxation.js';

/** Largest number of unknowns (rings of ten sites as populations) for which L is kept as a matrix. */
export const maxDense = 1100;

/** The matrix of L on the elements of a state, by rows. */
export function matrixOfGenerator({ chain, algebra }: Relaxation): RealMatrix {
  const n = algebra.size;
  const out = real(n, n);
  const { populationAt } = chain.unknowns;
  for (const { superoperator, strength } of chain.parts) {
    for (const { row, rows, column, columns, values } of superoperator.gains)
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) out.re[(row + i) * n + column + j]! += strength * values[i * columns + j]!;
    populationAt.forEach((at, m) => (out.re[at * (n + 1)]! -= strength * superoperator.loss[m]!));
    for (const { at, values } of superoperator.losses) {
      const d = at.length;
      for (let i = 0; i < d; i++)
        for (let j = 0; j < d; j++) out.re[at[i]! * n + at[j]!]! += strength * values[i * d + j]!;
    }
  }
  return out;
}
