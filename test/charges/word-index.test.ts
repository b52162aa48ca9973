import { test as prop, fc } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { WordIndex, hashOf } from '../../src/charges/word-index.js';

const word = fc
  .tuple(fc.nat(200), fc.nat(200))
  .map(([x, z]): [number, number] => (x === 0 && z === 0 ? [1, 0] : [x, z]));

describe('the index of words', () => {
  prop.prop([fc.array(word, { maxLength: 300 }), fc.constantFrom(0, 1, 7, 400)])(
    'numbers words in the order they come, and finds them again',
    (words, expected) => {
      const index = new WordIndex(expected);
      const seen: string[] = [];
      for (const [x, z] of words) {
        const key = `${x} ${z}`;
        if (!seen.includes(key)) seen.push(key);
        expect(index.number(hashOf(x, z), x, z)).toBe(seen.indexOf(key));
      }
      expect(index.count).toBe(seen.length);
      seen.forEach((key, k) => expect(`${index.x[k]} ${index.z[k]}`).toBe(key));
    },
  );
});
