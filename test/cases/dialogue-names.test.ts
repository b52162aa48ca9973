import { describe, expect, test } from 'vitest';
import { spinlaw } from '../cli/run.js';

/** What the dialogue prints for these lines. */
const dialogue = (...lines: string[]): { out: string; err: string } => spinlaw([], `${lines.join('\n')}\n`);

describe('names in the dialogue', () => {
  test('a free parameter is told at its first use, and listed', () => {
    const { out, err } = dialogue('J X_0', 'J Δ Z_0', 'param g', 'g Y_0', ':names');
    expect(err.trim().split('\n')).toEqual(['J: free real parameter', 'Δ: free real parameter']);
    expect(out).toContain('J: free real parameter\n');
    expect(out).toContain('g: parameter\n');
  });

  test('what is forgotten is told again', () => {
    expect(dialogue('J X_0', ':forget J', 'J Z_0').err.match(/J: free real parameter/gu)).toHaveLength(2);
  });

  test.each(['quit', 'exit', 'exit '])('%s leaves', (word) => {
    expect(dialogue('X_0', word, 'Z_0').out).toBe('2 Sx_0\n');
  });

  test('help helps, and a definition of that name stays one', () => {
    expect(dialogue('help').out).toContain(':names');
    expect(dialogue('exit = 3', 'exit', 'X_0').out).toBe('exit = 3\n3\n2 Sx_0\n');
  });

  test('a script is judged by its own names', () => {
    const { err } = dialogue('param hx real', ':load proofs/chain/isotropic-charges.spin');
    expect(err).not.toContain('error');
  });
});

describe('names on the command line', () => {
  test('a proof says for which parameters it holds', () => {
    expect(spinlaw(['prove', 'prove J X_0 + Δ Z_0 = Δ Z_0 + J X_0']).out).toContain('for all real J, Δ');
    expect(spinlaw(['prove', 'prove J X_0 = X_0 J', '--json']).json.claims[0].parameters).toEqual(['J']);
    expect(spinlaw(['eval', 'J X_0 + Δ Z_0', '--json']).json.parameters).toEqual(['J', 'Delta']);
    expect(
      spinlaw(['run', 'prove J X_0 = X_0 J; Δ Z_0', '--json']).json.results.map(
        (r: { parameters: string[] }) => r.parameters,
      ),
    ).toEqual([['J'], ['Delta']]);
    expect(spinlaw(['charges', 'sum_j J S_j·S_<j+1>', '--upto', '3', '--json']).json.parameters).toEqual(['J']);
  });

  test.each([
    ['prove X Y = Y X', 2],
    [`${'a'.repeat(30_000)} + ${'b'.repeat(30_000)}`, 3],
  ])('exit codes', (text, code) => {
    expect(spinlaw([text.startsWith('prove') ? 'prove' : 'eval', text]).code).toBe(code);
  });

  test.each(['openfermion', 'qiskit', 'itensor', 'paulistrings', 'npy', 'npz', 'mtx'])(
    '%s takes numbers, and drops no term without one',
    (format) => {
      const { code, err } = spinlaw(['eval', 'X_0 X_1 + g Z_0', '--to', format, '--sites', '2']);
      expect(code).toBe(2);
      const hint = /--set g=1\/2/u.exec(err)?.[0].split(' ');
      expect(hint).toBeDefined();
      expect(spinlaw(['eval', 'X_0 X_1 + g Z_0', '--to', format, '--sites', '2', ...hint!]).code).toBe(0);
    },
  );

  test.each(['json', 'mathematica'])('%s keeps the parameter', (format) => {
    expect(spinlaw(['eval', 'X_0 X_1 + g Z_0', '--to', format, '--sites', '2']).out).toMatch(/\bg\b/u);
  });
});
