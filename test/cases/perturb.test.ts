import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { combinationOf } from '../../src/charges/combination.js';
import { conservedCharges } from '../../src/charges/index.js';
import { readOperatorAt } from '../../src/laws/index.js';
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
  const staggered = file(
    'staggered.spin',
    'M = sum_j (-1)^j Sz_j',
    `hamiltonian J ${isotropic}`,
    'drive M cos(ω t) with width = 0.1',
  );

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
    expect(
      (await spinlaw(['perturb', 'g sum_j Sx_j', '--hamiltonian', given, ...quick, '--json'])).json.hamiltonian,
    ).toBe('sum_j J S_j·S_<j+1>');
    const out = join(folder, `site-${Math.abs(given.length)}-${given.codePointAt(0)}`);
    expect(
      (await spinlaw(['docs', '--hamiltonian', given, '--upto', '3', '--out', out, '--json'])).json.models[0]
        .quantities[2].norm2,
    ).toBe('3/32*J^4');
  });

  test.each([
    ['charges', (p: string) => ['charges', p]],
    ['docs', (p: string) => ['docs', '--hamiltonian', p, '--out', join(folder, 'none')]],
    ['perturb', (p: string) => ['perturb', 'sum_j Sz_j', '--hamiltonian', p, ...quick]],
  ])(
    '%s: two chain sums are an error that names them, and its hint works at the end of the program',
    async (_, command) => {
      const program = `H = ${isotropic}; M = sum_j Sz_j`;
      const { code, json } = await spinlaw([...command(program), '--json']);
      expect(code).toBe(2);
      expect(json.error).toMatchObject({
        code: 'ambiguous-hamiltonian',
        message: 'H and M are chain sums, and nothing says which of them is the Hamiltonian',
      });
      const hint = /with: (?<statement>.*)$/u.exec(json.error.hint)!.groups!.statement!;
      expect((await spinlaw([...command(`${program}; ${hint}`), '--json'])).code).toBe(0);
    },
  );

  test.each([
    ['a density without its sum', ['charges', 'h_<j,j+1> = S_j·S_<j+1>'], 'no-expression', 'sum_j h_<j,j+1>'],
    ['nothing at all', ['charges', 'param J real'], 'no-expression', 'sum_j S_j·S_<j+1>'],
    [
      'a number, where a definition is the Hamiltonian',
      ['charges', `H = ${isotropic}; norm2(H)`],
      'not-an-operator',
      'hamiltonian H',
    ],
    [
      'perturb: two sums',
      ['perturb', `H0 = ${isotropic}; V = sum_j (-1)^j Sz_j`, ...quick],
      'ambiguous-hamiltonian',
      'hamiltonian H0',
    ],
  ])('%s is refused with a hint that works', async (_, [command, program, ...rest], wanted, hint) => {
    const { code, json } = await spinlaw([command!, program!, ...rest, '--json']);
    expect([code, json.error.code]).toEqual([2, wanted]);
    expect(json.error.hint).toContain(`: ${hint}`);
    expect((await spinlaw([command!, `${program}; ${hint}`, ...rest, '--json'])).code).toBe(0);
  });

  test('two statements are refused, as in models', async () => {
    expect(
      (await spinlaw(['charges', `hamiltonian ${isotropic}; hamiltonian sum_j Sz_j`, '--json'])).json.error.code,
    ).toBe('two-hamiltonians');
  });

  test.each([
    [
      'a model',
      ['g sum_j (-1)^j Sz_j', '--model', 'xxz', '--field', '--set', 'B=1', '--set', 'J=2'],
      'sum_j g (-1)^j Sz_j',
      'sum_j -Sz_j + S+_j S-_<j+1> + S-_j S+_<j+1> + Δ Sz_j Sz_<j+1>',
    ],
    [
      'names of the program of H0 in V',
      ['g M', '--hamiltonian', staggered],
      'sum_j g (-1)^j Sz_j',
      'sum_j J S_j·S_<j+1>',
    ],
    [
      'a name of the program of V as H0',
      [file('both.spin', `H0 = J ${isotropic}`, 'V = g sum_j (-1)^j Sz_j'), '--hamiltonian', 'H0'],
      'sum_j g (-1)^j Sz_j',
      'sum_j J S_j·S_<j+1>',
    ],
    [
      'one program: V is the other sum',
      [`H0 = J ${isotropic}; V = g sum_j (-1)^j Sz_j; hamiltonian H0`],
      'sum_j g (-1)^j Sz_j',
      'sum_j J S_j·S_<j+1>',
    ],
    [
      'one program: V is the last expression',
      [`H0 = J ${isotropic}; g (-1)^j Sz_j`.replace('g (', 'sum_j g (')],
      'sum_j g (-1)^j Sz_j',
      'sum_j J S_j·S_<j+1>',
    ],
    [
      'a program that defines V alone',
      [`V = g sum_j (-1)^j Sz_j`, '--hamiltonian', `H = J ${isotropic}`],
      'sum_j g (-1)^j Sz_j',
      'sum_j J S_j·S_<j+1>',
    ],
    ['a density as V', ['g Sz_j', '--hamiltonian', `J ${isotropic}`], 'sum_j g Sz_j', 'sum_j J S_j·S_<j+1>'],
  ])('perturb takes %s', async (_, args, V, H0) => {
    const { code, json } = await spinlaw(['perturb', ...args, ...quick, '--json']);
    expect([code, json.perturbation, readOperatorAt(json.hamiltonian).terms]).toEqual([0, V, readOperatorAt(H0).terms]);
  });

  test('a drive of the program of H0 is not part of V, and a note says so', async () => {
    expect((await spinlaw(['perturb', 'g M', '--hamiltonian', staggered, ...quick])).err).toMatch(
      /the drive of the program of H0 is not part of V/u,
    );
  });

  test('--model and --hamiltonian together, or --field alone, are refused', async () => {
    expect(
      (await spinlaw(['perturb', 'sum_j Sz_j', '--model', 'xxz', '--hamiltonian', isotropic, '--json'])).json.error
        .code,
    ).toBe('two-hamiltonians');
    expect(
      (await spinlaw(['perturb', 'sum_j Sz_j', '--field', '--hamiltonian', isotropic, '--json'])).json.error.code,
    ).toBe('field-without-model');
    expect((await spinlaw(['perturb', 'sum_j Sz_j', '--model', 'heisenberg', '--json'])).json.error.code).toBe(
      'unknown-model',
    );
  });

  test('steady takes the only chain sum beside drives and baths, and asks where there are two', async () => {
    const lines = [
      'H0 = sum_j S_j·S_<j+1> + Sz_j Sz_<j+1> - 1/3 Sz_j',
      'Hph = sum_j (Sx_j + Sx_j Sz_<j+1>) (a_j + a†_j)',
      'bath Hph with temperature = 1, frequency = 1, width = 0.4',
    ];
    const named = await spinlaw([
      'steady',
      [...lines, 'hamiltonian H0'].join('; '),
      '--ring',
      '4',
      '--observe',
      'H0',
      '--json',
    ]);
    const found = await spinlaw(['steady', lines.join('; '), '--ring', '4', '--observe', 'H0', '--json']);
    expect(named.json.observables.H0).toBeLessThan(0);
    expect(found.json.observables).toEqual(named.json.observables);
    const two = await spinlaw(['steady', [...lines, 'M = sum_j Sz_j'].join('; '), '--ring', '4', '--json']);
    expect([two.json.error.code, two.json.error.hint]).toEqual([
      'ambiguous-hamiltonian',
      'end the program with: hamiltonian H0',
    ]);
  });

  test('a density is summed with one note', async () => {
    for (const args of [
      ['charges', 'S_j·S_<j+1>'],
      ['charges', 'hamiltonian S_j·S_<j+1>'],
      ['perturb', 'sum_j Sz_j', '--hamiltonian', 'S_j·S_<j+1>', ...quick],
    ]) {
      expect((await spinlaw(args)).err.match(/summed over the chain/gu)).toHaveLength(1);
    }
  });

  test('the dialogue finds it in what was said', async () => {
    expect(dialogue(`H = ${isotropic}`, ':charges upto 3')).toMatch(/C_3: 6 terms, range 3, \[H, C_3\] = 0 proved/u);
    expect(dialogue(`H = ${isotropic}`, `M = sum_j Sz_j`, `:charges upto 3`)).toMatch(
      /hint: end the program with: hamiltonian H/u,
    );
    expect(dialogue(`H = ${isotropic}`, `M = sum_j Sz_j`, `hamiltonian H`, `:charges upto 3`)).toMatch(/C_3: 6 terms/u);
  });

  test('inside on ring(N): a charge is that of the infinite chain, put on the ring', async () => {
    expect((await spinlaw(['prove', `H = J ${isotropic}; on ring(5): prove [H, charge(H, 4)] = 0`])).code).toBe(0);
    expect((await spinlaw(['prove', `H = J ${isotropic}; on ring(5): refute charge(H, 4) = 0`])).code).toBe(0);
    expect((await spinlaw(['prove', `H = J ${isotropic}; on ring(3): prove [H, charge(H, 4)] = 0`])).err).toMatch(
      /does not fit a ring of 3/u,
    );
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
    expect(rows.map((row) => [Number(row[2]) >= from, /proved/u.test(row), /nothing/u.test(row)])).toEqual(
      [2, 3, 4, 5].map((k) => [k >= from, k < from, k >= from]),
    );
    const { json } = await spinlaw(['charges', ...args, '--upto', '5', '--json']);
    expect(json.charges.map((c: any) => [c.index, c.commutes, c.nothing ?? false])).toEqual(
      [2, 3, 4, 5].map((k) => [k, true, k >= from]),
    );
    const modular = await spinlaw(['charges', ...args, '--upto', '5', '--modular']);
    expect(modular.out).toMatch(/C_3 +0 +0 +nothing/u);
    expect(modular.out).toMatch(/C_3 = 0: the boost gives no further charge/u);
  });

  test('in the language, the dialogue and the site', async () => {
    expect(dialogue('charge(sum_j Z_j Z_<j+1>, 4)')).toMatch(/C_4 = 0: the boost gives no further charge/u);
    expect(dialogue('charge(sum_j S_j·S_<j+1>, 4)')).not.toMatch(/no further charge/u);
    expect(dialogue(':charges sum_j Z_j Z_<j+1> upto 4')).toMatch(
      /C_3 = 0: the boost gives no further charge\nC_4 = 0/u,
    );
    const { json } = await spinlaw([
      'docs',
      '--hamiltonian',
      'sum_j Z_j Z_<j+1>',
      '--upto',
      '4',
      '--out',
      join(folder, 'ising'),
      '--json',
    ]);
    expect(json.models[0]).toMatchObject({ complete: true, nothing: 3 });
    expect(json.models[0].quantities.map((q: any) => q.name)).not.toContain('C3');
  });

  test('in the library; a charge that is a combination of others is nothing new', async () => {
    const { charges } = conservedCharges(readOperatorAt('sum_j Z_j Z_<j+1>'), { upto: 4 });
    expect([...charges].map((c) => c.nothing)).toEqual([undefined, { of: [] }, { of: [] }]);
    const [A, B] = [readOperatorAt('sum_j J X_j X_<j+1> + h Z_j'), readOperatorAt('sum_j X_j X_<j+1> - h Z_j')];
    expect(combinationOf(readOperatorAt('sum_j (J + 1) X_j X_<j+1>'), [A, B])).toEqual([0, 1]);
    expect(combinationOf(readOperatorAt('sum_j h J X_j X_<j+1> + h^2 Z_j'), [A, B])).toEqual([0]);
    expect(combinationOf(readOperatorAt('sum_j X_j X_<j+1> + h Z_j'), [A])).toBeUndefined();
    expect(combinationOf(readOperatorAt('sum_j X_j X_<j+1> + h Y_j'), [A, B])).toBeUndefined();
  });
});

const xxz = 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>';

describe('the report of perturb', () => {
  test.each([
    [
      'a field that keeps all',
      'h sum_j Sz_j',
      'sum_j J S_j·S_<j+1>',
      'V keeps every charge up to C_3, for all couplings.',
      'Kept: C_1, C_2 and C_3.',
      'kept',
    ],
    [
      'next neighbours',
      'J2 sum_j S_j·S_<j+2>',
      'sum_j J S_j·S_<j+1>',
      'V nearly conserves C_3: corrections of up to 4 sites leave commutators O(ε²), for all couplings.',
      'Kept: C_1. C_2 becomes H0 + ε V, the energy. Nearly conserved: C_3 (4 sites).',
      'nearly',
    ],
    [
      'a staggered field',
      'h sum_j (-1)^j Sz_j',
      xxz,
      'V breaks C_3: no correction of up to 6 sites, for all couplings except Δ = 0, J = 0 and h = 0.',
      'Kept: C_1. C_2 becomes H0 + ε V, the energy. Broken: C_3.',
      'broken',
    ],
    [
      'numbers only',
      'sum_j (-1)^j Sz_j',
      'sum_j S_j·S_<j+1>',
      'V breaks C_3: no correction of up to 6 sites.',
      'Kept: C_1. C_2 becomes H0 + ε V, the energy. Broken: C_3.',
      'broken',
    ],
    [
      'only the energy changes',
      'sum_j Z_j',
      'sum_j X_j X_<j+1>',
      'V breaks no charge up to C_2.',
      'C_2 becomes H0 + ε V, the energy.',
      'kept',
    ],
    [
      'phonons',
      'g sum_j Sx_j (a_j + a†_j)',
      'sum_j J S_j·S_<j+1>',
      'V breaks C_1, C_2 and C_3, for all couplings except g = 0 and J = 0.',
      'Broken: C_1, C_2 and C_3.',
      'broken',
    ],
    [
      'a coupling of V is called ε',
      'ε sum_j (-1)^j Sz_j',
      'sum_j S_j·S_<j+1>',
      'V breaks C_3: no correction of up to 6 sites, for all couplings except ε = 0.',
      'Kept: C_1. C_2 becomes H0 + η V, the energy. Broken: C_3.',
      'broken',
    ],
    [
      'a coupling is called V',
      'V sum_j (-1)^j Sz_j',
      'sum_j S_j·S_<j+1>',
      'W breaks C_3: no correction of up to 6 sites, for all couplings except V = 0.',
      'Kept: C_1. C_2 becomes H0 + ε W, the energy. Broken: C_3.',
      'broken',
    ],
  ])('%s: the verdict in the first two lines', async (_, V, H0, first, second, verdict) => {
    const { out, code } = await spinlaw(['perturb', V, '--hamiltonian', H0, '--upto', '3', '--cases', '1']);
    expect([code, ...out.split('\n').slice(0, 2)]).toEqual([0, first, second]);
    const { json } = await spinlaw(['perturb', V, '--hamiltonian', H0, '--upto', '3', '--cases', '1', '--json']);
    expect(json.verdict).toBe(verdict);
    // Nothing changes at any order where every charge is kept.
    if (json.charges.every((c: any) => c.verdict === 'kept')) expect(out).not.toMatch(/ε²/u);
    // A static V changes C_2 by its own energy only, and the rest of the report does not count that as a loss.
    for (const c of json.charges) if (c.verdict === 'energy') expect([c.index, c.broken]).toEqual([2, true]);
  });

  test('its parts come in the order of their weight, the rates last, in one line', async () => {
    const { out } = await spinlaw([
      'perturb',
      'h sum_j (-1)^j Sz_j',
      '--hamiltonian',
      xxz,
      '--upto',
      '3',
      '--cases',
      '2',
    ]);
    const heads = [
      'charge    verdict',
      'symmetries of H0',
      'currents in the steady state',
      'details',
      'rates (seed 1): ',
    ].map((head) => out.indexOf(`\n${head}`));
    expect([...heads].sort((a, b) => a - b)).toEqual(heads);
    expect(heads.every((at) => at > 0)).toBe(true);
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      'rates (seed 1): 4 laws hold, 2 cases each; not unique: V conserves Sz, one state per sector',
    );
  });

  test.each([
    ['a drive alone', 'sum_j Sx_j cos(ω t)', 'not unique: a drive alone keeps the momentum'],
    [
      'a rotation of all spins',
      'sum_j (Sx_j Sy_<j+1> + Sy_j Sx_<j+1>) (a_j + a†_j) + Sz_j',
      'not unique: V keeps the π rotation about z, one state per sector',
    ],
  ])('%s: the reason why the steady state is not unique', async (_, V, reason) => {
    expect(
      (await spinlaw(['perturb', V, '--hamiltonian', xxz, '--upto', '2', '--cases', '2'])).out.replaceAll(/\s+/gu, ' '),
    ).toContain(reason);
  });

  test('long formulas are broken at spaces, before a sign where there is one, and nothing is cut', async () => {
    const { out } = await spinlaw([
      'perturb',
      'J2 sum_j S_j·S_<j+2>',
      '--hamiltonian',
      'sum_j J S_j·S_<j+1>',
      '--upto',
      '4',
      '--cases',
      '1',
    ]);
    const lines = out.split('\n');
    expect(lines.every((line) => [...line].length <= 100)).toBe(true);
    expect(out).not.toContain('…');
    // The formulas can be typed: each is the operator it names.
    const whole = out.replaceAll(/\n {4}(?! )/gu, ' ');
    const { json } = await spinlaw([
      'perturb',
      'J2 sum_j S_j·S_<j+2>',
      '--hamiltonian',
      'sum_j J S_j·S_<j+1>',
      '--upto',
      '4',
      '--cases',
      '1',
      '--json',
    ]);
    const formula = /^ {2}dC_3 = (?<text>.*)$/mu.exec(whole)!.groups!.text!;
    expect(readOperatorAt(formula).terms).toEqual(readOperatorAt(json.charges[2].correction.text).terms);
    expect(whole).toMatch(/^ {2}dC_4 = \d+ Pauli strings of up to 5 sites; --json lists them$|^ {2}dC_4 = sum_j /mu);
  });

  test('exceptions in the table and in JSON', async () => {
    const args = ['perturb', 'sum_j (-1)^j (S_j×S_<j+1>)^x', '--hamiltonian', xxz, '--upto', '2', '--cases', '1'];
    expect((await spinlaw(args)).out).toMatch(/C_1 {5}nearly {5}dC_1 of up to 1 site; at Δ = -J: broken/u);
    const { json } = await spinlaw([...args, '--json']);
    expect(json.parameters).toEqual(['Delta', 'J']);
    expect(json.charges[0]).toMatchObject({
      verdict: 'nearly',
      exceptional: [
        {
          where: 'Delta = -J',
          values: { Delta: '-J' },
          verdict: 'broken',
          correction: { verdict: 'none', range: 5, generic: [] },
        },
      ],
    });
  });
});

describe('what is taken for granted about the couplings', () => {
  const rooted = 'A = norm2(sqrt(J) X_0); H = sum_j A S_j·S_<j+1>';

  test('a root and a divisor of H, in text and in JSON', async () => {
    const args = ['charges', 'sum_j sqrt(J) S_j·S_<j+1> + 1/K Sz_j Sz_<j+1>', '--upto', '3'];
    expect((await spinlaw(args)).out.trimEnd().split('\n').at(-1)).toBe('for all real J, K with J > 0, K ≠ 0');
    for (const more of [[], ['--modular']]) {
      const { json } = await spinlaw([...args, ...more, '--json']);
      expect([json.parameters, json.assumptions]).toEqual([
        ['J', 'K'],
        ['J > 0', 'K != 0'],
      ]);
    }
  });

  test('a root that has cancelled: norm2(√J X_0) is J for J > 0 only', async () => {
    expect((await spinlaw(['charges', rooted, '--upto', '2', '--json'])).json.assumptions).toEqual(['J > 0']);
    // The same operator without the root takes nothing for granted.
    const plain = await spinlaw(['charges', 'sum_j J S_j·S_<j+1>', '--upto', '2']);
    expect(plain.out).not.toMatch(/for all/u);
  });

  test('perturb: those of V, of H0 and of a jump', async () => {
    const args = ['perturb', 'jump sqrt(g) S-_j; sum_j 1/K Sz_j', '--hamiltonian', rooted, ...quick];
    const { json } = await spinlaw([...args, '--json']);
    expect([json.parameters, json.assumptions]).toEqual([
      ['J', 'K', 'g'],
      ['J > 0', 'g > 0', 'K != 0'],
    ]);
    expect((await spinlaw(args)).out.replace(/\s+/gu, ' ')).toMatch(
      /All of this is computed exactly for all real J, K, g with J > 0, g > 0, K ≠ 0/u,
    );
  });

  test('a phase is called one, and the rates are tried at phases', async () => {
    const V = 'param φ phase; sum_j exp(i φ) S+_j S-_<j+1> + h.c.';
    const { out } = await spinlaw(['perturb', V, '--hamiltonian', 'sum_j S_j·S_<j+1>', '--upto', '2', '--cases', '4']);
    expect(out).toMatch(/computed exactly for all phases φ/u);
    expect(out).toMatch(/4 laws hold/u);
  });
});

describe('what is said of all couplings', () => {
  const isotropic = 'sum_j J S_j·S_<j+1>';
  test.each([
    [
      'a factor of a charge',
      'sum_j X_j',
      ['--model', 'tfi'],
      4,
      { 3: { 'J = 0': 'kept', 'g = 0': 'kept' }, 4: { 'J = 0': 'kept', 'g = 0': 'kept' } },
    ],
    [
      'a difference of couplings in H0',
      'sum_j X_j',
      ['--hamiltonian', 'sum_j J X_j X_<j+1> + (g - J) Z_j'],
      3,
      { 3: { 'J = 0': 'kept', 'g = J': 'kept' } },
    ],
    [
      'a difference of couplings before V',
      'sum_j (a-b) Sx_j Sz_<j+1>',
      ['--hamiltonian', 'sum_j S_j·S_<j+1>'],
      2,
      { 1: { 'a = b': 'kept' } },
    ],
    [
      'differences in H0 and before V',
      'sum_j (a-b) Sx_j',
      ['--model', 'xxz'],
      3,
      { 1: { 'a = b': 'kept' }, 3: { 'J = 0': 'kept', 'a = b': 'kept', 'Delta = J': 'kept' } },
    ],
    [
      'two couplings that vanish together',
      'sum_j a Sx_j + b Sz_j Sx_<j+1>',
      ['--hamiltonian', 'sum_j S_j·S_<j+1>'],
      2,
      { 1: { 'a = 0': 'broken', 'a = 0, b = 0': 'kept' } },
    ],
    [
      'a bath',
      'g sum_j Sz_j Sx_<j+1> (a_j + a†_j)',
      ['--hamiltonian', isotropic],
      3,
      { 1: { 'g = 0': 'kept' }, 2: { 'J = 0': 'kept', 'g = 0': 'kept' }, 3: { 'J = 0': 'kept', 'g = 0': 'kept' } },
    ],
    [
      'a correction divided by the frequency',
      'sum_j cos(w t) Sx_j',
      ['--hamiltonian', isotropic],
      2,
      { 1: { 'w = 0': 'broken' }, 2: {} },
    ],
    [
      'a drive that vanishes at rest',
      'sum_j sin(w t) Sx_j',
      ['--hamiltonian', isotropic],
      2,
      { 1: { 'w = 0': 'kept' }, 2: {} },
    ],
    [
      'a drive without a correction',
      'sum_j sin(w t) (-1)^j Sz_j',
      ['--hamiltonian', isotropic],
      3,
      { 1: {}, 2: { 'J = 0': 'kept', 'w = 0': 'kept' }, 3: { 'J = 0': 'kept', 'w = 0': 'kept' } },
    ],
  ] as const)('%s: the couplings at which it is not so', async (_, V, H0, upto, expected) => {
    const { json } = await spinlaw(['perturb', V, ...H0, '--upto', String(upto), '--cases', '1', '--json']);
    const places = (list: any[] = [], before = ''): [string, string][] =>
      list.flatMap((e) => [
        [`${before}${e.where}`, e.verdict] as [string, string],
        ...places(e.exceptional, `${before}${e.where}, `),
      ]);
    for (const [index, wanted] of Object.entries(expected)) {
      const charge = json.charges.find((c: any) => c.index === Number(index));
      expect([index, Object.fromEntries(places(charge.exceptional))]).toEqual([index, wanted]);
    }
    // Numbers put in from the start say the same.
    for (const charge of json.charges) {
      for (const e of charge.exceptional ?? []) {
        if (e.values === null || e.exceptional) continue;
        const there = await spinlaw([
          'perturb',
          V,
          ...H0,
          ...Object.entries(e.values).flatMap(([n, v]) => ['--set', `${n}=${v as string}`]),
          '--upto',
          String(upto),
          '--cases',
          '1',
          '--json',
        ]);
        const same = there.json?.charges?.find((c: any) => c.index === charge.index);
        if (same) expect([e.where, same.verdict]).toEqual([e.where, e.verdict]);
      }
    }
  });

  test('the first line names them', async () => {
    const first = async (...args: string[]) =>
      (await spinlaw(['perturb', ...args, '--cases', '1'])).out.replaceAll(/\n {4}(?=\S)/gu, ' ').split('\n')[0];
    expect(await first('sum_j X_j', '--model', 'tfi', '--upto', '4')).toMatch(
      /for all couplings except J = 0 and g = 0\.$/u,
    );
    expect(await first('sum_j a Sx_j + b Sz_j Sx_<j+1>', '--hamiltonian', 'sum_j S_j·S_<j+1>', '--upto', '2')).toMatch(
      /for all couplings except \(a = 0, b = 0\)\.$/u,
    );
  });

  test('with a field in H0 the energy has a line of its own', async () => {
    const second = async (...args: string[]) =>
      (await spinlaw(['perturb', ...args, '--cases', '1'])).out.split('\n')[2];
    expect(
      await second('sum_j Sx_j', '--hamiltonian', 'sum_j S_j·S_<j+1> + Sz_j Sz_<j+1> - 1/3 Sz_j', '--upto', '2'),
    ).toBe('H0 + ε V is the energy, and conserved; C_2 is H0 without its field.');
    expect(await second('sum_j Sx_j Sz_<j+1>', '--hamiltonian', isotropic, '--upto', '2')).toBe('');
    // A drive does not conserve it.
    expect(
      (
        await spinlaw([
          'perturb',
          'sum_j cos(2 t) Sx_j',
          '--hamiltonian',
          'sum_j S_j·S_<j+1> + Sz_j Sz_<j+1> - 1/3 Sz_j',
          '--upto',
          '2',
          '--cases',
          '1',
        ])
      ).out,
    ).not.toMatch(/is the energy/u);
  });

  test('couplings at which terms of H0 or V cancel are no cases of the rates', async () => {
    for (const seed of ['1', '2', '3']) {
      const { code, json } = await spinlaw([
        'perturb',
        'sum_j X_j',
        '--hamiltonian',
        'sum_j J X_j X_<j+1> + (g - J) Z_j',
        '--upto',
        '2',
        '--seed',
        seed,
        '--json',
      ]);
      expect([code, json.charges[0].verdict]).toEqual([0, 'energy']);
    }
  });

  test('one charge commutes with nothing but itself', async () => {
    expect(
      (await spinlaw(['perturb', 'sum_j Sx_j', '--model', 'tfi', '--upto', '2', '--cases', '1', '--json'])).json
        .firstOrderBecause,
    ).toBe('C_2 commutes with a state made of it, so Tr(C_i [V, ρ0]) = Tr(V [ρ0, C_i]) = 0');
  });
});

describe('the script of perturb', () => {
  test.each([
    ['next neighbours', 'J2 sum_j S_j·S_<j+2>', 'sum_j J S_j·S_<j+1>', '4', 6],
    ['complex couplings', 'param g complex; sum_j g S+_j S-_<j+2> + h.c.', xxz, '3', 2],
    ['roots', 'sqrt(Δ/J) sum_j S_j·S_<j+2>', xxz, '3', 4],
    ['a staggered V, a denominator and a special coupling', 'sum_j (-1)^j (S_j×S_<j+1>)^x', xxz, '3', 6],
    ['special couplings with corrections of their own', 'h sum_j (-1)^j Sz_j', xxz, '4', 4],
    ['exceptions of exceptions', 'sum_j Sx_j', `${xxz} - B Sz_j`, '2', 2],
    ['a drive', 'h sum_j Sx_j sin(ω t) + (-1)^j Sz_j cos(2 ω t)', 'sum_j J S_j·S_<j+1>', '2', 3],
    ['all kept', 'h sum_j Sz_j', xxz, '3', 0],
    [
      'a coupling called V and one called ε',
      'V sum_j S_j·S_<j+2> + ε (S_j×S_<j+1>)·S_<j+2>',
      'sum_j H0 S_j·S_<j+1>',
      '3',
      4,
    ],
    ['jumps', 'jump sqrt(g) S-_j; hamiltonian sum_j S_j·S_<j+1>; h sum_j Sx_j', undefined, '2', 0],
    ['phonons', 'g sum_j Sx_j (a_j + a†_j)', xxz, '2', 0],
  ])('%s: prove proves every claim of it', async (name, V, H0, upto, corrections) => {
    const path = join(folder, `${name.replaceAll(/\W/gu, '-')}.spin`);
    const found = await spinlaw([
      'perturb',
      V,
      ...(H0 === undefined ? [] : ['--hamiltonian', H0]),
      '--upto',
      upto,
      '--cases',
      '1',
      '--script',
      path,
    ]);
    expect([found.code, found.err.split('\n').at(-1)]).toEqual([
      0,
      `note: ${path} is written: spinlaw prove ${path} proves it`,
    ]);
    const text = readFileSync(path, 'utf8');
    expect(text.match(/prove (?:correction|nearly)-/gu)?.length ?? 0).toBeGreaterThanOrEqual(corrections);
    const proved = await spinlaw(['prove', path, '--json']);
    expect(proved.json.claims.filter((c: any) => !c.holds)).toEqual([]);
    expect(proved.code).toBe(0);
    expect(proved.json.claims).toHaveLength(text.match(/^(?:with [^:]*: )*(?:prove|refute) /gmu)!.length);
    expect(proved.json.claims.length).toBeGreaterThan(1);
  });

  test('a claim that is changed does not hold', async () => {
    const path = join(folder, 'changed.spin');
    await spinlaw([
      'perturb',
      'sum_j (-1)^j (S_j×S_<j+1>)^x',
      '--hamiltonian',
      xxz,
      '--upto',
      '2',
      '--cases',
      '1',
      '--script',
      path,
    ]);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^denC_1 = .*$/mu, 'denC_1 = J - Δ'));
    const { code, json } = await spinlaw(['prove', path, '--json']);
    expect(code).toBe(1);
    expect(json.claims.filter((c: any) => !c.holds).map((c: any) => c.name)).toEqual(['correction-1', 'nearly-1']);
  });

  test('its own script is written over, another file is not', async () => {
    const path = join(folder, 'own.spin');
    const args = ['perturb', 'h sum_j Sz_j', '--hamiltonian', xxz, ...quick, '--script', path, '--json'];
    expect([(await spinlaw(args)).code, (await spinlaw(args)).code]).toEqual([0, 0]);
    const mine = file('mine.spin', 'H = sum_j Sz_j');
    const { code, json } = await spinlaw([
      'perturb',
      'h sum_j Sz_j',
      '--hamiltonian',
      xxz,
      ...quick,
      '--script',
      mine,
      '--json',
    ]);
    expect([code, json.error.code, readFileSync(mine, 'utf8')]).toEqual([2, 'file-exists', 'H = sum_j Sz_j\n']);
    expect(
      (
        await spinlaw([
          'perturb',
          'h sum_j Sz_j',
          '--hamiltonian',
          xxz,
          ...quick,
          '--script',
          join(folder, 'no such folder', 'a.spin'),
          '--json',
        ])
      ).json.error.code,
    ).toBe('unwritable');
  });
});
