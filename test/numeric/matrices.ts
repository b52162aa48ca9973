// Matrices to test with, and their measures by the plain definitions: nothing here uses what is tested.
import { type ComplexMatrix, type Matrix, type RealMatrix, complex, isComplex, real } from '../../src/numeric/index.js';

/** Numbers in (−1, 1), the same in every run. */
export function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    // Marsaglia's xorshift
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
}

export const part = (m: Matrix, k: number): number => (isComplex(m) ? m.im[k]! : 0);

export function general(rows: number, cols: number, seed: number): ComplexMatrix {
  const next = random(seed + 1000 * rows + cols);
  return complex(rows, cols, Array.from({ length: rows * cols }, next), Array.from({ length: rows * cols }, next));
}

/** (A + A†)/2. */
export function hermitianPart(a: ComplexMatrix): ComplexMatrix {
  const n = a.rows;
  const out = complex(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      out.re[i * n + j] = (a.re[i * n + j]! + a.re[j * n + i]!) / 2;
      out.im[i * n + j] = (a.im[i * n + j]! - a.im[j * n + i]!) / 2;
    }
  }
  return out;
}

export const realPart = (a: ComplexMatrix): RealMatrix => real(a.rows, a.cols, a.re);

/** A B by the definition. */
export function naive(a: Matrix, b: Matrix): ComplexMatrix {
  const out = complex(a.rows, b.cols);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.cols; k++) {
      const f = a.re[i * a.cols + k]!;
      const g = part(a, i * a.cols + k);
      for (let j = 0; j < b.cols; j++) {
        const p = b.re[k * b.cols + j]!;
        const q = part(b, k * b.cols + j);
        out.re[i * b.cols + j]! += f * p - g * q;
        out.im[i * b.cols + j]! += f * q + g * p;
      }
    }
  }
  return out;
}

export function dagger(a: Matrix): ComplexMatrix {
  const out = complex(a.cols, a.rows);
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.cols; j++) {
      out.re[j * a.rows + i] = a.re[i * a.cols + j]!;
      out.im[j * a.rows + i] = -part(a, i * a.cols + j);
    }
  }
  return out;
}

/** The unitary matrix of a product of Householder reflections on random vectors: dense, complex, exact to rounding. */
export function unitary(n: number, seed: number): ComplexMatrix {
  const u = complex(n, n);
  for (let i = 0; i < n; i++) u.re[i * (n + 1)] = 1;
  for (let step = 0; step < 3; step++) {
    const v = general(n, 1, seed + 7 * step);
    let norm = 0;
    for (let i = 0; i < n; i++) norm += v.re[i]! ** 2 + v.im[i]! ** 2;
    const vu = naive(dagger(v), u);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        u.re[i * n + j]! -= (2 / norm) * (v.re[i]! * vu.re[j]! - v.im[i]! * vu.im[j]!);
        u.im[i * n + j]! -= (2 / norm) * (v.re[i]! * vu.im[j]! + v.im[i]! * vu.re[j]!);
      }
    }
  }
  return u;
}

/** U diag(values) U†, exactly Hermitian. */
export function withSpectrum(values: readonly number[], seed: number): ComplexMatrix {
  const n = values.length;
  const u = unitary(n, seed);
  const scaled = complex(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      scaled.re[i * n + j] = u.re[i * n + j]! * values[j]!;
      scaled.im[i * n + j] = u.im[i * n + j]! * values[j]!;
    }
  }
  return hermitianPart(naive(scaled, dagger(u)));
}

export function largest(a: Matrix): number {
  let m = 0;
  for (let k = 0; k < a.re.length; k++) m = Math.max(m, Math.hypot(a.re[k]!, part(a, k)));
  return m;
}

export function distance(a: Matrix, b: Matrix): number {
  let m = 0;
  for (let k = 0; k < a.re.length; k++) m = Math.max(m, Math.hypot(a.re[k]! - b.re[k]!, part(a, k) - part(b, k)));
  return m;
}

/** max |A V − V diag(λ)| over max |A| (or 1 for the zero matrix): elements. */
export function eigenResidual(a: Matrix, values: Float64Array, vectors: Matrix): number {
  const n = a.rows;
  const left = naive(a, vectors);
  let m = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const k = i * n + j;
      m = Math.max(
        m,
        Math.hypot(left.re[k]! - values[j]! * vectors.re[k]!, left.im[k]! - values[j]! * part(vectors, k)),
      );
    }
  }
  return m / (largest(a) || 1);
}

/** max |V†V − 1|. */
export function orthogonality(vectors: Matrix): number {
  const one = complex(vectors.cols, vectors.cols);
  for (let i = 0; i < vectors.cols; i++) one.re[i * (vectors.cols + 1)] = 1;
  return distance(naive(dagger(vectors), vectors), one);
}

export function scaled<M extends Matrix>(a: M, s: number): M;
export function scaled(a: Matrix, s: number): Matrix {
  const re = a.re.map((x) => x * s);
  return isComplex(a) ? { ...a, re, im: a.im.map((x) => x * s) } : { ...a, re };
}

/** The rounding unit. */
export const unit = 2 ** -53;

/** The code of the diagnostic that a call ends with. */
export function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    const { diagnostic } = error as { diagnostic?: { code: string } };
    if (diagnostic) return diagnostic.code;
    throw error;
  }
  return 'none';
}
