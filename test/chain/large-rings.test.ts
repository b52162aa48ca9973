import { describe, expect, test } from 'vitest';
import {
  ChainStudy,
  type ChainRelaxation,
  expectation,
  forcesOn,
  observableOf,
  rateSuperoperatorOf,
  solveSteadyState,
  transitionChannels,
} from '../../src/chain/index.js';
import { covariant, type Spectrum } from '../../src/ring/index.js';
import { drivenChain, operators, paper, type Parameters } from './model.js';

/** The routes of rings of 14 and 16 sites, on small ones, beside the methods of small rings. */
function relaxation(sites: number, parameters: Parameters, line = ''): ChainRelaxation & { mean: Mean } {
  const op = operators({ ...paper, ...parameters }, line);
  const found = new ChainStudy().relaxation(drivenChain(sites, op), { populationsOnly: true, resolvers: [op('C3')] });
  const { unknowns, spectrum } = found;
  return {
    ...found,
    mean: (name, values) => expectation(observableOf(unknowns, covariant(spectrum.basis, op(name))), values) / sites,
  };
}
type Mean = (name: string, values: Float64Array) => number;

const names = ['H0', 'JH', 'C3', 'JS', 'C1'];

describe('products with the rates lead to the null vector that elimination gives', () => {
  test.each<[string, number, Parameters, string]>([
    ['the paper', 8, {}, ''],
    ['B = 0', 8, { B: 0 }, ''],
    ['without time reversal', 6, { B: 0.4 }, 'H0 = C2 - B C1 + 1/3 C3\n'],
    ['without reflection', 6, { B: 0.4 }, 'H0 = C2 - B C1 + 1/3 sum_j Sz_j S_<j+1>·S_<j+2>\n'],
    ['a field that the drive does not reach over', 8, { B: 3 }, ''],
    // Rates between sectors are below 1e-10 of those inside, and one Krylov space does not resolve them.
    ['a large field', 8, { B: -5 }, ''],
  ])('%s', (_, sites, parameters, line) => {
    const { parts, unknowns, mean } = relaxation(sites, parameters, line);
    expect(unknowns.pairs).toHaveLength(0);
    const direct = solveSteadyState(parts, { method: 'elimination' });
    const iterated = solveSteadyState(parts, { method: 'products' });
    expect(iterated.residual).toBeLessThan(1e-12);
    for (const name of names)
      expect(Math.abs(mean(name, iterated.values) - mean(name, direct.values))).toBeLessThan(1e-10);
  });

  test('a mode that relaxes too slowly is refused and not taken for steady', () => {
    // The bath conserves S^z alone, and the drive changes it with 1e-24 of the strength of the bath.
    const line = '\nHph = sum_j S_j·S_<j+1> (a_j + a†_j)\nHplus = sum_j (-1)^j (Sx_j + i Sy_j)\n';
    const { parts } = relaxation(6, { B: 0.3 }, line);
    const weak = parts.map((p) => (p.perturbation.kind === 'drive' ? { ...p, strength: 1e-24 } : p));
    // Elimination of all unknowns resolves the slow mode; products may not, and then have to say so.
    const direct = solveSteadyState(weak, { method: 'elimination' });
    let outcome: string;
    try {
      const iterated = solveSteadyState(weak, { method: 'products' });
      const apart = iterated.values.reduce((sum, x, i) => sum + Math.abs(x - direct.values[i]!), 0);
      outcome = apart < 1e-7 ? 'same' : 'another state';
    } catch (error) {
      outcome = (error as { diagnostic: { code: string } }).diagnostic.code;
    }
    expect(['same', 'no-convergence']).toContain(outcome);
  });
});

describe('rates by images of sectors', () => {
  test.each<[string, Parameters, string, boolean]>([
    ['the paper', {}, '', true],
    ['B = 0, Δ = J', { B: 0, Delta: 1 }, '', true],
    ['without time reversal', { B: 0.4 }, 'H0 = C2 - B C1 + 1/3 C3\n', true],
    ['without reflection', { B: 0.4 }, 'H0 = C2 - B C1 + 1/3 sum_j Sz_j S_<j+1>·S_<j+2>\n', false],
  ])('are those of every sector by itself: %s', (_, parameters, line, hasImages) => {
    const { spectrum, unknowns, parts } = relaxation(8, parameters, line);
    // Sectors of one or two states may be real by chance.
    expect(spectrum.sectors.filter((s) => s.image).length > spectrum.sectors.length / 4).toBe(hasImages);
    // With kept elements the blocks of all sectors are computed one by one.
    const alone: Spectrum = {
      ...spectrum,
      sectors: spectrum.sectors.map((s) => ({ ...s, realVectors: undefined, image: undefined })),
    };
    const charges = [{ name: 'E', values: spectrum.energies }];
    for (const { perturbation } of parts) {
      const channels = transitionChannels(spectrum.basis, perturbation, { reach: 2.1 * spectrum.scale });
      const paired = rateSuperoperatorOf(unknowns, channels);
      const single = rateSuperoperatorOf({ ...unknowns, spectrum: alone }, channels, { elements: new Map() });
      paired.gains.forEach(({ values }, b) => {
        const other = single.gains[b]!.values;
        let [apart, most] = [0, 0];
        for (let e = 0; e < values.length; e++) {
          apart = Math.max(apart, Math.abs(values[e]! - other[e]!));
          most = Math.max(most, other[e]!);
        }
        expect(apart).toBeLessThanOrEqual(1e-12 * Math.max(1, most));
      });
      const [streamed] = forcesOn(spectrum, channels, charges);
      const [kept] = forcesOn(alone, channels, charges, { elements: new Map() });
      streamed!.forEach((x, n) => expect(Math.abs(x - kept![n]!)).toBeLessThan(1e-11));
    }
  });
});

test('rates in single precision change expectation values by less than 1e-8', () => {
  const { parts, mean } = relaxation(8, {});
  const direct = solveSteadyState(parts, { method: 'elimination' });
  const rounded = parts.map(({ superoperator, strength }) => {
    const gains = superoperator.gains.map((g) => ({ ...g, values: Float32Array.from(g.values) }));
    const loss = new Float64Array(superoperator.loss.length);
    gains.forEach(({ rows, column, columns, values }) => {
      for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) loss[column + j]! += values[i * columns + j]!;
    });
    const { populationAt } = superoperator.unknowns;
    const own = Float64Array.from(populationAt, (at) => loss[at]!);
    return { strength, superoperator: { ...superoperator, gains, loss: own, outflow: own } };
  });
  const single = solveSteadyState(rounded, { method: 'products' });
  let most = 0;
  for (const name of names) most = Math.max(most, Math.abs(mean(name, single.values) - mean(name, direct.values)));
  expect(most).toBeLessThan(1e-8);
  expect(most).toBeGreaterThan(0);
});
