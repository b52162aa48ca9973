import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { limit, refuse } from '../text/index.js';
import { onDisk, writeDurably } from './durable-file.js';
import type { SweepPoint } from './manifest.js';
import { type SlurmRequest, type SlurmSubmission, arrayScript, collectScript, pointRanges } from './slurm-script.js';
import { type SweepStore, readIfThere } from './store.js';

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

function asked(run: SlurmCommand, name: string, words: readonly string[]): string {
  const { code, out, err } = run(name, words);
  if (code === 0) return out;
  return limit('scheduler-refused', `${name} ended with code ${code}: ${err.split('\n').slice(0, 3).join(' ')}`, {
    hint: 'sweep slurm --dry-run shows the scripts; nothing in the store is lost',
  });
}

const jobsFile = 'slurm/jobs.json';

/** The jobs that were submitted for a store, in their order. */
export function slurmJobs(store: SweepStore): SlurmJobs[] {
  const text = readIfThere(join(store.folder, jobsFile));
  return text === undefined ? [] : (JSON.parse(text) as SlurmJobs[]);
}

/** Time that a task of an array should take at least, in seconds: Slurm needs some seconds to start one. */
const leastTaskSeconds = 60;

/** Largest number of tasks of an array where Slurm does not say it. */
const defaultArraySize = 1001;

/**
 * The number of points of one task of an array: so many that it lasts a minute, and that the array is not too large.
 *
 * @param seconds  time of one point, if it is known
 * @param most     largest number of tasks
 */
export function chunkSize(points: number, seconds: number | undefined, workers: number, most: number): number {
  const lasting = seconds === undefined ? workers : Math.ceil((leastTaskSeconds * workers) / Math.max(seconds, 1e-3));
  // More than all points in one task would not use the cluster; fewer than the array allows would be refused.
  return Math.max(1, Math.min(lasting, points), Math.ceil(points / most));
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
 * Writes the scripts of a submission into the store, and submits the array and the job that collects its results.
 *
 * @diagnostic `no-scheduler`, `scheduler-refused`, `disk-full`, `unwritable`
 */
export function submitSweep(
  store: SweepStore,
  request: SlurmRequest,
  submission: SlurmSubmission,
  run: SlurmCommand,
): SlurmJobs {
  const folder = join(store.folder, 'slurm');
  onDisk(folder, () => mkdirSync(join(folder, 'logs'), { recursive: true }));
  const [array, collect] = [join(folder, 'array.sh'), join(folder, 'collect.sh')];
  writeDurably(join(folder, `chunks-${submission.number}.txt`), `${submission.chunks.join('\n')}\n`);
  writeDurably(array, arrayScript(request, submission));
  writeDurably(collect, collectScript(request, submission));
  const remember = (jobs: SlurmJobs): SlurmJobs => {
    const before = slurmJobs(store).filter(({ number }) => number !== jobs.number);
    writeDurably(join(store.folder, jobsFile), `${JSON.stringify([...before, jobs], undefined, 1)}\n`);
    return jobs;
  };
  const idOf = (out: string): string => out.trim().split(';')[0]!;
  const id = idOf(asked(run, 'sbatch', ['--parsable', array]));
  const { number, chunks, collected } = submission;
  // The array is remembered before the second job is asked for, which Slurm may refuse.
  const first = remember({ number, chunks, collected, array: id, submitted: new Date().toISOString() });
  const second = idOf(asked(run, 'sbatch', ['--parsable', `--dependency=afterany:${id}`, collect]));
  return remember({ ...first, collect: second });
}

/** The number of the next submission. */
export function nextSubmission(store: SweepStore): number {
  return Math.max(0, ...slurmJobs(store).map((j) => j.number)) + 1;
}

/** A task of an array, or a job, that Slurm has not ended. */
export interface QueuedTask {
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
  const out = asked(run, 'squeue', ['-h', '-r', '-o', '%F %K %T']);
  return out.split('\n').flatMap((line) => {
    const [job = '', number = '', state = ''] = line.trim().split(/\s+/u);
    if (!ids.has(job)) return [];
    return [{ job, state, ...(/^\d+$/u.test(number) && { task: Number(number) }) }];
  });
}

/** The points that tasks in the queue will compute. */
export function queuedPoints(jobs: readonly SlurmJobs[], queued: readonly QueuedTask[]): Set<number> {
  const found = new Set<number>();
  for (const { job, task } of queued) {
    const chunk = task === undefined ? undefined : jobs.find((j) => j.array === job)?.chunks[task - 1];
    for (const part of chunk?.split(',') ?? []) {
      const [from = 0, to = from] = part.split('..').map(Number);
      for (let k = from; k <= to; k++) found.add(k);
    }
  }
  return found;
}

/** The end of a task of a job, from the accounting of Slurm or from its memory. */
export interface EndedTask {
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
  if (queued.length > 0) asked(run, 'scancel', queued);
  return queued;
}
