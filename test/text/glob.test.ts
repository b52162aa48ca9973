import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { DiagnosticError, globOf } from '../../src/text/index.js';

/** The definition: a star takes nothing, or one letter more. */
function accepts(pattern: string, name: string): boolean {
  if (pattern === '') return name === '';
  if (pattern[0] === '*') return accepts(pattern.slice(1), name) || (name !== '' && accepts(pattern, name.slice(1)));
  return pattern[0] === name[0] && accepts(pattern.slice(1), name.slice(1));
}

const few = (letters: string, most: number) => fc.string({ unit: fc.constantFrom(...letters), maxLength: most });

describe('patterns of names', () => {
  test.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'charges.range', true],
    ['charges.*', 'charges.range', true],
    ['charges.*', 'charges', false],
    ['*.range', 'charges.range', true],
    ['c*s.r*e', 'charges.range', true],
    // Both ends may not share a letter.
    ['a*a', 'a', false],
    ['ab*bc', 'abc', false],
    ['a*b*b', 'ab', false],
    // Only a star is special.
    ['charges.range', 'chargesXrange', false],
    ['(a+)+$', '(a+)+$', true],
    ['[a-z]*', 'abc', false],
  ])('%j and %j: %s', (pattern, name, expected) => {
    expect(globOf(pattern)(name)).toBe(expected);
  });

  test.prop([few('ab*', 7), few('ab', 7)], { numRuns: 2000 })('are what the definition says', (pattern, name) => {
    expect(globOf(pattern)(name)).toBe(accepts(pattern, name));
  });

  // A search through alternatives would never end.
  test('of many stars are matched', () => {
    expect(globOf(`${'*a'.repeat(400)}b`)('a'.repeat(5000))).toBe(false);
    expect(globOf(`${'*'.repeat(900)}b`)(`${'a'.repeat(5000)}b`)).toBe(true);
  });

  test('longer than any name reach a declared limit', () => {
    expect(globOf('*'.repeat(1000))('a')).toBe(true);
    expect(() => globOf('*'.repeat(1001))).toThrow(DiagnosticError);
  });
});
