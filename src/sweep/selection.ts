import { nameOrNone } from '../language/index.js';
import { refuse } from '../text/index.js';
import { canonicalValue } from './exact-number.js';
import type { Sweep, SweepPoint } from './manifest.js';

/** Shortest beginning of a key by which a task is named. */
const shortestKey = 4;

/**
 * The points that all selectors accept: `B=0.5` for the value of what varies, `#7` for the number of a point, or the
 * beginning of a key.
 *
 * @diagnostic `no-such-task`
 */
export function selectedPoints(
  { points, names }: Pick<Sweep, 'points' | 'names'>,
  selectors: readonly string[],
): readonly SweepPoint[] {
  const tests = selectors.map((selector) => accepting(selector, names));
  const found = points.filter((point) => tests.every((accepts) => accepts(point)));
  if (found.length > 0) return found;
  return refuse('no-such-task', `no point of the sweep has ${selectors.join(', ')}`, {
    hint: `its points have ${names.join(', ')}, as in ${exampleOf(points[0]!)}`,
  });
}

/**
 * The only point that the selectors accept.
 *
 * @diagnostic `no-such-task`
 */
export function selectedPoint(sweep: Pick<Sweep, 'points' | 'names'>, selectors: readonly string[]): SweepPoint {
  const found = selectedPoints(sweep, selectors);
  if (found.length === 1) return found[0]!;
  return refuse(
    'no-such-task',
    `${found.length} points of the sweep have ${selectors.join(', ') || 'no condition to meet'}`,
    {
      hint: `name one of them, as in ${exampleOf(found[0]!)}`,
    },
  );
}

/** The selectors that name a point. */
function exampleOf({ varied }: SweepPoint): string {
  return Object.entries(varied)
    .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join(' ') : String(value)}`)
    .join(' ');
}

function accepting(selector: string, names: readonly string[]): (point: SweepPoint) => boolean {
  const number = /^#(?<number>\d+)$/u.exec(selector)?.groups!['number'];
  if (number !== undefined) return ({ index }) => index === Number(number);
  const at = selector.indexOf('=');
  if (at > 0) {
    const typed = selector.slice(0, at).trim();
    const name = names.find((n) => n === typed) ?? names.find((n) => isSameParameter(n, typed));
    if (name === undefined)
      refuse('no-such-task', `nothing called ${typed} varies in this sweep`, { hint: `there are ${names.join(', ')}` });
    const value = canonicalValue(selector.slice(at + 1));
    return ({ varied }) => {
      const own = varied[name!];
      return (Array.isArray(own) ? own.join(' ') : String(own)) === value;
    };
  }
  if (selector.length >= shortestKey && /^[0-9a-f]+$/u.test(selector)) return ({ key }) => key.startsWith(selector);
  return refuse('no-such-task', `"${selector}" is neither name=value nor the beginning of a key`, {
    hint: 'as in B=0.5, #7 or 3fa2',
  });
}

/** Are both names of one parameter, such as Δ and Delta? */
function isSameParameter(one: string, other: string): boolean {
  const name = nameOrNone(one);
  return name !== undefined && name === nameOrNone(other);
}
