import type { OptionSpec } from '../report/index.js';
import { type ExitCode, refuse } from '../text/index.js';
import { command } from './command.js';
import type { CommonOptions } from './options.js';
import type { Output } from './output.js';
import { planSweep, startSweep } from './sweep-run.js';

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
}

/** An action of `sweep`, with the options that it takes. */
interface SweepAction {
  readonly options: readonly (keyof SweepOptions)[];
  run(operands: readonly string[], options: SweepOptions, output: Output): Promise<ExitCode> | ExitCode;
}

const actions: Readonly<Record<string, SweepAction>> = {
  plan: { options: ['store', 'workers', 'measure', 'timeout', 'cache'], run: planSweep },
  run: { options: ['store', 'workers', 'retry', 'only', 'timeout', 'cache'], run: startSweep },
};

const options: readonly OptionSpec[] = [
  { flags: '--store <folder>', about: 'the store; by default NAME.sweep beside the manifest NAME.json' },
  { flags: '--workers <n>', about: 'plan, run: number of worker processes (default: all cores)' },
  { flags: '--retry', about: 'run: compute tasks again that failed for lack of memory or time, or whose process died' },
  { flags: '--only <points>', about: 'run: only these points, as in 1..20 or 3,7' },
  { flags: '--timeout <time>', about: 'plan, run: give a task up after this time, as in 90s, 10min or 2h' },
  {
    flags: '--cache <size>',
    about: 'plan, run: size of the cache of spectra and matrix elements in the store',
    default: '2GB',
  },
  { flags: '--no-measure', about: 'plan: compute nothing, not even the first point' },
];

export const sweepCommand = command<SweepOptions>({
  operands: '[action...]',
  example: ['$ spinlaw sweep plan phases.json', '$ spinlaw sweep run phases.json'],
  options,
  run([name, ...operands], given, output) {
    const action = name === undefined ? undefined : actions[name];
    if (!action)
      return refuse(
        'missing-input',
        name === undefined ? 'sweep needs a word that says what to do' : `sweep does not know "${name}"`,
        {
          expected: Object.keys(actions),
          hint: 'spinlaw sweep run phases.json',
        },
      );
    return action.run(operands, given, output);
  },
});
