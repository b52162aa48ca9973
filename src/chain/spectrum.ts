import { type ComplexMatrix, complex, eigen } from '../numeric/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import type { RingBasis, Sector } from './basis.js';
import { SectorOperator, type SparseBlock, sparseTimes } from './blocks.js';
import type { RingOperator } from './operator.js';

/** Eigenstates of one sector: energies ascending, vectors as columns in the momentum basis of the sector. */
export interface SectorSpectrum {
  readonly sector: Sector;
  readonly energies: Float64Array;
  readonly vectors: ComplexMatrix;
  /** stretches of states that energy and the operators used so far leave together; all levels where undefined */
  readonly unresolved?: readonly (readonly [number, number])[];
}

/** The full spectrum of a ring, sector by sector; state n of a sector is state sector.offset + n of all. */
export interface Spectrum {
  readonly basis: RingBasis;
  readonly hamiltonian: SectorOperator;
  readonly sectors: readonly SectorSpectrum[];
  /** of every state */
  readonly energies: Float64Array;
  /** width of the spectrum, or the size of the largest energy: what "equal" energies are measured against */
  readonly scale: number;
  /** largest residual of an eigenproblem over its scale */
  readonly residual: number;
}

/**
 * Energies closer than this, relative to the largest, are one level. Energies carry rounding of a few 1e-15; a gap
 * below 1e-10 would mix eigenvectors by 1e-5 in the tenth digit of what they enter.
 */
export const degeneracyTolerance = 1e-10;

/** Most states of one sector: 6 n² doubles of its eigenproblem must fit. */
const maxSectorSize = 6000;

/**
 * The full spectrum, one complex Hermitian eigenproblem for each (S^z, k).
 *
 * @diagnostic `sector-too-large`
 * @cost Σ n³ over sectors
 */
export function spectrumOf(
  basis: RingBasis,
  hamiltonian: RingOperator,
  onProgress?: (done: number, total: number) => void,
): Spectrum {
  const operator = new SectorOperator(basis, hamiltonian, 0);
  const energies = new Float64Array(basis.dimension);
  const sectors: SectorSpectrum[] = [];
  let residual = 0;
  let scale = 0;
  const largest = Math.max(...basis.sectors.map((s) => s.orbits.length));
  if (largest > maxSectorSize) {
    limit(
      'sector-too-large',
      `a sector of ${largest} states needs ${Math.ceil((6 * 8 * largest ** 2) / 2 ** 20)} MiB for its eigenproblem`,
      {
        hint: 'take a smaller ring, or a model with more symmetry',
      },
    );
  }
  const total = basis.sectors.reduce((s, x) => s + x.orbits.length ** 3, 0);
  let done = 0;
  for (const sector of basis.sectors) {
    checkInterrupt();
    const { value, ...rest } = eigen(hermitianPart(operator.dense(sector, sector)));
    energies.set(value.values, sector.offset);
    sectors.push({ sector, energies: value.values, vectors: value.vectors });
    scale = Math.max(scale, rest.scale);
    residual = Math.max(residual, rest.scale === 0 ? 0 : rest.residual / rest.scale);
    done += sector.orbits.length ** 3;
    onProgress?.(done, total);
  }
  return { basis, hamiltonian: operator, sectors, energies, scale, residual };
}

/** Phases of momentum leave rounding of 1e-16 between an element and its mirror image; taken out here. */
function hermitianPart(a: ComplexMatrix): ComplexMatrix {
  const n = a.rows;
  for (let i = 0; i < n; i++) {
    a.im[i * n + i] = 0;
    for (let j = 0; j < i; j++) {
      const [p, q] = [i * n + j, j * n + i];
      a.re[p] = a.re[q] = (a.re[p]! + a.re[q]!) / 2;
      a.im[p] = (a.im[p]! - a.im[q]!) / 2;
      a.im[q] = -a.im[p]!;
    }
  }
  return a;
}

/** Runs of equal numbers in ascending order, as [start, end). */
export function runsOf(values: Float64Array, tolerance: number, from = 0, to = values.length): [number, number][] {
  const runs: [number, number][] = [];
  for (let a = from; a < to; ) {
    let b = a + 1;
    while (b < to && values[b]! - values[b - 1]! <= tolerance) b += 1;
    runs.push([a, b]);
    a = b;
  }
  return runs;
}

/** A Hermitian operator among the eigenstates, as far as it stays within a sector and a level. */
export interface ConservedPart {
  /** ⟨n|X|n⟩ of every state */
  readonly diagonal: Float64Array;
  /** norm of what leads out of the levels of (S^z, k, E), over the norm of the operator */
  readonly leaves: number;
  /** norm of what is off the diagonal inside the levels, over the norm of the operator */
  readonly mixes: number;
}

/**
 * The diagonal of an operator in the eigenbasis: its conserved part where the basis resolves the levels,
 *
 *   X^c = Σ_ñ |ñ⟩⟨ñ|X|ñ⟩⟨ñ|     chain (18)
 *
 * together with the norms of what is left out.
 */
export function conservedPart(spectrum: Spectrum, operator: SectorOperator): ConservedPart {
  const { basis, scale } = spectrum;
  const diagonal = new Float64Array(basis.dimension);
  let whole = 0;
  let outside = 0;
  let mixed = 0;
  for (const { sector, energies, vectors } of spectrum.sectors) {
    checkInterrupt();
    const n = sector.orbits.length;
    for (const other of spectrum.sectors) {
      const block = operator.sparse(sector, other.sector);
      if (!block) continue;
      const product = sparseTimes(block, vectors);
      const norm = squares(product);
      whole += norm;
      if (other.sector !== sector) {
        outside += norm;
        continue;
      }
      // A multiple of the identity (C_1) is one exactly, not up to rounding: differences of C_1 inside a sector vanish.
      const constant = constantOf(block, n);
      if (constant !== undefined) {
        diagonal.fill(constant, sector.offset, sector.offset + n);
        continue;
      }
      for (const [a, b] of runsOf(energies, degeneracyTolerance * scale)) {
        for (let j = a; j < b; j++) {
          // All of the level first: subtracting as we go would change what the next element is made from.
          const elements = Array.from({ length: b - a }, (_, i) => innerColumns(vectors, a + i, product, j, n));
          elements.forEach((z, i) => {
            if (a + i === j) diagonal[sector.offset + j] = z.re;
            else mixed += z.re ** 2 + z.im ** 2;
            subtractColumn(product, j, vectors, a + i, z);
          });
        }
      }
      outside += squares(product);
    }
  }
  const relative = (x: number): number => (whole === 0 ? 0 : Math.sqrt(x / whole));
  return { diagonal, leaves: relative(outside), mixes: relative(mixed) };
}

/** ⟨n|X|n⟩ of every state. */
export function diagonalOf(spectrum: Spectrum, operator: SectorOperator): Float64Array {
  const diagonal = new Float64Array(spectrum.basis.dimension);
  for (const { sector, vectors } of spectrum.sectors) {
    checkInterrupt();
    const block = operator.sparse(sector, sector);
    if (!block) continue;
    const product = sparseTimes(block, vectors);
    const n = sector.orbits.length;
    for (let r = 0; r < n; r++)
      for (let j = 0; j < n; j++)
        diagonal[sector.offset + j]! +=
          vectors.re[r * n + j]! * product.re[r * n + j]! + vectors.im[r * n + j]! * product.im[r * n + j]!;
  }
  return diagonal;
}

function squares(a: ComplexMatrix): number {
  let sum = 0;
  for (let i = 0; i < a.re.length; i++) sum += a.re[i]! ** 2 + a.im[i]! ** 2;
  return sum;
}

/** c where a square block is c times the identity, element by element. */
function constantOf(block: SparseBlock, n: number): number | undefined {
  const diagonal = new Float64Array(n);
  for (let e = 0; e < block.row.length; e++) {
    if (block.row[e] !== block.column[e] || block.im[e] !== 0) return undefined;
    diagonal[block.row[e]!]! += block.re[e]!;
  }
  return diagonal.every((d) => d === diagonal[0]) ? diagonal[0] : undefined;
}

/** Column j of a minus z times column i of u. */
function subtractColumn(a: ComplexMatrix, j: number, u: ComplexMatrix, i: number, z: { re: number; im: number }): void {
  const [p, q] = [a.cols, u.cols];
  for (let r = 0; r < a.rows; r++) {
    const x = u.re[r * q + i]!;
    const y = u.im[r * q + i]!;
    a.re[r * p + j]! -= x * z.re - y * z.im;
    a.im[r * p + j]! -= x * z.im + y * z.re;
  }
}

function innerColumns(u: ComplexMatrix, i: number, v: ComplexMatrix, j: number, n: number): { re: number; im: number } {
  let re = 0;
  let im = 0;
  const [p, q] = [u.cols, v.cols];
  for (let r = 0; r < n; r++) {
    const a = u.re[r * p + i]!;
    const b = u.im[r * p + i]!;
    const c = v.re[r * q + j]!;
    const d = v.im[r * q + j]!;
    re += a * c + b * d;
    im += a * d - b * c;
  }
  return { re, im };
}

/**
 * The same spectrum with its degenerate levels resolved: inside each (S^z, k, E) the operators are diagonalised one
 * after another, C_3 first and J_S only where C_3 leaves something.
 *
 * @param operators  Hermitian, each conserved or at least projected onto the levels
 */
export function resolve(spectrum: Spectrum, operators: readonly SectorOperator[]): Spectrum {
  return operators.reduce(resolveBy, spectrum);
}

/**
 * Resolves by one operator what those before have left; the same spectrum where there is nothing that it tells apart.
 */
export function resolveBy(spectrum: Spectrum, operator: SectorOperator): Spectrum {
  const { scale } = spectrum;
  let changed = false;
  const sectors = spectrum.sectors.map((one): SectorSpectrum => {
    const { sector, energies } = one;
    const n = sector.orbits.length;
    const runs = one.unresolved ?? runsOf(energies, degeneracyTolerance * scale).filter(([a, b]) => b > a + 1);
    if (runs.length === 0) return one;
    const block = operator.sparse(sector, sector);
    if (!block) return one;
    const product = sparseTimes(block, one.vectors);
    // A level splits where eigenvalues differ by more than rounding on the size of the operator.
    const tolerance = 1e-9 * Math.max(...columnNorms(product));
    let vectors: ComplexMatrix | undefined;
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
      const { values, vectors: w } = eigen(hermitianPart(small)).value;
      const parts = runsOf(values, tolerance);
      if (parts.length === 1) {
        unresolved.push([a, b]);
        continue;
      }
      vectors ??= complex(n, n, one.vectors.re.slice(), one.vectors.im.slice());
      rotateColumns(vectors, a, w);
      for (const [p, q] of parts) if (q > p + 1) unresolved.push([a + p, a + q]);
    }
    if (!vectors) return one;
    changed = true;
    return { sector, energies, vectors, unresolved };
  });
  return changed ? { ...spectrum, sectors } : spectrum;
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

/**
 * The spectrum of H − B C with C conserved, diagonal in the sectors (C_1, of the field): energies move, vectors stay.
 *
 * @param values  of the added operator in each sector, by sector index
 */
export function shiftedSpectrum(spectrum: Spectrum, values: readonly number[]): Spectrum {
  const energies = new Float64Array(spectrum.energies.length);
  let scale = 0;
  const sectors = spectrum.sectors.map((s) => {
    const moved = s.energies.map((e) => e + values[s.sector.index]!);
    energies.set(moved, s.sector.offset);
    scale = moved.reduce((m, e) => Math.max(m, Math.abs(e)), scale);
    return { ...s, energies: moved };
  });
  return { ...spectrum, sectors, energies, scale };
}

/** States of one momentum and one energy, of all charges: the coherences |n⟩⟨m| that H_0 leaves alone. */
export interface Level {
  readonly momentum: number;
  readonly energy: number;
  /** places among all states, ascending */
  readonly states: readonly number[];
}

/** Which states of one energy and momentum form one level. */
export interface LevelOptions {
  /** whether states of different S^z may form one level */
  readonly acrossCharges: boolean;
  /** values of conserved charges on every state, of which the states of one level share each */
  readonly labels?: readonly Float64Array[];
}

/** The levels of equal energy and momentum, ascending in momentum and energy. */
export function levelsOf(spectrum: Spectrum, { acrossCharges, labels = [] }: LevelOptions): Level[] {
  const { basis, energies, scale } = spectrum;
  const groups = new Map<number, number[]>();
  for (const { sector } of spectrum.sectors) {
    const key = acrossCharges ? sector.momentum : sector.index;
    let list = groups.get(key);
    if (!list) groups.set(key, (list = []));
    for (let n = 0; n < sector.orbits.length; n++) list.push(sector.offset + n);
  }
  const momentumOf = new Int32Array(basis.dimension);
  for (const { sector } of spectrum.sectors)
    momentumOf.fill(sector.momentum, sector.offset, sector.offset + sector.orbits.length);
  const levels: Level[] = [];
  for (const list of groups.values()) {
    list.sort((p, q) => energies[p]! - energies[q]!);
    const sorted = Float64Array.from(list, (s) => energies[s]!);
    for (const [a, b] of runsOf(sorted, degeneracyTolerance * scale)) {
      const equal = list.slice(a, b);
      const energy = equal.reduce((sum, s) => sum + energies[s]!, 0) / equal.length;
      for (const states of labels.reduce(splitBy, [equal]))
        levels.push({ momentum: momentumOf[states[0]!]!, energy, states: states.sort((p, q) => p - q) });
    }
  }
  return levels;
}

/** Eigenvalues of a charge that differ by less than this part of the largest are equal: rounding on its size. */
const labelTolerance = 1e-9;

/** The same lists of states, taken apart where a charge tells their states apart. */
function splitBy(lists: readonly number[][], label: Float64Array): number[][] {
  const tolerance = labelTolerance * label.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
  return lists.flatMap((list) => {
    const order = list.toSorted((p, q) => label[p]! - label[q]!);
    const values = Float64Array.from(order, (s) => label[s]!);
    return runsOf(values, tolerance).map(([a, b]) => order.slice(a, b));
  });
}

/** Σ degeneracy² over all equal energies: how many independent conserved operators |n⟩⟨m| there are. */
export function countConserved(spectrum: Spectrum): number {
  const sorted = spectrum.energies.slice().sort();
  return runsOf(sorted, degeneracyTolerance * spectrum.scale).reduce((sum, [a, b]) => sum + (b - a) ** 2, 0);
}
