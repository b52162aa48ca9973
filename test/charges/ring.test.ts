import { describe, expect, test } from 'vitest';
import type { Operator } from '../../src/spin/index.js';
import { type Matrix, bracket, distance, product } from '../spin/dense.js';
import { matrixOf, partsOf, ringStrings } from '../spin/realise.js';
import { at, chargesOf, hamiltonian } from './engine.js';

// C_k on rings as matrices, by their own Kronecker products. Charges of different order are found to commute on every
// ring of at least so many sites as the longer one has; the local argument covers rings of i + j − 1 sites and more.

const cases: readonly (readonly [string, Operator])[] = [
  ['XXX', at(hamiltonian('xxx'), { J: 1 })],
  ['XXZ at Δ = 3', at(hamiltonian('xxz'), { J: 1, Delta: 3 })],
  ['XYZ at 1, 2, 5', at(hamiltonian('xyz'), { Jx: 1, Jy: 2, Jz: 5 })],
  ['XX', at(hamiltonian('xx'), { J: 1 })],
];

/** Powers of two are exact, so that every product of entries is an exact float and zero means zero. */
const largest = 8;

describe.each(cases)('%s: charges commute on rings', (_, h) => {
  const charges = chargesOf(h, 6).map((c) => ({ k: c.index, parts: partsOf(c.operator()) }));

  test.each([4, 5, 6, 7])('of %i sites, all pairs', (n) => {
    const matrices = charges
      .filter(({ k }) => k <= n)
      .map(({ k, parts }) => ({ k, m: matrixOf(ringStrings(parts, n), n) }));
    expect(matrices.length).toBe(Math.min(n, 6) - 1);
    for (const a of matrices) {
      for (const b of matrices)
        if (a.k < b.k)
          expect({ pair: [a.k, b.k], distance: distance(product(a.m, b.m), product(b.m, a.m)) }).toEqual({
            pair: [a.k, b.k],
            distance: 0,
          });
    }
  });

  test(`of ${largest} sites, with H`, () => {
    const matrices = charges
      .filter(({ k }) => k <= 4)
      .map(({ parts }) => matrixOf(ringStrings(parts, largest), largest));
    const zero: Matrix = {
      size: matrices[0]!.size,
      re: matrices[0]!.re.map(() => 0),
      im: matrices[0]!.im.map(() => 0),
    };
    for (const m of matrices.slice(1)) expect(distance(bracket(matrices[0]!, m, -1), zero)).toBe(0);
  });
});

test('a charge with one wrong coefficient does not commute on a ring', () => {
  const [c2, , c4] = chargesOf(cases[1]![1], 4).map((c) => partsOf(c.operator()));
  const wrong = c4!.map((p, k) => (k === 0 ? { ...p, c: { re: p.c.re + 1, im: 0 } } : p));
  const [H, Q] = [matrixOf(ringStrings(c2!, 6), 6), matrixOf(ringStrings(wrong, 6), 6)];
  expect(distance(product(H, Q), product(Q, H))).toBeGreaterThan(0.1);
});
