import { type Operator, addOperators, isZeroOperator, scaleOperator } from '../../spin/index.js';
import { DiagnosticError } from '../../text/index.js';
import { type Finding, caseSpace, law, wholes } from '../../law/index.js';
import { degreeOf } from '../../meaning/index.js';
import { anyModel, chargeOf, hamiltonianAt } from '../cases/chains.js';
import { decides, fails, readOperatorAt, scalarOf, textOf } from '../language.js';

interface Case {
  readonly hamiltonian: Operator;
  readonly charge: Operator;
  readonly index: number;
}

/**
 * Every boost multiplies by one coupling, which allows a check of units. Couplings stay open, since numbers have no
 * unit.
 */
export const energyGrade = law<Case>({
  id: 'charges.energy-grade',
  title: 'C_k carries k − 1 powers of energy',
  source: 'chain, Methods',
  statement: 'H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>\nprove degree(charge(H, 5)) = 4',
  cases: caseSpace({
    parameters: { model: anyModel, k: wholes({ from: 2, to: 6, corners: [4, 2, 3, 5, 6] }) },
    wanted: 30,
    build: ({ model, k }) => {
      const hamiltonian = hamiltonianAt({ model, J: scalarOf('J'), Jy: scalarOf('Jy'), Delta: scalarOf('Δ') });
      return { hamiltonian, charge: chargeOf(hamiltonian, k), index: k };
    },
  }),
  strength: 'identity',
  proof: 'proofs/chain/symmetries-of-the-charges.spin',
  mutants: [
    { name: 'charges are counted from C_3', breaks: (c) => ({ ...c, index: c.index + 1 }) },
    {
      name: 'the Hamiltonian is added to every charge',
      breaks: (c) => ({ ...c, charge: addOperators(c.charge, c.hamiltonian) }),
    },
    { name: 'a coupling is lost', breaks: (c) => ({ ...c, charge: scaleOperator(c.charge, scalarOf('1/J')) }) },
    {
      name: 'a number stands where a coupling should',
      breaks: (c) => ({ ...c, charge: addOperators(c.charge, readOperatorAt('sum_j Z_j Z_<j+1>')) }),
    },
  ],
  examine: ({ charge, index }) => {
    if (isZeroOperator(charge)) return { holds: true };
    return gradeIs(charge, index - 1);
  },
  line: ({ charge, index }) => `prove degree(${textOf(charge)}) = ${index - 1}`,
});

function gradeIs(a: Operator, wanted: number): Finding {
  try {
    const found = degreeOf(a) / 2;
    return decides(found === wanted, `degree ${found} instead of ${wanted}`, a);
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostic.code === 'not-homogeneous')
      return fails(error.diagnostic.message, a);
    throw error;
  }
}
