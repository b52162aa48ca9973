import { complex, type ComplexMatrix, eigen, real, type RealMatrix } from '../numeric/index.js';
import { SectorOperator, sparseTimes } from './blocks.js';
import { innerColumns } from './columns.js';
import { degeneracyTolerance, runsOf } from './levels.js';
import { signUnder } from './sector-motion.js';
import { hermitianPart } from './sector-eigen.js';
import { movedSpectrum, type SectorSpectrum, type Spectrum } from './spectrum.js';

/**
 * The spectrum with its degenerate levels resolved: inside each (S^z, k, E) the operators are diagonalised one after
 * another, each only where the earlier ones leave a degeneracy, such as first C_3 and then J_S.
 *
 * @param operators  Hermitian, each conserved or at least projected onto the levels
 */
export function resolve(spectrum: Spectrum, operators: readonly SectorOperator[]): Spectrum {
  return operators.reduce(resolveBy, spectrum);
}

/**
 * Resolves by one operator the degeneracies that the earlier ones have left; returns the same spectrum if it lifts
 * none.
 */
export function resolveBy(spectrum: Spectrum, operator: SectorOperator): Spectrum {
  const { scale, basis } = spectrum;
  let changed = false;
  const done: SectorSpectrum[] = [];
  const resolved = (before: SectorSpectrum): SectorSpectrum => {
    const { sector, energies, image } = before;
    let one = before;
    const base = image && done[image.of.index];
    if (image && base && signUnder(operator.operator, image.motion) !== 0) {
      // An image is resolved together with its original.
      if (base === spectrum.sectors[image.of.index]) return one;
      const moved = movedSpectrum(basis, base, sector, image.motion);
      // The field may shift the energies of an image.
      if (moved) return { ...moved, energies };
    }
    if (image && base !== spectrum.sectors[image.of.index]) one = { ...before, image: undefined };
    const n = sector.orbits.length;
    const runs = one.unresolved ?? runsOf(energies, degeneracyTolerance * scale).filter(([a, b]) => b > a + 1);
    if (runs.length === 0) return one;
    const block = operator.sparse(sector, sector);
    if (!block) return one;
    const product = sparseTimes(block, one.vectors);
    // A level splits where eigenvalues differ by more than the rounding error of the operator.
    const tolerance = 1e-9 * Math.max(...columnNorms(product));
    let vectors: ComplexMatrix | undefined;
    let realVectors = one.realVectors && real(n, n, one.realVectors.re.slice());
    const unresolved: [number, number][] = [];
    for (const [a, b] of runs) {
      const d = b - a;
      const small = complex(d, d);
      for (let i = 0; i < d; i++) {
        for (let j = 0; j < d; j++) {
          const z = innerColumns(one.vectors, a + i, product, a + j, n);
          small.re[i * d + j] = z.re;
          small.im[i * d + j] = z.im;
        }
      }
      hermitianPart(small);
      const isReal = realVectors !== undefined && isRealMatrix(small);
      const { values, vectors: w } = isReal ? realEigen(small) : eigen(small).value;
      const parts = runsOf(values, tolerance);
      if (parts.length === 1) {
        unresolved.push([a, b]);
        continue;
      }
      vectors ??= complex(n, n, one.vectors.re.slice(), one.vectors.im.slice());
      rotateColumns(vectors, a, w);
      if (!isReal) realVectors = undefined;
      else if (realVectors) rotateRealColumns(realVectors, a, w);
      for (const [p, q] of parts) if (q > p + 1) unresolved.push([a + p, a + q]);
    }
    if (!vectors) return one;
    changed = true;
    return { sector, energies, vectors, realVectors, unresolved };
  };
  for (const one of spectrum.sectors) done.push(resolved(one));
  return changed ? { ...spectrum, sectors: done } : spectrum;
}

/** Is a small Hermitian matrix real except for rounding errors? It is between vectors that Θ leaves as they are. */
function isRealMatrix({ re, im }: ComplexMatrix): boolean {
  const largest = re.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
  return im.every((y) => Math.abs(y) <= 1e-12 * largest);
}

function realEigen({ rows, cols, re }: ComplexMatrix): {
  readonly values: Float64Array;
  readonly vectors: ComplexMatrix;
} {
  const { values, vectors } = eigen(real(rows, cols, re)).value;
  return { values, vectors: complex(rows, cols, vectors.re) };
}

function columnNorms(a: ComplexMatrix): Float64Array {
  const sums = new Float64Array(a.cols);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < a.cols; j++) sums[j]! += a.re[i * a.cols + j]! ** 2 + a.im[i * a.cols + j]! ** 2;
  return sums.map(Math.sqrt);
}

/** Columns a … a + d − 1 times the d × d matrix w. */
function rotateColumns(vectors: ComplexMatrix, a: number, w: ComplexMatrix): void {
  const n = vectors.cols;
  const d = w.rows;
  const re = new Float64Array(d);
  const im = new Float64Array(d);
  for (let r = 0; r < vectors.rows; r++) {
    re.fill(0);
    im.fill(0);
    for (let i = 0; i < d; i++) {
      const x = vectors.re[r * n + a + i]!;
      const y = vectors.im[r * n + a + i]!;
      for (let j = 0; j < d; j++) {
        re[j]! += x * w.re[i * d + j]! - y * w.im[i * d + j]!;
        im[j]! += x * w.im[i * d + j]! + y * w.re[i * d + j]!;
      }
    }
    vectors.re.set(re, r * n + a);
    vectors.im.set(im, r * n + a);
  }
}

/** As `rotateColumns`, for a real w. */
function rotateRealColumns(vectors: RealMatrix, a: number, w: RealMatrix): void {
  const n = vectors.cols;
  const d = w.rows;
  const row = new Float64Array(d);
  for (let r = 0; r < vectors.rows; r++) {
    row.fill(0);
    for (let i = 0; i < d; i++) {
      const x = vectors.re[r * n + a + i]!;
      for (let j = 0; j < d; j++) row[j]! += x * w.re[i * d + j]!;
    }
    vectors.re.set(row, r * n + a);
  }
}
