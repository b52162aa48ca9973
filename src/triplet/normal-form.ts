import { type Coefficient, type Gaussian, gaussian, scaleCoefficient } from '../exact/index.js';
import {
  Accumulator,
  type CancellationTally,
  type Operator,
  type Word,
  bySpinOfCell,
  isIdentity,
  lettersOf,
  placeOfWord,
  putAlong,
  stretchedWeight,
  weightIn,
  wordFrom,
} from '../spin/index.js';

/*
 * A spin one is the triplet of two spins 1/2: S = s_1 + s_2. Polynomials in S act on the triplet and on the singlet, and
 * a spin one is what is left when everything that acts on the singlet alone is zero. The operator of the singlet is
 * (1 − XX − YY − ZZ)/4, so this is the relation
 *
 *   ZZ = 1 − XX − YY
 *
 * for the two spins of a site. They span a two-sided ideal of the operators that are polynomials in S. So sums, products
 * and commutators are those of a chain with two spins 1/2 in every cell, followed by this replacement.
 */

/** Spins 1/2 of a site. */
export const spinsOfSite = 2;

/** The Pauli letters of some sites with their coefficient, `XIIX`. */
interface Letters {
  readonly letters: string;
  readonly value: Gaussian;
}

/** The letters of a word with ZZ replaced at every site; `before` is 1 where the word begins at the second spin of a site. */
function replaced(word: Word, before: 0 | 1): Letters[] {
  const typed = 'I'.repeat(before) + lettersOf(word);
  const letters = typed.length % 2 === 0 ? typed : `${typed}I`;
  let list: { readonly letters: string; readonly sign: number }[] = [{ letters: '', sign: 1 }];
  for (let k = 0; k < letters.length; k += 2) {
    const pair = letters.slice(k, k + 2);
    list =
      pair === 'ZZ'
        ? list.flatMap((l) => [
            { letters: `${l.letters}II`, sign: l.sign },
            { letters: `${l.letters}XX`, sign: -l.sign },
            { letters: `${l.letters}YY`, sign: -l.sign },
          ])
        : list.map((l) => ({ letters: l.letters + pair, sign: l.sign }));
  }
  return list.map(({ letters: all, sign }) => ({ letters: all, value: gaussian(sign) }));
}

/** Has a word two letters Z side by side? Only then it may hold ZZ at a site. */
function mayHoldSinglet({ x, z, xHigh, zHigh }: Word): boolean {
  const low = z & ~x;
  const high = zHigh & ~xHigh;
  return ((low & (low >>> 1)) | (high & (high >>> 1)) | ((low >>> 31) & high & 1)) !== 0;
}

/**
 * The normal form of an operator of a chain of spins one: ZZ of the two spins of a site replaced by 1 − XX − YY. Two
 * polynomials in S are equal exactly if their normal forms are.
 *
 * @param tally  counts the words that cancel
 */
export function withoutSinglets(a: Operator, tally?: CancellationTally): Operator {
  if (!a.terms.some((t) => mayHoldSinglet(t.word))) return a;
  const result = new Accumulator();
  const scaled = (c: Coefficient, value: Gaussian): Coefficient => (value.re === 1 ? c : scaleCoefficient(c, value));
  for (const { word, place, coefficient } of a.terms) {
    if (!mayHoldSinglet(word)) {
      result.put(word, place, coefficient);
      continue;
    }
    if (place.kind === 'chain') continue;
    const before = (place.site & 1) as 0 | 1;
    for (const { letters, value } of replaced(word, before)) {
      const { word: other, start } = wordFrom(letters);
      result.put(
        other,
        placeOfWord(other, weightIn(place), place.site - before + start, place.displacement),
        scaled(coefficient, value),
      );
    }
  }
  const sums: Operator = { terms: a.terms.filter((t) => t.place.kind === 'chain' && mayHoldSinglet(t.word)) };
  bySpinOfCell(sums, spinsOfSite).forEach(({ terms }, spin) => {
    for (const { word, place, coefficient } of terms) {
      for (const { letters, value } of replaced(word, spin as 0 | 1)) {
        const { word: other, start } = wordFrom(letters);
        // The identity belongs to the first spin of its site.
        const { parts, denominator } = stretchedWeight(weightIn(place), spinsOfSite, isIdentity(other) ? 0 : start);
        const c = scaleCoefficient(scaled(coefficient, value), gaussian(1, 0, denominator));
        putAlong(result, other, parts, undefined, c);
      }
    }
  });
  return result.finish(tally);
}
