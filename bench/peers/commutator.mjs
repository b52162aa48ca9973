import { fromGaussian, gaussian } from '../../dist/exact/index.js';
import { commutator } from '../../dist/index.js';
import { lettersOf, localWord, sumOperators, wordFrom } from '../../dist/spin/index.js';

/** @param {readonly (readonly [letters: string, coefficient: number])[]} words */
function operatorOf(words) {
  return sumOperators(
    words.map(([letters, coefficient]) => {
      const { word, start } = wordFrom(letters);
      return localWord(word, start, fromGaussian(gaussian(coefficient)));
    }),
  );
}

/** @param {{ sites: number, a: [string, number][], b: [string, number][] }} input */
export function prepare({ sites, a, b }) {
  const [p, q] = [operatorOf(a), operatorOf(b)];
  return {
    run: () => commutator(p, q),
    // Of two Hermitian operators: every coefficient is imaginary.
    result: ({ terms }) =>
      terms
        .map(({ word, place, coefficient }) => {
          const letters = lettersOf(word);
          const whole = 'I'.repeat(letters === '' ? 0 : place.site) + letters;
          return [whole.padEnd(sites, 'I'), coefficient.terms[0].value.im];
        })
        .sort(([s], [t]) => (s < t ? -1 : 1)),
  };
}
