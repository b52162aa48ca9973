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
    'exp(i π j/2)',
    'exp(i π J j)',
    'exp(i j)',
    'cos(i π j)',
    'cos(π (-1)^j)',
    'sin(π j/2)',
    'sin(2 j)',
  ])('%s is refused, because it is no sign', (angle) => {
    const diagnostic = error(`sum_j ${angle} X_j`);
    expect(diagnostic.code).toBe('site-phase');
    expect(marked(diagnostic)).toBe(angle.slice(4, -1));
  });
});
