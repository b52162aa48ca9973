import type { Coefficient, Monomial, ScalarSymbol } from '../exact/index.js';
import type { Ring } from './elimination.js';

/** Primes p = 1 mod 4 below 2^26, so that −1 has a root and products are exact in floating point. */
const primes = [
  67108837, 67108777, 67108757, 67108753, 67108729, 67108721, 67108709, 67108693, 67108669, 67108661, 67108649,
  67108633,
];

/** Numbers modulo a prime: for looking where a symbolic elimination will lead, never for a verdict. */
export class ModularPoint {
  private readonly roots = new Map<string, number>();
  private readonly monomials = new Map<Monomial, number>();
  private state = 0x2545f491;

  private constructor(
    private readonly p: number,
    private readonly i: number,
  ) {}

  /** A random point: every parameter has a value with a square root. */
  static make(symbols: Iterable<ScalarSymbol>): ModularPoint | undefined {
    const wanted = [...symbols].filter((s) => s.kind === 'prime').map((s) => Number(s.name));
    for (const p of primes) {
      const i = rootModulo(p - 1, p);
      if (i === undefined) continue;
      const roots = wanted.map((q) => rootModulo(q % p, p));
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
      // xorshift: any numbers will do, the same ones every time.
      this.state ^= this.state << 13;
      this.state ^= this.state >>> 17;
      this.state ^= this.state << 5;
      value = 2 + ((this.state >>> 0) % (this.p - 3));
      this.roots.set(key, value);
    }
    return value;
  }

  value({ terms }: Coefficient): number {
    const { p } = this;
    let sum = 0;
    for (const { monomial, value } of terms) {
      const whole = (n: number | bigint): number =>
        typeof n === 'number' ? ((n % p) + p) % p : Number(((n % BigInt(p)) + BigInt(p)) % BigInt(p));
      const number = (whole(value.re) + this.i * whole(value.im)) % p;
      const over = value.den === 1 ? number : (number * inverse(whole(value.den), p)) % p;
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
        (product * powerModulo(this.root(symbol), ((doubled % (this.p - 1)) + this.p - 1) % (this.p - 1), this.p)) %
        this.p,
      1,
    );
  }

  /** Arithmetic for the elimination. */
  ring(): Ring<number> {
    const { p } = this;
    return {
      one: 1,
      isZero: (a) => a === 0,
      invert: (a) => inverse(a, p),
      multiply: (a, b) => (a * b) % p,
      subtract: (a, b) => (a - b + p) % p,
      size: () => 1,
    };
  }
}

function powerModulo(base: number, exponent: number, p: number): number {
  let result = 1;
  let square = base % p;
  for (let e = exponent; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = (result * square) % p;
    square = (square * square) % p;
  }
  return result;
}

function inverse(a: number, p: number): number {
  return powerModulo(a, p - 2, p);
}

/** √a modulo p (Tonelli and Shanks); undefined where there is none. */
function rootModulo(a: number, p: number): number | undefined {
  if (powerModulo(a, (p - 1) / 2, p) !== 1) return undefined;
  let odd = p - 1;
  let twos = 0;
  while (odd % 2 === 0) {
    odd /= 2;
    twos += 1;
  }
  let z = 2;
  while (powerModulo(z, (p - 1) / 2, p) === 1) z += 1;
  let c = powerModulo(z, odd, p);
  let r = powerModulo(a, (odd + 1) / 2, p);
  let t = powerModulo(a, odd, p);
  for (let m = twos; t !== 1; ) {
    let k = 0;
    for (let s = t; s !== 1; s = (s * s) % p) k += 1;
    const b = powerModulo(c, 2 ** (m - k - 1), p);
    r = (r * b) % p;
    c = (b * b) % p;
    t = (t * c) % p;
    m = k;
  }
  return r;
}
