import { describe, expect, test } from 'vitest';
import { DenseGenerator } from '../chain/reference/generator.js';
import { DenseProgram } from '../chain/reference/model.js';
import { exact, refused } from './driven-programs.js';

const heisenberg = 'hamiltonian sum_j S_j·S_<j+1>';
const xxz = 'hamiltonian sum_j (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 3/5 Sz_j Sz_<j+1> + 1/7 Sz_j)';

describe('populations where no charge fixes the states of a level: the state of the whole generator', () => {
  test.each([
    ['SU(2), lost along x', `${heisenberg}; jump Sy_j - i Sz_j; jump 1/3 Sz_j`],
    ['SU(2), pumped and lost along x', `${heisenberg}; jump Sy_j - i Sz_j; jump 1/2 (Sy_j + i Sz_j)`],
    ['Ising, lost along x', 'hamiltonian sum_j Z_j Z_<j+1>; jump Sz_j + i Sy_j; jump 1/5 S-_j'],
    ['a field alone', 'hamiltonian sum_j Z_j; jump S-_j + 1/3 Sz_<j+1>; jump 1/4 S+_j S-_<j+1>'],
    ['no C_3', `${xxz} + 1/5 sum_j Sx_j Sz_<j+1>; jump S-_j Sz_<j+1> + 1/2 Sx_j`],
  ])('%s', (_, text) => {
    for (const sites of [3, 4]) {
      const own = new DenseProgram(text.replaceAll('; ', '\n'), sites, {});
      const reference = new DenseGenerator(own.model()).steadyState();
      const { mean } = exact(text, sites, { populationsOnly: true });
      for (const name of ['sum_j Sz_j', 'sum_j Sx_j', 'sum_j Sz_j Sz_<j+1>', 'sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)'])
        expect(Math.abs(mean(name) - reference.expectation(own.operator(name)) / sites)).toBeLessThan(1e-10);
    }
  });
});

describe('strengths', () => {
  const model = (up: number, down: number, drive: number) =>
    `${xxz}; jump ${up} (S+_j + 1/3 Sz_<j+1>); jump ${down} S-_j; drive ${drive} sum_j (-1)^j Sz_j cos(3/2 t) with width = 1/10`;

  test('one factor in all of them changes nothing', () => {
    const one = exact(model(1, 0.5, 0.7), 4);
    for (const factor of [1e-150, 1e-40, 1e-20, 1e-10, 1e10, 1e40, 1e150]) {
      const { study, mean } = exact(model(factor, 0.5 * factor, 0.7 * factor), 4);
      for (const name of ['sum_j Sz_j', 'sum_j S_j·S_<j+1>']) expect(mean(name)).toBeCloseTo(one.mean(name), 13);
      expect(study.entropy).toBeCloseTo(one.study.entropy, 12);
      expect(study.residual).toBeLessThan(1e-13);
    }
  });

  test('squares that are subnormal beside others are zero, and the state is that without them', () => {
    for (const ratio of [1e-144, 1e-150, 1e-155, 1e-160, 1e-162, 1e-200, 1e-300]) {
      expect(exact(`${heisenberg}; jump S+_j; jump ${ratio} S-_j`, 4).mean('sum_j Sz_j')).toBeCloseTo(1 / 2, 13);
      expect(exact(`${heisenberg}; jump S+_j; jump ${ratio} (S-_j + 1/3 Sz_j)`, 4).mean('sum_j Sz_j')).toBeCloseTo(
        1 / 2,
        13,
      );
    }
  });

  test('a drive that conserves S^z and a bath that does not: the limit, or that it cannot be weighed', () => {
    const driven = (strength: string) =>
      `${xxz}; drive ${strength} sum_j (-1)^j Sz_j cos(t) with width = 1/10; bath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1> + Sz_j Sx_<j+1> + 1/3 Sy_j) (a_j + a†_j) with temperature = 1, frequency = 1, width = 2/5`;
    const limit = exact(driven('1e20'), 4).mean('sum_j Sz_j');
    for (const strength of ['1e10', '1e100', '1e144'])
      expect(exact(driven(strength), 4).mean('sum_j Sz_j')).toBeCloseTo(limit, 12);
    for (const strength of ['1e146', '1e160', '1e200', '1e300'])
      expect(refused(() => exact(driven(strength), 4), 'not-resolved').message).toContain('far apart');
  });
});

describe('scale of energies', () => {
  const scaled = (unit: string) => `hamiltonian ${unit} sum_j (S_j·S_<j+1> + 1/3 Sz_j); jump S+_j; jump 1/2 S-_j`;

  test.each(['1e-310', '1e-200', '1e200', '1e300'])('unit %s: the state of jumps does not depend on it', (unit) => {
    expect(exact(scaled(unit), 4).mean('sum_j Sz_j')).toBeCloseTo(0.3, 12);
  });

  test('energies beyond doubles are named as such', () => {
    expect(refused(() => exact(scaled('1e308'), 4), 'overflow').message).toContain('energies');
  });

  test('observables near the ends of the range of doubles keep their digits', () => {
    const { mean } = exact(scaled('1'), 4);
    expect(mean('1e307 sum_j Sz_j') / 1e307).toBeCloseTo(0.3, 12);
    expect(mean('1e-307 sum_j Sz_j') / 1e-307).toBeCloseTo(0.3, 12);
  });

  test.each(['1e-200', '1', '1e200'])('a Hamiltonian of size %s that is not Hermitian is refused', (unit) => {
    expect(() => exact(`hamiltonian ${unit} (sum_j S_j·S_<j+1> + i sum_j Sz_j); jump S-_j`, 3)).toThrow(/Hermitian/u);
  });
});
