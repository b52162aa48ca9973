import { limit, refuse } from '../text/index.js';
import {
  type Coefficient,
  fromGaussian,
  isZeroCoefficient,
  multiplyCoefficients,
  scaleCoefficient,
  zeroCoefficient,
} from './coefficient.js';
import { fromRational, gaussian, gaussianOne } from './gaussian.js';
import { multiplyIntegers, squareFree } from './integer.js';
import { powerMonomial, primeSymbol, symbolPower, unit } from './monomial.js';
import { multiplyRational, rational } from './rational.js';

/**
 * √a for a single monomial with a positive rational coefficient; parameters count as positive (language rule 19).
 */
export function rootCoefficient(a: Coefficient): Coefficient {
  if (isZeroCoefficient(a)) return zeroCoefficient;
  const term = a.terms[0]!;
  if (a.terms.length > 1) {
    refuse('root-of-sum', 'a square root of a sum of terms', {
      hint: 'only roots of a single term, such as sqrt(Δ/J), and of rational numbers are exact',
    });
  }
  if (
    term.value.im !== 0 ||
    term.monomial.factors.some(({ symbol }) => symbol.kind === 'complex' || symbol.kind === 'conjugate')
  ) {
    refuse('root-of-complex', 'a square root of a complex number', {
      hint: 'roots are taken of positive numbers and real parameters only',
    });
  }
  if (term.monomial.factors.some(({ symbol }) => symbol.kind === 'phase')) {
    refuse('root-of-phase', 'a square root of a phase has two signs', {
      hint: 'declare half the angle: param θ phase, and write exp(i θ) for the root and exp(2 i θ) for its square',
    });
  }
  if (term.value.re < 0) {
    const size = `${-term.value.re}${term.value.den === 1 ? '' : `/${term.value.den}`}`;
    refuse('root-of-negative', 'a square root of a negative number', {
      hint:
        term.monomial === unit
          ? `the root of -${size} is ${size === '1' ? 'i' : `i sqrt(${size})`}; a parameter under a root is positive`
          : 'take the sign out of the root: sqrt(-J) is i sqrt(J) for J > 0',
    });
  }
  const negative = term.monomial.factors.find(({ symbol }) => symbol.kind === 'constant' && symbol.value! < 0);
  if (negative) {
    refuse('root-of-negative', `a square root of ${negative.symbol.name}, which is negative`, {
      hint: 'roots are taken of positive numbers and parameters',
    });
  }
  const raised = powerMonomial(term.monomial, 1);
  if (!raised || term.monomial.mode !== undefined) {
    refuse('root-of-root', 'a square root of this term is not a monomial with half-integer exponents');
  }
  // √(n/d) = √(n d)/d
  const root = rootOfInteger(multiplyIntegers(term.value.re, term.value.den));
  const scale = multiplyRational(raised.factor, rational(1, term.value.den));
  return multiplyCoefficients(scaleCoefficient(root, fromRational(scale)), fromGaussian(gaussianOne, raised.monomial));
}

export function rootOfInteger(n: ReturnType<typeof multiplyIntegers>): Coefficient {
  const parts = squareFree(n);
  if (!parts) {
    limit('root-too-large', `the square root of ${n} needs its prime factors, which are too large to find`, {
      hint: 'write the radicand as a product of smaller numbers',
    });
  }
  let result = fromGaussian(gaussian(parts.square));
  for (const p of parts.primes) {
    result = multiplyCoefficients(result, fromGaussian(gaussianOne, symbolPower(primeSymbol(p), 1)));
  }
  return result;
}
