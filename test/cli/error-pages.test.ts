import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sortArguments } from '../../src/cli/arguments.js';
import { parserOf } from '../../src/cli/command.js';
import { commands } from '../../src/cli/commands.js';
import type { CommonOptions } from '../../src/cli/options.js';
import type { Output } from '../../src/cli/output.js';
import { type Diagnostic, DiagnosticError, exitCodeOf, renderDiagnostic } from '../../src/text/index.js';

/** A command with the files it reads, and the message it gets with its code in brackets before it. */
interface ErrorPage {
  readonly command: string;
  readonly files: ReadonlyMap<string, string>;
  readonly wanted: string;
}

const pages: readonly ErrorPage[] = readFileSync('test/cli/error-pages.txt', 'utf8')
  .replace(/^(?:#.*\n)+/u, '')
  .split(/^-{10,}\n/mu)
  .map((page) => {
    const [given = '', wanted = ''] = page.split('\n==>\n');
    const [command = '', ...files] = given.split(/^\n(?=\S+\.[a-z]+:\n)/mu);
    return {
      command: command.trim(),
      files: new Map(files.map((file) => [file.slice(0, file.indexOf(':')), file.slice(file.indexOf('\n') + 1)])),
      wanted: wanted.trimEnd(),
    };
  });

const folder = mkdtempSync(join(tmpdir(), 'spinlaw-errors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command in a folder with its files; the first error, and the exit code. */
async function refusalOf({ command, files }: ErrorPage): Promise<{ diagnostic?: Diagnostic; exit?: number }> {
  const place = mkdtempSync(join(folder, 'page-'));
  for (const [name, text] of files) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), `${text}\n`);
  }
  // As a shell reads them, double quotes only; what names a file or a folder is in the place of this page.
  const isPlace = (word: string, k: number, all: readonly string[]): boolean =>
    /^[\w-]+\.(?:spin|json|py|txt)$/u.test(word) ||
    /^--(?:out|script)$/u.test(all[k - 1] ?? '') ||
    [...files.keys()].some((name) => name.startsWith(`${word}/`));
  const [, name, ...rest] = [...command.matchAll(/"([^"]*)"|(\S+)/gu)]
    .map((m) => m[1] ?? m[2]!)
    .map((word, k, all) => (k > 1 && isPlace(word, k, all) ? join(place, word) : word));
  const found: Diagnostic[] = [];
  const output: Output = {
    json: false,
    line() {},
    note() {},
    remark() {},
    document() {},
    progress() {},
    diagnostic: (diagnostic) => found.push(diagnostic),
  };
  const entry = commands.find((c) => c.name === name)!;
  const file = await entry.load();
  const parser = parserOf(entry.name, entry.summary, file);
  let exit: number | undefined;
  try {
    parser.parse(sortArguments(parser, rest), { from: 'user' });
    exit = await file.run(parser.args, parser.opts<CommonOptions>(), output);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    found.push(error.diagnostic);
    exit = exitCodeOf(error.diagnostic);
  }
  const [first] = found;
  if (!first) return { exit };
  const plain = (text: string): string => text.replaceAll(`${place}/`, '');
  const { span, hint } = first;
  return {
    exit,
    diagnostic: {
      ...first,
      message: plain(first.message),
      ...(span && { span: { ...span, source: { ...span.source, name: plain(span.source.name) } } }),
      ...(hint !== undefined && { hint: plain(hint) }),
    },
  };
}

describe('what a command refuses, and the limits it stops at', () => {
  test.each(pages)('$command', async (page) => {
    const { diagnostic, exit } = await refusalOf(page);
    expect(diagnostic && `[${diagnostic.code}]\n${renderDiagnostic(diagnostic)}`).toBe(page.wanted);
    expect(exit).toBe(exitCodeOf(diagnostic!));
  });
});
