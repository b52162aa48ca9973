import {
  type Diagnostic,
  type DiagnosticCode,
  type ExitCode,
  DiagnosticError,
  errorDocument,
  worse,
} from '../text/index.js';
import { type GasRequest, askedBy } from './gas-request.js';
import type { GasSource } from './gas-source.js';
import { type GasDocument, gasAnswer } from './gas.js';
import { numberText } from './observable.js';
import { type CommandReport, GrowingTable, type Listener, silent } from './report.js';
import { type PointOr, type ScanAnswer, errorOfAnswer, pointDocuments, scanReport } from './scan-report.js';
import type { Scan } from './scan.js';

/** One value of the parameter: the gas there, or the error. */
export type GasScanPoint = PointOr<Pick<GasDocument, 'quasienergies' | 'notes' | 'results' | 'scattering'>>;

/** Errors that do not depend on the value of the parameter. */
const anywhere: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  'interrupted',
  'unknown-parameter',
  'no-model',
  'two-models',
  'json-syntax',
  'option-value',
  'nodes-out-of-range',
  'populations-invalid',
  'time-invalid',
]);

/** The answer of `gas --scan`. */
export interface GasScanReport extends CommandReport {
  readonly scan: string;
  readonly points: readonly GasScanPoint[];
}

/**
 * Computes one point after another. A point that fails is reported in its place, and the others are shown.
 *
 * @returns  code 3 if some points have failed, 1 if a law is violated
 */
export function gasScan(
  request: GasRequest & { readonly scan: Scan },
  source: GasSource,
  listener: Listener,
): GasScanReport {
  const { question, scan, set } = request;
  const points: GasScanPoint[] = [];
  let code: ExitCode = 0;
  const table = new GrowingTable(listener, width);
  let first: Diagnostic | undefined;
  for (const [k, value] of scan.values.entries()) {
    const at = Number(value);
    try {
      const given = source([...set, `${scan.name}=${value}`], k === 0 ? listener : silent, scan);
      if ('errors' in given) throw new DiagnosticError(given.errors[0]!);
      const { document, broken } = askedBy(request, () =>
        gasAnswer(given.model, {
          ...question,
          onProgress: (what, fraction) =>
            listener.progress(`${scan.name} = ${value}, ${what}`, (k + Math.min(1, fraction)) / scan.values.length),
        }),
      );
      code = worse(code, worse(given.code, broken.length > 0 ? 1 : 0));
      const { quasienergies, notes, results, scattering } = document;
      points.push({ at, quasienergies, notes, results, ...(scattering && { scattering }) });
      table.name(columnsOf(scan.name, results[0]!.populations.length));
      for (const result of results) table.add(rowOf(at, result));
      for (const note of notes) listener.note(`${scan.name} = ${value}: ${note}`);
      if (broken.length > 0) listener.remark(`${scan.name} = ${value}: violated: ${broken.join(', ')}`);
    } catch (error) {
      if (!(error instanceof DiagnosticError) || anywhere.has(error.diagnostic.code)) throw error;
      first ??= error.diagnostic;
      points.push({ at, error: errorDocument(error.diagnostic) });
      table.addError(String(at), error.diagnostic);
    }
  }
  const document = { scan: scan.name, points: pointDocuments(scan.name, points) };
  return { ...scanReport(document, points, { code, listener, ...(first && { first }) }), scan: scan.name, points };
}

/** The answer of a scan whose points were answered one by one, as `gasScan` makes it. */
export function gasScanOf(
  { name }: Pick<Scan, 'name'>,
  answers: readonly ScanAnswer[],
  listener: Listener,
): GasScanReport {
  let first: Diagnostic | undefined;
  let code: ExitCode = 0;
  const table = new GrowingTable(listener, width);
  const points = answers.map((answer): GasScanPoint => {
    const at = Number(answer.value);
    const error = errorOfAnswer(answer);
    if (error) {
      first ??= error;
      table.addError(String(at), error);
      return { at, error: errorDocument(error) };
    }
    code = worse(code, answer.code);
    const { quasienergies, notes, results, scattering } = answer.document as GasDocument;
    if (results[0]) table.name(columnsOf(name, results[0].populations.length));
    for (const result of results) table.add(rowOf(at, result));
    for (const note of notes) listener.note(`${name} = ${at}: ${note}`);
    if (answer.code === 1) listener.remark(`${name} = ${at}: a law or a claim is violated`);
    return { at, quasienergies, notes, results, ...(scattering && { scattering }) };
  });
  const document = { scan: name, points: pointDocuments(name, points) };
  return { ...scanReport(document, points, { code, listener, ...(first && { first }) }), scan: name, points };
}

/** Width of a column, in characters. */
const width = 14;

function columnsOf(name: string, levels: number): string[] {
  return [name, 'beta', ...Array.from({ length: levels }, (_, j) => `p${j}`), 'power', 'heat'];
}

function rowOf(at: number, { beta, populations, power, heat }: GasDocument['results'][number]): string[] {
  return [
    String(at),
    numberText(beta),
    ...populations.map((p) => p.toFixed(10)),
    ...[power, heat].map((x) => x.toExponential(5)),
  ];
}
