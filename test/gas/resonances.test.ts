import { describe, expect, test } from 'vitest';
import { complex } from '../../src/numeric/index.js';
import { type GasModel, gasModel } from '../../src/floquet/index.js';
import { rates, steadyPopulations, thermalization, transitionTable } from '../../src/gas/index.js';
import { channelAt, energySolver, floquetSystem, scattering } from '../../src/scattering/index.js';
import { centre, general, hermitian, mixed, numbers } from '../floquet/models.js';

/**
 * Three levels; the uppermost has a bound state among the waves of the other two, which know each other only through
 * it: all that goes from one to the other passes a resonance of width ∝ λ².
 */
const bridge = (lambda: number): GasModel =>
  gasModel({
    levels: 3,
    frequency: 1,
    hamiltonian: new Map([[0, complex(3, 3, [0, 0, 0, 0, 0.3, 0, 0, 0, 1.8])]]),
    scatterers: [
      {
        position: 0,
        coupling: new Map([[0, complex(3, 3, [0.3, 0, lambda, 0, 0.5, 0.7 * lambda, lambda, 0.7 * lambda, -1.4])]]),
      },
    ],
  });

/** Two levels, the upper with a bound state among the waves of the lower: a Feshbach resonance of width ∝ λ². */
const feshbach = (lambda: number): GasModel =>
  gasModel({
    levels: 2,
    frequency: 1,
    hamiltonian: new Map([[0, complex(2, 2, [0, 0, 0, 1.8])]]),
    scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [0.3, lambda, lambda, -1.4])]]) }],
  });

describe('narrow resonances', () => {
  const rate = (lambda: number, nodes?: number): number => {
    const r = rates(
      transitionTable(floquetSystem(bridge(lambda)), { betas: [1], ...(nodes !== undefined && { nodes }) }),
      1,
    );
    return r.rate.at({ initial: 0, final: 1, quanta: 0 });
  };

  test('are found and integrated however narrow: what passes one goes as its width', () => {
    const reduced = [1e-2, 1e-3, 1e-4, 1e-5].map((lambda) => rate(lambda) / lambda ** 2);
    for (const r of reduced) expect(Math.abs(r / reduced[3]! - 1)).toBeLessThan(1e-3);
    expect(Math.abs(reduced[2]! / reduced[3]! - 1)).toBeLessThan(1e-5);
  });

  test('without refinement the same table misses it', () => {
    expect(rate(1e-4, 12)).toBeLessThan(0.1 * rate(1e-4));
  });

  test('a driven well: thermalization holds to what the error estimate promises', () => {
    const well = (lambda: number): GasModel =>
      gasModel({
        levels: 1,
        frequency: 1.3,
        hamiltonian: new Map(),
        scatterers: [
          {
            position: 0,
            coupling: new Map([
              [0, complex(1, 1, [-1.1])],
              [1, complex(1, 1, [lambda])],
            ]),
          },
        ],
      });
    for (const lambda of [0.3, 1e-2, 1e-4]) {
      const table = transitionTable(floquetSystem(well(lambda)), { betas: [1] });
      const r = rates(table, 1);
      expect(thermalization(r)).toBeLessThan(3 * table.quadratureError);
      expect(table.quadratureError).toBeLessThan(1e-8);
      expect(steadyPopulations(r).power).toBeGreaterThan(0);
    }
  });

  test('what does not decay at all is reported', () => {
    // λ = 0: the bound state of the upper level is not coupled to the waves of the lower.
    const { resonances } = transitionTable(floquetSystem(feshbach(0)), { betas: [1] });
    expect(resonances).toHaveLength(1);
    // 1.8 − m g²/2
    expect(Math.abs(resonances[0]!.energy - (1.8 - 1.4 ** 2 / 2))).toBeLessThan(1e-9);
    expect(resonances[0]!.width).toBeLessThan(1e-9);
  });

  test('Feshbach pair: unit transmission and zero of Fano', () => {
    const [g, lambda] = [0.3, 0.4];
    const system = floquetSystem(feshbach(lambda));
    // Eliminating the closed channel, the open one sees g − λ²/(−1.4 + κ); it passes freely where that vanishes and is
    // reflected at its pole.
    const free = 1.4 + lambda ** 2 / g;
    const pole = 1.4;
    const transmission = (kappa: number): number => {
      const s = scattering(system, 1.8 - kappa ** 2 / 2, 0);
      const k = s.momentum[0]!;
      // S = 1 − i m T/K
      return (1 + s.t.im[0]! / k) ** 2 + (s.t.re[0]! / k) ** 2;
    };
    expect(transmission(free)).toBeCloseTo(1, 12);
    expect(transmission(pole)).toBeLessThan(1e-24);
  });

  /** Two levels whose waves know each other, and two above with bound states at 0.82 and 0.82 + gap in them. */
  const pair = (first: number, second: number, gap: number): GasModel =>
    gasModel({
      levels: 4,
      frequency: 1,
      hamiltonian: new Map([[0, complex(4, 4, [0, 0, 0, 0, 0, 0.3, 0, 0, 0, 0, 1.8, 0, 0, 0, 0, 1.8 + gap])]]),
      scatterers: [
        {
          position: 0,
          coupling: new Map([
            [
              0,
              complex(
                4,
                4,
                [
                  0.3,
                  0.4,
                  first,
                  0.5 * second,
                  0.4,
                  0.5,
                  0,
                  -0.9 * second,
                  first,
                  0,
                  -1.4,
                  0,
                  0.5 * second,
                  -0.9 * second,
                  0,
                  -1.4,
                ],
                [0, 0.2, 0, 0, -0.2, 0, 0.7 * first, 0, 0, -0.7 * first, 0, 0, 0, 0, 0, 0],
              ),
            ],
          ]),
        },
      ],
    });

  test('two between the same neighbouring energies are both found: beside a rate that is a million times larger, they add up', () => {
    const inelastic = (first: number, second: number, gap: number): number => {
      const r = rates(transitionTable(floquetSystem(pair(first, second, gap)), { betas: [1] }), 1);
      return r.rate.at({ initial: 0, final: 1, quanta: 0 });
    };
    // Widths of 1e-6, distances of 1e-3 and 1e-4: what one does to the other is a hundredth.
    const none = inelastic(0, 0, 1e-3);
    for (const gap of [1e-3, 1e-4]) {
      const [one, other, both] = [
        inelastic(1e-3, 0, gap) - none,
        inelastic(0, 1e-3, gap) - none,
        inelastic(1e-3, 1e-3, gap) - none,
      ];
      expect(Math.abs(one) / none).toBeGreaterThan(1e-7);
      expect(Math.abs(other) / none).toBeGreaterThan(1e-7);
      expect(Math.abs(both / (one + other) - 1)).toBeLessThan(0.03);
    }
  });

  test('two at one place: a rotation of the levels that decay there changes nothing', () => {
    // With a gap of zero any unitary mixture of the two upper levels is as good.
    const model = pair(1e-3, 1e-3, 0);
    const w = model.scatterers[0]!.coupling.get(0)!;
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
    const u = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, c, -s, 0, 0, s, c];
    const turned = complex(4, 4);
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        for (let k = 0; k < 4; k++) {
          for (let l = 0; l < 4; l++) {
            turned.re[i * 4 + j]! += u[k * 4 + i]! * w.re[k * 4 + l]! * u[l * 4 + j]!;
            turned.im[i * 4 + j]! += u[k * 4 + i]! * w.im[k * 4 + l]! * u[l * 4 + j]!;
          }
        }
      }
    }
    const inelastic = (m: GasModel): number => {
      const r = rates(transitionTable(floquetSystem(m), { betas: [1] }), 1);
      return r.rate.at({ initial: 0, final: 1, quanta: 0 });
    };
    const other = { ...model, scatterers: [{ position: 0, coupling: new Map([[0, turned]]) }] };
    expect(Math.abs(inelastic(other) / inelastic(model) - 1)).toBeLessThan(1e-9);
    // And they are not what is there without them.
    expect(Math.abs(inelastic(model) / inelastic(pair(0, 0, 0)) - 1)).toBeGreaterThan(1e-6);
  });

  test('two wells: both states that do not decay are reported, one by one or together', () => {
    // The upper level sees two wells at a distance d: κ = g (1 ± e^{−κd}), energy 1.8 − κ²/2.
    const wells = (d: number): GasModel =>
      gasModel({
        levels: 2,
        frequency: 1,
        hamiltonian: new Map([[0, complex(2, 2, [0, 0, 0, 1.8])]]),
        scatterers: [0, d].map((position) => ({
          position,
          coupling: new Map([[0, complex(2, 2, [0.3, 0, 0, -1.4])]]),
        })),
      });
    const state = (d: number, sign: number): number => {
      let k = 1.4;
      for (let i = 0; i < 400; i++) k = 1.4 * (1 + sign * Math.exp(-k * d));
      return 1.8 - k ** 2 / 2;
    };
    const { resonances } = transitionTable(floquetSystem(wells(4)), { betas: [1] });
    expect(resonances.map((r) => r.states)).toEqual([1, 1]);
    for (const [i, sign] of [1, -1].entries())
      expect(Math.abs(resonances[i]!.energy - state(4, sign))).toBeLessThan(1e-9);
    // e^{−56}: no double tells them apart.
    const together = transitionTable(floquetSystem(wells(40)), { betas: [1] }).resonances.filter(
      (r) => Math.abs(r.energy - 0.82) < 1e-6,
    );
    expect(together.reduce((sum, r) => sum + r.states, 0)).toBe(2);
  });

  test('the phase of the Jost determinant without multiples of 2π: continuous, and what linear algebra finds up to them', () => {
    const next = numbers(11);
    const models = [
      mixed(2, 3),
      centre(),
      gasModel({
        levels: 2,
        frequency: 1.3,
        hamiltonian: new Map([
          [0, hermitian(2, next, 0.6)],
          [1, general(2, next, 0.2)],
        ]),
        scatterers: [-1, 0.4, 3].map((position) => ({
          position,
          coupling: new Map([[0, hermitian(2, next, 1.5, -0.7)]]),
        })),
      }),
    ];
    for (const model of models) {
      const system = floquetSystem(model);
      const solver = energySolver(system, 3);
      const { energy } = solver.channels;
      const lowest = channelAt(solver.channels, { level: 0, quanta: 0 })!;
      const from = energy[lowest]!;
      const to = Math.min(...energy.filter((e) => e > from + 1e-9));
      const at = (x: number): Float64Array =>
        energy.map((e) => from + (to - from) * Math.sin((Math.PI * x) / 2) ** 2 - e);
      const nearest = (x: number): number => x - 2 * Math.PI * Math.round(x / (2 * Math.PI));
      let before = Number.NaN;
      for (let i = 1; i < 200; i++) {
        const phase = solver.jostPhase(at(i / 200));
        expect(Math.abs(nearest(phase - solver.solve(at(i / 200), [lowest]).phase))).toBeLessThan(1e-7);
        let step = i === 1 ? 0 : phase - before;
        if (Math.abs(step) > 1) {
          // A resonance: the folded phase, followed through it.
          for (let k = 1, u = before; k <= 5000; k++) {
            const change = nearest(solver.solve(at((i - 1 + k / 5000) / 200), [lowest]).phase - u);
            expect(Math.abs(change)).toBeLessThan(1);
            u += change;
            step = phase - u;
          }
        }
        expect(Math.abs(step)).toBeLessThan(1);
        before = phase;
      }
    }
  });
});
