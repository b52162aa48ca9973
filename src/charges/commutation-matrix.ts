import {
  type ModularPoint,
  type ModularVector,
  fromGaussian,
  gaussian,
  inverseModulo,
  oneCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  type Term,
  type Weight,
  type Word,
  chainPlace,
  countBits,
  identityWord,
  isIdentity,
  rangeOf,
  residueWeight,
  staggeredWeight,
  uniformWeight,
  weightAt,
  weightIn,
} from '../spin/index.js';
import { checkInterrupt, limit } from '../text/index.js';

/** Largest number of strings of a search; beyond it neither time nor memory would suffice. */
const mostStrings = 1_000_000;

/** The cells in which strings must fit: `count` cells of `size` sites, of which the first begins at site 0. */
export interface CellWindow {
  readonly size: number;
  readonly count: number;
}

/** The strings of a search: of up to `range` sites, or of up to so many cells. */
export type Extent = { readonly range: number } | { readonly cells: CellWindow };

/** Number of strings of at most n sites that begin at a given site. */
const stringsUpTo = (n: number): number => (n < 1 ? 0 : 3 * 4 ** (n - 1));

/**
 * Every chain sum of one Pauli string of a given period, numbered by range. There is one column for every string and
 * residue r of the site of its first letter; the columns of a string are
 *
 *   Σ_j (±1)^j P_j for the periods 1 and 2,   Σ_{j ≡ r} P_j for longer ones and where strings have to fit into cells.
 */
export class StringBasis {
  private readonly x: number[] = [];
  private readonly z: number[] = [];
  /** longest string, in sites */
  readonly range: number;
  private readonly cells: CellWindow | undefined;

  /**
   * @param extent  the longest strings
   * @param period  number of sites after which the sums repeat
   * @param most    largest number of columns
   * @diagnostic `search-too-wide`
   */
  constructor(
    extent: Extent,
    readonly period: number,
    most = mostStrings,
  ) {
    this.cells = 'cells' in extent ? extent.cells : undefined;
    this.range = 'cells' in extent ? extent.cells.size * extent.cells.count : extent.range;
    const count = this.count();
    if (count > most) {
      const what = this.cells
        ? `${this.cells.count} cells of ${this.cells.size} sites`
        : `${this.range} ${this.range === 1 ? 'site' : 'sites'}`;
      limit(
        'search-too-wide',
        `there are ${count} strings of up to ${what}; a search takes up to ${most}`,
        this.cells
          ? { hint: `ask for fewer charges: --upto ${Math.max(2, this.cells.count - 1)}` }
          : { hint: `--range ${Math.floor(Math.log(most / 3 / period) / Math.log(4)) + 1}` },
      );
    }
    for (let n = 1; n <= this.range; n++) {
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

  private count(): number {
    let count = 0;
    for (let r = 0; r < this.period; r++) {
      let longest = this.range;
      while (!this.fits(longest, r)) longest -= 1;
      count += stringsUpTo(longest);
    }
    return count;
  }

  get size(): number {
    return this.x.length * this.period;
  }

  /** May a string of n sites begin at a site of residue r? */
  private fits(n: number, residue: number): boolean {
    return this.cells === undefined || this.cellsFrom(n, residue, this.cells.size) <= this.cells.count;
  }

  /** The largest number of cells that a string of n sites touches, if it begins at a site of residue r. */
  private cellsFrom(n: number, residue: number, size: number): number {
    let most = 0;
    for (let first = residue; first < Math.max(size, this.period); first += this.period)
      most = Math.max(most, Math.floor(((first % size) + n - 1) / size) + 1);
    return most;
  }

  /** The letters of a column as two masks whose bit 0 is the first letter. */
  masks(column: number): { readonly x: number; readonly z: number } {
    const word = Math.floor(column / this.period);
    return { x: this.x[word]!, z: this.z[word]! };
  }

  rangeOf(column: number): number {
    const { x, z } = this.masks(column);
    return 32 - Math.clz32(x | z);
  }

  /** Number of cells that the strings of a column touch; number of sites where strings are counted in sites. */
  lengthOf(column: number): number {
    const range = this.rangeOf(column);
    return this.cells ? this.cellsFrom(range, column % this.period, this.cells.size) : range;
  }

  /** Sums with (±1)^j instead of residues */
  private get bySign(): boolean {
    return this.cells === undefined && this.period <= 2;
  }

  /** The sum of a column as an operator with coefficient 1. */
  operator(column: number): Operator {
    const { x, z } = this.masks(column);
    const word: Word = { ...identityWord, x, z };
    const sum = (weight: Weight, coefficient = oneCoefficient): Term => ({
      word,
      place: chainPlace(weight),
      coefficient,
    });
    const residue = column % this.period;
    if (this.period === 1) return { terms: [sum(uniformWeight)] };
    if (this.bySign) return { terms: [sum(residue === 1 ? staggeredWeight : uniformWeight)] };
    if (this.period > 2) return { terms: [sum(residueWeight(this.period, residue))] };
    const half = fromGaussian(gaussian(1, 0, 2));
    // [j even] = (1 + (−1)^j)/2, [j odd] = (1 − (−1)^j)/2
    return {
      terms: [sum(uniformWeight, half), sum(staggeredWeight, fromGaussian(gaussian(residue === 0 ? 1 : -1, 0, 2)))],
    };
  }

  /** An operator by columns, at a point modulo a prime. */
  vectorOf({ terms }: Operator, point: ModularPoint): Map<number, number> {
    const numbers = this.numbers();
    const vector = new Map<number, number>();
    for (const { word, place, coefficient } of terms) {
      const first = numbers(word);
      if (first === undefined) throw new Error('a string does not belong to the search');
      const value = point.value(coefficient);
      for (let r = 0; r < this.period; r++) {
        const factor = Number(weightAt(weightIn(place), r).factor);
        const before = vector.get(first + r) ?? 0;
        vector.set(first + r, (before + factor * value + point.prime) % point.prime);
      }
    }
    return this.inColumns(vector, point.prime);
  }

  /** A vector by residues as one by columns. */
  private inColumns(byResidue: ModularVector, p: number): Map<number, number> {
    if (!this.bySign || this.period === 1) return new Map([...byResidue].filter(([, value]) => value !== 0));
    const half = inverseModulo(2, p);
    const vector = new Map<number, number>();
    for (const column of new Set([...byResidue.keys()].map((c) => c - (c % 2)))) {
      const [even, odd] = [byResidue.get(column) ?? 0, byResidue.get(column + 1) ?? 0];
      const [uniform, staggered] = [((even + odd) * half) % p, ((even + p - odd) * half) % p];
      if (uniform !== 0) vector.set(column, uniform);
      if (staggered !== 0) vector.set(column + 1, staggered);
    }
    return vector;
  }

  /** The function that gives the first column of a string. */
  private numbers(): (word: Word) => number | undefined {
    const found = new Map<number, number>();
    this.x.forEach((x, k) => found.set(x * 2 ** 24 + this.z[k]!, k * this.period));
    return ({ x, z, xHigh, zHigh }) => (xHigh === 0 && zHigh === 0 ? found.get(x * 2 ** 24 + z) : undefined);
  }

  /**
   * The equations −i [H, Σ x_P P] = 0 at a point modulo a prime and divided by 2, with one row for each string that is
   * reached, and the columns that occur in them. They come in parts that have no unknown in common, one after another, so
   * that only one of them is in memory.
   *
   * A string P whose first letter is at j and a string a of H whose first letter is at j + s have a product whose first
   * letter is at j + p, so the residue r of P leads to the residue r + p, with the coefficient of a at the residue r + s.
   *
   * A product adds the letters of a to those of P. So the parities of the numbers of X or Y, and of Z or Y, at the sites of
   * each residue change by those of strings of H only, and the classes of parities modulo these are the parts.
   */
  *equations(hamiltonian: Operator, point: ModularPoint): Generator<CommutationRows, void, undefined> {
    const bonds = bondsOf(hamiltonian, this.period, point);
    const classOf = parityClasses(bonds, this.period);
    const parts = new Map<string, number>();
    const partOf = new Int32Array(this.size).fill(-1);
    for (let word = 0; word < this.x.length; word++) {
      const { x, z } = { x: this.x[word]!, z: this.z[word]! };
      for (let r = 0; r < this.period; r++) {
        if (!this.fits(32 - Math.clz32(x | z), r)) continue;
        const key = classOf(x, z, r);
        let part = parts.get(key);
        if (part === undefined) parts.set(key, (part = parts.size));
        partOf[word * this.period + r] = part;
      }
    }
    for (let part = 0; part < parts.size; part++) yield this.part(bonds, point, (column) => partOf[column] === part);
  }

  private part(
    bonds: readonly BondString[],
    point: ModularPoint,
    belongs: (column: number) => boolean,
  ): CommutationRows {
    const { period, x: allX, z: allZ } = this;
    const { prime } = point;
    const longest = bonds.reduce((n, bond) => Math.max(n, bond.range), 0);
    const bits = 2 ** (this.range + longest);
    const rows = new Map<number, Map<number, number>>();
    const columns: number[] = [];
    const residues = new Int32Array(period);
    for (let word = 0; word < allX.length; word++) {
      if ((word & 255) === 0) checkInterrupt();
      const [px, pz] = [allX[word]!, allZ[word]!];
      const m = 32 - Math.clz32(px | pz);
      let fitting = 0;
      for (let r = 0; r < period; r++) {
        if (!belongs(word * period + r)) continue;
        residues[fitting++] = r;
        columns.push(word * period + r);
      }
      if (fitting === 0) continue;
      const first = columns.length - fitting;
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
          const key = ((cx >>> low) * bits + (cz >>> low)) * period;
          for (let k = 0; k < fitting; k++) {
            const r = residues[k]!;
            const along = bond.values[remainder(r + s, period)]!;
            if (along === 0) continue;
            const label = key + remainder(r + p, period);
            let row = rows.get(label);
            if (!row) rows.set(label, (row = new Map()));
            const column = first + k;
            const value = ((row.get(column) ?? 0) + (phase === 1 ? along : prime - along)) % prime;
            if (value === 0) row.delete(column);
            else row.set(column, value);
          }
        }
      }
    }
    return {
      rows: [...rows.values()],
      count: columns.length,
      inColumns: (vector) =>
        this.inColumns(new Map([...vector].map(([column, value]) => [columns[column]!, value])), prime),
    };
  }
}

/** One part of the equations of `StringBasis`, whose unknowns are numbered without gaps. */
export interface CommutationRows {
  readonly rows: Map<number, number>[];
  /** number of unknowns */
  readonly count: number;
  /** a solution by the columns of the basis */
  readonly inColumns: (solution: ModularVector) => Map<number, number>;
}

/** A string of H, and its coefficient by the residue of its first site. */
interface BondString {
  readonly x: number;
  readonly z: number;
  readonly range: number;
  readonly phase: number;
  readonly values: number[];
}

function bondsOf(hamiltonian: Operator, period: number, point: ModularPoint): BondString[] {
  const byMasks = new Map<string, BondString>();
  for (const { word, place, coefficient } of hamiltonian.terms) {
    if (isIdentity(word)) continue;
    const key = `${word.x} ${word.z}`;
    let bond = byMasks.get(key);
    if (!bond) {
      const { x, z } = word;
      bond = { x, z, range: rangeOf(word), phase: countBits(x & z), values: Array<number>(period).fill(0) };
      byMasks.set(key, bond);
    }
    const value = point.value(coefficient);
    for (let r = 0; r < period; r++) {
      const factor = Number(weightAt(weightIn(place), r).factor);
      bond.values[r] = (bond.values[r]! + factor * value + point.prime) % point.prime;
    }
  }
  return [...byMasks.values()];
}

/** n mod m for n of either sign */
function remainder(n: number, m: number): number {
  const r = n % m;
  return r < 0 ? r + m : r;
}

/**
 * The classes of parities of strings modulo those of strings of H: as vectors of 2p bits, in a normal form given by
 * elimination.
 */
function parityClasses(
  bonds: readonly BondString[],
  period: number,
): (x: number, z: number, residue: number) => string {
  /** for each residue of the first letter, the bits of a mask at the sites of each residue */
  const masks = Array.from({ length: period }, (_, first) => {
    const at = new Int32Array(period);
    for (let k = 0; k < 31; k++) at[(first + k) % period]! |= 1 << k;
    return at;
  });
  const parities = (x: number, z: number, residue: number): number[] => {
    const bits: number[] = [];
    for (const mask of masks[residue]!) bits.push(countBits(x & mask) & 1, countBits(z & mask) & 1);
    return bits;
  };
  const basis: { readonly pivot: number; readonly bits: readonly number[] }[] = [];
  const reduced = (bits: number[]): number[] => {
    for (const { pivot, bits: other } of basis)
      if (bits[pivot] === 1) other.forEach((bit, k) => (bits[k] = bits[k]! ^ bit));
    return bits;
  };
  for (const { x, z, values } of bonds) {
    for (let r = 0; r < period; r++) {
      if (values[r] === 0) continue;
      const bits = reduced(parities(x, z, r));
      const pivot = bits.indexOf(1);
      if (pivot >= 0) basis.push({ pivot, bits });
    }
  }
  return (x, z, residue) => reduced(parities(x, z, residue)).join('');
}
