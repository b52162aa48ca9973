import { type Operator, adjoint, summandPlace, weightIn } from '../../spin/index.js';
import type { Mutant } from '../../law/index.js';
import { dropTerm, minusOne, rescaleTerm, transpose } from '../cases/operators.js';

export type Bracket = (a: Operator, b: Operator) => Operator;

/** Every local word with its first letter at site 0, wherever it was. */
export function atSiteZero(a: Operator): Operator {
  return {
    terms: a.terms.map(({ word, place, coefficient }) => ({
      word,
      place: place.kind === 'chain' ? place : summandPlace(weightIn(place), 0, place.displacement),
      coefficient,
    })),
  };
}

const changes = {
  'loses a string': (bracket) => (a, b) => dropTerm(bracket(a, b), 0),
  'has a wrong sign in one string': (bracket) => (a, b) => rescaleTerm(bracket(a, b), 0, minusOne),
  'gives the transpose': (bracket) => (a, b) => transpose(bracket(a, b)),
  'conjugates the coefficients of its first operand': (bracket) => (a, b) => bracket(adjoint(a), b),
  'puts every result at its own first site': (bracket) => (a, b) => ({
    ...bracket(a, b),
    terms: atSiteZero(bracket(a, b)).terms,
  }),
  'forgets position weights': (bracket) => (a, b) => ({
    ...bracket(a, b),
    terms: bracket(a, b).terms.filter((t) => weightIn(t.place).power === 0),
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
