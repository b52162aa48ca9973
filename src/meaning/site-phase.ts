import {
  type Coefficient,
  asGaussian,
  fromGaussian,
  fromSymbol,
  gaussian,
  multiplyCoefficients,
  powerCoefficient,
  zeroCoefficient,
} from '../exact/index.js';
import { identityOperator, isUniform, staggeredWeight, weighted, weightIn } from '../spin/index.js';
import { type Span, refuse } from '../text/index.js';
import { pi } from './time.js';
import { type Value, type WeightValue, scalarValue, weightValue } from './value.js';

/**
 * exp, cos or sin of an angle that grows by a multiple n of π from site to site (language rule 29):
 *
 *   f(i π n j + c) = (−1)^{nj} f(c)
 *
 * @param weight  the argument: a scalar linear in j
 * @param f  the function at the part that does not depend on j
 * @diagnostic `site-phase` for any other dependence on j
 */
export function phaseOfSite(
  weight: WeightValue,
  name: 'exp' | 'cos' | 'sin',
  f: (c: Coefficient) => Coefficient,
  span: Span,
): Value {
  let constant = zeroCoefficient;
  let odd = false;
  for (const { coefficient, place } of weight.operator.terms) {
    if (isUniform(weightIn(place))) {
      constant = coefficient;
      continue;
    }
    const { power, sign } = weightIn(place);
    const turns = power === 1 && sign === 1 ? halfTurns(coefficient, name) : undefined;
    if (turns === undefined) {
      refuse('site-phase', `${name} of this angle is no sign that alternates along the chain`, {
        span,
        hint: `an angle may grow by a multiple of π from site to site: ${name === 'exp' ? 'exp(i π j)' : `${name}(π j)`}, which is (-1)^j`,
      });
    }
    odd = turns % 2n !== 0n;
  }
  const value = f(constant);
  return odd ? weightValue(weighted(identityOperator(value), staggeredWeight)) : scalarValue(value);
}

/** n of i π n (of π n for cos and sin); undefined for anything else. */
function halfTurns(coefficient: Coefficient, name: 'exp' | 'cos' | 'sin'): bigint | undefined {
  const unit = name === 'exp' ? gaussian(0, -1) : gaussian(1);
  const inverse = powerCoefficient(fromSymbol(pi), -1);
  const turns = asGaussian(multiplyCoefficients(multiplyCoefficients(coefficient, inverse), fromGaussian(unit)));
  return turns && turns.im === 0 && turns.den === 1 ? BigInt(turns.re) : undefined;
}
