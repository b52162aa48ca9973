import { expect, test } from 'vitest';
import { readOptions } from '../../src/workbench/options.js';
import type { OptionSpec } from '../../src/report/index.js';
import { DiagnosticError } from '../../src/text/index.js';

const specs: readonly OptionSpec[] = [
  { flags: '--observe <names>', about: '' },
  { flags: '--max-words <n>', about: '', default: '5' },
  { flags: '--populations', about: '' },
  { flags: '--set <name=scalar>', about: '', default: [] },
];
const read = (text: string) => readOptions(':steady', specs, text);

test('the value of an option ends where the next option begins', () => {
  expect(read('8 --observe H0, S_j·S_<j+1> --populations --set J=1 --set B = -2')).toEqual({
    operand: '8',
    options: {
      observe: 'H0, S_j·S_<j+1>',
      maxWords: '5',
      populations: true,
      set: ['J=1', 'B = -2'],
    },
  });
});

test('without options there are the defaults', () => {
  expect(read(' 8 ')).toEqual({ operand: '8', options: { maxWords: '5', set: [] } });
});

test('an equals sign, quotes, and signs within a value', () => {
  expect(read('--observe="a - b" --max-words=7').options).toMatchObject({ observe: 'a - b', maxWords: '7' });
  expect(read('8 --observe a - -b').options.observe).toBe('a - -b');
});

test.each([
  ['8 --observe', 'option-value'],
  ['8 --populations 3', 'option-value'],
  ['8 --observe a --observe b', 'option-twice'],
  ['8 --observed a', 'unknown-option'],
])('%s: %s', (text, code) => {
  const refused = (): unknown => {
    try {
      return read(text);
    } catch (error) {
      return error;
    }
  };
  const error = refused();
  expect(error).toBeInstanceOf(DiagnosticError);
  expect((error as DiagnosticError).diagnostic.code).toBe(code);
});
