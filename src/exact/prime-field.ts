/**
 * Bound on primes for arithmetic in float64: a product of two residues modulo a prime below 2^26 is below 2^52 and
 * therefore exact.
 */
export const primeLimit = 2 ** 26;

/** t modulo p, from 0 to p − 1, for |t| ≤ 2^52. */
export function residue(t: number, p: number): number {
  // The quotient may be off by one; its product with p is below 2^53, and exact.
  const r = t - p * Math.floor(t / p);
  return r < 0 ? r + p : r >= p ? r - p : r;
}

export function bigResidue(t: bigint, p: number): number {
  return residue(Number(t % BigInt(p)), p);
}

/** a^n modulo p */
export function modularPower(a: number, n: number, p: number): number {
  let result = 1;
  let square = residue(a, p);
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = residue(result * square, p);
    square = residue(square * square, p);
  }
  return result;
}

/** 1/a modulo p, by Euclid's algorithm. */
export function inverseModulo(a: number, p: number): number {
  let [r, next] = [p, a];
  let [s, t] = [0, 1];
  while (next !== 0) {
    const q = Math.floor(r / next);
    [r, next] = [next, r - q * next];
    [s, t] = [t, s - q * t];
  }
  return s < 0 ? s + p : s;
}

/** A square root of a modulo an odd prime p (Tonelli and Shanks); undefined where there is none. */
export function modularRoot(a: number, p: number): number | undefined {
  const square = residue(a, p);
  if (square === 0) return 0;
  const isSquare = (n: number): boolean => modularPower(n, (p - 1) / 2, p) === 1;
  if (!isSquare(square)) return undefined;
  let odd = p - 1;
  let twos = 0;
  for (; odd % 2 === 0; odd /= 2) twos += 1;
  let nonSquare = 2;
  while (isSquare(nonSquare)) nonSquare += 1;
  let turn = modularPower(nonSquare, odd, p);
  let rest = modularPower(square, odd, p);
  let root = modularPower(square, (odd + 1) / 2, p);
  // root² = square · rest, and rest has order 2^m with decreasing m.
  while (rest !== 1) {
    let m = 0;
    for (let power = rest; power !== 1; power = residue(power * power, p)) m += 1;
    for (let k = 0; k < twos - m - 1; k++) turn = residue(turn * turn, p);
    root = residue(root * turn, p);
    turn = residue(turn * turn, p);
    rest = residue(rest * turn, p);
    twos = m;
  }
  return root;
}

function isPrime(n: number): boolean {
  if (n % 2 === 0) return n === 2;
  for (let d = 3; d * d <= n; d += 2) if (n % d === 0) return false;
  return n > 1;
}

/** The primes below `from`, the largest first, down to half of it. */
export function* primesBelow(from: number = primeLimit): Generator<number, void, undefined> {
  for (let n = from - 1; 2 * n >= from; n--) if (isPrime(n)) yield n;
}
