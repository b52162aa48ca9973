import { realise } from './finite.js';
import type { Format } from './format.js';
import { floatText, numericWords, refuseSymbols } from './numbers.js';
import { readOpenfermion } from './openfermion-reader.js';

/**
 * OpenFermion: the text of a QubitOperator, `(0.25+0.0j) [X0 X1] +`, as OpenFermion prints it and as its constructor
 * reads it. Qubit k is site k; `[]` is the identity.
 */
export const openfermion: Format = {
  id: 'openfermion',
  title: 'OpenFermion QubitOperator',
  extension: 'txt',
  loses: 'exact coefficients become float64, and the number of sites is not said',

  write(operator, options) {
    refuseSymbols(operator, 'OpenFermion');
    const terms = numericWords(realise(operator, options)).map(({ letters, re, im }) => {
      // The brackets are always written, because the constructor of OpenFermion reads -a+bj as -(a+bj).
      const coefficient = `(${floatText(re)}${im < 0 ? '-' : '+'}${floatText(Math.abs(im))}j)`;
      return `${coefficient} [${letters.map(({ letter, site }) => `${letter}${site}`).join(' ')}]`;
    });
    return `${terms.length === 0 ? '0.0 []' : terms.join(' +\n')}\n`;
  },

  read: readOpenfermion,
};
