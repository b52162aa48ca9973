import { reject } from './limits.js';
import type { ExactPolynomial } from './polynomial.js';
import type { Certificate } from './read.js';
import { rationalComplexText, wordText, polynomialText, placeText } from './write.js';

/**
 * The statement of a certificate as a program of the spin language, written from what was read and from nothing else.
 * When it is pasted into spinlaw, the engine proves it independently.
 */
export function statementOf(
  { parameters, positive, nonzero, steps, claim }: Certificate,
  witness?: ExactPolynomial,
): string {
  const letter = letterFor(parameters);
  const nameOf = (n: number): string => (steps[n - 1]!.isZero ? '0' : `${letter}${n}`);
  const lines = declarations({ parameters, positive, nonzero });
  steps.forEach((step, k) => {
    if (!step.isZero) lines.push(`${nameOf(k + 1)} = ${step.text(step.of.map(nameOf))}`);
  });
  const [left, right] = [nameOf(claim.of[0]), nameOf(claim.of[1])];
  lines.push(`${claim.differ ? 'refute' : 'prove'} ${left} = ${right}`);
  if (claim.differ) {
    const { word, place, point } = claim.differ;
    const values = [...point].sort().map(([name, { re, im }]) => `${name} = ${rationalComplexText(re, im)}`);
    const written =
      place.kind === 'chain' ? `sum_j ${placeText(place)}${wordText(word, 'j')}` : wordText(word, place.site);
    lines.push(
      `# ${values.length > 0 ? `at ${values.join(', ')} ` : ''}the coefficient of ${written} in ${right === '0' ? left : `${left} - ${right}`} is ${polynomialText(witness!)}`,
    );
  }
  return lines.join('\n');
}

type Parameters = Pick<Certificate, 'parameters' | 'positive' | 'nonzero'>;

/** The letter of the names of the operators: one that no parameter has. */
export function letterFor(parameters: Parameters['parameters']): string {
  const taken = [...parameters.keys()];
  return (
    [...'AKQRTUVW'].find((l) => !taken.some((name) => new RegExp(`^${l}[0-9]`, 'u').test(name))) ??
    reject('the parameters leave no letter for the operators')
  );
}

/** The lines that declare the parameters, and what is assumed about them. */
export function declarations({ parameters, positive, nonzero }: Parameters): string[] {
  const lines: string[] = [];
  for (const domain of ['real', 'complex'] as const) {
    const names = [...parameters.keys()].filter((name) => parameters.get(name) === domain).sort();
    if (names.length > 0) lines.push(`param ${names.join(', ')} ${domain}`);
  }
  const granted = [
    ...[...positive].sort().map((name) => `${name} > 0`),
    ...[...nonzero]
      .filter((name) => !positive.has(name))
      .sort()
      .map((name) => `${name} != 0`),
  ];
  if (granted.length > 0) lines.push(`# for ${granted.join(', ')}`);
  return lines;
}
