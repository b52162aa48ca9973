import { law } from '../../law/index.js';
import { chainCases } from '../cases/driven-chains.js';
import { type ChainCase, chainIn, stateOf } from '../engines/chain.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';
import { absorbing, chainLine, chainOf, paperOperator } from '../cases/chain-models.js';

interface Case extends ChainCase {
  /** signs of A and M in the drive that is compared */
  readonly other: { readonly A: number; readonly M: number };
}

const relative = 1e-9;
const space = chainCases(['Delta', 'B', 'omega', 'gamma', 'ratio'], 6, {}, { N: '6' });

/**
 * A reflection at a site maps A to −A and leaves M invariant, so the relative sign of the two determines the direction
 * of the pump.   chain (8)
 */
export const driveReversal = law<Case>({
  id: 'chain.drive-reversal',
  title: 'turning the relative sign of the staggered exchange and the staggered field turns every current',
  source: 'chain (8), Results',
  statement:
    '# (J_H, C_3, J_S)(−A, M) = −(J_H, C_3, J_S)(A, M), (H0, Sz)(−A, M) = (H0, Sz)(A, M)\nprove reflect(sum_j (-1)^j S_j·S_<j+1>) = -(sum_j (-1)^j S_j·S_<j+1>)',
  cases: { ...space, build: (point) => ({ ...space.build(point), other: { A: -1, M: 1 } }) },
  strength: { relative, because: 'two states whose residuals are 1e-13; currents of the wrong sign differ by 1e-4' },
  mutants: [
    { name: 'A and M change sign together', operation: true, breaks: (c) => ({ ...c, other: { A: -1, M: -1 } }) },
    { name: 'A is half as strong too', operation: true, breaks: (c) => ({ ...c, other: { A: -0.5, M: 1 } }) },
    { name: 'M is forgotten', operation: true, breaks: (c) => ({ ...c, other: { A: -1, M: 0 } }) },
    {
      name: 'κ C_3 stays in the Hamiltonian',
      operation: true,
      breaks: (c) => ({ ...c, values: { ...c.values, kappa: 0.3 } }),
    },
  ],
  examine(subject) {
    const { values, engine, other } = subject;
    const a = stateOf({ chain: chainIn(subject), engine });
    const b = stateOf({ chain: chainOf(values, absorbing(values, other)), engine });
    const compare = (names: readonly Parameters<typeof paperOperator>[0][], sign: number) =>
      names.map((name) =>
        within(
          Math.abs(b.mean(paperOperator(name, values)) - sign * a.mean(paperOperator(name, values))),
          relative,
          `change of ${name}`,
        ),
      );
    return all(...compare(['JH', 'C3', 'JS'], -1), ...compare(['H0', 'C1', 'C4'], 1));
  },
  line: ({ values }) => chainLine(values),
});
