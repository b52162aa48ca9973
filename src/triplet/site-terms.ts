import {
  type Coefficient,
  type Gaussian,
  addCoefficients,
  conjugateCoefficient,
  fromGaussian,
  gaussian,
  multiplyCoefficients,
  multiplyGaussian,
  negateCoefficient,
  oneCoefficient,
  powerInteger,
  scaleCoefficient,
  zeroCoefficient,
} from '../exact/index.js';
import {
  Accumulator,
  type CancellationTally,
  type FiniteChain,
  type Operator,
  type Term,
  type Weight,
  bySpinOfCell,
  commutator,
  commonPeriod,
  firstSite,
  isIdentity,
  isUniform,
  lettersOf,
  localWord,
  onFiniteChain,
  putAlong,
  scaleOperator,
  shiftedWeight,
  stretchedWeight,
  subtractOperators,
  sumOperators,
  sumOverChain,
  timesWeight,
  turnKey,
  uniformWeight,
  weightAt,
  weightIn,
  weightPeriod,
  weightText,
  withWeight,
  wordFrom,
} from '../spin/index.js';
import { refuse } from '../text/index.js';
import { siteCommutator } from './site-commutator.js';
import { SiteSum, type SiteTerm, type SiteWord, siteWordKey, trimmed } from './site-sum.js';
import { siteNorms } from './table.js';
import { spinsOfSite, withoutSinglets } from './normal-form.js';

/** The Pauli letters of the two spins of a site as a combination of the operators of a spin one. */
const fromPair: Readonly<Record<string, readonly (readonly [letter: number, value: Gaussian])[]>> = (() => {
  const [one, third, two] = [gaussian(1), gaussian(1, 0, 3), gaussian(2, 0, 3)];
  const minus = (g: Gaussian): Gaussian => multiplyGaussian(g, gaussian(-1));
  const alone = (letter: number) => [[letter, one] as const];
  return {
    II: alone(0),
    XI: alone(1),
    IX: alone(1),
    YI: alone(2),
    IY: alone(2),
    ZI: alone(3),
    IZ: alone(3),
    YZ: alone(4),
    ZY: alone(4),
    ZX: alone(5),
    XZ: alone(5),
    XY: alone(6),
    YX: alone(6),
    // 2 S_x² − 1, …
    XX: [
      [0, third],
      [7, minus(third)],
      [8, one],
    ], // prettier-ignore
    YY: [
      [0, third],
      [7, minus(third)],
      [8, minus(one)],
    ], // prettier-ignore
    ZZ: [
      [0, third],
      [7, two],
    ], // prettier-ignore
  };
})();

/** The operators of a spin one as Pauli letters of the two spins of its site, in the normal form without ZZ. */
const toPairs: readonly (readonly (readonly [pair: string, value: Gaussian])[])[] = (() => {
  const half = gaussian(1, 0, 2);
  const both = (a: string, b: string) => [[a, half] as const, [b, half] as const];
  return [
    [['II', gaussian(1)]],
    both('XI', 'IX'),
    both('YI', 'IY'),
    both('ZI', 'IZ'),
    both('YZ', 'ZY'),
    both('ZX', 'XZ'),
    both('XY', 'YX'),
    [
      ['II', gaussian(1)],
      ['XX', gaussian(-3, 0, 2)],
      ['YY', gaussian(-3, 0, 2)],
    ], // prettier-ignore
    [
      ['XX', half],
      ['YY', gaussian(-1, 0, 2)],
    ], // prettier-ignore
  ];
})();

/** The combination of words of sites that Pauli letters mean; `before` is 1 where they begin at the second spin of a site. */
function wordsOf(pauli: string, before: number): { readonly letters: number[]; readonly value: Gaussian }[] {
  const typed = 'I'.repeat(before) + pauli;
  const letters = typed.length % 2 === 0 ? typed : `${typed}I`;
  let list: { readonly letters: number[]; readonly value: Gaussian }[] = [{ letters: [], value: gaussian(1) }];
  for (let k = 0; k < letters.length; k += 2) {
    const parts = fromPair[letters.slice(k, k + 2)]!;
    list = list.flatMap((l) =>
      parts.map(([letter, value]) => ({ letters: [...l.letters, letter], value: multiplyGaussian(l.value, value) })),
    );
  }
  return list;
}

/**
 * An operator of a chain of spins one in the basis of `siteOperators` at every site, each word once for each weight; sites
 * and weights count spins one. The shortest words come first.
 */
export function siteTerms(a: Operator): SiteTerm[] {
  const sum = new SiteSum();
  const put = ({ word, place, coefficient }: Term, spin: number): void => {
    const first = spin + firstSite(place);
    const before = ((first % spinsOfSite) + spinsOfSite) % spinsOfSite;
    const site = (first - before) / spinsOfSite;
    for (const { letters, value } of wordsOf(lettersOf(word), before)) {
      const { letters: inner, start } = trimmed(letters);
      const c = scaleCoefficient(coefficient, value);
      // The identity comes last, see below.
      if (inner.length === 0 && !isIdentity(word)) continue;
      const at = inner.length === 0 ? 0 : site + start;
      if (place.kind !== 'chain')
        sum.add({ letters: inner, place: { site: at }, weight: weightIn(place), coefficient: c });
      else
        for (const part of shiftedWeight(place.weight, at))
          if (part.factor !== 0)
            sum.add({ letters: inner, place: 'chain', weight: part.weight, coefficient: timesWeight(c, part) });
    }
  };
  for (const term of a.terms) if (term.place.kind !== 'chain') put(term, 0);
  bySpinOfCell(a, spinsOfSite).forEach(({ terms }, spin) => {
    for (const term of terms) put(term, spin);
  });
  // 3 S_z² − 2 holds the identity of its place, which has a meaning with a position weight only if it is not moved: so what
  // the words hold is taken from the identity of the operator.
  for (const { place, weight, coefficient } of sum.termsOf([0, 7]))
    sum.add({
      letters: [],
      place: place === 'chain' ? place : { site: 0 },
      weight,
      coefficient: negateCoefficient(coefficient),
    });
  return sum.finish();
}

const shortOperators = new Map<string, Operator>();

/** A word of operators of sites that begins at a site, as an operator. */
export function siteWordAt(letters: readonly number[], site: number, coefficient = oneCoefficient): Operator {
  const key = `${letters.join('')}@${site}`;
  let known = letters.length <= 4 ? shortOperators.get(key) : undefined;
  if (!known) {
    let list: { readonly pauli: string; readonly value: Gaussian }[] = [{ pauli: '', value: gaussian(1) }];
    for (const letter of letters) {
      list = list.flatMap((l) =>
        toPairs[letter]!.map(([pair, value]) => ({
          pauli: l.pauli + pair,
          value: multiplyGaussian(l.value, value),
        })),
      );
    }
    known = sumOperators(
      list.map(({ pauli, value }) => {
        const { word, start } = wordFrom(pauli);
        return localWord(word, spinsOfSite * site + start, fromGaussian(value));
      }),
    );
    if (letters.length <= 4) {
      if (shortOperators.size > 20_000) shortOperators.clear();
      shortOperators.set(key, known);
    }
  }
  return coefficient === oneCoefficient ? known : scaleOperator(known, coefficient);
}

/** Σ_j of a word of operators of sites that begins at site j. */
export const siteWordSum = (letters: readonly number[]): Operator => sumOverChain(siteWordAt(letters, 0), spinsOfSite);

/** Σ_j w(j) of a word of operators of sites that begins at site j. */
export function weightedWord(letters: readonly number[], weight: Weight, coefficient: Coefficient): Operator {
  const result = new Accumulator();
  for (const { word, place, coefficient: value } of siteWordAt(letters, 0, coefficient).terms) {
    const { parts, denominator } = stretchedWeight(weight, spinsOfSite, firstSite(place));
    putAlong(result, word, parts, undefined, scaleCoefficient(value, gaussian(1, 0, denominator)));
  }
  return result.finish();
}

/** An operator from its terms. */
export function fromSiteTerms(terms: readonly SiteTerm[]): Operator {
  return sumOperators(
    terms.map(({ letters, place, weight, coefficient }) => {
      if (place === 'chain') return weightedWord(letters, weight, coefficient);
      const local = siteWordAt(letters, place.site, coefficient);
      return isUniform(weight)
        ? local
        : { terms: local.terms.map((t) => ({ ...t, place: withWeight(t.place, weight) })) };
    }),
  );
}

/**
 * [a, b] of two operators of spins 1. Sums over the chain are taken by the table of a site. The result is traceless, also
 * where positions make the trace per site ambiguous.
 *
 * @param tally  counts the words that cancel, where an operator is local
 */
export function tripletCommutator(a: Operator, b: Operator, tally?: CancellationTally): Operator {
  const areSums = [a, b].every(({ terms }) => terms.every((t) => t.place.kind === 'chain'));
  return areSums
    ? fromSiteTerms(siteCommutator(siteTerms(a), siteTerms(b)))
    : withoutIdentityPart(withoutSinglets(commutator(a, b), tally));
}

/** An operator without its multiple of the identity. */
export function withoutIdentityPart(a: Operator): Operator {
  const identity = siteTerms(a).filter(({ letters }) => letters.length === 0);
  return identity.length === 0 ? a : subtractOperators(a, fromSiteTerms(identity));
}

/** Sites after which an operator repeats along the chain. */
export function sitePeriod(a: Operator): number {
  return siteTerms(a).reduce(
    (p, { place, weight }) => (place === 'chain' ? commonPeriod(p, weightPeriod(weight)) : p),
    1,
  );
}

/** Sites of the longest word. */
export function siteRange(terms: readonly SiteTerm[]): number {
  return terms.reduce((longest, { letters }) => Math.max(longest, letters.length), 0);
}

/** A word of a periodic sum with its coefficients: `values[r]` where it begins at a site j ≡ r. */
export interface PeriodicSiteWord {
  readonly letters: SiteWord;
  readonly values: readonly Coefficient[];
}

/** The words of a sum whose period divides `period`, each once. */
export const periodicSiteWords = (a: Operator, period: number): PeriodicSiteWord[] =>
  periodicTerms(siteTerms(a), period);

/** The same of the terms of a sum. */
export function periodicTerms(terms: readonly SiteTerm[], period: number): PeriodicSiteWord[] {
  const found = new Map<string, { letters: SiteWord; values: Coefficient[] }>();
  for (const { letters, weight, coefficient } of terms) {
    const key = letters.join('');
    let word = found.get(key);
    if (!word) found.set(key, (word = { letters, values: Array<Coefficient>(period).fill(zeroCoefficient) }));
    for (let r = 0; r < period; r++) {
      const at = weightAt(weight, r);
      if (at.factor !== 0) word.values[r] = addCoefficients(word.values[r]!, timesWeight(coefficient, at));
    }
  }
  return [...found.values()];
}

/**
 * Hilbert–Schmidt inner product, per site for chain sums: Tr(A† B)/(3^N N) on a long ring, and Tr(A† B)/3^N for local
 * operators.
 *
 * @diagnostic `position-weight`, `mixed-operator`
 */
export function siteOverlap(p: readonly SiteTerm[], q: readonly SiteTerm[]): Coefficient {
  const all = [...p, ...q];
  if (all.some(({ weight }) => weight.power > 0 || turnKey(weight) !== ''))
    refuse('position-weight', 'an inner product per site of an operator with position weights does not exist', {
      hint: 'norm2 and overlap take translation-invariant or staggered sums, or local operators',
    });
  if (new Set(all.map(({ place }) => place === 'chain')).size > 1)
    refuse('mixed-operator', 'a chain sum and a local operator have no common normalisation', {
      hint: 'take the inner product of chain sums, or of local operators',
    });
  const period = all.reduce((n, { weight }) => commonPeriod(n, weightPeriod(weight)), 1);
  const byWord = new Map<string, SiteTerm[]>();
  for (const term of q) {
    const key = siteWordKey(term.letters, term.place);
    byWord.set(key, [...(byWord.get(key) ?? []), term]);
  }
  let sum = zeroCoefficient;
  for (const term of p) {
    const norm = term.letters.reduce((n, l) => multiplyGaussian(n, gaussian(siteNorms[l]!, 0, 3)), gaussian(1));
    for (const other of byWord.get(siteWordKey(term.letters, term.place)) ?? []) {
      const product = multiplyCoefficients(conjugateCoefficient(term.coefficient), other.coefficient);
      let mean = 0;
      for (let j = 0; j < period; j++)
        mean += Number(weightAt(term.weight, j).factor) * Number(weightAt(other.weight, j).factor);
      sum = addCoefficients(sum, scaleCoefficient(product, multiplyGaussian(norm, gaussian(mean, 0, period))));
    }
  }
  return sum;
}

/**
 * The trace of an operator on a finite chain of N spins one, 3^N times the coefficient of the identity; on the infinite
 * chain the coefficient itself, per site for chain sums.
 *
 * @param chain  the finite chain, with two spins 1/2 for every spin one
 * @diagnostic `position-weight`, `mixed-operator`
 */
export function siteTrace(a: Operator, chain?: FiniteChain): Coefficient {
  const on = chain ? withoutSinglets(onFiniteChain(a, chain)) : a;
  const terms = siteTerms(on);
  const place = terms.some((t) => t.place === 'chain') ? 'chain' : { site: 0 };
  const mean = siteOverlap([{ letters: [], place, weight: uniformWeight, coefficient: oneCoefficient }], terms);
  return chain ? scaleCoefficient(mean, gaussian(powerInteger(3, chain.sites / spinsOfSite))) : mean;
}

/** A word with its weight as text: `Sx 1 Sz`. */
export const siteWordText = (letters: SiteWord, names: readonly string[]): string =>
  letters.map((l) => names[l]!).join(' ');

/** The weight of a term as text, or `local` outside of sums. */
export const siteWeightText = ({ place, weight }: SiteTerm): string =>
  place === 'chain' ? weightText(weight) : 'local';
