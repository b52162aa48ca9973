import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  type Coefficient,
  addCoefficients,
  asGaussian,
  commonDenominator,
  conjugateCoefficient,
  equalCoefficients,
  evaluateCoefficient,
  fourierComponents,
  fromGaussian,
  fromInteger,
  fromNumber,
  fromSymbol,
  gaussian,
  imaginaryUnit,
  invertCoefficient,
  isZeroCoefficient,
  modeCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  parameterSymbol,
  powerCoefficient,
  rational,
  rootCoefficient,
  scaleCoefficient,
  subtractCoefficients,
  symbolsOf,
  zeroCoefficient,
} from '../../src/exact/index.js';
import { integer } from '../../src/exact/integer.js';
import { refusal } from './refusal.js';
import { Delta, J, coefficients, g, omega, point, time } from './arbitraries.js';

const equal = (a: Coefficient, b: Coefficient): void => {
  expect(isZeroCoefficient(subtractCoefficients(a, b))).toBe(true);
  // Canonical: equal values are equal term by term.
  expect(equalCoefficients(a, b)).toBe(true);
};
const add = addCoefficients;
const times = multiplyCoefficients;
const value = (c: Coefficient): { re: number; im: number } => evaluateCoefficient(c, point, time);
/** Equal up to rounding: a few thousand operations on numbers of modulus `scale`. */
const near = (a: { re: number; im: number }, b: { re: number; im: number }, scale: number): void => {
  expect(Math.hypot(a.re - b.re, a.im - b.im)).toBeLessThan(1e-11 * (1 + scale));
};
/** Σ |terms|: what rounding errors are measured against. */
const scaleOf = (c: Coefficient): number =>
  c.terms.reduce((s, t) => s + Math.hypot(value({ terms: [t] }).re, value({ terms: [t] }).im), 0);

describe('coefficients', () => {
  test.prop([coefficients, coefficients, coefficients])('are a commutative ring', (a, b, c) => {
    equal(add(add(a, b), c), add(a, add(b, c)));
    equal(add(a, b), add(b, a));
    equal(times(a, b), times(b, a));
    equal(times(times(a, b), c), times(a, times(b, c)));
    equal(times(a, add(b, c)), add(times(a, b), times(a, c)));
    equal(times(a, oneCoefficient), a);
    equal(add(a, negateCoefficient(a)), zeroCoefficient);
  });

  test.prop([coefficients, coefficients])('have values: evaluation is a homomorphism of rings', (a, b) => {
    const [x, y] = [value(a), value(b)];
    const scale = (1 + scaleOf(a)) * (1 + scaleOf(b));
    near(value(add(a, b)), { re: x.re + y.re, im: x.im + y.im }, scale);
    near(value(times(a, b)), { re: x.re * y.re - x.im * y.im, im: x.re * y.im + x.im * y.re }, scale);
    near(value(conjugateCoefficient(a)), { re: x.re, im: -x.im }, scale);
  });

  test.prop([coefficients, coefficients])('conjugation is an involution and an automorphism', (a, b) => {
    equal(conjugateCoefficient(conjugateCoefficient(a)), a);
    equal(conjugateCoefficient(times(a, b)), times(conjugateCoefficient(a), conjugateCoefficient(b)));
    equal(conjugateCoefficient(add(a, b)), add(conjugateCoefficient(a), conjugateCoefficient(b)));
  });

  test.prop([coefficients, fc.integer({ min: 0, max: 5 })])('have the powers of repeated multiplication', (a, n) => {
    equal(powerCoefficient(a, n), Array.from({ length: n }, () => a).reduce(times, oneCoefficient));
  });

  test.prop([coefficients])('single terms have inverses, sums of terms say that they have none', (a) => {
    if (a.terms.length === 1) {
      equal(times(a, invertCoefficient(a)), oneCoefficient);
      equal(powerCoefficient(a, -3), invertCoefficient(times(a, times(a, a))));
    } else {
      expect(refusal(() => invertCoefficient(a)).code).toBe(
        a.terms.length === 0 ? 'division-by-zero' : 'division-by-sum',
      );
    }
  });

  test('zero is the empty sum however it comes about', () => {
    for (const zero of [
      subtractCoefficients(J, J),
      scaleCoefficient(J, gaussian(0)),
      fromInteger(0),
      times(zeroCoefficient, J),
      subtractCoefficients(times(rootCoefficient(J), rootCoefficient(J)), J),
      add(times(imaginaryUnit, imaginaryUnit), oneCoefficient),
    ]) {
      expect(zero.terms).toEqual([]);
    }
  });

  test('numbers beyond 2^53 stay exact: (2^60 + 1)² − 2^120 − 2^61 = 1', () => {
    const a = fromGaussian(gaussian(integer(2n ** 60n + 1n)));
    const rest = [
      times(a, a),
      fromGaussian(gaussian(integer(-(2n ** 120n)))),
      fromGaussian(gaussian(integer(-(2n ** 61n)))),
    ].reduce(add);
    equal(rest, oneCoefficient);
  });
});

describe('roots', () => {
  test('√2·√2 = 2, √2·√3 = √6, √8 = 2√2, √(8/9) = 2√2/3', () => {
    const root = (n: number, d = 1): Coefficient => rootCoefficient(fromNumber(rational(n, d)));
    equal(times(root(2), root(2)), fromInteger(2));
    equal(times(root(2), root(3)), root(6));
    equal(root(8), scaleCoefficient(root(2), gaussian(2)));
    equal(root(8, 9), scaleCoefficient(root(2), gaussian(2, 0, 3)));
    equal(invertCoefficient(root(2)), scaleCoefficient(root(2), gaussian(1, 0, 2)));
    equal(powerCoefficient(root(2), -3), scaleCoefficient(root(2), gaussian(1, 0, 4)));
  });

  test.prop([fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 })])(
    'square back, and have the value of Math.sqrt',
    (n, d) => {
      const c = fromNumber(rational(n, d));
      equal(powerCoefficient(rootCoefficient(c), 2), c);
      near(value(rootCoefficient(c)), { re: Math.sqrt(n / d), im: 0 }, Math.sqrt(n / d));
    },
  );

  test('of monomials are monomials with half-integer exponents', () => {
    const ratio = rootCoefficient(times(Delta, invertCoefficient(J)));
    equal(times(ratio, ratio), times(Delta, invertCoefficient(J)));
    equal(times(ratio, rootCoefficient(times(J, Delta))), Delta);
    equal(rootCoefficient(times(J, J)), J);
  });

  test('of sums, of negative and complex numbers, of roots and of modes are refused by name', () => {
    const code = (c: Coefficient): string => refusal(() => rootCoefficient(c)).code;
    expect(code(add(J, Delta))).toBe('root-of-sum');
    expect(code(fromInteger(-4))).toBe('root-of-negative');
    expect(code(imaginaryUnit)).toBe('root-of-complex');
    expect(code(rootCoefficient(J))).toBe('root-of-root');
    expect(code(rootCoefficient(fromInteger(2)))).toBe('root-of-root');
    expect(code(modeCoefficient(omega))).toBe('root-of-root');
    // 1000003·1000033: two primes beyond the largest trial divisor.
    expect(code(fromGaussian(gaussian(1000003 * 1000033)))).toBe('root-too-large');
  });
});

describe('Fourier modes', () => {
  const mode = (n: number): Coefficient => modeCoefficient(scaleCoefficient(omega, gaussian(n)));

  test('multiply by adding frequencies, and e^0 is 1', () => {
    equal(times(mode(2), mode(-3)), mode(-1));
    equal(times(mode(1), mode(-1)), oneCoefficient);
    equal(conjugateCoefficient(mode(2)), mode(-2));
    equal(invertCoefficient(mode(2)), mode(-2));
    equal(modeCoefficient(zeroCoefficient), oneCoefficient);
  });

  test('have the value e^{iωt}', () => {
    const at = { re: Math.cos(3 * 1.9 * time), im: Math.sin(3 * 1.9 * time) };
    near(value(mode(3)), at, 1);
  });

  test('of two base frequencies do not meet, of one in different multiples do', () => {
    const nu = modeCoefficient(fromSymbol(parameterSymbol('nu')));
    expect(refusal(() => times(mode(1), nu)).code).toBe('two-frequencies');
    equal(
      times(
        modeCoefficient(scaleCoefficient(omega, gaussian(1, 0, 2))),
        modeCoefficient(scaleCoefficient(omega, gaussian(1, 0, 2))),
      ),
      mode(1),
    );
    expect(refusal(() => modeCoefficient(add(omega, J))).code).toBe('frequency');
    expect(refusal(() => modeCoefficient(times(imaginaryUnit, omega))).code).toBe('frequency');
  });

  test.prop([coefficients])('come apart into components that sum back', (a) => {
    const parts = fourierComponents(a);
    for (const { coefficient } of parts)
      expect(coefficient.terms.every((t) => t.monomial.mode === undefined)).toBe(true);
    expect(new Set(parts.map((p) => `${p.multiple.num}/${p.multiple.den}`)).size).toBe(parts.length);
    equal(
      parts
        .map(({ multiple, coefficient }) =>
          times(coefficient, modeCoefficient(scaleCoefficient(omega, gaussian(multiple.num, 0, multiple.den)))),
        )
        .reduce(add, zeroCoefficient),
      a,
    );
  });
});

describe('parts of a coefficient', () => {
  test('a complex parameter and its conjugate are two symbols, real ones are their own', () => {
    equal(conjugateCoefficient(J), J);
    expect(equalCoefficients(conjugateCoefficient(g), g)).toBe(false);
    expect([...symbolsOf(times(g, conjugateCoefficient(g)))].map((s) => s.kind).sort()).toEqual([
      'complex',
      'conjugate',
    ]);
  });

  test('primes are no parameters, frequencies are', () => {
    const names = [...symbolsOf(times(times(rootCoefficient(fromInteger(2)), J), modeCoefficient(omega)))].map(
      (s) => s.name,
    );
    expect(names.sort()).toEqual(['J', 'omega']);
  });

  test.prop([coefficients])('the common denominator clears every fraction, and no smaller number does', (a) => {
    const den = commonDenominator([a]);
    const cleared = scaleCoefficient(a, gaussian(den));
    expect(cleared.terms.every((t) => t.value.den === 1)).toBe(true);
    const plain = a.terms
      .map((t) => Number(t.value.den))
      .reduce((l, d) => {
        let m = l;
        while (m % d !== 0) m += l;
        return m;
      }, 1);
    expect(den).toBe(plain);
  });

  test('is a plain number exactly where it holds no symbol', () => {
    expect(asGaussian(fromGaussian(gaussian(1, -2, 3)))).toEqual(gaussian(1, -2, 3));
    expect(asGaussian(zeroCoefficient)).toEqual(gaussian(0));
    expect(asGaussian(J)).toBeUndefined();
    expect(asGaussian(rootCoefficient(fromInteger(2)))).toBeUndefined();
  });

  test('evaluates quotients of numbers beyond the range of floating point: (3·10^400)/(4·10^400 + 1) = 0.75', () => {
    const c = fromGaussian(
      gaussian(integer(3n * 10n ** 400n), integer(-(10n ** 400n)), integer(4n * 10n ** 400n + 1n)),
    );
    near(value(c), { re: 0.75, im: -0.25 }, 1);
  });
});

describe('limits', () => {
  test('a coefficient of too many terms, a number of too many digits, a monomial of too many parameters', () => {
    // 2300² products are more than 50 for each of 100 000 terms.
    const many = Array.from({ length: 2300 }, (_, k) => fromSymbol(parameterSymbol(`limit${k}`)));
    const sum = many.reduce(add);
    expect(refusal(() => times(sum, sum))).toMatchObject({ kind: 'limit', code: 'coefficient-too-long' });
    expect(refusal(() => powerCoefficient(fromInteger(10), 1_000_000))).toMatchObject({
      kind: 'limit',
      code: 'number-too-long',
    });
    const names = Array.from({ length: 2001 }, (_, k) => fromSymbol(parameterSymbol(`factor${k}`)));
    expect(refusal(() => names.reduce(times))).toMatchObject({ kind: 'limit', code: 'monomial-too-long' });
  });
});
