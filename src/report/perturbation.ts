import { coefficientText } from '../exact/index.js';
import { writeText } from '../language/index.js';
import { type Assumptions, expressCoefficient, expressOperator } from '../meaning/index.js';
import {
  type Correction,
  type Exception,
  type PerturbedCharge,
  type Perturbation,
  type Selection,
  jumpDensity,
} from '../perturbation/index.js';
import { type Operator, isZeroOperator } from '../spin/index.js';
import { type UnitCellDocument, unitCellDocument } from './unit-cell.js';
import type { PerturbedIntegrability, PerturbedIntegrabilityDocument } from './perturbed-integrability.js';
import type { PerturbationCertificates } from './perturbation-certificates.js';
import { asciiValue, exceptionsOf } from './couplings.js';
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
  /** where certificates are asked for: the file of theirs, and the names of those that are not in it */
  symmetries: { kept: string[]; broken: string[]; certificate?: string | null; withoutCertificate?: string[] };
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
  /** where certificates are asked for: the file of that of the answer, null if it has none */
  certificate?: string | null;
  /** couplings for which that certificate does not hold, although the answer is the same, with their own certificates */
  certificatesElsewhere?: { where: string; certificate: string }[];
  /** couplings at which the answer has no certificate: `-3 + Delta^2 = 0` */
  certificateNotWhere?: string[];
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
  certificate?: string | null;
  certificatesElsewhere?: { where: string; certificate: string }[];
  certificateNotWhere?: string[];
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
 * @param certificates   those of the charges, if they were asked for
 */
export function perturbationDocument(
  p: Perturbation,
  carried: readonly Assumptions[] = [],
  integrability?: PerturbedIntegrability,
  certificates?: PerturbationCertificates,
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
    symmetries: {
      kept: [...p.symmetries.kept],
      broken: [...p.symmetries.broken],
      ...(certificates && { certificate: certificates.symmetries?.file ?? null }),
      ...(certificates?.symmetries && { withoutCertificate: [...certificates.symmetries.lacking] }),
    },
    charges: p.charges.map((c) => chargeDocument(c, p, certificates)),
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

function chargeDocument(
  charge: PerturbedCharge,
  p: Perturbation,
  certificates?: PerturbationCertificates,
): ChargeDocument {
  const { index, broken, residual, decay, correction, selection } = charge;
  const exceptional = exceptionsOf(correction).map((e) => exceptionDocument(e, p, certificates));
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
    ...certificateFields(correction, certificates),
    ...selectionDocument(selection),
  };
}

/** The certificate of an answer, and those for couplings at which it does not hold. */
function certificateFields(
  correction: Correction,
  certificates?: PerturbationCertificates,
): Pick<ChargeDocument, 'certificate' | 'certificatesElsewhere' | 'certificateNotWhere'> {
  if (!certificates) return {};
  const found = certificates.answers.get(correction);
  if (found?.kind !== 'written') return { certificate: null };
  const elsewhere = found.elsewhere.map(({ where, file }) => ({ where, certificate: file }));
  const notWhere = found.open.map((factor) => `${coefficientText(factor)} = 0`);
  return {
    certificate: found.file,
    ...(elsewhere.length > 0 && { certificatesElsewhere: elsewhere }),
    ...(notWhere.length > 0 && { certificateNotWhere: notWhere }),
  };
}

function exceptionDocument(
  { factor, at, there }: Exception,
  p: Perturbation,
  certificates?: PerturbationCertificates,
): ExceptionDocument {
  const exceptional = there ? exceptionsOf(there).map((e) => exceptionDocument(e, p, certificates)) : [];
  return {
    where: at ? at.map((c) => `${c.name} = ${asciiValue(c)}`).join(', ') : `${coefficientText(factor)} = 0`,
    values: at ? Object.fromEntries(at.map((c) => [c.name, asciiValue(c)])) : null,
    verdict: there ? verdictOf(there, p) : 'undecided',
    ...(there && { correction: correctionDocument(there) }),
    ...(exceptional.length > 0 && { exceptional }),
    ...(there && certificateFields(there, certificates)),
  };
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
