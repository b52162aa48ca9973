import { refuse } from '../text/index.js';
import type { SweepPoint } from './manifest.js';

/** Numbers of points as text for --only: `1..4,9`. */
export function pointRanges(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let k = 0; k < numbers.length; ) {
    let end = k;
    while (end + 1 < numbers.length && numbers[end + 1] === numbers[end]! + 1) end += 1;
    parts.push(end === k ? String(numbers[k]) : `${numbers[k]}..${numbers[end]}`);
    k = end + 1;
  }
  return parts.join(',');
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
