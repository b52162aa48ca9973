import { describe, expect, test } from 'vitest';
import { conservedCharges, findModel, models } from '../../src/charges/index.js';
import { equalOperators } from '../../src/spin/index.js';
import { operator, terms } from './program.js';

// (S'_j×S''_<j+1>)·S'_<j+2> = Σ ε_abc √λ_a √(λ_z/λ_b) √λ_c S^a S^b S^c with λ_x = λ_y = 1 and λ_z = Δ/J: the power of
// Δ/J is (e_a + 1 − e_b + e_c)/2 with e = 1 for z. Expanded here by hand; S^a S^b S^c = σσσ/8.
function expansion(prefix: string, suffix: string, power = 0): Record<string, string> {
  const e = (axis: string): number => (axis === 'Z' ? 1 : 0);
  const found: Record<string, string> = {};
  for (const [word, sign] of [
    ['XYZ', ''],
    ['YZX', ''],
    ['ZXY', ''],
    ['XZY', '-'],
    ['ZYX', '-'],
    ['YXZ', '-'],
  ] as const) {
    const [a, b, c] = [...word] as [string, string, string];
    const exponent = (e(a) + 1 - e(b) + e(c)) / 2;
    const inJ = power - exponent;
    const factors = [
      `${sign}1/8`,
      ...(exponent === 1 && inJ > 0 ? ['Delta', 'J'] : exponent === 1 ? ['Delta'] : []),
      ...(exponent === 0 && inJ > 0 ? ['J^2'] : []),
      ...(inJ < 0 ? ['J^-1'] : []),
    ];
    expect([0, 1]).toContain(exponent);
    found[`${prefix}${word}${suffix}`] = factors.join('*');
  }
  return found;
}

describe('the expression every reader writes first', () => {
  const example = "(S'_j×S''_<j+1>)·S'_<j+2>";

  test('alone it is the density at j = 0', () => {
    expect(terms(example)).toEqual(expansion('', '@0'));
  });

  test('summed over the chain, and times J²: no roots are left', () => {
    expect(terms(`sum_j ${example}`)).toEqual(expansion('Σ ', ''));
    expect(terms(`J^2 sum_j ${example}`)).toEqual(expansion('Σ ', '', 2));
  });

  test('it is the third charge of the XXZ chain, chain (16)', () => {
    const charges = conservedCharges(findModel('xxz')!.hamiltonian(), { upto: 3 }).charges;
    expect(equalOperators(operator(`J^2 sum_j ${example}`), charges[1]!.operator())).toBe(true);
  });
});

describe('the models', () => {
  test.each(models.map((m) => [m.name, m] as const))('%s is what its expression says', (_, model) => {
    expect(equalOperators(operator(model.expression), model.hamiltonian())).toBe(true);
    expect(equalOperators(operator(`${model.expression} ${model.field}`), model.hamiltonian({ field: true }))).toBe(
      true,
    );
  });
});
