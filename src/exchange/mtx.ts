import type { Format } from './format.js';
import { type MatrixOperator, RowReader, matrixOperator, sparseSites } from './matrix.js';

/** Most lines: a string of JavaScript holds them. */
const maxLines = 2 ** 23;

/**
 * Matrix Market: the sparse matrix as text, one entry a line, rows and columns from 1. Real where every entry is; of a
 * Hermitian matrix only the lower triangle is written.
 */
export const mtx: Format = {
  id: 'mtx',
  title: 'Matrix Market sparse matrix',
  extension: 'mtx',
  loses: 'the words: what is left is a matrix of float64 numbers',

  write(operator, options) {
    const matrix = matrixOperator(operator, options, 'Matrix Market', sparseSites);
    const row = new RowReader(matrix);
    const chunks: string[] = [];
    let lines: string[] = [];
    let count = 0;
    for (const r of row.rows(2 * maxLines)) {
      for (let k = 0; k < row.count; k++) {
        const column = row.columns[k]!;
        if (matrix.hermitian && column > r) break;
        count += 1;
        lines.push(`${r + 1} ${column + 1} ${row.re[k]!}${matrix.real ? '' : ` ${row.im[k]!}`}\n`);
      }
      // Joined now and then: millions of short strings weigh more than their letters.
      if (lines.length > 65_536) {
        chunks.push(lines.join(''));
        lines = [];
      }
    }
    return [
      `%%MatrixMarket matrix coordinate ${matrix.real ? 'real' : 'complex'} ${symmetryOf(matrix)}\n`,
      `${matrix.dimension} ${matrix.dimension} ${count}\n`,
      ...chunks,
      ...lines,
    ].join('');
  },
};

function symmetryOf(matrix: MatrixOperator): string {
  if (!matrix.hermitian) return 'general';
  return matrix.real ? 'symmetric' : 'hermitian';
}
