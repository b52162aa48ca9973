import type { Coefficient } from './coefficient.js';
import type { Ring } from './elimination.js';
import type { Monomial, ScalarSymbol } from './monomial.js';
import { inverseModulo, modularPower, modularRoot } from './prime-field.js';

/** Primes p = 1 mod 4 below 2^26, so that −1 has a root and products are exact in floating point. */
const primes = [
  67108837, 67108777, 67108757, 67108753, 67108729, 67108721, 67108709, 67108693, 67108669, 67108661, 67108649,
  67108633,
];

/** The numbers whose square roots occur. */
function rootsIn(coefficients: Iterable<Coefficient>): Set<number> {
  const found = new Set<number>();
  for (const { terms } of coefficients)
    for (const { monomial } of terms)
      for (const { symbol } of monomial.factors) if (symbol.kind === 'prime') found.add(Number(symbol.name));
  return found;
}

/** Numbers modulo a prime, which predict the result of a symbolic elimination but never decide a verdict. */
export class ModularPoint {
  private readonly roots = new Map<string, number>();
  private readonly monomials = new Map<Monomial, number>();
  private state = 0x2545f491;

  private constructor(
    readonly prime: number,
    private readonly i: number,
  ) {}

  /**
   * A random point for these coefficients: every parameter has a value with a square root, and the square of the root of
   * a number is that number. Coefficients that are made from others by arithmetic have the same roots.
   *
   * @returns  undefined where no prime at hand has all roots
   */
  static of(coefficients: Iterable<Coefficient>): ModularPoint | undefined {
    const wanted = [...rootsIn(coefficients)];
    for (const p of primes) {
      const i = modularRoot(p - 1, p);
      if (i === undefined) continue;
      const roots = wanted.map((q) => modularRoot(q % p, p));
      if (roots.includes(undefined)) continue;
      const point = new ModularPoint(p, i);
      wanted.forEach((q, k) => point.roots.set(`prime ${q}`, roots[k]!));
      return point;
    }
    return undefined;
  }

  /** √ of the value of a symbol. */
  private root({ kind, name }: ScalarSymbol): number {
    const key = `${kind} ${name}`;
    let value = this.roots.get(key);
    if (value === undefined) {
      // A random value in place of √2 would make sums such as √2·√2 − 2 differ from zero.
      if (kind === 'prime') throw new Error(`the root of ${name} is missing at this point`);
      // xorshift; any numbers will do, as long as they are the same each time.
      this.state ^= this.state << 13;
      this.state ^= this.state >>> 17;
      this.state ^= this.state << 5;
      value = 2 + ((this.state >>> 0) % (this.prime - 3));
      this.roots.set(key, value);
    }
    return value;
  }

  value({ terms }: Coefficient): number {
    const p = this.prime;
    let sum = 0;
    for (const { monomial, value } of terms) {
      const whole = (n: number | bigint): number =>
        typeof n === 'number' ? ((n % p) + p) % p : Number(((n % BigInt(p)) + BigInt(p)) % BigInt(p));
      const number = (whole(value.re) + this.i * whole(value.im)) % p;
      const over = value.den === 1 ? number : (number * inverseModulo(whole(value.den), p)) % p;
      sum = (sum + ((over * this.monomial(monomial)) % p)) % p;
    }
    return sum;
  }

  private monomial(monomial: Monomial): number {
    let value = this.monomials.get(monomial);
    if (value === undefined) this.monomials.set(monomial, (value = this.productOf(monomial)));
    return value;
  }

  private productOf({ factors }: Monomial): number {
    return factors.reduce(
      (product, { symbol, doubled }) =>
        (product *
          modularPower(
            this.root(symbol),
            ((doubled % (this.prime - 1)) + this.prime - 1) % (this.prime - 1),
            this.prime,
          )) %
        this.prime,
      1,
    );
  }

  /** Arithmetic for the elimination. */
  ring(): Ring<number> {
    const p = this.prime;
    return {
      one: 1,
      isZero: (a) => a === 0,
      invert: (a) => inverseModulo(a, p),
      multiply: (a, b) => (a * b) % p,
      subtract: (a, b) => (a - b + p) % p,
      size: () => 1,
    };
  }
}
