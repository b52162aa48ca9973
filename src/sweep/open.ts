import { basename, dirname, join, resolve } from 'node:path';
import { refuse } from '../text/index.js';
import { readTextFile } from '../text/file.js';
import type { SweepCommand } from './engine.js';
import { checkTasks } from './check-tasks.js';
import { type Sweep, readManifest } from './manifest.js';
import { SweepStore, storeOfManifest, storedManifest } from './store.js';

/** A sweep and the store of its results. */
export interface OpenSweep {
  readonly sweep: Sweep;
  readonly store: SweepStore;
}

/**
 * The sweep of a manifest, or of the manifest that a store holds, with its store, which is made if there is none. Every
 * task is checked before anything runs.
 *
 * @param store  the folder of results; by default `NAME.sweep` beside NAME.json
 * @diagnostic those of `readManifest`, `checkTasks` and `SweepStore.make`; `not-a-store`
 */
export function openSweep(path: string, commands: readonly SweepCommand[], store?: string): OpenSweep {
  const found = sweepAt(path, commands, store);
  checkTasks(found.sweep);
  const opened = SweepStore.make(found.folder);
  opened.claims.clear();
  opened.keep(found.sweep, { manifest: !found.isKept });
  return { sweep: found.sweep, store: opened };
}

/**
 * The sweep of a manifest, or of a store, to read its results. Nothing is written, but what processes that have died left
 * among the claims is removed.
 *
 * @diagnostic those of `readManifest`; `not-a-store`
 */
export function existingSweep(path: string, commands: readonly SweepCommand[], store?: string): OpenSweep {
  const { sweep, folder } = sweepAt(path, commands, store);
  const opened = SweepStore.open(folder);
  opened.claims.clear();
  return { sweep, store: opened };
}

/**
 * The sweep of a manifest or of a store, with the folder of its store, which may not exist yet. Nothing is written.
 *
 * @diagnostic those of `readManifest` and `checkTasks`
 */
export function previewSweep(
  path: string,
  commands: readonly SweepCommand[],
  store?: string,
): { readonly sweep: Sweep; readonly folder: string; readonly store: SweepStore | undefined } {
  const found = sweepAt(path, commands, store);
  checkTasks(found.sweep);
  const { sweep, folder } = found;
  return { sweep, folder, store: SweepStore.isAt(folder) ? SweepStore.open(folder) : undefined };
}

function sweepAt(
  path: string,
  commands: readonly SweepCommand[],
  given: string | undefined,
): {
  readonly sweep: Sweep;
  readonly folder: string;
  /** whether the manifest is one that the store has */
  readonly isKept: boolean;
} {
  const isStore = SweepStore.isAt(path);
  const file = isStore ? join(path, storedManifest) : path;
  const text = readTextFile(file, file);
  const own = storeOfManifest(file);
  const sweep = readManifest({ name: file, text }, own ?? dirname(file), commands);
  if (isStore && given !== undefined && resolve(given) !== resolve(path))
    refuse('option-alone', `${path} is itself a store, so --store has no meaning beside it`, {
      hint: `leave out --store ${given}`,
    });
  const beside = join(dirname(file), `${basename(file).replace(/(?:\.sweep)?\.json$/u, '')}.sweep`);
  const folder = resolve(given ?? own ?? beside);
  return { sweep, folder, isKept: own !== undefined && resolve(own) === folder };
}
