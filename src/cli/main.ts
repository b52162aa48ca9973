#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { DiagnosticError, type ExitCode, visible } from '../text/index.js';
import { overridden, sortArguments } from './arguments.js';
import { parserOf } from './command.js';
import { commands } from './commands.js';
import type { CommonOptions } from './options.js';
import { type Output, fail, makeOutput } from './output.js';
import { packageVersion, systemCode } from '../text/file.js';

const overview = `spinlaw: a language and a verifier for the laws of quantum spin chains

  spinlaw                        the REPL
${commands.map(({ name, summary }) => `  spinlaw ${name.padEnd(22)} ${summary}`).join('\n')}

  --help on every command shows its options and an example.
  An argument that names a file is read; - is standard input; anything else is an expression.
  Exit codes: 0 all is well, 1 a claim fails, 2 the input is wrong, 3 a limit was reached;
  70 a fault of spinlaw itself, 74 standard output could not be written.
`;

async function main(raw: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = raw;
  if (name === '--help' || name === 'help') {
    process.stdout.write(overview);
    return 0;
  }
  if (name === '--version') {
    process.stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  const output = makeOutput(rest.includes('--json'));
  try {
    if (name === undefined || name === '--set' || name.startsWith('--set=')) return await repl(raw);
    return await run(name, rest, output);
  } catch (error) {
    if (error instanceof DiagnosticError) return fail(output, error.diagnostic, error.further);
    if (!(error instanceof CommanderError)) throw error;
    const hint = `spinlaw ${name} --help shows an example`;
    return error.exitCode === 0
      ? 0
      : fail(output, { kind: 'input', code: 'bad-arguments', message: error.message, hint });
  }
}

async function run(name: string, rest: readonly string[], output: Output): Promise<ExitCode> {
  const entry = commands.find((c) => c.name === name);
  if (!entry) {
    const names = commands.map((c) => c.name).join(', ');
    return fail(output, {
      kind: 'input',
      code: 'unknown-command',
      message: `spinlaw has no command "${name}"`,
      hint:
        name === 'refute'
          ? 'a refutation is a statement: spinlaw prove "refute A = B"'
          : `the commands are ${names}; spinlaw eval "…" evaluates an expression`,
    });
  }
  const file = await entry.load();
  const parser = parserOf(entry.name, entry.summary, file);
  parser.parse(sortArguments(parser, rest), { from: 'user' });
  const options = parser.opts<CommonOptions>();
  for (const text of overridden(options.set)) output.note(text);
  return file.run(parser.args, options, output);
}

async function repl(raw: readonly string[]): Promise<ExitCode> {
  const only = new Command('spinlaw')
    .option('--set <name=scalar>', '', (value: string, before: readonly string[]) => [...before, value], [])
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  only.parse(sortArguments(only, raw), { from: 'user' });
  const { startRepl } = await import('../repl/index.js');
  return startRepl({ set: only.opts<CommonOptions>().set });
}

/** EX_IOERR of sysexits. */
const outputError = 74;

/**
 * After a reader closes early (head, less), the command continues without writing, so that its exit code still tells
 * how the work ended. A full disk is a failure, but not of a claim.
 */
function writingFailed(error: unknown): boolean {
  const code = systemCode(error);
  if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') return true;
  if (code === undefined || !['ENOSPC', 'EIO', 'EDQUOT', 'EFBIG'].includes(code)) return false;
  process.stderr.write(`spinlaw: standard output cannot be written (${code})\n`);
  process.exit(outputError);
}

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (!writingFailed(error)) throw error;
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!writingFailed(error)) {
    const stack = visible(String(error instanceof Error ? error.stack : error));
    process.stderr.write(`spinlaw: internal error, please report it\n${stack}\n`);
    process.exitCode = 70 satisfies ExitCode;
  }
}
