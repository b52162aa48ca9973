import {
  type Coefficient,
  conjugateCoefficient,
  equalCoefficients,
  fromGaussian,
  gaussian,
  invertCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  zeroCoefficient,
  gcd,
} from '../exact/index.js';
import { checkInterrupt } from '../text/index.js';

/** ∏ z^exponent = numerator / denominator, for phases z. */
export interface PhaseEquation {
  readonly exponents: ReadonlyMap<string, number>;
  readonly numerator: Coefficient;
  readonly denominator: Coefficient;
}

export const impossible: PhaseEquation = {
  exponents: new Map(),
  numerator: oneCoefficient,
  denominator: zeroCoefficient,
};

/** Time shifts in units of one period of the greatest common divisor of the multiples. */
export function commonTime(equations: readonly PhaseEquation[]): PhaseEquation[] {
  const denominators = [
    ...new Set(
      equations.flatMap((e) =>
        [...e.exponents.keys()].filter((k) => k.startsWith('time 1/')).map((k) => Number(k.slice(7))),
      ),
    ),
  ];
  const common = denominators.reduce((a, b) => (a * b) / gcd(a, b), 1);
  return equations.map((e) => ({
    ...e,
    exponents: new Map(
      [...e.exponents].map(([k, n]): [string, number] =>
        k.startsWith('time 1/') ? ['time', (n * common) / Number(k.slice(7))] : [k, n],
      ),
    ),
  }));
}

/** Largest number of terms of a product of coefficients that is compared. */
const longestProduct = 400;

/**
 * Are there phases that obey all the equations? The group of phases is divisible, so a solution on the subgroup of the
 * exponents extends to all of them. It suffices that equations whose exponents cancel are 1 = 1, and that all numbers
 * have modulus 1.
 */
export function soluble(equations: readonly PhaseEquation[], angleNames: readonly string[]): boolean {
  const pivots = new Map<string, PhaseEquation>();
  const isFixed = (name: string): boolean => /^[γαβ]/u.test(name) && !angleNames.includes(name);
  for (const equation of equations) {
    checkInterrupt();
    if (!isPhase(equation)) return false;
    let rest: PhaseEquation | undefined = {
      ...reduced(equation.numerator, equation.denominator),
      exponents: new Map([...equation.exponents].filter(([name, n]) => n !== 0 && !isFixed(name))),
    };
    while (rest) {
      const [pivot] = [...rest.exponents.keys()].sort();
      if (pivot === undefined) {
        if (!equalCoefficients(rest.numerator, rest.denominator)) return false;
        break;
      }
      const known = pivots.get(pivot);
      if (!known) {
        pivots.set(pivot, rest);
        break;
      }
      // Euclid's algorithm in the exponent of the pivot.
      const [a, b] = [rest.exponents.get(pivot)!, known.exponents.get(pivot)!];
      if (Math.abs(a) < Math.abs(b)) {
        pivots.set(pivot, rest);
        rest = combined(known, rest, -Math.trunc(b / a));
      } else {
        rest = combined(rest, known, -Math.trunc(a / b));
      }
      if (!rest) return false;
    }
  }
  return true;
}

function isPhase({ numerator, denominator }: PhaseEquation): boolean {
  const square = (c: Coefficient): Coefficient => multiplyCoefficients(c, conjugateCoefficient(c));
  return equalCoefficients(square(numerator), square(denominator));
}

/** a · b^n; undefined where the product is too long. */
function combined(a: PhaseEquation, b: PhaseEquation, n: number): PhaseEquation | undefined {
  const exponents = new Map(a.exponents);
  for (const [name, e] of b.exponents) {
    const sum = (exponents.get(name) ?? 0) + n * e;
    if (sum === 0) exponents.delete(name);
    else exponents.set(name, sum);
  }
  let { numerator, denominator } = a;
  const [up, down] = n > 0 ? [b.numerator, b.denominator] : [b.denominator, b.numerator];
  for (let k = 0; k < Math.abs(n); k++) {
    if (
      numerator.terms.length * up.terms.length > longestProduct ||
      denominator.terms.length * down.terms.length > longestProduct
    )
      return undefined;
    ({ numerator, denominator } = reduced(
      multiplyCoefficients(numerator, up),
      multiplyCoefficients(denominator, down),
    ));
  }
  return { exponents, numerator, denominator };
}

function reduced(
  numerator: Coefficient,
  denominator: Coefficient,
): { numerator: Coefficient; denominator: Coefficient } {
  if (equalCoefficients(numerator, denominator)) return { numerator: oneCoefficient, denominator: oneCoefficient };
  if (equalCoefficients(numerator, negateCoefficient(denominator)))
    return { numerator: minusOne, denominator: oneCoefficient };
  if (denominator.terms.length === 1)
    return { numerator: multiplyCoefficients(numerator, invertCoefficient(denominator)), denominator: oneCoefficient };
  return { numerator, denominator };
}

const minusOne = fromGaussian(gaussian(-1));
