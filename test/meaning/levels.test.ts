import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { writeText } from '../../src/language/index.js';
import { type Value, expressValue } from '../../src/meaning/index.js';
import { valueDocument } from '../../src/report/index.js';
import type { LevelDocument } from '../../src/report/value.js';
import { type Matrix, addScaled, bracket, dagger, distance, linear, product, zeros } from '../spin/dense.js';
import { claim, error, truth, value } from './program.js';

const size = 3;

function document(text: string): LevelDocument[] {
  const found = valueDocument(value(text));
  if (found.kind !== 'levels') throw new Error(`${text} is ${found.kind}`);
  return found.entries;
}

/** `|1><2|` or `δ(4/5) |1><2|` → coefficient */
function entries(text: string): Record<string, string> {
  return Object.fromEntries(
    document(text).map((e) => [
      `${e.delta === undefined ? '' : `δ(${e.delta}) `}${e.row === undefined ? '1' : `|${e.row}><${e.column}|`}`,
      e.coefficient,
    ]),
  );
}

/** Matrix elements with whole numbers p + q i, as text and as a matrix. */
interface Sample {
  readonly text: string;
  readonly matrix: Matrix;
}
const samples: fc.Arbitrary<Sample> = fc
  .array(
    fc.record({
      row: fc.integer({ min: 1, max: size }),
      column: fc.integer({ min: 1, max: size }),
      re: fc.integer({ min: -3, max: 3 }),
      im: fc.integer({ min: -3, max: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) => {
    const matrix = zeros(size);
    for (const { row, column, re, im } of list) {
      const k = (row - 1) * size + column - 1;
      matrix.re[k]! += re;
      matrix.im[k]! += im;
    }
    return { text: `(${list.map((e) => `(${e.re} + (${e.im}) i) |${e.row}><${e.column}|`).join(' + ')})`, matrix };
  });

/** Reads `3`, `-i`, `3 - 2*i`: what a coefficient of whole numbers is written as. */
function matrix(list: readonly LevelDocument[]): Matrix {
  const out = zeros(size);
  for (const { row, column, coefficient } of list) {
    const k = (row! - 1) * size + column! - 1;
    for (const part of coefficient.replace(/ - /gu, ' + -').split(' + ')) {
      const amount = Number(part.replace(/\*?i$/u, '').replace(/^-?$/u, (sign) => `${sign}1`));
      if (part.endsWith('i')) out.im[k]! += amount;
      else out.re[k]! += amount;
    }
  }
  return out;
}

const of = (text: string): Matrix => matrix(document(text));
const expectSame = (a: Matrix, b: Matrix): void => expect(distance(a, b)).toBe(0);

describe('level operators are matrices', () => {
  test.prop([samples, samples, samples])('sums, products, commutators, powers, adjoints', (a, b, c) => {
    const [p, q, r] = [a.text, b.text, c.text];
    expectSame(of(`${p} + 2 ${q}`), linear(a.matrix, 1, b.matrix, 2));
    expectSame(of(`${p} - ${q}`), linear(a.matrix, 1, b.matrix, -1));
    expectSame(of(`${p} ${q} ${r}`), product(product(a.matrix, b.matrix), c.matrix));
    expectSame(of(`${p}·${q}`), product(a.matrix, b.matrix));
    expectSame(of(`[${p}, ${q}]`), bracket(a.matrix, b.matrix, -1));
    expectSame(of(`{${p}, ${q}}`), bracket(a.matrix, b.matrix, 1));
    expectSame(of(`${p}^3`), product(product(a.matrix, a.matrix), a.matrix));
    expectSame(of(`${p}†`), dagger(a.matrix));
    expectSame(of(`(${p} + h.c.)`), linear(a.matrix, 1, dagger(a.matrix), 1));
    expectSame(of(`(${p} - h.c.)`), linear(a.matrix, 1, dagger(a.matrix), -1));
    const half = zeros(size);
    addScaled(half, a.matrix, { re: 0, im: 1 });
    expectSame(of(`i ${p}`), half);
  });

  test.prop([samples])('Hermitian where the matrix is', (a) => {
    expect(truth(`hermitian(${a.text})`)).toBe(distance(a.matrix, dagger(a.matrix)) === 0);
    expect(truth(`hermitian(${a.text} + h.c.)`)).toBe(true);
  });

  test.prop([samples, samples])('claims', (a, b) => {
    expect(claim(`prove [${a.text}, ${b.text}] = -[${b.text}, ${a.text}]`).holds).toBe(true);
    expect(claim(`prove (${a.text} ${b.text})† = ${b.text}† ${a.text}†`).holds).toBe(true);
    expect(claim(`prove ${a.text} = ${b.text}`).holds).toBe(distance(a.matrix, b.matrix) === 0);
    expect(claim(`refute δ(x) ${a.text} = δ(x - 1) ${a.text}`).holds).toBe(distance(a.matrix, zeros(size)) > 0);
  });

  test('numbered up to a limit that says so', () => {
    expect(entries('|0><9999|')).toEqual({ '|0><9999|': '1' });
    expect(error('|1><10000|')).toMatchObject({ kind: 'limit', code: 'level-too-high' });
  });
});

describe('point scatterers', () => {
  test('multiply level operators, from either side', () => {
    expect(entries('δ(x) |1><2|')).toEqual({ 'δ(0) |1><2|': '1' });
    expect(entries('|1><2| δ(x)')).toEqual({ 'δ(0) |1><2|': '1' });
    expect(entries('|1><2| δ(x - 1/2) |2><3|')).toEqual({ 'δ(1/2) |1><3|': '1' });
    expect(entries('2 δ(x) J')).toEqual({ 'δ(0) 1': '2*J' });
  });

  test('several stand side by side; at one place they add', () => {
    expect(entries('δ(x) |1><1| + δ(x - 0.8) |2><2| + δ(x + 3/2) |1><2|')).toEqual({
      'δ(-3/2) |1><2|': '1',
      'δ(0) |1><1|': '1',
      'δ(4/5) |2><2|': '1',
    });
    expect(entries('δ(x - 0.8) |1><1| + delta(x - 4/5) |1><1|')).toEqual({ 'δ(4/5) |1><1|': '2' });
    expect(entries('(δ(x) + δ(x - a)) (|1><2| + h.c.)')).toEqual({
      'δ(0) |1><2|': '1',
      'δ(0) |2><1|': '1',
      'δ(a) |1><2|': '1',
      'δ(a) |2><1|': '1',
    });
    expect(entries('δ(x - a) |1><1| - δ(x - a) |1><1|')).toEqual({});
  });

  test('positions are scalars and are substituted', () => {
    expect(entries('with a = 2 b: δ(x - a) |1><1|')).toEqual({ 'δ(2*b) |1><1|': '1' });
    expect(entries('with a = 1: δ(x - a) |1><1| + δ(x - 1) |1><1|')).toEqual({ 'δ(1) |1><1|': '2' });
  });

  test('stay where they are under † and h.c.', () => {
    expect(entries('param g complex; (g δ(x - 1) |1><2|)†')).toEqual({ 'δ(1) |2><1|': 'conj(g)' });
    expect(entries('δ(x) (i |1><2| + h.c.)')).toEqual({ 'δ(0) |1><2|': 'i', 'δ(0) |2><1|': '-i' });
    expect(truth('hermitian(δ(x) |1><2|)')).toBe(false);
    expect(truth('hermitian(δ(x) |1><2| + δ(x - 1) |2><1|)')).toBe(false);
    expect(truth('hermitian(δ(x) (|1><2| + |2><1|))')).toBe(true);
  });

  test.each([
    ['δ(x) δ(x)', 'scatterer-product'],
    ['(δ(x) |1><2|)^2', 'scatterer-product'],
    ['|1><1|^0', 'exponent'],
    ['|1><1| + 1', 'level-plus-other'],
    ['|1><1| + X_0', 'level-plus-other'],
    ['|1><1| X_0', 'level-times-other'],
    ['S_0·|1><1|', 'level-times-other'],
    ['sum_j |1><1|', 'not-summable'],
    ['J/|1><1|', 'division'],
    ['δ(x - X_0) |1><1|', 'not-a-scalar'],
    ['range(|1><1|)', 'not-an-operator'],
    ['norm2(|1><1|)', 'not-an-operator'],
    ['prove |1><1| = 2', 'not-comparable'],
  ])('%s is refused', (text, code) => {
    expect(error(text).code).toBe(code);
  });
});

describe('time dependence', () => {
  // cos ωt = (e^{iωt} + e^{−iωt})/2
  const h = 'H = 0.7 |2><2| + λ cos(ω t) (|1><1| - |2><2|) + δ(x - 1) sin(ω t) |1><1|';
  test('Fourier modes are exact, and taken apart', () => {
    expect(entries(`${h}; fourier(H, 0)`)).toEqual({ '|2><2|': '7/10' });
    expect(entries(`${h}; fourier(H, 1)`)).toEqual({
      '|1><1|': '1/2*lambda',
      '|2><2|': '-1/2*lambda',
      'δ(1) |1><1|': '-1/2*i',
    });
    expect(entries(`${h}; fourier(H, 2)`)).toEqual({});
    expect(claim(`${h}; prove fourier(H, 0) + fourier(H, 1) exp(i ω t) + fourier(H, -1) exp(-i ω t) = H`).holds).toBe(
      true,
    );
    expect(claim(`${h}; prove fourier(H, 1)† = fourier(H, -1)`).holds).toBe(true);
  });
});

describe('what is printed reads back', () => {
  const same = (text: string, setting = ''): void => {
    const first: Value = value(setting + text);
    const printed = writeText(expressValue(first));
    expect([printed, value(setting + printed)]).toEqual([printed, first]);
  };

  test.each([
    '|1><2|',
    '-|1><2|',
    'δ(x)',
    '-δ(x)',
    'J δ(x - J/2) + δ(x)',
    'i |1><1| - 2/3 |2><1|',
    '(1 + i) |1><2| - (J - Δ) |2><2|',
    'δ(x + a) (|1><2| - |2><1|) - δ(x - a) |1><1|',
    'exp(i π/6) |1><2| + h.c.',
    'cos(ω t) |1><1| + sqrt(J/2) δ(x - sqrt(2)) |3><1|',
    'cos(0.3) |1><2|',
    'π δ(x - π) |1><1|',
  ])('%s', (text) => {
    same(text);
  });

  test('complex parameters', () => {
    same('δ(x - 1/2) (g |1><2| + conj(g)^2 |2><1|)', 'param g complex; ');
  });

  test.prop([
    fc.array(fc.tuple(samples, fc.constantFrom('1', 'δ(x)', 'δ(x - 4/5)', 'δ(x + a)', 'J/3', 'exp(i ω t)')), {
      maxLength: 3,
      minLength: 1,
    }),
  ])('random ones', (list) => {
    const text = list.map(([a, front]) => `${front} ${a.text}`).join(' + ');
    const first = value(text);
    // Where everything cancels, 0 is printed, which is a scalar.
    if (first.kind === 'levels' && first.levels.entries.length > 0) same(text);
  });

  test('JSON names rows, columns and positions', () => {
    expect(document('δ(x - 4/5) J |1><2| + |3><3| + δ(x)')).toEqual([
      { row: 3, column: 3, coefficient: '1' },
      { coefficient: '1', delta: '0' },
      { row: 1, column: 2, coefficient: 'J', delta: '4/5' },
    ]);
  });
});
