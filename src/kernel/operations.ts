import type { Work } from './limits.js';
import {
  type ExclusionOperator,
  adjointOf,
  combination,
  commutatorOf,
  degreeOfTerms,
  moved,
  overlapOf,
  productOf,
  rangeOfTerms,
} from './operator.js';
import type { ExactPolynomial } from './polynomial.js';
import { operatorText, polynomialText } from './write.js';

/** Data that the operations need besides their operands. */
export interface Context {
  readonly work: Work;
  /** names of the complex parameters */
  readonly complex: ReadonlySet<string>;
}

/** How a step computes an operator from earlier ones, and how it is written in the language with their names. */
export interface Operation {
  make(of: readonly ExclusionOperator[], context: Context): ExclusionOperator;
  text(names: readonly string[]): string;
}

/** An operation whose only arguments are earlier operators. */
interface Plain extends Operation {
  readonly operands: 1 | 2;
}

const one = (
  make: (a: ExclusionOperator, context: Context) => ExclusionOperator,
  text: (a: string) => string,
): Plain => ({
  operands: 1,
  make: ([a], context) => make(a!, context),
  text: ([a]) => text(a!),
});
const two = (
  make: (a: ExclusionOperator, b: ExclusionOperator, context: Context) => ExclusionOperator,
  text: (a: string, b: string) => string,
): Plain => ({
  operands: 2,
  make: ([a, b], context) => make(a!, b!, context),
  text: ([a, b]) => text(a!, b!),
});

/** The operations by the names of their fields. */
export const operations: ReadonlyMap<string, Plain> = new Map([
  [
    'commutator',
    two(
      (a, b, { work }) => commutatorOf(a, b, work),
      (a, b) => `[${a}, ${b}]`,
    ),
  ],
  [
    'product',
    two(
      (a, b, { work }) => productOf(a, b, work),
      (a, b) => `(${a}) (${b})`,
    ),
  ],
  [
    'overlap',
    two(
      (a, b, { work, complex }) => overlapOf(a, b, complex, work),
      (a, b) => `overlap(${a}, ${b})`,
    ),
  ],
  [
    'adjoint',
    one(
      (a, { work, complex }) => adjointOf(a, complex, work),
      (a) => `dag(${a})`,
    ),
  ],
  [
    'reflection',
    one(
      (a, { work }) => moved(a, { by: 0, mirrored: true }, work),
      (a) => `reflect(${a})`,
    ),
  ],
  [
    'range',
    one(
      (a, { work }) => rangeOfTerms(a, work),
      (a) => `range(${a})`,
    ),
  ],
  [
    'degree',
    one(
      (a, { work }) => degreeOfTerms(a, work),
      (a) => `degree(${a})`,
    ),
  ],
]);

/** The operator given by a list of words. */
export function listedTerms(operator: ExclusionOperator): Operation {
  return { make: () => operator, text: () => operatorText(operator) };
}

export function translationBy(by: number): Operation {
  return one(
    (a, { work }) => moved(a, { by, mirrored: false }, work),
    (a) => `translate(${a}, ${by})`,
  );
}

export function combinationWith(times: readonly ExactPolynomial[]): Operation {
  return {
    make: (of, { work }) =>
      combination(
        of.map((a, k) => ({ times: times[k]!, of: a })),
        work,
      ),
    text: (names) => names.map((name, k) => `(${polynomialText(times[k]!)}) ${name}`).join(' + '),
  };
}
