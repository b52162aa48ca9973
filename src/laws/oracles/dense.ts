import { evaluateCoefficient } from '../../exact/index.js';
import { type Operator, firstSite, letterAt, rangeOf } from '../../spin/index.js';
import { checkInterrupt } from '../../text/index.js';

/** A complex square matrix, by rows. */
export interface DenseMatrix {
  readonly size: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export function zeroMatrix(size: number): DenseMatrix {
  return { size, re: new Float64Array(size * size), im: new Float64Array(size * size) };
}

/**
 * i^quarter times an operator on N sites as a matrix; site k is bit k of the state, and bit 1 is spin down.
 */
export function matrixOf(a: Operator, sites: number, quarter = 0): DenseMatrix {
  const result = zeroMatrix(2 ** sites);
  for (const term of a.terms) {
    let flip = 0;
    let sign = 0;
    let phases = quarter;
    for (let k = 0; k < rangeOf(term.word); k++) {
      const letter = letterAt(term.word, k);
      const bit = 1 << (firstSite(term.place) + k);
      if (letter === 'X' || letter === 'Y') flip |= bit;
      if (letter === 'Z' || letter === 'Y') sign |= bit;
      if (letter === 'Y') phases += 1;
    }
    const c = evaluateCoefficient(term.coefficient, () => Number.NaN);
    for (let column = 0; column < result.size; column++) {
      // Y|s⟩ = i (−1)^s |1 − s⟩
      const turns = (phases + 2 * parity(column & sign)) % 4;
      const at = (column ^ flip) * result.size + column;
      const [re, im] =
        turns === 0 ? [c.re, c.im] : turns === 1 ? [-c.im, c.re] : turns === 2 ? [-c.re, -c.im] : [c.im, -c.re];
      result.re[at]! += re;
      result.im[at]! += im;
    }
  }
  return result;
}

function parity(bits: number): number {
  let odd = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) odd ^= 1;
  return odd;
}

/** a + by·b */
export function addScaled(a: DenseMatrix, b: DenseMatrix, by: number): DenseMatrix {
  return { size: a.size, re: a.re.map((x, k) => x + by * b.re[k]!), im: a.im.map((x, k) => x + by * b.im[k]!) };
}

export function norm(a: DenseMatrix): number {
  return Math.hypot(Math.sqrt(a.re.reduce((s, x) => s + x * x, 0)), Math.sqrt(a.im.reduce((s, x) => s + x * x, 0)));
}

/** The matrix without its trace, that is, without a multiple of the identity. */
export function withoutTrace(a: DenseMatrix): DenseMatrix {
  const [re, im] = [a.re.slice(), a.im.slice()];
  for (const part of [re, im]) {
    let trace = 0;
    for (let k = 0; k < a.size; k++) trace += part[k * a.size + k]!;
    for (let k = 0; k < a.size; k++) part[k * a.size + k]! -= trace / a.size;
  }
  return { size: a.size, re, im };
}

/** The product of real matrices, by rows. */
export function multiplyReal(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    if ((row & 15) === 0) checkInterrupt();
    for (let k = 0; k < size; k++) {
      const x = a[row * size + k]!;
      if (x === 0) continue;
      for (let column = 0; column < size; column++) result[row * size + column]! += x * b[k * size + column]!;
    }
  }
  return result;
}
