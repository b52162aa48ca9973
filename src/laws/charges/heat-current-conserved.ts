import { type Operator, commutator } from '../../spin/index.js';
import { caseSpace, law } from '../../law/index.js';
import { chainParameters, chargeOf, hamiltonianAt } from '../cases/chains.js';
import { couplingDomain } from '../cases/couplings.js';
import { claim, operatorAt, readOperatorAt, textOf, vanishes } from '../language.js';

interface Case {
  readonly withoutField: Operator;
  readonly hamiltonian: Operator;
  readonly current: Operator;
}

/**
 * The statement is false: the heat current of chain (17) is not conserved in a field, −i [H_0, J_H] = i B [C_2, J_S].
 * It is conserved at B = 0 and at Δ = 0, which is why a statement without the field looks true.
 */
export const heatCurrentConserved = law<Case>({
  id: 'charges.heat-current-conserved-in-a-field',
  title: 'false statement: the heat current in a field is conserved',
  source: 'chain (17)',
  statement: [
    'H0 = sum_j J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1> - B Sz_j',
    'JS = i J/2 sum_j (S+_j S-_<j+1> - S-_j S+_<j+1>)',
    "JH = -B JS + J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>",
    'prove [H0, JH] = 0',
  ].join('\n'),
  cases: caseSpace({
    parameters: { J: chainParameters.J, Delta: couplingDomain('Delta'), B: couplingDomain('B') },
    wanted: 20,
    build: (values) => {
      const withoutField = hamiltonianAt({ model: 'xxz', Jy: values.J, J: values.J, Delta: values.Delta });
      return {
        withoutField,
        hamiltonian: readOperatorAt('sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1> - B Sz_j', values),
        current: operatorAt(
          "J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2> - i J B/2 sum_j (S+_j S-_<j+1> - S-_j S+_<j+1>)",
          values,
        ),
      };
    },
  }),
  strength: 'identity',
  proof: 'proofs/chain/eq-17-heat-current-in-a-field.spin',
  expected: 'fails',
  // Mutants with which it would hold and pass for proved: the field is forgotten on either side.
  mutants: [
    {
      name: 'the spin current is forgotten: C_3 instead of J_H',
      breaks: (c) => ({ ...c, current: chargeOf(c.withoutField, 3) }),
    },
    { name: 'the current is compared with itself', breaks: (c) => ({ ...c, hamiltonian: c.current }) },
  ],
  examine: ({ hamiltonian, current }) => vanishes((tally) => commutator(hamiltonian, current, tally)),
  line: ({ hamiltonian, current }) => claim(`[${textOf(hamiltonian)}, ${textOf(current)}]`),
});
