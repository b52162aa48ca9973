import {
  type Coefficient,
  type Rational,
  addCoefficients,
  conjugateCoefficient,
  equalCoefficients,
  fromGaussian,
  fromSymbol,
  gaussian,
  modeCoefficient,
  oneCoefficient,
  rational,
  zeroCoefficient,
} from '../exact/index.js';
import { operatorPeriod, parametersOf } from '../charges/index.js';
import {
  type Operator,
  addOperators,
  adjoint,
  commutator,
  isZeroOperator,
  negateOperator,
  operatorRange,
  scaleOperator,
  sumOperators,
  weightIn,
  zeroOperator,
} from '../spin/index.js';
import { commonPeriodOf } from './periods.js';
import { contentOf } from './content.js';
import { exceptionsAt, keptWhere, withoutFactors } from './exceptions.js';
import { sameZeros } from './factors.js';
import {
  type NoSolutionProof,
  type Reach,
  StringImages,
  productOfFactors,
  solveOperatorEquation,
} from './operator-equation.js';
import { type Parts, frequencyOf } from './parts.js';
import type { Correction, Exception, Question } from './question.js';

/** Options for the search for a correction. */
export interface CorrectionOptions {
  /** longest string of C' */
  readonly range?: number | undefined;
  /** number of products of terms after which a symbolic elimination is abandoned and ranks decide */
  readonly patience?: number;
}

/** Default number of products of terms after which a symbolic elimination is abandoned. */
export const symbolicPatience = 400_000;

/**
 * The first-order correction of a conserved charge: C' with
 *
 *   [H0, C'] = −[V, C],   for a drive  ([H0, ·] + nω) C'_n = −[V_n, C]  for every harmonic e^{inωt} V_n,
 *
 * so that [H0 + εV, C + εC'] = O(ε²), where a drive adds a term with ∂_t C'. The unknown coefficients of the strings of
 * C' obey linear equations over the field of rational functions of the couplings. A solution is found by exact
 * elimination and inserted into the commutator. The absence of a solution is proved by elimination too, or by ranks;
 * see `decide`.
 *
 * By default C' may be as long as the ranges of C, V and H0 together: all strings up to the range of [V, C] are
 * searched, and longer ones if they are few enough. The answer gives the range that was searched.
 *
 * The elimination divides by polynomials in the couplings. Where one of them vanishes, the question is asked again with
 * that coupling substituted, and a different answer is an exception.
 *
 * Conserved charges may be added to C' arbitrarily; one of the solutions of least range is returned.
 *
 * @param hamiltonian  H0, static, with the period of any unit cell
 * @param parts        of the perturbation V
 * @param charge       C, with [H0, C] = 0
 * @param conserved  operators that commute with H0: the known part of the kernel of [H0, ·]
 */
export function correctionOf(
  hamiltonian: Operator,
  parts: Parts,
  charge: Operator,
  conserved: readonly Operator[],
  { range, patience = symbolicPatience }: CorrectionOptions = {},
): Correction {
  const images = new StringImages(hamiltonian, commonPeriodOf([hamiltonian, parts.whole, charge]));
  return correctionAt({ hamiltonian, parts, charge, conserved, images, patience, answered: [] }, range, 0);
}

/** The answer to a question, `depth` substitutions away from the original one. */
export function correctionAt(question: Question, range: number | undefined, depth: number): Correction {
  const { hamiltonian, parts, charge, conserved, images, patience } = question;
  const broken = commutator(parts.whole, charge);
  if (isZeroOperator(broken) && parts.jumps.every((l) => isZeroOperator(commutator(l, charge))))
    return { kind: 'unneeded' };
  const usual = operatorRange(charge) + operatorRange(parts.whole) - 1;
  const reach: Reach =
    range === undefined
      ? { full: usual, furthest: usual + 1 + operatorRange(hamiltonian) }
      : { full: range, furthest: range };
  const content = contentOf([
    broken,
    ...parts.jumps.flatMap((l) => [commutator(l, charge), commutator(adjoint(l), charge)]),
  ]);
  const kept = keptWhere(question, content);
  const outside = beyondTheChain(parts);
  if (outside !== undefined) return { kind: 'undecided', range: reach.full, because: outside, exceptions: kept };
  let whole: Operator = zeroOperator;
  let denominator: readonly Coefficient[] = [];
  for (const { shift, component, mode, both } of frequencyPartsOf(parts)) {
    // A uniform H0 does not mix uniform and staggered strings, so their equations are separate. For longer periods
    // the strings are on classes of sites, which it mixes.
    const signs = operatorPeriod(hamiltonian) === 1 && images.period <= 2 ? [[1], [-1]] : [[1, -1]];
    for (const among of signs) {
      const right = {
        terms: commutator(component, charge).terms.filter((t) => among.includes(weightIn(t.place).sign)),
      };
      if (isZeroOperator(right)) continue;
      const found = solveOperatorEquation(
        { hamiltonian, right: negateOperator(right), shift, conserved },
        reach,
        images,
        patience,
      );
      if (found.kind === 'undecided') return { ...found, exceptions: kept };
      if (found.kind === 'none') {
        const answer = (proof: NoSolutionProof): None =>
          noneBy(proof, { question, kept, content, right, shift, depth });
        const longest = answer(found.proof);
        const shorter = longest.generic.length > 0 ? found.shorter() : undefined;
        const certain = shorter && answer(shorter);
        // An answer for all couplings is preferred to a longer search for generic couplings.
        return certain && certain.generic.length === 0 ? certain : longest;
      }
      const part = scaleOperator(found.operator, mode);
      const next = both ? withConjugates(found.denominator) : found.denominator;
      const over = scaleOperator(part, without(next, found.denominator));
      const sum = both ? addOperators(over, adjoint(over)) : over;
      const common = leastCommon(denominator, next);
      whole = addOperators(
        scaleOperator(whole, without(common, denominator)),
        scaleOperator(sum, without(common, next)),
      );
      denominator = common;
    }
  }
  const divided = [...denominator, ...whole.terms.flatMap((t) => dividedBy(t.coefficient))];
  const { exceptions } = exceptionsAt(question, divided, { range, depth, again: correctionAt, settles: () => false });
  return {
    kind: 'exists',
    operator: whole,
    denominator: productOfFactors(denominator),
    range: operatorRange(whole),
    exceptions,
  };
}

type None = Extract<Correction, { kind: 'none' }>;

interface NoneFound {
  readonly question: Question;
  readonly kept: readonly Exception[];
  readonly content: Coefficient | undefined;
  readonly right: Operator;
  readonly shift: Coefficient;
  readonly depth: number;
}

/** The answer that there is no correction, with the couplings at which the proof does not hold. */
function noneBy(
  { range, assumed }: NoSolutionProof,
  { question, kept, content, right, shift, depth }: NoneFound,
): None {
  const { hamiltonian, parts } = question;
  const zeros = kept.map(({ factor }) => factor);
  const special = [
    ...(assumed ?? []).map((c) => withoutFactors(c, zeros)),
    // A drive at zero frequency is a different perturbation, so it is not an exception.
    ...(parts.frequency ? [fromGaussian(gaussian(1), parts.frequency)] : []),
  ];
  const { exceptions, complete } = exceptionsAt({ ...question, answered: [...question.answered, ...zeros] }, special, {
    range,
    depth,
    again: correctionAt,
    settles: (there) => there.kind === 'none' && there.generic.length === 0 && there.exceptions.length === 0,
  });
  const generic =
    assumed && complete && content
      ? []
      : parametersOf(sumOperators([hamiltonian, scaleOperator(right, addCoefficients(shift, oneCoefficient))]));
  return { kind: 'none', range, generic, exceptions: [...kept, ...exceptions] };
}

/** The reason why no operator of the chain corrects the change due to jumps or a bath, if V has them. */
function beyondTheChain({ jumps, bath }: Parts): string | undefined {
  if (jumps.length > 0) return 'what jumps change is no commutator';
  return isZeroOperator(bath) ? undefined : 'a bath moves by itself, so a correction would hold its momenta too';
}

/** A part of V with one time dependence, e^{inωt}. */
export interface FrequencyPart {
  /** n */
  readonly multiple: Rational;
  /** nω */
  readonly shift: Coefficient;
  readonly component: Operator;
  readonly mode: Coefficient;
  /** whether the part at −n belongs to it too */
  readonly both: boolean;
}

export function frequencyPartsOf(parts: Parts): FrequencyPart[] {
  return [
    { multiple: rational(0), shift: zeroCoefficient, component: parts.static, mode: oneCoefficient, both: false },
    ...parts.harmonics.map((h): FrequencyPart => {
      const shift = frequencyOf(h, parts.frequency!);
      return { multiple: h.multiple, shift, component: h.component, mode: modeCoefficient(shift), both: true };
    }),
  ];
}

/** The factors, with the conjugates of those that are not real. */
function withConjugates(factors: readonly Coefficient[]): Coefficient[] {
  return [...factors, ...factors.map(conjugateCoefficient).filter((f) => !factors.some((g) => sameZeros(f, g)))];
}

/** The least common multiple: every factor as often as it occurs in one of the two lists. */
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
  productOfFactors(leftOver(all, some));

/** Couplings by which a coefficient is divided. */
export function dividedBy({ terms }: Coefficient): Coefficient[] {
  return terms.flatMap(({ monomial }) =>
    monomial.factors.flatMap(({ symbol, doubled }) =>
      doubled < 0 && symbol.kind !== 'prime' ? [fromSymbol(symbol)] : [],
    ),
  );
}
