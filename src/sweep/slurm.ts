import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { limit, refuse } from '../text/index.js';
import { unlessRefused } from '../text/file.js';
import { onDisk, writeDurably, writeOnce } from './durable-file.js';
import type { SweepCommand } from './engine.js';
import type { SweepPoint } from './manifest.js';
import { existingSweep } from './open.js';
import { chosenPoints, pointRanges } from './point-ranges.js';
import { type SlurmRequest, type SlurmSubmission, arrayScript, collectScript, submissionFile } from './slurm-script.js';
import { type SweepStore, submittedManifest } from './store.js';

/** A submission that Slurm has accepted, as the store remembers it. */
export interface SlurmJobs extends Pick<SlurmSubmission, 'number' | 'chunks' | 'collected'> {
  /** the job of the array */
  readonly array: string;
  /** the job that collects the results; none where Slurm refused it */
  readonly collect?: string;
  /** ISO 8601 */
  readonly submitted: string;
}

/** Runs a command of Slurm. */
export type SlurmCommand = (
  name: string,
  words: readonly string[],
) => { readonly code: number; readonly out: string; readonly err: string };

/**
 * Runs a command of Slurm on this machine.
 *
 * @diagnostic `no-scheduler`
 */
export const slurmCommand: SlurmCommand = (name, words) => {
  const { error, status, stdout, stderr } = spawnSync(name, words, {
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 1 << 28,
  });
  if (error && (error as NodeJS.ErrnoException).code === 'ENOENT')
    return refuse('no-scheduler', `the command ${name} of Slurm is not on this machine`, {
      hint: 'run it on a login node of the cluster; sweep slurm --dry-run shows the scripts, and sweep run needs no Slurm',
    });
  return { code: status ?? 1, out: stdout ?? '', err: (stderr ?? '').trim() || (error?.message ?? '') };
};

function answerOf(run: SlurmCommand, name: string, words: readonly string[]): string {
  const { code, out, err } = run(name, words);
  if (code === 0) return out;
  return limit('scheduler-refused', `${name} ended with code ${code}: ${err.split('\n').slice(0, 3).join(' ')}`, {
    hint: 'sweep slurm --dry-run shows the scripts; nothing in the store is lost',
  });
}

/** The jobs that were submitted for a store, in their order. */
export function slurmJobs(store: SweepStore): SlurmJobs[] {
  const names = unlessRefused<readonly string[]>(
    () => readdirSync(join(store.folder, 'slurm')),
    () => [],
  );
  return names
    .filter((name) => /^jobs-\d+\.json$/u.test(name))
    .map((name) => JSON.parse(readFileSync(join(store.folder, 'slurm', name), 'utf8')) as SlurmJobs)
    .sort((a, b) => a.number - b.number);
}

/** Time that a task of an array should take at least, in seconds: Slurm needs some seconds to start one. */
const leastTaskSeconds = 60;

/** Largest number of tasks of an array where Slurm does not say it. */
const defaultArraySize = 1001;

/**
 * The number of points of one task of an array: so many that it lasts a minute, that every worker has one, and that the
 * array is not too large.
 *
 * @param seconds  time of one point, if it is known
 * @param most     largest number of tasks
 */
export function chunkSize(points: number, seconds: number | undefined, workers: number, most: number): number {
  const lasting = seconds === undefined ? workers : Math.ceil((leastTaskSeconds * workers) / Math.max(seconds, 1e-3));
  // More than all points in one task would not use the cluster; fewer than the array allows would be refused.
  return Math.max(1, Math.min(Math.max(lasting, workers), points), Math.ceil(points / most));
}

/** The largest number of tasks of an array, MaxArraySize − 1 of Slurm. */
export function largestArray(run: SlurmCommand): number {
  const { code, out } = run('scontrol', ['show', 'config']);
  const size =
    code === 0
      ? Number(/^MaxArraySize\s*=\s*(?<size>\d+)/mu.exec(out)?.groups!['size'] ?? defaultArraySize)
      : defaultArraySize;
  return Math.max(1, size - 1);
}

/** Points in pieces of a size, as texts for --only. */
export function chunksOf(points: readonly SweepPoint[], size: number): string[] {
  return Array.from({ length: Math.ceil(points.length / size) }, (_, k) =>
    pointRanges(points.slice(k * size, (k + 1) * size).map((p) => p.index)),
  );
}

/**
 * Writes the manifest, the points and the scripts of a submission into the store, and submits the array and the job that
 * collects its results. Each submission has files of its own, so two at the same moment do not disturb each other, and
 * a manifest that changes does not change what jobs in the queue compute.
 *
 * @param manifest  the text of the manifest as the store keeps it
 * @diagnostic `no-scheduler`, `scheduler-refused`, `disk-full`, `unwritable`
 */
export function submitSweep(
  store: SweepStore,
  request: SlurmRequest,
  { manifest, ...asked }: Omit<SlurmSubmission, 'number'> & { readonly manifest: string },
  run: SlurmCommand,
): SlurmJobs {
  const { chunks, collected } = asked;
  const at = (file: string): string => join(store.folder, file);
  onDisk(at('slurm'), () => mkdirSync(at('slurm/logs'), { recursive: true }));
  let number = nextSubmission(store);
  while (!writeOnce(at(submissionFile('chunks', number)), `${chunks.join('\n')}\n`)) number += 1;
  const submission = { ...asked, number };
  const [array, collect] = [at(submissionFile('array', number)), at(submissionFile('collect', number))];
  writeDurably(at(submittedManifest(number)), manifest);
  writeDurably(array, arrayScript(request, submission));
  writeDurably(collect, collectScript(request, submission));
  const remember = (jobs: SlurmJobs): SlurmJobs => {
    writeDurably(at(submissionFile('jobs', number)), `${JSON.stringify(jobs, undefined, 1)}\n`);
    return jobs;
  };
  const idOf = (out: string): string => out.trim().split(';')[0]!;
  const id = idOf(answerOf(run, 'sbatch', ['--parsable', array]));
  // The array is remembered before the second job is asked for, which Slurm may refuse.
  const first = remember({ number, chunks, collected, array: id, submitted: new Date().toISOString() });
  const second = idOf(answerOf(run, 'sbatch', ['--parsable', `--dependency=afterany:${id}`, collect]));
  return remember({ ...first, collect: second });
}

/** The number of the next submission. */
export function nextSubmission(store: SweepStore): number {
  return Math.max(0, ...slurmJobs(store).map((j) => j.number)) + 1;
}

/** A task of an array, or a job, that Slurm has not ended. */
interface QueuedTask {
  readonly job: string;
  /** number in the array; none for a job that collects */
  readonly task?: number;
  readonly state: string;
}

/**
 * The tasks of these jobs in the queue.
 *
 * @diagnostic `no-scheduler`, `scheduler-refused`
 */
export function queuedTasks(jobs: readonly SlurmJobs[], run: SlurmCommand): QueuedTask[] {
  const ids = new Set(jobs.flatMap(({ array, collect }) => [array, ...(collect === undefined ? [] : [collect])]));
  if (ids.size === 0) return [];
  // All jobs of this user: squeue fails for a job that it has forgotten.
  const out = answerOf(run, 'squeue', ['-h', '-r', '-o', '%F %K %T']);
  return out.split('\n').flatMap((line) => {
    const [job = '', number = '', state = ''] = line.trim().split(/\s+/u);
    if (!ids.has(job)) return [];
    return [{ job, state, ...(/^\d+$/u.test(number) && { task: Number(number) }) }];
  });
}

/**
 * The keys of the points that tasks in the queue will compute.
 *
 * @diagnostic those of `readManifest`
 */
export function queuedKeys(
  store: SweepStore,
  queued: readonly QueuedTask[],
  commands: readonly SweepCommand[],
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { array, number, chunks } of slurmJobs(store)) {
    const waiting = queued.flatMap(({ job, task }) => (job === array && task !== undefined ? [chunks[task - 1]!] : []));
    if (waiting.length === 0) continue;
    const { points } = existingSweep(join(store.folder, submittedManifest(number)), commands).sweep;
    for (const { key } of chosenPoints(points, waiting.join(','))) found.add(key);
  }
  return found;
}

/** The end of a task of a job, from the accounting of Slurm or from its memory. */
interface EndedTask {
  readonly job: string;
  readonly state: string;
  /** exit code and signal, as Slurm writes them: `3:0` */
  readonly exit: string;
}

/**
 * How the tasks of jobs have ended: from `sacct` where there is accounting, otherwise from `scontrol`, which forgets them
 * after some minutes.
 */
export function endedTasks(jobs: readonly SlurmJobs[], run: SlurmCommand): EndedTask[] {
  const ids = jobs.flatMap(({ array, collect }) => [array, ...(collect === undefined ? [] : [collect])]);
  if (ids.length === 0) return [];
  const accounting = run('sacct', ['-n', '-X', '-P', '-j', ids.join(','), '-o', 'JobID,State,ExitCode']);
  if (accounting.code === 0 && accounting.out.trim() !== '')
    return accounting.out
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [job = '', state = '', exit = ''] = line.split('|');
        return isOver(state) ? [{ job, state: state.split(' ')[0]!, exit }] : [];
      });
  return ids.flatMap((id) => {
    const { code, out } = run('scontrol', ['show', 'job', '-o', id]);
    if (code !== 0) return [];
    return out
      .trim()
      .split('\n')
      .flatMap((line) => {
        const field = (name: string): string =>
          new RegExp(`(?:^| )${name}=(?<value>\\S+)`, 'u').exec(line)?.groups!['value'] ?? '';
        const task = field('ArrayTaskId');
        const state = field('JobState');
        return isOver(state) ? [{ job: task === '' ? id : `${id}_${task}`, state, exit: field('ExitCode') }] : [];
      });
  });
}

const isOver = (state: string): boolean =>
  !/^(?:PENDING|RUNNING|CONFIGURING|COMPLETING|SUSPENDED|REQUEUED|RESIZING|)$/u.test(state);

/**
 * Cancels the jobs of a store that are in the queue.
 *
 * @returns    the jobs that were cancelled
 * @diagnostic `no-scheduler`, `scheduler-refused`
 */
export function cancelSweep(store: SweepStore, run: SlurmCommand): string[] {
  const queued = [...new Set(queuedTasks(slurmJobs(store), run).map((t) => t.job))];
  if (queued.length > 0) answerOf(run, 'scancel', queued);
  return queued;
}
