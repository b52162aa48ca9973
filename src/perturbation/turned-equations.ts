import { negateCoefficient, oneCoefficient } from '../exact/index.js';
import { type Operator, isZeroOperator } from '../spin/index.js';
import { type SpinAxis, type ChargedStrings, pairsOf, stringsOf } from './ladder-strings.js';
import { type Motion, move } from './motion.js';
import type { Parts } from './parts.js';
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
  const lists = [
    wordEquations(move(g, hamiltonian), hamiltonian, axis, {}),
    // To the leading order the sign of a static part does not matter, nor does a phase between parts that change the
    // spin.
    wordEquations(
      move(g, parts.static),
      parts.static,
      axis,
      leading ? { own: (q) => [[`static ${Math.abs(q)}`, q < 0 ? -1 : 1]] } : {},
    ),
    ...parts.harmonics.map(({ multiple, component }, n) =>
      wordEquations(move(g, component), component, axis, {
        own: (q) => (leading ? [[`harmonic ${n} ${q}`, 1]] : [[`time 1/${multiple.den}`, Number(multiple.num)]]),
      }),
    ),
    pairEquations([move(g, parts.bath)], [parts.bath], axis, leading),
    pairEquations(
      parts.jumps.map((l) => move(g, l)),
      parts.jumps,
      axis,
      leading,
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

interface OwnPhases {
  /** further unknowns of a string of charge q */
  readonly own?: (charge: number) => readonly (readonly [string, number])[];
}

/** The equation sign · U image U† = wanted, string by string. */
export function wordEquations(
  image: Operator,
  wanted: Operator,
  axis: SpinAxis,
  own: OwnPhases,
  sign: 1 | -1 = 1,
): PhaseEquation[] | undefined {
  if (isZeroOperator(wanted)) return isZeroOperator(image) ? [] : undefined;
  return equate(stringsOf(image, axis), stringsOf(wanted, axis), own, sign);
}

function pairEquations(
  image: readonly Operator[],
  wanted: readonly Operator[],
  axis: SpinAxis,
  neutral: boolean,
): PhaseEquation[] | undefined {
  return equate(pairsOf(image, axis, neutral), pairsOf(wanted, axis, neutral), {}, 1);
}

function equate(
  image: ChargedStrings | undefined,
  wanted: ChargedStrings | undefined,
  { own }: OwnPhases,
  sign: 1 | -1,
): PhaseEquation[] | undefined {
  if (!image || !wanted || image.coefficients.size !== wanted.coefficients.size) return undefined;
  const equations: PhaseEquation[] = [];
  for (const [key, coefficient] of wanted.coefficients) {
    const from = image.coefficients.get(key);
    if (!from) return undefined;
    const [charge, first, alternating] = wanted.moments.get(key)!;
    const exponents = new Map<string, number>([
      ['γ', charge],
      ['α', first],
      ['β', alternating],
      ...(own?.(charge) ?? []),
    ]);
    equations.push({
      exponents,
      numerator: sign === 1 ? coefficient : negateCoefficient(coefficient),
      denominator: from,
    });
    // The same string two sites further along the chain.
    if (charge !== 0)
      equations.push({
        exponents: new Map([['α', 2 * charge]]),
        numerator: oneCoefficient,
        denominator: oneCoefficient,
      });
  }
  return equations;
}
