import type { Format } from './format.js';
import { RowReader, matrixOperator, maxEntries, sparseSites } from './matrix.js';
import { latin, npyHeader } from './npy.js';
import { zip } from './zip.js';

/**
 * SciPy: the matrix in compressed sparse rows, as `scipy.sparse.load_npz` reads it: a .npz file of the arrays indices,
 * indptr, format, shape and data.
 */
export const npz: Format = {
  id: 'npz',
  title: 'SciPy sparse matrix',
  extension: 'npz',
  loses: 'the words: what is left is a matrix of float64 pairs',

  write(operator, options) {
    const matrix = matrixOperator(operator, options, 'SciPy', sparseSites);
    const { dimension } = matrix;
    const row = new RowReader(matrix);
    const pointers = new Int32Array(dimension + 1);
    // The entries are counted in a first pass, so that the arrays need not grow.
    for (const r of row.rows(maxEntries)) pointers[r + 1] = pointers[r]! + row.count;
    const entries = pointers[dimension]!;
    const indices = new Int32Array(entries);
    const data = new Float64Array(2 * entries);
    for (const r of row.rows(maxEntries)) {
      const start = pointers[r]!;
      for (let k = 0; k < row.count; k++) {
        indices[start + k] = row.columns[k]!;
        data[2 * (start + k)] = row.re[k]!;
        data[2 * (start + k) + 1] = row.im[k]!;
      }
    }
    return zip([
      array('indices', '<i4', [entries], littleEndian(indices)),
      array('indptr', '<i4', [dimension + 1], littleEndian(pointers)),
      array('format', '|S3', [], Uint8Array.from(latin('csr'))),
      array('shape', '<i8', [2], littleEndian(BigInt64Array.from([BigInt(dimension), BigInt(dimension)]))),
      array('data', '<c16', [entries], littleEndian(data)),
    ]);
  },
};

function array(
  name: string,
  type: string,
  shape: readonly number[],
  data: Uint8Array,
): { name: string; parts: Uint8Array[] } {
  return { name: `${name}.npy`, parts: [npyHeader(type, shape), data] };
}

/** The bytes of a typed array in little-endian order, reversed on the rare machine that stores the high byte first. */
function littleEndian(values: Int32Array | Float64Array | BigInt64Array): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] === 1) return bytes;
  const size = values.BYTES_PER_ELEMENT;
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
  return bytes;
}
