import { type Operator, commutator, translate } from '../../spin/index.js';
import { caseSpace, law, wholes } from '../../law/index.js';
import { textOf } from '../language.js';
import { operatorDomain } from '../cases/operators.js';
import { isAutomorphism } from '../findings/automorphism.js';
import { type Bracket, bracketMutants } from '../mutants/brackets.js';

interface Case {
  readonly a: Operator;
  readonly b: Operator;
  readonly by: number;
  readonly bracket: Bracket;
  readonly move: (a: Operator, by: number) => Operator;
}

export const translation = law<Case>({
  id: 'spin.translation',
  title: 'the commutator moves with its operands, and moving back undoes a move',
  source: 'algebra',
  statement:
    'A = sum_j j X_j Y_<j+1>\nB = (X_0 Y_1 + i Z_2)\nprove [translate(A, 3), translate(B, 3)] = translate([A, B], 3)\nprove translate(translate(A, 3), -3) = A',
  cases: caseSpace({
    parameters: {
      A: operatorDomain(),
      B: operatorDomain(),
      n: wholes({ from: -9, to: 9, corners: [1, -1, 2, 3], unit: 'sites' }),
    },
    wanted: 100,
    build: ({ A, B, n }) => ({ a: A, b: B, by: n, bracket: commutator, move: translate }),
  }),
  strength: 'identity',
  mutants: [
    ...bracketMutants<Case>('puts every result at its own first site', 'forgets position weights'),
    {
      name: 'position weights stay behind',
      operation: true,
      breaks: (c) => ({
        ...c,
        move: (a, by) => ({
          terms: a.terms.map((t) => (t.place.kind === 'chain' ? t : translate({ terms: [t] }, by).terms[0]!)),
        }),
      }),
    },
    {
      name: 'the staggering does not change its sign',
      operation: true,
      breaks: (c) => ({ ...c, move: (a, by) => translate(a, by % 2 === 0 ? by : by + 1) }),
    },
  ],
  examine: (c) =>
    isAutomorphism(
      c,
      (a) => c.move(a, c.by),
      (a) => c.move(a, -c.by),
    ),
  line: ({ a, b, by }) =>
    `A = ${textOf(a)}; B = ${textOf(b)}; prove [translate(A, ${by}), translate(B, ${by})] = translate([A, B], ${by})`,
});
