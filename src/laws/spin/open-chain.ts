import { caseSpace, law, wholes } from '../../law/index.js';
import {
  type Operator,
  firstSite,
  onOpenChain,
  operatorRange,
  reflect,
  reflectOnFiniteChain,
  subtractOperators,
  translate,
} from '../../spin/index.js';
import { operatorDomain } from '../cases/operators.js';
import { textOf, vanishes } from '../language.js';

interface Case {
  readonly a: Operator;
  readonly sites: number;
  readonly realise: (a: Operator, sites: number) => Operator;
}

export const openChain = law<Case>({
  id: 'spin.open-chain',
  title: 'a sum that is reflected and cut to an open chain is the reflected sum that was cut',
  source: 'algebra',
  statement:
    'A = sum_j X_j Y_<j+1> + j Z_j\nB = translate(reflect(A), 5)\non open(6): prove reflect(sum_j X_j Y_<j+1> + j Z_j) = B',
  cases: caseSpace({
    parameters: {
      A: operatorDomain({ place: 'chain' }),
      more: wholes({ from: 0, to: 4, corners: [0, 1], unit: 'sites beyond the longest string' }),
    },
    wanted: 80,
    build: ({ A, more }) => ({ a: A, sites: Math.max(1, operatorRange(A)) + more, realise: onOpenChain }),
  }),
  strength: 'identity',
  mutants: [
    {
      name: 'the last place of a string is lost',
      operation: true,
      breaks: (c) => ({
        ...c,
        realise: (a, n) => ({
          terms: onOpenChain(a, n).terms.filter((t) => firstSite(t.place) + operatorRange({ terms: [t] }) < n),
        }),
      }),
    },
    {
      name: 'strings may begin one site before the chain',
      operation: true,
      breaks: (c) => ({
        ...c,
        realise: (a, n) => translate(onOpenChain(a, n + 1), -1),
      }),
    },
  ],
  examine: ({ a, sites, realise }) =>
    vanishes((tally) =>
      subtractOperators(
        realise(translate(reflect(a), sites - 1), sites),
        reflectOnFiniteChain(realise(a, sites), { kind: 'open', sites }),
        tally,
      ),
    ),
  line: ({ a, sites }) =>
    `B = translate(reflect(${textOf(a)}), ${sites - 1}); on open(${sites}): prove reflect(${textOf(a)}) = B`,
});
