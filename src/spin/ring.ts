import { gaussian, scaleCoefficient } from '../exact/index.js';
import { limit, refuse } from '../text/index.js';
import { Accumulator, type Operator, type Term } from './operator.js';
import { displacementSite, firstSite, placeOfWord, weightIn } from './place.js';
import { type Weight, isTurning, uniformWeight, weightAt, weightPeriod } from './weight.js';
import { type Word, letterAt, maxRange, rangeOf, wordFrom } from './word.js';

/** Sizes of the smallest and the largest ring; a word must be able to hold all sites. */
export const smallestRing = 2;

/**
 * An operator realised on a periodic ring of N sites 0 … N − 1: chain sums become N local words, sites are taken modulo
 * N. Everything is local there, so every product is allowed.
 *
 * @group Finite chains
 * @param sites  number of sites N, from 2 to 64
 * @throws DiagnosticError `ring-too-small` where a word is longer than the ring, `position-weight`, `phase-on-ring`,
 *   `odd-ring` for a period that does not divide N, `ring-size`
 */
export function onRing(operator: Operator, sites: number): Operator {
  checkRing(sites);
  const result = new Accumulator();
  for (const term of operator.terms) {
    if (rangeOf(term.word) > sites) {
      refuse('ring-too-small', `a string of ${rangeOf(term.word)} sites does not fit a ring of ${sites}`, {
        hint: `take a ring of at least ${rangeOf(term.word)} sites`,
      });
    }
    const weight = weightIn(term.place);
    if (weight.power > 0) {
      refuse('position-weight', 'a bare j has no meaning on a ring: its sites have no first one', {
        hint: 'the boost exists on the infinite chain only',
      });
    }
    if (isTurning(weight)) {
      refuse('phase-on-ring', 'a declared phase that grows from site to site does not close on a ring', {
        hint: 'take the operator on the infinite chain: a ring closes only at angles that are multiples of 2 π/N',
      });
    }
    checkPeriod(weight, sites);
    if (term.place.kind !== 'chain') put(result, term, 0, sites, 1);
    else for (let j = 0; j < sites; j++) put(result, term, j, sites, Number(weightAt(weight, j).factor));
  }
  return result.finish();
}

/** @diagnostic `odd-ring` for a period that does not divide the number of sites */
export function checkPeriod(weight: Weight, sites: number): void {
  const period = weightPeriod(weight);
  if (sites % period === 0) return;
  if (period === 2)
    refuse(
      'odd-ring',
      `a sum that repeats after two sites, by (-1)^j or at sites 2j, does not fit a ring of ${sites} sites`,
      {
        hint: 'take an even number of sites',
      },
    );
  refuse('odd-ring', `a sum that repeats after ${period} sites does not fit a ring of ${sites}`, {
    hint: `take a ring whose number of sites is a multiple of ${period}`,
  });
}

/**
 * The longest string on a ring of N sites: the arc around all its letters, whichever way around is shorter.
 *
 * @param spins  spins in a cell, which divide N; the result counts cells
 */
export function rangeOnRing(operator: Operator, sites: number, spins = 1): number {
  let longest = 0;
  const cells = sites / spins;
  for (const { word, place } of operator.terms) {
    const first = firstSite(place);
    const isTouched = Array.from({ length: cells }, () => false);
    for (let k = 0; k < rangeOf(word); k++)
      if (letterAt(word, k) !== 'I') isTouched[Math.floor((first + k) / spins) % cells] = true;
    // The arc is the ring without the widest gap between touched cells, which may go past the end of the ring.
    let widest = 0;
    let gap = 0;
    for (const cell of [...isTouched, ...isTouched]) {
      gap = cell ? 0 : gap + 1;
      widest = Math.max(widest, Math.min(gap, cells));
    }
    longest = Math.max(longest, cells - widest);
  }
  return longest;
}

/** @diagnostic `ring-size` */
export function checkRing(sites: number): void {
  if (!Number.isSafeInteger(sites) || sites < smallestRing) {
    refuse('ring-size', `a ring has at least ${smallestRing} sites`, { hint: 'as in on ring(12): …' });
  }
  if (sites > maxRange)
    limit('ring-size', `a ring has at most ${maxRange} sites`, { hint: `on ring(${maxRange}): … is the largest one` });
}

function put(result: Accumulator, term: Term, by: number, sites: number, sign: number): void {
  const modulo = (site: number): number => (((site + by) % sites) + sites) % sites;
  const { word, site } = wrapped(term.word, modulo(firstSite(term.place)), sites);
  const coefficient = sign === 1 ? term.coefficient : scaleCoefficient(term.coefficient, gaussian(sign));
  const from = displacementSite(term.place);
  const displacement = from === undefined ? undefined : modulo(from);
  result.put(word, placeOfWord(word, uniformWeight, site, displacement), coefficient);
}

/** A word that starts at `site`, where letters past the last site continue from the first site. */
function wrapped(word: Word, site: number, sites: number): { word: Word; site: number } {
  const n = rangeOf(word);
  if (site + n <= sites) return { word, site };
  const letters: string[] = Array<string>(sites).fill('I');
  for (let k = 0; k < n; k++) letters[(site + k) % sites] = letterAt(word, k);
  const { word: moved, start } = wordFrom(letters.join(''));
  return { word: moved, site: start };
}
