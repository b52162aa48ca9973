import { describe, expect, test } from 'vitest';
import { type GasModel, floquetModes } from '../../src/floquet/index.js';
import { inelasticProcesses, rates, readGasModel, steadyPopulations, transitionTable } from '../../src/gas/index.js';
import { channelAt, entrances, floquetSystem, scattering } from '../../src/scattering/index.js';
import { besselJOne } from '../../src/numeric/index.js';
import { Session } from '../../src/session/index.js';
import { type GasQuestion, checkFinite, gasAnswer, gasParts, partLines } from '../../src/report/index.js';
import { gasModelOf } from '../../src/models/index.js';
import { DiagnosticError } from '../../src/text/index.js';
import { mixed, rabi } from '../floquet/models.js';
import { matchedWaves } from '../scattering/wave-matching.js';

function gas(text: string): GasModel {
  const session = new Session();
  for (const outcome of session.run({ name: 'case', text })) {
    if (outcome.kind === 'error') throw new DiagnosticError(outcome.diagnostic);
    if (outcome.kind === 'model' && outcome.model.role === 'gas') return gasModelOf(outcome.model);
  }
  throw new Error('no gas');
}

const ask = (text: string, question: Partial<GasQuestion> = {}) => gasAnswer(gas(text), { betas: [1], ...question });
const textOf = (text: string, question: Partial<GasQuestion> = {}): string => {
  const answer = ask(text, question);
  return [...partLines(gasParts(gas(text), answer)), ...answer.document.notes].join('\n');
};

function refusal(act: () => unknown): { kind: string; code: string; message: string; hint: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof DiagnosticError) return { hint: '', ...error.diagnostic };
    throw error;
  }
  throw new Error('it was not refused');
}

const touch = '(|1><1| + |2><2| + 0.4 (|1><2| + |2><1|))';

describe('quasienergies closer than the rates of the gas', () => {
  // [the gas, the gap of quasienergies by hand, the modes]
  const table: [string, number, [number, number]][] = [
    [`gas 1/10^5 |2><2|, δ(x) ${touch}`, 1e-5, [0, 1]],
    [`gas |2><2| + 1001/1000 |3><3|, δ(x) (|1><1| + |2><2| + |3><3| + 0.4 (|1><2| + |2><3| + h.c.))`, 1e-3, [1, 2]],
    // A diagonal drive leaves the quasienergies where the levels are: 1.1001 is 1e-4 off ω.
    [`gas 11001/10000 |2><2| + 0.5 cos(11/10 t) |2><2|, δ(x) ${touch}`, 1e-4, [0, 1]],
  ];
  test.each(table)('%s: a note with both numbers, the gap %s', (text, gap, levels) => {
    const { document, broken } = ask(text);
    const [{ secular, rates: listed }] = document.results as [(typeof document.results)[number]];
    expect(broken).toEqual([]);
    expect(secular!.levels).toEqual(levels);
    expect(secular!.gap / gap).toBeCloseTo(1, 6);
    const outflow = levels.map((j) =>
      listed.filter((r) => r.from === j && (r.to !== j || r.quanta !== 0)).reduce((sum, r) => sum + r.rate, 0),
    );
    expect(secular!.rate / Math.max(...outflow)).toBeCloseTo(1, 9);
    const [note] = document.notes.filter((n) => n.startsWith('β = 1: '));
    expect(note).toContain(`${secular!.gap.toPrecision(3)} apart, less than the rate ${secular!.rate.toPrecision(3)}`);
    // The density that the note names is where the two are equal: just below it there is no note.
    const dilute = Number(/below a density of (?<density>[\d.e-]+)/u.exec(note!)!.groups!['density']);
    expect(dilute / (gap / secular!.rate)).toBeCloseTo(1, 1);
    const with95 = `${text} with density = ${(0.95 * dilute).toFixed(12)}`;
    expect(ask(with95).document.notes.filter((n) => n.includes('less than the rate'))).toEqual([]);
  });

  test.each([`gas 0.7 |2><2|, δ(x) ${touch}`, `gas 0.7 |2><2| + 0.5 cos(1.3 t) (|1><2| + |2><1|), δ(x) 0.1 ${touch}`])(
    '%s: far above them there is no note',
    (text) => {
      const { document } = ask(text);
      expect(document.results[0]!.secular!.gap).toBeGreaterThan(document.results[0]!.secular!.rate);
      expect(document.notes).toEqual([]);
    },
  );
});

describe('the scale of energies', () => {
  test('levels of 1e9 at β = 1e-9 are levels of 1 at β = 1, with couplings by the root', () => {
    // With the mass as it is, lengths go as s^(−1/2) and δ couplings as s^(1/2).
    const large = ask(`gas 10^9 |2><2|, δ(x) 30000 ${touch}`, { betas: [1e-9] }).document.results[0]!;
    const small = ask(`gas |2><2|, δ(x) ${(3e4 / Math.sqrt(1e9)).toFixed(17)} ${touch}`).document.results[0]!;
    large.populations.forEach((p, j) => expect(p).toBeCloseTo(small.populations[j]!, 11));
    for (const [k, r] of large.rates.entries())
      expect(r.rate / small.rates[k]!.rate / Math.sqrt(1e9)).toBeCloseTo(1, 8);
    expect(large.temperature).toBeCloseTo(1e9, 0);
  });

  test.each([
    ['|2><2|', 1, 1e-9],
    ['|2><2|', 1, 1e11],
    ['10^9 |2><2|', 1e9, 1e-18],
    ['10^9 |2><2|', 1e9, 100],
    ['1/10^9 |2><2|', 1e-9, 1],
    ['1/10^9 |2><2|', 1e-9, 1e20],
  ])('gas %s: β beyond 1e-8 … 1e10 of its own energies is refused, with the bounds', (levels, scale, beta) => {
    const { code, message } = refusal(() => ask(`gas ${levels}, δ(x) ${touch}`, { betas: [beta] }));
    if (beta * scale >= 1e-8 && beta * scale <= 1e10) throw new Error('a wrong line of the table');
    expect(code).toBe('beta-out-of-range');
    const [least, most] = message.match(/[\d.]+(?:e[+-]?\d+)?/gu)!.map(Number);
    expect([least! * scale, most! * scale].map((x) => Math.round(Math.log10(x)))).toEqual([-8, 10]);
  });
});

describe('a drive that all levels share', () => {
  const withDrive = (drive: string): string =>
    `gas 0.7 |2><2| + ${drive}, δ(x) (|1><1| + |2><2| + 0.4 (|1><2| + |2><1|) + 0.3 cos(1.1 t) |1><1|)`;
  const bare = ask(withDrive('0 |1><1|')).document;

  test.each([
    '50 cos(1.1 t) (|1><1| + |2><2|)',
    '50 cos(1.1 t + 1) (|1><1| + |2><2|) + 7 cos(3.3 t) (|1><1| + |2><2|)',
    '10^7 cos(1.1 t) (|1><1| + |2><2|)',
  ])('%s changes no rate', (drive) => {
    const { document } = ask(withDrive(drive));
    expect(document.accuracy.sidebands).toBe(bare.accuracy.sidebands);
    expect(document.quasienergies).toEqual(bare.quasienergies);
    expect(document.results[0]!.populations).toEqual(bare.results[0]!.populations);
    expect(document.results[0]!.rates).toEqual(bare.results[0]!.rates);
  });

  test('beside another drive it leaves what the other does', () => {
    const own = '0.5 cos(1.1 t) (|1><2| + |2><1|)';
    const [one, both] = [own, `${own} + 20 cos(1.1 t) (|1><1| + |2><2|)`].map((d) => ask(withDrive(d)).document);
    one!.results[0]!.populations.forEach((p, j) =>
      expect(Math.abs(p - both!.results[0]!.populations[j]!)).toBeLessThan(1e-12),
    );
    expect(both!.accuracy.propagatorDefect).toBeLessThan(1e-10);
  });

  test('its phase is in the modes that are listed: Bessel functions of λ/ω', () => {
    const { document } = ask(withDrive('50 cos(1.1 t) (|1><1| + |2><2|)'));
    for (const [j, { fourier }] of document.modes.entries()) {
      for (const k of [0, 1, 20, 44, -7])
        expect(Math.abs(Math.hypot(...fourier[k]![j]!) - Math.abs(besselJOne(k, 50 / 1.1).value))).toBeLessThan(1e-12);
    }
    // Where it has too many harmonics a note says that it is left out.
    expect(ask(withDrive('10^7 cos(1.1 t) (|1><1| + |2><2|)')).document.notes.join()).toContain('without the phase');
    expect(refusal(() => floquetModes(gas(withDrive('10^7 cos(1.1 t) (|1><1| + |2><2|)')))).code).toBe(
      'too-many-harmonics',
    );
  });

  test('alone it exchanges nothing: no sidebands, and a word about it', () => {
    const { document } = ask(`gas 0.7 |2><2| + 50 cos(1.1 t) (|1><1| + |2><2|), δ(x) ${touch}`);
    expect(document.accuracy.sidebands).toBe(0);
    expect(document.notes.join()).toContain('the same for all levels');
    const boltzmann = 1 / (1 + Math.exp(-0.7));
    expect(document.results[0]!.populations[0]).toBeCloseTo(boltzmann, 12);
  });
});

describe('only the channels that are reached', () => {
  test('a parity makes sectors of half the size, with the same rates', () => {
    // σ_x cos ωt changes level and parity of n together; a diagonal coupling keeps both apart.
    const model = gas('gas 0.7 |2><2| + 0.8 cos(1.1 t) (|1><2| + |2><1|), δ(x) (|1><1| + 1.4 |2><2|)');
    const broken = gas(
      'gas 0.7 |2><2| + 0.8 cos(1.1 t) (|1><2| + |2><1|), δ(x) (|1><1| + 1.4 |2><2| + 1/10^7 (|1><2| + |2><1|))',
    );
    const [a, b] = [model, broken].map((m) => {
      const table = transitionTable(floquetSystem(m), { betas: [1] });
      return { table, r: rates(table, 1) };
    });
    // Together both sectors take every channel.
    expect(a!.table.channels).toBe(2 * (2 * a!.table.sidebands + 1));
    steadyPopulations(a!.r).populations.forEach((p, j) =>
      expect(Math.abs(p - steadyPopulations(b!.r).populations[j]!)).toBeLessThan(1e-11),
    );
    const zero = [...a!.r.rate].filter((x) => x === 0).length;
    expect(zero).toBeGreaterThan([...a!.r.rate].length / 3);
  });

  test('quanta come in threes where the coupling moves with the third harmonic', () => {
    const { rate } = rates(
      transitionTable(
        floquetSystem(
          gas('gas 0.7 |2><2|, δ(x) (|1><1| + |2><2| + 0.4 cos(3.3 t) (|1><2| + |2><1|)) with frequency = 1.1'),
        ),
        { betas: [1] },
      ),
      1,
    );
    for (const process of inelasticProcesses(rate)) if (process.quanta % 3 !== 0) expect(rate.at(process)).toBe(0);
    expect([...rate].filter((r) => r > 0).length).toBeGreaterThan(4);
  });
});

describe('work beyond the limit', () => {
  const strong =
    'gas |2><2| + 0.7 |3><3| + 30 cos(t) (|1><2| + |2><1|) + 30 cos(t) |3><3|, δ(x) (|1><1| + |2><2| + |3><3| + 0.4 (|1><2| + |2><3| + h.c.))';

  test('is refused before it begins, with the option that allows it', () => {
    let energies = 0;
    const { kind, code, hint, message } = refusal(() =>
      ask(strong, { seconds: 2, onProgress: (what) => (energies += what === 'energies' ? 1 : 0) }),
    );
    expect([kind, code, energies]).toEqual(['limit', 'too-much-work', 0]);
    expect(message).toMatch(/about \d+ s: \d+ energies of \S+ s each; the limit is 2 s/u);
    expect(Number(/--seconds (?<seconds>\S+) allows it/u.exec(hint)!.groups!['seconds'])).toBeGreaterThan(2);
  });

  test('the hint works when it is followed', () => {
    const text = `gas 0.7 |2><2| + 0.8 cos(1.1 t) (|1><2| + |2><1|), δ(x) ${touch}`;
    const { hint } = refusal(() => ask(text, { seconds: 1e-3 }));
    const seconds = Number(/--seconds (?<seconds>\S+) allows it/u.exec(hint)!.groups!['seconds']);
    expect(ask(text, { seconds }).broken).toEqual([]);
  });
});

describe('words that apply', () => {
  test('levels are typed from |1>, so the text says how modes are numbered', () => {
    const lines = textOf(`gas 0.7 |2><2|, δ(x) ${touch}`).split('\n');
    const at = lines.indexOf('Floquet modes, numbered from 0 in the order of their mean energy');
    expect(lines[at + 1]).toMatch(/^mode +quasienergy +mean energy$/u);
    expect(lines[at + 2]).toMatch(/^ {3}0 +0\.0+ +0\.0+$/u);
    expect(lines[at + 3]).toMatch(/^ {3}1 +0\.70+ +0\.70+$/u);
  });

  test.each([
    [`gas 10^6 |2><2|, δ(x) ${touch}`, 1],
    [`gas 10^12 |2><2|, δ(x) ${touch}`, 1e-12],
  ])('%s: without a drive nothing is beside a frequency', (text, beta) => {
    expect(textOf(text, { betas: [beta] })).not.toMatch(/frequency|period/u);
  });

  // Closed channels that bind, seen by copies without contact.
  const wells = [
    'gas 0.7 |2><2|, δ(x) (0.9 |1><1| - 1.2 |2><2| + 0.3 (|1><2| + |2><1|))',
    'gas |2><2|, δ(x) (-0.3 |1><1| - 0.02 |2><2| + 0.01 (|1><2| + |2><1|))',
  ];
  test.each(wells)('%s: --sidebands without a drive has no effect, and says so', (text) => {
    const [plain, more] = [ask(text).document, ask(text, { sidebands: 3 }).document];
    expect(more.accuracy).toEqual(plain.accuracy);
    expect(more.results).toEqual(plain.results);
    expect(more.notes).toEqual([...plain.notes, 'no quanta are exchanged, so --sidebands has no effect']);
    expect(textOf(text, { sidebands: 3 })).not.toMatch(/Infinity|NaN|than 0|null/u);
  });

  test('bound states that do not decay have a width that is a number above zero', () => {
    const two = gas('gas 0.7 |2><2|, δ(x) (|1><1| - 1/1000 |2><2| + 1/10^8 (|1><2| + |2><1|))');
    const { resonances } = transitionTable(floquetSystem(two), { betas: [1] });
    expect(resonances.length).toBeGreaterThan(0);
    for (const { width, states, energy } of resonances) {
      expect(width).toBeGreaterThan(0);
      expect(states).toBe(1);
      // κ = m w/1000 below the upper level: E = 0.7 − κ²/2
      expect(Math.abs(energy - 0.7 + 5e-7)).toBeLessThan(1e-12);
    }
  });

  test('nothing that is not finite is printed, and no number is null', () => {
    for (const wrong of [{ a: [1, Number.NaN] }, { a: { b: Infinity } }, { results: [{ heat: -Infinity }] }])
      expect(refusal(() => checkFinite(wrong, '')).code).toBe('not-finite');
    checkFinite({ a: [1, 'x', true, { b: 0 }] }, '');
    const texts = [wells[0]!, `gas 10^6 |2><2| + 0.1 cos(1.1 t) |1><1|, δ(x) ${touch}`];
    for (const text of texts) {
      // A population that begins at zero has an infinite production of entropy, which is left out.
      const { document } = ask(text, { times: [0, 1], energies: [0.3], limits: true });
      expect(JSON.stringify(document)).not.toContain('null');
      if (text === wells[0]) expect(document.results[0]!.evolution![0]).not.toHaveProperty('entropyProduction');
      expect(document.results[0]!.evolution![1]).toHaveProperty('entropyProduction');
    }
  });
});

describe('transmission and reflection', () => {
  test('a δ of strength g: T = 1/(1 + (mg/k)²), R = 1 − T, from both sides', () => {
    for (const [g, energy] of [
      [0.7, 0.3],
      [-1.3, 2],
      [12, 5],
    ] as const) {
      const { incoming } = ask(`gas 0 |1><1|, δ(x - 1) (${g} |1><1|) with mass = 2`, { betas: [], energies: [energy] })
        .document.scattering![0]!;
      const k = Math.sqrt(2 * 2 * energy);
      expect(incoming.map((e) => e.side)).toEqual(['left', 'right']);
      for (const e of incoming) {
        expect(e.transmission).toBeCloseTo(1 / (1 + ((2 * g) / k) ** 2), 12);
        expect(e.reflection).toBeCloseTo(1 - 1 / (1 + ((2 * g) / k) ** 2), 12);
        expect(e.sum).toBeCloseTo(1, 12);
      }
    }
  });

  test.each<[string, GasModel, number, number]>([
    ['two levels, driven', rabi(), 0.55, 10],
    ['two scatterers, one of them moving: left is not right', mixed(2, 2), 1.9, 9],
  ])('%s: by channels, as waves that are matched at the scatterers', (_, model, energy, sidebands) => {
    const system = floquetSystem(model);
    const found = scattering(system, energy, sidebands);
    const waves = matchedWaves(model, system.modes.quasienergies, energy, sidebands);
    const { momentum, channels } = found;
    const all = entrances(found, model.mass);
    let compared = 0;
    for (const [level, sigmas] of waves.entries()) {
      const from = channelAt(channels, { level, quanta: 0 })!;
      for (const [sigma, outs] of sigmas.entries()) {
        const entrance = all.find((e) => e.channel === from && e.side === (sigma === 0 ? 'left' : 'right'));
        if (!entrance) continue;
        expect(Math.abs(entrance.sum - 1)).toBeLessThan(1e-12);
        for (const exit of entrance.exits) {
          // The wave that goes on unscattered interferes with the elastic one: |T|² alone gives that reflection.
          const flux = model.mass ** 2 / (momentum[exit.channel]! * momentum[from]!);
          const [through, back] = [outs[sigma]![exit.channel]! * flux, outs[1 - sigma]![exit.channel]! * flux];
          if (exit.channel !== from) expect(Math.abs(exit.transmission - through)).toBeLessThan(1e-9);
          expect(Math.abs(exit.reflection - back)).toBeLessThan(1e-9);
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(8);
    if (model.scatterers.length > 1)
      expect(
        Math.abs(all[0]!.reflection - all.find((e) => e.channel === all[0]!.channel && e.side === 'right')!.reflection),
      ).toBeGreaterThan(1e-3);
  });

  test('come first in the text, open channels only, with their sum', () => {
    const lines = textOf(`gas 0.7 |2><2|, δ(x) ${touch}`, { betas: [], energies: [0.5] }).split('\n');
    const at = lines.findIndex((l) => l.startsWith('E = 0.5'));
    expect(lines[at + 1]).toMatch(/^channels .*transmission and reflection/u);
    expect(lines[at + 2]).toMatch(/^ {2}\(0, 0\) from the left +T +0\.\d{9} +R +0\.\d{9} +T \+ R +1\.0{9}$/u);
    expect(lines.findIndex((l) => l.includes('closed'))).toBeGreaterThan(at + 4);
    expect(lines.filter((l) => /\(1, 0\) from/u.test(l))).toEqual([]);
  });

  test('in three dimensions all of it is the s-wave: |S|² adds up to one', () => {
    const model = readGasModel({
      name: 'm',
      text: JSON.stringify({
        levels: 2,
        frequency: 1,
        dimension: 3,
        hamiltonian: {
          0: [
            [0, 0],
            [0, 0.5],
          ],
        },
        scatterers: [
          {
            coupling: {
              0: [
                [-1.3, 0.4],
                [0.4, -1.1],
              ],
            },
          },
        ],
      }),
    });
    for (const { side, sum, exits } of entrances(scattering(floquetSystem(model), 0.9, 0), 1)) {
      expect(side).toBe('all');
      expect(sum).toBeCloseTo(1, 12);
      expect(exits).toHaveLength(2);
    }
  });
});

describe('the order of magnitude of all energies', () => {
  const at = (exponent: number): string =>
    `gas 10^${exponent} (0.7 |2><2| + 0.5 cos(10^${exponent} t) |2><2|), δ(x) 10^${exponent / 2} ${touch}`;
  const here = ask(at(0)).document.results[0]!;

  test.each([-26, -30, -60, -120, -190, 60, 100, 150, 190])('10^%s changes no population', (exponent) => {
    const { document, broken } = ask(at(exponent), { betas: [Number(`1e${-exponent}`)] });
    expect(broken).toEqual([]);
    document.results[0]!.populations.forEach((p, j) => expect(p).toBeCloseTo(here.populations[j]!, 9));
  });

  test.each([-210, -250, 210, 290])('10^%s is refused, as the order of the energies', (exponent) => {
    const { kind, code, message } = refusal(() => ask(at(exponent), { betas: [Number(`1e${-exponent}`)] }));
    expect([kind, code]).toEqual(['limit', 'not-finite']);
    expect(message).toContain(`e${exponent > 0 ? '+' : ''}${exponent}`);
  });
});

test('frequencies that are nearly equal: the harmonics are counted', () => {
  const { code, message } = refusal(() =>
    gas(`gas |2><2| + 0.3 cos(t) (|1><2| + |2><1|) + 0.3 cos(1.0000001 t) |2><2|, δ(x) ${touch}`),
  );
  expect(code).toBe('too-many-harmonics');
  expect(message).toContain('1/10000000 with harmonics up to 10000001');
});

test('a drive of hundreds of weak harmonics: their number is the reason, before the work', () => {
  const drive = Array.from({ length: 399 }, (_, k) => `0.001 cos(${k + 1} t) |2><2|`).join(' + ');
  const { code, message } = refusal(() => ask(`gas |2><2| + ${drive}, δ(x) ${touch}`));
  expect(code).toBe('too-many-harmonics');
  expect(message).toContain('harmonics up to 399');
});

test.each([1e-300, 1e-20, 3e-16])('scatterers %s apart are one: their couplings add', (distance) => {
  const levels = '"levels": 2, "frequency": 1, "hamiltonian": {"0": [[0, 0], [0, 1]]}';
  const place = (x: number, m: string): string => `{"position": ${x}, "coupling": {"0": ${m}}}`;
  const of = (scatterers: string) =>
    gasAnswer(readGasModel({ name: 'a.json', text: `{${levels}, "scatterers": [${scatterers}]}` }), { betas: [1] })
      .document;
  const two = of(`${place(0, '[[1, 1], [1, 2]]')}, ${place(distance, '[[1, 1], [1, 2]]')}`);
  const one = of(place(0, '[[2, 2], [2, 4]]'));
  expect(two.notes).toEqual([]);
  expect(two.accuracy.energies).toBe(one.accuracy.energies);
  expect(two.results[0]!.rates).toEqual(one.results[0]!.rates);
});

test('heat below the rounding of its terms is zero', () => {
  const { heat, power, entropyProduction } = ask(`gas 10^9 |2><2|, δ(x) 30000 ${touch}`, { betas: [1e-9] }).document
    .results[0]!;
  expect([heat, power, entropyProduction]).toEqual([0, 0, 0]);
});

test('a density below the smallest number is said to be too small, and zero to be zero', () => {
  expect(refusal(() => gas(`gas |2><2|, δ(x) ${touch} with density = 1e-320`)).message).toContain('too small');
  expect(refusal(() => gas(`gas |2><2|, δ(x) ${touch} with density = 0`)).message).toContain('not 0');
});
