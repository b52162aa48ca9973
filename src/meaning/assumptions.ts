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
 * What a value takes for granted about parameters. It travels with the value through definitions and substitutions,
 * since the value itself may not show it any more: norm2(√J X_0) is J, and so it is for J > 0 only.
 */
export interface Assumptions {
  /** names of real parameters that stand under a root, and are counted as positive for it */
  readonly positive: Set<string>;
  /** what has been divided by, by its text: parameters, and sums that a substitution made of them */
  readonly nonzero: Map<string, Coefficient>;
  /**
   * The radicands λ of the roots in S' and S'' (chain (16)), by their texts. As long as they are independent of each
   * other, an identity in which these roots cancel holds for either sign of each root, so that it needs no positive λ.
   */
  readonly radicands: Map<string, Coefficient>;
  /** parameters whose values went into an answer such as range(A) or hermitian(A), which does not show them any more */
  readonly settled: Set<string>;
  /** every parameter that went into the value, those that have cancelled since too, by name */
  readonly parameters: Map<string, Coefficient>;
}

export function noAssumptions(): Assumptions {
  return { positive: new Set(), nonzero: new Map(), radicands: new Map(), settled: new Set(), parameters: new Map() };
}

/** Adds what another value takes for granted. */
export function include(into: Assumptions, from: Assumptions): void {
  for (const name of from.positive) into.positive.add(name);
  for (const [text, divisor] of from.nonzero) into.nonzero.set(text, divisor);
  for (const [text, radicand] of from.radicands) into.radicands.set(text, radicand);
  for (const name of from.settled) into.settled.add(name);
  for (const [name, parameter] of from.parameters) into.parameters.set(name, parameter);
}

/** Counts as positive the real parameters of a root: √(J²) is J for J > 0 only, while √(J⁴) is J² for all J. */
export function assumePositive(root: Coefficient, into: Assumptions): void {
  for (const { symbol, doubled } of factorsOf(root))
    if (symbol.kind === 'real' && doubled % 4 !== 0) into.positive.add(symbol.name);
}

/** Counts as positive every parameter that stands under a root: what conjugates √J takes it as real. */
export function assumeRoots(c: Coefficient, into: Assumptions): void {
  for (const { symbol, doubled } of factorsOf(c)) {
    if (symbol.kind === 'real' && doubled % 2 !== 0) into.positive.add(symbol.name);
  }
}

/**
 * What coefficients take for granted as they are written: their roots are real numbers, and their divisors are not 0.
 * What has cancelled in them since is not among it.
 */
export function assumptionsIn(coefficients: Iterable<Coefficient>): Assumptions {
  const found = noAssumptions();
  for (const c of coefficients) {
    assumeRoots(c, found);
    for (const { symbol, doubled } of factorsOf(c)) if (doubled < 0) assumeNonzero(fromSymbol(symbol), found);
  }
  return found;
}

/** Counts a divisor as not zero. */
export function assumeNonzero(c: Coefficient, into: Assumptions): void {
  if (c.terms.length > 1) into.nonzero.set(coefficientText(c), c);
  else
    for (const { symbol } of factorsOf(c)) {
      if (symbol.kind === 'prime' || symbol.kind === 'constant' || symbol.kind === 'phase') continue;
      const parameter = symbol.kind === 'conjugate' ? conjugateSymbol(symbol) : symbol;
      into.nonzero.set(parameter.name, fromSymbol(parameter));
    }
}

/** Remembers the radicand of a root in S' or S''. */
export function assumeRadicand(c: Coefficient, into: Assumptions): void {
  const [term] = c.terms;
  if (c.terms.length !== 1 || !factorsOf(c).some(({ symbol }) => symbol.kind === 'real')) return;
  // Numbers in front are no matter: they are positive, and have roots of their own.
  const radicand = fromGaussian(gaussianOne, term!.monomial);
  into.radicands.set(coefficientText(radicand), radicand);
}

/** The parameters that count as positive, those among them of radicands that are not independent of each other. */
export function positiveNames(assumptions: Assumptions): Set<string> {
  const names = new Set(assumptions.positive);
  const radicands = [...assumptions.radicands.values()].map((c) => c.terms[0]!.monomial);
  if (!areIndependent(radicands)) {
    for (const { factors } of radicands)
      for (const { symbol } of factors) if (symbol.kind === 'real') names.add(symbol.name);
  }
  return names;
}

/** Is no product of some of these monomials a square? By elimination of the parities of their exponents. */
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
 * What is taken for granted after a substitution.
 *
 * @param change  the substitution, of any coefficient
 * @diagnostic `assumed-positive`, `division-by-zero` where the substitution goes against an assumption
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
    // Numerator and denominator apart: a sum has no inverse, and its root must have cancelled anyway.
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

/** Zero, or a positive number times powers of real parameters, which then count as positive themselves, and of |g|². */
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

/** The parameters that went into a value, in the order they came: what each may be. */
export function assumedParameters({ parameters }: Assumptions): Map<string, 'real' | 'complex' | 'phase'> {
  return new Map(
    [...parameters].map(([name, c]) => {
      const kind = factorsOf(c)[0]?.symbol.kind;
      return [name, kind === 'complex' || kind === 'phase' ? kind : 'real'];
    }),
  );
}

/**
 * The assumptions as a person writes them: `J > 0`, `Delta != 0`; of positive parameters it goes without saying that
 * they are not 0.
 */
export function assumptionTexts(assumptions: Assumptions): string[] {
  const positive = positiveNames(assumptions);
  const nonzero = [...assumptions.nonzero.keys()].filter((text) => !positive.has(text));
  return [...[...positive].sort().map((name) => `${name} > 0`), ...nonzero.sort().map((text) => `${text} != 0`)];
}

// No typed name holds this character.
const mark = '\u0001';

/** The name of a parameter that the substitutions still to come leave alone. */
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

/** The text a substitution acts on, without the prefix that makes it. */
function bodyOf({ source, start, end }: Span): string {
  const text = source.text
    .slice(start, end)
    .replace(/^with[^:]*:\s*/u, '')
    .replaceAll(/\s+/gu, ' ');
  return text.length > 60 ? '…' : text;
}
