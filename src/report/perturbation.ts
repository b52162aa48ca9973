import { type Rational, coefficientText } from '../exact/index.js';
import { nameText, writeText } from '../language/index.js';
import { type Assumptions, expressCoefficient, expressOperator } from '../meaning/index.js';
import {
  type Correction,
  type Coupling,
  type Exception,
  type PerturbedCharge,
  type Perturbation,
  type Selection,
  jumpDensity,
} from '../perturbation/index.js';
import { type Operator, isZeroOperator } from '../spin/index.js';
import { type UnitCellDocument, unitCellDocument } from './unit-cell.js';
import type { PerturbedIntegrability, PerturbedIntegrabilityDocument } from './perturbed-integrability.js';
import { conditionIn } from './perturbation-names.js';
import { type TermDocument, termDocuments } from './terms.js';
import { type ChargeVerdict, type PerturbationVerdict, overallVerdict, verdictOf, verdictOn } from './verdicts.js';

/** The effect of a perturbation in the document of `perturb --json`, without the checks of its rates. */
export interface PerturbationDocument {
  /** the verdict on the worst charge */
  verdict: PerturbationVerdict;
  /** the parameters for all values of which this holds, except for the exceptions */
  parameters: string[];
  /** assumptions about them: `J > 0`, `Delta != 0` */
  assumptions: string[];
  perturbation: string;
  /** Lindblad operators, on every site */
  jumps?: string[];
  hamiltonian: string;
  symmetries: { kept: string[]; broken: string[] };
  charges: ChargeDocument[];
  /** the charge at which the boost recursion ends */
  endsAt?: number;
  /** the first charge that the boost does not give */
  nothing?: number;
  /** if H0 has a unit cell: how its charges were found, as in `charges --json` */
  unitCell?: UnitCellDocument;
  /** for a static V: the verdict on H0 + ε V */
  integrability?: PerturbedIntegrabilityDocument;
  firstOrderVanishes: boolean;
  firstOrderBecause: string;
  currents: (SelectionDocument & { name: string; text: string })[];
  /** false if V alone leaves the chain in equilibrium or heats it indefinitely */
  pumps: boolean;
  pumpsBecause: string;
  reversals: { symmetry: string; hamiltonian: string; perturbation: string; flipped: string[]; unchanged: string[] }[];
}

interface SelectionDocument {
  allowed: boolean;
  forbiddenBy: string | null;
  /** `leading` if it is only a symmetry of the rates of order ε² */
  order?: 'all' | 'leading';
  /** conserved spins that the symmetry reverses; it forbids the current only where they are zero */
  without?: string[];
  /** a symmetry that forbids it on the infinite chain, and that the closing of a ring breaks */
  onInfiniteChain?: string;
  /** an antiunitary symmetry under which it is odd, so that populations alone do not carry it */
  oddUnder?: string;
  /** the operators that V keeps and with which it overlaps */
  carriedBy?: string[];
  /** charges that V keeps and that are changed by the symmetries which would forbid it */
  unlessIn?: string[];
}

interface ChargeDocument extends SelectionDocument {
  index: number;
  verdict: ChargeVerdict;
  broken: boolean;
  residual: TermDocument[];
  /** its decay under jumps: Σ_j L_j† C L_j − ½{L_j†L_j, C} */
  decay?: TermDocument[];
  corrected: TermDocument[] | null;
  correction: CorrectionDocument;
  /** couplings at which the verdict or the correction is different */
  exceptional?: ExceptionDocument[];
}

/** Special couplings, with the result there. */
export interface ExceptionDocument {
  /** `Delta = -J`, to be typed after `with`; if it is not solved for a coupling, the polynomial that vanishes */
  where: string;
  /** values by parameter; null if it is not solved */
  values: Record<string, string> | null;
  verdict: ChargeVerdict;
  correction?: CorrectionDocument;
  exceptional?: ExceptionDocument[];
}

type CorrectionDocument =
  | { verdict: 'unneeded' }
  | { verdict: 'exists'; range: number; text: string; numerator?: TermDocument[]; denominator?: string }
  | { verdict: 'none'; range: number; generic: string[] }
  | { verdict: 'undecided'; range: number; because: string };

export const sumText = (a: Operator): string =>
  isZeroOperator(a) ? '0' : writeText(expressOperator(a, { free: false }));

/** L_j of a jump operator as text of the language. */
export const jumpText = (jump: Operator): string => writeText(expressOperator(jumpDensity(jump), { free: true }));

/**
 * @param carried        assumptions of H0 and V that their values no longer show
 * @param integrability  the integrability of H0 + ε V, if it was asked
 */
export function perturbationDocument(
  p: Perturbation,
  carried: readonly Assumptions[] = [],
  integrability?: PerturbedIntegrability,
): PerturbationDocument {
  const { parameters, assumptions } = conditionIn(p, carried);
  return {
    verdict: overallVerdict(p),
    parameters: [...parameters.keys()],
    assumptions: [...assumptions],
    perturbation: sumText(p.parts.whole),
    ...(p.parts.jumps.length > 0 && {
      jumps: p.parts.jumps.map(jumpText),
    }),
    hamiltonian: sumText(p.hamiltonian),
    symmetries: { kept: [...p.symmetries.kept], broken: [...p.symmetries.broken] },
    charges: p.charges.map((c) => chargeDocument(c, p)),
    ...(p.endsAt !== undefined && { endsAt: p.endsAt }),
    ...(p.nothing && { nothing: p.nothing.index }),
    ...(p.cell && { unitCell: unitCellDocument(p.cell) }),
    ...(integrability && { integrability: integrability.document }),
    firstOrderVanishes: p.firstOrder.vanishes,
    firstOrderBecause: p.firstOrder.because,
    currents: p.currents.map((c) => ({ name: c.name, ...selectionDocument(c), text: sumText(c.operator) })),
    pumps: p.pumping.possible,
    pumpsBecause: p.pumping.because,
    reversals: p.reversals.map((r) => ({
      symmetry: r.name,
      hamiltonian: sumText(r.ofHamiltonian),
      perturbation: sumText(r.ofPerturbation),
      flipped: [...r.flipped],
      unchanged: [...r.unchanged],
    })),
  };
}

function selectionDocument({
  allowed,
  forbiddenBy,
  order,
  without,
  onInfiniteChain,
  oddUnder,
  carriedBy,
  unlessIn,
}: Selection): SelectionDocument {
  return {
    allowed,
    forbiddenBy: forbiddenBy ?? null,
    ...(order && { order }),
    ...(without && { without: [...without] }),
    ...(onInfiniteChain !== undefined && { onInfiniteChain }),
    ...(oddUnder !== undefined && { oddUnder }),
    ...(carriedBy && { carriedBy: [...carriedBy] }),
    ...(unlessIn && { unlessIn: [...unlessIn] }),
  };
}

function chargeDocument(charge: PerturbedCharge, p: Perturbation): ChargeDocument {
  const { index, broken, residual, decay, correction, selection } = charge;
  const exceptional = exceptionsOf(correction).map((e) => exceptionDocument(e, p));
  const plain = correction.kind === 'exists' && isOne(correction);
  return {
    index,
    verdict: verdictOn(charge, p),
    broken,
    residual: termDocuments(residual),
    ...(!isZeroOperator(decay) && { decay: termDocuments(decay) }),
    corrected: plain ? termDocuments(correction.operator) : null,
    correction: correctionDocument(correction),
    ...(exceptional.length > 0 && { exceptional }),
    ...selectionDocument(selection),
  };
}

export function exceptionsOf(c: Correction): readonly Exception[] {
  return 'exceptions' in c ? c.exceptions : [];
}

function exceptionDocument({ factor, at, there }: Exception, p: Perturbation): ExceptionDocument {
  const exceptional = there ? exceptionsOf(there).map((e) => exceptionDocument(e, p)) : [];
  return {
    where: at ? at.map((c) => `${c.name} = ${asciiValue(c)}`).join(', ') : `${coefficientText(factor)} = 0`,
    values: at ? Object.fromEntries(at.map((c) => [c.name, asciiValue(c)])) : null,
    verdict: there ? verdictOf(there, p) : 'undecided',
    ...(there && { correction: correctionDocument(there) }),
    ...(exceptional.length > 0 && { exceptional }),
  };
}

/** A multiple of π: `0`, `-π`, `2 π/3`. */
function angleText({ num, den }: Rational, pi: string): string {
  if (Number(num) === 0) return '0';
  const times = Math.abs(Number(num)) === 1 ? '' : `${Math.abs(Number(num))} `;
  return `${num < 0 ? '-' : ''}${times}${pi}${Number(den) === 1 ? '' : `/${den}`}`;
}

/** A value of a coupling in JSON; for a phase φ it is the value of φ. */
export const asciiValue = ({ value, angle }: Coupling): string =>
  angle ? angleText(angle, 'pi').replace(' ', '*') : coefficientText(value);

/** `Δ = 2 J`, as typed after `with`. */
export const couplingText = ({ name, value, angle }: Coupling): string =>
  `${nameText(name)} = ${angle ? angleText(angle, 'π') : writeText(expressCoefficient(value))}`;

/** The couplings of an exception, as typed after `with`. */
export function placeOfException({ factor, at }: Exception): string {
  return at ? at.map(couplingText).join(', ') : `${writeText(expressCoefficient(factor))} = 0`;
}

function correctionDocument(c: Correction): CorrectionDocument {
  switch (c.kind) {
    case 'unneeded':
      return { verdict: 'unneeded' };
    case 'exists':
      return {
        verdict: 'exists',
        range: c.range,
        text: correctionText(c),
        ...(!isOne(c) && { numerator: termDocuments(c.operator), denominator: coefficientText(c.denominator) }),
      };
    case 'none':
      return { verdict: 'none', range: c.range, generic: [...c.generic] };
    case 'undecided':
      return { verdict: 'undecided', range: c.range, because: c.because };
  }
}

export type Existing = Extract<Correction, { kind: 'exists' }>;

export function isOne({ denominator }: Existing): boolean {
  return coefficientText(denominator) === '1';
}

function correctionText(c: Existing): string {
  const text = sumText(c.operator);
  return isOne(c) ? text : `(${text}) / (${writeText(expressCoefficient(c.denominator))})`;
}
