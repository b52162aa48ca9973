import { describe, expect, test } from 'vitest';
import { phononRate, phononShift } from './bath.js';
import { DenseGenerator } from './generator.js';
import { combine, exponential, largest, spectrum, times } from './matrices.js';
import { DenseProgram, paperNumbers, paperText } from './model.js';

/** The oracle of the driven chain is checked before anything is checked against it. */
const line = { temperature: 1, frequency: 1, width: 0.4 };
const open = (sites: number, numbers: object = {}, extra = '') =>
  new DenseProgram(`${paperText}\n${extra}`, sites, { ...paperNumbers, ...numbers });

describe('the bath', () => {
  test('published values, and detailed balance', () => {
    const values = [
      [-1, 0.82086298971],
      [0, 0.00272285529],
      [1, 2.23133694858],
      [1.6, 0.29803225247],
    ] as const;
    for (const [w, g] of values) expect(phononRate(line, w)).toBeCloseTo(g, 10);
    expect(phononShift(line, 0)).toBeCloseTo(-0.99979652, 8);
    expect(phononShift(line, 1.6)).toBeCloseTo(3.82138050615, 10);
    for (const w of [0.3, 2.5, 8]) expect(phononRate(line, -w) / phononRate(line, w) / Math.exp(-w)).toBeCloseTo(1, 12);
  });

  test('the shift by another way: a sum over a fine grid that avoids the pole by half a step', () => {
    const h = 1 / 2048;
    for (const w of [-2.3, 0.7, 1.4]) {
      let sum = 0;
      for (let k = -20_000; k <= 20_000; k++) {
        const u = (k + 0.5) * h;
        sum += phononRate(line, w - u) / (k + 0.5);
      }
      // The kink of g at 0 leaves an error of h².
      expect(phononShift(line, w)).toBeCloseTo(sum, 6);
    }
  });
});

describe('matrices', () => {
  test('the exponential against the spectrum', () => {
    const h = open(4).operator('H0');
    const { energies, vectors } = spectrum(h);
    const e = exponential(combine([-0.7, h]));
    const diagonal = {
      ...h,
      re: h.re.map((_, k) => (k % 17 === 0 ? Math.exp(-0.7 * energies[k / 17]!) : 0)),
      im: h.im.map(() => 0),
    };
    const difference = combine([1, times(e, vectors)], [-1, times(vectors, diagonal)]);
    expect(largest(difference)).toBeLessThan(1e-13 * largest(e));
  });
});

describe('the exact state', () => {
  test('the ring of 8 sites at the parameters of fig. 3', () => {
    const program = open(8);
    const state = new DenseGenerator(program.model()).steadyState();
    const perSite = (x: string) => state.expectation(program.operator(x)) / 8;
    expect(perSite('H0')).toBeCloseTo(-0.20429, 5);
    expect(perSite('JH')).toBeCloseTo(0.0008511, 8);
    expect(perSite('C3')).toBeCloseTo(-0.0038447, 7);
    expect(perSite('JS')).toBeCloseTo(0.0046958, 7);
    expect(perSite('C1')).toBeCloseTo(-0.17241, 5);
  });

  test.each([-1, 0.6, -5])('without a drive it is thermal: B = %d', (B) => {
    const program = open(4, { B, eps_d: 0 });
    const generator = new DenseGenerator(program.model());
    const state = generator.steadyState(true);
    const thermal = generator.ensemble([program.operator('H0')], [1]);
    expect(largest(combine([1, state.matrix], [-1, thermal.matrix]))).toBeLessThan(1e-12);
    // The weakest levels count too: at B = −5 the weight of Sz = −2 against +2 is e^{−20}.
    const [up, down] = [state, thermal].map((s) => s.expectation(combine([1, program.operator('C1')]))) as [
      number,
      number,
    ];
    expect(up / down).toBeCloseTo(1, 12);
  });

  test('the elimination in real unknowns and the generator in matrices agree: L ρ = 0', () => {
    for (const numbers of [{}, { B: 0 }, { B: 0.45, Delta: 1.7, omega: 1.1, gamma_m: 0.4, kappa: 0.3 }]) {
      const program = open(6, { kappa: 0, ...numbers }, 'hamiltonian H0 + κ C3\njump 0.2 (Sx_j + i Sy_j) Sz_<j+1>');
      const generator = new DenseGenerator(program.model());
      const { matrix } = generator.steadyState();
      expect(largest(generator.apply(matrix))).toBeLessThan(1e-13);
    }
  });

  test('doubles and long integers agree where both can', () => {
    const generator = new DenseGenerator(open(4, { B: 0.3, kappa: 0.2 }, 'hamiltonian H0 + κ C3').model());
    expect(
      largest(combine([1, generator.steadyState().matrix], [-1, generator.steadyState(true).matrix])),
    ).toBeLessThan(1e-13);
  });

  test('a vanishing field needs the coherences between Sz and −Sz: populations of Sz states alone have no spin current of the right size', () => {
    const program = open(4, { B: 0 });
    const generator = new DenseGenerator(program.model());
    const { matrix } = generator.steadyState();
    let coherence = 0;
    for (let i = 0; i < 16; i++)
      for (let j = 0; j < i; j++)
        coherence = Math.max(coherence, Math.hypot(matrix.re[i * 16 + j]!, matrix.im[i * 16 + j]!));
    expect(coherence).toBeGreaterThan(1e-3);
  });
});

describe('forces', () => {
  test('they vanish in the thermal state of the bath and restore it', () => {
    const program = open(4, { eps_d: 0 });
    const generator = new DenseGenerator(program.model());
    const charges = ['C1', 'C2', 'C3'].map((c) => program.operator(c));
    for (const f of generator.forces(charges, [1, 1, 0]).rates) expect(Math.abs(f)).toBeLessThan(1e-14);
    const { rates } = generator.forces(charges, [0.5, 0.5, 0]);
    // Hotter than the bath: energy goes out.
    expect(rates[1]! - -1 * rates[0]!).toBeLessThan(-1e-3);
  });
});
