import type { Unknowns } from '../../chain/index.js';
import { type NumericOperator, type ProductState, RingOperator, type Spectrum } from '../../ring/index.js';
import { checkInterrupt } from '../../text/index.js';
import { type DenseMatrix, norm, zeroMatrix } from './dense.js';

/*
 * Matrices of a whole ring between product states, in which nothing is known about sectors.
 */

/** A numerical operator; site k is bit k of a state, and bit 1 is spin down. */
export function numericMatrix(operator: NumericOperator, sites: number): DenseMatrix {
  const out = zeroMatrix(2 ** sites);
  for (const { x, z, re, im } of RingOperator.of(operator, sites).words()) {
    for (let s = 0; s < out.size; s++) {
      let sign = 1;
      for (let rest = s & z; rest !== 0; rest &= rest - 1) sign = -sign;
      out.re[(s ^ x) * out.size + s]! += sign * re;
      out.im[(s ^ x) * out.size + s]! += sign * im;
    }
  }
  return out;
}

/** Eigenstates as rows of amplitudes over product states. */
export type EigenstateAmplitudes = (spectrum: Spectrum) => DenseMatrix;

/** ⟨s|n⟩ by rows n: |a, k⟩ = R_a^{−1/2} Σ_r e^{−ikr} T^r |a⟩. */
export function amplitudesOf({ basis, sectors }: Spectrum): DenseMatrix {
  const out = zeroMatrix(basis.dimension);
  for (const { sector, vectors } of sectors) {
    for (let s = 0; s < basis.dimension; s++) {
      const orbit = basis.orbitOf[s]!;
      const row = basis.places[sector.momentum]![orbit]!;
      if (row < 0 || basis.chargeOf(s as ProductState) !== sector.charge) continue;
      const angle = (-2 * Math.PI * sector.momentum * basis.shiftOf[s]!) / basis.momenta;
      const [c, d] = [Math.cos(angle), Math.sin(angle)].map((x) => x / Math.sqrt(basis.period[orbit]!)) as [
        number,
        number,
      ];
      for (let n = 0; n < vectors.cols; n++) {
        const [p, q] = [vectors.re[row * vectors.cols + n]!, vectors.im[row * vectors.cols + n]!];
        const at = (sector.offset + n) * out.size + s;
        out.re[at] = c * p - d * q;
        out.im[at] = c * q + d * p;
      }
    }
  }
  return out;
}

/** Σ C_nm |n⟩⟨m| of elements inside levels. */
export function wholeMatrix(
  { populationAt, pairs }: Unknowns,
  values: Float64Array,
  { re, im, size }: DenseMatrix,
): DenseMatrix {
  const out = zeroMatrix(size);
  const add = (n: number, m: number, x: number, y: number): void => {
    for (let s = 0; s < size; s++) {
      const [a, b] = [re[n * size + s]!, im[n * size + s]!];
      if (a === 0 && b === 0) continue;
      const [p, q] = [x * a - y * b, x * b + y * a];
      for (let t = 0; t < size; t++) {
        const [c, d] = [re[m * size + t]!, -im[m * size + t]!];
        out.re[s * size + t]! += p * c - q * d;
        out.im[s * size + t]! += p * d + q * c;
      }
    }
  };
  for (let n = 0; n < size; n++) {
    checkInterrupt();
    add(n, n, values[populationAt[n]!]!, 0);
  }
  for (const { n, m, at } of pairs) {
    add(n, m, values[at]!, values[at + 1]!);
    add(m, n, values[at]!, -values[at + 1]!);
  }
  return out;
}

/** |[A, B]| over |A| |B| and the root of the dimension, in the Hilbert-Schmidt norm. */
export function commutatorSize(a: DenseMatrix, b: DenseMatrix): number {
  const n = a.size;
  const out = zeroMatrix(n);
  const add = (p: DenseMatrix, q: DenseMatrix, sign: number): void => {
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) {
        const [x, y] = [sign * p.re[i * n + k]!, sign * p.im[i * n + k]!];
        if (x === 0 && y === 0) continue;
        for (let j = 0; j < n; j++) {
          out.re[i * n + j]! += x * q.re[k * n + j]! - y * q.im[k * n + j]!;
          out.im[i * n + j]! += x * q.im[k * n + j]! + y * q.re[k * n + j]!;
        }
      }
    }
  };
  add(a, b, 1);
  add(b, a, -1);
  return (norm(out) * Math.sqrt(n)) / (norm(a) * norm(b));
}

/** The translation j → j + 1 of product states. */
export function translationMatrix(sites: number): DenseMatrix {
  const out = zeroMatrix(2 ** sites);
  for (let s = 0; s < out.size; s++) out.re[(((s << 1) | (s >> (sites - 1))) & (out.size - 1)) * out.size + s] = 1;
  return out;
}
