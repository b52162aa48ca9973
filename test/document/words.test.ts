import { expect, test } from 'vitest';
import { count } from '../../src/document/site/words.js';

test('nouns are counted in the plural, except one', () => {
  expect([0, 1, 2, 11].map((n) => count(n, 'word'))).toEqual(['0 words', '1 word', '2 words', '11 words']);
});
