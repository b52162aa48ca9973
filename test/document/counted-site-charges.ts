import { termDocuments } from '../../src/report/index.js';
import type { Operator } from '../../src/spin/index.js';
import { Elimination, inverse, modulo } from './elimination.js';

/** A prime with a root of order eight, so that i = ζ² and √2 = ζ + 1/ζ are integers modulo it. */
const prime = 67_108_777;
const power = (base: number, exponent: number): number => {
  let [result, square] = [1, base];
  for (let e = exponent; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
};
const eighthRoot = (() => {
  if (prime % 8 !== 1) throw new Error('no root of order eight');
  for (let g = 2; ; g++) {
    const root = power(g, (prime - 1) / 8);
    if (power(root, 4) === prime - 1) return root;
  }
})();
const i = power(eighthRoot, 2);
const rootTwo = (eighthRoot + inverse(eighthRoot, prime)) % prime;

type Matrix = readonly (readonly number[])[];
const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, c) => row.reduce((sum, x, k) => (sum + x * b[k]![c]!) % prime, 0)));
const kron = (a: Matrix, b: Matrix): Matrix =>
  a.flatMap((u) => b.map((v) => u.flatMap((x) => v.map((y) => (x * y) % prime))));
const transposed = (a: Matrix): Matrix => a[0]!.map((_, c) => a.map((row) => row[c]!));

const paulis: Readonly<Record<string, Matrix>> = {
  I: [
    [1, 0],
    [0, 1],
  ],
  X: [
    [0, 1],
    [1, 0],
  ],
  Y: [
    [0, prime - i],
    [i, 0],
  ],
  Z: [
    [1, 0],
    [0, prime - 1],
  ],
};
const half = inverse(rootTwo, prime);
/** Columns are |↑↑⟩, (|↑↓⟩ + |↓↑⟩)/√2 and |↓↓⟩. */
const triplets: Matrix = [
  [1, 0, 0],
  [0, half, 0],
  [0, half, 0],
  [0, 0, 1],
];
const unit = (r: number, c: number): Matrix => [0, 1, 2].map((a) => [0, 1, 2].map((b) => (a === r && b === c ? 1 : 0)));

/** 1, the six E_rc with r ≠ c, E_00 − E_11 and E_11 − E_22. */
const basis: readonly Matrix[] = [
  [0, 1, 2].map((a) => [0, 1, 2].map((b) => (a === b ? 1 : 0))),
  ...[0, 1, 2].flatMap((r) => [0, 1, 2].flatMap((c) => (r === c ? [] : [unit(r, c)]))),
  [
    [1, 0, 0],
    [0, prime - 1, 0],
    [0, 0, 0],
  ],
  [
    [0, 0, 0],
    [0, 1, 0],
    [0, 0, prime - 1],
  ],
];

/** The coefficients of a matrix in this basis. */
function inBasis(m: Matrix): number[] {
  const third = inverse(3, prime);
  const mean = ((m[0]![0]! + m[1]![1]! + m[2]![2]!) * third) % prime;
  const off = [0, 1, 2].flatMap((r) => [0, 1, 2].flatMap((c) => (r === c ? [] : [m[r]![c]!])));
  // d_0 = mean + u, d_1 = mean − u + v, d_2 = mean − v
  return [mean, ...off, modulo(m[0]![0]! - mean, prime), modulo(mean - m[2]![2]!, prime)];
}
const products = basis.map((a) => basis.map((b) => inBasis(times(a, b))));

interface Placed {
  readonly letters: readonly number[];
  readonly value: number;
}

/** The words of H whose first letter is at the sites 0 … p − 1, from its Pauli strings on pairs of spins 1/2. */
function wordsOf(hamiltonian: Operator, period: number): Placed[][] {
  return Array.from({ length: period }, (_, site) => {
    const sum = new Map<string, number>();
    for (const spin of [2 * site, 2 * site + 1]) {
      for (const { string, weight, coefficient } of termDocuments(hamiltonian)) {
        if (string === '' || (weight !== '1' && weight !== '(-1)^j')) {
          if (string === '') continue;
          throw new Error(`a weight ${weight}`);
        }
        const sign = weight === '1' || spin % 2 === 0 ? 1 : prime - 1;
        const padded = `${'I'.repeat(spin % 2)}${string}`;
        const letters = padded.length % 2 === 0 ? padded : `${padded}I`;
        let parts: [readonly number[], number][] = [[[], (sign * residue(coefficient)) % prime]];
        for (let k = 0; k < letters.length; k += 2) {
          const pair = kron(paulis[letters[k]!]!, paulis[letters[k + 1]!]!);
          const entries = inBasis(times(transposed(triplets), times(pair, triplets)));
          parts = parts.flatMap(([word, value]) =>
            entries.flatMap((c, a): [readonly number[], number][] =>
              c === 0 ? [] : [[[...word, a], (value * c) % prime]],
            ),
          );
        }
        for (const [word, value] of parts) add(sum, word.join(), value);
      }
    }
    return [...sum].map(([word, value]) => ({ letters: word.split(',').map(Number), value }));
  });
}

function add(to: Map<string, number>, key: string, value: number): void {
  const sum = ((to.get(key) ?? 0) + value) % prime;
  if (sum === 0) to.delete(key);
  else to.set(key, sum);
}

function residue(text: string): number {
  const found = /^(?<num>-?\d+)(?:\/(?<den>\d+))?(?<i>\*i)?$/u.exec(text);
  if (!found) throw new Error(`${text} is no number`);
  const { num, den = '1' } = found.groups!;
  return (modulo(Number(num), prime) * inverse(Number(den), prime)) % prime;
}

/** Adds the product of two words, whose first letters are at these sites, to a column. */
function addProduct(
  column: Map<string, number>,
  [a, atA]: readonly [readonly number[], number],
  [b, atB]: readonly [readonly number[], number],
  value: number,
  period: number,
): void {
  const first = Math.min(atA, atB);
  const last = Math.max(atA + a.length, atB + b.length);
  let parts: [readonly number[], number][] = [[[], value]];
  for (let site = first; site < last; site++) {
    const entries = products[a[site - atA] ?? 0]![b[site - atB] ?? 0]!;
    parts = parts.flatMap(([word, v]) =>
      entries.flatMap((c, l): [readonly number[], number][] => (c === 0 ? [] : [[[...word, l], (v * c) % prime]])),
    );
  }
  for (const [word, v] of parts) {
    const start = word.findIndex((l) => l !== 0);
    if (start < 0) continue;
    const end = word.findLastIndex((l) => l !== 0);
    add(column, `${modulo(first + start, period)} ${word.slice(start, end + 1).join()}`, v);
  }
}

/**
 * The numbers of independent local charges of period p and of up to 1 … `range` sites of a chain of spins 1, from matrices
 * of three rows modulo a prime.
 *
 * @param hamiltonian  a chain sum with rational coefficients, on pairs of spins 1/2
 */
export function countedSiteCharges(hamiltonian: Operator, period: number, range: number): number[] {
  const terms = wordsOf(hamiltonian, period);
  const longest = Math.max(...terms.flat().map(({ letters }) => letters.length));
  const pivots = new Elimination(prime);
  const counts: number[] = [];
  let count = 0;
  let all: number[][] = [[]];
  for (let n = 1; n <= range; n++) {
    all = all.flatMap((word) => basis.map((_, l) => [...word, l]));
    for (const word of all.filter((w) => w[0] !== 0 && w.at(-1) !== 0)) {
      for (let at = 0; at < period; at++) {
        const column = new Map<string, number>();
        for (let site = at - longest + 1; site < at + n; site++) {
          for (const { letters, value } of terms[modulo(site, period)]!) {
            addProduct(column, [letters, site], [word, at], value, period);
            addProduct(column, [word, at], [letters, site], prime - value, period);
          }
        }
        if (!pivots.add(column)) count += 1;
      }
    }
    counts.push(count);
  }
  return counts;
}
