import { coefficientText } from '../exact/index.js';
import { type Notation, plainNotation } from '../meaning/index.js';
import { siteOperators, siteTerms, siteWeightText, siteWordText } from '../triplet/index.js';
import { type Operator, firstSite, isDisplaced, lettersOf, writtenWeight } from '../spin/index.js';

/** A word with its weight in the documents of `--json`. */
export interface TermDocument {
  string: string;
  site: number;
  weight: string;
  coefficient: string;
  displacement?: true;
  /** for local terms, the site of the displacement */
  displacementSite?: number;
}

/** The words of an operator; those of spins 1 in the operators of `siteOperators`, site by site. */
export function termDocuments(operator: Operator, notation: Notation = plainNotation): TermDocument[] {
  if (notation.spinOne)
    return siteTerms(operator).map((term) => ({
      string: siteWordText(term.letters, siteOperators),
      site: term.place === 'chain' ? 0 : term.place.site,
      weight: siteWeightText(term),
      coefficient: coefficientText(term.coefficient),
    }));
  return operator.terms.map((term) => ({
    string: lettersOf(term.word),
    site: firstSite(term.place),
    weight: writtenWeight(term.place),
    coefficient: coefficientText(term.coefficient),
    ...(isDisplaced(term.place) && { displacement: true as const }),
    ...(term.place.kind !== 'chain' &&
      term.place.displacement !== undefined && { displacementSite: term.place.displacement }),
  }));
}
