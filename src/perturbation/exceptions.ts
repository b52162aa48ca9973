import { type Coefficient, isZeroCoefficient, oneCoefficient, substituteCoefficient } from '../exact/index.js';
import { type Operator, commutator, isZeroOperator, substituteOperator } from '../spin/index.js';
import { DiagnosticError } from '../text/index.js';
import { type Coupling, distinctFactors, factorsOf, sameZeros, zerosOf } from './factors.js';
import { StringImages, divideWhole } from './operator-equation.js';
import { partsOf } from './parts.js';
import type { Correction, Exception, Question } from './question.js';

/** Couplings at which all terms that break a charge vanish, so that nothing needs to be corrected there. */
export function keptWhere({ hamiltonian, parts, answered }: Question, content: Coefficient | undefined): Exception[] {
  return factorsOf(content ?? oneCoefficient).flatMap((factor): Exception[] => {
    const at = zerosOf(factor);
    if (at === 'never' || answered.some((f) => sameZeros(f, factor))) return [];
    if (at && [hamiltonian, parts.whole, ...parts.jumps].some((a) => !isThere(a, at))) return [];
    return [{ factor, at, there: { kind: 'unneeded' } }];
  });
}

/** Does a polynomial certainly vanish at these couplings? */
function vanishesAt(f: Coefficient, at: readonly Coupling[]): boolean {
  try {
    return isZeroCoefficient(substituteCoefficient(f, valuesAt(at)));
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
    return false;
  }
}

/**
 * Is an operator defined at these couplings? It is not if it is divided by zero or contains the root of a negative
 * number.
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

export const valuesAt = (at: readonly Coupling[]): Map<string, Coefficient> =>
  new Map(at.map(({ name, value }) => [name, value]));

/** A coefficient divided by factors as often as they divide it. */
export function withoutFactors(c: Coefficient, factors: readonly Coefficient[]): Coefficient {
  let rest = c;
  for (const factor of factors)
    for (let quotient = divideWhole(rest, factor); quotient; quotient = divideWhole(rest, factor)) rest = quotient;
  return rest;
}

/** Largest depth of exceptions: exceptions of exceptions are examined, but not their exceptions. */
const deepest = 2;
/** Largest number of special couplings at which a question is asked again. */
const mostExceptions = 24;

/** Options for asking a question again at special couplings. */
interface Asking {
  /** longest string of a correction, by default as for the question */
  readonly range: number | undefined;
  /** number of substitutions between this question and the original one */
  readonly depth: number;
  readonly again: (question: Question, range: number | undefined, depth: number) => Correction;
  /** whether the answer there is the same as for all other couplings */
  readonly settles: (there: Correction) => boolean;
}

/**
 * The answers where factors vanish.
 *
 * @returns         the exceptions; `complete` if no other special couplings remain open
 */
export function exceptionsAt(
  question: Question,
  assumed: readonly Coefficient[],
  asking: Asking,
): { exceptions: Exception[]; complete: boolean } {
  const exceptions: Exception[] = [];
  let complete = true;
  const factors = distinctFactors(assumed);
  for (const [k, factor] of factors.entries()) {
    const at = zerosOf(factor);
    if (at === 'never' || question.answered.some((f) => sameZeros(f, factor) || (at && vanishesAt(f, at)))) continue;
    const there = at && asking.depth < deepest && k < mostExceptions ? answerAt(question, at, asking) : undefined;
    if (there === 'nothing' || (there && asking.settles(there))) continue;
    exceptions.push({ factor, at, there });
    // An exception with an answer is closed; an open exception leaves the list incomplete.
    if (!there || (there.kind === 'none' && there.generic.length > 0)) complete = false;
  }
  return { exceptions, complete };
}

/**
 * The answer to the question at a coupling; `nothing` where there is no such chain, undefined where the question cannot
 * be asked.
 */
function answerAt(
  { hamiltonian, parts, charge, conserved, images, patience, answered }: Question,
  at: readonly Coupling[],
  { range, depth, again }: Asking,
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
      images: new StringImages(h, images.period),
      patience,
      answered: answered.flatMap((f) => factorsOf(substituteCoefficient(f, values))),
    };
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
    // After a division by zero, or with the root of a negative number, there is no such chain. A charge may have no
    // limit there.
    return isThere(hamiltonian, at) && isThere(parts.whole, at) ? undefined : 'nothing';
  }
  return again(changed, range, depth + 1);
}
