import {
  type Coefficient,
  type CoefficientTerm,
  type Integer,
  addCoefficients,
  commonDenominator,
  conjugateCoefficient,
  fromGaussian,
  fromRational,
  fromTerms,
  gaussian,
  integer as narrow,
  multiplyCoefficients,
  multiplyRational,
  negateCoefficient,
  rational,
  renameCoefficient,
  scaleCoefficient,
} from '../exact/index.js';
import { type Operator, type Term, canonicalOrder, chainPlace, rangeOf, uniformWeight } from '../spin/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import { type BoostKernel, boostKernel } from './boost-kernel.js';
import { type PassBond, type PassWords, type TableSizes, boostPass } from './boost-pass.js';
import { Columns, type Digits, digitsFor, splitInteger, monomialsOf } from './columns.js';
import { LetterSymmetries } from './letter-symmetries.js';
import { MomentReader } from './moments.js';
import { MonomialTable, integerParts } from './monomial-table.js';
import { type Packed, type Parity, finishPacked } from './packed.js';

/** Longest word of the recursion, since each mask is one int32. */
export const maxChargeRange = 31;
/**
 * Largest number of sums (word × monomial) of a pass by default, about 300 megabytes. The XXX chain reaches C_19 within
 * it.
 */
export const defaultMaxEntries = 4_000_000;

/** A word of the Hamiltonian with its couplings: the number of each monomial, and its integer. */
interface Bond extends Omit<PassBond, 'parts'> {
  readonly couplings: readonly { readonly monomial: number; readonly value: bigint }[];
}

/** Options of a recursion. */
export interface RecursionOptions {
  /** number of sums (word × monomial) that a pass may have */
  readonly maxEntries?: number;
  /** whether symmetries of the Hamiltonian are used, which they are by default */
  readonly folds?: boolean;
  /** the kernel of the passes; by default WebAssembly where it is available */
  readonly kernel?: BoostKernel;
  /** sizes of the tables, which change no result */
  readonly sizes?: TableSizes;
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
 * values of the parameters. Where M0 = 0, M1 does not change if the place p is any other site that P′ determines; it is
 * the middle one here, and the place s is that of the middle of a, doubled to avoid halves: 2s + n − 2p − r for words of
 * n and r sites. A reflection changes the sign of this weight, so M1 has the opposite parity of M0.
 *
 * One word of every orbit under the symmetries of H is kept; why this is a proof for all of them is said at
 * `LetterSymmetries`.
 *
 * Sums are float64. Where an a-priori bound on every sum of a pass reaches 2^53, integers are split into digits, which
 * go through the pass side by side because it is linear.
 */
export class BoostRecursion {
  private readonly table = new MonomialTable();
  private readonly bonds: readonly Bond[];
  private readonly denominator: number | bigint;
  private readonly symmetries: LetterSymmetries;

  /**
   * @param boosted    the part of H that defines the boost
   * @param spectator  the rest of H
   */
  constructor(
    boosted: Operator,
    spectator: Operator,
    private readonly options: RecursionOptions = {},
  ) {
    const terms = [
      ...boosted.terms.map((term) => ({ term, boosted: true })),
      ...spectator.terms.map((term) => ({ term, boosted: false })),
    ].filter(({ term }) => rangeOf(term.word) > 0);
    this.denominator = commonDenominator(terms.map(({ term }) => term.coefficient));
    this.bonds = terms.map(({ term, boosted: moves }) => ({
      ...masks(term),
      range: rangeOf(term.word),
      boosted: moves,
      couplings: integerParts(term.coefficient, this.denominator).map((part) => ({
        monomial: this.table.number(part),
        value: part.value,
      })),
    }));
    // [spectator, C_k] vanishes by itself for a field. For longer words it may do so only together with the rest, and
    // then the middle of P′ is not as good as its first site.
    const isField = spectator.terms.every((t) => rangeOf(t.word) <= 1);
    this.symmetries = new LetterSymmetries(
      terms.map(({ term, boosted: moves }) => ({ ...masks(term), coefficient: term.coefficient, boosted: moves })),
      { folds: isField && (options.folds ?? true) },
    );
  }

  /** The boosted Hamiltonian in packed form, with which the recursion starts; folded if possible. */
  pack(operator: Operator): Packed {
    const den = commonDenominator(operator.terms.map((t) => t.coefficient));
    const { symmetries } = this;
    const kept = operator.terms
      .filter((term) => rangeOf(term.word) > 0)
      .map((term) => ({ ...masks(term), parts: integerParts(term.coefficient, den) }))
      .filter(({ x, z }) => symmetries.isKept(x, z));
    const begin = new Int32Array(kept.length + 1);
    kept.forEach(({ parts }, w) => {
      begin[w + 1] = begin[w]! + parts.length;
    });
    const parts = kept.flatMap((word) => word.parts);
    return finishPacked({
      x: Int32Array.from(kept, (word) => word.x),
      z: Int32Array.from(kept, (word) => word.z),
      begin,
      orbit: Uint8Array.from(kept, ({ x, z }) => symmetries.size / symmetries.stabiliser(x, z).length),
      monomial: Int32Array.from(parts, (part) => this.table.number(part)),
      value: Float64Array.from(parts, (part) => Number(part.value)),
      large: new Map(parts.flatMap(({ value }, e) => (typeof narrow(value) === 'bigint' ? [[e, value] as const] : []))),
      scale: rational(1, den),
      parity: 1,
    });
  }

  /**
   * The packed operator as an ordinary one, with words in canonical order.
   *
   * @param unit  the factor by which it is multiplied
   */
  unpack(q: Packed, unit: 1 | 'i' = 1): Operator {
    const { symmetries } = this;
    const variants = 2 * symmetries.renamings.length;
    const [x, z, which] = [new Int32Array(q.words), new Int32Array(q.words), new Int32Array(q.words)];
    // For each different coefficient: itself and its negative, under all renamings.
    const coefficients: (Coefficient | undefined)[] = [];
    const known = new Map<number, Map<number, number>>();
    let count = 0;
    for (let w = 0; w < q.kept; w++) {
      if ((w & 1023) === 0) checkInterrupt();
      const base = this.sharedCoefficient(q, w, unit, { coefficients, variants, known });
      const [px, pz, start] = [q.x[w]!, q.z[w]!, count];
      for (const g of symmetries.numbers) {
        symmetries.apply(g, px, pz, q.parity);
        if (q.orbit[w]! < symmetries.size) {
          let other = start;
          while (other < count && (x[other] !== symmetries.x || z[other] !== symmetries.z)) other++;
          if (other < count) continue;
        }
        x[count] = symmetries.x;
        z[count] = symmetries.z;
        const at = base + 2 * symmetries.renamingOf(g) + (symmetries.sign === 1 ? 0 : 1);
        which[count] = at;
        coefficients[at] ??= this.variant(coefficients[base]!, g, symmetries.sign);
        count += 1;
      }
    }
    const place = chainPlace(uniformWeight);
    const terms: Term[] = [];
    for (const k of canonicalOrder(count, x, z))
      terms.push({ word: { x: x[k]!, z: z[k]!, xHigh: 0, zHigh: 0 }, place, coefficient: coefficients[which[k]!]! });
    return { terms };
  }

  private variant(coefficient: Coefficient, element: number, sign: 1 | -1): Coefficient {
    const renaming = this.symmetries.renamings[this.symmetries.renamingOf(element)];
    const renamed = renaming ? renameCoefficient(coefficient, renaming) : coefficient;
    return sign === 1 ? renamed : negateCoefficient(renamed);
  }

  /** The place of a word's coefficient in a list, to which it is added unless an equal one is there. */
  private sharedCoefficient(
    q: Packed,
    w: number,
    unit: 1 | 'i',
    {
      coefficients,
      variants,
      known,
    }: {
      readonly coefficients: (Coefficient | undefined)[];
      readonly variants: number;
      readonly known: Map<number, Map<number, number>>;
    },
  ): number {
    const add = (): number => {
      const base = coefficients.push(this.coefficient(q, w, unit)) - 1;
      coefficients.length = base + variants;
      return base;
    };
    const e = q.begin[w]!;
    if (q.wide || q.begin[w + 1]! - e !== 1) return add();
    let values = known.get(q.monomial[e]!);
    if (!values) known.set(q.monomial[e]!, (values = new Map()));
    let base = values.get(q.value[e]!);
    if (base === undefined) values.set(q.value[e]!, (base = add()));
    return base;
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
    const { symmetries } = this;
    const terms: CoefficientTerm[] = [];
    for (const { a, b, sum } of pairSums(q)) {
      const [p, r] = [this.monomial(a), this.monomial(b)];
      const one = multiplyCoefficients(conjugateCoefficient(p), r);
      const both = a === b ? one : addCoefficients(one, conjugateCoefficient(one));
      terms.push(...scaleCoefficient(both, fromRational(rational(sum, 1))).terms);
    }
    // Averaged over the orbits, the words of which have coefficients with renamed parameters.
    const kept = fromTerms(terms);
    const all = symmetries.numbers.flatMap((g) => {
      const renaming = symmetries.renamings[symmetries.renamingOf(g)];
      return (renaming ? renameCoefficient(kept, renaming) : kept).terms;
    });
    const { num, den } = multiplyRational(multiplyRational(q.scale, q.scale), rational(1, symmetries.size));
    return scaleCoefficient(fromTerms(all), gaussian(num, 0, den));
  }

  private monomial(number: number): Coefficient {
    const { monomial, imaginary } = this.table.entry(number);
    return fromGaussian(imaginary ? gaussian(0, 1) : gaussian(1), monomial);
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
    const { table, symmetries } = this;
    const monomials = monomialsOf(q);
    const products = this.bonds.map((bond) =>
      bond.couplings.map(({ monomial, value }) =>
        monomials.map((n) => {
          const { number, factor } = table.product(monomial, n);
          return { factor: value * factor, renamed: symmetries.renamings.map((r) => table.rename(number, r)) };
        }),
      ),
    );
    const digits = digitsFor(
      products.flatMap((parts) =>
        parts.map((part) => part.reduce((m, p) => (m > abs(p.factor) ? m : abs(p.factor)), 0n)),
      ),
      q.largest,
      // Each coupling contributes at most once at each placement, with all words of an orbit. The weight, which is the
      // distance of two middles, doubled, is at most the number of sites of both.
      (q.range + 2 * longestBond) ** 2 * symmetries.size,
    );
    const columns = new Columns(
      table,
      new Set(products.flat(2).flatMap((p) => p.renamed)),
      digits.ofValues + digits.ofCouplings - 1,
    );
    const columnCount = monomials.length * digits.ofValues;
    const bonds = this.bonds.map((bond, b) => ({
      ...bond,
      parts: products[b]!.flatMap((part) => partsOf(part, columns, digits, symmetries.renamings.length)),
    }));
    const kernel = this.options.kernel ?? boostKernel();
    const rows = boostPass(kernel, bonds, wordsOf(q, monomials, digits), {
      symmetries,
      parity: q.parity,
      columns,
      columnCount,
      first: next,
      maxEntries: this.options.maxEntries ?? defaultMaxEntries,
      sizes: this.options.sizes,
    });
    const reader = new MomentReader(rows, { columns, digits, symmetries, table });
    // −i·2i = 2 for every pair; bonds are over the denominator; first moments are doubled.
    const zerothScale = multiplyRational(q.scale, rational(2, this.denominator));
    const { packed: zeroth, cancelled } = reader.read(0, zerothScale, q.parity);
    const opposite = (0 - q.parity) as Parity;
    const first =
      next && zeroth.words === 0
        ? reader.read(1, multiplyRational(zerothScale, rational(1, 2)), opposite).packed
        : undefined;
    kernel.release();
    return { zeroth, first, cancelled };
  }
}

/** Σ c_a c_b over the words for every pair of monomials a ≤ b, with the integers of an operator. */
function pairSums(q: Packed): { readonly a: number; readonly b: number; readonly sum: Integer }[] {
  const { begin, monomial, value, wide, orbit, kept } = q;
  const monomials = monomialsOf(q);
  const column = new Map(monomials.map((n, k) => [n, k]));
  const sums = new Float64Array(monomials.length ** 2);
  const beyond = new Map<number, bigint>();
  const carry = (at: number, amount: bigint): unknown => beyond.set(at, (beyond.get(at) ?? 0n) + amount);
  for (let w = 0; w < kept; w++) {
    for (let e = begin[w]!; e < begin[w + 1]!; e++) {
      const row = column.get(monomial[e]!)! * monomials.length;
      for (let f = begin[w]!; f < begin[w + 1]!; f++) {
        if (monomial[f]! < monomial[e]!) continue;
        const at = row + column.get(monomial[f]!)!;
        const product = wide ? Infinity : orbit[w]! * value[e]! * value[f]!;
        if (Math.abs(product) > Number.MAX_SAFE_INTEGER) {
          const [c, d] = wide ? [wide[e]!, wide[f]!] : [BigInt(value[e]!), BigInt(value[f]!)];
          carry(at, BigInt(orbit[w]!) * c * d);
        } else if (Math.abs(sums[at]! + product) > Number.MAX_SAFE_INTEGER) {
          carry(at, BigInt(sums[at]!));
          sums[at] = product;
        } else sums[at] = sums[at]! + product;
      }
    }
  }
  return monomials.flatMap((a, k) =>
    monomials.slice(k).flatMap((b, l) => {
      const at = k * monomials.length + k + l;
      const sum = narrow((beyond.get(at) ?? 0n) + BigInt(sums[at]!));
      return sum === 0 ? [] : [{ a, b, sum }];
    }),
  );
}

const abs = (n: bigint): bigint => (n < 0n ? -n : n);

/** A coupling as the kernel reads it, once for each of its digits. */
function partsOf(
  products: readonly { readonly factor: bigint; readonly renamed: readonly number[] }[],
  columns: Columns,
  digits: Digits,
  renamings: number,
): PassBond['parts'] {
  const count = digits.ofValues;
  return Array.from({ length: digits.ofCouplings }, (_, of) => {
    const target = new Int32Array(renamings * products.length * count);
    const scale = new Float64Array(target.length);
    for (let r = 0; r < renamings; r++) {
      products.forEach(({ factor, renamed }, n) => {
        const size = digits.ofCouplings === 1 ? Number(factor) : splitInteger(factor, digits, digits.ofCouplings)[of]!;
        for (let d = 0; d < count; d++) {
          const at = (r * products.length + n) * count + d;
          target[at] = columns.place(renamed[r]!, d + of);
          scale[at] = size;
        }
      });
    }
    return { target, scale };
  });
}

/** The words of an operator with their integers in digits, each times the number of words that it represents. */
function wordsOf(q: Packed, monomials: readonly number[], digits: Digits): PassWords {
  const { x, z, begin, orbit, monomial, value, wide, kept, range } = q;
  const count = digits.ofValues;
  const columnOf = new Map(monomials.map((n, k) => [n, k * count]));
  const words = { x, z, range, begin: new Int32Array(kept + 1) };
  const column = new Int32Array(count * monomial.length);
  const digit = new Float64Array(count * monomial.length);
  let at = 0;
  for (let w = 0; w < kept; w++) {
    for (let e = begin[w]!; e < begin[w + 1]!; e++) {
      const first = columnOf.get(monomial[e]!)!;
      if (count === 1) {
        column[at] = first;
        digit[at] = orbit[w]! * value[e]!;
        at += 1;
        continue;
      }
      const list = splitInteger(wide ? wide[e]! : BigInt(value[e]!), digits, count);
      for (let d = 0; d < count; d++) {
        if (list[d] === 0) continue;
        column[at] = first + d;
        digit[at] = orbit[w]! * list[d]!;
        at += 1;
      }
    }
    words.begin[w + 1] = at;
  }
  return { ...words, column: column.subarray(0, at), value: digit.subarray(0, at) };
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
