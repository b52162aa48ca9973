import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Diagnostic,
  DiagnosticError,
  type Json,
  errorDocument,
  jsonSpan,
  readJson,
} from '../../src/text/index.js';

function plain(value: Json): unknown {
  switch (value.kind) {
    case 'null':
      return null;
    case 'list':
      return value.items.map(plain);
    case 'object':
      return Object.fromEntries([...value.fields].map(([name, v]) => [name, plain(v)]));
    default:
      return value.value;
  }
}

function read(text: string): unknown {
  return plain(readJson({ name: 'case', text }));
}

function refusal(text: string): Diagnostic | undefined {
  try {
    read(text);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic;
    throw error;
  }
  return undefined;
}

const parts = (value: Json): Json[] => [
  value,
  ...(value.kind === 'list' ? value.items : value.kind === 'object' ? [...value.fields.values()] : []).flatMap(parts),
];
// Objects made by fromEntries take __proto__ as a name like any other, as JSON.parse does.
const json = fc.json({ maxDepth: 5 });

describe('JSON with places', () => {
  test('is read as JSON.parse reads it, and every value is where its place says', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 2, '\t'), (compact, indent) => {
        const text = JSON.stringify(JSON.parse(compact), null, indent);
        const source = { name: 'case', text };
        // JSON.stringify writes −0 as 0.
        expect(read(text)).toEqual(JSON.parse(text));
        for (const part of parts(readJson(source))) {
          const { start, end } = jsonSpan(source, part);
          expect(JSON.parse(text.slice(start, end))).toEqual(plain(part));
        }
      }),
    );
  });

  test('damaged text is refused where JSON.parse refuses it, with a place inside', () => {
    fc.assert(
      fc.property(
        json,
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', '[', '{', ':', '-', '.', '0', 'e', 'N', '\\', '\n', '\u0000', '١'),
        fc.nat(2),
        (text, where, put, cut) => {
          const at = where % (text.length + 1);
          const damaged = text.slice(0, at) + put + text.slice(at + cut);
          const found = refusal(damaged);
          let parsed = true;
          try {
            JSON.parse(damaged);
          } catch {
            parsed = false;
          }
          if (parsed) expect([undefined, 'json-twice', 'json-number']).toContain(found?.code);
          else {
            // What comes first is said first, and that may be a name that stands twice.
            expect(['json-syntax', 'json-twice', 'json-number']).toContain(found?.code);
            const { line, column } = errorDocument(found!);
            expect(line).toBeGreaterThan(0);
            expect(column).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ['{"a": 1, "b": {"c": 0, "c": 1}}', 'json-twice', '"c"'],
    ['{"a": 1, "\\u0061": 2}', 'json-twice', '"\\u0061"'],
    ['[1, -1e999]', 'json-number', '-1e999'],
    ['[1e-999]', 'json-number', '1e-999'],
    ['[NaN]', 'json-syntax', 'NaN'],
    ['[1, -Infinity]', 'json-syntax', '-'],
    ['[01]', 'json-syntax', '1'],
    [`${'['.repeat(100)}${']'.repeat(100)}`, 'nesting-too-deep', '['],
  ])('%s is refused: %s', (text, code, at) => {
    const found = refusal(text)!;
    expect(found.code).toBe(code);
    expect(text.slice(found.span!.start, found.span!.end)).toBe(at);
  });

  test('0 in every spelling is 0', () => {
    expect(read('[0, -0, 0e9, -0.000e-999]')).toEqual([0, 0, 0, 0]);
  });
});

test('errors have all their fields, whatever they know of a place', () => {
  const keys = ['code', 'message', 'file', 'line', 'column', 'length', 'expected', 'hint'];
  const bare: Diagnostic = { kind: 'input', code: 'json-field', message: 'what is wrong' };
  const full: Diagnostic = {
    ...bare,
    span: { source: { name: 'a', text: 'é\n𝟚x' }, start: 4, end: 5 },
    expected: ['y'],
    hint: 'write y',
  };
  expect(errorDocument(bare)).toEqual({
    ...bare,
    kind: undefined,
    file: null,
    line: null,
    column: null,
    length: null,
    expected: [],
    hint: null,
  });
  expect(errorDocument(full)).toMatchObject({
    file: 'a',
    line: 2,
    column: 2,
    length: 1,
    expected: ['y'],
    hint: 'write y',
  });
  for (const d of [bare, full]) expect(Object.keys(errorDocument(d))).toEqual(keys);
});
