import { realise } from './finite.js';
import type { Format } from './format.js';
import { pythonComplexText, numericWords, refuseSymbols } from './numbers.js';

/**
 * ITensor: Julia source that fills an OpSum and turns it into an MPO. Sites count from 1, so site j of the language is
 * j + 1 here. The Pauli matrices "X", "Y", "Z" are operators of the site types "Qubit" and "S=1/2".
 */
export const itensor: Format = {
  id: 'itensor',
  title: 'ITensor OpSum (Julia)',
  extension: 'jl',
  loses: 'exact coefficients become float64; "X" and "Y" change S^z, so sites that conserve it cannot take them',

  write(operator, options) {
    refuseSymbols(operator, 'ITensor');
    const finite = realise(operator, options);
    const terms = numericWords(finite).map((word) => {
      const factors = word.letters.map(({ letter, site }) => `, "${letter}", ${site + 1}`).join('');
      return `os += ${pythonComplexText(word, 'im', ' ')}${factors === '' ? ', "Id", 1' : factors}\n`;
    });
    // An OpSum without terms cannot be turned into an MPO.
    if (terms.length === 0) terms.push('os += 0.0, "Id", 1\n');
    return [
      'using ITensors, ITensorMPS\n\n',
      '# Sites count from 1.\n',
      `sites = siteinds("Qubit", ${finite.sites})\n`,
      'os = OpSum()\n',
      ...terms,
      'operator = MPO(os, sites)\n',
    ].join('');
  },
};
