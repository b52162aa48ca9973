import { factor, inSharedMemory, real, type RealMatrix, shareOnce, type ThreadTask } from '../numeric/index.js';
import type { SharingOptions } from '../ring/index.js';
import { checkInterrupt, DiagnosticError } from '../text/index.js';
import { speeds } from './effort.js';
import { chainThread } from './chain-thread-file.js';
import { refuseNotUnique } from './refusals.js';
import type { MatrixElement, SectorFactors, StrengthenedGain } from './sector-block.js';

/** The terms inside one sector block. */
export interface SectorTerms {
  readonly start: number;
  readonly trace: Float64Array;
  /** p of the rank-one term that makes the matrix regular */
  readonly share: Float64Array;
  readonly gains: readonly StrengthenedGain[];
  readonly losses: readonly MatrixElement[];
}

/** The factors of one sector block. */
export const factorTask: ThreadTask<{ readonly shared: boolean }, SectorTerms, SectorFactors> = {
  name: 'factors',
  file: chainThread,
  prepare:
    ({ shared }) =>
    (terms) => {
      checkInterrupt();
      const { n, lu, pivots } = factorSector(sectorMatrix(terms));
      return { n, lu: shared ? { ...lu, re: inSharedMemory(lu.re) } : lu, pivots };
    },
};

/** The factors of sector blocks, the largest first, in one or several threads. */
export function sharedFactors(blocks: readonly SectorTerms[], { threads = 1, file }: SharingOptions): SectorFactors[] {
  const order = [...blocks.keys()].sort((a, b) => blocks[b]!.trace.length - blocks[a]!.trace.length || a - b);
  const found = shareOnce(
    factorTask,
    order.map((i) => blocks[i]!),
    {
      threads,
      file,
      context: () => ({ shared: threads > 1 }),
      seconds: blocks.reduce((sum, { trace }) => sum + trace.length ** 3 / 3, 0) / speeds.product,
    },
  );
  const out: SectorFactors[] = [];
  order.forEach((i, k) => (out[i] = found[k]!));
  return out;
}

/** The matrix inside one sector block, with the rank-one term that makes it regular. */
function sectorMatrix({ start, trace, share, gains, losses }: SectorTerms): RealMatrix {
  const n = trace.length;
  const matrix = real(n, n);
  for (const { row, rows, column, columns, values, strength } of gains) {
    for (let i = 0; i < rows; i++) {
      const at = (row - start + i) * n + column - start;
      for (let j = 0; j < columns; j++) matrix.re[at + j]! += strength * values[i * columns + j]!;
    }
  }
  for (const { row, column, value } of losses) matrix.re[(row - start) * n + column - start]! += value;
  for (let i = 0; i < n; i++)
    if (share[i] !== 0) for (let j = 0; j < n; j++) matrix.re[i * n + j]! += share[i]! * trace[j]!;
  return matrix;
}

function factorSector(matrix: RealMatrix): SectorFactors {
  try {
    const { n, lu, pivots } = factor(matrix).value;
    return { n, lu, pivots };
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'singular') throw error;
    return refuseNotUnique('inside a sector of S^z more than one state is at rest');
  }
}
