import { tripletLocalCharges } from '../charges/index.js';
import type { Coefficient } from '../exact/index.js';
import { type Operator, sumOperators } from '../spin/index.js';
import {
  type SiteTerm,
  lettersOfKey,
  periodicSiteWords,
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

const labelOf = ({ letters, place }: SiteTerm): string => siteWordKey(letters, place);

/** A chain of spins 1. */
export const spinOneChain: ChainAlgebra = {
  cells: siteAlgebra,
  periodOf: sitePeriod,
  rangeOf: (a) => siteRange(siteTerms(a)),
  cellsOf: siteCellsOf,
  cellHamiltonian: siteCellHamiltonian,
  exactCells,
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
