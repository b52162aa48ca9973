import {
  type Coefficient,
  type Integer,
  type Monomial,
  addCoefficients,
  addIntegers,
  conjugateMonomial,
  equalCoefficients,
  fromGaussian,
  gaussian,
  isZeroCoefficient,
  multiplyCoefficients,
  multiplyIntegers,
  multiplyMonomials,
  oneCoefficient,
  powerInteger as raise,
  scaleCoefficient,
  subtractCoefficients,
  symbolPower,
  unit,
  zeroCoefficient,
} from '../exact/index.js';
import { limit } from '../text/index.js';

/**
 * A weight along the chain: w(j) = j^power · sign^j · turn^n at the sites j = period·n + residue of a class, and 0
 * elsewhere. The weight 1 is uniform, (−1)^j staggered. The turn from one site of the class to the next is a product of
 * declared phases, such as e^{iφ}; it is 1 where the weight has none.
 *
 * Weights of period 1 and 2 are made of 1 and (−1)^j, those of longer periods of residue classes: [j ≡ 0 mod 3]. Shifted
 * weights, and products of them, are sums of weights with integer factors and phases. They are computed in this file
 * only.
 */
export interface Weight {
  readonly power: number;
  readonly sign: 1 | -1;
  readonly turn: Monomial;
  readonly sites: ResidueClass;
}

/** The sites j ≡ residue mod period, 0 ≤ residue < period. Equal classes are one object. */
export interface ResidueClass {
  readonly period: number;
  readonly residue: number;
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

/** Longest period of a weight, in sites: that of four legs with weights of the periods 1 to 6 along each. */
export const maxPeriod = 240;

const classes: ResidueClass[][] = [];

/**
 * The sites j ≡ residue mod period
 *
 * @param residue  an integer of either sign
 * @diagnostic `period-too-long`
 */
export function residueClass(period: number, residue: number): ResidueClass {
  if (period > maxPeriod)
    limit('period-too-long', `a weight along the chain would repeat after ${period} sites, above ${maxPeriod}`, {
      hint: 'use weights whose periods have a smaller common multiple',
    });
  const r = remainder(residue, period);
  const known = (classes[period] ??= []);
  return (known[r] ??= { period, residue: r });
}

/** n mod m, from 0 to m − 1 for n of either sign. */
function remainder(n: number, m: number): number {
  const r = n % m;
  return r < 0 ? r + m : r + 0;
}

/** All sites. */
export const everySite: ResidueClass = residueClass(1, 0);

/** All weights by their tags. Equal weights are one object, which the terms of a long operator share. */
const weights: Weight[] = [];
/** Every weight times 1 and times −1, by its tag. */
const plus: (readonly WeightPart[])[] = [];
const minus: (readonly WeightPart[])[] = [];
/** By sites and turn the tag of the first weight; its other powers and signs follow. */
const firstTags = new Map<ResidueClass, Map<Monomial, number>>();

/** Makes the weights of a turn and a class of sites. */
function addWeights(turn: Monomial, sites: ResidueClass): number {
  const first = weights.length;
  let byTurn = firstTags.get(sites);
  if (!byTurn) firstTags.set(sites, (byTurn = new Map()));
  byTurn.set(turn, first);
  for (let k = 0; k < 2 * (maxPower + 1); k++) {
    const weight: Weight = { power: k >> 1, sign: (k & 1) === 0 ? 1 : -1, turn, sites };
    weights.push(weight);
    plus.push([{ factor: 1, phase: unit, weight }]);
    minus.push([{ factor: -1, phase: unit, weight }]);
  }
  return first;
}

addWeights(unit, everySite);

/**
 * j^power · sign^j · turn^j at some sites
 *
 * @param turn  a product of phases; by default 1
 * @param sites  a class of sites; by default all
 * @diagnostic `power-too-high`
 */
export function chainWeight(
  power: number,
  sign: 1 | -1,
  turn: Monomial = unit,
  sites: ResidueClass = everySite,
): Weight {
  checkPower(power);
  return weights[tagOf(power, sign, turn, sites)]!;
}

/** [j ≡ residue mod period]: 1 at these sites and 0 at the others. */
export const residueWeight = (period: number, residue: number): Weight =>
  chainWeight(0, 1, unit, residueClass(period, residue));

function tagOf(power: number, sign: 1 | -1, turn: Monomial, sites: ResidueClass): number {
  const first = turn === unit && sites === everySite ? 0 : (firstTags.get(sites)?.get(turn) ?? addWeights(turn, sites));
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
  return w.power === 0 && w.sign === 1 && w.turn === unit && w.sites === everySite;
}

/** A whole number for every weight, by which terms are collected. */
export function weightTag(w: Weight): number {
  return tagOf(w.power, w.sign, w.turn, w.sites);
}

/** The weight with a tag. */
export function taggedWeight(tag: number): Weight {
  return weights[tag]!;
}

/** Lower powers of j first, uniform before staggered, and then the classes of sites. */
export function compareWeights(v: Weight, w: Weight): number {
  return (
    v.power - w.power ||
    v.sites.period - w.sites.period ||
    v.sites.residue - w.sites.residue ||
    w.sign - v.sign ||
    compareTurns(v.turn, w.turn)
  );
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

/** Does the weight turn by phases along the chain? Then it does not repeat. */
export function isTurning(w: Weight): boolean {
  return w.turn !== unit;
}

/** Sites after which the weight repeats, apart from its power of j and its turn. */
export function weightPeriod({ sign, sites: { period } }: Weight): number {
  return sign === 1 || period % 2 === 0 ? period : 2 * period;
}

/**
 * The weight as text: `1`, `(-1)^j`, `j^2*(-1)^j`, `exp(i*(phi)*j)`, as the language has it, and `[j=3n+1]*j` for a weight
 * that is not zero at the sites 3n + 1 only, where its phase is that of n: `[j=3n+1]*exp(i*(phi)*n)`.
 */
export function weightText({ power, sign, turn, sites }: Weight): string {
  const factors: string[] = [];
  if (sites !== everySite) factors.push(`[j=${sites.period}n+${sites.residue}]`);
  if (power > 0) factors.push(power === 1 ? 'j' : `j^${power}`);
  if (sign === -1) factors.push('(-1)^j');
  if (turn !== unit) factors.push(`exp(i*(${angleText(turn)})*${sites === everySite ? 'j' : 'n'})`);
  return factors.length === 0 ? '1' : factors.join('*');
}

/**
 * v(j) · w(j)
 *
 * @returns undefined if that is 0 at every site
 * @diagnostic `power-too-high`, `period-too-long`
 */
export function multiplyWeights(v: Weight, w: Weight): WeightPart | undefined {
  const sites = commonSites(v.sites, w.sites);
  if (!sites) return undefined;
  const [turn, other] = [turnOn(sites, v), turnOn(sites, w)];
  const sign = v.sign === w.sign ? 1 : -1;
  const weight = chainWeight(v.power + w.power, sign, timesTurn(turn.turn, other.turn), sites);
  return { factor: 1, phase: timesTurn(turn.phase, other.phase), weight };
}

/** The turn of a weight from one site of a smaller class to the next, and the phase at its first site. */
function turnOn(sites: ResidueClass, w: Weight): { readonly turn: Monomial; readonly phase: Monomial } {
  const { period, residue } = w.sites;
  return {
    turn: turnPower(w.turn, sites.period / period),
    phase: turnPower(w.turn, (sites.residue - residue) / period),
  };
}

/** The sites of two classes at once, which are again a class, or none. */
function commonSites(a: ResidueClass, b: ResidueClass): ResidueClass | undefined {
  if (a === b || b === everySite) return a;
  if (a === everySite) return b;
  const common = commonPeriod(a.period, b.period);
  for (let residue = a.residue; residue < common; residue += a.period) {
    if (residue % b.period === b.residue) return residueClass(common, residue);
  }
  return undefined;
}

/** The least common multiple of two periods. */
export function commonPeriod(a: number, b: number): number {
  let [p, q] = [a, b];
  while (q !== 0) [p, q] = [q, p % q];
  return (a / p) * b;
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
  if (!isOn(w.sites, site)) return nowhere;
  const sign = signAt(w, site);
  // Most weights have no power of j, and powers of integers are slow.
  const factor = w.power === 0 ? sign : multiplyIntegers(sign, raise(site, w.power));
  return { factor, phase: turnPower(w.turn, (site - w.sites.residue) / w.sites.period) };
}

const nowhere: WeightAtSite = { factor: 0, phase: unit };

const isOn = ({ period, residue }: ResidueClass, site: number): boolean => remainder(site, period) === residue;

/** c · w for the value w of a weight at a site */
export function timesWeight(c: Coefficient, { factor, phase }: WeightAtSite): Coefficient {
  const scaled = factor === 1 ? c : scaleCoefficient(c, gaussian(factor));
  return phase === unit ? scaled : multiplyCoefficients(scaled, fromGaussian(gaussian(1), phase));
}

/** w^n for a weight that is not zero at any site, n an integer of either sign. */
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
  return w.turn === unit ? w : chainWeight(w.power, w.sign, conjugateMonomial(w.turn), w.sites);
}

/** sign^site */
function signAt(w: Weight, site: number): 1 | -1 {
  return w.sign === -1 && site % 2 !== 0 ? -1 : 1;
}

/** w(j − by) */
export function shiftedWeight(w: Weight, by: number): readonly WeightPart[] {
  return composedWeight(w, 1, 0 - by);
}

/** w(−j − by) */
export function reflectedWeight(w: Weight, by: number): readonly WeightPart[] {
  return composedWeight(w, -1, 0 - by);
}

/**
 * w(times·j + by), with times ≠ 0.
 *
 * @diagnostic `power-too-high`
 */
export function composedWeight(w: Weight, times: number, by: number): readonly WeightPart[] {
  const { power, turn } = w;
  const isNegative = signAt(w, by) === -1;
  if (times === 1 && w.sites === everySite && turn === unit && (power === 0 || by === 0))
    return (isNegative ? minus : plus)[weightTag(w)]!;
  const { period, residue } = w.sites;
  const common = (Math.abs(times) * period) / commonPeriod(Math.abs(times), period);
  if ((residue - by) % common !== 0) return [];
  const shorter = period / common;
  let first = 0;
  while ((times * first + by - residue) % period !== 0) first += 1;
  const sites = residueClass(shorter, first);
  const sign = times % 2 === 0 ? 1 : w.sign;
  const along = turnPower(turn, times / common);
  const phase = turnPower(turn, (times * first + by - residue) / period);
  const parts: WeightPart[] = [];
  // (times j + by)^power, by the powers of j
  shiftedPower(power, 0 - by).forEach((c, k) => {
    if (c === 0) return;
    const scaled = times === 1 ? c : multiplyIntegers(c, raise(times, k));
    const factor = isNegative ? multiplyIntegers(-1, scaled) : scaled;
    parts.push({ factor, phase, weight: chainWeight(k, sign, along, sites) });
  });
  return parts;
}

/**
 * v(j − a) · w(j − b)
 *
 * @diagnostic `power-too-high`, `period-too-long`
 */
export function productOfShifted(v: Weight, a: number, w: Weight, b: number): readonly WeightPart[] {
  const isPlain = v.sites === everySite && w.sites === everySite && v.turn === unit && w.turn === unit;
  if (!isPlain) return productOfParts(shiftedWeight(v, a), shiftedWeight(w, b));
  const isNegative = signAt(v, a) !== signAt(w, b);
  const sign = v.sign === w.sign ? 1 : -1;
  if ((v.power === 0 || a === 0) && (w.power === 0 || b === 0)) {
    checkPower(v.power + w.power);
    return (isNegative ? minus : plus)[tagOf(v.power + w.power, sign, unit, everySite)]!;
  }
  const polynomial = multiplyPolynomials(shiftedPower(v.power, a), shiftedPower(w.power, b));
  checkPower(polynomial.length - 1);
  const parts: WeightPart[] = [];
  polynomial.forEach((c, power) => {
    if (c === 0) return;
    parts.push({ factor: isNegative ? multiplyIntegers(-1, c) : c, phase: unit, weight: chainWeight(power, sign) });
  });
  return parts;
}

function productOfParts(a: readonly WeightPart[], b: readonly WeightPart[]): WeightPart[] {
  return a.flatMap((p) =>
    b.flatMap((q) => {
      const product = multiplyWeights(p.weight, q.weight);
      if (!product) return [];
      const phase = timesTurn(product.phase, timesTurn(p.phase, q.phase));
      return [{ factor: multiplyIntegers(p.factor, q.factor), phase, weight: product.weight }];
    }),
  );
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

/** Parts of a weight whose factors have a common denominator. */
export interface DividedParts {
  readonly parts: readonly WeightPart[];
  /** a positive integer */
  readonly denominator: Integer;
}

/**
 * w((m − first)/stride) at the sites m ≡ first mod stride, and 0 elsewhere: the weight w(j) of sites stride·j + first as
 * a function of these sites.
 *
 * @diagnostic `period-too-long`
 */
export function stretchedWeight(w: Weight, stride: number, first: number): DividedParts {
  if (stride === 1) return { parts: shiftedWeight(w, first), denominator: 1 };
  const { period, residue } = w.sites;
  // (−1)^j is constant on the classes of an even period.
  const common = weightPeriod(w);
  const polynomial = shiftedPower(w.power, first);
  const parts: WeightPart[] = [];
  for (let j = residue; j < common; j += period) {
    const sites = residueClass(stride * common, first + stride * j);
    const turn = turnPower(w.turn, common / period);
    const there = (sites.residue - first) / stride;
    const phase = turnPower(w.turn, (there - residue) / period);
    polynomial.forEach((c, power) => {
      if (c === 0) return;
      const factor = signAt(w, j) === -1 ? multiplyIntegers(-1, c) : c;
      parts.push({ factor, phase, weight: chainWeight(power, 1, turn, sites) });
    });
  }
  return { parts, denominator: raise(stride, w.power) };
}

/** A weight and its coefficient. */
export interface WeightedCoefficient {
  readonly weight: Weight;
  readonly coefficient: Coefficient;
}

/** A key that weights share if their ratio repeats, apart from powers of j: the turn per site. */
export function turnKey({ turn, sites: { period } }: Weight): string {
  return anglesOf(turn)
    .map(({ name, times }) => {
      const common = period === 1 ? 1 : (Math.abs(times) * period) / commonPeriod(Math.abs(times), period);
      return `${name} ${times / common}/${period / common}`;
    })
    .join();
}

/**
 * The same function of j in its normal form: its shortest period p, made of 1 and (−1)^j for p ≤ 2 and of residue classes
 * mod p for longer ones.
 *
 * @param summands  weights with one power of j and one `turnKey`
 * @diagnostic `period-too-long`
 */
export function normalWeights(summands: readonly WeightedCoefficient[]): WeightedCoefficient[] {
  const { power } = summands[0]!.weight;
  const whole = summands.reduce((p, { weight }) => commonPeriod(p, weightPeriod(weight)), 1);
  const { turn } = turnOn(residueClass(whole, summands[0]!.weight.sites.residue), summands[0]!.weight);
  const values: Coefficient[] = Array.from({ length: whole }, () => zeroCoefficient);
  for (const { weight, coefficient } of summands) {
    for (let j = weight.sites.residue; j < whole; j += weight.sites.period) {
      const here = timesWeight(coefficient, {
        factor: signAt(weight, j),
        phase: turnOn(residueClass(whole, j), weight).phase,
      });
      values[j] = addCoefficients(values[j]!, here);
    }
  }
  const { period, turn: along } = shortestPeriod(values, turn);
  const put = (sign: 1 | -1, of: Monomial, sites: ResidueClass, coefficient: Coefficient): WeightedCoefficient[] =>
    isZeroCoefficient(coefficient) ? [] : [{ weight: chainWeight(power, sign, of, sites), coefficient }];
  if (period === 1) return put(1, along, everySite, values[0]!);
  const root = period === 2 ? rootOfTurn(along, 2) : undefined;
  if (root !== undefined) {
    const half = (c: Coefficient): Coefficient => scaleCoefficient(c, gaussian(1, 0, 2));
    const [even, odd] = [values[0]!, timesWeight(values[1]!, { factor: 1, phase: turnPower(root, -1) })];
    return [
      ...put(1, root, everySite, half(addCoefficients(even, odd))),
      ...put(-1, root, everySite, half(subtractCoefficients(even, odd))),
    ];
  }
  return values.slice(0, period).flatMap((c, residue) => put(1, along, residueClass(period, residue), c));
}

/**
 * The weights with a turn from site to site, and the same power of j, as products of a class of sites with a weight that
 * is nowhere zero but for its power: [j ≡ r mod p] · v(j).
 *
 * @returns the weight v, and the phase by which the product is to be multiplied; undefined where the turn has no root
 */
export function alongAllSites({ power, sign, turn, sites }: Weight): WeightPart | undefined {
  const root = rootOfTurn(turn, sites.period);
  if (root === undefined) return undefined;
  return { factor: 1, phase: turnPower(root, 0 - sites.residue), weight: chainWeight(power, sign, root) };
}

/** turn^{1/n}, if its phases have whole multiples. */
function rootOfTurn(turn: Monomial, n: number): Monomial | undefined {
  if (anglesOf(turn).some(({ times }) => times % n !== 0)) return undefined;
  return turn.factors.reduce((m, { symbol, doubled }) => timesTurn(m, symbolPower(symbol, doubled / n)), unit);
}

/** The smallest p with values[j + p] = τ values[j] for a turn τ, which is that of all values to the power p/length. */
function shortestPeriod(
  values: readonly Coefficient[],
  turn: Monomial,
): { readonly period: number; readonly turn: Monomial } {
  const { length } = values;
  for (let period = 1; period < length; period++) {
    const along = length % period === 0 ? rootOfTurn(turn, length / period) : undefined;
    if (along === undefined) continue;
    const next = (j: number): Coefficient => timesWeight(values[j]!, { factor: 1, phase: along });
    if (values.every((c, j) => j < period || equalCoefficients(c, next(j - period)))) return { period, turn: along };
  }
  return { period: length, turn };
}

/** Longest period of the powers of a root of unity that has exact coefficients. */
const longestRoot = 24;

/**
 * The weight u^j of a number of modulus one: one weight for ±1 times declared phases, and for another root of unity a
 * sum over the classes of sites mod its order, i^j = [j ≡ 0 mod 4] + i [j ≡ 1 mod 4] − …
 *
 * @returns undefined for any other number
 */
export function powersAlong(u: Coefficient): readonly WeightedCoefficient[] | undefined {
  const single = turnWeight(u);
  if (single) return [{ weight: single, coefficient: oneCoefficient }];
  const powers = [oneCoefficient];
  for (let order = 1; order <= longestRoot; order++) {
    const next = multiplyCoefficients(powers[order - 1]!, u);
    if (equalCoefficients(next, oneCoefficient))
      return normalWeights(powers.map((coefficient, j) => ({ weight: residueWeight(order, j), coefficient })));
    powers.push(next);
  }
  return undefined;
}
