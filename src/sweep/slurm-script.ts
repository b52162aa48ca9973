import { refuse, shellWord } from '../text/index.js';
import { submittedManifest } from './store.js';

/** The wishes of a job. */
export interface SlurmRequest {
  readonly partition?: string;
  readonly time?: string;
  readonly memory?: string;
  readonly account?: string;
  /** largest number of tasks of the array that run at once */
  readonly limit?: number;
  /** size of the cache, as for --cache; by default that of sweep run */
  readonly cache?: string;
  /** worker processes of each task */
  readonly workers: number;
  /** further options of sbatch, passed on as they are */
  readonly extra: readonly string[];
  /** the command that starts spinlaw on a node, as a shell reads it */
  readonly spinlaw: string;
}

/** A file of a submission, by its path in the store. */
export const submissionFile = (kind: 'chunks' | 'array' | 'collect' | 'jobs', number: number): string =>
  `slurm/${kind}-${number}.${{ chunks: 'txt', array: 'sh', collect: 'sh', jobs: 'json' }[kind]}`;

/** An array of jobs with the job that collects its results. */
export interface SlurmSubmission {
  readonly name: string;
  /** the absolute path of the store */
  readonly store: string;
  /** number of the submission, from 1 */
  readonly number: number;
  /** the points of each task of the array, as for --only */
  readonly chunks: readonly string[];
  /** the file into which the results are collected */
  readonly collected: string;
}

/**
 * The value of an option of Slurm.
 *
 * @diagnostic `option-value` for a value with a line break or a blank
 */
function slurmValue(option: string, text: string): string {
  if (/^[\w.:,%@+=/-]+$/u.test(text)) return text;
  return refuse('option-value', `${option} takes a word of Slurm, not ${JSON.stringify(text)}`, {
    hint:
      option === '--time'
        ? 'as in --time 2:00:00'
        : option === '--memory'
          ? 'as in --memory 4G'
          : 'leave out blanks and quotes',
  });
}

function head(request: SlurmRequest, lines: readonly string[]): string[] {
  const { partition, account, extra } = request;
  return [
    '#!/bin/bash',
    ...lines,
    ...(partition === undefined ? [] : [`#SBATCH --partition=${slurmValue('--partition', partition)}`]),
    ...(account === undefined ? [] : [`#SBATCH --account=${slurmValue('--account', account)}`]),
    ...extra.map((option) => {
      if (/^--?[\w-]+(?:=\S+)?$/u.test(option)) return `#SBATCH ${option}`;
      return refuse('option-value', `--sbatch takes an option of sbatch, not ${JSON.stringify(option)}`, {
        hint: 'as in --sbatch=--qos=long',
      });
    }),
  ];
}

/** The name of a job, without signs that Slurm reads in another way. */
const jobName = (name: string): string => name.replaceAll(/[^\w.-]/gu, '-').slice(0, 60) || 'sweep';

/**
 * The script of the array. Each of its tasks computes the points on one line of a file; points that are done are skipped,
 * so a task that Slurm starts again continues where it stopped.
 */
export function arrayScript(request: SlurmRequest, { name, store, number, chunks }: SlurmSubmission): string {
  const { time, memory, limit, workers, spinlaw, cache } = request;
  const cached = cache === undefined ? '' : ` --cache ${slurmValue('--cache', cache)}`;
  return [
    ...head(request, [
      `#SBATCH --job-name=${jobName(name)}`,
      `#SBATCH --array=1-${chunks.length}${limit === undefined ? '' : `%${limit}`}`,
      '#SBATCH --ntasks=1',
      `#SBATCH --cpus-per-task=${workers}`,
      ...(time === undefined ? [] : [`#SBATCH --time=${slurmValue('--time', time)}`]),
      ...(memory === undefined ? [] : [`#SBATCH --mem=${slurmValue('--memory', memory)}`]),
      `#SBATCH --output=${slurmPath(store, 'slurm/logs/%A_%a.log')}`,
      '#SBATCH --open-mode=append',
      '#SBATCH --requeue',
      // Thirty seconds before the end of its time, spinlaw drops its points and gives back their claims.
      '#SBATCH --signal=B:TERM@30',
    ]),
    '',
    '# Line n of the file has the points of task n. Points that are done are skipped.',
    `points=$(sed -n "\${SLURM_ARRAY_TASK_ID}p" ${shellWord(`${store}/${submissionFile('chunks', number)}`)})`,
    `exec ${spinlaw} sweep run ${shellWord(`${store}/${submittedManifest(number)}`)} --only "$points" --workers ${workers} --retry${cached}`,
    '',
  ].join('\n');
}

/** The script of the job that collects the results when the array has ended, whatever came of its tasks. */
export function collectScript(request: SlurmRequest, { name, store, number, collected }: SlurmSubmission): string {
  const manifest = shellWord(`${store}/${submittedManifest(number)}`);
  return [
    ...head(request, [
      `#SBATCH --job-name=${jobName(name)}-collect`,
      '#SBATCH --ntasks=1',
      `#SBATCH --output=${slurmPath(store, 'slurm/logs/collect-%j.log')}`,
    ]),
    '',
    `exec ${request.spinlaw} sweep collect ${manifest} --out ${shellWord(collected)} --partial`,
    '',
  ].join('\n');
}

/** A path below the store in a line of Slurm, where a per cent sign is doubled. */
function slurmPath(store: string, name: string): string {
  if (/["'\n\\]/u.test(store))
    refuse('unwritable', `Slurm cannot write to a folder whose name has quotes: ${store}`, {
      hint: 'give another folder, as in --store results',
    });
  const path = `${store.replaceAll('%', '%%')}/${name}`;
  return path.includes(' ') ? `"${path}"` : path;
}
