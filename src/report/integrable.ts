import { periodOfCells } from '../charges/index.js';
import { type IntegrabilityAnswer, type IntegrabilityQuestion, integrabilityAnswer } from '../integrability/index.js';
import { type ExitCode, worse } from '../text/index.js';
import { type GivenHamiltonian, spinOfSites } from './hamiltonian.js';
import { type IntegrableDocument, integrabilityWriting } from './integrability.js';
import type { CommandReport, Listener } from './report.js';
import { verdictCertificate } from './verdict-certificate.js';

/** The question of `integrable`. */
export interface IntegrableQuestion extends IntegrabilityQuestion {
  /** writes the certificate of a verdict of Theorem A, and returns its file */
  readonly writeCertificate?: (text: string) => string;
}

/** The answer of `integrable`: whether a chain is integrable, with what decides it. */
export function integrableReport(
  given: GivenHamiltonian,
  { writeCertificate, ...question }: IntegrableQuestion,
  listener: Listener,
): CommandReport {
  const period = question.period ?? periodOfCells(given.hamiltonian, given.notation?.legs.length ?? 1);
  const asked: IntegrabilityQuestion = {
    ...question,
    ...(period !== undefined && { period }),
    spin: spinOfSites(given.notation),
  };
  const answer = integrabilityAnswer(given.hamiltonian, asked);
  const { lines, notes, document } = integrabilityWriting(answer, given.assumptions, given.notation);
  for (const line of lines) listener.line(line);
  for (const note of notes) listener.note(note);
  const { file, code } = writeCertificate
    ? certificateFor(answer, { ...asked, writeCertificate }, listener)
    : noCertificate;
  return {
    document: { ...document, hamiltonian: given.text, certificate: file } satisfies IntegrableDocument,
    code: worse(given.code, code),
  };
}

interface WrittenCertificate {
  readonly file: string | null;
  readonly code: ExitCode;
}
const noCertificate: WrittenCertificate = { file: null, code: 0 };

/** Writes the certificate; where there is none, a note says why. */
function certificateFor(
  answer: IntegrabilityAnswer,
  { writeCertificate, ...question }: IntegrableQuestion & Required<Pick<IntegrableQuestion, 'writeCertificate'>>,
  listener: Listener,
): WrittenCertificate {
  const found = verdictCertificate(answer, question);
  if (found.kind === 'none') {
    listener.note(`no certificate is written: ${found.because}`);
    return { file: null, code: found.isLimit ? 3 : 0 };
  }
  const file = writeCertificate(found.text);
  const about = found.listed ? 'the excluded lengths and the list of charges' : 'the excluded lengths';
  const where = answer.order ? ', with the sites in this order' : '';
  listener.line(`Certificate of ${about}${where}, accepted by the kernel: ${file}`);
  return { file, code: 0 };
}
