import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { decimalField, gaussLegendre, integrate, quadraturePanel, principalValue } from '../../src/numeric/index.js';
import { codeOf } from './matrices.js';

describe('Gauss–Legendre rules', () => {
  it.each([1, 2, 3, 8, 15, 32, 100, 301])('integrate every power up to 2n − 1, n = %i', (n) => {
    const { nodes, weights } = gaussLegendre(n);
    for (const power of [0, 1, 2, n, 2 * n - 2, 2 * n - 1].filter((k) => k < 2 * n)) {
      let s = 0;
      nodes.forEach((x, i) => (s += weights[i]! * x ** power));
      expect(Math.abs(s - (power % 2 === 0 ? 2 / (power + 1) : 0))).toBeLessThan(2e-14);
    }
    for (let i = 1; i < n; i++) expect(nodes[i]!).toBeGreaterThan(nodes[i - 1]!);
    expect(weights.every((w) => w > 0)).toBe(true);
  });

  it('agree with thirty decimal digits', () => {
    for (const n of [1, 2, 7, 24]) {
      const exact = decimalField(30).gaussLegendre(n);
      const rule = gaussLegendre(n);
      exact.nodes.forEach((x, i) => expect(Math.abs(x.toNumber() - rule.nodes[i]!)).toBeLessThan(2e-16));
      exact.weights.forEach((w, i) => expect(Math.abs(w.toNumber() - rule.weights[i]!)).toBeLessThan(1e-15));
    }
  });

  it('refuses numbers of nodes that are none', () => {
    expect(codeOf(() => gaussLegendre(0))).toBe('nodes-not-integer');
    expect(codeOf(() => gaussLegendre(2.5))).toBe('nodes-not-integer');
  });
});

describe('panels', () => {
  it.each([
    ['left', (_: number, l: number) => Math.sqrt(l), 2 / 3],
    ['right', (_: number, __: number, r: number) => 1 / Math.sqrt(r), 2],
    ['both', (_: number, l: number, r: number) => Math.sqrt(l * r), Math.PI / 8],
    ['both', (_: number, l: number, r: number) => 1 / Math.sqrt(l * r), Math.PI],
  ] as const)('square roots at the ends (%s) are smooth after substitution', (ends, f, exact) => {
    const p = quadraturePanel(0, 1, 20, ends);
    let s = 0;
    p.x.forEach((x, i) => (s += p.weights[i]! * f(x, p.left[i]!, p.right[i]!)));
    expect(Math.abs(s - exact)).toBeLessThan(1e-14);
    // Without the substitution twenty points are far off.
    const q = quadraturePanel(0, 1, 20, 'smooth');
    let t = 0;
    q.x.forEach((x, i) => (t += q.weights[i]! * f(x, q.left[i]!, q.right[i]!)));
    expect(Math.abs(t - exact)).toBeGreaterThan(1e-6);
  });

  it('never touch an end, and keep the distance from it far from zero too', () => {
    const p = quadraturePanel(1e9, 1e9 + 1, 40, 'both');
    expect(p.left.every((u) => u > 0)).toBe(true);
    expect(p.right.every((u) => u > 0)).toBe(true);
    let s = 0;
    p.left.forEach((u, i) => (s += p.weights[i]! / Math.sqrt(u * p.right[i]!)));
    expect(Math.abs(s - Math.PI)).toBeLessThan(1e-13);
  });

  it('refuse an empty interval', () => {
    expect(codeOf(() => quadraturePanel(1, 1, 4))).toBe('panel-empty');
    expect(codeOf(() => quadraturePanel(2, 1, 4))).toBe('panel-empty');
    expect(codeOf(() => quadraturePanel(0, Infinity, 4))).toBe('panel-empty');
  });
});

describe('integrals', () => {
  it('meet their tolerance, and say so', () => {
    const r = integrate((x) => Math.exp(-x) * Math.cos(5 * x), [0, 3, 10]);
    const exact = (x: number) => (Math.exp(-x) * (5 * Math.sin(5 * x) - Math.cos(5 * x))) / 26;
    expect(Math.abs(r.value - (exact(10) - exact(0)))).toBeLessThan(1e-13);
    expect(r.converged).toBe(true);
    expect(r.residual).toBeLessThanOrEqual(1e-12 * r.scale);
  });

  it.each([1e-2, 1e-4, 1e-6])('resolve a resonance of width %f', (width) => {
    const r = integrate((x) => width / ((x - 0.3) ** 2 + width * width), [-1, 0.3, 2]);
    expect(Math.abs(r.value - (Math.atan(1.7 / width) + Math.atan(1.3 / width)))).toBeLessThan(1e-11);
    expect(r.converged).toBe(true);
  });

  it('report what they could not resolve', () => {
    const r = integrate((x) => Math.abs(Math.sin(1 / x)) / x, [1e-9, 1], { evaluations: 2000 });
    expect(r.converged).toBe(false);
    expect(r.evaluations).toBeLessThanOrEqual(2000);
    expect(r.residual).toBeGreaterThan(1e-6 * r.scale);
  });

  it('name the point where the integrand is not a number', () => {
    expect(codeOf(() => integrate(() => NaN, [0, 1]))).toBe('not-finite');
    expect(codeOf(() => integrate((x) => x, [0]))).toBe('panel-empty');
    expect(codeOf(() => integrate((x) => x, [0, 2, 1]))).toBe('panel-empty');
  });

  test.prop(
    [
      fc.double({ min: -3, max: 0, noNaN: true }),
      fc.double({ min: 0.1, max: 5, noNaN: true }),
      fc.constantFrom('smooth', 'left', 'right', 'both' as const),
    ],
    { numRuns: 40 },
  )('do not depend on the substitution for a smooth integrand', (a, width, ends) => {
    const r = integrate((x) => Math.sin(3 * x), [a, a + width], { ends });
    expect(Math.abs(r.value - (Math.cos(3 * a) - Math.cos(3 * (a + width))) / 3)).toBeLessThan(1e-12 * (1 + width));
  });
});

describe('principal values', () => {
  it('of a polynomial in closed form, pole off centre', () => {
    // x²/(x − c) = x + c + c²/(x − c)
    const c = 0.3;
    const exact = (4 - 1) / 2 + c * 3 + c * c * Math.log((2 - c) / (c + 1));
    const r = principalValue((x) => x * x, c, [-1, 2]);
    expect(Math.abs(r.value - exact)).toBeLessThan(1e-13);
    const mirrored = principalValue((x) => x * x, -c, [-2, 1]);
    expect(Math.abs(mirrored.value + exact)).toBeLessThan(1e-13);
  });

  it('of a Gaussian: Dawson’s integral', () => {
    // P∫ e^{−x²}/(x − c) dx = −2 √π D(c), D by its series Σ (−2)^k c^{2k+1} / (2k+1)!!
    const c = 0.8;
    let dawson = 0;
    let term = c;
    for (let k = 0; k < 60; k++) {
      dawson += term;
      term *= (-2 * c * c) / (2 * k + 3);
    }
    const r = principalValue((x) => Math.exp(-x * x), c, [-9, 9]);
    expect(Math.abs(r.value + 2 * Math.sqrt(Math.PI) * dawson)).toBeLessThan(1e-12);
  });

  it('of a thermal bath with a kink at zero energy, two known values', () => {
    // g(w) = w/(1 − e^{−w}) exp(−(|w| − 1)²/η²)/(η √π), η = 0.4; the values are known to the digits given.
    const eta = 0.4;
    const g = (w: number) =>
      ((w === 0 ? 1 : w / -Math.expm1(-w)) * Math.exp(-(((Math.abs(w) - 1) / eta) ** 2))) / (eta * Math.sqrt(Math.PI));
    // P∫ g(w′)/(w − w′) dw′ = −P∫ g(w′)/(w′ − w) dw′
    const shift = (w: number) =>
      -principalValue(
        g,
        w,
        [-8, 0, 8].filter((x) => x !== w),
      ).value;
    expect(shift(1.6)).toBeCloseTo(3.82138050615, 10);
    // At zero the kink has no effect on the odd part, of which this is the integral.
    expect(shift(0)).toBeCloseTo(-0.99979652, 8);
  });

  it('refuses a pole that is not inside, or where the integrand is not smooth', () => {
    expect(codeOf(() => principalValue((x) => x, 1, [0, 1]))).toBe('pole-outside');
    expect(codeOf(() => principalValue((x) => x, NaN, [0, 1]))).toBe('pole-outside');
    expect(codeOf(() => principalValue((x) => x, 0.5, [0, 0.5, 1]))).toBe('pole-at-break');
  });
});
