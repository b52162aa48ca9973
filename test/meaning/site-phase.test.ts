import { describe, expect, test } from 'vitest';
import { error, marked, terms } from './program.js';

describe('exp, cos and sin of an angle that grows along the chain: f(i π n j + c) = (−1)^(nj) f(c)', () => {
  const angles = ['0', 'π/3', 'π/2', 'π', '-π/4'];

  test.each([-3, -2, -1, 1, 2, 3, 8])('n = %i', (n) => {
    const sign = n % 2 === 0 ? '' : '(-1)^j ';
    for (const c of angles) {
      for (const [left, right] of [
        [`exp(i π (${n}) j + i (${c}))`, `exp(i (${c}))`],
        [`cos(π (${n}) j + ${c})`, `cos(${c})`],
        [`sin(${c} + π (${n}) j)`, `sin(${c})`],
      ] as const) {
        expect(terms(`sum_j ${left} X_j`), left).toEqual(terms(`sum_j ${sign}${right} X_j`));
      }
    }
  });

  test.each([
    'exp(i π (-1)^j)',
    'exp(i π j^2)',
    'exp(i π (-1)^j j)',
    'exp(π j)',
    'exp(i π j/7)',
    'exp(i π J j)',
    'exp(i j)',
    'cos(i π j)',
    'cos(π (-1)^j)',
    'sin(π j/13)',
    'sin(2 j)',
  ])('%s is refused, because it repeats never or too late', (angle) => {
    const diagnostic = error(`sum_j ${angle} X_j`);
    expect(diagnostic.code).toBe('site-phase');
    expect(marked(diagnostic)).toBe(angle.slice(4, -1));
  });
});

describe('a declared phase that grows along the chain', () => {
  const declared = (text: string): string => `param φ, θ phase\n${text}`;

  test.each([
    ['cos(φ j + θ)', '1/2 (exp(i θ) exp(i φ j) + exp(-i θ) exp(-i φ j))'],
    ['sin(φ j)', '1/2 i (exp(-i φ j) - exp(i φ j))'],
    ['exp(i (2 φ - θ) j)', 'exp(2 i φ j) exp(-i θ j)'],
    ['exp(i φ (j + 1))', 'exp(i φ) exp(i φ j)'],
    ['exp(i (φ + π) j)', '(-1)^j exp(i φ j)'],
  ])('%s = %s', (left, right) => {
    expect(terms(declared(`sum_j ${left} X_j`))).toEqual(terms(declared(`sum_j ${right} X_j`)));
  });

  test('a value of the phase is substituted along the chain too', () => {
    expect(terms(declared('with φ = π: sum_j exp(i φ j) X_j'))).toEqual(terms('sum_j (-1)^j X_j'));
    expect(terms(declared('with φ = 2 θ: sum_j exp(i φ j) X_j'))).toEqual(terms(declared('sum_j exp(2 i θ j) X_j')));
    expect(terms(declared('with φ = π/2: sum_j exp(i φ j) X_j'))).toEqual(terms('sum_j i^j X_j'));
    expect(error(declared('with φ = 1/2: sum_j exp(i φ j) X_j')).code).toBe('site-phase');
  });

  test('a twist takes the Dzyaloshinskii–Moriya exchange of the XXZ chain away, for all couplings', () => {
    const chain = 'sum_j J/2 (exp(i φ) S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>';
    const plain = 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>';
    expect(terms(declared(`twist(${chain}, φ)`))).toEqual(terms(plain));
    expect(terms(declared(`twist(charge(${chain}, 4), φ)`))).toEqual(terms(`charge(${plain}, 4)`));
  });

  test('the twist of a density is taken under its sum, where its j is known', () => {
    expect(terms(declared('sum_j twist(Sx_j Sy_<j+1> + Sx_j, φ)'))).toEqual(
      terms(declared('twist(sum_j Sx_j Sy_<j+1> + Sx_j, φ)')),
    );
    expect(error(declared('twist(Sx_j, φ)')).code).toBe('free-position');
    expect(terms(declared('twist(S+_3, φ)'))).toEqual(terms(declared('exp(3 i φ) S+_3')));
  });

  test('on a ring it does not close', () => {
    expect(error(declared('on ring(4): sum_j exp(i φ j) X_j')).code).toBe('phase-on-ring');
  });
});
