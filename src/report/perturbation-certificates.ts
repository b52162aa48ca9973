import type { Coefficient } from '../exact/index.js';
import { writeText } from '../language/index.js';
import { expressCoefficient } from '../meaning/index.js';
import {
  type Correction,
  type Coupling,
  type Perturbation,
  sameZeros,
  valuesAt,
  zerosOf,
} from '../perturbation/index.js';
import { type ChangedCharge, certifyPerturbation, certifySymmetries } from '../proof/index.js';
import { commutator, isZeroOperator, substituteOperator } from '../spin/index.js';
import { DiagnosticError } from '../text/index.js';
import { couplingText, exceptionsOf, placeOfException } from './couplings.js';
import type { ReportNames } from './perturbation-names.js';

/** A certificate of an answer at couplings for which that of the other ones does not hold. */
export interface CertificateElsewhere {
  /** `Δ = -J` */
  readonly where: string;
  readonly file: string;
}

/** The certificate of an answer of `perturb`, or why there is none. */
export type AnswerCertificate =
  | {
      readonly kind: 'written';
      readonly file: string;
      readonly elsewhere: readonly CertificateElsewhere[];
      /** polynomials at whose zeros the answer has no certificate, and is no exception either */
      readonly open: readonly Coefficient[];
    }
  | { readonly kind: 'none'; readonly because: string };

/** The certificate of the symmetries, if it could be made, and the names of those that are not in it. */
export interface SymmetriesCertified {
  readonly file: string | undefined;
  readonly lacking: readonly string[];
}

export interface PerturbationCertificates {
  /** of the answers for the charges, and of those at special couplings */
  readonly answers: ReadonlyMap<Correction, AnswerCertificate>;
  /** absent for drives, baths and jumps */
  readonly symmetries?: SymmetriesCertified;
}

/** Stores a certificate under a name, and returns its file. */
export type KeepCertificate = (name: string, certificate: string) => string;

/** Largest number of substitutions by which the absence of a correction is certified at couplings of its own. */
const deepest = 2;

/**
 * Writes a certificate of each answer, `perturb.C_3`, and with `-a`, `-b` … of the answers at special couplings, and
 * `perturb.symmetries`.
 *
 * @diagnostic whatever `keep` reports
 */
export function perturbationCertificates(p: Perturbation, keep: KeepCertificate): PerturbationCertificates {
  const found = new Map<Correction, AnswerCertificate>();
  const certifyAll = (changed: ChangedCharge, name: string): void => {
    const exceptions = exceptionsOf(changed.correction);
    found.set(changed.correction, certificateOf(changed, name, keep));
    exceptions.forEach(({ at, there }, k) => {
      const other = at && there && changedAt(changed, there, at);
      if (other) certifyAll(other, `${name}-${letter(k)}`);
    });
  };
  const { hamiltonian, parts } = p;
  for (const { index, operator, correction } of p.charges) {
    const changed = { hamiltonian, perturbation: parts.whole, jumps: parts.jumps, charge: operator, correction };
    certifyAll(changed, `perturb.C_${index}`);
  }
  const symmetries = symmetriesCertified(p, keep);
  return { answers: found, ...(symmetries && { symmetries }) };
}

function symmetriesCertified(p: Perturbation, keep: KeepCertificate): SymmetriesCertified | undefined {
  try {
    const found = certifySymmetries(p);
    return found && { file: keep('perturb.symmetries', found.text), lacking: found.lacking };
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.kind !== 'limit') throw error;
    return { file: undefined, lacking: [...p.symmetries.kept, ...p.symmetries.broken] };
  }
}

const letter = (k: number): string => String.fromCodePoint('a'.codePointAt(0)! + k);

/** The certificate of an answer, and of the same answer at couplings for which it does not hold. */
function certificateOf(changed: ChangedCharge, name: string, keep: KeepCertificate, depth = 0): AnswerCertificate {
  const exceptions = exceptionsOf(changed.correction);
  try {
    const { text, assumed } = certifyPerturbation(changed);
    const file = keep(name, text);
    const elsewhere: CertificateElsewhere[] = [];
    const open: Coefficient[] = [];
    for (const factor of assumed.filter((f) => !exceptions.some((e) => sameZeros(e.factor, f)))) {
      const zeros = zerosOf(factor);
      const at = zeros === undefined || zeros === 'never' || depth === deepest ? [] : zeros;
      const other = at.length > 0 ? changedAt(changed, changed.correction, at) : undefined;
      // An exception of the answer of which this one is an exception.
      if (other && isZeroOperator(commutator(other.perturbation, other.charge))) continue;
      const next = `${name}-${letter(exceptions.length + elsewhere.length)}`;
      const there = other && certificateOf(other, next, keep, depth + 1);
      if (there?.kind !== 'written') {
        open.push(factor);
        continue;
      }
      const where = at.map(couplingText).join(', ');
      elsewhere.push({ where, file: there.file });
      elsewhere.push(...there.elsewhere.map((e) => ({ ...e, where: `${where}, ${e.where}` })));
      open.push(...there.open);
    }
    return { kind: 'written', file, elsewhere, open };
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.kind !== 'limit') throw error;
    return { kind: 'none', because: error.diagnostic.message };
  }
}

/** The question with values of couplings put in, and its answer there; undefined where there is no such chain. */
function changedAt(changed: ChangedCharge, correction: Correction, at: readonly Coupling[]): ChangedCharge | undefined {
  const values = valuesAt(at);
  try {
    const [hamiltonian, perturbation, charge] = [changed.hamiltonian, changed.perturbation, changed.charge].map((a) =>
      substituteOperator(a, values),
    ) as [ChangedCharge['hamiltonian'], ChangedCharge['perturbation'], ChangedCharge['charge']];
    return { ...changed, hamiltonian, perturbation, charge, correction };
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
    return undefined;
  }
}

/** Whether the answer, and each of those at special couplings, has a certificate wherever it holds. */
export function isWhollyCertified(correction: Correction, answers: PerturbationCertificates['answers']): boolean {
  const found = answers.get(correction);
  return (
    found?.kind === 'written' &&
    found.open.length === 0 &&
    exceptionsOf(correction).every(({ there }) => !there || isWhollyCertified(there, answers))
  );
}

/** One line for each certificate, and for each answer that has none. */
export function certificateLines(
  p: Perturbation,
  { answers, symmetries }: PerturbationCertificates,
  { charge }: ReportNames,
): string[] {
  const linesOf = (correction: Correction, label: string): string[] => [
    ...answerLines(answers.get(correction), label),
    ...exceptionsOf(correction).flatMap((e) => (e.there ? linesOf(e.there, `${label} at ${placeOfException(e)}`) : [])),
  ];
  return [
    ...p.charges.flatMap(({ index, correction }) => linesOf(correction, charge(index))),
    ...(symmetries ? [symmetriesLine(symmetries)] : []),
  ];
}

function symmetriesLine({ file, lacking }: SymmetriesCertified): string {
  return `symmetries: ${file ?? 'no certificate'}${lacking.length > 0 ? `; not of ${lacking.join('; ')}` : ''}`;
}

function answerLines(certificate: AnswerCertificate | undefined, label: string): string[] {
  if (!certificate) return [`${label}: no certificate`];
  if (certificate.kind === 'none') return [`${label}: ${certificate.because}`];
  const { file, elsewhere, open } = certificate;
  const zeros = open.map((factor) => `${writeText(expressCoefficient(factor))} = 0`).join(', ');
  return [
    `${label}: ${file}${zeros === '' ? '' : `, not where ${zeros}`}`,
    ...elsewhere.map((e) => `${label} at ${e.where}: ${e.file}`),
  ];
}
