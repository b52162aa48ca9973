import { lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { refuse } from '../text/index.js';
import { systemCode, unlessRefused } from '../text/file.js';

/** A folder whose writability is known before the work that fills it. */
export interface OutputFolder {
  readonly path: string;
  /**
   * Writes a file at a path below the folder, and returns its full path. The file is written under another name and
   * then renamed, so a reader finds either the old content or the new one. A symbolic link of that name is replaced,
   * never followed.
   *
   * @diagnostic `unwritable`, `link-in-folder`
   */
  write(name: string, content: string | Uint8Array): string;
  /**
   * Writes several files, in their order. All of them are first written under other names, so that nothing has changed
   * if the disk is full.
   *
   * @param before  called when all content is on the disk, before the first file is renamed
   * @diagnostic `unwritable`, `link-in-folder`
   */
  writeAll(files: ReadonlyMap<string, string | Uint8Array>, before?: () => void): void;
}

/** Prefix of folders and files that are being written, and therefore also of those that a killed run leaves behind. */
export const asidePrefix = '.spinlaw-';

/**
 * A folder for results, made when the first of them is written.
 *
 * It is tested at once that the folder can be made and written, and anything made for the test is removed again.
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
  const writeAll: OutputFolder['writeAll'] = (files, before) => {
    for (const name of files.keys()) refuseLinks(path, dirname(name));
    let aside: string | undefined;
    try {
      attempt(path, () => {
        makeFolders(path);
        aside = mkdtempSync(join(path, asidePrefix));
      });
      const pieces = [...files].map(([name, content], k) => ({ name, content, piece: join(aside!, String(k)) }));
      for (const { name, content, piece } of pieces) attempt(join(path, name), () => writeFileSync(piece, content));
      before?.();
      for (const { name, piece } of pieces) {
        const file = join(path, name);
        attempt(file, () => {
          makeFolders(dirname(file));
          renameSync(piece, file);
        });
      }
    } finally {
      if (aside !== undefined) rmSync(aside, { recursive: true, force: true });
    }
  };
  return {
    path,
    writeAll,
    write: (name, content) => {
      writeAll(new Map([[name, content]]));
      return join(path, name);
    },
  };
}

/**
 * Refuses a path below a folder that leads out of it through a symbolic link. The folder itself may be a link.
 *
 * @diagnostic `link-in-folder`
 */
export function refuseLinks(folder: string, place: string): void {
  let at = folder;
  for (const part of place.split('/')) {
    if (part === '' || part === '.') continue;
    at = join(at, part);
    if (!lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) continue;
    refuse('link-in-folder', `${at} is a symbolic link: what is written there would leave the folder`, {
      hint: 'remove the link, or give another folder',
    });
  }
}

/**
 * Makes a folder and the missing ones above it, one by one from the top, and returns those made.
 *
 * Node's own recursive mkdir does not terminate in an existing folder that answers ENOENT when something is made in it,
 * such as /proc.
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
    const code = systemCode(error);
    // A folder whose state cannot be read cannot be made either; its mkdir then reports the reason.
    if (code === 'ENOENT' || code === 'ENOTDIR') return dirname(path) === path;
    throw error;
  }
}

function attempt(path: string, write: () => void): void {
  unlessRefused(write, (code) => {
    const full = code === 'ENOSPC' || code === 'EDQUOT';
    const hint = full
      ? 'free some space, or give a folder on another disk: nothing has been changed'
      : 'give a folder that can be written, as in --out results';
    if (code === 'ENOTDIR' && isFile(path)) refuse('not-a-folder', `${path} is no folder`, { hint });
    refuse('unwritable', `${path} cannot be written (${code})`, { hint });
  });
}

function isFile(path: string): boolean {
  return unlessRefused(
    () => !statSync(path).isDirectory(),
    () => false,
  );
}
