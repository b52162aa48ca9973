import { describe, expect, test } from 'vitest';
import {
  transitionChannels,
  expectation,
  rateSuperoperatorOf,
  observableOf,
  solveSteadyState,
  symmetryOf,
  unknownsOf,
} from '../../src/chain/index.js';
import { RingBasis, RingOperator, covariant, resolve, spectrumOf } from '../../src/ring/index.js';
import { type Parameters, drivenChain, operators, paper } from './model.js';

function solve(sites: number, parameters: Parameters, x: number, coherences = true) {
  const op = operators(parameters);
  const chain = drivenChain(sites, op);
  const basis = new RingBasis(sites, symmetryOf(chain));
  const spectrum = resolve(spectrumOf(basis, RingOperator.of(chain.hamiltonian, sites)), [covariant(basis, op('C3'))]);
  const unknowns = unknownsOf(spectrum, { coherences: coherences ? 'across charges' : 'none' });
  const [bath, drive] = chain.perturbations.map((p) =>
    rateSuperoperatorOf(unknowns, transitionChannels(basis, p, { reach: 2.1 * spectrum.scale })),
  );
  const state = solveSteadyState([
    { superoperator: bath!, strength: 1 },
    { superoperator: drive!, strength: x },
  ]);
  const mean = (name: string) => expectation(observableOf(unknowns, covariant(basis, op(name))), state.values) / sites;
  return { state, mean, unknowns, spectrum };
}

describe('the exact state', () => {
  test('at N = 8 it is the one of an independent computation with all coherences', () => {
    const { state, mean } = solve(8, paper, 2.5);
    expect(state.residual).toBeLessThan(1e-12);
    // Five digits each, from a computation without momentum.
    expect(mean('H0')).toBeCloseTo(-0.20429, 5);
    expect(mean('JH')).toBeCloseTo(0.0008511, 7);
    expect(mean('C3')).toBeCloseTo(-0.0038447, 7);
    expect(mean('JS')).toBeCloseTo(0.0046958, 7);
    expect(mean('C1')).toBeCloseTo(-0.17241, 5);
    const populations = solve(8, paper, 2.5, false);
    expect(Math.abs(populations.mean('JH') / mean('JH') - 1)).toBeGreaterThan(0.05);
  });

  test('without the drive it is thermal at the temperature of the phonons', () => {
    const { state, unknowns, spectrum } = solve(6, { ...paper, gamma_m: 0.7, Delta: 1.3 }, 0);
    const energies = spectrum.energies;
    const z = energies.reduce((s, e) => s + Math.exp(-e), 0);
    energies.forEach((e, n) => expect(state.values[unknowns.populationAt[n]!]! / (Math.exp(-e) / z)).toBeCloseTo(1, 9));
    for (const { at } of unknowns.pairs)
      expect(Math.hypot(state.values[at]!, state.values[at + 1]!)).toBeLessThan(1e-13);
  });
});
