import { describe, expect, test } from 'vitest';
import { writeText } from '../../src/language/index.js';
import { type Value, expressValue } from '../../src/meaning/index.js';
import { claimDocument, valueDocument } from '../../src/session/index.js';
import { claim, error, last, value } from '../meaning/program.js';

/** Everything a value says about its operators, in one shape for scalars, operators and vectors. */
function content(found: Value): unknown {
  const document = valueDocument(found);
  if (document.kind === 'vector') return document.components;
  return document.kind === 'operator' ? document.terms : document.text;
}

const same = (text: string, plain: string): void => {
  expect(content(value(text))).toEqual(content(value(plain)));
};

describe('products with vectors', () => {
  test.each([
    ['S_0·S_1 S_0·S_1', '(S_0·S_1)^2'],
    ['Sz_2 S_0·S_1 J', 'J Sz_2 (S_0·S_1)'],
    ['(S_0·S_1) S_2', 'vector((S_0·S_1) Sx_2, (S_0·S_1) Sy_2, (S_0·S_1) Sz_2)'],
    ['S_0·S_1·S_2', '(S_0·S_1) S_2'],
    ['S_0·(S_1·S_2)', 'vector(Sx_0 (S_1·S_2), Sy_0 (S_1·S_2), Sz_0 (S_1·S_2))'],
    // the order of factors that do not commute
    ['S_0 Sz_0', 'vector(Sx_0 Sz_0, Sy_0 Sz_0, Sz_0 Sz_0)'],
    ['Sz_0 S_0', 'vector(Sz_0 Sx_0, Sz_0 Sy_0, Sz_0 Sz_0)'],
    ['S_0·Sz_0', 'S_0 Sz_0'],
    ['Sz_0*S_0', 'Sz_0 S_0'],
    ['(Sx_0 S_0)·S_0', 'Sx_0 (S_0·S_0)'],
    ['(S_0 Sx_0)·S_0', 'Sx_0 Sx_0 Sx_0 + Sy_0 Sx_0 Sy_0 + Sz_0 Sx_0 Sz_0'],
    ['S_0·(Sx_0 S_0)', '(S_0 Sx_0)·S_0'],
    ['S_0 S+_1/2', 'vector(Sx_0 S+_1/2, Sy_0 S+_1/2, Sz_0 S+_1/2)'],
    ['σ_0·σ_1 σ_0·σ_1', '3 - 2 σ_0·σ_1'],
  ])('%s is %s', same);
});

describe('commutators with vectors', () => {
  test.each([
    ['[Sz_0, S_0]', 'vector([Sz_0, Sx_0], [Sz_0, Sy_0], 0)'],
    ['[S_0, Sz_0]', '-[Sz_0, S_0]'],
    ['{S_0, Sz_0}', 'vector({Sx_0, Sz_0}, {Sy_0, Sz_0}, {Sz_0, Sz_0})'],
    ['{2, S_0}', '4 S_0'],
    ['[2 J, S_0]', 'S_0 - S_0'],
    ['H = sum_j S_j·S_<j+1>; [H, S_0]^z', 'H = sum_j S_j·S_<j+1>; [H, Sz_0]'],
    ['H = sum_j S_j·S_<j+1>; [H, S_j]_x', 'H = sum_j S_j·S_<j+1>; [H, Sx_j]'],
    ['h_<j,j+1> = S_j·S_<j+1>; sum_j [h_<j,j+1>, S_j]', 'sum_j [S_j·S_<j+1>, S_j]'],
    ['with J = 2: [J Sz_0, S_0]', '2 [Sz_0, S_0]'],
    ['on ring(3): [sum_j Sz_j Sz_<j+1>, sum_j S_j]', 'on ring(3): vector([sum_j Sz_j Sz_<j+1>, sum_j Sx_j], [sum_j Sz_j Sz_<j+1>, sum_j Sy_j], 0)'],
    ['param g complex; (g S_0 X_1)†', 'param g complex; conj(g) S_0 X_1'],
    ['i S_0 Sx_0 + h.c.', 'vector(i Sx_0 Sx_0 + h.c., i Sy_0 Sx_0 + h.c., i Sz_0 Sx_0 + h.c.)'],
    ['m_j = S_j Sz_<j+1>; sum_j j m_j', 'vector(sum_j j Sx_j Sz_<j+1>, sum_j j Sy_j Sz_<j+1>, sum_j j Sz_j Sz_<j+1>)'],
    ['sum_j (-1)^j S_j Sz_<j+1>', 'vector(sum_j (-1)^j Sx_j Sz_<j+1>, sum_j (-1)^j Sy_j Sz_<j+1>, sum_j (-1)^j Sz_j Sz_<j+1>)'],
  ])('%s is %s', same);

  test.each([
    'H = sum_j J S_j·S_<j+1>; prove [H, sum_j S_j] = 0',
    'H = sum_j J S_j·S_<j+1> + K S_j·S_<j+2>; prove [sum_j S_j, H] = 0',
    'H = sum_j S_j·S_<j+1>; on ring(5): prove [H, sum_j S_j] = 0',
    'prove [sum_j Sz_j, sum_j S_j] = vector(sum_j i Sy_j, -sum_j i Sx_j, 0)',
    'refute [sum_j Sz_j Sz_<j+1>, sum_j S_j] = 0',
    'prove hermitian(S_0 Sx_1)',
    'refute hermitian(S_0 Sx_0)',
    // A charge is one of the infinite chain, put on the ring.
    'H = sum_j S_j·S_<j+1>; on ring(4): prove [H, charge(H, 4)] = 0',
    'H = sum_j S_j·S_<j+1>; on ring(6): prove charge(H, 3) = sum_j (S_j×S_<j+1>)·S_<j+2>',
    'H = sum_j Z_j Z_<j+1>; on ring(4): prove density(H) = Z_0 Z_1',
  ])('%s', (text) => {
    expect(claim(text).holds).toBe(true);
  });

  test('the residual of a claim about vectors has three components', () => {
    const document = claimDocument(claim('prove [sum_j Δ Sx_j, sum_j S_j] = 0'));
    expect(document.components).toEqual({
      x: [],
      y: [{ string: 'Z', site: 0, weight: '1', coefficient: '1/2*i*Delta' }],
      z: [{ string: 'Y', site: 0, weight: '1', coefficient: '-1/2*i*Delta' }],
    });
    expect(document.residual).toEqual(document.components!.y);
    expect(document.point).toEqual({ Delta: '1' });
    expect(claim('prove [sum_j Δ Sx_j, sum_j S_j] = 0').residualText).toBe('vector(0, sum_j i Δ Sz_j, sum_j -i Δ Sy_j)');
  });

  test.each(['S_0·S_1 S_2', '[sum_j Sz_j Sz_<j+1>, S_0]', 'sum_j S_j Sz_<j+1>', 'S_0 Sx_0'])('%s prints as it is read', (text) => {
    same(writeText(expressValue(value(text))), text);
  });

  test.each([
    ['[S_0, S_1]', 'bracket-of-vectors', ['S_0·S_1 - S_1·S_0', 'S_0×S_1 - S_1×S_0', '[(S_0)^x, (S_1)^y]']],
    ['{S_0×S_1, 2 S_1}', 'bracket-of-vectors', ['(S_0×S_1)·(2 S_1) + (2 S_1)·(S_0×S_1)', '{((S_0×S_1))^x, ((2 S_1))^y}']],
    ['S_0 S_1', 'vectors-side-by-side', ['S_0·S_1', 'S_0×S_1']],
    ['J S_0·S_1 S_2 * S_3', 'vectors-side-by-side', ['J S_0·S_1 S_2·S_3']],
  ])('%s is refused, and what is meant can be pasted', (text, code, pasted) => {
    const { code: found, hint } = error(text);
    expect(found).toBe(code);
    for (const line of pasted) {
      expect(hint).toContain(line);
      expect(last(line).kind).toBe('value');
    }
  });
});
