// The index does not export this file, because there are no files in a browser.
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { DiagnosticError, limit, refuse } from './diagnostic.js';

/** Largest file read, in bytes: scripts and operators of other libraries. */
export const maxFileBytes = 16_000_000;

/** Number of bytes read at a time. */
const chunkBytes = 1 << 16;

/** The code of an error of the operating system, such as `ENOENT`; undefined for every other error. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof DiagnosticError ? undefined : (error as NodeJS.ErrnoException).code;
}

/**
 * The result of `work`, or that of `otherwise` for the error code if the operating system refuses. Every other error is
 * a mistake in the program and is thrown again.
 */
export function unlessRefused<T>(work: () => T, otherwise: (code: string) => T): T {
  try {
    return work();
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    return otherwise(code);
  }
}

/**
 * The text of a file, a pipe or a device, or of standard input for 0. The size is counted while reading, because a
 * device has none and a file may grow.
 *
 * @param name  of the file, for messages
 * @diagnostic `file-too-large`, `no-such-file`, `unreadable`, `not-text`
 */
export function readTextFile(path: string | 0, name: string): string {
  const bytes = unlessRefused(
    () => readBounded(path, name),
    (code) => {
      if (code === 'ENOENT') return refuse('no-such-file', `there is no file ${name}`);
      return refuse('unreadable', `${name} cannot be read (${code})`);
    },
  );
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return refuse('not-text', `${name} is not UTF-8 text`);
  }
}

function readBounded(path: string | 0, name: string): Buffer {
  const file = path === 0 ? 0 : openSync(path, 'r');
  try {
    const about = fstatSync(file);
    if (about.isFile() && about.size > maxFileBytes) tooLarge(name);
    const chunks: Buffer[] = [];
    let size = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const count = readChunk(file, chunk);
      if (count === 0) return Buffer.concat(chunks, size);
      size += count;
      if (size > maxFileBytes) tooLarge(name);
      chunks.push(chunk.subarray(0, count));
    }
  } finally {
    if (path !== 0) closeSync(file);
  }
}

/** Reads a chunk, and waits if standard input has nothing yet, as a terminal or a pipe that does not block. */
function readChunk(file: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(file, chunk, 0, chunk.length, null);
    } catch (error) {
      const code = systemCode(error);
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, 10);
    }
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4));

function tooLarge(name: string): never {
  limit('file-too-large', `${name} is larger than ${maxFileBytes} bytes`, { hint: 'give a smaller file' });
}

/** The folder of the package: the nearest folder above this file with a package.json. */
function packageFolder(): URL {
  for (let folder = new URL('.', import.meta.url); ; folder = new URL('..', folder)) {
    if (existsSync(new URL('package.json', folder))) return folder;
    if (folder.href === new URL('..', folder).href) throw new Error('spinlaw: package.json is missing');
  }
}

/** A file or folder of the package by its path from the root: `examples/driven-chain.spin`. */
export function packageFile(path: string): URL {
  return new URL(path, packageFolder());
}

/** The version in package.json. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version;
}
