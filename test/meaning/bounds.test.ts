import { describe, expect, test } from 'vitest';
import { coefficientText } from '../../src/exact/index.js';
import { error, last, notes, operator, scalar, terms } from './program.js';

// What these guard against does not end within the patience of anybody: work that doubles with every bracket, a power
// that is multiplied out one factor at a time, a number that is tried by all its divisors. So their answers are enough.

const name = (k: number): string => `K${k}`;
const list = (n: number, f: (k: number) => string, by: string): string =>
  Array.from({ length: n }, (_, k) => f(k)).join(by);

describe('large inputs stay bounded', () => {
  test('numbers of 400 digits are exact', () => {
    const [a, b] = ['9'.repeat(400), '7'.repeat(399)];
    expect(scalar(`${a} - ${b}`)).toBe((BigInt(a) - BigInt(b)).toString());
    expect(scalar(`${a} * ${b}`)).toBe((BigInt(a) * BigInt(b)).toString());
    // 10^400 − 1 = 9·(10^400 − 1)/9, and 10^400 − 1 over 9 is 400 ones.
    expect(scalar(`${a}/9`)).toBe('1'.repeat(400));
    expect(scalar(`sqrt(${10n ** 400n})`)).toBe((10n ** 200n).toString());
    // A radicand of hundreds of digits with factors beyond reach says so.
    expect(error(`sqrt(${10n ** 400n + 2n})`)).toMatchObject({ kind: 'limit', code: 'root-too-large' });
  });

  test('sums of 10 000 terms', () => {
    expect(scalar(list(10_000, (k) => String(k), ' + '))).toBe(String((9_999 * 10_000) / 2));
    expect(operator(list(10_000, (k) => `${k + 1} Z_${k}`, ' + ')).terms).toHaveLength(10_000);
    expect(Object.keys(terms(`sum_j ${list(10_000, (k) => `${'XYZ'[k % 3]}_<j+${k % 50}>`, ' + ')}`))).toEqual([
      'Σ X',
      'Σ Y',
      'Σ Z',
    ]);
    const outcome = last(list(10_000, name, ' + '));
    expect(outcome.kind === 'value' && outcome.value.kind === 'scalar' && outcome.value.scalar.terms.length).toBe(
      10_000,
    );
  });

  test('products of 5 000 factors', () => {
    // (XYZ)^(5000/…): XYZ = i, and 4998 = 3·1666 factors make i^1666 = −1; the two left are XY = iZ.
    expect(terms(list(5000, (k) => `${'XYZ'[k % 3]}_0`, ' '))).toEqual({ 'Z@0': '-i' });
    expect(scalar(list(5000, () => 'J', ' '))).toBe('J^5000');
    expect(scalar(list(5000, () => '2', '*'))).toBe((2n ** 5000n).toString());
    expect(error(list(5000, name, ' '))).toMatchObject({ kind: 'limit', code: 'monomial-too-long' });
  });

  test('high powers', () => {
    // (1 + i)² = 2i
    expect(scalar('(1 + i)^20000')).toBe((2n ** 10000n).toString());
    expect(scalar('sqrt(2)^20001')).toBe(`${2n ** 10000n}*2^(1/2)`);
    expect(error('2^1000000')).toMatchObject({ kind: 'limit' });
    expect(error('2^10000000')).toMatchObject({ kind: 'limit' });
    expect(error('X_0^65')).toMatchObject({ kind: 'limit', code: 'exponent-too-large' });
    expect(error('1e999999999')).toMatchObject({ kind: 'limit' });
  });

  test('words longer than 64 sites, and sites too far out', () => {
    expect(error('X_0 X_64')).toMatchObject({ kind: 'limit', code: 'range-too-long' });
    expect(error('sum_j X_j X_<j+64>')).toMatchObject({ kind: 'limit', code: 'range-too-long' });
    expect(error('X_0 X_536870911')).toMatchObject({ kind: 'limit' });
    expect(error('X_536870913')).toMatchObject({ kind: 'limit' });
    expect(terms('X_0 X_63 Y_0 Y_63')).toEqual({ [`Z${'I'.repeat(62)}Z@0`]: '-1' });
  });

  test('+ h.c. nested forty deep does not double the work at every level', () => {
    let text = 'S+_0';
    for (let k = 0; k < 40; k++) text = `(${text} + Z_1 + h.c.)`;
    const found = operator(text);
    // After the first h.c. everything is Hermitian, so each level doubles: S+ + S− = X, then 2^39 X; Z: 2 + 4 + … +
    // 2^40.
    expect(found.terms.map((t) => coefficientText(t.coefficient))).toEqual([String(2 ** 39), String(2 ** 41 - 2)]);
    expect(notes(text).length).toBeGreaterThan(0);
  });

  test('brackets nested beyond the limit are refused, up to it they are read', () => {
    expect(terms(`${'('.repeat(150)}X_0${')'.repeat(150)}`)).toEqual({ 'X@0': '1' });
    expect(error(`${'('.repeat(5000)}X_0${')'.repeat(5000)}`)).toMatchObject({ kind: 'limit' });
    expect(terms(`${'['.repeat(100)}X_0${', Z_0]'.repeat(100)}`)).toEqual({ 'X@0': (2n ** 100n).toString() });
  });

  test('many charges of a chain end in a declared limit', () => {
    expect(error('charge(sum_j X_j X_<j+1> + Z_j, 32)')).toMatchObject({ kind: 'limit', code: 'charge-too-long' });
  });
});
