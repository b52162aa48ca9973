import {
  chooseLaws,
  lawsReport,
  mostSeed,
  optionSpan,
  readBinding,
  replayReport,
  wholeNumber,
} from '../report/index.js';
import { refuse } from '../text/index.js';
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
    const left = budget === undefined ? {} : { budget: Math.max(0, milliseconds(budget) - performance.now()) };
    return finish(lawsReport({ ...question, ...left }, listener), output);
  },
});

/** `30s`, `2min`, `500ms` in milliseconds. */
function milliseconds(text: string): number {
  const { value, unit } = /^(?<value>\d+(?:\.\d+)?)(?<unit>ms|s|min)$/u.exec(text)?.groups ?? {};
  if (value === undefined)
    refuse('option-value', `--budget takes a time, not "${text}"`, {
      span: optionSpan('--budget', text),
      hint: 'as in --budget 30s, 500ms or 2min',
    });
  return Number(value) * { ms: 1, s: 1000, min: 60_000 }[unit as 'ms' | 's' | 'min'];
}
