import { type Dense, set, zeros } from './dense.js';

/** Files made by the libraries themselves: tools/exchange_fixtures.py writes them anew. */
export const fixtures = 'test/fixtures/exchange';

/** What a library makes of a file: a matrix on a number of sites, its entries as [row, column, re, im], or an error. */
export interface Answer {
  readonly sites?: number;
  readonly matrix?: readonly (readonly [number, number, number, number])[];
  readonly error?: string;
}

export function answerMatrix({ sites, matrix }: Answer): Dense {
  const dense = zeros(2 ** sites!);
  for (const [row, column, re, im] of matrix!) set(dense, row, column, { re, im });
  return dense;
}
