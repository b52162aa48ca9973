import { describe, expect, test } from 'vitest';
import { banned, found } from '../../scripts/voice.mjs';

const wordsOf = (text: string): string[] => found(text).map(({ words }) => words);

describe('phrases that readers stumble over', () => {
  test('each has words to write instead', () => {
    for (const { instead } of banned) expect(instead).not.toBe('');
  });

  test('are found with their line, also over the end of a line of a comment', () => {
    expect(found('a\n\n * 3 unless\n   * told')).toMatchObject([{ line: 3, words: 'unless told' }]);
    expect(wordsOf(' * F = χ λ.   chain\n * (10), and a rate, gas (2)')).toEqual(['chain (10)']);
    expect(wordsOf('the mend; Mends')).toEqual(['mend', 'Mends']);
    expect(wordsOf('the sum, is no operator')).toEqual([', is no ']);
    expect(wordsOf('/** What a run says. */ it takes for granted what becomes of q')).toHaveLength(3);
  });

  test('are not found in words and turns that only look like them', () => {
    expect(wordsOf('amend, commend; the state, is no longer pure; they come back by night')).toEqual([]);
    expect(wordsOf('/** What does it say? */ it grants what it became')).toEqual([]);
  });
});
