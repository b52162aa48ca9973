import { type NumericOperator, addNumeric, numericOperator } from '../../ring/index.js';
import { law } from '../../law/index.js';
import { readOperatorAt } from '../language.js';
import { chainCases } from '../cases/driven-chains.js';
import { type ChainCase, chainIn, stateOf } from '../engines/chain.js';
import { within } from '../findings/within.js';
import { type ChainValues, chainLine, paperOperator } from '../cases/chain-models.js';

interface Case extends ChainCase {
  readonly current: (values: ChainValues) => NumericOperator;
}

const relative = 1e-10;
const space = chainCases(['Delta', 'B', 'omega', 'ratio'], 6, {}, { N: '6' });
const moment = 'sum_j j (J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1> - B Sz_j)';
const hamiltonian = 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1> - B Sz_j';

/**
 * ⟨J_H⟩ in the steady state is the expectation value of d/dt Σ_j j h_j = i[H_0, Σ_j j h_j], where the field is part of
 * the energy.   chain (17)
 */
export const heatCurrentOfStates = law<Case>({
  id: 'chain.heat-current',
  title: 'the heat current C_3 − B J_S is how fast the centre of the energy moves',
  source: 'chain (17)',
  statement:
    'h_<j,j+1> = J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>\nH0 = sum_j h_<j,j+1> - B Sz_j\nC3 = [-i sum_j j h_<j,j+1>, sum_j h_<j,j+1>]\nJS = J sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)\nprove [-i sum_j j (h_<j,j+1> - B Sz_j), H0] = C3 - B JS',
  cases: { ...space, build: (point) => ({ ...space.build(point), current: (v) => paperOperator('JH', v) }) },
  strength: { relative, because: 'one state, two ways to write one operator' },
  mutants: [
    { name: 'J_H without −B J_S', operation: true, breaks: (c) => ({ ...c, current: (v) => paperOperator('C3', v) }) },
    {
      name: 'J_H with +B J_S',
      operation: true,
      breaks: (c) => ({ ...c, current: (v) => addNumeric(paperOperator('C3', v), paperOperator('JS', v), v.B) }),
    },
    {
      name: 'C_3 has the wrong sign',
      operation: true,
      breaks: (c) => ({ ...c, current: (v) => addNumeric(paperOperator('JH', v), paperOperator('C3', v), -2) }),
    },
  ],
  examine(subject) {
    const { values, engine, current } = subject;
    const { mean } = stateOf({ chain: chainIn(subject), engine });
    const numbers: Readonly<Record<string, number>> = { J: 1, Delta: values.Delta, B: values.B };
    const velocity = numericOperator(readOperatorAt(`[-i (${moment}), ${hamiltonian}]`), (name) => numbers[name]!);
    return within(Math.abs(mean(current(values)) - mean(velocity)), relative, 'difference of the currents');
  },
  line: ({ values }) => chainLine(values),
});
