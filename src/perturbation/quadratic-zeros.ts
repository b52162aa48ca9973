import {
  type Coefficient,
  fromInteger,
  gaussian,
  invertCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  rootCoefficient,
  scaleCoefficient,
  subtractCoefficients,
} from '../exact/index.js';
import { type Coupling, couplingSymbols, inPowersOf, zerosOf } from './factors.js';

/**
 * All zeros of a polynomial, each solved for a coupling: that of `zerosOf`, or those of a x² + b x + c with a single term a
 * and a discriminant whose root is a single term, x = (−b ± √(b² − 4 a c))/(2 a).
 *
 * @returns `never` if it does not vanish; undefined if it was not solved
 */
export function allZerosOf(f: Coefficient): readonly (readonly Coupling[])[] | 'never' | undefined {
  const at = zerosOf(f);
  if (at !== undefined) return at === 'never' ? at : [at];
  for (const symbol of couplingSymbols(f)) {
    const powers = inPowersOf(f, symbol);
    if (powers?.length !== 3 || powers[2]!.terms.length !== 1) continue;
    const [c, b, a] = powers as [Coefficient, Coefficient, Coefficient];
    const discriminant = subtractCoefficients(
      multiplyCoefficients(b, b),
      scaleCoefficient(multiplyCoefficients(a, c), gaussian(4)),
    );
    const sign = signOfSquare(discriminant);
    // Without couplings in it, a negative discriminant leaves no real zero.
    if (sign === -1 && discriminant.terms[0]!.monomial.factors.length === 0) return 'never';
    if (sign !== 1) continue;
    const root = rootCoefficient(discriminant);
    const scale = invertCoefficient(multiplyCoefficients(fromInteger(2), a));
    return [root, negateCoefficient(root)].map((r) => [
      { name: symbol.name, value: multiplyCoefficients(subtractCoefficients(r, b), scale) },
    ]);
  }
  return undefined;
}

/** The sign of a real single term with even powers of real couplings; undefined for others. */
function signOfSquare({ terms }: Coefficient): 1 | -1 | undefined {
  const [term] = terms;
  if (!term || terms.length > 1 || term.value.im !== 0) return undefined;
  const isSquare = term.monomial.factors.every(({ symbol, doubled }) => symbol.kind === 'real' && doubled % 4 === 0);
  return isSquare ? (term.value.re > 0 ? 1 : -1) : undefined;
}
