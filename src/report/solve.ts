import { type Coefficient, coefficientText } from '../exact/index.js';
import { nameText, writeText } from '../language/index.js';
import { expressCoefficient } from '../meaning/index.js';
import type { AffineEquation, AffineSolution, Fraction, SolveResult, SpecialAnswer } from '../proof/index.js';
import { placeOf, visibleOnOneLine } from '../text/index.js';
import { allValuesText } from './conditions.js';
import { asciiValue, couplingText } from './couplings.js';
import { inWords } from './verdicts.js';

/** The solutions of an equation, or of an equation at special couplings. */
export interface SolutionDocument {
  /** whether there are values of the unknowns at which the two sides are equal */
  solved: boolean;
  /** the unknowns that are determined; their values may contain those that are free */
  values: { name: string; value: string }[];
  /** unknowns that may have any value */
  free: string[];
  /** the answer holds where none of these vanishes */
  nonzero: string[];
  /** the answers where one of them vanishes; without `solution` the equation was not solved there */
  special: { factor: string; at?: Record<string, string>; solution?: SolutionDocument }[];
  /** where there is no solution: an equation that contradicts the others, and its value where they hold */
  contradiction?: { string: string; equation: string; rest: string };
}

/** A `solve` statement in the documents of `prove --json` and `run --json`. */
export interface SolveDocument extends SolutionDocument {
  file: string;
  line: number;
  unknowns: string[];
  /** number of coefficients that had to vanish */
  equations: number;
  seconds: number;
  /** assumptions about the parameters: `J > 0`, `Delta != 0` */
  assumptions: string[];
  parameters: string[];
  /** where real unknowns have no solution, the complex ones that have */
  complex?: SolutionDocument;
}

export function solveDocument(solved: SolveResult): SolveDocument {
  return {
    file: solved.span.source.name,
    line: placeOf(solved.span).line,
    unknowns: [...solved.unknowns],
    ...solutionDocument(solved.solution, solved.unknowns),
    equations: solved.equations,
    seconds: solved.seconds,
    assumptions: [...solved.assumptions],
    parameters: [...solved.parameters.keys()],
    ...(solved.complexSolution && { complex: solutionDocument(solved.complexSolution, solved.unknowns) }),
  };
}

function solutionDocument(solution: AffineSolution, unknowns: readonly string[]): SolutionDocument {
  const { nonzero, answers } = solution.special;
  return {
    solved: solution.kind === 'solved',
    values:
      solution.kind === 'solved'
        ? [...solution.values].map(([k, value]) => ({
            name: unknowns[k]!,
            value: fractionText(value, coefficientText),
          }))
        : [],
    free: solution.kind === 'solved' ? solution.free.map((k) => unknowns[k]!) : [],
    nonzero: nonzero.map(coefficientText),
    special: answers.map(({ factor, at, solution: there }) => ({
      factor: coefficientText(factor),
      ...(at && { at: Object.fromEntries(at.map((c) => [c.name, asciiValue(c)])) }),
      ...(there && { solution: solutionDocument(there, unknowns) }),
    })),
    ...(solution.kind === 'none' && {
      contradiction: {
        string: solution.equation.label,
        equation: `${equationText(solution.equation, unknowns, coefficientText)} = 0`,
        rest: coefficientText(solution.rest),
      },
    }),
  };
}

type Writer = (c: Coefficient) => string;
const shown: Writer = (c) => writeText(expressCoefficient(c));

function fractionText({ numerator, denominator }: Fraction, write: Writer): string {
  const bottom = write(denominator);
  if (bottom === '1') return write(numerator);
  return `${numerator.terms.length > 1 ? `(${write(numerator)})` : write(numerator)}/(${bottom})`;
}

function equationText({ factors, constant }: AffineEquation, unknowns: readonly string[], write: Writer): string {
  const parts = [...factors].map(([k, c]) => {
    const name = write === shown ? nameText(unknowns[k]!) : unknowns[k]!;
    const factor = write(c);
    // A complex number is a sum of one term.
    return / [+-] /u.test(factor)
      ? `(${factor}) ${name}`
      : factor === '1'
        ? name
        : factor === '-1'
          ? `-${name}`
          : `${factor} ${name}`;
  });
  if (constant.terms.length > 0 || parts.length === 0) parts.push(write(constant));
  return parts.join(' + ').replaceAll('+ -', '- ');
}

/** Largest number of characters of the values on one line. */
const longestLine = 60;
/** Largest number of lines about special couplings. */
const mostLines = 12;

/** The lines for a `solve` statement; the first begins with its verdict. */
export function solveLines(solved: SolveResult): string[] {
  const { unknowns, solution } = solved;
  const { line } = placeOf(solved.span);
  const where = `${solved.equations} ${solved.equations === 1 ? 'equation' : 'equations'}, ${(1000 * solved.seconds).toFixed(1)} ms  ${visibleOnOneLine(solved.span.source.name)}:${line}`;
  const values = valuesOf(solution, unknowns);
  const short = values.join(', ').length <= longestLine;
  const head =
    solution.kind === 'solved'
      ? `solved   ${short ? values.join(', ') : `${values.length} values`}`
      : `unsolved no solution for ${inWords(unknowns.map(nameText))}`;
  return [`${head.padEnd(53)}  ${where}`, ...(short ? [] : values), ...remarksOn(solved)].map((text, k) =>
    k === 0 ? text : `         ${text}`,
  );
}

/** The answer of a `solve` statement in a dialogue: its values first, and what holds for them below. */
export function solveParts(solved: SolveResult): {
  readonly values: readonly string[];
  readonly remarks: readonly string[];
} {
  const { unknowns, solution } = solved;
  return {
    values:
      solution.kind === 'solved'
        ? valuesOf(solution, unknowns)
        : [`no solution for ${inWords(unknowns.map(nameText))}`],
    remarks: remarksOn(solved),
  };
}

function remarksOn(solved: SolveResult): string[] {
  const { unknowns, solution, complexSolution, parameters } = solved;
  const nonzero = solution.special.nonzero.map((f) => `${coefficientText(f)} != 0`);
  const assumptions = [...new Set([...solved.assumptions, ...nonzero])];
  const special = [...new Set(specialLines(solution.special.answers, unknowns))];
  return [
    ...(parameters.size > 0 ? [`for ${allValuesText({ parameters, assumptions })}`] : []),
    ...(solution.kind === 'none' ? [contradictionText(solution, unknowns)] : []),
    ...(complexSolution ? [`complex unknowns would solve it: ${valuesOf(complexSolution, unknowns).join(', ')}`] : []),
    ...special.slice(0, mostLines),
    ...(special.length > mostLines
      ? [`… ${special.length - mostLines} more special couplings; --json lists them`]
      : []),
  ];
}

/** `a = 1/2 J`, `b is free` */
function valuesOf(solution: AffineSolution, unknowns: readonly string[]): string[] {
  if (solution.kind === 'none') return ['there is no solution'];
  const known = [...solution.values].map(([k, value]) => `${nameText(unknowns[k]!)} = ${fractionText(value, shown)}`);
  const free = solution.free.map((k) => nameText(unknowns[k]!));
  return free.length === 0 ? known : [...known, `${inWords(free)} ${free.length === 1 ? 'is' : 'are'} free`];
}

function contradictionText(
  { equation, rest }: Extract<AffineSolution, { kind: 'none' }>,
  unknowns: readonly string[],
): string {
  const text = `the coefficient of ${equation.label}: ${equationText(equation, unknowns, shown)} = 0`;
  return equation.factors.size === 0
    ? `${text}, whatever the unknowns are`
    : `${text} contradicts the others, with which it becomes ${shown(rest)} = 0`;
}

/** The answers at special couplings, one line each: `at Δ = 0: b is free`. */
function specialLines(
  answers: readonly SpecialAnswer[],
  unknowns: readonly string[],
  above: readonly string[] = [],
): string[] {
  return answers.flatMap(({ factor, at, solution }) => {
    const place = [...above, ...(at ? at.map(couplingText) : [`${shown(factor)} = 0`])];
    if (!solution) return [`at ${inWords(place)}: not solved`];
    // The same couplings may be reached one after another in both orders.
    const here = `at ${inWords([...place].sort())}: ${valuesOf(solution, unknowns).join(', ')}`;
    return [here, ...specialLines(solution.special.answers, unknowns, place)];
  });
}
