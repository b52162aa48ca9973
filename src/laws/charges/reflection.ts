import { type Operator, addOperators, negateOperator, reflect, subtractOperators } from '../../spin/index.js';
import { caseSpace, choices, law, wholes } from '../../law/index.js';
import { chainParameters, chargeOf, hamiltonianAt } from '../cases/chains.js';
import { claim, textOf, vanishes } from '../language.js';
import { chargeMutants } from '../mutants/charges.js';

interface Case {
  readonly hamiltonian: Operator;
  readonly charge: Operator;
  readonly index: number;
}

export const reflectionOfCharges = law<Case>({
  id: 'charges.reflection',
  title: 'under reflection C_k has the parity of k, where H is even',
  source: 'chain, Methods',
  statement:
    'H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>\nprove reflect(charge(H, 5)) = -charge(H, 5)\nprove reflect(charge(H, 4)) = charge(H, 4)',
  cases: caseSpace({
    parameters: {
      model: choices(['xxz', 'xxx', 'xyz', 'xx', 'tfi']),
      k: wholes({ from: 2, to: 6, corners: [3, 4, 5] }),
      ...chainParameters,
    },
    wanted: 50,
    build: ({ k, ...couplings }) => {
      const hamiltonian = hamiltonianAt(couplings);
      return { hamiltonian, charge: chargeOf(hamiltonian, k), index: k };
    },
  }),
  strength: 'identity',
  proof: 'proofs/chain/symmetries-of-the-charges.spin',
  mutants: [
    ...chargeMutants<Case>('a coefficient is doubled', 'a string is lost'),
    {
      name: 'the Hamiltonian is added to every charge',
      breaks: (c) => ({ ...c, charge: addOperators(c.charge, c.hamiltonian) }),
    },
    { name: 'charges are counted from C_3', breaks: (c) => ({ ...c, index: c.index + 1 }) },
  ],
  examine: ({ charge, index }) =>
    vanishes((tally) => subtractOperators(reflect(charge), index % 2 === 0 ? charge : negateOperator(charge), tally)),
  line: ({ charge, index }) => claim(`reflect(${textOf(charge)})`, `${index % 2 === 0 ? '' : '-'}(${textOf(charge)})`),
});
