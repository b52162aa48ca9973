import {
  type Rational,
  addRational,
  multiplyRational,
  negateRational,
  rational,
  rationalZero,
} from '../exact/rational.js';
import { type Work, exclusionLimits, spend } from './limits.js';
import { reject } from './rejected.js';

/**
 * Exponents of the parameters, doubled, so that square roots are integers too. `g` and `conj(g)` are two names; a name
 * of digits is a prime, which stands for its square root: its doubled exponent is 1.
 */
export type Powers = ReadonlyMap<string, number>;

/** re + i·im */
export interface RationalComplex {
  readonly re: Rational;
  readonly im: Rational;
}

/** (re + i·im) · ∏ name^(exponent/2) */
export interface PolynomialPart extends RationalComplex {
  readonly powers: Powers;
}

/** Parts by the text of their powers; none is zero, so that a polynomial vanishes exactly where it has no parts. */
export type ExactPolynomial = ReadonlyMap<string, PolynomialPart>;

export function powersKey(powers: Powers): string {
  return [...powers]
    .map(([name, doubled]) => `${name}^${doubled}`)
    .sort()
    .join(' ');
}

export function constantPolynomial(re: Rational, im: Rational = rationalZero): ExactPolynomial {
  const isZero = re.num === 0 && im.num === 0;
  return new Map(isZero ? [] : [['', { powers: new Map(), re, im }]]);
}

export function addPart(sum: Map<string, PolynomialPart>, part: PolynomialPart, work: Work): void {
  spend(work, 30 + 60 * part.powers.size + costOf(part));
  const key = powersKey(part.powers);
  const before = sum.get(key);
  const re = checked(before ? addRational(before.re, part.re) : part.re);
  const im = checked(before ? addRational(before.im, part.im) : part.im);
  if (re.num === 0 && im.num === 0) sum.delete(key);
  else sum.set(key, { powers: part.powers, re, im });
}

function checked(a: Rational): Rational {
  for (const n of [a.num, a.den]) {
    if (typeof n === 'bigint' && (n > exclusionLimits.number || n < -exclusionLimits.number))
      reject('a number grows too long');
  }
  return a;
}

/**
 * The cost of arithmetic with a number beyond the safe integers: reducing it to lowest terms takes time quadratic in
 * its length.
 */
export function costOf({ re, im }: RationalComplex): number {
  let cost = 0;
  for (const n of [re.num, re.den, im.num, im.den])
    if (typeof n === 'bigint') cost += 100 + n.toString(16).length ** 2 / 16;
  return cost;
}

export function timesComplex(a: RationalComplex, b: RationalComplex, work: Work): RationalComplex {
  spend(work, 10 + 4 * (costOf(a) + costOf(b)));
  return {
    re: addRational(multiplyRational(a.re, b.re), negateRational(multiplyRational(a.im, b.im))),
    im: addRational(multiplyRational(a.re, b.im), multiplyRational(a.im, b.re)),
  };
}

export function multiplyExact(a: ExactPolynomial, b: ExactPolynomial, work: Work): Map<string, PolynomialPart> {
  const sum = new Map<string, PolynomialPart>();
  for (const x of a.values()) {
    for (const y of b.values()) {
      let { re, im } = timesComplex(x, y, work);
      const powers = new Map(x.powers);
      for (const [name, doubled] of y.powers) {
        const total = (powers.get(name) ?? 0) + doubled;
        if (Math.abs(total) > exclusionLimits.exponent) reject('an exponent grows too large');
        if (total === 0) {
          powers.delete(name);
        } else if (isPrimeName(name) && total === 2) {
          // √p·√p = p
          powers.delete(name);
          const p = rational(Number(name));
          re = multiplyRational(re, p);
          im = multiplyRational(im, p);
        } else {
          powers.set(name, total);
        }
      }
      addPart(sum, { powers, re, im }, work);
    }
  }
  return sum;
}

export function isPrimeName(name: string): boolean {
  return /^[0-9]/u.test(name);
}

/** The parameter to which a name in a coefficient belongs: `g` for `conj(g)`. */
export function parameterOf(name: string): string {
  return name.startsWith('conj(') ? name.slice(5, -1) : name;
}
