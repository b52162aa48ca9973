import { Accumulator, type Operator } from './operator.js';
import { putAlong } from './algebra.js';
import { displacementSite, firstSite, placeOfWord, weightIn } from './place.js';
import { type Weight, reflectedWeight, shiftedWeight, composedWeight, stretchedWeight, timesWeight } from './weight.js';
import { scaleCoefficient, gaussian } from '../exact/index.js';
import { twistTerm } from './twist.js';
import { type Word, letterAt, rangeOf, wordFrom } from './word.js';

/*
 * A chain whose cells hold n spins is one chain on which spin l = 0 … n − 1 of cell c is at site n c + l. The functions
 * of this file act on whole cells.
 */

/**
 * A chain sum by the spins of the cell at which its words begin: entry l has the words that begin at sites n c + l, with
 * weights in c. Local words are left out.
 *
 * @param n  spins in a cell
 */
export function bySpinOfCell(a: Operator, n: number): Operator[] {
  return Array.from({ length: n }, (_, l) => {
    const result = new Accumulator();
    for (const { word, place, coefficient } of a.terms) {
      if (place.kind === 'chain') putAlong(result, word, composedWeight(place.weight, n, l), place.offset, coefficient);
    }
    return result.finish();
  });
}

/** The number of cells of n spins that a word touches which begins at a site. */
function cellsOf(word: Word, first: number, n: number): number {
  const range = rangeOf(word);
  return range === 0 ? 0 : Math.floor((first + range - 1) / n) - Math.floor(first / n) + 1;
}

/** The length of the longest string, in cells of n spins; 0 for multiples of the identity. */
export function rangeInCells(a: Operator, n: number): number {
  const local = a.terms.flatMap(({ word, place }) => (place.kind === 'chain' ? [] : [cellsOf(word, place.site, n)]));
  const along = bySpinOfCell(a, n).flatMap(({ terms }, l) =>
    terms.map(({ word, place }) => cellsOf(word, l + firstSite(place), n)),
  );
  return Math.max(0, ...local, ...along);
}

/** The strings on at most `most` cells of n spins. A string of a sum may begin at several spins of a cell. */
export function truncateCells(a: Operator, n: number, most: number): Operator {
  const result = new Accumulator();
  for (const { word, place, coefficient } of a.terms) {
    if (place.kind === 'chain' ? rangeOf(word) === 0 : cellsOf(word, place.site, n) <= most)
      result.put(word, place, coefficient);
  }
  bySpinOfCell(a, n).forEach(({ terms }, l) => {
    for (const { word, place, coefficient } of terms) {
      const first = l + firstSite(place);
      if (rangeOf(word) === 0 || cellsOf(word, first, n) > most) continue;
      const displaced = displacementSite(place) !== undefined;
      const anchor = displaced ? l : first;
      const { parts, denominator } = stretchedWeight(weightIn(place), n, anchor);
      const scaled = scaleCoefficient(coefficient, gaussian(1, 0, denominator));
      putAlong(result, word, parts, displaced ? first - anchor : undefined, scaled);
    }
  });
  return result.finish();
}

/**
 * Reflection of the cells about cell 0: spin l of cell c goes to spin l of cell −c.
 *
 * @param n  spins in a cell
 */
export function reflectCells(a: Operator, n: number): Operator {
  return moveCells(a, { to: Array.from({ length: n }, (_, l) => l), reflected: true });
}

/** Where the spins of a cell go: spin l of cell c to spin to[l] of cell c, or of cell −c. */
export interface CellMotion {
  /** a permutation of 0 … n − 1 */
  readonly to: readonly number[];
  readonly reflected: boolean;
}

/** An operator whose spins are permuted within the cells, and the cells reflected about cell 0 or not. */
export function moveCells(a: Operator, { to, reflected }: CellMotion): Operator {
  const n = to.length;
  const result = new Accumulator();
  const image = (site: number): number => {
    const cell = Math.floor(site / n);
    return (reflected ? 0 - cell : cell) * n + to[site - cell * n]!;
  };
  for (const { word, place, coefficient } of a.terms) {
    if (place.kind === 'chain') continue;
    const { word: mirror, start } = moved(word, (k) => image(place.site + k));
    const displacement = place.displacement === undefined ? undefined : image(place.displacement);
    result.put(mirror, placeOfWord(mirror, weightIn(place), start, displacement), coefficient);
  }
  bySpinOfCell(a, n).forEach(({ terms }, l) => {
    for (const { word, place, coefficient } of terms) {
      const displacement = displacementSite(place);
      const first = l + firstSite(place);
      const { word: mirror, start } = moved(word, (k) => image(first + k));
      const anchor = displacement === undefined ? start : image(l);
      for (const part of reflected ? reflectedWeight(weightIn(place), 0) : shiftedWeight(weightIn(place), 0)) {
        const { parts, denominator } = stretchedWeight(part.weight, n, anchor);
        const scaled = scaleCoefficient(timesWeight(coefficient, part), gaussian(1, 0, denominator));
        putAlong(result, mirror, parts, displacement === undefined ? undefined : start - anchor, scaled);
      }
    }
  });
  return result.finish();
}

/** The letters of a word at other sites; `to(k)` is the new site of letter k. */
function moved(word: Word, to: (k: number) => number): { readonly word: Word; readonly start: number } {
  const range = rangeOf(word);
  if (range === 0) return { word, start: 0 };
  const sites = Array.from({ length: range }, (_, k) => k).filter((k) => letterAt(word, k) !== 'I');
  const first = Math.min(...sites.map(to));
  const last = Math.max(...sites.map(to));
  const letters = Array.from({ length: last - first + 1 }, () => 'I');
  for (const k of sites) letters[to(k) - first] = letterAt(word, k);
  return { word: wordFrom(letters.join('')).word, start: first };
}

/**
 * Every spin of cell c rotated about z by φ c: as `twistOperator`, with the number of the cell in place of the site.
 *
 * @param n  spins in a cell
 * @param w  the weight e^{iφc}, without a power of c
 */
export function twistCells(a: Operator, w: Weight, n: number, options: { readonly underSum?: boolean } = {}): Operator {
  const result = new Accumulator();
  const cell = (site: number): number => Math.floor(site / n);
  for (const term of a.terms) {
    if (term.place.kind !== 'chain') twistTerm(result, term, w, cell, options);
  }
  bySpinOfCell(a, n).forEach(({ terms }, l) => {
    const turned = new Accumulator();
    for (const term of terms) twistTerm(turned, term, w, (site) => cell(l + site), options);
    for (const { word, place, coefficient } of turned.finish().terms) {
      const { parts, denominator } = stretchedWeight(weightIn(place), n, l);
      putAlong(
        result,
        word,
        parts,
        place.kind === 'chain' ? place.offset : undefined,
        scaleCoefficient(coefficient, gaussian(1, 0, denominator)),
      );
    }
  });
  return result.finish();
}
