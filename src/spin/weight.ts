import { type Integer, addIntegers, multiplyIntegers, powerInteger as raise } from '../exact/index.js';

/** Integer coefficients of a polynomial in j, by power. */
export type Polynomial = readonly Integer[];

/** Highest power of j in a weight. */
export const maxPower = 32;

/** (j − shift)^power */
export function shiftedPower(power: number, shift: number): Polynomial {
  if (power === 0) return [1];
  if (shift === 0) return [...Array<Integer>(power).fill(0), 1];
  const result: Integer[] = [];
  let binomial: Integer = 1;
  for (let k = 0; k <= power; k++) {
    // binom(power, k) j^k (−shift)^(power−k)
    result.push(multiplyIntegers(binomial, raise(-shift, power - k)));
    binomial = Number((BigInt(binomial) * BigInt(power - k)) / BigInt(k + 1));
  }
  return result;
}

export function multiplyPolynomials(a: Polynomial, b: Polynomial): Polynomial {
  if (a.length === 1 && a[0] === 1) return b;
  if (b.length === 1 && b[0] === 1) return a;
  const result = Array<Integer>(a.length + b.length - 1).fill(0);
  a.forEach((x, i) => b.forEach((y, k) => (result[i + k] = addIntegers(result[i + k]!, multiplyIntegers(x, y)))));
  return result;
}

/** (±1)^site site^power */
export function weightAt(power: number, staggered: boolean, site: number): Integer {
  const value = raise(site, power);
  return staggered && site % 2 !== 0 ? multiplyIntegers(-1, value) : value;
}
