import { describe, expect, test } from 'vitest';
import { type Ends, integrate } from '../../src/numeric/index.js';

/** (1/2π) ∫ dp e^{ipx} / (E − p²/2m), E complex off the axis: p = tan u makes the range finite.   gas (S86) */
function integral(re: number, im: number, mass: number, x: number): { re: number; im: number } {
  const part = (take: 're' | 'im') =>
    integrate(
      (u) => {
        const [s, c] = [Math.sin(u), Math.cos(u)];
        const p = s / c;
        // 1/(E − p²/2m) = c²/(E c² − s²/2m)
        const [dr, di] = [re * c * c - (s * s) / (2 * mass), im * c * c];
        const size = dr * dr + di * di;
        const [fr, fi] = [dr / size, -di / size];
        // dp = du/c² cancels c²
        const [wr, wi] = [Math.cos(p * x), Math.sin(p * x)];
        return (take === 're' ? fr * wr - fi * wi : fr * wi + fi * wr) / (2 * Math.PI);
      },
      [-Math.PI / 2, -1, 0, 1, Math.PI / 2],
      { tolerance: 1e-9, ends: 'smooth' satisfies Ends },
    ).value;
  return { re: part('re'), im: part('im') };
}

/** −(im/K) e^{iK|x|}, K = √(2mE) with a positive imaginary part.   gas (S87), (S88), (S97) */
function closed(re: number, im: number, mass: number, x: number): { re: number; im: number } {
  const size = Math.hypot(re, im);
  const root = Math.sqrt(2 * mass * size);
  const half = Math.atan2(im, re) / 2;
  const [kr, ki] = [root * Math.cos(half), root * Math.sin(half)];
  expect(ki).toBeGreaterThan(0);
  const d = Math.abs(x);
  const [er, ei] = [Math.exp(-ki * d) * Math.cos(kr * d), Math.exp(-ki * d) * Math.sin(kr * d)];
  // −im/K = −im conj(K)/|K|² = m(−ki − i kr)/|K|²
  const [gr, gi] = [(-mass * ki) / root ** 2, (-mass * kr) / root ** 2];
  return { re: gr * er - gi * ei, im: gr * ei + gi * er };
}

describe('the free Green function is the momentum integral: gas (S86), (S87), (S97)', () => {
  test.each([
    ['closed, at the scatterer', -0.8, 0, 0],
    ['open, approached from above', 0.6, 0.4, 0],
    ['open, heavier', 1.1, 0.15, 0],
  ])('%s', (_, re, im, x) => {
    const mass = 1.3;
    // For x ≠ 0 the integrand oscillates at the ends; x = 0 is (S97).
    const found = integral(re, im, mass, x);
    const wanted = closed(re, im === 0 ? 1e-300 : im, mass, x);
    expect(Math.abs(found.re - wanted.re)).toBeLessThan(1e-8);
    expect(Math.abs(found.im - wanted.im)).toBeLessThan(1e-8);
  });

  test('away from it, by its equation: g falls on both sides and g’ jumps by 2m', () => {
    const [mass, re, im, h] = [0.9, 0.7, 0.2, 1e-4];
    const at = (x: number) => closed(re, im, mass, x);
    for (const x of [0.4, -1.3]) {
      // (E + ∂²/2m) g = 0
      const second = {
        re: (at(x + h).re - 2 * at(x).re + at(x - h).re) / h ** 2,
        im: (at(x + h).im - 2 * at(x).im + at(x - h).im) / h ** 2,
      };
      expect(Math.abs(re * at(x).re - im * at(x).im + second.re / (2 * mass))).toBeLessThan(1e-6);
      expect(Math.abs(re * at(x).im + im * at(x).re + second.im / (2 * mass))).toBeLessThan(1e-6);
    }
    const jump = (at(h).re - at(0).re) / h - (at(0).re - at(-h).re) / h;
    expect(Math.abs(jump - 2 * mass)).toBeLessThan(1e-3);
  });
});
