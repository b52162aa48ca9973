import { expect, test } from 'vitest';
import { Extrapolation } from '../../src/chain/extrapolation.js';

// x → A x + b with A triangular and its eigenvalues on the diagonal, one of them beyond 1: iterating alone leads
// nowhere.
const diagonal = [0.9, -0.7, 1.2, 0.5, -0.2, 0.05];
const n = diagonal.length;
const b = Float64Array.from({ length: n }, (_, i) => 1 + i);
const element = (i: number, j: number): number => (i === j ? diagonal[i]! : j > i ? 0.3 / (1 + j - i) : 0);
const image = (x: Float64Array): Float64Array => b.map((v, i) => x.reduce((sum, y, j) => sum + element(i, j) * y, v));

/** (1 − A)⁻¹ b by back substitution. */
function fixedPoint(): Float64Array {
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let right = b[i]!;
    for (let j = i + 1; j < n; j++) right += element(i, j) * x[j]!;
    x[i] = right / (1 - element(i, i));
  }
  return x;
}

function extrapolated(steps: number, clearAt = -1): number {
  const past = new Extrapolation();
  let x = new Float64Array(n);
  for (let k = 0; k < steps; k++) {
    if (k === clearAt) past.clear();
    const after = image(x);
    past.add(
      after,
      after.map((v, i) => v - x[i]!),
    );
    x = new Float64Array(past.next());
  }
  const exact = fixedPoint();
  return Math.max(...x.map((v, i) => Math.abs(v - exact[i]!)));
}

test('the fixed point of a linear map of n dimensions is found in n + 1 steps, and not before', () => {
  expect(extrapolated(n + 1)).toBeLessThan(1e-10);
  expect(extrapolated(n - 1)).toBeGreaterThan(1e-3);
});

test('after it is cleared it needs as many again', () => {
  expect(extrapolated(3 + n, 3)).toBeGreaterThan(1e-6);
  expect(extrapolated(3 + n + 1, 3)).toBeLessThan(1e-10);
});
