import { type Operator, addOperators, commutator, multiplyOperators, subtractOperators } from '../../spin/index.js';
import { caseSpace, law } from '../../law/index.js';
import { textOf, vanishes } from '../language.js';
import { operatorDomain } from '../cases/operators.js';
import { type Bracket, bracketMutants } from '../mutants/brackets.js';

interface Case {
  readonly a: Operator;
  readonly b: Operator;
  readonly c: Operator;
  readonly bracket: Bracket;
  readonly product: Bracket;
}

export const leibniz = law<Case>({
  id: 'spin.leibniz',
  title: 'the commutator is a derivation of products of local operators',
  source: 'algebra',
  statement: 'A = sum_j j X_j Y_<j+1>\nB = X_0 Y_1 + i Z_2\nC = i Y_0 - Z_1\nprove [A, B C] = [A, B] C + B [A, C]',
  cases: caseSpace({
    parameters: { A: operatorDomain(), B: operatorDomain({ place: 'local' }), C: operatorDomain({ place: 'local' }) },
    wanted: 100,
    build: ({ A, B, C }) => ({ a: A, b: B, c: C, bracket: commutator, product: multiplyOperators }),
  }),
  strength: 'identity',
  mutants: [
    ...bracketMutants<Case>(
      'loses a string',
      'has a wrong sign in one string',
      'gives the transpose',
      'puts every result at its own first site',
    ),
    {
      name: 'products are taken in the other order',
      operation: true,
      breaks: (s) => ({ ...s, product: (a, b) => (a === s.b && b === s.c ? s.product(b, a) : s.product(a, b)) }),
    },
  ],
  examine: ({ a, b, c, bracket, product }) =>
    vanishes((tally) =>
      subtractOperators(
        bracket(a, product(b, c)),
        addOperators(product(bracket(a, b), c), product(b, bracket(a, c))),
        tally,
      ),
    ),
  line({ a, b, c }) {
    const [A, B, C] = [a, b, c].map(textOf);
    return `A = ${A}; B = ${B}; C = ${C}; prove [A, B C] = [A, B] C + B [A, C]`;
  },
});
