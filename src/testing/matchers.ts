import { Budget, type Law, type RunOptions, type Verdict, checkLaw, isExpected, replay } from '../law/index.js';
import { findLaw, lawsOfRates, textOf } from '../laws/index.js';
import { type Operator, commutator, isZeroOperator, subtractOperators } from '../spin/index.js';
import { readable } from '../text/index.js';
import { breaks, conserves, nearlyConserves } from './conservation.js';
import type { ChargeMatchOptions, Matched, NearlyOptions } from './matched.js';
import { lawOf } from './named-law.js';
import {
  type ChargeLike,
  type OperatorLike,
  chainOperand,
  chargeOperand,
  isPerturbation,
  operandPair,
} from './operands.js';
import { checkedOptions, text, wholeFrom } from './options.js';
import { guarded } from './subjects.js';

/** The part of vitest's context that a matcher reads: whether `.not` was used. */
export interface Asked {
  readonly isNot?: boolean;
}

/** Options for choosing the cases of a law. */
export interface ObeyOptions {
  /** seed of the cases; 1 by default */
  readonly seed?: number;
  /** number of cases; by default as many as the law asks for */
  readonly cases?: number;
  /** milliseconds */
  readonly budget?: number;
  /** only the case of this path */
  readonly path?: string;
}

/** Passes if an operator vanishes; the message shows the claim as a line to paste, and the residual. */
function vanishing(difference: Operator, line: string): Matched {
  const pass = isZeroOperator(difference);
  return {
    pass,
    message: () =>
      pass
        ? `this holds, and was expected not to:\n  ${line}`
        : `this does not hold:\n  ${line}\nresidual (${difference.terms.length} Pauli strings):\n  ${textOf(difference)}`,
  };
}

function obeys(received: unknown, chosen: Law<unknown> | string, options: ObeyOptions, isNot: boolean): Matched {
  checkedOptions('toObey', options, {
    seed: wholeFrom(0, 2 ** 32 - 1),
    cases: wholeFrom(1),
    budget: { about: 'a number of milliseconds', accepts: (v) => typeof v === 'number' && v >= 0 },
    path: text,
  });
  const named = lawOf(chosen);
  // The laws of rates in the catalogue are about the chain of the paper; given a perturbation, they are checked on that
  // perturbation.
  const law =
    isPerturbation(received) && findLaw(named.id) === named
      ? (lawsOfRates(received).find(({ id }) => id === named.id) ?? named)
      : named;
  const verdict = verdictOf(received, law, options);
  const expected = isExpected(law, verdict);
  // An undecided law answers neither the question nor its opposite.
  const pass = verdict.kind === 'undecided' && !expected ? isNot : expected;
  return { pass, message: () => `${law.id}: ${law.title}\n${verdictText(law, verdict, isNot)}` };
}

function verdictOf(received: unknown, law: Law<unknown>, { path, ...rest }: ObeyOptions): Verdict {
  const whole = received === undefined || (isPerturbation(received) && law.id.startsWith('perturb.'));
  if (!whole && typeof received !== 'function') return guarded(law).check(received, new Budget(rest.budget));
  const run: RunOptions = {
    ...rest,
    ...(typeof received === 'function' && { change: received as (c: unknown) => unknown }),
  };
  const tried = whole ? law : guarded(law);
  return path === undefined ? checkLaw(tried, run).verdict : replay(tried, path, run);
}

function verdictText(law: Law<unknown>, verdict: Verdict, isNot: boolean): string {
  switch (verdict.kind) {
    case 'holds': {
      const { cases } = verdict.evidence;
      const held = `holds in ${cases} ${cases === 1 ? 'case' : 'cases'}`;
      return law.expected === 'fails' && !isNot
        ? `${held}, and is a statement that is expected to fail`
        : `${held}, and was expected not to`;
    }
    case 'undecided': {
      const { message, hint } = verdict.because;
      return `undecided: ${message}${hint === undefined ? '' : `\nhint: ${hint}`}`;
    }
    case 'fails': {
      const { line, where, seed, path } = verdict.witness;
      const at = where
        ? ` at ${Object.entries(where)
            .map(([name, value]) => `${name} = ${value}`)
            .join(', ')}`
        : '';
      const again = path === undefined ? '' : `\nseed ${seed}, path ${path}`;
      const unwanted = law.expected === 'fails' && isNot ? ', as the law is expected to, and was expected not to' : '';
      return `fails${at}${unwanted}\n  ${line}\nresidual:\n  ${verdict.residual.text}${again}`;
    }
  }
}

/**
 * Matchers for `expect.extend`; importing `spinlaw/testing` adds them. Operators may be texts of the language. Errors
 * in a text, and questions without an answer, fail with and without `.not`, and show the place, the caret and the
 * hint.
 */
export const matchers = {
  /** A = B, for all values of the parameters. */
  toEqualOperator(received: unknown, expected: OperatorLike): Matched {
    return readable(() => {
      const [a, b] = operandPair(received, expected, ['expect', 'toEqualOperator']);
      return vanishing(subtractOperators(a, b), `prove ${textOf(a)} = ${textOf(b)}`);
    });
  },
  /** [A, B] = 0, for all values of the parameters. */
  toCommuteWith(received: unknown, other: OperatorLike): Matched {
    return readable(() => {
      const [a, b] = operandPair(received, other, ['expect', 'toCommuteWith']);
      return vanishing(commutator(a, b), `prove [${textOf(a)}, ${textOf(b)}] = 0`);
    });
  },
  /** [H, A] = 0, for all values of the parameters. */
  toBeConservedBy(received: unknown, hamiltonian: OperatorLike): Matched {
    return readable(() => {
      const h = chainOperand(hamiltonian, 'toBeConservedBy');
      const { operator: a } = chargeOperand(received, undefined, 'expect');
      return vanishing(commutator(h, a), `prove [${textOf(h)}, ${textOf(a)}] = 0`);
    });
  },
  /** V and its jump operators commute with the charge. */
  toConserve(received: unknown, charge: ChargeLike, options: ChargeMatchOptions = {}): Matched {
    return readable(() => conserves(received, charge, options));
  },
  /** The charge is one of H0, and V or a jump operator does not commute with it. */
  toBreak(received: unknown, charge: ChargeLike, options: ChargeMatchOptions = {}): Matched {
    return readable(() => breaks(received, charge, options));
  },
  /** There is a correction of the charge to first order in V. */
  toNearlyConserve(received: unknown, charge: ChargeLike, options: NearlyOptions = {}): Matched {
    return readable(() => nearlyConserves(received, charge, options));
  },
  /** The verdict on the law is the one that is expected. */
  toObey(this: Asked | void, received: unknown, law: Law<unknown> | string, options: ObeyOptions = {}): Matched {
    return readable(() => obeys(received, law, options, isNegated(this)));
  },
};

const isNegated = (asked: Asked | void): boolean => asked !== undefined && asked.isNot === true;

export type { ChargeLike, OperatorLike };
