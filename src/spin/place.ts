import { type Weight, isUniform, uniformWeight, weightTag, weightText } from './weight.js';
import { type Word, isIdentity } from './word.js';

/** The first letter is at `site`, and the bath displacement (a + a†), if the word carries one, at `displacement`. */
export interface LocalPlace {
  readonly kind: 'local';
  readonly site: number;
  readonly displacement: number | undefined;
}

/**
 * A local word times w(j) in the body of a Σ_j that is not complete yet: its sites are counted from the j of that sum.
 * With the weight 1 it is simply local.
 */
export interface SummandPlace {
  readonly kind: 'summand';
  readonly site: number;
  readonly displacement: number | undefined;
  readonly weight: Weight;
}

/**
 * Σ_j w(j), with the first letter at j. If the word carries a bath displacement, the displacement is at j and the first
 * letter at j + `offset`.
 */
export interface ChainPlace {
  readonly kind: 'chain';
  readonly weight: Weight;
  readonly offset: number | undefined;
}

/** The place of a word: at a site, in the body of a Σ_j that is not complete yet, or along the chain. */
export type TermPlace = LocalPlace | SummandPlace | ChainPlace;

/** At a site; with the site of the displacement if the word carries one. */
export function localPlace(site: number, displacement?: number): LocalPlace {
  return { kind: 'local', site, displacement };
}

/** At j + site times w(j) in the body of a Σ_j; local if w = 1. */
export function summandPlace(weight: Weight, site: number, displacement?: number): LocalPlace | SummandPlace {
  return isUniform(weight) ? localPlace(site, displacement) : { kind: 'summand', site, displacement, weight };
}

/** The `summandPlace` of a word. The identity has no first letter: it is at its displacement, or else at 0. */
export function placeOfWord(
  word: Word,
  weight: Weight,
  site: number,
  displacement?: number,
): LocalPlace | SummandPlace {
  return summandPlace(weight, isIdentity(word) ? (displacement ?? 0) : site, displacement);
}

/** Places without a displacement, by the tag of their weight: the words of a long sum share one object. */
const undisplaced: ChainPlace[] = [];

/** Σ_j w(j); with the offset of the first letter from the displacement if the word carries one. */
export function chainPlace(weight: Weight, offset?: number): ChainPlace {
  if (offset !== undefined) return { kind: 'chain', weight, offset };
  return (undisplaced[weightTag(weight)] ??= { kind: 'chain', weight, offset });
}

/** The weight w(j); 1 for a local word. */
export function weightIn(place: TermPlace): Weight {
  return place.kind === 'local' ? uniformWeight : place.weight;
}

/** The place with another weight; a local word becomes a summand. */
export function withWeight(place: TermPlace, weight: Weight): TermPlace {
  return place.kind === 'chain'
    ? chainPlace(weight, place.offset)
    : summandPlace(weight, place.site, place.displacement);
}

/** The weight of a sum as text of the language, or `local` outside of sums. */
export function writtenWeight(place: TermPlace): string {
  return place.kind === 'chain' ? weightText(place.weight) : 'local';
}

/** The site of the first letter; under a Σ_j it is counted from j. */
export function firstSite(place: TermPlace): number {
  return place.kind === 'chain' ? (place.offset ?? 0) : place.site;
}

/** The site of the displacement, under a Σ_j counted from j; undefined if the word carries none. */
export function displacementSite(place: TermPlace): number | undefined {
  if (place.kind !== 'chain') return place.displacement;
  return place.offset === undefined ? undefined : 0;
}

/** Does the word carry a bath displacement? */
export function isDisplaced(place: TermPlace): boolean {
  return (place.kind === 'chain' ? place.offset : place.displacement) !== undefined;
}
