import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { evaluateCoefficient } from '../../src/exact/index.js';
import { writeText } from '../../src/language/index.js';
import { expressValue } from '../../src/meaning/index.js';
import { claim, error, scalar, terms, truth, value } from './program.js';

const items = (text: string): readonly string[] => {
  const found = value(text);
  if (found.kind !== 'list') throw new Error(`${text} is ${found.kind}`);
  return found.items;
};

describe('support: the sites an operator acts on', () => {
  test.each<[string, string[]]>([
    ['X_0 X_3', ['0', '3']],
    ['X_3 X_<-2> + Z_0', ['-2', '0', '3']],
    ['sum_j X_j X_<j+2>', ['j', 'j+2']],
    // anchored at its first letter
    ['sum_j X_<j-1> Z_<j+1>', ['j', 'j+2']],
    ['sum_j S_j·S_<j+1> + Z_j', ['j', 'j+1']],
    ['2', []],
    ['X_0 - X_0', []],
    ['on ring(4): X_<j+5>', ['1']],
    ['on ring(3): sum_j Z_j', ['0', '1', '2']],
  ])('%s', (text, expected) => {
    expect(items(`support(${text})`.replace(/^support\((on ring\(\d+\): )/u, '$1support('))).toEqual(expected);
  });

  test('of a chain sum and a local operator together there is none', () => {
    expect(error('support(X_0 + sum_j X_j)').code).toBe('mixed-operator');
  });
});

describe('density: what stands under the sum', () => {
  test.each([
    ['density(sum_j S_j·S_<j+1>)', 'S_j·S_<j+1>'],
    ['density(sum_j X_<j+3> + J Z_<j-1>)', 'X_j + J Z_j'],
    ['H = sum_j J X_j X_<j+1> + cos(ω t) Z_j; density(H)', 'J X_j X_<j+1> + cos(ω t) Z_j'],
    ['density(sum_j X_j (a_<j+1> + a†_<j+1>))', 'X_<j-1> (a_j + a†_j)'],
  ])('%s is %s', (text, expected) => {
    expect(terms(text)).toEqual(terms(expected));
    expect(terms(`sum_j ${writeText(expressValue(value(text)))}`)).toEqual(terms(`sum_j ${expected}`));
  });

  test.each([
    ['density(sum_j j X_j)', 'not-translation-invariant'],
    ['density(sum_j (-1)^j X_j)', 'not-translation-invariant'],
    ['density(X_3)', 'not-a-chain-sum'],
    ['density(S_j·S_<j+1>)', 'not-a-chain-sum'],
    ['density(sum_j S_j)', 'not-an-operator'],
  ])('%s is refused', (text, code) => {
    expect(error(text).code).toBe(code);
  });
});

describe('truncate: the strings on so many sites', () => {
  test.each([
    ['truncate(sum_j J X_j X_<j+1> + X_j Z_<j+2> + Z_j, 2)', 'sum_j J X_j X_<j+1> + Z_j'],
    ['truncate(X_0 Z_2 + 3 X_0 - 2, 2)', '3 X_0 - 2'],
    ['truncate(X_0 Z_2 + 3 X_0 - 2, 0)', '-2'],
    ['truncate(sum_j j X_j + X_j X_<j+1>, 1)', 'sum_j j X_j'],
    ['truncate(sum_j X_j Z_<j+4> + X_j Z_<j+1> (a_j + a†_j), 2)', 'sum_j X_j Z_<j+1> (a_j + a†_j)'],
    // On a ring the length is that of the shorter arc.
    ['on ring(5): truncate(X_0 Z_4 + X_0 Z_2, 2)', 'X_0 Z_4'],
    ['on open(5): truncate(X_0 Z_4 + X_0 Z_1, 2)', 'X_0 Z_1'],
    // With two spins in a cell sites are cells.
    ['legs 2; truncate(sum_j X_{j,1} Z_{j,2} + X_{j,1} Z_{j+1,1}, 1)', 'legs 2; sum_j X_{j,1} Z_{j,2}'],
    ['legs 2; truncate(sum_j X_{j,2} Z_{j,1} + X_{j,2} Z_{j+1,1} + 3, 1)', 'legs 2; sum_j X_{j,2} Z_{j,1} + 3'],
    [
      'legs 2; truncate((sum_j j X_{j,2} (a_{j,1} + a†_{j,1})) + X_{0,1} X_{1,1}, 1)',
      'legs 2; sum_j j X_{j,2} (a_{j,1} + a†_{j,1})',
    ],
    [
      'legs 2; truncate(sum_j X_{j,2} Z_{j+1,1} + X_{j,1} Z_{j,2}, 2)',
      'legs 2; sum_j X_{j,2} Z_{j+1,1} + X_{j,1} Z_{j,2}',
    ],
  ])('%s is %s', (text, expected) => {
    expect(terms(text)).toEqual(terms(expected));
  });

  test.each([
    ['truncate(X_0, 1/2)', 'not-an-integer'],
    ['truncate(X_0)', 'wrong-arguments'],
    ['truncate(|1><2|, 2)', 'not-an-operator'],
  ])('%s is refused', (text, code) => {
    expect(error(text).code).toBe(code);
  });
});

describe('terms, degree and dimension', () => {
  test.each([
    ['terms(sum_j S_j·S_<j+1>)', '3'],
    ['terms(sum_j (S_j×S_<j+1>)·S_<j+2>)', '6'],
    // 1, J and J² stand before one string
    ['terms((1 + J)^2 X_0)', '1'],
    ['terms(X_0 - X_0)', '0'],
    ['with J = 0: terms(J X_0 + Z_0)', '1'],
    // energies count one, ratios and angles nothing, roots a half
    ['degree(J X_0)', '1'],
    ['degree(J Δ/B X_0)', '1'],
    ['degree(sqrt(J Δ) X_0)', '1'],
    ['degree(sqrt(J) X_0)', '1/2'],
    ['degree(ε_d J X_0)', '1'],
    ['degree(λ_z γ_m X_0)', '0'],
    ['degree(2 X_0 + Y_1)', '0'],
    ['degree(ω cos(ω t) X_0)', '1'],
    ['param g complex; degree(g conj(g) X_0)', '2'],
    ['dimension(J^3 X_0)', '3'],
    ['dimension(J)', '1'],
    ["degree(sum_j (S'_j×S''_<j+1>)·S'_<j+2>)", '0'],
  ])('%s = %s', (text, expected) => {
    expect(scalar(text)).toBe(expected);
  });

  test('C_n is homogeneous of degree n − 1', () => {
    const h = 'H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>';
    for (const n of [2, 3, 4, 5]) expect(claim(`${h}; prove degree(charge(H, ${n})) = ${n - 1}`).holds).toBe(true);
  });

  test.each([
    ['degree(J X_0 + J^2 Z_0)', 'not-homogeneous'],
    ['dimension(J + 1)', 'not-homogeneous'],
    ['degree(X_0 - X_0)', 'degree-of-zero'],
    ['terms(S_0)', 'not-an-operator'],
    ['terms(C9)', 'unknown-name'],
    ['terms()', 'wrong-arguments'],
  ])('%s is refused', (text, code) => {
    expect(error(text).code).toBe(code);
  });
});

describe('fourier: what multiplies e^{inωt}', () => {
  test.each([
    ['prove fourier(cos(ω t) X_0, 1) = X_0/2', ['omega != 0']],
    ['V = cos(J^2 D t) X_0\nprove fourier(V, 1) = X_0/2', ['D != 0', 'J != 0']],
    ['prove fourier(J X_0, 0) = J X_0', []],
    ['prove fourier(exp(i t) X_0, 1) = X_0', []],
    ['prove with ω = 2: fourier(cos(ω t) X_0, 0) = 0', []],
  ])('%s: it is for ω ≠ 0', (text, assumptions) => {
    expect(claim(text)).toMatchObject({ holds: true, assumptions });
  });

  test.each([
    ['fourier(cos(ω t) X_0, 1)', 'X_0/2'],
    ['fourier(cos(ω t)^2 X_0, 0)', 'X_0/2'],
    ['fourier(cos(ω t)^2 X_0, 2)', 'X_0/4'],
    ['fourier(sin(ω t) X_0 + Z_1, -1)', 'i X_0/2'],
    ['fourier(sin(ω t) X_0 + Z_1, 0)', 'Z_1'],
    ['fourier(X_0, 1)', '0 X_0'],
    ['fourier(exp(3 i ω t) sum_j (-1)^j Z_j, 3)', 'sum_j (-1)^j Z_j'],
  ])('%s is %s', (text, expected) => {
    expect(terms(text)).toEqual(terms(expected));
  });

  test('of scalars and vectors', () => {
    expect(scalar('fourier(J cos(ω t), 1)')).toBe('1/2*J');
    expect(value('fourier(cos(ω t) S_0, 1)')).toEqual(value('S_0/2'));
  });

  const modes = fc
    .array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom('X_0', 'J Y_0', 'i Z_0 Z_1')), {
      minLength: 1,
      maxLength: 4,
    })
    .map((list) => list.map(([n, w]) => `exp(${n} i ω t) ${w}`).join(' + '));
  test.prop([modes])('the components make up the whole, and † turns n round', (text) => {
    const sum = [-3, -2, -1, 0, 1, 2, 3].map((n) => `fourier(${text}, ${n}) exp(${n} i ω t)`).join(' + ');
    expect(terms(sum)).toEqual(terms(text));
    for (const n of [1, 2]) expect(terms(`fourier((${text})†, ${n})`)).toEqual(terms(`fourier(${text}, -${n})†`));
  });

  test.each([
    ['fourier(X_0, 1/2)', 'not-an-integer'],
    ['fourier(X_0)', 'wrong-arguments'],
    ['fourier(hermitian(X_0), 1)', 'not-an-operator'],
  ])('%s is refused', (text, code) => {
    expect(error(text).code).toBe(code);
  });
});

describe('vector(x, y, z)', () => {
  test('is the vector with these components', () => {
    expect(value('vector(Sx_0, Sy_0, Sz_0)')).toEqual(value('S_0'));
    expect(terms('vector(X_0, Y_0, J Z_0)·vector(X_1, Y_1, Z_1)')).toEqual({ 'XX@0': '1', 'YY@0': '1', 'ZZ@0': 'J' });
    expect(terms('(S_0×vector(1, 0, 0))^z')).toEqual(terms('-Sy_0'));
    expect(terms('sum_j vector(X_j, Y_j, 0)^x')).toEqual(terms('sum_j X_j'));
    expect(claim("prove vector(Sx_0, Sy_0, sqrt(Δ/J) Sz_0) = S'_0").holds).toBe(true);
    expect(claim('refute vector(Sx_0, -Sx_0, Sz_0) = vector(0, 0, Sz_0)').holds).toBe(true);
  });

  test.each([
    ['vector(X_0, Y_0)', 'wrong-arguments'],
    ['vector(S_0, X_0, X_0)', 'not-an-operator'],
    ['vector(|1><1|, 0, 0)', 'not-an-operator'],
    ['vector(X_j, sum_j j X_j, 0)', 'free-site-with-weight'],
  ])('%s is refused', (text, code) => {
    expect(error(text).code).toBe(code);
  });
});

describe('constants without exact form', () => {
  // rule 20
  const numbers: [string, number, number][] = [
    ['π', Math.PI, 0],
    ['cos(0.3)', Math.cos(0.3), 0],
    ['sin(2 π/7)', Math.sin((2 * Math.PI) / 7), 0],
    ['exp(2)', Math.E ** 2, 0],
    ['exp(i π/7)', Math.cos(Math.PI / 7), Math.sin(Math.PI / 7)],
    ['exp(0.5 i)', Math.cos(0.5), Math.sin(0.5)],
    ['e^{-1}', 1 / Math.E, 0],
    ['π^2/6', Math.PI ** 2 / 6, 0],
    ['sqrt(π)', Math.sqrt(Math.PI), 0],
    ['cos(0.3)^2 + sin(0.3)^2', 1, 0],
  ];
  test.each(numbers)('%s has its number', (text, re, im) => {
    const found = value(text);
    if (found.kind !== 'scalar') throw new Error(found.kind);
    const number = evaluateCoefficient(found.scalar, () => Number.NaN);
    // Two roundings and one function of the library: a few units in the last place.
    expect(number.re).toBeCloseTo(re, 13);
    expect(number.im).toBeCloseTo(im, 13);
  });

  test.each(numbers.map(([text]) => text))('prove refuses %s by name', (text) => {
    const found = error(`prove ${text} X_0 = X_0`);
    expect(found.code).toBe('inexact-constant');
    expect(found.message).toMatch(/π|cos|sin|exp/u);
  });

  test('multiples of π/12 are exact, and proved with', () => {
    expect(claim('prove exp(i π/12)^24 = 1').holds).toBe(true);
    expect(claim('prove cos(π/6) = sqrt(3)/2').holds).toBe(true);
    expect(claim('prove sin(5 π/12) = (sqrt(6) + sqrt(2))/4').holds).toBe(true);
    expect(claim('prove π - π = 0').holds).toBe(true);
    expect(truth('hermitian(π X_0)')).toBe(true);
    expect(truth('hermitian(exp(i π/7) X_0)')).toBe(false);
  });

  test('print and read back', () => {
    for (const [text] of numbers) {
      const first = value(`${text} (X_0 + J Z_1)`);
      const printed = writeText(expressValue(first));
      expect([printed, value(printed)]).toEqual([printed, first]);
    }
  });
});
