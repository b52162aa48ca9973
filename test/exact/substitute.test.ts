import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  type Coefficient,
  addCoefficients,
  conjugateCoefficient,
  equalCoefficients,
  evaluateCoefficient,
  fromGaussian,
  fromInteger,
  fromNumber,
  fromSymbol,
  gaussian,
  invertCoefficient,
  modeCoefficient,
  multiplyCoefficients,
  oneCoefficient,
  parameterSymbol,
  powerCoefficient,
  rational,
  rootCoefficient,
  substituteCoefficient,
  subtractCoefficients,
  zeroCoefficient,
} from '../../src/exact/index.js';
import { Delta, J, coefficients, g, omega, point, smallGaussians, time } from './arbitraries.js';
import { refusal } from './refusal.js';

const a = fromSymbol(parameterSymbol('a'));
const b = fromSymbol(parameterSymbol('b'));
const equal = (x: Coefficient, y: Coefficient): void => expect(equalCoefficients(x, y)).toBe(true);
const times = multiplyCoefficients;
const put = (c: Coefficient, values: Record<string, Coefficient>): Coefficient =>
  substituteCoefficient(c, new Map(Object.entries(values)));

/** Rational squares: they may stand under every root. */
const squares = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }))
  .map(([n, d]) => fromNumber(rational(n * n, d * d)));

describe('substitution', () => {
  test.prop([coefficients, coefficients, squares, squares, smallGaussians])(
    'is a homomorphism of rings',
    (p, q, u, v, w) => {
      fc.pre(w.re !== 0 || w.im !== 0);
      const values = {
        J: times(u, b),
        Delta: times(v, invertCoefficient(a)),
        g: fromGaussian(w),
        omega: times(v, omega),
      };
      equal(put(addCoefficients(p, q), values), addCoefficients(put(p, values), put(q, values)));
      equal(put(times(p, q), values), times(put(p, values), put(q, values)));
    },
  );

  test.prop([coefficients, squares, squares])(
    'commutes with conjugation where real parameters get real values',
    (p, u, v) => {
      const values = { J: u, Delta: times(v, a), g: fromGaussian(gaussian(2, -3)) };
      equal(put(conjugateCoefficient(p), values), conjugateCoefficient(put(p, values)));
    },
  );

  test.prop([coefficients, squares, squares])('and then evaluation is evaluation at the values', (p, u, v) => {
    const [x, y] = [u, v].map((c) => evaluateCoefficient(c, point).re) as [number, number];
    const before = evaluateCoefficient(p, (name) => (name === 'J' ? x : name === 'Delta' ? y : point(name)), time);
    const after = evaluateCoefficient(put(p, { J: u, Delta: v }), point, time);
    // Exponents reach 3/2 and bases 49: values up to 10^6.
    expect(Math.hypot(before.re - after.re, before.im - after.im)).toBeLessThan(1e-7);
  });

  test('acts at once: a and b change places', () => {
    equal(put(times(powerCoefficient(a, 2), b), { a: b, b: a }), times(powerCoefficient(b, 2), a));
    equal(put(subtractCoefficients(a, b), { a: b, b: a }), subtractCoefficients(b, a));
    // One after the other would give a·a.
    equal(put(times(a, b), { a: b, b: a }), times(a, b));
  });

  test('reaches conjugates and the frequencies of modes', () => {
    const i = fromGaussian(gaussian(0, 1));
    equal(put(times(g, conjugateCoefficient(g)), { g: fromGaussian(gaussian(3, 4)) }), fromInteger(25));
    equal(put(conjugateCoefficient(g), { g: i }), fromGaussian(gaussian(0, -1)));
    equal(put(modeCoefficient(omega), { omega: times(fromInteger(2), a) }), powerCoefficient(modeCoefficient(a), 2));
    equal(put(modeCoefficient(omega), { omega: zeroCoefficient }), oneCoefficient);
    equal(
      put(modeCoefficient(omega), { omega: times(fromInteger(-1), omega) }),
      modeCoefficient(times(fromInteger(-1), omega)),
    );
  });

  test('gathers roots: √(Δ/J) at Δ = 8, J = 9 is 2√2/3', () => {
    const ratio = rootCoefficient(times(Delta, invertCoefficient(J)));
    equal(
      put(ratio, { Delta: fromInteger(8), J: fromInteger(9) }),
      times(fromNumber(rational(2, 3)), rootCoefficient(fromInteger(2))),
    );
  });

  test('drops what vanishes', () => {
    expect(put(addCoefficients(times(J, Delta), Delta), { Delta: zeroCoefficient }).terms).toEqual([]);
    expect(put(rootCoefficient(J), { J: zeroCoefficient }).terms).toEqual([]);
  });

  test('refuses roots of negatives, zero denominators and sums in a denominator', () => {
    const code = (c: Coefficient, values: Record<string, Coefficient>): string => refusal(() => put(c, values)).code;
    expect(code(rootCoefficient(J), { J: fromInteger(-1) })).toBe('root-of-negative');
    expect(code(rootCoefficient(J), { J: addCoefficients(a, b) })).toBe('root-of-sum');
    expect(code(invertCoefficient(J), { J: zeroCoefficient })).toBe('division-by-zero');
    expect(code(invertCoefficient(rootCoefficient(J)), { J: zeroCoefficient })).toBe('division-by-zero');
    expect(code(invertCoefficient(J), { J: addCoefficients(a, b) })).toBe('division-by-sum');
    expect(code(modeCoefficient(omega), { omega: addCoefficients(a, b) })).toBe('frequency');
  });

  test('leaves primes alone: 2 is no name', () => {
    equal(put(rootCoefficient(fromInteger(2)), { 2: J }), rootCoefficient(fromInteger(2)));
  });
});
