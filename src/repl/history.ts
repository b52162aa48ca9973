import { closeSync, fchmodSync, fstatSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { unlessRefused } from '../text/file.js';

/** Most lines kept from one start to the next. */
export const longestHistory = 2000;
/** A file larger than this is no history of ours. */
const largest = 4_000_000;

/** Where the history is kept: `$SPINLAW_HISTORY`, nowhere if that is empty, else in the home folder. */
export function historyPath(environment: NodeJS.ProcessEnv): string | undefined {
  const given = environment.SPINLAW_HISTORY;
  if (given !== undefined) return given === '' ? undefined : given;
  return join(environment.HOME ?? homedir(), '.spinlaw_history');
}

/**
 * The lines typed, kept across starts in a file only the user can read. A file that cannot be read or written is done
 * without: it must not disturb the work.
 */
export class History {
  constructor(private readonly path: string | undefined) {}

  /** The last lines, newest first, as readline wants them. */
  read(): string[] {
    const { path } = this;
    if (path === undefined) return [];
    return unlessRefused(
      () => lastLines(path),
      () => [],
    );
  }

  add(line: string): void {
    const { path } = this;
    if (path === undefined || line.trim() === '') return;
    unlessRefused(
      () => appendLine(path, line.replaceAll('\n', ' ')),
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
  // Shortened at a start only, so that a line typed costs one append.
  if (lines.length > longestHistory) writeFileSync(path, kept.map((line) => `${line}\n`).join(''), { mode: 0o600 });
  return kept.reverse();
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
