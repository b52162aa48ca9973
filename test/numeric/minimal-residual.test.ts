import { describe, expect, test } from 'vitest';
import { minimalResidual, real, solve } from '../../src/numeric/index.js';

/** Numbers in (−1, 1), the same in every run. */
const chance = (i: number): number => Math.sin(12.9898 * (i + 1) + 78.233 * ((i * i) % 97));

const product = (a: Float64Array, n: number) => (x: Float64Array) =>
  Float64Array.from({ length: n }, (_, i) => x.reduce((sum, v, j) => sum + a[i * n + j]! * v, 0));

describe('minimal residuals', () => {
  test.each([1, 2, 7, 40])('a system of %i equations: the solution by factors', (n) => {
    const a = Float64Array.from({ length: n * n }, (_, e) => chance(e) + (e % (n + 1) === 0 ? 4 : 0));
    const b = Float64Array.from({ length: n }, (_, i) => chance(3 * i));
    const { x, residual, products } = minimalResidual(product(a, n), b, { most: n, tolerance: 1e-14 });
    const wanted = solve(real(n, n, a), real(n, 1, b)).value.re;
    expect(products).toBeLessThanOrEqual(n);
    expect(residual).toBeLessThan(1e-13);
    x.forEach((v, i) => expect(Math.abs(v - wanted[i]!)).toBeLessThan(1e-12));
  });

  test.each([1e-25, 1e25])('the right-hand side times %f: the solution times as much, in as many products', (by) => {
    const n = 12;
    const a = Float64Array.from({ length: n * n }, (_, e) => chance(e) + (e % (n + 1) === 0 ? 4 : 0));
    const b = Float64Array.from({ length: n }, (_, i) => chance(3 * i));
    const found = (scale: number) =>
      minimalResidual(
        product(a, n),
        b.map((v) => scale * v),
        { most: n, tolerance: 1e-14 * scale },
      );
    const [one, other] = [found(1), found(by)];
    expect(other.products).toBe(one.products);
    other.x.forEach((v, i) => expect(Math.abs(v / by - one.x[i]!)).toBeLessThan(1e-12));
  });

  test('few eigenvalues take few products', () => {
    const n = 30;
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) a[i * n + i] = [1, -2, 5][i % 3]!;
    const b = Float64Array.from({ length: n }, (_, i) => chance(i));
    const { products, hessenberg } = minimalResidual(product(a, n), b, { most: n, tolerance: 1e-13 });
    expect(products).toBe(3);
    expect(hessenberg.map((h) => h.length)).toEqual([2, 3, 4]);
  });

  test('a matrix without an inverse: the residual stays', () => {
    const n = 6;
    const a = new Float64Array(n * n);
    for (let i = 1; i < n; i++) a[i * n + i] = i;
    const b = new Float64Array(n).fill(1);
    const { residual } = minimalResidual(product(a, n), b, { most: 20, tolerance: 1e-12 });
    expect(residual).toBeCloseTo(1, 10);
  });

  test('a right-hand side of zeros', () => {
    const { x, products } = minimalResidual((v) => v, new Float64Array(3), { most: 3, tolerance: 0 });
    expect([...x]).toEqual([0, 0, 0]);
    expect(products).toBe(0);
  });
});
