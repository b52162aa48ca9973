import { conservedCharges, nothingText, searchText } from '../charges/index.js';
import { isOperator } from '../library/index.js';
import { textOf } from '../laws/index.js';
import { type ReadOperator, readOperator } from '../meaning/index.js';
import type { Perturbation } from '../perturbation/index.js';
import { type Operator, commutator, isZeroOperator } from '../spin/index.js';
import { refuse } from '../text/index.js';

/** An operator, or its text in the language. */
export type OperatorLike = Operator | string;

/** An operator, its text, or the name of a conserved charge such as `C_3`. */
export type ChargeLike = OperatorLike;

/** Is this what `perturb` returns? */
export function isPerturbation(value: unknown): value is Perturbation {
  return (
    typeof value === 'object' &&
    value !== null &&
    'parts' in value &&
    'hamiltonian' in value &&
    'symmetries' in value &&
    'charges' in value
  );
}

/** An operand of a matcher, with information on its sites from the text. */
interface Operand extends ReadOperator {
  /** the text it was read from */
  readonly text?: string;
}

function read(value: unknown, where: string): Operand {
  if (typeof value === 'string') return { ...readOperator({ name: where, text: value }), text: value };
  if (isOperator(value)) return { operator: value, free: false, fixed: false, weighted: false };
  const what =
    typeof value === 'object' && value !== null
      ? `an object with ${Object.keys(value).join(', ') || 'nothing in it'}`
      : value === null
        ? 'null'
        : `a ${typeof value}`;
  return refuse(
    'not-an-operator',
    `${where} takes an operator, or a text of the language that means one, and this is ${what}`,
    {
      hint: "as in 'sum_j S_j·S_<j+1>'",
    },
  );
}

/** Two operands of one claim. A free j means any site only if no other site is named (language rule 13). */
export function operandPair(
  a: unknown,
  b: unknown,
  [whereA, whereB]: readonly [string, string],
): readonly [Operator, Operator] {
  const [left, right] = [read(a, whereA), read(b, whereB)];
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (one.free && (other.fixed || other.weighted)) {
      refuse('free-site', `the free j of "${one.text!.trim()}" is no site of "${other.text!.trim()}"`, {
        hint: `name the site, or sum over the chain: sum_j (${one.text!.trim()})`,
      });
    }
  }
  return [left.operator, right.operator];
}

/** A Hamiltonian or a perturbation: a sum over the chain. */
export function chainOperand(value: unknown, where: string): Operator {
  const { operator, free, text } = read(value, where);
  if (free)
    refuse('free-site', `"${text!.trim()}" is a density with a free j, and ${where} wants a sum over the chain`, {
      hint: `sum_j (${text!.trim()})`,
    });
  return operator;
}

const chargeName = /^\s*C_?(?:(?<plain>\d+)|\{(?<braced>\d+)\})\s*$/u;

/** A conserved charge given by its number or as an operator; it is checked that it commutes with the Hamiltonian. */
export function chargeOperand(
  charge: unknown,
  hamiltonian: Operator | undefined,
  where: string,
): { readonly operator: Operator; readonly name: string | undefined } {
  const named = typeof charge === 'string' ? chargeName.exec(charge)?.groups : undefined;
  if (!named) {
    const { operator } = read(charge, where);
    if (hamiltonian !== undefined) refuseUnlessConserved(operator, hamiltonian, 'the operator');
    return { operator, name: undefined };
  }
  const index = Number(named.plain ?? named.braced);
  const name = `C_${index}`;
  if (hamiltonian === undefined) {
    refuse('charge-of-what', `${name} is a charge of a Hamiltonian, and there is none here`, {
      hint: `name it: ${where}('${name}', { of: 'sum_j S_j·S_<j+1>' })`,
    });
  }
  return { operator: numberedCharge(index, name, hamiltonian), name };
}

function numberedCharge(index: number, name: string, hamiltonian: Operator): Operator {
  if (index < 1)
    refuse('charge-number', `charges are numbered from 1, not ${index}`, {
      hint: 'C_1 is sum_j Sz_j, C_2 the Hamiltonian',
    });
  if (index === 1) {
    const { operator } = readOperator({ name, text: 'sum_j Sz_j' });
    refuseUnlessConserved(operator, hamiltonian, 'C_1 = sum_j Sz_j');
    return operator;
  }
  const { charges, cell } = conservedCharges(hamiltonian, { upto: index });
  const last = charges.at(-1);
  const searched = cell?.searched.find(({ cells }) => cells === index);
  if (cell && searched && (last?.index !== index || last.branch !== undefined))
    refuse('no-charge', searchText(searched, cell), {
      hint: 'spinlaw charges … --all lists all charges',
    });
  if (last?.index !== index || !last.commutes) {
    refuse('no-charge', `the boost gives no conserved ${name} of this Hamiltonian: it ends at C_${last?.index ?? 2}`, {
      hint: 'spinlaw charges shows where and why',
    });
  }
  if (last.nothing) refuse('no-charge', nothingText(index, last.nothing));
  return last.operator();
}

function refuseUnlessConserved(charge: Operator, hamiltonian: Operator, what: string): void {
  const residual = commutator(hamiltonian, charge);
  if (isZeroOperator(residual)) return;
  refuse(
    'not-conserved',
    `${what} is not conserved by the Hamiltonian, so there is nothing to keep or to break: [H0, C] = ${textOf(residual)}`,
  );
}
