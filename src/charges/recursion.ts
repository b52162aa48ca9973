import {
  type Coefficient,
  type CoefficientTerm,
  commonDenominator,
  conjugateCoefficient,
  fromGaussian,
  fromTerms,
  gaussian,
  multiplyCoefficients,
  negateCoefficient,
  rational,
  scaleCoefficient,
  integer as narrow,
  multiplyRational,
} from '../exact/index.js';
import {
  type Operator,
  type Term,
  chainPlace,
  compareTerms,
  equalOperators,
  rangeOf,
  reflect,
  uniformWeight,
} from '../spin/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import { compareMirror, mirror } from './mirror.js';
import { type MomentSums, momentSums } from './moment-table.js';
import { MonomialTable, integerParts } from './monomial-table.js';
import { type Packed, type Parity, finishPacked } from './packed.js';
import { type BondWord, type Contributions, place } from './placements.js';

/** Longest word of the recursion, since each mask is one int32. */
export const maxChargeRange = 31;
/**
 * Largest number of entries (word × monomial) of a pass by default, about 300 megabytes. The XXX chain reaches C_17
 * within it.
 */
export const defaultMaxEntries = 4_000_000;

/** One coupling of the Hamiltonian: a word with an integer and a monomial, and its place in the boost. */
interface Bond extends BondWord {
  readonly coupling: number;
  readonly value: bigint;
}

/** The result of one pass: the zeroth moment, and the first moment if it was requested. */
export interface Moments {
  /** −i[H, Q] */
  readonly zeroth: Packed;
  /** [O_b, Q] where the zeroth moment vanishes */
  readonly first: Packed | undefined;
  /** number of words that cancelled in the zeroth moment */
  readonly cancelled: number;
}

/**
 * The boost step, which is also the proof.
 *
 * For Q = Σ_m τ_m(q) with every word starting at site 0, take a word a of h placed at offset s from a word P of q and
 * let p be the first site of the product P′:
 *
 *   −i[H, Q]  : M0[P′] ± 2 a c
 *   [O_b, Q]  : M1[P′] ± 2 a c (s − p)
 *
 * and [O_b, Q] = Σ_m (m M0 + M1): this is translation-invariant exactly if M0 = 0, that is, if [H, Q] = 0 for all
 * values of the parameters. Words of n sites are boosted at their centre, s + (n − 2)/2; doubling avoids the half.
 *
 * If the Hamiltonian is even under reflection, M0 has the parity of Q, and M1 has the opposite parity, because the
 * mirror image of a placement has weight −w + 2r − 4 for a product of r sites. Then it suffices to keep one of every
 * word and its mirror image.
 *
 * Integers are float64 while an a-priori bound on every sum stays below 2^53, and bigint beyond.
 */
export class BoostRecursion {
  private readonly table = new MonomialTable();
  private readonly bonds: readonly Bond[];
  private readonly denominator: number | bigint;
  private readonly folds: boolean;

  constructor(
    boosted: Operator,
    spectator: Operator,
    private readonly maxEntries: number = defaultMaxEntries,
  ) {
    const terms = [
      ...boosted.terms.map((term) => ({ term, boosted: true })),
      ...spectator.terms.map((term) => ({ term, boosted: false })),
    ];
    this.folds = [boosted, spectator].every((o) => equalOperators(o, reflect(o)));
    this.denominator = commonDenominator(terms.map(({ term }) => term.coefficient));
    this.bonds = terms
      .filter(({ term }) => rangeOf(term.word) > 0)
      .flatMap(({ term, boosted: moves }) =>
        integerParts(term.coefficient, this.denominator).map((part) => ({
          ...masks(term),
          range: rangeOf(term.word),
          boosted: moves,
          coupling: this.table.coupling(this.table.number(part)),
          value: part.value,
        })),
      );
  }

  /** The boosted Hamiltonian in packed form, with which the recursion starts; folded if possible. */
  pack(operator: Operator): Packed {
    const den = commonDenominator(operator.terms.map((t) => t.coefficient));
    const x: number[] = [];
    const z: number[] = [];
    const begin: number[] = [0];
    const monomials: number[] = [];
    const values: bigint[] = [];
    for (const term of operator.terms) {
      if (rangeOf(term.word) === 0) continue;
      const m = masks(term);
      if (this.folds && compareMirror(m.x, m.z) > 0) continue;
      x.push(m.x);
      z.push(m.z);
      for (const part of integerParts(term.coefficient, den)) {
        monomials.push(this.table.number(part));
        values.push(part.value);
      }
      begin.push(values.length);
    }
    return finishPacked(
      Int32Array.from(x),
      Int32Array.from(z),
      Int32Array.from(begin),
      Int32Array.from(monomials),
      values,
      undefined,
      rational(1, den),
      this.folds ? 1 : 0,
    );
  }

  /**
   * The packed operator as an ordinary one, with words in canonical order.
   *
   * @param unit  the factor by which it is multiplied
   */
  unpack(q: Packed, unit: 1 | 'i' = 1): Operator {
    const terms: Term[] = [];
    const place = chainPlace(uniformWeight);
    const add = (x: number, z: number, coefficient: Coefficient): void => {
      const word = { x, z, xHigh: 0, zHigh: 0 };
      terms.push({ word, place, coefficient });
    };
    for (let w = 0; w < q.kept; w++) {
      if ((w & 1023) === 0) checkInterrupt();
      const [x, z] = [q.x[w]!, q.z[w]!];
      const coefficient = this.coefficient(q, w, unit);
      add(x, z, coefficient);
      if (q.parity === 0 || compareMirror(x, z) === 0) continue;
      const r = 32 - Math.clz32(x | z);
      add(mirror(x, r), mirror(z, r), q.parity === 1 ? coefficient : negateCoefficient(coefficient));
    }
    terms.sort(compareTerms);
    return { terms };
  }

  private coefficient(q: Packed, w: number, unit: 1 | 'i'): Coefficient {
    const imaginary = unit === 'i';
    const parts: CoefficientTerm[] = [];
    for (let e = q.begin[w]!; e < q.begin[w + 1]!; e++) {
      const entry = this.table.entry(q.monomial[e]!);
      const n = q.wide ? q.wide[e]! : q.value[e]!;
      const { num, den } = multiplyRational(q.scale, rational(typeof n === 'bigint' ? narrow(n) : n));
      const swap = entry.imaginary !== imaginary;
      // i·i = −1
      const sign = entry.imaginary && imaginary ? -1 : 1;
      const signed = sign === 1 ? num : typeof num === 'number' ? 0 - num : -num;
      parts.push({ monomial: entry.monomial, value: swap ? gaussian(0, signed, den) : gaussian(signed, 0, den) });
    }
    return fromTerms(parts);
  }

  /** Σ |coefficient|² over the words. */
  squaredNorm(q: Packed): Coefficient {
    // Where each word has a single integer without a monomial, the sum is an integer.
    if (q.monomial.length === q.kept && this.singleRealMonomial(q)) {
      let sum = 0n;
      let part = 0;
      for (let e = 0; e < q.kept; e++) {
        const times = this.multiplicity(q, e);
        if (q.wide) {
          sum += BigInt(times) * q.wide[e]! * q.wide[e]!;
        } else {
          const square = times * q.value[e]! * q.value[e]!;
          if (part + square > Number.MAX_SAFE_INTEGER) {
            sum += BigInt(part);
            part = 0;
          }
          if (square > Number.MAX_SAFE_INTEGER) sum += BigInt(times) * BigInt(q.value[e]!) ** 2n;
          else part += square;
        }
      }
      const total = narrow(sum + BigInt(part));
      const { num, den } = multiplyRational(rational(total), multiplyRational(q.scale, q.scale));
      const { monomial } = this.table.entry(q.monomial[0]!);
      const root = fromGaussian(gaussian(1), monomial);
      return scaleCoefficient(multiplyCoefficients(root, root), gaussian(num, 0, den));
    }
    let pending: CoefficientTerm[] = [];
    for (let w = 0; w < q.kept; w++) {
      const c = this.coefficient(q, w, 1);
      const square = multiplyCoefficients(conjugateCoefficient(c), c);
      for (const t of scaleCoefficient(square, gaussian(this.multiplicity(q, w))).terms) pending.push(t);
      if (pending.length > 10_000) pending = [...fromTerms(pending).terms];
    }
    return fromTerms(pending);
  }

  /** The number of words that a kept word represents. */
  private multiplicity(q: Packed, w: number): 1 | 2 {
    return q.parity !== 0 && compareMirror(q.x[w]!, q.z[w]!) !== 0 ? 2 : 1;
  }

  private singleRealMonomial(q: Packed): boolean {
    const first = q.monomial[0];
    if (first === undefined) return false;
    const { monomial, imaginary } = this.table.entry(first);
    return (
      !imaginary &&
      q.monomial.every((m) => m === first) &&
      monomial.factors.every((f) => f.symbol.kind === 'real' || f.symbol.kind === 'prime')
    );
  }

  /**
   * One pass over words × placements × bonds.
   *
   * @param options  `next`: whether to compute the next charge as well as the proof
   * @diagnostic `charge-too-long` beyond 31 sites, `too-many-words` beyond the allowed number of entries
   */
  step(q: Packed, { next = false }: { readonly next?: boolean } = {}): Moments {
    const longestBond = this.bonds.reduce((n, b) => Math.max(n, b.range), 0);
    if (q.range + longestBond - 1 > maxChargeRange) {
      limit(
        'charge-too-long',
        `the next charge would span ${q.range + longestBond - 1} sites; the recursion works up to ${maxChargeRange}`,
        {
          hint: 'ask for fewer charges',
        },
      );
    }
    this.table.prepare(new Set(q.monomial));
    const wide = q.wide !== undefined || this.bound(q, longestBond) > Number.MAX_SAFE_INTEGER;
    const sums = momentSums(3 * q.monomial.length, wide ? 'bigint' : 'float64', this.maxEntries);
    for (const bond of this.bonds) this.pass(q, bond, { sums, wide });
    // −i·2i = 2 for every pair; bonds are over the denominator; first moments are doubled.
    const zerothScale = multiplyRational(q.scale, rational(2, this.denominator));
    const zeroth = sums.packed(0, zerothScale, q.parity);
    const opposite = (0 - q.parity) as Parity;
    return {
      zeroth: zeroth.packed,
      first: next ? sums.packed(1, multiplyRational(zerothScale, rational(1, 2)), opposite).packed : undefined,
      cancelled: zeroth.cancelled,
    };
  }

  /** No partial sum of a pass exceeds this in modulus. */
  private bound(q: Packed, longestBond: number): number {
    // Each coupling at each placement contributes at most once to a given word and monomial.
    let reach = 0;
    for (const { value } of this.bonds) reach += Math.abs(Number(value)) * (q.range + 2 * longestBond);
    const weight = 2 * (q.range + 2 * longestBond);
    return reach * weight * q.largest * this.table.largestFactor();
  }

  private pass(q: Packed, bond: Bond, { sums, wide }: { readonly sums: MomentSums; readonly wide: boolean }): void {
    const next = this.table.row(bond.coupling);
    const factors = this.table.rowFactors(bond.coupling);
    if (wide) {
      const to = new WideSums(q, next, factors, sums);
      to.coupling = bond.value;
      place(bond, q, to);
    } else {
      const to = new NarrowSums(q, next, factors, sums);
      to.coupling = Number(bond.value);
      place(bond, q, to);
    }
  }
}

/** The entries of a word of Q times one coupling. */
abstract class EntrySums {
  protected from = 0;
  protected to = 0;

  constructor(
    protected readonly q: Packed,
    protected readonly next: Int32Array,
    protected readonly factors: Float64Array,
    protected readonly sums: MomentSums,
  ) {}

  begin(word: number): void {
    this.from = this.q.begin[word]!;
    this.to = this.q.begin[word + 1]!;
  }
}

class NarrowSums extends EntrySums implements Contributions {
  coupling = 0;

  add(hash: number, x: number, z: number, sign: number, weight: number): void {
    const { next, factors, sums, to } = this;
    const { monomial, value } = this.q;
    const scale = sign * this.coupling;
    for (let e = this.from; e < to; e++) {
      const mono = monomial[e]!;
      sums.add(hash, x, z, next[mono]! + 1, scale * factors[mono]! * value[e]!, weight);
    }
  }
}

class WideSums extends EntrySums implements Contributions {
  coupling = 0n;

  add(hash: number, x: number, z: number, sign: number, weight: number): void {
    const { monomial, value, wide } = this.q;
    for (let e = this.from; e < this.to; e++) {
      const mono = monomial[e]!;
      const c = wide ? wide[e]! : BigInt(value[e]!);
      this.sums.addWide(
        hash,
        x,
        z,
        this.next[mono]! + 1,
        BigInt(sign * this.factors[mono]!) * this.coupling * c,
        BigInt(weight),
      );
    }
  }
}

/** @diagnostic `charge-too-long` */
export function masks(term: Term): { x: number; z: number } {
  if (rangeOf(term.word) > maxChargeRange) {
    limit('charge-too-long', `a string of ${rangeOf(term.word)} sites; the recursion works up to ${maxChargeRange}`, {
      hint: 'use a Hamiltonian of shorter range',
    });
  }
  return { x: term.word.x, z: term.word.z };
}
