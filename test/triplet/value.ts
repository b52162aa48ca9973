import { type Value, asOperator } from '../../src/meaning/index.js';
import { Session } from '../../src/session/index.js';
import type { Operator } from '../../src/spin/index.js';
import { DiagnosticError } from '../../src/text/index.js';

/** The value of the last expression of a program on a chain of spins 1. */
export function valueOf(text: string): Value {
  let last: Value | undefined;
  for (const outcome of new Session({ spins: 'any' }).run({ name: '<test>', text: `spin 1\n${text}` })) {
    if (outcome.kind === 'error') throw new DiagnosticError(outcome.diagnostic);
    if (outcome.kind === 'value') last = outcome.value;
  }
  return last!;
}

/** The same as an operator. */
export const operatorOf = (text: string): Operator => asOperator(valueOf(text))!;
