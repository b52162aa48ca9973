import { subtractCoefficients, isZeroCoefficient } from '../../exact/index.js';
import { type Operator, adjoint, commutator, overlap } from '../../spin/index.js';
import { caseSpace, law } from '../../law/index.js';
import { decides, scalarText, textOf } from '../language.js';
import { operatorDomain } from '../cases/operators.js';
import { type Bracket, bracketMutants } from '../mutants/brackets.js';

interface Case {
  readonly a: Operator;
  readonly b: Operator;
  readonly c: Operator;
  readonly bracket: Bracket;
}

/** Tr A†[B, C] = Tr [B†, A]† C */
export const invariance = law<Case>({
  id: 'spin.invariance',
  title: 'the inner product is invariant: a commutator may be taken to the other side',
  source: 'algebra',
  statement:
    'A = sum_j i X_j\nB = sum_j Y_j Z_<j+1>\nC = sum_j Z_j Z_<j+1> + i Y_j\nprove overlap(A, [B, C]) = overlap([dag(B), A], C)',
  cases: caseSpace({
    parameters: {
      A: operatorDomain({ place: 'chain', terms: 4, range: 3 }),
      B: operatorDomain({ place: 'chain', range: 2 }),
      C: operatorDomain({ place: 'chain', range: 2 }),
    },
    wanted: 100,
    // A consists mostly of words of a commutator of B and C, since otherwise the inner products would vanish.
    build: ({ A, B, C }) => ({
      a: commutator(B, C).terms.length > 0 ? commutator(B, C) : A,
      b: B,
      c: C,
      bracket: commutator,
    }),
  }),
  strength: 'identity',
  mutants: bracketMutants<Case>('loses a string', 'has a wrong sign in one string', 'gives the transpose'),
  examine: ({ a, b, c, bracket }) => {
    const difference = subtractCoefficients(overlap(a, bracket(b, c)), overlap(bracket(adjoint(b), a), c));
    return decides(isZeroCoefficient(difference), scalarText(difference));
  },
  line: ({ a, b, c }) =>
    `A = ${textOf(a)}; B = ${textOf(b)}; C = ${textOf(c)}; prove overlap(A, [B, C]) = overlap([dag(B), A], C)`,
});
