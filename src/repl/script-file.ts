import { existsSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { type Source, refuse } from '../text/index.js';
import { readTextFile, unlessRefused } from '../text/file.js';

/**
 * Reads a script for `:load`.
 *
 * @diagnostic `unreadable`, `not-text`, `file-too-large`
 */
export function readScript(file: string): Source {
  const path = atHome(file);
  if (existsSync(path) && !statSync(path).isFile()) refuse('unreadable', `${file} is not a file`);
  return { name: file, text: readTextFile(path, file) };
}

/**
 * Writes a script for `:save`; an existing file is overwritten only with `over`.
 *
 * @diagnostic `file-exists`, `unwritable`
 */
export function writeScript(
  file: string,
  text: string,
  { over, hint = `:save! ${file} writes over it` }: { readonly over: boolean; readonly hint?: string },
): void {
  const path = atHome(file);
  if (!over && existsSync(path)) refuse('file-exists', `${file} exists already`, { hint });
  unlessRefused(
    () => writeFileSync(path, text),
    (code) => refuse('unwritable', `${file} cannot be written (${code})`),
  );
}

function atHome(file: string): string {
  return file.startsWith('~/') ? join(homedir(), file.slice(2)) : file;
}
