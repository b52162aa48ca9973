import { limit, refuse } from '../text/index.js';
import type { KernelEngine } from './engine.js';
import { type Matrix, isComplex } from './matrix.js';

/*
 * The linear memory of the kernels: how matrices get in and out, scaled by powers of two so that no intermediate result
 * leaves the range of double precision.
 */

/**
 * Largest number of doubles of one call: 2 GiB, half of what 32-bit linear memory can address. Hermitian eigenproblems
 * with vectors fit up to n = 6500.
 */
const mostDoubles = 2 ** 28;

/** The memory of an engine with room for this many doubles. @diagnostic `matrix-too-large` */
export function reserveMemory(engine: KernelEngine, doubles: number): Float64Array {
  if (doubles > mostDoubles)
    limit(
      'matrix-too-large',
      `the matrices of this call need ${Math.ceil(doubles / 2 ** 17)} MiB of memory; the limit is ${mostDoubles / 2 ** 17}`,
    );
  return engine.memory(doubles);
}

/** Copies a matrix to place p, and to `copy` if given. Returns its largest element. @diagnostic `not-finite` */
export function loadMatrix(
  engine: KernelEngine,
  ram: Float64Array,
  p: number,
  a: Matrix,
  what: string,
  copy?: number,
): number {
  ram.set(a.re, p);
  if (isComplex(a)) ram.set(a.im, p + a.re.length);
  const length = a.re.length * (isComplex(a) ? 2 : 1);
  const m = copy === undefined ? engine.peak(p, length) : engine.peakAndCopy(copy, p, length);
  return m < Infinity ? m : refuse('not-finite', `${what} has an element that is not a finite number`);
}

/** A copy of the matrix at place p, complex where `like` is. */
export function unloadMatrix<M extends Matrix>(ram: Float64Array, p: number, rows: number, cols: number, like: M): M;
export function unloadMatrix(ram: Float64Array, p: number, rows: number, cols: number, like: Matrix): Matrix {
  const n = rows * cols;
  const re = ram.slice(p, p + n);
  return isComplex(like) ? { rows, cols, re, im: ram.slice(p + n, p + 2 * n) } : { rows, cols, re };
}

/**
 * 2^k that brings m to between 1/2 and 1; 1 for m in [1/4, 1] and for zero. The scaling is exact unless elements near
 * 5e-324 are lost.
 */
export function powerOfTwo(m: number): number {
  if (m === 0 || (m >= 0.25 && m <= 1)) return 1;
  // 2^1023 is the largest power of two.
  return 2 ** Math.max(-1023, Math.min(1023, -Math.ceil(Math.log2(m))));
}

/**
 * 1 where sums and products of few numbers up to m, or of their inverses, stay far inside the range of doubles; `powerOfTwo`
 * elsewhere. Scaling by a power of two changes no bit of a result, but passes through all numbers.
 */
export function scaleIfExtreme(m: number): number {
  return m > 2 ** -100 && m < 2 ** 100 ? 1 : powerOfTwo(m);
}

/** Refuses numbers that are infinite or NaN. @diagnostic `overflow` */
export function checkOverflow(numbers: ArrayLike<number>, what: string): void {
  for (let i = 0; i < numbers.length; i++) {
    if (!Number.isFinite(numbers[i]!)) refuse('overflow', `${what} exceeds the range of double precision`);
  }
}

/** Residuals and scales are sums of squares, which may leave the range of doubles although the answer does not. */
export function bounded(x: number): number {
  return x <= Number.MAX_VALUE ? x : Number.MAX_VALUE;
}

/** x → x / s / t for every element, in the order that avoids an overflow or underflow in between. */
export function unscale(a: Matrix, s: number, t: number): void {
  if (s === 1 && t === 1) return;
  const both = s * t;
  const together = both > 0 && both < Infinity;
  for (const plane of isComplex(a) ? [a.re, a.im] : [a.re]) {
    for (let i = 0; i < plane.length; i++) plane[i] = together ? plane[i]! / both : plane[i]! / s / t;
  }
}

// Places of a call's summary in the linear memory.
export const residualAt = 16;
export const scaleAt = 17;
export const normAt = 18;
