import {
  type Coefficient,
  type ScalarSymbol,
  equalCoefficients,
  negateCoefficient,
  renameCoefficient,
  symbolsOf,
} from '../exact/index.js';
import { type Term, countBits } from '../spin/index.js';
import { mirror } from './mirror.js';

/** A permutation of parameters; undefined where every parameter stays. */
export type ParameterExchange = ReadonlyMap<ScalarSymbol, ScalarSymbol> | undefined;

/**
 * An automorphism of the Pauli algebra of the chain: every letter goes to another one, with a sign, and the chain may be
 * reflected. It is a symmetry of H if H comes back once parameters are renamed.
 */
interface Symmetry {
  /** X, Y, Z → the letters 0, 1, 2 */
  readonly letters: readonly [number, number, number];
  readonly signs: readonly [number, number, number];
  readonly mirrored: boolean;
  /** number of the renaming */
  readonly renaming: number;
}

/** The permutations of X, Y, Z, by number; the identity first. */
const permutations: readonly (readonly [number, number, number])[] = [
  [0, 1, 2],
  [1, 0, 2],
  [0, 2, 1],
  [2, 1, 0],
  [1, 2, 0],
  [2, 0, 1],
];
/** The first three permutations after the identity are odd. */
const parityOf = (permutation: number): 1 | -1 => (permutation >= 1 && permutation <= 3 ? -1 : 1);
const hasX = (letter: number): number => (letter < 2 ? -1 : 0);
const hasZ = (letter: number): number => (letter > 0 ? -1 : 0);

/** Largest number of real parameters whose exchanges are tried. */
const mostRenamed = 4;

/** A term of H, and whether it is part of the boost. */
export interface SymmetricTerm extends Pick<Term, 'coefficient'> {
  readonly x: number;
  readonly z: number;
  readonly boosted: boolean;
}

/**
 * Symmetries of a Hamiltonian that permute letters and reflect the chain, and the orbits of words under them.
 *
 * C_2 is H, so it is invariant, and C_{k+1} = [O_b, C_k] inherits the symmetry: a permutation of the letters is an
 * automorphism g of the algebra, g[A, B] = [gA, gB], that takes the boost into itself, and a reflection takes it into
 * its negative up to a multiple of [H, ·]. So the coefficient of g(P) is that of P, up to the sign of g and the
 * renaming of the parameters, and one word of every orbit says all. The same holds for −i[H, C_k]: it vanishes exactly
 * if its coefficients vanish on one word of every orbit.
 *
 * All of this rests on gH = H, which is tested on the terms of H and of its boosted part, exactly and for every g. Signs
 * (X → X, Y → −Y, Z → −Z) fix every word, so one choice of signs for each permutation is enough.
 */
export class LetterSymmetries {
  /** elements[p + 6 m] permutes letters by permutation number p, and reflects if m = 1 */
  private readonly elements: readonly (Symmetry | undefined)[];
  /** numbers of the elements that are symmetries; the identity comes first */
  readonly numbers: readonly number[];
  /** the renamings that occur; the identity comes first */
  readonly renamings: readonly ParameterExchange[];
  /** whether some element reflects the chain */
  readonly mirrors: boolean;
  /** eight integers for each element, as the kernel reads them */
  readonly table = new Int32Array(12 * 8);
  /** by the order in which letters occur: the element that makes a word canonical, without and with a reflection */
  readonly sorting = new Int32Array(16);
  /** the result of `apply` */
  x = 0;
  z = 0;
  sign: 1 | -1 = 1;

  constructor(terms: readonly SymmetricTerm[], { folds = true }: { readonly folds?: boolean } = {}) {
    const found = folds ? symmetriesOf(terms) : { elements: [identity], renamings: [undefined] };
    this.elements = found.elements;
    this.renamings = found.renamings;
    this.numbers = [...this.elements.keys()].filter((g) => this.elements[g]);
    this.mirrors = this.numbers.some((g) => g >= 6);
    for (const g of this.numbers) {
      const { letters, signs, renaming } = this.elements[g]!;
      const negative = signs.map((s) => (s < 0 ? -1 : 0)) as [number, number, number];
      const matrix = [hasX(letters[0]), hasX(letters[2]), hasZ(letters[0]), hasZ(letters[2])];
      // #X = |x| + |x∧z|, #Y = |x∧z| and #Z = |z| + |x∧z| modulo 2
      const ofSign = [negative[0], negative[2], negative[0] ^ negative[1] ^ negative[2]];
      this.table.set([...matrix, ...ofSign, renaming], 8 * g);
    }
    for (let order = 0; order < 8; order++) {
      const letters = lettersInOrder(order);
      const image = (g: number): string => letters.map((l) => this.elements[g]!.letters[l]!).join('');
      const smallest = (among: readonly number[]): number =>
        among.reduce((best, g) => (image(g) < image(best) ? g : best), among[0] ?? 0);
      this.sorting[order] = smallest(this.numbers.filter((g) => g < 6));
      this.sorting[8 + order] = smallest(this.numbers.filter((g) => g >= 6));
    }
  }

  /** Number of symmetries, with the identity. */
  get size(): number {
    return this.numbers.length;
  }

  /** Number of the exchange of parameters that belongs to an element. */
  renamingOf(element: number): number {
    return this.elements[element]!.renaming;
  }

  /**
   * The image of a word, in `x`, `z` and `sign`.
   *
   * @param parity  the factor ±1 of elements that reflect
   */
  apply(element: number, x: number, z: number, parity: number): void {
    const k = 8 * element;
    const t = this.table;
    const negative = countBits((x & t[k + 4]!) ^ (z & t[k + 5]!) ^ (x & z & t[k + 6]!)) & 1;
    let [p, q] = [x, z];
    this.sign = negative === 1 ? -1 : 1;
    if (element >= 6) {
      const r = 32 - Math.clz32(x | z);
      p = mirror(x, r);
      q = mirror(z, r);
      if (parity < 0) this.sign = this.sign === 1 ? -1 : 1;
    }
    this.x = (p & t[k]!) ^ (q & t[k + 1]!);
    this.z = (p & t[k + 2]!) ^ (q & t[k + 3]!);
  }

  /** Is this the word of its orbit that is kept? */
  isKept(x: number, z: number): boolean {
    this.apply(this.sorting[orderOf(x, z)]!, x, z, 1);
    if (this.x !== x || this.z !== z) return false;
    if (!this.mirrors) return true;
    const r = 32 - Math.clz32(x | z);
    this.apply(this.sorting[8 + orderOf(mirror(x, r), mirror(z, r))]!, x, z, 1);
    return x < this.x || (x === this.x && z <= this.z);
  }

  /** Symmetries that fix a word, up to its sign. */
  stabiliser(x: number, z: number): readonly number[] {
    // Most words have two kinds of letters and a support that is not its own mirror image.
    const mirrors = this.mirrors && isPalindrome(x | z);
    if (this.size === 1 || (x !== 0 && z !== 0 && x !== z && !mirrors)) return onlyIdentity;
    const r = 32 - Math.clz32(x | z);
    const [mirroredX, mirroredZ] = mirrors ? [mirror(x, r), mirror(z, r)] : [x, z];
    const t = this.table;
    const found: number[] = [];
    for (const g of this.numbers) {
      if (g >= 6 && !mirrors) continue;
      const [p, q] = g >= 6 ? [mirroredX, mirroredZ] : [x, z];
      const k = 8 * g;
      if (((p & t[k]!) ^ (q & t[k + 1]!)) === x && ((p & t[k + 2]!) ^ (q & t[k + 3]!)) === z) found.push(g);
    }
    return found;
  }

  /** Sign with which an element that fixes a word enters. */
  character(element: number, x: number, z: number, parity: number): 1 | -1 {
    this.apply(element, x, z, parity);
    return this.sign;
  }
}

/** The stabiliser of most words. */
export const onlyIdentity: readonly number[] = [0];
const isPalindrome = (mask: number): boolean => mirror(mask, 32 - Math.clz32(mask)) === mask;

const identity: Symmetry = { letters: [0, 1, 2], signs: [1, 1, 1], mirrored: false, renaming: 0 };

/** Position of the lowest bit, 32 for 0. */
const lowest = (mask: number): number => 32 - Math.clz32(~mask & (mask - 1));

/** Which of the letters X, Y, Z comes before which other one in a word, as three bits. */
function orderOf(x: number, z: number): number {
  const [a, b, c] = [lowest(x & ~z), lowest(x & z), lowest(z & ~x)];
  return (a < b ? 1 : 0) | (b < c ? 2 : 0) | (a < c ? 4 : 0);
}

/** The letters in the order that `orderOf` has found. */
function lettersInOrder(order: number): number[] {
  const [ab, bc, ac] = [order & 1, order & 2, order & 4];
  const before = [(ab ? 0 : 1) + (ac ? 0 : 1), (ab ? 1 : 0) + (bc ? 0 : 1), (bc ? 1 : 0) + (ac ? 1 : 0)];
  return [0, 1, 2].sort((l, m) => before[l]! - before[m]!);
}

function symmetriesOf(terms: readonly SymmetricTerm[]): {
  elements: (Symmetry | undefined)[];
  renamings: ParameterExchange[];
} {
  const key = (x: number, z: number, boosted: boolean): string => `${x} ${z} ${boosted}`;
  const known = new Map(terms.map((t) => [key(t.x, t.z, t.boosted), t.coefficient]));
  const scratch = new Scratch();
  const candidates = renamingsOf(terms).map((renaming) => ({
    renaming,
    renamed: terms.map((t) => (renaming ? renameCoefficient(t.coefficient, renaming) : t.coefficient)),
  }));
  const renamings: ParameterExchange[] = [undefined];
  const numberOf = (renaming: ParameterExchange): number => {
    const k = renamings.indexOf(renaming);
    return k >= 0 ? k : renamings.push(renaming) - 1;
  };
  const takesIntoItself = (symmetry: Symmetry, renamed: readonly Coefficient[]): boolean =>
    terms.every(({ x, z, boosted }, k) => {
      const sign = scratch.image(symmetry, x, z);
      const there = known.get(key(scratch.x, scratch.z, boosted));
      const wanted = renamed[k]!;
      return there !== undefined && equalCoefficients(there, sign === 1 ? wanted : negateCoefficient(wanted));
    });
  const elements = Array.from({ length: 12 }, (_, g): Symmetry | undefined => {
    if (g === 0) return identity;
    const [permutation, mirrored] = [g % 6, g >= 6];
    for (const { renaming, renamed } of candidates) {
      for (const [a, b] of [
        [1, 1],
        [1, -1],
        [-1, 1],
        [-1, -1],
      ] as const) {
        // Rotations: XY = iZ remains true.
        const signs = [a, b, a * b * parityOf(permutation)] as const;
        const symmetry = { letters: permutations[permutation]!, signs, mirrored, renaming: 0 };
        if (takesIntoItself(symmetry, renamed)) return { ...symmetry, renaming: numberOf(renaming) };
      }
    }
    return undefined;
  });
  return { elements, renamings };
}

/** Images of words under symmetries that are only tried. */
class Scratch {
  x = 0;
  z = 0;

  image({ letters, signs, mirrored }: Symmetry, x: number, z: number): 1 | -1 {
    const r = 32 - Math.clz32(x | z);
    const masks = [x & ~z, x & z, z & ~x];
    let sign: 1 | -1 = 1;
    this.x = 0;
    this.z = 0;
    masks.forEach((mask, letter) => {
      if (signs[letter]! < 0 && countBits(mask) % 2 === 1) sign = sign === 1 ? -1 : 1;
      const placed = mirrored ? mirror(mask, r) : mask;
      this.x |= placed & hasX(letters[letter]!);
      this.z |= placed & hasZ(letters[letter]!);
    });
    return sign;
  }
}

/** Permutations of the real parameters, the identity first; it alone if there are many. */
function renamingsOf(terms: readonly SymmetricTerm[]): ParameterExchange[] {
  const symbols = new Set<ScalarSymbol>();
  for (const t of terms) for (const symbol of symbolsOf(t.coefficient)) symbols.add(symbol);
  const list = [...symbols].filter((s) => s.kind === 'real');
  if (list.length < 2 || list.length > mostRenamed) return [undefined];
  return orderings(list).map((to) =>
    to.every((symbol, k) => symbol === list[k]) ? undefined : new Map(list.map((symbol, k) => [symbol, to[k]!])),
  );
}

/** All orders of a list, its own first. */
function orderings<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((head, k) => orderings(list.filter((_, i) => i !== k)).map((rest) => [head, ...rest]));
}
