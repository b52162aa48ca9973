import { type Coefficient, addCoefficients, isZeroCoefficient } from '../exact/index.js';
import {
  type Letter,
  type Operator,
  type Term,
  firstSite,
  isDisplaced,
  letterAt,
  localWord,
  rangeOf,
  weightPeriod,
  sumOperators,
  timesWeight,
  uniformWeight,
  type WeightAtSite,
  weightAt,
  wordFrom,
  isTurning,
} from '../spin/index.js';
import { checkInterrupt, limit, refuse } from '../text/index.js';
import type { WriteOptions } from './format.js';

/** A Pauli letter, never I, at its site. */
export interface PlacedLetter {
  readonly site: number;
  readonly letter: Exclude<Letter, 'I'>;
}

/** coefficient · letters, sites ascending; no letters for the identity. */
export interface PlacedWord {
  readonly letters: readonly PlacedLetter[];
  readonly coefficient: Coefficient;
}

/**
 * An operator on sites 0 … sites − 1, as other libraries represent it. No two words are the same, and none has a zero
 * coefficient.
 */
export interface FiniteOperator {
  readonly sites: number;
  readonly words: readonly PlacedWord[];
}

/** Largest number of sites of a finite chain. */
export const maxSites = 10_000;
/** Largest number of words on a finite chain. */
export const maxWords = 500_000;

/**
 * The operator on N sites. A chain sum puts its word at every site of a ring, or at every site of an open chain where
 * the word fits,
 *
 *   Σ_j w(j) c P_j  →  Σ_{j=0}^{N−1} w(j) c P_j       P_{j+N} = P_j on the ring,
 *
 * and local terms stay where they are.
 *
 * @diagnostic `sites-missing`, `bad-sites`, `too-many-sites`, `too-many-words`, `range-exceeds-chain`, `site-outside`,
 *   `odd-ring`, `position-weight`, `displacement`
 */
export function realise(operator: Operator, options: WriteOptions): FiniteOperator {
  const sites = siteCountOf(operator, options);
  const open = options.open ?? false;
  const words = new Map<string, PlacedWord>();
  for (const term of operator.terms) {
    checkTerm(term, sites, open);
    const { place } = term;
    if (place.kind !== 'chain') {
      put(words, term, place.site, sites, atHome);
      continue;
    }
    const places = open ? sites - Math.max(rangeOf(term.word), 1) + 1 : sites;
    for (let j = 0; j < places; j++) put(words, term, j, sites, weightAt(place.weight, j));
  }
  const found = [...words.values()].filter((word) => !isZeroCoefficient(word.coefficient));
  return { sites, words: found.sort(compareWords) };
}

/** The weight of a local term. */
const atHome = weightAt(uniformWeight, 0);

function put(words: Map<string, PlacedWord>, term: Term, first: number, sites: number, weight: WeightAtSite): void {
  if (weight.factor === 0) return;
  const letters: PlacedLetter[] = [];
  for (let k = 0, n = rangeOf(term.word); k < n; k++) {
    const letter = letterAt(term.word, k);
    if (letter !== 'I') letters.push({ site: (first + k) % sites, letter });
  }
  letters.sort((a, b) => a.site - b.site);
  const key = letters.map(({ site, letter }) => `${letter}${site}`).join();
  const coefficient = timesWeight(term.coefficient, weight);
  const before = words.get(key);
  words.set(key, { letters, coefficient: before ? addCoefficients(before.coefficient, coefficient) : coefficient });
  if ((words.size & 4095) === 0) checkInterrupt();
  if (words.size > maxWords) {
    limit('too-many-words', `the operator would have more than ${maxWords} words on ${sites} sites`, {
      hint: 'take fewer sites',
    });
  }
}

/** Words by their first sites, then by their letters: the order of reading along the chain. */
function compareWords(a: PlacedWord, b: PlacedWord): number {
  for (let k = 0; k < Math.min(a.letters.length, b.letters.length); k++) {
    const bySite = a.letters[k]!.site - b.letters[k]!.site;
    if (bySite !== 0) return bySite;
  }
  if (a.letters.length !== b.letters.length) return a.letters.length - b.letters.length;
  const [x, y] = [lettersText(a), lettersText(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** `XY` of X₀Y₂: the letters without their sites. */
export function lettersText(word: Pick<PlacedWord, 'letters'>): string {
  return word.letters.map(({ letter }) => letter).join('');
}

/** `XIY` of X₀Y₂ on three sites: one letter for each site, from site 0 on. */
export function fullText(word: Pick<PlacedWord, 'letters'>, sites: number, identity = 'I'): string {
  const text = Array<string>(sites).fill(identity);
  for (const { site, letter } of word.letters) text[site] = letter;
  return text.join('');
}

export function siteCountOf(operator: Operator, { sites }: WriteOptions): number {
  if (sites !== undefined) {
    if (!Number.isSafeInteger(sites) || sites < 1) {
      refuse('bad-sites', `${sites} is not a number of sites`, { hint: 'as in --sites 6' });
    }
    if (sites > maxSites)
      limit('too-many-sites', `${sites} sites are more than ${maxSites}`, { hint: 'take fewer sites' });
    return sites;
  }
  if (operator.terms.some((t) => t.place.kind === 'chain')) {
    refuse('sites-missing', 'a sum over the infinite chain needs a number of sites in this format', {
      hint: '--sites 6 puts it on a ring of 6 sites, --sites 6 --open on an open chain',
    });
  }
  const needed = operator.terms.reduce((most, t) => Math.max(most, firstSite(t.place) + rangeOf(t.word)), 1);
  if (needed > maxSites) {
    limit('too-many-sites', `the operator reaches site ${needed - 1}, and ${maxSites} sites is the most`, {
      hint: 'move it to smaller site numbers',
    });
  }
  return needed;
}

export function checkTerm({ word, place }: Term, sites: number, open: boolean): void {
  if (isDisplaced(place)) refuseDisplacement();
  const range = rangeOf(word);
  if (place.kind !== 'chain') {
    const last = place.site + range - 1;
    if (range > 0 && (place.site < 0 || last >= sites)) {
      const outside = place.site < 0 ? place.site : last;
      refuse('site-outside', `a word stands on site ${outside}, outside the sites 0 … ${sites - 1}`, {
        hint: place.site < 0 ? 'move the operator to the right: translate(A, n)' : `--sites ${last + 1} or more`,
      });
    }
    return;
  }
  if (range > sites) {
    refuse('range-exceeds-chain', `a word of ${range} sites does not fit on ${sites}`, {
      hint: `--sites ${range} or more`,
    });
  }
  if (open) return;
  if (isTurning(place.weight)) {
    refuse('phase-on-ring', 'a declared phase that grows from site to site does not close on a ring', {
      hint: '--open takes an open chain',
    });
  }
  if (place.weight.power > 0) {
    refuse('position-weight', 'the weight j has no meaning on a ring: site N is site 0 again', {
      hint: '--open takes an open chain',
    });
  }
  const period = weightPeriod(place.weight);
  if (sites % period === 0) return;
  const fitting = `--sites ${sites + period - (sites % period)}, or --open`;
  if (period === 2)
    refuse('odd-ring', `(-1)^j does not close on a ring of ${sites} sites`, {
      hint: `an even number of sites, such as ${fitting}`,
    });
  refuse('odd-ring', `a sum that repeats after ${period} sites does not close on a ring of ${sites}`, {
    hint: `a multiple of ${period} sites, such as ${fitting}`,
  });
}

export function refuseDisplacement(): never {
  refuse('displacement', 'the bath displacement (a + a†) has no counterpart in this format', {
    hint: 'write the spin part only',
  });
}

/**
 * Placed words as a local operator.
 *
 * @diagnostic `range-too-long` where a word that closes a ring spans more sites than a word can hold
 */
export function localOperator(words: Iterable<PlacedWord>): Operator {
  const parts: Operator[] = [];
  for (const { letters, coefficient } of words) {
    const first = letters[0]?.site ?? 0;
    const text =
      letters.length === 0
        ? ''
        : fullText({ letters: letters.map((l) => ({ ...l, site: l.site - first })) }, letters.at(-1)!.site - first + 1);
    parts.push(localWord(wordFrom(text).word, first, coefficient));
  }
  return sumOperators(parts);
}
