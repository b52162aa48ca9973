import { isZeroCoefficient, oneCoefficient } from '../exact/index.js';
import { type PeriodicString, periodicStrings } from '../charges/index.js';
import {
  type Operator,
  anticommute,
  lettersOf,
  localWord,
  multiplyOperators,
  rangeOf,
  wordFrom,
} from '../spin/index.js';

/** How the terms of a chain commute. */
export type Commuting = 'as they are' | 'after controlled-Z on every bond';

/** Do all strings of H commute with each other, perhaps after a controlled-Z on every bond, X_j → Z_{j−1} X_j Z_{j+1}? */
export function commutingTerms(hamiltonian: Operator, period: number): Commuting | undefined {
  if (allCommute(periodicStrings(hamiltonian, period))) return 'as they are';
  const turned = periodicStrings(hamiltonian, period).map(({ word, values }) => ({
    letters: controlledZ(lettersOf(word)),
    values,
  }));
  // After the transformation the terms are single spins along one axis at each site.
  const isField = turned.every(({ letters }) => letters.replaceAll('I', '').length <= 1);
  const kinds = new Set(turned.map(({ letters }) => letters.replaceAll('I', '')).filter((l) => l !== ''));
  return isField && kinds.size <= 1 ? 'after controlled-Z on every bond' : undefined;
}

/** The letters of a word after the transformation, with one more site on both sides. */
function controlledZ(letters: string): string {
  let result: Operator = localWord(wordFrom('').word, 0, oneCoefficient);
  [...letters].forEach((letter, k) => {
    if (letter === 'I') return;
    const image =
      letter === 'Z'
        ? ([['Z', k]] as const)
        : ([
            ['Z', k - 1],
            [letter, k],
            ['Z', k + 1],
          ] as const);
    for (const [l, site] of image)
      result = multiplyOperators(result, localWord(wordFrom(l).word, site, oneCoefficient));
  });
  return lettersOf(result.terms[0]!.word);
}

function allCommute(strings: readonly PeriodicString[]): boolean {
  return strings.every(({ word: a, values: u }, k) =>
    strings.slice(k).every(({ word: b, values: v }) => {
      for (let shift = 1 - rangeOf(b); shift < rangeOf(a); shift++) {
        if (!anticommute(a, b, shift)) continue;
        // At some j both have a coefficient.
        const p = u.length;
        for (let r = 0; r < p; r++) {
          if (!isZeroCoefficient(u[r]!) && !isZeroCoefficient(v[(((r + shift) % p) + p) % p]!)) return false;
        }
      }
      return true;
    }),
  );
}
