import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readOperatorAt } from '../../src/laws/index.js';
import {
  type Operator,
  addOperators,
  commutator,
  localWord,
  staggeredWeight,
  sumOperators,
  sumOverChain,
  weighted,
  wordFrom,
} from '../../src/spin/index.js';
import { parseExpression } from '../../src/language/index.js';
import { Environment, evaluateNode, newReport, topScope } from '../../src/meaning/index.js';
import '../../src/testing/index.js';
import { spinlaw } from './run.js';

const xxz = 'sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Delta Sz_j Sz_<j+1>';

/** The operator that a list of terms stands for, coefficients read by the language. */
function fromTerms(terms: { string: string; weight: string; coefficient: string }[]): Operator {
  return sumOperators(
    terms.map(({ string, weight, coefficient }) => {
      const value = evaluateNode(
        parseExpression({ name: 'term', text: coefficient }),
        topScope(new Environment(), newReport()),
      );
      if (value.kind !== 'scalar') throw new Error('no scalar');
      const sum = sumOverChain(localWord(wordFrom(string).word, 0, value.scalar));
      return weight === '(-1)^j' ? weighted(sum, staggeredWeight) : sum;
    }),
  );
}

describe('perturb', () => {
  test('--json has the fields of the contract, and its terms read back as the operators', () => {
    const { code, json } = spinlaw(['perturb', 'J2 sum_j S_j·S_<j+2>', '--hamiltonian', xxz, '--upto', '4', '--json']);
    expect(code).toBe(0);
    expect(json.symmetries.kept).toContain('Sz');
    expect(json.charges.map((c: any) => [c.index, c.broken])).toEqual([
      [1, false],
      [2, true],
      [3, true],
      [4, true],
    ]);
    expect(json.firstOrderVanishes).toBe(true);
    expect(json.currents[0]).toMatchObject({ name: 'heat', allowed: false, forbiddenBy: 'reflection about a site' });
    const [, , third] = json.charges;
    const C3 = readOperatorAt("sum_j (S'_j×S''_<j+1>)·S'_<j+2>", { J: readOperatorAt('1').terms[0]!.coefficient });
    const V = readOperatorAt('J2 sum_j S_j·S_<j+2>');
    expect(fromTerms(third.residual)).toEqualOperator(commutator(V, C3));
    expect(
      addOperators(commutator(readOperatorAt(xxz), fromTerms(third.corrected)), commutator(V, C3)),
    ).toEqualOperator('0');
  });

  test('for people: what is kept and broken, the corrections, what forbids the currents', () => {
    const { code, out } = spinlaw(['perturb', 'sum_j (-1)^j Sz_j', '--hamiltonian', xxz]);
    expect(code).toBe(0);
    expect(out).toMatch(/kept {6}Sz; translation by two sites; reflection about a site/u);
    expect(out.split('\n').slice(0, 2)).toEqual([
      'V breaks C_3 and C_4: no correction of up to 6 sites, for all couplings except Δ = 0.',
      'Kept: C_1. C_2 becomes H0 + ε V, the energy. Broken: C_3 and C_4.',
    ]);
    expect(out).toMatch(/C_3 {5}broken {5}none of up to 6 sites; at Δ = 0: kept\n/u);
    expect(out).toMatch(/\[V, C_3\] = sum_j /u);
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      'rates (seed 1): 4 laws hold, 24 cases each; not unique: V conserves Sz, one state per sector',
    );
    expect(out).toMatch(/heat {6}forbidden by reflection about a site/u);
    expect(out).toMatch(/nothing is pumped without a drive/u);
  });

  test('a script says H0, its drive and its bath', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'perturb-')), 'driven.spin');
    writeFileSync(
      file,
      [
        'h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>',
        'Hd = eps_d J sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t))',
        'Hph = eps_ph J sum_j (S_j·S_<j+1> + γ_m (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)) (a_j + a†_j)',
        'hamiltonian (sum_j h_<j,j+1>) - B sum_j Sz_j',
        'drive Hd with width = 0.1',
        'bath Hph with temperature = 1, frequency = 1, width = 0.4',
      ].join('\n'),
    );
    const without = spinlaw(['perturb', file, '--set', 'B=0', '--upto', '3', '--json']);
    expect(without.code).toBe(0);
    expect(without.json.currents).toMatchObject([
      { name: 'heat', allowed: false, forbiddenBy: 'bond-centred π rotation about y' },
      { name: 'spin', allowed: true, forbiddenBy: null },
    ]);
    expect(spinlaw(['perturb', file, '--upto', '3', '--json']).json.currents.every((c: any) => c.allowed)).toBe(true);
  });

  test.each([
    ['no Hamiltonian', ['sum_j Sz_j'], 'missing-hamiltonian'],
    ['no perturbation', ['A = 2', '--hamiltonian', xxz], 'no-perturbation'],
    ['a jump that is a sum', ['jump sum_j S-_j; hamiltonian sum_j S_j·S_<j+1>; sum_j Sz_j'], 'jump-density'],
    ['a Hamiltonian that is not Hermitian', ['sum_j Sz_j', '--hamiltonian', 'sum_j i Sx_j'], 'not-hermitian'],
    ['a scalar', ['J', '--hamiltonian', xxz], 'not-an-operator'],
    ['a bad charge', ['sum_j Sz_j', '--hamiltonian', xxz, '--upto', '1'], 'option-value'],
    ['a bare j', ['sum_j Sz_j', '--hamiltonian', 'sum_j j S_j·S_<j+1>'], 'not-translation-invariant'],
    ['a syntax error', ['sum_j (Sz_j', '--hamiltonian', xxz], 'unclosed-bracket'],
  ])('%s: exit 2', (_name, args, code) => {
    const found = spinlaw(['perturb', ...args, '--json']);
    expect(found.code).toBe(2);
    expect(found.json.error.code).toBe(code);
  });

  test('in an expression: perturb(V, H0), latex(X), and conserved(X), which belongs to ensembles', () => {
    const { json } = spinlaw(['eval', `H = ${xxz}; perturb(Sz_j Sz_<j+2>, H, 3)`, '--json']);
    expect(json).toMatchObject({ kind: 'perturbation', firstOrderVanishes: true });
    expect(json.text).toMatch(/^V breaks C_3: no correction of up to \d sites[^]*V = sum_j Sz_j Sz_<j\+2>/u);
    const latex = spinlaw(['eval', 'latex(sum_j J S_j·S_<j+1>)']).out;
    expect(latex).toMatch(/\\mathbf\{S\}_\{j\} \\cdot/u);
    expect(latex).toBe(spinlaw(['eval', 'sum_j J S_j·S_<j+1>', '--latex']).out);
    // The answer is a text: nothing is computed with it.
    expect(spinlaw(['eval', 'latex(J) + 1']).err).toMatch(/a text cannot be added/u);
    const refused = spinlaw(['eval', 'conserved(sum_j Sz_j)', '--json']);
    expect(refused.code).toBe(2);
    expect(refused.json.error).toMatchObject({ code: 'conserved-part' });
    expect(refused.json.error.hint).toMatch(/--ensemble/u);
  });
});

test('jumps of a script change the charges at first order', () => {
  const { code, json } = spinlaw([
    'perturb',
    'hamiltonian sum_j S_j·S_<j+1>; jump sqrt(g) S-_j',
    '--upto',
    '3',
    '--cases',
    '4',
    '--json',
  ]);
  expect(code).toBe(0);
  expect(json).toMatchObject({ firstOrderVanishes: false, jumps: ['sqrt(g) S-_j'] });
  expect(json.charges[0].decay.map((t: any) => t.string)).toEqual(['', 'Z']);
  const line = spinlaw([
    'perturb',
    'hamiltonian sum_j S_j·S_<j+1>; jump sqrt(g) Sz_j',
    '--upto',
    '2',
    '--cases',
    '3',
  ]).out;
  expect(line).toMatch(/first order does not vanish: the jumps change C_2 in proportion/u);
});

describe('the checks of the rates', () => {
  const both =
    'eps_d sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t)) + eps_ph sum_j (S_j·S_<j+1> + γ_m (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)) (a_j + a†_j)';

  test('have an id, a verdict, their cases and the seed; all hold for the drive and the phonons of the paper', () => {
    const { code, json } = spinlaw([
      'perturb',
      `${both}`.replace(' + eps_ph', ') + (eps_ph').replace(/^/u, '(').replace(/$/u, ')'),
      '--hamiltonian',
      `${xxz} - B Sz_j`,
      '--upto',
      '2',
      '--seed',
      '11',
      '--cases',
      '6',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(json.checks.map((c: any) => c.id)).toEqual([
      'perturb.positivity',
      'perturb.column-sums',
      'perturb.detailed-balance',
      'perturb.uniqueness',
      'perturb.strength',
    ]);
    for (const c of json.checks) expect(c).toMatchObject({ verdict: { kind: 'holds' }, cases: 6, seed: 11 });
  });

  test('a steady state that is not unique shows a model that can be pasted, and is no failure where Sz is kept', () => {
    const { code, json } = spinlaw([
      'perturb',
      'sum_j (-1)^j Sz_j',
      '--hamiltonian',
      xxz,
      '--upto',
      '2',
      '--cases',
      '4',
      '--json',
    ]);
    expect(code).toBe(0);
    const { verdict } = json.checks.find((c: any) => c.id === 'perturb.uniqueness');
    const { line } = verdict.witness;
    expect(line).toMatch(/bath .*\(a_j \+ a†_j\) with temperature = /u);
    expect(spinlaw(['run', '-'], line).code).toBe(0);
    expect(verdict.residual.text).toMatch(/independent steady states/u);
  });
});
