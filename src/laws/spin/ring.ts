import { type Operator, commutator, firstSite, onRing, operatorRange, subtractOperators } from '../../spin/index.js';
import { caseSpace, law, wholes } from '../../law/index.js';
import { textOf, vanishes } from '../language.js';
import { operatorDomain } from '../cases/operators.js';
import { type Bracket, bracketMutants } from '../mutants/brackets.js';

interface Case {
  readonly a: Operator;
  readonly b: Operator;
  readonly sites: number;
  readonly bracket: Bracket;
  readonly realise: (a: Operator, sites: number) => Operator;
}

export const ring = law<Case>({
  id: 'spin.ring',
  title: 'commutators on the infinite chain hold on rings on which no two strings overlap twice',
  source: 'algebra',
  statement:
    'A = sum_j X_j Y_<j+1>\nB = sum_j Z_j X_<j+2> + i Y_j\nC = [A, B]\non ring(4): prove [sum_j X_j Y_<j+1>, sum_j Z_j X_<j+2> + i Y_j] = C',
  cases: caseSpace({
    parameters: {
      A: operatorDomain({ place: 'chain' }),
      B: operatorDomain({ place: 'chain' }),
      more: wholes({
        from: 0,
        to: 3,
        corners: [0, 1],
        unit: 'sites beyond those that two strings overlapping at one site have',
      }),
    },
    wanted: 80,
    build: ({ A, B, more }) => ({
      a: A,
      b: B,
      sites: Math.max(2, operatorRange(A) + operatorRange(B) - 1) + more,
      bracket: commutator,
      realise: onRing,
    }),
  }),
  strength: 'identity',
  mutants: [
    ...bracketMutants<Case>('loses a string', 'gives the transpose'),
    {
      name: 'strings across the end of the ring are lost',
      operation: true,
      breaks: (c) => ({
        ...c,
        realise: (a, n) => ({
          terms: onRing(a, n).terms.filter((t) => firstSite(t.place) + operatorRange({ terms: [t] }) < n),
        }),
      }),
    },
  ],
  examine: ({ a, b, sites, bracket, realise }) =>
    vanishes((tally) =>
      subtractOperators(realise(bracket(a, b), sites), commutator(realise(a, sites), realise(b, sites)), tally),
    ),
  line: ({ a, b, sites }) =>
    `C = [${textOf(a)}, ${textOf(b)}]; on ring(${sites}): prove [${textOf(a)}, ${textOf(b)}] = C`,
});
