import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { limit, refuse } from '../text/index.js';
import { systemCode } from '../text/file.js';

/** A name that no other process uses, on any machine that shares the disk. */
export function uniqueName(): string {
  return `${hostname()}-${process.pid}-${randomBytes(6).toString('hex')}`;
}

/** The process that made a unique name; undefined for a name of another form. */
export function ownerOfName(name: string): { readonly host: string; readonly pid: number } | undefined {
  const { host, pid } = /^(?<host>.+)-(?<pid>\d+)-[0-9a-f]{12}$/u.exec(name)?.groups ?? {};
  return host === undefined ? undefined : { host, pid: Number(pid) };
}

/** Beginning of the names of files that are being written; a killed process may leave them behind. */
export const unfinishedPrefix = '.unfinished-';

/**
 * Writes a file so that a reader finds either the old content or the new one, even after the machine has lost its power:
 * under another name in the same folder, with fsync, and then renamed.
 *
 * @diagnostic `disk-full`, `unwritable`
 */
export function writeDurably(path: string, content: string | Uint8Array): void {
  const aside = join(dirname(path), `${unfinishedPrefix}${basename(path)}-${uniqueName()}`);
  onDisk(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    try {
      writeSynced(aside, content, 'wx');
      renameSync(aside, path);
    } catch (error) {
      rmSync(aside, { force: true });
      throw error;
    }
  });
}

/**
 * Writes a file that no other process has written; false where there is one.
 *
 * @diagnostic `disk-full`, `unwritable`
 */
export function writeOnce(path: string, content: string): boolean {
  return onDisk(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    try {
      writeSynced(path, content, 'wx');
      return true;
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
      return false;
    }
  });
}

/**
 * Appends a line to a file. It begins with a line break, since a killed process may have left half a line.
 *
 * @diagnostic `disk-full`, `unwritable`
 */
export function appendDurably(path: string, line: string): void {
  onDisk(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    writeSynced(path, `\n${line}\n`, 'a');
  });
}

function writeSynced(path: string, content: string | Uint8Array, flags: 'wx' | 'a'): void {
  const file = openSync(path, flags);
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Does something that writes below a store.
 *
 * @diagnostic `disk-full`, `unwritable`
 */
export function onDisk<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    if (code === 'ENOSPC' || code === 'EDQUOT')
      return limit('disk-full', `the disk of ${path} is full`, {
        hint: 'free some space and run the same command again: it continues where it stopped',
      });
    return refuse('unwritable', `${path} cannot be written (${code})`, {
      hint: 'give a folder that can be written, as in --store results',
    });
  }
}
