import { unit } from '../../src/exact/index.js';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  type Weight,
  compareWeights,
  maxPower,
  productOfShifted,
  reflectedWeight,
  shiftedWeight,
  taggedWeight,
  weightTag,
} from '../../src/spin/weight.js';
import { chainWeight, isUniform, multiplyWeights, weightPeriod, weightAt, weightText } from '../../src/spin/index.js';
import { refusal } from '../exact/refusal.js';

const weights = fc
  .tuple(fc.integer({ min: 0, max: maxPower }), fc.constantFrom(1 as const, -1 as const))
  .map(([power, sign]) => chainWeight(power, sign));
/** Two weights whose product is one. */
const pairs = fc.tuple(weights, weights).filter(([v, w]) => v.power + w.power <= maxPower);
const sites = fc.integer({ min: -50, max: 50 });

/** w(j) by its definition. */
const at = ({ power, sign }: Weight, j: number): bigint =>
  BigInt(j) ** BigInt(power) * (sign === -1 && j % 2 !== 0 ? -1n : 1n);
const sumAt = (parts: ReturnType<typeof shiftedWeight>, j: number): bigint =>
  parts.reduce((sum, { factor, weight }) => sum + BigInt(factor) * at(weight, j), 0n);

describe('weights are functions of j', () => {
  test.prop([weights, sites])('with a value at every site', (w, j) => {
    const { factor, phase } = weightAt(w, j);
    expect(BigInt(factor)).toBe(at(w, j));
    expect(phase).toBe(unit);
  });

  test.prop([pairs, sites])('whose products are taken site by site', ([v, w], j) => {
    expect(at(multiplyWeights(v, w)!.weight, j)).toBe(at(v, j) * at(w, j));
  });

  test.prop([weights, sites, sites])('that can be shifted and reflected', (w, by, j) => {
    expect(sumAt(shiftedWeight(w, by), j)).toBe(at(w, j - by));
    expect(sumAt(reflectedWeight(w, by), j)).toBe(at(w, -j - by));
  });

  test.prop([pairs, sites, sites, sites])('and multiplied when they are shifted', ([v, w], a, b, j) => {
    const parts = productOfShifted(v, a, w, b);
    expect(sumAt(parts, j)).toBe(at(v, j - a) * at(w, j - b));
    expect(parts.every(({ factor }) => factor !== 0)).toBe(true);
  });

  test.prop([weights, sites])('whose signs have a period', (w, j) => {
    const sign = (k: number): bigint => at(chainWeight(0, w.sign), k);
    expect(sign(j + weightPeriod(w))).toBe(sign(j));
  });
});

test.prop([weights, weights])('equal weights have one tag and one text, different ones differ in order', (v, w) => {
  const same = v.power === w.power && v.sign === w.sign;
  expect(weightTag(v) === weightTag(w)).toBe(same);
  expect(weightText(v) === weightText(w)).toBe(same);
  expect(compareWeights(v, w) === 0).toBe(same);
  expect(Math.sign(compareWeights(v, w))).toBe(0 - Math.sign(compareWeights(w, v)));
  expect(taggedWeight(weightTag(v))).toEqual(v);
  expect(isUniform(v)).toBe(weightText(v) === '1');
});

test('j^32 is the highest power of j, also of a product that is shifted', () => {
  const high = chainWeight(maxPower, 1);
  for (const beyond of [
    () => chainWeight(maxPower + 1, 1),
    () => multiplyWeights(high, chainWeight(1, -1)),
    () => productOfShifted(high, 3, chainWeight(1, 1), 2),
  ])
    expect(refusal(beyond).code).toBe('power-too-high');
});
