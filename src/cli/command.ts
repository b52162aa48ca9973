import { Command } from 'commander';
import type { OptionSpec } from '../report/index.js';
import type { NumberCache } from '../chain/index.js';
import type { ExitCode } from '../text/index.js';
import type { CommonOptions } from './options.js';
import type { Output } from './output.js';

/** A command: the operands and options it takes, an example for its help, and what it does. */
export interface CommandFile<O extends CommonOptions = CommonOptions> {
  /** written as in a synopsis: `[file...]` */
  readonly operands: string;
  /** lines to type into a shell */
  readonly example: readonly string[];
  readonly options: readonly OptionSpec[];
  run(
    operands: readonly string[],
    options: O,
    output: Output,
    resources?: CommandResources,
  ): ExitCode | Promise<ExitCode>;
}

/** Resources that a caller shares between commands. No answer depends on them. */
export interface CommandResources {
  readonly cache?: NumberCache;
  /** number of threads of a command that is not told any; all cores by default */
  readonly threads?: number;
}

/** Hides the type of a command's options, which only its `run` needs to know. */
export function command<O extends CommonOptions>(file: CommandFile<O>): CommandFile {
  return file as unknown as CommandFile;
}

/** Options of every command. */
const commonOptions: readonly OptionSpec[] = [
  { flags: '--json', about: 'one JSON document on standard output' },
  { flags: '--set <name=scalar>', about: 'give a parameter or definition a value; repeatable', default: [] },
];

/** A command as commander parses it. */
export function parserOf(name: string, summary: string, file: CommandFile): Command {
  const parser = new Command(name).description(summary).argument(file.operands);
  for (const { flags, about, default: value } of [...commonOptions, ...file.options]) {
    if (Array.isArray(value)) parser.option(flags, about, (text, before) => [...before, text], [...value]);
    else if (typeof value === 'string') parser.option(flags, about, value);
    else parser.option(flags, about);
  }
  return parser
    .addHelpText('after', `\nExample\n${file.example.map((line) => `  ${line}`).join('\n')}`)
    .helpOption('--help', 'this page')
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
}
