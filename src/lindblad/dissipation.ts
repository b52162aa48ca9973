import { complex, type ComplexMatrix, multiplyMatrices } from '../numeric/index.js';
import { checkInterrupt } from '../text/index.js';
import type { Dissipator } from './dissipator.js';

/** The eigenstates of one momentum: numbers from `offset` on. */
export interface StateRange {
  readonly offset: number;
  readonly size: number;
}

/** The matrices between eigenstates that make the dissipative part of a Liouvillian. */
export interface DissipationTerms {
  readonly dimension: number;
  readonly ranges: readonly StateRange[];
  readonly effective: ComplexMatrix;
  readonly dissipators: readonly Dissipator[];
}

/**
 * The dissipative part of the Liouvillian of an undriven chain at strength one, for Hermitian ρ that translation leaves
 * as they are: blocks between states of one momentum.
 *
 *   Dρ = Kρ + (Kρ)† + Σ w (AρB† + h.c.)
 *
 * A vector has the real parts of all blocks, by rows and one block after another, and then their imaginary parts; so the
 * product of two vectors is Tr of the product of the matrices.
 */
export class Dissipation {
  /** number of elements of all blocks */
  readonly elements: number;
  /** place of the first element of each block */
  readonly starts: readonly number[];
  private readonly effective: readonly ComplexMatrix[];
  /** A by columns of one momentum, and B by rows of one */
  private readonly strips: readonly {
    readonly columns: readonly ComplexMatrix[];
    readonly rows: readonly ComplexMatrix[];
    readonly weight: number;
    readonly isJump: boolean;
  }[];

  constructor(private readonly terms: DissipationTerms) {
    const { dimension, ranges, effective, dissipators } = terms;
    const starts: number[] = [];
    let elements = 0;
    for (const { size } of ranges) {
      starts.push(elements);
      elements += size * size;
    }
    this.starts = starts;
    this.elements = elements;
    const all = { offset: 0, size: dimension };
    this.effective = ranges.map((range) => partOf(effective, range, range));
    this.strips = dissipators.map(({ a, b, weight }) => ({
      columns: ranges.map((range) => partOf(a, all, range)),
      rows: ranges.map((range) => partOf(b, range, all)),
      weight,
      isJump: a === b,
    }));
  }

  /**
   * Dρ
   *
   * @cost 2 d³/N complex multiplications for each dissipator, in products
   */
  times(rho: Float64Array): Float64Array {
    checkInterrupt();
    const { ranges, dimension: d } = this.terms;
    const out = new Float64Array(rho.length);
    const blocks = ranges.map((_, k) => this.block(rho, k));
    ranges.forEach((_, k) => {
      this.add(out, k, multiplyMatrices(this.effective[k]!, blocks[k]!).value, { by: 1, isHermitian: false });
    });
    for (const { columns, rows, weight, isJump } of this.strips) {
      const left = complex(d, d);
      ranges.forEach(({ offset, size }, k) => {
        const { re, im } = multiplyMatrices(columns[k]!, blocks[k]!).value;
        for (let i = 0; i < d; i++) {
          left.re.set(re.subarray(i * size, (i + 1) * size), i * d + offset);
          left.im.set(im.subarray(i * size, (i + 1) * size), i * d + offset);
        }
      });
      ranges.forEach(({ offset, size }, k) => {
        const [from, to] = [offset * d, (offset + size) * d];
        const own = complex(size, d, left.re.subarray(from, to), left.im.subarray(from, to));
        const gained = multiplyMatrices(own, rows[k]!, { adjointRight: true, hermitian: isJump }).value;
        this.add(out, k, gained, { by: isJump ? 2 * weight : weight, isHermitian: isJump });
      });
    }
    return out;
  }

  /** The block of one momentum. */
  block(rho: Float64Array, k: number): ComplexMatrix {
    const { size } = this.terms.ranges[k]!;
    const [from, to] = [this.starts[k]!, this.starts[k]! + size * size];
    return complex(size, size, rho.subarray(from, to), rho.subarray(this.elements + from, this.elements + to));
  }

  /** Adds by · X, where X is Hermitian, or by · (X + X†). */
  private add(
    out: Float64Array,
    k: number,
    { rows: n, re, im }: ComplexMatrix,
    { by, isHermitian }: { readonly by: number; readonly isHermitian: boolean },
  ): void {
    const at = this.starts[k]!;
    const second = this.elements + at;
    for (let i = 0, e = 0; i < n; i++) {
      for (let j = 0; j < n; j++, e++) {
        const mirror = j * n + i;
        out[at + e]! += by * (isHermitian ? re[e]! : re[e]! + re[mirror]!);
        out[second + e]! += by * (isHermitian ? im[e]! : im[e]! - im[mirror]!);
      }
    }
  }
}

function partOf(a: ComplexMatrix, rows: StateRange, columns: StateRange): ComplexMatrix {
  const out = complex(rows.size, columns.size);
  for (let i = 0; i < rows.size; i++) {
    const from = (rows.offset + i) * a.cols + columns.offset;
    out.re.set(a.re.subarray(from, from + columns.size), i * columns.size);
    out.im.set(a.im.subarray(from, from + columns.size), i * columns.size);
  }
  return out;
}

/**
 * The elements of D between pairs of eigenstates a d + b, each for |a⟩⟨b|, as a matrix.
 *
 * @param differences  k_a − k_b of each pair, modulo 2π, as whole numbers; only pairs with the same one are coupled
 * @cost the square of their number, for each dissipator
 */
export function dissipationBetween(
  { dimension: d, effective, dissipators }: Omit<DissipationTerms, 'ranges'>,
  pairs: Int32Array,
  differences = new Int32Array(pairs.length),
): ComplexMatrix {
  const n = pairs.length;
  const out = complex(n, n);
  for (let r = 0; r < n; r++) {
    if ((r & 63) === 0) checkInterrupt();
    const [i, j] = [Math.floor(pairs[r]! / d), pairs[r]! % d];
    for (let c = 0; c < n; c++) {
      if (differences[r] !== differences[c]) continue;
      const p = Math.floor(pairs[c]! / d);
      const q = pairs[c]! % d;
      const left = i * d + p;
      const right = j * d + q;
      let x = 0;
      let y = 0;
      for (const { a, b, weight } of dissipators) {
        const ar = a.re[left]!;
        const ai = a.im[left]!;
        const br = b.re[right]!;
        const bi = b.im[right]!;
        const cr = b.re[left]!;
        const ci = b.im[left]!;
        const er = a.re[right]!;
        const ei = a.im[right]!;
        x += weight * (ar * br + ai * bi + cr * er + ci * ei);
        y += weight * (ai * br - ar * bi + ci * er - cr * ei);
      }
      if (j === q) {
        x += effective.re[left]!;
        y += effective.im[left]!;
      }
      if (i === p) {
        x += effective.re[right]!;
        y -= effective.im[right]!;
      }
      out.re[r * n + c] = x;
      out.im[r * n + c] = y;
    }
  }
  return out;
}
