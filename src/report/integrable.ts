import { periodOfCells } from '../charges/index.js';
import { type IntegrabilityAnswer, type IntegrabilityQuestion, integrabilityAnswer } from '../integrability/index.js';
import { type ExitCode, worse } from '../text/index.js';
import { type GivenHamiltonian, spinOfSites } from './hamiltonian.js';
import { type PieceDocument, pieceText } from './chain-pieces.js';
import { type IntegrableDocument, integrabilityWriting } from './integrability.js';
import type { CommandReport, Listener } from './report.js';
import { type VerdictCertificate, pieceCertificates, verdictCertificate } from './verdict-certificate.js';

/** The question of `integrable`. */
export interface IntegrableQuestion extends IntegrabilityQuestion {
  /** writes the certificate of a verdict of Theorem A, the `number`-th one counted from 1, and returns its file */
  readonly writeCertificate?: (text: string, number: number) => string;
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
  if (!writeCertificate) return { document: { ...document, hamiltonian: given.text }, code: given.code };
  const written = certificatesFor(answer, document.pieces, { ...asked, writeCertificate }, listener);
  return {
    document: {
      ...document,
      hamiltonian: given.text,
      pieces: document.pieces.map((piece, k) => ({ ...piece, certificate: written.ofPieces.get(k) ?? null })),
      certificate: written.file,
    } satisfies IntegrableDocument,
    code: worse(given.code, written.code),
  };
}

interface WrittenCertificates {
  /** the only or the first one */
  readonly file: string | null;
  /** those of pieces by their number */
  readonly ofPieces: ReadonlyMap<number, string>;
  readonly code: ExitCode;
}

/** Writes the certificates; where there is none, a note says why. */
function certificatesFor(
  answer: IntegrabilityAnswer,
  pieces: readonly PieceDocument[],
  { writeCertificate, ...question }: IntegrableQuestion & Required<Pick<IntegrableQuestion, 'writeCertificate'>>,
  listener: Listener,
): WrittenCertificates {
  let [count, code]: [number, ExitCode] = [0, 0];
  const write = (found: VerdictCertificate, of: string): string | null => {
    if (found.kind === 'none') {
      listener.note(`no certificate${of} is written: ${found.because}`);
      if (found.isLimit) code = 3;
      return null;
    }
    const file = writeCertificate(found.text, (count += 1));
    const about = found.listed ? 'the excluded lengths and the list of charges' : 'the excluded lengths';
    const where = answer.order ? ', with the sites in this order' : '';
    listener.line(`Certificate of ${about}${of}${where}, accepted by the kernel: ${file}`);
    return file;
  };
  const certificates = pieceCertificates(answer);
  if (certificates.size === 0) {
    const file = write(verdictCertificate(answer, question), '');
    return { file, ofPieces: new Map(), code };
  }
  const ofPieces = new Map<number, string>();
  for (const [k, found] of certificates) {
    const file = write(found, ` of the piece with ${pieceText(pieces[k]!.sites)}`);
    if (file !== null) ofPieces.set(k, file);
  }
  return { file: [...ofPieces.values()][0] ?? null, ofPieces, code };
}
