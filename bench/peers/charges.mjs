import { chargesOneByOne } from '../../dist/charges/index.js';
import { fromInteger, fromSymbol, parameterSymbol } from '../../dist/exact/index.js';
import { lettersOf, localWord, sumOperators, sumOverChain, wordFrom } from '../../dist/spin/index.js';

/** A coupling: a whole number, or the name of a parameter. */
const coupling = (value) => (typeof value === 'string' ? fromSymbol(parameterSymbol(value)) : fromInteger(value));

/** `J^2 Delta` and the like; empty for a number. */
const monomialText = ({ factors }) =>
  factors
    .map(({ symbol, doubled }) => ` ${symbol.name}^${doubled / 2}`)
    .sort()
    .join('');

/**
 * The charges C_2 … C_upto of Σ_j Σ c · letters, each with the proof that it commutes, and the last one as an operator.
 *
 * @param {{ couplings: Record<string, number | string>, upto: number }} input
 */
export function prepare({ couplings, upto }) {
  const hamiltonian = sumOverChain(
    sumOperators(Object.entries(couplings).map(([w, c]) => localWord(wordFrom(w).word, 0, coupling(c)))),
  );
  return {
    run() {
      let last;
      for (const charge of chargesOneByOne(hamiltonian, { upto }).charges) {
        if (!charge.commutes) throw new Error(`C_${charge.index} does not commute`);
        last = charge;
      }
      return last.operator().terms;
    },
    result: (terms) =>
      terms
        .flatMap(({ word, coefficient }) =>
          coefficient.terms.map(({ monomial, value }) => [lettersOf(word) + monomialText(monomial), value.re]),
        )
        .sort(([s], [t]) => (s < t ? -1 : 1)),
  };
}
