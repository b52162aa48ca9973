import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { outputFolder } from '../document/index.js';
import { optionParts } from '../report/index.js';
import {
  type OpenSweep,
  type ResultTable,
  durationWords,
  existingSweep,
  manifestSchema,
  plotResults,
  resultTable,
  selectedPoint,
  selectedPoints,
  tableFile,
  tableFormat,
  tableRecords,
  taskText,
} from '../sweep/index.js';
import { type ExitCode, refuse } from '../text/index.js';
import { type Output, finish } from './output.js';
import { sweptCommands } from './sweep-commands.js';
import { onlyManifest } from './sweep-run.js';
import type { SweepOptions } from './sweep-options.js';

function opened(path: string, { store }: SweepOptions): OpenSweep {
  return existingSweep(path, sweptCommands, store);
}

const columnsOf = ({ columns }: SweepOptions): readonly string[] | undefined =>
  columns === undefined ? undefined : optionParts('--columns', columns, 'B,observables.*').map(({ text }) => text);

/** Notes on points that have no row, and the exit code. */
function completeness({ missing, failed }: ResultTable, { partial }: SweepOptions, output: Output): ExitCode {
  const first = missing
    .slice(0, 5)
    .map((p) => p.index)
    .join(', ');
  if (missing.length > 0)
    output.note(
      `${missing.length} points have no result: ${first}${missing.length > 5 ? ' …' : ''}; sweep run computes them`,
    );
  if (failed.length > 0)
    output.note(
      `${failed.length} points failed, and have an error instead of a result; sweep run --retry computes them again`,
    );
  return missing.length + failed.length > 0 && partial !== true ? 3 : 0;
}

/** A function that writes a file, whose folder is tested before the work. */
function outputFile(path: string): (content: string | Uint8Array) => void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    refuse('unwritable', `${path} is a folder`, { hint: 'as in --out results.csv' });
  const folder = outputFolder(dirname(path));
  return (content) => void folder.write(basename(path), content);
}

/** `sweep collect`: the results as one table. */
export function collectResults(operands: readonly string[], options: SweepOptions, output: Output): ExitCode {
  const { out } = options;
  const format = out === undefined ? 'csv' : tableFormat(out);
  const write = out === undefined ? undefined : outputFile(out);
  const { sweep, store } = opened(onlyManifest(operands), options);
  const table = resultTable(sweep, store, columnsOf(options));
  const code = completeness(table, options, output);
  const counts = {
    points: sweep.points.length,
    rows: table.rows.length,
    missing: table.missing.map((p) => p.index),
    failed: table.failed.map((p) => p.index),
  };
  if (!write) {
    if (!output.json)
      for (const line of (tableFile(table, format) as string).trimEnd().split('\r\n')) output.line(line);
    return finish({ document: { ...counts, columns: table.columns, results: tableRecords(table) }, code }, output);
  }
  write(tableFile(table, format));
  if (!output.json)
    output.line(`${out}: ${table.rows.length} of ${sweep.points.length} points, ${table.columns.length} columns`);
  return finish({ document: { ...counts, columns: table.columns, out }, code }, output);
}

/** `sweep show`: one task, its answer, and how it was obtained. */
export function showResult(operands: readonly string[], options: SweepOptions, output: Output): ExitCode {
  const [path, ...selectors] = operands;
  const { sweep, store } = opened(onlyManifest(path === undefined ? [] : [path]), options);
  const point = selectedPoint(sweep, selectors);
  const state = store.state(point.key);
  if (state.kind === 'missing')
    return refuse(
      'results-missing',
      `point ${point.index} has no result yet${state.corrupt === undefined ? '' : `: ${state.corrupt}`}`,
      { hint: `spinlaw sweep run ${path} --only ${point.index}` },
    );
  const provenance = store.provenance(point.key);
  const { code, document, task } = state.result;
  if (!output.json) {
    output.line(`point ${point.index}, ${point.key.slice(0, 12)}: spinlaw ${taskText(task, store.folder)}`);
    for (const p of provenance)
      output.line(
        `computed on ${p.host}${p.job === undefined ? '' : `, job ${p.job}`}, ${p.finished}, in ${durationWords(p.wallSeconds)} by ${p.engine}${p.result === '' ? ', failed' : ''}`,
      );
    output.line(JSON.stringify(document, undefined, 1));
  }
  return finish(
    {
      document: {
        point: point.index,
        key: point.key,
        varied: point.varied,
        state: state.kind,
        task,
        code,
        document,
        provenance,
      },
      code: state.kind === 'failed' ? 3 : 0,
    },
    output,
  );
}

/** `sweep plot`: curves over the results, as SVG. */
export function plotSweep(operands: readonly string[], options: SweepOptions, output: Output): ExitCode {
  const [path, ...selectors] = operands;
  const { x, y, series, out } = options;
  if (x === undefined || y === undefined)
    return refuse('missing-option', `${x === undefined ? '--x' : '--y'} says which column is drawn`, {
      hint: `as in spinlaw sweep plot ${path ?? 'phases.json'} --x B --y observables.JH --out phases.svg`,
    });
  if (out === undefined || !out.endsWith('.svg'))
    return refuse('missing-option', '--out says which file the picture is written to, and it ends in .svg', {
      hint: `as in spinlaw sweep plot ${path ?? 'phases.json'} --x ${x} --y ${y} --out phases.svg`,
    });
  const write = outputFile(out);
  const { sweep, store } = opened(onlyManifest(path === undefined ? [] : [path]), options);
  const points = selectedPoints(sweep, selectors);
  const panels = optionParts('--y', y, 'observables.JH').map(({ text }) => text);
  const table = resultTable({ names: sweep.names, points }, store);
  const code = completeness(table, options, output);
  const title = [basename(store.folder).replace(/\.sweep$/u, ''), ...selectors].join(', ');
  write(plotResults(title, table, { x, y: panels, ...(series !== undefined && { series }) }));
  if (!output.json) output.line(`${out}: ${table.rows.length} points`);
  return finish(
    {
      document: {
        out,
        rows: table.rows.length,
        missing: table.missing.map((p) => p.index),
        failed: table.failed.map((p) => p.index),
      },
      code,
    },
    output,
  );
}

/** `sweep schema`: the schema of manifests, for editors. */
export function printSchema(operands: readonly string[], _: SweepOptions, output: Output): ExitCode {
  if (operands.length > 0)
    refuse('too-many-inputs', 'sweep schema takes no input', {
      hint: 'spinlaw sweep schema > spinlaw-sweep.schema.json',
    });
  const schema = manifestSchema(sweptCommands);
  if (!output.json) output.line(JSON.stringify(schema, undefined, 2));
  return finish({ document: schema, code: 0 }, output);
}
