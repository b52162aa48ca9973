import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { bracket, distance, product } from './dense.js';
import { localStrings, matrixOf, parts } from './realise.js';
import { bracketStrings, letterProduct, multiplyStrings } from './strings.js';

describe('the string oracle is held to matrices', () => {
  const three = parts({ sites: 3, longest: 3 }).map((p) => localStrings(p, 3));

  test.prop([three, three])('products and brackets', (a, b) => {
    const [A, B] = [matrixOf(a, 3), matrixOf(b, 3)];
    expect(distance(matrixOf(multiplyStrings(a, b), 3), product(A, B))).toBe(0);
    expect(distance(matrixOf(bracketStrings(a, b, -1), 3), bracket(A, B, -1))).toBe(0);
    expect(distance(matrixOf(bracketStrings(a, b, 1), 3), bracket(A, B, 1))).toBe(0);
  });

  test('σ^x σ^y = iσ^z', () => {
    expect(letterProduct('X', 'Y')).toEqual({ letters: 'Z', phase: 1 });
    fc.assert(
      fc.property(
        fc.constantFrom('X', 'Y', 'Z'),
        (a) => letterProduct(a, a).letters === 'I' && letterProduct(a, a).phase === 0,
      ),
    );
  });
});
