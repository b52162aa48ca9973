import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type OptionSpec,
  type Scan,
  type ScanAnswer,
  bindingName,
  optionKey,
  optionName,
  readBinding,
} from '../report/index.js';
import {
  type SweepPoint,
  SweepStore,
  checkTasks,
  manifestVersion,
  readManifest,
  storedManifest,
} from '../sweep/index.js';
import { limit } from '../text/index.js';
import { overridden } from './arguments.js';
import { onlyInput } from './input.js';
import type { CommonOptions } from './options.js';
import type { Output } from './output.js';
import { sweptCommands } from './sweep-commands.js';
import { runPoints } from './sweep-run.js';

/** The option of commands whose points may be kept. */
export const storeOption: OptionSpec = {
  flags: '--store <folder>',
  about: 'keep the points in a store, which sweep shares: those that are there are not computed again',
};

/** The input of a command for a manifest: the path of a file, or the text itself. */
export function storedInput(operands: readonly string[], what: string): string {
  const { name, text } = onlyInput(operands, what);
  return name.startsWith('<') ? text : name;
}

/** The answers of the points of a sweep, and whether any of them is missing because the run was stopped. */
interface StoredAnswers {
  readonly points: readonly SweepPoint[];
  readonly answers: readonly Omit<ScanAnswer, 'value'>[];
}

/** A sweep that the options of another command describe. */
export interface StoredQuestion {
  readonly command: 'steady' | 'gas' | 'figures';
  readonly input: string | readonly string[];
  readonly options: CommonOptions;
  /** the options of the command that belong to each point */
  readonly specs: readonly OptionSpec[];
  readonly scan?: Scan;
}

/**
 * The answers of points from a store, where those that are missing are computed on all cores and stored. They are tasks
 * of `spinlaw sweep`, so a sweep over the same points has their results, and the other way round.
 *
 * @diagnostic those of `readManifest` and of the command; `interrupted` where the run was stopped before its end
 */
export async function storedAnswers(asked: StoredQuestion, folder: string, output: Output): Promise<StoredAnswers> {
  const { command, input, options, specs, scan } = asked;
  const { set } = options;
  for (const text of overridden(set)) output.note(text);
  const given = specs.flatMap((spec) => {
    const value = (options as unknown as Readonly<Record<string, unknown>>)[optionKey(spec)];
    return value === undefined || value === spec.default ? [] : [[optionName(spec), value] as const];
  });
  const settings = new Map(set.map(readBinding));
  if (scan) settings.delete(bindingName(scan.name));
  const fields = {
    'spinlaw-sweep': manifestVersion,
    command,
    input,
    ...(given.length > 0 && { options: Object.fromEntries(given) }),
    ...(settings.size > 0 && { set: Object.fromEntries(settings) }),
    ...(scan ? { grid: { [scan.name]: scan.values } } : { list: [{}] }),
  };
  const text = `${JSON.stringify(fields, undefined, 1)}\n`;
  const sweep = readManifest({ name: `--store ${folder}`, text }, '.', sweptCommands);
  checkTasks(sweep);
  const store = SweepStore.make(folder);
  // A store of a sweep keeps its own manifest.
  store.keep(sweep, { manifest: !existsSync(join(folder, storedManifest)) });
  const run = await runPoints(sweep.points, { sweep, store }, { set: [], sbatch: [], retry: true }, output);
  const answers = sweep.points.map(({ key }) => store.state(key));
  if (run.stopped || answers.some((a) => a.kind === 'missing'))
    limit('interrupted', `stopped after ${run.done} of ${run.tasks} points, which are in ${folder}`, {
      hint: 'the same command continues',
    });
  return { points: sweep.points, answers: answers.flatMap((a) => (a.kind === 'missing' ? [] : [a.result])) };
}

/** The answers of the points of a scan. */
export async function storedScan(
  asked: StoredQuestion & { readonly scan: Scan },
  folder: string,
  output: Output,
): Promise<ScanAnswer[]> {
  const { answers } = await storedAnswers(asked, folder, output);
  return answers.map(({ code, document }, k) => ({ value: asked.scan.values[k]!, code, document }));
}
