import { fromGaussian, gaussian, rationalText } from '../exact/index.js';
import { longestStatement, nameText, writeText } from '../language/index.js';
import { expressCoefficient } from '../meaning/index.js';
import type { Correction, Perturbation } from '../perturbation/index.js';
import { type Operator, isZeroOperator } from '../spin/index.js';
import { exceptionsOf, placeOfException } from './couplings.js';
import { type Existing, isOne, jumpText, sumText } from './perturbation.js';
import { type ReportNames, conditionIn, namesBeside } from './perturbation-names.js';
import { verdictOn } from './verdicts.js';

/** The first line of every such program, by which a file is recognised that may be overwritten. */
export const scriptHead =
  '# What V does to H0: every claim is an identity in the parameters, and spinlaw prove proves it.';

/**
 * A perturbation as a program of the language: H0, V, the charges and their corrections with the names of the report,
 * and a claim for every identity about them. `spinlaw prove` proves all of them again.
 *
 * A correction C' that is divided by a polynomial d is written as numerator and denominator, and the claim is
 * multiplied by d. For a drive every harmonic has a claim, ([H0, ·] + nω) C'_n = −[V_n, C].
 */
export function perturbationScript(p: Perturbation): string {
  const condition = conditionIn(p);
  const names = namesBeside(condition);
  const { V, H0, charge } = names;
  const lines = [scriptHead];
  const domains = [...condition.parameters, [names.ascii, 'real'] as const];
  for (const domain of ['real', 'complex', 'phase'] as const) {
    const some = domains.filter(([, is]) => is === domain).map(([name]) => nameText(name));
    if (some.length > 0) lines.push(`param ${some.join(', ')} ${domain}`);
  }
  lines.push('', `${H0} = ${sumText(p.hamiltonian)}`);
  const still = isZeroOperator(p.parts.whole);
  if (!still) lines.push(`${V} = ${sumText(p.parts.whole)}`);
  for (const l of p.parts.jumps) lines.push(`jump ${jumpText(l)}`);
  for (const c of p.charges) {
    const { index, operator, residual, correction } = c;
    const C = charge(index);
    lines.push('');
    if (!define(lines, C, operator)) continue;
    lines.push(`prove conserved-${index}: [${H0}, ${C}] = 0`);
    if (still) continue;
    if (isZeroOperator(residual)) {
      lines.push(`prove kept-${index}: [${V}, ${C}] = 0`);
      continue;
    }
    lines.push(`refute changed-${index}: [${V}, ${C}] = 0`);
    if (verdictOn(c, p) === 'energy') {
      const dC = names.correction(index);
      lines.push(
        `# ${C} becomes ${H0} + ${names.strength} ${V}, the energy`,
        `${dC} = ${V}`,
        ...claimsOf(p, names, index, dC, '1', '', ''),
      );
      continue;
    }
    writeCorrection(lines, p, names, index, correction, { suffix: '', prefix: '', label: '' });
  }
  return `${lines.join('\n')}\n`;
}

/**
 * The scope of a correction: the letters after its name, the `with …:` before its claims, and the endings of the
 * claims' names.
 */
interface Place {
  readonly suffix: string;
  readonly prefix: string;
  readonly label: string;
}

/** Statements that define a correction and prove it, including those at special couplings. */
function writeCorrection(
  lines: string[],
  p: Perturbation,
  names: ReportNames,
  index: number,
  correction: Correction,
  place: Place,
): void {
  const { V, charge } = names;
  const where = place.prefix === '' ? '' : `${place.prefix.replace(/^with /u, 'at ').replace(/: $/u, '')}: `;
  switch (correction.kind) {
    case 'unneeded':
      lines.push(`${place.prefix}prove kept-${index}${place.label}: [${V}, ${charge(index)}] = 0`);
      break;
    case 'none':
      lines.push(
        `# ${where}no correction of up to ${correction.range} sites${correction.generic.length > 0 ? ` for generic ${correction.generic.map(nameText).join(', ')}` : ''}`,
      );
      break;
    case 'undecided':
      lines.push(`# ${where}no correction of up to ${correction.range} sites is known: ${correction.because}`);
      break;
    default:
      writeExisting(lines, p, names, index, correction, place);
  }
  exceptionsOf(correction).forEach((e, k) => {
    if (!e.at || !e.there) {
      lines.push(`# not decided where ${placeOfException(e)}`);
      return;
    }
    const letter = String.fromCodePoint('a'.codePointAt(0)! + k);
    writeCorrection(lines, p, names, index, e.there, {
      suffix: `${place.suffix}${letter}`,
      prefix: `${place.prefix}with ${placeOfException(e)}: `,
      label: `${place.label}-${letter}`,
    });
  });
}

function writeExisting(
  lines: string[],
  p: Perturbation,
  names: ReportNames,
  index: number,
  correction: Existing,
  { suffix, prefix, label }: Place,
): void {
  if (isOne(correction)) {
    const dC = names.correction(index, suffix);
    if (define(lines, dC, correction.operator)) lines.push(...claimsOf(p, names, index, dC, '1', prefix, label));
    return;
  }
  const [numerator, denominator] = [names.numerator(index, suffix), names.denominator(index, suffix)];
  lines.push(
    `# ${names.correction(index, suffix)} = ${numerator} / ${denominator}, for all couplings at which ${denominator} does not vanish`,
  );
  lines.push(`${denominator} = ${writeText(expressCoefficient(correction.denominator))}`);
  if (define(lines, numerator, correction.operator))
    lines.push(...claimsOf(p, names, index, numerator, denominator, prefix, label));
}

/** Is the definition short enough for a statement? A note takes its place otherwise. */
function define(lines: string[], name: string, operator: Operator): boolean {
  const statement = `${name} = ${sumText(operator)}`;
  if (statement.length <= longestStatement) {
    lines.push(statement);
    return true;
  }
  lines.push(`# ${name}: ${operator.terms.length} Pauli strings, too long for a statement`);
  return false;
}

/** The equation that a correction solves, and the identity in the strength of V that follows from it. */
function claimsOf(
  { parts }: Perturbation,
  { V, H0, ascii, charge }: ReportNames,
  index: number,
  dC: string,
  denominator: string,
  prefix: string,
  label: string,
): string[] {
  const C = charge(index);
  const times = denominator === '1' ? '' : `${denominator} `;
  if (parts.harmonics.length === 0) {
    return [
      `${prefix}prove correction-${index}${label}: [${H0}, ${dC}] = -${times}[${V}, ${C}]`,
      // d (C + ε C') for C' = numerator / d.
      `${prefix}prove nearly-${index}${label}: [${H0} + ${ascii} ${V}, ${times}${C} + ${ascii} ${dC}] = ${ascii}^2 [${V}, ${dC}]`,
    ];
  }
  const frequency = writeText(expressCoefficient(fromGaussian(gaussian(1), parts.frequency)));
  const harmonics = parts.harmonics
    .filter(({ multiple }) => multiple.den === 1)
    .map(({ multiple }) => rationalText(multiple));
  const skipped = parts.harmonics.length - harmonics.length;
  return [
    ...['0', ...harmonics].map((n) => {
      const [part, component] = [`fourier(${dC}, ${n})`, `fourier(${V}, ${n})`];
      const shift = n === '0' ? '' : ` + ${n === '1' ? '' : `${n} `}${frequency} ${part}`;
      return `${prefix}prove correction-${index}${label}-${n}: [${H0}, ${part}]${shift} = -${times}[${component}, ${C}]`;
    }),
    ...(skipped > 0 ? [`# ${skipped} harmonics are no multiples of ${frequency}, and have no claim`] : []),
  ];
}
