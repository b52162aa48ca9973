import { availableParallelism } from 'node:os';
import { memoryText } from '../chain/index.js';
import { milliseconds, optionSpan, wholeNumber } from '../report/index.js';
import {
  type OpenSweep,
  type SweepListener,
  type SweepPoint,
  type SweepRun,
  type SweepRunOptions,
  type WorkerSettings,
  chosenPoints,
  durationWords,
  estimateSweep,
  openSweep,
  runSweep,
  surveySweep,
} from '../sweep/index.js';
import { type ExitCode, progressBar, refuse, visibleOnOneLine } from '../text/index.js';
import { packageFile } from '../text/file.js';
import { type Output, finish } from './output.js';
import { fileURLToPath } from 'node:url';
import { type SweepOptions, defaultCache } from './sweep-options.js';
import { sweptCommands } from './sweep-commands.js';

/** Largest number of worker processes. */
const mostWorkers = 1024;

/** The manifest or the store that an action is about. */
export function onlyManifest(operands: readonly string[]): string {
  const [path] = operands;
  if (path === undefined)
    return refuse('missing-input', 'the manifest of the sweep is missing', { hint: 'spinlaw sweep run phases.json' });
  if (operands.length > 1)
    refuse('too-many-inputs', `${operands.length} inputs where one manifest or one store is taken`, {
      hint: `spinlaw sweep run ${path}`,
    });
  return path;
}

export function workersOf({ workers }: SweepOptions): number {
  return workers === undefined
    ? availableParallelism()
    : wholeNumber('--workers', workers, { least: 1, most: mostWorkers, example: 2 });
}

/** The longest time that a timer takes, in milliseconds. */
const longestTimeout = { time: 2 ** 31 - 1, name: '24 days' };

/** `2GB`, `500MB` in bytes. */
function bytesOf(cache: string): number {
  const { value, unit } = /^(?<value>\d+(?:\.\d+)?)(?<unit>[kMGT]?B|)$/u.exec(cache.trim())?.groups ?? {};
  const bytes = Number(value) * ({ '': 1, B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 }[unit ?? '?'] ?? Number.NaN);
  if (bytes >= 0) return bytes;
  return refuse('option-value', `--cache takes a size, not "${cache}"`, {
    span: optionSpan('--cache', cache),
    hint: 'as in --cache 2GB, or 0 for none',
  });
}

export function workerSettings(folder: string, options: SweepOptions): WorkerSettings {
  const timeout =
    options.timeout === undefined ? undefined : milliseconds('--timeout', options.timeout, longestTimeout);
  return {
    program: fileURLToPath(packageFile('dist/program/sweep-worker.js')),
    arguments: [String(bytesOf(options.cache ?? defaultCache))],
    folder,
    ...(timeout !== undefined && { timeout }),
  };
}

/** Largest number of failures that are shown. */
const mostShown = 20;

/** Shows what happens to the points of a sweep. */
export function sweepListener(
  output: Output,
): SweepListener & { readonly failures: { readonly point: number; readonly message: string }[] } {
  const bar = progressBar();
  const failures: { readonly point: number; readonly message: string }[] = [];
  const start = performance.now();
  let first: number | undefined;
  return {
    failures,
    corrupt: ({ index }, why) =>
      output.note(`the result of point ${index} is damaged: ${why}; it is moved to corrupt/ and computed again`),
    failure: ({ index }, message) => {
      failures.push({ point: index, message });
      if (failures.length <= mostShown) output.remark(`point ${index}: ${visibleOnOneLine(message).slice(0, 400)}`);
    },
    progress: ({ tasks, done, failed, computed }) => {
      first ??= done + failed;
      const left = tasks - first;
      const rate = (1000 * computed) / (performance.now() - start);
      const text = bar(
        `${done} done, ${failed} failed of ${tasks}, ${rate.toPrecision(2)}/s`,
        left === 0 ? 1 : (done + failed - first) / left,
      );
      if (text !== undefined) output.progress(text);
    },
    waiting: (count) => output.progress(`${count} points are computed by other processes`),
  };
}

/** Ctrl-C once ends after the current points, twice at once; SIGTERM at once. */
function stopBySignals(output: Output): SweepRunOptions['stop'] & { end(): void } {
  let wanted: 'no' | 'finish' | 'drop' = 'no';
  const listeners: (() => void)[] = [];
  const change = (to: 'finish' | 'drop'): void => {
    wanted = to;
    for (const listener of listeners) listener();
  };
  const interrupt = (): void => {
    if (wanted === 'no') {
      output.note('the current points are finished; Ctrl-C once more drops them');
      change('finish');
    } else change('drop');
  };
  const terminate = (): void => change('drop');
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', terminate);
  return {
    wanted: () => wanted,
    onChange: (listener) => listeners.push(listener),
    end: () => {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', terminate);
    },
  };
}

/** Runs points with the signals and the display of the command line. */
export async function runPoints(
  points: readonly SweepPoint[],
  { store }: OpenSweep,
  options: SweepOptions,
  output: Output,
  workers = workersOf(options),
): Promise<SweepRun & { readonly failures: readonly { readonly point: number; readonly message: string }[] }> {
  const stop = stopBySignals(output);
  const listener = sweepListener(output);
  try {
    const run = await runSweep(
      points,
      store,
      {
        workers: Math.min(workers, Math.max(1, points.length)),
        retry: options.retry === true,
        settings: workerSettings(store.folder, options),
        stop,
      },
      listener,
    );
    return { ...run, failures: listener.failures };
  } finally {
    stop.end();
  }
}

/** `sweep run`: computes the points that have no result yet. */
export async function startSweep(
  operands: readonly string[],
  options: SweepOptions,
  output: Output,
): Promise<ExitCode> {
  const opened = openSweep(onlyManifest(operands), sweptCommands, options.store);
  const points = chosenPoints(opened.sweep.points, options.only);
  const start = performance.now();
  const { code, ...run } = await runPoints(points, opened, options, output);
  const { tasks, done, failed, computed, missing, failures, stopped } = run;
  const seconds = (performance.now() - start) / 1000;
  if (!output.json) {
    if (failures.length > mostShown)
      output.remark(`… and ${failures.length - mostShown} more points without an answer`);
    output.line(
      `${done} of ${tasks} points are done, ${computed} of them now, in ${durationWords(seconds)}: ${opened.store.folder}`,
    );
    if (failed > 0) output.note(`${failed} failed; sweep run --retry computes them again`);
  }
  if (stopped) output.note(`stopped: ${missing} points are left, and the same command continues`);
  return finish(
    {
      document: { store: opened.store.folder, tasks, done, computed, failed, missing, stopped, failures, seconds },
      code,
    },
    output,
  );
}

/** `sweep plan`: says how much work there is, and measures the first point. */
export async function planSweep(operands: readonly string[], options: SweepOptions, output: Output): Promise<ExitCode> {
  const opened = openSweep(onlyManifest(operands), sweptCommands, options.store);
  const { sweep, store } = opened;
  const { points } = sweep;
  let survey = surveySweep(points, store);
  for (const [{ index }, why] of survey.corrupt)
    output.note(`the result of point ${index} is damaged: ${why}; it is moved to corrupt/`);
  const workers = workersOf(options);
  let code: ExitCode = 0;
  const counts = (): string =>
    `${survey.tasks} points of ${sweep.command.name}: ${survey.done} done, ${survey.failures.length} failed, ${survey.missing.length} to do`;
  if (!output.json) output.line(counts());
  const [first] = survey.missing;
  let measured: { readonly point: number; readonly seconds: number; readonly bytes: number } | undefined;
  if (first && options.measure !== false) {
    output.progress(`measuring point ${first.index}`);
    const run = await runPoints([first], opened, options, output, 1);
    code = run.code === 1 ? 1 : run.stopped ? 3 : 0;
    const last = store.provenance(first.key).at(-1);
    if (last) measured = { point: first.index, seconds: last.wallSeconds, bytes: last.peakBytes };
    survey = surveySweep(points, store);
  }
  const left = survey.missing.length;
  const estimate = estimateSweep(points, store, left, workers);
  if (!output.json) {
    if (measured)
      output.line(
        `point ${measured.point} took ${durationWords(measured.seconds)} and ${memoryText(measured.bytes)}, and its result is stored`,
      );
    if (estimate && left > 0)
      output.line(
        `the ${left} that are left take about ${durationWords(estimate.leftSeconds)} on ${workers} ${workers === 1 ? 'core' : 'cores'}, from ${estimate.measured} measured`,
      );
    output.line(`the store is ${store.folder}`);
  }
  if (estimate && !estimate.fits)
    output.note(
      `${workers} workers of ${memoryText(estimate.peakBytes)} do not fit into the memory of this machine: take fewer, as in --workers 1`,
    );
  const document = {
    store: store.folder,
    command: sweep.command.name,
    tasks: survey.tasks,
    done: survey.done,
    failed: survey.failures.length,
    left,
    ...(measured && { measured }),
    ...(estimate && { estimate }),
  };
  return finish({ document, code }, output);
}
