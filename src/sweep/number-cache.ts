import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NumberCache } from '../chain/index.js';
import { unlessRefused } from '../text/file.js';
import { uniqueName, unfinishedPrefix } from './durable-file.js';
import { digestOf } from './task.js';

/** Bytes of the digest at the beginning of a file. */
const digestBytes = 32;

/** Part of the limit that is left after old files have been removed. */
const fullness = 0.9;

/** Largest share of the limit that one file may take. */
const largestShare = 0.5;

/** Number of arrays that are kept in memory, so that points of one worker do not read them again. */
const mostInMemory = 4;

/**
 * Spectra and matrix elements in a folder that several processes share, up to a size: the files that were not used for
 * the longest time are removed first.
 *
 * Every file has the digest of its content, so a damaged one counts as missing. A file may be removed at any time; a
 * cache that cannot be written keeps nothing, and the numbers are computed again.
 */
export class DiskCache implements NumberCache {
  private readonly recent = new Map<string, Float64Array>();
  /** bytes in the folder when it was last counted, and those written since */
  private used: number | undefined;

  /**
   * @param engine  the version of what computes the numbers; those of another version are not found
   * @param most    largest size of all files, in bytes
   */
  constructor(
    private readonly folder: string,
    private readonly engine: string,
    private readonly most: number,
  ) {}

  private pathOf(key: string): string {
    const name = digestOf(`${this.engine}\n${key}`);
    return join(this.folder, name.slice(0, 2), `${name}.f64`);
  }

  get(key: string): Float64Array | undefined {
    const known = this.recent.get(key);
    if (known) return known;
    const path = this.pathOf(key);
    const bytes = unlessRefused<Buffer | undefined>(
      () => readFileSync(path),
      () => undefined,
    );
    if (bytes === undefined) return undefined;
    const content = bytes.subarray(digestBytes);
    if (content.length % 8 !== 0 || digestOf(content) !== bytes.subarray(0, digestBytes).toString('hex')) {
      rmSync(path, { force: true });
      return undefined;
    }
    this.touch(path);
    // A copy, because the numbers of a file need not begin at a multiple of eight bytes.
    const numbers = new Float64Array(new Uint8Array(content).buffer);
    this.remember(key, numbers);
    return numbers;
  }

  put(key: string, numbers: Float64Array): void {
    this.remember(key, numbers);
    const content = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    if (content.length > largestShare * this.most) return;
    const path = this.pathOf(key);
    const aside = `${path.slice(0, path.lastIndexOf('/') + 1)}${unfinishedPrefix}${uniqueName()}`;
    unlessRefused(
      () => {
        mkdirSync(join(path, '..'), { recursive: true });
        writeFileSync(aside, Buffer.concat([Buffer.from(digestOf(content), 'hex'), content]));
        renameSync(aside, path);
      },
      // A full disk is reported by the results, which matter.
      () => rmSync(aside, { force: true }),
    );
    this.used = (this.used ?? this.size()) + content.length;
    if (this.used > this.most) this.makeRoom();
  }

  private remember(key: string, numbers: Float64Array): void {
    this.recent.delete(key);
    this.recent.set(key, numbers);
    if (this.recent.size > mostInMemory) this.recent.delete(this.recent.keys().next().value!);
  }

  private touch(path: string): void {
    const now = new Date();
    unlessRefused(
      () => utimesSync(path, now, now),
      () => undefined,
    );
  }

  private files(): { readonly path: string; readonly size: number; readonly time: number }[] {
    const names = unlessRefused<string[]>(
      () => readdirSync(this.folder, { recursive: true, encoding: 'utf8' }),
      () => [],
    );
    return names.flatMap((name) =>
      unlessRefused(
        () => {
          const path = join(this.folder, name);
          const about = statSync(path);
          return about.isFile() ? [{ path, size: about.size, time: about.mtimeMs }] : [];
        },
        // Another process has removed it.
        () => [],
      ),
    );
  }

  /** Bytes of all files, of all processes. */
  size(): number {
    return this.files().reduce((sum, { size }) => sum + size, 0);
  }

  private makeRoom(): void {
    const files = this.files().sort((a, b) => a.time - b.time);
    let used = files.reduce((sum, { size }) => sum + size, 0);
    if (used <= this.most) {
      this.used = used;
      return;
    }
    for (const { path, size } of files) {
      if (used <= fullness * this.most) break;
      rmSync(path, { force: true });
      used -= size;
    }
    this.used = used;
  }
}
