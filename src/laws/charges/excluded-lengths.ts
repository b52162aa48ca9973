import { firstMoment, localCharges, operatorPeriod } from '../../charges/index.js';
import { type CellChain, type TheoremSteps, theoremSteps, theoremVerdict } from '../../integrability/index.js';
import { type Operator, commutator, rangeOf, weightAt, weightIn } from '../../spin/index.js';
import { caseSpace, law } from '../../law/index.js';
import { cutChainDomain } from '../cases/cut-chains.js';
import { claim, fails, textOf } from '../language.js';
import { cellsOfWord, hasEndKernel, shortCommutators } from '../oracles/short-commutator.js';

interface Case {
  readonly hamiltonian: Operator;
  readonly steps: TheoremSteps;
}

/** Longest charges of the search, in sites. */
const longest = 5;

/** Y_3 with the commutator with the second bond in the wrong order. */
const wrongSign: TheoremSteps['third'] = (h, t) => {
  const { algebra, bonds, onCells, size, period, prime } = h;
  return t.map((_, j) => {
    const r = algebra.bracket(t[(j + 1) % period]!, size, bonds[j]!, 0, prime);
    const sum = algebra.bracket(r, 0, bonds[j]!, 0, prime);
    algebra.bracket(bonds[(j + 1) % period]!, size, r, 0, prime, sum);
    for (let n = 0; n < 3; n++) algebra.bracket(r, 0, onCells[(j + n) % period]!, n * size, prime, sum);
    return algebra.onBothEnds(sum, 3, size);
  });
};

/**
 * Theorem A against searches among all words: H is injective exactly if no operator on one cell commutes with a bond; where
 * charges of three and more cells are excluded there is none of up to five sites; and where they are not for dim T_2 = 1
 * there is a Q of three cells with [Q, H] no longer than two.
 */
export const excludedLengths = law<Case>({
  id: 'charges.excluded-lengths',
  title: 'chains without charges of three and more cells, by Theorem A, have none in a search among all strings',
  source: 'Theorem A of docs/background/integrability.md; for dim T_2 = 1 Hokkyo, arXiv:2501.18400',
  statement: [
    'H0 = sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1>',
    'H = H0 + sum_j Z_j',
    'prove [H0, charge(H0, 3)] = 0',
    'refute [H, charge(H0, 3)] = 0',
  ].join('\n'),
  cases: caseSpace({
    parameters: { hamiltonian: cutChainDomain },
    wanted: 60,
    build: ({ hamiltonian }) => ({ hamiltonian, steps: theoremSteps }),
  }),
  strength: 'identity',
  mutants: [
    {
      name: 'Y_3 has the wrong sign in the second commutator, [r_j, h_j − h_{j+1} + …]',
      operation: true,
      breaks: withSteps({ third: wrongSign }),
    },
    {
      name: 'the terms on single cells are dropped from Y_3',
      operation: true,
      breaks: withSteps({ third: (h, t) => theoremSteps.third({ ...h, onCells: h.onCells.map(() => new Map()) }, t) }),
    },
    {
      name: 'M_3 has the commutators with the bond on the right only',
      operation: true,
      breaks: withSteps({
        column: (h, ...of) =>
          theoremSteps.column(
            {
              ...h,
              algebra: {
                ...h.algebra,
                bracket: (a, at, ...b) => (at > 0 ? new Map() : h.algebra.bracket(a, at, ...b)),
              },
            },
            ...of,
          ),
      }),
    },
    {
      name: 'it is not tested whether H is injective',
      operation: true,
      breaks: withSteps({ endKernel: () => undefined }),
    },
  ],
  examine({ hamiltonian, steps }) {
    const found = theoremVerdict(hamiltonian, steps);
    if (!found) return { holds: true };
    const { cells, theorem, excluded } = found;
    if (theorem.injective === hasEndKernel(hamiltonian, cells))
      return fails('a search for operators on one cell that commute with a bond has another result', hamiltonian);
    if (excluded) {
      const charge = longCharge(hamiltonian, cells);
      return charge ? fails('there is a charge of three or more cells', charge) : { holds: true };
    }
    if (!theorem.injective || theorem.dimension !== 1 || shortCommutators(hamiltonian, cells) > 0)
      return { holds: true };
    return fails('no Q of three cells has a commutator with H that is shorter', hamiltonian);
  },
  line({ hamiltonian, steps }) {
    const found = theoremVerdict(hamiltonian, steps);
    const charge = found?.excluded ? longCharge(hamiltonian, found.cells) : undefined;
    const H = textOf(hamiltonian);
    if (charge) return `refute [${H}, ${textOf(charge)}] = 0`;
    // Where charges are not excluded, the first candidate is the boost of H.
    return claim(`[${H}, ${textOf(commutator(firstMoment(hamiltonian, operatorPeriod(hamiltonian)), hamiltonian))}]`);
  },
});

function withSteps(broken: Partial<TheoremSteps>): (c: Case) => Case {
  return (c) => ({ ...c, steps: { ...c.steps, ...broken } });
}

/** A charge of up to five sites that touches three cells somewhere. */
function longCharge(hamiltonian: Operator, cells: CellChain): Operator | undefined {
  const whole = cells.size * cells.period;
  return localCharges(hamiltonian, { range: longest })
    .charges.map((c) => c.operator())
    .find(({ terms }) =>
      terms.some(({ word, place }) =>
        Array.from({ length: whole }, (_, site) => site).some(
          (site) => weightAt(weightIn(place), site).factor !== 0 && cellsOfWord(site, rangeOf(word), cells) > 2,
        ),
      ),
    );
}
