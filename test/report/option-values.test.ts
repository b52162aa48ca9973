import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Command } from 'commander';
import { overridden, sortArguments } from '../../src/cli/arguments.js';
import { decimal, numberList, optionParts, wholeNumber } from '../../src/report/option-values.js';
import { type Diagnostic, DiagnosticError, placeOf } from '../../src/text/index.js';

function refusal(read: () => unknown): Diagnostic | undefined {
  try {
    read();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic;
    throw error;
  }
  return undefined;
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('values of options', () => {
  test('lists of numbers are read as they are written, with or without blanks', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), fc.constantFrom(',', ', ', ' ,'), (numbers, comma) => {
        // toEqual tells −0 from 0: they are one number.
        expect(numberList('--beta', numbers.map(String).join(comma))).toEqual(numbers.map((x) => x + 0));
      }),
    );
  });

  test('one bad entry anywhere is found, and its place is shown', () => {
    const bad = fc.constantFrom(
      '',
      'x',
      'NaN',
      'Infinity',
      '-inf',
      '0x10',
      '1e999',
      '1_000',
      '1.2.3',
      '--1',
      'null',
      '1 2',
    );
    fc.assert(
      fc.property(fc.array(finite), bad, fc.array(finite), (before, wrong, after) => {
        fc.pre(wrong !== '' || before.length + after.length > 0);
        const text = [...before, wrong, ...after].join(',');
        const found = refusal(() => numberList('--beta', text));
        expect(found).toMatchObject({ kind: 'input', code: 'option-value', hint: expect.any(String) });
        const start = before.map((x) => `${x},`).join('').length;
        const { line, column } = placeOf(found!.span!);
        expect(line).toBe(1);
        // Where nothing stands, at the comma: the one after it, or the last of the list.
        expect(column).toBe(wrong === '' && after.length === 0 ? start : start + 1);
      }),
    );
  });

  test('parts stand outside brackets, and each is where its span says', () => {
    const inner = fc.constantFrom('H0', ' [Ob, C3]', 'conserved(JS)', 'S_<j,j+1> ', '(a, (b, c))', '{A, B}', '|1><2|');
    fc.assert(
      fc.property(fc.array(inner, { minLength: 1 }), fc.constantFrom('', 'gge:'), (list, head) => {
        const parts = optionParts('--observe', head + list.join(','), 'H0', head.length);
        expect(parts.map((p) => p.text)).toEqual(list.map((t) => t.trim()));
        for (const { text, span } of parts) expect(span.source.text.slice(span.start, span.end)).toBe(text);
      }),
    );
  });

  test('whole numbers: nothing else, no rounding, and the limit is named', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (n, least) => {
        const found = refusal(() => expect(wholeNumber('--upto', String(n), { least })).toBe(n));
        expect(found?.code).toBe(n < least ? 'option-value' : undefined);
      }),
    );
    for (const text of ['-1', '1.5', '1e3', '', ' ', '0x10', '∞', 'ten', '9007199254740993'])
      expect(refusal(() => wholeNumber('--upto', text))?.code).toBe('option-value');
    expect(refusal(() => wholeNumber('--seed', '101', { most: 100 }))).toMatchObject({
      kind: 'limit',
      code: 'too-large',
      message: expect.stringContaining('100'),
    });
  });

  test('a decimal is finite and has no sign at zero', () => {
    expect(Object.is(decimal('-0'), 0)).toBe(true);
    expect(['1e400', '', 'NaN', '0b1', ' 1'].map(decimal)).toEqual(Array.from({ length: 5 }, () => undefined));
  });
});

describe('arguments', () => {
  const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
  const command = new Command('test')
    .option('--ring <N>')
    .option('--json')
    .option('--set <name=scalar>', '', collect, []);

  test.each([
    [['--ring', '4', '--ring', '6'], 'option-twice'],
    [['--ring=4', '--ring', '6'], 'option-twice'],
    [['--ring', ''], 'option-value'],
    [['--ring=  '], 'option-value'],
    [['--ring'], 'option-value'],
    [['--json=1'], 'option-value'],
    [['--rang', '4'], 'unknown-option'],
  ])('%j is refused', (raw, code) => {
    const found = refusal(() => sortArguments(command, raw));
    expect(found?.code).toBe(code);
  });

  test('what may stand twice does', () => {
    expect(
      sortArguments(command, ['--set', 'a=1', '--json', '--set', 'a=2', '--json', '--ring', '4', '--ring', '4']),
    ).toEqual(['--set=a=1', '--json', '--set=a=2', '--json', '--ring=4', '--ring=4', '--']);
  });

  test('a name that is set twice is remarked, in whatever spelling', () => {
    expect(overridden(['Delta=1', 'J=1', 'Δ = 2', 'J=1'])).toEqual([expect.stringMatching(/Delta.*twice.*2$/u)]);
    expect(overridden(['a=1', 'b=1', 'k', '', '=1'])).toEqual([]);
  });
});
