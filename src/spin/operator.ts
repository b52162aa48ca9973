import { type Coefficient, addCoefficients, isZeroCoefficient } from '../exact/index.js';
import { checkInterrupt, limit, refuse } from '../text/index.js';
import {
  type TermPlace,
  chainPlace,
  displacementSite,
  firstSite,
  isDisplaced,
  placeOfWord,
  summandPlace,
  weightIn,
  withWeight,
} from './place.js';
import {
  compareWeights,
  everySite,
  isUniform,
  normalWeights,
  turnKey,
  taggedWeight,
  uniformWeight,
  weightTag,
  weightText,
} from './weight.js';
import { type Word, compareWords, identityWord, lettersOf, rangeOf } from './word.js';

/** One word of an operator: coefficient · word at its place. */
export interface Term {
  readonly word: Word;
  readonly place: TermPlace;
  readonly coefficient: Coefficient;
}

/**
 * An operator on the formal infinite chain: a finite map from words with places to coefficients. Canonical: terms are
 * sorted, no two share word and place, none is zero.
 */
export interface Operator {
  readonly terms: readonly Term[];
}

/** Counts the words that cancel in sums, as evidence for a proof of zero. */
export interface CancellationTally {
  cancelled: number;
}

export const zeroOperator: Operator = { terms: [] };

/** Largest number of terms in an operator. */
export const maxTerms = 2_000_000;
/** @diagnostic `operator-too-long` */
export function tooManyTerms(): never {
  limit('operator-too-long', `an operator would have more than ${maxTerms} terms`, {
    hint: 'work with a shorter range or fewer terms',
  });
}

/** Largest modulus of a site. */
export const maxSite = 1 << 29;

/** A local word at a site, or the identity. */
export function localWord(word: Word, site: number, coefficient: Coefficient): Operator {
  if (isZeroCoefficient(coefficient)) return zeroOperator;
  checkSite(site);
  return { terms: [{ word, place: placeOfWord(word, uniformWeight, site), coefficient }] };
}

export function identityOperator(coefficient: Coefficient): Operator {
  return localWord(identityWord, 0, coefficient);
}

export function checkSite(site: number): void {
  if (!Number.isInteger(site)) refuse('site-not-whole', `${site} is no site: sites are whole numbers`);
  if (Math.abs(site) > maxSite) {
    limit('site-too-far', `site ${site} is further out than ${maxSite}`, { hint: 'use smaller site numbers' });
  }
}

const columns = 7;
/** Number of words added between two checks for an interruption, a power of two. */
const patience = 4096;

/**
 * Sums words with weights. The table uses open addressing with keys of seven int32 and a separate array of
 * coefficients.
 */
export class Accumulator {
  private capacity = 32;
  private slots = new Int32Array(this.capacity).fill(-1);
  private keys = new Int32Array(columns * this.capacity);
  private coefficients: Coefficient[] = [];
  private puts = 0;

  add(term: Term): void {
    this.put(term.word, term.place, term.coefficient);
  }

  put(word: Word, place: TermPlace, coefficient: Coefficient): void {
    if (coefficient.terms.length === 0) return;
    this.puts += 1;
    if ((this.puts & (patience - 1)) === 0) checkInterrupt();
    const isSum = place.kind === 'chain';
    const site = isSum ? (place.offset ?? 0) : place.site;
    const displacement = isSum ? place.offset : place.displacement;
    const marker = isSum ? 0 : (displacement ?? 0);
    const tag = (isSum ? 1 : 0) | (displacement !== undefined ? 2 : 0) | (weightTag(weightIn(place)) << 2);
    const hash = mix(word.x, word.z, word.xHigh, word.zHigh, site, marker, tag);
    let slot = hash & (this.capacity - 1);
    for (;;) {
      const entry = this.slots[slot]!;
      if (entry < 0) break;
      const k = entry * columns;
      const keys = this.keys;
      if (
        keys[k] === word.x &&
        keys[k + 1] === word.z &&
        keys[k + 2] === word.xHigh &&
        keys[k + 3] === word.zHigh &&
        keys[k + 4] === site &&
        keys[k + 5] === marker &&
        keys[k + 6] === tag
      ) {
        this.coefficients[entry] = addCoefficients(this.coefficients[entry]!, coefficient);
        return;
      }
      slot = (slot + 1) & (this.capacity - 1);
    }
    const entry = this.coefficients.length;
    if (entry >= maxTerms) tooManyTerms();
    this.slots[slot] = entry;
    this.keys.set([word.x, word.z, word.xHigh, word.zHigh, site, marker, tag], entry * columns);
    this.coefficients.push(coefficient);
    if (this.coefficients.length * 2 > this.capacity) this.grow();
  }

  private grow(): void {
    this.capacity *= 2;
    const keys = new Int32Array(columns * this.capacity);
    keys.set(this.keys.subarray(0, columns * this.coefficients.length));
    this.keys = keys;
    this.slots = new Int32Array(this.capacity).fill(-1);
    for (let entry = 0; entry < this.coefficients.length; entry++) {
      const k = entry * columns;
      const hash = mix(keys[k]!, keys[k + 1]!, keys[k + 2]!, keys[k + 3]!, keys[k + 4]!, keys[k + 5]!, keys[k + 6]!);
      let slot = hash & (this.capacity - 1);
      while (this.slots[slot]! >= 0) slot = (slot + 1) & (this.capacity - 1);
      this.slots[slot] = entry;
    }
  }

  /** The canonical operator. */
  finish(tally?: CancellationTally): Operator {
    const terms: Term[] = [];
    let cancelled = 0;
    let hasClasses = false;
    for (let entry = 0; entry < this.coefficients.length; entry++) {
      const coefficient = this.coefficients[entry]!;
      if (isZeroCoefficient(coefficient)) {
        cancelled += 1;
        continue;
      }
      const k = entry * columns;
      const keys = this.keys;
      const site = keys[k + 4]!;
      const tag = keys[k + 6]!;
      const displaced = (tag & 2) !== 0;
      const weight = taggedWeight(tag >> 2);
      hasClasses ||= weight.sites !== everySite;
      terms.push({
        word: { x: keys[k]!, z: keys[k + 1]!, xHigh: keys[k + 2]!, zHigh: keys[k + 3]! },
        place:
          (tag & 1) !== 0
            ? chainPlace(weight, displaced ? site : undefined)
            : summandPlace(weight, site, displaced ? keys[k + 5]! : undefined),
        coefficient,
      });
    }
    if (tally) tally.cancelled += cancelled;
    const result = hasClasses ? withNormalWeights(terms) : terms;
    result.sort(compareTerms);
    return { terms: result };
  }
}

/** Do the weights of a term vanish outside a class of sites? */
export const hasResidueClass = ({ place }: Term): boolean => weightIn(place).sites !== everySite;

/** The terms with the weights of every word in normal form, which is unique: residue classes add up to shorter periods. */
export function withNormalWeights(terms: readonly Term[]): Term[] {
  const groups = new Map<string, Term[]>();
  for (const term of terms) {
    const { word, place } = term;
    const weight = weightIn(place);
    const key = [
      [
        word.x,
        word.z,
        word.xHigh,
        word.zHigh,
        place.kind === 'chain',
        firstSite(place),
        displacementSite(place),
      ].join(),
      weight.power,
      turnKey(weight),
    ].join(' ');
    const group = groups.get(key);
    if (group) group.push(term);
    else groups.set(key, [term]);
  }
  return [...groups.values()].flatMap((group) => {
    const { word, place } = group[0]!;
    const summands = group.map((t) => ({ weight: weightIn(t.place), coefficient: t.coefficient }));
    return normalWeights(summands).map(({ weight, coefficient }) => ({
      word,
      place: withWeight(place, weight),
      coefficient,
    }));
  });
}

function mix(...values: [number, number, number, number, number, number, number]): number {
  let h = 0;
  for (const v of values) {
    h = Math.imul(h ^ v, 0x9e3779b1);
    h ^= h >>> 15;
  }
  h = Math.imul(h ^ (h >>> 13), 0x85ebca6b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Chain terms first, displaced terms last, short words before long ones, then sites, letters and weights. */
export function compareTerms(a: Term, b: Term): number {
  const [p, q] = [a.place, b.place];
  // The words of a chain sum share their place.
  if (p === q) return rangeOf(a.word) - rangeOf(b.word) || compareWords(a.word, b.word);
  if ((p.kind === 'chain') !== (q.kind === 'chain')) return p.kind === 'chain' ? -1 : 1;
  if (isDisplaced(p) !== isDisplaced(q)) return isDisplaced(p) ? 1 : -1;
  return (
    rangeOf(a.word) - rangeOf(b.word) ||
    firstSite(p) - firstSite(q) ||
    compareWords(a.word, b.word) ||
    (displacementSite(p) ?? 0) - (displacementSite(q) ?? 0) ||
    compareWeights(weightIn(p), weightIn(q))
  );
}

/** Do two terms have the same word at the same place? */
function sameKey(a: Term, b: Term): boolean {
  return compareTerms(a, b) === 0;
}

/** Is A = 0 for all values of the parameters? */
export function isZeroOperator(a: Operator): boolean {
  return a.terms.length === 0;
}

/** Are two operators equal? They are exactly if their canonical terms are. */
export function equalOperators(a: Operator, b: Operator): boolean {
  return (
    a.terms.length === b.terms.length &&
    a.terms.every((t, k) => {
      const u = b.terms[k]!;
      return (
        sameKey(t, u) &&
        t.coefficient.terms.length === u.coefficient.terms.length &&
        t.coefficient.terms.every((c, m) => {
          const d = u.coefficient.terms[m]!;
          return (
            c.monomial === d.monomial &&
            c.value.re === d.value.re &&
            c.value.im === d.value.im &&
            c.value.den === d.value.den
          );
        })
      );
    })
  );
}

/** The length of the longest Pauli string, in sites; 0 for zero and for multiples of the identity. */
export function operatorRange(a: Operator): number {
  return a.terms.reduce((longest, t) => Math.max(longest, rangeOf(t.word)), 0);
}

/** `XYZ @0` and so on: for messages and tests. */
export function termLabel(term: Term): string {
  const letters = lettersOf(term.word) || 'I';
  const w = weightIn(term.place);
  const weight = isUniform(w) ? '' : `${weightText(w)} `;
  return term.place.kind === 'chain' ? `Σ ${weight}${letters}` : `${weight}${letters}@${term.place.site}`;
}
