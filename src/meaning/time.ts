import {
  type Coefficient,
  type CoefficientTerm,
  addCoefficients,
  baseFrequencies,
  coefficientText,
  constantSymbol,
  fromGaussian,
  fromNumber,
  fromSymbol,
  fromTerms,
  gaussian,
  imaginaryUnit,
  isUndecided,
  modeCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  parameterSymbol,
  rational,
  refuseConstants,
  rootOfUnity,
  scaleCoefficient,
  unit,
} from '../exact/index.js';
import type { Monomial, Rational } from '../exact/index.js';
import { multiplyMonomials, symbolPower } from '../exact/monomial.js';
import { type Span, locate, refuse } from '../text/index.js';
import { type Value, mapValue } from './value.js';

/** t inside sin, cos, exp is a formal symbol of this name; no parameter can have it (t is reserved). */
export const time = parameterSymbol('t');
/** π, a constant without exact form outside exp(i π r). */
export const pi = constantSymbol('pi', Math.PI);

/**
 * exp(i·angle) for an angle (scalar)·t + phase: a Fourier mode, exactly, times the value at the phase. Phases that are
 * multiples of π/12 are exact; any other number is a constant without exact form, which claims refuse by name.
 *
 * @param angle  in the symbols `time` and `pi`
 * @diagnostic `frequency`, `phase`, `time`
 */
export function exponential(angle: Coefficient, called: string): Coefficient {
  const frequency: CoefficientTerm[] = [];
  const phase: CoefficientTerm[] = [];
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
  return multiplyCoefficients(modeCoefficient(fromTerms(frequency)), exponentialOfPhase(fromTerms(phase), called));
}

/** e^{i(q + r π) − (s + u π)} for rationals q, r, s, u. */
function exponentialOfPhase(phase: Coefficient, called: string): Coefficient {
  let result = oneCoefficient;
  for (const { monomial, value } of phase.terms) {
    const ofPi = monomial === symbolPower(pi, 2);
    if (!ofPi && monomial !== unit) {
      refuse('phase', `${called} of the phase ${coefficientText(phase)}, which is no number`, {
        hint: 'phases are numbers, such as π/6; for a phase that is free take a complex parameter of modulus one: param u complex',
      });
    }
    const angle = rational(value.re, value.den);
    const decay = rational(value.im, value.den);
    if (angle.num !== 0) {
      const exact = ofPi ? rootOfUnity(angle) : undefined;
      result = multiplyCoefficients(result, exact ?? rotation(angle, ofPi));
    }
    if (decay.num !== 0) {
      const minus = rational(typeof decay.num === 'number' ? 0 - decay.num : -decay.num, decay.den);
      result = multiplyCoefficients(result, constant('exp', minus, ofPi));
    }
  }
  return result;
}

/** cos a + i sin a */
function rotation(angle: Rational, ofPi: boolean): Coefficient {
  const negative = angle.num < 0;
  const size = negative ? rational(typeof angle.num === 'number' ? 0 - angle.num : -angle.num, angle.den) : angle;
  const sine = constant('sin', size, ofPi);
  const i = negative ? negateCoefficient(imaginaryUnit) : imaginaryUnit;
  return addCoefficients(constant('cos', size, ofPi), multiplyCoefficients(i, sine));
}

/** A function of a number as a constant, named as it is written: `cos(3/10)`, `sin(2/7*pi)`. */
function constant(name: 'cos' | 'sin' | 'exp', argument: Rational, ofPi: boolean): Coefficient {
  const symbol = fromNumber(argument);
  const text = coefficientText(ofPi ? multiplyCoefficients(symbol, fromSymbol(pi)) : symbol);
  const value = (Number(argument.num) / Number(argument.den)) * (ofPi ? Math.PI : 1);
  return fromSymbol(constantSymbol(`${name}(${text})`, Math[name](value)));
}

/** e^{argument} */
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

/**
 * Refuses a value in which two base frequencies meet: an expression holds the harmonics of one drive (language rule 16).
 *
 * @diagnostic `two-frequencies`
 */
export function checkOneFrequency(value: Value): void {
  let base: Monomial | undefined;
  mapValue(value, (c) => {
    for (const found of baseFrequencies(c)) {
      base ??= found;
      if (base !== found) {
        refuse('two-frequencies', 'two base frequencies meet in one expression', {
          hint: 'an expression may hold the harmonics of one drive frequency only: ω, 2 ω, …',
        });
      }
    }
    return c;
  });
}

/** Refuses a value in which it is undecided whether a coefficient vanishes. */
export function refuseUndecided(value: Value, span: Span, what: string): void {
  eachCoefficient(value, (c) => {
    if (isUndecided(c)) locate(span, () => refuseConstants(c, what));
  });
}

/**
 * Refuses a value that holds numbers without exact form, positions of point scatterers included.
 *
 * @diagnostic `inexact-constant`
 */
export function refuseInexact(value: Value, span: Span, what: string): void {
  eachCoefficient(value, (c) => locate(span, () => refuseConstants(c, what)));
}

function eachCoefficient(value: Value, look: (c: Coefficient) => void): void {
  mapValue(value, (c) => {
    look(c);
    return c;
  });
  if (value.kind === 'levels') for (const { position } of value.levels.entries) if (position) look(position);
}
