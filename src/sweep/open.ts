import { basename, dirname, join, resolve } from 'node:path';
import { refuse } from '../text/index.js';
import { readTextFile } from '../text/file.js';
import type { SweepCommand } from './engine.js';
import { type Sweep, type SweepPoint, checkTasks, readManifest } from './manifest.js';
import { SweepStore, storedManifest } from './store.js';

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
  opened.keep(found.sweep);
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
  return { ...found, store: SweepStore.isAt(found.folder) ? SweepStore.open(found.folder) : undefined };
}

function sweepAt(
  path: string,
  commands: readonly SweepCommand[],
  given: string | undefined,
): { readonly sweep: Sweep; readonly folder: string } {
  const isStore = SweepStore.isAt(path);
  const file = isStore ? join(path, storedManifest) : path;
  const text = readTextFile(file, file);
  const within = dirname(file);
  const sweep = readManifest({ name: file, text }, within, commands);
  if (isStore && given !== undefined && resolve(given) !== resolve(path))
    refuse('option-alone', `${path} is itself a store, so --store has no meaning beside it`, {
      hint: `leave out --store ${given}`,
    });
  // The copy of a manifest inside a store belongs to this store.
  const own = SweepStore.isAt(within) && basename(file) === storedManifest ? within : undefined;
  return {
    sweep,
    folder: resolve(given ?? own ?? join(dirname(file), `${basename(file).replace(/(?:\.sweep)?\.json$/u, '')}.sweep`)),
  };
}

/**
 * The points that `--only` chooses: `3`, `1..20` or `1..4,9`, counted from 1.
 *
 * @diagnostic `option-value`
 */
export function chosenPoints(points: readonly SweepPoint[], only: string | undefined): readonly SweepPoint[] {
  if (only === undefined) return points;
  const chosen = new Set<number>();
  for (const part of only.split(',')) {
    const { from, to = from } = /^\s*(?<from>\d+)(?:\.\.(?<to>\d+))?\s*$/u.exec(part)?.groups ?? {};
    if (from === undefined || Number(from) < 1 || Number(to) < Number(from) || Number(to) > points.length)
      refuse('option-value', `--only takes numbers of points from 1 to ${points.length}, not "${part}"`, {
        hint: `as in --only 1..${Math.min(20, points.length)}`,
      });
    for (let k = Number(from); k <= Number(to); k++) chosen.add(k);
  }
  return points.filter(({ index }) => chosen.has(index));
}
