import { type Operator, lettersOf, weightIn } from '../../src/spin/index.js';

/** A prime of the form 4 k + 1, so that −1 has a root. */
const prime = 10_009;
const modulo = (n: number): number => ((n % prime) + prime) % prime;
const power = (base: number, exponent: number): number => {
  let result = 1;
  for (let k = 0; k < exponent; k++) result = (result * base) % prime;
  return result;
};
const inverse = (a: number): number => power(a, prime - 2);
/** A root of −1: a quarter of the way around, from a number that is no square. */
const i = [2, 3, 5, 7, 11].map((a) => power(a, (prime - 1) / 4)).find((r) => modulo(r * r + 1) === 0)!;

/** An operator on a ring: by its letters, one for each site, the coefficient modulo the prime. */
type RingSum = Map<string, number>;

/** What the product of two letters is: the letter, and the power of i before it. */
const products: Readonly<Record<string, readonly [string, number]>> = {
  XY: ['Z', 1],
  YX: ['Z', 3],
  YZ: ['X', 1],
  ZY: ['X', 3],
  ZX: ['Y', 1],
  XZ: ['Y', 3],
};

function addTo(sum: RingSum, letters: string, value: number): void {
  const after = modulo((sum.get(letters) ?? 0) + value);
  if (after === 0) sum.delete(letters);
  else sum.set(letters, after);
}

/** Σ_j (±1)^j of a string, all around the ring. */
function aroundRing(sum: RingSum, letters: string, staggered: boolean, value: number, sites: number): void {
  for (let j = 0; j < sites; j++) {
    const ring = Array<string>(sites).fill('I');
    [...letters].forEach((letter, k) => (ring[(j + k) % sites] = letter));
    addTo(sum, ring.join(''), staggered && j % 2 === 1 ? -value : value);
  }
}

/** A sum over the chain with numbers as coefficients, on a ring. */
export function onRingOf(operator: Operator, sites: number): RingSum {
  const sum: RingSum = new Map();
  for (const { word, place, coefficient } of operator.terms) {
    const [term] = coefficient.terms;
    const { re, im, den } = term!.value;
    if (coefficient.terms.length > 1 || term!.monomial.factors.length > 0) throw new Error('a number is wanted');
    const value = modulo((modulo(Number(re)) + i * modulo(Number(im))) % prime) * inverse(modulo(Number(den)));
    aroundRing(sum, lettersOf(word), weightIn(place).sign === -1, value % prime, sites);
  }
  return sum;
}

/** [A, B], string by string and letter by letter. */
export function ringCommutator(a: RingSum, b: RingSum): RingSum {
  const sum: RingSum = new Map();
  for (const [p, u] of a) {
    for (const [q, v] of b) {
      let [phase, flips] = [0, 0];
      let letters = '';
      for (let k = 0; k < p.length; k++) {
        const [x, y] = [p[k]!, q[k]!];
        const product = products[x + y];
        if (product) [phase, flips] = [phase + product[1], flips + 1];
        letters += product ? product[0] : x === 'I' ? y : y === 'I' ? x : 'I';
      }
      if (flips % 2 === 1) addTo(sum, letters, 2 * power(i, phase % 4) * ((u * v) % prime));
    }
  }
  return sum;
}

/**
 * How many independent sums of strings of up to `range` sites commute with H: the ranks of the whole matrix on a ring
 * that is too long for strings to meet themselves.
 */
export function countOnRing(hamiltonian: Operator, range: number, period: number, longest: number): number {
  const sites = 2 * (range + longest);
  const h = onRingOf(hamiltonian, sites);
  const strings: string[] = [];
  const grow = (letters: string): void => {
    if (letters !== '' && !letters.endsWith('I')) strings.push(letters);
    if (letters.length < range) for (const l of letters === '' ? 'XYZ' : 'IXYZ') grow(letters + l);
  };
  grow('');
  const rows = new Map<string, Map<number, number>>();
  let columns = 0;
  for (const letters of strings) {
    for (const staggered of period === 1 ? [false] : [false, true]) {
      const sum: RingSum = new Map();
      aroundRing(sum, letters, staggered, 1, sites);
      for (const [reached, value] of ringCommutator(h, sum)) {
        const row = rows.get(reached) ?? new Map<number, number>();
        rows.set(reached, row.set(columns, value));
      }
      columns += 1;
    }
  }
  return columns - rankOf([...rows.values()]);
}

function rankOf(rows: readonly Map<number, number>[]): number {
  const pivots = new Map<number, Map<number, number>>();
  for (const given of rows) {
    const row = new Map(given);
    for (;;) {
      const column = [...row.keys()].find((c) => pivots.has(c));
      if (column === undefined) break;
      const factor = row.get(column)!;
      for (const [c, value] of pivots.get(column)!) {
        const after = modulo((row.get(c) ?? 0) - factor * value);
        if (after === 0) row.delete(c);
        else row.set(c, after);
      }
    }
    const [pivot] = row.keys();
    if (pivot === undefined) continue;
    const scale = inverse(row.get(pivot)!);
    for (const [c, value] of row) row.set(c, (value * scale) % prime);
    // Kept reduced, so that the loop above ends.
    for (const other of pivots.values()) {
      const factor = other.get(pivot);
      if (factor === undefined) continue;
      for (const [c, value] of row) {
        const after = modulo((other.get(c) ?? 0) - factor * value);
        if (after === 0) other.delete(c);
        else other.set(c, after);
      }
    }
    pivots.set(pivot, row);
  }
  return pivots.size;
}
