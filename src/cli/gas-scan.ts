import type { GasModel } from '../floquet/index.js';
import { type GasDocument, type GasQuestion, type Scan, gasAnswer, numberText } from '../report/index.js';
import { type Diagnostic, DiagnosticError, type ErrorDocument, errorDocument, refuse } from '../text/index.js';
import { type ExitCode, type Output, exitCodeOf, worse } from './output.js';

/** One value of the parameter: what the gas is there, or why that cannot be said. */
export type GasScanPoint = { readonly at: number } & (
  | Pick<GasDocument, 'quasienergies' | 'notes' | 'results' | 'scattering'>
  | { readonly error: ErrorDocument }
);

/** Errors that no value of the parameter changes. */
const anywhere = new Set([
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

/**
 * `gas … --scan`: one point after another. A point that fails is named in its place, and the others are shown.
 *
 * @param modelAt  the model at one value
 * @param out      a folder for SVG, CSV and JSON
 * @returns        3 where points have failed and others have not, 1 where a law is violated
 */
export async function gasScan(
  scan: Scan,
  question: GasQuestion,
  modelAt: (value: string, first: boolean) => { model: GasModel; code: ExitCode },
  out: string | undefined,
  output: Output,
): Promise<ExitCode> {
  const { outputFolder } = await import('../document/index.js');
  const folder = out === undefined ? undefined : outputFolder(out);
  const points: GasScanPoint[] = [];
  let code: ExitCode = 0;
  let first: Diagnostic | undefined;
  let shown = false;
  for (const [k, value] of scan.values.entries()) {
    const at = Number(value);
    try {
      const { model, code: own } = modelAt(value, k === 0);
      const { document, broken } = gasAnswer(model, {
        ...question,
        ...(question.onProgress && {
          onProgress: (what, fraction) =>
            question.onProgress!(`${scan.name} = ${value}, ${what}`, (k + Math.min(1, fraction)) / scan.values.length),
        }),
      });
      code = worse(code, worse(own, broken.length > 0 ? 1 : 0));
      const { quasienergies, notes, results, scattering } = document;
      points.push({ at, quasienergies, notes, results, ...(scattering && { scattering }) });
      if (!output.json) {
        if (!shown) output.line(headOf(scan.name, results[0]!.populations.length));
        shown = true;
        for (const result of results) output.line(rowOf(at, result));
      }
      for (const note of notes) output.note(`${scan.name} = ${value}: ${note}`);
      if (broken.length > 0) output.remark(`${scan.name} = ${value}: violated: ${broken.join(', ')}`);
    } catch (error) {
      if (!(error instanceof DiagnosticError) || anywhere.has(error.diagnostic.code)) throw error;
      first ??= error.diagnostic;
      points.push({ at, error: errorDocument(error.diagnostic) });
      if (!output.json)
        output.line(`${String(at).padStart(14)}  ${error.diagnostic.code}: ${error.diagnostic.message}`);
    }
  }
  const failed = points.filter((p) => 'error' in p).length;
  const all = failed === points.length ? first : undefined;
  const document = { scan: scan.name, points: points.map(({ at, ...rest }) => ({ [scan.name]: at, ...rest })) };
  const files =
    folder && !all
      ? await writeFiles(scan.name, points, document, (name, text) => folder.write(name, text))
      : undefined;
  if (output.json) output.document({ ...(all && { error: errorDocument(all) }), ...document, ...(files && { files }) });
  else if (all) output.diagnostic(all);
  else {
    if (failed > 0) output.note(`${failed} of ${points.length} points have no steady state that can be given`);
    if (files) output.line(files.join(', '));
  }
  if (all) return worse(code, exitCodeOf(all));
  return failed > 0 ? worse(code, 3) : code;
}

const cells = (list: readonly string[]): string => list.map((c) => c.padStart(14)).join('');

function headOf(name: string, levels: number): string {
  return cells([name, 'beta', ...Array.from({ length: levels }, (_, j) => `p${j}`), 'power', 'heat']);
}

function rowOf(at: number, { beta, populations, power, heat }: GasDocument['results'][number]): string {
  return cells([
    String(at),
    numberText(beta),
    ...populations.map((p) => p.toFixed(10)),
    ...[power, heat].map((x) => x.toExponential(5)),
  ]);
}

/** SVG, CSV and JSON of a scan; a point that failed is a row without values. */
async function writeFiles(
  name: string,
  points: readonly GasScanPoint[],
  document: unknown,
  write: (name: string, text: string) => string,
): Promise<string[]> {
  const { csvText, scanFigure, table } = await import('../document/index.js');
  const found = points.find((p): p is Extract<GasScanPoint, { results: unknown }> => 'results' in p)!;
  const betas = found.results.map((r) => r.beta);
  const levels = found.results[0]!.populations.length;
  const suffix = (k: number): string => (betas.length === 1 ? '' : `_beta${k}`);
  const quantities = ['power', 'heat', 'entropyProduction'] as const;
  const columns = [
    { name, unit: '1', about: 'the parameter' },
    ...betas.flatMap((beta, k) => [
      ...Array.from({ length: levels }, (_, j) => ({
        name: `p${j}${suffix(k)}`,
        unit: '1',
        about: `population of mode ${j} at beta = ${beta}`,
      })),
      ...quantities.map((q) => ({
        name: `${q}${suffix(k)}`,
        unit: q === 'entropyProduction' ? 'E' : 'E²',
        about: `${q} at beta = ${beta}`,
      })),
    ]),
  ];
  const rows = points.map((p) => [
    p.at,
    ...betas.flatMap((_, k) =>
      'results' in p
        ? [...p.results[k]!.populations, ...quantities.map((q) => p.results[k]![q])]
        : Array.from({ length: levels + quantities.length }, () => null),
    ),
  ]);
  const data = table('scan', columns, rows);
  const at = (k: number): string => (betas.length === 1 ? '' : `, β = ${betas[k]}`);
  const curves = betas.flatMap((_, k) => [
    ...Array.from({ length: levels }, (__, j) => ({
      column: `p${j}${suffix(k)}`,
      label: `mode ${j}${at(k)}`,
      panel: 'population',
    })),
    { column: `power${suffix(k)}`, label: `power${at(k)}`, panel: 'power of the drive' },
  ]);
  return [
    write('gas-scan.svg', scanFigure(`Steady state over ${name}`, data, curves)),
    write('gas-scan.csv', csvText(data)),
    write('gas-scan.json', JSON.stringify(document)),
  ];
}

/** A parameter that nothing in the model asks for would give the same point again and again. */
export function refuseIdle({ name, span }: Scan, idle: readonly string[], known: readonly string[]): void {
  if (!idle.includes(name)) return;
  refuse('unknown-parameter', `the model has no parameter ${name}`, {
    span,
    hint:
      known.length > 0
        ? `there are ${known.join(', ')}`
        : name === 'beta'
          ? 'as in --beta 0.5,1,2'
          : 'use the parameter in the script: H = λ cos(ω t) |1><1|',
  });
}
