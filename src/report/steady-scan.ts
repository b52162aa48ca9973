import { canonicalName } from '../language/index.js';
import { ready } from '../numeric/index.js';
import type { RunnableProgram } from '../session/index.js';
import {
  type Diagnostic,
  type DiagnosticCode,
  type ExitCode,
  DiagnosticError,
  errorDocument,
  worse,
} from '../text/index.js';
import { numberText } from './observable.js';
import { type CommandReport, GrowingTable, type Listener, silent } from './report.js';
import { type PointOr, type ScanAnswer, errorOfAnswer, pointDocuments, scanReport } from './scan-report.js';
import type { Scan } from './scan.js';
import { type SteadyHead, steadyHead } from './steady-head.js';
import { type SteadyPoint, announce, steadyPoint, studyFor } from './steady-point.js';
import type { SteadyQuestion } from './steady-question.js';
import { type SteadyTask, taskOf } from './steady-task.js';

/** One value of a scan: the state there, or the error. */
export type ScanPoint = PointOr<SteadyPoint>;

/** The answer of `steady --scan`; each point has the value of the parameter by its name. */
export type ScanDocument = SteadyHead & {
  readonly scan: string;
  readonly points: readonly Readonly<Record<string, unknown>>[];
};

export function scanDocument(head: SteadyHead, name: string, points: readonly ScanPoint[]): ScanDocument {
  return { ...head, scan: name, points: pointDocuments(name, points) };
}

/** Errors that do not depend on the value of the parameter. */
const anywhere: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  'interrupted',
  'out-of-memory',
  'sector-too-large',
  'ring-size',
  'ring-too-small',
  'odd-ring',
  'no-hamiltonian',
  'two-hamiltonians',
  'gas-in-chain',
]);

/**
 * Computes one point after another. A point that fails is reported in its place, and the others are computed.
 *
 * @param done  called with every point, for callers that need the points before the scan is complete
 * @returns     code 3 if some points have failed and others have not
 */
export async function steadyScan(
  question: SteadyQuestion & { readonly scan: Scan },
  program: RunnableProgram,
  listener: Listener,
  done: (point: ScanPoint) => void = () => {},
): Promise<CommandReport> {
  await ready();
  const { scan, populations } = question;
  const study = studyFor(listener, question);
  /** the task at a value, or the first error of the program there */
  const taskAt = (value: string, heard: Listener): SteadyTask => {
    const task = taskOf(question, program, [...question.set, `${scan.name}=${value}`], heard);
    if ('errors' in task) throw new DiagnosticError(task.errors[0]!);
    return task;
  };
  noteTaken(question, listener);
  refuseEverywhere(scan, (value) => taskAt(value, silent));
  let code: ExitCode = 0;
  const points: ScanPoint[] = [];
  const table = new GrowingTable(listener, width);
  let first: Diagnostic | undefined;
  let announced = false;
  // Most notes are common to all points of a scan.
  const told = new Set<string>();
  const once = (tell: (text: string) => void) => (text: string) => {
    if (!told.has(text)) tell(text);
    told.add(text);
  };
  const noteOnce = once((text) => listener.note(text));
  const later: Listener = { ...silent, remark: once((text) => listener.remark(text)) };
  for (const value of scan.values) {
    const at = Number(value);
    let point: ScanPoint;
    try {
      const task = taskAt(value, announced ? later : { ...listener, remark: later.remark });
      code = worse(code, task.code);
      if (!announced) {
        table.name([scan.name, ...task.observables.map((o) => o.name)]);
        if (task.observables.length === 0)
          listener.note('nothing is observed: name it, as in --observe "sum_j Sz_j", or define it in the script');
        announced = true;
        announce(study, task, listener, { populations });
      }
      const state = steadyPoint(study, task, question);
      for (const note of state.notes ?? []) noteOnce(note);
      point = { at, ...state };
    } catch (error) {
      if (!(error instanceof DiagnosticError) || anywhere.has(error.diagnostic.code)) throw error;
      first ??= error.diagnostic;
      point = { at, error: errorDocument(error.diagnostic) };
    }
    points.push(point);
    done(point);
    addRow(table, point);
  }
  const document = scanDocument(steadyHead(question), scan.name, points);
  return scanReport(document, points, { code, listener, ...(first && { first }) });
}

/** The answer of a scan whose points were answered one by one: the points, and the report as `steadyScan` makes it. */
export function steadyScanOf(
  question: SteadyQuestion & { readonly scan: Scan },
  answers: readonly ScanAnswer[],
  listener: Listener,
): CommandReport & { readonly points: readonly ScanPoint[] } {
  const { scan } = question;
  const head = steadyHead(question);
  let first: Diagnostic | undefined;
  let code: ExitCode = 0;
  const notes = new Set<string>();
  const points = answers.map((answer): ScanPoint => {
    const at = Number(answer.value);
    const error = errorOfAnswer(answer);
    if (error) {
      first ??= error;
      return { at, error: errorDocument(error) };
    }
    code = worse(code, answer.code);
    const state = Object.fromEntries(
      Object.entries(answer.document).filter(([name]) => !(name in head)),
    ) as unknown as SteadyPoint;
    for (const note of state.notes ?? []) notes.add(note);
    return { at, ...state };
  });
  noteTaken(question, listener);
  const known = points.find((p) => !('error' in p));
  const table = new GrowingTable(listener, width);
  if (known && !('error' in known)) table.name([scan.name, ...Object.keys(known.observables)]);
  for (const note of notes) listener.note(note);
  for (const point of points) addRow(table, point);
  const document = scanDocument(head, scan.name, points);
  return { ...scanReport(document, points, { code, listener, ...(first && { first }) }), points };
}

/** Remarks that a setting of the scanned parameter has no effect. */
function noteTaken({ scan, set }: SteadyQuestion & { readonly scan: Scan }, listener: Listener): void {
  const taken = set.find(
    (s) => canonicalName(s.slice(0, Math.max(0, s.indexOf('='))).trim()) === canonicalName(scan.name),
  );
  if (taken !== undefined) listener.note(`--scan takes over ${scan.name}: --set ${taken} has no effect`);
}

/**
 * An error that is the same at the first values is due to the script or the options, and is thrown before any work.
 */
function refuseEverywhere({ values }: Scan, prepare: (value: string) => unknown): void {
  const errors = values.slice(0, 3).map((value) => {
    try {
      prepare(value);
    } catch (error) {
      if (error instanceof DiagnosticError) return error;
      throw error;
    }
    return undefined;
  });
  const [first] = errors;
  const same = (e: DiagnosticError | undefined): boolean =>
    e?.diagnostic.code === first?.diagnostic.code && e?.diagnostic.message === first?.diagnostic.message;
  if (first && errors.every(same)) throw first;
}

/** Width of a column, in characters. */
const width = 19;

function addRow(table: GrowingTable, point: ScanPoint): void {
  const at = String(point.at);
  if ('error' in point) table.addError(at, point.error);
  else table.add([at, ...Object.values(point.observables).map(numberText)]);
}
