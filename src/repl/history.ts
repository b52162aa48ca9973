import { closeSync, fchmodSync, fstatSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { unlessRefused } from '../text/file.js';

/** Largest number of lines kept from one start to the next. */
export const longestHistory = 2000;
/** U+2028, which separates the lines of a statement in a line of the file. */
const lineBreak = '\u2028';
/** Size in bytes beyond which a file cannot be a history of the dialogue. */
const largest = 4_000_000;

/**
 * The path of the history: `$SPINLAW_HISTORY`, by default a file in the home folder; undefined if the variable is
 * empty.
 */
export function historyPath(environment: NodeJS.ProcessEnv): string | undefined {
  const given = environment.SPINLAW_HISTORY;
  if (given !== undefined) return given === '' ? undefined : given;
  return join(environment.HOME ?? homedir(), '.spinlaw_history');
}

/**
 * The statements and commands typed, kept across starts in a file that only the user can read. If the file cannot be read or written, the
 * dialogue does without it, because the history must not disturb the work.
 */
export class History {
  constructor(private readonly path: string | undefined) {}

  /** The last statements, newest first, as readline expects them. */
  read(): string[] {
    const { path } = this;
    if (path === undefined) return [];
    return unlessRefused(
      () => lastLines(path),
      () => [],
    );
  }

  /** @param line  may have several lines, which stay together */
  add(line: string): void {
    const { path } = this;
    if (path === undefined || line.trim() === '') return;
    unlessRefused(
      () => appendLine(path, line.replaceAll('\n', lineBreak)),
      () => undefined,
    );
  }
}

function lastLines(path: string): string[] {
  if (!statSync(path).isFile() || statSync(path).size > largest) return [];
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const kept = lines.slice(-longestHistory);
  // The file is shortened only at a start, so that each typed line costs one append.
  if (lines.length > longestHistory) writeFileSync(path, kept.map((line) => `${line}\n`).join(''), { mode: 0o600 });
  return kept.map((line) => line.replaceAll(lineBreak, '\n')).reverse();
}

function appendLine(path: string, line: string): void {
  const file = openSync(path, 'a', 0o600);
  try {
    const about = fstatSync(file);
    // Devices and pipes are left as they are.
    if (!about.isFile()) return;
    if ((about.mode & 0o777) !== 0o600) fchmodSync(file, 0o600);
    writeSync(file, `${line}\n`);
  } finally {
    closeSync(file);
  }
}
