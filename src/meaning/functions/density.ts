import {
  type Operator,
  bySpinOfCell,
  displacementSite,
  firstSite,
  isUniform,
  placeOfWord,
  sumOperators,
  uniformWeight,
  weightIn,
} from '../../spin/index.js';
import { type Span, refuse } from '../../text/index.js';
import { siteTerms, siteWordAt } from '../../triplet/index.js';
import { placed } from '../sites.js';
import { operatorValue } from '../value.js';
import { type LanguageFunction, argumentSpan, operatorArgument } from './function.js';

export const densityFunction: LanguageFunction = {
  name: 'density',
  spinOne: true,
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
    const spins = call.scope.environment.legs.length;
    const density = operatorValue(
      call.scope.environment.isSpinOne
        ? siteDensityOf(operatorArgument(call, 0), argumentSpan(call, 0))
        : densityOf(operatorArgument(call, 0), spins, argumentSpan(call, 0)),
      {
        free: true,
        fixed: false,
        weighted: false,
        ...(spins > 1 && { stride: spins }),
      },
    );
    // On a ring the density is the operator at site 0.
    return call.scope.finite === undefined ? placed(density, call.node.span, call.scope) : density;
  },
};

/** The same for spins 1. */
function siteDensityOf(o: Operator, span: Span): Operator {
  return sumOperators(
    siteTerms(o).map(({ letters, place, weight, coefficient }) => {
      if (place !== 'chain') refuseLocal(span);
      if (!isUniform(weight)) refuseWeight(span);
      return siteWordAt(letters, 0, coefficient);
    }),
  );
}

function refuseLocal(span: Span): never {
  return refuse('not-a-chain-sum', 'density takes a chain sum, and this operator stands at one place', {
    span,
    hint: 'as in density(sum_j S_j·S_<j+1>)',
  });
}

function refuseWeight(span: Span): never {
  return refuse('not-translation-invariant', 'a sum with position weights has no density that is the same everywhere', {
    span,
    hint: 'as in density(sum_j S_j·S_<j+1>)',
  });
}

/**
 * The density of cell j, by the spin of the cell at which a word begins; without a unit cell the density of site j.
 *
 * @param spins  spins in a cell
 * @diagnostic `not-a-chain-sum`, `not-translation-invariant`
 */
function densityOf(o: Operator, spins: number, span: Span): Operator {
  for (const term of o.terms) {
    if (term.place.kind !== 'chain') {
      refuseLocal(span);
    }
  }
  const parts = spins === 1 ? [o] : bySpinOfCell(o, spins);
  return sumOperators(
    parts.map(({ terms }, spin) => ({
      terms: terms.map(({ word, place, coefficient }) => {
        if (!isUniform(weightIn(place))) refuseWeight(span);
        const displacement = displacementSite(place);
        return {
          word,
          place: placeOfWord(
            word,
            uniformWeight,
            spin + firstSite(place),
            displacement === undefined ? undefined : spin + displacement,
          ),
          coefficient,
        };
      }),
    })),
  );
}
