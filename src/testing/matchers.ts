import { Budget, type Law, type RunOptions, type Verdict, checkLaw, replay } from '../law/index.js';
import { findLaw, laws, operatorOf, textOf } from '../laws/index.js';
import { type Operator, commutator, isZeroOperator, subtractOperators } from '../spin/index.js';
import { refuse } from '../text/index.js';

/** An operator, or a text of the language that means one. */
export type OperatorLike = Operator | string;

/** What a matcher says. */
export interface Matched {
  readonly pass: boolean;
  message(): string;
}

export interface ObeyOptions {
  readonly seed?: number;
  readonly cases?: number;
  /** milliseconds */
  readonly budget?: number;
  /** only the case of this path */
  readonly path?: string;
}

function asOperator(a: unknown): Operator {
  if (typeof a === 'string') return operatorOf(a);
  if (typeof a === 'object' && a !== null && 'terms' in a) return a as Operator;
  return refuse('not-an-operator', 'the matcher takes an operator, or a text of the language that means one');
}

/** Passes where an operator vanishes; the message shows the claim as a line to paste, and what is left. */
function vanishing(difference: Operator, line: string): Matched {
  const pass = isZeroOperator(difference);
  return {
    pass,
    message: () => (pass ? `this holds, and was expected not to:\n  ${line}` : `this does not hold:\n  ${line}\nresidual (${difference.terms.length} Pauli strings):\n  ${textOf(difference)}`),
  };
}

/**
 * A law against a subject, or against an implementation: a function that gets every subject of the law's case space and
 * returns it with parts replaced.
 */
function obeys(subject: unknown, chosen: Law<unknown> | string, options: ObeyOptions): Matched {
  const found = typeof chosen === 'string' ? findLaw(chosen) : chosen;
  const law = found ?? refuse('unknown-law', `there is no law "${String(chosen)}"`, { hint: `as in ${laws[0]!.id}` });
  const { path, ...rest } = options;
  const run: RunOptions = { ...rest, ...(typeof subject === 'function' && { change: subject as (c: unknown) => unknown }) };
  const verdict: Verdict =
    typeof subject !== 'function' ? law.check(subject, new Budget(options.budget)) : path === undefined ? checkLaw(law, run).verdict : replay(law, path, run);
  return { pass: verdict.kind === 'holds', message: () => `${law.id}: ${law.title}\n${verdictText(verdict)}` };
}

function verdictText(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'holds':
      return `holds in ${verdict.evidence.cases} cases, and was expected not to`;
    case 'undecided':
      return `undecided: ${verdict.because.message}`;
    case 'fails': {
      const { line, where, seed, path } = verdict.witness;
      const at = where ? ` at ${Object.entries(where).map(([name, value]) => `${name} = ${value}`).join(', ')}` : '';
      const again = path === undefined ? '' : `\nseed ${seed}, path ${path}`;
      return `fails${at}\n  ${line}\nresidual:\n  ${verdict.residual.text}${again}`;
    }
  }
}

/** For `expect.extend`; importing `spinlaw/testing` does it. */
export const matchers = {
  toEqualOperator(received: unknown, expected: OperatorLike): Matched {
    const [a, b] = [asOperator(received), asOperator(expected)];
    return vanishing(subtractOperators(a, b), `prove ${textOf(a)} = ${textOf(b)}`);
  },
  toCommuteWith(received: unknown, other: OperatorLike): Matched {
    const [a, b] = [asOperator(received), asOperator(other)];
    return vanishing(commutator(a, b), `prove [${textOf(a)}, ${textOf(b)}] = 0`);
  },
  toBeConservedBy(received: unknown, hamiltonian: OperatorLike): Matched {
    const [a, h] = [asOperator(received), asOperator(hamiltonian)];
    return vanishing(commutator(h, a), `prove [${textOf(h)}, ${textOf(a)}] = 0`);
  },
  toObey(received: unknown, law: Law<unknown> | string, options: ObeyOptions = {}): Matched {
    return obeys(received, law, options);
  },
};
