import { fc, test } from '@fast-check/vitest';
import { EVD, Matrix } from 'ml-matrix';
import { describe, expect } from 'vitest';
import {
  complex,
  eigenvalues,
  generalEigenvalues,
  maxGeneralSize,
  type ComplexMatrix,
} from '../../src/numeric/index.js';
import { codeOf } from './matrices.js';

const entry = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -8, max: 8 }).map((k) => k / 4),
  fc.double({ min: -2, max: 2, noNaN: true }),
);
const matrices = (most: number) =>
  fc
    .integer({ min: 1, max: most })
    .chain((n) =>
      fc
        .tuple(
          fc.array(entry, { minLength: n * n, maxLength: n * n }),
          fc.array(entry, { minLength: n * n, maxLength: n * n }),
        )
        .map(([re, im]) => complex(n, n, re, im)),
    );

/** Every number of one list paired with the nearest of the other; the largest distance. */
function distance(a: readonly (readonly [number, number])[], b: readonly (readonly [number, number])[]): number {
  const left = [...b];
  let largest = Math.abs(a.length - b.length);
  for (const [x, y] of a) {
    let best = 0;
    left.forEach(([u, v], k) => {
      if (Math.hypot(u - x, v - y) < Math.hypot(left[best]![0] - x, left[best]![1] - y)) best = k;
    });
    largest = Math.max(largest, Math.hypot(left[best]![0] - x, left[best]![1] - y));
    left.splice(best, 1);
  }
  return largest;
}
const pairs = ({ re, im }: { re: Float64Array; im: Float64Array }) => [...re].map((x, k) => [x, im[k]!] as const);

function product(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  const n = a.rows;
  const out = complex(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        out.re[i * n + j]! += a.re[i * n + k]! * b.re[k * n + j]! - a.im[i * n + k]! * b.im[k * n + j]!;
        out.im[i * n + j]! += a.re[i * n + k]! * b.im[k * n + j]! + a.im[i * n + k]! * b.re[k * n + j]!;
      }
  return out;
}

describe('eigenvalues of a matrix that is not Hermitian', () => {
  test.prop([matrices(9)], { numRuns: 100, endOnFailure: true, interruptAfterTimeLimit: 20000 })(
    'the sums of their powers are the traces of the powers',
    (a) => {
      const found = generalEigenvalues(a);
      let power = a;
      for (let k = 1; k <= 4; k++) {
        let [tr, ti, sr, si, size] = [0, 0, 0, 0, 0];
        for (let i = 0; i < a.rows; i++) {
          tr += power.re[i * (a.rows + 1)]!;
          ti += power.im[i * (a.rows + 1)]!;
        }
        for (const [x, y] of pairs(found)) {
          const [r, angle] = [Math.hypot(x, y) ** k, Math.atan2(y, x) * k];
          sr += r * Math.cos(angle);
          si += r * Math.sin(angle);
          size += r;
        }
        expect(Math.hypot(tr - sr, ti - si)).toBeLessThan(1e-11 * (1 + size + 9 ** k));
        power = product(power, a);
      }
    },
  );

  test.prop([matrices(12)], { numRuns: 60 })(
    'of a real matrix they are those of ml-matrix',
    ({ rows: n, re: given }) => {
      // Different elements on the diagonal keep the eigenvalues apart: the other library loses digits where they meet.
      const re = given.map((x, k) => x + (k % (n + 1) === 0 ? 20 * k : 0));
      const found = generalEigenvalues(complex(n, n, re));
      const other = new EVD(
        new Matrix(n, n).apply(function set(this: Matrix, i: number, k: number) {
          this.set(i, k, re[i * n + k]!);
        }),
      );
      const theirs = other.realEigenvalues.map((x, k) => [x, other.imaginaryEigenvalues[k]!] as const);
      const error = Math.max(...found.error);
      expect(error).toBeLessThan(1e-9);
      expect(distance(pairs(found), theirs)).toBeLessThan(1e-10);
    },
  );

  test.prop([matrices(12)], { numRuns: 40 })('of a Hermitian matrix they are real and those of eigenvalues', (a) => {
    const n = a.rows;
    const h = complex(n, n);
    for (let i = 0; i < n; i++)
      for (let k = 0; k < n; k++) {
        h.re[i * n + k] = a.re[i * n + k]! + a.re[k * n + i]!;
        h.im[i * n + k] = a.im[i * n + k]! - a.im[k * n + i]!;
      }
    const found = generalEigenvalues(h);
    const error = Math.max(...found.error) + 1e-14;
    expect(
      distance(
        pairs(found),
        [...eigenvalues(h).value].map((x) => [x, 0] as const),
      ),
    ).toBeLessThan(10 * error);
    // A normal matrix has well conditioned eigenvalues.
    expect(error).toBeLessThan(1e-12);
  });

  test('a triangular matrix has its diagonal, without an error, in whatever order its rows are', () => {
    const n = 6;
    const order = [3, 0, 5, 1, 4, 2];
    const a = complex(n, n);
    for (let i = 0; i < n; i++)
      for (let k = i; k < n; k++) a.re[order[i]! * n + order[k]!] = i === k ? (i < 3 ? 1 : -2) : 1 + i;
    const found = generalEigenvalues(a);
    expect([...found.re].sort()).toEqual([-2, -2, -2, 1, 1, 1]);
    expect([...found.error]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('a Jordan block in another basis: the errors are as large as they say', () => {
    // V J V† for the reflection V = 1 − 2 v v†/v†v and J with the eigenvalue 1 three times
    const n = 3;
    const v = [1, 2, -1];
    const reflection = complex(n, n);
    for (let i = 0; i < n; i++)
      for (let k = 0; k < n; k++) reflection.re[i * n + k] = (i === k ? 1 : 0) - (2 * v[i]! * v[k]!) / 6;
    const jordan = complex(n, n, [1, 1, 0, 0, 1, 1, 0, 0, 1]);
    const found = generalEigenvalues(product(reflection, product(jordan, reflection)));
    const off = Math.max(...pairs(found).map(([x, y]) => Math.hypot(x - 1, y)));
    expect(off).toBeGreaterThan(1e-8);
    expect(off).toBeLessThan(Math.max(...found.error));
  });

  test('zero, one element, permutations, sizes', () => {
    expect(pairs(generalEigenvalues(complex(2, 2)))).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(pairs(generalEigenvalues(complex(1, 1, [3], [-1])))).toEqual([[3, -1]]);
    // A cyclic permutation has the roots of unity.
    const n = 8;
    const cycle = complex(n, n);
    for (let i = 0; i < n; i++) cycle.re[i * n + ((i + 1) % n)] = 1;
    const roots = Array.from(
      { length: n },
      (_, k) => [Math.cos((2 * Math.PI * k) / n), Math.sin((2 * Math.PI * k) / n)] as const,
    );
    expect(distance(pairs(generalEigenvalues(cycle)), roots)).toBeLessThan(1e-14);
    const m = maxGeneralSize + 1;
    const large = complex(m, m);
    for (let i = 0; i < m; i++) large.re[i * m + ((i + 1) % m)] = 1;
    expect(codeOf(() => generalEigenvalues(large))).toBe('matrix-too-large');
    expect(codeOf(() => generalEigenvalues(complex(2, 3)))).toBe('matrix-not-square');
  });
});
