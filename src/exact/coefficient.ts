import { checkInterrupt, limit, refuse } from '../text/index.js';
import {
  type Gaussian,
  addGaussian,
  conjugateGaussian,
  equalGaussian,
  fromRational,
  gaussian,
  gaussianI,
  gaussianOne,
  invertGaussian,
  isZeroGaussian,
  multiplyGaussian,
  negateGaussian,
  powerGaussian,
} from './gaussian.js';
import {
  addIntegers,
  digits,
  gcd,
  type Integer,
  multiplyIntegers,
  quotient,
  squareFree,
  subtractIntegers,
} from './integer.js';
import {
  type Monomial,
  type ScalarSymbol,
  conjugateMonomial,
  conjugateSymbol,
  modeMonomial,
  multiplyMonomials,
  powerMonomial,
  primeSymbol,
  symbolPower,
  unit,
  withoutMode,
} from './monomial.js';
import { type Rational, multiplyRational, rational, rationalText } from './rational.js';

/** c · monomial with c ≠ 0 */
export interface CoefficientTerm {
  readonly monomial: Monomial;
  readonly value: Gaussian;
}

/**
 * A finite sum of c·∏ p^e with Gaussian rational c. Canonical: terms ascend by monomial, none is zero, so zero is the
 * empty sum and two coefficients are equal exactly when their terms are.
 */
export interface Coefficient {
  readonly terms: readonly CoefficientTerm[];
}

export const zeroCoefficient: Coefficient = { terms: [] };
export const oneCoefficient: Coefficient = fromGaussian(gaussianOne);
export const imaginaryUnit: Coefficient = fromGaussian(gaussianI);

/** Most terms a coefficient may have. */
const maxTerms = 100_000;
/** Highest power of a sum of terms. */
const maxSumPower = 250;
/** Most decimal digits a power may have. */
const maxDigits = 100_000;

export function fromGaussian(value: Gaussian, monomial: Monomial = unit): Coefficient {
  return isZeroGaussian(value) ? zeroCoefficient : { terms: [{ monomial, value }] };
}

export function fromInteger(n: number): Coefficient {
  return fromGaussian(gaussian(n));
}

export function fromNumber(value: Rational): Coefficient {
  return fromGaussian(fromRational(value));
}

export function fromSymbol(symbol: ScalarSymbol): Coefficient {
  return fromGaussian(gaussianOne, symbolPower(symbol, 2));
}

/** The canonical sum of terms in any order, monomials repeated or not. */
export function fromTerms(terms: Iterable<CoefficientTerm>): Coefficient {
  const sums = new Map<Monomial, Gaussian>();
  for (const { monomial, value } of terms) {
    const before = sums.get(monomial);
    sums.set(monomial, before ? addGaussian(before, value) : value);
  }
  const result: CoefficientTerm[] = [];
  for (const [monomial, value] of sums) if (!isZeroGaussian(value)) result.push({ monomial, value });
  result.sort((a, b) => a.monomial.id - b.monomial.id);
  if (result.length > maxTerms) tooManyTerms();
  return result.length === 0 ? zeroCoefficient : { terms: result };
}

function tooManyTerms(): never {
  limit('coefficient-too-long', `a coefficient would have more than ${maxTerms} terms`, {
    hint: 'substitute numbers for some of the parameters',
  });
}

/** Is the scalar 0, for all values of the parameters? */
export function isZeroCoefficient(a: Coefficient): boolean {
  return a.terms.length === 0;
}

/** Are two scalars equal, for all values of the parameters? */
export function equalCoefficients(a: Coefficient, b: Coefficient): boolean {
  return (
    a.terms.length === b.terms.length &&
    a.terms.every((t, k) => t.monomial === b.terms[k]!.monomial && equalGaussian(t.value, b.terms[k]!.value))
  );
}

export function addCoefficients(a: Coefficient, b: Coefficient): Coefficient {
  if (a.terms.length === 0) return b;
  if (b.terms.length === 0) return a;
  const result: CoefficientTerm[] = [];
  let i = 0;
  let k = 0;
  while (i < a.terms.length && k < b.terms.length) {
    const x = a.terms[i]!;
    const y = b.terms[k]!;
    if (x.monomial === y.monomial) {
      const value = addGaussian(x.value, y.value);
      if (!isZeroGaussian(value)) result.push({ monomial: x.monomial, value });
      i += 1;
      k += 1;
    } else if (x.monomial.id < y.monomial.id) {
      result.push(x);
      i += 1;
    } else {
      result.push(y);
      k += 1;
    }
  }
  for (; i < a.terms.length; i++) result.push(a.terms[i]!);
  for (; k < b.terms.length; k++) result.push(b.terms[k]!);
  if (result.length > maxTerms) tooManyTerms();
  return result.length === 0 ? zeroCoefficient : { terms: result };
}

export function negateCoefficient(a: Coefficient): Coefficient {
  return { terms: a.terms.map(({ monomial, value }) => ({ monomial, value: negateGaussian(value) })) };
}

export function subtractCoefficients(a: Coefficient, b: Coefficient): Coefficient {
  return addCoefficients(a, negateCoefficient(b));
}

/** a · c for a plain number c. */
export function scaleCoefficient(a: Coefficient, c: Gaussian): Coefficient {
  if (isZeroGaussian(c)) return zeroCoefficient;
  if (equalGaussian(c, gaussianOne)) return a;
  return { terms: a.terms.map(({ monomial, value }) => ({ monomial, value: multiplyGaussian(value, c) })) };
}

export function multiplyCoefficients(a: Coefficient, b: Coefficient): Coefficient {
  if (a.terms.length === 0 || b.terms.length === 0) return zeroCoefficient;
  if (a === oneCoefficient) return b;
  if (b === oneCoefficient) return a;
  if (a.terms.length === 1 && a.terms[0]!.monomial === unit) return scaleCoefficient(b, a.terms[0]!.value);
  if (b.terms.length === 1 && b.terms[0]!.monomial === unit) return scaleCoefficient(a, b.terms[0]!.value);
  if (a.terms.length * b.terms.length > 50 * maxTerms) tooManyTerms();
  return sumOfProducts(a, b);
}

/** Products since the interruption was last asked for. */
let productsMade = 0;

/** Products over one common denominator, so that every sum is brought to lowest terms once. */
function sumOfProducts(a: Coefficient, b: Coefficient): Coefficient {
  const sums = new Map<Monomial, { re: Integer; im: Integer }>();
  const [p, q] = [overDenominator(a), overDenominator(b)];
  for (const x of p.terms) {
    // Counted over all products: many short ones take as long as a long one.
    productsMade += q.terms.length;
    if (productsMade > 10_000) {
      productsMade = 0;
      checkInterrupt();
    }
    for (const y of q.terms) {
      const { monomial, factor } = multiplyMonomials(x.monomial, y.monomial);
      let re = subtractIntegers(multiplyIntegers(x.re, y.re), multiplyIntegers(x.im, y.im));
      let im = addIntegers(multiplyIntegers(x.re, y.im), multiplyIntegers(x.im, y.re));
      if (factor !== 1) [re, im] = [multiplyIntegers(re, factor), multiplyIntegers(im, factor)];
      const sum = sums.get(monomial);
      if (!sum) sums.set(monomial, { re, im });
      else [sum.re, sum.im] = [addIntegers(sum.re, re), addIntegers(sum.im, im)];
    }
  }
  const den = multiplyIntegers(p.den, q.den);
  const terms: CoefficientTerm[] = [];
  for (const [monomial, { re, im }] of sums)
    if (re !== 0 || im !== 0) terms.push({ monomial, value: gaussian(re, im, den) });
  if (terms.length > maxTerms) tooManyTerms();
  terms.sort((x, y) => x.monomial.id - y.monomial.id);
  return terms.length === 0 ? zeroCoefficient : { terms };
}

/** The terms with Gaussian integers over one denominator. */
function overDenominator(a: Coefficient): { den: Integer; terms: { monomial: Monomial; re: Integer; im: Integer }[] } {
  const den = commonDenominator([a]);
  return {
    den,
    terms: a.terms.map(({ monomial, value }) => {
      const scale = quotient(den, value.den);
      return { monomial, re: multiplyIntegers(value.re, scale), im: multiplyIntegers(value.im, scale) };
    }),
  };
}

export function conjugateCoefficient(a: Coefficient): Coefficient {
  return fromTerms(
    a.terms.map(({ monomial, value }) => ({ monomial: conjugateMonomial(monomial), value: conjugateGaussian(value) })),
  );
}

/** 1/a; a must be a single monomial. */
export function invertCoefficient(a: Coefficient): Coefficient {
  const term = a.terms[0];
  if (!term) refuse('division-by-zero', 'division by zero');
  if (a.terms.length > 1) {
    refuse('division-by-sum', 'division by a sum of terms', {
      hint: 'coefficients are Laurent polynomials: only a single term such as 2 J or sqrt(Δ/J) divides',
    });
  }
  const { monomial, factor } = powerMonomial(term.monomial, -2)!;
  return fromGaussian(multiplyGaussian(invertGaussian(term.value), fromRational(factor)), monomial);
}

/** a^n for an integer n. */
export function powerCoefficient(a: Coefficient, n: number): Coefficient {
  if (n === 0) return oneCoefficient;
  if (n < 0) return powerCoefficient(invertCoefficient(a), -n);
  if (a.terms.length === 1) {
    const { monomial, value } = a.terms[0]!;
    const size = Math.max(digits(value.re), digits(value.im), digits(value.den));
    if (size * n > maxDigits && !isUnitModulus(value)) numberTooLong();
    const raised = powerMonomial(monomial, 2 * n)!;
    return fromGaussian(multiplyGaussian(powerGaussian(value, n), fromRational(raised.factor)), raised.monomial);
  }
  if (n > maxSumPower) {
    limit('exponent-too-large', `a power of a sum beyond ${maxSumPower}`, { hint: 'use a smaller exponent' });
  }
  // One factor at a time: squaring would multiply long sums by long sums.
  let result = a;
  for (let k = 1; k < n; k++) result = multiplyCoefficients(result, a);
  return result;
}

function isUnitModulus(a: Gaussian): boolean {
  return a.den === 1 && multiplyIntegers(a.re, a.re) === 1
    ? a.im === 0
    : a.den === 1 && a.re === 0 && multiplyIntegers(a.im, a.im) === 1;
}

function numberTooLong(): never {
  limit('number-too-long', `a number would have more than ${maxDigits} digits`, { hint: 'use a smaller exponent' });
}

/**
 * √a for a single monomial with a positive rational in front; parameters count as positive (language rule 19).
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

function rootOfInteger(n: ReturnType<typeof multiplyIntegers>): Coefficient {
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

/** a as a plain number, undefined where it holds a symbol. */
export function asGaussian(a: Coefficient): Gaussian | undefined {
  if (a.terms.length === 0) return gaussian(0);
  const term = a.terms[0]!;
  return a.terms.length === 1 && term.monomial === unit ? term.value : undefined;
}

/** Every parameter of a coefficient, frequencies of modes included; primes and constants are not parameters. */
export function symbolsOf(a: Coefficient): Set<ScalarSymbol> {
  const found = new Set<ScalarSymbol>();
  const collect = (m: Monomial): void => {
    for (const { symbol } of m.factors) if (symbol.kind !== 'prime' && symbol.kind !== 'constant') found.add(symbol);
    if (m.mode) collect(m.mode.base);
  };
  for (const { monomial } of a.terms) collect(monomial);
  return found;
}

/** The constants without exact form in a coefficient, by their texts. */
export function constantsOf(a: Coefficient): string[] {
  const found = new Set<string>();
  for (const { monomial } of a.terms) {
    for (const m of [monomial, monomial.mode?.base]) {
      for (const { symbol } of m?.factors ?? []) if (symbol.kind === 'constant') found.add(symbol.name);
    }
  }
  return [...found];
}

/**
 * Is it undecided whether the coefficient vanishes? A sum with numbers without exact form may, as cos(1)^2 + sin(1)^2 -
 * 1 does; a single term does not, since none of these numbers is 0.
 */
export function isUndecided(a: Coefficient): boolean {
  return a.terms.length > 1 && constantsOf(a).length > 0;
}

/**
 * Refuses a number without exact form where something has to be decided.
 *
 * @param what  what cannot be decided, as the subject of a sentence
 * @diagnostic `inexact-constant`
 */
export function refuseConstants(a: Coefficient, what: string): void {
  const [name] = constantsOf(a);
  if (name === undefined) return;
  refuse('inexact-constant', `${what} cannot be decided: ${name === 'pi' ? 'π' : name} is not exact`, {
    hint: 'exact are rationals, roots of rationals, and cos, sin, exp(i …) of multiples of π/12; or put a parameter in its place',
  });
}

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

/**
 * Replaces parameters by coefficients, all at once. Values of complex parameters act on their conjugates too; for a
 * phase φ the value is that of e^{iφ}.
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
      // Of a phase e^{iφ} the value is given as e^{iφ} too, and its inverse is its conjugate.
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

/**
 * The value at a point, in floating point: for numerics and for tests, never on the way to an exact result.
 *
 * @param at    value of a parameter by its ASCII name; complex parameters as {re, im}
 * @param time  t of e^{iωt}, 0 by default
 */
export function evaluateCoefficient(
  a: Coefficient,
  at: (name: string) => number | { re: number; im: number },
  time = 0,
): { re: number; im: number } {
  let re = 0;
  let im = 0;
  for (const { monomial, value } of a.terms) {
    let z = { re: ratio(value.re, value.den), im: ratio(value.im, value.den) };
    const factor = evaluateMonomial(monomial, at, time);
    z = { re: z.re * factor.re - z.im * factor.im, im: z.re * factor.im + z.im * factor.re };
    re += z.re;
    im += z.im;
  }
  return { re, im };
}

/** num / den in floating point; integers beyond its range are shortened together, so no NaN. */
function ratio(num: ReturnType<typeof multiplyIntegers>, den: ReturnType<typeof multiplyIntegers>): number {
  const [n, d] = [Number(num), Number(den)];
  if (Number.isFinite(n) && Number.isFinite(d)) return n / d;
  const bits = Math.max(BigInt(num).toString(2).length, BigInt(den).toString(2).length);
  const excess = BigInt(bits - 1000);
  return Number(BigInt(num) >> excess) / Number(BigInt(den) >> excess);
}

function evaluateMonomial(
  m: Monomial,
  at: (name: string) => number | { re: number; im: number },
  time: number,
): { re: number; im: number } {
  let modulus = 1;
  let phase = 0;
  for (const { symbol, doubled } of m.factors) {
    const given = symbol.kind === 'prime' ? Number(symbol.name) : (symbol.value ?? at(symbol.name));
    const z = typeof given === 'number' ? { re: given, im: 0 } : given;
    if (symbol.kind === 'phase') {
      phase += (z.re * doubled) / 2;
      continue;
    }
    if (z.im === 0 && doubled % 2 === 0) {
      modulus *= z.re ** (doubled / 2);
      continue;
    }
    const angle = Math.atan2(z.im, z.re) * (symbol.kind === 'conjugate' ? -1 : 1);
    modulus *= Math.hypot(z.re, z.im) ** (doubled / 2);
    phase += (angle * doubled) / 2;
  }
  if (m.mode) {
    const base = evaluateMonomial(m.mode.base, at, 0).re;
    phase += (Number(m.mode.multiple.num) / Number(m.mode.multiple.den)) * base * time;
  }
  return phase === 0 ? { re: modulus, im: 0 } : { re: modulus * Math.cos(phase), im: modulus * Math.sin(phase) };
}

/** The common denominator of all terms: d·a has Gaussian integers. */
export function commonDenominator(coefficients: Iterable<Coefficient>): ReturnType<typeof multiplyIntegers> {
  let den: ReturnType<typeof multiplyIntegers> = 1;
  for (const c of coefficients) {
    for (const { value } of c.terms) den = quotient(multiplyIntegers(den, value.den), gcd(den, value.den));
  }
  return den;
}

/** e^{iπr} where 12r is an integer, exactly. */
export function rootOfUnity(r: Rational): Coefficient | undefined {
  const twelfths = multiplyRational(r, rational(12));
  if (twelfths.den !== 1) return undefined;
  const n = ((Number(BigInt(twelfths.num) % 24n) % 24) + 24) % 24;
  return addCoefficients(cosine(n), multiplyCoefficients(imaginaryUnit, cosine((n + 18) % 24)));
}

/** cos(πn/12), n = 0 … 23. cos(π/2 − a) = sin a is the shift by 18 above. */
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

/** The degree of every monomial of `a` in the energy unit, by the doubled weight of each symbol. */
export function gradesOf(a: Coefficient, doubledWeight: (symbol: ScalarSymbol) => number): Set<number> {
  const found = new Set<number>();
  for (const { monomial } of a.terms) {
    let grade = 0;
    for (const { symbol, doubled } of monomial.factors) grade += (doubled * doubledWeight(symbol)) / 2;
    found.add(grade);
  }
  return found;
}
