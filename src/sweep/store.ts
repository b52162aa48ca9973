import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { arch, cpus, hostname, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { refuse } from '../text/index.js';
import { systemCode, unlessRefused } from '../text/file.js';
import { Claims } from './claims.js';
import { appendDurably, onDisk, unfinishedPrefix, uniqueName, writeDurably } from './durable-file.js';
import type { Sweep } from './manifest.js';
import { type TaskResult, readResult, resultText } from './result.js';
import { digestOf } from './task.js';

/** How a result was obtained. It differs from run to run, and is therefore kept beside the result. */
export interface Provenance {
  readonly host: string;
  readonly platform: string;
  readonly node: string;
  readonly processor: string;
  readonly engine: string;
  /** the time of the answer, ISO 8601 */
  readonly finished: string;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** largest memory of the worker while it computed the task, in bytes; 0 where the system does not say it */
  readonly peakBytes: number;
  /** the job of Slurm, with the number in its array */
  readonly job?: string;
  /** SHA-256 of the file of the result; empty where the task failed */
  readonly result: string;
}

/** The measured costs of a task. */
export type TaskCosts = Pick<Provenance, 'wallSeconds' | 'cpuSeconds' | 'peakBytes'>;

/** The state of a task in a store. */
type TaskState =
  | { readonly kind: 'done'; readonly result: TaskResult }
  | { readonly kind: 'failed'; readonly result: TaskResult }
  | { readonly kind: 'missing'; readonly corrupt?: string };

/** The file by which a folder is recognised as a store. */
const marker = 'store.json';
const markerText = `${JSON.stringify({ 'spinlaw-store': 1 })}\n`;

/** The copy of the manifest in its store. */
export const storedManifest = 'manifest.json';

/** The manifest of a submission to Slurm in its store: `sweep slurm` may later be given another one. */
export const submittedManifest = (number: number): string => `slurm/manifest-${number}.json`;

/** The store that keeps this manifest, to which the paths of its programs are relative; undefined for any other file. */
export function storeOfManifest(file: string): string | undefined {
  const folder = dirname(file);
  if (basename(file) === storedManifest) return SweepStore.isAt(folder) ? folder : undefined;
  const isSubmitted = /(?:^|\/)slurm\/manifest-\d+\.json$/u.test(file);
  return isSubmitted && SweepStore.isAt(dirname(folder)) ? dirname(folder) : undefined;
}

/** A file that a process left unfinished is removed when it is older than this, in milliseconds. */
const unfinishedLife = 3_600_000;

/**
 * A folder of results by the keys of their tasks.
 *
 *     results/ab/<key>.json       the answer of a task, the same whoever computed it
 *     provenance/ab/<key>.jsonl   one line for each time it was computed
 *     failed/ab/<key>.json        a task that failed for reasons that may pass: memory, time, a killed process
 *     corrupt/                    results that were damaged, moved aside
 *     claims/                     tasks that are being computed
 *     programs/                   the texts of scripts, by their digests
 *     cache/                      spectra and matrix elements, which may be removed at any time
 *     slurm/                      of each submission the manifest, the points of its tasks, its scripts and its jobs
 */
export class SweepStore {
  readonly claims: Claims;

  private constructor(readonly folder: string) {
    this.claims = new Claims(join(folder, 'claims'));
  }

  /** Is this folder a store? */
  static isAt(folder: string): boolean {
    return existsSync(join(folder, marker));
  }

  /**
   * The store in a folder.
   *
   * @diagnostic `not-a-store`
   */
  static open(folder: string): SweepStore {
    if (SweepStore.isAt(folder)) return new SweepStore(folder);
    return refuse('not-a-store', `${folder} is not the store of a sweep`, {
      hint: 'give the manifest, or the folder that sweep plan or sweep run made for it',
    });
  }

  /**
   * The store in a folder, which is made if it is missing or empty.
   *
   * @diagnostic `not-a-store` for a folder with other files, `unwritable`, `disk-full`
   */
  static make(folder: string): SweepStore {
    const names = unlessRefused<readonly string[]>(
      () => readdirSync(folder),
      (code) => {
        if (code === 'ENOENT') return [];
        return refuse('unwritable', `${folder} cannot be read (${code})`, {
          hint: 'give another folder, as in --store results',
        });
      },
    );
    if (!names.includes(marker)) {
      if (names.some((name) => !name.startsWith(unfinishedPrefix)))
        refuse('not-a-store', `${folder} has files that are not those of a store`, {
          hint: 'give an empty folder or none, as in --store results',
        });
      writeDurably(join(folder, marker), markerText);
    }
    return new SweepStore(folder);
  }

  /**
   * Keeps the manifest and its programs, so that the folder can be moved to another machine.
   *
   * @diagnostic `disk-full`, `unwritable`
   */
  keep(
    { programs, storedText }: Pick<Sweep, 'programs' | 'storedText'>,
    { manifest = true }: { readonly manifest?: boolean } = {},
  ): void {
    for (const [path, { text }] of programs) {
      const file = join(this.folder, path);
      if (readIfThere(file) !== text) writeDurably(file, text);
    }
    const file = join(this.folder, storedManifest);
    if (manifest && readIfThere(file) !== storedText) writeDurably(file, storedText);
  }

  private pathOf(kind: 'results' | 'provenance' | 'failed', key: string): string {
    return join(this.folder, kind, key.slice(0, 2), `${key}.${kind === 'provenance' ? 'jsonl' : 'json'}`);
  }

  /** Does the store have a result of this name? Its content is not examined. */
  has(key: string): boolean {
    return existsSync(this.pathOf('results', key));
  }

  /**
   * The state of a task. A result that is damaged is moved aside, and counts as missing.
   *
   * @diagnostic `unreadable`
   */
  state(key: string): TaskState {
    const found = this.read('results', key);
    if (found && 'task' in found) return { kind: 'done', result: found };
    const failed = this.read('failed', key);
    if (failed && 'task' in failed) return { kind: 'failed', result: failed };
    return { kind: 'missing', ...(found && 'corrupt' in found && { corrupt: found.corrupt }) };
  }

  private read(kind: 'results' | 'failed', key: string): TaskResult | { readonly corrupt: string } | undefined {
    const path = this.pathOf(kind, key);
    const text = readIfThere(path);
    if (text === undefined) return undefined;
    const found = readResult(text, key);
    if ('corrupt' in found) this.moveAside(path, key);
    return found;
  }

  private moveAside(path: string, key: string): void {
    onDisk(path, () => {
      const folder = join(this.folder, 'corrupt');
      mkdirSync(folder, { recursive: true });
      unlessRefused(
        () => renameSync(path, join(folder, `${key}-${uniqueName()}.json`)),
        (code) => {
          // Another process has moved it.
          if (code !== 'ENOENT') throw Object.assign(new Error(`${path}: ${code}`), { code });
        },
      );
    });
  }

  /**
   * Stores the answer of a task, first how it was obtained, then the result.
   *
   * @param fails  whether the reason of a failure may pass: then the task can be computed again
   * @diagnostic `disk-full`, `unwritable`
   */
  put(key: string, result: TaskResult, costs: TaskCosts, { fails }: { readonly fails: boolean }): void {
    const text = resultText(result);
    const { SLURM_JOB_ID: job, SLURM_ARRAY_JOB_ID: array, SLURM_ARRAY_TASK_ID: number } = process.env;
    const provenance: Provenance = {
      host: hostname(),
      platform: `${platform()} ${arch()}`,
      node: process.version,
      processor: cpus()[0]?.model.trim() ?? '',
      engine: result.task.engine,
      finished: new Date().toISOString(),
      ...costs,
      ...(job !== undefined && { job: array === undefined ? job : `${array}_${number}` }),
      result: fails ? '' : digestOf(text),
    };
    appendDurably(this.pathOf('provenance', key), JSON.stringify(provenance));
    writeDurably(this.pathOf(fails ? 'failed' : 'results', key), text);
    if (!fails) rmSync(this.pathOf('failed', key), { force: true });
  }

  /** How the result of a task was obtained, each time that it was computed. */
  provenance(key: string): Provenance[] {
    const text = readIfThere(this.pathOf('provenance', key)) ?? '';
    return text.split('\n').flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as Provenance];
      } catch (error) {
        // A line that a killed process did not finish.
        if (!(error instanceof SyntaxError)) throw error;
        return [];
      }
    });
  }

  /** A digest of all results of these tasks, and the digest of each file: what two stores with the same results share. */
  digest(keys: readonly string[]): string {
    return digestOf(keys.map((key) => `${key} ${digestOf(readIfThere(this.pathOf('results', key)) ?? '')}`).join('\n'));
  }

  /** Removes the claims of processes that have died, and files that killed processes left unfinished long ago. */
  tidy(now = Date.now()): void {
    this.claims.clear();
    for (const kind of ['results', 'provenance', 'failed', 'programs', 'claims', 'cache']) {
      const folder = join(this.folder, kind);
      for (const name of unlessRefused<string[]>(
        () => readdirSync(folder, { recursive: true, encoding: 'utf8' }),
        () => [],
      )) {
        const base = name.split('/').at(-1)!;
        if (!base.startsWith('.')) continue;
        const path = join(folder, name);
        unlessRefused(
          () => {
            if (now - statSync(path).mtimeMs > unfinishedLife) rmSync(path, { force: true });
          },
          () => undefined,
        );
      }
    }
  }
}

/**
 * The text of a file; undefined if it is missing.
 *
 * @diagnostic `unreadable`
 */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    if (code === 'ENOENT') return undefined;
    return refuse('unreadable', `${path} cannot be read (${code})`);
  }
}
