import type { ComplexMatrix } from '../numeric/index.js';
import { checkInterrupt } from '../text/index.js';
import { SectorOperator, type SparseBlock, sparseTimes } from './blocks.js';
import { innerColumns } from './columns.js';
import { degeneracyTolerance, runsOf } from './levels.js';
import type { SectorSpectrum, Spectrum } from './spectrum.js';

/** The part of a Hermitian operator within sectors and levels, between the eigenstates. */
export interface ConservedPart {
  /** ⟨n|X|n⟩ of every state */
  readonly diagonal: Float64Array;
  /** norm of the part between different energies or momenta, divided by the norm of the operator */
  readonly leaves: number;
  /** norm of the part between states of equal energy and momentum in different sectors, divided by that of the operator */
  readonly crosses: number;
  /** norm of the off-diagonal part inside the levels, divided by the norm of the operator */
  readonly mixes: number;
}

/**
 * The diagonal of an operator in the eigenbasis: its conserved part where the basis resolves the levels,
 *
 *   X^c = Σ_ñ |ñ⟩⟨ñ|X|ñ⟩⟨ñ|     chain (18)
 *
 * together with the norms of the parts left out.
 *
 * @implements chain (18) for its conserved part
 */
export function conservedPart(spectrum: Spectrum, operator: SectorOperator): ConservedPart {
  const { basis, scale } = spectrum;
  const diagonal = new Float64Array(basis.dimension);
  let whole = 0;
  let outside = 0;
  let crossed = 0;
  let mixed = 0;
  for (const own of spectrum.sectors) {
    const { sector, energies, vectors } = own;
    checkInterrupt();
    const n = sector.orbits.length;
    for (const other of spectrum.sectors) {
      const block = operator.sparse(sector, other.sector);
      if (!block) continue;
      const product = sparseTimes(block, vectors);
      const norm = squares(product);
      whole += norm;
      if (other.sector !== sector) {
        const equal =
          other.sector.momentum === sector.momentum ? crossing(product, own, other, degeneracyTolerance * scale) : 0;
        crossed += equal;
        outside += equal === 0 ? norm : squares(product);
        continue;
      }
      // A multiple of the identity such as C_1 is given exactly, so that differences of C_1 inside a sector vanish
      // without rounding.
      const constant = constantOf(block, n);
      if (constant !== undefined) {
        diagonal.fill(constant, sector.offset, sector.offset + n);
        continue;
      }
      for (const [a, b] of runsOf(energies, degeneracyTolerance * scale)) {
        for (let j = a; j < b; j++) {
          // All elements of the level are computed first, because subtracting one at once would change those computed
          // after it.
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
  return { diagonal, leaves: relative(outside), crosses: relative(crossed), mixes: relative(mixed) };
}

/** Squared norm of the elements of an operator between states of equal energy in two sectors; subtracts them. */
function crossing(product: ComplexMatrix, from: SectorSpectrum, to: SectorSpectrum, tolerance: number): number {
  let sum = 0;
  for (let j = 0; j < from.energies.length; j++) {
    for (let i = 0; i < to.energies.length; i++) {
      if (!(Math.abs(to.energies[i]! - from.energies[j]!) <= tolerance)) continue;
      const z = innerColumns(to.vectors, i, product, j, to.energies.length);
      sum += z.re ** 2 + z.im ** 2;
      subtractColumn(product, j, to.vectors, i, z);
    }
  }
  return sum;
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

/** c if a square block is c times the identity; undefined otherwise. */
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
