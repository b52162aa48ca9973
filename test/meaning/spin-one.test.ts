import { describe, expect, test } from 'vitest';
import { functionWords } from '../../src/language/functions.js';
import { Session } from '../../src/session/index.js';
import { valueOf } from '../triplet/value.js';

/** The code of the error of a program, and its hint. */
function refusal(text: string, options: ConstructorParameters<typeof Session>[0] = { spins: 'any' }): string {
  for (const outcome of new Session(options).run({ name: '<test>', text }))
    if (outcome.kind === 'error') return `${outcome.diagnostic.code}: ${outcome.diagnostic.hint ?? ''}`;
  return 'none';
}

describe('spin 1', () => {
  test('sites that move in different steps are named as they are typed', () => {
    expect(refusal('spin 1\nsum_j S_j·S_{2j+1}')).toBe(
      'mixed-strides: write two sums, (sum_j …) + sum_j …, or sites 2j, 2j+1, … in both',
    );
  });

  test('is refused by everything that does not ask for it', () => {
    expect(refusal('spin 1', {})).toMatch(/^spin-half-only/u);
    expect(refusal('spin 1', { spins: 'any', certify: true })).toMatch(/^spin-half-only/u);
    expect(refusal('spin 1', { spins: 'any', mode: 'modular' })).toMatch(/^spin-half-only/u);
    expect(refusal('spin 1', { spins: 'any', mode: 'exact' })).toBe('none');
    expect(refusal('spin 1/2\nX_0', {})).toBe('none');
  });

  test('comes before the first operator, and not with cells of several spins', () => {
    expect(refusal('A = S_0\nspin 1')).toMatch(/^spin-too-late/u);
    expect(refusal('Sz_0\nspin 1')).toMatch(/^spin-too-late/u);
    expect(refusal('spin 1\nSz_0\nspin 1/2')).toMatch(/^spin-too-late/u);
    expect(refusal('legs 2\nspin 1')).toMatch(/^spin-one-cell/u);
    expect(refusal('spin 1\nspecies up, down')).toMatch(/^spin-one-cell/u);
    expect(refusal('spin 2')).toMatch(/^bad-spin/u);
    expect(refusal('spin 1\nSz_{0,1}')).toMatch(/^unknown-leg/u);
  });

  test('Pauli letters, fermions, bosons, kets and model statements are refused with their name', () => {
    expect(refusal('spin 1\nσ^z_<j+1>')).toBe('spin-one-letter: the spin is Sz_<j+1>');
    expect(refusal('spin 1\nsum_j Y_j')).toBe('spin-one-letter: the spin is Sy_j');
    for (const text of ['c†_0 c_1', 'n_j', 'sum_j Sz_j (a_j + a†_j)', '|ud>', 'jump S-_j', 'drive Sz_0'])
      expect(refusal(`spin 1\n${text}`)).toMatch(/^spin-half-only/u);
  });

  test('every function either knows spins 1 or refuses them', () => {
    const known =
      'boost charge conj cos cross dag degree density dimension dot exp fourier hermitian integrable latex norm2 overlap range reflect sin spinflip sqrt support terms timereverse trace translate twist vector';
    const refused = functionWords
      .filter(({ name }) => name !== 'conserved')
      .filter(({ name, arguments: { least } }) => {
        const list = Array.from({ length: least }, () => 'S_0·S_1').join(', ');
        return refusal(`spin 1\n${name}(${list})`).startsWith('spin-half-only');
      })
      .map(({ name }) => name);
    expect(refused.sort()).toEqual(
      functionWords
        .map(({ name }) => name)
        .filter((name) => name !== 'conserved' && !known.split(' ').includes(name))
        .sort(),
    );
  });

  test('rings count spins 1', () => {
    expect(refusal('spin 1\non ring(33): sum_j Sz_j')).toBe('ring-size: on ring(32): … is the largest one');
    expect(refusal('spin 1\non ring(3): sum_j (-1)^j Sz_j')).toBe(
      'odd-ring: take a ring whose number of sites is a multiple of 2',
    );
    expect(refusal('spin 1\non ring(2): sum_j Sz_j Sz_<j+2>')).toBe('ring-too-small: take a ring of at least 3 sites');
    expect(valueOf('on ring(4): range(sum_j Sz_j Sz_<j+1>)')).toEqual(valueOf('2'));
  });
});
