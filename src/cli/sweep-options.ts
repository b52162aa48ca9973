import type { OptionSpec } from '../report/index.js';
import type { CommonOptions } from './options.js';

/** The options of all actions of `sweep`, as they were typed. */
export interface SweepOptions extends CommonOptions {
  readonly store?: string;
  readonly workers?: string;
  readonly retry?: boolean;
  readonly only?: string;
  readonly timeout?: string;
  /** false with --no-measure */
  readonly measure?: boolean;
  readonly cache?: string;
  readonly out?: string;
  readonly columns?: string;
  readonly partial?: boolean;
  readonly x?: string;
  readonly y?: string;
  readonly series?: string;
  readonly partition?: string;
  readonly time?: string;
  readonly memory?: string;
  readonly account?: string;
  readonly limit?: string;
  readonly chunk?: string;
  readonly sbatch: readonly string[];
  readonly spinlaw?: string;
  readonly dryRun?: boolean;
}

/** The size of the cache by default. */
export const defaultCache = '2GB';

/** The options of all actions; the help of each says for which. */
export const sweepOptions: readonly OptionSpec[] = [
  { flags: '--store <folder>', about: 'the store; by default NAME.sweep beside the manifest NAME.json' },
  {
    flags: '--workers <n>',
    about: 'plan, run: number of worker processes (default: all cores); slurm: those of each task (default: 1)',
  },
  { flags: '--retry', about: 'run: compute tasks again that failed for lack of memory or time, or whose process died' },
  { flags: '--only <points>', about: 'run: only these points, as in 1..20 or 3,7' },
  { flags: '--timeout <time>', about: 'plan, run: give a task up after this time, as in 90s, 10min or 2h' },
  {
    flags: '--cache <size>',
    about: 'plan, run, slurm: largest size of the spectra and matrix elements that are kept in the store',
    default: defaultCache,
  },
  { flags: '--no-measure', about: 'plan: compute nothing, not even the first point' },
  {
    flags: '--out <file>',
    about: 'collect: a file that ends in .csv, .json or .parquet; plot: one that ends in .svg; slurm: as for collect',
  },
  { flags: '--columns <names>', about: 'collect: the columns, as in B,observables.*; by default all numbers' },
  { flags: '--partial', about: 'collect, plot: exit code 0 although some points have no result' },
  { flags: '--x <column>', about: 'plot: the column along the axis' },
  { flags: '--y <columns>', about: 'plot: the columns that are drawn, a panel each' },
  { flags: '--series <column>', about: 'plot: a curve for each value of this column' },
  { flags: '--partition <name>', about: 'slurm: the partition' },
  { flags: '--time <time>', about: 'slurm: largest time of a task of the array, as in 2:00:00' },
  { flags: '--memory <size>', about: 'slurm: memory of a task of the array, as in 4G' },
  { flags: '--account <name>', about: 'slurm: the account' },
  { flags: '--limit <n>', about: 'slurm: largest number of tasks that run at once' },
  { flags: '--chunk <n>', about: 'slurm: points of a task (default: so many that it lasts a minute)' },
  { flags: '--sbatch <option>', about: 'slurm: a further option of sbatch, as in --sbatch=--qos=long', default: [] },
  {
    flags: '--spinlaw <command>',
    about: 'slurm: the command that starts spinlaw on a node (default: this installation)',
  },
  { flags: '--dry-run', about: 'slurm: only print the scripts' },
];
