import { type Coefficient, evaluateCoefficient, refuseUnset } from '../exact/index.js';
import { limit, refuse } from '../text/index.js';

/**
 * A coefficient as a real number.
 *
 * @param what  names it in messages: `the width of the drive`
 * @diagnostic `not-real`, `unset-parameter`, `number-out-of-range`
 */
export function realNumber(value: Coefficient, what: string): number {
  const z = evaluateCoefficient(value, (name) => refuseUnset(name, `${what} depends on ${name}, which has no value`));
  if (!Number.isFinite(z.re) || !Number.isFinite(z.im))
    limit('number-out-of-range', `${what} is beyond double precision`, {
      hint: 'double precision ends at 1.8e308: take another unit',
    });
  if (z.im !== 0) refuse('not-real', `${what} is not a real number`);
  return z.re;
}
