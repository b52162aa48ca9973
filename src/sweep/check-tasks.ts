import { DiagnosticError } from '../text/index.js';
import type { Sweep, SweepPoint } from './manifest.js';

/** Largest number of tasks that are prepared before any is computed. */
const mostPrepared = 40;

/**
 * Prepares the first task, the last one and some between, one at least for each set of options. An error that all of the
 * first three have is due to the manifest, as are unknown parameters and options; other errors belong to a point, and
 * are its result.
 *
 * @diagnostic those of the command
 */
export function checkTasks({ points, command, source, programs }: Sweep): void {
  const byOptions = new Map<string, SweepPoint>();
  for (const point of points) {
    const label = JSON.stringify([point.task.operands, point.task.options]);
    if (byOptions.size < mostPrepared && !byOptions.has(label)) byOptions.set(label, point);
  }
  const chosen = new Set([
    ...points.slice(0, 3),
    points[Math.floor(points.length / 2)]!,
    points.at(-1)!,
    ...byOptions.values(),
  ]);
  const errors: (DiagnosticError | undefined)[] = [];
  for (const point of chosen) {
    try {
      command.check(point.task, programs);
      errors.push(undefined);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      const { diagnostic } = error;
      // The message of a task says which it is, unless its place already shows a program.
      const located = new DiagnosticError({
        ...diagnostic,
        message: `${diagnostic.message}, at point ${point.index} of ${source.name}`,
      });
      if (ofManifest.has(diagnostic.code)) throw located;
      errors.push(located);
    }
  }
  const firsts = errors.slice(0, Math.min(3, points.length));
  const [first] = firsts;
  if (first && firsts.every((e) => e?.diagnostic.code === first.diagnostic.code)) throw first;
}

/** Errors that no value of a parameter causes. */
const ofManifest: ReadonlySet<string> = new Set([
  'unknown-parameter',
  'unknown-option',
  'option-value',
  'option-alone',
  'bad-setting',
  'reserved-name',
  'unexpected-token',
  'unexpected-end',
]);
