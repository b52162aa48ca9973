import { type Integer, addIntegers, multiplyIntegers, powerInteger as raise } from '../exact/index.js';
import { limit } from '../text/index.js';

/**
 * A weight along the chain: w(j) = j^power · sign^j. The weight 1 is uniform, (−1)^j staggered.
 *
 * Shifted weights, and products of them, are sums of weights with integer factors. They are computed in this file only.
 */
export interface Weight {
  readonly power: number;
  readonly sign: 1 | -1;
}

/** An integer times a weight: one summand of a shifted weight, or of a product of shifted weights. */
export interface WeightPart {
  readonly factor: Integer;
  readonly weight: Weight;
}

/** Integer coefficients of a polynomial in j, by power. */
type Polynomial = readonly Integer[];

/** Highest power of j in a weight. */
export const maxPower = 32;

/** All weights by their tags. Equal weights are one object, which the terms of a long operator share. */
const weights: readonly Weight[] = Array.from({ length: 2 * (maxPower + 1) }, (_, tag) => ({
  power: tag >> 1,
  sign: (tag & 1) === 0 ? 1 : -1,
}));

/**
 * j^power · sign^j
 *
 * @diagnostic `power-too-high`
 */
export function chainWeight(power: number, sign: 1 | -1): Weight {
  checkPower(power);
  return weights[(power << 1) | (sign === 1 ? 0 : 1)]!;
}

function checkPower(power: number): void {
  if (power > maxPower) {
    limit('power-too-high', `a weight would be a polynomial in j of degree ${power}, above ${maxPower}`);
  }
}

/** 1 */
export const uniformWeight: Weight = chainWeight(0, 1);
/** (−1)^j */
export const staggeredWeight: Weight = chainWeight(0, -1);
/** j, the weight of a boost */
export const positionWeight: Weight = chainWeight(1, 1);

/** w = 1 */
export function isUniform(w: Weight): boolean {
  return w.power === 0 && w.sign === 1;
}

/** A whole number for every weight, by which terms are collected. */
export function weightTag(w: Weight): number {
  return (w.power << 1) | (w.sign === 1 ? 0 : 1);
}

/** The weight with a tag. */
export function taggedWeight(tag: number): Weight {
  return weights[tag]!;
}

/** Lower powers of j first, uniform before staggered. */
export function compareWeights(v: Weight, w: Weight): number {
  return v.power - w.power || w.sign - v.sign;
}

/** Sites after which the sign of the weight repeats. */
export function signPeriod(w: Weight): 1 | 2 {
  return w.sign === 1 ? 1 : 2;
}

/** The weight as text of the language: `1`, `(-1)^j`, `j^2*(-1)^j`. */
export function weightText({ power, sign }: Weight): string {
  const factors: string[] = [];
  if (power > 0) factors.push(power === 1 ? 'j' : `j^${power}`);
  if (sign === -1) factors.push('(-1)^j');
  return factors.length === 0 ? '1' : factors.join('*');
}

/** v(j) · w(j) */
export function multiplyWeights(v: Weight, w: Weight): Weight {
  return chainWeight(v.power + w.power, v.sign === w.sign ? 1 : -1);
}

/** w(site) */
export function weightAt(w: Weight, site: number): Integer {
  const sign = signAt(w, site);
  return w.power === 0 ? sign : multiplyIntegers(sign, raise(site, w.power));
}

/** sign^site */
function signAt(w: Weight, site: number): 1 | -1 {
  return w.sign === -1 && site % 2 !== 0 ? -1 : 1;
}

/** All weights with the factors 1 and −1, by their tags. */
const plus: readonly (readonly WeightPart[])[] = weights.map((w) => [{ factor: 1, weight: w }]);
const minus: readonly (readonly WeightPart[])[] = weights.map((w) => [{ factor: -1, weight: w }]);

/** w(j − by) */
export function shiftedWeight(w: Weight, by: number): readonly WeightPart[] {
  return productOfShifted(w, by, uniformWeight, 0);
}

/** w(−j − by) */
export function reflectedWeight(w: Weight, by: number): readonly WeightPart[] {
  const parts = shiftedWeight(w, -by);
  return w.power % 2 === 0 ? parts : parts.map((p) => ({ ...p, factor: multiplyIntegers(-1, p.factor) }));
}

/**
 * v(j − a) · w(j − b)
 *
 * @diagnostic `power-too-high`
 */
export function productOfShifted(v: Weight, a: number, w: Weight, b: number): readonly WeightPart[] {
  const sign = signAt(v, a) * signAt(w, b);
  const staggered = v.sign === w.sign ? 1 : -1;
  if ((v.power === 0 || a === 0) && (w.power === 0 || b === 0)) {
    return (sign === 1 ? plus : minus)[weightTag(chainWeight(v.power + w.power, staggered))]!;
  }
  const polynomial = multiplyPolynomials(shiftedPower(v.power, a), shiftedPower(w.power, b));
  checkPower(polynomial.length - 1);
  const parts: WeightPart[] = [];
  polynomial.forEach((c, power) => {
    if (c === 0) return;
    parts.push({ factor: sign === 1 ? c : multiplyIntegers(-1, c), weight: chainWeight(power, staggered) });
  });
  return parts;
}

/** (j − shift)^power */
function shiftedPower(power: number, shift: number): Polynomial {
  const result: Integer[] = [1];
  for (let n = 1; n <= power; n++) {
    // (j − shift)^n = j (j − shift)^(n−1) − shift (j − shift)^(n−1), from the highest power down
    result.push(1);
    for (let k = n - 1; k >= 0; k--) {
      result[k] = addIntegers(k === 0 ? 0 : result[k - 1]!, multiplyIntegers(0 - shift, result[k]!));
    }
  }
  return result;
}

function multiplyPolynomials(a: Polynomial, b: Polynomial): Polynomial {
  if (a.length === 1 && a[0] === 1) return b;
  if (b.length === 1 && b[0] === 1) return a;
  const result = Array<Integer>(a.length + b.length - 1).fill(0);
  a.forEach((x, i) => b.forEach((y, k) => (result[i + k] = addIntegers(result[i + k]!, multiplyIntegers(x, y)))));
  return result;
}
