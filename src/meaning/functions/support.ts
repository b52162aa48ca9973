import { siteInside } from '../../language/index.js';
import { type Operator, bySpinOfCell, firstSite, lettersOf } from '../../spin/index.js';
import { refuse } from '../../text/index.js';
import { siteTerms } from '../../triplet/index.js';
import { siteWriter } from '../express/index.js';
import { type LanguageFunction, operatorArgument } from './function.js';

export const supportFunction: LanguageFunction = {
  name: 'support',
  spinOne: true,
  natural: false,
  operators: 1,
  decides: true,
  apply: (call) => ({
    kind: 'list',
    items: (call.scope.environment.isSpinOne ? siteSupport : supportOf)(
      operatorArgument(call, 0),
      call.scope.environment.legs,
    ),
  }),
};

/** The sites of spins 1. */
function siteSupport(o: Operator): string[] {
  const terms = siteTerms(o);
  const chain = terms.some((t) => t.place === 'chain');
  if (chain && terms.some((t) => t.place !== 'chain')) refuseMixed();
  const sites = new Set(
    terms.flatMap(({ letters, place }) =>
      letters.flatMap((l, k) => (l === 0 ? [] : [k + (place === 'chain' ? 0 : place.site)])),
    ),
  );
  return [...sites].sort((a, b) => a - b).map((s) => siteInside(siteWriter(['1'], { relative: chain })(s)));
}

function refuseMixed(): never {
  return refuse('mixed-operator', 'a chain sum and a local operator together have no common support');
}

/** @diagnostic `mixed-operator` */
function supportOf(o: Operator, legs: readonly string[]): string[] {
  const sites = new Set<number>();
  const chain = o.terms.some((t) => t.place.kind === 'chain');
  if (chain && o.terms.some((t) => t.place.kind !== 'chain')) refuseMixed();
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
