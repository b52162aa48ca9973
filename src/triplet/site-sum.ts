import { type Coefficient, addCoefficients, isZeroCoefficient } from '../exact/index.js';
import { type Weight, everySite, normalWeights, turnKey } from '../spin/index.js';

/** A product of operators of sites, from the first site that is not the identity to the last one, by their letters. */
export type SiteWord = readonly number[];

/**
 * A product of operators of sites with its coefficient: under a Σ_j with the first operator at site j, or at a site, where
 * the weight is that of a sum that is not complete yet.
 */
export interface SiteTerm {
  readonly letters: SiteWord;
  readonly place: 'chain' | { readonly site: number };
  readonly weight: Weight;
  readonly coefficient: Coefficient;
}

/** A key of a word of sites at a place. */
export const siteWordKey = (letters: SiteWord, place: SiteTerm['place']): string =>
  `${letters.join('')}${place === 'chain' ? '' : `@${place.site}`}`;

/** The letters without the identities at both ends, and the number of those that were at the beginning. */
export function trimmed(letters: readonly number[]): { readonly letters: number[]; readonly start: number } {
  const start = letters.findIndex((l) => l !== 0);
  if (start < 0) return { letters: [], start: 0 };
  return { letters: letters.slice(start, letters.findLastIndex((l) => l !== 0) + 1), start };
}

/** A sum of words of sites, each once for each weight. */
export class SiteSum {
  private readonly groups = new Map<string, Map<Weight, SiteTerm>>();

  add(term: SiteTerm): void {
    const { weight, coefficient } = term;
    const key = `${siteWordKey(term.letters, term.place)} ${weight.power} ${turnKey(weight)}`;
    let group = this.groups.get(key);
    if (!group) this.groups.set(key, (group = new Map()));
    const before = group.get(weight);
    group.set(weight, before ? { ...before, coefficient: addCoefficients(before.coefficient, coefficient) } : term);
  }

  /** The terms with the weights of every word in normal form. */
  private normal(): SiteTerm[] {
    const terms: SiteTerm[] = [];
    for (const group of this.groups.values()) {
      const list = [...group.values()];
      if (list.every(({ weight }) => weight.sites === everySite)) {
        for (const term of list) if (!isZeroCoefficient(term.coefficient)) terms.push(term);
      } else {
        for (const { weight, coefficient } of normalWeights(list)) terms.push({ ...list[0]!, weight, coefficient });
      }
    }
    return terms;
  }

  /** The terms that hold these letters only. */
  termsOf(letters: readonly number[]): SiteTerm[] {
    return this.normal().filter((t) => t.letters.length > 0 && t.letters.every((l) => letters.includes(l)));
  }

  /** The terms, the shortest words first. */
  finish(): SiteTerm[] {
    return this.normal().sort(
      (p, q) =>
        p.letters.length - q.letters.length ||
        (p.place === 'chain' ? 0 : p.place.site) - (q.place === 'chain' ? 0 : q.place.site) ||
        compareLetters(p.letters, q.letters) ||
        p.weight.power - q.weight.power,
    );
  }
}

function compareLetters(a: SiteWord, b: SiteWord): number {
  for (const [k, letter] of a.entries()) if (letter !== b[k]!) return letter - b[k]!;
  return 0;
}
