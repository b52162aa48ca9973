import { siteInside } from '../../language/index.js';
import { type Operator, bySpinOfCell, firstSite, lettersOf } from '../../spin/index.js';
import { refuse } from '../../text/index.js';
import { siteWriter } from '../express/index.js';
import { type LanguageFunction, operatorArgument } from './function.js';

export const supportFunction: LanguageFunction = {
  name: 'support',
  natural: false,
  operators: 1,
  decides: true,
  apply: (call) => ({ kind: 'list', items: supportOf(operatorArgument(call, 0), call.scope.environment.legs) }),
};

/** @diagnostic `mixed-operator` */
function supportOf(o: Operator, legs: readonly string[]): string[] {
  const sites = new Set<number>();
  const chain = o.terms.some((t) => t.place.kind === 'chain');
  if (chain && o.terms.some((t) => t.place.kind !== 'chain'))
    refuse('mixed-operator', 'a chain sum and a local operator together have no common support');
  if (chain && legs.length > 1) return supportInCells(o, legs);
  for (const term of o.terms) {
    const letters = lettersOf(term.word);
    for (let k = 0; k < letters.length; k++) if (letters[k] !== 'I') sites.add(firstSite(term.place) + k);
  }
  const sorted = [...sites].sort((a, b) => a - b);
  return sorted.map((s) => siteInside(siteWriter(legs, { relative: chain })(s)));
}

/** The spins of the cells j, j+1, … that the words of a chain sum touch, each word beginning in cell j. */
function supportInCells(o: Operator, legs: readonly string[]): string[] {
  const sites = new Set<number>();
  bySpinOfCell(o, legs.length).forEach(({ terms }, leg) => {
    for (const { word, place } of terms) {
      const letters = lettersOf(word);
      for (let k = 0; k < letters.length; k++) if (letters[k] !== 'I') sites.add(leg + firstSite(place) + k);
    }
  });
  const sorted = [...sites].sort((a, b) => a - b);
  return sorted.map((s) => siteInside(siteWriter(legs, { relative: true })(s)));
}
