import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { oneCoefficient } from '../../src/exact/index.js';
import {
  type Operator,
  type TermPlace,
  chainPlace,
  chainWeight,
  displacementSite,
  equalOperators,
  firstSite,
  identityWord,
  isDisplaced,
  localPlace,
  multiplyOperators,
  positionWeight,
  staggeredWeight,
  summandPlace,
  sumOverChain,
  uniformWeight,
  weighted,
  weightIn,
  withDisplacements,
  withWeight,
  writtenWeight,
} from '../../src/spin/index.js';
import { placeOfWord } from '../../src/spin/place.js';
import { wordFrom } from '../../src/spin/word.js';
import { chainOf, localOf, parts } from './realise.js';

const places: readonly TermPlace[] = [
  localPlace(3),
  localPlace(3, -1),
  summandPlace(positionWeight, 3),
  summandPlace(staggeredWeight, 3, -1),
  chainPlace(positionWeight),
  chainPlace(positionWeight, 3),
];

test('every place says where its word is, where its displacement is, and what its weight is', () => {
  expect(places.map((p) => [firstSite(p), displacementSite(p), weightIn(p), writtenWeight(p)])).toEqual([
    [3, undefined, uniformWeight, 'local'],
    [3, -1, uniformWeight, 'local'],
    [3, undefined, positionWeight, 'local'],
    [3, -1, staggeredWeight, 'local'],
    [0, undefined, positionWeight, 'j'],
    [3, 0, positionWeight, 'j'],
  ]);
  for (const p of places) expect(isDisplaced(p)).toBe(displacementSite(p) !== undefined);
});

test('another weight leaves the rest of a place, and with the weight 1 a summand is local', () => {
  for (const p of places) {
    const plain = withWeight(p, uniformWeight);
    expect(plain.kind).toBe(p.kind === 'chain' ? 'chain' : 'local');
    expect([firstSite(plain), displacementSite(plain)]).toEqual([firstSite(p), displacementSite(p)]);
    expect(withWeight(plain, weightIn(p))).toEqual(p);
  }
});

test('the identity is at its displacement, or else at 0', () => {
  expect(placeOfWord(identityWord, uniformWeight, 5)).toEqual(localPlace(0));
  expect(placeOfWord(identityWord, positionWeight, 5, 2)).toEqual(summandPlace(positionWeight, 2, 2));
  expect(placeOfWord(wordFrom('X').word, uniformWeight, 5, 2)).toEqual(localPlace(5, 2));
});

const signs = fc.constantFrom(1 as const, -1 as const);
const weights = fc.tuple(fc.integer({ min: 0, max: 3 }), signs).map(([power, sign]) => chainWeight(power, sign));

test.prop([parts({ longest: 3, powers: 2, staggered: true }), weights, weights])(
  'weights of an operator multiply, under the sum as outside of it',
  (list, v, w) => {
    const both = chainWeight(v.power + w.power, v.sign === w.sign ? 1 : -1);
    const sum = chainOf(list);
    expect(equalOperators(weighted(weighted(sum, v), w), weighted(sum, both))).toBe(true);
    // The words of these parts begin at j, so that their weight is that of the first letter.
    const body = localOf(list);
    expect(equalOperators(sumOverChain(weighted(body, v)), weighted(sumOverChain(body), v))).toBe(true);
  },
);

test.prop([parts({ sites: 4, longest: 3 })])('Σ_j A_j (a_j + a†_j) is the sum of the products', (list) => {
  const displacement: Operator = {
    terms: [{ word: identityWord, place: localPlace(0, 0), coefficient: oneCoefficient }],
  };
  const body = localOf(list);
  expect(equalOperators(withDisplacements(body), sumOverChain(multiplyOperators(body, displacement)))).toBe(true);
});
