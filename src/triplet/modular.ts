import { inverseModulo } from '../exact/index.js';
import type { SiteWord } from './site-sum.js';
import { siteDimension, siteProducts, tableDenominator } from './table.js';

/** Bits of a letter in the key of a word. */
const bits = 4;

/** The letters of a word as a number, four bits for each site; a word of up to seven sites. */
export const keyOfLetters = (letters: SiteWord): number => letters.reduceRight((key, l) => (key << bits) | l, 0);

/** The letters of a key on so many sites. */
export const lettersOfKey = (key: number, sites: number): number[] =>
  Array.from({ length: sites }, (_, k) => (key >> (bits * k)) & (2 ** bits - 1));

/** The key moved by some sites. */
export const movedKey = (key: number, sites: number): number => key << (bits * sites);

/** The part of the table with a nonzero product modulo a prime. */
interface ModularPart {
  readonly letter: number;
  readonly re: number;
  readonly im: number;
}

/** The table of a site modulo a prime. */
export class ModularSiteTable {
  private readonly products: readonly (readonly ModularPart[])[];

  constructor(private readonly prime: number) {
    const unit = inverseModulo(tableDenominator, prime);
    const modulo = (n: number): number => ((((n % prime) + prime) % prime) * unit) % prime;
    this.products = siteProducts.map((parts) =>
      parts.map(({ letter, re, im }) => ({ letter, re: modulo(re), im: modulo(im) })),
    );
  }

  /**
   * −(i/2) [P, Q] of two words on a common window, which has real coefficients: the imaginary part of P Q, since words are
   * Hermitian.
   */
  bracket(p: number, q: number, put: (key: number, value: number) => void): void {
    const { prime } = this;
    let overlap = p;
    let other = q;
    let common = false;
    while (overlap !== 0 && other !== 0) {
      if ((overlap & 15) !== 0 && (other & 15) !== 0) {
        common = true;
        break;
      }
      overlap >>>= bits;
      other >>>= bits;
    }
    if (!common) return;
    let list: { key: number; re: number; im: number }[] = [{ key: 0, re: 1, im: 0 }];
    for (let at = 0, a = p, b = q; a !== 0 || b !== 0; at += bits, a >>>= bits, b >>>= bits) {
      const [m, n] = [a & 15, b & 15];
      if (m === 0 || n === 0) {
        const letter = (m | n) << at;
        if (letter !== 0) for (const part of list) part.key |= letter;
        continue;
      }
      const parts = this.products[m * siteDimension + n]!;
      const next: { key: number; re: number; im: number }[] = [];
      for (const { key, re, im } of list) {
        for (const part of parts) {
          next.push({
            key: key | (part.letter << at),
            re: (re * part.re + (prime - im) * part.im) % prime,
            im: (re * part.im + im * part.re) % prime,
          });
        }
      }
      list = next;
    }
    for (const { key, im } of list) if (im !== 0) put(key, im);
  }
}
