import { expect, describe, test } from 'vitest';
import { errorExamples, raisedCodes, sourcesOfErrors } from '../../scripts/errors.mjs';
import { diagnosticCodes } from '../../src/text/codes.js';

const sources = sourcesOfErrors();
const codes = Object.values(diagnosticCodes).flatMap((ofSubject) => Object.keys(ofSubject));

describe('the list of codes', () => {
  test('has each code once, and no code is a subject', () => {
    expect(codes.filter((code, k) => codes.indexOf(code) < k)).toEqual([]);
    const subjects = Object.keys(diagnosticCodes).map((subject) => subject.toLowerCase());
    expect(codes.filter((code) => subjects.includes(code))).toEqual([]);
  });

  test('has every code that the sources raise, and no other', () => {
    const raised = raisedCodes(sources);
    expect(sources.length).toBeGreaterThan(400);
    expect([...raised.keys()].sort()).toEqual(codes.toSorted());
  });

  test('says in a sentence what each means', () => {
    for (const meanings of Object.values(diagnosticCodes))
      for (const [code, meaning] of Object.entries(meanings)) expect(meaning, code).toMatch(/^["\p{Lu}].{9,}\.$/u);
  });

  test('has every code that a docstring names', () => {
    const named = sources.flatMap(([place, text]) =>
      [...text.matchAll(/@(?:diagnostic|throws) (?<rest>(?:[^@*]|\*(?!\/))*)/gu)].flatMap(({ groups }) =>
        // Functions whose diagnostics these are have no hyphen.
        [...groups!.rest!.matchAll(/`(?<code>[a-z0-9]+(?:-[a-z0-9]+)+)`/gu)].map((m) => [place, m.groups!.code!]),
      ),
    );
    expect(named.length).toBeGreaterThan(200);
    expect(named.filter(([, code]) => !codes.includes(code!))).toEqual([]);
  });
});

describe('where a code is raised', () => {
  const of = (text: string): ReturnType<typeof raisedCodes> =>
    raisedCodes([
      ['text/diagnostic.ts', 'export function refuse(code: DiagnosticCode, message: string): never {}'],
      ['text/limit.ts', 'export function limit(code: DiagnosticCode, message: string): never {}'],
      ['a/b.ts', text],
    ]);
  const kinds = (text: string): unknown => [...of(text)].map(([code, found]) => [code, ...found.kinds]);

  test('as an argument, as a default and as a field', () => {
    expect(of("if (n < 0) refuse('phase', `no ${n}`);").get('phase')!.places).toEqual(new Set(['a/b.ts']));
    expect(kinds("refuse(n < 0 ? 'time' : 'phase', 'no');")).toEqual([
      ['time', 'input'],
      ['phase', 'input'],
    ]);
    expect(kinds("limit('ring-size', 'no'); refuse('ring-size', 'no');")).toEqual([['ring-size', 'limit', 'input']]);
    expect(kinds("const a = { kind: 'limit', code: 'ring-size', message: 'no' };")).toEqual([['ring-size', 'limit']]);
    expect(kinds("const a = { code: 'ring-size', message: 'no' };")).toEqual([['ring-size', 'input']]);
    expect(
      kinds("function read(text: string, code: DiagnosticCode = 'phase'): void {} read('time', 'ring-size');"),
    ).toEqual([
      ['phase', 'input'],
      ['ring-size', 'input'],
    ]);
  });

  test('a comparison raises nothing', () => {
    expect(of("if (error.code === 'phase') f('phase');").size).toBe(0);
  });
});

test('every example is a whole message of the program', async () => {
  const examples = await errorExamples();
  expect(examples.size).toBeGreaterThan(280);
  for (const [code, { message }] of examples) {
    expect(codes).toContain(code);
    expect(message, code).toMatch(/^(?:error|limit): .+(?:\n|$)/u);
    expect(message, code).not.toMatch(/\n --> case:/u);
  }
});
