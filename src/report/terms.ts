import { coefficientText } from '../exact/index.js';
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

export function termDocuments(operator: Operator): TermDocument[] {
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
