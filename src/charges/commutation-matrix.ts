import { type ModularPoint, oneCoefficient } from '../exact/index.js';
import {
  type Operator,
  type Term,
  type TermPlace,
  chainPlace,
  countBits,
  identityWord,
  isIdentity,
  rangeOf,
  staggeredWeight,
  uniformWeight,
  weightIn,
} from '../spin/index.js';
import { checkInterrupt, limit } from '../text/index.js';

/** A chain sum of one Pauli string, Σ_j (±1)^j P_j, with its letters as two masks whose bit 0 is the first letter. */
interface ChainString {
  readonly x: number;
  readonly z: number;
  readonly staggered: boolean;
}

/** Largest number of strings of a search; beyond it neither time nor memory would suffice. */
const mostStrings = 1_000_000;

/** Every chain sum Σ_j (±1)^j P_j of one Pauli string of up to `range` sites, numbered by range. */
export class StringBasis {
  private readonly x: number[] = [];
  private readonly z: number[] = [];

  /**
   * @param period      1, or 2 for strings with (−1)^j too
   * @diagnostic `search-too-wide`
   */
  constructor(
    readonly range: number,
    readonly period: 1 | 2,
  ) {
    const count = 3 * 4 ** (range - 1) * period;
    if (count > mostStrings)
      limit(
        'search-too-wide',
        `there are ${count} strings of up to ${range} sites; a search takes up to ${mostStrings}`,
        {
          hint: `--range ${Math.floor(Math.log(mostStrings / 3 / period) / Math.log(4)) + 1}`,
        },
      );
    for (let n = 1; n <= range; n++) {
      const last = 1 << (n - 1);
      // Both ends have a letter other than I.
      for (let x = 0; x < 2 * last; x++) {
        for (let z = 0; z < 2 * last; z++) {
          const letters = x | z;
          if ((letters & 1) === 0 || (letters & last) === 0) continue;
          this.x.push(x);
          this.z.push(z);
        }
      }
    }
  }

  get size(): number {
    return this.x.length * this.period;
  }

  string(column: number): ChainString {
    const word = Math.floor(column / this.period);
    return { x: this.x[word]!, z: this.z[word]!, staggered: column % this.period === 1 };
  }

  rangeOf(column: number): number {
    const { x, z } = this.string(column);
    return 32 - Math.clz32(x | z);
  }

  /** The string as a term of an operator with coefficient 1. */
  term(column: number): Term {
    const { x, z, staggered } = this.string(column);
    return {
      word: { ...identityWord, x, z },
      place: chainPlace(staggered ? staggeredWeight : uniformWeight),
      coefficient: oneCoefficient,
    };
  }

  /** The function that gives the number of a string from its masks and its sign. */
  numbers(): (term: Term) => number | undefined {
    const found = new Map<number, number>();
    for (let column = 0; column < this.size; column++) found.set(keyOf(this.string(column)), column);
    return ({ word: { x, z, xHigh, zHigh }, place }) =>
      xHigh === 0 && zHigh === 0 ? found.get(keyOf({ x, z, staggered: isStaggered(place) })) : undefined;
  }
}

const isStaggered = (place: TermPlace): boolean => weightIn(place).sign === -1;

/** Injective for strings of up to 24 sites. */
const keyOf = ({ x, z, staggered }: ChainString): number => (x * 2 ** 24 + z) * 2 + (staggered ? 1 : 0);

/**
 * The equations −i [H, Σ_P x_P P] = 0 for the strings P of a basis, at a point modulo a prime and divided by 2: with
 * one row for each string that is reached.
 *
 * A string P whose first letter is at j and a string a of H whose first letter is at j + s have the product R, whose
 * first letter is at m = j + p. With the signs σ of the two weights
 *
 *   σ_P^j σ_a^(j+s) = (σ_P σ_a)^m σ_P^(−p) σ_a^(s−p).
 */
export function commutationRows(hamiltonian: Operator, basis: StringBasis, point: ModularPoint): Map<number, number>[] {
  const bonds = hamiltonian.terms
    .filter(({ word }) => !isIdentity(word))
    .map((t) => ({
      ...t.word,
      staggered: isStaggered(t.place),
      range: rangeOf(t.word),
      phase: countBits(t.word.x & t.word.z),
      value: point.value(t.coefficient),
    }));
  const { prime } = point;
  const rows = new Map<number, Map<number, number>>();
  for (let column = 0; column < basis.size; column++) {
    if ((column & 255) === 0) checkInterrupt();
    const { x: px, z: pz, staggered } = basis.string(column);
    const m = 32 - Math.clz32(px | pz);
    const phaseOfString = countBits(px & pz);
    for (const bond of bonds) {
      for (let s = 1 - bond.range; s < m; s++) {
        // Both masks on common sites, the leftmost at bit 0.
        const ux = s > 0 ? bond.x << s : bond.x;
        const uz = s > 0 ? bond.z << s : bond.z;
        const vx = s < 0 ? px << -s : px;
        const vz = s < 0 ? pz << -s : pz;
        if ((countBits((ux & vz) ^ (uz & vx)) & 1) === 0) continue;
        const cx = ux ^ vx;
        const cz = uz ^ vz;
        // [a, P] = 2 a P for strings that anticommute, and a P = i^phase R with an odd phase: −i · i^phase = ±1.
        const phase = (bond.phase + phaseOfString + 2 * countBits(uz & vx) - countBits(cx & cz)) & 3;
        const low = 31 - Math.clz32((cx | cz) & -(cx | cz));
        const p = s < 0 ? low + s : low;
        const isOdd = (staggered && (p & 1) !== 0) !== (bond.staggered && ((s - p) & 1) !== 0);
        const sign = (phase === 1) !== isOdd;
        const key = keyOf({ x: cx >>> low, z: cz >>> low, staggered: staggered !== bond.staggered });
        let row = rows.get(key);
        if (!row) rows.set(key, (row = new Map()));
        const value = ((row.get(column) ?? 0) + (sign ? bond.value : prime - bond.value)) % prime;
        if (value === 0) row.delete(column);
        else row.set(column, value);
      }
    }
  }
  return [...rows.values()];
}
