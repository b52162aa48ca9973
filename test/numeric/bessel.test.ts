import { describe, expect, it } from 'vitest';
import { besselJ, besselJOne, decimalField, gaussLegendre } from '../../src/numeric/index.js';
import { codeOf } from './matrices.js';

describe('Bessel functions', () => {
  it.each([1e-300, 1e-8, 9.9e-4, 1.1e-3, 0.1, 1, 2.404825557695773, 7.3, 40, 333])(
    'agree with forty decimal digits at x = %f',
    (x) => {
      const n = 30;
      const exact = decimalField(40).besselJ(n, x);
      const result = besselJ(n, x);
      expect(result.residual).toBeLessThan(1e-14 * result.scale);
      result.value.forEach((y, k) => {
        const e = exact[k]!.toNumber();
        // Past the turning point small values are relatively accurate too.
        expect(Math.abs(y - e)).toBeLessThanOrEqual(k > x ? 1e-14 * Math.abs(e) + 5e-324 : 4e-16 + 2e-15 * Math.abs(e));
      });
    },
  );

  it('agree with their integral, (1/π) ∫ cos(nθ − x sin θ) dθ', () => {
    const { nodes, weights } = gaussLegendre(200);
    for (const x of [0.5, 12.7]) {
      for (const n of [0, 1, 6, 13]) {
        let s = 0;
        nodes.forEach((t, i) => {
          const theta = (Math.PI / 2) * (1 + t);
          s += (weights[i]! / 2) * Math.cos(n * theta - x * Math.sin(theta));
        });
        expect(Math.abs(s - besselJOne(n, x).value)).toBeLessThan(2e-14);
      }
    }
  });

  it('have the right parity in order and argument', () => {
    for (const n of [0, 1, 2, 5]) {
      expect(besselJOne(-n, 1.7).value).toBe((n % 2 === 0 ? 1 : -1) * besselJOne(n, 1.7).value);
      expect(besselJOne(n, -1.7).value).toBe((n % 2 === 0 ? 1 : -1) * besselJOne(n, 1.7).value);
    }
    expect([...besselJ(3, 0).value]).toEqual([1, 0, 0, 0]);
  });

  it('reach far orders without overflow', () => {
    expect(besselJOne(500, 0.01).value).toBe(0);
    expect(
      Math.abs(besselJ(2000, 1500).value[1500]! / decimalField(20).besselJ(1500, 1500)[1500]!.toNumber() - 1),
    ).toBeLessThan(1e-12);
  });

  it('refuse orders and arguments that are none', () => {
    expect(codeOf(() => besselJ(1.5, 1))).toBe('order-not-integer');
    expect(codeOf(() => besselJ(-1, 1))).toBe('order-not-integer');
    expect(codeOf(() => besselJ(1, NaN))).toBe('not-finite');
    expect(codeOf(() => besselJ(1, 1e9))).toBe('bessel-too-far');
  });
});
