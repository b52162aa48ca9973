import { type Operator, addOperators, subtractOperators, translate } from '../../spin/index.js';
import { caseSpace, law, wholes } from '../../law/index.js';
import { anyModel, chainParameters, chargeOf, hamiltonianAt } from '../cases/chains.js';
import { claim, readOperatorAt, textOf, vanishes } from '../language.js';
import { chargeMutants } from '../mutants/charges.js';

interface Case {
  readonly charge: Operator;
  readonly by: number;
}

/** The boost depends on the choice of the first site, but its charges do not. */
export const translationOfCharges = law<Case>({
  id: 'charges.translation',
  title: 'charges are translation invariant, although the boost is not',
  source: 'chain, Methods',
  statement:
    'H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>\nprove translate(charge(H, 4)) = charge(H, 4)',
  cases: caseSpace({
    parameters: {
      model: anyModel,
      k: wholes({ from: 2, to: 6, corners: [4, 2, 3, 5] }),
      n: wholes({ from: 1, to: 9, corners: [1, 2, 3], unit: 'sites' }),
      ...chainParameters,
    },
    wanted: 40,
    build: ({ k, n, ...couplings }) => ({ charge: chargeOf(hamiltonianAt(couplings), k), by: n }),
  }),
  strength: 'identity',
  proof: 'proofs/chain/symmetries-of-the-charges.spin',
  mutants: [
    ...chargeMutants<Case>('a staggered field is added'),
    {
      name: 'C_k: a string keeps the position weight of the boost',
      breaks: (c) => ({ ...c, charge: addOperators(c.charge, readOperatorAt('sum_j j Sz_j')) }),
    },
    {
      name: 'C_k: a string stands at one site only',
      breaks: (c) => ({ ...c, charge: addOperators(c.charge, readOperatorAt('Sz_0')) }),
    },
  ],
  examine: ({ charge, by }) => vanishes((tally) => subtractOperators(translate(charge, by), charge, tally)),
  line: ({ charge, by }) => claim(`translate(${textOf(charge)}, ${by})`, textOf(charge)),
});
