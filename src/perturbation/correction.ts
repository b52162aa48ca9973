import {
  type Coefficient,
  type ScalarSymbol,
  addCoefficients,
  conjugateCoefficient,
  equalCoefficients,
  fromGaussian,
  fromSymbol,
  gaussian,
  invertCoefficient,
  isZeroCoefficient,
  modeCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  substituteCoefficient,
  zeroCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  type Term,
  addOperators,
  adjoint,
  commutator,
  isZeroOperator,
  mapCoefficients,
  negateOperator,
  operatorRange,
  rangeOf,
  scaleOperator,
  substituteOperator,
  sumOperators,
  termLabel,
  zeroOperator,
} from '../spin/index.js';
import { parametersOf } from '../charges/index.js';
import { DiagnosticError, checkInterrupt } from '../text/index.js';
import { contentOf } from './content.js';
import { type Equation, type LinearSolution, type Ring, eliminate } from './elimination.js';
import { type Coupling, factorsOf, sameZeros, zerosOf } from './factors.js';
import { FractionTooLong, coefficientRing, divideExactly, patientRing } from './fractions.js';
import { ModularPoint } from './modular.js';
import { type Parts, frequencyOf, partsOf } from './parts.js';

/** Is there a C' with [H0 + εV, C + εC'] = O(ε²), and how do we know? */
export type Correction =
  /** V commutes with C: nothing is to be corrected */
  | { readonly kind: 'unneeded' }
  | {
      readonly kind: 'exists';
      /** C' times the denominator */
      readonly operator: Operator;
      /** 1, or a sum of terms that C' is divided by */
      readonly denominator: Coefficient;
      /** longest string of C' */
      readonly range: number;
      /** couplings at which C' is divided by zero, and what is so there */
      readonly exceptions: readonly Exception[];
    }
  | {
      readonly kind: 'none';
      /** there is none of this range or a shorter one */
      readonly range: number;
      /**
       * parameters for which this is said of all values but special ones that are not known: the zeros of some
       * polynomial in them
       */
      readonly generic: readonly string[];
      /** special couplings that are known, and what is so there; all of them where `generic` is empty */
      readonly exceptions: readonly Exception[];
    }
  | {
      readonly kind: 'undecided';
      readonly range: number;
      readonly because: string;
      /** couplings at which the charge is kept */
      readonly exceptions: readonly Exception[];
    };

/** Couplings at which an answer for all others need not be so: the elimination has divided by what vanishes there. */
export interface Exception {
  /** a polynomial in the couplings: the exception is where it vanishes */
  readonly factor: Coefficient;
  /** values of couplings that make it vanish; undefined where it was not solved for one */
  readonly at: readonly Coupling[] | undefined;
  /** the answer for those values; undefined where the question was not asked again */
  readonly there: Correction | undefined;
}

/** Most strings a correction is looked for among. */
const mostUnknowns = 6000;

/**
 * The first-order correction of a conserved charge: C' of at most `range` sites with
 *
 *   [H0, C'] = −[V, C],   for a drive  ([H0, ·] + nω) C'_n = −[V_n, C]  for every harmonic e^{inωt} V_n,
 *
 * so that [H0 + εV, C + εC'] = O(ε²), for a drive with ∂_t C' beside it. The unknown coefficients of the strings of C'
 * obey linear equations over the field of rational functions of the couplings. A solution is found by exact elimination
 * and put back into the commutator. That there is none is proved by elimination too, or by ranks: see `decide`.
 *
 * The elimination divides by polynomials in the couplings. Where one of them vanishes the question is asked again with
 * that coupling substituted, and an answer that is another one is an exception.
 *
 * Conserved charges may be added to C' at will; of all solutions of least range one is taken.
 *
 * @param conserved  operators that commute with H0: what is known of the kernel of [H0, ·]
 * @param range      longest string of C'; what [V, C] spans by default
 * @param patience   products of terms after which an elimination with symbols is given up and ranks decide
 */
export function correctionOf(
  hamiltonian: Operator,
  parts: Parts,
  charge: Operator,
  conserved: readonly Operator[],
  range?: number,
  patience = symbolicPatience,
): Correction {
  return correctionAt({ hamiltonian, parts, charge, conserved, patience, answered: [] }, range, 0);
}

interface Question {
  readonly hamiltonian: Operator;
  readonly parts: Parts;
  readonly charge: Operator;
  readonly conserved: readonly Operator[];
  readonly patience: number;
  /** where these vanish the answer is known already */
  readonly answered: readonly Coefficient[];
}

function correctionAt(question: Question, range: number | undefined, depth: number): Correction {
  const { hamiltonian, parts, charge, conserved, patience } = question;
  const broken = commutator(parts.whole, charge);
  if (isZeroOperator(broken) && parts.jumps.every((l) => isZeroOperator(commutator(l, charge))))
    return { kind: 'unneeded' };
  const usual = operatorRange(charge) + operatorRange(parts.whole) - 1;
  const widest = range ?? usual;
  const content = contentOf([
    broken,
    ...parts.jumps.flatMap((l) => [commutator(l, charge), commutator(adjoint(l), charge)]),
  ]);
  const kept = keptWhere(question, content);
  if (parts.jumps.length > 0)
    return { kind: 'undecided', range: widest, because: 'what jumps change is no commutator', exceptions: kept };
  if (parts.bath.terms.length > 0) {
    return {
      kind: 'undecided',
      range: widest,
      because: 'a bath moves by itself, so a correction would hold its momenta too',
      exceptions: kept,
    };
  }
  const sectors = [
    { shift: zeroCoefficient, component: parts.static, mode: oneCoefficient, both: false },
    ...parts.harmonics.map((h) => {
      const shift = frequencyOf(h, parts.frequency!);
      return { shift, component: h.component, mode: modeCoefficient(shift), both: true };
    }),
  ];
  let whole: Operator = zeroOperator;
  let denominator: readonly Coefficient[] = [];
  for (const { shift, component, mode, both } of sectors) {
    for (const staggered of [false, true]) {
      const right = {
        terms: commutator(component, charge).terms.filter((t) => t.staggered === staggered),
        cancelled: 0,
      };
      if (isZeroOperator(right)) continue;
      const found = solve({ hamiltonian, right: negateOperator(right), shift, conserved, patience }, widest);
      if (found.kind === 'undecided') return { ...found, exceptions: kept };
      if (found.kind === 'none') {
        const zeros = kept.map(({ factor }) => factor);
        const asked = { ...question, answered: [...question.answered, ...zeros] };
        // A drive at rest is another perturbation, whatever the elimination has divided by.
        const assumed = [
          ...(found.assumed ?? []).map((c) => withoutFactors(c, zeros)),
          ...(parts.frequency ? [fromGaussian(gaussian(1), parts.frequency)] : []),
        ];
        const { exceptions, complete } = exceptionsAt(
          asked,
          assumed,
          widest,
          depth,
          (there) => there.kind === 'none' && there.generic.length === 0 && there.exceptions.length === 0,
        );
        const generic =
          found.assumed && complete && content
            ? []
            : parametersOf(sumOperators([hamiltonian, scaleOperator(right, addCoefficients(shift, oneCoefficient))]));
        return { kind: 'none', range: widest, generic, exceptions: [...kept, ...exceptions] };
      }
      const part = scaleOperator(found.operator, mode);
      const next = both
        ? [
            ...found.denominator,
            ...found.denominator
              .map(conjugateCoefficient)
              .filter((f) => !found.denominator.some((g) => sameZeros(f, g))),
          ]
        : found.denominator;
      const over = scaleOperator(part, without(next, found.denominator));
      const sum = both ? addOperators(over, adjoint(over)) : over;
      // Over the common denominator.
      const common = leastCommon(denominator, next);
      whole = addOperators(
        scaleOperator(whole, without(common, denominator)),
        scaleOperator(sum, without(common, next)),
      );
      denominator = common;
    }
  }
  const divided = [...denominator, ...whole.terms.flatMap((t) => dividedBy(t.coefficient))];
  const { exceptions } = exceptionsAt(question, divided, range, depth, () => false);
  return {
    kind: 'exists',
    operator: whole,
    denominator: productOf(denominator),
    range: operatorRange(whole),
    exceptions,
  };
}

/** Couplings at which all that breaks a charge vanishes, so that nothing is to be corrected there. */
function keptWhere({ hamiltonian, parts, answered }: Question, content: Coefficient | undefined): Exception[] {
  return factorsOf(content ?? oneCoefficient).flatMap((factor): Exception[] => {
    const at = zerosOf(factor);
    if (at === 'never' || answered.some((f) => sameZeros(f, factor))) return [];
    if (at && [hamiltonian, parts.whole, ...parts.jumps].some((a) => !isThere(a, at))) return [];
    return [{ factor, at, there: { kind: 'unneeded' } }];
  });
}

/** Does a polynomial vanish there for certain? */
function vanishesAt(f: Coefficient, at: readonly Coupling[]): boolean {
  try {
    return isZeroCoefficient(substituteCoefficient(f, valuesAt(at)));
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
    return false;
  }
}

/**
 * Is an operator defined at these couplings? Not where it is divided by zero, or holds the root of a negative number.
 */
function isThere(a: Operator, at: readonly Coupling[]): boolean {
  try {
    substituteOperator(a, valuesAt(at));
    return true;
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
    return false;
  }
}

const valuesAt = (at: readonly Coupling[]): Map<string, Coefficient> =>
  new Map(at.map(({ name, value }) => [name, value]));

/** A coefficient divided by factors as often as that comes out. */
function withoutFactors(c: Coefficient, factors: readonly Coefficient[]): Coefficient {
  let rest = c;
  for (const factor of factors)
    for (let quotient = divideWhole(rest, factor); quotient; quotient = divideWhole(rest, factor)) rest = quotient;
  return rest;
}

const productOf = (factors: readonly Coefficient[]): Coefficient =>
  factors.reduce(multiplyCoefficients, oneCoefficient);

/** Every factor as often as one of the two lists has it. */
function leastCommon(a: readonly Coefficient[], b: readonly Coefficient[]): Coefficient[] {
  return [...a, ...leftOver(b, a)];
}

/** The factors of `all` that `some` lacks. */
function leftOver(all: readonly Coefficient[], some: readonly Coefficient[]): Coefficient[] {
  const rest = [...some];
  return all.filter((f) => {
    const at = rest.findIndex((g) => equalCoefficients(f, g));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

const without = (all: readonly Coefficient[], some: readonly Coefficient[]): Coefficient =>
  productOf(leftOver(all, some));

/** Couplings that a coefficient is divided by. */
function dividedBy({ terms }: Coefficient): Coefficient[] {
  return terms.flatMap(({ monomial }) =>
    monomial.factors.flatMap(({ symbol, doubled }) =>
      doubled < 0 && symbol.kind !== 'prime' ? [fromSymbol(symbol)] : [],
    ),
  );
}

/** Exceptions of exceptions of exceptions are not looked at. */
const deepest = 2;
/** Most special couplings at which a question is asked again. */
const mostExceptions = 24;

/**
 * What is so where factors vanish.
 *
 * @param settles   is that answer the same as the one for all other couplings?
 * @returns         `complete`: no other special couplings are left open
 */
function exceptionsAt(
  question: Question,
  assumed: readonly Coefficient[],
  range: number | undefined,
  depth: number,
  settles: (there: Correction) => boolean,
): { exceptions: Exception[]; complete: boolean } {
  const exceptions: Exception[] = [];
  let complete = true;
  const factors = assumed.flatMap(factorsOf).filter((f, k, all) => all.findIndex((g) => sameZeros(f, g)) === k);
  for (const [k, factor] of factors.entries()) {
    const at = zerosOf(factor);
    if (at === 'never' || question.answered.some((f) => sameZeros(f, factor) || (at && vanishesAt(f, at)))) continue;
    const there = at && depth < deepest && k < mostExceptions ? answerAt(question, at, range, depth) : undefined;
    if (there === 'nothing' || (there && settles(there))) continue;
    exceptions.push({ factor, at, there });
    // With answers of its own an exception is closed; an open one leaves the list of them open.
    if (!there || (there.kind === 'none' && there.generic.length > 0)) complete = false;
  }
  return { exceptions, complete };
}

/**
 * The question asked again at a coupling; `nothing` where there is no such chain, undefined where it cannot be asked.
 */
function answerAt(
  { hamiltonian, parts, charge, conserved, patience, answered }: Question,
  at: readonly Coupling[],
  range: number | undefined,
  depth: number,
): Correction | 'nothing' | undefined {
  const values = valuesAt(at);
  const change = (a: Operator): Operator => substituteOperator(a, values);
  let changed: Question;
  try {
    const [h, v, c] = [change(hamiltonian), change(parts.whole), change(charge)];
    if (isZeroOperator(commutator(v, c))) return { kind: 'unneeded' };
    changed = {
      hamiltonian: h,
      parts: partsOf(v),
      charge: c,
      conserved: conserved.map(change),
      patience,
      answered: answered.flatMap((f) => factorsOf(substituteCoefficient(f, values))),
    };
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
    // A division by zero, or a root of a negative number: then there is no such chain. A charge may be left without its
    // limit.
    return isThere(hamiltonian, at) && isThere(parts.whole, at) ? undefined : 'nothing';
  }
  return correctionAt(changed, range, depth + 1);
}

const minusI = fromGaussian(gaussian(0, -1));

/** ([H, ·] + shift) X = right */
interface Problem {
  readonly hamiltonian: Operator;
  readonly right: Operator;
  readonly shift: Coefficient;
  readonly conserved: readonly Operator[];
  readonly patience: number;
}

type Solution =
  | {
      readonly kind: 'exists';
      readonly operator: Operator /** factors it is divided by */;
      readonly denominator: readonly Coefficient[];
    }
  | {
      readonly kind: 'none' /** what must not vanish for it; undefined where only ranks at a random point are known */;
      readonly assumed: readonly Coefficient[] | undefined;
    }
  | Omit<Extract<Correction, { kind: 'undecided' }>, 'exceptions'>;

/** The X of least range, at most `widest` sites. */
function solve(problem: Problem, widest: number): Solution {
  const { hamiltonian, right, shift } = problem;
  const least = Math.max(1, operatorRange(right) - operatorRange(hamiltonian) + 1);
  for (let range = Math.min(least, widest); ; range++) {
    const system = systemOf(problem, range);
    if (!system)
      return {
        kind: 'undecided',
        range: widest,
        because: `it would be looked for among more than ${mostUnknowns} strings`,
      };
    const decided = decide(system, range >= widest, problem.patience);
    if (decided.kind === 'undecided') {
      // A longer correction may still be found; that there is a shorter one is only left open.
      if (range >= widest) return { ...decided, range };
      continue;
    }
    if (decided.kind === 'none') {
      if (range >= widest) return { kind: 'none', assumed: decided.assumed };
      continue;
    }
    const operator = sumOperators([
      {
        terms: [...decided.numerators].map(([column, coefficient]) => ({ ...system.unknowns[column]!, coefficient })),
        cancelled: 0,
      },
    ]);
    const reduced = lowestTerms(operator, decided.denominator, decided.pivots);
    // The proof: what has been found is put in.
    const image = addOperators(commutator(hamiltonian, reduced.operator), scaleOperator(reduced.operator, shift));
    const rest = addOperators(image, negateOperator(scaleOperator(right, productOf(reduced.denominator))));
    if (!isZeroOperator(rest)) throw new Error('a solution of the linear system does not solve it');
    return { kind: 'exists', ...reduced };
  }
}

/**
 * A solution with as few factors in its denominator as are needed: those of the pivots, of which it is a product, and
 * what is left where that is no product of them.
 */
function lowestTerms(
  operator: Operator,
  denominator: Coefficient,
  pivots: readonly Coefficient[],
): { operator: Operator; denominator: Coefficient[] } {
  const factors: Coefficient[] = [];
  let open = denominator;
  for (const factor of [...pivots, denominator].flatMap(factorsOf)) {
    for (let quotient = divideWhole(open, factor); quotient; quotient = divideWhole(open, factor)) {
      factors.push(factor);
      open = quotient;
    }
  }
  if (open.terms.length > 1) factors.push(open);
  let numerator = open.terms.length > 1 ? operator : mapCoefficients(operator, (c) => divideExactly(c, open)!);
  const left: Coefficient[] = [];
  for (const factor of factors) {
    const quotients = numerator.terms.map((t) =>
      factor.terms.length === 1
        ? multiplyCoefficients(t.coefficient, invertCoefficient(factor))
        : divideExactly(t.coefficient, factor),
    );
    if (quotients.some((q) => q === undefined)) left.push(factor);
    else
      numerator = sumOperators([
        { terms: numerator.terms.map((t, k) => Object.assign({ ...t }, { coefficient: quotients[k]! })), cancelled: 0 },
      ]);
  }
  return { operator: numerator, denominator: left };
}

/** a / b where that is a polynomial again: b has more than one term, single ones divide everything. */
function divideWhole(a: Coefficient, b: Coefficient): Coefficient | undefined {
  return b.terms.length < 2 || a.terms.length < 2 ? undefined : divideExactly(a, b);
}

interface System {
  readonly unknowns: readonly Term[];
  readonly equations: readonly Equation<Coefficient>[];
  /** solutions of the same equations with right sides zero, as far as they are known */
  readonly kernel: readonly ReadonlyMap<number, Coefficient>[];
}

/**
 * The equations that the right side touches: strings are followed from it, back to the unknowns that reach them and on
 * to the other strings those reach. Q is in [H, P] exactly where P is in [H, Q], since [H, ·] is Hermitian.
 */
function systemOf({ hamiltonian, right: image, shift: whole, conserved }: Problem, range: number): System | undefined {
  // −i on both sides keeps the equations of real couplings real.
  const right = scaleOperator(image, minusI);
  const shift = multiplyCoefficients(whole, minusI);
  const columns = new Map<string, number>();
  const unknowns: Term[] = [];
  const equations = new Map<string, { entries: Map<number, Coefficient>; right: Coefficient }>();
  const open: Term[] = [];
  const generator = scaleOperator(hamiltonian, minusI);
  const images = new Map<string, readonly Term[]>();
  const imageOf = (term: Term, label: string): readonly Term[] => {
    let found = images.get(label);
    if (!found)
      images.set(
        label,
        (found = commutator(generator, { terms: [{ ...term, coefficient: oneCoefficient }], cancelled: 0 }).terms),
      );
    return found;
  };
  const meet = (term: Term, label: string): { entries: Map<number, Coefficient>; right: Coefficient } => {
    let equation = equations.get(label);
    if (!equation) {
      equations.set(label, (equation = { entries: new Map(), right: zeroCoefficient }));
      open.push(term);
    }
    return equation;
  };
  for (const term of right.terms) meet(term, termLabel(term)).right = term.coefficient;
  for (let term = open.pop(); term; term = open.pop()) {
    checkInterrupt();
    // With a shift a string is in its own image.
    const candidates = isZeroCoefficient(shift)
      ? imageOf(term, termLabel(term))
      : [...imageOf(term, termLabel(term)), term];
    for (const candidate of candidates) {
      const n = rangeOf(candidate.word);
      const label = termLabel(candidate);
      if (n === 0 || n > range || columns.has(label)) continue;
      const column = unknowns.length;
      if (column >= mostUnknowns) return undefined;
      columns.set(label, column);
      unknowns.push(candidate);
      for (const reached of imageOf(candidate, label))
        meet(reached, termLabel(reached)).entries.set(column, reached.coefficient);
      if (!isZeroCoefficient(shift)) {
        const { entries } = meet(candidate, label);
        const before = entries.get(column);
        entries.set(column, before ? coefficientRing.subtract(before, negateCoefficient(shift)) : shift);
      }
    }
  }
  // The strings of a conserved operator fall into parts that [H, ·] does not mix, and each part is conserved by itself.
  const fits = isZeroCoefficient(shift) ? conserved.filter((c) => operatorRange(c) <= range) : [];
  return {
    unknowns,
    equations: [...equations.values()].filter((e) => e.entries.size > 0 || !isZeroCoefficient(e.right)),
    kernel: fits.map(
      (c) =>
        new Map(
          c.terms.flatMap((t): [number, Coefficient][] => {
            const column = columns.get(termLabel(t));
            return column === undefined ? [] : [[column, t.coefficient]];
          }),
        ),
    ),
  };
}

type Decision =
  | Extract<LinearSolution<Coefficient>, { kind: 'solved' }>
  | { readonly kind: 'none'; readonly assumed: readonly Coefficient[] | undefined }
  | { readonly kind: 'undecided'; readonly because: string };

/**
 * Solves the system A x = b over the field of rational functions, or proves that it has no solution.
 *
 * At a random point modulo a prime it is eliminated first. A solution there names the strings that are needed, and the
 * symbols meet only those. A contradiction there proves that there is no solution, provided the rank of A is the
 * largest possible: a minor that does not vanish at the point does not vanish identically, so rank [A|b] ≥ rank
 * [A|b]_point; and rank A ≤ columns − (independent conserved operators known). Where rank A_point reaches that bound,
 *
 *   rank [A|b] ≥ rank A_point + 1 > rank A.
 *
 * Short systems are eliminated with their symbols as well. A contradiction 0 = r there is one wherever neither r nor a
 * pivot vanishes: that proves it without the kernel, and says for which couplings.
 *
 * @param lastOne  no longer correction will be looked for, so the couplings are wanted for which there is none
 */
function decide({ equations, unknowns, kernel }: System, lastOne: boolean, patience: number): Decision {
  const symbols = new Set<ScalarSymbol>();
  for (const { entries, right } of equations) {
    for (const c of [...entries.values(), right])
      for (const { monomial } of c.terms) for (const { symbol } of monomial.factors) symbols.add(symbol);
  }
  const point = ModularPoint.make(symbols);
  if (!point)
    return { kind: 'undecided', because: 'no prime at hand has the square roots that stand in the couplings' };
  const ring = point.ring();
  const atPoint = (entries: ReadonlyMap<number, Coefficient>): Map<number, number> => {
    const numbers = new Map<number, number>();
    for (const [column, c] of entries) {
      const value = point.value(c);
      if (value !== 0) numbers.set(column, value);
    }
    return numbers;
  };
  const numbers = equations.map(
    ({ entries, right }): Equation<number> => ({ entries: atPoint(entries), right: point.value(right) }),
  );
  const guess = eliminate(numbers, ring);
  if (guess.kind === 'contradiction') {
    const known = rankOf(kernel.map(atPoint), ring);
    const rank = rankOf(
      numbers.map(({ entries }) => entries),
      ring,
    );
    const proved = rank + known === unknowns.length;
    if (lastOne || !proved) {
      const assumed = contradictionIn(equations, unknowns.length, patience);
      if (assumed) return { kind: 'none', assumed };
    }
    if (proved) return { kind: 'none', assumed: undefined };
    return {
      kind: 'undecided',
      because: `at a point taken at random there is none, but [H0, ·] has a larger kernel there than the ${known} conserved operators that are known explain`,
    };
  }
  const support = new Set(guess.numerators.keys());
  const small = equations
    .map(
      ({ entries, right }): Equation<Coefficient> => ({
        entries: new Map([...entries].filter(([c]) => support.has(c))),
        right,
      }),
    )
    .filter(({ entries, right }) => entries.size > 0 || !isZeroCoefficient(right));
  try {
    const outcome = eliminate(small, coefficientRing);
    if (outcome.kind === 'solved') return outcome;
  } catch (error) {
    if (!(error instanceof FractionTooLong)) throw error;
  }
  return {
    kind: 'undecided',
    because:
      'at a point taken at random there is one, but its coefficients are too long as functions of the couplings; give the couplings numbers',
  };
}

/** Most unknowns of a system that is eliminated with all its symbols. */
const mostSymbolic = 700;
/** Products of terms after which such an elimination is given up. */
const symbolicPatience = 400_000;

/**
 * What must not vanish for a system to contradict itself; undefined where an elimination with symbols is too long to
 * tell.
 */
function contradictionIn(
  equations: readonly Equation<Coefficient>[],
  unknowns: number,
  patience: number,
): Coefficient[] | undefined {
  if (unknowns > mostSymbolic) return undefined;
  try {
    const outcome = eliminate(equations, patientRing(patience));
    if (outcome.kind === 'contradiction') return [...outcome.pivots, outcome.rest];
  } catch (error) {
    if (!(error instanceof FractionTooLong)) throw error;
  }
  return undefined;
}

function rankOf(rows: readonly Map<number, number>[], ring: Ring<number>): number {
  const outcome = eliminate(
    rows.map((entries): Equation<number> => ({ entries, right: 0 })),
    ring,
  );
  return outcome.pivots.length;
}
