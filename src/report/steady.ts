import type { ChainStudy, NumberCache } from '../chain/index.js';
import { ready } from '../numeric/index.js';
import type { RunnableProgram } from '../session/index.js';
import { type Diagnostic, errorDocument, exitCodeOf, worse } from '../text/index.js';
import type { AnswerPart } from './answer-parts.js';
import { type Listener, type CommandReport, refusal, silent, passOn } from './report.js';
import { type ComparisonDocument, solvedRows } from './comparison.js';
import { sizeVerdicts } from './comparison-size.js';
import { comparisonParts, sizeLines } from './comparison-text.js';
import { type Comparison, compareOnRing } from './steady-compare.js';
import { evolution, evolutionParts, evolutionNotes, forcesDocument, forcesParts } from './steady-ensemble.js';
import { finiteDocument, finiteParts, finiteNotes } from './steady-finite.js';
import { type SteadyHead, steadyHead } from './steady-head.js';
import { announce, type SteadyPoint, pointParts, steadyPoint, studyFor } from './steady-point.js';
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
    passOn(comparisonParts(here.ring, populations), listener);
    return withRefused({ document: { ...labelled, ...here.ring }, code: task.code }, [here], listener);
  }
  const second = taskOf({ ...question, sites: beside }, program, question.set, silent);
  if ('errors' in second) return refusal(second.errors, listener);
  const there = compareOnRing(studyFor(listener, question), second, question, listener);
  const size = sizeVerdicts(here.ring, there.ring);
  const parts = [
    ...comparisonParts(here.ring, populations),
    ...comparisonParts(there.ring, populations),
    ...sizeLines(size, [here.ring.sites, there.ring.sites]),
  ];
  passOn(parts, listener);
  const document: ComparisonDocument = { ...labelled, ...here.ring, beside: there.ring, size };
  return withRefused({ document, code: worse(task.code, second.code) }, [here, there], listener);
}

/** An error if every list is refused; a note if some lists or candidates are, and the exit code 3 as that of a scan. */
function withRefused(
  { document, code }: CommandReport,
  rings: readonly Comparison[],
  listener: Listener,
): CommandReport {
  const rows = rings.flatMap((r) => r.ring.ensembles);
  const solved = rings.flatMap((r) => solvedRows(r.ring)).length;
  const first = rings.map((r) => r.refused).find((d): d is Diagnostic => d !== undefined);
  if (first && solved === 0) {
    listener.error(first);
    return { document: { error: errorDocument(first), ...document }, code: worse(code, exitCodeOf(first)) };
  }
  const candidates = rings.flatMap((r) => solvedRows(r.ring)).flatMap((e) => e.ranking ?? []);
  const refused = candidates.filter((c) => c.error).length;
  if (first) listener.note(`${rows.length - solved} of ${rows.length} lists have no ensemble that can be given`);
  if (refused > 0) listener.note(`${refused} of ${candidates.length} candidates have no ensemble that can be given`);
  return { document, code: first || refused > 0 ? worse(code, 3) : code };
}

/** The document of `steady --json` for one set of parameters. */
export type SteadyDocument = SteadyHead & SteadyPoint;

/**
 * The answer of `spinlaw steady` and `:steady`: the steady state of a weakly driven chain on a ring.
 *
 * @param cache  keeps spectra and matrix elements; the answer is the same, bit for bit, with it and without it
 * @diagnostic those of the question, of the program and of the engines
 */
export async function steadyReport(
  question: SteadyQuestion,
  program: RunnableProgram,
  listener: Listener,
  cache?: NumberCache,
): Promise<CommandReport> {
  const { populations, scan, times, strengths } = question;
  if (scan) return steadyScan({ ...question, scan }, program, listener);
  await ready();
  const task = taskOf(question, program, question.set, listener);
  if ('errors' in task) return refusal(task.errors, listener);
  const { code } = task;
  const answer = (document: object, parts: readonly AnswerPart[]): CommandReport => {
    passOn(parts, listener);
    return { document, code };
  };
  if (strengths) {
    const document = finiteDocument(task.chain, task.observables, strengths, listener);
    for (const note of finiteNotes(document)) listener.note(note);
    return answer(document, finiteParts(document));
  }
  const study = studyFor(listener, { ...question, cache });
  announce(study, task, listener, { populations });
  const head = steadyHead(question);
  if (question.compare || question.anatomy === true || question.rank)
    return compared(question, program, { task, study }, listener);
  if (times) {
    const { rows, failed } = evolution(study, task, times, { populations });
    const error = failed && { error: errorDocument(failed) };
    for (const note of evolutionNotes(rows)) listener.note(note);
    const report = answer({ ...error, ...head, unit: 'times in 1/eps_ph^2', evolution: rows }, evolutionParts(rows));
    if (!failed) return report;
    listener.error(failed);
    return { ...report, code: worse(code, exitCodeOf(failed)) };
  }
  if (task.point) {
    const document = { ...head, ...forcesDocument(study, task, { populations }) };
    return answer(document, forcesParts(document));
  }
  const { list } = task;
  const onStep = (done: number): void => listener.progress('discovered charges', done / (list?.discovered ?? 1));
  const point = { ...head, ...steadyPoint(study, task, { ...question, onStep }) };
  for (const note of point.notes ?? []) listener.note(note);
  return answer(point, pointParts(point));
}
