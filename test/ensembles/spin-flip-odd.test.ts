import { beforeAll, describe, expect, test } from 'vitest';
import { elementsOf, type Relaxation, rootOfUnityAngle, spinFlipOddCharge } from '../../src/ensembles/index.js';
import { ready } from '../../src/numeric/index.js';
import { readOperatorAt } from '../../src/laws/index.js';
import { type NumericOperator, numericOperator } from '../../src/ring/index.js';
import { bareRelaxation } from '../../src/laws/engines/ensembles.js';
import {
  bond,
  commutatorOf,
  dagger,
  type Dense,
  kron,
  plus,
  scaled,
  sizeOf,
  spinCurrent,
  sumOver,
  traceOf,
  zeros,
} from './dense.js';

beforeAll(() => ready());

const spinCurrentText = 'sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)';
const operator = (text: string): NumericOperator => numericOperator(readOperatorAt(text));

/** The XXZ ring with a field, so that levels do not join different S^z. */
const ring = (sites: number, Delta: number): Relaxation =>
  bareRelaxation(sites, operator(`sum_j (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + (${Delta}) Sz_j Sz_<j+1> + 0.37 Sz_j)`));
const charge = (relaxation: Relaxation, Delta: number, mu = 0): Float64Array =>
  spinFlipOddCharge(relaxation, { exchange: 1, anisotropy: Delta }, mu).values;

/** sin(x + iy) */
const sine = (x: number, y: number): readonly [number, number] => [
  Math.sin(x) * Math.cosh(y),
  Math.cos(x) * Math.sinh(y),
];

/** T_s(u)/sin^N u at u = π/2 + iμ in the module of m states, as a product of 2×2 matrices with entries in it. */
function transfer(sites: number, gamma: number, m: number, s: number, mu: number): Dense {
  const [norm] = sine(Math.PI / 2, mu);
  const lax = Array.from({ length: m }, () => Array.from({ length: m }, () => zeros(2)));
  for (let k = 0; k < m; k++) {
    const [up, down] = [sine(Math.PI / 2 + gamma * (s - k), mu), sine(Math.PI / 2 - gamma * (s - k), mu)];
    const diagonal = lax[k]![k]!;
    [diagonal.re[0], diagonal.im[0], diagonal.re[3], diagonal.im[3]] = [...up, ...down].map((x) => x / norm) as [
      number,
      number,
      number,
      number,
    ];
    // ⟨k + 1|S^−|k⟩ = [2s − k] beside |up⟩⟨down|, ⟨k|S^+|k + 1⟩ = [k + 1] beside |down⟩⟨up|.
    if (k + 1 < m) {
      lax[k + 1]![k]!.re[1] = Math.sin(gamma * (2 * s - k)) / norm;
      lax[k]![k + 1]!.re[2] = Math.sin(gamma * (k + 1)) / norm;
    }
  }
  let out = lax;
  for (let site = 1; site < sites; site++) {
    out = out.map((row) =>
      row.map((_, c) => row.reduce((sum, old, b) => plus(sum, kron(lax[b]![c]!, old)), zeros(2 ** (site + 1)))),
    );
  }
  return out.reduce((sum, row, a) => plus(sum, row[a]!), zeros(2 ** sites));
}

/** (i/2)(Z − F Z F) with Z = ∂_s T at s = 0, by differences of eighth order. */
function denseCharge(sites: number, turns: number, m: number, mu: number): { odd: Dense; whole: Dense } {
  const h = 0.01;
  const at = (s: number): Dense => transfer(sites, (Math.PI * turns) / m, m, s, mu);
  const whole = [4 / 5, -1 / 5, 4 / 105, -1 / 280].reduce(
    (sum, w, k) => plus(plus(sum, at((k + 1) * h), w / h), at(-(k + 1) * h), -w / h),
    zeros(2 ** sites),
  );
  const all = whole.size - 1;
  const turned: Dense = {
    ...whole,
    re: whole.re.map((_, e) => whole.re[(all - Math.floor(e / whole.size)) * whole.size + all - (e % whole.size)]!),
    im: whole.im.map((_, e) => whole.im[(all - Math.floor(e / whole.size)) * whole.size + all - (e % whole.size)]!),
  };
  return { odd: scaled(plus(whole, turned, -1), 0, 0.5), whole };
}

const xxz = (sites: number, Delta: number): Dense => sumOver(sites, (j) => bond(sites, j, j + 1, [1, 1, Delta]));

describe('Z(μ)', () => {
  test.each([
    [6, 1, 3, 0],
    [6, 1, 3, 0.4],
    [6, 2, 3, 0.4],
    [5, 1, 4, 0.3],
  ])(
    'on %i sites at γ = π %i/%i and μ = %f is the derivative of a transfer matrix by its spin',
    (sites, turns, m, mu) => {
      const Delta = Math.cos((Math.PI * turns) / m);
      const { odd, whole } = denseCharge(sites, turns, m, mu);
      expect(sizeOf(commutatorOf(odd, xxz(sites, Delta))) / sizeOf(whole)).toBeLessThan(1e-8);
      const relaxation = ring(sites, Delta);
      const values = charge(relaxation, Delta, mu);
      expect(relaxation.trace(values, values) / traceOf(odd, odd).re).toBeCloseTo(1, 8);
      expect(
        relaxation.trace(values, elementsOf(relaxation, operator(spinCurrentText))) /
          traceOf(odd, spinCurrent(sites)).re,
      ).toBeCloseTo(1, 8);
      expect(Math.abs(traceOf(odd, spinCurrent(sites)).re)).toBeGreaterThan(1);
    },
  );

  test('at Δ = 0 it is proportional to the spin current, which free fermions conserve', () => {
    const relaxation = ring(6, 0);
    const [z, j] = [charge(relaxation, 0), elementsOf(relaxation, operator(spinCurrentText))];
    const overlap = relaxation.trace(z, j) / relaxation.trace(j, j);
    expect(Math.max(...z.map((x, k) => Math.abs(x - overlap * j[k]!)))).toBeLessThan(1e-9);
    // |Z|² = π²/8 and |J_S|² = 1/8 per site
    expect(overlap ** 2).toBeCloseTo(Math.PI ** 2, 8);
  });

  test('is Hermitian, odd under spin flip, and −Z(μ)* at −μ', () => {
    const [{ odd: z }, { odd: other }] = [denseCharge(6, 1, 3, 0.7), denseCharge(6, 1, 3, -0.7)];
    expect(sizeOf(plus(z, dagger(z), -1))).toBeLessThan(1e-8);
    expect(sizeOf(plus(other, { ...z, im: z.im.map((x) => -x) }))).toBeLessThan(1e-8);
    const relaxation = ring(6, 0.5);
    const [plain, minus] = [0.7, -0.7].map((mu) => charge(relaxation, 0.5, mu));
    // J_S is −J_S*, and odd; H_0 without its field is even.
    const j = elementsOf(relaxation, operator(spinCurrentText));
    expect(relaxation.trace(plain!, j)).toBeCloseTo(relaxation.trace(minus!, j), 8);
    const h = elementsOf(relaxation, operator('sum_j (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 0.5 Sz_j Sz_<j+1>)'));
    expect(relaxation.trace(plain!, h)).toBeCloseTo(0, 8);
    expect(relaxation.trace(plain!, relaxation.algebra.product(h, h))).toBeCloseTo(0, 7);
  });

  test.each([
    [4, 1, 3],
    [6, 1, 4],
    [6, 2, 5],
  ])('vanishes on %i sites at γ = π %i/%i, which is said by name', (sites, turns, m) => {
    const { odd, whole } = denseCharge(sites, turns, m, 0.2);
    expect(sizeOf(odd) / sizeOf(whole)).toBeLessThan(1e-9);
    const Delta = Math.cos((Math.PI * turns) / m);
    expect(() => charge(ring(sites, Delta), Delta, 0.2)).toThrow(
      `Z(0.2) with m = ${m} vanishes on a ring of ${sites} sites`,
    );
  });

  /** |⟨Z, J_S⟩|²/|Z|²|J_S|² with |J_S|² = N/8 */
  const share = (sites: number): number => {
    const relaxation = ring(sites, 0.5);
    const z = charge(relaxation, 0.5);
    return (
      relaxation.trace(z, elementsOf(relaxation, operator(spinCurrentText))) ** 2 /
      relaxation.trace(z, z) /
      (2 ** sites * (sites / 8))
    );
  };

  test('its share of the spin current tends to ½ (1 − Δ²) m/(m − 1) of long chains', () => {
    // Prosen, Phys. Rev. Lett. 106, 217206 (2011); even rings approach it from below, odd ones from above.
    const limit = (1 / 2) * (1 - 0.5 ** 2) * (3 / 2);
    const [a, b, c, d] = [6, 8, 9, 7].map(share) as [number, number, number, number];
    expect(a).toBeLessThan(b);
    expect(b).toBeLessThan(limit);
    expect(limit).toBeLessThan(c);
    expect(c).toBeLessThan(d);
  });
});

test('roots of unity', () => {
  expect(rootOfUnityAngle(0)).toEqual({ turns: 1, size: 2 });
  expect(rootOfUnityAngle(-0.5)).toEqual({ turns: 2, size: 3 });
  expect(rootOfUnityAngle(Math.SQRT1_2)).toEqual({ turns: 1, size: 4 });
  for (const other of [0.8, 1, -1, 1.3, 0.5001]) expect(rootOfUnityAngle(other)).toBeUndefined();
});
