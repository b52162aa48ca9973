import fc from 'fast-check';
import { expect, test } from 'vitest';

import { tokensOf } from '../../src/assist/index.js';
import { paintLine } from '../../src/repl/colouring.js';

const paint = (line: string): string => paintLine(line, tokensOf);
// eslint-disable-next-line no-control-regex
const bare = (text: string): string => text.replaceAll(/\u001b\[[0-9;]*m/gu, '');

test('kinds of tokens have colours', () => {
  expect(paint('prove A = 2')).toBe('\u001b[35mprove\u001b[0m A = 2');
  expect(paint('sqrt(2) # root')).toBe('\u001b[34msqrt\u001b[0m(2) \u001b[2m# root\u001b[0m');
});

test('commands: known, unknown, options', () => {
  expect(paint(':steady 8 --observe H0')).toBe('\u001b[35m:steady\u001b[0m 8 \u001b[33m--observe\u001b[0m H0');
  expect(paint(':stedy 8')).toBe('\u001b[31m:stedy\u001b[0m 8');
  expect(paint(':save! a.spin')).toBe('\u001b[35m:save!\u001b[0m a.spin');
  expect(paint(':ste')).toBe('\u001b[35m:ste\u001b[0m');
});

test('colours take no room, and do not part a letter from its accents', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (line) => {
      fc.pre(!line.includes('\u001b'));
      expect(bare(paint(line))).toBe(line);
    }),
    { seed: 3 },
  );
  expect(paint('e\u0301 + sum_j Sz_j')).toBe('e\u0301 + sum_j Sz_j');
});
