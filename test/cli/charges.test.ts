import { describe, expect, test } from 'vitest';
import { spinlaw } from './run.js';

const xxz = 'sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Delta Sz_j Sz_<j+1>';

describe('charges', () => {
  test('XXZ: the numbers of words are 3⌊Pell/2⌋ and all commute', () => {
    const { code, json } = spinlaw(['charges', xxz, '--upto', '8', '--json']);
    expect(code).toBe(0);
    expect(json.charges.map((c: any) => c.index)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    const pell = [1, 2, 5, 12, 29, 70, 169, 408];
    expect(json.charges.map((c: any) => c.terms)).toEqual(pell.slice(1).map((p) => 3 * Math.floor(p / 2)));
    expect(json.charges.every((c: any) => c.commutes === true && c.range === c.index && c.seconds >= 0)).toBe(true);
  });

  test('norms at J = 1: C_3 is Δ²/16 + 1/32, C_4 is Δ⁴/16 + 19/64 Δ² + 1/16', () => {
    const { json } = spinlaw(['charges', xxz, '--upto', '4', '--json']);
    expect(json.charges[1].norm2).toBe('1/16*Delta^2 + 1/32');
    expect(json.charges[2].norm2).toBe('1/16*Delta^4 + 19/64*Delta^2 + 1/16');
  });

  test('--words lists the strings of the heat current, chain (16)', () => {
    const { json } = spinlaw(['charges', xxz, '--upto', '3', '--words', '--json']);
    const words = Object.fromEntries(json.charges[1].words.map((w: any) => [w.string, w.coefficient]));
    expect(words).toEqual({
      XYZ: '1/8*Delta',
      YXZ: '-1/8*Delta',
      ZXY: '1/8*Delta',
      ZYX: '-1/8*Delta',
      YZX: '1/8',
      XZY: '-1/8',
    });
  });

  test('a field that does not commute: exit 1, a residual, and no claim about integrability', () => {
    const args = ['charges', `${xxz} - B Sx_j`, '--upto', '4'];
    const { code, json } = spinlaw([...args, '--json']);
    expect(code).toBe(1);
    expect(json.charges.at(-1)).toMatchObject({ index: 3, commutes: false });
    expect(json.charges.at(-1).residual.length).toBeGreaterThan(0);
    expect(spinlaw(args).out).toMatch(/does not prove that the chain is not integrable/u);
  });

  test('a field that commutes is left out of C_2 and kept in the check', () => {
    const { code, json, err } = spinlaw(['charges', `${xxz} - B Sz_j`, '--upto', '5', '--words', '--json']);
    expect(code).toBe(0);
    expect(json.charges[0].words.map((w: any) => w.string)).toEqual(['XX', 'YY', 'ZZ']);
    expect(err).toMatch(/field/u);
  });

  test.each([
    ['xxx', [], [3, 6, 18, 42]],
    ['xxz', ['--field'], [3, 6, 18, 42]],
    ['xyz', [], [3, 6, 18, 42]],
    // Free fermions: words X Z…Z X and Y Z…Z Y.
    ['xx', ['--field'], [2, 2, 4, 4]],
    ['tfi', [], [2, 2, 4, 4]],
  ])('--model %s', (model, options, terms) => {
    const { code, json } = spinlaw(['charges', '--model', model, ...options, '--upto', '5', '--json']);
    expect(code).toBe(0);
    expect(json.charges.map((c: any) => c.terms)).toEqual(terms);
  });

  test('XYZ in a field fails', () => {
    expect(spinlaw(['charges', '--model', 'xyz', '--field', '--upto', '4', '--json']).code).toBe(1);
  });

  test('--set gives a model numbers', () => {
    const { json } = spinlaw([
      'charges',
      '--model',
      'xxz',
      '--set',
      'Delta=0',
      '--set',
      'J=2',
      '--upto',
      '3',
      '--json',
    ]);
    expect(json.charges.map((c: any) => c.terms)).toEqual([2, 2]);
    // 2 (J/4)² and 2 (J²/8)² at J = 2
    expect(json.charges.map((c: any) => c.norm2)).toEqual(['1/2', '1/2']);
  });

  test('a density with free j is summed, with a note', () => {
    const { code, err, json } = spinlaw(['charges', 'J S_j·S_<j+1>', '--upto', '3', '--json']);
    expect(code).toBe(0);
    expect(err).toMatch(/summed/u);
    expect(json.charges[1].terms).toBe(6);
  });

  test('limits: what was found is given, exit 3', () => {
    const { code, json } = spinlaw(['charges', xxz, '--upto', '40', '--max-words', '2000', '--json']);
    expect(code).toBe(3);
    expect(json.error.code).toBe('too-many-words');
    expect(json.charges.length).toBeGreaterThan(4);
  });

  test('XXX in whole numbers reaches C_17 below the limits, with 3⌊P_17/2⌋ words', () => {
    const { code, json } = spinlaw(['charges', '--model', 'xxx', '--set', 'J=1', '--upto', '17', '--json']);
    expect(code).toBe(0);
    // Pell numbers: P_n = 2 P_{n-1} + P_{n-2}
    let [before, pell] = [0, 1];
    for (let n = 1; n < 17; n++) [before, pell] = [pell, 2 * pell + before];
    expect(json.charges.at(-1)).toMatchObject({
      index: 17,
      range: 17,
      terms: 3 * Math.floor(pell / 2),
      commutes: true,
    });
  });

  test('the Ising chain in a transverse field goes beyond range 31 words only at C_60', () => {
    const { code, json } = spinlaw(['charges', '--model', 'tfi', '--upto', '40', '--json']);
    expect(code).toBe(0);
    expect(json.charges.at(-1)).toMatchObject({ index: 40, range: 21, commutes: true });
  });

  test.each([
    [['charges', 'Sz_0 Sz_1'], 'not-a-chain-sum'],
    [['charges', 'sum_j (-1)^j Sz_j Sz_<j+1>', '--modular'], 'not-translation-invariant'],
    [['charges', 'sum_j j Sz_j Sz_<j+1>'], 'not-translation-invariant'],
    [['charges', 'sum_j cos(ω t) Sz_j Sz_<j+1>'], 'time-dependent'],
    [['charges', 'J'], 'not-an-operator'],
    [['charges', 'sum_j 3'], 'zero-hamiltonian'],
    [['charges', '--model', 'heisenberg'], 'unknown-model'],
    [['charges', xxz, '--upto', 'five'], 'option-value'],
    [['charges', xxz, '--upto', '1'], 'option-value'],
  ])('%j is refused: %s', (args, code) => {
    const { code: exit, json } = spinlaw([...args, '--json']);
    expect(exit).toBe(2);
    expect(json.error.code).toBe(code);
  });
});

describe('charges modulo primes', () => {
  test('--modular: the same words, proved, with the points and primes it took', () => {
    const { code, json } = spinlaw(['charges', '--model', 'xxz', '--field', '--upto', '6', '--modular', '--json']);
    expect(code).toBe(0);
    expect(json.mode).toBe('modular');
    expect(json.charges.map((c: any) => [c.terms, c.commutes])).toEqual([3, 6, 18, 42, 105].map((n) => [n, true]));
    expect(json.evidence.points).toBeGreaterThan(6);
    expect(
      json.evidence.primes.reduce((p: bigint, q: number) => p * BigInt(q), 1n) > BigInt(json.evidence.height),
    ).toBe(true);
    expect(spinlaw(['charges', '--model', 'xxz', '--upto', '4', '--modular']).out).toMatch(
      /C_4 .*computed\ncomputed modulo primes: /u,
    );
  });

  test('--probabilistic refutes, and never says proved', () => {
    const right = spinlaw(['charges', '--model', 'xyz', '--upto', '5', '--probabilistic', '--json']);
    expect(right.code).toBe(3);
    expect(right.json.mode).toBe('probabilistic');
    expect(right.json.charges.every((c: any) => !('commutes' in c) && c.verdict === 'probable')).toBe(true);
    expect(right.json.evidence).toBeUndefined();
    const text = spinlaw(['charges', '--model', 'xyz', '--upto', '5', '--probabilistic']);
    expect(text.out).not.toMatch(/proved/u);
    expect(text.err).toMatch(/nothing is proved/u);
    const wrong = spinlaw(['charges', '--model', 'xyz', '--field', '--upto', '5', '--probabilistic', '--json']);
    expect(wrong.code).toBe(1);
    expect(wrong.json.charges.at(-1)).toMatchObject({ index: 2 + wrong.json.charges.length - 1, commutes: false });
    expect(wrong.json.charges.at(-1).refutation.string).toMatch(/^[IXYZ]+$/u);
  });

  test.each([
    [['--modular', '--probabilistic'], 'two-modes'],
    [['--modular', '--words'], 'words-modulo'],
  ])('%j is refused', (options, wanted) => {
    const { code, json } = spinlaw(['charges', '--model', 'xxx', ...options, '--json']);
    expect(code).toBe(2);
    expect(json.error.code).toBe(wanted);
  });
});

describe('charges --all', () => {
  test('both towers of the XX chain, each charge as a text that can be typed', () => {
    const { code, json } = spinlaw(['charges', '--model', 'xx', '--all', '--range', '4', '--json']);
    expect(code).toBe(0);
    expect(json).toMatchObject({ range: 4, period: 1, nullities: [1, 3, 5, 7], complete: true, parameters: ['J'] });
    expect(json.charges.map((c: any) => c.name ?? '')).toEqual(['', 'C_2', '', 'C_3', '', 'C_4', '']);
    const claims = json.charges.map((c: any) => `prove [H, ${c.text}] = 0`);
    const script = [`H = ${json.hamiltonian}`, ...claims].join('\n');
    expect(spinlaw(['prove', script]).code).toBe(0);
  });

  test('the table says that these are all, and for which couplings', () => {
    const { out, err } = spinlaw(['charges', 'sum_j (1 + d (-1)^j) S_j·S_<j+1>', '--all', '--range', '3']);
    expect(out).toMatch(/^ {4}3 {7}0 {7}4$/mu);
    expect(out).toMatch(/These are all charges of period 2 of up to 3 sites; .* computed exactly for all real d\./u);
    expect(err).toMatch(/generic values/u);
  });

  test.each([
    [['--all', '--upto', '3'], '--upto belongs to the boost recursion'],
    [['--all', '--words'], '--words belongs to the boost recursion'],
    [['--range', '3'], '--range goes with --all'],
    [['--all', '--period', '61'], '--period goes up to 60'],
    [['--all', '--range', '0'], '--range takes a whole number from 1'],
  ])('%j', (options, message) => {
    const { code, err } = spinlaw(['charges', '--model', 'xxz', ...options]);
    expect(code).not.toBe(0);
    expect(err).toContain(message);
  });
});

test('the remark on a field is in the notation of the program', () => {
  const { err } = spinlaw([
    'charges',
    'legs 2; sum_j S_{j,1}·S_{j,2} + S_{j,2}·S_{j+1,1} + h Sz_{j,1} + h Sz_{j,2}',
    '--upto',
    '2',
  ]);
  expect(err).toContain('h (Sz_{j,1} + Sz_{j,2})');
});
