import { describe, expect, test } from 'vitest';
import { at, chargesOf, hamiltonian, sorted, sumOf } from './engine.js';
import { clusterSum, isotropicCharge } from '../../src/laws/oracles/grabowski-mathieu.js';
import { pass } from './reference.js';

describe('the closed form of Grabowski and Mathieu', () => {
  test('H_4 has its 15 words, 12 of four sites and 3 of next-nearest neighbours', () => {
    const h4 = clusterSum(4);
    expect(h4.size).toBe(15);
    expect([...h4].filter(([w]) => w.length === 3)).toEqual([
      ['XIX', 1],
      ['YIY', 1],
      ['ZIZ', 1],
    ]);
  });

  test('is conserved by itself', () => {
    const heisenberg = new Map([
      ['XX', 1],
      ['YY', 1],
      ['ZZ', 1],
    ]);
    for (let k = 2; k <= 7; k++) expect(pass(heisenberg, clusterSum(k)).zeroth.size).toBe(0);
  });

  // 2^k C_k = (k−2)! Σ_m (−1)^m binom(k−1−m, m) H_{k−2m}, at J = 1
  const charges = chargesOf(at(hamiltonian('xxx'), { J: 1 }), 10);
  test.each(charges.map((c) => [c.index, c] as const))(
    'gives C_%i of the isotropic chain, word by word',
    (k, charge) => {
      expect(sorted(sumOf(charge.operator()))).toEqual(sorted(sumOf(isotropicCharge(k))));
    },
  );
});
