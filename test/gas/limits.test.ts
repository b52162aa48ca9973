import { describe, expect, test } from 'vitest';
import { type GasModel, gasModel } from '../../src/floquet/index.js';
import {
  bornSlope,
  coldLimit,
  departure,
  highTemperature,
  inelasticProcesses,
  rates,
  steadyPopulations,
  thermalization,
  transitionTable,
} from '../../src/gas/index.js';
import { floquetSystem } from '../../src/scattering/index.js';
import { complex } from '../../src/numeric/index.js';
import { centre, mixed, rabi, toy } from '../floquet/models.js';

const cases: [string, GasModel][] = [
  ['toy', toy()],
  ['two levels', rabi()],
  ['two scatterers, one of them moving', mixed(2, 2)],
  ['three dimensions', centre()],
];

describe.each(cases)('limits of temperature: %s', (_, model) => {
  const system = floquetSystem(model);
  const hot = [1e-4, 2e-4];
  const cold = [1e4, 4e4];
  const table = transitionTable(system, { betas: [...hot, ...cold] });

  test('gas (7) and (9) hold with the Δ of gas (8); Δ itself is not zero', () => {
    for (const beta of [1e-4, 1, 20]) {
      const r = rates(table, beta);
      const { delta, balance, steady } = departure(r, steadyPopulations(r).populations);
      expect(balance).toBeLessThan(1e-9);
      expect(steady).toBeLessThan(1e-9);
      expect(Math.max(...delta.map(Math.abs))).toBeGreaterThan(1e-12);
    }
  });

  test('hot: gas (10), (S28) and the first order of gas (11) agree with the steady state itself', () => {
    const [a, b] = hot.map((beta) => highTemperature(rates(table, beta)));
    // Both are O(β): twice β, twice the value, up to logarithms.
    for (const key of ['quantaBalance', 'flowBalance'] as const) {
      expect(a![key]).toBeLessThan(1e-3);
      expect(b![key] / a![key]).toBeGreaterThan(1.7);
      expect(b![key] / a![key]).toBeLessThan(2.2);
    }
    const { populations } = steadyPopulations(rates(table, hot[0]!));
    const n = model.levels;
    populations.forEach((p, j) => {
      expect(Math.abs((p - 1 / n) / hot[0]! - a!.slope[j]!)).toBeLessThan(1e-3 * Math.max(...a!.slope.map(Math.abs)));
      expect(Math.abs(p - 1 / n)).toBeLessThan(1e-3);
    });
  });

  test('hot: Δ_j = β Δ⁽¹⁾_j + O(β²), with Δ⁽¹⁾_j = ω Σ_iq q γ^q_i→j: gas (S40)', () => {
    for (const beta of hot) {
      const r = rates(table, beta);
      const n = model.levels;
      const [first, second] = [new Float64Array(n), new Float64Array(n)];
      for (const process of inelasticProcesses(r.rate)) {
        const { initial, final, quanta } = process;
        const w = quanta * r.frequency;
        first[final]! += w * r.rate.at(process);
        // e^{−β(ε_j' − ε_j)} (e^{βqω} − 1) to second order in β
        second[final]! += r.rate.at(process) * w * (w / 2 - r.quasienergies[initial]! + r.quasienergies[final]!);
      }
      const { delta } = departure(r, steadyPopulations(r).populations);
      const { deltaFirst } = highTemperature(r);
      const scale = Math.max(...second.map(Math.abs));
      delta.forEach((d, j) => {
        expect(Math.abs(d / beta - first[j]! - beta * second[j]!)).toBeLessThan(0.01 * beta * scale);
        expect(Math.abs(deltaFirst[j]! * beta ** (model.dimension / 2) - first[j]!)).toBeLessThan(1e-12 * scale);
      });
    }
  });

  test('hot: Σ_i γ_i→j (δ⁽²⁾_i − δ⁽²⁾_j) = Δ⁽²⁾_j/N with γ summed over the quanta: gas (S26), (S46)', () => {
    const [beta] = hot;
    const r = rates(table, beta!);
    const n = model.levels;
    const { curvatureDeparture: x, deltaSecond } = highTemperature(r);
    const sums = new Float64Array(n);
    for (const process of inelasticProcesses(r.rate)) {
      const { initial, final } = process;
      sums[final]! += r.rate.at(process) * beta! ** (-model.dimension / 2) * (x[initial]! - x[final]!);
    }
    const largest = Math.max(...deltaSecond.map(Math.abs)) / n;
    // Both sides add up to zero in the limit only: here the left ones up to O(β), the right ones up to their mean.
    const mean = deltaSecond.reduce((a, b) => a + b, 0) / n;
    sums.forEach((s, j) => expect(Math.abs(s - (deltaSecond[j]! - mean) / n)).toBeLessThan(1e-3 * largest));
    expect(Math.abs(x.reduce((a, b) => a + b, 0))).toBeLessThan(1e-12 * Math.max(...x.map(Math.abs)));
  });

  test('cold: rates approach their limit at least as β^{−1/2}, the populations theirs: gas (S36), (S37), (S38)', () => {
    const limit = coldLimit(system, table.sidebands);
    expect(limit.residual).toBeLessThan(1e-10);
    const top = Math.max(...limit.coefficients);
    const off = cold.map((beta) => {
      const r = rates(table, beta);
      expect(thermalization(r)).toBeLessThan(1e-9);
      const { populations } = steadyPopulations(r);
      populations.forEach((p, j) => expect(Math.abs(p - limit.populations[j]!)).toBeLessThan(0.05));
      let worst = 0;
      // In one dimension β Γ has the limit, in three Γ itself.
      for (const process of inelasticProcesses(limit.coefficients)) {
        const c = limit.coefficients.at(process);
        if (c > 1e-4 * top)
          worst = Math.max(worst, Math.abs((r.rate.at(process) * (model.dimension === 1 ? beta : 1)) / c - 1));
      }
      return worst;
    });
    expect(off[1]).toBeLessThan(0.05);
    expect(off[1]! / off[0]!).toBeGreaterThan(0.2);
    expect(off[1]! / off[0]!).toBeLessThan(0.6);
  });
});

test('the first order in β is that of Boltzmann for a diagonal drive, and not for one that does not commute: the flaw of gas (S41)', () => {
  const commuting = bornSlope(floquetSystem(toy()));
  [0, 0.7, 1.6].forEach((e, j) => expect(Math.abs(commuting[j]! + (e - 2.3 / 3) / 3)).toBeLessThan(1e-13));
  const model = rabi();
  const system = floquetSystem(model);
  const slope = bornSlope(system);
  const { quasienergies, meanEnergies } = system.modes;
  for (const energies of [quasienergies, meanEnergies]) {
    const boltzmann = energies.map((e) => -(e - (energies[0]! + energies[1]!) / 2) / 2);
    expect(Math.abs(slope[0]! - boltzmann[0]!)).toBeGreaterThan(5e-3);
  }
  // The steady state goes there, as 1/ln(1/β).
  const table = transitionTable(system, { betas: [1e-6, 1e-3] });
  const off = [1e-3, 1e-6].map((beta) =>
    Math.abs((steadyPopulations(rates(table, beta)).populations[0]! - 0.5) / beta - slope[0]!),
  );
  expect(off[1]! / off[0]!).toBeGreaterThan(0.3);
  expect(off[1]! / off[0]!).toBeLessThan(0.75);
});

test('without a drive every Δ vanishes and the criterion of gas (12) is zero', () => {
  const r = rates(transitionTable(floquetSystem(toy(0)), { betas: [0.3] }), 0.3);
  const { delta, balance } = departure(r, steadyPopulations(r).populations);
  expect([...delta]).toEqual([0, 0, 0]);
  expect(balance).toBeLessThan(1e-13);
  expect(highTemperature(r).criterion).toBe(0);
});

test('without a drive the second order in β is that of Boltzmann: gas (S46)', () => {
  const r = rates(transitionTable(floquetSystem(toy(0)), { betas: [1e-4] }), 1e-4);
  const { curvature, curvatureDeparture } = highTemperature(r);
  // e^{−βε_j}/Z to second order: ((ε_j − ε̄)² − ⟨(ε − ε̄)²⟩)/2N
  const energies = [0, 0.7, 1.6].map((e) => e - 2.3 / 3);
  const variance = energies.reduce((sum, e) => sum + e * e, 0) / 3;
  energies.forEach((e, j) => expect(curvature[j]! / ((e * e - variance) / 6)).toBeCloseTo(1, 3));
  expect([...curvatureDeparture]).toEqual([0, 0, 0]);
});

describe('the cold limit of weak couplings, whose threshold m|W| is far below the momenta of the levels', () => {
  const pair = (a: number, b: number, c: number, drive = 0): GasModel =>
    gasModel({
      levels: 2,
      frequency: 1.3,
      mass: 3,
      density: 0.7,
      hamiltonian: new Map([
        [0, complex(2, 2, [0, 0, 0, 1.1])],
        ...(drive === 0 ? [] : [[1, complex(2, 2, [0, drive, drive, 0])] as const]),
      ]),
      scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [a, c, c, b])]]) }],
    });
  const p = Math.sqrt(2 * 3 * 1.1);

  const down = { initial: 1, final: 0, quanta: 0 };

  // K → 0 makes c ψ_1 + b ψ_2 = K/(im) in (1 − G⁰W) ψ = 1: two lines by hand.
  test.each([1, 0.1, 1e-2, 1e-3, 1e-4, 1e-8, 1e-20, 1e-120])(
    'w = %s: β Γ → 2ρ (c/b)²/p over 1 + (m (a − c²/b)/p)²',
    (w) => {
      const [a, b, c] = [1.4 * w, 2.2 * w, 0.9 * w];
      const limit = coldLimit(floquetSystem(pair(a, b, c)), 0);
      const expected = (2 * 0.7 * (c / b) ** 2) / p / (1 + ((3 / p) * (a - (c / b) * c)) ** 2);
      expect(limit.coefficients.at(down) / expected).toBeCloseTo(1, 10);
      expect([...limit.populations]).toEqual([1, 0]);
      expect(limit.residual).toBeLessThan(1e-9);
    },
  );

  test.each([1, 1e-3, 1e-8, 1e-20])('w = %s between the levels alone, threshold m²w²/p: β Γ → 2ρ p/(m w)²', (w) => {
    const { coefficients } = coldLimit(floquetSystem(pair(0, 0, w)), 0);
    expect((coefficients.at(down) * 9 * w * w) / (2 * 0.7 * p)).toBeCloseTo(1, 9);
  });

  test('with a drive: it no longer depends on how weak they are', () => {
    const [a, ...others] = [1e-7, 1e-12, 1e-40].map((w) => coldLimit(floquetSystem(pair(w, 2 * w, w, 0.3)), 6));
    for (const b of others) {
      expect(b.residual).toBeLessThan(1e-9);
      const top = Math.max(...b.coefficients);
      expect(top).toBeGreaterThan(1e-4);
      for (const process of inelasticProcesses(b.coefficients))
        expect(Math.abs(b.coefficients.at(process) - a!.coefficients.at(process))).toBeLessThan(1e-6 * top);
    }
  });
});
