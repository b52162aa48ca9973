import { Decimal } from 'decimal.js';
import { limit } from '../../text/index.js';

/**
 * A ball: every real number within `rad` of `mid`. An operation on balls returns a ball that holds the result for all numbers
 * in its operands, whatever was rounded on the way.
 *
 * The arithmetic of doubles rounds to nearest, so that a result r is wrong by at most u |r| with u = 2^−53, or by the least
 * double where it underflows. Elementary functions are not trusted: square roots are checked by squaring, and the others are
 * computed with forty decimal digits.
 */
export interface Ball {
  readonly mid: number;
  /** ≥ 0 */
  readonly rad: number;
}

/** Half a unit in the last place of 1. */
export const unitRoundoff = 2 ** -53;

/** Larger than all that underflow can take away from an operation. */
export const underflow = 1e-307;

/** An upper bound of a non-negative number that a few operations with rounding have computed. */
export function upward(x: number): number {
  return x * (1 + 16 * unitRoundoff) + underflow;
}

/** A ball around the result of one rounded operation, whose operands leave the radius `rad`. */
const rounded = (mid: number, rad: number): Ball => ({ mid, rad: upward(rad + unitRoundoff * Math.abs(mid)) });

/** The ball of a double that is meant exactly. */
export function exactly(mid: number): Ball {
  return { mid, rad: 0 };
}

export function addBalls(a: Ball, b: Ball): Ball {
  return rounded(a.mid + b.mid, a.rad + b.rad);
}

export function subtractBalls(a: Ball, b: Ball): Ball {
  return rounded(a.mid - b.mid, a.rad + b.rad);
}

export function multiplyBalls(a: Ball, b: Ball): Ball {
  return rounded(a.mid * b.mid, Math.abs(a.mid) * b.rad + a.rad * (Math.abs(b.mid) + b.rad));
}

/** @diagnostic `not-enclosed` where the divisor may be zero */
export function divideBalls(a: Ball, b: Ball): Ball {
  const away = Math.abs(b.mid) - b.rad;
  if (!(away > 0)) notEnclosed('a divisor cannot be told from zero');
  const mid = a.mid / b.mid;
  // |a/b − ã/b̃| ≤ (|δa| + |ã/b̃| |δb|) / |b|
  return rounded(mid, upward(a.rad + upward(Math.abs(mid)) * b.rad) / (away * (1 - 4 * unitRoundoff)));
}

/** @diagnostic `not-enclosed` where the number may be negative */
export function sqrtBall(a: Ball): Ball {
  if (a.mid === 0 && a.rad === 0) return a;
  if (!(a.mid > a.rad)) notEnclosed('the argument of a root cannot be told from a negative number');
  const mid = Math.sqrt(a.mid);
  // |√x − r| = |x − r²| / (√x + r) ≤ |x − r²| / r
  const off = subtractBalls(a, multiplyBalls(exactly(mid), exactly(mid)));
  return { mid, rad: upward((Math.abs(off.mid) + off.rad) / mid) };
}

// A constructor of its own, whose precision nothing else changes.
const Digits = Decimal.clone({ precision: 40, defaults: true });

/** Relative error of a function of forty digits, with room for its last four. */
const digitsError = 1e-36;

/** A double as a decimal: m/2^n exactly, where `new Decimal(x)` would take the shortest text that reads back as x. */
function inDigits(x: number): Decimal {
  if (!Number.isFinite(x)) notEnclosed('a number exceeds the range of double precision');
  let m = x;
  let halvings = 0;
  for (; !Number.isInteger(m); m *= 2) halvings += 1;
  return new Digits(BigInt(m).toString()).div(new Digits(2).pow(halvings));
}

/** e^a */
export function expBall(a: Ball): Ball {
  if (a.mid + a.rad < -740) return { mid: 0, rad: underflow };
  if (a.mid > 700) notEnclosed('an exponent is too large');
  if (!(a.rad < 1)) notEnclosed('an exponent is known too badly');
  const mid = inDigits(a.mid).exp().toNumber();
  // |e^{x + d} − e^x| ≤ 2|d| e^x for |d| ≤ 1; the rest is the rounding of the decimal to a double.
  return { mid, rad: upward(mid * upward(2 * a.rad + 4 * unitRoundoff)) };
}

/** cos a, whose slope is at most 1. */
export function cosBall(a: Ball): Ball {
  return bounded(inDigits(a.mid).cos(), a);
}

/** sin a, whose slope is at most 1. */
export function sinBall(a: Ball): Ball {
  return bounded(inDigits(a.mid).sin(), a);
}

/** A cosine or sine at the midpoint of a; the argument is reduced with the same digits. */
function bounded(value: Decimal, a: Ball): Ball {
  const mid = value.toNumber();
  return { mid, rad: upward(a.rad + unitRoundoff * Math.abs(mid) + digitsError * Math.max(1, Math.abs(a.mid))) };
}

/** An interval that holds a number: its least and its largest possible value. */
export type Enclosure = readonly [least: number, largest: number];

/** An interval of doubles that holds a ball. */
export function intervalOf({ mid, rad }: Ball): Enclosure {
  return [below(mid - rad), above(mid + rad)];
}

/** A double not above x, where x is a rounded difference or sum. */
function below(x: number): number {
  return x - (unitRoundoff * 2 * Math.abs(x) + Number.MIN_VALUE);
}
function above(x: number): number {
  return x + (unitRoundoff * 2 * Math.abs(x) + Number.MIN_VALUE);
}

/** A ball that holds an interval. */
export function ballOf([least, largest]: Enclosure): Ball {
  const mid = least + (largest - least) / 2;
  return { mid, rad: upward(Math.max(largest - mid, mid - least)) };
}

/** The interval of |x| for x in a ball. */
export function absoluteInterval(ball: Ball): Enclosure {
  const [low, high] = intervalOf(ball);
  if (low >= 0) return [low, high];
  return high <= 0 ? [-high, -low] : [0, Math.max(-low, high)];
}

/** The interval of the largest of several numbers that are not negative. */
export function largestOf(intervals: readonly Enclosure[]): Enclosure {
  return intervals.reduce<Enclosure>(
    ([low, high], [least, most]) => [Math.max(low, least), Math.max(high, most)],
    [0, 0],
  );
}

/**
 * Ends a computation that cannot give an enclosure.
 *
 * @diagnostic `not-enclosed`
 */
export function notEnclosed(why: string): never {
  return limit('not-enclosed', `no enclosure in double precision: ${why}`);
}
