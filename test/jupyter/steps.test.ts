import { describe, expect, test } from 'vitest';

import { codePointOffset, utf16Offset } from '../../src/jupyter/offsets.js';
import { stepsOf } from '../../src/jupyter/steps.js';
import { fc, test as property } from '@fast-check/vitest';

const shown = (code: string): string[] =>
  stepsOf(code, 'In [1]').map((step) => (step.kind === 'command' ? `:${step.command.kind}` : step.source.text));

describe('a cell', () => {
  test('is cut where a command begins a line', () => {
    expect(shown('H = X_0\n:names\nH\n? sum\n')).toEqual(['H = X_0', ':names', '\n\nH', ':help']);
  });

  test('keeps the places of its statements', () => {
    const [, step] = stepsOf(':names\n\n\nfoo', 'In [1]');
    expect(step).toMatchObject({ kind: 'statements', source: { name: 'In [1]' } });
    expect(shown(':names\n\n\nfoo')[1]!.split('\n').indexOf('foo')).toBe(3);
  });

  test('has commands of several lines, where the further ones are indented', () => {
    const [step] = stepsOf(':charges sum_j X_j X_<j+1>\n  + Z_j upto 3\nX_0', 'In [1]');
    expect(step).toMatchObject({ command: { kind: 'charges', expression: 'sum_j X_j X_<j+1>\n  + Z_j', upto: 3 } });
  });

  test('has no command inside a statement', () => {
    expect(shown('with J = 1\n: J')).toEqual(['with J = 1', ':unknown']);
    expect(shown('(X_0\n:names\n)')).toEqual(['(X_0\n:names\n)']);
  });

  test.each(['', '  \n\n', '\r\n'])('of blanks has no steps: %j', (code) => {
    expect(shown(code)).toEqual([]);
  });

  property.prop([fc.array(fc.constantFrom('X_0', ':names', '  + Y_0', '(', ')', '# :x', ''), { maxLength: 12 })])(
    'loses no line of a statement and moves none',
    (lines) => {
      for (const step of stepsOf(lines.join('\n'), 'cell')) {
        if (step.kind === 'command') continue;
        for (const [k, line] of step.source.text.split('\n').entries()) if (line !== '') expect(line).toBe(lines[k]);
      }
    },
  );
});

describe('offsets', () => {
  test('in code points and in UTF-16 units differ behind 𝟙', () => {
    expect(utf16Offset('a𝟙b', 2)).toBe(3);
    expect(codePointOffset('a𝟙b', 3)).toBe(2);
    expect(utf16Offset('a', 9)).toBe(1);
  });

  property.prop([fc.string({ unit: 'binary' }), fc.nat(40)])('lead there and back', (text, count) => {
    const points = Math.min(count, Array.from(text).length);
    expect(codePointOffset(text, utf16Offset(text, points))).toBe(points);
  });
});
