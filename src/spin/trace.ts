import {
  type Coefficient,
  addCoefficients,
  gaussian,
  powerInteger,
  scaleCoefficient,
  zeroCoefficient,
} from '../exact/index.js';
import { refuse } from '../text/index.js';
import { type FiniteChain, onFiniteChain } from './finite-chain.js';
import type { Operator } from './operator.js';
import { isDisplaced } from './place.js';
import { type Weight, isTurning, weightPeriod, weightAt } from './weight.js';
import { isIdentity } from './word.js';

/**
 * The trace of an operator on a finite chain of N sites,
 *
 *   Tr A = 2^N · (coefficient of the identity)
 *
 * On the infinite chain it is the coefficient itself: Tr A / 2^N for a local operator, and per site, Tr A / (2^N N) on a
 * long chain, for a chain sum.
 *
 * @group Numbers
 * @param chain  the finite chain on which the operator is realised; without it the chain is infinite
 * @throws DiagnosticError `position-weight` for a sum over the infinite chain whose trace per site depends on the site,
 *   `mixed-operator` for a chain sum and a local operator together, `displacement-norm`, and those of `onRing` and
 *   `onOpenChain`
 */
export function trace(operator: Operator, chain?: FiniteChain): Coefficient {
  const { terms } = chain ? onFiniteChain(operator, chain) : operator;
  if (new Set(terms.map((t) => t.place.kind === 'chain')).size > 1) {
    refuse('mixed-operator', 'a chain sum and a local operator have no common normalisation', {
      hint: 'take the trace of chain sums, or of local operators, or on a finite chain: on ring(8): trace(A)',
    });
  }
  let sum = zeroCoefficient;
  for (const { word, place, coefficient } of terms) {
    if (isDisplaced(place))
      refuse('displacement-norm', 'the trace of an operator that carries a bath displacement is not one over spins');
    if (!isIdentity(word)) continue;
    sum = addCoefficients(sum, place.kind === 'chain' ? scaledByMean(coefficient, place.weight) : coefficient);
  }
  return chain ? scaleCoefficient(sum, gaussian(powerInteger(2, chain.sites))) : sum;
}

/** c times the mean of a weight over its period. */
function scaledByMean(c: Coefficient, weight: Weight): Coefficient {
  if (weight.power > 0 || isTurning(weight)) {
    refuse('position-weight', 'a trace per site of an operator with position weights does not exist', {
      hint: 'on open(8): trace(A) is that of an open chain',
    });
  }
  const period = weightPeriod(weight);
  let sum = 0;
  for (let j = 0; j < period; j++) sum += Number(weightAt(weight, j).factor);
  return scaleCoefficient(c, gaussian(sum, 0, period));
}
