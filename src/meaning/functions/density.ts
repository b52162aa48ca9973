import { type Operator, displacementSite, firstSite, isUniform, localPlace, sumOperators } from '../../spin/index.js';
import { type Span, refuse } from '../../text/index.js';
import { placed } from '../sites.js';
import { operatorValue } from '../value.js';
import { type LanguageFunction, argumentSpan, operatorArgument } from './function.js';

export const densityFunction: LanguageFunction = {
  name: 'density',
  natural: true,
  operators: 1,
  onChain: true,
  apply(call) {
    if (call.scope.finite?.kind === 'open') {
      refuse('free-site-on-open-chain', 'a density has a free j, and the sites of an open chain are not equivalent', {
        span: call.node.span,
        hint: 'take the density of the infinite chain, before the prefix on open(N):',
      });
    }
    const density = operatorValue(densityOf(operatorArgument(call, 0), argumentSpan(call, 0)), {
      free: true,
      fixed: false,
      weighted: false,
    });
    // On a ring the density is the operator at site 0.
    return call.scope.finite === undefined ? placed(density, call.node.span, call.scope) : density;
  },
};

/** @diagnostic `not-a-chain-sum`, `not-translation-invariant` */
function densityOf(o: Operator, span: Span): Operator {
  for (const term of o.terms) {
    if (term.place.kind !== 'chain') {
      refuse('not-a-chain-sum', 'density takes a chain sum, and this operator stands at one place', {
        span,
        hint: 'as in density(sum_j S_j·S_<j+1>)',
      });
    }
    if (!isUniform(term.place.weight))
      refuse('not-translation-invariant', 'a sum with position weights has no density that is the same everywhere');
  }
  return sumOperators([
    {
      terms: o.terms.map(({ word, place, coefficient }) => ({
        word,
        place: localPlace(firstSite(place), displacementSite(place)),
        coefficient,
      })),
    },
  ]);
}
