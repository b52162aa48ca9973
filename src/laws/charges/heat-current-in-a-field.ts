import { oneCoefficient, subtractCoefficients } from '../../exact/index.js';
import {
  type Operator,
  addOperators,
  commutator,
  reflect,
  scaleOperator,
  subtractOperators,
} from '../../spin/index.js';
import { caseSpace, law } from '../../law/index.js';
import { chainParameters, chargeOf, hamiltonianAt } from '../cases/chains.js';
import { couplingDomain } from '../cases/couplings.js';
import { claim, operatorAt, readOperatorAt, textOf, vanishes } from '../language.js';
import { two } from '../cases/operators.js';
import { boostOf } from '../engines/boosts.js';

interface Case {
  readonly withoutField: Operator;
  /** the boost of the density that includes the field */
  readonly boost: Operator;
  readonly hamiltonian: Operator;
  /** the right side of chain (17) */
  readonly current: Operator;
}

/**
 * J_H = J² Σ_j (S'_j × S''_{j+1}) · S'_{j+2} − B J_S, however the field is divided between the sites of a bond.
 * chain (17)
 *
 * J_S is chain (18).
 */
export const heatCurrentInAField = law<Case>({
  id: 'charges.heat-current-in-a-field',
  title: 'with the field inside the density, the boost of H is the heat current in a field',
  source: 'chain (17)',
  statement: [
    'h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1> - B ((1 - s) Sz_j + s Sz_<j+1>)',
    'JS = i J/2 sum_j (S+_j S-_<j+1> - S-_j S+_<j+1>)',
    "prove [-i sum_j j h_<j,j+1>, sum_j h_<j,j+1>] = -B JS + J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>",
  ].join('\n'),
  cases: caseSpace({
    parameters: {
      J: chainParameters.J,
      Delta: couplingDomain('Delta'),
      B: couplingDomain('B'),
      s: couplingDomain('s', { unit: 'of the field at the right site of the bond' }),
    },
    wanted: 40,
    build: ({ J, Delta, B, s }) => {
      const values = { J, Delta, B };
      const withoutField = hamiltonianAt({ model: 'xxz', J, Jy: J, Delta });
      const field = readOperatorAt('-B sum_j Sz_j', values);
      // Σ_j j S^z_{j+1} = Σ_j (j − 1) S^z_j
      const boost = addOperators(
        boostOf(withoutField),
        addOperators(
          scaleOperator(boostOf(field), subtractCoefficients(oneCoefficient, s)),
          scaleOperator(boostOf(field, -1), s),
        ),
      );
      return {
        withoutField,
        boost,
        hamiltonian: addOperators(withoutField, field),
        current: operatorAt(
          "J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2> - i J B/2 sum_j (S+_j S-_<j+1> - S-_j S+_<j+1>)",
          values,
        ),
      };
    },
  }),
  strength: 'identity',
  proof: 'proofs/chain/eq-17-heat-current-in-a-field.spin',
  mutants: [
    { name: 'the field is left out of the boost', breaks: (c) => ({ ...c, boost: boostOf(c.withoutField) }) },
    {
      name: 'the spin current is forgotten: C_3 instead of J_H',
      breaks: (c) => ({ ...c, current: chargeOf(c.withoutField, 3) }),
    },
    {
      name: 'the spin current has the other sign',
      breaks: (c) => ({ ...c, current: subtractOperators(scaleOperator(chargeOf(c.withoutField, 3), two), c.current) }),
    },
    { name: 'j is counted from right to left', breaks: (c) => ({ ...c, current: reflect(c.current) }) },
  ],
  examine: ({ boost, hamiltonian, current }) =>
    vanishes((tally) => subtractOperators(commutator(boost, hamiltonian), current, tally)),
  line: ({ boost, hamiltonian, current }) => claim(`[${textOf(boost)}, ${textOf(hamiltonian)}]`, textOf(current)),
});
