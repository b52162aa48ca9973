import { type ComplexMatrix, complex } from '../numeric/index.js';
import { type ProductState, RingOperator } from '../ring/index.js';
import type { FiniteChain, Operator } from '../spin/index.js';
import { limit } from '../text/index.js';
import { type ParameterValues, numbersOn } from './words.js';

/** Largest number of sites of a matrix that is written out: 2^20 elements. */
export const maxMatrixSites = 10;

/**
 * The matrix of an operator on a ring or an open chain of N sites, 2^N × 2^N, in the order of Kronecker products: state
 * number Σ_j s_j 2^{N−1−j} has spin up (s_j = 0) or down (s_j = 1) at site j, so the first state is |↑↑…↑⟩ and site 0 is
 * the most significant.
 *
 * @param at  values of the parameters
 * @returns   element (r, c) = ⟨r|A|c⟩ is re[r·2^N + c] + i im[r·2^N + c]
 * @diagnostic `matrix-too-large` beyond `maxMatrixSites` sites, those of `numbersOn`
 */
export function finiteMatrix(operator: Operator, chain: FiniteChain, at: ParameterValues): ComplexMatrix {
  const { sites } = chain;
  if (sites > maxMatrixSites) {
    limit(
      'matrix-too-large',
      `a matrix of ${sites} sites has 4^${sites} elements; ${maxMatrixSites} sites are the most`,
      {
        hint: 'matrixBySectors of the library has its blocks, and spinlaw eval … --to mtx a sparse matrix of up to 20 sites',
      },
    );
  }
  const words = RingOperator.of(numbersOn(operator, chain, at), sites);
  const n = 2 ** sites;
  const out = complex(n, n);
  // Bit j of a state is site j, which is the reverse of the order of Kronecker products.
  const row = Int32Array.from({ length: n }, (_, s) => {
    let r = 0;
    for (let j = 0; j < sites; j++) if (((s >>> j) & 1) === 1) r |= 1 << (sites - 1 - j);
    return r;
  });
  const amplitude = { re: 0, im: 0 };
  words.flips.forEach((flip, f) => {
    for (let s = 0; s < n; s++) {
      words.amplitude(f, s as ProductState, amplitude);
      const place = row[s ^ flip]! * n + row[s]!;
      out.re[place] = amplitude.re;
      out.im[place] = amplitude.im;
    }
  });
  return out;
}
