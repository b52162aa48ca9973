import { describe, expect, test } from 'vitest';
import { ChainStudy } from '../../src/chain/index.js';
import { type Parameters, drivenChain, operators, paper } from './model.js';

/** The paper's chain with the phonons alone: its state is e^{−H_0/T}/Z. */
function thermal(sites: number, parameters: Parameters, temperature: number) {
  const { perturbations, ...chain } = drivenChain(sites, operators(parameters));
  const baths = perturbations.flatMap((p) =>
    p.kind === 'bath' ? [{ ...p, phonons: { ...p.phonons, temperature } }] : [],
  );
  return new ChainStudy().exact({ ...chain, perturbations: baths });
}

describe('a thermal state', () => {
  test.each([0.1, 0.4, 1, 5])('T = %d: entropy and fluctuations are those of its Boltzmann weights', (temperature) => {
    for (const parameters of [
      { ...paper, gamma_m: 0.7, Delta: 1.3 },
      { ...paper, B: 0.2 },
    ]) {
      const sites = 6;
      const { spectrum, entropy, fluctuations, powers, acting } = thermal(sites, parameters, temperature);
      const { energies, basis } = spectrum;
      const least = Math.min(...energies);
      const weights = Float64Array.from(energies, (e) => Math.exp((least - e) / temperature));
      const z = weights.reduce((s, w) => s + w, 0);
      const mean = (f: (e: number, n: number) => number): number =>
        energies.reduce((s, e, n) => s + (weights[n]! / z) * f(e, n), 0);
      const energy = mean((e) => e);
      // S = β(⟨H_0⟩ − F) with F = −T ln Z
      expect(entropy / ((energy - least) / temperature + Math.log(z))).toBeCloseTo(1, 9);
      expect(fluctuations.energy / mean((e) => (e - energy) ** 2)).toBeCloseTo(1, 9);
      const spin = new Float64Array(energies.length);
      for (const { charge, offset, orbits } of basis.sectors)
        spin.fill(charge - sites / 2, offset, offset + orbits.length);
      const magnetisation = mean((_, n) => spin[n]!);
      expect(fluctuations.magnetisation! / mean((_, n) => (spin[n]! - magnetisation) ** 2)).toBeCloseTo(1, 9);
      expect([powers, acting]).toEqual([[0], [true]]);
    }
  });

  test('in its ground state nothing fluctuates', () => {
    const { entropy, fluctuations } = thermal(6, { ...paper, B: 0.3 }, 1e-4);
    expect(entropy).toBeCloseTo(0, 12);
    expect(fluctuations.energy).toBeCloseTo(0, 12);
    expect(fluctuations.magnetisation).toBeCloseTo(0, 12);
  });
});

test('a driven chain: the heat of the phonons is the power of the drive, which heats', () => {
  const op = operators(paper);
  const chain = drivenChain(6, op);
  const study = new ChainStudy();
  const { powers, fluctuations, entropy, observe } = study.exact(chain);
  expect(powers![0]! / powers![1]!).toBeCloseTo(-1, 9);
  expect(powers![1]).toBeGreaterThan(1e-3);
  expect(fluctuations.energy).toBeGreaterThan(0);
  expect(entropy).toBeLessThan(6 * Math.LN2);
  expect(observe(op('H0'))).toBeGreaterThan(
    study.exact({ ...chain, perturbations: [chain.perturbations[0]!] }).observe(op('H0')),
  );
});
