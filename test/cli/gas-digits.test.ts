import { describe, expect, test } from 'vitest';
import { spinlaw } from './run.js';

const level = 'ω = 1.1; gas 0.3 |1><1| + 0.8 cos(ω t) |1><1|, δ(x) (1.3 + 0.5 cos(ω t) - 0.2 sin(ω t)) |1><1|';
const still = 'gas 0.7 |2><2|, δ(x) (1.2 |1><1| + 0.9 |2><2| + (0.5 i |1><2| + h.c.))';

describe('gas --digits', () => {
  test('unitarity and gas (6) to more digits than a double has, as text', () => {
    const { code, json } = spinlaw(['gas', still, '--digits', '30', '--beta', '4', '--energies', '0.31,0.9', '--json']);
    expect(code).toBe(0);
    expect(json.quasienergies).toEqual(['0.00e+0', '0.7']);
    expect(json.scattering.map((s: { open: number }) => s.open)).toEqual([1, 2]);
    for (const { unitarity } of json.scattering)
      for (const u of [unitarity.columns, unitarity.rows]) expect(Number(u)).toBeLessThan(1e-30);
    const [{ laws, rates, estimatedError }] = json.results;
    expect(Number(laws.thermalization)).toBeLessThan(1e-30);
    expect(Number(estimatedError)).toBeLessThan(1e-30);
    expect(rates).toHaveLength(2);
    for (const { rate } of rates) expect(rate).toMatch(/^0\.\d{30,34}$/u);
  });

  test('too few sidebands: not to so many digits, exit 1', () => {
    const run = spinlaw(['gas', level, '--digits', '12', '--beta', '8', '--sidebands', '2']);
    expect(run.code).toBe(1);
    expect(run.err).toContain('not to 12 digits: thermalization at beta = 8');
  });

  test.each([
    ['0', 'digits-out-of-range'],
    ['ten', 'option-value'],
    ['100000', 'digits-out-of-range'],
  ])('--digits %s is refused', (digits, wanted) => {
    expect(spinlaw(['gas', still, '--digits', digits, '--json']).json.error.code).toBe(wanted);
  });

  test('what would take days is refused with the mend', () => {
    const run = spinlaw([
      'gas',
      'ω = 1; gas |2><2| + cos(ω t) (|1><2| + h.c.), δ(x) (|1><1| + |2><2| + 0.3 (|1><2| + h.c.))',
      '--digits',
      '50',
      '--beta',
      '1',
      '--json',
    ]);
    expect(run.code).toBe(3);
    expect(run.json.error).toMatchObject({ code: 'too-many-digits', hint: expect.stringContaining('--energies') });
  });
});
