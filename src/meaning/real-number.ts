import { type Coefficient, evaluateCoefficient } from '../exact/index.js';
import { refuse } from '../text/index.js';

/**
 * A coefficient as a real number.
 *
 * @param what  names it in messages: `the width of the drive`
 * @diagnostic `not-real`, `unset-parameter`
 */
export function realNumber(value: Coefficient, what: string): number {
  const z = evaluateCoefficient(value, (name) =>
    refuse('unset-parameter', `${what} depends on ${name}, which has no value`, {
      hint: `give it one: --set ${name}=…`,
    }),
  );
  if (z.im !== 0) refuse('not-real', `${what} is not a real number`);
  return z.re;
}
