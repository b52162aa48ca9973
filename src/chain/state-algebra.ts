import { complex, type ComplexMatrix, eigen } from '../numeric/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import type { StateIndex } from '../ring/index.js';
import type { Unknowns } from './unknowns.js';

/** A normalised exponential ρ = e^E/Tr e^E, with its derivative. */
export interface Exponential {
  /** elements of ρ */
  readonly values: Float64Array;
  /** ln Tr e^E */
  readonly logTrace: number;
  /**
   * Elements of e^E ∫_0^1 e^{−sE} V e^{sE} ds / Tr e^E, the change of e^E/Tr e^E (at a fixed trace) with E → E + V, a
   * symmetric form in V: Tr(A · derivative(B)) = Tr(derivative(A) · B).
   */
  derivative(direction: Float64Array): Float64Array;
}

/**
 * Hermitian matrices that commute with H_0, by their real elements: numbers on the eigenstates, or in degenerate levels
 * also the real and imaginary parts of elements between two states.
 */
export interface StateAlgebra {
  readonly size: number;
  /** Tr(AB) = Σ_i metric_i a_i b_i: 1 for elements on the diagonal, 2 for the others, which stand for two */
  readonly metric: Float64Array;
  /** the identity: 1 on the diagonal */
  readonly identity: Float64Array;
  /** The normalised exponential of a Hermitian matrix, given by its elements. */
  exponential(exponent: Float64Array): Exponential;
  /**
   * The logarithm of a positive matrix.
   *
   * @diagnostic `not-positive` for an eigenvalue ≤ 0
   */
  logarithm(values: Float64Array): Float64Array;
  /** (AB + BA)/2 */
  product(a: Float64Array, b: Float64Array): Float64Array;
  /**
   * The largest moduli that the elements of a positive matrix with this diagonal can have: |ρ_nm|² ≤ ρ_nn ρ_mm. Rounding
   * errors are relative to these, also where an element itself vanishes.
   */
  bounds(values: Float64Array): Float64Array;
  /** all eigenvalues, in no particular order */
  eigenvalues(values: Float64Array): Float64Array;
}

/** Diagonal matrices of n elements. */
export function diagonalAlgebra(n: number): StateAlgebra {
  const ones = new Float64Array(n).fill(1);
  return {
    size: n,
    metric: ones,
    identity: ones,
    exponential: (exponent) => exponentialOf(exponent, blocksOf([])),
    logarithm: (values) => values.map(logarithmOf),
    product: (a, b) => a.map((x, i) => x * b[i]!),
    bounds: (values) => values.map(Math.abs),
    eigenvalues: (values) => values.slice(),
  };
}

/** Matrices by levels: the elements are the unknowns of a state. */
export function levelAlgebra({ size, populationAt, pairs, pairOf, levels }: Unknowns): StateAlgebra {
  if (pairs.length === 0 && populationAt.every((at, n) => at === n)) return diagonalAlgebra(size);
  const metric = new Float64Array(size).fill(1);
  for (const { at } of pairs) metric[at] = metric[at + 1] = 2;
  const identity = new Float64Array(size);
  for (const at of populationAt) identity[at] = 1;
  const coherent = new Set<number>(pairs.map((p) => p.level));
  const blocks = blocksOf([...coherent].map((level) => placesOf(levels[level]!.states, populationAt, pairOf)));
  return {
    size,
    metric,
    identity,
    exponential: (exponent) => exponentialOf(exponent, blocks),
    logarithm: (values) => functionOf(values, blocks, logarithmOf),
    product: (a, b) => productOf(a, b, blocks),
    bounds(values) {
      const out = values.map(Math.abs);
      for (const { n, m, at } of pairs)
        out[at] = out[at + 1] = Math.sqrt(out[populationAt[n]!]! * out[populationAt[m]!]!);
      return out;
    },
    eigenvalues: (values) => eigenvaluesOf(values, blocks, populationAt),
  };
}

/** The places of the elements of one level: `re` and `im` by row and column; −1 for the imaginary part on the diagonal. */
interface Block {
  readonly d: number;
  readonly re: Int32Array;
  readonly im: Int32Array;
}

interface Blocks {
  readonly list: readonly Block[];
  /** the places that belong to a block */
  readonly inside: ReadonlySet<number>;
}

function placesOf(states: readonly StateIndex[], populationAt: Int32Array, pairOf: Unknowns['pairOf']): Block {
  const d = states.length;
  const re = new Int32Array(d * d);
  const im = new Int32Array(d * d).fill(-1);
  states.forEach((n, i) => {
    re[i * d + i] = populationAt[n]!;
    states.forEach((m, j) => {
      if (j <= i) return;
      const { at } = pairOf(n, m)!;
      re[i * d + j] = re[j * d + i] = at;
      im[i * d + j] = im[j * d + i] = at + 1;
    });
  });
  return { d, re, im };
}

function blocksOf(list: readonly Block[]): Blocks {
  return { list, inside: new Set(list.flatMap(({ re, im }) => [...re, ...im].filter((at) => at >= 0))) };
}

/** The matrix of a block; above the diagonal the imaginary part has its own sign. */
function read({ d, re, im }: Block, values: Float64Array): ComplexMatrix {
  const out = complex(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      out.re[i * d + j] = values[re[i * d + j]!]!;
      if (i !== j) out.im[i * d + j] = (i < j ? 1 : -1) * values[im[i * d + j]!]!;
    }
  }
  return out;
}

function write({ d, re, im }: Block, matrix: ComplexMatrix, values: Float64Array): void {
  for (let i = 0; i < d; i++) {
    for (let j = i; j < d; j++) {
      values[re[i * d + j]!] = matrix.re[i * d + j]!;
      if (i !== j) values[im[i * d + j]!] = matrix.im[i * d + j]!;
    }
  }
}

function logarithmOf(x: number): number {
  if (!(x > 0))
    limit('not-positive', `a probability is ${x}, and its logarithm is not finite`, {
      hint: 'a state that nothing enters, or one that rounding has emptied: take a higher temperature, or a perturbation that reaches every state',
    });
  return Math.log(x);
}

/** V f(D) V† for each block, and f of every other element. */
function functionOf(values: Float64Array, { list, inside }: Blocks, f: (x: number) => number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) if (!inside.has(i)) out[i] = f(values[i]!);
  for (const block of list) {
    const { values: own, vectors } = eigen(read(block, values)).value;
    write(block, turned(vectors, diagonal(own.map(f))), out);
  }
  return out;
}

function eigenvaluesOf(values: Float64Array, { list, inside }: Blocks, populationAt: Int32Array): Float64Array {
  const free = populationAt.filter((at) => !inside.has(at)).map((at) => at);
  return Float64Array.from([
    ...Array.from(free, (at) => values[at]!),
    ...list.flatMap((block) => [...eigen(read(block, values)).value.values]),
  ]);
}

function productOf(a: Float64Array, b: Float64Array, { list, inside }: Blocks): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) if (!inside.has(i)) out[i] = a[i]! * b[i]!;
  for (const block of list) {
    const { d } = block;
    const [p, q] = [read(block, a), read(block, b)];
    const [x, y] = [times(p, q), times(q, p)];
    const mean = complex(d, d);
    for (let i = 0; i < d * d; i++) {
      mean.re[i] = (x.re[i]! + y.re[i]!) / 2;
      mean.im[i] = (x.im[i]! + y.im[i]!) / 2;
    }
    write(block, mean, out);
  }
  return out;
}

function exponentialOf(exponent: Float64Array, { list, inside }: Blocks): Exponential {
  checkInterrupt();
  const spectra = list.map((block) => eigen(read(block, exponent)).value);
  // Exponents are shifted by the largest, so nothing overflows.
  let top = -Infinity;
  for (let i = 0; i < exponent.length; i++) if (!inside.has(i)) top = Math.max(top, exponent[i]!);
  for (const { values } of spectra) for (const e of values) top = Math.max(top, e);
  const values = new Float64Array(exponent.length);
  let trace = 0;
  for (let i = 0; i < exponent.length; i++) if (!inside.has(i)) trace += values[i] = Math.exp(exponent[i]! - top);
  const weights = spectra.map((s) => s.values.map((e) => Math.exp(e - top)));
  for (const w of weights) for (const x of w) trace += x;
  for (let i = 0; i < values.length; i++) values[i]! /= trace;
  list.forEach((block, b) => {
    const w = weights[b]!;
    for (let i = 0; i < w.length; i++) w[i]! /= trace;
    write(block, turned(spectra[b]!.vectors, diagonal(w)), values);
  });
  return {
    values,
    logTrace: top + Math.log(trace),
    derivative(direction) {
      const out = new Float64Array(direction.length);
      for (let i = 0; i < out.length; i++) if (!inside.has(i)) out[i] = values[i]! * direction[i]!;
      list.forEach((block, b) => {
        const { d } = block;
        const { values: e, vectors } = spectra[b]!;
        const w = weights[b]!;
        const inner = turnedBack(vectors, read(block, direction));
        for (let i = 0; i < d; i++) {
          for (let j = 0; j < d; j++) {
            const slope = divided(e[i]!, e[j]!, w[i]!, w[j]!);
            inner.re[i * d + j]! *= slope;
            inner.im[i * d + j]! *= slope;
          }
        }
        write(block, turned(vectors, inner), out);
      });
      return out;
    },
  };
}

/** (e^a − e^b)/(a − b) from a, b and the exponentials, without cancellation. */
function divided(a: number, b: number, ea: number, eb: number): number {
  const x = a - b;
  return x === 0 ? ea : Math.abs(x) < 1 ? (eb * Math.expm1(x)) / x : (ea - eb) / x;
}

function diagonal(values: Float64Array): ComplexMatrix {
  const out = complex(values.length, values.length);
  values.forEach((v, i) => (out.re[i * (values.length + 1)] = v));
  return out;
}

/** V A V† */
const turned = (v: ComplexMatrix, a: ComplexMatrix): ComplexMatrix => times(times(v, a), dagger(v));
/** V† A V */
const turnedBack = (v: ComplexMatrix, a: ComplexMatrix): ComplexMatrix => times(times(dagger(v), a), v);

function dagger({ rows, re, im }: ComplexMatrix): ComplexMatrix {
  const out = complex(rows, rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      out.re[j * rows + i] = re[i * rows + j]!;
      out.im[j * rows + i] = -im[i * rows + j]!;
    }
  }
  return out;
}

/** A product of two small matrices, for which a call of the kernels takes longer than the product. */
function times(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  const n = a.rows;
  const out = complex(n, n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const x = a.re[i * n + k]!;
      const y = a.im[i * n + k]!;
      if (x === 0 && y === 0) continue;
      for (let j = 0; j < n; j++) {
        const p = b.re[k * n + j]!;
        const q = b.im[k * n + j]!;
        out.re[i * n + j]! += x * p - y * q;
        out.im[i * n + j]! += x * q + y * p;
      }
    }
  }
  return out;
}
