import type { Format } from './format.js';
import { RowReader, denseSites, matrixOperator } from './matrix.js';

/**
 * NumPy: the dense matrix as one array of complex128 in a .npy file, C order, little-endian.
 */
export const npy: Format = {
  id: 'npy',
  title: 'NumPy dense matrix',
  extension: 'npy',
  loses: 'the words: what is left is a matrix of float64 pairs',

  write(operator, options) {
    const matrix = matrixOperator(operator, options, 'NumPy', denseSites);
    const { dimension } = matrix;
    const header = npyHeader('<c16', [dimension, dimension]);
    const bytes = new Uint8Array(header.length + 16 * dimension * dimension);
    bytes.set(header);
    const data = new DataView(bytes.buffer, header.length);
    const row = new RowReader(matrix);
    for (const r of row.rows(Number.POSITIVE_INFINITY)) {
      for (let k = 0; k < row.count; k++) {
        const at = 16 * (r * dimension + row.columns[k]!);
        data.setFloat64(at, row.re[k]!, true);
        data.setFloat64(at + 8, row.im[k]!, true);
      }
    }
    return bytes;
  },
};

/** Magic bytes, version 1.0, and the description padded so that the data begin at a multiple of 64 bytes. */
export function npyHeader(type: string, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const description = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const length = Math.ceil((10 + description.length + 1) / 64) * 64;
  const bytes = new Uint8Array(length).fill(0x20);
  bytes.set([0x93, ...latin('NUMPY'), 1, 0, (length - 10) & 0xff, (length - 10) >> 8]);
  bytes.set(latin(description), 10);
  bytes[length - 1] = 0x0a;
  return bytes;
}

export function latin(text: string): number[] {
  return [...text].map((c) => c.charCodeAt(0));
}
