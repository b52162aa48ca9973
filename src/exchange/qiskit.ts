import type { Coefficient } from '../exact/index.js';
import { localWord, sumOperators, wordFrom } from '../spin/index.js';
import { type Source, type Span, limit, refuse } from '../text/index.js';
import { fullText, maxSites, realise } from './finite.js';
import type { Format } from './format.js';
import { type Literal, LiteralReader } from './literal.js';
import { complexText, numericWords, refuseSymbols } from './numbers.js';

/** Longest text: every label spells all its qubits. */
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
      (word) => `    ("${reversed(fullText(word, finite.sites))}", ${complexText(word, 'j')}),\n`,
    );
    return [
      'from qiskit.quantum_info import SparsePauliOp\n\n',
      '# The rightmost letter of a label is qubit 0.\n',
      `operator = SparsePauliOp.from_list([\n${terms.join('')}], num_qubits=${finite.sites})\n`,
    ].join('');
  },

  /** Reads `from_list([(label, coefficient), …])`, `SparsePauliOp([labels], coeffs=[…])` as Qiskit prints it, and a bare list of pairs. */
  read(source) {
    const parts = pairs(source).map(({ label, coefficient }) => {
      if (!/^[IXYZ]*$/u.test(label.value)) {
        refuse('bad-label', `"${label.value}" is no label of Pauli letters`, { span: label.span, expected: ['I, X, Y and Z'] });
      }
      if (label.value.length > maxSites) limit('too-many-sites', `a label of more than ${maxSites} letters`, { span: label.span });
      const { word, start } = wordFrom(reversed(label.value));
      return localWord(word, start, coefficient);
    });
    return sumOperators(parts);
  },
};

function reversed(text: string): string {
  return [...text].reverse().join('');
}

interface Pair {
  readonly label: { readonly value: string; readonly span: Span };
  readonly coefficient: Coefficient;
}

const opening = /from_list\s*\(|SparsePauliOp\s*\(/u;

function pairs(source: Source): Pair[] {
  const call = opening.exec(source.text);
  const reader = new LiteralReader(source, call ? call.index + call[0].length : 0);
  const first = items(reader.literal(), 'a list of labels');
  if (first.some((item) => item.kind === 'string')) {
    reader.expect(',');
    reader.expect('coeffs');
    reader.expect('=');
    if (!reader.take('np.array(')) reader.take('array(');
    const list = reader.literal();
    const coefficients = items(list, 'a list of coefficients');
    if (coefficients.length !== first.length) {
      refuse('bad-length', `${first.length} labels and ${coefficients.length} coefficients`, { span: list.span });
    }
    return first.map((label, k) => pair(label, coefficients[k]!));
  }
  return first.map((item) => {
    const parts = items(item, 'a pair ("XX", 0.5)');
    if (parts.length !== 2) refuse('bad-pair', 'a term is a pair of a label and a coefficient', { span: item.span, expected: ['("XX", 0.5)'] });
    return pair(parts[0]!, parts[1]!);
  });
}

function pair(label: Literal, coefficient: Literal): Pair {
  if (label.kind !== 'string') refuse('bad-label', 'a label is a string', { span: label.span, expected: ['"XX"'] });
  if (coefficient.kind !== 'number') refuse('bad-coefficient', 'a coefficient is a number', { span: coefficient.span, expected: ['0.5', '0.3-0.1j'] });
  return { label, coefficient: coefficient.value };
}

function items(literal: Literal, expected: string): readonly Literal[] {
  if (literal.kind !== 'list') refuse('unexpected-text', `a ${literal.kind} cannot stand here`, { span: literal.span, expected: [expected] });
  return literal.items;
}
