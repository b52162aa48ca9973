import {
  type Coefficient,
  type Monomial,
  coefficientText,
  conjugateSymbol,
  fromGaussian,
  fromSymbol,
  gaussianOne,
  isZeroCoefficient,
  parameterSymbol,
  symbolsOf,
} from '../exact/index.js';
import { type Span, refuse } from '../text/index.js';

/**
 * Assumptions of a value about parameters. They accompany the value through definitions and substitutions, since the
 * value itself may no longer show them: norm2(√J X_0) is J only for J > 0.
 */
export interface Assumptions {
  /** names of real parameters under a root, which are assumed positive for this reason */
  readonly positive: Set<string>;
  /** divisors, by their texts: parameters, and sums that a substitution made from them */
  readonly nonzero: Map<string, Coefficient>;
  /**
   * The radicands λ of the roots in S' and S'' (chain (16)), by their texts. As long as they are independent of each
   * other, an identity in which these roots cancel holds for either sign of each root, so that it needs no positive λ.
   */
  readonly radicands: Map<string, Coefficient>;
  /** parameters that determined an answer such as range(A) or hermitian(A), which no longer shows them */
  readonly settled: Set<string>;
  /** every parameter from which the value was computed, including those that have cancelled, by name */
  readonly parameters: Map<string, Coefficient>;
}

export function noAssumptions(): Assumptions {
  return { positive: new Set(), nonzero: new Map(), radicands: new Map(), settled: new Set(), parameters: new Map() };
}

/** Adds the assumptions of another value. */
export function include(into: Assumptions, from: Assumptions): void {
  for (const name of from.positive) into.positive.add(name);
  for (const [text, divisor] of from.nonzero) into.nonzero.set(text, divisor);
  for (const [text, radicand] of from.radicands) into.radicands.set(text, radicand);
  for (const name of from.settled) into.settled.add(name);
  for (const [name, parameter] of from.parameters) into.parameters.set(name, parameter);
}

/** Assumes that the real parameters of a root are positive: √(J²) is J for J > 0 only, while √(J⁴) is J² for all J. */
export function assumePositive(root: Coefficient, into: Assumptions): void {
  for (const { symbol, doubled } of factorsOf(root))
    if (symbol.kind === 'real' && doubled % 4 !== 0) into.positive.add(symbol.name);
}

/** Assumes that every parameter under a root is positive, because conjugation treats √J as real. */
export function assumeRoots(c: Coefficient, into: Assumptions): void {
  for (const { symbol, doubled } of factorsOf(c)) {
    if (symbol.kind === 'real' && doubled % 2 !== 0) into.positive.add(symbol.name);
  }
}

/**
 * The assumptions of coefficients as they are written: their roots are real, and their divisors are not 0. Assumptions
 * about parts that have cancelled are not included.
 */
export function assumptionsIn(coefficients: Iterable<Coefficient>): Assumptions {
  const found = noAssumptions();
  for (const c of coefficients) {
    assumeRoots(c, found);
    for (const { symbol, doubled } of factorsOf(c)) if (doubled < 0) assumeNonzero(fromSymbol(symbol), found);
  }
  return found;
}

/** Assumes that a divisor is not zero. */
export function assumeNonzero(c: Coefficient, into: Assumptions): void {
  if (c.terms.length > 1) into.nonzero.set(coefficientText(c), c);
  else
    for (const { symbol } of factorsOf(c)) {
      if (symbol.kind === 'prime' || symbol.kind === 'constant' || symbol.kind === 'phase') continue;
      const parameter = symbol.kind === 'conjugate' ? conjugateSymbol(symbol) : symbol;
      into.nonzero.set(parameter.name, fromSymbol(parameter));
    }
}

/** Records the radicand of a root in S' or S''. */
export function assumeRadicand(c: Coefficient, into: Assumptions): void {
  const [term] = c.terms;
  if (c.terms.length !== 1 || !factorsOf(c).some(({ symbol }) => symbol.kind === 'real')) return;
  // Numerical prefactors do not matter, since they are positive and have roots of their own.
  const radicand = fromGaussian(gaussianOne, term!.monomial);
  into.radicands.set(coefficientText(radicand), radicand);
}

/** The parameters that are assumed positive, including those of radicands that are not independent of each other. */
export function positiveNames(assumptions: Assumptions): Set<string> {
  const names = new Set(assumptions.positive);
  const radicands = [...assumptions.radicands.values()].map((c) => c.terms[0]!.monomial);
  if (!areIndependent(radicands)) {
    for (const { factors } of radicands)
      for (const { symbol } of factors) if (symbol.kind === 'real') names.add(symbol.name);
  }
  return names;
}

/**
 * Are the monomials independent, so that no product of some of them is a square? Decided by elimination in the
 * parities of their exponents.
 */
function areIndependent(monomials: readonly Monomial[]): boolean {
  const rows: Set<string>[] = [];
  for (const { factors } of monomials) {
    const row = new Set(
      factors
        .filter(({ symbol, doubled }) => symbol.kind === 'real' && doubled % 4 !== 0)
        .map(({ symbol }) => symbol.name),
    );
    for (const other of rows) {
      const [lead] = other;
      if (row.has(lead!)) for (const name of other) if (!row.delete(name)) row.add(name);
    }
    if (row.size === 0) return false;
    rows.push(row);
  }
  return true;
}

/**
 * The assumptions after a substitution.
 *
 * @param change  the substitution, of any coefficient
 * @diagnostic `assumed-positive`, `division-by-zero` where the substitution contradicts an assumption
 */
export function substituteAssumptions(
  from: Assumptions,
  change: (c: Coefficient) => Coefficient,
  span: Span,
): Assumptions {
  const result = noAssumptions();
  for (const name of positiveNames(from)) {
    const value = change(fromSymbol(parameterSymbol(name)));
    if (!mayBePositive(value)) {
      const shown = plainName(name);
      refuse(
        'assumed-positive',
        `sqrt(${shown}) needs ${shown} > 0: a root of ${shown} went into this value, and ${shown} becomes ${coefficientText(value)}`,
        {
          span,
          hint: `give ${shown} a positive value: with ${shown} = 1: ${bodyOf(span)}`,
        },
      );
    }
    for (const { symbol } of factorsOf(value)) if (symbol.kind === 'real') result.positive.add(symbol.name);
  }
  for (const [text, divisor] of from.nonzero) {
    const value = change(divisor);
    if (isZeroCoefficient(value))
      refuse('division-by-zero', `this value has been divided by ${plainName(text)}, which becomes 0`, { span });
    assumeNonzero(value, result);
  }
  for (const radicand of from.radicands.values()) {
    // Numerator and denominator are treated separately, because a sum has no inverse, and its root must have cancelled
    // anyway.
    const parts = factorsOf(radicand).map(({ symbol }) => change(fromSymbol(symbol)));
    if (parts.every((c) => c.terms.length === 1)) assumeRadicand(change(radicand), result);
  }
  for (const name of from.settled) result.settled.add(name);
  for (const parameter of from.parameters.values()) {
    for (const symbol of symbolsOf(change(parameter))) {
      if (!['constant', 'prime', 'angle'].includes(symbol.kind))
        result.parameters.set(symbol.name, fromSymbol(symbol.kind === 'conjugate' ? conjugateSymbol(symbol) : symbol));
    }
  }
  return result;
}

/**
 * Is it zero, or a positive number times powers of |g|² and of real parameters, which are then assumed positive
 * themselves?
 */
function mayBePositive(c: Coefficient): boolean {
  if (isZeroCoefficient(c)) return true;
  const [term] = c.terms;
  if (c.terms.length > 1 || term!.value.im !== 0 || term!.value.re < 0 || term!.monomial.mode) return false;
  const { factors } = term!.monomial;
  return factors.every(({ symbol, doubled }) => {
    if (symbol.kind === 'constant') return symbol.value! > 0;
    if (symbol.kind === 'real' || symbol.kind === 'prime') return true;
    return factors.some((other) => other.symbol === conjugateSymbol(symbol) && other.doubled === doubled);
  });
}

/** The parameters from which a value was computed, in the order of their occurrence, with their domains. */
export function assumedParameters({ parameters }: Assumptions): Map<string, 'real' | 'complex' | 'phase'> {
  return new Map(
    [...parameters].map(([name, c]) => {
      const kind = factorsOf(c)[0]?.symbol.kind;
      return [name, kind === 'complex' || kind === 'phase' ? kind : 'real'];
    }),
  );
}

/**
 * The assumptions as text: `J > 0`, `Delta != 0`; for positive parameters the second kind is omitted.
 */
export function assumptionTexts(assumptions: Assumptions): string[] {
  const positive = positiveNames(assumptions);
  const nonzero = [...assumptions.nonzero.keys()].filter((text) => !positive.has(text));
  return [...[...positive].sort().map((name) => `${name} > 0`), ...nonzero.sort().map((text) => `${text} != 0`)];
}

// No name that can be typed contains this character.
const mark = '\u0001';

/** The name of a parameter that later substitutions do not replace. */
export function markedName(name: string): string {
  return name.endsWith(mark) ? name : name + mark;
}

/** The name without the mark of a substitution that has been made. */
export function plainName(name: string): string {
  return name.endsWith(mark) ? name.slice(0, -mark.length) : name;
}

function factorsOf(c: Coefficient): Monomial['factors'] {
  return c.terms.flatMap(({ monomial }) => [...monomial.factors, ...(monomial.mode?.base.factors ?? [])]);
}

/** The text to which a substitution applies, without its prefix. */
function bodyOf({ source, start, end }: Span): string {
  const text = source.text
    .slice(start, end)
    .replace(/^with[^:]*:\s*/u, '')
    .replaceAll(/\s+/gu, ' ');
  return text.length > 60 ? '…' : text;
}
