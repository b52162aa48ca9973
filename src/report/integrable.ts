import { type IntegrabilityAnswer, type IntegrabilityQuestion, integrabilityAnswer } from '../integrability/index.js';
import { certifyExclusion } from '../proof/index.js';
import { DiagnosticError, type ExitCode, worse } from '../text/index.js';
import type { GivenHamiltonian } from './hamiltonian.js';
import { type IntegrableDocument, integrabilityWriting } from './integrability.js';
import type { CommandReport, Listener } from './report.js';

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
  const asked: IntegrabilityQuestion = { ...question, ...(given.notation?.spinOne && { spin: '1' as const }) };
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
  { hamiltonian, verdict, order }: IntegrabilityAnswer,
  { period, spin, writeCertificate }: IntegrableQuestion & Required<Pick<IntegrableQuestion, 'writeCertificate'>>,
  listener: Listener,
): WrittenCertificate {
  if (verdict.kind !== 'not-integrable') {
    listener.note(
      'no certificate is written: there are certificates for verdicts of Theorem A about the whole chain only',
    );
    return noCertificate;
  }
  if (spin === '1') {
    listener.note('no certificate is written: the kernel knows Pauli strings, and the cells of this chain are others');
    return { file: null, code: 3 };
  }
  try {
    // In another order of its sites the chain has other periods.
    const { text, listed } = order ? certifyExclusion(order.hamiltonian) : certifyExclusion(hamiltonian, period);
    const file = writeCertificate(text);
    const about = listed ? 'the excluded lengths and the list of charges' : 'the excluded lengths';
    const where = order ? ', with the sites in this order' : '';
    listener.line(`Certificate of ${about}${where}, accepted by the kernel: ${file}`);
    return { file, code: 0 };
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'not-certifiable') throw error;
    listener.note(`no certificate is written: ${error.diagnostic.message}`);
    return { file: null, code: 3 };
  }
}
