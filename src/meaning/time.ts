import {
  type Coefficient,
  addCoefficients,
  asRational,
  coefficientText,
  fromGaussian,
  fromTerms,
  gaussian,
  isZero,
  modeCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  parameterSymbol,
  rootOfUnity,
  scaleCoefficient,
} from '../exact/index.js';
import { multiplyMonomials, symbolPower } from '../exact/monomial.js';
import { refuse } from '../text/index.js';

/** t inside sin, cos, exp, and π, are formal symbols of these names; no parameter can have them (they are reserved). */
export const time = parameterSymbol('t');
export const pi = parameterSymbol('pi');

/**
 * exp(i·angle) for an angle (scalar)·t + phase, exactly: a Fourier mode times a root of unity.
 *
 * @param angle  in the symbols `time` and `pi`
 * @diagnostic `frequency`, `phase`
 */
export function exponential(angle: Coefficient, called: string): Coefficient {
  const frequency: Coefficient['terms'][number][] = [];
  const phase: Coefficient['terms'][number][] = [];
  for (const term of angle.terms) {
    const power = term.monomial.factors.find((f) => f.symbol === time)?.doubled ?? 0;
    if (power === 0) phase.push(term);
    else if (power === 2) {
      const { monomial } = multiplyMonomials(term.monomial, symbolPower(time, -2));
      frequency.push({ monomial, value: term.value });
    } else {
      refuse('time', `${called} of something that is not linear in t`, { hint: 'write sin(ω t), cos(ω t) or exp(i ω t)' });
    }
  }
  return multiplyCoefficients(modeCoefficient(fromTerms(frequency)), rootOfPhase(fromTerms(phase), called));
}

function rootOfPhase(phase: Coefficient, called: string): Coefficient {
  if (isZero(phase)) return oneCoefficient;
  const term = phase.terms[0]!;
  const ofPi = phase.terms.length === 1 && term.monomial === symbolPower(pi, 2) ? asRational(term.value) : undefined;
  const root = ofPi && rootOfUnity(ofPi);
  if (!root) {
    refuse('phase', `${called} of the phase ${coefficientText(phase)} is not exact`, {
      hint: 'exact phases are multiples of π/12, as in exp(i π/6); any other belongs into a model for the numerical commands',
    });
  }
  return root;
}

/** e^{argument}: the argument must be imaginary. */
export function exp(argument: Coefficient): Coefficient {
  return exponential(multiplyCoefficients(argument, fromGaussian(gaussian(0, -1))), 'exp');
}

/** cos a = (e^{ia} + e^{−ia})/2 */
export function cos(angle: Coefficient): Coefficient {
  const sum = addCoefficients(exponential(angle, 'cos'), exponential(negateCoefficient(angle), 'cos'));
  return scaleCoefficient(sum, gaussian(1, 0, 2));
}

/** sin a = (e^{ia} − e^{−ia})/2i */
export function sin(angle: Coefficient): Coefficient {
  const difference = addCoefficients(
    exponential(angle, 'sin'),
    negateCoefficient(exponential(negateCoefficient(angle), 'sin')),
  );
  return scaleCoefficient(difference, gaussian(0, -1, 2));
}
