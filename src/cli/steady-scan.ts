import { DiagnosticError, type Diagnostic, type ErrorDocument, errorDocument, limit, refuse } from '../text/index.js';
import { ready } from '../numeric/index.js';
import { canonicalName } from '../language/index.js';
import { numberText } from './observed.js';
import { type ExitCode, type Output, exitCodeOf, worse } from './output.js';
import { type Point, announce, solve, studyFor } from './steady-point.js';
import { type Asked, type Scan, type Task, taskOf } from './steady-task.js';
import { decimal, optionSpan } from './values.js';

/** Most points of a scan. */
const mostPoints = 10_000;

/** `B=-5:5:0.5` (start, stop, step) or `eps_d=0,0.5,1`. */
export function scanOf(text: string): Scan {
  const hint = 'start:stop:step, as in --scan B=-5:5:0.5, or values, as in --scan eps_d=0,0.5,1';
  const bad = (why: string, start = 0, end = text.length): never => refuse('bad-scan', why, { span: optionSpan('--scan', text, start, end), hint });
  const at = text.indexOf('=');
  const name = text.slice(0, at).trim();
  if (at < 0 || name === '' || text.slice(at + 1).trim() === '') return bad(`"${text}" is no scan`);
  const span = optionSpan('--scan', text, text.indexOf(name), text.indexOf(name) + name.length);
  const pieces = text.slice(at + 1).split(text.includes(':') ? ':' : ',');
  if (pieces.length > mostPoints) limit('bad-scan', `a scan has at most ${mostPoints} points, this one has ${pieces.length}`);
  let start = at + 1;
  const numbers = pieces.map((piece) => {
    const from = start;
    start += piece.length + 1;
    return decimal(piece.trim()) ?? bad(`"${piece.trim()}" is not a finite number`, Math.min(from, text.length - 1), from + piece.length);
  });
  if (!text.includes(':')) return { name, span, values: numbers.map(String) };
  const [first, last, step] = numbers;
  if (numbers.length !== 3) return bad('a range is start:stop:step', at + 1);
  if (step === 0) return bad('a step of 0 leads nowhere', text.lastIndexOf(':') + 1, text.length);
  if ((last! - first!) / step! < 0) return bad(`a step of ${step} does not lead from ${first} to ${last}`, text.lastIndexOf(':') + 1, text.length);
  const count = steps(first!, last!, step!) + 1;
  // Without its end a range may be one in another order.
  const ends = (from: number, to: number, by: number): boolean => {
    const count = (to - from) / by;
    return count > 0.5 && Math.abs(count - Math.round(count)) <= 1e-9 * Math.max(1, count);
  };
  const swapped = ends(first!, step!, last!);
  if (first !== last && !ends(first!, last!, step!) && (count === 1 || swapped)) {
    refuse('bad-scan', `a range is start:stop:step, and from ${first} to ${last} a step of ${step} ${count === 1 ? 'leads to one point only' : 'misses the end'}`, {
      span: optionSpan('--scan', text, at + 1),
      hint: swapped ? `--scan ${name}=${first}:${step}:${last}` : `--scan ${name}=${first}:${last}:${Number(((last! - first!) / 10).toPrecision(12))}`,
    });
  }
  if (count > mostPoints) limit('bad-scan', `a scan has at most ${mostPoints} points, this one has ${count}`, { span: optionSpan('--scan', text), hint: 'take a larger step' });
  return { name, span, values: Array.from({ length: count }, (_, i) => String(Number((first! + i * step!).toPrecision(12)))) };
}

/** Whole steps that fit between two numbers. */
function steps(first: number, last: number, step: number): number {
  return Math.floor((last - first) / step + 1e-9);
}

/** One value of a scan: the state there, or why there is none. */
export type ScanPoint = { readonly at: number } & (Point | { readonly error: ErrorDocument });

/** The document of a scan. */
export function scanDocument(head: object, name: string, points: readonly ScanPoint[]): Record<string, unknown> {
  return { ...head, scan: name, points: points.map(({ at, ...rest }) => ({ [name]: at, ...rest })) };
}

/** Errors that no value of the parameter changes. */
const anywhere = new Set(['interrupted', 'out-of-memory', 'sector-too-large', 'ring-size', 'ring-too-small', 'odd-ring', 'no-hamiltonian', 'two-hamiltonians', 'gas-in-chain']);

/**
 * One point after another. A point that fails is named in its place, and the others are computed.
 *
 * @param done  called with every point, for those who want what there is before all of it is there
 * @returns     3 where points have failed and others have not
 */
export async function scanCommand(asked: Asked, scan: Scan, head: object, output: Output, done: (point: ScanPoint) => void = () => {}): Promise<ExitCode> {
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
  const taken = options.set.find((s) => canonicalName(s.slice(0, Math.max(0, s.indexOf('='))).trim()) === canonicalName(scan.name));
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
      if (!announced && task.observables.length === 0) output.note('nothing is observed: name it, as in --observe "sum_j Sz_j", or define it in the script');
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
  if (output.json) output.document({ ...(all && { error: errorDocument(all) }), ...scanDocument(head, scan.name, points) });
  else if (all) output.diagnostic(all);
  else if (failed > 0) output.note(`${failed} of ${points.length} points have no steady state that can be given`);
  if (all) return worse(code, exitCodeOf(all));
  return failed > 0 ? worse(code, 3) : code;
}

/** What is wrong in the same way at the first values is wrong with the script or the options: it is shown there, before any work. */
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
  const same = (e: DiagnosticError | undefined): boolean => e?.diagnostic.code === first?.diagnostic.code && e?.diagnostic.message === first?.diagnostic.message;
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
