import { periodicStrings } from '../charges/index.js';
import { type ModularPoint, isZeroCoefficient } from '../exact/index.js';
import { type Operator, commonPeriod, countBits, isIdentity, rangeOf, weightAt, weightIn } from '../spin/index.js';

/**
 * An operator on some neighbouring cells, modulo a prime: the values of its Pauli strings by their masks. Bit k of the
 * masks x and z belongs to the k-th site of the first cell, and the key of a string is x + 2^14 z.
 */
export type CellOperator = ReadonlyMap<number, number>;

/** Sites that the masks of a key hold. */
const keySites = 14;
const keyBase = 2 ** keySites;

export const stringKey = (x: number, z: number): number => x + keyBase * z;
export const masksOf = (key: number): { readonly x: number; readonly z: number } => ({
  x: key % keyBase,
  z: Math.floor(key / keyBase),
});

/**
 * A chain cut into cells of so many sites that every term fits into two neighbouring cells:
 *
 *   H = Σ_j (h_j + b_j),   h_j acts on both cells j and j + 1, b_j on cell j.
 *
 * This split is unique. The cells are the smallest ones, since larger cells would have sites that commute with h.
 */
export interface CellChain {
  /** sites of a cell */
  readonly size: number;
  /** site at which cell 0 begins */
  readonly first: number;
  /** cells after which the chain repeats */
  readonly period: number;
}

/** The largest cells: two of them with four cells of a string fit into the keys. */
const largestCell = 3;

/**
 * The smallest cells of a chain.
 *
 * @param hamiltonian  a static sum over the chain
 * @returns            undefined where cells would have more than three sites
 */
export function cellsOf(hamiltonian: Operator, period: number): CellChain | undefined {
  // Terms with (−1)^j may cancel at every second site.
  const strings = periodicStrings(hamiltonian, period).filter(({ word }) => !isIdentity(word));
  for (let size = 1; size <= largestCell; size++) {
    for (let first = 0; first < size; first++) {
      const whole = commonPeriod(period, size);
      const fits = strings.every(({ word, values }) => {
        for (let j = 0; j < whole; j++) {
          if (isZeroCoefficient(values[j % period]!)) continue;
          const inCell = (((j - first) % size) + size) % size;
          if (inCell + rangeOf(word) > 2 * size) return false;
        }
        return true;
      });
      if (fits) return { size, first, period: whole / size };
    }
  }
  return undefined;
}

/**
 * The operators of neighbouring cells modulo a prime, with keys for the words of a Hermitian basis in which all words but
 * the identity of a cell are traceless. Theorem A needs no more of a chain.
 */
export interface CellAlgebra {
  /**
   * −(i/2) [a, b], which has real coefficients for real ones.
   *
   * @param atA     the first cell of a is at this site of the common window
   * @param into    values to which the bracket is added
   * @returns       on the window that begins at site 0
   */
  readonly bracket: (
    a: CellOperator,
    atA: number,
    b: CellOperator,
    atB: number,
    prime: number,
    into?: Map<number, number>,
  ) => Map<number, number>;
  /** The part of an operator that acts on the first and on the last of n cells of `size` sites. */
  readonly onBothEnds: (a: CellOperator, cells: number, size: number) => Map<number, number>;
  /** Every word of A0 ⊗ A ⊗ … ⊗ A0 on n cells. */
  readonly stringsOnEnds: (cells: number, size: number) => number[];
}

/** The parts of H by cells, at a point modulo a prime. */
export interface CellHamiltonian extends CellChain {
  readonly algebra: CellAlgebra;
  readonly prime: number;
  /** h_j on two cells, for one period */
  readonly bonds: readonly CellOperator[];
  /** b_j on one cell */
  readonly onCells: readonly CellOperator[];
}

/** The parts of a Hamiltonian whose staggered terms are merged before it is asked what they touch. */
export function cellHamiltonian(hamiltonian: Operator, cells: CellChain, point: ModularPoint): CellHamiltonian {
  const { size, first, period } = cells;
  const { prime } = point;
  const whole = size * period;
  const bonds = Array.from({ length: period }, () => new Map<number, number>());
  const onCells = Array.from({ length: period }, () => new Map<number, number>());
  const add = (to: Map<number, number>, key: number, value: number): void => {
    const sum = ((to.get(key) ?? 0) + value) % prime;
    if (sum === 0) to.delete(key);
    else to.set(key, sum);
  };
  for (const { word, place, coefficient } of hamiltonian.terms) {
    if (isIdentity(word)) continue;
    const value = point.value(coefficient);
    for (let site = first; site < first + whole; site++) {
      const factor = Number(weightAt(weightIn(place), site).factor);
      if (factor === 0) continue;
      const cell = Math.floor((site - first) / size);
      const inCell = site - first - cell * size;
      const key = stringKey(word.x << inCell, word.z << inCell);
      const isBond = inCell + rangeOf(word) > size;
      add((isBond ? bonds : onCells)[cell % period]!, key, (((factor * value) % prime) + prime) % prime);
    }
  }
  return { ...cells, algebra: pauliAlgebra, prime, bonds, onCells };
}

/**
 * −(i/2) [a, b], which has real coefficients for real ones.
 *
 * @param a       its first cell is at `atA` sites of the common window
 * @returns       on the window that begins at site 0
 */
export function bracket(
  a: CellOperator,
  atA: number,
  b: CellOperator,
  atB: number,
  prime: number,
  into = new Map<number, number>(),
): Map<number, number> {
  for (const [p, u] of a) {
    const { x: px, z: pz } = masksOf(p);
    const [ax, az] = [px << atA, pz << atA];
    for (const [q, v] of b) {
      const { x: qx, z: qz } = masksOf(q);
      const [bx, bz] = [qx << atB, qz << atB];
      if ((countBits((ax & bz) ^ (az & bx)) & 1) === 0) continue;
      const [cx, cz] = [ax ^ bx, az ^ bz];
      // Two strings that anticommute have [P, Q] = 2 P Q with P Q = i^phase R and an odd phase: −i · i^phase = ±1.
      const phase = (countBits(ax & az) + countBits(bx & bz) + 2 * countBits(az & bx) - countBits(cx & cz)) & 3;
      const product = (u * v) % prime;
      const key = stringKey(cx, cz);
      const sum = ((into.get(key) ?? 0) + (phase === 1 ? product : prime - product)) % prime;
      if (sum === 0) into.delete(key);
      else into.set(key, sum);
    }
  }
  return into;
}

/** a + factor · b */
export function addMultiple(
  a: Map<number, number>,
  b: CellOperator,
  factor: number,
  prime: number,
): Map<number, number> {
  for (const [key, value] of b) {
    const sum = ((a.get(key) ?? 0) + (((factor % prime) + prime) % prime) * value) % prime;
    if (sum === 0) a.delete(key);
    else a.set(key, sum);
  }
  return a;
}

/** The part of an operator that acts on the first and on the last of n cells. */
export function onBothEnds(a: CellOperator, cells: number, size: number): Map<number, number> {
  const firstCell = (1 << size) - 1;
  const lastCell = firstCell << ((cells - 1) * size);
  return new Map(
    [...a].filter(([key]) => {
      const { x, z } = masksOf(key);
      return ((x | z) & firstCell) !== 0 && ((x | z) & lastCell) !== 0;
    }),
  );
}

/** Every string of A0 ⊗ A ⊗ … ⊗ A0 on n cells: on both ends a letter at least. */
export function stringsOnEnds(cells: number, size: number): number[] {
  const sites = cells * size;
  const firstCell = (1 << size) - 1;
  const lastCell = firstCell << (sites - size);
  const keys: number[] = [];
  for (let x = 0; x < 1 << sites; x++) {
    for (let z = 0; z < 1 << sites; z++) {
      if (((x | z) & firstCell) !== 0 && ((x | z) & lastCell) !== 0) keys.push(stringKey(x, z));
    }
  }
  return keys;
}

/** The algebra of cells of spins 1/2, with Pauli strings as words. */
export const pauliAlgebra: CellAlgebra = { bracket, onBothEnds, stringsOnEnds };

/** The letters of a string on a cell, `XI`. */
export function cellLetters(key: number, sites: number): string {
  const { x, z } = masksOf(key);
  return Array.from({ length: sites }, (_, k) => 'IXZY'[((x >> k) & 1) + 2 * ((z >> k) & 1)]!).join('');
}
