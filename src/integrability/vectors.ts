import {
  type Coefficient,
  addCoefficients,
  isZeroCoefficient,
  multiplyCoefficients,
  oneCoefficient,
  subtractCoefficients,
  zeroCoefficient,
} from '../exact/index.js';

/** A vector along the axes x, y, z. */
export type Vector = readonly [Coefficient, Coefficient, Coefficient];

export const unitVectors: readonly Vector[] = [
  [oneCoefficient, zeroCoefficient, zeroCoefficient],
  [zeroCoefficient, oneCoefficient, zeroCoefficient],
  [zeroCoefficient, zeroCoefficient, oneCoefficient],
];

export const isZeroVector = (v: Vector): boolean => v.every(isZeroCoefficient);

export const scalarProduct = (a: Vector, b: Vector): Coefficient =>
  a.reduce((sum, x, k) => addCoefficients(sum, multiplyCoefficients(x, b[k]!)), zeroCoefficient);

const minor = (a: Vector, b: Vector, p: number, q: number): Coefficient =>
  subtractCoefficients(multiplyCoefficients(a[p]!, b[q]!), multiplyCoefficients(a[q]!, b[p]!));

export const vectorProduct = (a: Vector, b: Vector): Vector => [
  minor(a, b, 1, 2),
  minor(a, b, 2, 0),
  minor(a, b, 0, 1),
];
