import { totalmem } from 'node:os';
import type { ClaimOwner } from './claim-owner.js';
import type { SweepPoint } from './manifest.js';
import type { Provenance, SweepStore } from './store.js';

/** The states of the points of a sweep, before a run. */
interface SweepSurvey {
  readonly tasks: number;
  readonly done: number;
  readonly missing: readonly SweepPoint[];
  readonly failures: readonly SweepPoint[];
  /** those among the missing and the failed that processes compute now */
  readonly running: readonly (readonly [SweepPoint, ClaimOwner])[];
  /** points whose results were damaged, with the reason; they count as missing */
  readonly corrupt: readonly (readonly [SweepPoint, string])[];
}

/** Examines the result of every point. */
export function surveySweep(points: readonly SweepPoint[], store: SweepStore): SweepSurvey {
  let done = 0;
  const [missing, failures]: [SweepPoint[], SweepPoint[]] = [[], []];
  const corrupt: [SweepPoint, string][] = [];
  for (const point of points) {
    const state = store.state(point.key);
    if (state.kind === 'done') done += 1;
    else if (state.kind === 'failed') failures.push(point);
    else {
      missing.push(point);
      if (state.corrupt !== undefined) corrupt.push([point, state.corrupt]);
    }
  }
  const active = store.claims.active();
  const running = [...missing, ...failures]
    .sort((a, b) => a.index - b.index)
    .flatMap((point) => {
      const owner = active.get(point.key);
      return owner ? [[point, owner] as const] : [];
    });
  return { tasks: points.length, done, missing, failures, running, corrupt };
}

/** The costs of one task, and of all that are left. */
interface SweepEstimate {
  /** mean time of the tasks that were measured, in seconds */
  readonly wallSeconds: number;
  /** largest memory of those, in bytes */
  readonly peakBytes: number;
  /** number of tasks that were measured */
  readonly measured: number;
  /** time for the tasks that are left, in seconds */
  readonly leftSeconds: number;
  readonly workers: number;
  /** whether so many workers fit into the memory of this machine */
  readonly fits: boolean;
}

/** Largest number of tasks whose provenance is read for an estimate. */
const mostMeasured = 200;

/**
 * An estimate from the tasks that have been computed; undefined if there are none. Tasks of one sweep may differ, so the
 * mean of all that are known is better than the first.
 */
export function estimateSweep(
  points: readonly SweepPoint[],
  store: SweepStore,
  left: number,
  workers: number,
): SweepEstimate | undefined {
  const known: Provenance[] = [];
  for (const { key } of points) {
    if (known.length >= mostMeasured) break;
    const last = store.provenance(key).at(-1);
    if (last !== undefined && last.result !== '') known.push(last);
  }
  if (known.length === 0) return undefined;
  const wallSeconds = known.reduce((sum, p) => sum + p.wallSeconds, 0) / known.length;
  const peakBytes = Math.max(...known.map((p) => p.peakBytes));
  return {
    wallSeconds,
    peakBytes,
    measured: known.length,
    leftSeconds: (wallSeconds * left) / Math.max(1, Math.min(workers, left)),
    workers,
    fits: peakBytes * Math.min(workers, Math.max(1, left)) <= totalmem(),
  };
}

/** A duration in words: `12 s`, `3.5 min`, `2.1 h`, `4.0 d`. */
export function durationWords(seconds: number): string {
  if (seconds < 10) return `${seconds.toPrecision(2)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${(seconds / 60).toFixed(1)} min`;
  return seconds < 172_800 ? `${(seconds / 3600).toFixed(1)} h` : `${(seconds / 86_400).toFixed(1)} d`;
}
