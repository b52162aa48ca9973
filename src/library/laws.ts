import { type Law, type RunOptions, checkLaw } from '../law/index.js';
import { lawNamed } from '../laws/index.js';
import { type LawDocument, lawDocument } from '../report/index.js';
import { readable } from '../text/index.js';

export type { LawDocument, VerdictDocument } from '../report/index.js';

/** Options for choosing the cases of a law. */
export type CheckOptions = Pick<RunOptions, 'seed' | 'cases' | 'budget'>;

/**
 * Checks a law of the catalogue, or one of your own, and returns its verdict as plain data.
 *
 *   check('charges.heat-current').verdict.kind                        'holds'
 *
 * @param law  a law, or the id of one
 * @throws DiagnosticError `unknown-law`, with the closest name
 */
export function check(law: Law<unknown> | string, options: CheckOptions = {}): LawDocument {
  return readable(() => lawDocument(checkLaw(typeof law === 'string' ? lawNamed(law) : law, options)));
}
