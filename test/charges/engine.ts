import { asGaussian, coefficientText, fromNumber, rational } from '../../src/exact/index.js';
import type { Rational } from '../../src/exact/index.js';
import { type Charge, conservedCharges, findModel } from '../../src/charges/index.js';
import { type Operator, isUniform, lettersOf, substituteOperator } from '../../src/spin/index.js';
import type { Sum } from './reference.js';

export function chargesOf(hamiltonian: Operator, upto: number, maxWords?: number): Charge[] {
  return [...conservedCharges(hamiltonian, { upto, ...(maxWords !== undefined && { maxWords }) }).charges];
}

export function hamiltonian(name: string, withField = false): Operator {
  return findModel(name)!.hamiltonian({ field: withField });
}

/** Numbers for parameters. */
export function at(operator: Operator, values: Readonly<Record<string, Rational | number>>): Operator {
  const entries = Object.entries(values).map(
    ([k, v]) => [k, fromNumber(typeof v === 'number' ? rational(v) : v)] as const,
  );
  return substituteOperator(operator, new Map(entries));
}

/** A numeric sum as letters → real number. */
export function sumOf(operator: Operator): Sum {
  return new Map(
    operator.terms.map((t) => {
      const { re, im, den } = asGaussian(t.coefficient)!;
      if (im !== 0 || t.place.kind !== 'chain' || !isUniform(t.place.weight)) throw new Error('not a real uniform sum');
      return [lettersOf(t.word), Number(re) / Number(den)];
    }),
  );
}

/** letters → text of the coefficient. */
export function textOf(operator: Operator): Record<string, string> {
  return Object.fromEntries(operator.terms.map((t) => [lettersOf(t.word), coefficientText(t.coefficient)]));
}

export function sorted(q: Sum): [string, number][] {
  return [...q].sort(([a], [b]) => (a < b ? -1 : 1));
}
