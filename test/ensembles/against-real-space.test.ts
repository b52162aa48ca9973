import { beforeAll, describe, expect, test } from 'vitest';
import { ChainStudy } from '../../src/chain/index.js';
import {
  type ChargeElements,
  discover,
  discoveredCharge,
  elementsOf,
  ensembleOf,
  exponentOf,
  relativeEntropy,
  Relaxation,
  type SteadyEnsemble,
} from '../../src/ensembles/index.js';
import { adjointMatrix, complex, ready, real, solve } from '../../src/numeric/index.js';
import { driven, type Settings } from '../chain/driven.js';
import { DenseGenerator } from '../chain/reference/generator.js';
import { combine, type Dense, largest, rotated, spectrum, times, traceOfProduct } from '../chain/reference/matrices.js';
import { DenseProgram, type Numbers, paperNumbers, paperText } from '../chain/reference/model.js';

/*
 * Ensembles and discovered charges of the second-order generator in real space, on all pairs of states of equal energy,
 * without momentum, S^z or rates by sector. Newton's method here takes slopes by differences.
 */

beforeAll(() => ready());

const without = paperText.split('hamiltonian')[0]!;
const program = (sites: number, numbers: Numbers = {}, extra = ''): DenseProgram =>
  new DenseProgram(`${paperText}\n${extra}`, sites, { ...paperNumbers, ...numbers });
const alone = (sites: number, text: string, numbers: Numbers = {}): DenseProgram =>
  new DenseProgram(without + text, sites, { ...paperNumbers, ...numbers });

/** The Hermitian part of a matrix, without the roundings that would join its blocks. */
function hermitian(a: Dense): Dense {
  const out = combine([0.5, a], [0.5, adjointMatrix(a)]);
  const least = 1e-15 * largest(out);
  for (let k = 0; k < out.re.length; k++) if (Math.hypot(out.re[k]!, out.im[k]!) < least) out.re[k] = out.im[k] = 0;
  return out;
}

/** V f(D) V† */
function functionOf(a: Dense, f: (x: number) => number): Dense {
  const { energies, vectors } = spectrum(hermitian(a));
  const n = a.rows;
  const left = complex(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      left.re[i * n + j] = vectors.re[i * n + j]! * f(energies[j]!);
      left.im[i * n + j] = vectors.im[i * n + j]! * f(energies[j]!);
    }
  }
  const back = complex(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      back.re[i * n + j] = vectors.re[j * n + i]!;
      back.im[i * n + j] = -vectors.im[j * n + i]!;
    }
  }
  return times(left, back);
}

const traceIn = (a: Dense): number => {
  let sum = 0;
  for (let i = 0; i < a.rows; i++) sum += a.re[i * (a.rows + 1)]!;
  return sum;
};

function ensembleAt(charges: readonly Dense[], lagrange: readonly number[]): Dense {
  const weight = functionOf(combine(...charges.map((c, i) => [-lagrange[i]!, c] as const)), Math.exp);
  return combine([1 / traceIn(weight), weight]);
}

/** λ with Tr(C_i L ρ) = 0. */
function steady(generator: DenseGenerator, charges: readonly Dense[], start: readonly number[]): number[] {
  const adjoints = charges.map((c) => generator.adjoint(c));
  const forces = (lagrange: readonly number[]): number[] => {
    const rho = ensembleAt(charges, lagrange);
    return adjoints.map((a) => traceOfProduct(a, rho).re);
  };
  let at = [...start];
  const n = at.length;
  for (let step = 0; step < 40; step++) {
    const f = forces(at);
    const jacobian = real(n, n);
    const h = 1e-5;
    for (let j = 0; j < n; j++) {
      const [above, below] = [h, -h].map((d) => forces(at.map((l, k) => (k === j ? l + d : l)))) as [
        number[],
        number[],
      ];
      for (let i = 0; i < n; i++) jacobian.re[i * n + j] = (above[i]! - below[i]!) / (2 * h);
    }
    const shift = solve(jacobian, real(n, 1, Float64Array.from(f))).value.re;
    // Steps are limited, so that the method does not leave the region of the start.
    const longest = Math.max(...shift.map(Math.abs));
    const damping = Math.min(1, 0.5 / longest);
    at = at.map((l, i) => l - damping * shift[i]!);
    if (longest < 1e-11) {
      // The adjoint is that of the generator.
      const flow = generator.apply(ensembleAt(charges, at));
      for (const c of charges) expect(Math.abs(traceOfProduct(c, flow).re)).toBeLessThan(1e-9);
      return at;
    }
  }
  throw new Error('Newton’s method in real space found no ensemble');
}

/** Λ⁻¹ 𝒥 ρ level by level: Λ as a matrix on the elements of a level. */
function stepOf(generator: DenseGenerator, rho: Dense): Dense {
  const gain = combine([1, generator.apply(rho)], [1, generator.loss(rho)]);
  const { loss, shift } = generator.effective();
  const n = rho.rows;
  const out = complex(n, n);
  for (const states of generator.levels) {
    const d = states.length;
    const system = complex(d * d, d * d);
    const right = complex(d * d, 1);
    // (½Γ + iH)_ij X_jl + X_ij (½Γ − iH)_jl
    const half = (i: number, j: number, sign: number): [number, number] => {
      const at = states[i]! * n + states[j]!;
      return [loss.re[at]! / 2 - sign * shift.im[at]!, loss.im[at]! / 2 + sign * shift.re[at]!];
    };
    for (let i = 0; i < d; i++) {
      for (let l = 0; l < d; l++) {
        const row = i * d + l;
        right.re[row] = gain.re[states[i]! * n + states[l]!]!;
        right.im[row] = gain.im[states[i]! * n + states[l]!]!;
        for (let j = 0; j < d; j++) {
          const [a, b] = half(i, j, 1);
          system.re[row * d * d + j * d + l]! += a;
          system.im[row * d * d + j * d + l]! += b;
          const [p, q] = half(j, l, -1);
          system.re[row * d * d + i * d + j]! += p;
          system.im[row * d * d + i * d + j]! += q;
        }
      }
    }
    const x = solve(system, right).value;
    for (let i = 0; i < d; i++) {
      for (let l = 0; l < d; l++) {
        out.re[states[i]! * n + states[l]!] = x.re[i * d + l]!;
        out.im[states[i]! * n + states[l]!] = x.im[i * d + l]!;
      }
    }
  }
  return out;
}

/** Tr ρ (ln ρ − ln σ) */
function entropyOf(rho: Dense, sigma: Dense): number {
  const logarithm = (x: number): number => Math.log(Math.max(x, 1e-300));
  const difference = combine([1, functionOf(rho, logarithm)], [-1, functionOf(sigma, logarithm)]);
  return traceOfProduct(rho, difference).re;
}

interface EnsembleNumbers {
  readonly lagrange: readonly number[];
  readonly entropy: number;
  readonly means: readonly number[];
}

/** The same of the package, and of real space. */
function both(
  own: DenseProgram,
  list: readonly string[],
  count: number,
  settings: Settings = {},
): { found: EnsembleNumbers[]; expected: EnsembleNumbers[]; moved: [number, number][] } {
  const { chain, operator } = driven(own, settings);
  const study = new ChainStudy();
  const relaxation = new Relaxation(study.relaxation(chain));
  const exact = study.exact(chain).values;
  const operators: ChargeElements[] = list.map((name) => ({ name, values: elementsOf(relaxation, operator(name)) }));
  const observed = ['H0', 'JS', 'C3'];
  const numbersOf = (e: SteadyEnsemble): EnsembleNumbers => ({
    lagrange: [...e.lagrange],
    entropy: relativeEntropy(relaxation, exact, e.state.exponential, exponentOf(e)),
    means: observed.map((name) => relaxation.trace(elementsOf(relaxation, operator(name)), e.state.values)),
  });
  const { ensembles, moved } = discover(relaxation, ensembleOf(relaxation, operators), { count });

  const generator = new DenseGenerator(own.model(settings));
  const rho = generator.steadyState().matrix;
  const charges = list.map((name) => generator.conservedPart(own.operator(name)));
  const expected: EnsembleNumbers[] = [];
  const distances: number[] = [];
  let lagrange: number[] = list.map(() => 0);
  let last: Dense | undefined;
  for (let k = 0; k <= count; k++) {
    if (last) {
      const logarithms = [stepOf(generator, last), last].map((a) => functionOf(a, Math.log));
      charges.push(combine([1, logarithms[0]!], [-1, logarithms[1]!]));
      lagrange.push(0);
    }
    lagrange = steady(generator, charges, lagrange);
    const state = ensembleAt(charges, lagrange);
    if (last) distances.push(entropyOf(state, last));
    last = state;
    expected.push({
      lagrange,
      entropy: entropyOf(rho, state),
      means: observed.map((name) => traceOfProduct(generator.conservedPart(own.operator(name)), state).re),
    });
  }
  return {
    found: ensembles.map(numbersOf),
    expected,
    moved: moved.map((m, k) => [m, distances[k]!]),
  };
}

const cases: [string, DenseProgram, readonly string[], Settings?][] = [
  ['the paper, 4 sites', program(4), ['C1', 'C2']],
  ['the paper, 6 sites', program(6), ['C1', 'C2', 'C3', 'JS']],
  ['B = 0: coherences between Sz and −Sz', program(4, { B: 0 }), ['C2']],
  ['Δ = −0.5 and a wide line', program(4, { Delta: -0.5 }), ['C1', 'C2'], { width: 1 }],
  ['Δ = J', program(4, { Delta: 1, B: 0.5, eps_d: 0.7 }), ['C1', 'C2']],
  ['Δ = 1.3, weak drive', program(4, { Delta: 1.3, B: 0.6, eps_d: 0.3, omega: 0.9 }), ['C1', 'C2']],
  ['Δ = 2, strong drive', program(4, { Delta: 2, eps_d: 3 }), ['C1', 'C2'], { width: 0.3 }],
  ['without time reversal', program(6, { B: 0.3, kappa: 0.3 }, 'hamiltonian H0 + κ C3'), ['C1', 'C2', 'C3']],
  [
    'a drive that is complex and Hermitian',
    program(4, { B: 0.3 }, 'drive eps_d (sum_j (-1)^j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>) cos(ω t + π/5))'),
    ['C1', 'C2'],
  ],
  [
    'Lindblad operators without time reversal',
    alone(6, 'hamiltonian H0\njump S-_j + i S-_<j+1>\njump sqrt(0.5) S+_j\njump sqrt(0.5) Sz_j'),
    ['C1', 'C2', 'C3', 'JS'],
  ],
  [
    'a dimerised chain, cells of two',
    alone(
      4,
      'hamiltonian H0 + 0.3 A\nbath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1>) (a_j + a†_j)\njump 0.4 S-_j + 0.2 i S-_<j+1>',
    ),
    ['C1', 'H0 + 0.3 A'],
  ],
  [
    'XYZ, which does not conserve Sz',
    alone(
      4,
      'hamiltonian sum_j Sx_j Sx_<j+1> + 0.7 Sy_j Sy_<j+1> + 1.2 Sz_j Sz_<j+1>\nbath sum_j (Sx_j + 0.4 Sz_j Sx_<j+1>) (a_j + a†_j)\njump 0.4 S-_j + 0.2 i Sz_<j+1>',
    ),
    ['sum_j Sx_j Sx_<j+1> + 0.7 Sy_j Sy_<j+1> + 1.2 Sz_j Sz_<j+1>'],
  ],
];

describe('ensembles with coherences, and the first charge that is discovered', () => {
  test.each(cases)('%s', (_, own, list, settings = {}) => {
    const { found, expected, moved } = both(own, list, 1, settings);
    expect(found).toHaveLength(expected.length);
    found.forEach(({ lagrange, entropy, means }, k) => {
      const other = expected[k]!;
      expect(Math.max(...lagrange.map((l, i) => Math.abs(l - other.lagrange[i]!)))).toBeLessThan(1e-7);
      expect(Math.abs(entropy - other.entropy)).toBeLessThan(Math.max(1e-9, 1e-6 * other.entropy));
      expect(Math.max(...means.map((m, i) => Math.abs(m - other.means[i]!)))).toBeLessThan(1e-8);
    });
    for (const [mine, other] of moved) expect(Math.abs(mine - other)).toBeLessThan(Math.max(1e-9, 1e-6 * other));
  });
});

/** i (T − T†) + 0.7 (T + T†) for the translation T of product states. */
function momentum(sites: number): Dense {
  const n = 2 ** sites;
  const out = complex(n, n);
  for (let s = 0; s < n; s++) {
    const t = ((s << 1) | (s >> (sites - 1))) & (n - 1);
    out.re[t * n + s]! += 0.7;
    out.re[s * n + t]! += 0.7;
    out.im[t * n + s]! += 1;
    out.im[s * n + t]! -= 1;
  }
  return out;
}

describe('populations: rates between common eigenstates of H_0, S^z, the momentum and C_3', () => {
  test.each([
    ['the paper', program(6), ['C1', 'C2']],
    ['other values', program(6, { Delta: 1.3, B: 0.6, eps_d: 0.5, omega: 0.9 }), ['C1', 'C2']],
    ['Lindblad', cases.find(([name]) => name.startsWith('Lindblad'))![1], ['C1', 'C2', 'C3']],
  ] as const)('%s', (_, own, list) => {
    const { chain, operator } = driven(own);
    const study = new ChainStudy();
    const options = { populationsOnly: true, resolvers: [operator('C3')] };
    const relaxation = new Relaxation(study.relaxation(chain, options));
    const exact = study.exact(chain, options);
    const charges = list.map((name) => ({ name, values: elementsOf(relaxation, operator(name)) }));
    const e = ensembleOf(relaxation, charges);
    const charge = discoveredCharge(relaxation, e.state.values, 'D1').values;

    // No two states share a value of this combination.
    const resolver = combine([0.31, momentum(own.sites)], [0.37, own.operator('C1')], [0.113, own.operator('C3')]);
    const generator = new DenseGenerator(own.model(), { lamb: true }, resolver);
    const n = generator.energies.length;
    const rates = Array.from({ length: n }, (__, k) =>
      Array.from({ length: n }, (___, m) => (k === m ? 0 : generator.rate(k, m))),
    );
    const out = rates.map((__, m) => rates.reduce((sum, row) => sum + row[m]!, 0));
    const system = real(n, n);
    rates.forEach((row, k) => row.forEach((w, m) => (system.re[k * n + m] = k === m ? -out[m]! : w)));
    for (let m = 0; m < n; m++) system.re[m] = 1;
    const right = real(n, 1);
    right.re[0] = 1;
    const populations = [...solve(system, right).value.re];
    const sorted = (x: ArrayLike<number>): number[] => Array.from(x).toSorted((a, b) => a - b);
    const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
      Math.max(...sorted(a).map((x, k) => Math.abs(x - sorted(b)[k]!)));
    expect(largestDifference(exact.values, populations)).toBeLessThan(1e-8);

    const diagonal = (name: string): number[] => {
      const a = rotated(own.operator(name), generator.vectors);
      return Array.from({ length: n }, (__, k) => a.re[k * (n + 1)]!);
    };
    const values = list.map(diagonal);
    const weights = Array.from({ length: n }, (__, k) =>
      Math.exp(-values.reduce((sum, v, i) => sum + e.lagrange[i]! * v[k]!, 0)),
    );
    const z = weights.reduce((a, b) => a + b, 0);
    const rho = weights.map((w) => w / z);
    const gain = rates.map((row) => row.reduce((sum, w, m) => sum + w * rho[m]!, 0));
    for (const v of values) {
      const force = v.reduce((sum, c, k) => sum + c * (gain[k]! - out[k]! * rho[k]!), 0);
      expect(Math.abs(force)).toBeLessThan(1e-9);
    }
    expect(
      largestDifference(
        charge,
        gain.map((g, k) => Math.log(g / (out[k]! * rho[k]!))),
      ),
    ).toBeLessThan(1e-8);
    const entropy = populations.reduce((sum, p, k) => sum + p * Math.log(p / rho[k]!), 0);
    const found = relativeEntropy(relaxation, exact.values, e.state.exponential, exponentOf(e));
    expect(Math.abs(found - entropy)).toBeLessThan(1e-9);
  });
});
