import { describe, expect, test } from 'vitest';
import { complex } from '../../src/numeric/index.js';
import { gasModel } from '../../src/floquet/index.js';
import {
  type GasProcess,
  type Rates,
  checkedPopulations,
  detailedBalance,
  firstLaw,
  flows,
  inelasticProcesses,
  RateTable,
  rates,
  secondLaw,
  secularity,
  steadyPopulations,
  sumRule,
  thermalization,
  transitionTable,
} from '../../src/gas/index.js';
import {
  type FloquetSystem,
  energyChecks,
  floquetSystem,
  scattering,
  unitarityDefect,
} from '../../src/scattering/index.js';
import { rabi, toy } from '../floquet/models.js';

/** A system whose couplings are not what they were: each element of W^q times or plus something. */
function withCoupling(system: FloquetSystem, re: readonly number[], im: readonly number[]): FloquetSystem {
  const n = system.modes.levels;
  return {
    ...system,
    couplings: system.couplings.map((c) => ({
      ...c,
      reach: 0,
      elements: complex(1, n * n, Float64Array.from(re), Float64Array.from(im)),
    })),
  };
}

describe('what the laws at an energy see, on systems that break them', () => {
  test('an absorbing δ: the optical theorem misses what is absorbed, though sums in and out agree', () => {
    const [mass, strength, energy] = [1.3, [0.7, -0.4], 0.8] as const;
    const one = floquetSystem(
      gasModel({
        levels: 1,
        frequency: 1,
        mass,
        hamiltonian: new Map(),
        scatterers: [{ position: 0, coupling: new Map([[0, complex(1, 1, [1])]]) }],
      }),
    );
    const found = energyChecks(withCoupling(one, [strength[0]], [strength[1]]), 0, [energy]);
    // r = −i m w/(k + i m w), t = 1 + r for a δ of strength w
    const k = Math.sqrt(2 * mass * energy);
    const [nr, ni] = [mass * strength[1], -mass * strength[0]];
    const [dr, di] = [k - mass * strength[1], mass * strength[0]];
    const size = dr * dr + di * di;
    const r = [(nr * dr + ni * di) / size, (ni * dr - nr * di) / size] as const;
    const scattered = 2 * (r[0] ** 2 + r[1] ** 2);
    const absorbed = 1 - (1 + r[0]) ** 2 - r[1] ** 2 - (r[0] ** 2 + r[1] ** 2);
    expect(absorbed).toBeGreaterThan(0.1);
    // −2 Im T_cc − Σ |T|² is what is absorbed.
    expect(Math.abs(-2 * r[0] - scattered - absorbed)).toBeLessThan(1e-14);
    expect(found.opticalTheorem).toBeCloseTo(absorbed, 12);
    expect(found.sums).toBeLessThan(1e-14);
    expect(found.unitarity).toBeGreaterThan(0.1);
  });

  test('a coupling that leads one way only: sums in and out differ, by what a closed form says', () => {
    const two = floquetSystem(
      gasModel({
        levels: 2,
        frequency: 1,
        hamiltonian: new Map([[0, complex(2, 2, [0, 0, 0, 0.5])]]),
        scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [1, 0.3, 0.3, 1])]]) }],
      }),
    );
    const w = 0.8;
    // W = w |2><1| is nilpotent: T = W, and only |S_21|² = (m w)²/(K_1 K_2) is there, four times with directions.
    const found = energyChecks(withCoupling(two, [0, 0, w, 0], [0, 0, 0, 0]), 0, [1.4]);
    const wanted = (2 * w * w) / Math.sqrt(2 * 1.4 * 2 * 0.9);
    expect(found.sums).toBeCloseTo(wanted, 12);
    expect(found.opticalTheorem).toBeCloseTo(wanted, 12);
  });

  test('the Brillouin shift sees too few sidebands, and only those', () => {
    const system = floquetSystem(rabi());
    const few = energyChecks(system, 1, [0.9]);
    expect(few.brillouin).toBeGreaterThan(1e-3);
    expect(Math.max(few.unitarity, few.opticalTheorem, few.sums)).toBeLessThan(1e-13);
    expect(energyChecks(system, 12, [0.9]).brillouin).toBeLessThan(1e-11);
  });

  test('unitarity is measured from both sides', () => {
    // Columns of unit length that are not orthogonal, and a matrix whose rows are.
    const slanted = complex(2, 2, [1, 0.6, 0, 0.8]);
    expect(unitarityDefect(slanted)).toBeCloseTo(0.6, 12);
    expect(unitarityDefect(complex(2, 2, [1, 0, 0, 1], [0, 0, 0, 1e-3]))).toBeCloseTo(1e-6, 12);
    expect(unitarityDefect(complex(2, 2, [0.6, -0.8, 0.8, 0.6]))).toBeLessThan(1e-15);
  });
});

/** Two levels 0 and gap, one quantum: rates that were made up. */
function madeUp(
  gamma: (from: number, to: number, quanta: number) => number,
  { beta = 0.7, gap = 0.6, omega = 1.3 } = {},
): Rates {
  const head = { levels: 2, sidebands: 1 };
  const e = Float64Array.from([0, gap]);
  const rate = RateTable.of(head, ({ initial, final, quanta }) => gamma(initial, final, quanta));
  const scaled = rate.map(
    (value, { initial, final, quanta }) =>
      value * Math.exp(beta * Math.max(0, e[final]! + quanta * omega - e[initial]!)),
  );
  const slope = RateTable.of(head, () => 0);
  return { beta, ...head, frequency: omega, dimension: 1, quasienergies: e, rate, scaled, slope };
}

describe('what the laws of rates see, on rates that break them', () => {
  const [beta, gap, omega] = [0.7, 0.6, 1.3];
  const energy = [0, gap] as const;
  const gamma = (from: number, to: number, q: number): number =>
    0.3 + 0.11 * from + 0.07 * to + 0.05 * (q + 1) + 0.02 * from * q;
  const r = madeUp(gamma);
  const processes = [0, 1]
    .flatMap((from) => [0, 1].flatMap((to) => [-1, 0, 1].map((q) => ({ from, to, q }))))
    .filter(({ from, to, q }) => from !== to || q !== 0);

  test('thermalization: max_j of the two sides of gas (5), without elastic scattering', () => {
    const worst = [0, 1].map((j) => {
      let [left, right] = [0, 0];
      for (const { from, to, q } of processes) {
        if (from === j) left += gamma(from, to, q) * Math.exp(-beta * energy[j]!);
        if (to === j) right += gamma(from, to, q) * Math.exp(-beta * (energy[from]! - q * omega));
      }
      return Math.abs(left - right) / left;
    });
    expect(thermalization(r)).toBeCloseTo(Math.max(...worst), 12);
    expect(worst[0]! / worst[1]!).not.toBeCloseTo(1, 1);
  });

  test('sum rule: Σ Γ (1 − e^{−β(ε_j − ε_j’ − qω)}) over the rates without their exponents', () => {
    let [sum, scale] = [0, 0];
    for (const { from, to, q } of processes) {
      const loss = energy[from]! - energy[to]! - q * omega;
      sum += gamma(from, to, q) * (1 - Math.exp(-beta * loss));
      scale += gamma(from, to, q) * Math.exp(beta * Math.max(0, -loss));
    }
    expect(sumRule(r)).toBeCloseTo(Math.abs(sum) / scale, 12);
  });

  test('detailed balance: the largest |a − b|/(a + b), and nothing of processes below 1e-3 of the largest', () => {
    const a = ({ from, to, q }: { from: number; to: number; q: number }): number =>
      Math.exp(-beta * energy[from]!) * gamma(from, to, q);
    const b = ({ from, to, q }: { from: number; to: number; q: number }): number =>
      Math.exp(-beta * (energy[to]! + q * omega)) * gamma(to, from, -q);
    expect(detailedBalance(r)).toBeCloseTo(
      Math.max(...processes.map((p) => Math.abs(a(p) - b(p)) / (a(p) + b(p)))),
      12,
    );
    // One process without a reverse: seen from 1e-3 of the largest on.
    const balanced = (from: number, to: number, q: number): number =>
      Math.exp(-0.5 * beta * (energy[to]! + q * omega - energy[from]!));
    const one = (size: number): number =>
      detailedBalance(madeUp((from, to, q) => (from === to && q !== 0 ? (q > 0 ? size : 0) : balanced(from, to, q))));
    expect(one(0.01)).toBe(1);
    expect(one(1e-5)).toBeLessThan(1e-14);
  });

  test('power, heat and both laws, from the definitions', () => {
    const populations = Float64Array.from([0.35, 0.65]);
    let [power, heat] = [0, 0];
    for (const { from, to, q } of processes) {
      power -= q * omega * populations[from]! * gamma(from, to, q);
      heat += populations[from]! * gamma(from, to, q) * (energy[from]! - energy[to]! - q * omega);
    }
    const found = flows(r, populations);
    expect(found.power).toBeCloseTo(power, 13);
    expect(found.heat).toBeCloseTo(heat, 13);
    const state = { ...steadyPopulations(r), populations };
    expect(power).toBeLessThan(0);
    expect(firstLaw(r, state)).toBeCloseTo(Math.abs(power - heat) / found.scale, 12);
    expect(secondLaw(r, state)).toBeCloseTo(-power / found.scale, 12);
    // What absorbs quanta more often than it gives them back obeys the second law.
    const other = madeUp((from, to, q) => gamma(from, to, -q));
    expect(secondLaw(other, { ...steadyPopulations(other), populations })).toBe(0);
  });

  test('the steady state of two levels: p_0/p_1 = Γ_{1→0}/Γ_{0→1}, and entropy βJ', () => {
    const up = [-1, 0, 1].reduce((s, q) => s + gamma(0, 1, q), 0);
    const down = [-1, 0, 1].reduce((s, q) => s + gamma(1, 0, q), 0);
    const { populations, heat, entropyProduction } = steadyPopulations(r);
    expect(populations[0]! / populations[1]!).toBeCloseTo(down / up, 12);
    expect(entropyProduction).toBeCloseTo(beta * heat, 14);
  });
});

describe('the secular approximation', () => {
  test('the gap is that modulo ω where quanta are exchanged, the rate the larger of both outflows', () => {
    const r = madeUp((from, to, q) => 0.1 + from + (q === 0 && from === to ? 100 : 0), { gap: 1.25 });
    const { gap, rate, levels } = secularity(r)!;
    expect(levels).toEqual([0, 1]);
    expect(gap).toBeCloseTo(0.05, 12);
    // Five processes leave a level, the elastic one does not.
    expect(rate).toBeCloseTo(5 * 1.1, 12);
  });

  test('the rate goes with the density, the gap does not', () => {
    const at = (density: number) => {
      const model = gasModel({ ...toy(), density });
      return secularity(rates(transitionTable(floquetSystem(model), { betas: [1] }), 1))!;
    };
    const [one, three] = [at(1), at(3)];
    expect(three.rate / one.rate).toBeCloseTo(3, 9);
    expect(three.gap).toBe(one.gap);
    // ε = 0, 0.7, 1.6 with ω = 1.1: the closest are 1.6 − 0.7 = 1.1 − 0.2.
    expect(one.gap).toBeCloseTo(0.2, 10);
    expect(one.levels).toEqual([1, 2]);
  });
});

test('populations are checked before they are shown: finite, of sum one, none negative', () => {
  expect(checkedPopulations([0.25, 0.75])).toEqual([0.25, 0.75]);
  for (const wrong of [
    [0.5, 0.6],
    [Number.NaN, 1],
    [1.1, -0.1],
    [Infinity, 0],
    [1, -1e-9, 1e-9],
  ])
    expect(() => checkedPopulations(wrong)).toThrow(/populations/u);
});

test('open channels and momenta of scattering are those of the energies', () => {
  const s = scattering(floquetSystem(toy()), 0.9, 2);
  for (const [c, e] of s.channels.energy.entries()) {
    expect(s.open[c]).toBe(e < 0.9 ? 1 : 0);
    expect(s.momentum[c]).toBeCloseTo(Math.sqrt(2 * Math.abs(0.9 - e)), 12);
  }
});

describe('a table of rates', () => {
  const levels = 3;
  const sidebands = 2;
  const code = ({ initial, final, quanta }: GasProcess): number => 100 * initial + 10 * final + quanta;
  const made = RateTable.of({ levels, sidebands }, code);

  test('is read by the names of levels and quanta, and by no other order', () => {
    expect(made.at({ initial: 2, final: 0, quanta: -1 })).toBe(199);
    expect(made.at({ quanta: 2, final: 1, initial: 0 })).toBe(12);
    expect(made.largest).toBe(222);
    expect([...made]).toHaveLength(levels ** 2 * (2 * sidebands + 1));
    const twice = made.map((value, process) => value + code(process));
    for (const process of inelasticProcesses(made)) expect(twice.at(process)).toBe(2 * code(process));
  });

  test('has no processes with more quanta, and as many values as processes', () => {
    expect(made.at({ initial: 1, final: 1, quanta: 3 })).toBe(0);
    expect([...inelasticProcesses(made)]).toHaveLength(levels ** 2 * (2 * sidebands + 1) - levels);
    expect(() => new RateTable(levels, sidebands, [1, 2])).toThrow(RangeError);
  });
});
