import { coefficientText } from '../exact/index.js';
import { type Operator, lettersOf, weightText } from '../spin/index.js';

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
    site: term.site,
    weight: weightText(term),
    coefficient: coefficientText(term.coefficient),
    ...(term.marker !== undefined && { displacement: true as const }),
    ...(term.marker !== undefined && term.place === 'local' && { displacementSite: term.marker }),
  }));
}
