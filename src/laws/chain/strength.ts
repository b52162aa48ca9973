import { law } from '../../law/index.js';
import { chainCases } from '../cases/driven-chains.js';
import { type ChainCase, chainIn, stateOf } from '../engines/chain.js';
import { within } from '../findings/within.js';
import { chainLine, paperOperator } from '../cases/chain-models.js';

interface Case extends ChainCase {
  /** factors of the rates of the bath and of the drive */
  readonly factors: readonly [number, number];
}

const relative = 1e-9;
const space = chainCases(['Delta', 'B', 'omega', 'ratio', 'kappa'], 6);

/** Only (ε_d/ε_ph)² matters: a common factor of all rates drops out of L^Qρ_0 = 0.   chain (11) */
export const strength = law<Case>({
  id: 'chain.strength',
  title: 'a common factor of all perturbations changes nothing',
  source: 'chain (11), the remark after it',
  statement:
    '# ρ_0(s ε_d, s ε_ph) = ρ_0(ε_d, ε_ph)\nω = 1.6\nhamiltonian sum_j S_j·S_<j+1> + Sz_j\ndrive eps_d (sum_j (-1)^j Sz_j cos(ω t))\nbath eps_ph sum_j Sx_j Sz_<j+1> (a_j + a†_j)',
  cases: { ...space, build: (point) => ({ ...space.build(point), factors: [7, 7] }) },
  strength: { relative, because: 'the linear equations are those of the other strength but for a factor' },
  mutants: [
    {
      name: 'the drive scales with ε, the phonons with ε²',
      operation: true,
      breaks: (c) => ({ ...c, factors: [49, 7] }),
    },
    { name: 'the phonons are left as they are', operation: true, breaks: (c) => ({ ...c, factors: [1, 7] }) },
  ],
  examine(subject) {
    const task = { chain: chainIn(subject), engine: subject.engine };
    const [once, more] = [stateOf(task), stateOf(task, subject.factors)];
    let worst = 0;
    for (const name of ['H0', 'C3', 'JS', 'C1', 'C4'] as const) {
      const x = paperOperator(name, subject.values);
      worst = Math.max(worst, Math.abs(once.mean(x) - more.mean(x)));
    }
    return within(worst, relative, 'change of an expectation value');
  },
  line: ({ values }) => chainLine(values),
});
