import type { Site } from '../../language/index.js';
import {
  type Operator,
  type Term,
  bySpinOfCell,
  everySite,
  isDisplaced,
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

/** A term of a chain sum over cells, whose word begins at this spin of the cell. */
export interface CellTerm {
  readonly leg: number;
  readonly term: Term;
}

/** The chain sums of an operator as sums over cells with these spins. */
export function cellTerms(operator: Operator, legs: readonly string[]): CellTerm[] {
  const sums = { terms: operator.terms.filter((t) => t.place.kind === 'chain') };
  if (legs.length === 1) return sums.terms.map((term) => ({ leg: 0, term }));
  return bySpinOfCell(sums, legs.length).flatMap(({ terms }, leg) => terms.map((term) => ({ leg, term })));
}

/** Sums over cells as they are written. Words that repeat after p > 2 cells have sites p j + r. */
export function sumBodies(list: readonly CellTerm[], legs: readonly string[]): SumBody[] {
  const { length } = legs;
  // Most operators are sums over the sites of a chain with one spin at each, and may be long.
  const isPlain = ({ term: { place } }: CellTerm): boolean =>
    weightIn(place).sites === everySite && !isDisplaced(place);
  if (length === 1 && list.every(isPlain))
    return list.length === 0
      ? []
      : [{ terms: list.map(({ term }) => term), sites: siteWriter(legs, { relative: true }), step: 1 }];
  const byStride = new Map<number, Term[]>();
  for (const { leg, term } of list) {
    const { period, residue } = weightIn(term.place).sites;
    const known = byStride.get(period);
    const body = bodyOf(term, period, leg + length * residue, residue);
    if (known) known.push(...body);
    else byStride.set(period, [...body]);
  }
  return [...byStride]
    .sort(([p], [q]) => p - q)
    .map(([stride, terms]) => ({
      terms: sumOperators([{ terms }]).terms,
      sites: siteWriter(legs, { relative: true, stride }),
      step: stride * length,
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
