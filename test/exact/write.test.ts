import { test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  addCoefficients,
  coefficientText,
  conjugateSymbol,
  evaluateCoefficient,
  fromGaussian,
  fromSymbol,
  gaussian,
  multiplyCoefficients,
  parameterSymbol,
  writtenTerms,
  zeroCoefficient,
} from '../../src/exact/index.js';
import { J, coefficients, point, time } from './arbitraries.js';
import { evaluateText } from './evaluator.js';

const at = (name: string): number | { re: number; im: number } => (name === 't' ? time : point(name));

describe('the text of a coefficient', () => {
  test.prop([coefficients])('has the value of the coefficient', (c) => {
    const exact = evaluateCoefficient(c, point, time);
    const read = evaluateText(coefficientText(c), at);
    const scale = c.terms.reduce(
      (s, t) => s + Math.hypot(...Object.values(evaluateCoefficient({ terms: [t] }, point, time))),
      1,
    );
    expect(Math.hypot(exact.re - read.re, exact.im - read.im)).toBeLessThan(1e-12 * scale);
  });

  test.prop([coefficients])('does not depend on the order in which terms were made', (c) => {
    const reversed = { terms: [...c.terms].reverse() };
    expect(coefficientText(reversed)).toBe(coefficientText(c));
  });

  test('does not depend on what was read before: a parameter stands before its conjugate', () => {
    const texts = ['first', 'second'].map((name, k) => {
      const z = fromSymbol(parameterSymbol(name, 'complex'));
      const bar = fromSymbol(conjugateSymbol(parameterSymbol(name, 'complex')));
      // The monomials come into being in opposite orders.
      const products =
        k === 0
          ? [multiplyCoefficients(J, z), multiplyCoefficients(J, bar)]
          : [multiplyCoefficients(J, bar), multiplyCoefficients(J, z)];
      return coefficientText(addCoefficients(products[0]!, products[1]!)).replaceAll(name, 'z');
    });
    expect(texts).toEqual(['J*z + J*conj(z)', 'J*z + J*conj(z)']);
  });

  test.prop([coefficients])('lists real and imaginary parts apart, with positive magnitudes', (c) => {
    for (const { magnitude } of writtenTerms(c)) expect(magnitude.num > 0 && magnitude.den > 0).toBe(true);
    expect(writtenTerms(c).length).toBe(
      c.terms.reduce((n, { value }) => n + Number(value.re !== 0) + Number(value.im !== 0), 0),
    );
  });

  test('of zero is 0, of one is 1, of −i J is -i*J', () => {
    expect(coefficientText(zeroCoefficient)).toBe('0');
    expect(coefficientText(fromGaussian(gaussian(1)))).toBe('1');
    expect(coefficientText(multiplyCoefficients(fromGaussian(gaussian(0, -1)), J))).toBe('-i*J');
  });
});
