import { imaginaryUnit } from '../../exact/index.js';
import { type Operator, addOperators, negateOperator, scaleOperator } from '../../spin/index.js';
import type { Mutant } from '../../law/index.js';
import { readOperatorAt } from '../language.js';
import { dropTerm, rescaleTerm, transpose, two } from '../cases/operators.js';

/** The subject of laws about one charge of one Hamiltonian. */
export interface ChargeOfHamiltonian {
  readonly hamiltonian: Operator;
  readonly charge: Operator;
  readonly index: number;
}

type Change = (charge: Operator) => Operator;

const changes = {
  'a coefficient is doubled': (q) => rescaleTerm(q, 0, two),
  'a string is lost': (q) => dropTerm(q, q.terms.length - 1),
  'the transpose is taken': transpose,
  'the sign is wrong': negateOperator,
  'S^a S^b is taken for σ^a σ^b': (q) => scaleOperator(q, two),
  'it is multiplied by i': (q) => scaleOperator(q, imaginaryUnit),
  'the field Σ S^x is added': (q) => addOperators(q, readOperatorAt('sum_j Sx_j')),
  'a staggered field is added': (q) => addOperators(q, readOperatorAt('sum_j (-1)^j Sz_j')),
  'a longer string is added': (q) =>
    addOperators(q, readOperatorAt('sum_j X_j Z_<j+1> Z_<j+2> Z_<j+3> Z_<j+4> Z_<j+5> X_<j+6>')),
} as const satisfies Readonly<Record<string, Change>>;

/** Mutants that change the charge, named after the mistake. */
export function chargeMutants<Case extends { readonly charge: Operator }>(
  ...names: readonly (keyof typeof changes)[]
): Mutant<Case>[] {
  return names.map((name) => ({
    name: `C_k: ${name}`,
    breaks: (subject) => ({ ...subject, charge: changes[name](subject.charge) }),
  }));
}
