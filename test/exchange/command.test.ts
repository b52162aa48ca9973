import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { formats } from '../../src/exchange/index.js';

const folder = mkdtempSync(join(tmpdir(), 'spinlaw-formats-'));
afterAll(() => rmSync(folder, { recursive: true }));

function spinlaw(...args: string[]): { code: number | null; out: Buffer; err: string } {
  const run = spawnSync(process.execPath, ['dist/program/main.js', 'eval', ...args]);
  return { code: run.status, out: run.stdout, err: run.stderr.toString() };
}

describe('eval --to and --from', () => {
  test('prints for another library', () => {
    const { code, out } = spinlaw('sum_j X_j Y_<j+1>', '--to', 'openfermion', '--sites', '3', '--open');
    expect(out.toString()).toBe('(1.0+0.0j) [X0 Y1] +\n(1.0+0.0j) [X1 Y2]\n');
    expect(code).toBe(0);
  });

  test('bytes go to standard output as they are', () => {
    const { code, out } = spinlaw('X_0 + i Y_1', '--to', 'npy');
    expect(out.subarray(1, 6).toString()).toBe('NUMPY');
    expect(out.length).toBe(128 + 16 * 16);
    expect(code).toBe(0);
  });

  test('converts, with values for the parameters', () => {
    const file = join(folder, 'operator.json');
    writeFileSync(file, spinlaw('param g complex; g X_0 Y_2 + conj(g) Δ Z_1', '--to', 'json').out);
    expect(spinlaw(file, '--from', 'json').out.toString()).toContain('conj(g)');
    const { out } = spinlaw(file, '--from', 'json', '--set', 'g=1+2i', '--set', 'Delta=1/2', '--to', 'openfermion');
    expect(out.toString()).toBe('(1.0+2.0j) [X0 Y2] +\n(0.5-1.0j) [Z1]\n');
  });

  test('reads what eval --json printed', () => {
    const file = join(folder, 'document.json');
    writeFileSync(file, spinlaw('sum_j j S_j·S_<j+1>', '--json').out);
    expect(spinlaw(file, '--from', 'json').out.toString()).toBe(spinlaw('sum_j j S_j·S_<j+1>').out.toString());
  });

  test('one JSON document with --json', () => {
    const document = JSON.parse(spinlaw('Z_0', '--to', 'openfermion', '--json').out.toString()) as unknown;
    expect(document).toEqual({ format: 'openfermion', extension: 'txt', text: '(1.0+0.0j) [Z0]\n' });
    const { base64 } = JSON.parse(spinlaw('Z_0', '--to', 'npy', '--json').out.toString()) as { base64: string };
    expect(Buffer.from(base64, 'base64').subarray(1, 6).toString()).toBe('NUMPY');
  });

  test.each([
    [['Z_0', '--to', 'qasm'], 2, 'there is no format "qasm"'],
    [['Z_0', '--from', 'itensor'], 2, 'written, not read'],
    [['nowhere.py', '--from', 'qiskit'], 2, 'there is no file nowhere.py'],
    [['SparsePauliOp("XX")'], 2, '--from qiskit reads it'],
    [['S_0', '--to', 'qiskit'], 2, 'a vector is no operator'],
    [['sum_j Z_j', '--to', 'qiskit', '--sites', 'six'], 2, '"six" is not a number of sites'],
    [['sum_j Z_j', '--sites', '6'], 2, 'says how --to makes a chain finite'],
    [['Z_12', '--to', 'npy'], 3, '12 sites'],
    [['[("XQ", 1)]', '--from', 'qiskit'], 2, '<argument>:1:3'],
    [['Z_0', '--from', 'json'], 2, 'no JSON'],
  ])('%s', (args, code, says) => {
    const run = spinlaw(...args);
    expect(run.err).toContain(says);
    expect(run.code).toBe(code);
    expect(run.out.length).toBe(0);
  });

  test('a file of another library without --from: the hint reads it', () => {
    const file = join(folder, 'op.py');
    writeFileSync(file, 'from qiskit.quantum_info import SparsePauliOp\nH = -SparsePauliOp("XZ")\n');
    const { code, err } = spinlaw(file);
    expect(code).toBe(2);
    for (const id of ['json', 'quspin', 'qiskit', 'openfermion']) expect(err).toContain(`--from ${id}`);
    const hint = /hint: spinlaw eval (?<args>.*)/u.exec(err)!.groups!.args!;
    expect(spinlaw(...hint.split(' ')).out.toString()).toBe(spinlaw('-Z_0 X_1').out.toString());
  });

  test.each([
    ['op.txt', "op = QubitOperator('X0 Y1', 0.5)\n", '--from openfermion'],
    ['quspin.py', 'static = [["x", [[1, 0]]]]\n', '--from quspin'],
    ['op.json', '{"terms": []}', '--from json'],
    ['unknown.py', 'x = 1\n', '--from qiskit'],
    ['matrix.npy', 'NUMPY', 'written, not read'],
  ])('%s without --from', (name, text, says) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    const run = spinlaw(file);
    expect(run.err).toContain(says);
    expect(run.code).toBe(2);
  });

  test('an error of a script stays its own, whatever its comments name', () => {
    const file = join(folder, 'script.txt');
    writeFileSync(file, '# from qiskit: SparsePauliOp(["XX"])\nX_0 +\n');
    expect(spinlaw(file).err).not.toContain('--from');
  });

  test('--help names every format', () => {
    const help = spinlaw('--help').out.toString().replace(/\s+/gu, ' ');
    for (const { id } of formats) expect(help).toMatch(new RegExp(`print for another library:[^.]*\\b${id}\\b`, 'u'));
  });
});

test('an operator on a finite chain has its number of sites, whatever sites its letters are on', () => {
  const text = (...args: string[]): string => spinlaw(...args).out.toString();
  for (const kind of ['ring', 'open']) {
    expect(text(`on ${kind}(4): Z_0`, '--to', 'qiskit')).toContain('("IIIZ", 1.0)');
    expect(text(`with h = 2: on ${kind}(3): h Z_0`, '--to', 'qiskit')).toContain('("IIZ", 2.0)');
    expect(JSON.parse(text(`on ${kind}(4): Z_0`, '--json'))).toMatchObject({
      sites: 4,
      boundary: kind === 'ring' ? 'periodic' : 'open',
    });
  }
  expect(text('on open(4): Z_0', '--to', 'qiskit', '--sites', '2')).toContain('("IZ", 1.0)');
});

test('a phase that grows along an open chain keeps its name where the format has names', () => {
  const wave = ['param φ phase; sum_j exp(i φ j) Z_j', '--to', 'mathematica', '--sites', '2'];
  expect(spinlaw(...wave, '--open').out.toString()).toContain('Exp[I*phi]*pauli[0, 3]');
  expect(spinlaw(...wave).code).toBe(2);
});
