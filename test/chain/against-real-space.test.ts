import { describe, expect, test } from 'vitest';
import {
  type Drive,
  type ChainPerturbation,
  TruncatedEnsemble,
  sumForces,
  transitionChannels,
  coherentDrives,
  expectation,
  rateSuperoperatorOf,
  forcesOn,
  observableOf,
  solveSteadyState,
  symmetryOf,
  unknownsOf,
} from '../../src/chain/index.js';
import { RingBasis, RingOperator, conservedPart, covariant, resolve, spectrumOf } from '../../src/ring/index.js';
import { type Settings, driven } from './driven.js';
import { DenseGenerator } from './reference/generator.js';
import { DenseProgram, type Numbers, paperNumbers, paperText } from './reference/model.js';

const program = (sites: number, numbers: Numbers = {}, extra = '') =>
  new DenseProgram(`${paperText}\n${extra}`, sites, { ...paperNumbers, kappa: 0.3, g: 0.2, ...numbers });
const without = paperText.split('hamiltonian')[0]!;
const alone = (sites: number, text: string, numbers: Numbers = {}) =>
  new DenseProgram(without + text, sites, { ...paperNumbers, ...numbers });

/** The engine's ring for a program. */
function ring(own: DenseProgram, settings: Settings = {}) {
  const { chain, operator } = driven(own, settings);
  const basis = new RingBasis(own.sites, symmetryOf(chain));
  const of = (name: string) => covariant(basis, operator(name));
  const spectrum = resolve(spectrumOf(basis, RingOperator.of(chain.hamiltonian, own.sites)), [of('C3'), of('JS')]);
  const channels = chain.perturbations.map((p) => transitionChannels(basis, p, { reach: 2.1 * spectrum.scale }));
  return { chain, spectrum, of, channels };
}

function exact(own: DenseProgram, settings: Settings = {}) {
  const { spectrum, of, channels } = ring(own, settings);
  const unknowns = unknownsOf(spectrum, { coherences: 'across charges' });
  const state = solveSteadyState(
    channels.map((c) => ({ superoperator: rateSuperoperatorOf(unknowns, c), strength: 1 })),
  );
  return { state, mean: (name: string) => expectation(observableOf(unknowns, of(name)), state.values) };
}

const names = ['H0', 'JS', 'C3', 'C1', 'C4', 'A', 'M'];

const cases: [string, DenseProgram, Settings?][] = [
  ['the paper, 4 sites', program(4)],
  ['the paper, 6 sites', program(6)],
  ['B = 0: coherences between Sz and −Sz', program(6, { B: 0 })],
  [
    'other couplings and widths',
    program(6, { J: 1.3, Delta: 1.7, B: 0.6, omega: 0.9, gamma_m: 0.3 }, ''),
    { width: 0.23, temperature: 0.6, frequency: 1.4, phononWidth: 0.7 },
  ],
  ['a ferromagnet, cold', program(6, { Delta: -0.6, B: 0.2, omega: 2.3 }), { temperature: 0.3, phononWidth: 0.8 }],
  ['Δ = J: multiplets', program(6, { Delta: 1, B: 0.5 })],
  ['Δ = J, B = 0: full SU(2)', program(4, { Delta: 1, B: 0 })],
  ['Δ = 0: free fermions', program(6, { Delta: 0, B: 0.45 })],
  ['Δ = J/2: the point of Razumov and Stroganov', program(6, { Delta: 0.5, B: -0.5 })],
  ['an accidental crossing of levels of different Sz', program(6, { Delta: 1, B: -1 })],
  ['without time reversal', program(6, { B: 0.3 }, 'hamiltonian H0 + κ C3')],
  ['without time reversal, B = 0', program(6, { B: 0 }, 'hamiltonian H0 + κ C3')],
  ['phonons and jump operators', program(6, { B: 0.3 }, 'jump 0.4 (Sx_j + i Sy_j) Sz_<j+1>')],
  [
    'a jump operator that mixes every Sz',
    program(4, { B: 0.3 }, 'hamiltonian H0 + κ C3\njump 0.4 Sx_j + 0.3 i Sy_<j+1> Sz_j + 0.2 Sz_j'),
  ],
  [
    'Lindblad alone',
    alone(
      6,
      'hamiltonian H0 + 0.3 C3\njump sqrt(0.5) (S-_j + 0.4 S-_j Sz_<j+1>)\njump 0.6 (S+_j + 0.3 i Sx_<j+1>)\njump 0.5 (S+_j S-_<j+1> + 0.7 i Sz_j)',
      { B: 0.4, Delta: 1.3 },
    ),
  ],
  ['a staggered jump operator', program(4, {}, 'jump 0.4 (Sz_j Sx_<j+1> + i Sy_j) + 0.1 Sz_j')],
  [
    'harmonics',
    program(
      6,
      { B: 0.4 },
      'drive eps_d (sum_j (-1)^j (Sz_j cos(ω t) + S_j·S_<j+1> sin(2 ω t + π/3)) + 0.5 (-1)^j Sz_j Sz_<j+1> cos(3 ω t))',
    ),
  ],
  [
    'one drive, staggered and not',
    alone(
      4,
      'hamiltonian H0\ndrive eps_d (sum_j Sx_j cos(ω t) + (-1)^j (Sz_j sin(ω t) + Sy_j Sz_<j+1> sin(2 ω t)))\nbath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1>) (a_j + a†_j)',
      { B: 0.3 },
    ),
  ],
  ['two drives of one frequency', program(4, { B: 0.3 }, 'drive eps_d (sum_j Sx_j cos(ω t))')],
  ['two baths', program(4, { B: 0.3 }, 'bath 0.7 sum_j (Sx_j + Sy_j Sz_<j+1>) (a_j + a†_j)')],
  [
    'a bath that alternates in part',
    alone(
      4,
      'hamiltonian H0\nbath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1> + (-1)^j (0.6 Sz_j Sx_<j+1> + 0.3 Sx_j)) (a_j + a†_j)',
      { B: 0.3 },
    ),
  ],
  ['a dimerised chain', program(4, {}, 'hamiltonian H0 + 0.3 A')],
  ['DM interaction and a transverse field', program(4, {}, 'hamiltonian H0 + 0.4 JS + 0.3 sum_j Sx_j')],
];

describe('the exact state is that of real space', () => {
  test.each<[string, DenseProgram, Settings?]>(cases)('%s', (_, own, settings = {}) => {
    const { state, mean } = exact(own, settings);
    const reference = new DenseGenerator(own.model(settings)).steadyState();
    for (const name of names)
      expect(Math.abs(mean(name) - reference.expectation(own.operator(name)))).toBeLessThan(1e-10);
    expect(state.residual).toBeLessThan(1e-12);
  });

  test.each([
    [4, { B: 5 }, ''],
    [4, { B: -5, Delta: 1.2 }, ''],
    [6, { B: -5 }, ''],
    [6, { B: 4.5, Delta: 1.3, gamma_m: 0.4 }, 'hamiltonian H0 + κ C3'],
  ] as const)('%d sites in a large field %o %s', (sites, numbers, extra) => {
    const own = program(sites, numbers, extra);
    const { mean } = exact(own);
    const reference = new DenseGenerator(own.model()).steadyState(true);
    for (const name of names)
      expect(Math.abs(mean(name) - reference.expectation(own.operator(name)))).toBeLessThan(1e-9);
  });
});

describe('forces Tr(C_i L̂ρ_0) and susceptibilities are those of real space: chain (3)', () => {
  const lagrange = [0.7, 0.9, -0.3, 0.2, 0.15];
  test.each<[string, DenseProgram, Settings?]>(
    cases.filter(([, own]) => !own.text.includes('0.4 JS') && !own.text.includes('0.3 A')),
  )('%s', (_, own, settings = {}) => {
    const { spectrum, of, channels } = ring(own, settings);
    const local = ['C1', 'C2', 'C3', 'C4'];
    const charges = [...local, 'JS'].map((name) => ({ name, values: conservedPart(spectrum, of(name)).diagonal }));
    const growth = sumForces(channels.map((c) => ({ growth: forcesOn(spectrum, c, charges), strength: 1 })));
    const ensemble = new TruncatedEnsemble(charges, growth);
    const state = ensemble.at(lagrange);
    const generator = new DenseGenerator(own.model(settings), { lamb: true });
    const js = generator.inSpace(generator.conservedPart(own.operator('JS')));
    const reference = generator.forces([...local.map((c) => own.operator(c)), js], lagrange);
    ensemble.rates(state).forEach((f, i) => expect(Math.abs(f - reference.rates[i]!)).toBeLessThan(1e-10));
    const chi = ensemble.susceptibility(state);
    reference.susceptibility.flat().forEach((x, i) => expect(Math.abs(chi.re[i]! - x)).toBeLessThan(1e-10));
  });
});

describe('drives that meet', () => {
  const [bath, drive] = driven(program(4)).chain.perturbations.toSorted((a, b) => (a.kind < b.kind ? -1 : 1)) as [
    ChainPerturbation,
    Drive,
  ];

  test('of one frequency add their amplitudes: twice the drive is four times its strength', () => {
    const [twice] = coherentDrives([drive, bath, drive]) as [Drive];
    expect(coherentDrives([drive, bath, drive])).toHaveLength(2);
    expect(twice.harmonics[0]!.operator).toHaveLength(2 * drive.harmonics[0]!.operator.length);
  });

  test.each([
    ['two widths', [drive, { ...drive, width: 0.2 }]],
    [
      '2ω of one is ω of the other',
      [
        { ...drive, harmonics: drive.harmonics.map((h) => ({ ...h, multiple: 2 })) },
        { ...drive, frequency: 2 * drive.frequency },
      ],
    ],
  ])('%s are refused', (_, drives) => {
    expect(() => coherentDrives(drives)).toThrow(
      expect.objectContaining({ diagnostic: expect.objectContaining({ code: 'drive-setting' }) }),
    );
  });
});

test('a part of an operator that is 1e-9 of the rest counts: it alone changes S^z, and all spins end down', () => {
  const own = alone(4, 'hamiltonian H0\njump Sz_j + 1e-9 (Sx_j - i Sy_j)');
  const { state, mean } = exact(own);
  expect(mean('C1') / 4).toBeCloseTo(-1 / 2, 12);
  expect(state.residual).toBeLessThan(1e-12);
});
