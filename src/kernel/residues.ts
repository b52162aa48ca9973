import type { Integer } from '../exact/integer.js';
import type { Rational } from '../exact/rational.js';
import { type Work, spend } from './limits.js';
import { reject } from './rejected.js';
import { type ExactPolynomial, costOf } from './polynomial.js';

/** Primes lie below this bound, so that the product of two residues is a safe integer. */
export const primeBound = 2 ** 26;

/**
 * A homomorphism from the coefficients to the residues modulo a prime. Every name has a root, the residue that √name
 * goes to, and i has one whose square is −1. An expression that does not vanish there does not vanish identically.
 */
export interface ResiduePoint {
  readonly prime: number;
  readonly i: number;
  readonly roots: ReadonlyMap<string, number>;
}

export function raiseResidue(base: number, exponent: number, p: number): number {
  let result = 1;
  for (let [factor, left] = [base % p, exponent]; left > 0; left = (left - (left % 2)) / 2) {
    if (left % 2 === 1) result = (result * factor) % p;
    factor = (factor * factor) % p;
  }
  return result;
}

/** 1/a for a ≠ 0, by Fermat's theorem. */
export const inverseResidue = (a: number, p: number): number => raiseResidue(a, p - 2, p);

function residueOfInteger(n: Integer, p: number): number {
  const rest = typeof n === 'number' ? n % p : Number(n % BigInt(p));
  return rest < 0 ? rest + p : rest;
}

export function residueOfRational({ num, den }: Rational, p: number): number {
  const below = residueOfInteger(den, p);
  if (below === 0) reject('the prime divides a denominator');
  return (residueOfInteger(num, p) * inverseResidue(below, p)) % p;
}

export function residueOf(a: ExactPolynomial, { prime, i, roots }: ResiduePoint, work: Work): number {
  let sum = 0;
  for (const part of a.values()) {
    spend(work, 400 + 200 * part.powers.size + costOf(part));
    let value = (residueOfRational(part.re, prime) + i * residueOfRational(part.im, prime)) % prime;
    for (const [name, doubled] of part.powers) {
      const root = roots.get(name) ?? reject(`no residue is given for the root of ${name}`);
      const power = raiseResidue(root, Math.abs(doubled), prime);
      value = (value * (doubled < 0 ? inverseResidue(power, prime) : power)) % prime;
    }
    sum = (sum + value) % prime;
  }
  return sum;
}

/** The nonzero entries of a row by column. */
export type ResidueRow = Map<number, number>;

/**
 * Eliminates the columns 0 … count − 1 with the rows 0 … count − 1; further rows and columns are carried along, so that
 * the further rows are left with entries in further columns only. The rows are overwritten.
 *
 * @returns  whether the square matrix of these rows and columns has a determinant that is not zero modulo p
 */
export function eliminateSquare(rows: readonly ResidueRow[], count: number, p: number, work: Work): boolean {
  const holders = new Map<number, Set<number>>();
  const bySize: number[][] = [];
  const file = (k: number): void => {
    if (k < count) (bySize[rows[k]!.size] ??= []).push(k);
  };
  rows.forEach((row, k) => {
    spend(work, 10 + 10 * row.size);
    for (const column of row.keys()) {
      if (column >= count) continue;
      const set = holders.get(column);
      if (set) set.add(k);
      else holders.set(column, new Set([k]));
    }
    file(k);
  });
  const done = new Set<number>();
  let size = 0;
  while (done.size < count) {
    const k = bySize[size]?.pop();
    if (k === undefined) {
      size += 1;
      if (size > bySize.length) return false;
      continue;
    }
    if (done.has(k) || rows[k]!.size !== size) continue;
    const row = rows[k]!;
    let pivot = -1;
    for (const column of row.keys()) {
      if (column < count && (pivot < 0 || holders.get(column)!.size < holders.get(pivot)!.size)) pivot = column;
    }
    // A row without an entry in these columns makes the determinant vanish.
    if (pivot < 0) return false;
    done.add(k);
    const inverse = inverseResidue(row.get(pivot)!, p);
    spend(work, 300 + 20 * row.size);
    for (const column of row.keys()) holders.get(column)?.delete(k);
    for (const other of holders.get(pivot)!) {
      const target = rows[other]!;
      const factor = p - ((target.get(pivot)! * inverse) % p);
      spend(work, 20 + 20 * row.size);
      for (const [column, value] of row) {
        const before = target.get(column);
        const after = ((before ?? 0) + factor * value) % p;
        if (after === 0) {
          target.delete(column);
          if (column !== pivot) holders.get(column)?.delete(other);
        } else {
          target.set(column, after);
          if (before === undefined) holders.get(column)?.add(other);
        }
      }
      file(other);
      if (other < count && target.size < size) size = target.size;
    }
    holders.delete(pivot);
  }
  return true;
}

function determinant(matrix: readonly (readonly number[])[], p: number, work: Work): number {
  const rows = matrix.map((row) => [...row]);
  let result = 1;
  for (let c = 0; c < rows.length; c++) {
    const found = rows.findIndex((row, r) => r >= c && row[c] !== 0);
    if (found < 0) return 0;
    if (found !== c) {
      [rows[c], rows[found]] = [rows[found]!, rows[c]!];
      result = p - result;
    }
    const row = rows[c]!;
    result = (result * row[c]!) % p;
    const inverse = inverseResidue(row[c]!, p);
    spend(work, 300 + 10 * (rows.length - c) ** 2);
    for (let r = c + 1; r < rows.length; r++) {
      const factor = p - ((rows[r]![c]! * inverse) % p);
      for (let k = c; k < rows.length; k++) rows[r]![k] = (rows[r]![k]! + factor * row[k]!) % p;
    }
  }
  return result % p;
}

/** det(U + k V) as coefficients of 1, k, k² …, by its values at k = 0, 1, 2 …, without zeros at the end. */
export function pencilDeterminant(
  u: readonly (readonly number[])[],
  v: readonly (readonly number[])[],
  p: number,
  work: Work,
): number[] {
  // Newton's divided differences, and then the products (k − 0)(k − 1)… are multiplied out.
  const differences = Array.from({ length: u.length + 1 }, (_, k) =>
    determinant(
      u.map((row, r) => row.map((entry, c) => (entry + k * v[r]![c]!) % p)),
      p,
      work,
    ),
  );
  const n = differences.length;
  for (let order = 1; order < n; order++) {
    const inverse = inverseResidue(order, p);
    for (let k = n - 1; k >= order; k--)
      differences[k] = ((((differences[k]! - differences[k - 1]!) % p) + p) * inverse) % p;
  }
  let result: number[] = [];
  for (let k = n - 1; k >= 0; k--) {
    const next = [differences[k]!, ...result];
    result.forEach((c, power) => (next[power] = (next[power]! + (p - k) * c) % p));
    result = next;
  }
  return trimmed(result);
}

function trimmed(a: readonly number[]): number[] {
  let length = a.length;
  while (length > 0 && a[length - 1] === 0) length -= 1;
  return a.slice(0, length);
}

/** A greatest common divisor of two polynomials; that of 0 and f is f. */
export function commonFactor(a: readonly number[], b: readonly number[], p: number): number[] {
  let [f, g] = [[...a], [...b]];
  while (g.length > 0) {
    const inverse = inverseResidue(g[g.length - 1]!, p);
    while (f.length >= g.length) {
      const factor = p - ((f[f.length - 1]! * inverse) % p);
      const shift = f.length - g.length;
      g.forEach((c, k) => (f[k + shift] = (f[k + shift]! + factor * c) % p));
      f = trimmed(f);
    }
    [f, g] = [g, f];
  }
  return f;
}

/** The polynomial divided by k − root as often as it vanishes there. */
export function withoutRoot(a: readonly number[], root: number, p: number): number[] {
  let f = [...a];
  while (f.length > 1) {
    // Horner's scheme: the quotient and, last, the value at the root.
    const quotient: number[] = [];
    let value = 0;
    for (let k = f.length - 1; k >= 0; k--) {
      value = (value * root + f[k]!) % p;
      quotient.unshift(value);
    }
    if (value !== 0) return f;
    f = quotient.slice(1);
  }
  return f;
}
