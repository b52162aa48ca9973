import { type Operator, reflect, subtractOperators } from '../../spin/index.js';
import { caseSpace, law } from '../../law/index.js';
import { chainParameters, chargeOf, hamiltonianAt } from '../cases/chains.js';
import { couplingDomain } from '../cases/couplings.js';
import { claim, operatorAt, textOf, vanishes } from '../language.js';
import { boostWithoutAnchor } from '../engines/boosts.js';
import { chargeMutants } from '../mutants/charges.js';

interface Case {
  readonly hamiltonian: Operator;
  readonly charge: Operator;
  /** the right side of chain (16) */
  readonly current: Operator;
}

/** C_3 = J² Σ_j (S'_j × S''_{j+1}) · S'_{j+2}.   chain (16) */
export const heatCurrent = law<Case>({
  id: 'charges.heat-current',
  title: 'the third charge of the XXZ chain is its heat current',
  source: 'chain (16)',
  statement:
    "H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>\nprove charge(H, 3) = J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>",
  cases: caseSpace({
    parameters: { J: chainParameters.J, Delta: couplingDomain('Delta') },
    wanted: 40,
    build: ({ J, Delta }) => {
      const hamiltonian = hamiltonianAt({ model: 'xxz', J, Jy: J, Delta });
      return {
        hamiltonian,
        charge: chargeOf(hamiltonian, 3),
        current: operatorAt("J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>", { J, Delta }),
      };
    },
  }),
  strength: 'identity',
  proof: 'proofs/chain/eq-16-heat-current.spin',
  mutants: [
    ...chargeMutants<Case>(
      'the sign is wrong',
      'a coefficient is doubled',
      'a string is lost',
      'S^a S^b is taken for σ^a σ^b',
      'the transpose is taken',
      'it is multiplied by i',
    ),
    { name: 'j is counted from right to left', breaks: (c) => ({ ...c, charge: reflect(c.charge) }) },
    {
      name: 'the boost weighs a bond by its own site, not from the first site of the product',
      breaks: (c) => ({ ...c, charge: boostWithoutAnchor(c.hamiltonian, c.hamiltonian) }),
    },
  ],
  examine: ({ charge, current }) => vanishes((tally) => subtractOperators(charge, current, tally)),
  line: ({ charge, current }) => claim(textOf(charge), textOf(current)),
});
