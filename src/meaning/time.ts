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
  phaseSymbol,
  rational,
  rationalText,
  refuseConstants,
  rootOfUnity,
  scaleCoefficient,
  unit,
  multiplyMonomials,
  symbolPower,
} from '../exact/index.js';
import type { Gaussian, Monomial, Rational } from '../exact/index.js';
import { nameText } from '../language/index.js';
import { type Span, locate, refuse } from '../text/index.js';
import { plainName } from './assumptions.js';
import { type Value, mapValue } from './value.js';

/** t inside sin, cos and exp is a formal symbol with this name, which no parameter can have, since t is reserved. */
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
export function exponentialOf(angle: Coefficient, called: string): Coefficient {
  const frequency: CoefficientTerm[] = [];
  const phase: CoefficientTerm[] = [];
  for (const term of angle.terms) {
    const power = term.monomial.factors.find((f) => f.symbol === time)?.doubled ?? 0;
    if (power === 0) phase.push(term);
    else if (term.monomial.factors.some((f) => f.symbol.kind === 'angle')) {
      refuse('phase', `${called} of a phase times t`, { hint: 'a frequency is a real parameter: exp(i ω t)' });
    } else if (power === 2) {
      const { monomial } = multiplyMonomials(term.monomial, symbolPower(time, -2));
      frequency.push({ monomial, value: term.value });
    } else {
      refuse('time', `${called} of something that is not linear in t`, {
        hint: 'write sin(ω t), cos(ω t) or exp(i ω t)',
      });
    }
  }
  return multiplyCoefficients(modeCoefficient(fromTerms(frequency)), exponentialOfPhase(fromTerms(phase), called));
}

/** e^{i(q + r π + n φ + …) − (s + u π)} for rationals q, r, s, u, integers n and declared phases φ. */
function exponentialOfPhase(phase: Coefficient, called: string): Coefficient {
  let result = oneCoefficient;
  for (const { monomial, value } of phase.terms) {
    const ofPi = monomial === symbolPower(pi, 2);
    const [declared] = monomial.factors;
    if (declared?.symbol.kind === 'angle' && monomial === symbolPower(declared.symbol, 2)) {
      result = multiplyCoefficients(result, powerOfPhase(declared.symbol.name, value, called));
      continue;
    }
    if (!ofPi && monomial !== unit) refuseFreePhase(phase, called);
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

/** e^{inφ} for an integer n: for other exponents the root of e^{iφ} would have two signs. */
function powerOfPhase(name: string, { re, im, den }: Gaussian, called: string): Coefficient {
  if (im !== 0) {
    refuse('phase', `${called} of an imaginary multiple of the phase ${nameText(name)}`, {
      hint: `write exp(i ${nameText(name)}), cos(${nameText(name)})`,
    });
  }
  if (den !== 1 || typeof re !== 'number') {
    refuse(
      'part-of-a-phase',
      `${called} of ${rationalText(rational(re, den))} times the phase ${nameText(name)} has more than one value, since only exp(i ${nameText(name)}) is known`,
      {
        hint: 'declare the smallest angle as the phase, param θ phase, and write its multiples: exp(2 i θ)',
      },
    );
  }
  return fromTerms([{ monomial: symbolPower(phaseSymbol(name), 2 * re), value: gaussian(1) }]);
}

/** Refuses an angle with parameters; the hint says that they can be declared as phases if it is linear in them. */
function refuseFreePhase(phase: Coefficient, called: string): never {
  const linear = phase.terms.filter(({ monomial }) => monomial !== unit && monomial !== symbolPower(pi, 2));
  const names = linear.map(({ monomial: { factors, mode } }) =>
    factors.length === 1 && factors[0]!.doubled === 2 && factors[0]!.symbol.kind === 'real' && !mode
      ? factors[0]!.symbol.name
      : undefined,
  );
  const text = coefficientText(phase);
  const hint = linear.some(({ value }) => value.im !== 0)
    ? 'a real exponential is no exact number: name it, as in param w real'
    : names.every((name) => name !== undefined)
      ? `declare ${names.length === 1 ? 'it' : 'them'} as a phase first: param ${names.map((name) => nameText(plainName(name!))).join(', ')} phase`
      : 'an angle is a number such as π/6, or a sum of integer multiples of declared phases: param φ phase, then exp(2 i φ)';
  refuse('phase', `${called} of the angle ${text}, which is no number and no declared phase`, { hint });
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
  return exponentialOf(multiplyCoefficients(argument, fromGaussian(gaussian(0, -1))), 'exp');
}

/** cos a = (e^{ia} + e^{−ia})/2 */
export function cos(angle: Coefficient): Coefficient {
  const sum = addCoefficients(exponentialOf(angle, 'cos'), exponentialOf(negateCoefficient(angle), 'cos'));
  return scaleCoefficient(sum, gaussian(1, 0, 2));
}

/** sin a = (e^{ia} − e^{−ia})/2i */
export function sin(angle: Coefficient): Coefficient {
  const difference = addCoefficients(
    exponentialOf(angle, 'sin'),
    negateCoefficient(exponentialOf(negateCoefficient(angle), 'sin')),
  );
  return scaleCoefficient(difference, gaussian(0, -1, 2));
}

/**
 * Refuses a value with two base frequencies, because an expression may contain the harmonics of one drive only
 * (language rule 16).
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
 * Refuses a value that contains numbers without exact form, positions of point scatterers included.
 *
 * @diagnostic `inexact-constant`
 */
export function refuseInexactValue(value: Value, span: Span, what: string): void {
  eachCoefficient(value, (c) => locate(span, () => refuseConstants(c, what)));
}

function eachCoefficient(value: Value, look: (c: Coefficient) => void): void {
  mapValue(value, (c) => {
    look(c);
    return c;
  });
  if (value.kind === 'levels') for (const { position } of value.levels.entries) if (position) look(position);
}
