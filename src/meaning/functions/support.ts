import { type Operator, firstSite, lettersOf } from '../../spin/index.js';
import { refuse } from '../../text/index.js';
import { type LanguageFunction, operatorArgument } from './function.js';

export const supportFunction: LanguageFunction = {
  name: 'support',
  natural: false,
  operators: 1,
  decides: true,
  apply: (call) => ({ kind: 'list', items: supportOf(operatorArgument(call, 0)) }),
};

/** @diagnostic `mixed-operator` */
function supportOf(o: Operator): string[] {
  const sites = new Set<number>();
  const chain = o.terms.some((t) => t.place.kind === 'chain');
  if (chain && o.terms.some((t) => t.place.kind !== 'chain'))
    refuse('mixed-operator', 'a chain sum and a local operator together have no common support');
  for (const term of o.terms) {
    const letters = lettersOf(term.word);
    for (let k = 0; k < letters.length; k++) if (letters[k] !== 'I') sites.add(firstSite(term.place) + k);
  }
  const sorted = [...sites].sort((a, b) => a - b);
  return sorted.map((s) => (chain ? `j${s === 0 ? '' : s > 0 ? `+${s}` : s}` : String(s)));
}
