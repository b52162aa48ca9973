import { type Coefficient, asGaussian } from '../../src/exact/index.js';

/** A coefficient without parameters as a complex number. */
export function numberOfCoefficient(c: Coefficient): readonly [number, number] {
  const { re, im, den } = asGaussian(c)!;
  return [Number(re) / Number(den), Number(im) / Number(den)];
}
