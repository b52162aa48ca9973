import { describe, expect, test } from 'vitest';
import { Liouvillian, traceDistance } from '../../src/lindblad/index.js';
import { driven } from '../chain/driven.js';
import { DenseProgram, paperNumbers, paperText } from '../chain/reference/model.js';

const declarations = paperText.split('hamiltonian')[0]!;
const chainOf = (statements: string, sites: number, numbers = {}) =>
  driven(new DenseProgram(`${declarations}\n${statements}`, sites, { ...paperNumbers, ...numbers })).chain;

/** Complex jump operators on two sites, and no time reversal. */
const complexJumps = `hamiltonian H0 + 0.3 C3
jump sqrt(0.5) (S-_j + 0.4 S-_j Sz_<j+1>)
jump 0.6 (S+_j + 0.3 i Sx_<j+1>)
jump 0.5 (S+_j S-_<j+1> + 0.7 i Sz_j)`;
const phonons = 'bath J sum_j (S_j·S_<j+1> + γ_m (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)) (a_j + a†_j)';

describe('the steady state by minimal residuals is that by factors of the whole matrix', () => {
  test.each([
    ['complex jump operators, no time reversal', chainOf(complexJumps, 4, { B: 0.4, Delta: 1.3 })],
    ['five sites', chainOf(complexJumps, 5, { B: 0.4 })],
    ['B = 0: coherences between Sz and −Sz commute with H_0', chainOf(complexJumps, 5, { B: 0 })],
    [
      'Δ = 1, B = 0: multiplets',
      chainOf(`hamiltonian H0\njump S-_j + 0.2 Sx_<j+1>\njump 0.3 Sz_j`, 4, { B: 0, Delta: 1 }),
    ],
    ['no Hamiltonian: everything commutes with it', chainOf('hamiltonian 0 H0\njump S-_j + 0.3 i Sx_<j+1>', 4)],
    ['two sites to a cell', chainOf(`hamiltonian H0 + 0.3 A\njump S-_j + 0.2 Sx_<j+1>`, 4)],
    ['a jump operator at one site', chainOf(`hamiltonian H0\njump S-_0 + 0.4 S+_1 + 0.2 i Sz_2`, 4)],
    ['phonons beside a jump operator', chainOf(`hamiltonian H0\njump 0.5 (S+_j + 0.3 i Sx_<j+1>)\n${phonons}`, 4)],
    ['phonons alone', chainOf(`hamiltonian H0 + 0.2 C3\n${phonons}`, 4, { B: 0.3 })],
  ])('%s', (_, chain) => {
    for (const strength of [3, 1, 0.02, 1e-9, 1e-200]) {
      const iterated = new Liouvillian(chain, { strength, method: 'iteration' }).steadyState();
      const factored = new Liouvillian(chain, { strength, method: 'factors' }).steadyState();
      expect(iterated.residual).toBeLessThan(1e-14);
      expect(traceDistance(iterated.components[0]!, factored.components[0]!)).toBeLessThan(1e-11);
    }
  });
});

describe('eight sites: a product state, in which every spin is by itself', () => {
  test.each([
    ['of the XXZ chain', 'hamiltonian H0 + 0.3 C3'],
    ['in a field alone, where a tenth of all elements commute with the Hamiltonian', 'hamiltonian 0.7 C1'],
  ])('%s', (_, hamiltonian) => {
    const chain = chainOf(`${hamiltonian}\njump sqrt(0.5) S-_j\njump sqrt(0.2) S+_j`, 8, { B: 0.7 });
    const liouvillian = new Liouvillian(chain, { strength: 0.5 });
    const { components, residual } = liouvillian.steadyState();
    expect(residual).toBeLessThan(1e-14);
    const mean = (operator: string): number => {
      const own = driven(new DenseProgram(`${declarations}\nhamiltonian H0`, 8, paperNumbers)).operator(operator);
      return Liouvillian.expectation(liouvillian.matrix(own), components[0]!).re / 8;
    };
    // ⟨S^z⟩ = (γ₊ − γ₋)/(γ₊ + γ₋)/2 of every spin.
    const spin = (0.2 - 0.5) / 0.7 / 2;
    expect(mean('C1')).toBeCloseTo(spin, 12);
    expect(mean('sum_j Sz_j Sz_<j+1>')).toBeCloseTo(spin ** 2, 12);
    expect(mean('sum_j Sx_j Sx_<j+1>')).toBeCloseTo(0, 12);
  });
});

describe('where several states are steady, none is returned', () => {
  test.each([
    ['dephasing keeps S^z', 'hamiltonian H0\njump 0.4 Sz_j', 6],
    ['and so it does on a ring whose matrix is too large for factors', 'hamiltonian H0\njump 0.4 Sz_j', 8],
    ['parity of the number of up spins', 'hamiltonian H0\njump 0.4 S-_j S-_<j+1>\njump 0.3 S+_j S+_<j+1>', 6],
  ])('%s', (_, text, sites) => {
    const liouvillian = new Liouvillian(chainOf(text, sites), { strength: 0.3 });
    expect(() => liouvillian.steadyState()).toThrow(
      expect.objectContaining({ diagnostic: expect.objectContaining({ code: 'steady-not-unique' }) }),
    );
  });
});
