import { readFileSync } from 'node:fs';
import type { CommandReport, OptionSpec } from '../report/index.js';
import type { Source } from '../text/index.js';
import { packageFile, packageVersion, unlessRefused } from '../text/file.js';
import type { SweepTask } from './task.js';

/** A command that a sweep can run. `cli` makes these of its commands, so that this room does not know them. */
export interface SweepCommand {
  readonly name: string;
  /** the options that a task may have */
  readonly options: readonly OptionSpec[];
  /** options that have no meaning in a sweep, with what to write instead */
  readonly excluded: Readonly<Record<string, string>>;
  /** options whose value may be a file with a program */
  readonly programOptions: readonly string[];
  /** the kind of `input`: a program, which may be missing with certain options, laws or figures by pattern */
  readonly input: 'program' | 'names';
  /**
   * the operands that a pattern of names selects, one for each task
   *
   * @diagnostic those of the command for a pattern that selects nothing
   */
  names?(pattern: string): readonly string[];
  /**
   * the names of the parameters of such an operand: a setting that others have, and this one has not, is left out of its
   * task
   */
  parameters?(operand: string): readonly string[];
  /**
   * Prepares a task without computing it.
   *
   * @param programs  the texts of programs, by their paths in the store
   * @diagnostic those of the command: options, the program, parameters that it does not have
   */
  check(task: SweepTask, programs: ReadonlyMap<string, Source>): void;
}

/** Computes a task; `cli` provides it to the processes of workers. */
export type TaskEngine = (task: SweepTask) => Promise<CommandReport>;

/**
 * The version of what computes a task: that of the package, with a digest of what was built, so that an engine that has
 * changed does not take the results of an older one for its own. Another backend of linear algebra rounds in another way.
 */
export function engineVersion(): string {
  const { SPINLAW_BACKEND: backend = 'wasm' } = process.env;
  const text = unlessRefused(
    () => readFileSync(packageFile('dist/engine.json'), 'utf8'),
    (code) => {
      throw new Error(`spinlaw: dist/engine.json is missing (${code}): build the package`);
    },
  );
  const digest = (JSON.parse(text) as { sha256: string }).sha256.slice(0, 16);
  return `${packageVersion()}+${digest}${backend === 'wasm' ? '' : `.${backend}`}`;
}
