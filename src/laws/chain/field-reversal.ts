import { law } from '../../law/index.js';
import { chainCases } from '../cases/driven-chains.js';
import { type ChainCase, chainIn, stateOf } from '../engines/chain.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';
import { type ChainValues, type OperatorName, chainLine, paperOperator } from '../cases/chain-models.js';

interface Case extends ChainCase {
  /** values of the chain to compare with, which has the field −B */
  readonly turned: (values: ChainValues) => ChainValues;
  /** the sign that each expectation value takes */
  readonly parities: Readonly<Partial<Record<OperatorName | 'H0' | 'JH', 1 | -1>>>;
}

const relative = 1e-9;
const parities = { H0: 1, C4: 1, JS: 1, JH: -1, C3: -1, C1: -1 } as const;
const space = chainCases(['Delta', 'B', 'omega', 'gamma', 'ratio'], 6, {}, { N: '6' });

/**
 * A rotation by π about y, together with a reflection at a bond, maps B to −B and leaves the drive invariant.   chain,
 * Results (Fig. 5)
 */
export const fieldReversal = law<Case>({
  id: 'chain.field-reversal',
  title:
    'turning the field around turns the heat current, C_3 and the magnetisation, and leaves the spin current, the energy and C_4',
  source: 'chain, Results (Fig. 5)',
  statement:
    '# (J_H, C_3, Sz)(−B) = −(J_H, C_3, Sz)(B), (J_S, H0, C_4)(−B) = (J_S, H0, C_4)(B)\nprove reflect(charge(sum_j S_j·S_<j+1>, 3)) = -charge(sum_j S_j·S_<j+1>, 3)',
  cases: { ...space, build: (point) => ({ ...space.build(point), turned: (v) => ({ ...v, B: -v.B }), parities }) },
  strength: { relative, because: 'two states whose residuals are 1e-13; currents of the wrong sign differ by 1e-3' },
  mutants: [
    {
      name: 'only the drive is turned',
      operation: true,
      breaks: (c) => ({ ...c, turned: (v) => ({ ...v, ratio: -v.ratio }) }),
    },
    {
      name: 'the spin current is taken for odd',
      operation: true,
      breaks: (c) => ({ ...c, parities: { ...c.parities, JS: -1 } }),
    },
    {
      name: 'the heat current is taken for even',
      operation: true,
      breaks: (c) => ({ ...c, parities: { ...c.parities, JH: 1 } }),
    },
    {
      name: 'κ C_3 stays in the Hamiltonian',
      operation: true,
      breaks: (c) => ({ ...c, values: { ...c.values, kappa: 0.3 } }),
    },
  ],
  examine(subject) {
    const { values, engine } = subject;
    const other = subject.turned(values);
    const [a, b] = [stateOf({ chain: chainIn(subject), engine }), stateOf({ chain: chainIn(subject, other), engine })];
    const entries = Object.entries(subject.parities) as [OperatorName | 'H0' | 'JH', number][];
    return all(
      ...entries.map(([name, sign]) =>
        within(
          Math.abs(b.mean(paperOperator(name, other)) - sign * a.mean(paperOperator(name, values))),
          relative,
          `change of ${name}`,
        ),
      ),
    );
  },
  line: ({ values }) => chainLine(values),
});
