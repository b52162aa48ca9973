import { type Operator, commutator } from '../../spin/index.js';
import { caseSpace, law, wholes } from '../../law/index.js';
import { anyModel, chainParameters, chargeOf, hamiltonianAt } from '../cases/chains.js';
import { claim, textOf, vanishes } from '../language.js';
import { chargeMutants } from '../mutants/charges.js';

interface Case {
  readonly other: Operator;
  readonly charge: Operator;
}

export const commuting = law<Case>({
  id: 'charges.commuting',
  title: 'the charges of a chain commute pairwise',
  source: 'chain, Methods',
  statement: 'H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>\nprove [charge(H, 3), charge(H, 4)] = 0',
  cases: caseSpace({
    parameters: {
      model: anyModel,
      i: wholes({ from: 3, to: 4 }),
      k: wholes({ from: 2, to: 5, corners: [4, 2, 3, 5] }),
      ...chainParameters,
    },
    wanted: 60,
    build: ({ i, k, ...couplings }) => {
      const h = hamiltonianAt(couplings);
      return { other: chargeOf(h, i), charge: chargeOf(h, k) };
    },
  }),
  strength: 'identity',
  proof: 'proofs/chain/commuting-charges.spin',
  mutants: chargeMutants(
    'a coefficient is doubled',
    'a string is lost',
    'the transpose is taken',
    'the field Σ S^x is added',
  ),
  examine: ({ other, charge }) => vanishes((tally) => commutator(other, charge, tally)),
  line: ({ other, charge }) => claim(`[${textOf(other)}, ${textOf(charge)}]`),
});
