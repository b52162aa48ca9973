import { describe, expect, test } from 'vitest';
import {
  detailedBalance,
  enclosedGas,
  rates,
  steadyPopulations,
  thermalization,
  transitionTable,
} from '../../src/gas/index.js';
import { floquetSystem } from '../../src/scattering/index.js';
import { centre, mixed, rabi, toy } from '../floquet/models.js';
import { codeOf } from '../numeric/matrices.js';

const inside = (x: number, [least, largest]: readonly [number, number], slack = 0): boolean =>
  x >= least - slack && x <= largest + slack;

describe('an enclosed gas', () => {
  test.each([
    ['toy', toy()],
    ['two levels', rabi()],
    ['two scatterers', mixed(2, 2)],
    ['three dimensions', centre()],
    ['no drive', toy(0)],
  ])('holds what double precision computes in another way: %s', (_, model) => {
    const table = transitionTable(floquetSystem(model), { betas: [0.3, 4], nodes: 12 });
    for (const beta of [0.3, 4]) {
      const r = rates(table, beta);
      const state = steadyPopulations(r);
      const found = enclosedGas(r, state);
      for (const [j, p] of found.populations.entries()) {
        expect(inside(state.populations[j]!, p)).toBe(true);
        expect(p[1] - p[0]).toBeLessThan(1e-12);
        expect(p[0]).toBeGreaterThan(0);
      }
      expect(inside(state.power, found.power)).toBe(true);
      expect(inside(state.heat, found.heat)).toBe(true);
      // The first law is algebra of the steady state, so the two intervals meet.
      expect(Math.max(found.power[0], found.heat[0])).toBeLessThanOrEqual(Math.min(found.power[1], found.heat[1]));
      expect(inside(thermalization(r), found.thermalization, 1e-14)).toBe(true);
      expect(inside(detailedBalance(r), found.detailedBalance, 1e-14)).toBe(true);
    }
  });

  test('proves the second law for a driven gas, and broken conditions for wrong rates', () => {
    const r = rates(transitionTable(floquetSystem(toy()), { betas: [1] }), 1);
    const right = enclosedGas(r, steadyPopulations(r));
    expect(right.power[0]).toBeGreaterThan(0);
    expect(right.thermalization[1]).toBeLessThan(1e-9);
    const wrong = { ...r, scaled: r.scaled.map((x, { initial, final }) => (initial < final ? x * (1 + 1e-6) : x)) };
    expect(enclosedGas(wrong, steadyPopulations(wrong)).thermalization[0]).toBeGreaterThan(1e-8);
  });

  test('has no enclosure where all processes of a level freeze out within double precision', () => {
    const r = rates(transitionTable(floquetSystem(toy(0)), { betas: [1] }), 1);
    expect(codeOf(() => enclosedGas({ ...r, beta: 1e4 }, steadyPopulations(r)))).toBe('not-enclosed');
  });

  test('intervals of populations tell rates apart that differ in the tenth digit', () => {
    const r = rates(transitionTable(floquetSystem(toy()), { betas: [1] }), 1);
    const other = { ...r, rate: r.rate.map((x, { initial }) => (initial === 0 ? x * (1 + 1e-10) : x)) };
    const [a] = enclosedGas(r, steadyPopulations(r)).populations;
    const [b] = enclosedGas(other, steadyPopulations(other)).populations;
    expect(b![1]).toBeLessThan(a![0]);
  });
});
