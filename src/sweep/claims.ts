import {
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { unlessRefused } from '../text/file.js';
import { onDisk, uniqueName } from './durable-file.js';

/** Who computes a task. */
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

/** Time after which a claim of another machine counts as dead if nobody has renewed it, in milliseconds. */
const claimLife = 90_000;

/** Time between two renewals of a claim, in milliseconds. */
export const claimRenewal = 10_000;

/**
 * Claims of tasks in a store that several processes share, on one machine or on many with a common disk.
 *
 * A claim is a file that is made by `link`, which succeeds for a single process on local disks and on NFS. The claim of
 * a process that has died is taken over: on its own machine as soon as the process is gone, elsewhere when nobody has
 * renewed it for a while.
 */
export class Claims {
  private readonly held = new Map<string, ClaimOwner>();
  private readonly self: Omit<ClaimOwner, 'nonce'>;

  constructor(
    private readonly folder: string,
    private readonly life = claimLife,
  ) {
    const job = process.env['SLURM_JOB_ID'];
    this.self = {
      host: hostname(),
      pid: process.pid,
      started: startOf(process.pid) ?? '',
      ...(job !== undefined && { job }),
    };
  }

  private pathOf(key: string): string {
    return join(this.folder, `${key}.json`);
  }

  /**
   * Claims a task; false where a living process has it.
   *
   * @diagnostic `disk-full`, `unwritable`
   */
  take(key: string): boolean {
    if (this.held.has(key)) return true;
    const mine: ClaimOwner = { ...this.self, nonce: uniqueName() };
    const path = this.pathOf(key);
    if (this.link(mine, path) || this.takeOver(path, mine)) {
      this.held.set(key, mine);
      return true;
    }
    return false;
  }

  /** Makes a file with an owner; false where there is one. */
  private link(owner: ClaimOwner, path: string): boolean {
    return onDisk(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      const aside = join(this.folder, `.${owner.nonce}`);
      writeFileSync(aside, JSON.stringify(owner), { flag: 'w' });
      try {
        return unlessRefused(
          () => {
            linkSync(aside, path);
            return true;
          },
          (code) => {
            if (code === 'EEXIST') return false;
            throw Object.assign(new Error(`${path}: ${code}`), { code });
          },
        );
      } finally {
        rmSync(aside, { force: true });
      }
    });
  }

  /**
   * Replaces the claim of a dead process. Only the process that makes the marker with the nonce of the dead claim may
   * replace it, and only if the claim is still that one, so two processes cannot both take it over.
   */
  private takeOver(path: string, mine: ClaimOwner): boolean {
    const found = readOwner(path);
    // Its owner has just given it back.
    if (found === 'none') return this.link(mine, path);
    if (found !== 'unreadable' && this.isAlive(found, path)) return false;
    if (found === 'unreadable' && age(path, this.folder) < this.life) return false;
    const marker = `${path}.${found === 'unreadable' ? 'unreadable' : found.nonce}`;
    if (!this.link(mine, marker)) {
      const other = readOwner(marker);
      // A process that died while it took a claim over leaves its marker, which the next one removes.
      if (other !== 'none' && other !== 'unreadable' && !this.isAlive(other, marker)) rmSync(marker, { force: true });
      return false;
    }
    try {
      const now = readOwner(path);
      if (now === 'none' || (now !== 'unreadable' && (found === 'unreadable' || now.nonce !== found.nonce)))
        return false;
      const aside = join(this.folder, `.${mine.nonce}`);
      onDisk(path, () => writeFileSync(aside, JSON.stringify(mine)));
      renameSync(aside, path);
      return true;
    } finally {
      rmSync(marker, { force: true });
    }
  }

  private isAlive(owner: ClaimOwner, path: string): boolean {
    if (owner.host === this.self.host) {
      const started = startOf(owner.pid);
      return started !== undefined && (owner.started === '' || started === owner.started);
    }
    return age(path, this.folder) < this.life;
  }

  /** Shows the other machines that this process is alive. */
  renew(): void {
    const now = new Date();
    for (const key of this.held.keys())
      unlessRefused(
        () => utimesSync(this.pathOf(key), now, now),
        // The store has been removed or the disk is gone, which the next result reports.
        () => undefined,
      );
  }

  /** Gives a claim back. */
  release(key: string): void {
    const mine = this.held.get(key);
    if (!mine) return;
    this.held.delete(key);
    const found = readOwner(this.pathOf(key));
    if (found !== 'none' && found !== 'unreadable' && found.nonce === mine.nonce)
      rmSync(this.pathOf(key), { force: true });
  }

  releaseAll(): void {
    for (const key of this.held.keys()) this.release(key);
  }

  /** The tasks that living processes compute now, with these processes. */
  active(): ReadonlyMap<string, ClaimOwner> {
    const names = unlessRefused(
      () => readdirSync(this.folder).filter((name) => /^[0-9a-f]{64}\.json$/u.test(name)),
      () => [],
    );
    const found = new Map<string, ClaimOwner>();
    for (const name of names) {
      const path = join(this.folder, name);
      const owner = readOwner(path);
      if (owner !== 'none' && owner !== 'unreadable' && this.isAlive(owner, path)) found.set(name.slice(0, 64), owner);
    }
    return found;
  }
}

function readOwner(path: string): ClaimOwner | 'none' | 'unreadable' {
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

/** Milliseconds since a file was changed, by the clock of the disk, which may differ from that of this machine. */
function age(path: string, folder: string): number {
  return unlessRefused(
    () => {
      const probe = join(folder, `.${uniqueName()}`);
      writeFileSync(probe, '');
      try {
        return statSync(probe).mtimeMs - statSync(path).mtimeMs;
      } finally {
        rmSync(probe, { force: true });
      }
    },
    () => 0,
  );
}

/** When a process of this machine started; undefined if there is none. Where the system does not say it, an empty text. */
function startOf(pid: number): string | undefined {
  const alive = unlessRefused(
    () => process.kill(pid, 0),
    (code) => code === 'EPERM',
  );
  if (!alive) return undefined;
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
