import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { spinlaw } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'spinlaw-'));
function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('eval', () => {
  test("the mandatory example: ε_abc S'^a S''^b S'^c with λ_z = Δ/J", () => {
    // √λ_a √(λ_z/λ_b) √λ_c / 8: 1 where b = z, λ_z elsewhere.
    const { code, json } = spinlaw(['eval', "(S'_j×S''_<j+1>)·S'_<j+2>", '--json']);
    expect(code).toBe(0);
    const words = Object.fromEntries(json.terms.map((t: any) => [t.string, t.coefficient]));
    expect(words).toEqual({
      XYZ: '1/8*Delta*J^-1',
      YZX: '1/8',
      ZXY: '1/8*Delta*J^-1',
      XZY: '-1/8',
      YXZ: '-1/8*Delta*J^-1',
      ZYX: '-1/8*Delta*J^-1',
    });
    expect(json.terms.every((t: any) => t.weight === 'local' && t.site === 0)).toBe(true);
    expect(json).toMatchObject({ kind: 'operator', hermitian: true, range: 3 });
  });

  test('an expression may begin with a minus sign, and -- ends the options', () => {
    expect(spinlaw(['eval', '-i sum_j j Sz_j', '--json']).json.terms).toEqual([
      { string: 'Z', site: 0, weight: 'j', coefficient: '-1/2*i' },
    ]);
    expect(spinlaw(['eval', '--json', '--', '-Sz_0']).json.terms[0].coefficient).toBe('-1/2');
  });

  test('kinds: scalar, boolean, vector', () => {
    expect(spinlaw(['eval', 'sqrt(8/9) J', '--json']).json).toMatchObject({ kind: 'scalar', value: '2/3*2^(1/2)*J' });
    expect(spinlaw(['eval', 'hermitian(S+_0)', '--json']).json).toMatchObject({ kind: 'boolean', value: false });
    const { json } = spinlaw(['eval', '2 S_0', '--json']);
    expect(json.kind).toBe('vector');
    expect(json.components.y).toEqual([{ string: 'Y', site: 0, weight: 'local', coefficient: '1' }]);
  });

  test('a term that stands for a power of two frequencies', () => {
    const { json } = spinlaw(['eval', 'sum_j (-1)^j Sz_j cos(ω t)', '--json']);
    expect(json.terms.map((t: any) => t.coefficient)).toEqual(['1/4*exp(-i*omega*t) + 1/4*exp(i*omega*t)']);
    expect(json.terms[0].weight).toBe('(-1)^j');
  });

  test('zero has no terms and range 0', () => {
    expect(spinlaw(['eval', '[sum_j S_j·S_<j+1>, sum_j Sz_j]', '--json']).json).toMatchObject({
      terms: [],
      range: 0,
      text: '0',
    });
  });

  test('statements before the expression define names; the last expression is the answer', () => {
    expect(spinlaw(['eval', 'a = 2; b = a^2; 1; a b']).out).toBe('8\n');
  });

  test('files, standard input, --set and --latex', () => {
    const path = file('h.spin', 'H = sum_j Δ Sz_j Sz_<j+1>\nH\n');
    expect(spinlaw(['eval', path, '--set', 'Delta=1/3', '--json']).json.terms[0].coefficient).toBe('1/12');
    expect(spinlaw(['eval', '-', '--set=Δ=2'], 'Δ + 1').out).toBe('3\n');
    expect(spinlaw(['eval', 'S_j·S_<j+1>', '--latex']).out).toBe('\\mathbf{S}_{j} \\cdot \\mathbf{S}_{j+1}\n');
  });

  test('--set overrides a definition', () => {
    expect(spinlaw(['eval', 'J = 2; J + 1', '--set', 'J=5']).out).toBe('6\n');
  });
});

describe('beside the answer', () => {
  test('a claim that fails is shown and counts', () => {
    const { code, out, err } = spinlaw(['eval', 'prove 1 = 2; Sz_0']);
    expect(code).toBe(1);
    expect(out).toBe('Sz_0\n');
    expect(err).toMatch(/FAILS/u);
  });

  test('a setting nobody asks for is noted', () => {
    expect(spinlaw(['eval', 'J', '--set', 'Q=2']).err).toMatch(/--set Q is not used/u);
  });

  test('a full disk is no failed claim', () => {
    if (!existsSync('/dev/full')) return;
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" dist/program/main.js eval Sz_0 > /dev/full`],
      {
        encoding: 'utf8',
      },
    );
    expect(status).toBe(74);
    expect(stderr).toMatch(/cannot be written \(ENOSPC\)/u);
  });
});

describe('wrong input', () => {
  const bad: readonly (readonly [string, string[], RegExp])[] = [
    ['an open bracket', ['eval', 'S_j·(S_<j+1>'], /not closed/u],
    ['sum_i', ['eval', 'sum_i Sz_i'], /sum_j/u],
    ['a product of two chain sums', ['eval', '(sum_j Sz_j) (sum_j Sz_j)'], /product of two chain sums/u],
    ['an unknown name', ['eval', 'iJ'], /did you mean i J/u],
    ['an operator nobody defined', ['eval', '[sum_j Sz_j, C9]'], /not defined/u],
    ['an unknown option', ['eval', '--latx', 'Sz_0'], /did you mean --latex/u],
    ['a missing file', ['eval', 'nowhere.spin'], /no file/u],
    ['no expression', ['eval'], /missing/u],
    ['a folder', ['eval', `${folder}`], /is a folder/u],
    ['a setting of a reserved letter', ['eval', 'J', '--set', 'i=3'], /reserved/u],
    ['a complex value for a real parameter', ['eval', 'J', '--set', 'J=i'], /real parameter/u],
    ['a setting without value', ['eval', 'J', '--set', 'J'], /name=scalar/u],
    ['two inputs', ['eval', 'Sz_0', '+', 'Sz_1'], /double quotes/u],
    ['division by zero', ['eval', 'J/0'], /division by zero/u],
    ['a root of a negative number', ['eval', 'with Δ = -1: sqrt(Δ)'], /negative/u],
    ['an unknown command', ['evall', 'J'], /no command/u],
    ['bytes that are no text', ['eval', file('bytes.spin', Uint8Array.of(0x53, 0xff, 0xfe))], /UTF-8/u],
  ];
  test.each(bad)('%s: exit 2, message on standard error, nothing on standard output', (_, args, message) => {
    const people = spinlaw(args);
    expect(people.code).toBe(2);
    expect(people.err).toMatch(message);
    expect(people.out).toBe('');
    const machine = spinlaw([...args, '--json']);
    expect(machine.code).toBe(2);
    expect(machine.json.error).toMatchObject({
      code: expect.any(String),
      message: expect.any(String),
      expected: expect.any(Array),
    });
  });

  test('the caret stands under the place, in code points', () => {
    const { err } = spinlaw(['eval', 'Δ·(S_j']);
    const lines = err.split('\n');
    const at = lines.findIndex((l) => l.includes('^'));
    expect(lines[at]!.indexOf('^')).toBe(lines[at - 1]!.length);
    expect(spinlaw(['eval', 'J;\n𝔸 + 1', '--json']).json.error).toMatchObject({ line: 2, column: 1 });
  });

  test.each([
    ['a range beyond the word size', 'Sz_0 Sz_100', 'range-too-long'],
    ['brackets nested too deeply', `${'('.repeat(1000)}1${')'.repeat(1000)}`, 'nesting-too-deep'],
    ['an enormous power', '2^(10^9)', 'exponent-too-large'],
    ['a number of a million digits', '9^999999', 'number-too-long'],
  ])('%s: exit 3 and the limit', (_, expression, code) => {
    const { code: exit, json } = spinlaw(['eval', expression, '--json']);
    expect(exit).toBe(3);
    expect(json.error.code).toBe(code);
  });

  test('ten thousand terms are no trouble', () => {
    const sum = Array.from({ length: 10_000 }, (_, k) => `${k} Sz_${k % 50}`).join(' + ');
    const { code, json } = spinlaw(['eval', '-', '--json'], sum);
    expect(code).toBe(0);
    expect(json.terms).toHaveLength(50);
    // Σ_m (50 m + 7)/2 over m = 0 … 199
    expect(json.terms[7].coefficient).toBe(String((50 * ((199 * 200) / 2) + 200 * 7) / 2));
  });
});

test('a number of sites for another library is that of whole cells', () => {
  const program = 'legs 2; sum_j X_{j,1}';
  const refused = spinlaw(['eval', program, '--to', 'openfermion', '--sites', '5', '--open', '--json']);
  expect([refused.code, refused.json.error.code]).toEqual([2, 'bad-sites']);
  expect(refused.json.error.hint).toContain('--sites 6');
  expect(spinlaw(['eval', program, '--to', 'openfermion', '--sites', '6', '--open']).code).toBe(0);
});
