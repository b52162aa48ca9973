import { describe, expect, test } from 'vitest';
import { error, last, marked, terms, truth } from '../meaning/program.js';
import { dialogue } from './commands.js';

/*
 * Sentences that differ from the one that was meant by a slip of the hand, by the habits of another program or of print.
 * None of them may be taken for a third sentence.
 */

/** Code, message and hint of an error. */
const said = (text: string): string => {
  const { code, message, hint } = error(text);
  return [code, message, hint].filter((part) => part !== undefined).join(' | ');
};

describe('a sentence that can be read in two ways is refused, and both readings are shown', () => {
  test.each([
    ['1E-3 X_0', '1E-3', ['1e-3 X_0', '1 E - 3 X_0']],
    ['2E0 X_0', '2E0', ['2e0 X_0', '2 E0 X_0']],
    ['0.5E2 X_0', '0.5E2', ['0.5e2 X_0', '0.5 E2 X_0']],
    ['1.0D0 X_0', '1.0D0', ['1.0e0 X_0', '1.0 D0 X_0']],
    ['λz X_0', 'λz', ['λ_z X_0', 'λ z X_0']],
    ['JΔxy X_0', 'Δxy', ['J Δ_xy X_0']],
    ['sum_j X_j2', 'X_j2', ['sum_j X_<j+2>', 'sum_j X_j^2', 'sum_j 2 X_j']],
    ['sum_j S_j·S_j2', 'S_j2', ['sum_j S_j·S_<j+2>', 'sum_j S_j·S_j^2']],
    ['sum_j Z_jj', 'Z_jj', ['sum_j Z_j j']],
    ['sum_j Z_jk', 'Z_jk', ['sum_j Z_j k']],
    ['S_1^{(2)}', 'S_1^{(2)}', ['S_1^2']],
    ['X_0^{(2)}', 'X_0^{(2)}', ['X_0^2']],
  ] as const)('%s', (text, at, readings) => {
    const found = error(text);
    expect(marked(found)).toBe(at);
    for (const reading of readings) expect(last(reading).kind).toBe('value');
  });

  test('the readings of TeX are one each', () => {
    expect(terms(String.raw`\sum_j \sigma^z_jk`)).toEqual({ 'Σ Z': 'k' });
    expect(terms('sum_j X_jY_{j+1}')).toEqual({ 'Σ XY': '1' });
    expect(terms('sum_j X_jJ')).toEqual({ 'Σ X': 'J' });
  });
});

describe('letters that look like others', () => {
  test.each([
    ['Α X_0', 'A'],
    ['Χ_0 Z_1', 'X_0'],
    ['Ζ_0', 'Z_0'],
    ['ο X_0', 'o'],
    ['А X_0', 'A'],
    ['Ј X_0', 'J'],
  ])('%s is not read, %s is proposed', (text, proposal) => {
    expect(error(text).hint).toContain(`type ${proposal}`);
    expect(last(proposal.includes('_') ? proposal : `${proposal} X_0`).kind).toBe('value');
  });

  test('a Greek letter that looks Latin may be declared, and is printed by its name', () => {
    expect(terms('param Alpha; Α X_0')).toEqual({ 'X@0': 'Alpha' });
    const session = dialogue('param Alpha', 'Α X_0');
    expect(session).toContain('2 Alpha Sx_0');
  });
});

describe('operators of other notations', () => {
  test.each([
    ['S^z', 'S^z_j'],
    ['sum_j S^z S^z_{j+1}', 'S^z_j'],
    ['sum_j S^{x} S^x_{j+1}', 'S^{x}_<j+1>'],
    ['\\sigma^z\\otimes\\sigma^z', '\\sigma^z_j'],
    ['Sz(j+1)', 'Sz_<j+1>'],
    ['Sz[0] Sz[1]', 'Sz_0'],
    ['S_(j+1)', 'S_<j+1>'],
    ['X[j-1]', 'X_<j-1>'],
    ['Z(j)', 'Z_j'],
    ['Z{3}', 'Z_3'],
  ])('%s has no site; %s', (text, mend) => {
    const found = error(text);
    expect(found.code).toBe('missing-site');
    expect(found.hint).toContain(mend);
    expect(last(`sum_j ${mend.replace(/_[0-9]$/u, '_j')}`).kind).toBe('value');
  });

  test.each([
    ['J[1] X_0', 'write J_1'],
    ['sum_j J[j] X_j', 'couplings carry no site'],
    ['S_0.z', 'write S_0^z'],
    ['A = S_0; A.z', 'write (A)^z'],
    ['A = S_0; A_z', 'A^z'],
    ['A = S_0; 2 Az', 'A^z'],
    ['τ^x_0 τ^x_1', 'param tau0_x real'],
    ['\\hat{n}_0 \\hat{n}_1', 'fermions are c_j, c†_j and n_j'],
    ['\\hat c_0', 'fermions are c_j, c†_j and n_j'],
    ['sum_j c_{j,\\uparrow}', 'species up, down'],
    ['sum_j n_{j\\uparrow} n_{j\\downarrow}', 'species up, down'],
    ['Id X_0', 'the identity is 1'],
    ['Yx S_0·S_1', 'Yx has no site'],
    ['2 trace X_0', 'trace(…)'],
    ['comm[X_0, Y_0]', '[X_0, Y_0]'],
    ['prove not X_0 = 0', 'refute A = B'],
    ['X_0 hbar', 'ħ is 1'],
    ['Sum_j Z_j', 'write sum_j'],
    ['S_tot = sum_j S_j', 'M = sum_j S_j'],
    ['X_0 ** 2', 'A^2'],
    ['X_0 @ X_1', 'the product is *'],
    ['S_0 ∧ S_1', 'the cross product is ×'],
    ['X_0^+', 'A^†'],
    ['X_0^*', 'A^†'],
    ['X_0^T', 'no transpose'],
    ['prove [X_0, X_1] = [Y_0, Y_1] = 0', 'prove A = B; prove B = C'],
    ['1,5 X_0', '1.5'],
    ['[X_0, Y_0, Z_0]', '[[A, B], C]'],
    ['(X_0, Y_0)', 'vector(A, B, C)'],
    ['param J K', 'param J, K real'],
    ['on ring 4: X_0', 'on ring(4): A'],
    ['H(J) = J X_0', 'with J = 2: H'],
    ['X_0 = Z_0', 'write prove X_0 = …'],
    ['sum_j P_{j,j+1}', 'P_<j,j+1> = …'],
    ['cos(wt) X_0', 'w t'],
    ['S_0 ⊗ S_1', 'write S_0·S_1'],
    ['S_0 \\otimes S_1', 'S_0×S_1'],
  ])('%s: %s', (text, words) => {
    expect(said(text)).toContain(words);
  });
});

describe('names that differ from one that is known by their underscore, or by a slip in a long subscript', () => {
  test.each([
    ['hz = 2; h_z X_0', 'hz'],
    ['h_z = 2; hz X_0', 'h_z'],
    ['Hd = sum_j X_j; H_d + Z_0', 'Hd'],
    ['param Jx; J_x X_0', 'Jx'],
    ['J_H = X_0; JH', 'J_H'],
    ['J_perp = 2; J_prep X_0', 'J_perp'],
    ['param J_parallel; J_paralel X_0', 'J_parallel'],
  ])('%s: did you mean %s?', (text, meant) => {
    expect(error(text).hint).toContain(`did you mean ${meant}?`);
  });

  test.each([
    'J_left = 2; J_right X_0',
    'J_a = 2; J_b X_0',
    'J_par = 2; J_per X_0',
    'hz = 2; h_z = 3; hz h_z X_0',
    'Jx X_0 + J_x Z_0',
    'hz = 2; param h_z; h_z X_0',
    'J1 = 2; J_2 X_0',
  ])('%s holds two names', (text) => {
    expect(last(text).kind).toBe('value');
  });
});

describe('a definition by itself', () => {
  test.each(['H = H + X_0', 'A = A', 'H = sum_j (X_j + H)', 'Q = with J = 2: J Q'])(
    '%s has nothing to begin with',
    (text) => {
      expect(error(text)).toMatchObject({ code: 'unknown-name' });
    },
  );

  test('what is defined or declared may be changed', () => {
    expect(terms('H = X_0; H = H + Z_0; H')).toEqual({ 'X@0': '1', 'Z@0': '1' });
    expect(last('param J; J = J + 1').kind).toBe('definition');
    expect(last('J = with J = 2: J X_0').kind).toBe('definition');
  });
});

describe('the density of a sum has a free j', () => {
  test.each([
    'density(sum_j X_j) - X_0',
    'prove density(sum_j X_j) = X_0',
    'prove [density(sum_j X_j), Y_3] = 0',
    'd = density(sum_j X_j); d X_0',
  ])('%s', (text) => {
    expect(error(text).code).toBe('free-beside-numbered');
  });
  test('beside another', () => {
    expect(truth('hermitian(density(sum_j X_j) - X_j)')).toBe(true);
    expect(terms('sum_j density(sum_j X_j)')).toEqual({ 'Σ X': '1' });
  });
});

describe('print', () => {
  // {X, Z} = 0 and [X, Z] = -2 i Y
  test.each([
    ['[X_0, Z_0]_+', {}],
    ['[X_0, Z_0]_{+}', {}],
    ['\\left[X_0, Z_0\\right]_+', {}],
    ['[X_0, Z_0]_-', { 'Y@0': '-2*i' }],
    ['[X_0, [Z_0, Z_0]_+]_-', {}],
    ['\\sum_{\\alpha,j} S^\\alpha_j S^\\alpha_{j+1}', { 'Σ XX': '1/4', 'Σ YY': '1/4', 'Σ ZZ': '1/4' }],
    ['\\(X_0\\)', { 'X@0': '1' }],
  ])('%s', (text, wanted) => {
    expect(terms(text)).toEqual(wanted);
  });
});

describe('words that leave a dialogue or ask it', () => {
  test('quit and help with brackets are no functions', async () => {
    const { spawnSync } = await import('node:child_process');
    const { stdout, stderr, status } = spawnSync('node', ['dist/cli/main.js'], {
      input: 'help(charge)\nhelp range\nquit()\nX_0\n',
      encoding: 'utf8',
    });
    expect(stdout).toContain('the conserved charge C_n');
    expect(stdout).toContain('range(');
    expect(stdout).not.toContain('2 Sx_0');
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});

test.each(['S_2^zz', 'S_2^z2', String.raw`\vec S_2^zz`, String.raw`(σ_2×\vec S_3)^xy`, '(S_2×S_3)^zz'])(
  'a component written twice, %s, is no product with a coupling',
  (text) => {
    expect(said(text)).toContain('is not an exponent');
  },
);

describe('a component of a name that stands for something itself', () => {
  test.each([
    ['param g complex; g^z X_0', 'g S^z_j'],
    ['param g complex; g^{z}_1 X_0', 'g S^z_1'],
    ['g = 2; g^{z}_1 X_0', 'g S^z_1'],
    ['param Δ real; Δ^x X_0', 'Δ S^x_j'],
  ])('%s is refused: an S may be missing', (text, product) => {
    expect(said(text)).toContain(product);
  });

  test('a coupling that is declared, or stands alone, is read', () => {
    expect(terms('param g, g_z real; g^z X_0')).toEqual({ 'X@0': 'g_z' });
    expect(terms('h^z X_0 + h^x_1 X_0')).toEqual(terms('(h_z + h1_x) X_0'));
  });
});
