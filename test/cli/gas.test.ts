import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { spinlaw } from './run.js';

const toy = `
λ = 1.3
ω = 1.1
H = 0.7 |2><2| + 1.6 |3><3| + λ cos(ω t) (|1><1| + 0.25 |2><2| - 0.8 |3><3|)
V = δ(x) (1.2 |1><1| + 0.9 |2><2| + 1.4 |3><3| + (exp(i π/6) (0.7 |1><2| + 0.6 |2><3| + 0.5 |3><1|) + h.c.))
gas H, V with mass = 1, density = 1
`;
const folder = mkdtempSync(join(tmpdir(), 'gas-'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const script = file('toy.spin', toy);

const c = (re: number, im = 0): [number, number] => [re, im];
const [s, q] = [0.5, Math.sqrt(3) / 2];
const model = {
  levels: 3,
  frequency: 1.1,
  mass: 1,
  density: 1,
  dimension: 1,
  hamiltonian: {
    0: [
      [c(0), c(0), c(0)],
      [c(0), c(0.7), c(0)],
      [c(0), c(0), c(1.6)],
    ],
    1: [
      [c(0.65), c(0), c(0)],
      [c(0), c(0.1625), c(0)],
      [c(0), c(0), c(-0.52)],
    ],
  },
  scatterers: [
    {
      position: 0,
      coupling: {
        0: [
          [c(1.2), c(0.7 * q, 0.7 * s), c(0.5 * q, -0.5 * s)],
          [c(0.7 * q, -0.7 * s), c(0.9), c(0.6 * q, 0.6 * s)],
          [c(0.5 * q, 0.5 * s), c(0.6 * q, -0.6 * s), c(1.4)],
        ],
      },
    },
  ],
};

describe('gas', () => {
  const { code, json } = spinlaw(['gas', script, '--beta', '0.05,1', '--energies', '0.9', '--json']);

  test('the canonical toy from a script: populations, laws, exit 0', () => {
    expect(code).toBe(0);
    expect(json).toMatchObject({
      levels: 3,
      frequency: 1.1,
      dimension: 1,
      notes: [expect.stringContaining('β = 0.05: the quasienergies of modes 1 and 2')],
    });
    [0.3451, 0.3339, 0.321].forEach((p, j) => expect(json.results[0].populations[j]).toBeCloseTo(p, 4));
    [0.4998, 0.2955, 0.2047].forEach((p, j) => expect(json.results[1].populations[j]).toBeCloseTo(p, 4));
    const { laws, power, heat } = json.results[1];
    expect(laws.unitarity).toBeLessThan(1e-12);
    expect(laws.thermalization).toBeLessThan(1e-10);
    expect(laws.detailedBalance).toBeGreaterThan(0.5);
    expect(Math.abs(power - heat)).toBeLessThan(1e-12);
    expect(power).toBeGreaterThan(0);
  });

  test('the same model in JSON gives the same numbers', () => {
    const other = spinlaw(['gas', file('toy.json', JSON.stringify(model)), '--beta', '1', '--json']).json;
    const pairs = (r: any): Map<string, number> =>
      new Map(r.rates.map((x: any) => [`${x.from} ${x.to} ${x.quanta}`, x.rate]));
    const [a, b] = [pairs(json.results[1]), pairs(other.results[0])];
    for (const [key, rate] of a) if (rate > 1e-8) expect(Math.abs(b.get(key)! / rate - 1)).toBeLessThan(1e-10);
  });

  test('rates list inelastic and elastic entries, the populations follow from them: gas (1), (3)', () => {
    const { rates, populations } = json.results[1];
    const flow = [0, 0, 0];
    for (const { from, to, rate } of rates) {
      flow[to]! += rate * populations[from];
      flow[from]! -= rate * populations[from];
    }
    for (const f of flow) expect(Math.abs(f)).toBeLessThan(1e-11);
    expect(rates.some((r: any) => r.from === r.to && r.quanta !== 0)).toBe(true);
  });

  test('--energies: T from every level into every channel; its columns are those of a unitary S: gas (S10)', () => {
    const [at] = json.scattering;
    expect(at.energy).toBe(0.9);
    expect(at.unitarity).toBeLessThan(1e-12);
    const open = at.channels.findIndex((x: any) => x.level === 0 && x.quanta === 0);
    const column = at.T.filter((x: any) => x.from === open && x.in === 1 && x.probability !== undefined);
    const total = column.reduce((sum: number, x: any) => sum + x.probability, 0);
    const forward = column.find((x: any) => x.to === open && x.out === 1);
    const k = Math.sqrt(2 * 0.9);
    // −2 Im T m/K = Σ |S − 1|²
    expect(Math.abs((-2 * forward.im) / k - total)).toBeLessThan(1e-12);
    expect(at.channels.some((x: any) => !x.open)).toBe(true);
  });

  test('T from one copy up and down is T from the copy, at an energy shifted by a quantum: gas (S91)', () => {
    const shifted = spinlaw(['gas', script, '--beta', '1', '--energies', '2', '--json']).json.scattering[0];
    const [at] = json.scattering;
    const find = ({ channels, T }: any, to: [number, number], from: [number, number]): number => {
      const place = ([level, quanta]: [number, number]): number =>
        channels.findIndex((x: any) => x.level === level && x.quanta === quanta);
      return T.find((x: any) => x.to === place(to) && x.from === place(from) && x.out === 1 && x.in === 1).abs2;
    };
    expect(find(shifted, [2, 1], [0, 1])).toBeCloseTo(find(at, [2, 0], [0, 0]), 12);
    expect(find(shifted, [1, 0], [0, 1])).toBeCloseTo(find(at, [1, -1], [0, 0]), 12);
  });

  test('in three dimensions |F|² is listed: 1/(A² + K²) for one level without drive', () => {
    const one = {
      levels: 1,
      frequency: 1,
      mass: 0.7,
      density: 1,
      dimension: 3,
      hamiltonian: { 0: [[c(0.2)]] },
      scatterers: [{ position: 0, coupling: { 0: [[c(-1.3)]] } }],
    };
    const [{ T }] = spinlaw([
      'gas',
      file('one.json', JSON.stringify(one)),
      '--beta',
      '1',
      '--energies',
      '0.9',
      '--json',
    ]).json.scattering;
    const entry = T.find((x: any) => x.probability !== undefined);
    const kk = 2 * 0.7 * 0.7;
    expect(entry.abs2).toBeCloseTo(1 / (1.3 ** 2 + kk), 12);
    // S = (A − iK)/(A + iK)
    expect(entry.probability).toBeCloseTo((4 * kk) / (1.3 ** 2 + kk), 12);
    expect(entry.re).toBeCloseTo(1.3 / (1.3 ** 2 + kk), 12);
  });

  test('modes are periodic vectors of unit length', () => {
    for (const { fourier } of json.modes) {
      const norm = Object.values<[number, number][]>(fourier)
        .flat()
        .reduce((sum, [re, im]) => sum + re * re + im * im, 0);
      expect(Math.abs(norm - 1)).toBeLessThan(1e-13);
    }
  });

  test('relaxation, cycles and Δ stand beside the steady state; --times shows the way there', () => {
    const [r] = spinlaw(['gas', script, '--beta', '2', '--times', '0,1,1e5', '--initial', '0,0.5,0.5', '--json']).json
      .results;
    expect(r.relaxation).toHaveLength(2);
    expect(r.cycles).toHaveLength(1);
    expect(r.delta).toHaveLength(3);
    expect(r.evolution.map((e: any) => e.time)).toEqual([0, 1, 1e5]);
    expect(r.evolution[0].populations).toEqual([0, 0.5, 0.5]);
    r.evolution[2].populations.forEach((p: number, j: number) =>
      expect(Math.abs(p - r.populations[j])).toBeLessThan(1e-12),
    );
    expect(spinlaw(['gas', script, '--times', '1', '--initial', '1,1,1', '--json']).json.error.code).toBe(
      'populations-invalid',
    );
  });

  test('--limits: the expansion at high temperature and the limits at low are what the steady state does there', () => {
    const { results, limits } = spinlaw(['gas', script, '--beta', '1e-4,1e6', '--limits', '--json']).json;
    const [hot, cold] = results;
    // A diagonal drive has Boltzmann's slope, gas (11): −(ε_j − ε̄)/N; the actual slope differs by 1/ln(1/β), the
    // expansion with rates at β does not.
    [0, 0.7, 1.6].forEach((e, j) => {
      const boltzmann = -(e - 2.3 / 3) / 3;
      expect(Math.abs(limits.hot.slope[j] - boltzmann)).toBeLessThan(1e-12);
      expect(Math.abs(limits.hot.boltzmannSlope[j] - boltzmann)).toBeLessThan(1e-12);
      expect(Math.abs((hot.populations[j] - 1 / 3) / 1e-4 - hot.highTemperature.slope[j])).toBeLessThan(1e-4);
    });
    expect(hot.highTemperature.criterion).toBeLessThan(0.05);
    expect(cold.highTemperature).toBeUndefined();
    // Approached as β^{−1/2}.
    cold.populations.forEach((p: number, j: number) =>
      expect(Math.abs(p - limits.cold.populations[j])).toBeLessThan(5e-3),
    );
    expect(limits.cold.power).toBe(-1);
    for (const { from, to, quanta, coefficient } of limits.cold.rates.slice(0, 3)) {
      const { rate } = cold.rates.find((r: any) => r.from === from && r.to === to && r.quanta === quanta);
      expect(Math.abs((1e6 * rate) / coefficient - 1)).toBeLessThan(0.02);
    }
    const { out } = spinlaw(['gas', script, '--beta', '0.01', '--limits']);
    expect(out).toMatch(/criterion \(12\) \d\.\de-\d+, small where/u);
    expect(out).toMatch(/limits of β Γ/u);
  });

  test('for people: populations, rates, and each law with its verdict', () => {
    const { out } = spinlaw(['gas', script, '--set', 'lambda=0']);
    expect(out).toContain('no drive');
    expect(out).toMatch(/thermalization\s+\S+\s+holds/u);
    expect(out).toMatch(/detailedBalance\s+\S+\s+need not hold/u);
  });

  test('a value in the script and another from --set: the message names both ways out', () => {
    const { code, err } = spinlaw(['gas', script, '--set', 'mass=2']);
    expect(code).toBe(2);
    expect(err).toContain('"mass" has a value here and another from --set');
    expect(err).toContain('mass = m');
  });

  test('too few sidebands: the laws say so, exit 1', () => {
    const run = spinlaw(['gas', script, '--sidebands', '1', '--beta', '1', '--json']);
    expect(run.code).toBe(1);
    expect(run.json.results[0].laws.thermalization).toBeGreaterThan(1e-6);
    expect(run.err).toMatch(/violated: .*thermalization/u);
  });
});

describe('gas --scan', () => {
  const scanned = file(
    'scanned.spin',
    'ω = 1.1\ngas 0.7 |2><2| + λ cos(ω t) (|1><1| - |2><2|), δ(x) (|1><1| + |2><2| + g (|1><2| + |2><1|))\n',
  );
  const out = join(folder, 'scan');

  test('one point for each value; a point that fails is named in its place, exit 3', () => {
    const run = spinlaw([
      'gas',
      scanned,
      '--set',
      'lambda=0',
      '--scan',
      'g=0:1:0.5',
      '--beta',
      '1,2',
      '--out',
      out,
      '--json',
    ]);
    expect(run.code).toBe(3);
    expect(run.json.scan).toBe('g');
    expect(run.json.points.map((p: any) => p.g)).toEqual([0, 0.5, 1]);
    expect(run.json.points[0].error.code).toBe('stationary-not-unique');
    // Gibbs at every g that connects the levels.
    for (const { results } of run.json.points.slice(1))
      for (const { beta, populations } of results)
        expect(populations[0]).toBeCloseTo(1 / (1 + Math.exp(-0.7 * beta)), 10);
    const [svg, csv, json] = ['svg', 'csv', 'json'].map((ending) =>
      readFileSync(join(out, `gas-scan.${ending}`), 'utf8'),
    );
    expect(svg).toMatch(/^<svg[^]*<path[^]*<\/svg>\s*$/u);
    const rows = csv!
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(rows).toHaveLength(4);
    expect(rows[0]!.slice(0, 4)).toEqual(['g', 'p0_beta0', 'p1_beta0', 'power_beta0 [E²]']);
    expect(rows[1]!.slice(0, 3)).toEqual(['0', '', '']);
    expect(Number(rows[2]![1])).toBe(run.json.points[1].results[0].populations[0]);
    expect(JSON.parse(json!).points).toEqual(run.json.points);
  });

  test('a table for people', () => {
    const { code, out: text } = spinlaw(['gas', scanned, '--set', 'g=0.4', '--scan', 'λ=0,0.8']);
    const [head, still, driven] = text
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/u));
    expect([code, head]).toEqual([0, ['λ', 'beta', 'p0', 'p1', 'power', 'heat']]);
    expect(Number(still![2])).toBeCloseTo(1 / (1 + Math.exp(-0.7)), 9);
    const alone = spinlaw(['gas', scanned, '--set', 'g=0.4', '--set', 'lambda=0.8', '--json']).json.results[0];
    expect(driven!.slice(0, 3)).toEqual(['0.8', '1.000000000', alone.populations[0].toFixed(10)]);
    expect(Number(driven![4]) / alone.power).toBeCloseTo(1, 5);
  });

  test.each([
    ['a parameter that is not there', ['--set', 'lambda=0', '--set', 'g=1', '--scan', 'J=0:1:1'], 'unknown-parameter'],
    ['a range without an end', ['--scan', 'g=0:1'], 'bad-scan'],
    ['--out without --scan', ['--set', 'g=1', '--set', 'lambda=0', '--out', out], 'option-alone'],
    ['beta and temperature', ['--beta', '1', '--temperature', '1'], 'two-temperatures'],
    ['a temperature of zero', ['--temperature', '0'], 'option-value'],
    ['no time at all', ['--seconds', '0'], 'option-value'],
  ])('%s is refused', (_, args, code) => {
    const run = spinlaw(['gas', scanned, ...args, '--json']);
    expect([run.code, run.json.error.code]).toEqual([2, code]);
  });

  test.each(['B', 'λ', 'lambda'])('over %s, which a model in JSON does not have, is refused', (name) => {
    const { code, json } = spinlaw(['gas', 'examples/gas-toy.json', '--scan', `${name}=0:1:1`, '--json']);
    expect([code, json.error.code, json.error.message]).toEqual([
      2,
      'unknown-parameter',
      `the model has no parameter ${name}`,
    ]);
  });
});

test('--temperature 2 is --beta 0.5; --components fixes the Fourier components; --seconds refuses before the work, exit 3', () => {
  const [t, b] = [
    ['--temperature', '2'],
    ['--beta', '0.5'],
  ].map(
    (args) =>
      spinlaw([
        'gas',
        'gas 0.7 |2><2| + 0.5 cos(1.1 t) (|1><2| + |2><1|), δ(x) (|1><1| + |2><2| + 0.4 (|1><2| + |2><1|))',
        '--components',
        '20',
        ...args,
        '--json',
      ]).json,
  );
  expect(t).toEqual(b);
  expect(t.results[0].temperature).toBe(2);
  expect(t.accuracy.harmonics).toBe(20);
  const slow = spinlaw([
    'gas',
    'gas 0.7 |2><2| + 0.5 cos(1.1 t) (|1><2| + |2><1|), δ(x) (|1><1| + |2><2| + 0.4 (|1><2| + |2><1|))',
    '--seconds',
    '0.001',
    '--json',
  ]);
  expect([slow.code, slow.json.error.code]).toEqual([3, 'too-much-work']);
});

test.each([
  [['--beta', '0'], 'beta-out-of-range', '--beta'],
  [['--temperature', '1e30'], 'beta-out-of-range', '--temperature'],
  [['--times', '-1'], 'time-invalid', '--times'],
  [['--times', '1', '--initial', '0.5'], 'populations-invalid', '--initial'],
  [['--nodes', '0'], 'nodes-out-of-range', '--nodes'],
  [['--digits', '0'], 'digits-out-of-range', '--digits'],
])('%j is refused at its place, with a hint', (options, code, file) => {
  const { error } = spinlaw([
    'gas',
    'gas 0.7 |2><2|, δ(x) (|1><1| + |2><2| + 0.4 (|1><2| + |2><1|))',
    ...options,
    '--json',
  ]).json;
  expect(error).toMatchObject({ code, file, line: 1, column: 1 });
  expect(error.hint).not.toBeNull();
});

test('settings that are no number of doubles, or not real, say so', () => {
  const gas = 'm = 1; gas 0.7 |2><2|, δ(x) (|1><1| + |2><2| + 0.4 (|1><2| + |2><1|)) with mass = m';
  expect(spinlaw(['gas', gas, '--set', 'm=1e400', '--json']).json.error.code).toBe('number-out-of-range');
  const { error } = spinlaw(['gas', gas, '--set', 'm=i', '--json']).json;
  expect([error.code, error.hint, error.expected]).toEqual(['not-real', null, ['mass = 1']]);
});

test('levels without contact are named', () => {
  const { error } = spinlaw(['gas', 'gas 0.7 |4><4|, δ(x) (|1><1| + |4><4| + |1><4| + |4><1|)', '--json']).json;
  expect(error.hint).toContain('the modes {0, 3} and {1} and {2}, numbered from 0;');
});

test('a drive too weak for doubles is not called common', () => {
  const weak = 'gas 0.7 |2><2| + 1e-200 cos(t) |1><1|, δ(x) (|1><1| + |2><2| + 0.4 (|1><2| + |2><1|))';
  const [note] = spinlaw(['gas', weak, '--json']).json.notes;
  expect(note).toContain('so weak');
  const common = 'gas 0.7 |2><2| + cos(t) (|1><1| + |2><2|), δ(x) (|1><1| + |2><2| + 0.4 (|1><2| + |2><1|))';
  expect(spinlaw(['gas', common, '--json']).json.notes[0]).toContain('the same for all levels');
});

test('an energy that all levels share changes nothing but the quasienergies', () => {
  const at = (shared: string) =>
    spinlaw([
      'gas',
      `gas ${shared} (|1><1| + |2><2|) + 0.7 |2><2| + 0.5 cos(1.1 t) (|1><2| + |2><1|), δ(x) (|1><1| + |2><2| + 0.4 (|1><2| + |2><1|))`,
      '--json',
    ]).json;
  const [here, there] = [at('0'), at('1e9')];
  expect(there.notes).toEqual(here.notes);
  // Over a period of 2π/1.1, of energies that are known to 1e-7.
  expect(there.accuracy.propagatorDefect).toBeLessThan(1e-6);
  // 1e9 + 0.7 is known to 1e-7 in double precision.
  for (const [j, p] of here.results[0].populations.entries())
    expect(Math.abs(there.results[0].populations[j] - p)).toBeLessThan(1e-7);
});

describe('gas refuses', () => {
  const json = (change: object): string => JSON.stringify({ ...model, ...change });
  const gas = 'gas |2><2|, δ(x) (|1><1| + |2><2| + 0.1 |1><2| + 0.1 |2><1|)';
  test.each([
    ['no gas statement', ['H = |1><1|'], 'no-model'],
    ['two of them', [`${gas}; ${gas}`], 'two-models'],
    ['a parameter without a value', ['gas g |1><1|, δ(x) |1><1|'], 'unset-parameter'],
    ['an unknown setting', [`${gas} with weight = 1`], 'gas-setting'],
    ['no scatterer', ['gas |1><1|'], 'gas-scatterers'],
    ['levels without contact', ['gas |2><2|, δ(x) (|1><1| + |2><2|)'], 'stationary-not-unique'],
    [
      'two scatterers in three dimensions',
      ['gas |2><2|, δ(x) |1><1| + δ(x - 1) |2><2| with dimension = 3'],
      'gas-scatterers',
    ],
    ['beta = 0', [gas, '--beta', '0'], 'beta-out-of-range'],
    ['beta = infinity', [gas, '--beta', 'inf'], 'option-value'],
    ['half a sideband', [gas, '--sidebands', '1.5'], 'option-value'],
    ['broken JSON', ['{"levels": 2,]'], 'json-syntax'],
    ['a field that is not there', ['{"levels": 2}'], 'json-field'],
    ['a field with a slip', [json({ frequncy: 1 })], 'json-field'],
    ['a wrong shape', [json({ hamiltonian: { 0: [[c(1)]] } })], 'gas-shape'],
    [
      'not Hermitian',
      [
        json({
          hamiltonian: {
            0: [
              [c(1), c(1), c(0)],
              [c(0), c(0), c(0)],
              [c(0), c(0), c(0)],
            ],
          },
        }),
      ],
      'not-hermitian',
    ],
    [
      'two components that do not agree',
      [json({ hamiltonian: { 1: model.hamiltonian[1], '-1': model.hamiltonian[0] } })],
      'not-hermitian',
    ],
    ['a drive of frequency zero', [json({ frequency: 0 })], 'gas-frequency'],
    ['a negative mass', [json({ mass: -1 })], 'gas-mass'],
    ['two dimensions', [json({ dimension: 2 })], 'gas-dimension'],
    [
      'a drive of amplitude 1e200',
      [
        json({
          hamiltonian: {
            1: [
              [c(1e200), c(0), c(0)],
              [c(0), c(0), c(0)],
              [c(0), c(0), c(0)],
            ],
          },
        }),
      ],
      'too-many-harmonics',
    ],
    [
      'a component named twice, as 1 and 01',
      [json({ hamiltonian: { 1: model.hamiltonian[1], '01': model.hamiltonian[0] } })],
      'json-field',
    ],
    ['a Hamiltonian that is null', [json({ hamiltonian: null })], 'json-field'],
    ['scatterers that are null', [json({ scatterers: null })], 'json-field'],
    ['a coupling that is null', [json({ scatterers: [{ position: 0, coupling: null }] })], 'json-field'],
    ['a position that is null', [json({ scatterers: [{ ...model.scatterers[0], position: null }] })], 'json-field'],
    ['a mass that is text', [json({ mass: 'NaN' })], 'json-field'],
    ['half a level', [json({ levels: 2.5 })], 'gas-levels'],
    ['a billion levels', [json({ levels: 1e9 })], 'gas-shape'],
    ['a matrix without rows', [json({ hamiltonian: { 0: [] } })], 'gas-shape'],
    [
      'three numbers for one',
      [
        json({
          hamiltonian: {
            0: [
              [[0, 0, 0], c(0), c(0)],
              [c(0), c(0), c(0)],
              [c(0), c(0), c(0)],
            ],
          },
        }),
      ],
      'json-field',
    ],
    ['a field twice', [json({}).replace('{', '{"mass": 2, "mass": 1, ')], 'json-twice'],
    ['a number beyond all numbers', [json({}).replace('{', '{"density": 1e999, ')], 'json-number'],
    ['a complex mass', [json({}), '--set', 'mass=i'], 'not-real'],
    ['no sidebands for a drive', [json({}), '--sidebands', '0'], 'sidebands-out-of-range'],
    [
      'a contact that is the identity, with a drive',
      [
        json({
          levels: 2,
          hamiltonian: {
            0: [
              [c(0), c(0)],
              [c(0), c(0.7)],
            ],
            1: [
              [c(0), c(0.5)],
              [c(0.5), c(0)],
            ],
          },
          scatterers: [
            {
              position: 0,
              coupling: {
                0: [
                  [c(1), c(0)],
                  [c(0), c(1)],
                ],
              },
            },
          ],
        }),
      ],
      'stationary-not-unique',
    ],
    [
      'a drive of amplitude 1e6',
      [
        json({
          hamiltonian: {
            1: [
              [c(1e6), c(0), c(0)],
              [c(0), c(0), c(0)],
              [c(0), c(0), c(0)],
            ],
          },
        }),
      ],
      'too-many-harmonics',
    ],
  ])('%s', (_, args, wanted) => {
    const run = spinlaw(['gas', ...args, '--json']);
    expect(run.json?.error?.code).toBe(wanted);
    expect(run.code).toBe(wanted === 'too-many-harmonics' ? 3 : 2);
    expect(run.json.error.message).not.toMatch(/NaN(?!")|undefined/u);
  });

  test.each(['levels', 'frequency', 'hamiltonian', 'scatterers'])(
    'a model without %s: the name and the mend',
    (field) => {
      const run = spinlaw(['gas', json({ [field]: undefined }), '--json']);
      expect(run.code).toBe(2);
      expect(run.json.error).toMatchObject({
        code: 'json-field',
        message: `the model has no ${field}`,
        hint: expect.stringContaining(field),
      });
    },
  );

  test.each<[string, object, string]>([
    ['mass', { mass: -2 }, '-2'],
    ['dimension', { dimension: 7777 }, '7777'],
    ['hamiltonian', { hamiltonian: { 0: 'zero' } }, '"zero"'],
    ['coupling', { scatterers: [model.scatterers[0], { position: 1, coupling: [] }] }, '[]'],
  ])('what is wrong with %s is shown at its place', (_, change, wrong) => {
    const text = json(change);
    const { line, column, length } = spinlaw(['gas', text, '--json']).json.error;
    expect([line, column, length]).toEqual([1, text.lastIndexOf(wrong) + 1, wrong.length]);
  });
});
