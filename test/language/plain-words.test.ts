import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import moo from 'moo';
import { expect } from 'vitest';
import { plainWordPatterns, wordPatterns } from '../../src/language/word-patterns.js';
import { chainFormulas } from '../corpus/chain.js';
import { gasFormulas } from '../corpus/gas.js';

const [whole, plain] = [moo.compile(wordPatterns), moo.compile(plainWordPatterns)];
const words = (lexer: moo.Lexer, text: string) =>
  [...lexer.reset(text)].map(({ type, text: word, offset }) => [type, word, offset]);

/** Pieces of formulas without a backslash, in any order. */
const pieces = [...chainFormulas, ...gasFormulas]
  .flatMap(({ ascii, program = '' }) => `${program}\n${ascii}`.split(/(?<=[ ·×()[\],])/u))
  .concat(['S^α_j', 'σ^x_3', 'c†_{j,up}', 'Σ_j', '|ud>', '𝒳', 'h.c.', '1.5e-3', '_', '^', 'λ_<1>'])
  .filter((piece) => !piece.includes('\\'));

test.prop([fc.array(fc.constantFrom(...pieces), { maxLength: 12 })])(
  'a text without a backslash has the same words by the patterns without commands',
  (list) => {
    expect(pieces.length).toBeGreaterThan(100);
    const text = list.join('');
    expect(words(plain, text)).toEqual(words(whole, text));
  },
);
