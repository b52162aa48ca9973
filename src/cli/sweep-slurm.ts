import { basename, join, resolve } from 'node:path';
import { memoryText } from '../chain/index.js';
import { wholeNumber } from '../report/index.js';
import {
  type SlurmRequest,
  type SlurmSubmission,
  arrayScript,
  cancelSweep,
  chunkSize,
  chunksOf,
  collectScript,
  durationWords,
  endedTasks,
  estimateSweep,
  existingSweep,
  largestArray,
  nextSubmission,
  openSweep,
  previewSweep,
  queuedKeys,
  queuedTasks,
  slurmCommand,
  slurmJobs,
  submissionFile,
  submitSweep,
  surveySweep,
} from '../sweep/index.js';
import { type ExitCode, DiagnosticError, shellWord } from '../text/index.js';
import { packageFile } from '../text/file.js';
import { fileURLToPath } from 'node:url';
import { type Output, finish } from './output.js';
import { sweptCommands } from './sweep-commands.js';
import { onlyManifest, runPoints } from './sweep-run.js';
import { type SweepOptions, defaultCache } from './sweep-options.js';

function requestOf(options: SweepOptions): SlurmRequest {
  const { partition, time, memory, account, limit, workers, sbatch, spinlaw, cache } = options;
  return {
    ...(partition !== undefined && { partition }),
    ...(time !== undefined && { time }),
    ...(memory !== undefined && { memory }),
    ...(account !== undefined && { account }),
    ...(limit !== undefined && { limit: wholeNumber('--limit', limit, { least: 1, most: 100_000, example: 20 }) }),
    workers: workers === undefined ? 1 : wholeNumber('--workers', workers, { least: 1, most: 1024, example: 4 }),
    ...(cache !== undefined && cache !== defaultCache && { cache }),
    extra: sbatch,
    spinlaw: spinlaw ?? [process.execPath, fileURLToPath(packageFile('dist/program/main.js'))].map(shellWord).join(' '),
  };
}

/** `sweep slurm`: submits the points that are missing or have failed, as an array of jobs and one that collects. */
export async function submitToSlurm(
  operands: readonly string[],
  options: SweepOptions,
  output: Output,
): Promise<ExitCode> {
  const path = onlyManifest(operands);
  const request = requestOf(options);
  const given =
    options.chunk === undefined
      ? undefined
      : wholeNumber('--chunk', options.chunk, { least: 1, most: 1_000_000, example: 20 });
  const isDry = options.dryRun === true;
  const { sweep, folder, store } = isDry
    ? previewSweep(path, sweptCommands, options.store)
    : withFolder(openSweep(path, sweptCommands, options.store));
  const { points } = sweep;
  // The first question to Slurm, before any work: there may be none here.
  const most = isDry ? 1000 : largestArray(slurmCommand);
  const taken =
    isDry || !store ? new Set<string>() : queuedKeys(store, queuedTasks(slurmJobs(store), slurmCommand), sweptCommands);
  const left = (): typeof points => {
    if (!store) return points;
    const { missing, failures } = surveySweep(points, store);
    return [...missing, ...failures].filter((p) => !taken.has(p.key)).sort((a, b) => a.index - b.index);
  };
  let todo = left();
  let estimate = store && estimateSweep(points, store, todo.length, request.workers);
  if (!isDry && store && given === undefined && !estimate && todo[0]) {
    output.note(
      `point ${todo[0].index} is measured here, so that a task of the array lasts a minute; --chunk says how many points a task has`,
    );
    await runPoints([todo[0]], { sweep, store }, { ...options, retry: true }, output, 1);
    todo = left();
    estimate = estimateSweep(points, store, todo.length, request.workers);
  }
  if (todo.length === 0) {
    const message =
      taken.size > 0
        ? `nothing to submit: ${taken.size} points are in the queue`
        : 'nothing to submit: every point has a result';
    if (!output.json) output.line(message);
    return finish(
      { document: { store: folder, submitted: false, tasks: 0, points: 0, queued: taken.size }, code: 0 },
      output,
    );
  }
  const size = given ?? chunkSize(todo.length, estimate?.wallSeconds, request.workers, most);
  const chunks = chunksOf(todo, size);
  const submission = {
    name: basename(folder).replace(/\.sweep$/u, ''),
    store: folder,
    chunks,
    collected: resolve(options.out ?? join(folder, 'results.csv')),
  };
  const facts = {
    store: folder,
    points: todo.length,
    tasks: chunks.length,
    chunk: size,
    queued: taken.size,
    collected: submission.collected,
  };
  if (isDry) {
    const numbered: SlurmSubmission = { ...submission, number: store ? nextSubmission(store) : 1 };
    const [array, collect] = [arrayScript(request, numbered), collectScript(request, numbered)];
    if (!output.json) {
      output.line(`# ${folder}/${submissionFile('array', numbered.number)}\n${array}`);
      output.line(`# ${folder}/${submissionFile('collect', numbered.number)}\n${collect}`);
    }
    if (!estimate && given === undefined)
      output.note('no point was measured yet, so each is a task of its own here; spinlaw sweep plan measures one');
    return finish({ document: { ...facts, submitted: false, array, collect, chunks }, code: 0 }, output);
  }
  const made = submitSweep(store!, request, { ...submission, manifest: sweep.storedText }, slurmCommand);
  if (!output.json) {
    output.line(
      `array ${made.array}: ${todo.length} points in ${chunks.length} tasks of ${size}, and job ${made.collect} collects them into ${submission.collected}`,
    );
    if (estimate)
      output.line(
        `a task takes about ${durationWords((estimate.wallSeconds * size) / request.workers)} and ${memoryText(estimate.peakBytes * request.workers)}`,
      );
    output.line(`spinlaw sweep status ${shellWord(path)} says how far it is`);
  }
  return finish({ document: { ...facts, submitted: true, array: made.array, collect: made.collect }, code: 0 }, output);
}

const withFolder = (opened: ReturnType<typeof openSweep>): ReturnType<typeof previewSweep> => ({
  ...opened,
  folder: opened.store.folder,
});

/** `sweep status`: the state of every point, from the store, and that of the jobs, from Slurm where there is one. */
export function sweepStatus(operands: readonly string[], options: SweepOptions, output: Output): ExitCode {
  const { sweep, store } = existingSweep(onlyManifest(operands), sweptCommands, options.store);
  const survey = surveySweep(sweep.points, store);
  const running = survey.running.map(([{ index }, { host, pid, job }]) => ({
    point: index,
    host,
    pid,
    ...(job !== undefined && { job }),
  }));
  const idle = (points: typeof survey.missing): number =>
    points.filter(({ index }) => running.every(({ point }) => point !== index)).length;
  const jobs = slurmJobs(store);
  let scheduler: object = {};
  if (jobs.length > 0) {
    try {
      const queue = queuedTasks(jobs, slurmCommand);
      const ended = endedTasks(jobs, slurmCommand);
      scheduler = { queue, ended };
      if (!output.json) for (const line of jobLines(jobs, queue, ended)) output.line(line);
    } catch (error) {
      // The store is the truth; the queue is a courtesy.
      if (!(error instanceof DiagnosticError)) throw error;
      output.note(`the queue is not known: ${error.message}`);
    }
  }
  for (const [{ index }, why] of survey.corrupt)
    output.note(`the result of point ${index} was damaged: ${why}; it is moved to corrupt/`);
  if (!output.json)
    output.line(
      `${survey.tasks} points: ${survey.done} done, ${idle(survey.failures)} failed, ${running.length} running, ${idle(survey.missing)} missing`,
    );
  const document = {
    store: store.folder,
    tasks: survey.tasks,
    done: survey.done,
    failed: survey.failures.map((p) => p.index),
    missing: survey.missing.map((p) => p.index),
    running,
    jobs: jobs.map(({ chunks, ...job }) => ({ ...job, tasks: chunks.length })),
    ...scheduler,
  };
  return finish({ document, code: 0 }, output);
}

function jobLines(
  jobs: ReturnType<typeof slurmJobs>,
  queue: ReturnType<typeof queuedTasks>,
  ended: ReturnType<typeof endedTasks>,
): string[] {
  return jobs.map(({ array, collect, chunks }) => {
    const counts = new Map<string, number>();
    const add = (state: string): void => void counts.set(state, (counts.get(state) ?? 0) + 1);
    for (const task of queue) if (task.job === array) add(task.state.toLowerCase());
    for (const task of ended) if (task.job.startsWith(`${array}_`)) add(`${task.state.toLowerCase()} ${task.exit}`);
    const states = [...counts].map(([state, count]) => `${count} ${state}`);
    return `array ${array} of ${chunks.length} tasks: ${states.length > 0 ? states.join(', ') : 'Slurm has forgotten it'}${collect === undefined ? '' : `; ${collect} collects`}`;
  });
}

/** `sweep cancel`: removes the jobs of a store from the queue. Results stay. */
export function cancelJobs(operands: readonly string[], options: SweepOptions, output: Output): ExitCode {
  const { store } = existingSweep(onlyManifest(operands), sweptCommands, options.store);
  const cancelled = cancelSweep(store, slurmCommand);
  if (!output.json)
    output.line(cancelled.length > 0 ? `cancelled ${cancelled.join(', ')}` : 'none of its jobs is in the queue');
  return finish({ document: { store: store.folder, cancelled }, code: 0 }, output);
}
