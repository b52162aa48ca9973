import { type Operator, commutator, sumOperators } from '../../spin/index.js';
import { caseSpace, law } from '../../law/index.js';
import { textOf, vanishes } from '../language.js';
import { operatorDomain } from '../cases/operators.js';
import { type Bracket, bracketMutants } from '../mutants/brackets.js';

interface Case {
  readonly a: Operator;
  readonly b: Operator;
  readonly c: Operator;
  readonly bracket: Bracket;
}

export const jacobi = law<Case>({
  id: 'spin.jacobi',
  title: 'the commutator obeys the Jacobi identity',
  source: 'algebra',
  statement:
    'A = sum_j j X_j Y_<j+1>\nB = sum_j (-1)^j Z_j\nC = X_0 Y_1 + i Z_2\nprove [A, [B, C]] + [B, [C, A]] + [C, [A, B]] = 0',
  cases: caseSpace({
    parameters: { A: operatorDomain(), B: operatorDomain(), C: operatorDomain() },
    wanted: 100,
    build: ({ A, B, C }) => ({ a: A, b: B, c: C, bracket: commutator }),
  }),
  strength: 'identity',
  mutants: bracketMutants(
    'loses a string',
    'has a wrong sign in one string',
    'gives the transpose',
    'conjugates the coefficients of its first operand',
  ),
  examine: ({ a, b, c, bracket }) =>
    vanishes((tally) =>
      sumOperators([bracket(a, bracket(b, c)), bracket(b, bracket(c, a)), bracket(c, bracket(a, b))], tally),
    ),
  line({ a, b, c }) {
    const [A, B, C] = [a, b, c].map(textOf);
    return `A = ${A}; B = ${B}; C = ${C}; prove [A, [B, C]] + [B, [C, A]] + [C, [A, B]] = 0`;
  },
});
