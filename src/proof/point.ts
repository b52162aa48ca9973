import {
  type Coefficient,
  type ScalarSymbol,
  coefficientText,
  fromGaussian,
  constantSymbol,
  fromInteger,
  fromSymbol,
  gaussian,
  isZeroCoefficient,
  rational,
  rootOfUnity,
  scaleCoefficient,
  substituteCoefficient,
  symbolsOf,
} from '../exact/index.js';
import { DiagnosticError } from '../text/index.js';

/** Number of values tried for one parameter before it is left open. */
const most = 10_000;

/**
 * A point where a coefficient that is not identically zero does not vanish, parameter by parameter: a Laurent
 * polynomial in one variable has finitely many roots, so one of the squares 1, 4, 9 … will do. Squares keep roots
 * rational. A complex parameter and its conjugate are two variables, so values n + m i are tried too. A parameter stays
 * open where no value fits, as in sqrt(g) - sqrt(conj(g)) of a complex g, whose roots are exact at positive numbers
 * only. A phase φ is given by e^{iφ}.
 */
export function nonVanishingValues(c: Coefficient): Map<string, Coefficient> {
  return new Map([...searchPoint(c)].map(([name, { value }]) => [name, value]));
}

/** A value to substitute, and how the statement gives it to the parameter. */
interface Setting {
  readonly value: Coefficient;
  readonly text: string;
}

function searchPoint(c: Coefficient): Map<string, Setting> {
  const point = new Map<string, Setting>();
  let rest = c;
  const kinds = new Map([...symbolsOf(c)].map((s: ScalarSymbol) => [s.name, s.kind]));
  for (const [name, kind] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const { value, text } of kind === 'phase' ? angles() : plain(kind === 'real' ? squares() : complexValues())) {
      const next = trySubstitute(rest, name, value);
      if (next && !isZeroCoefficient(next)) {
        rest = next;
        point.set(name, { value, text });
        break;
      }
    }
  }
  return point;
}

/** As `nonVanishingValues`, with the values as text. */
export function nonVanishingPoint(c: Coefficient): Map<string, string> {
  return new Map([...searchPoint(c)].map(([name, { text }]) => [name, text]));
}

function* plain(values: Iterable<Coefficient>): Generator<Setting> {
  for (const value of values) yield { value, text: coefficientText(value) };
}

/** The angles whose sine and cosine are exact, the simplest first. */
function* angles(): Generator<Setting> {
  for (const den of [1, 2, 3, 4, 6, 12]) {
    for (let num = den === 1 ? 0 : 1; num < 2 * den; num++) {
      const angle = rational(num, den);
      if (angle.den === den)
        yield {
          value: rootOfUnity(angle)!,
          text: coefficientText(scaleCoefficient(fromSymbol(constantSymbol('pi', Math.PI)), gaussian(num, 0, den))),
        };
    }
  }
}

function* squares(): Generator<Coefficient> {
  for (let root = 1; root <= most; root++) yield fromInteger(root * root);
}

/**
 * 1, then n + m i along the diagonals, so that the grid becomes large enough for every polynomial in g and conj(g);
 * squares come in between.
 */
function* complexValues(): Generator<Coefficient> {
  let tried = 0;
  for (let sum = 1; tried < most; sum++) {
    yield fromInteger(sum * sum);
    for (let im = 1; im <= sum; im++, tried++) yield fromGaussian(gaussian(sum - im, im));
  }
}

/** The coefficient at a value; undefined where the value is not allowed, since it may make a denominator vanish. */
function trySubstitute(c: Coefficient, name: string, value: Coefficient): Coefficient | undefined {
  try {
    return substituteCoefficient(c, new Map([[name, value]]));
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined;
    throw error;
  }
}
