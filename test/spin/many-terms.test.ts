import { describe, expect, test } from 'vitest';
import { fromInteger } from '../../src/exact/index.js';
import {
  type Operator,
  chainPlace,
  chainWeight,
  firstSite,
  identityOperator,
  isZeroOperator,
  lettersOf,
  localPlace,
  localWord,
  multiplyOperators,
  negateOperator,
  spinFlip,
  sumOperators,
} from '../../src/spin/index.js';
import type { Term } from '../../src/spin/operator.js';
import { wordFrom } from '../../src/spin/word.js';

/** The k-th of many different terms: short and long words, sites, weights and displacements. */
function term(k: number): Term {
  const letters = `X${[...k.toString(4)].map((d) => 'IXYZ'[Number(d)]).join('')}${k % 3 === 0 ? 'I'.repeat(40) : ''}Z`;
  const chain = k % 2 === 0;
  const displacement = k % 5 === 0 ? k % 4 : undefined;
  return {
    word: wordFrom(letters).word,
    place: chain
      ? chainPlace(chainWeight(k % 3, k % 11 < 5 ? -1 : 1), displacement)
      : localPlace((k % 7) - 3, displacement),
    coefficient: fromInteger(k + 1),
  };
}

describe('many terms', () => {
  const many: Operator = { terms: Array.from({ length: 5000 }, (_, k) => term(k)) };

  test('are found again however many there are: a sum with its negative is zero', () => {
    expect(sumOperators([many]).terms).toHaveLength(5000);
    expect(isZeroOperator(sumOperators([many, negateOperator(many)]))).toBe(true);
    const twice = sumOperators([many, many]);
    expect(twice.terms).toHaveLength(5000);
    expect(isZeroOperator(sumOperators([twice, negateOperator(many), negateOperator(many)]))).toBe(true);
  });

  test('a spin flip changes the sign of words with an odd number of Y and Z', () => {
    const flipped = spinFlip(many);
    for (const [k, { coefficient, word }] of flipped.terms.entries()) {
      const odd = [...lettersOf(word)].filter((l) => l === 'Y' || l === 'Z').length % 2 === 1;
      expect(coefficient).toEqual(fromInteger(odd ? -(k + 1) : k + 1));
    }
  });
});

test('the identity stands nowhere: a product with it is the operator, however far out that is', () => {
  const identity: Operator = identityOperator(fromInteger(2));
  for (const site of [100, -100, 3]) {
    const x: Operator = localWord(wordFrom('XY').word, site, fromInteger(1));
    for (const product of [multiplyOperators(x, identity), multiplyOperators(identity, x)]) {
      expect(product.terms.map((t) => [lettersOf(t.word), firstSite(t.place), t.coefficient])).toEqual([
        ['XY', site, fromInteger(2)],
      ]);
    }
  }
});
