import { fc, test } from '@fast-check/vitest';
import { Matrix as Oracle, inverse, solve as oracleSolve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import {
  type Backend,
  type Factors,
  type Matrix,
  complex,
  decimalField,
  factor,
  real,
  relativeResidual,
  solve,
  solveSmall,
  solveWithPhase,
} from '../../src/numeric/index.js';
import { codeOf, distance, general, largest, naive, part, realPart, scaled, unit } from './matrices.js';

const backends: readonly Backend[] = ['wasm', 'typescript'];

/** L, U and P of A P = L U by the definition. */
function parts({ n, lu, pivots }: Factors<Matrix>) {
  const lower = complex(n, n);
  const upper = complex(n, n);
  const exchange = complex(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const to = j <= i ? lower : upper;
      to.re[i * n + j] = lu.re[i * n + j]!;
      to.im[i * n + j] = part(lu, i * n + j);
    }
    upper.re[i * (n + 1)] = 1;
  }
  const order = Array.from({ length: n }, (_, i) => i);
  pivots.forEach((r, k) => ([order[k], order[r]] = [order[r]!, order[k]!]));
  order.forEach((from, j) => (exchange.re[from * n + j] = 1));
  return { lower, upper, exchange };
}

/** Backward error of a solution: the residual in units of what rounding the matrix does to A x. */
const backward = (a: Matrix, x: Matrix, b: Matrix) =>
  distance(naive(a, x), b) / (largest(a) * largest(x) * a.rows + largest(b));

/** arg det by cofactors of the first row. */
function determinant(a: Matrix, rows: readonly number[], columns: readonly number[]): [number, number] {
  if (rows.length === 0) return [1, 0];
  const [first, ...rest] = rows;
  let [re, im] = [0, 0];
  for (const [k, c] of columns.entries()) {
    const [x, y] = determinant(
      a,
      rest,
      columns.filter((d) => d !== c),
    );
    const [u, v] = [a.re[first! * a.cols + c]!, part(a, first! * a.cols + c)];
    const sign = k % 2 === 0 ? 1 : -1;
    re += sign * (u * x - v * y);
    im += sign * (u * y + v * x);
  }
  return [re, im];
}

const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 40, 64, 65, 100, 150];

describe.each(backends)('linear systems (%s)', (backend) => {
  it.each([1, 2, 3, 5, 7])('the phase of the determinant at n = %i is that of its cofactors', (n) => {
    for (const seed of [1, 2, 3, 4]) {
      const a = general(n, n, seed);
      const all = Array.from({ length: n }, (_, i) => i);
      for (const m of [a, realPart(a)]) {
        const { x, phase } = solveWithPhase(m, m, { backend }).value;
        const [re, im] = determinant(m, all, all);
        expect(
          Math.hypot(Math.cos(phase) - re / Math.hypot(re, im), Math.sin(phase) - im / Math.hypot(re, im)),
        ).toBeLessThan(1e-10);
        all.forEach((i) => expect(Math.abs(x.re[i * n + i]! - 1)).toBeLessThan(1e-10));
      }
    }
  });

  it.each(sizes)('A P = L U to rounding, multipliers at most one, at n = %i', (n) => {
    const a = general(n, n, 3);
    for (const m of [a, realPart(a)]) {
      const result = factor(m, { backend });
      const { lower, upper, exchange } = parts(result.value);
      const bound = 4 * n * unit * Math.max(1, largest(lower));
      expect(distance(naive(lower, upper), naive(m, exchange))).toBeLessThan(bound);
      // |re| + |im| is compared, as in LAPACK, so a modulus may reach √2.
      expect(largest(upper)).toBeLessThanOrEqual(Math.SQRT2 * (1 + 4 * unit));
      expect(relativeResidual(result)).toBeLessThan(bound);
    }
  });

  it.each(sizes)('solves with one, three and many right-hand sides at n = %i', (n) => {
    const a = general(n, n, 5);
    for (const m of [1, 3, 4, 5, n + 2]) {
      const b = general(n, m, 6);
      for (const [left, right] of [
        [a, b],
        [realPart(a), realPart(b)],
      ] as const) {
        const direct = solve<Matrix>(left, right, { backend });
        expect(backward(left, direct.value, right)).toBeLessThan(20 * unit);
        expect(relativeResidual(direct)).toBeLessThan(20 * unit);
        expect(direct.backend).toBe(backend);
        const again = solve<Matrix>(factor<Matrix>(left, { backend }).value, right, { backend });
        expect(backward(left, again.value, right)).toBeLessThan(20 * unit);
      }
    }
  });

  it('agrees with ml-matrix on the doubled real embedding and on real systems', () => {
    for (const n of [3, 11, 24]) {
      const a = general(n, n, 12);
      const b = general(n, 2, 13);
      const rows: number[][] = [];
      for (let i = 0; i < n; i++)
        rows.push([...a.re.subarray(i * n, i * n + n), ...a.im.subarray(i * n, i * n + n).map((x) => -x)]);
      for (let i = 0; i < n; i++) rows.push([...a.im.subarray(i * n, i * n + n), ...a.re.subarray(i * n, i * n + n)]);
      const right: number[][] = [];
      for (const plane of [b.re, b.im]) for (let i = 0; i < n; i++) right.push([...plane.subarray(2 * i, 2 * i + 2)]);
      const embedding = new Oracle(rows);
      const x = oracleSolve(embedding, new Oracle(right));
      const condition = inverse(embedding).norm() * embedding.norm();
      const ours = solve(a, b, { backend }).value;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < 2; j++) {
          expect(Math.abs(ours.re[2 * i + j]! - x.get(i, j))).toBeLessThan(10 * unit * condition);
          expect(Math.abs(ours.im[2 * i + j]! - x.get(n + i, j))).toBeLessThan(10 * unit * condition);
        }
      }
    }
  });

  it('agrees with forty decimal digits', () => {
    const n = 9;
    const field = decimalField(40);
    const a = general(n, n, 21);
    const b = general(n, 1, 22);
    const exact = field.solve(
      Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (_, j) => field.complex(a.re[i * n + j]!, a.im[i * n + j]!)),
      ),
      Array.from({ length: n }, (_, i) => field.complex(b.re[i]!, b.im[i]!)),
    );
    expect(relativeResidual(exact)).toBeLessThan(1e-38);
    const { value } = solve(a, b, { backend });
    exact.value.forEach((x, i) => {
      // The condition number of this matrix is below a hundred.
      expect(Math.abs(value.re[i]! - x.re.toNumber())).toBeLessThan(100 * n * unit);
      expect(Math.abs(value.im[i]! - x.im.toNumber())).toBeLessThan(100 * n * unit);
    });
  });

  it('stands matrices and right-hand sides near the ends of the range', () => {
    const n = 30;
    const a = general(n, n, 7);
    const b = general(n, 2, 8);
    for (const [s, t] of [
      [1e307, 1],
      [1e-307, 1e-300],
      [1e307, 1e307],
      [1, 1e-307],
      [1e-160, 1e-310],
    ] as const) {
      const { value } = solve(scaled(a, s), scaled(b, t), { backend });
      const expected = solve(a, b, { backend }).value;
      const unscaled = { ...value, re: value.re.map((x) => (x / t) * s), im: value.im.map((x) => (x / t) * s) };
      // Denormal results and data keep fewer digits.
      if (t / s > 1e-290 && t > 1e-290) expect(distance(unscaled, expected)).toBeLessThan(1e-11 * largest(expected));
    }
    expect(codeOf(() => solve(scaled(a, 1e-200), scaled(b, 1e200), { backend }))).toBe('overflow');
  });

  it('refuses singular matrices, wrong shapes, mixed fields, NaN', () => {
    const o = { backend };
    const a = general(6, 6, 1);
    const b = general(6, 1, 2);
    const without = (zero: (k: number) => boolean) =>
      complex(
        6,
        6,
        a.re.map((x, k) => (zero(k) ? 0 : x)),
        a.im.map((x, k) => (zero(k) ? 0 : x)),
      );
    expect(
      codeOf(() =>
        factor(
          without((k) => k % 6 === 4),
          o,
        ),
      ),
    ).toBe('singular');
    expect(
      codeOf(() =>
        factor(
          without((k) => k >= 30),
          o,
        ),
      ),
    ).toBe('singular');
    expect(codeOf(() => solve(complex(6, 6), b, o))).toBe('singular');
    expect(codeOf(() => solve(a, general(5, 1, 2), o))).toBe('matrix-mismatch');
    expect(codeOf(() => solve(general(6, 5, 2), b, o))).toBe('matrix-not-square');
    expect(codeOf(() => solve<Matrix>(a, realPart(b), o))).toBe('matrix-mixed');
    expect(codeOf(() => solve(a, complex(6, 1, [1, 2, NaN, 4, 5, 6]), o))).toBe('not-finite');
    expect(codeOf(() => solve(complex(2, 2, [1, 2, 3, Infinity]), complex(2, 1), o))).toBe('not-finite');
    expect(codeOf(() => factor(complex(2, 2, [1, 2, 3]), o))).toBe('matrix-shape');
  });
});

test.prop(
  [
    fc.integer({ min: 1, max: 50 }),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 1000 }),
    fc.constantFrom(...backends),
  ],
  { numRuns: 60 },
)('graded rows and columns stay backward stable', (n, m, seed, backend) => {
  const a = general(n, n, seed);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const f = 10 ** -((i * 7 + j * 3) % 12);
      a.re[i * n + j]! *= f;
      a.im[i * n + j]! *= f;
    }
  const b = general(n, m, seed + 1);
  expect(backward(a, solve(a, b, { backend }).value, b)).toBeLessThan(40 * unit);
});

it('both machines agree on solutions', () => {
  const a = general(45, 45, 31);
  const b = general(45, 6, 32);
  const [x, y] = backends.map((backend) => solve(a, b, { backend }).value);
  expect(distance(x!, y!)).toBeLessThan(1e-12 * largest(x!));
});

it('the measure of A P = L U notices a wrong exchange and a lost row', () => {
  const a = general(10, 10, 3);
  const { value } = factor(a);
  const { lower, upper, exchange } = parts({
    ...value,
    pivots: value.pivots.map((r, k) => (k === 0 ? (r + 1) % 10 : r)),
  });
  expect(distance(naive(lower, upper), naive(a, exchange))).toBeGreaterThan(1e-2);
});

describe('small real systems', () => {
  it('solves, scales rows, and reports', () => {
    const x = solveSmall(real(2, 2, [1e-200, 2e-200, 3, -1]), [5e-200, 1]);
    expect(x.value[0]!).toBeCloseTo(1, 14);
    expect(x.value[1]!).toBeCloseTo(2, 14);
    expect(x.backend).toBe('library');
    expect(relativeResidual(x)).toBeLessThan(1e-15);
  });

  it('refuses what has no solution', () => {
    expect(codeOf(() => solveSmall(real(2, 2, [1, 2, 2, 4]), [1, 1]))).toBe('singular');
    expect(codeOf(() => solveSmall(real(2, 2, [0, 0, 2, 4]), [1, 1]))).toBe('singular');
    expect(codeOf(() => solveSmall(real(2, 2, [1, NaN, 2, 4]), [1, 1]))).toBe('not-finite');
    expect(codeOf(() => solveSmall(real(2, 2, [1, 0, 0, 1]), [1]))).toBe('matrix-mismatch');
  });
});

test.prop([
  fc.integer({ min: 1, max: 40 }),
  fc.integer({ min: 0, max: 1000 }),
  fc.integer({ min: -300, max: 300 }),
  fc.integer({ min: -300, max: 300 }),
  fc.constantFrom(...backends),
])('powers of two in the matrix and on the right change no bit of a solution', (n, seed, p, q, backend) => {
  const [a, b] = [general(n, n, seed), general(n, 2, seed + 1)];
  const plain = solve(a, b, { backend }).value;
  const found = solve(scaled(a, 2 ** p), scaled(b, 2 ** q), { backend }).value;
  expect(scaled(found, 2 ** p * 2 ** -q)).toEqual(plain);
});
