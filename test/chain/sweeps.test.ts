import { describe, expect, test } from 'vitest';
import {
  type DrivenChain,
  KeptFactors,
  type ChainState,
  transitionChannels,
  expectation,
  rateSuperoperatorOf,
  observableOf,
  solveSteadyState,
  symmetryOf,
  unknownsOf,
} from '../../src/chain/index.js';
import { RingBasis, RingOperator, covariant, spectrumOf } from '../../src/ring/index.js';
import { type Parameters, drivenChain, operators, paper } from './model.js';

function made(sites: number, parameters: Parameters, change: (chain: DrivenChain) => DrivenChain, line: string) {
  const op = operators({ ...parameters }, line);
  const chain = change(drivenChain(sites, op));
  const basis = new RingBasis(sites, symmetryOf(chain));
  const spectrum = spectrumOf(basis, RingOperator.of(chain.hamiltonian, sites));
  const unknowns = unknownsOf(spectrum, { coherences: 'across charges' });
  const generators = chain.perturbations.map((p) => ({
    kind: p.kind,
    generator: rateSuperoperatorOf(unknowns, transitionChannels(basis, p, { reach: 2.1 * spectrum.scale })),
  }));
  const partsAt = (x: number, bath = 1) =>
    generators.map(({ kind, generator }) => ({
      superoperator: generator,
      strength: kind === 'drive' ? x * bath : bath,
    }));
  return { op, basis, unknowns, partsAt };
}

/** Rings of twelve and more are solved by sweeps: here both ways are taken on smaller ones. */
function both(
  sites: number,
  parameters: Parameters,
  change: (chain: DrivenChain) => DrivenChain = (c) => c,
  line = '',
) {
  const { op, basis, unknowns, partsAt } = made(sites, parameters, change, line);
  const parts = partsAt(1.3);
  const [a, b] = (['elimination', 'sweeps'] as const).map((method) => solveSteadyState(parts, { method }));
  const means = ['H0', 'JH', 'C3', 'JS', 'C1', 'C4'].map((name) => {
    const weights = observableOf(unknowns, covariant(basis, op(name)));
    return [a, b].map((s) => expectation(weights, s!.values) / sites) as [number, number];
  });
  return { a: a!, b: b!, means };
}

describe('sweeps over sectors and one elimination give one state', () => {
  test.each<[string, number, Parameters, (((c: DrivenChain) => DrivenChain) | undefined)?, string?]>([
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
      (c) => ({
        ...c,
        perturbations: [
          ...c.perturbations,
          {
            kind: 'jump',
            operator: operators(paper, 'L = 0.4 (S^-_j + 0.3 i S^z_j S^x_<j+1>)')('L'),
            everywhere: true,
          },
        ],
      }),
    ],
  ])('%s', (_, sites, parameters, change, line) => {
    const { b, means } = both(sites, parameters, change, line);
    expect(b.residual).toBeLessThan(1e-12);
    expect(b.iterations).toBeGreaterThan(1);
    for (const [x, y] of means) expect(Math.abs(x - y)).toBeLessThan(1e-11);
  });
});

test('states at other strengths are only where sweeps start: the state is the same, and comes sooner', () => {
  const ring = made(8, paper, (c) => c, '');
  const states: ChainState[] = [];
  for (const x of [0.02, 0.7, 1, 1.2, 1.4, 300])
    states.push(solveSteadyState(ring.partsAt(x), { method: 'sweeps', near: states.slice() }));
  for (const x of [0.1, 0.9, 1.3, 50]) {
    const alone = solveSteadyState(ring.partsAt(x), { method: 'sweeps' });
    const led = solveSteadyState(ring.partsAt(x), { method: 'sweeps', near: states });
    expect(led.residual).toBeLessThan(1e-12);
    led.values.forEach((v, i) => expect(Math.abs(v - alone.values[i]!)).toBeLessThan(1e-12));
    if (x === 1.3) expect(led.iterations).toBeLessThan(0.7 * alone.iterations);
  }
  // Those of other generators, as of another width of the drive, lead too.
  const other = made(8, { ...paper, gamma_m: 0.8 }, (c) => c, '').partsAt(1.3);
  const alone = solveSteadyState(other, { method: 'sweeps' });
  solveSteadyState(other, { method: 'sweeps', near: states }).values.forEach((v, i) =>
    expect(Math.abs(v - alone.values[i]!)).toBeLessThan(1e-12),
  );
});

test.each<[string, Parameters]>([
  ['fig. 3', paper],
  ['a large field', { ...paper, B: -5 }],
  ['off the figures, coherences between sectors', { J: 1.4, Delta: -0.5, B: 0, gamma_m: 0.3 }],
])('factors of other strengths lead to the same state: %s', (_, parameters) => {
  const ring = made(8, parameters, (c) => c, '');
  const kept = new KeptFactors();
  solveSteadyState(ring.partsAt(1), { method: 'sweeps', kept });
  // Near; the same ratio at another strength; too far, when others are made; back again.
  for (const [x, bath] of [
    [1.5, 1],
    [0.6, 1e6],
    [40, 1],
    [25, 1e-3],
    [1, 1],
  ] as const) {
    const alone = solveSteadyState(ring.partsAt(x, bath), { method: 'sweeps' });
    const led = solveSteadyState(ring.partsAt(x, bath), { method: 'sweeps', kept, unique: false });
    expect(led.residual).toBeLessThan(1e-12);
    led.values.forEach((v, i) => expect(Math.abs(v - alone.values[i]!)).toBeLessThan(1e-12));
  }
});

test('two steady states are seen by sweeps too: without M a rotation by π is left', () => {
  const forgotten = (chain: DrivenChain): DrivenChain => ({
    ...chain,
    perturbations: chain.perturbations.map((p) =>
      p.kind === 'drive'
        ? {
            ...p,
            harmonics: [
              { multiple: 1, operator: operators({ ...paper, B: 0 }, 'A0 = sum_j (-1)^(j+1) S_j·S_<j+1>')('A0') },
            ],
          }
        : p,
    ),
  });
  for (const sites of [4, 6]) {
    const parts = made(sites, { ...paper, B: 0 }, forgotten, '').partsAt(1);
    for (const method of ['elimination', 'sweeps'] as const)
      expect(() => solveSteadyState(parts, { method }), `${method}, ${sites} sites`).toThrow(/not unique/u);
  }
});
