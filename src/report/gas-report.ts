import { isDriven } from '../floquet/index.js';
import { refuse, worse } from '../text/index.js';
import { digitsDocument, digitsLines } from './gas-digits.js';
import { type GasRequest, askedBy } from './gas-request.js';
import { gasScan } from './gas-scan.js';
import type { GasSource } from './gas-source.js';
import { gasParts } from './gas-text.js';
import { gasAnswer } from './gas.js';
import { type Listener, type CommandReport, refusal, passOn } from './report.js';

/**
 * The answer of `spinlaw gas` and `:gas`: the steady state of a driven N-level system in a dilute gas.
 *
 * @diagnostic those of the model and of the engines
 */
export function gasReport(request: GasRequest, source: GasSource, listener: Listener): CommandReport {
  const { scan, digits } = request;
  if (scan) return gasScan({ ...request, scan }, source, listener);
  const given = source(request.set, listener);
  if ('errors' in given) return refusal(given.errors, listener);
  const { model } = given;
  const question = { ...request.question, onProgress: listener.progress };
  if (digits !== undefined) {
    if (question.sidebands === 0 && isDriven(model))
      refuse('sidebands-out-of-range', 'a driven system needs sidebands', {
        hint: 'leave out --sidebands: they are chosen until the rates have converged',
      });
    const { document, broken } = askedBy(request, () => digitsDocument(model, { ...question, digits }, listener));
    for (const line of digitsLines(document)) listener.line(line);
    if (broken.length > 0) listener.remark(`not to ${digits} digits: ${broken.join(', ')}`);
    return { document, code: worse(given.code, broken.length > 0 ? 1 : 0) };
  }
  const answer = askedBy(request, () => gasAnswer(model, question));
  const { document, broken } = answer;
  for (const note of document.notes) listener.note(note);
  passOn(gasParts(model, answer), listener);
  if (broken.length > 0) listener.remark(`violated: ${broken.join(', ')}`);
  return { document, code: worse(given.code, broken.length > 0 ? 1 : 0) };
}
