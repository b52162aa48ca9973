import { refuse } from '../text/index.js';
import { rootOfInteger } from './coefficient-root.js';
import {
  type Coefficient,
  type CoefficientTerm,
  addCoefficients,
  fromGaussian,
  fromTerms,
  imaginaryUnit,
  isZeroCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  scaleCoefficient,
  subtractCoefficients,
  zeroCoefficient,
} from './coefficient.js';
import { gaussian, gaussianOne } from './gaussian.js';
import { type Monomial, conjugateMonomial, conjugateSymbol, modeMonomial, withoutMode } from './monomial.js';
import { type Rational, multiplyRational, rational, rationalText } from './rational.js';

/** The base frequencies of the Fourier modes in a coefficient, as monomials; 1 stands for numeric ones. */
export function baseFrequencies(a: Coefficient): Set<Monomial> {
  const found = new Set<Monomial>();
  for (const { monomial } of a.terms) if (monomial.mode) found.add(monomial.mode.base);
  return found;
}

/** e^{i·frequency·t} for a frequency that is a rational times one monomial. */
export function modeCoefficient(frequency: Coefficient): Coefficient {
  if (isZeroCoefficient(frequency)) return oneCoefficient;
  const term = frequency.terms[0]!;
  if (frequency.terms.length > 1 || term.value.im !== 0 || term.monomial.mode) {
    refuse('frequency', 'a frequency must be a real number times one product of parameters', {
      hint: 'name the frequency: cos(ω t)',
    });
  }
  if (conjugateMonomial(term.monomial) !== term.monomial) {
    const { symbol } = term.monomial.factors.find((f) => conjugateSymbol(f.symbol) !== f.symbol)!;
    refuse('complex-frequency', `a frequency is a real number, and ${symbol.name} is a complex parameter`, {
      hint: `declare it real: param ${symbol.name} real`,
    });
  }
  return fromGaussian(gaussianOne, modeMonomial(term.monomial, rational(term.value.re, term.value.den)));
}

/** The Fourier components: multiple of the base frequency → its coefficient, without modes. */
export function fourierComponents(a: Coefficient): { multiple: Rational; coefficient: Coefficient }[] {
  const groups = new Map<string, { multiple: Rational; terms: CoefficientTerm[] }>();
  for (const { monomial, value } of a.terms) {
    const multiple = monomial.mode?.multiple ?? rational(0);
    const key = rationalText(multiple);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { multiple, terms: [] }));
    group.terms.push({ monomial: withoutMode(monomial), value });
  }
  return [...groups.values()].map(({ multiple, terms }) => ({ multiple, coefficient: fromTerms(terms) }));
}

/** e^{iπr} where 12r is an integer, exactly. */
export function rootOfUnity(r: Rational): Coefficient | undefined {
  const twelfths = multiplyRational(r, rational(12));
  if (twelfths.den !== 1) return undefined;
  const n = ((Number(BigInt(twelfths.num) % 24n) % 24) + 24) % 24;
  return addCoefficients(cosine(n), multiplyCoefficients(imaginaryUnit, cosine((n + 18) % 24)));
}

/** cos(πn/12), n = 0 … 23. Above, sin a = cos(a − π/2) is the shift by 18. */
function cosine(n: number): Coefficient {
  const m = n > 12 ? 24 - n : n;
  if (m > 6) return negateCoefficient(cosine(12 - m));
  const root = (k: number): Coefficient => rootOfInteger(k);
  const fraction = (c: Coefficient, den: number): Coefficient => scaleCoefficient(c, gaussian(1, 0, den));
  switch (m) {
    case 0:
      return oneCoefficient;
    case 1:
      return fraction(addCoefficients(root(6), root(2)), 4);
    case 2:
      return fraction(root(3), 2);
    case 3:
      return fraction(root(2), 2);
    case 4:
      return fraction(oneCoefficient, 2);
    case 5:
      return fraction(subtractCoefficients(root(6), root(2)), 4);
    default:
      return zeroCoefficient;
  }
}
