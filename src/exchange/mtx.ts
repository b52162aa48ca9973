import type { Format } from './format.js';
import { type MatrixOperator, RowReader, matrixOperator, sparseSites } from './matrix.js';

/** Largest number of lines, such that they fit into a string of JavaScript. */
const maxLines = 2 ** 23;

/**
 * Matrix Market: the sparse matrix as text, with one entry on each line and rows and columns counted from 1. The matrix
 * is written as real if every entry is real, and only the lower triangle of a Hermitian matrix is written.
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
      // Lines are joined from time to time, because millions of short strings take more memory than their characters.
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
