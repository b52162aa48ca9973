import type { Work } from './limits.js';
import {
  type Operator,
  adjoint,
  combination,
  commutator,
  degree,
  moved,
  overlap,
  productOf,
  range,
} from './operator.js';
import type { Polynomial } from './polynomial.js';
import { operatorText, polynomialText } from './write.js';

/** What the operations need besides their operands. */
export interface Context {
  readonly work: Work;
  /** names of the complex parameters */
  readonly complex: ReadonlySet<string>;
}

/** How a step makes an operator of earlier ones, and how it is written in the language with their names. */
export interface Operation {
  make(of: readonly Operator[], context: Context): Operator;
  text(names: readonly string[]): string;
}

/** An operation with operands and nothing else. */
interface Plain extends Operation {
  readonly operands: 1 | 2;
}

const one = (make: (a: Operator, context: Context) => Operator, text: (a: string) => string): Plain => ({
  operands: 1,
  make: ([a], context) => make(a!, context),
  text: ([a]) => text(a!),
});
const two = (
  make: (a: Operator, b: Operator, context: Context) => Operator,
  text: (a: string, b: string) => string,
): Plain => ({
  operands: 2,
  make: ([a, b], context) => make(a!, b!, context),
  text: ([a, b]) => text(a!, b!),
});

/** By the names of their fields. */
export const operations: ReadonlyMap<string, Plain> = new Map([
  [
    'commutator',
    two(
      (a, b, { work }) => commutator(a, b, work),
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
      (a, b, { work, complex }) => overlap(a, b, complex, work),
      (a, b) => `overlap(${a}, ${b})`,
    ),
  ],
  [
    'adjoint',
    one(
      (a, { work, complex }) => adjoint(a, complex, work),
      (a) => `dag(${a})`,
    ),
  ],
  [
    'reflection',
    one(
      (a, { work }) => moved(a, 0, true, work),
      (a) => `reflect(${a})`,
    ),
  ],
  [
    'range',
    one(
      (a, { work }) => range(a, work),
      (a) => `range(${a})`,
    ),
  ],
  [
    'degree',
    one(
      (a, { work }) => degree(a, work),
      (a) => `degree(${a})`,
    ),
  ],
]);

/** Words as they are listed. */
export function listed(operator: Operator): Operation {
  return { make: () => operator, text: () => operatorText(operator) };
}

export function translationBy(by: number): Operation {
  return one(
    (a, { work }) => moved(a, by, false, work),
    (a) => `translate(${a}, ${by})`,
  );
}

export function combinationWith(times: readonly Polynomial[]): Operation {
  return {
    make: (of, { work }) =>
      combination(
        of.map((a, k) => ({ times: times[k]!, of: a })),
        work,
      ),
    text: (names) => names.map((name, k) => `(${polynomialText(times[k]!)}) ${name}`).join(' + '),
  };
}
