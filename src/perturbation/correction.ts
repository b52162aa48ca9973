import {
  type Coefficient,
  type Symbol,
  addCoefficients,
  fromGaussian,
  gaussian,
  isZero,
  modeCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
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
  sumOperators,
  termLabel,
  zeroOperator,
} from '../spin/index.js';
import { parametersOf } from '../charges/index.js';
import { checkInterrupt } from '../text/index.js';
import { type Equation, type Outcome, type Ring, eliminate } from './elimination.js';
import { FractionTooLong, coefficientRing, divideExactly } from './fractions.js';
import { ModularPoint } from './modular.js';
import { type Parts, frequencyOf } from './parts.js';

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
    }
  | {
      readonly kind: 'none';
      /** there is none of this range or a shorter one */
      readonly range: number;
      /** parameters for which this is said of all values but special ones: the zeros of some polynomial in them */
      readonly generic: readonly string[];
    }
  | { readonly kind: 'undecided'; readonly range: number; readonly because: string };

/** Most strings a correction is looked for among. */
const mostUnknowns = 6000;

/**
 * The first-order correction of a conserved charge: C' of at most `range` sites with
 *
 *   [H0, C'] = −[V, C],   for a drive  ([H0, ·] + nω) C'_n = −[V_n, C]  for every harmonic e^{inωt} V_n,
 *
 * so that [H0 + εV, C + εC'] = O(ε²), for a drive with ∂_t C' beside it. The unknown coefficients of the strings of C' obey
 * linear equations over the field of rational functions of the couplings. A solution is found by exact elimination and put back
 * into the commutator. That there is none is proved by ranks: see `decide`.
 *
 * Conserved charges may be added to C' at will; of all solutions of least range one is taken.
 *
 * @param conserved  operators that commute with H0: what is known of the kernel of [H0, ·]
 * @param range      longest string of C'; what [V, C] spans unless told
 */
export function correctionOf(hamiltonian: Operator, parts: Parts, charge: Operator, conserved: readonly Operator[], range?: number): Correction {
  const broken = commutator(parts.whole, charge);
  if (isZeroOperator(broken) && parts.jumps.every((l) => isZeroOperator(commutator(l, charge)))) return { kind: 'unneeded' };
  const usual = operatorRange(charge) + operatorRange(parts.whole) - 1;
  const widest = range ?? usual;
  if (parts.jumps.length > 0) return { kind: 'undecided', range: widest, because: 'what jumps change is no commutator' };
  if (parts.bath.terms.length > 0) {
    return { kind: 'undecided', range: widest, because: 'a bath moves by itself, so a correction would hold its momenta too' };
  }
  const sectors = [
    { shift: zeroCoefficient, component: parts.static, mode: oneCoefficient, both: false },
    ...parts.harmonics.map((h) => {
      const shift = frequencyOf(h, parts.frequency!);
      return { shift, component: h.component, mode: modeCoefficient(shift), both: true };
    }),
  ];
  let whole: Operator = zeroOperator;
  let denominator = oneCoefficient;
  for (const { shift, component, mode, both } of sectors) {
    for (const staggered of [false, true]) {
      const right = { terms: commutator(component, charge).terms.filter((t) => t.staggered === staggered), cancelled: 0 };
      if (isZeroOperator(right)) continue;
      const found = solve({ hamiltonian, right: negateOperator(right), shift, conserved }, widest);
      if (found.kind !== 'exists') return found;
      const part = scaleOperator(found.operator, mode);
      const sum = both ? addOperators(part, adjoint(part)) : part;
      // Over the common denominator.
      whole = addOperators(scaleOperator(whole, found.denominator), scaleOperator(sum, denominator));
      denominator = multiplyCoefficients(denominator, found.denominator);
    }
  }
  return { kind: 'exists', operator: whole, denominator, range: operatorRange(whole) };
}

const minusI = fromGaussian(gaussian(0, -1));

/** ([H, ·] + shift) X = right */
interface Problem {
  readonly hamiltonian: Operator;
  readonly right: Operator;
  readonly shift: Coefficient;
  readonly conserved: readonly Operator[];
}

/** The X of least range, at most `widest` sites. */
function solve(problem: Problem, widest: number): Exclude<Correction, { kind: 'unneeded' }> {
  const { hamiltonian, right, shift } = problem;
  const least = Math.max(1, operatorRange(right) - operatorRange(hamiltonian) + 1);
  for (let range = Math.min(least, widest); ; range++) {
    const system = systemOf(problem, range);
    if (!system) return { kind: 'undecided', range: widest, because: `it would be looked for among more than ${mostUnknowns} strings` };
    const decided = decide(system);
    if (decided.kind === 'undecided') return { ...decided, range };
    if (decided.kind === 'none') {
      if (range >= widest) return { kind: 'none', range: widest, generic: parametersOf(sumOperators([hamiltonian, scaleOperator(right, addCoefficients(shift, oneCoefficient))])) };
      continue;
    }
    const operator = sumOperators([{ terms: [...decided.numerators].map(([column, coefficient]) => ({ ...system.unknowns[column]!, coefficient })), cancelled: 0 }]);
    const reduced = lowestTerms(operator, decided.denominator);
    // The proof: what has been found is put in.
    const image = addOperators(commutator(hamiltonian, reduced.operator), scaleOperator(reduced.operator, shift));
    const rest = addOperators(image, negateOperator(scaleOperator(right, reduced.denominator)));
    if (!isZeroOperator(rest)) throw new Error('a solution of the linear system does not solve it');
    return { kind: 'exists', ...reduced, range: operatorRange(reduced.operator) };
  }
}

function lowestTerms(operator: Operator, denominator: Coefficient): { operator: Operator; denominator: Coefficient } {
  if (denominator.terms.length === 1) {
    return { operator: mapCoefficients(operator, (c) => divideExactly(c, denominator)!), denominator: oneCoefficient };
  }
  const quotients = operator.terms.map((t) => divideExactly(t.coefficient, denominator));
  if (quotients.some((q) => q === undefined)) return { operator, denominator };
  return { operator: sumOperators([{ terms: operator.terms.map((t, k) => Object.assign({ ...t }, { coefficient: quotients[k]! })), cancelled: 0 }]), denominator: oneCoefficient };
}

interface System {
  readonly unknowns: readonly Term[];
  readonly equations: readonly Equation<Coefficient>[];
  /** solutions of the same equations with right sides zero, as far as they are known */
  readonly kernel: readonly ReadonlyMap<number, Coefficient>[];
}

/**
 * The equations that the right side touches: strings are followed from it, back to the unknowns that reach them and on to
 * the other strings those reach. Q is in [H, P] exactly where P is in [H, Q], since [H, ·] is Hermitian.
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
    if (!found) images.set(label, (found = commutator(generator, { terms: [{ ...term, coefficient: oneCoefficient }], cancelled: 0 }).terms));
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
    const candidates = isZero(shift) ? imageOf(term, termLabel(term)) : [...imageOf(term, termLabel(term)), term];
    for (const candidate of candidates) {
      const n = rangeOf(candidate.word);
      const label = termLabel(candidate);
      if (n === 0 || n > range || columns.has(label)) continue;
      const column = unknowns.length;
      if (column >= mostUnknowns) return undefined;
      columns.set(label, column);
      unknowns.push(candidate);
      for (const reached of imageOf(candidate, label)) meet(reached, termLabel(reached)).entries.set(column, reached.coefficient);
      if (!isZero(shift)) {
        const { entries } = meet(candidate, label);
        const before = entries.get(column);
        entries.set(column, before ? coefficientRing.subtract(before, negateCoefficient(shift)) : shift);
      }
    }
  }
  // The strings of a conserved operator fall into parts that [H, ·] does not mix, and each part is conserved by itself.
  const fits = isZero(shift) ? conserved.filter((c) => operatorRange(c) <= range) : [];
  return {
    unknowns,
    equations: [...equations.values()].filter((e) => e.entries.size > 0 || !isZero(e.right)),
    kernel: fits.map((c) => new Map(c.terms.flatMap((t): [number, Coefficient][] => {
      const column = columns.get(termLabel(t));
      return column === undefined ? [] : [[column, t.coefficient]];
    }))),
  };
}

type Decision = Extract<Outcome<Coefficient>, { kind: 'solved' }> | { readonly kind: 'none' } | { readonly kind: 'undecided'; readonly because: string };

/**
 * Solves the system A x = b over the field of rational functions, or proves that it has no solution.
 *
 * At a random point modulo a prime it is eliminated first. A solution there names the strings that are needed, and the
 * symbols meet only those. A contradiction there proves that there is no solution, provided the rank of A is the largest
 * possible: a minor that does not vanish at the point does not vanish identically, so rank [A|b] ≥ rank [A|b]_point; and
 * rank A ≤ columns − (independent conserved operators known). Where rank A_point reaches that bound,
 *
 *   rank [A|b] ≥ rank A_point + 1 > rank A.
 */
function decide({ equations, unknowns, kernel }: System): Decision {
  const symbols = new Set<Symbol>();
  for (const { entries, right } of equations) {
    for (const c of [...entries.values(), right]) for (const { monomial } of c.terms) for (const { symbol } of monomial.factors) symbols.add(symbol);
  }
  const point = ModularPoint.make(symbols);
  if (!point) return { kind: 'undecided', because: 'no prime at hand has the square roots that stand in the couplings' };
  const ring = point.ring();
  const atPoint = (entries: ReadonlyMap<number, Coefficient>): Map<number, number> => {
    const numbers = new Map<number, number>();
    for (const [column, c] of entries) {
      const value = point.value(c);
      if (value !== 0) numbers.set(column, value);
    }
    return numbers;
  };
  const numbers = equations.map(({ entries, right }): Equation<number> => ({ entries: atPoint(entries), right: point.value(right) }));
  const guess = eliminate(numbers, ring);
  if (guess.kind === 'contradiction') {
    const known = rankOf(kernel.map(atPoint), ring);
    const rank = rankOf(numbers.map(({ entries }) => entries), ring);
    if (rank + known === unknowns.length) return { kind: 'none' };
    return { kind: 'undecided', because: `at a point taken at random there is none, but [H0, ·] has a larger kernel there than the ${known} conserved operators that are known explain` };
  }
  const support = new Set(guess.numerators.keys());
  const small = equations
    .map(({ entries, right }): Equation<Coefficient> => ({ entries: new Map([...entries].filter(([c]) => support.has(c))), right }))
    .filter(({ entries, right }) => entries.size > 0 || !isZero(right));
  try {
    const outcome = eliminate(small, coefficientRing);
    if (outcome.kind === 'solved') return outcome;
  } catch (error) {
    if (!(error instanceof FractionTooLong)) throw error;
  }
  return { kind: 'undecided', because: 'at a point taken at random there is one, but its coefficients are too long as functions of the couplings; give the couplings numbers' };
}

function rankOf(rows: readonly Map<number, number>[], ring: Ring<number>): number {
  const outcome = eliminate(rows.map((entries): Equation<number> => ({ entries, right: 0 })), ring);
  return outcome.pivots.length;
}
