import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { combinationOf } from '../../src/charges/combination.js';
import { conservedCharges } from '../../src/charges/index.js';
import { operatorOf } from '../../src/laws/index.js';
import { dialogue, spinlaw } from './commands.js';

const folder = mkdtempSync(join(tmpdir(), 'cases-'));
const file = (name: string, ...lines: string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};
const quick = ['--upto', '2', '--cases', '1'];

describe('the Hamiltonian of a program', () => {
  const isotropic = 'sum_j S_j·S_<j+1>';
  const stated = file('stated.spin', `H = J ${isotropic}`, 'M = sum_j Sz_j', 'hamiltonian H', 'M');
  const defined = file('defined.spin', 'h_<j,j+1> = J S_j·S_<j+1>', 'H = sum_j h_<j,j+1>', 'Ob = -i sum_j j h_<j,j+1>');
  const staggered = file('staggered.spin', 'M = sum_j (-1)^j Sz_j', `hamiltonian J ${isotropic}`, 'drive M cos(ω t) with width = 0.1');

  test.each([
    ['a statement, before the last expression', stated],
    ['the last expression', `M = sum_j Sz_j; J ${isotropic}`],
    ['a density as the last expression', 'J S_j·S_<j+1>'],
    ['the only definition that is a chain sum', `H = J ${isotropic}`],
    ['the only definition, a density', 'H = J S_j·S_<j+1>'],
    ['the only definition beside a density and its boost', defined],
    ['a definition that is stated', `H = J ${isotropic}; hamiltonian H`],
  ])('%s: charges, docs and perturb find the same', async (_, given) => {
    expect((await spinlaw(['charges', given, '--upto', '3', '--json'])).json.hamiltonian).toBe('sum_j J S_j·S_<j+1>');
    expect((await spinlaw(['perturb', 'g sum_j Sx_j', '--hamiltonian', given, ...quick, '--json'])).json.hamiltonian).toBe('sum_j J S_j·S_<j+1>');
    const out = join(folder, `site-${Math.abs(given.length)}-${given.codePointAt(0)}`);
    expect((await spinlaw(['docs', '--hamiltonian', given, '--upto', '3', '--out', out, '--json'])).json.models[0].quantities[2].norm2).toBe('3/32*J^4');
  });

  test.each([
    ['charges', (p: string) => ['charges', p]],
    ['docs', (p: string) => ['docs', '--hamiltonian', p, '--out', join(folder, 'none')]],
    ['perturb', (p: string) => ['perturb', 'sum_j Sz_j', '--hamiltonian', p, ...quick]],
  ])('%s: two chain sums are an error that names them, and its hint works at the end of the program', async (_, command) => {
    const program = `H = ${isotropic}; M = sum_j Sz_j`;
    const { code, json } = await spinlaw([...command(program), '--json']);
    expect(code).toBe(2);
    expect(json.error).toMatchObject({ code: 'ambiguous-hamiltonian', message: 'H and M are chain sums, and nothing says which of them is the Hamiltonian' });
    const hint = /with: (?<statement>.*)$/u.exec(json.error.hint)!.groups!.statement!;
    expect((await spinlaw([...command(`${program}; ${hint}`), '--json'])).code).toBe(0);
  });

  test.each([
    ['a density without its sum', ['charges', 'h_<j,j+1> = S_j·S_<j+1>'], 'no-expression', 'sum_j h_<j,j+1>'],
    ['nothing at all', ['charges', 'param J real'], 'no-expression', 'sum_j S_j·S_<j+1>'],
    ['a number, where a definition is the Hamiltonian', ['charges', `H = ${isotropic}; norm2(H)`], 'not-an-operator', 'hamiltonian H'],
    ['perturb: two sums', ['perturb', `H0 = ${isotropic}; V = sum_j (-1)^j Sz_j`, ...quick], 'ambiguous-hamiltonian', 'hamiltonian H0'],
  ])('%s is refused with a hint that works', async (_, [command, program, ...rest], wanted, hint) => {
    const { code, json } = await spinlaw([command!, program!, ...rest, '--json']);
    expect([code, json.error.code]).toEqual([2, wanted]);
    expect(json.error.hint).toContain(`: ${hint}`);
    expect((await spinlaw([command!, `${program}; ${hint}`, ...rest, '--json'])).code).toBe(0);
  });

  test('two statements are refused, as in models', async () => {
    expect((await spinlaw(['charges', `hamiltonian ${isotropic}; hamiltonian sum_j Sz_j`, '--json'])).json.error.code).toBe('two-hamiltonians');
  });

  test.each([
    ['a model', ['g sum_j (-1)^j Sz_j', '--model', 'xxz', '--field', '--set', 'B=1', '--set', 'J=2'], 'sum_j g (-1)^j Sz_j', 'sum_j -Sz_j + S+_j S-_<j+1> + S-_j S+_<j+1> + Δ Sz_j Sz_<j+1>'],
    ['names of the program of H0 in V', ['g M', '--hamiltonian', staggered], 'sum_j g (-1)^j Sz_j', 'sum_j J S_j·S_<j+1>'],
    ['a name of the program of V as H0', [file('both.spin', `H0 = J ${isotropic}`, 'V = g sum_j (-1)^j Sz_j'), '--hamiltonian', 'H0'], 'sum_j g (-1)^j Sz_j', 'sum_j J S_j·S_<j+1>'],
    ['one program: V is the other sum', [`H0 = J ${isotropic}; V = g sum_j (-1)^j Sz_j; hamiltonian H0`], 'sum_j g (-1)^j Sz_j', 'sum_j J S_j·S_<j+1>'],
    ['one program: V is the last expression', [`H0 = J ${isotropic}; g (-1)^j Sz_j`.replace('g (', 'sum_j g (')], 'sum_j g (-1)^j Sz_j', 'sum_j J S_j·S_<j+1>'],
    ['a program that defines V alone', [`V = g sum_j (-1)^j Sz_j`, '--hamiltonian', `H = J ${isotropic}`], 'sum_j g (-1)^j Sz_j', 'sum_j J S_j·S_<j+1>'],
    ['a density as V', ['g Sz_j', '--hamiltonian', `J ${isotropic}`], 'sum_j g Sz_j', 'sum_j J S_j·S_<j+1>'],
  ])('perturb takes %s', async (_, args, V, H0) => {
    const { code, json } = await spinlaw(['perturb', ...args, ...quick, '--json']);
    expect([code, json.perturbation, operatorOf(json.hamiltonian).terms]).toEqual([0, V, operatorOf(H0).terms]);
  });

  test('a drive of the program of H0 is not part of V, and a note says so', async () => {
    expect((await spinlaw(['perturb', 'g M', '--hamiltonian', staggered, ...quick])).err).toMatch(/the drive of the program of H0 is not part of V/u);
  });

  test('--model and --hamiltonian together, or --field alone, are refused', async () => {
    expect((await spinlaw(['perturb', 'sum_j Sz_j', '--model', 'xxz', '--hamiltonian', isotropic, '--json'])).json.error.code).toBe('two-hamiltonians');
    expect((await spinlaw(['perturb', 'sum_j Sz_j', '--field', '--hamiltonian', isotropic, '--json'])).json.error.code).toBe('field-without-model');
    expect((await spinlaw(['perturb', 'sum_j Sz_j', '--model', 'heisenberg', '--json'])).json.error.code).toBe('unknown-model');
  });

  test('a density is summed with one note', async () => {
    for (const args of [['charges', 'S_j·S_<j+1>'], ['charges', 'hamiltonian S_j·S_<j+1>'], ['perturb', 'sum_j Sz_j', '--hamiltonian', 'S_j·S_<j+1>', ...quick]]) {
      expect((await spinlaw(args)).err.match(/summed over the chain/gu)).toHaveLength(1);
    }
  });

  test('the dialogue finds it in what was said', async () => {
    expect(dialogue(`H = ${isotropic}`, ':charges upto 3')).toMatch(/C_3: 6 terms, range 3, \[H, C_3\] = 0 proved/u);
    expect(dialogue(`H = ${isotropic}`, `M = sum_j Sz_j`, `:charges upto 3`)).toMatch(/hint: end the program with: hamiltonian H/u);
    expect(dialogue(`H = ${isotropic}`, `M = sum_j Sz_j`, `hamiltonian H`, `:charges upto 3`)).toMatch(/C_3: 6 terms/u);
  });

  test('inside on ring(N): a charge is that of the infinite chain, put on the ring', async () => {
    expect((await spinlaw(['prove', `H = J ${isotropic}; on ring(5): prove [H, charge(H, 4)] = 0`])).code).toBe(0);
    expect((await spinlaw(['prove', `H = J ${isotropic}; on ring(5): refute charge(H, 4) = 0`])).code).toBe(0);
    expect((await spinlaw(['prove', `H = J ${isotropic}; on ring(3): prove [H, charge(H, 4)] = 0`])).err).toMatch(/does not fit a ring of 3/u);
  });
});

describe('charges that are nothing', () => {
  test.each([
    ['commuting bonds', ['sum_j Z_j Z_<j+1>'], 3],
    ['the Ising chain whose field is set to 0', ['--model', 'tfi', '--set', 'g=0'], 3],
    ['a sum of fields', ['sum_j h Sx_j'], 3],
    ['clusters', ['sum_j J Z_j X_<j+1> Z_<j+2>'], 3],
  ])('%s: the boost gives no further charge', async (_, args, from) => {
    const { code, out } = await spinlaw(['charges', ...args, '--upto', '5']);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n').at(-1)).toBe(`C_${from} = 0: the boost gives no further charge`);
    const rows = out.split('\n').filter((line) => /^C_\d +\d/u.test(line));
    expect(rows.map((row) => [Number(row[2]) >= from, /proved/u.test(row), /nothing/u.test(row)])).toEqual([2, 3, 4, 5].map((k) => [k >= from, k < from, k >= from]));
    const { json } = await spinlaw(['charges', ...args, '--upto', '5', '--json']);
    expect(json.charges.map((c: any) => [c.index, c.commutes, c.nothing ?? false])).toEqual([2, 3, 4, 5].map((k) => [k, true, k >= from]));
    const modular = await spinlaw(['charges', ...args, '--upto', '5', '--modular']);
    expect(modular.out).toMatch(/C_3 +0 +0 +nothing/u);
    expect(modular.out).toMatch(/C_3 = 0: the boost gives no further charge/u);
  });

  test('in the language, the dialogue and the site', async () => {
    expect(dialogue('charge(sum_j Z_j Z_<j+1>, 4)')).toMatch(/C_4 = 0: the boost gives no further charge/u);
    expect(dialogue('charge(sum_j S_j·S_<j+1>, 4)')).not.toMatch(/no further charge/u);
    expect(dialogue(':charges sum_j Z_j Z_<j+1> upto 4')).toMatch(/C_3 = 0: the boost gives no further charge\nC_4 = 0/u);
    const { json } = await spinlaw(['docs', '--hamiltonian', 'sum_j Z_j Z_<j+1>', '--upto', '4', '--out', join(folder, 'ising'), '--json']);
    expect(json.models[0]).toMatchObject({ complete: true, nothing: 3 });
    expect(json.models[0].quantities.map((q: any) => q.name)).not.toContain('C3');
  });

  test('in the library; a charge that is a combination of others is nothing new', async () => {
    const { charges } = conservedCharges(operatorOf('sum_j Z_j Z_<j+1>'), { upto: 4 });
    expect([...charges].map((c) => c.nothing)).toEqual([undefined, { of: [] }, { of: [] }]);
    const [A, B] = [operatorOf('sum_j J X_j X_<j+1> + h Z_j'), operatorOf('sum_j X_j X_<j+1> - h Z_j')];
    expect(combinationOf(operatorOf('sum_j (J + 1) X_j X_<j+1>'), [A, B])).toEqual([0, 1]);
    expect(combinationOf(operatorOf('sum_j h J X_j X_<j+1> + h^2 Z_j'), [A, B])).toEqual([0]);
    expect(combinationOf(operatorOf('sum_j X_j X_<j+1> + h Z_j'), [A])).toBeUndefined();
    expect(combinationOf(operatorOf('sum_j X_j X_<j+1> + h Y_j'), [A, B])).toBeUndefined();
  });
});
