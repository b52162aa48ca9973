import type { ComplexMatrix } from '../numeric/index.js';
import { SectorOperator, type SparseBlock } from '../ring/index.js';
import { checkInterrupt } from '../text/index.js';
import type { Unknowns } from './unknowns.js';

/**
 * The weights of the unknowns of a state in ⟨X⟩ = Tr(ρ X), which are matrix elements of X inside the levels:
 *
 *   ⟨X⟩ = Σ_n ρ_nn X_nn + Σ_{n<m} 2 Re(ρ_nm X_mn)
 *
 * @returns  a vector of length unknowns.size; ⟨X⟩ of the whole ring is its product with the state
 */
export function observableOf(unknowns: Unknowns, operator: SectorOperator): Float64Array {
  const { spectrum, populationAt, pairs } = unknowns;
  const { basis } = spectrum;
  const weights = new Float64Array(unknowns.size);
  const bySector = new Map(spectrum.sectors.map((s) => [s.sector.index, s]));
  const sectorOf = new Int32Array(basis.dimension);
  for (const { sector } of spectrum.sectors)
    sectorOf.fill(sector.index, sector.offset, sector.offset + sector.orbits.length);
  // Pairs are grouped by (sector of n, sector of m); X_nm = ⟨n|X|m⟩ is in the block from the sector of m to that of n.
  const wanted = new Map<number, (typeof pairs)[number][]>();
  for (const p of pairs) {
    const key = sectorOf[p.n]! * basis.sectors.length + sectorOf[p.m]!;
    const list = wanted.get(key);
    if (list) list.push(p);
    else wanted.set(key, [p]);
  }
  for (const from of spectrum.sectors) {
    checkInterrupt();
    for (const target of operator.targets(from.sector.charge)) {
      const sector = basis.sector({ charge: target, momentum: from.sector.momentum });
      if (!sector) continue;
      const list = wanted.get(sector.index * basis.sectors.length + from.sector.index) ?? [];
      const own = sector === from.sector;
      if (!own && list.length === 0) continue;
      const block = operator.sparse(from.sector, sector);
      if (!block) continue;
      const ket = from.vectors;
      const bra = bySector.get(sector.index)!.vectors;
      if (own) addDiagonal(block, ket, weights.subarray(populationAt[sector.offset]!));
      for (const { n, m, at } of list) {
        const z = elementOf(block, bra, n - sector.offset, ket, m - from.sector.offset);
        weights[at] = 2 * z.re;
        weights[at + 1] = 2 * z.im;
      }
    }
  }
  return weights;
}

/** Adds ⟨n|X|n⟩ for every column n of a sector. */
function addDiagonal({ row, column, re, im }: SparseBlock, u: ComplexMatrix, out: Float64Array): void {
  const n = u.cols;
  for (let e = 0; e < row.length; e++) {
    const p = row[e]! * n;
    const q = column[e]! * n;
    const x = re[e]!;
    const y = im[e]!;
    for (let j = 0; j < n; j++) {
      const a = u.re[p + j]!;
      const b = u.im[p + j]!;
      const c = u.re[q + j]!;
      const d = u.im[q + j]!;
      out[j]! += x * (a * c + b * d) - y * (a * d - b * c);
    }
  }
}

/** ⟨n|X|m⟩ between two columns. */
function elementOf(
  { row, column, re, im }: SparseBlock,
  bra: ComplexMatrix,
  n: number,
  ket: ComplexMatrix,
  m: number,
): { readonly re: number; readonly im: number } {
  let real = 0;
  let imaginary = 0;
  for (let e = 0; e < row.length; e++) {
    const p = row[e]! * bra.cols + n;
    const q = column[e]! * ket.cols + m;
    const x = bra.re[p]! * ket.re[q]! + bra.im[p]! * ket.im[q]!;
    const y = bra.re[p]! * ket.im[q]! - bra.im[p]! * ket.re[q]!;
    real += re[e]! * x - im[e]! * y;
    imaginary += re[e]! * y + im[e]! * x;
  }
  return { re: real, im: imaginary };
}

/** ⟨X⟩ of the whole ring. */
export function expectation(weights: Float64Array, state: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * state[i]!;
  return sum;
}

/** Accuracy of the weights and of the matrix of a level, relative to their largest numbers. */
const weightRounding = 1e-15;

/**
 * ⟨X⟩ of the whole ring; 0 where it is smaller than the rounding error of its terms.
 *
 * @param weights  weights of an operator whose largest coefficient is 1; if it vanishes in every level, all of them are
 *   rounding errors
 */
export function resolvedExpectation(
  { levels, populationAt, pairs }: Unknowns,
  weights: Float64Array,
  state: Float64Array,
): number {
  const sum = expectation(weights, state);
  const most = weights.reduce((m, w) => Math.max(m, Math.abs(w)), 1);
  // The accuracy of coherences is relative to the populations of their level, and that of populations to themselves.
  const coherent = new Uint8Array(levels.length);
  for (const { at, level } of pairs) if (weights[at] !== 0 || weights[at + 1] !== 0) coherent[level] = 1;
  let seen = 0;
  levels.forEach(({ states }, level) => {
    for (const n of states)
      if (coherent[level] === 1 || weights[populationAt[n]!] !== 0) seen += Math.abs(state[populationAt[n]!]!);
  });
  // Where no elimination succeeded, negative probabilities show the size of rounding errors.
  const doubt = populationAt.reduce((d, p) => d + Math.max(0, -state[p]!), 0);
  return Math.abs(sum) <= most * (weightRounding * seen + 10 * doubt) ? 0 : sum;
}

/** Σ_m X_m ρ_m over eigenstates; 0 where it is smaller than the rounding error of its terms, as `resolvedExpectation`. */
export function resolvedSum(weights: Float64Array, populations: Float64Array): number {
  let sum = 0;
  let seen = 0;
  let most = 1;
  for (let m = 0; m < weights.length; m++) {
    sum += weights[m]! * populations[m]!;
    most = Math.max(most, Math.abs(weights[m]!));
    if (weights[m] !== 0) seen += Math.abs(populations[m]!);
  }
  return Math.abs(sum) <= most * weightRounding * seen ? 0 : sum;
}
