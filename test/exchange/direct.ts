import { evaluateCoefficient } from '../../src/exact/index.js';
import { type Operator, firstSite, lettersOf, weightIn } from '../../src/spin/index.js';
import { type Dense, addPlaced, zeros } from './dense.js';

/** Values of the parameters wherever symbols are compared as numbers. */
export const point = (name: string): number | { re: number; im: number } => {
  const values: Record<string, number | { re: number; im: number }> = {
    J: 1.3,
    Delta: 0.7,
    eps_d: 0.45,
    omega: 1.9,
    D: 2.1,
    g: { re: 0.6, im: -1.1 },
  };
  return values[name]!;
};

/**
 * The matrix of an operator on n sites, straight from its terms: j runs over the chain, each word is a Kronecker
 * product.
 */
export function directMatrix(operator: Operator, n: number, open: boolean, time = 0): Dense {
  const matrix = zeros(2 ** n);
  for (const term of operator.terms) {
    const letters = lettersOf(term.word);
    const coefficient = evaluateCoefficient(term.coefficient, point, time);
    const chain = term.place.kind === 'chain';
    const { power, sign } = weightIn(term.place);
    for (let j = 0; j < n; j++) {
      if (!chain && j > 0) break;
      const first = chain ? j : firstSite(term.place);
      if (chain && open && j + letters.length > n) break;
      const weight = chain ? j ** power * (j % 2 === 1 ? sign : 1) : 1;
      const placed: Record<number, string> = {};
      [...letters].forEach((letter, k) => {
        if (letter !== 'I') placed[(first + k) % n] = letter;
      });
      addPlaced(matrix, placed, { re: weight * coefficient.re, im: weight * coefficient.im });
    }
  }
  return matrix;
}
