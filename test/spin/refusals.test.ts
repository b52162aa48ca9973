import { describe, expect, test } from 'vitest';
import { fromInteger } from '../../src/exact/index.js';
import {
  type Operator,
  addOperators,
  anticommutator,
  commutator,
  localWord,
  multiplyOperators,
  overlap,
  sumOverChain,
  wordFrom,
} from '../../src/spin/index.js';
import { refusal } from '../exact/refusal.js';
import { chainOf } from './realise.js';

const x = (site: number): Operator => localWord(wordFrom('X').word, site, fromInteger(1));
const sum = sumOverChain(x(0));
const weighted = chainOf([{ letters: 'Z', site: 0, c: { re: 1, im: 0 }, power: 20, staggered: false }]);

describe('what has no meaning on the infinite chain is refused by name', () => {
  test.each([
    ['a product of two chain sums', () => multiplyOperators(sum, sum), 'product-of-sums'],
    ['their anticommutator', () => anticommutator(sum, sum), 'product-of-sums'],
    ['a product of a sum and a local operator', () => multiplyOperators(sum, x(0)), 'product-of-sum-and-local'],
    ['a sum in a sum', () => sumOverChain(sum), 'sum-in-sum'],
    ['a norm of a weighted sum', () => overlap(weighted, weighted), 'position-weight'],
    ['an inner product of a sum and a local operator', () => overlap(sum, x(0)), 'mixed-operator'],
    ['a norm of a sum plus a local operator', () => overlap(addOperators(sum, x(0)), sum), 'mixed-operator'],
  ])('%s', (_, body, code) => {
    expect(refusal(body)).toMatchObject({ kind: 'input', code });
  });

  test.each([
    ['a site too far out', () => x(2 ** 29 + 1), 'site-too-far'],
    ['letters too far apart', () => multiplyOperators(x(0), x(64)), 'range-too-long'],
    [
      'a weight of too high a power',
      () =>
        commutator(weighted, chainOf([{ letters: 'X', site: 0, c: { re: 1, im: 0 }, power: 20, staggered: false }])),
      'power-too-high',
    ],
  ])('limit: %s', (_, body, code) => {
    expect(refusal(body)).toMatchObject({ kind: 'limit', code });
  });

  test('a sum times a number written as an operator is a sum', () => {
    const two = localWord(wordFrom('').word, 0, fromInteger(2));
    expect(multiplyOperators(two, sum)).toEqual(addOperators(sum, sum));
    expect(anticommutator(sum, two).terms[0]!.coefficient).toEqual(fromInteger(4));
  });
});
