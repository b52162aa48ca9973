import { mkdirSync, mkdtempSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { refuse } from '../text/index.js';

/** A folder that can be written, known before the work that fills it. */
export interface OutputFolder {
  readonly path: string;
  /**
   * Writes a file, a path below the folder, and returns where it is.
   *
   * @diagnostic `unwritable`
   */
  write(name: string, content: string | Uint8Array): string;
}

/**
 * A folder for results, made when the first of them is written.
 *
 * That it can be made and written is tried at once, and what was made for the trial is taken away again.
 *
 * @diagnostic `not-a-folder`, `unwritable`
 */
export function outputFolder(path: string): OutputFolder {
  attempt(path, () => {
    const made = makeFolders(path);
    try {
      rmdirSync(mkdtempSync(join(path, '.spinlaw-')));
    } finally {
      for (const folder of made.toReversed()) rmdirSync(folder);
    }
  });
  return {
    path,
    write: (name, content) => {
      const file = join(path, name);
      attempt(file, () => {
        makeFolders(dirname(file));
        writeFileSync(file, content);
      });
      return file;
    },
  };
}

/**
 * Makes a folder and those above it that are missing, one by one from above, and returns what was made.
 *
 * Node's own recursive mkdir does not end where a folder is there and yet says ENOENT to what is made in it, as /proc does.
 */
function makeFolders(path: string): string[] {
  const missing: string[] = [];
  for (let at = resolve(path); !isThere(at); at = dirname(at)) missing.unshift(at);
  const made: string[] = [];
  try {
    for (const folder of missing) {
      mkdirSync(folder);
      made.push(folder);
    }
  } catch (error) {
    for (const folder of made.toReversed()) rmdirSync(folder);
    throw error;
  }
  return made;
}

function isThere(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // What cannot be asked about cannot be made either: its mkdir says why.
    if (code === 'ENOENT' || code === 'ENOTDIR') return dirname(path) === path;
    throw error;
  }
}

function attempt(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const hint = 'give a folder that can be written, as in --out results';
    if (code === 'ENOTDIR' && isFile(path)) refuse('not-a-folder', `${path} is no folder`, { hint });
    refuse('unwritable', `${path} cannot be written (${code})`, { hint });
  }
}

function isFile(path: string): boolean {
  try {
    return !statSync(path).isDirectory();
  } catch {
    return false;
  }
}
