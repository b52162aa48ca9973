import { type Coefficient, type Monomial, multiplyMonomials } from '../exact/index.js';

/** A monomial with or without a factor i, so that the numbers of the recursion are integers. */
interface Entry {
  readonly imaginary: boolean;
  readonly monomial: Monomial;
}

/**
 * Numbers the monomials that occur in a recursion, so that multiplying by a coupling is a table look-up: `next` gives
 * the number of the product and `factor` the integer it leaves (i·i = −1, √p·√p = p).
 */
export class MonomialTable {
  private readonly entries: Entry[] = [];
  private readonly numbers = new Map<Monomial, [number, number]>();
  /** number of the product for each coupling, −1 where it has not been computed yet */
  private next: Int32Array[] = [];
  private factors: Float64Array[] = [];
  private couplings: number[] = [];

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

  /** Registers a monomial of the Hamiltonian; the result indexes `row` and `rowFactors`. */
  coupling(number: number): number {
    const known = this.couplings.indexOf(number);
    if (known >= 0) return known;
    this.couplings.push(number);
    this.next.push(new Int32Array(0));
    this.factors.push(new Float64Array(0));
    return this.couplings.length - 1;
  }

  /**
   * Computes every product of a coupling with the monomials `present`. After this call, which must precede a pass,
   * `row` is complete for them.
   */
  prepare(present: Iterable<number>): void {
    const numbers = [...present];
    for (let c = 0; c < this.couplings.length; c++) {
      const size = this.entries.length;
      if (this.next[c]!.length < size) {
        const next = new Int32Array(2 * size).fill(-1);
        next.set(this.next[c]!);
        const factors = new Float64Array(2 * size);
        factors.set(this.factors[c]!);
        this.next[c] = next;
        this.factors[c] = factors;
      }
      const by = this.entries[this.couplings[c]!]!;
      for (const n of numbers) {
        if (this.next[c]![n] !== -1) continue;
        const entry = this.entries[n]!;
        const { monomial, factor } = multiplyMonomials(by.monomial, entry.monomial);
        const product = this.number({ monomial, imaginary: by.imaginary !== entry.imaginary });
        this.next[c]![n] = product;
        this.factors[c]![n] = Number(factor) * (by.imaginary && entry.imaginary ? -1 : 1);
      }
    }
  }

  row(coupling: number): Int32Array {
    return this.next[coupling]!;
  }

  rowFactors(coupling: number): Float64Array {
    return this.factors[coupling]!;
  }

  /** Largest |factor| of a product. */
  largestFactor(): number {
    let largest = 1;
    for (const row of this.factors) for (const f of row) largest = Math.max(largest, Math.abs(f));
    return largest;
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
