import { ready } from '../numeric/index.js';
import type { RunnableProgram } from '../session/index.js';
import { errorDocument, exitCodeOf, worse } from '../text/index.js';
import { type Listener, type CommandReport, refusal } from './report.js';
import { evolution, evolutionLines, forcesDocument, forcesLines } from './steady-ensemble.js';
import { finiteDocument, finiteLines, finiteNotes } from './steady-finite.js';
import { type SteadyHead, steadyHead } from './steady-head.js';
import { announce, type SteadyPoint, pointLines, steadyPoint, studyFor } from './steady-point.js';
import type { SteadyQuestion } from './steady-question.js';
import { steadyScan } from './steady-scan.js';
import { taskOf } from './steady-task.js';

/** The document of `steady --json` for one set of parameters. */
export type SteadyDocument = SteadyHead & SteadyPoint;

/**
 * The answer of `spinlaw steady` and `:steady`: the steady state of a weakly driven chain on a ring.
 *
 * @diagnostic those of the question, of the program and of the engines
 */
export async function steadyReport(
  question: SteadyQuestion,
  program: RunnableProgram,
  listener: Listener,
): Promise<CommandReport> {
  const { populations, scan, times, strengths } = question;
  if (scan) return steadyScan({ ...question, scan }, program, listener);
  await ready();
  const task = taskOf(question, program, question.set, listener);
  if ('errors' in task) return refusal(task.errors, listener);
  const { code } = task;
  const answer = (document: object, lines: readonly string[]): CommandReport => {
    for (const line of lines) listener.line(line);
    return { document, code };
  };
  if (strengths) {
    const document = finiteDocument(task.chain, task.observables, strengths, listener);
    for (const note of finiteNotes(document)) listener.note(note);
    return answer(document, finiteLines(document));
  }
  const study = studyFor(listener);
  announce(study, task, listener, { populations });
  const head = steadyHead(question);
  if (times) {
    const { rows, failed } = evolution(study, task, times);
    const error = failed && { error: errorDocument(failed) };
    const report = answer(
      { ...error, ...head, unit: 'times in 1/eps_ph^2', evolution: rows },
      evolutionLines(task, rows),
    );
    if (!failed) return report;
    listener.error(failed);
    return { ...report, code: worse(code, exitCodeOf(failed)) };
  }
  if (task.point) {
    const document = { ...head, ...forcesDocument(study, task) };
    return answer(document, forcesLines(document));
  }
  const point = { ...head, ...steadyPoint(study, task, { populations }) };
  for (const note of point.notes ?? []) listener.note(note);
  return answer(point, pointLines(point));
}
