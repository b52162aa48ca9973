import { law } from '../../law/index.js';
import { chainCases, otherDrive } from '../cases/driven-chains.js';
import { type ChainCase, chainIn, stateOf } from '../engines/chain.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';
import { absorbing, chainLine, paperOperator } from '../cases/chain-models.js';

const tolerance = 1e-10;

/**
 * Quantities that are odd in B vanish at B = 0; the spin current is even and does not vanish.   chain, Results (Fig. 4)
 */
export const noField = law<ChainCase>({
  id: 'chain.no-field',
  title: 'without a field there is a spin current and no heat current',
  source: 'chain, Results (Fig. 4)',
  statement:
    '# J_H = C_3 = Sz = 0 and J_S ≠ 0 where B = 0\nω = 1.6\nhamiltonian sum_j S_j·S_<j+1>\ndrive sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t))\nbath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1>) (a_j + a†_j)',
  cases: chainCases(['Delta', 'omega', 'gamma', 'ratio'], 6, {}, { B: 0 }),
  strength: {
    relative: tolerance,
    because: 'expectation values of operators of order one in a state of residual 1e-13; a spin current of 1e-9 is one',
  },
  mutants: [
    { name: 'a field is left', operation: true, breaks: (c) => ({ ...c, values: { ...c.values, B: -0.1 } }) },
    {
      name: 'κ C_3 stays in the Hamiltonian',
      operation: true,
      breaks: (c) => ({ ...c, values: { ...c.values, kappa: 0.3 } }),
    },
    otherDrive('A is forgotten: nothing is pumped', (v) => absorbing(v, { A: 0, M: 1 })),
  ],
  examine(subject) {
    const { values, engine } = subject;
    const { mean } = stateOf({ chain: chainIn(subject), engine });
    const current = Math.abs(mean(paperOperator('JS', values)));
    return all(
      ...(['JH', 'C3', 'C1'] as const).map((name) =>
        within(Math.abs(mean(paperOperator(name, values))), tolerance, name),
      ),
      current > 1e-9
        ? { holds: true }
        : { holds: false, residual: { text: `the spin current is ${current.toExponential(1)}` } },
    );
  },
  line: ({ values }) => chainLine(values),
});
