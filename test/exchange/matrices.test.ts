import { fc, test as check } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { formatOf } from '../../src/exchange/index.js';
import type { Operator } from '../../src/spin/index.js';
import { type Dense, distance, largest } from './dense.js';
import { directMatrix, point } from './direct.js';
import { asymmetric, driven, numbers, operatorOf, settings, symbolic } from './operators.js';
import { readDenseNpy, readMathematica, readOpenfermion, readSparseNpz, textReaders } from './readers.js';

/** Float64 of a dozen additions. */
const tolerance = 1e-12;

/** What another program reads, as a matrix with site 0 as the first factor. */
function read(id: string, operator: Operator, sites: number, open: boolean, time = 0): Dense {
  const written = formatOf(id).write(operator, { sites, open });
  if (typeof written !== 'string') return id === 'npy' ? readDenseNpy(written) : readSparseNpz(written);
  if (id === 'openfermion') return readOpenfermion(written, sites);
  if (id === 'mathematica') return readMathematica(written, point, time);
  return textReaders[id]!(written, time);
}

function same(id: string, operator: Operator, sites: number, open: boolean, time = 0): void {
  const expected = directMatrix(operator, sites, open, time);
  expect(distance(read(id, operator, sites, open, time), expected)).toBeLessThanOrEqual(
    tolerance * Math.max(1, largest(expected)),
  );
}

const all = ['quspin', 'qiskit', 'openfermion', 'itensor', 'paulistrings', 'mathematica', 'npy', 'npz', 'mtx'];

describe.each(all)('%s is the matrix of the operator', (id) => {
  test.each(asymmetric)('$text', ({ text, sites = 4, open = false }) => {
    same(id, operatorOf(text), sites, open);
  });

  check.prop([settings(numbers)], { numRuns: 60 })('random operators', ({ operator, sites, open }) => {
    same(id, operator, sites, open);
  });
});

describe('symbols that stay', () => {
  check.prop([settings(driven), fc.double({ min: -3, max: 3, noNaN: true })], { numRuns: 60 })(
    'QuSpin keeps the time',
    ({ operator, sites, open }, time) => {
      same('quspin', operator, sites, open, time);
    },
  );

  check.prop([settings(symbolic), fc.double({ min: -3, max: 3, noNaN: true })], { numRuns: 60 })(
    'Mathematica keeps parameters and time',
    ({ operator, sites, open }, time) => {
      same('mathematica', operator, sites, open, time);
    },
  );
});

describe('the oracle notices', () => {
  const operator = operatorOf(asymmetric[0]!.text);
  const expected = directMatrix(operator, 4, false);

  test('a reversed order of sites', () => {
    const text = String(formatOf('qiskit').write(operator, {}));
    const mirrored = text.replace(/"([IXYZ]+)"/gu, (_, label: string) => `"${[...label].reverse().join('')}"`);
    expect(distance(textReaders.qiskit!(mirrored, 0), expected)).toBeGreaterThan(0.1);
  });

  test('a conjugated coefficient', () => {
    const text = String(formatOf('itensor').write(operator, {}));
    expect(text).toContain('(0.2 - 0.7im)');
    expect(distance(textReaders.itensor!(text.replace('0.2 - 0.7im', '0.2 + 0.7im'), 0), expected)).toBeGreaterThan(
      0.1,
    );
  });

  test('a transposed matrix', () => {
    const text = String(formatOf('mtx').write(operator, {}));
    const transposed = text.replace(/^(\d+) (\d+) (\S+ \S+)$/gmu, '$2 $1 $3');
    expect(transposed).not.toBe(text);
    expect(distance(textReaders.mtx!(transposed, 0), expected)).toBeGreaterThan(0.1);
  });
});

describe('what a matrix says about itself', () => {
  const banner = (text: string, sites: number): string =>
    String(formatOf('mtx').write(operatorOf(text), { sites }))
      .split('\n')[0]!
      .replace('%%MatrixMarket matrix coordinate ', '');

  test.each([
    ['sum_j S_j·S_<j+1>', 'real symmetric'],
    ['sum_j X_j Y_<j+1>', 'complex hermitian'],
    ['S+_0', 'real general'],
    ['i X_0', 'complex general'],
    ['X_0 Y_1 Z_2 Y_3', 'real symmetric'],
  ])('%s is %s', (text, expected) => {
    expect(banner(text, 4)).toBe(expected);
  });

  test('words that cancel in an entry leave no entry', () => {
    // X X + Y Y flips ↑↓ only.
    expect(String(formatOf('mtx').write(operatorOf('X_0 X_1 + Y_0 Y_1'), {}))).toContain('\n4 4 1\n3 2 2\n');
  });
});
