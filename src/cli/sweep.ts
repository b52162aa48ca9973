import { type OptionSpec, optionKey, optionName } from '../report/index.js';
import { type ExitCode, refuse } from '../text/index.js';
import { command } from './command.js';
import type { Output } from './output.js';
import { type SweepOptions, defaultCache, sweepOptions } from './sweep-options.js';
import { collectResults, plotSweep, printSchema, showResult } from './sweep-results.js';
import { planSweep, startSweep } from './sweep-run.js';
import { cancelJobs, submitToSlurm, sweepStatus } from './sweep-slurm.js';

/** An action of `sweep`, with the options that it takes. */
interface SweepAction {
  readonly options: readonly (keyof SweepOptions)[];
  run(operands: readonly string[], options: SweepOptions, output: Output): Promise<ExitCode> | ExitCode;
}

const slurmOptions = [
  'partition',
  'time',
  'memory',
  'account',
  'limit',
  'chunk',
  'workers',
  'sbatch',
  'spinlaw',
  'dryRun',
  'out',
  'cache',
] as const;

const actions: ReadonlyMap<string, SweepAction> = new Map<string, SweepAction>([
  ['plan', { options: ['store', 'workers', 'measure', 'timeout', 'cache'], run: planSweep }],
  ['run', { options: ['store', 'workers', 'retry', 'only', 'timeout', 'cache'], run: startSweep }],
  ['slurm', { options: ['store', ...slurmOptions], run: submitToSlurm }],
  ['status', { options: ['store'], run: sweepStatus }],
  ['cancel', { options: ['store'], run: cancelJobs }],
  ['collect', { options: ['store', 'out', 'columns', 'partial'], run: collectResults }],
  ['show', { options: ['store'], run: showResult }],
  ['plot', { options: ['store', 'out', 'x', 'y', 'series', 'partial'], run: plotSweep }],
  ['schema', { options: [], run: printSchema }],
]);

/** Is the option given, with another value than its default? */
function isGiven(spec: OptionSpec, options: SweepOptions): boolean {
  const name = optionName(spec);
  if (name === '--no-measure') return options.measure === false;
  const value = options[optionKey(spec) as keyof SweepOptions];
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== defaultCache;
}

export const sweepCommand = command<SweepOptions>({
  operands: '[action...]',
  example: [
    '$ spinlaw sweep plan phases.json',
    '$ spinlaw sweep run phases.json',
    '$ spinlaw sweep slurm phases.json --partition main --time 2:00:00 --memory 4G',
    '$ spinlaw sweep status phases.json',
    '$ spinlaw sweep collect phases.json --out phases.parquet',
    '$ spinlaw sweep plot phases.json Delta=0.8 --x B --y observables.JH --series eps_d --out phases.svg',
    'where phases.json is {"spinlaw-sweep": 1, "command": "steady", "input": "driven.spin", "options": {"--ring": 8},',
    '                      "grid": {"B": "-2:2:0.5", "eps_d": [0.5, 1], "Delta": [0.8, 1]}}',
  ],
  options: sweepOptions,
  run([name, ...operands], options, output) {
    const action = name === undefined ? undefined : actions.get(name);
    if (!action)
      return refuse(
        'missing-input',
        name === undefined ? 'sweep needs a word that says what to do' : `sweep does not know "${name}"`,
        { expected: [...actions.keys()], hint: 'spinlaw sweep run phases.json' },
      );
    for (const spec of sweepOptions) {
      const key = (optionName(spec) === '--no-measure' ? 'measure' : optionKey(spec)) as keyof SweepOptions;
      if (action.options.includes(key) || !isGiven(spec, options)) continue;
      const takers = [...actions].filter(([, { options: taken }]) => taken.includes(key)).map(([other]) => other);
      refuse('option-alone', `sweep ${name} does not take ${optionName(spec)}`, {
        hint: `it belongs to sweep ${takers.join(', sweep ')}`,
      });
    }
    if (options.set.length > 0)
      refuse('option-alone', 'a sweep has its values in the manifest, not in --set', {
        hint: 'put them into "set", or vary them in "grid"',
      });
    return action.run(operands, options, output);
  },
});
