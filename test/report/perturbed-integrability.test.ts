import { describe, expect, test } from 'vitest';
import { integrabilityOf } from '../../src/integrability/index.js';
import { perturb } from '../../src/perturbation/index.js';
import { perturbedIntegrability } from '../../src/report/perturbed-integrability.js';
import { operator } from '../meaning/program.js';

const document = (v: string, h: string, seconds?: number) =>
  perturbedIntegrability(perturb(operator(v), operator(h), { upto: 2 }), seconds)?.document;

describe('the integrability of H0 under V', () => {
  test.each([
    // a field along any one axis commutes with the isotropic chain
    ['sum_j Sx_j', 'sum_j J S_j·S_<j+1>', 'integrable', 'boost', []],
    // Shiraishi, J. Stat. Phys. 191, 114 (2024): no charge for J2 ≠ 0; at J = 0 there are two Heisenberg chains
    ['sum_j S_j·S_<j+2>', 'sum_j J S_j·S_<j+1>', 'not-integrable', null, ['ε = 0', 'J = 0']],
    ['g sum_j S_j·S_<j+2>', 'sum_j S_j·S_<j+1>', 'not-integrable', null, ['g = 0']],
    ['sum_j (-1)^j Sz_j', 'sum_j S_j·S_<j+1>', 'not-integrable', null, ['ε = 0']],
    // a transverse field keeps free fermions, and one along the axis of a transverse Ising chain does not
    ['sum_j Z_j', 'sum_j X_j X_<j+1>', 'integrable', 'free fermions', []],
    ['sum_j X_j', 'sum_j X_j X_<j+1> + g Z_j', 'not-integrable-by-literature', null, []],
  ] as const)('V = %s, H0 = %s: %s', (v, h, verdict, construction, where) => {
    const found = document(v, h)!;
    expect(found).toMatchObject({ verdict, construction });
    expect(found.exceptional.map((e) => e.where).toSorted()).toEqual([...where].toSorted());
  });

  test('it is the verdict on the sum, with the strength as a symbol', () => {
    for (const [v, h, sum] of [
      [
        'sum_j X_j',
        'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1>',
        'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1> + g X_j',
      ],
      ['sum_j Z_j', 'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1>', 'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + g Z_j'],
    ] as const)
      expect(document(v, h)!.verdict).toBe(integrabilityOf(operator(sum)).verdict.kind);
  });

  test('its strength is a name of its own, or the coupling to which V is proportional', () => {
    expect(document('sum_j Z_j', 'sum_j eps X_j X_<j+1>')!.strength).toBe('eta');
    expect(document('g sum_j Z_j + 2 Y_j', 'sum_j X_j X_<j+1>')!.strength).toBe('g');
    expect(document('sum_j g Z_j + k Y_j', 'sum_j X_j X_<j+1>')!.strength).toBe('eps');
    expect(document('J sum_j Z_j', 'sum_j J X_j X_<j+1>')!.strength).toBe('eps');
  });

  test('drives and baths have no verdict', () => {
    const xxx = 'sum_j S_j·S_<j+1>';
    expect(document('sum_j Sx_j cos(ω t)', xxx)).toBeUndefined();
    expect(document('sum_j Sx_j (a_j + a†_j)', xxx)).toBeUndefined();
  });

  test('without time it is undecided, and says why', () => {
    const found = document('sum_j S_j·S_<j+2>', 'sum_j J S_j·S_<j+1>', 0)!;
    expect(found).toMatchObject({ verdict: 'undecided', exceptional: [], exceptionalComplete: false });
    expect(found.text).toMatch(/^undecided: not decided within 0 seconds/u);
  });
});
