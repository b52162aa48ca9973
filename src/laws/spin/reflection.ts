import { type Operator, chainWeight, commutator, reflect, weightIn, withWeight } from '../../spin/index.js';
import { caseSpace, law } from '../../law/index.js';
import { textOf } from '../language.js';
import { operatorDomain } from '../cases/operators.js';
import { isAutomorphism } from '../findings/automorphism.js';
import { type Bracket, atSiteZero, bracketMutants } from '../mutants/brackets.js';

interface Case {
  readonly a: Operator;
  readonly b: Operator;
  readonly bracket: Bracket;
  readonly mirror: (a: Operator) => Operator;
}

export const reflection = law<Case>({
  id: 'spin.reflection',
  title: 'the commutator is mirrored with its operands, and a second reflection undoes the first',
  source: 'algebra',
  statement:
    'A = sum_j j X_j Y_<j+1>\nB = X_0 Y_1 + i Z_2\nprove [reflect(A), reflect(B)] = reflect([A, B])\nprove reflect(reflect(A)) = A',
  cases: caseSpace({
    parameters: { A: operatorDomain(), B: operatorDomain() },
    wanted: 100,
    build: ({ A, B }) => ({ a: A, b: B, bracket: commutator, mirror: reflect }),
  }),
  strength: 'identity',
  mutants: [
    ...bracketMutants<Case>('puts every result at its own first site', 'has a wrong sign in one string'),
    {
      name: 'words are mirrored, position weights are not',
      operation: true,
      breaks: (c) => ({
        ...c,
        mirror: (a) => ({
          terms: a.terms.map((t) => {
            const { power, sign } = weightIn(t.place);
            const still = { ...t, place: withWeight(t.place, chainWeight(0, sign)) };
            const mirrored = reflect({ terms: [still] }).terms[0]!;
            return { ...mirrored, place: withWeight(mirrored.place, chainWeight(power, sign)) };
          }),
        }),
      }),
    },
    {
      name: 'words are mirrored in place',
      operation: true,
      breaks: (c) => ({
        ...c,
        mirror: (a) => atSiteZero(reflect(a)),
      }),
    },
  ],
  examine: (c) => isAutomorphism(c, c.mirror, c.mirror),
  line: ({ a, b }) => `A = ${textOf(a)}; B = ${textOf(b)}; prove [reflect(A), reflect(B)] = reflect([A, B])`,
});
