import type { ChainStudy } from '../chain/index.js';
import { ready } from '../numeric/index.js';
import type { RunnableProgram } from '../session/index.js';
import { errorDocument, exitCodeOf, worse } from '../text/index.js';
import { type Listener, type CommandReport, refusal, silent } from './report.js';
import { type ComparisonDocument, compareOnRing, comparisonLines, sizeLines, sizeVerdicts } from './steady-compare.js';
import { evolution, evolutionLines, forcesDocument, forcesLines } from './steady-ensemble.js';
import { finiteDocument, finiteLines, finiteNotes } from './steady-finite.js';
import { type SteadyHead, steadyHead } from './steady-head.js';
import { announce, type SteadyPoint, pointLines, steadyPoint, studyFor } from './steady-point.js';
import type { SteadyQuestion } from './steady-question.js';
import { steadyScan } from './steady-scan.js';
import { type SteadyTask, taskOf } from './steady-task.js';

/** The answer of --compare, --anatomy and --rank, on one ring or on two. */
function compared(
  question: SteadyQuestion,
  program: RunnableProgram,
  { task, study }: { readonly task: SteadyTask; readonly study: ChainStudy },
  listener: Listener,
): CommandReport {
  const { populations, beside } = question;
  const here = compareOnRing(study, task, question, listener);
  const labelled = populations && { populationsOnly: true as const };
  if (beside === undefined) {
    for (const line of comparisonLines(here, populations)) listener.line(line);
    return { document: { ...labelled, ...here }, code: task.code };
  }
  const second = taskOf({ ...question, sites: beside }, program, question.set, silent);
  if ('errors' in second) return refusal(second.errors, listener);
  const there = compareOnRing(studyFor(listener), second, question, listener);
  const size = sizeVerdicts(here, there);
  const lines = [
    ...comparisonLines(here, populations),
    ...comparisonLines(there, populations),
    ...sizeLines(size, [here.sites, there.sites]),
  ];
  for (const line of lines) listener.line(line);
  const document: ComparisonDocument = { ...labelled, ...here, beside: there, size };
  return { document, code: worse(task.code, second.code) };
}

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
  if (question.compare || question.anatomy === true || question.rank)
    return compared(question, program, { task, study }, listener);
  if (times) {
    const { rows, failed } = evolution(study, task, times, { populations });
    const error = failed && { error: errorDocument(failed) };
    const report = answer({ ...error, ...head, unit: 'times in 1/eps_ph^2', evolution: rows }, evolutionLines(rows));
    if (!failed) return report;
    listener.error(failed);
    return { ...report, code: worse(code, exitCodeOf(failed)) };
  }
  if (task.point) {
    const document = { ...head, ...forcesDocument(study, task, { populations }) };
    return answer(document, forcesLines(document));
  }
  const { list } = task;
  const onStep = (done: number): void => listener.progress('discovered charges', done / (list?.discovered ?? 1));
  const point = { ...head, ...steadyPoint(study, task, { ...question, onStep }) };
  for (const note of point.notes ?? []) listener.note(note);
  return answer(point, pointLines(point));
}
