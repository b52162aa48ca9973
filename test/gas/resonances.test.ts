import { describe, expect, test } from 'vitest';
import { complex } from '../../src/numeric/index.js';
import { type GasModel, floquetSystem, gasModel, rateIndex, rates, scattering, steadyState, thermalization, transitionTable } from '../../src/gas/index.js';

/**
 * Three levels; the uppermost has a bound state among the waves of the other two, which know each other only through it: all that goes
 * from one to the other passes a resonance of width ∝ λ².
 */
const bridge = (lambda: number): GasModel =>
  gasModel({
    levels: 3,
    frequency: 1,
    hamiltonian: new Map([[0, complex(3, 3, [0, 0, 0, 0, 0.3, 0, 0, 0, 1.8])]]),
    scatterers: [{ position: 0, coupling: new Map([[0, complex(3, 3, [0.3, 0, lambda, 0, 0.5, 0.7 * lambda, lambda, 0.7 * lambda, -1.4])]]) }],
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
    const r = rates(transitionTable(floquetSystem(bridge(lambda)), { betas: [1], ...(nodes !== undefined && { nodes }) }), 1);
    return r.rate[rateIndex(r, 0, 1, 0)]!;
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
      gasModel({ levels: 1, frequency: 1.3, hamiltonian: new Map(), scatterers: [{ position: 0, coupling: new Map([[0, complex(1, 1, [-1.1])], [1, complex(1, 1, [lambda])]]) }] });
    for (const lambda of [0.3, 1e-2, 1e-4]) {
      const table = transitionTable(floquetSystem(well(lambda)), { betas: [1] });
      const r = rates(table, 1);
      expect(thermalization(r)).toBeLessThan(3 * table.quadratureError);
      expect(table.quadratureError).toBeLessThan(1e-8);
      expect(steadyState(r).power).toBeGreaterThan(0);
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
    // Eliminating the closed channel, the open one sees g − λ²/(−1.4 + κ); it passes freely where that vanishes and is reflected at its pole.
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
});
