import { type Operator, adjoint } from '../../spin/index.js';
import type { Mutant } from '../../law/index.js';
import { dropTerm, minusOne, rescaleTerm, transpose } from '../cases/operators.js';

export type Bracket = (a: Operator, b: Operator) => Operator;

const changes = {
  'loses a string': (bracket) => (a, b) => dropTerm(bracket(a, b), 0),
  'has a wrong sign in one string': (bracket) => (a, b) => rescaleTerm(bracket(a, b), 0, minusOne),
  'gives the transpose': (bracket) => (a, b) => transpose(bracket(a, b)),
  'conjugates the coefficients of its first operand': (bracket) => (a, b) => bracket(adjoint(a), b),
  'puts every result at its own first site': (bracket) => (a, b) => ({
    ...bracket(a, b),
    terms: bracket(a, b).terms.map((t) => Object.assign({ ...t }, t.place === 'local' ? { site: 0 } : {})),
  }),
  'forgets position weights': (bracket) => (a, b) => ({
    ...bracket(a, b),
    terms: bracket(a, b).terms.filter((t) => t.power === 0),
  }),
} as const satisfies Readonly<Record<string, (bracket: Bracket) => Bracket>>;

/** Mutants of the commutator, named after the mistake. */
export function bracketMutants<Case extends { readonly bracket: Bracket }>(
  ...names: readonly (keyof typeof changes)[]
): Mutant<Case>[] {
  return names.map((name) => ({
    name: `the commutator ${name}`,
    operation: true,
    breaks: (subject) => ({ ...subject, bracket: changes[name](subject.bracket) }),
  }));
}
