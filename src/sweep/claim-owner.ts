import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { unlessRefused } from '../text/file.js';
import { uniqueName } from './durable-file.js';

/** The process that has a claim. */
export interface ClaimOwner {
  readonly host: string;
  readonly pid: number;
  /** when the process started, in ticks of its machine: a later process may have the same number */
  readonly started: string;
  /** different for every claim */
  readonly nonce: string;
  /** the job of Slurm in which it runs */
  readonly job?: string;
}

/** This process as the owner of a new claim. */
export function newOwner(): ClaimOwner {
  const job = process.env['SLURM_JOB_ID'];
  return {
    host: hostname(),
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    nonce: uniqueName(),
    ...(job !== undefined && { job }),
  };
}

/** The owner that a file names. */
export function readOwner(path: string): ClaimOwner | 'none' | 'unreadable' {
  const text = unlessRefused<string | undefined>(
    () => readFileSync(path, 'utf8'),
    () => undefined,
  );
  if (text === undefined) return 'none';
  try {
    const { host, pid, started, nonce } = JSON.parse(text) as Partial<ClaimOwner>;
    if (typeof host !== 'string' || typeof pid !== 'number' || typeof started !== 'string' || typeof nonce !== 'string')
      return 'unreadable';
    return JSON.parse(text) as ClaimOwner;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return 'unreadable';
  }
}

/**
 * Is the owner of a file alive? On this machine that is certain; elsewhere, and for a file that cannot be read, it is
 * alive as long as the file is younger than `life`, in milliseconds.
 */
export function isAlive(
  owner: Pick<ClaimOwner, 'host' | 'pid' | 'started'> | 'unreadable',
  path: string,
  folder: string,
  life: number,
): boolean {
  if (owner === 'unreadable' || owner.host !== hostname()) return age(path, folder) < life;
  const started = startOf(owner.pid);
  return started !== undefined && (owner.started === '' || started === owner.started);
}

/** Gives a file the time of the disk's clock. Only writing does: a time that is given is that of this machine's clock. */
export function touchByDisk(path: string): void {
  const file = openSync(path, 'r+');
  try {
    // The first character of every claim.
    writeSync(file, '{', 0);
  } finally {
    closeSync(file);
  }
}

/** Milliseconds since a file was written, by the clock of the disk, which may differ from that of this machine. */
function age(path: string, folder: string): number {
  return unlessRefused(
    () => {
      const probe = join(folder, `.${uniqueName()}`);
      writeFileSync(probe, '{', { flag: 'wx' });
      try {
        return statSync(probe).mtimeMs - statSync(path).mtimeMs;
      } finally {
        rmSync(probe, { force: true });
      }
    },
    // On a disk that cannot be written nothing can be taken over.
    () => 0,
  );
}

/** When a process of this machine started; undefined if there is none. Where the system does not say it, an empty text. */
function startOf(pid: number): string | undefined {
  const exists = unlessRefused(
    () => process.kill(pid, 0),
    (code) => code === 'EPERM',
  );
  if (!exists) return undefined;
  return unlessRefused<string | undefined>(
    () => {
      // The name of the program, in brackets, may contain blanks. The start is field 22, the state field 3.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /su, '')
        .split(' ');
      return fields[0] === 'Z' ? undefined : fields[19]!;
    },
    () => '',
  );
}
