import type { Site } from '../../language/index.js';
import {
  type Operator,
  type Term,
  bySpinOfCell,
  composedWeight,
  firstSite,
  placeOfWord,
  sumOperators,
  timesWeight,
  weightIn,
} from '../../spin/index.js';

/** The site of an operator as it is written: `offset` counts the sites of the chain, under a sum from its j. */
export type SiteWriter = (offset: number) => Site;

/** Sites of cells with these spins; under a sum they are `stride` cells apart from one j to the next. */
export function siteWriter(
  legs: readonly string[],
  { relative, stride = 1 }: { readonly relative: boolean; readonly stride?: number },
): SiteWriter {
  const { length } = legs;
  return (offset) => {
    const cell = Math.floor(offset / length);
    return {
      relative,
      offset: cell,
      ...(relative && stride > 1 && { stride }),
      ...(length > 1 && { leg: legs[offset - length * cell]! }),
    };
  };
}

/** Terms under one Σ_j, with sites counted from j and weights of period 1 or 2. */
export interface SumBody {
  readonly terms: readonly Term[];
  readonly sites: SiteWriter;
  /** sites from one j to the next */
  readonly step: number;
}

/** A sum with the weight sign^j: what stands under it may be moved by `step` sites, and is then multiplied by `sign`. */
export interface AlongSum {
  readonly step: number;
  readonly sign: 1 | -1;
}

/**
 * The chain sums of an operator as they are written. Words that repeat after p > 2 cells have sites p j + r.
 *
 * @param legs  the spins of a cell
 */
export function sumBodies(operator: Operator, legs: readonly string[]): SumBody[] {
  const { length } = legs;
  const sums = { terms: operator.terms.filter((t) => t.place.kind === 'chain') };
  const byStride = new Map<number, Term[]>();
  (length === 1 ? [sums] : bySpinOfCell(sums, length)).forEach(({ terms }, leg) => {
    for (const term of terms) {
      const { period, residue } = weightIn(term.place).sites;
      const list = byStride.get(period);
      const body = bodyOf(term, period, leg + length * residue, residue);
      if (list) list.push(...body);
      else byStride.set(period, [...body]);
    }
  });
  return [...byStride]
    .sort(([p], [q]) => p - q)
    .map(([stride, terms]) => ({
      terms: sumOperators([{ terms }]).terms,
      sites: siteWriter(legs, { relative: true, stride }),
      step: stride * legs.length,
    }));
}

/** Σ_c w(c) · word at a site of cell c, as the body of a sum over j = (c − residue)/stride. */
function bodyOf(term: Term, stride: number, at: number, residue: number): Term[] {
  const { word, place, coefficient } = term;
  const displacement = place.kind === 'chain' && place.offset !== undefined ? at : undefined;
  return composedWeight(weightIn(place), stride, residue).map((part) => ({
    word,
    place: placeOfWord(word, part.weight, at + firstSite(place), displacement),
    coefficient: timesWeight(coefficient, part),
  }));
}
