import type { Law } from '../law/index.js';
import { lawNamed } from '../laws/index.js';
import { readable, refuse } from '../text/index.js';

/**
 * A law, or the law of the catalogue that has this id.
 *
 * @diagnostic `unknown-law`, `not-a-law`
 */
export function lawOf(law: Law<unknown> | string): Law<unknown> {
  return readable(() => {
    if (typeof law === 'string') return lawNamed(law);
    if (typeof law === 'object' && law !== null && 'cases' in law && 'check' in law) return law;
    return refuse('not-a-law', 'a law is wanted here: its id, or the law itself', {
      hint: "as in 'charges.conserved'",
    });
  });
}
