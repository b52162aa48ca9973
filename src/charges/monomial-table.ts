import { type Coefficient, type Monomial, multiplyMonomials, renameMonomial } from '../exact/index.js';
import type { ParameterExchange } from './letter-symmetries.js';

/** A monomial with or without a factor i, so that the numbers of the recursion are integers. */
interface Entry {
  readonly imaginary: boolean;
  readonly monomial: Monomial;
}

/** The number of a product of monomials, and the integer that it leaves. */
export interface MonomialNumber {
  readonly number: number;
  readonly factor: bigint;
}

/**
 * Numbers the monomials that occur in a recursion, so that multiplying by a coupling is a table look-up. A product leaves
 * an integer: i·i = −1, √p·√p = p.
 */
export class MonomialTable {
  private readonly entries: Entry[] = [];
  private readonly numbers = new Map<Monomial, [number, number]>();
  private readonly kinds: string[] = [];
  /** products by the number of one factor, then of the other */
  private readonly products: (MonomialNumber | undefined)[][] = [];
  /** numbers of renamed monomials */
  private readonly renamed = new Map<ParameterExchange, number[]>();

  number({ monomial, imaginary }: Entry): number {
    let pair = this.numbers.get(monomial);
    if (!pair) this.numbers.set(monomial, (pair = [-1, -1]));
    const k = imaginary ? 1 : 0;
    if (pair[k] === -1) {
      pair[k] = this.entries.length;
      this.entries.push({ imaginary, monomial });
    }
    return pair[k]!;
  }

  entry(number: number): Entry {
    return this.entries[number]!;
  }

  /** The product of two monomials, by their numbers. */
  product(a: number, b: number): MonomialNumber {
    const row = (this.products[a] ??= []);
    const known = row[b];
    if (known) return known;
    const [p, q] = [this.entries[a]!, this.entries[b]!];
    const { monomial, factor } = multiplyMonomials(p.monomial, q.monomial);
    return (row[b] = {
      number: this.number({ monomial, imaginary: p.imaginary !== q.imaginary }),
      factor: BigInt(factor) * (p.imaginary && q.imaginary ? -1n : 1n),
    });
  }

  /** The monomial with its parameters renamed. */
  rename(number: number, renaming: ParameterExchange): number {
    if (!renaming) return number;
    let known = this.renamed.get(renaming);
    if (!known) this.renamed.set(renaming, (known = []));
    const { monomial, imaginary } = this.entries[number]!;
    return (known[number] ??= this.number({
      monomial: renameMonomial(monomial, renaming),
      imaginary,
    }));
  }

  /** A text that tells monomials apart whose exponents differ modulo 2, or by a factor i. */
  kind(number: number): string {
    const { monomial, imaginary } = this.entries[number]!;
    return (this.kinds[number] ??= monomial.factors.reduce(
      (text, { symbol, doubled }) => ((doubled & 3) === 0 ? text : `${text} ${symbol.id}^${doubled & 3}`),
      imaginary ? 'i' : '',
    ));
  }
}

/** The integer parts of den · coefficient: [monomial, imaginary, integer]. */
export function integerParts(
  coefficient: Coefficient,
  den: number | bigint,
): { monomial: Monomial; imaginary: boolean; value: bigint }[] {
  const parts: { monomial: Monomial; imaginary: boolean; value: bigint }[] = [];
  for (const { monomial, value } of coefficient.terms) {
    const scale = BigInt(den) / BigInt(value.den);
    if (value.re !== 0) parts.push({ monomial, imaginary: false, value: BigInt(value.re) * scale });
    if (value.im !== 0) parts.push({ monomial, imaginary: true, value: BigInt(value.im) * scale });
  }
  return parts;
}
