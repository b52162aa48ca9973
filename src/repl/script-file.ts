import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { type Source, limit, refuse } from '../text/index.js';

/** Largest script read, in bytes. */
const largest = 16_000_000;

/**
 * Reads a script for `:load`.
 *
 * @diagnostic `unreadable`, `not-text`, `file-too-large`
 */
export function readScript(file: string): Source {
  const path = atHome(file);
  let bytes: Buffer;
  try {
    const about = statSync(path);
    if (!about.isFile()) refuse('unreadable', `${file} is not a file`);
    if (about.size > largest) limit('file-too-large', `${file} is larger than ${largest} bytes`);
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    refuse('unreadable', code === 'ENOENT' ? `there is no file ${file}` : `${file} cannot be read (${code})`);
  }
  try {
    return { name: file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return refuse('not-text', `${file} is not UTF-8 text`);
  }
}

/**
 * Writes a script for `:save`; a file that is there already only with `over`.
 *
 * @diagnostic `file-exists`, `unwritable`
 */
export function writeScript(file: string, text: string, over: boolean): void {
  const path = atHome(file);
  if (!over && existsSync(path)) refuse('file-exists', `${file} exists already`, { hint: `:save! ${file} writes over it` });
  try {
    writeFileSync(path, text);
  } catch (error) {
    refuse('unwritable', `${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}

function atHome(file: string): string {
  return file.startsWith('~/') ? join(homedir(), file.slice(2)) : file;
}
