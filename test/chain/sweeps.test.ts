import { describe, expect, test } from 'vitest';
import { type DrivenChain, RingBasis, RingOperator, channelsOf, covariant, expectation, generatorOf, observableOf, spectrumOf, steadyState, symmetryOf, unknownsOf } from '../../src/chain/index.js';
import { type Parameters, drivenChain, operators, paper } from './model.js';

/** Rings of twelve and more are solved by sweeps: here both ways are taken on smaller ones. */
function both(sites: number, parameters: Parameters, change: (chain: DrivenChain) => DrivenChain = (c) => c, line = '') {
  const op = operators({ ...parameters }, line);
  const chain = change(drivenChain(sites, op));
  const basis = new RingBasis(sites, symmetryOf(chain));
  const spectrum = spectrumOf(basis, RingOperator.of(chain.hamiltonian, sites));
  const unknowns = unknownsOf(spectrum, true, true);
  const parts = chain.perturbations.map((p) => ({ generator: generatorOf(unknowns, channelsOf(basis, p, { reach: 2.1 * spectrum.scale })), strength: p.kind === 'drive' ? 1.3 : 1 }));
  const [a, b] = (['elimination', 'sweeps'] as const).map((method) => steadyState(parts, { method }));
  const means = ['H0', 'JH', 'C3', 'JS', 'C1', 'C4'].map((name) => {
    const weights = observableOf(unknowns, covariant(basis, op(name)));
    return [a, b].map((s) => expectation(weights, s!.values) / sites) as [number, number];
  });
  return { a: a!, b: b!, means };
}

describe('sweeps over sectors and one elimination give one state', () => {
  test.each<[string, number, Parameters, ((c: DrivenChain) => DrivenChain)?, string?]>([
    ['fig. 3', 8, paper],
    ['a vanishing field: coherences between S^z and −S^z', 6, { ...paper, B: 0 }],
    ['a large field', 8, { ...paper, B: -5 }],
    ['off the figures', 8, { J: 1.4, Delta: -0.5, B: 0.7, gamma_m: 0.3 }],
    ['Δ = J', 6, { ...paper, Delta: 1, B: 0.4 }],
    ['without time reversal', 6, { ...paper, B: 0.4 }, undefined, 'H0 = C2 - B C1 + 1/3 C3'],
    [
      'Lindblad operators besides',
      6,
      paper,
      (c) => ({ ...c, perturbations: [...c.perturbations, { kind: 'jump', operator: operators(paper, 'L = 0.4 (S^-_j + 0.3 i S^z_j S^x_<j+1>)')('L'), everywhere: true }] }),
    ],
  ])('%s', (_, sites, parameters, change, line) => {
    const { b, means } = both(sites, parameters, change, line);
    expect(b.residual).toBeLessThan(1e-12);
    expect(b.iterations).toBeGreaterThan(1);
    for (const [x, y] of means) expect(Math.abs(x - y)).toBeLessThan(1e-11);
  });
});
