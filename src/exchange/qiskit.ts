import { limit } from '../text/index.js';
import { fullText, realise } from './finite.js';
import type { Format } from './format.js';
import { pythonComplexText, numericWords, refuseSymbols } from './numbers.js';
import { readQiskit } from './qiskit-reader.js';

/** Largest number of characters; every label spells out all its qubits. */
const maxCharacters = 100_000_000;

/**
 * Qiskit: `SparsePauliOp.from_list([("IXY", 0.5)], num_qubits=3)`.
 *
 * Labels are little-endian: the rightmost letter is qubit 0, so X₀Y₁ on three qubits is `IYX`. Qubit k is site k.
 */
export const qiskit: Format = {
  id: 'qiskit',
  title: 'Qiskit SparsePauliOp',
  extension: 'py',
  loses: 'exact coefficients become float64, and which sum over the chain it was is forgotten',

  write(operator, options) {
    refuseSymbols(operator, 'Qiskit');
    const finite = realise(operator, options);
    if (finite.sites * finite.words.length > maxCharacters) {
      limit('text-too-long', `the labels would have more than ${maxCharacters} letters`, { hint: 'take fewer sites' });
    }
    const terms = numericWords(finite).map(
      (word) => `    ("${reversed(fullText(word, finite.sites))}", ${pythonComplexText(word, 'j')}),\n`,
    );
    return [
      'from qiskit.quantum_info import SparsePauliOp\n\n',
      '# The rightmost letter of a label is qubit 0.\n',
      `operator = SparsePauliOp.from_list([\n${terms.join('')}], num_qubits=${finite.sites})\n`,
    ].join('');
  },

  read: readQiskit,
};

function reversed(text: string): string {
  return [...text].reverse().join('');
}
