import {
  type ComplexMatrix,
  adjointMatrix,
  complex,
  eigen,
  identity,
  multiplyMatrices,
} from '../../../src/numeric/index.js';

/** Dense complex matrices by rows, without symmetries: the oracle's only data structure. */
export type Dense = ComplexMatrix;

export function combine(...terms: readonly (readonly [number, Dense])[]): Dense {
  const [, first] = terms[0]!;
  const out = complex(first.rows, first.cols);
  for (const [c, a] of terms) {
    for (let k = 0; k < out.re.length; k++) {
      out.re[k]! += c * a.re[k]!;
      out.im[k]! += c * a.im[k]!;
    }
  }
  return out;
}

export function times(a: Dense, b: Dense): Dense {
  return multiplyMatrices(a, b).value;
}

export function commutator(a: Dense, b: Dense): Dense {
  return combine([1, times(a, b)], [-1, times(b, a)]);
}

/** U†AU */
export function rotated(a: Dense, u: Dense): Dense {
  return times(adjointMatrix(u), times(a, u));
}

/** Tr AB */
export function traceOfProduct(a: Dense, b: Dense): { re: number; im: number } {
  const n = a.rows;
  let [re, im] = [0, 0];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [p, q, r, s] = [a.re[i * n + j]!, a.im[i * n + j]!, b.re[j * n + i]!, b.im[j * n + i]!];
      re += p * r - q * s;
      im += p * s + q * r;
    }
  }
  return { re, im };
}

/** The largest element in modulus. */
export function largest(a: Dense): number {
  let m = 0;
  for (let k = 0; k < a.re.length; k++) m = Math.max(m, Math.hypot(a.re[k]!, a.im[k]!));
  return m;
}

/** e^A by Taylor's series of e^{A/2^s}, squared s times: no eigenvectors. */
export function exponential(a: Dense): Dense {
  const n = a.rows;
  const squarings = Math.max(0, Math.ceil(Math.log2(n * largest(a))));
  const small = combine([2 ** -squarings, a]);
  let sum = identity(n);
  let term = identity(n);
  for (let k = 1; k <= 24; k++) {
    term = combine([1 / k, times(term, small)]);
    sum = combine([1, sum], [1, term]);
  }
  for (let s = 0; s < squarings; s++) sum = times(sum, sum);
  return sum;
}

/**
 * Eigenvectors of a Hermitian matrix, block by block: states that no chain of elements connects do not mix, so that
 * rates of 1e-30 between them are not drowned by roundings of 1e-16. The blocks are read off the matrix, not off a
 * symmetry.
 */
export function spectrum(a: Dense): { energies: Float64Array; vectors: Dense } {
  const n = a.rows;
  const block = new Int32Array(n).fill(-1);
  const energies: number[] = [];
  const vectors = complex(n, n);
  for (let seed = 0; seed < n; seed++) {
    if (block[seed]! >= 0) continue;
    const members = [seed];
    block[seed] = seed;
    for (const s of members) {
      for (let t = 0; t < n; t++) {
        if (block[t]! < 0 && (a.re[s * n + t] !== 0 || a.im[s * n + t] !== 0)) {
          block[t] = seed;
          members.push(t);
        }
      }
    }
    const d = members.length;
    const part = complex(d, d);
    members.forEach((s, i) =>
      members.forEach((t, j) => {
        part.re[i * d + j] = a.re[s * n + t]!;
        part.im[i * d + j] = a.im[s * n + t]!;
      }),
    );
    const { values, vectors: columns } = eigen(part).value;
    for (let j = 0; j < d; j++) {
      members.forEach((s, i) => {
        vectors.re[s * n + energies.length] = columns.re[i * d + j]!;
        vectors.im[s * n + energies.length] = columns.im[i * d + j]!;
      });
      energies.push(values[j]!);
    }
  }
  return { energies: Float64Array.from(energies), vectors };
}
