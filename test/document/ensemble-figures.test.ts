import { expect, test } from 'vitest';
import { discoveredCharge, ensembleOf } from '../../src/ensembles/index.js';
import { solveSmall, real } from '../../src/numeric/index.js';
import { drivenRing, paperLists } from '../ensembles/driven.js';
import { type Figure, figureValues, figures } from '../../src/document/index.js';
import { records } from '../../src/drawing/index.js';

/*
 * Points of the figures against the numbers of a program of other authors' hands, which builds the rates from dense
 * matrices of the whole ring; those of other lists are in test/ensembles/numbers.test.ts.
 */

const find = (name: string): Figure => figures.find((f) => f.name === name)!;
const computed = (name: string, values: Record<string, number> = {}) =>
  find(name).compute({ ...figureValues([find(name)], [], { quick: true }).get(find(name))!, ...values }, () => {});

test('figure 1: relative entropies on eight sites', async () => {
  const rows = records((await computed('ensembles-1', { ring: 8 })).tables[0]!);
  const known = {
    'C1..C2': [2, 0.0271856],
    'C1..C3,JSc': [4, 0.0245624],
    'C1..C5,JSc': [6, 0.0144082],
    'C1..C7,JSc': [8, 0.0139028],
    'local:2': [4, 0.024436],
    'local:3': [12, 0.0140221],
    'local:4': [34, 0.0060682],
    NC4: [4, 0.0245624],
    NC6: [6, 0.0144082],
    'NC6+1': [7, 0.0026075],
    'NC6+2': [8, 0.0005284],
  };
  for (const [ensemble, [charges, entropy]] of Object.entries(known)) {
    const row = rows.find((r) => r.ensemble === ensemble)!;
    expect(row.charges, ensemble).toBe(charges);
    expect(Number(row.S), ensemble).toBeCloseTo(entropy!, 6);
  }
});

test('figure 2: heat currents on eight sites with a long and a short memory', async () => {
  const rows = records((await computed('ensembles-2', { ring: 8 })).tables[0]!);
  const at = (panel: string, ensemble: string) => rows.find((r) => r.panel === panel && r.ensemble === ensemble)!;
  const six = at('a', 'N_C = 6');
  expect(Number(six.JH_exact)).toBeCloseTo(0.000906378, 9);
  expect(Number(six.JH)).toBeCloseTo(0.002200005, 9);
  expect(Number(six.error)).toBeCloseTo(100 * (0.002200005 / 0.000906378 - 1), 2);
  expect(Number(at('a', 'N_C = 6 and one discovered charge').JH)).toBeCloseTo(0.001014389, 8);
  expect(Number(at('a', 'local:4').S)).toBeCloseTo(0.0060682, 6);
  // Whole percents and two digits are known of the short memory.
  expect(Math.round(Number(at('b', 'N_C = 6').error))).toBe(-20);
  expect(Number(at('b', 'N_C = 6').S)).toBeCloseTo(0.0084, 4);
});

test('figure 3: the anatomy on eight sites', async () => {
  const [long] = records((await computed('ensembles-3', { ring: 8, range: 4 })).tables[0]!);
  for (const [name, share] of Object.entries({ deviation: 0.1627, range_2: 0.0034, range_3: 0.2314, range_4: 0.4422 }))
    expect(Number(long![name]), name).toBeCloseTo(share, 4);
  expect(long!.range_5).toBeNull();
});

test('figure 3: the share in the charges is that of a linear regression', async () => {
  const [long] = records((await computed('ensembles-3')).tables[0]!);
  const { relaxation, operators } = drivenRing(6);
  const six = ensembleOf(relaxation, operators(...paperLists[6]));
  const rho = six.state.values;
  const charge = discoveredCharge(relaxation, rho, 'D1').values;
  const mean = (a: Float64Array): number => a.reduce((sum, x, m) => sum + rho[m]! * x, 0);
  const covariance = (a: Float64Array, b: Float64Array): number => mean(a.map((x, m) => x * b[m]!)) - mean(a) * mean(b);
  const charges = six.span.members.map((c) => c.values);
  const n = charges.length;
  const normal = real(n, n);
  charges.forEach((a, i) => charges.forEach((b, j) => (normal.re[i * n + j] = covariance(a, b))));
  const right = charges.map((a) => covariance(a, charge));
  const slopes = solveSmall(normal, Float64Array.from(right)).value;
  const explained = slopes.reduce((sum, c, i) => sum + c * right[i]!, 0) / covariance(charge, charge);
  expect(Number(long!.charges)).toBeCloseTo(explained, 9);
});

test('figure 4: exact and with six charges as figure 3 of the paper; discovered charges lead to the exact state', async () => {
  const at = { ring: 6, points: 2, lowest: 0.5, highest: 1 };
  const [here] = (await computed('ensembles-4', { ...at, discovered: 12 })).tables;
  const [there] = (await computed('chain-3', at)).tables;
  records(here!).forEach((row, k) => {
    const other = records(there!)[k]!;
    for (const name of ['H0', 'JH', 'C3']) {
      expect(Number(row[name])).toBeCloseTo(Number(other[name]), 11);
      expect(Number(row[`${name}_6`])).toBeCloseTo(Number(other[`${name}_6`]), 9);
      expect(Number(row[`${name}_more`])).toBeCloseTo(Number(row[name]), 5);
    }
  });
});
