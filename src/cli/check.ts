import {
  chooseLaws,
  lawsReport,
  milliseconds,
  mostSeed,
  readBinding,
  replayReport,
  wholeNumber,
} from '../report/index.js';
import { command } from './command.js';
import type { CommonOptions } from './options.js';
import { finish, listenerOf } from './output.js';

interface CheckOptions extends CommonOptions {
  readonly budget?: string;
  readonly seed: string;
  readonly path?: string;
}

export const checkCommand = command<CheckOptions>({
  operands: '[pattern...]',
  example: [
    '$ spinlaw check',
    "$ spinlaw check 'charges.*' --budget 30s",
    '$ spinlaw check charges.heat-current --set Delta=1/2 --seed 7',
  ],
  options: [
    {
      flags: '--budget <time>',
      about: 'largest time, as in 30s or 2min; a law that is not finished by then is undecided',
    },
    { flags: '--seed <N>', about: 'decides which cases are tried', default: '1' },
    { flags: '--path <path>', about: 'with one law: only the case that a counterexample names' },
  ],
  run(operands, { set, budget, seed, path }, output) {
    const question = {
      laws: chooseLaws(operands),
      values: new Map(set.map(readBinding)),
      seed: wholeNumber('--seed', seed, { most: mostSeed, example: 7 }),
    };
    const listener = listenerOf(output);
    if (path !== undefined) return finish(replayReport(question, path, listener), output);
    // The time spent on starting up counts towards the budget.
    const left =
      budget === undefined ? {} : { budget: Math.max(0, milliseconds('--budget', budget) - performance.now()) };
    return finish(lawsReport({ ...question, ...left }, listener), output);
  },
});
