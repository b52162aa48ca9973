import { describe, expect, test } from 'vitest';
import { spinlaw } from '../cli/run.js';

const heisenberg = 'hamiltonian sum_j S_j·S_<j+1>';
const M = 'M = sum_j Sz_j';
const JS = 'JS = sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)';
const C2 = 'C2 = sum_j S_j·S_<j+1>';
const steady = (text: string, ...args: string[]) => spinlaw(['steady', text, '--ring', '4', ...args]);
const lossy = `${heisenberg}; jump S-_j; jump 1/2 S+_j Sz_<j+1>`;

describe('populations in degenerate levels', () => {
  test('where no charge fixes a basis coherences are kept: a note, printed and in JSON', () => {
    const text = 'hamiltonian sum_j X_j X_<j+1>; jump Sz_j + i Sy_j; M = sum_j Sx_j';
    expect(steady(text, '--populations').err).toContain('coherences inside them are kept');
    const { json } = steady(text, '--populations', '--json');
    expect(json.notes).toEqual([expect.stringContaining('5 degenerate levels')]);
    // Every spin ends in the dark state of Sz + i Sy.
    expect(json.observables.M).toBeCloseTo(-1 / 2, 12);
  });

  test('where S^z and C_3 fix one the others are left out: a note', () => {
    const text = `hamiltonian sum_j (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 3/5 Sz_j Sz_<j+1>); jump S-_j Sz_<j+1> + 1/3 Sx_j`;
    const { json } = steady(text, '--populations', '--json');
    expect(json.notes).toEqual([expect.stringContaining('S^z, C_3 or J_S tells apart are left out')]);
  });

  test('no basis of the multiplets of SU(2) is better than another: what the exact state refuses is refused', () => {
    const { json } = steady(`${heisenberg}; jump Sx_j Sz_<j+1>`, '--populations', '--json');
    expect(json.error).toMatchObject({ code: 'steady-not-unique' });
  });

  test('none where levels are single', () => {
    expect(steady('hamiltonian sum_j Sz_j; jump S-_j', '--ring', '2', '--json').json.notes).toBeUndefined();
    const { json } = spinlaw([
      'steady',
      'hamiltonian 1/3 Sz_0 + Sz_1; jump S-_j',
      '--ring',
      '2',
      '--populations',
      '--json',
    ]);
    expect(json.notes).toBeUndefined();
  });
});

describe('numbers at the ends of the range of doubles', () => {
  test('strengths too far apart to be weighed', () => {
    const { json, code } = steady(
      `${heisenberg}; jump g Sz_j; jump S-_j; jump S+_j Sz_<j+1>; ${M}`,
      '--scan',
      'g=1,1e200',
      '--json',
    );
    expect(code).toBe(3);
    expect(json.points[0].observables.M).toBeLessThan(0);
    expect(json.points[1].error).toMatchObject({ code: 'not-resolved', message: expect.stringContaining('far apart') });
  });

  test('a fluctuation that overflows is left out, the state is not', () => {
    const { json, code } = steady(`hamiltonian 1e200 sum_j Z_j Z_<j+1>; jump S-_j; jump 1/2 S+_j; ${M}`, '--json');
    expect(code).toBe(0);
    expect(json.observables.M).toBeCloseTo(-0.3, 12);
    expect(json.balance.fluctuations).not.toHaveProperty('energy');
    expect(json.notes).toEqual([expect.stringContaining('energy fluctuation')]);
  });

  test('at temperature 0 no entropy production', () => {
    const cold = (t: string) =>
      `${heisenberg}; bath sum_j (Sx_j + 0.3 Sz_j + Sz_j Sz_<j+1>) (a_j + a†_j) with temperature = ${t}, frequency = 1, width = 0.4`;
    expect(steady(cold('0'), '--json').json.balance).not.toHaveProperty('entropyProduction');
    expect(steady(cold('0.01'), '--json').json.balance.entropyProduction).toBe(0);
  });

  test('the Drude weight in a single ground state', () => {
    const drude = (...args: string[]) =>
      spinlaw(['drude', `${heisenberg}; ${M}; ${C2}; ${JS}`, '--ring', '4', '--current', 'JS', ...args, '--json']);
    expect(drude('--charges', 'M,C2', '--temperature', '1e-5').json.error).toMatchObject({
      code: 'ensemble-frozen',
      message: expect.stringContaining('single ground state'),
    });
    expect(drude('--temperature', '1e-5').json.plateau).toBeCloseTo(0, 12);
    for (const { explained } of drude('--charges', 'M,C2', '--temperature', '1').json.shares) expect(explained).toBe(0);
  });
});

describe('options', () => {
  test('an observable that nobody defined, and those there are', () => {
    const { json, code } = steady(`${lossy}; ${M}`, '--observe', 'C7', '--json');
    expect(code).toBe(2);
    expect(json.error).toMatchObject({ code: 'unknown-name', message: 'C7 is not defined', hint: 'there are M' });
  });

  test('names of columns stand on one line', () => {
    const { json } = steady(lossy, '--observe', 'sum_j\tSz_j # along z\n + 0', '--json');
    expect(Object.keys(json.observables)).toEqual(['sum_j Sz_j + 0']);
  });

  test('a scan over what is set, and without anything observed', () => {
    const text = `${heisenberg}; jump g S-_j; jump 1/2 S+_j Sz_<j+1>`;
    expect(steady(text, '--set', 'g=3', '--scan', 'g=1,2').err).toMatch(/takes over g[^]*nothing is observed/u);
    expect(steady(`${text}; ${M}`, '--scan', 'g=1,2').err).not.toMatch(/takes over|nothing is observed/u);
  });

  test('late times are the steady ensemble, and a note says so', () => {
    const text = `hamiltonian sum_j (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 1/2 Sz_j Sz_<j+1>); ${M}; jump S-_j; jump 1/2 S+_j Sz_<j+1>; jump S+_j`;
    const { json, err } = steady(text, '--ensemble', 'gge:M', '--at', 'M=0.1', '--evolve', '0,1,1e9', '--json');
    const last = json.evolution.at(-1);
    expect(last.time).toBe(1e9);
    expect(last.lagrange.M).toBeCloseTo(steady(text, '--ensemble', 'gge:M', '--json').json.lagrange.M, 9);
    expect(last.rateEquation.observables.M).toBeCloseTo(steady(text, '--json').json.observables.M, 9);
    expect(Math.max(last.residual, last.rateEquation.residual)).toBeLessThan(1e-11);
    expect(err).toContain('from t = 1000000000 on both are steady');
  });

  test('an ensemble that freezes leaves the times before', () => {
    // Every spin goes up: λ of M falls for ever.
    const text = `${heisenberg}; ${M}; jump S+_j`;
    const { json, code } = steady(text, '--ensemble', 'gge:M', '--at', 'M=0.1', '--evolve', '0,1,1e9', '--json');
    expect(code).toBeGreaterThan(0);
    expect(json.evolution.map((e: { time: number }) => e.time)).toEqual([0, 1]);
    expect(['stiff', 'ensemble-frozen']).toContain(json.error.code);
  });

  test('a term beside a sum: the hint works', () => {
    const { json } = steady(`${heisenberg} + 1/2 Sz_0; jump S-_j`, '--json');
    expect(json.error).toMatchObject({
      code: 'absolute-site-in-sum',
      hint: expect.stringContaining('(sum_j X_j X_<j+1>) + Z_0'),
    });
    const found = steady(
      'hamiltonian H = (sum_j X_j X_<j+1>) + Z_0; H = (sum_j X_j X_<j+1>) + Z_0; jump S-_j'.replace(
        'hamiltonian H = ',
        'hamiltonian ',
      ),
      '--json',
    );
    expect(found.json.fixed).toEqual(['H']);
  });
});
