import { scalarText, textOf } from '../laws/index.js';
import { type Correction, correctionUnder } from '../perturbation/index.js';
import { type Operator, adjoint, commutator, isZeroOperator } from '../spin/index.js';
import { refuse } from '../text/index.js';
import type { ChargeMatchOptions, Matched, NearlyOptions } from './matched.js';
import { chainOperand, chargeOperand, isPerturbation } from './operands.js';
import { anything, checkedOptions, wholeFrom } from './options.js';

/** V, H0 if it is given, and C. */
interface Question {
  readonly perturbation: Operator;
  readonly jumps: readonly Operator[];
  readonly hamiltonian: Operator | undefined;
  readonly charge: Operator;
  /** `C_3`, or the operator in words */
  readonly name: string;
}

function question(matcher: string, received: unknown, charge: unknown, { of }: ChargeMatchOptions): Question {
  const given = isPerturbation(received) ? received : undefined;
  if (given && of !== undefined)
    refuse('two-hamiltonians', `what perturb returns has its Hamiltonian, and ${matcher} is given another`, {
      hint: 'leave { of: … } out',
    });
  const hamiltonian = given ? given.hamiltonian : of === undefined ? undefined : chainOperand(of, `${matcher}: of`);
  const perturbation = given ? given.parts.whole : chainOperand(received, 'expect');
  const { operator, name } = chargeOperand(charge, hamiltonian, matcher);
  return { perturbation, jumps: given?.parts.jumps ?? [], hamiltonian, charge: operator, name: name ?? 'the operator' };
}

/** [V, C] as a text, and the first commutator of V, of the jumps and of their adjoints with C that does not vanish. */
function brokenBy({ perturbation, jumps, charge }: Question): {
  readonly line: string;
  readonly broken: { readonly line: string; readonly residual: Operator } | undefined;
} {
  const lineOf = (a: Operator): string => `[${textOf(a)}, ${textOf(charge)}]`;
  for (const a of [perturbation, ...jumps, ...jumps.map(adjoint)]) {
    const residual = commutator(a, charge);
    if (!isZeroOperator(residual)) return { line: lineOf(perturbation), broken: { line: lineOf(a), residual } };
  }
  return { line: lineOf(perturbation), broken: undefined };
}

const shownResidual = (operator: Operator): string =>
  `residual (${operator.terms.length} Pauli strings):\n  ${textOf(operator)}`;

/** Does V conserve C? The condition is [V, C] = 0, and the same for its jump operators. */
export function conserves(received: unknown, charge: unknown, options: ChargeMatchOptions): Matched {
  const asked = question('toConserve', received, charge, checkedOptions('toConserve', options, { of: anything }));
  const { line, broken } = brokenBy(asked);
  if (!broken)
    return {
      pass: true,
      message: () => `${asked.name} is conserved, and was expected not to be:\n  prove ${line} = 0`,
    };
  return {
    pass: false,
    message: () => `${asked.name} is not conserved:\n  prove ${broken.line} = 0\n${shownResidual(broken.residual)}`,
  };
}

/** Does V break C? */
export function breaks(received: unknown, charge: unknown, options: ChargeMatchOptions): Matched {
  const asked = question('toBreak', received, charge, checkedOptions('toBreak', options, { of: anything }));
  const { line, broken } = brokenBy(asked);
  if (!broken)
    return {
      pass: false,
      message: () =>
        `${asked.name} is kept, and was expected to be broken; this does not hold:\n  refute ${line} = 0\nresidual: 0`,
    };
  return {
    pass: true,
    message: () =>
      `${asked.name} is broken, and was expected to be kept:\n  prove ${broken.line} = 0\n${shownResidual(broken.residual)}`,
  };
}

/** Is there a C′ with [H0 + ε V, C + ε C′] = O(ε²)? */
export function nearlyConserves(received: unknown, charge: unknown, options: NearlyOptions): Matched {
  checkedOptions('toNearlyConserve', options, { of: anything, range: wholeFrom(1, 31) });
  const { range, ...rest } = options;
  const asked = question('toNearlyConserve', received, charge, rest);
  const { perturbation, jumps, hamiltonian, charge: c, name } = asked;
  if (hamiltonian === undefined) {
    refuse(
      'missing-hamiltonian',
      'a charge is nearly conserved by a perturbation of a Hamiltonian, and there is none here',
      {
        hint: "name it: { of: 'sum_j S_j·S_<j+1>' }, or expect what perturb(V, H0) returns",
      },
    );
  }
  const correction = correctionUnder(perturbation, hamiltonian, c, { jumps, ...(range !== undefined && { range }) });
  const residual = commutator(perturbation, c);
  switch (correction.kind) {
    case 'unneeded':
      return {
        pass: true,
        message: () =>
          `${name} is conserved, and was expected not even to be nearly conserved:\n  prove [${textOf(perturbation)}, ${textOf(c)}] = 0`,
      };
    case 'exists':
      return {
        pass: true,
        message: () =>
          `${name} is nearly conserved, and was expected not to be:\n  ${correctionLine(perturbation, hamiltonian, c, correction)}`,
      };
    case 'none':
      return {
        pass: false,
        message: () =>
          `${name} is not nearly conserved: no correction C' of up to ${correction.range} sites has [H0, C'] = -[V, C]` +
          `${correction.generic.length > 0 ? `, for generic ${correction.generic.join(', ')}` : ''}\n  prove [${textOf(perturbation)}, ${textOf(c)}] = 0\n${shownResidual(residual)}`,
      };
    case 'undecided':
      return refuse('undecided', `whether ${name} is nearly conserved is not decided: ${correction.because}`);
  }
}

/** The claim that C′ corrects C; for a drive, whose equation contains a frequency, only C′. */
function correctionLine(
  v: Operator,
  h: Operator,
  c: Operator,
  { operator, denominator }: Extract<Correction, { kind: 'exists' }>,
): string {
  const driven = v.terms.some((t) => t.coefficient.terms.some(({ monomial }) => monomial.mode !== undefined));
  const over = scalarText(denominator);
  if (driven) return `C' = ${over === '1' ? textOf(operator) : `1/(${over}) (${textOf(operator)})`}`;
  return `prove [${textOf(h)}, ${textOf(operator)}] = -${over === '1' ? '' : `(${over}) `}[${textOf(v)}, ${textOf(c)}]`;
}
