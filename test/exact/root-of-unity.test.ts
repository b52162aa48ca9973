import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  equalCoefficients,
  evaluateCoefficient,
  multiplyCoefficients,
  oneCoefficient,
  powerCoefficient,
  rational,
  rootOfUnity,
} from '../../src/exact/index.js';

describe('e^{iπr}', () => {
  for (let n = 0; n < 24; n++) {
    test(`is exact for r = ${n}/12`, () => {
      const root = rootOfUnity(rational(n, 12))!;
      const { re, im } = evaluateCoefficient(root, () => 0);
      // The library's cosine and sine are the second source; a handful of roundings separate them.
      expect(Math.abs(re - Math.cos((Math.PI * n) / 12))).toBeLessThan(1e-15 * 4);
      expect(Math.abs(im - Math.sin((Math.PI * n) / 12))).toBeLessThan(1e-15 * 4);
      expect(equalCoefficients(powerCoefficient(root, 24), oneCoefficient)).toBe(true);
    });
  }

  test.prop([fc.integer({ min: -100, max: 100 }), fc.integer({ min: -100, max: 100 })])(
    'is a homomorphism, with period 2',
    (m, n) => {
      const [p, q] = [rootOfUnity(rational(m, 12))!, rootOfUnity(rational(n, 12))!];
      expect(equalCoefficients(multiplyCoefficients(p, q), rootOfUnity(rational(m + n, 12))!)).toBe(true);
      expect(equalCoefficients(p, rootOfUnity(rational(m + 24, 12))!)).toBe(true);
    },
  );

  test('is not claimed to be exact for other phases', () => {
    expect(rootOfUnity(rational(1, 5))).toBeUndefined();
    expect(rootOfUnity(rational(1, 24))).toBeUndefined();
  });
});
