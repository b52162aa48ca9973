import { operatorRange } from '../../spin/index.js';
import { caseSpace, choices, law, wholes } from '../../law/index.js';
import { chainParameters, chargeOf, hamiltonianAt } from '../cases/chains.js';
import { decides, textOf } from '../language.js';
import { type ChargeOfHamiltonian, chargeMutants } from '../mutants/charges.js';

/** The Ising chain is left out, since its C_k has ⌊k/2⌋ + 1 sites. */
export const rangeOfCharges = law<ChargeOfHamiltonian>({
  id: 'charges.range',
  title: 'the longest string of C_k has k sites',
  source: 'chain, Methods',
  statement: 'H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>\nprove range(charge(H, 5)) = 5',
  cases: caseSpace({
    parameters: {
      model: choices(['xxz', 'xxx', 'xyz', 'xx', 'dm']),
      k: wholes({ from: 2, to: 6, corners: [5, 2, 6] }),
      ...chainParameters,
    },
    wanted: 50,
    build: ({ k, ...couplings }) => {
      const hamiltonian = hamiltonianAt(couplings);
      return { hamiltonian, charge: chargeOf(hamiltonian, k), index: k };
    },
  }),
  strength: 'identity',
  proof: 'proofs/chain/conserved-charges.spin',
  mutants: [
    ...chargeMutants<ChargeOfHamiltonian>('a longer string is added'),
    {
      name: 'C_k: its longest strings are lost',
      breaks: (c) => ({
        ...c,
        charge: {
          terms: c.charge.terms.filter((t) => operatorRange({ terms: [t] }) < c.index),
        },
      }),
    },
    { name: 'charges are counted from C_3', breaks: (c) => ({ ...c, index: c.index + 1 }) },
  ],
  examine: ({ charge, index }) => {
    const found = operatorRange(charge);
    return decides(found === index, `${found} sites instead of ${index}`, charge);
  },
  line: ({ charge, index }) => `prove range(${textOf(charge)}) = ${index}`,
});
