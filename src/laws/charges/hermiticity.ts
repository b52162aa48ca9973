import { adjoint, commutator, subtractOperators } from '../../spin/index.js';
import { caseSpace, law, wholes } from '../../law/index.js';
import { anyModel, chainParameters, chargeOf, disturbances, disturbed, hamiltonianAt } from '../cases/chains.js';
import { textOf, vanishes } from '../language.js';
import { type ChargeOfHamiltonian, chargeMutants } from '../mutants/charges.js';
import { boostOf } from '../engines/boosts.js';

export const hermitianCharges = law<ChargeOfHamiltonian>({
  id: 'charges.hermiticity',
  title: 'charges are Hermitian',
  source: 'chain, Methods',
  statement: 'H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>\nprove hermitian(charge(H, 4))',
  cases: caseSpace({
    parameters: {
      model: anyModel,
      k: wholes({ from: 2, to: 6, corners: [3, 4, 6] }),
      ...chainParameters,
      ...disturbances,
    },
    wanted: 50,
    build: ({ k, B, kappa, ...couplings }) => {
      const h = hamiltonianAt(couplings);
      return { hamiltonian: disturbed(h, couplings, { B, kappa }), charge: chargeOf(h, k), index: k };
    },
  }),
  strength: 'identity',
  proof: 'proofs/chain/symmetries-of-the-charges.spin',
  mutants: [
    ...chargeMutants<ChargeOfHamiltonian>('it is multiplied by i'),
    {
      name: 'the rate of change without −i',
      breaks: (c) => ({ ...c, charge: commutator(c.charge, { terms: c.hamiltonian.terms.slice(0, 1) }) }),
    },
    { name: 'the boost itself', breaks: (c) => ({ ...c, charge: boostOf(c.charge) }) },
  ],
  examine: ({ charge }) => vanishes((tally) => subtractOperators(charge, adjoint(charge), tally)),
  line: ({ charge }) => `prove hermitian(${textOf(charge)})`,
});
