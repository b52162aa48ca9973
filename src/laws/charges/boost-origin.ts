import { type Operator, addOperators, commutator, subtractOperators } from '../../spin/index.js';
import { caseSpace, choices, law, wholes } from '../../law/index.js';
import { chainParameters, chargeOf, hamiltonianAt } from '../cases/chains.js';
import { claim, readOperatorAt, textOf, vanishes } from '../language.js';
import { boostOf } from '../engines/boosts.js';
import { chargeMutants } from '../mutants/charges.js';

interface Case {
  readonly boost: Operator;
  readonly charge: Operator;
  readonly next: Operator;
}

export const boostOrigin = law<Case>({
  id: 'charges.boost-origin',
  title: 'the boost gives the same charges whatever site is called 0',
  source: 'chain, Methods',
  statement:
    'h_<j,j+1> = J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>\nH = sum_j h_<j,j+1>\nprove [-i sum_j (j + 7) h_<j,j+1>, charge(H, 3)] = charge(H, 4)',
  cases: caseSpace({
    parameters: {
      model: choices(['xxz', 'xxx', 'xyz', 'xx', 'dm']),
      k: wholes({ from: 2, to: 4, corners: [3, 2, 4] }),
      origin: wholes({ from: -9, to: 9, corners: [0, 7, -1], unit: 'sites' }),
      ...chainParameters,
    },
    wanted: 40,
    build: ({ k, origin, ...couplings }) => {
      const h = hamiltonianAt(couplings);
      return { boost: boostOf(h, origin), charge: chargeOf(h, k), next: chargeOf(h, k + 1) };
    },
  }),
  strength: 'identity',
  proof: 'proofs/chain/eq-16-heat-current.spin',
  mutants: [
    ...chargeMutants<Case>(
      'a coefficient is doubled',
      'a string is lost',
      'a staggered field is added',
      'the field Σ S^x is added',
    ),
    {
      name: 'a term of the density is moved to its neighbour: h → h + S^x_j − S^x_<j+1>',
      breaks: (c) => ({ ...c, boost: addOperators(c.boost, readOperatorAt('-i sum_j Sx_j')) }),
    },
    { name: 'O_b = +i Σ j h', breaks: (c) => ({ ...c, next: subtractOperators({ terms: [] }, c.next) }) },
  ],
  examine: ({ boost, charge, next }) => vanishes((tally) => subtractOperators(commutator(boost, charge), next, tally)),
  line: ({ boost, charge, next }) => claim(`[${textOf(boost)}, ${textOf(charge)}]`, textOf(next)),
});
