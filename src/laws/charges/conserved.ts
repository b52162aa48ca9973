import { type Operator, commutator } from '../../spin/index.js';
import { caseSpace, law, wholes } from '../../law/index.js';
import { anyModel, chainParameters, chargeOf, disturbances, disturbed, hamiltonianAt } from '../cases/chains.js';
import { claim, textOf, vanishes } from '../language.js';
import { boostOf, boostWithoutAnchor } from '../engines/boosts.js';
import { type ChargeOfHamiltonian, chargeMutants } from '../mutants/charges.js';

interface Case extends ChargeOfHamiltonian {
  /** without the field and κ C_3 */
  readonly boosted: Operator;
}

/** A charge of a chain commutes with its Hamiltonian, a field along z and κ C_3 included.   chain (7) */
export const conserved = law<Case>({
  id: 'charges.conserved',
  title: 'the charges of the boost recursion are conserved',
  source: 'chain (7), Methods',
  statement:
    'H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1> - B Sz_j\nprove [H + κ charge(H, 3), charge(H, 4)] = 0',
  cases: caseSpace({
    parameters: {
      model: anyModel,
      k: wholes({ from: 2, to: 5, corners: [4, 2, 3, 5] }),
      ...chainParameters,
      ...disturbances,
    },
    wanted: 80,
    build: ({ k, B, kappa, ...couplings }) => {
      const boosted = hamiltonianAt(couplings);
      return {
        boosted,
        hamiltonian: disturbed(boosted, couplings, { B, kappa }),
        charge: chargeOf(boosted, k),
        index: k,
      };
    },
  }),
  strength: 'identity',
  proof: 'proofs/chain/conserved-charges.spin',
  mutants: [
    ...chargeMutants<Case>(
      'a coefficient is doubled',
      'a string is lost',
      'the transpose is taken',
      'the field Σ S^x is added',
      'a staggered field is added',
    ),
    {
      name: 'the boost weighs a bond by its own site, not from the first site of the product',
      breaks: (c) => {
        let charge = c.boosted;
        for (let k = 2; k < c.index; k++) charge = boostWithoutAnchor(c.boosted, charge);
        return { ...c, charge };
      },
    },
    {
      name: 'the field and κ C_3 are boosted with the rest',
      breaks: (c) => (c.index === 3 ? { ...c, charge: commutator(boostOf(c.hamiltonian), c.boosted) } : c),
    },
  ],
  examine: ({ hamiltonian, charge }) => vanishes((tally) => commutator(hamiltonian, charge, tally)),
  line: ({ hamiltonian, charge }) => claim(`[${textOf(hamiltonian)}, ${textOf(charge)}]`),
});
