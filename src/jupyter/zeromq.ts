import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { packageFile } from '../text/file.js';
import { refuse } from '../text/index.js';

/** A socket of ZeroMQ, as far as a kernel uses it. */
export interface Socket {
  readonly closed: boolean;
  linger: number;
  /** largest number of messages that wait for a reader; 0 is no limit */
  sendHighWaterMark: number;
  /** in bytes */
  maxMessageSize: number;
  bind(address: string): Promise<void>;
  send(frames: readonly Uint8Array[]): Promise<void>;
  close(): void;
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array[], undefined>;
}

/** The package `zeromq`, which is optional. */
export interface ZeroMq {
  readonly Router: new () => Socket;
  readonly Publisher: new () => Socket;
  readonly Reply: new () => Socket;
}

/**
 * Loads the package `zeromq`. Only the kernel needs it, and only when it runs.
 *
 * @diagnostic `zeromq-missing`
 */
export function loadZeroMq(): ZeroMq {
  try {
    return createRequire(import.meta.url)('zeromq') as ZeroMq;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const absent = 'code' in error && error.code === 'MODULE_NOT_FOUND';
    return refuse(
      'zeromq-missing',
      absent
        ? 'a kernel for Jupyter needs the package zeromq, which is not installed'
        : `the package zeromq cannot be loaded: ${error.message.split('\n')[0]}`,
      { hint: installationOf(fileURLToPath(packageFile('.')), absent) },
    );
  }
}

/**
 * The command that installs `zeromq` where this copy of spinlaw finds it.
 *
 * @param place   the folder of the package spinlaw
 * @param absent  whether the package is not there at all
 */
export function installationOf(place: string, absent: boolean): string {
  const folder = place.replace(/[/\\]$/u, '');
  const modules = dirname(folder);
  // A checkout has its dependencies inside.
  if (!/[/\\]node_modules$/u.test(modules)) return `npm install --include=optional --prefix ${quoted(folder)}`;
  const home = dirname(modules);
  // The folder of globally installed packages belongs to no package.
  const where = existsSync(join(home, 'package.json')) ? `--prefix ${quoted(home)}` : '--global';
  return absent ? `npm install ${where} zeromq@6.8` : `npm rebuild ${where} zeromq`;
}

function quoted(path: string): string {
  return /^[\w./:\\-]+$/u.test(path) ? path : JSON.stringify(path);
}
