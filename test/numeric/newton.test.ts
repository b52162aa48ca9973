import { describe, expect, it } from 'vitest';
import { newton, real } from '../../src/numeric/index.js';
import { codeOf } from './matrices.js';

describe('damped Newton', () => {
  it('finds the root of a coupled system, with and without derivatives', () => {
    const f = ([x, y]: Float64Array) => Float64Array.of(x! * x! + y! * y! - 4, x! * y! - 1);
    const jacobian = ([x, y]: Float64Array) => real(2, 2, [2 * x!, 2 * y!, y!, x!]);
    for (const options of [{ jacobian }, {}]) {
      const r = newton(f, [2, 0.3], options);
      expect(r.reason).toBe('root');
      const [x, y] = r.value;
      // x² + y² = 4 and xy = 1: x² = 2 + √3
      expect(x! * x!).toBeCloseTo(2 + Math.sqrt(3), 13);
      expect(x! * y!).toBeCloseTo(1, 13);
      expect(r.residual).toBeLessThan(1e-13 * r.scale);
      expect(r.history.at(-1)!.damping).toBe(1);
    }
  });

  it('damps where the full step runs away', () => {
    const r = newton(([x]) => Float64Array.of(Math.atan(x!)), [20]);
    expect(r.converged).toBe(true);
    expect(Math.abs(r.value[0]!)).toBeLessThan(1e-12);
    expect(r.history.some((s) => s.damping < 1)).toBe(true);
    for (let i = 1; i < r.history.length; i++) expect(r.history[i]!.damping).toBeGreaterThan(0);
  });

  it('weighs equations of very different size alike', () => {
    const f = ([x, y]: Float64Array) => Float64Array.of(1e-30 * (Math.exp(x!) - 2), 1e30 * (x! + y! - 1));
    const jacobian = ([x]: Float64Array) => real(2, 2, [1e-30 * Math.exp(x!), 0, 1e30, 1e30]);
    const r = newton(f, [3, 3], { jacobian });
    expect(r.converged).toBe(true);
    expect(r.value[0]!).toBeCloseTo(Math.LN2, 12);
    expect(r.value[1]!).toBeCloseTo(1 - Math.LN2, 12);
  });

  it('says why it failed', () => {
    expect(newton(([x]) => Float64Array.of(x! * x! + 1), [3]).converged).toBe(false);
    expect(newton(([x]) => Float64Array.of(x! * x! + 1), [0]).reason).toBe('singular');
    expect(newton(([x]) => Float64Array.of(Math.exp(x!) - 1e9), [0], { steps: 2 }).reason).toBe('budget');
    expect(newton(([x]) => Float64Array.of(x! * x! + 1), [3], { jacobian: () => real(1, 1, [-1]) }).reason).toBe(
      'stalled',
    );
    expect(codeOf(() => newton(() => Float64Array.of(NaN), [0]))).toBe('not-finite');
    expect(codeOf(() => newton(() => Float64Array.of(1, 2), [0]))).toBe('matrix-mismatch');
  });
});
