import { type Rational, coefficientText } from '../exact/index.js';
import { nameText, writeText } from '../language/index.js';
import { expressCoefficient } from '../meaning/index.js';
import type { Correction, Coupling, Exception } from '../perturbation/index.js';

/** The special couplings of an answer, with the answers there. */
export function exceptionsOf(c: Correction): readonly Exception[] {
  return 'exceptions' in c ? c.exceptions : [];
}

/** A multiple of π: `0`, `-π`, `2 π/3`. */
function angleText({ num, den }: Rational, pi: string): string {
  if (Number(num) === 0) return '0';
  const times = Math.abs(Number(num)) === 1 ? '' : `${Math.abs(Number(num))} `;
  return `${num < 0 ? '-' : ''}${times}${pi}${Number(den) === 1 ? '' : `/${den}`}`;
}

/** A value of a coupling in JSON; for a phase φ it is the value of φ. */
export const asciiValue = ({ value, angle }: Coupling): string =>
  angle ? angleText(angle, 'pi').replace(' ', '*') : coefficientText(value);

/** `Δ = 2 J`, as typed after `with`. */
export const couplingText = ({ name, value, angle }: Coupling): string =>
  `${nameText(name)} = ${angle ? angleText(angle, 'π') : writeText(expressCoefficient(value))}`;

/** The couplings of an exception, as typed after `with`. */
export function placeOfException({ factor, at }: Exception): string {
  return at ? at.map(couplingText).join(', ') : `${writeText(expressCoefficient(factor))} = 0`;
}
