import fc from 'fast-check';
import { test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { fromGaussian, fromSymbol, gaussian, parameterSymbol } from '../../src/exact/index.js';
import {
  type Operator,
  addOperators,
  anticommutator,
  commutator,
  equalOperators,
  localWord,
  multiplyOperators,
  sumOperators,
  sumOverChain,
} from '../../src/spin/index.js';
import { PackedSum } from '../../src/spin/packed-sum.js';
import { packedProduct } from '../../src/spin/packed.js';
import { compareTerms } from '../../src/spin/operator.js';
import { wordFrom } from '../../src/spin/word.js';

/** The product pair by pair: so few are not packed. */
function byPairs(a: Operator, b: Operator, product: typeof commutator, tally?: { cancelled: number }): Operator {
  const single = ({ terms }: Operator): Operator[] => terms.map((t) => ({ terms: [t] }));
  return sumOperators(
    single(a).flatMap((p) => single(b).map((q) => product(p, q))),
    tally,
  );
}

/** Words as numbers with two bits for each letter, few different ones so that many cancel, or many. */
const number = fc.record({
  re: fc.integer({ min: -5, max: 5 }),
  im: fc.constantFrom(0, 0, 1, -2),
  den: fc.constantFrom(1, 1, 2, 3),
});
function words(letters: number, sites: number) {
  return fc.array(
    fc.record({
      text: fc.array(fc.constantFrom('I', 'X', 'Y', 'Z'), { minLength: letters, maxLength: letters }),
      site: fc.integer({ min: 0, max: sites - letters }),
      number,
    }),
    { minLength: 20, maxLength: 40 },
  );
}
type Written = ReturnType<typeof words> extends fc.Arbitrary<infer W> ? W : never;
function local(list: Written, origin = 0): Operator {
  return sumOperators(
    list.map(({ text, site, number: { re, im, den } }) => {
      const { word, start } = wordFrom(text.join(''));
      return localWord(word, origin + site + start, fromGaussian(gaussian(re, im, den)));
    }),
  );
}

const products = [
  ['commutator', commutator],
  ['anticommutator', anticommutator],
  ['product', multiplyOperators],
] as const;

describe('a product in typed arrays', () => {
  test.prop([words(3, 4), words(3, 4), fc.integer({ min: -100, max: 100 })], { numRuns: 40 })(
    'is that of all pairs, where many words cancel',
    (a, b, origin) => {
      const [p, q] = [local(a, origin), local(b, origin)];
      for (const [kind, product] of products) {
        const [packedTally, tally] = [{ cancelled: 0 }, { cancelled: 0 }];
        const found = packedProduct(p, q, kind, packedTally);
        if (p.terms.length * q.terms.length >= 256) expect(found).toBeDefined();
        if (!found) continue;
        expect(equalOperators(found, byPairs(p, q, product, tally))).toBe(true);
        expect(packedTally).toEqual(tally);
        expect(equalOperators(product(p, q), found)).toBe(true);
      }
    },
  );

  test.prop([words(12, 32), words(20, 32)], { numRuns: 20 })('is that of all pairs on 32 sites', (a, b) => {
    const [p, q] = [local(a, -7), local(b, -7)];
    for (const [kind, product] of products) {
      const found = packedProduct(p, q, kind);
      expect(found && equalOperators(found, byPairs(p, q, product))).toBe(true);
      expect([...found!.terms].sort(compareTerms)).toEqual(found!.terms);
    }
  });

  const manyWords = (letters: number, count: number) =>
    fc.array(
      fc.record({
        text: fc.array(fc.constantFrom('I', 'X', 'Y', 'Z'), { minLength: letters, maxLength: letters }),
        site: fc.constant(0),
        number,
      }),
      {
        minLength: count,
        maxLength: count,
        size: 'max',
      },
    );

  test.prop([fc.constantFrom(5, 9, 28), fc.boolean(), fc.integer()], { numRuns: 3 })(
    'is that of all pairs where the sum is made in parts, whichever operator has more words',
    (letters, isSwapped, seed) => {
      const [few, most] = [120, 500].map((count) =>
        local(fc.sample(manyWords(letters, count), { seed, numRuns: 1 })[0]!),
      );
      const [p, q] = isSwapped ? [most!, few!] : [few!, most!];
      for (const [kind, product] of products) {
        const found = packedProduct(p, q, kind);
        expect(found && equalOperators(found, byPairs(p, q, product))).toBe(true);
      }
    },
  );

  test.prop([words(5, 5), words(4, 4)], { numRuns: 30 })('is the commutator of chain sums', (a, b) => {
    const [p, q] = [sumOverChain(local(a)), sumOverChain(local(b))];
    const found = packedProduct(p, q, 'commutator');
    if (p.terms.length * q.terms.length >= 256)
      expect(found && equalOperators(found, byPairs(p, q, commutator))).toBe(true);
  });

  const many = (letters: string, coefficient = fromGaussian(gaussian(1))): Operator =>
    sumOperators(
      Array.from({ length: 16 }, (_, k) => {
        const { word, start } = wordFrom(
          [...(k + 16).toString(2)].map((bit, i) => (bit === '1' ? letters[i % letters.length] : 'I')).join(''),
        );
        return localWord(word, start, coefficient);
      }),
    );

  test('is not made where it would not be exact, or of other words', () => {
    const plain = many('X');
    expect(packedProduct(plain, many('Z'), 'commutator')).toBeDefined();
    const large = fromGaussian(gaussian(2 ** 52));
    const others: Operator[] = [
      many('Z', large),
      many('Z', fromGaussian(gaussian(1, 0, 2 ** 27 - 1))),
      many('Z', fromSymbol(parameterSymbol('J'))),
      addOperators(many('Z'), localWord(wordFrom('ZZ').word, 32, fromGaussian(gaussian(1)))),
      addOperators(many('Z'), sumOverChain(localWord(wordFrom('ZZ').word, 0, fromGaussian(gaussian(1))))),
    ];
    for (const other of others) {
      expect(packedProduct(plain, other, 'commutator')).toBeUndefined();
      expect(equalOperators(commutator(plain, other), byPairs(plain, other, commutator))).toBe(true);
    }
  });

  test('keeps integers exact up to the last safe one', () => {
    // Sixteen words, twice: c < 2^53/32.
    const below = many('Z', fromGaussian(gaussian(2 ** 48 - 1)));
    const beyond = many('Z', fromGaussian(gaussian(2 ** 48)));
    const plain = many('X');
    expect(packedProduct(plain, below, 'commutator')).toBeDefined();
    expect(packedProduct(plain, beyond, 'commutator')).toBeUndefined();
    for (const other of [below, beyond])
      expect(equalOperators(commutator(plain, other), byPairs(plain, other, commutator))).toBe(true);
  });
});

describe('a sum of words', () => {
  const entry = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.integer(), fc.integer());
  const part = fc.array(entry, { minLength: 1500, maxLength: 3000 });

  test.prop([part, part], { numRuns: 20 })(
    'is that of a map, in parts and when its arrays have been full',
    (...parts) => {
      const sum = new PackedSum();
      const wanted = new Map<string, [number, number]>();
      for (const [which, list] of parts.entries()) {
        sum.startPart();
        for (const [x, z, re, im] of list) {
          // The words of one part differ from those of the other by a bit.
          const own = x | (which << 10);
          sum.add(own, z, re, im);
          const known = wanted.get(`${own} ${z}`) ?? [0, 0];
          wanted.set(`${own} ${z}`, [known[0] + re, known[1] + im]);
        }
      }
      expect(sum.count).toBe(wanted.size);
      for (let k = 0; k < sum.count; k++) {
        expect([sum.re[k]! + 0, sum.im[k]! + 0]).toEqual(wanted.get(`${sum.x[k]} ${sum.z[k]}`));
      }
    },
  );
});
