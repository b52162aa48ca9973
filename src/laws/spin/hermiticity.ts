import { oneCoefficient } from '../../exact/index.js';
import { type Operator, adjoint, commutator, mapCoefficients, subtractOperators } from '../../spin/index.js';
import { caseSpace, law } from '../../law/index.js';
import { textOf, vanishes } from '../language.js';
import { operatorDomain, transpose } from '../cases/operators.js';
import { type Bracket, bracketMutants } from '../mutants/brackets.js';

interface Case {
  readonly a: Operator;
  readonly b: Operator;
  readonly bracket: Bracket;
  readonly dagger: (a: Operator) => Operator;
}

export const hermiticity = law<Case>({
  id: 'spin.hermiticity',
  title: 'the adjoint of a commutator is the commutator of the adjoints, turned around',
  source: 'algebra',
  statement: 'A = sum_j i X_j Y_<j+1>\nB = X_0 Y_1 + i Z_2\nprove dag([A, B]) = [dag(B), dag(A)]',
  cases: caseSpace({
    parameters: { A: operatorDomain(), B: operatorDomain() },
    wanted: 100,
    build: ({ A, B }) => ({ a: A, b: B, bracket: commutator, dagger: adjoint }),
  }),
  strength: 'identity',
  mutants: [
    ...bracketMutants<Case>('conjugates the coefficients of its first operand'),
    {
      name: 'the adjoint transposes without conjugating',
      operation: true,
      breaks: (c) => ({ ...c, dagger: transpose }),
    },
    { name: 'the adjoint forgets to conjugate', operation: true, breaks: (c) => ({ ...c, dagger: (a) => a }) },
  ],
  // A transposition alone is an antiautomorphism as well, so it is also tested that words are Hermitian.
  examine: ({ a, b, bracket, dagger }) => {
    const turned = vanishes((tally) => subtractOperators(dagger(bracket(a, b)), bracket(dagger(b), dagger(a)), tally));
    return turned.holds ? vanishes((tally) => subtractOperators(dagger(real(a)), real(a), tally)) : turned;
  },
  line({ a, b }) {
    return `A = ${textOf(a)}; B = ${textOf(b)}; prove dag([A, B]) = [dag(B), dag(A)]`;
  },
});

/** The Hermitian operator with the same strings. */
function real(a: Operator): Operator {
  return mapCoefficients(a, () => oneCoefficient);
}
