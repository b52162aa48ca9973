import {
  type Coefficient,
  type Integer,
  type Monomial,
  addIntegers,
  conjugateMonomial,
  fromGaussian,
  gaussian,
  multiplyCoefficients,
  multiplyIntegers,
  multiplyMonomials,
  powerInteger as raise,
  scaleCoefficient,
  symbolPower,
  unit,
} from '../exact/index.js';
import { limit } from '../text/index.js';

/**
 * A weight along the chain: w(j) = j^power · sign^j · turn^j. The weight 1 is uniform, (−1)^j staggered. The turn from
 * one site to the next is a product of declared phases, such as e^{iφ}; it is 1 where the weight has none.
 *
 * Shifted weights, and products of them, are sums of weights with integer factors and phases. They are computed in this
 * file only.
 */
export interface Weight {
  readonly power: number;
  readonly sign: 1 | -1;
  readonly turn: Monomial;
}

/** The value of a weight at a site: an integer times a product of phases. */
export interface WeightAtSite {
  readonly factor: Integer;
  readonly phase: Monomial;
}

/** A number times a weight: one summand of a shifted weight, or of a product of shifted weights. */
export interface WeightPart extends WeightAtSite {
  readonly weight: Weight;
}

/** Integer coefficients of a polynomial in j, by power. */
type Polynomial = readonly Integer[];

/** Highest power of j in a weight. */
export const maxPower = 32;

/** All weights by their tags. Equal weights are one object, which the terms of a long operator share. */
const weights: Weight[] = [];
/** Every weight times 1 and times −1, by its tag. */
const plus: (readonly WeightPart[])[] = [];
const minus: (readonly WeightPart[])[] = [];
/** By a turn the tag of its first weight; its other powers and signs follow. */
const firstTags = new Map<Monomial, number>();

/** Makes the weights of a turn. */
function addTurn(turn: Monomial): number {
  const first = weights.length;
  firstTags.set(turn, first);
  for (let k = 0; k < 2 * (maxPower + 1); k++) {
    const weight: Weight = { power: k >> 1, sign: (k & 1) === 0 ? 1 : -1, turn };
    weights.push(weight);
    plus.push([{ factor: 1, phase: unit, weight }]);
    minus.push([{ factor: -1, phase: unit, weight }]);
  }
  return first;
}

addTurn(unit);

/**
 * j^power · sign^j · turn^j
 *
 * @param turn  a product of phases; by default 1
 * @diagnostic `power-too-high`
 */
export function chainWeight(power: number, sign: 1 | -1, turn: Monomial = unit): Weight {
  checkPower(power);
  return weights[tagOf(power, sign, turn)]!;
}

function tagOf(power: number, sign: 1 | -1, turn: Monomial): number {
  const first = turn === unit ? 0 : (firstTags.get(turn) ?? addTurn(turn));
  return first + ((power << 1) | (sign === 1 ? 0 : 1));
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
  return w.power === 0 && w.sign === 1 && w.turn === unit;
}

/** A whole number for every weight, by which terms are collected. */
export function weightTag(w: Weight): number {
  return tagOf(w.power, w.sign, w.turn);
}

/** The weight with a tag. */
export function taggedWeight(tag: number): Weight {
  return weights[tag]!;
}

/** Lower powers of j first, uniform before staggered. */
export function compareWeights(v: Weight, w: Weight): number {
  return v.power - w.power || w.sign - v.sign || compareTurns(v.turn, w.turn);
}

/** By names and exponents, so that the order does not depend on what was typed before. */
function compareTurns(a: Monomial, b: Monomial): number {
  if (a === b) return 0;
  return angleText(a) < angleText(b) ? -1 : 1;
}

/** The angle between neighbours as text of the language: `2*phi - theta`. */
function angleText(turn: Monomial): string {
  return anglesOf(turn)
    .map(({ name, times }, k) => {
      const sign = times < 0 ? (k === 0 ? '-' : ' - ') : k === 0 ? '' : ' + ';
      return `${sign}${Math.abs(times) === 1 ? '' : `${Math.abs(times)}*`}${name}`;
    })
    .join('');
}

/** The angles between neighbours that make a turn, each a declared phase times an integer, by name. */
export function anglesOf({ factors }: Monomial): { readonly name: string; readonly times: number }[] {
  return factors
    .map(({ symbol, doubled }) => ({ name: symbol.name, times: doubled / 2 }))
    .sort((p, q) => (p.name < q.name ? -1 : 1));
}

/** Does the weight turn by phases along the chain? Then it has no period. */
export function isTurning(w: Weight): boolean {
  return w.turn !== unit;
}

/** Sites after which the sign of the weight repeats. */
export function signPeriod(w: Weight): 1 | 2 {
  return w.sign === 1 ? 1 : 2;
}

/** The weight as text of the language: `1`, `(-1)^j`, `j^2*(-1)^j`, `exp(i*(phi)*j)`. */
export function weightText({ power, sign, turn }: Weight): string {
  const factors: string[] = [];
  if (power > 0) factors.push(power === 1 ? 'j' : `j^${power}`);
  if (sign === -1) factors.push('(-1)^j');
  if (turn !== unit) factors.push(`exp(i*(${angleText(turn)})*j)`);
  return factors.length === 0 ? '1' : factors.join('*');
}

/** v(j) · w(j) */
export function multiplyWeights(v: Weight, w: Weight): Weight {
  return chainWeight(v.power + w.power, v.sign === w.sign ? 1 : -1, timesTurn(v.turn, w.turn));
}

/** a · b: phases have no factor when they meet. */
const timesTurn = (a: Monomial, b: Monomial): Monomial =>
  a === unit ? b : b === unit ? a : multiplyMonomials(a, b).monomial;

/** turn^n */
function turnPower(turn: Monomial, n: number): Monomial {
  if (turn === unit || n === 0) return unit;
  return turn.factors.reduce((m, { symbol, doubled }) => timesTurn(m, symbolPower(symbol, doubled * n)), unit);
}

/** w(site) */
export function weightAt(w: Weight, site: number): WeightAtSite {
  const sign = signAt(w, site);
  // Most weights have no power of j, and powers of integers are slow.
  const factor = w.power === 0 ? sign : multiplyIntegers(sign, raise(site, w.power));
  return { factor, phase: turnPower(w.turn, site) };
}

/** c · w for the value w of a weight at a site */
export function timesWeight(c: Coefficient, { factor, phase }: WeightAtSite): Coefficient {
  const scaled = factor === 1 ? c : scaleCoefficient(c, gaussian(factor));
  return phase === unit ? scaled : multiplyCoefficients(scaled, fromGaussian(gaussian(1), phase));
}

/** w^n for a weight without a power of j, n an integer of either sign. */
export function weightPower(w: Weight, n: number): Weight {
  return chainWeight(0, n % 2 === 0 ? 1 : w.sign, turnPower(w.turn, n));
}

/**
 * The weight c^j of a number of modulus one.
 *
 * @returns undefined for a number that is not ±1 times declared phases
 */
export function turnWeight({ terms }: Coefficient): Weight | undefined {
  const [term] = terms;
  if (terms.length !== 1 || !term) return undefined;
  const { value, monomial } = term;
  const isSign = value.im === 0 && value.den === 1 && (value.re === 1 || value.re === -1);
  if (!isSign || monomial.mode || !monomial.factors.every((f) => f.symbol.kind === 'phase')) return undefined;
  return chainWeight(0, value.re === 1 ? 1 : -1, monomial);
}

/** The complex conjugate of a weight. */
export function conjugateWeight(w: Weight): Weight {
  return w.turn === unit ? w : chainWeight(w.power, w.sign, conjugateMonomial(w.turn));
}

/** sign^site */
function signAt(w: Weight, site: number): 1 | -1 {
  return w.sign === -1 && site % 2 !== 0 ? -1 : 1;
}

/** w(j − by) */
export function shiftedWeight(w: Weight, by: number): readonly WeightPart[] {
  return productOfShifted(w, by, uniformWeight, 0);
}

/** w(−j − by): as the weight at j + by, but j^power changes its sign where the power is odd, and the turn its direction. */
export function reflectedWeight(w: Weight, by: number): readonly WeightPart[] {
  const parts = shiftedWeight(conjugateWeight(w), -by);
  return w.power % 2 === 0 ? parts : parts.map((p) => ({ ...p, factor: multiplyIntegers(-1, p.factor) }));
}

/**
 * v(j − a) · w(j − b)
 *
 * @diagnostic `power-too-high`
 */
export function productOfShifted(v: Weight, a: number, w: Weight, b: number): readonly WeightPart[] {
  const isNegative = signAt(v, a) !== signAt(w, b);
  const sign = v.sign === w.sign ? 1 : -1;
  const turn = timesTurn(v.turn, w.turn);
  const phase = timesTurn(turnPower(v.turn, -a), turnPower(w.turn, -b));
  if ((v.power === 0 || a === 0) && (w.power === 0 || b === 0) && phase === unit) {
    checkPower(v.power + w.power);
    return (isNegative ? minus : plus)[tagOf(v.power + w.power, sign, turn)]!;
  }
  const polynomial = multiplyPolynomials(shiftedPower(v.power, a), shiftedPower(w.power, b));
  checkPower(polynomial.length - 1);
  const parts: WeightPart[] = [];
  polynomial.forEach((c, power) => {
    if (c === 0) return;
    parts.push({ factor: isNegative ? multiplyIntegers(-1, c) : c, phase, weight: chainWeight(power, sign, turn) });
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
