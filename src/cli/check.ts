import { type Law, type LawReport, checkLaws, isExpected, replay } from '../law/index.js';
import {
  chooseLaws,
  lawDocument,
  lawLines,
  mostSeed,
  optionSpan,
  progressBar,
  readBinding,
  restricted,
  wholeNumber,
} from '../report/index.js';
import { refuse } from '../text/index.js';
import type { CommonOptions } from './options.js';
import { type ExitCode, type Output, worse } from './output.js';

export interface CheckOptions extends CommonOptions {
  readonly budget?: string;
  readonly seed?: string;
  readonly path?: string;
}

export function checkCommand(operands: readonly string[], options: CheckOptions, output: Output): ExitCode {
  const chosen = chooseLaws(operands);
  const spaces = restricted(chosen, new Map(options.set.map(readBinding)));
  const seed = options.seed === undefined ? 1 : wholeNumber('--seed', options.seed, { most: mostSeed, example: 7 });
  const spaceOf = (law: Law<unknown>): NonNullable<ReturnType<typeof spaces.get>> => spaces.get(law)!;
  const show = (report: LawReport): void => {
    if (!output.json) for (const line of lawLines(report)) output.line(line);
  };
  let reports: LawReport[];
  if (options.path !== undefined) {
    reports = [replayed(chosen, options.path, seed, spaceOf)];
    show(reports[0]!);
  } else {
    const progress = progressBar();
    // The time that starting took is part of the budget.
    const budget =
      options.budget === undefined ? undefined : Math.max(0, milliseconds(options.budget) - performance.now());
    let decided = 0;
    reports = checkLaws(chosen, {
      seed,
      spaceOf,
      ...(budget !== undefined && { budget }),
      onCase: ({ law, done, wanted }) => {
        const text = progress(`${law}  ${done}/${wanted}`, (decided + done / wanted) / chosen.length);
        if (text !== undefined) output.progress(text);
      },
      onReport: (report) => {
        decided += 1;
        show(report);
      },
    });
  }
  if (output.json) output.document({ laws: reports.map(lawDocument) });
  else output.line(summary(reports));
  return reports.reduce<ExitCode>(
    (code, { green, verdict }) => (green ? code : worse(code, verdict.kind === 'undecided' ? 3 : 1)),
    0,
  );
}

function replayed(
  chosen: readonly Law<unknown>[],
  path: string,
  seed: number,
  spaceOf: (law: Law<unknown>) => Law<unknown>['cases'],
): LawReport {
  const [law] = chosen;
  if (!law || chosen.length > 1)
    refuse('path-of-one-law', '--path leads to a case of one law', {
      hint: 'as in spinlaw check charges.range --seed 1 --path 7:0',
    });
  const start = performance.now();
  const verdict = replay(law, path, { seed, space: spaceOf(law) });
  return { law, verdict, cases: 1, seed, seconds: (performance.now() - start) / 1000, green: isExpected(law, verdict) };
}

function summary(reports: readonly LawReport[]): string {
  const count = (accept: (r: LawReport) => boolean): number => reports.filter(accept).length;
  const good = count((r) => r.green);
  const undecided = count((r) => r.verdict.kind === 'undecided');
  return `${good} of ${reports.length} laws are as expected${undecided > 0 ? `; ${undecided} undecided` : ''}`;
}

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
