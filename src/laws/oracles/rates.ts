import { type DrivenChain, applySuperoperators } from '../../chain/index.js';
import { real, stationary } from '../../numeric/index.js';
import { DiagnosticError, refuse } from '../../text/index.js';
import { type RingRates, generatorsOf } from '../engines/ring-rates.js';

/** Pivots below this, relative to the largest, count as zero. */
export const negligible = 1e-12;

/** Rates below this, relative to the largest, count as zero: amplitudes of 1e-16, squared, with a safety margin. */
const forbidden = 1e-24;

export function stationaryState({ energies, rates }: RingRates): Float64Array | undefined {
  const n = energies.length;
  const matrix = real(n, n);
  const least = forbidden * rates.reduce((a, b) => Math.max(a, b), 0);
  rates.forEach((w, at) => (matrix.re[at] = Math.floor(at / n) !== at % n && w > least ? w : 0));
  try {
    return stationary(matrix).value;
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostic.code === 'stationary-not-unique') return undefined;
    throw error;
  }
}

/** Largest number of unknowns of a state whose uniqueness is tested. */
const mostUnknowns = 400;

/** L on the Hermitian operators that commute with H_0, by rows. chain (11) */
export function generatorMatrix(chain: DrivenChain): { size: number; matrix: Float64Array } {
  const { unknowns, parts } = generatorsOf(chain, 'across charges');
  const { size } = unknowns;
  if (size > mostUnknowns)
    refuse('too-many-states', `a state of ${size} unknowns: too many for the test of uniqueness`);
  const matrix = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let m = 0; m < size; m++) {
    unit.fill(0);
    unit[m] = 1;
    applySuperoperators(parts, unit).forEach((x, k) => (matrix[k * size + m] = x));
  }
  return { size, matrix };
}

/** The rank by elimination with complete pivoting. */
export function rankOf(matrix: Float64Array, n: number): number {
  const a = matrix.slice();
  const rows = Array.from({ length: n }, (_, k) => k);
  const columns = [...rows];
  const least = negligible * a.reduce((x, y) => Math.max(x, Math.abs(y)), 0);
  for (let step = 0; step < n; step++) {
    let [best, at, by] = [0, step, step];
    for (let i = step; i < n; i++) {
      for (let j = step; j < n; j++) {
        const size = Math.abs(a[rows[i]! * n + columns[j]!]!);
        if (size > best) [best, at, by] = [size, i, j];
      }
    }
    if (!(best > least)) return step;
    [rows[step], rows[at]] = [rows[at]!, rows[step]!];
    [columns[step], columns[by]] = [columns[by]!, columns[step]!];
    const [row, column] = [rows[step]! * n, columns[step]!];
    for (let i = step + 1; i < n; i++) {
      const other = rows[i]! * n;
      const factor = a[other + column]! / a[row + column]!;
      if (factor !== 0) for (let j = step; j < n; j++) a[other + columns[j]!]! -= factor * a[row + columns[j]!]!;
    }
  }
  return n;
}
