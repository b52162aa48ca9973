import { powerCoefficient } from '../../exact/index.js';
import { type Operator, scaleOperator, subtractOperators } from '../../spin/index.js';
import { caseSpace, choices, law, wholes } from '../../law/index.js';
import { chargeOf, hamiltonianAt } from '../cases/chains.js';
import { couplingDomain } from '../cases/couplings.js';
import { claim, textOf, vanishes } from '../language.js';
import { chargeMutants } from '../mutants/charges.js';
import { isotropicCharge } from '../oracles/grabowski-mathieu.js';

interface Case {
  readonly charge: Operator;
  readonly closedForm: Operator;
}

/**
 * At Δ = J the charges of the XXZ chain and of the XXX chain are those of Grabowski and Mathieu, who derived them
 * independently.
 */
export const isotropicLimit = law<Case>({
  id: 'charges.isotropic-limit',
  title: 'at the isotropic point the charges are nested vector products with ballot numbers',
  source: 'Grabowski and Mathieu, Ann. Phys. 243, 299 (1995)',
  statement: [
    'H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>',
    'prove with Δ = J: charge(H, 4) = J^3 sum_j 2 ((S_j×S_<j+1>)×S_<j+2>)·S_<j+3> + 1/2 S_j·S_<j+2> - S_j·S_<j+1>',
  ].join('\n'),
  cases: caseSpace({
    parameters: {
      model: choices(['xxz', 'xxx']),
      k: wholes({ from: 2, to: 7, corners: [4, 5, 6, 7] }),
      J: couplingDomain('J', { zero: false }),
    },
    wanted: 30,
    build: ({ model, k, J }) => ({
      charge: chargeOf(hamiltonianAt({ model, J, Jy: J, Delta: J }), k),
      closedForm: scaleOperator(isotropicCharge(k), powerCoefficient(J, k - 1)),
    }),
  }),
  strength: 'identity',
  proof: 'proofs/chain/isotropic-charges.spin',
  mutants: chargeMutants<Case>(
    'a coefficient is doubled',
    'a string is lost',
    'the sign is wrong',
    'S^a S^b is taken for σ^a σ^b',
    'the transpose is taken',
  ),
  examine: ({ charge, closedForm }) => vanishes((tally) => subtractOperators(charge, closedForm, tally)),
  line: ({ charge, closedForm }) => claim(textOf(charge), textOf(closedForm)),
});
