import { describe, expect, test } from 'vitest';
import {
  rateSuperoperatorOf,
  solveSteadyState,
  symmetryOf,
  transitionChannels,
  unknownsOf,
} from '../../src/chain/index.js';
import { spectrumReach } from '../../src/chain/model.js';
import { RingBasis, RingOperator, spectrumOf } from '../../src/ring/index.js';
import { driven } from './driven.js';
import { DenseProgram, type Numbers, paperNumbers, paperText } from './reference/model.js';

const program = (sites: number, extra = '', numbers: Numbers = {}) =>
  driven(new DenseProgram(`${paperText}\n${extra}`, sites, { ...paperNumbers, kappa: 0.3, g: 0.2, ...numbers })).chain;

const spectrumFor = (chain: ReturnType<typeof program>) =>
  spectrumOf(new RingBasis(chain.sites, symmetryOf(chain)), RingOperator.of(chain.hamiltonian, chain.sites));

describe('rates between populations from squares, of which operations give most, and from all elements', () => {
  test.each([
    ['the paper, in a field', program(8)],
    ['B = 0: spin flips are operations too', program(8, '', { B: 0 })],
    ['Δ = 1: degenerate levels', program(8, '', { Delta: 1 })],
    ['no time reversal, no reflection', program(6, 'hamiltonian H0 + κ C3 + g C1')],
    ['complex jump operators', program(6, 'jump 0.4 (S-_j + 0.3 i Sx_<j+1>)\njump 0.2 (S+_j S-_<j+1> + 0.7 i Sz_j)')],
    ['two sites to a cell', program(6, 'hamiltonian H0 + 0.3 A')],
  ])('%s', (_, chain) => {
    const spectrum = spectrumFor(chain);
    const unknowns = unknownsOf(spectrum, { coherences: 'none' });
    for (const perturbation of chain.perturbations) {
      const channels = transitionChannels(spectrum.basis, perturbation, { reach: spectrumReach(chain) });
      const squares = rateSuperoperatorOf(unknowns, channels);
      const elements = rateSuperoperatorOf(unknowns, channels, { elements: new Map() });
      const size = squares.outflow.reduce((m, x) => Math.max(m, x), 0);
      expect(size).toBeGreaterThan(0);
      squares.gains.forEach(({ values }, b) =>
        values.forEach((x, e) => {
          if (!(Math.abs(x - elements.gains[b]!.values[e]!) <= 1e-13 * size))
            expect(x, `gain ${e} of block ${b}`).toBe(elements.gains[b]!.values[e]!);
        }),
      );
      squares.outflow.forEach((x, n) => expect(Math.abs(x - elements.outflow[n]!)).toBeLessThan(1e-13 * size));
    }
  });
});

describe('ten sites: sweeps over the sectors lead to the state of one elimination', () => {
  test.each([
    ['the paper', program(10)],
    ['no time reversal, in a large field', program(10, 'hamiltonian H0 + κ C3', { B: -4 })],
  ])('%s', (_, chain) => {
    const spectrum = spectrumFor(chain);
    const unknowns = unknownsOf(spectrum, { coherences: 'within charges' });
    const parts = chain.perturbations.map((perturbation) => ({
      strength: 1,
      superoperator: rateSuperoperatorOf(
        unknowns,
        transitionChannels(spectrum.basis, perturbation, { reach: spectrumReach(chain) }),
      ),
    }));
    const swept = solveSteadyState(parts);
    const eliminated = solveSteadyState(parts, { method: 'elimination' });
    expect(swept.iterations).toBeGreaterThan(1);
    expect(swept.residual).toBeLessThan(1e-12);
    swept.values.forEach((x, i) => expect(Math.abs(x - eliminated.values[i]!)).toBeLessThan(1e-13));
  });
});
