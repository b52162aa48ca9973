import { describe, expect, test } from 'vitest';
import { denseNullSpace } from './dense-null-vector.js';
import { exact, refused, thirdCharge } from './driven-programs.js';

const xxz = 'hamiltonian sum_j (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 3/5 Sz_j Sz_<j+1>)';
const xyz = 'hamiltonian sum_j (Sx_j Sx_<j+1> + 2/3 Sy_j Sy_<j+1> + 1/5 Sz_j Sz_<j+1>)';
const heisenberg = 'hamiltonian sum_j S_j·S_<j+1>';
const ising = 'hamiltonian sum_j X_j X_<j+1>';
const observed = ['sum_j Sz_j', 'sum_j Sx_j', 'sum_j Sz_j Sz_<j+1>', 'sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)'];

describe('one state: that of the dense null vector, whatever the order of the levels', () => {
  test.each([
    `${ising}; jump Sz_j - i Sy_j; jump 1/10 S-_j`,
    `${ising.replace('sum', '-sum')}; jump (1/2 - Sz_<j+1>) S-_j; jump 1/2 S+_j`,
    `${xyz}; jump S-_j`,
    `${xyz}; jump S-_j S-_<j+1>; jump 1/2 Sz_j + 1/3 Sx_j`,
    `${xxz}; jump S+_j S-_<j+1>; jump 1/10 (S-_j + i S-_<j+1>)`,
    `${xxz}; jump 1/100 Sx_j Sz_<j+1> + i/100 Sy_<j+1>; jump S-_j`,
    `${heisenberg}; jump (S+_j - S+_<j+1>) (S-_j + S-_<j+1>); jump 1/2 S+_j`,
    `${heisenberg}; jump Sz_j + i Sy_j; jump 1/10 S-_j Sz_<j+1>`,
    'hamiltonian sum_j (X_j X_<j+1> + Z_j); jump Sx_j; jump 1/2 S-_j',
    'hamiltonian -sum_j Sx_j; jump S-_j + 1/3 Sz_<j+1>; jump 1/10 S+_j S-_<j+1>',
    'hamiltonian sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>); jump S-_j; jump 1/2 S+_j Sz_<j+1>',
    'hamiltonian (sum_j S_j·S_<j+1>) + 1/3 Sz_0; jump S-_0; jump 1/2 S+_1',
    'hamiltonian (sum_j X_j X_<j+1>) + 1/2 Sz_0 Sz_1; jump S-_0; jump 1/3 S-_1; jump 1/10 Sz_j',
  ])('%s', (text) => {
    for (const sites of [2, 3, 4]) {
      const judge = denseNullSpace(text, sites);
      expect(judge.dimension).toBe(1);
      for (const populationsOnly of [false, true]) {
        const { study, mean } = exact(text, sites, { populationsOnly });
        expect(study.smallest).toBeGreaterThan(-1e-12);
        expect(study.entropy).toBeGreaterThanOrEqual(0);
        for (const name of observed) expect(Math.abs(mean(name) - judge.mean(name))).toBeLessThan(1e-9);
      }
    }
  });
});

describe('several states: refused, although rounding joins what is separate', () => {
  test.each([
    [`${xyz}; jump 1/2 Sx_j`, 4, /rotation by π about the x axis/u],
    [`${xyz}; jump 1/10 Sx_j Sz_<j+1> + i/10 Sy_<j+1>`, 4, /rotation by π about the y axis/u],
    ['hamiltonian sum_j (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 1/2 Sz_j Sz_<j+1> + 1/14 Sx_j); jump Sx_j', 4, /x axis/u],
    [`${ising}; jump 1/10 S-_0`, 2, /S\^x of site 1/u],
    [`${ising}; jump S+_1; jump 1/10 S+_1`, 2, /S\^x of site 0/u],
    [`${ising}; jump S-_0`, 4, /S\^x of site 1/u],
  ] as const)('%s on %d sites', (text, sites, reason) => {
    expect(denseNullSpace(text, sites).dimension).toBeGreaterThan(1);
    for (const populationsOnly of [false, true])
      expect(refused(() => exact(text, sites, { populationsOnly })).message).toMatch(reason);
  });

  test('unique but for doubles: strengths too far apart in large degenerate levels', () => {
    for (const strength of ['1e-6', '1e-8', '1e-20']) {
      const text = `hamiltonian sum_j Sx_j; jump ${strength} S-_0; jump 1/2 S+_1`;
      expect(refused(() => exact(text, 2), 'not-resolved').message).toContain('more slowly');
    }
    // At strengths that doubles can weigh it is one state.
    expect(denseNullSpace('hamiltonian sum_j Sx_j; jump 1e-2 S-_0; jump 1/2 S+_1', 2).dimension).toBe(1);
    expect(exact('hamiltonian sum_j Sx_j; jump 1e-2 S-_0; jump 1/2 S+_1', 2).study.residual).toBeLessThan(1e-12);
  });
});

test('C_3 is wider than a ring of two sites and tells nothing apart there', () => {
  const text = `${xxz}; jump S-_j; jump 1/2 S+_j Sz_<j+1>`;
  const judge = denseNullSpace(text, 2);
  const { mean } = exact(text, 2, { populationsOnly: true, resolvers: [thirdCharge(text)] });
  for (const name of observed) expect(Math.abs(mean(name) - judge.mean(name))).toBeLessThan(1e-9);
});
