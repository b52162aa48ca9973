import { describe, expect, test } from 'vitest';
import { gasModelOf as modelOfStatement } from '../../src/models/gas-model.js';
import { Session } from '../../src/session/index.js';
import { gasModelAt, kinds, modelLine, undriven } from '../../src/laws/cases/gas-models.js';
import { checkLaw } from '../../src/law/index.js';
import { findLaw } from '../../src/laws/index.js';

/** The numbers of a model; a quotient of integers may miss a decimal by a unit in the last place. */
const digits = (x: number): number => Number(x.toPrecision(15)) + 0;
const numbers = (a: ReturnType<typeof gasModelAt>): unknown => ({
  ...a,
  hamiltonian: [...a.hamiltonian].map(([k, m]) => [k, [...m.re].map(digits), [...m.im].map(digits)]),
  scatterers: a.scatterers.map((s) => [
    s.position,
    [...s.coupling].map(([k, m]) => [k, [...m.re].map(digits), [...m.im].map(digits)]),
  ]),
});

test.each(kinds)('the line of a witness is the model: %s', (model) => {
  for (const driven of [true, false]) {
    const made = gasModelAt({ model, lambda: 0.37, omega: 1.7, phase: -1.23 });
    const wanted = driven ? made : undriven(made);
    const session = new Session();
    for (const outcome of session.run({ name: '<line>', text: modelLine(wanted) }))
      expect(outcome.kind === 'error' ? outcome.diagnostic.message : '').toBe('');
    const [declared] = session.models;
    if (declared?.role !== 'gas') throw new Error('no gas');
    expect(numbers(modelOfStatement(declared))).toEqual(numbers(wanted));
  }
});

describe('what the thermalization conditions cannot see is seen elsewhere', () => {
  const seen = findLaw('gas.rotating-frame')!.mutants.find((m) => m.name.startsWith('the kernel'))!;
  const thermalization = findLaw('gas.thermalization')!;

  test('the wrong kernel obeys them', () => {
    expect(checkLaw(thermalization, { change: (c) => seen.breaks(c), cases: 1 }).verdict.kind).toBe('holds');
  });

  test('so does a unitary S-matrix with it', () => {
    expect(checkLaw(findLaw('gas.unitarity')!, { change: (c) => seen.breaks(c), cases: 3 }).verdict.kind).toBe('holds');
  });

  test('the power does not see transposed rates', () => {
    const transposed = thermalization.mutants.find((m) => m.name === 'Γ is transposed')!;
    expect(checkLaw(findLaw('gas.second-law')!, { change: (c) => transposed.breaks(c), cases: 2 }).verdict.kind).toBe(
      'holds',
    );
  });
});

test('the false statements show their witnesses', () => {
  for (const id of [
    'gas.boltzmann-to-first-order',
    'gas.power-law',
    'gas.zero-temperature-rates',
    'gas.detailed-balance-with-flux',
  ]) {
    const { verdict, green } = checkLaw(findLaw(id)!, { cases: 1 });
    expect(green).toBe(true);
    if (verdict.kind !== 'fails') throw new Error(id);
    expect(verdict.witness.line).toMatch(/gas .*δ\(x\)/u);
  }
});
