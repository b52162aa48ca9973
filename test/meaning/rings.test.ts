import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { asGaussian } from '../../src/exact/index.js';
import { writeText } from '../../src/language/index.js';
import { expressOperator } from '../../src/meaning/index.js';
import { type Operator, firstSite, lettersOf } from '../../src/spin/index.js';
import { type Matrix, addScaled, bracket, distance, linear, product, stringMatrix, zeros } from '../spin/dense.js';
import { chainOf, matrixOf, parts, ringStrings } from '../spin/realise.js';
import { claim, error, operator, terms } from './program.js';

// Sites of a ring are 0 … N − 1, the first leftmost in Kronecker products. Every matrix here is made from Pauli
// matrices by loops over the sites, never from a chain operator.

const at = (letter: string, k: number, n: number): Matrix =>
  stringMatrix('I'.repeat(((k % n) + n) % n) + letter + 'I'.repeat(n - 1 - (((k % n) + n) % n)));
const times = (c: number, m: Matrix): Matrix => linear(m, c, zeros(m.size), 0);
const plus = (list: readonly Matrix[]): Matrix => {
  const out = zeros(list[0]!.size);
  for (const m of list) addScaled(out, m, { re: 1, im: 0 });
  return out;
};
const around = (n: number, f: (j: number) => Matrix): Matrix => plus(Array.from({ length: n }, (_, j) => f(j)));
const spin = (letter: string, k: number, n: number): Matrix => times(1 / 2, at(letter, k, n));
const heisenberg = (j: number, k: number, n: number): Matrix =>
  plus(['X', 'Y', 'Z'].map((a) => product(spin(a, j, n), spin(a, k, n))));

/** The matrix of an operator whose words all stand on sites 0 … n − 1. */
function matrix(o: Operator, n: number): Matrix {
  const out = zeros(2 ** n);
  for (const t of o.terms) {
    const { re, im, den } = asGaussian(t.coefficient)!;
    const letters = lettersOf(t.word);
    const site = firstSite(t.place);
    expect({ place: t.place.kind, fits: site >= 0 && site + letters.length <= n }).toEqual({
      place: 'local',
      fits: true,
    });
    const c = { re: Number(re) / Number(den), im: Number(im) / Number(den) };
    addScaled(out, stringMatrix('I'.repeat(site) + letters + 'I'.repeat(n - site - letters.length)), c);
  }
  return out;
}

const ring = (n: number, text: string): Matrix => matrix(operator(`on ring(${n}): ${text}`), n);
// Every entry is a small multiple of a power of two, which floats hold exactly.
const expectSame = (a: Matrix, b: Matrix): void => expect(distance(a, b)).toBe(0);

describe('on a ring every operation is allowed, and gives the matrix it should', () => {
  test.each([2, 3, 4, 5])('squares and products of sums: (Σ Sz)² on %i sites', (n) => {
    const total = around(n, (j) => spin('Z', j, n));
    expectSame(ring(n, '(sum_j Sz_j)^2'), product(total, total));
    expectSame(ring(n, '(sum_j Sz_j) (sum_j Sz_j)'), product(total, total));
  });

  test('a product of two sums that do not commute keeps its order', () => {
    const n = 3;
    const [a, b] = [around(n, (j) => product(at('X', j, n), at('Y', j + 1, n))), around(n, (j) => at('Z', j, n))];
    expectSame(ring(n, '(sum_j X_j Y_<j+1>) (sum_j Z_j)'), product(a, b));
    expectSame(ring(n, '(sum_j Z_j) (sum_j X_j Y_<j+1>)'), product(b, a));
    expect(distance(product(a, b), product(b, a))).toBeGreaterThan(0);
  });

  test.each([2, 3, 4, 6])('Σ S_j·S_<j+1> on %i sites', (n) => {
    expectSame(
      ring(n, 'sum_j S_j·S_<j+1>'),
      around(n, (j) => heisenberg(j, j + 1, n)),
    );
  });

  test('two sites have two bonds between them', () => {
    expectSame(ring(2, 'sum_j S_j·S_<j+1>'), times(2, heisenberg(0, 1, 2)));
    // (S×S) changes sign when its sites are exchanged: the two bonds cancel.
    expect(terms('on ring(2): sum_j (S_j×S_<j+1>)^z')).toEqual({});
  });

  test('commutators and anticommutators, staggered sums included', () => {
    const n = 4;
    const [h, m] = [
      around(n, (j) => heisenberg(j, j + 1, n)),
      around(n, (j) => times(j % 2 === 0 ? 1 : -1, spin('X', j, n))),
    ];
    expectSame(ring(n, '[sum_j S_j·S_<j+1>, sum_j (-1)^j Sx_j]'), bracket(h, m, -1));
    expectSame(ring(n, '{sum_j S_j·S_<j+1>, sum_j (-1)^j Sx_j}'), bracket(h, m, 1));
    expect(distance(bracket(h, m, -1), zeros(2 ** n))).toBeGreaterThan(0);
  });

  test('relative sites go around, absolute ones are where they are', () => {
    expect(terms('on ring(4): X_<j+5>')).toEqual({ 'X@1': '1' });
    expect(terms('on ring(4): X_<j-1> Z_<j+3>')).toEqual({ 'Y@3': '-i' });
    expect(error('on ring(4): X_<j-1> Z_3').code).toBe('free-beside-numbered');
    expect(terms('on ring(4): sum_j Z_j Z_<j+3>')).toEqual(terms('on ring(4): sum_j Z_j Z_<j+1>'));
    expect(terms('h_<j,j+1> = X_j Z_<j+1>; on ring(4): h_<j+3,j+4>')).toEqual({ 'ZIIX@0': '1' });
  });

  const pair = fc.tuple(fc.integer({ min: 3, max: 4 }), parts({ longest: 3 }), parts({ longest: 3 }));
  test.prop([pair], { numRuns: 60 })('random chain sums: product, square, commutator, adjoint', ([n, a, b]) => {
    const [p, q] = [a, b].map((list) => `(${writeText(expressOperator(chainOf(list), { free: false }))})`);
    const [x, y] = [a, b].map((list) => matrixOf(ringStrings(list, n), n));
    expectSame(ring(n, `${p} ${q}`), product(x!, y!));
    expectSame(ring(n, `${p}^2`), product(x!, x!));
    expectSame(ring(n, `[${p}, ${q}]`), bracket(x!, y!, -1));
    expectSame(ring(n, `[[${p}, ${q}], ${p}]`), bracket(bracket(x!, y!, -1), x!, -1));
    expectSame(ring(n, `${p} + 2 ${q}`), linear(x!, 1, y!, 2));
  });
});

describe('what a ring refuses', () => {
  test.each([
    ['on ring(3): sum_j X_j X_<j+3>', 'ring-too-small'],
    ['H = sum_j X_j X_<j+4>; on ring(4): H', 'ring-too-small'],
    ['on ring(5): sum_j (-1)^j Z_j', 'odd-ring'],
    ['M = sum_j (-1)^j Z_j; on ring(3): M', 'odd-ring'],
    ['on ring(4): sum_j j Z_j', 'position-weight'],
    ['on ring(4): j', 'free-position'],
    ['on ring(4): X_4', 'site-off-the-ring'],
    ['on ring(4): X_<-1>', 'site-off-the-ring'],
    ['A = X_7; on ring(4): A', 'site-off-the-ring'],
    ['A = X_2 X_4; on ring(4): A', 'site-off-the-ring'],
    ['A = S_7; on ring(4): A·S_0', 'site-off-the-ring'],
    ['m_j = Z_j; on ring(4): m_7', 'site-off-the-ring'],
    ['on ring(4): (a_<7> + a†_<7>)', 'site-off-the-ring'],
    ['on ring(1): X_0', 'ring-size'],
    ['on ring(J): X_0', 'ring-size'],
    ['on ring(5/2): X_0', 'ring-size'],
    ['on ring(100): X_0', 'ring-size'],
    ['on ring(4): on ring(6): X_0', 'ring-in-ring'],
    ['sum_j (on ring(4): Z_j)', 'ring-in-sum'],
    ['m_j = on ring(4): Z_j', 'ring-in-sum'],
    // C_n comes from the infinite chain
    ['on ring(8): boost(sum_j X_j X_<j+1>)', 'position-weight'],
  ])('%s', (text, code) => {
    expect(error(text).code).toBe(code);
  });

  test('what cancels before it is realised is not missed', () => {
    expect(terms('on ring(4): sum_j (j - j) Z_j')).toEqual({});
  });
});

describe('prefixes and claims', () => {
  test('with and on ring nest in either order', () => {
    const expected = { 'XX@0': '2', 'XX@1': '2', 'XIX@0': '2' };
    expect(terms('with J = 2: on ring(3): sum_j J X_j X_<j+1>')).toEqual(expected);
    expect(terms('on ring(3): with J = 2: sum_j J X_j X_<j+1>')).toEqual(expected);
    expect(terms('on ring(3): on ring(3): sum_j 2 X_j X_<j+1>')).toEqual(expected);
    expect(terms('with J = K: on ring(3): with K = 2: sum_j J X_j X_<j+1>')).toEqual(expected);
  });

  test('claims hold on a ring of any size, or only on some', () => {
    expect(claim('on ring(4): prove [sum_j S_j·S_<j+1>, (sum_j Sz_j)^2] = 0').holds).toBe(true);
    expect(claim('prove on ring(4): sum_j Z_j Z_<j+3> = sum_j Z_j Z_<j+1>').holds).toBe(true);
    expect(claim('refute on ring(5): sum_j Z_j Z_<j+3> = sum_j Z_j Z_<j+1>').holds).toBe(true);
    expect(claim('with Δ = J: on ring(4): prove [sum_j J X_j X_<j+1> + Δ Y_j Y_<j+1>, sum_j Z_j] = 0').holds).toBe(
      true,
    );
    // S_tot² = Σ_jk S_j·S_k, on three sites 9/4 + 2 (S_0·S_1 + S_1·S_2 + S_2·S_0)
    expect(claim('prove on ring(3): (sum_j S_j)·(sum_j S_j) = 9/4 + 2 sum_j S_j·S_<j+1>').holds).toBe(true);
  });

  test('the charges of the infinite chain stay charges on a ring that holds them', () => {
    const program = 'H = sum_j J S_j·S_<j+1>; C4 = charge(H, 4)';
    expect(claim(`${program}; on ring(6): prove [H, C4] = 0`).holds).toBe(true);
    expect(claim(`${program}; on ring(4): prove [H, C4] = 0`).holds).toBe(true);
  });

  test('lengths are those of the shorter way around', () => {
    for (const n of [3, 4, 7, 12]) expect(terms(`on ring(${n}): range(sum_j Z_j Z_<j+1>) X_0`)).toEqual({ 'X@0': '2' });
    expect(terms('on ring(6): range(X_0 X_3) X_0')).toEqual({ 'X@0': '4' });
    expect(terms('on ring(6): range(sum_j X_j Z_<j+2> + Y_j) X_0')).toEqual({ 'X@0': '3' });
    // Opposite corners of two gaps: X_0 X_2 X_4 on six sites leaves gaps of one site, so five are needed.
    expect(terms('on ring(6): range(X_0 X_2 X_4) X_0')).toEqual({ 'X@0': '5' });
  });
});
