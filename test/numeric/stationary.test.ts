import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { decimalField, real, relativeResidual, stationary } from '../../src/numeric/index.js';
import { codeOf, random } from './matrices.js';

describe('stationary vectors', () => {
  it('of a ladder with detailed balance are Boltzmann’s, over 300 orders of magnitude', () => {
    const n = 40;
    const energies = Array.from({ length: n }, (_, i) => 18 * i);
    const w = real(n, n);
    for (let i = 0; i + 1 < n; i++) {
      w.re[(i + 1) * n + i] = Math.exp(-(energies[i + 1]! - energies[i]!));
      w.re[i * n + i + 1] = 1;
    }
    const p = stationary(w);
    for (let i = 0; i < 38; i++)
      expect(Math.abs(p.value[i]! / Math.exp(-energies[i]!) / (1 - Math.exp(-18)) - 1)).toBeLessThan(1e-13);
    expect(relativeResidual(p)).toBeLessThan(1e-15);
    // The order of the states does not matter.
    const reversed = real(
      n,
      n,
      w.re.map((_, k) => w.re[n * n - 1 - k]!),
    );
    stationary(reversed).value.forEach((x, i) => expect(x).toBeCloseTo(p.value[n - 1 - i]!, 13));
  });

  it('agree with decimal elimination, relatively, for a chain without detailed balance', () => {
    const n = 7;
    const next = random(5);
    const w = real(
      n,
      n,
      Array.from({ length: n * n }, () => 10 ** (20 * next())),
    );
    const field = decimalField(60);
    // The generator with its last row replaced by the norm.
    const a = Array.from({ length: n }, (_, k) =>
      Array.from({ length: n }, (_, m) => {
        if (k === n - 1) return field.one;
        if (k !== m) return field.complex(w.re[k * n + m]!);
        let out = field.zero;
        for (let to = 0; to < n; to++) if (to !== m) out = field.subtract(out, field.complex(w.re[to * n + m]!));
        return out;
      }),
    );
    const exact = field.solve(
      a,
      Array.from({ length: n }, (_, k) => (k === n - 1 ? field.one : field.zero)),
    ).value;
    stationary(w).value.forEach((x, i) => expect(Math.abs(x / exact[i]!.re.toNumber() - 1)).toBeLessThan(1e-14));
  });

  it('give transient states nothing, and one state everything', () => {
    // 1 → 2 ⇄ 3
    const p = stationary(real(3, 3, [0, 0, 0, 1, 0, 2, 0, 1, 0])).value;
    expect([...p]).toEqual([0, 2 / 3, 1 / 3]);
    expect([...stationary(real(1, 1, [0])).value]).toEqual([1]);
  });

  it('refuse a chain that falls apart, and say where', () => {
    expect(codeOf(() => stationary(real(2, 2)))).toBe('stationary-not-unique');
    expect(codeOf(() => stationary(real(4, 4, [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0])))).toBe(
      'stationary-not-unique',
    );
    // Two absorbing ends.
    expect(codeOf(() => stationary(real(3, 3, [0, 1, 0, 0, 0, 0, 0, 1, 0])))).toBe('stationary-not-unique');
    expect(codeOf(() => stationary(real(2, 2, [0, -1, 1, 0])))).toBe('rate-negative');
    expect(codeOf(() => stationary(real(2, 2, [0, NaN, 1, 0])))).toBe('not-finite');
    expect(codeOf(() => stationary(real(2, 3)))).toBe('matrix-not-square');
  });

  test.prop([fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 999 })])(
    'are positive, normalised and balanced',
    (n, seed) => {
      const next = random(seed);
      const w = real(
        n,
        n,
        Array.from({ length: n * n }, () => 10 ** (8 * next())),
      );
      const p = stationary(w);
      expect(p.value.every((x) => x > 0)).toBe(true);
      expect(Math.abs(p.value.reduce((s, x) => s + x, 0) - 1)).toBeLessThan(1e-14);
      if (n > 1) expect(relativeResidual(p)).toBeLessThan(1e-14);
    },
  );
});
