import { type IntegrabilityQuestion, integrabilityAnswer } from '../integrability/index.js';
import type { GivenHamiltonian } from './hamiltonian.js';
import { type IntegrableDocument, integrabilityWriting } from './integrability.js';
import type { CommandReport, Listener } from './report.js';

/** The answer of `integrable`: whether a chain is integrable, with what decides it. */
export function integrableReport(
  given: GivenHamiltonian,
  question: IntegrabilityQuestion,
  listener: Listener,
): CommandReport {
  const answer = integrabilityAnswer(given.hamiltonian, question);
  const { lines, notes, document } = integrabilityWriting(answer, given.assumptions, given.notation);
  for (const line of lines) listener.line(line);
  for (const note of notes) listener.note(note);
  return { document: { ...document, hamiltonian: given.text } satisfies IntegrableDocument, code: given.code };
}
