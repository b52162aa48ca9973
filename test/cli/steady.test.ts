import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { spinlaw } from './run.js';

const script = `
h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>
C1 = sum_j Sz_j
C2 = sum_j h_<j,j+1>
H0 = C2 - B C1
Ob = -i sum_j j h_<j,j+1>
C3 = [Ob, C2]
JS = J sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)
JH = C3 - B JS
Hd = eps_d J sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t))
Hph = eps_ph J sum_j (S_j·S_<j+1> + γ_m (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)) (a_j + a†_j)
hamiltonian H0
drive Hd with width = 0.1
bath Hph with temperature = T, frequency = 1, width = 0.4
`;
const folder = mkdtempSync(join(tmpdir(), 'spinlaw-steady-'));
const file = join(folder, 'driven.spin');
writeFileSync(file, script);
const numbers = { J: 1, Delta: 0.8, B: -1, gamma_m: 1, omega: 1.6, eps_d: 1.2, eps_ph: 1, T: 1 };
const steady = (set: Record<string, number | string>, ...args: string[]) =>
  spinlaw([
    'steady',
    file,
    ...Object.entries({ ...numbers, ...set }).flatMap(([k, v]) => ['--set', `${k}=${v}`]),
    ...args,
  ]);

describe('spinlaw steady', () => {
  test('the exact state, and populations labelled as what they are', () => {
    const exact = steady({}, '--ring', '6', '--observe', 'H0,JH,[Ob, C3]', '--json');
    expect(exact.code).toBe(0);
    expect(exact.json).toMatchObject({ sites: 6, ensemble: 'exact' });
    expect(Object.keys(exact.json.observables)).toEqual(['H0', 'JH', '[Ob, C3]']);
    expect(exact.json.residual).toBeLessThan(1e-12);
    const populations = steady({}, '--ring', '6', '--observe', 'JH', '--populations', '--json');
    expect(populations.json).toMatchObject({ ensemble: 'exact, populations only', populationsOnly: true });
    expect(Math.abs(populations.json.observables.JH / exact.json.observables.JH - 1)).toBeGreaterThan(1e-4);
  });

  test('populations are those of the eigenstates of C_3 too: 6 % off in J_H at N = 8, half a percent in C_3', () => {
    const observe = ['--ring', '8', '--observe', 'JH,C3', '--json'];
    const [exact, populations] = [
      steady({ eps_d: Math.sqrt(2.5) }, ...observe),
      steady({ eps_d: Math.sqrt(2.5) }, ...observe, '--populations'),
    ].map((r) => r.json.observables);
    // A dense null vector in the full space, without momenta, gives 0.00090638 and −0.0038221.
    expect(populations.JH / exact.JH).toBeCloseTo(1.065, 3);
    expect(populations.C3 / exact.C3).toBeCloseTo(0.9941, 4);
  });

  test('both ε scaled by one factor change nothing; rates and forces have ε_ph² taken out', () => {
    const gge = ['--ring', '6', '--ensemble', 'gge:C1,C2,C3,conserved(JS)', '--json'];
    const [a, b] = [
      steady({}, ...gge, '--observe', 'JH'),
      steady({ eps_d: 0.12, eps_ph: 0.1 }, ...gge, '--observe', 'JH'),
    ];
    expect(a.json.residual).toBeLessThan(1e-13);
    expect(Object.keys(a.json.lagrange)).toEqual(['C1', 'C2', 'C3', 'conserved(JS)']);
    expect(b.json.observables.JH / a.json.observables.JH).toBeCloseTo(1, 9);
    const at = [...gge, '--at', 'C1=0.1,C2=1'];
    const [f, g] = [steady({}, ...at), steady({ eps_d: 0.12, eps_ph: 0.1 }, ...at)];
    for (const name of ['C1', 'C2', 'C3', 'conserved(JS)']) {
      expect(g.json.rates[name] / f.json.rates[name]).toBeCloseTo(1, 9);
      expect(g.json.forces[name] / f.json.forces[name]).toBeCloseTo(1, 9);
    }
    // F = −χ⁻¹ f, so χ F = −f.
    f.json.susceptibility.forEach((row: number[], i: number) => {
      const sum = row.reduce((s, x, j) => s + x * f.json.forces[Object.keys(f.json.forces)[j]!], 0);
      expect(sum).toBeCloseTo(-f.json.rates[Object.keys(f.json.rates)[i]!], 10);
    });
  });

  test('after a quench the ensemble runs into its fixed point, in times of 1/ε_ph²', () => {
    const gge = ['--ring', '6', '--ensemble', 'gge:C1,C2,C3', '--observe', 'H0', '--json'];
    const steadyOne = steady({}, ...gge);
    expect(steadyOne.json.stability.length).toBe(3);
    expect(steadyOne.json.stability.every((z: { re: number }) => z.re < 0)).toBe(true);
    const later = ['--at', 'C1=0.3,C2=0.1', '--evolve', '0,0.5,200'];
    const [a, b] = [steady({}, ...gge, ...later), steady({ eps_d: 0.12, eps_ph: 0.1 }, ...gge, ...later)];
    const [start, middle, end] = a.json.evolution;
    expect(start.lagrange).toEqual({ C1: 0.3, C2: 0.1, C3: 0 });
    expect(Math.abs(middle.lagrange.C2 - end.lagrange.C2)).toBeGreaterThan(1e-4);
    expect(end.observables.H0).toBeCloseTo(steadyOne.json.observables.H0, 6);
    expect(b.json.evolution[1].lagrange.C2).toBeCloseTo(middle.lagrange.C2, 7);
  });

  test('at finite strengths the whole Liouvillian comes to the exact state, as s', () => {
    const exact = steady({}, '--ring', '4', '--observe', 'H0,JH,JS', '--json').json.observables;
    const { finite, limit } = steady(
      {},
      '--ring',
      '4',
      '--observe',
      'H0,JH,JS',
      '--finite',
      '1,1e-4,1e-5',
      '--json',
    ).json;
    for (const name of ['H0', 'JH', 'JS']) expect(limit.observables[name]).toBeCloseTo(exact[name], 10);
    const [strong, weak, weaker] = finite;
    expect(strong.distance).toBeGreaterThan(0.05);
    expect(weak.distance / weaker.distance).toBeCloseTo(10, 1);
    expect((weak.observables.H0 - exact.H0) / (weaker.observables.H0 - exact.H0)).toBeCloseTo(10, 1);
    expect(strong.truncation).toBeGreaterThan(weak.truncation);
    const shown = steady({}, '--ring', '4', '--observe', 'JS', '--finite', '1,1e-4');
    expect(shown.out).toContain('distance');
    expect(shown.err).toContain('cut off');
  });

  test('a scan is what its points are one by one', () => {
    const scan = steady({}, '--ring', '6', '--observe', 'JH,C1', '--scan', 'B=-1:1:1', '--json');
    expect(scan.json.points.map((p: { B: number }) => p.B)).toEqual([-1, 0, 1]);
    const one = steady({ B: 1 }, '--ring', '6', '--observe', 'JH,C1', '--json');
    for (const name of ['JH', 'C1']) {
      expect(scan.json.points[2].observables[name]).toBeCloseTo(one.json.observables[name], 12);
      // B → −B: both are odd.
      expect(scan.json.points[0].observables[name]).toBeCloseTo(-one.json.observables[name], 12);
      expect(scan.json.points[1].observables[name]).toBeCloseTo(0, 12);
    }
  });

  test('a ring without neighbours is refused at its place', () => {
    const { error } = steady({}, '--ring', '1', '--json').json;
    expect(error).toMatchObject({ code: 'ring-size', file: '--ring', column: 1 });
  });

  test.each<[string, Record<string, number | string>, string[], number, string]>([
    ['no ring', {}, [], 2, 'missing-ring'],
    ['an odd ring with a staggered drive', {}, ['--ring', '7'], 2, 'odd-ring'],
    ['a ring that is too large', {}, ['--ring', '40'], 3, 'ring-size'],
    ['a ring whose rates do not fit', {}, ['--ring', '16'], 3, 'out-of-memory'],
    ['a ring shorter than the charges', {}, ['--ring', '2', '--ensemble', 'gge:C1,C3'], 2, 'ring-too-small'],
    ['ε_ph = 0', { eps_ph: 0 }, ['--ring', '4'], 2, 'no-bath'],
    ['B = 0 without a drive', { B: 0, eps_d: 0 }, ['--ring', '6'], 2, 'steady-not-unique'],
    ['S^z conserved by everything', { gamma_m: 0 }, ['--ring', '6'], 2, 'steady-not-unique'],
    [
      'S^z conserved by everything, in an ensemble',
      { gamma_m: 0 },
      ['--ring', '6', '--ensemble', 'gge:C1,C2'],
      2,
      'charge-not-broken',
    ],
    ['a current that is not conserved', {}, ['--ring', '6', '--ensemble', 'gge:C2,JS'], 2, 'not-conserved'],
    ['a state too cold to fluctuate', { T: 1e-3 }, ['--ring', '4', '--ensemble', 'gge:C1,C2'], 2, 'ensemble-frozen'],
    [
      'Lagrange parameters too large to fluctuate',
      {},
      ['--ring', '4', '--ensemble', 'gge:C1,C2', '--at', 'C1=1e300'],
      2,
      'ensemble-frozen',
    ],
    [
      'times without a start',
      {},
      ['--ring', '6', '--ensemble', 'gge:C1', '--evolve', '0,1'],
      2,
      'evolve-without-start',
    ],
    [
      'times that run backwards',
      {},
      ['--ring', '6', '--ensemble', 'gge:C1', '--at', 'C1=0', '--evolve', '1,0'],
      2,
      'bad-times',
    ],
    ['an unknown ensemble', {}, ['--ring', '6', '--ensemble', 'canonical'], 2, 'bad-ensemble'],
    [
      'a charge with two Lagrange parameters',
      {},
      ['--ring', '6', '--ensemble', 'gge:C1,C2', '--at', 'C1=1,C2=0,C1=1'],
      2,
      'charge-twice',
    ],
    [
      'a Lagrange parameter that is no number',
      {},
      ['--ring', '6', '--ensemble', 'gge:C1', '--at', 'C1=0x1'],
      2,
      'bad-point',
    ],
    ['a charge between commas', {}, ['--ring', '6', '--ensemble', 'gge:C1,,C2'], 2, 'option-value'],
    ['an observable twice', {}, ['--ring', '6', '--observe', 'H0, H0'], 2, 'observable-twice'],
    ['a scan over what the script does not have', {}, ['--ring', '6', '--scan', 'beta=1,2'], 2, 'unknown-parameter'],
    ['a strength of nothing', {}, ['--ring', '4', '--finite', '1,0'], 2, 'option-value'],
    ['the Liouvillian of a large ring', {}, ['--ring', '10', '--finite', '1'], 3, 'liouvillian-too-large'],
    [
      'a finite strength of an ensemble',
      {},
      ['--ring', '4', '--finite', '1', '--ensemble', 'gge:C2'],
      2,
      'finite-of-limit',
    ],
    ['a scan against its step', {}, ['--ring', '6', '--scan', 'B=2:1:0.5'], 2, 'bad-scan'],
    ['a scan of too many points', {}, ['--ring', '6', '--scan', 'B=0:1:1e-9'], 3, 'bad-scan'],
    ['an unknown observable', {}, ['--ring', '6', '--observe', 'C9'], 2, 'unknown-name'],
    ['an observable that is not Hermitian', {}, ['--ring', '6', '--observe', 'sum_j S+_j'], 2, 'not-hermitian'],
    ['an observable of time', {}, ['--ring', '6', '--observe', 'Hd'], 2, 'time-dependent'],
    ['a parameter without value', { Delta: 'q' }, ['--ring', '6'], 2, 'unset-parameter'],
    ['a drive that does not depend on time', { omega: 0 }, ['--ring', '6'], 2, 'drive-not-periodic'],
  ])('%s: a message and its exit code', (_, set, args, code, error) => {
    const run = steady(set, ...args, '--json');
    expect(run.json?.error?.code).toBe(error);
    expect(run.code).toBe(code);
  });

  test.each([
    ['--observe', 'H0, C9 ', 'C9'],
    ['--observe', 'H0,[Ob, C3],sum_j S+_j', 'sum_j S+_j'],
    ['--scan', 'BB=1,2', 'BB'],
    ['--scan', 'B=1,none', 'none'],
    ['--ensemble', 'gge:C1,conserved(C9)', 'C9'],
    ['--ensemble', 'gge:C1,C2,C1', 'C1'],
  ])('what is wrong in %s %s is shown: %s', (option, value, wrong) => {
    const { line, column, length, file } = steady({}, '--ring', '6', option, value, '--json').json.error;
    expect(file).toBe(option);
    expect(line).toBe(1);
    expect(column).toBe(value.lastIndexOf(wrong) + 1);
    expect(length).toBe(wrong.length);
  });

  test('a strength of phonons that the script does not have changes nothing', () => {
    const own = file.replace('.spin', '-bare.spin');
    writeFileSync(own, script.replace('eps_ph ', ''));
    const args = ['--ring', '4', '--ensemble', 'gge:C1,C2', '--at', 'C1=1', '--json'];
    const at = (...set: string[]) =>
      spinlaw([
        'steady',
        own,
        ...Object.entries(numbers)
          .filter(([k]) => k !== 'eps_ph')
          .flatMap(([k, v]) => ['--set', `${k}=${v}`]),
        ...set,
        ...args,
      ]).json.rates;
    expect(at('--set', 'eps_ph=3')).toEqual(at());
  });

  test('no drive and no field: the state is not unique, on the smallest ring too', () => {
    const run = steady({ B: 0, eps_d: 0 }, '--ring', '4', '--json');
    expect(run.code).toBe(2);
    expect(run.json.error.code).toBe('steady-not-unique');
  });

  test('a ring that is far too large is refused before anything is computed', () => {
    const run = steady({}, '--ring', '99999999999999999999', '--json');
    expect(run.code).toBe(3);
    expect(run.json.error.code).toBe('ring-size');
  });
});
