import { describe, expect, test } from 'vitest';
import {
  type BalanceEquations,
  exponentialAction,
  integrateBalance,
  integrateInTime,
  real,
} from '../../src/numeric/index.js';

const identity = (n: number) => {
  const out = real(n, n);
  for (let i = 0; i < n; i++) out.re[i * (n + 1)] = 1;
  return out;
};

/** dx/dt = f(x) with quantities x, and a slope by hand. */
const plain = (
  f: (x: Float64Array) => readonly number[],
  slope: (x: Float64Array) => readonly number[],
): BalanceEquations => ({
  at: (x) => ({ quantities: x, rates: Float64Array.from(f(x)) }),
  linearised: (x) => ({
    quantities: x,
    rates: Float64Array.from(f(x)),
    slopes: { quantities: identity(x.length), rates: real(x.length, x.length, Float64Array.from(slope(x))) },
  }),
});

describe('an implicit evolution', () => {
  test('decay with rates that lie far apart: e^{−λt} at any time', () => {
    const rates = [1e6, 1, 1e-6];
    const equations = plain(
      (x) => x.map((v, i) => -rates[i]! * v) as unknown as number[],
      () => [-1e6, 0, 0, 0, -1, 0, 0, 0, -1e-6],
    );
    const times = [1e-7, 1e-3, 1, 100, 1e5, 1e9];
    integrateBalance(equations, [1, 1, 1], times).forEach((x, k) =>
      rates.forEach((r, i) =>
        expect(Math.abs(x[i]! - Math.exp(-r * times[k]!)), `${r} ${times[k]}`).toBeLessThan(1e-9),
      ),
    );
  });

  test('quantities that are not linear: d(x + x³)/dt = −x, as t = ln(x_0/x) + 3(x_0² − x²)/2 says', () => {
    const at: BalanceEquations['at'] = ([x]) => ({
      quantities: Float64Array.of(x! + x! ** 3),
      rates: Float64Array.of(-x!),
    });
    const equations: BalanceEquations = {
      at,
      linearised: (x) => ({
        ...at(x),
        slopes: {
          quantities: real(1, 1, Float64Array.of(1 + 3 * x[0]! ** 2)),
          rates: real(1, 1, Float64Array.of(-1)),
        },
      }),
    };
    integrateBalance(equations, [2], [0.1, 1, 7]).forEach(([x], k) =>
      expect(Math.log(2 / x!) + (3 * (4 - x! ** 2)) / 2).toBeCloseTo([0.1, 1, 7][k]!, 7),
    );
  });

  test('the equation of van der Pol, against explicit steps of small tolerance', () => {
    const f = ([x, v]: Float64Array): readonly number[] => [v!, 30 * (1 - x! ** 2) * v! - x!];
    const equations = plain(f, ([x, v]) => [0, 1, -60 * x! * v! - 1, 30 * (1 - x! ** 2)]);
    const explicit = integrateInTime((x) => Float64Array.from(f(x)), [2, 0], [1, 5, 15], { tolerance: 1e-12 });
    integrateBalance(equations, [2, 0], [1, 5, 15]).forEach((x, k) =>
      x.forEach((v, i) => expect(v).toBeCloseTo(explicit[k]![i]!, 8)),
    );
  });

  test('the order is five: 32 times smaller errors with half the tolerance to the fifth power', () => {
    // The estimate is of order four, so the error falls at least as fast as the tolerance.
    const equations = plain(
      ([x]) => [Math.cos(x!)],
      ([x]) => [-Math.sin(x!)],
    );
    // x(t) = 2 arctan(tanh(t/2)), the Gudermannian.
    const errors = [1e-5, 1e-8].map((tolerance) =>
      Math.abs(integrateBalance(equations, [0], [3], { tolerance })[0]![0]! - 2 * Math.atan(Math.tanh(1.5))),
    );
    expect(errors[0]!).toBeLessThan(1e-5);
    expect(errors[1]!).toBeLessThan(1e-3 * Math.max(errors[0]!, 1e-9));
  });

  test('a solution that ends in finite time is refused', () => {
    // x = 1/(1 − t)
    const equations = plain(
      ([x]) => [x! ** 2],
      ([x]) => [2 * x!],
    );
    expect(() => integrateBalance(equations, [1], [0.5, 2])).toThrow(/steps/u);
  });
});

describe('the exponential of a matrix on a vector', () => {
  // Rates of a chain of three states, columns sum to zero.
  const rates = (slow: number) => real(3, 3, Float64Array.of(-2, 1, 0, 2, -1 - slow, 3, 0, slow, -3));

  test('two states: e^{Lt} in closed form, from short times to those that no sum of steps resolves', () => {
    const [a, b] = [0.3, 1.7];
    const matrix = real(2, 2, Float64Array.of(-a, b, a, -b));
    const times = [0, 1e-9, 1e-3, 0.7, 11, 1e6, 1e30];
    const kept = { row: Float64Array.of(1, 1), column: Float64Array.of(1, 0) };
    exponentialAction(matrix, Float64Array.of(1, 0), times, { kept }).forEach((x, k) => {
      const first = (b + a * Math.exp(-(a + b) * times[k]!)) / (a + b);
      expect(x[0]).toBeCloseTo(first, 12);
      expect(x[1]).toBeCloseTo(1 - first, 12);
    });
  });

  test('a rotation that decays, which has complex eigenvalues', () => {
    const matrix = real(2, 2, Float64Array.of(-0.1, -5, 5, -0.1));
    const times = [0.3, 4, 40];
    exponentialAction(matrix, Float64Array.of(1, 0), times).forEach(([x, y], k) => {
      const t = times[k]!;
      expect(x).toBeCloseTo(Math.exp(-0.1 * t) * Math.cos(5 * t), 12);
      expect(y).toBeCloseTo(Math.exp(-0.1 * t) * Math.sin(5 * t), 12);
    });
  });

  test('a slow rate is followed over its own time, with the sum kept', () => {
    const matrix = rates(1e-7);
    const kept = { row: Float64Array.of(1, 1, 1), column: Float64Array.of(1, 0, 0) };
    const states = exponentialAction(matrix, Float64Array.of(0, 0, 1), [1, 1e7, 1e12], { kept });
    for (const x of states) expect(x[0]! + x[1]! + x[2]!).toBeCloseTo(1, 13);
    // Detailed balance of the chain: p_1 : p_2 : p_3 = 1 : 2 : 2·10⁻⁷/3.
    const [p, q, r] = states[2]!;
    expect(q! / p!).toBeCloseTo(2, 9);
    expect(r! / q!).toBeCloseTo(1e-7 / 3, 12);
  });
});
