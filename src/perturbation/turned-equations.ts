import { negateCoefficient, oneCoefficient } from '../exact/index.js';
import { type Operator, commonPeriod, isZeroOperator } from '../spin/index.js';
import { type SpinAxis, type ChargedStrings, type PairOptions, pairsOf, stringsOf } from './ladder-strings.js';
import { type Motion, move } from './motion.js';
import type { Parts } from './parts.js';
import { periodUnder } from './periods.js';
import { type PhaseEquation, commonTime } from './phase-equations.js';

interface Question {
  readonly hamiltonian: Operator;
  readonly parts: Parts;
  readonly order: 'all' | 'leading';
}

/** The equations that U g must obey to leave H0 and V invariant; undefined if a string has no counterpart. */
export function equationsOf(
  g: Motion,
  axis: SpinAxis,
  { hamiltonian, parts, order }: Question,
): PhaseEquation[] | undefined {
  const leading = order === 'leading';
  const period = classesUnder(hamiltonian, parts);
  const lists = [
    wordEquations(move(g, hamiltonian), hamiltonian, axis, { period }),
    // To the leading order the sign of a static part does not matter, nor does a phase between parts that change the
    // spin.
    wordEquations(move(g, parts.static), parts.static, axis, {
      period,
      ...(leading && { own: (q) => [[`static ${Math.abs(q)}`, q < 0 ? -1 : 1]] }),
    }),
    ...parts.harmonics.map(({ multiple, component }, n) =>
      wordEquations(move(g, component), component, axis, {
        period,
        own: (q) => (leading ? [[`harmonic ${n} ${q}`, 1]] : [[`time 1/${multiple.den}`, Number(multiple.num)]]),
      }),
    ),
    pairEquations([move(g, parts.bath)], [parts.bath], axis, { neutral: leading, period }),
    pairEquations(
      parts.jumps.map((l) => move(g, l)),
      parts.jumps,
      axis,
      { neutral: leading, period },
    ),
  ];
  if (lists.some((l) => l === undefined)) return undefined;
  const sign: PhaseEquation = {
    exponents: new Map([['static 0', 2]]),
    numerator: oneCoefficient,
    denominator: oneCoefficient,
  };
  // Multiples of ω with different denominators are compared in the finest unit.
  return [...commonTime(lists.flatMap((l) => l!)), sign];
}

/** Number of classes of sites whose angles may differ: two, or as many as H0 and V distinguish. */
export function classesUnder(hamiltonian: Operator, parts: Parts): number {
  return commonPeriod(2, periodUnder(hamiltonian, parts));
}

/** The unknown angles β that differ from site to site, by class. */
export function anglesOfClasses(period: number): string[] {
  return period <= 2 ? ['β'] : Array.from({ length: period - 1 }, (_, k) => `β${k + 1}`);
}

interface EquationOptions {
  /** number of classes of sites, a multiple of the periods of the operators */
  readonly period: number;
  /** further unknowns of a string of charge q */
  readonly own?: (charge: number) => readonly (readonly [string, number])[];
}

/** The equation sign · U image U† = wanted, string by string. */
export function wordEquations(
  image: Operator,
  wanted: Operator,
  axis: SpinAxis,
  { period, own }: EquationOptions,
  sign: 1 | -1 = 1,
): PhaseEquation[] | undefined {
  if (isZeroOperator(wanted)) return isZeroOperator(image) ? [] : undefined;
  return equate(stringsOf(image, axis, period), stringsOf(wanted, axis, period), { period, ...(own && { own }) }, sign);
}

function pairEquations(
  image: readonly Operator[],
  wanted: readonly Operator[],
  axis: SpinAxis,
  options: PairOptions,
): PhaseEquation[] | undefined {
  return equate(pairsOf(image, axis, options), pairsOf(wanted, axis, options), { period: options.period }, 1);
}

function equate(
  image: ChargedStrings | undefined,
  wanted: ChargedStrings | undefined,
  { period, own }: EquationOptions,
  sign: 1 | -1,
): PhaseEquation[] | undefined {
  if (!image || !wanted || image.coefficients.size !== wanted.coefficients.size) return undefined;
  const equations: PhaseEquation[] = [];
  for (const [key, coefficient] of wanted.coefficients) {
    const from = image.coefficients.get(key);
    if (!from) return undefined;
    const { charge, first, classes } = wanted.moments.get(key)!;
    const exponents = new Map<string, number>([
      ['γ', charge],
      ['α', first],
      ...(period <= 2
        ? [['β', classes[0]! - classes[1]!] as const]
        : anglesOfClasses(period).map((name, k) => [name, classes[k + 1]!] as const)),
      ...(own?.(charge) ?? []),
    ]);
    equations.push({
      exponents,
      numerator: sign === 1 ? coefficient : negateCoefficient(coefficient),
      denominator: from,
    });
    // The same string one period further along the chain.
    if (charge !== 0)
      equations.push({
        exponents: new Map([['α', period * charge]]),
        numerator: oneCoefficient,
        denominator: oneCoefficient,
      });
  }
  return equations;
}
