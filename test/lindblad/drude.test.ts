import { describe, expect, test } from 'vitest';
import { type DrivenChain, symmetryOf } from '../../src/chain/index.js';
import { drudeWeightIn } from '../../src/lindblad/index.js';
import { RingBasis, RingOperator, covariant, spectrumOf } from '../../src/ring/index.js';
import { driven } from '../chain/driven.js';
import { DenseGenerator } from '../chain/reference/generator.js';
import { times, traceOfProduct } from '../chain/reference/matrices.js';
import { DenseProgram, type Numbers, paperNumbers, paperText } from '../chain/reference/model.js';

const extra = 'JE = C3 - B JS\nC5 = [Ob, C4]';
const open = (sites: number, numbers: Numbers = {}, more = '') =>
  new DenseProgram(`${paperText}${extra}\n${more}`, sites, { ...paperNumbers, ...numbers });

function weigh(own: DenseProgram, current: string, charges: readonly string[], temperature: number) {
  const { chain, operator } = driven(own);
  const alone: DrivenChain = { ...chain, perturbations: [] };
  const basis = new RingBasis(own.sites, symmetryOf(alone));
  const spectrum = spectrumOf(basis, RingOperator.of(chain.hamiltonian, own.sites));
  const of = (name: string) => covariant(basis, operator(name));
  return drudeWeightIn(
    spectrum,
    of(current),
    charges.map((name) => ({ name, operator: of(name) })),
    temperature,
  );
}

/** The same from matrices of the whole ring: time averages by levels, thermal state by Taylor's series. */
function dense(own: DenseProgram, current: string, charges: readonly string[], temperature: number) {
  const model = own.model();
  const generator = new DenseGenerator({ ...model, harmonics: [], jumps: [] });
  const { matrix: rho } = generator.ensemble([model.hamiltonian], [1 / temperature]);
  const kept = [current, ...charges].map((name) => generator.conservedPart(own.operator(name)));
  const mean = (a: Parameters<typeof traceOfProduct>[0]) => traceOfProduct(a, rho).re;
  const correlation = (i: number, j: number) => mean(times(kept[i]!, kept[j]!)) - mean(kept[i]!) * mean(kept[j]!);
  return { plateau: correlation(0, 0) / own.sites, correlation };
}

describe('the Drude weight', () => {
  test.each([
    ['spin current', 'JS', 6, {}, ''],
    ['spin current without time reversal', 'JS', 6, { B: 0.4, Delta: 1.6, kappa: 0.3 }, 'hamiltonian H0 + κ C3'],
    ['energy current in a field', 'JE', 6, { B: 0.7 }, ''],
    ['a current that changes the momentum', 'A', 6, {}, ''],
    ['a dimerised chain', 'JS', 6, {}, 'hamiltonian H0 + 0.3 A'],
    ['an operator with a mean, of which only what fluctuates counts', 'C2', 6, { B: 0.7 }, ''],
    ['a current and its mean', 'JM', 4, { B: 0.7 }, 'JM = JS + C1 + 0.5 C2'],
  ] as const)('%s: as in real space', (_, current, sites, numbers, more) => {
    const own = open(sites, numbers, more);
    const found = weigh(own, current, [], 0.8);
    expect(found.plateau).toBeCloseTo(dense(own, current, [], 0.8).plateau, 12);
    expect(found.weight).toBeCloseTo(found.plateau / 1.6, 14);
    expect(found.plateau).toBeLessThanOrEqual(found.initial * (1 + 1e-12));
    const model = own.model();
    const generator = new DenseGenerator({ ...model, harmonics: [], jumps: [] });
    const thermal = generator.ensemble([model.hamiltonian], [1 / 0.8]);
    const j = own.operator(current);
    expect(found.initial).toBeCloseTo((thermal.expectation(times(j, j)) - thermal.expectation(j) ** 2) / sites, 12);
  });

  test('free fermions: the spin current is conserved, ⟨J²⟩/N = J²/8 at infinite temperature', () => {
    const { plateau, initial } = weigh(open(8, { Delta: 0, B: 0 }), 'JS', [], Infinity);
    expect(initial).toBeCloseTo(1 / 8, 12);
    expect(plateau).toBeCloseTo(1 / 8, 12);
  });

  test('the heat current is conserved for every Δ; the spin current only in part', () => {
    const own = open(8, { B: 0 });
    const heat = weigh(own, 'C3', [], 1);
    expect(heat.plateau / heat.initial).toBeCloseTo(1, 12);
    const spin = weigh(own, 'JS', [], 1);
    expect(spin.plateau / spin.initial).toBeLessThan(0.99);
    expect(spin.plateau / spin.initial).toBeGreaterThan(0.3);
  });
});

describe('the bound of Mazur', () => {
  const charges = ['C1', 'C2', 'C3', 'C4', 'C5'];

  test('from the correlations of real space', () => {
    const own = open(6);
    const { bound, plateau } = weigh(own, 'JS', ['C1', 'C3'], 0.8);
    const { correlation } = dense(own, 'JS', ['C1', 'C3'], 0.8);
    const [a, b, c] = [correlation(1, 1), correlation(1, 2), correlation(2, 2)];
    const [p, q] = [correlation(0, 1), correlation(0, 2)];
    expect(bound).toBeCloseTo((p * p * c - 2 * p * q * b + q * q * a) / (a * c - b * b) / 6, 12);
    expect(bound).toBeGreaterThan(0);
    expect(bound).toBeLessThan(plateau);
  });

  test('local charges see nothing of the spin current without a field, although its weight is finite: it is odd under spin flip', () => {
    const { bound, plateau } = weigh(open(8, { B: 0 }), 'JS', charges, 1);
    expect(Math.abs(bound)).toBeLessThan(1e-12);
    expect(plateau).toBeGreaterThan(0.01);
  });

  test('a field lets them; more charges explain more', () => {
    const { shares } = weigh(open(8), 'JS', charges, 1);
    shares.forEach(({ explained }, i) =>
      expect(explained).toBeGreaterThanOrEqual((shares[i - 1]?.explained ?? 0) - 1e-12),
    );
    expect(shares.at(-1)!.explained).toBeGreaterThan(0.05);
    expect(shares.at(-1)!.explained).toBeLessThan(1);
  });

  test('a conserved current bounds itself', () => {
    const { bound, plateau } = weigh(open(6), 'C3', ['C1', 'C2', 'C3'], 2);
    expect(bound / plateau).toBeCloseTo(1, 11);
  });
});

test.each([
  ['no charge', 'JS', ['JS'], 1, 'charge-not-conserved'],
  ['a combination', 'JS', ['C2', 'C1', 'H0'], 1, 'susceptibility-singular'],
  ['no temperature', 'JS', [], 0, 'temperature'],
] as const)('%s is refused', (_, current, charges, temperature, code) => {
  expect(() => weigh(open(6), current, charges, temperature)).toThrow(
    expect.objectContaining({ diagnostic: expect.objectContaining({ code }) }),
  );
});
