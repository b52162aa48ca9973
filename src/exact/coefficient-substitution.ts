import { symbolsOf } from './coefficient-content.js';
import { modeCoefficient } from './coefficient-modes.js';
import { rootCoefficient } from './coefficient-root.js';
import {
  type Coefficient,
  type CoefficientTerm,
  conjugateCoefficient,
  fromGaussian,
  fromTerms,
  multiplyCoefficients,
  oneCoefficient,
  powerCoefficient,
  scaleCoefficient,
} from './coefficient.js';
import { fromRational, gaussianOne, multiplyGaussian } from './gaussian.js';
import { type Monomial, symbolPower } from './monomial.js';

/**
 * Replaces parameters by coefficients, all at once. The value of a complex parameter also determines its conjugate; for
 * a phase φ the value is that of e^{iφ}.
 *
 * @diagnostic `root-of-negative`, `division-by-zero`, `division-by-sum`, `root-of-sum`, `frequency`
 */
export function substituteCoefficient(a: Coefficient, values: ReadonlyMap<string, Coefficient>): Coefficient {
  if (values.size === 0) return a;
  let untouched = true;
  for (const symbol of symbolsOf(a)) if (values.has(symbol.name)) untouched = false;
  if (untouched) return a;
  const parts: CoefficientTerm[] = [];
  for (const { monomial, value } of a.terms) {
    for (const term of substituteMonomial(monomial, values).terms) {
      parts.push({ monomial: term.monomial, value: multiplyGaussian(term.value, value) });
    }
  }
  return fromTerms(parts);
}

function substituteMonomial(m: Monomial, values: ReadonlyMap<string, Coefficient>): Coefficient {
  let result = oneCoefficient;
  for (const { symbol, doubled } of m.factors) {
    const bound = symbol.kind === 'prime' || symbol.kind === 'constant' ? undefined : values.get(symbol.name);
    let factor: Coefficient;
    if (bound === undefined) {
      factor = fromGaussian(gaussianOne, symbolPower(symbol, doubled));
    } else {
      // The value of a phase is that of e^{iφ}, and its inverse is its conjugate.
      if (symbol.kind === 'phase' && doubled < 0) {
        result = multiplyCoefficients(result, powerCoefficient(conjugateCoefficient(bound), -doubled / 2));
        continue;
      }
      const value = symbol.kind === 'conjugate' ? conjugateCoefficient(bound) : bound;
      factor =
        doubled % 2 === 0 ? powerCoefficient(value, doubled / 2) : powerCoefficient(rootCoefficient(value), doubled);
    }
    result = multiplyCoefficients(result, factor);
  }
  if (m.mode) {
    const base = substituteMonomial(m.mode.base, values);
    result = multiplyCoefficients(result, modeCoefficient(scaleCoefficient(base, fromRational(m.mode.multiple))));
  }
  return result;
}
