import {
  type Coefficient,
  type Equation,
  type LinearSolution,
  type Ring,
  type ScalarSymbol,
  FractionTooLong,
  addCoefficients,
  commonDenominator,
  conjugateCoefficient,
  divideExactly,
  divisorOfCoefficients,
  eliminate,
  equalCoefficients,
  gaussian,
  fromSymbol,
  gcd,
  isZeroCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  patientRing,
  reducedRing,
  scaleCoefficient,
  substituteCoefficient,
  subtractCoefficients,
  type Integer,
  writtenTerms,
  zeroCoefficient,
} from '../exact/index.js';
import { type Coupling, distinctFactors, sameZeros, zerosOf } from '../perturbation/index.js';
import { DiagnosticError, checkInterrupt, limit } from '../text/index.js';

/** One equation Σ_k factors[k] x_k + constant = 0, with the string of which it is the coefficient. */
export interface AffineEquation {
  readonly label: string;
  readonly factors: ReadonlyMap<number, Coefficient>;
  readonly constant: Coefficient;
  /** whether it is the complex conjugate of the equation of this string */
  readonly conjugated?: true;
}

/** A rational function of the couplings in lowest terms. */
export interface Fraction {
  readonly numerator: Coefficient;
  /** 1, or a sum of several terms */
  readonly denominator: Coefficient;
}

/** The solutions of affine equations at generic couplings, or at some special ones. */
export type AffineSolution =
  | {
      readonly kind: 'solved';
      /** by the number of the unknown; they may contain free unknowns */
      readonly values: ReadonlyMap<number, Fraction>;
      /** the unknowns that may have any value */
      readonly free: readonly number[];
      readonly special: Special;
    }
  | {
      readonly kind: 'none';
      /** an equation that contradicts those before it */
      readonly equation: AffineEquation;
      /** its value where the others hold; it does not vanish */
      readonly rest: Coefficient;
      readonly special: Special;
    };

/** The couplings at which there is another answer. */
export interface Special {
  /** the answer holds where none of these vanishes */
  readonly nonzero: readonly Coefficient[];
  readonly answers: readonly SpecialAnswer[];
}

/** The answer where a factor vanishes; without it the equations were not solved there. */
export interface SpecialAnswer {
  readonly factor: Coefficient;
  readonly at?: readonly Coupling[];
  readonly solution?: AffineSolution;
}

/** Largest number of products of terms in an elimination. */
const patience = 2_000_000;
/** Largest number of special couplings that are examined, and how many of them may be combined. */
const mostSpecial = 16;
const deepest = 2;

/**
 * The exact solutions of a system of equations that are affine in the unknowns, over the rational functions of the
 * couplings, with the couplings at which the answer is another one.
 *
 * @param unknowns  the symbols of the unknowns, in the order in which they are wanted: later ones stay free first
 * @param positive  couplings that are assumed positive, so that they do not vanish
 * @diagnostic `solution-too-long`, `interrupted`
 */
export function solveAffine(
  equations: readonly AffineEquation[],
  unknowns: readonly ScalarSymbol[],
  positive: ReadonlySet<string> = new Set(),
): AffineSolution {
  try {
    return solveAt({ equations, unknowns, positive, depth: 0 });
  } catch (error) {
    if (!(error instanceof FractionTooLong)) throw error;
    return limit('solution-too-long', 'the solution is too long as a function of the couplings', {
      hint: 'give couplings numbers before the statement: with J = 1: solve …',
    });
  }
}

function solveAt(question: Question): AffineSolution {
  const { equations, unknowns } = question;
  const ring: Ring<Coefficient> = { ...reducedRing, multiply: patientRing(patience).multiply };
  const rows = equations.map(
    ({ factors, constant }): Equation<Coefficient> => ({
      entries: new Map(factors),
      right: negateCoefficient(constant),
    }),
  );
  const first = eliminate(rows, ring);
  if (first.kind === 'contradiction') {
    const equation = equations[first.equation]!;
    // The equation is shown as it follows from the two sides.
    const generic = equation.conjugated
      ? { kind: 'none' as const, equation: conjugateEquation(equation), rest: conjugateCoefficient(first.rest) }
      : { kind: 'none' as const, equation, rest: first.rest };
    return {
      ...generic,
      special: specialOf([...first.pivots, first.rest], question, () => false),
    };
  }
  const free = freeColumns(rows, unknowns.length, first.pivots.length, ring);
  const solved = free.length === 0 ? first : solvedFor(rows, free, unknowns, ring);
  verify(equations, solved, unknowns, free);
  const values = new Map(
    unknowns.flatMap((_, k): [number, Fraction][] =>
      free.includes(k) ? [] : [[k, inLowestTerms(solved.numerators.get(k) ?? zeroCoefficient, solved.denominator)]],
    ),
  );
  const generic = { kind: 'solved' as const, values, free };
  return {
    ...generic,
    special: specialOf([...first.pivots, ...solved.pivots], question, (there, at) => sameThere(generic, there, at)),
  };
}

type Solved = Extract<LinearSolution<Coefficient>, { kind: 'solved' }>;

/** The unknowns that stay free: each as late as possible, such that the rank of the others is that of all. */
function freeColumns(
  rows: readonly Equation<Coefficient>[],
  count: number,
  rank: number,
  ring: Ring<Coefficient>,
): number[] {
  const free: number[] = [];
  for (let k = count - 1; k >= 0 && free.length < count - rank; k--) {
    checkInterrupt();
    const others = rows.map(({ entries }) => ({
      entries: new Map([...entries].filter(([c]) => c !== k && !free.includes(c))),
      right: zeroCoefficient,
    }));
    if (eliminate(others, ring).pivots.length === rank) free.unshift(k);
  }
  return free;
}

/** The other unknowns as functions of the free ones, which go to the right side. */
function solvedFor(
  rows: readonly Equation<Coefficient>[],
  free: readonly number[],
  unknowns: readonly ScalarSymbol[],
  ring: Ring<Coefficient>,
): Solved {
  const moved = rows.map(({ entries, right }): Equation<Coefficient> => {
    let rest = right;
    for (const k of free) {
      const factor = entries.get(k);
      if (factor) rest = subtractCoefficients(rest, multiplyCoefficients(factor, fromSymbol(unknowns[k]!)));
    }
    return { entries: new Map([...entries].filter(([c]) => !free.includes(c))), right: rest };
  });
  const solved = eliminate(moved, ring);
  if (solved.kind === 'contradiction')
    throw new Error('a system with a solution has none for the unknowns of its rank');
  return solved;
}

/** Inserts a solution into every equation, where each must vanish identically. */
function verify(
  equations: readonly AffineEquation[],
  { numerators, denominator }: Solved,
  unknowns: readonly ScalarSymbol[],
  free: readonly number[],
): void {
  for (const { factors, constant } of equations) {
    let sum = multiplyCoefficients(constant, denominator);
    for (const [k, factor] of factors) {
      const value = free.includes(k) ? multiplyCoefficients(fromSymbol(unknowns[k]!), denominator) : numerators.get(k);
      if (value) sum = addCoefficients(sum, multiplyCoefficients(factor, value));
    }
    if (!isZeroCoefficient(sum)) throw new Error('a solution of the equations does not solve them');
  }
}

/** n/d without common factors and with as few minus signs as possible. */
export function inLowestTerms(numerator: Coefficient, denominator: Coefficient): Fraction {
  if (isZeroCoefficient(numerator)) return { numerator, denominator: oneCoefficient };
  const common = divisorOfCoefficients(numerator, denominator);
  let [top, bottom] = [numerator, denominator];
  if (common && !isZeroCoefficient(common)) {
    const [t, b] = [divideExactly(top, common), divideExactly(bottom, common)];
    if (t && b) [top, bottom] = [t, b];
  }
  const whole = divideExactly(top, bottom);
  if (whole) return { numerator: whole, denominator: oneCoefficient };
  // No numbers are divided within the sums, and no coupling has a negative power in the denominator.
  const scale = gaussian(commonDenominator([top, bottom]), 0, 1);
  [top, bottom] = [scaleCoefficient(top, scale), scaleCoefficient(bottom, scale)];
  const content = [...top.terms, ...bottom.terms].reduce(
    (n: Integer, { value }) => gcd(gcd(n, value.re), value.im),
    0 as Integer,
  );
  const written = [...writtenTerms(top), ...writtenTerms(bottom)];
  const minuses = 2 * written.filter(({ negative }) => negative).length;
  const flips = minuses > written.length || (minuses === written.length && writtenTerms(bottom)[0]!.negative);
  const sign = flips ? -1 : 1;
  const by = gaussian(sign, 0, content);
  return { numerator: scaleCoefficient(top, by), denominator: scaleCoefficient(bottom, by) };
}

interface Question {
  readonly equations: readonly AffineEquation[];
  readonly unknowns: readonly ScalarSymbol[];
  readonly positive: ReadonlySet<string>;
  /** number of couplings that have been given special values */
  readonly depth: number;
}

/**
 * The factors of which none may vanish for an answer to hold, with the answers where they do. Factors whose zeros have
 * the same answer are left out.
 */
function specialOf(
  assumed: readonly Coefficient[],
  question: Question,
  same: (there: AffineSolution, at: readonly Coupling[]) => boolean,
): Special {
  const nonzero: Coefficient[] = [];
  const answers: SpecialAnswer[] = [];
  for (const factor of distinctFactors(assumed)) {
    checkInterrupt();
    const at = zerosOf(factor);
    if (at === 'never' || nonzero.some((f) => sameZeros(f, factor))) continue;
    if (at?.some(({ name, value }) => isZeroCoefficient(value) && question.positive.has(name))) continue;
    if (!at || question.depth === deepest || answers.length === mostSpecial) {
      nonzero.push(positiveFirst(factor));
      answers.push({ factor: positiveFirst(factor), ...(at && { at }) });
      continue;
    }
    const there = equationsAt(question.equations, at);
    // Where a coupling divides, there is no equation.
    if (!there) continue;
    const solution = solveAt({ ...question, equations: there, depth: question.depth + 1 });
    if (same(solution, at)) {
      // Where further couplings have special values too, the unknowns may have more values than the one here, which
      // remains a solution.
      for (const inner of solution.special.answers)
        answers.push({ ...inner, at: [...at.map((c) => where(c, inner.at!)), ...inner.at!] });
      continue;
    }
    nonzero.push(positiveFirst(factor));
    answers.push({ factor: positiveFirst(factor), at, solution });
  }
  return { nonzero, answers };
}

/** ±f, which begins with a plus when it is written. */
const positiveFirst = (f: Coefficient): Coefficient => (writtenTerms(f)[0]!.negative ? negateCoefficient(f) : f);

/** The value of a coupling where further couplings have values. */
const where = (coupling: Coupling, further: readonly Coupling[]): Coupling => ({
  ...coupling,
  value: valueAt(coupling.value, further) ?? coupling.value,
});

const valuesAt = (at: readonly Coupling[]): Map<string, Coefficient> =>
  new Map(at.map(({ name, value }) => [name, value]));

/** The coefficient at special couplings; undefined where it is divided by zero there. */
function valueAt(c: Coefficient, at: readonly Coupling[]): Coefficient | undefined {
  try {
    return substituteCoefficient(c, valuesAt(at));
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
    return undefined;
  }
}

function equationsAt(
  equations: readonly AffineEquation[],
  at: readonly Coupling[],
): readonly AffineEquation[] | undefined {
  const found: AffineEquation[] = [];
  for (const { label, factors, constant, conjugated } of equations) {
    const inner = new Map<number, Coefficient>();
    for (const [k, c] of factors) {
      const value = valueAt(c, at);
      if (!value) return undefined;
      if (!isZeroCoefficient(value)) inner.set(k, value);
    }
    const rest = valueAt(constant, at);
    if (!rest) return undefined;
    if (inner.size > 0 || !isZeroCoefficient(rest))
      found.push({ label, factors: inner, constant: rest, ...(conjugated && { conjugated }) });
  }
  return found;
}

/** Is the solution at special couplings the generic one, taken there? */
function sameThere(
  { values, free }: { readonly values: ReadonlyMap<number, Fraction>; readonly free: readonly number[] },
  there: AffineSolution,
  at: readonly Coupling[],
): boolean {
  if (there.kind === 'none' || !there.special.answers.every((inner) => inner.at && inner.solution?.kind === 'solved'))
    return false;
  if (there.free.length !== free.length || there.free.some((k, n) => free[n] !== k)) return false;
  return [...values].every(([k, { numerator, denominator }]) => {
    const other = there.values.get(k)!;
    const [top, bottom] = [valueAt(numerator, at), valueAt(denominator, at)];
    return (
      top &&
      bottom &&
      !isZeroCoefficient(bottom) &&
      equalCoefficients(multiplyCoefficients(top, other.denominator), multiplyCoefficients(other.numerator, bottom))
    );
  });
}

/** The complex conjugate of an equation for real unknowns. */
export function conjugateEquation({ label, factors, constant, conjugated }: AffineEquation): AffineEquation {
  return {
    label,
    factors: new Map([...factors].map(([k, c]) => [k, conjugateCoefficient(c)])),
    constant: conjugateCoefficient(constant),
    ...(!conjugated && { conjugated: true }),
  };
}
