import { fc, test } from '@fast-check/vitest';
import { Matrix as Oracle } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import {
  type Backend,
  type Matrix,
  adjointMatrix,
  complex,
  gram,
  identity,
  isComplex,
  multiplyMatrices,
  real,
  relativeResidual,
  sandwich,
} from '../../src/numeric/index.js';
import {
  codeOf,
  dagger,
  distance,
  general,
  hermitianPart,
  largest,
  naive,
  realPart,
  scaled,
  unit,
} from './matrices.js';

const backends: readonly Backend[] = ['wasm', 'typescript'];
/** Three real products instead of four, each of k terms of size one. */
const rounding = (k: number) => 8 * k * unit;

describe.each(backends)('products (%s)', (backend) => {
  // Around the tile (4), the depth (128), the height (96) and the width (512) of the blocks.
  it.each([
    [1, 1, 1],
    [3, 5, 2],
    [4, 4, 4],
    [5, 7, 9],
    [97, 3, 129],
    [2, 515, 3],
    [33, 34, 257],
    [100, 60, 130],
  ])('%i × %i over %i, plain and adjoint', (m, n, k) => {
    for (const adjointLeft of [false, true]) {
      for (const adjointRight of [false, true]) {
        const a = adjointLeft ? general(k, m, 1) : general(m, k, 1);
        const b = adjointRight ? general(n, k, 2) : general(k, n, 2);
        const exact = naive(adjointLeft ? dagger(a) : a, adjointRight ? dagger(b) : b);
        const c = multiplyMatrices(a, b, { backend, adjointLeft, adjointRight });
        expect(distance(c.value, exact)).toBeLessThan(rounding(k));
        expect(relativeResidual(c)).toBeLessThan(rounding(k));
        const [x, y] = [realPart(a), realPart(b)];
        const half = multiplyMatrices(x, y, { backend, adjointLeft, adjointRight });
        expect(distance(half.value, naive(adjointLeft ? dagger(x) : x, adjointRight ? dagger(y) : y))).toBeLessThan(
          rounding(k),
        );
        expect(isComplex(half.value)).toBe(false);
      }
    }
  });

  it('agrees with ml-matrix', () => {
    const a = realPart(general(20, 30, 4));
    const b = realPart(general(30, 10, 5));
    const oracle = Oracle.from1DArray(20, 30, [...a.re])
      .mmul(Oracle.from1DArray(30, 10, [...b.re]))
      .to1DArray();
    multiplyMatrices(a, b, { backend }).value.re.forEach((x, i) =>
      expect(Math.abs(x - oracle[i]!)).toBeLessThan(rounding(30)),
    );
  });

  it('A†BA and A†A, Hermitian to the last bit when asked', () => {
    const a = general(40, 23, 6);
    const b = hermitianPart(general(40, 40, 7));
    const exact = naive(dagger(a), naive(b, a));
    for (const hermitian of [false, true]) {
      const c = sandwich(a, b, { backend, hermitian });
      expect(distance(c.value, exact)).toBeLessThan(rounding(40) * 40);
      expect(relativeResidual(c)).toBeLessThan(rounding(40));
      if (hermitian) expect(distance(c.value, dagger(c.value))).toBe(0);
    }
    const g = gram(a, { backend });
    expect(distance(g.value, naive(dagger(a), a))).toBeLessThan(rounding(40));
    expect(distance(g.value, dagger(g.value))).toBe(0);
    const r = realPart(a);
    expect(distance(gram(r, { backend }).value, naive(dagger(r), r))).toBeLessThan(rounding(40));
    // A skew middle is not Hermitian: the general path must not assume it.
    const skew = general(40, 40, 8);
    expect(distance(sandwich(a, skew, { backend }).value, naive(dagger(a), naive(skew, a)))).toBeLessThan(
      rounding(40) * 40,
    );
  });

  it('keeps a real product real and an imaginary zero zero', () => {
    const a = complex(9, 9, general(9, 9, 1).re);
    const b = complex(9, 9, general(9, 9, 2).re);
    expect(Math.max(...multiplyMatrices(a, b, { backend }).value.im.map(Math.abs))).toBe(0);
  });

  it('stands elements near the ends of the range', () => {
    const a = general(10, 10, 1);
    const exact = naive(a, a);
    for (const [s, t] of [
      [1e307, 1e-300],
      [1.7e308, 1e-308],
      [1e-200, 1e200],
      [1e-307, 1],
    ] as const) {
      const { value } = multiplyMatrices(scaled(a, s), scaled(a, t), { backend });
      expect(distance(scaled(value, 1 / (s * t)), exact)).toBeLessThan(1e-13 * largest(exact));
    }
    expect(codeOf(() => multiplyMatrices(scaled(a, 1e200), scaled(a, 1e200), { backend }))).toBe('overflow');
    expect(largest(multiplyMatrices(scaled(a, 1e-200), scaled(a, 1e-200), { backend }).value)).toBe(0);
  });

  it('refuses what does not fit', () => {
    const o = { backend };
    expect(codeOf(() => multiplyMatrices(general(2, 3, 1), general(2, 3, 1), o))).toBe('matrix-mismatch');
    expect(codeOf(() => multiplyMatrices<Matrix>(general(2, 2, 1), real(2, 2), o))).toBe('matrix-mixed');
    expect(codeOf(() => multiplyMatrices(complex(1, 1, [NaN]), complex(1, 1), o))).toBe('not-finite');
    expect(codeOf(() => multiplyMatrices(general(2, 3, 1), general(3, 4, 1), { ...o, hermitian: true }))).toBe(
      'matrix-not-square',
    );
    expect(codeOf(() => sandwich(general(2, 3, 1), general(2, 3, 1), o))).toBe('matrix-not-square');
    expect(codeOf(() => multiplyMatrices({ rows: 2, cols: 2, re: new Float64Array(3) }, real(2, 2), o))).toBe(
      'matrix-shape',
    );
  });
});

test.prop(
  [
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 1, max: 999 }),
  ],
  { numRuns: 50 },
)('both machines agree, and (A B)† = B† A†', (m, n, k, seed) => {
  const a = general(m, k, seed);
  const b = general(k, n, seed + 1);
  const [x, y] = backends.map((backend) => multiplyMatrices(a, b, { backend }).value);
  expect(distance(x!, y!)).toBeLessThan(rounding(k));
  expect(distance(adjointMatrix(x!), multiplyMatrices(adjointMatrix(b), adjointMatrix(a)).value)).toBeLessThan(
    rounding(k),
  );
  expect(distance(multiplyMatrices(a, identity(k)).value, a)).toBeLessThan(4 * unit);
});
