import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { spinlaw } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'spinlaw-'));
function script(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
const h = 'H = sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Delta Sz_j Sz_<j+1>\n';

describe('prove', () => {
  test('the theorems of proofs/ hold, one line each', () => {
    const { code, json } = spinlaw(['prove', '--json']);
    expect(code).toBe(0);
    const names = json.claims.map((c: any) => c.name);
    expect(json.claims.every((c: any) => c.holds && c.mode === 'exact')).toBe(true);
    for (const name of [
      'heat-current',
      'heat-current-in-a-field',
      'conserved-C8',
      'commuting-C5-C6',
      'isotropic-C5',
      'staggered-field',
      'brillouin-copies',
      'thermalization',
      'coupling-between-modes',
      'pauli-equation',
    ]) {
      expect(names).toContain(name);
    }
    const scripts = ['proofs/chain', 'proofs/gas'].flatMap((folder) => readdirSync(folder));
    expect(new Set(json.claims.map((c: any) => c.file)).size).toBe(scripts.length);
  });

  test('equations: their solutions, and exit code 1 where there is none', () => {
    const equation = script('equation.spin', 'solve (J - Δ) a X_0 = J X_0 for a\n');
    const good = spinlaw(['prove', equation]);
    expect(good.code).toBe(0);
    expect(good.out).toMatch(/^solved {3}a = .*\n.*for all real J, Δ with .*≠ 0\n/u);
    expect(good.out).toContain('at Δ = J: there is no solution');
    expect(good.out).toContain('1 of 1 equations have a solution');
    const none = spinlaw(['prove', 'solve a X_0 = Y_0 for a', '--json']);
    expect(none.code).toBe(1);
    expect(none.json.solutions[0]).toMatchObject({ solved: false, contradiction: { string: 'Y_0', rest: '1' } });
    // A program without a solution counts as one with a claim that fails, in every command.
    expect(spinlaw(['eval', 'solve a X_0 = Y_0 for a; Z_0']).code).toBe(1);
  });

  test('claims keep name, line, kind and citation', () => {
    const path = script(
      'good.spin',
      `${h}\nprove sz cites chain (7): [H, sum_j Sz_j] = 0\nrefute [H, sum_j (-1)^j Sz_j] = 0\n`,
    );
    const { code, json } = spinlaw(['prove', path, '--json']);
    expect(code).toBe(0);
    expect(json.claims[0]).toMatchObject({
      name: 'sz',
      file: path,
      line: 3,
      kind: 'prove',
      holds: true,
      cites: 'chain (7)',
    });
    // [ZZ parts cancel]: XY and YX words for each of the two bond terms
    expect(json.claims[0].cancelled).toBe(2);
    expect(json.claims[1]).toMatchObject({ kind: 'refute', holds: true, line: 4 });
    expect(json.claims[1].residual.length).toBeGreaterThan(0);
  });

  test('a false claim: exit 1, residual and a point where it does not vanish', () => {
    const path = script('false.spin', `${h}prove [H, sum_j Sx_j] = 0\n`);
    const { code, json } = spinlaw(['prove', path, '--json']);
    expect(code).toBe(1);
    // [Σ(SxSx + SySy + ΔSzSz), ΣSx] = i(Δ − 1) Σ(SySz + SzSy): vanishes at Δ = 1 only
    const [claim] = json.claims;
    expect(claim.holds).toBe(false);
    expect(claim.residual.map((t: any) => [t.string, t.coefficient])).toEqual([
      ['YZ', '1/4*i*Delta - 1/4*i'],
      ['ZY', '1/4*i*Delta - 1/4*i'],
    ]);
    expect(claim.point.Delta).not.toBe('1');
    const people = spinlaw(['prove', path]);
    expect(people.out).toMatch(/FAILS/u);
    expect(people.out).toMatch(/does not vanish at Δ = /u);
  });

  test('refuting what is true fails', () => {
    const { code, out } = spinlaw(['prove', script('true.spin', `${h}refute [H, sum_j Sz_j] = 0\n`)]);
    expect(code).toBe(1);
    expect(out).toMatch(/nothing to refute/u);
  });

  test('the first of 2, 1, 3 is the exit code', () => {
    const wrong = script('a-wrong.spin', 'prove [S_0, S_1] = 0\n');
    const bad = script('b-false.spin', `${h}prove [H, sum_j Sx_j] = 0\n`);
    const limit = script('c-limit.spin', 'prove Sz_0 Sz_100 = 0\n');
    expect(spinlaw(['prove', limit]).code).toBe(3);
    expect(spinlaw(['prove', bad, limit]).code).toBe(1);
    const all = spinlaw(['prove', limit, bad, wrong, '--json']);
    expect(all.code).toBe(2);
    expect(all.json.claims).toHaveLength(1);
  });

  test('a claim that cannot be decided does not hide the next one', () => {
    const mixed = script('mixed.spin', 'prove limit: Sz_0 Sz_100 = 0\nprove false: J = 1\nprove true: J = J\n');
    const { code, json } = spinlaw(['prove', mixed, '--json']);
    expect(code).toBe(1);
    expect(json.claims.map((c: any) => [c.name, c.holds])).toEqual([
      ['false', false],
      ['true', true],
    ]);
    expect(json.errors[0].code).toBe('range-too-long');
  });

  test('a script without claims, an empty folder, a claim on the command line', () => {
    expect(spinlaw(['prove', script('none.spin', 'H = 1\n')]).code).toBe(2);
    expect(spinlaw(['prove', mkdtempSync(join(tmpdir(), 'spinlaw-'))]).code).toBe(2);
    expect(spinlaw(['prove', 'prove (Sx_0)^2 = 1/4']).code).toBe(0);
  });

  test('no verdict depends on a built-in model', () => {
    // The scripts name no model: only typed operators.
    for (const { file } of spinlaw(['prove', '--json']).json.claims) expect(file).toMatch(/\.spin$/u);
    const { json } = spinlaw(['prove', '--set', 'Delta=3/7', '--json']);
    const heat = json.claims.find((c: any) => c.name === 'heat-current');
    expect(heat.holds).toBe(true);
  });
});

describe('prove modulo primes', () => {
  const claims = `${h}prove conserved: [H, sum_j Sz_j] = 0\nprove wrong: [H, sum_j Sx_j] = 0\nrefute [H, sum_j Sx_j] = 0\nprove other: range(H) = 2\nprove empty: [H, sum_j j Sz_j] = [H, sum_j j Sz_j]\n`;
  const modes = (option: string): [string, boolean][] => {
    const { json } = spinlaw(['prove', script('modulo.spin', claims), option, '--json']);
    return json.claims.map((c: any) => [c.mode, c.holds]);
  };

  test('--modular proves commutators of chain sums and refutes by a residue; other claims stay exact', () => {
    expect(modes('--modular')).toEqual([
      ['modular', true],
      ['modular', false],
      ['modular', true],
      ['exact', true],
      ['exact', true],
    ]);
    const { json, code } = spinlaw(['prove', script('modulo.spin', claims), '--modular', '--json']);
    expect(code).toBe(1);
    expect(json.claims[0].evidence.primes.length).toBeGreaterThan(0);
    expect(json.claims[1].refutation.prime).toBeGreaterThan(2 ** 25);
  });

  test('--probabilistic: what is not refuted is not proved', () => {
    expect(modes('--probabilistic')).toEqual([
      ['probabilistic', false],
      ['modular', false],
      ['modular', true],
      ['exact', true],
      ['exact', true],
    ]);
    const { out, code } = spinlaw(['prove', script('modulo.spin', claims), '--probabilistic']);
    expect(out).toMatch(/^probable conserved /mu);
    expect(out).toMatch(/3 of 5 claims hold; 1 probable, and not proved/u);
    expect(code).toBe(1);
  });

  test('a probable claim alone: its own verdict and exit code', () => {
    const path = script('probable.spin', `${h}prove conserved: [H, sum_j Sz_j] = 0\n`);
    const { json, code } = spinlaw(['prove', path, '--probabilistic', '--json']);
    expect([code, json.claims[0].verdict, json.claims[0].holds]).toEqual([3, 'probable', false]);
    const proved = spinlaw(['prove', path, '--json']);
    expect([proved.code, proved.json.claims[0].verdict, proved.json.claims[0].holds]).toEqual([0, 'proved', true]);
  });

  test('certificates are exact', () => {
    expect(
      spinlaw(['prove', script('modulo.spin', claims), '--modular', '--certify', '--out', '/nowhere', '--json']).json
        .error.code,
    ).toBe('certify-modulo');
  });
});

describe('run', () => {
  test('every statement yields a result', () => {
    const path = script('all.spin', `param g complex\n${h}C = [H, Sz_0]\nprove [H, sum_j Sz_j] = 0\nrange(H)\n`);
    const { code, json } = spinlaw(['run', path, '--json']);
    expect(code).toBe(0);
    expect(json.results.map((r: any) => r.kind)).toEqual(['parameter', 'definition', 'definition', 'claim', 'scalar']);
    expect(json.results[4].value).toBe('2');
    expect(spinlaw(['run', path]).out.trim().split('\n')).toHaveLength(6);
  });

  test('errors of syntax are all reported, and what stands before the first is run', () => {
    const path = script('two.spin', '1 + 1\na = (1\nb = 2\nc = )\n');
    const { code, json } = spinlaw(['run', path, '--json']);
    expect(code).toBe(2);
    expect(json.results.map((r: any) => r.value)).toEqual(['2']);
    expect(json.errors.map((e: any) => e.line)).toEqual([2, 4]);
  });

  test('a definition that fails ends the run after what came before', () => {
    const { code, json } = spinlaw(['run', script('mid.spin', '1 + 1\nA = 1/0\n3\n'), '--json']);
    expect(code).toBe(2);
    expect(json.results).toHaveLength(1);
    expect(json.error).toMatchObject({ line: 2, code: 'division-by-zero' });
  });
});
