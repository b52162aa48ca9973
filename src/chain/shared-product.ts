import { SharedWork, sharedDoubles, type ThreadTask } from '../numeric/index.js';
import type { SharingOptions } from '../ring/index.js';
import { chainThread } from './chain-thread-file.js';
import { speeds } from './effort.js';
import {
  addGainRows,
  applySuperoperators,
  type WeightedGains,
  type WeightedSuperoperator,
} from './superoperator-product.js';

/** The gains of all parts, in shared memory, with the vectors of a product. */
interface ProductContext {
  readonly parts: readonly WeightedGains[];
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Rows from … to − 1 of a product. */
interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** The gains of some rows: y = Σ strength · gains x. */
export const productTask: ThreadTask<ProductContext, RowRange, null> = {
  name: 'product',
  file: chainThread,
  prepare:
    ({ parts, x, y }) =>
    ({ from, to }) => {
      y.fill(0, from, to);
      addGainRows(parts, x, y, { from, to });
      return null;
    },
};

/** Number of pieces into which the rows of a product are divided. */
const rowRanges = 24;

/** Ranges of rows with about the same number of rates. */
function equalRanges(parts: readonly WeightedGains[], size: number): { ranges: RowRange[]; rates: number } {
  const perRow = new Float64Array(size);
  for (const { gains } of parts)
    for (const { row, rows, columns } of gains) for (let i = row; i < row + rows; i++) perRow[i]! += columns;
  const rates = perRow.reduce((sum, n) => sum + n, 0);
  const ranges: RowRange[] = [];
  let from = 0;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    sum += perRow[i]!;
    if (i + 1 < size && sum < ((ranges.length + 1) * rates) / rowRanges) continue;
    ranges.push({ from, to: i + 1 });
    from = i + 1;
  }
  return { ranges, rates };
}

/** The product L x of a sum of superoperators with vectors. */
export interface SharedProduct {
  readonly times: (x: Float64Array) => Float64Array;
  /** lets the threads forget the rates */
  readonly end: () => void;
}

/** The product of a sum of superoperators with vectors, whose rows are shared between threads. */
export function sharedProduct(
  parts: readonly WeightedSuperoperator[],
  { threads = 1, file }: SharingOptions = {},
): SharedProduct {
  const { size } = parts[0]!.superoperator.unknowns;
  const weighted = parts.map(({ superoperator: { gains }, strength }) => ({ gains, strength }));
  if (threads === 1) return { times: (x) => applySuperoperators(parts, x), end: () => {} };
  const { ranges, rates } = equalRanges(weighted, size);
  const context: ProductContext = { parts: weighted, x: sharedDoubles(size), y: sharedDoubles(size) };
  const work = new SharedWork(productTask, { threads, file, context: () => context });
  return {
    times: (x) => {
      context.x.set(x);
      work.map(ranges, { seconds: rates / speeds.rates });
      return applySuperoperators(parts, x, context.y.slice());
    },
    end: () => work.end(),
  };
}
