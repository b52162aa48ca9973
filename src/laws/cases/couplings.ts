import {
  type Coefficient,
  asGaussian,
  equalCoefficients,
  fromGaussian,
  fromSymbol,
  gaussian,
  isZeroCoefficient,
  parameterSymbol,
} from '../../exact/index.js';
import { DiagnosticError, refuse } from '../../text/index.js';
import { type Domain, lazily } from '../../law/index.js';
import { scalarOf, scalarText } from '../language.js';

const number = (num: number, den = 1): Coefficient => fromGaussian(gaussian(num, 0, den));

/** The simplest values, in their order. */
const simple = [number(1), number(0), number(-1), number(2), number(1, 2)];
const largest = 9;
const denominators = [1, 1, 2, 3, 5];

/** Options for the values of a coupling. */
export interface CouplingOptions {
  /** whether 0 is allowed */
  readonly zero?: boolean;
  readonly unit?: string;
  /** whether only numbers are drawn, so that no parameter stays open */
  readonly numeric?: boolean;
  /** further corner values, as text of the language */
  readonly corners?: readonly string[];
}

/**
 * A real coupling. Its usual value is the open parameter itself, so that the first case of a law covers all values;
 * then 1, 0, −1, 2, 1/2, and rationals of small denominator.
 */
export function couplingDomain(
  name: string,
  { zero = true, unit = 'energy', numeric = false, corners = [] }: CouplingOptions = {},
): Domain<Coefficient> {
  const open = fromSymbol(parameterSymbol(name));
  const numbers = simple.filter((c) => zero || !isZeroCoefficient(c));
  const known = lazily(() => [...(numeric ? [] : [open]), ...numbers, ...corners.map((text) => scalarOf(text))]);
  const rank = (value: Coefficient): number => {
    const k = numbers.findIndex((c) => equalCoefficients(c, value));
    return k >= 0 ? k : asGaussian(value) ? numbers.length : numbers.length + 1;
  };
  return {
    about: `real number${numeric ? '' : `, or the open parameter ${name}`}${zero ? '' : ', not 0'}`,
    unit,
    get corners() {
      return known();
    },
    sample(random) {
      const value = random.whole(-largest, largest);
      return number(value === 0 && !zero ? 1 : value, random.pick(denominators));
    },
    *simpler(value) {
      yield* numbers.slice(0, rank(value));
    },
    write: scalarText,
    read(text) {
      const value = readScalar(text);
      if (!zero && isZeroCoefficient(value)) refuse('bad-value', `${name} may not be 0 here`);
      if (numeric && !asGaussian(value)) refuse('bad-value', `${name} is a number here, not ${text}`);
      return value;
    },
  };
}

function readScalar(text: string): Coefficient {
  try {
    return scalarOf(text);
  } catch (error) {
    if (error instanceof DiagnosticError) return refuse('bad-value', `"${text}" is no scalar`);
    throw error;
  }
}

/** Options for the scalars that are drawn. */
export interface CoefficientOptions {
  /** whether only real scalars are drawn, without the complex parameter */
  readonly real?: boolean;
  /** most terms */
  readonly most?: number;
}

const complexG = fromSymbol(parameterSymbol('g', 'complex'));

/** Coefficients: Gaussian rationals, the real parameter J with half-integer powers, the complex parameter g. */
export function coefficientDomain({ real = false, most = 3 }: CoefficientOptions = {}): Domain<Coefficient> {
  const texts = real
    ? ['1', '0', '-2/3', 'J', 'sqrt(2)', 'sqrt(J)', 'J^-1 + 1/7', 'J^2 - sqrt(3)']
    : ['1', '0', 'i', 'J', 'g', 'sqrt(2)', '1/2 + i/3', 'i sqrt(J) + conj(g)', 'g conj(g) - 2 i J^-1'];
  const read = (text: string): Coefficient => scalarOf(text, { g: complexG });
  const known = lazily(() => texts.map(read));
  return {
    about: real ? 'real coefficient' : 'coefficient: Gaussian rationals, J real, g complex, square roots',
    get corners() {
      return known();
    },
    sample(random) {
      const parts = Array.from({ length: random.whole(1, most) }, () => {
        const factor = random.pick(
          real ? ['1', 'J', 'sqrt(J)', 'sqrt(2)', 'J^-1'] : ['1', 'J', 'g', 'conj(g)', 'sqrt(J)', 'sqrt(3)', 'J^-1'],
        );
        const re = random.whole(-5, 5);
        const im = real ? 0 : random.whole(-5, 5);
        return `(${re} + ${im} i)/${random.whole(1, 6)}*${factor}`.replaceAll('+ -', '- ');
      });
      return read(parts.join(' + '));
    },
    *simpler(value) {
      const rank = texts.findIndex((t) => equalCoefficients(read(t), value));
      yield* texts.slice(0, rank >= 0 ? Math.min(rank, 2) : 2).map(read);
      if (value.terms.length > 1) for (const term of value.terms) yield { terms: [term] };
    },
    write: scalarText,
    read,
  };
}
