import { linkSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unlessRefused } from '../text/file.js';
import { type ClaimOwner, isAlive, newOwner, readOwner, touchByDisk } from './claim-owner.js';
import { onDisk, ownerOfName } from './durable-file.js';
import { digestOf } from './task.js';

/** Time after which a claim of another machine counts as dead if nobody has renewed it, in milliseconds. */
const claimLife = 90_000;

/** Time between two renewals of a claim, in milliseconds. */
export const claimRenewal = 10_000;

/** Files of claims; those of turns end in another way. */
const claimName = /^(?<key>[0-9a-f]{64})\.json$/u;

/**
 * Claims of tasks in a store that several processes share, on one machine or on many with a common disk.
 *
 * A claim is a file that is made by `link`, which succeeds for a single process on local disks and on NFS. The claim of
 * a process that has died is taken over: on its own machine as soon as the process is gone, elsewhere when nobody has
 * renewed it for a while.
 */
export class Claims {
  private readonly held = new Map<string, ClaimOwner>();

  constructor(
    private readonly folder: string,
    private readonly life = claimLife,
  ) {}

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
    const mine = newOwner();
    const path = this.pathOf(key);
    const isTaken = onDisk(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      return this.hold(path, mine);
    });
    if (isTaken) this.held.set(key, mine);
    return isTaken;
  }

  /**
   * Makes a file with an owner, also in place of one whose owner is dead; false where a living process has it.
   *
   * A dead claim is replaced in turn: only by the process that has the turn for this claim, a file with a name of its
   * own that is held in the same way, and only if the claim is still the dead one. So two processes cannot both replace
   * it, and a process that dies during its turn leaves a turn that the next one takes over.
   */
  private hold(path: string, mine: ClaimOwner): boolean {
    if (this.link(mine, path)) return true;
    const found = readOwner(path);
    // Its owner has just given it back.
    if (found === 'none') return this.link(mine, path);
    if (isAlive(found, path, this.folder, this.life)) return false;
    const dead = nonceOf(found);
    const turn = join(this.folder, `${digestOf(`${path.slice(this.folder.length)} ${dead}`)}.turn`);
    if (!this.hold(turn, mine)) return false;
    try {
      const now = readOwner(path);
      if (now === 'none' || nonceOf(now) !== dead) return false;
      const aside = this.asideOf(mine);
      writeFileSync(aside, JSON.stringify(mine));
      renameSync(aside, path);
      return true;
    } finally {
      drop(turn, mine);
    }
  }

  /** Makes a file with an owner; false where there is one. */
  private link(owner: ClaimOwner, path: string): boolean {
    const aside = this.asideOf(owner);
    writeFileSync(aside, JSON.stringify(owner));
    try {
      linkSync(aside, path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return false;
    } finally {
      rmSync(aside, { force: true });
    }
  }

  private asideOf({ nonce }: ClaimOwner): string {
    return join(this.folder, `.${nonce}`);
  }

  /** Shows the other machines that this process is alive. */
  renew(): void {
    for (const key of this.held.keys())
      unlessRefused(
        () => touchByDisk(this.pathOf(key)),
        // The store has been removed or the disk is gone, which the next result reports.
        () => undefined,
      );
  }

  /** Gives a claim back. */
  release(key: string): void {
    const mine = this.held.get(key);
    if (!mine) return;
    this.held.delete(key);
    drop(this.pathOf(key), mine);
  }

  releaseAll(): void {
    for (const key of this.held.keys()) this.release(key);
  }

  /** The tasks that living processes compute now, with these processes. */
  active(): ReadonlyMap<string, ClaimOwner> {
    const found = new Map<string, ClaimOwner>();
    for (const name of this.names()) {
      const key = claimName.exec(name)?.groups!['key'];
      if (key === undefined) continue;
      const path = join(this.folder, name);
      const owner = readOwner(path);
      if (owner !== 'none' && owner !== 'unreadable' && isAlive(owner, path, this.folder, this.life))
        found.set(key, owner);
    }
    return found;
  }

  /**
   * Removes the files of processes that have died: claims, which may be those of finished tasks that nobody takes up
   * again, turns, and files that were not finished. Where the store cannot be written nothing happens.
   */
  clear(): void {
    for (const name of this.names())
      unlessRefused(
        () => this.clearFile(name),
        () => undefined,
      );
  }

  private clearFile(name: string): void {
    const path = join(this.folder, name);
    if (name.startsWith('.')) {
      // Only the process that the name tells uses such a file.
      const owner = ownerOfName(name.slice(1));
      if (owner && !isAlive({ ...owner, started: '' }, path, this.folder, this.life)) rmSync(path, { force: true });
      return;
    }
    const owner = readOwner(path);
    if (owner === 'none' || isAlive(owner, path, this.folder, this.life)) return;
    // Another process may take it over at this moment, so it is removed by one that holds it.
    const mine = newOwner();
    if (this.hold(path, mine)) drop(path, mine);
  }

  private names(): readonly string[] {
    return unlessRefused<readonly string[]>(
      () => readdirSync(this.folder),
      () => [],
    );
  }
}

const nonceOf = (owner: ClaimOwner | 'unreadable'): string => (owner === 'unreadable' ? owner : owner.nonce);

/** Removes a file if it is that of this owner. */
function drop(path: string, { nonce }: ClaimOwner): void {
  const found = readOwner(path);
  if (found !== 'none' && nonceOf(found) === nonce) rmSync(path, { force: true });
}
