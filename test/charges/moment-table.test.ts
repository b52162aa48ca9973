import { test as prop, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { rational } from '../../src/exact/index.js';
import { type MomentSums, momentSums } from '../../src/charges/moment-table.js';
import type { Packed, Parity } from '../../src/charges/packed.js';
import { compareMirror } from '../../src/charges/mirror.js';
import { WordIndex, hashOf } from '../../src/charges/word-index.js';

type Contribution = readonly [x: number, z: number, monomial: number, value: number, weight: number];

/** What is in a packed moment: word and monomial → scale · integer. */
function contents({ x, z, begin, monomial, value, wide, scale, kept }: Packed): Map<string, number> {
  const found = new Map<string, number>();
  for (let w = 0; w < kept; w++) {
    for (let e = begin[w]!; e < begin[w + 1]!; e++) {
      const n = wide ? Number(wide[e]!) : value[e]!;
      const key = `${x[w]} ${z[w]} ${monomial[e]}`;
      expect(found.has(key)).toBe(false);
      found.set(key, (n * Number(scale.num)) / Number(scale.den));
    }
  }
  return found;
}

/** The same by a map, as plainly as it can be said. */
function plainly(
  contributions: readonly Contribution[],
  moment: 0 | 1,
  parity: Parity,
): { sums: Map<string, number>; cancelled: number } {
  const sums = new Map<string, number>();
  for (const [x, z, monomial, value, weight] of contributions) {
    const key = `${x} ${z} ${monomial}`;
    sums.set(key, (sums.get(key) ?? 0) + (moment === 0 ? value : value * weight));
  }
  let cancelled = 0;
  for (const [key, sum] of sums) {
    if (sum !== 0) continue;
    sums.delete(key);
    const [x, z] = key.split(' ').map(Number) as [number, number];
    cancelled += parity !== 0 && compareMirror(x, z) !== 0 ? 2 : 1;
  }
  return { sums, cancelled };
}

const tables = {
  narrow: () => momentSums(10, 'float64', 1e6),
  partitioned: () => momentSums(600_000, 'float64', 1e6),
  wide: () => momentSums(10, 'bigint', 1e6),
};

function filled(table: MomentSums, kind: keyof typeof tables, contributions: readonly Contribution[]): MomentSums {
  for (const [x, z, monomial, value, weight] of contributions) {
    if (kind === 'wide') table.addWide(hashOf(x, z), x, z, monomial + 1, BigInt(value), BigInt(weight));
    else table.add(hashOf(x, z), x, z, monomial + 1, value, weight);
  }
  return table;
}

const word = fc
  .tuple(fc.nat(200), fc.nat(200))
  .map(([x, z]): [number, number] => (x === 0 && z === 0 ? [1, 0] : [x, z]));
const contribution = fc
  .tuple(word, fc.nat(4), fc.integer({ min: -3, max: 3 }), fc.integer({ min: -4, max: 4 }))
  .map(([[x, z], m, v, w]): Contribution => [x, z, m, 6 * v, w]);

describe('the tables of a pass', () => {
  prop.prop([fc.array(contribution, { maxLength: 600 }), fc.constantFrom<Parity>(-1, 0, 1)], { numRuns: 12 })(
    'all kinds hold the same sums, those of a map',
    (contributions, parity) => {
      for (const kind of ['narrow', 'partitioned', 'wide'] as const) {
        const table = filled(tables[kind](), kind, contributions);
        for (const moment of [0, 1] as const) {
          const { packed, cancelled } = table.packed(moment, rational(5, 2), parity);
          const expected = plainly(contributions, moment, parity);
          expect(cancelled).toBe(expected.cancelled);
          expect(contents(packed)).toEqual(new Map([...expected.sums].map(([key, n]) => [key, 2.5 * n])));
          // Without a common factor.
          const integers = [...(packed.wide ?? packed.value)].map((n) => Math.abs(Number(n)));
          if (integers.length > 0) expect(integers.reduce((a, b) => (b === 0 ? a : gcd(a, b)))).toBe(1);
          expect(packed.largest).toBe(Math.max(0, ...integers));
        }
      }
    },
  );

  test('more contributions to one partition than are gathered at once', () => {
    const many = Array.from({ length: 20_000 }, (_, k): Contribution => [1 + (k % 3), 0, k % 2, 1, k % 5]);
    const table = filled(tables.partitioned(), 'partitioned', many);
    for (const moment of [0, 1] as const)
      expect(contents(table.packed(moment, rational(1), 0).packed)).toEqual(plainly(many, moment, 0).sums);
  });

  test('exactly as many entries as are allowed, in one table and in many', () => {
    for (const expected of [10, 600_000]) {
      const put = (n: number): void => {
        const table = momentSums(expected, 'float64', 50);
        for (let k = 1; k <= n; k++) table.add(hashOf(k, 0), k, 0, 1, 1, 0);
        table.packed(0, rational(1), 0);
      };
      expect(() => put(50)).not.toThrow();
      expect(() => put(51)).toThrow('more than 50 words');
    }
  });
});

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

describe('the index of words', () => {
  prop.prop([fc.array(word, { maxLength: 300 }), fc.constantFrom(0, 1, 7, 400)])(
    'numbers words in the order they come, and finds them again',
    (words, expected) => {
      const index = new WordIndex(expected);
      const seen: string[] = [];
      for (const [x, z] of words) {
        const key = `${x} ${z}`;
        if (!seen.includes(key)) seen.push(key);
        expect(index.number(hashOf(x, z), x, z)).toBe(seen.indexOf(key));
      }
      expect(index.count).toBe(seen.length);
      seen.forEach((key, k) => expect(`${index.x[k]} ${index.z[k]}`).toBe(key));
    },
  );
});
