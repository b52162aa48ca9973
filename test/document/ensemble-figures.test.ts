import { expect, test } from 'vitest';
import { type Figure, figureValues, figures, records } from '../../src/document/index.js';

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
