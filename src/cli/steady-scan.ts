import { DiagnosticError, type Diagnostic, type ErrorDocument, errorDocument } from '../text/index.js';
import { ready } from '../numeric/index.js';
import { canonicalName } from '../language/index.js';
import { type Scan, numberText } from '../report/index.js';
import { type ExitCode, type Output, exitCodeOf, worse } from './output.js';
import { type Point, announce, solve, studyFor } from './steady-point.js';
import { type Asked, type Task, taskOf } from './steady-task.js';

/** One value of a scan: the state there, or why there is none. */
export type ScanPoint = { readonly at: number } & (Point | { readonly error: ErrorDocument });

/** The document of a scan. */
export function scanDocument(head: object, name: string, points: readonly ScanPoint[]): Record<string, unknown> {
  return { ...head, scan: name, points: points.map(({ at, ...rest }) => ({ [name]: at, ...rest })) };
}

/** Errors that no value of the parameter changes. */
const anywhere = new Set([
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
 * One point after another. A point that fails is named in its place, and the others are computed.
 *
 * @param done  called with every point, for those who want what there is before all of it is there
 * @returns     3 where points have failed and others have not
 */
export async function scanCommand(
  asked: Asked,
  scan: Scan,
  head: object,
  output: Output,
  done: (point: ScanPoint) => void = () => {},
): Promise<ExitCode> {
  const { options } = asked;
  await ready();
  const study = studyFor(output);
  const populations = options.populations ?? false;
  const setAt = (value: string): string[] => [...options.set, `${scan.name}=${value}`];
  /** the task, or the first of what is wrong with the script there */
  const taskAt = (value: string, quiet: boolean): Task => {
    const task = taskOf(asked, setAt(value), scan, output, quiet);
    if ('errors' in task) throw new DiagnosticError(task.errors[0]!);
    return task;
  };
  const taken = options.set.find(
    (s) => canonicalName(s.slice(0, Math.max(0, s.indexOf('='))).trim()) === canonicalName(scan.name),
  );
  if (taken !== undefined) output.note(`--scan takes over ${scan.name}: --set ${taken} has no effect`);
  refuseEverywhere(scan, (value) => taskAt(value, true));
  let code: ExitCode = 0;
  const points: ScanPoint[] = [];
  let announced = false;
  let first: Diagnostic | undefined;
  const table = new ScanTable(scan.name, output);
  for (const value of scan.values) {
    const at = Number(value);
    let point: ScanPoint;
    try {
      const task = taskAt(value, announced);
      table.head(task.observables.map((o) => o.name));
      code = worse(code, task.code);
      if (!announced && task.observables.length === 0)
        output.note('nothing is observed: name it, as in --observe "sum_j Sz_j", or define it in the script');
      if (!announced) announce(study, task, output, populations);
      announced = true;
      point = { at, ...solve(study, task, populations, output) };
    } catch (error) {
      if (!(error instanceof DiagnosticError) || anywhere.has(error.diagnostic.code)) throw error;
      first ??= error.diagnostic;
      point = { at, error: errorDocument(error.diagnostic) };
    }
    points.push(point);
    done(point);
    if (!output.json) table.row(point);
  }
  const failed = points.filter((p) => 'error' in p).length;
  const all = failed === points.length ? first : undefined;
  if (output.json)
    output.document({ ...(all && { error: errorDocument(all) }), ...scanDocument(head, scan.name, points) });
  else if (all) output.diagnostic(all);
  else if (failed > 0) output.note(`${failed} of ${points.length} points have no steady state that can be given`);
  if (all) return worse(code, exitCodeOf(all));
  return failed > 0 ? worse(code, 3) : code;
}

/**
 * What is wrong in the same way at the first values is wrong with the script or the options: it is shown there, before
 * any work.
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

/** Rows for people, as the points come. */
class ScanTable {
  private columns: readonly string[] | undefined;

  constructor(
    private readonly name: string,
    private readonly output: Output,
  ) {}

  head(columns: readonly string[]): void {
    if (this.columns || this.output.json) return;
    this.columns = columns;
    this.output.line(cells([this.name, ...columns]));
  }

  row(point: ScanPoint): void {
    const { at } = point;
    if ('error' in point) this.output.line(`${cells([String(at)])}  ${point.error.code}: ${point.error.message}`);
    else this.output.line(cells([String(at), ...Object.values(point.observables).map(numberText)]));
  }
}

const cells = (list: readonly string[]): string => list.map((c) => c.padStart(19)).join('');
