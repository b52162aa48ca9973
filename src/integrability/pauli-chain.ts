import { fromPeriodicStrings, localCharges, operatorPeriod, periodicStrings } from '../charges/index.js';
import { fromGaussian, gaussian, oneCoefficient, zeroCoefficient } from '../exact/index.js';
import {
  type Operator,
  commutator,
  isIdentity,
  letterAt,
  lettersOf,
  localWord,
  operatorRange,
  rangeOf,
  scaleOperator,
  termLabel,
  wordFrom,
} from '../spin/index.js';
import { cellHamiltonian, cellLetters, cellsOf, pauliAlgebra } from './cell-algebra.js';
import type { ChainAlgebra } from './chain-algebra.js';
import { exactCells, shifted } from './exact-tops.js';
import { positive } from './pauli-branches.js';
import { isTiltedIsing } from './tilted-ising.js';
import { fromArrangement, connectedPieces, shortestOrders } from './pieces.js';

/** A chain of spins 1/2, whose words are Pauli strings. */
export const pauliChain: ChainAlgebra = {
  cells: pauliAlgebra,
  periodOf: operatorPeriod,
  rangeOf: operatorRange,
  cellsOf,
  cellHamiltonian,
  exactCells,
  letters: 'IXYZ',
  lettersOf: cellLetters,
  rateUnder: (hamiltonian, whole) => {
    const generator = scaleOperator(hamiltonian, fromGaussian(gaussian(0, -1)));
    return (letters, residue, period) => {
      const values = Array.from({ length: period }, (_, r) => (r === residue ? oneCoefficient : zeroCoefficient));
      const image = commutator(fromPeriodicStrings([{ word: wordFrom(letters).word, values }]), generator);
      return periodicStrings(image, whole).map((s) => ({ letters: lettersOf(s.word), values: s.values }));
    };
  },
  word: (key, sites, at) => {
    const { word, start } = wordFrom(cellLetters(key, sites));
    return localWord(word, at + start, oneCoefficient);
  },
  commutator,
  entries: ({ terms }) => terms.map((t) => [termLabel(t), t.coefficient] as const),
  shifted,
  ends,
  localCharges,
  positive,
  literature: (hamiltonian, period) =>
    isTiltedIsing(hamiltonian, period)
      ? { kind: 'not-integrable-by-literature', theorem: 'Chiba, arXiv:2307.16703' }
      : undefined,
  arrangements: { connectedPieces, shortestOrders, fromArrangement },
  tooLong: 'no theorem applies to terms of more than four sites',
};

/** The words on both the first and the last of so many cells. */
function ends({ terms }: Operator, cells: number, size: number): Operator {
  return {
    terms: terms.filter(({ word, place }) => {
      if (place.kind === 'chain' || isIdentity(word)) return false;
      let [first, last] = [false, false];
      for (let k = 0; k < rangeOf(word); k++) {
        if (letterAt(word, k) === 'I') continue;
        first ||= place.site + k < size;
        last ||= place.site + k >= (cells - 1) * size;
      }
      return first && last;
    }),
  };
}
