import { realise } from './finite.js';
import type { Format } from './format.js';
import { pythonComplexText, numericWords, refuseSymbols } from './numbers.js';

/**
 * PauliStrings.jl: Julia source, `operator += 0.25, "X", 1, "X", 2`. Sites count from 1, so site j of the language is j
 * + 1 here; the identity is a full string of `1`.
 */
export const paulistrings: Format = {
  id: 'paulistrings',
  title: 'PauliStrings.jl',
  extension: 'jl',
  loses: 'exact coefficients become float64',

  write(operator, options) {
    refuseSymbols(operator, 'PauliStrings.jl');
    const finite = realise(operator, options);
    const terms = numericWords(finite).map((word) => {
      const factors = word.letters.map(({ letter, site }) => `, "${letter}", ${site + 1}`).join('');
      return `operator += ${pythonComplexText(word, 'im', ' ')}${factors === '' ? `, "${'1'.repeat(finite.sites)}"` : factors}\n`;
    });
    return [
      'import PauliStrings as ps\n\n',
      '# Sites count from 1.\n',
      `operator = ps.Operator(${finite.sites})\n`,
      ...terms,
    ].join('');
  },
};
