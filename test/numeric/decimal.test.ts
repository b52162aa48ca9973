import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { type DecimalComplex, type DecimalField, decimalField } from '../../src/numeric/index.js';
import { codeOf, random } from './matrices.js';

/** Digits that agree. */
const digits = (field: DecimalField, a: DecimalComplex, b: DecimalComplex) => {
  const gap = field.abs(field.subtract(a, b)).div(field.abs(b));
  return gap.isZero() ? Infinity : -gap.log(10).toNumber();
};

describe.each([16, 30, 60])('decimal arithmetic at %i digits', (precision) => {
  const field = decimalField(precision);

  it('exp, sqrt and division undo themselves', () => {
    const next = random(3);
    for (let i = 0; i < 20; i++) {
      const z = field.complex(10 * next(), 10 * next());
      const root = field.sqrt(z);
      expect(digits(field, field.multiply(root, root), z)).toBeGreaterThan(precision);
      expect(root.re.isNegative()).toBe(false);
      const half = field.multiply(z, field.complex('0.5'));
      expect(digits(field, field.multiply(field.exp(half), field.exp(half)), field.exp(z))).toBeGreaterThan(precision);
      expect(digits(field, field.multiply(field.divide(field.one, z), z), field.one)).toBeGreaterThan(precision);
    }
    const turn = field.exp({ re: field.real(0), im: field.pi() });
    expect(digits(field, turn, field.complex(-1))).toBeGreaterThan(precision);
    expect(field.sqrt(field.complex(-4)).im.toNumber()).toBe(2);
    expect(field.sqrt(field.complex(-4, '-1e-80')).im.isNegative()).toBe(true);
    expect(field.conjugate(field.complex(1, 2)).im.toNumber()).toBe(-2);
  });

  it('solves dense and banded systems to its digits', () => {
    const n = 12;
    const next = random(8);
    for (const [lower, upper] of [
      [n - 1, n - 1],
      [2, 1],
      [0, 3],
      [1, 0],
    ] as const) {
      const a = Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (_, j) =>
          j >= i - lower && j <= i + upper ? field.complex(next(), next()) : field.zero,
        ),
      );
      const x = Array.from({ length: n }, () => field.complex(next(), next()));
      const b = a.map((row) => row.reduce((s, y, j) => field.add(s, field.multiply(y, x[j]!)), field.zero));
      for (const result of [field.solveBanded(lower, upper, a, b), field.solve(a, b)]) {
        expect(result.backend).toBe('decimal');
        expect(result.residual).toBeLessThan(result.scale * 10 ** -precision);
        // Triangular bands of random numbers are the worst conditioned of these: some digits go.
        result.value.forEach((y, i) => expect(digits(field, y, x[i]!)).toBeGreaterThan(precision - 6));
      }
    }
  });

  it('Gauss rules integrate their highest power', () => {
    for (const n of [1, 2, 5, 12]) {
      const { nodes, weights } = field.gaussLegendre(n);
      const s = nodes.reduce((t, x, i) => t.plus(x.pow(2 * n - 2).times(weights[i]!)), field.real(0));
      expect(digits(field, field.complex(s), field.complex(field.real(2).div(2 * n - 1)))).toBeGreaterThan(precision);
    }
  });

  it('Bessel functions agree with their power series', () => {
    for (const x of ['0.001', '1.3', '17.5', '-2.5']) {
      const values = field.besselJ(9, x);
      // The alternating series loses e^|x| against its largest term: carried in more digits.
      const wide = Decimal.clone({ precision: precision + 40 });
      for (const n of [0, 1, 4, 9]) {
        let term = new wide(x).div(2).pow(n);
        for (let k = 2; k <= n; k++) term = term.div(k);
        let s = term;
        for (let k = 1; k < 200; k++) {
          term = term.times(new wide(x).pow(2)).div(-4 * k * (k + n));
          s = s.plus(term);
        }
        expect(digits(field, field.complex(values[n]!), field.complex(s.toString()))).toBeGreaterThan(precision - 1);
      }
    }
    expect(field.besselJ(2, 0).map((x) => x.toNumber())).toEqual([1, 0, 0]);
  });
});

it('fields do not disturb each other or the library', () => {
  const before = Decimal.precision;
  const wide = decimalField(50);
  decimalField(5);
  expect(wide.real(1).div(3).toString().slice(0, 47)).toBe(`0.${'3'.repeat(45)}`);
  expect(wide.round(wide.real(2).div(3)).toString()).toBe(`0.${'6'.repeat(49)}7`);
  expect(Decimal.precision).toBe(before);
});

it('refuses what it cannot do', () => {
  const field = decimalField(20);
  expect(codeOf(() => decimalField(0))).toBe('digits-out-of-range');
  expect(codeOf(() => decimalField(5000))).toBe('digits-out-of-range');
  expect(codeOf(() => field.real(NaN))).toBe('not-finite');
  expect(codeOf(() => field.divide(field.one, field.zero))).toBe('division-by-zero');
  expect(codeOf(() => field.solve([[field.zero]], [field.one]))).toBe('singular');
  expect(codeOf(() => field.solve([[field.one]], []))).toBe('matrix-mismatch');
  expect(codeOf(() => field.solve([[field.one, field.one]], [field.one]))).toBe('matrix-shape');
  expect(codeOf(() => field.solveBanded(-1, 0, [[field.one]], [field.one]))).toBe('band-shape');
  expect(codeOf(() => field.gaussLegendre(0))).toBe('nodes-not-integer');
  expect(codeOf(() => field.besselJ(-1, 1))).toBe('order-not-integer');
});
