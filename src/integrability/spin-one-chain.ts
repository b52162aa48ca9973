import { tripletLocalCharges } from '../charges/index.js';
import { type Coefficient, fromGaussian, gaussian, negateCoefficient, oneCoefficient } from '../exact/index.js';
import { type Operator, scaleOperator, staggeredWeight, sumOperators, uniformWeight } from '../spin/index.js';
import {
  type SiteTerm,
  lettersOfKey,
  periodicSiteWords,
  periodicTerms,
  siteCommutator,
  sitePeriod,
  siteRange,
  siteTerms,
  siteWordAt,
  siteWordKey,
  spinsOfSite,
  tripletCommutator,
} from '../triplet/index.js';
import type { ChainAlgebra, ExactCells } from './chain-algebra.js';
import { shifted } from './exact-tops.js';
import { spinOnePositive } from './spin-one-branches.js';
import { siteAlgebra, siteCellHamiltonian, siteCellsOf } from './spin-one-cells.js';

function exactCells(hamiltonian: Operator, period: number): ExactCells {
  const words = periodicSiteWords(hamiltonian, period);
  const parts = (length: number): Operator[] =>
    Array.from({ length: period }, (_, r) =>
      sumOperators(
        words
          .filter(({ letters }) => letters.length === length)
          .map(({ letters, values }) => siteWordAt(letters, 0, values[r])),
      ),
    );
  return { bonds: parts(2), onCells: parts(1) };
}

/** The letters of `siteOperators` in certificates: the identity, the components of the spin, and the five quadrupoles. */
const siteLetters = 'IXYZPQRUV';
export const siteLettersText = (letters: readonly number[]): string => letters.map((l) => siteLetters[l]!).join('');

const labelOf = ({ letters, place }: SiteTerm): string => siteWordKey(letters, place);

/** A chain of spins 1. */
export const spinOneChain: ChainAlgebra = {
  cells: siteAlgebra,
  periodOf: sitePeriod,
  rangeOf: (a) => siteRange(siteTerms(a)),
  cellsOf: siteCellsOf,
  cellHamiltonian: siteCellHamiltonian,
  exactCells,
  letters: siteLetters,
  lettersOf: (key, sites) => siteLettersText(lettersOfKey(key, sites)),
  rateUnder: (hamiltonian, whole) => {
    const generator = siteTerms(scaleOperator(hamiltonian, fromGaussian(gaussian(0, -1))));
    const half = fromGaussian(gaussian(1, 0, 2));
    return (letters, residue, period) => {
      const word = { letters: [...letters].map((l) => siteLetters.indexOf(l)), place: 'chain' as const };
      const sum: SiteTerm[] =
        period === 1
          ? [{ ...word, weight: uniformWeight, coefficient: oneCoefficient }]
          : [
              { ...word, weight: uniformWeight, coefficient: half },
              { ...word, weight: staggeredWeight, coefficient: residue === 0 ? half : negateCoefficient(half) },
            ];
      return periodicTerms(siteCommutator(sum, generator), whole).map((w) => ({
        letters: siteLettersText(w.letters),
        values: w.values,
      }));
    };
  },
  word: (key, sites, at) => siteWordAt(lettersOfKey(key, sites), at),
  commutator: tripletCommutator,
  entries: (a): (readonly [string, Coefficient])[] => siteTerms(a).map((t) => [labelOf(t), t.coefficient] as const),
  shifted: (a, by) => shifted(a, spinsOfSite * by),
  ends: (a, cells) =>
    sumOperators(
      siteTerms(a).flatMap(({ letters, place, coefficient }) =>
        place !== 'chain' && letters.length === cells && place.site === 0 ? [siteWordAt(letters, 0, coefficient)] : [],
      ),
    ),
  localCharges: tripletLocalCharges,
  positive: spinOnePositive,
  literature: () => undefined,
  tooLong: 'no theorem applies to spins 1 with terms of more than two sites',
};
