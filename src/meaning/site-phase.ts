import {
  type Coefficient,
  asGaussian,
  fromGaussian,
  fromSymbol,
  gaussian,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  powerCoefficient,
  unit,
  zeroCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  type WeightedCoefficient,
  addOperators,
  identityOperator,
  isUniform,
  staggeredWeight,
  powersAlong,
  sumOperators,
  weightIn,
  weighted,
  everySite,
} from '../spin/index.js';
import { type Span, refuse } from '../text/index.js';
import { exponentialOf, pi } from './time.js';
import { type Value, type WeightValue, scalarValue, weightValue } from './value.js';

/** The functions of an angle. */
type PhaseFunction = 'exp' | 'cos' | 'sin';

/**
 * exp, cos or sin of an angle that grows from site to site by a multiple n of π, by another rational multiple of it, or by declared phases (language rule
 * 29):
 *
 *   f(i π n j + c) = (−1)^{nj} f(c),   exp(i φ j + c) = w(j) exp(c) with the weight w(j) = e^{iφj}
 *
 * For other rational multiples of π the weight repeats after up to 24 sites, if its values are exact.
 *
 * @param weight  the argument: a scalar linear in j
 * @param f  the function at the part that does not depend on j
 * @diagnostic `site-phase` for any other dependence on j
 */
export function phaseOfSite(
  weight: WeightValue,
  name: PhaseFunction,
  f: (c: Coefficient) => Coefficient,
  span: Span,
): Value {
  let constant = zeroCoefficient;
  let slope = zeroCoefficient;
  for (const { coefficient, place } of weight.operator.terms) {
    const w = weightIn(place);
    if (isUniform(w)) constant = coefficient;
    else if (w.power === 1 && w.sign === 1 && w.turn === unit && w.sites === everySite) slope = coefficient;
    else refuseSitePhase(name, span);
  }
  const turns = halfTurns(slope, name);
  if (turns !== undefined) {
    const value = f(constant);
    return turns % 2n === 0n ? scalarValue(value) : weightValue(weighted(identityOperator(value), staggeredWeight));
  }
  // e^{iθ} per site, and e^{±ic}: of exp the argument is i (θ j + c).
  const real = (c: Coefficient): Coefficient =>
    name === 'exp' ? multiplyCoefficients(c, fromGaussian(gaussian(0, -1))) : c;
  if (!isAngle(real(slope))) refuseSitePhase(name, span);
  const along = (n: 1 | -1, factor: Coefficient) => {
    const signed = (c: Coefficient): Coefficient => (n === 1 ? real(c) : negateCoefficient(real(c)));
    const w = powersAlong(exponentialOf(signed(slope), name)) ?? refuseSitePhase(name, span);
    const value = multiplyCoefficients(factor, exponentialOf(signed(constant), name));
    return alongChain(w, value);
  };
  if (name === 'exp') return weightValue(along(1, oneCoefficient));
  const half = fromGaussian(name === 'cos' ? gaussian(1, 0, 2) : gaussian(0, -1, 2));
  const other = name === 'cos' ? half : negateCoefficient(half);
  return weightValue(addOperators(along(1, half), along(-1, other)));
}

/** A scalar times a weight that is given by its summands. */
export function alongChain(weight: readonly WeightedCoefficient[], value: Coefficient): Operator {
  return sumOperators(
    weight.map((part) => weighted(identityOperator(multiplyCoefficients(value, part.coefficient)), part.weight)),
  );
}

/** Is every term a real multiple of π or of a declared phase? */
function isAngle({ terms }: Coefficient): boolean {
  return terms.every(({ monomial, value }) => {
    const [factor] = monomial.factors;
    const isOne = monomial.factors.length === 1 && factor!.doubled === 2;
    return value.im === 0 && isOne && (factor!.symbol === pi || factor!.symbol.kind === 'angle');
  });
}

function refuseSitePhase(name: PhaseFunction, span: Span): never {
  const example = (angle: string): string => (name === 'exp' ? `exp(i ${angle} j)` : `${name}(${angle} j)`);
  return refuse(
    'site-phase',
    `${name} of an angle that does not grow along the chain by multiples of π/12 or of declared phases`,
    {
      span,
      hint: `write ${example('π')}, which is (-1)^j, or declare a phase, param φ phase, and write ${example('φ')}`,
    },
  );
}

/** n of i π n (of π n for cos and sin); undefined for anything else. */
function halfTurns(coefficient: Coefficient, name: PhaseFunction): bigint | undefined {
  const direction = name === 'exp' ? gaussian(0, -1) : gaussian(1);
  const inverse = powerCoefficient(fromSymbol(pi), -1);
  const turns = asGaussian(multiplyCoefficients(multiplyCoefficients(coefficient, inverse), fromGaussian(direction)));
  return turns && turns.im === 0 && turns.den === 1 ? BigInt(turns.re) : undefined;
}
