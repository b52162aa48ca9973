import { describe, expect, test } from 'vitest';
import { DenseGenerator } from '../chain/reference/generator.js';
import { DenseProgram } from '../chain/reference/model.js';
import { exact, refused } from './driven-programs.js';

const xxz = 'hamiltonian sum_j (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 3/5 Sz_j Sz_<j+1>)';
const heisenberg = 'hamiltonian sum_j S_j·S_<j+1>';

describe('a dark state in which all levels end', () => {
  // [the program, what is observed, its value per site]
  const table: [string, string, number][] = [
    ['hamiltonian sum_j X_j X_<j+1>; jump Sz_j + i Sy_j', 'sum_j Sx_j', -1 / 2],
    ['hamiltonian -sum_j X_j X_<j+1>; jump Sz_j + i Sy_j', 'sum_j Sx_j', -1 / 2],
    ['hamiltonian sum_j X_j X_<j+1>; jump Sz_j - i Sy_j', 'sum_j Sx_j', 1 / 2],
    [`${heisenberg}; jump S-_j`, 'sum_j Sz_j', -1 / 2],
    [`${heisenberg}; jump S+_j`, 'sum_j Sz_j', 1 / 2],
    [`${xxz}; jump S-_j; jump 1/3 Sz_j`, 'sum_j Sz_j', -1 / 2],
    // the ground state of a field along x in the frame of its jumps
    ['hamiltonian sum_j Sx_j; jump Sz_j + i Sy_j', 'sum_j Sx_j', -1 / 2],
  ];
  test.each(table)('%s: ⟨%s⟩ = %d, on any ring', (text, observed, value) => {
    for (const sites of [2, 3, 4, 5]) {
      const { study, mean } = exact(text, sites);
      expect(mean(observed)).toBeCloseTo(value, 12);
      expect(study.smallest).toBeGreaterThan(-1e-12);
      // So it is with --populations: no charge of these Hamiltonians fixes other states inside their levels.
      expect(exact(text, sites, { populationsOnly: true }).mean(observed)).toBeCloseTo(value, 12);
    }
  });

  test('dark only as a combination of degenerate states, and joined to others by its partners', () => {
    // S^-_0 alone leaves the magnon that is odd about site 0 on rings with such a magnon: reflection is kept.
    expect(refused(() => exact(`${heisenberg}; jump S-_0`, 4)).message).toContain('reflection');
    // A second jump breaks it.
    expect(exact(`${heisenberg}; jump S-_0; jump S-_1`, 4).mean('sum_j Sz_j')).toBeCloseTo(-1 / 2, 12);
    expect(refused(() => exact(`${heisenberg}; jump S-_0; jump S-_2`, 4)).message).toContain('reflection');
  });

  test.each([
    ['a pair that is pumped and lost', `${xxz}; jump S-_j S-_<j+1>; jump S+_j; jump 2/5 S-_j`],
    ['dissipation towards singlets', `${xxz}; jump (S+_j - S+_<j+1>) (S-_j + S-_<j+1>); jump 1/7 S-_j`],
    ['along x', 'hamiltonian sum_j (X_j X_<j+1> + 1/3 Z_j); jump Sz_j + i Sy_j; jump 1/5 Sz_j'],
    ['no time reversal', `${xxz} + 1/3 sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>); jump S-_j Sz_<j+1> + i/2 Sx_<j+2>`],
  ])('as in real space: %s', (_, text) => {
    for (const sites of [3, 4]) {
      const own = new DenseProgram(text.replaceAll('; ', '\n'), sites, {});
      const reference = new DenseGenerator(own.model()).steadyState();
      const { mean } = exact(text, sites);
      for (const name of ['sum_j Sz_j', 'sum_j Sx_j', 'sum_j Sz_j Sz_<j+1>', 'sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)']) {
        expect(Math.abs(mean(name) - reference.expectation(own.operator(name)) / sites)).toBeLessThan(1e-10);
      }
    }
  });
});

describe('a state that is not unique: the reason that applies, and a hint that works', () => {
  const bath = (temperature: string, coupling: string) =>
    `bath sum_j (${coupling}) (a_j + a†_j) with temperature = ${temperature}, frequency = 1, width = 2/5`;
  const drive = 'drive sum_j (-1)^j Sz_j cos(t) with width = 1/10';
  const table: [string, number, RegExp][] = [
    [`${xxz}; jump Sz_j`, 4, /S\^z commutes/u],
    [`${xxz}; jump Sz_j; ${drive}`, 4, /S\^z commutes/u],
    [`${xxz}; jump Sx_j`, 4, /rotation by π about the x axis/u],
    [`${xxz}; jump Sy_j`, 3, /rotation by π about the y axis/u],
    [`${heisenberg}; jump Sx_j Sz_<j+1>`, 4, /rotation by π about the y axis/u],
    [`${heisenberg}; jump Sx_j`, 4, /S\^x commutes/u],
    [`${heisenberg}; ${bath('1', 'S_j·S_<j+1>')}`, 4, /S\^z commutes/u],
    [`${heisenberg}; ${bath('1/1000', 'S_j·S_<j+1>')}`, 4, /S\^z commutes/u],
    [`hamiltonian sum_j Sz_j; jump Sz_j + 1/2 Sz_<j+1>; jump S+_j S-_<j+1>`, 4, /S\^z commutes/u],
    [`${xxz}; jump S-_j S-_<j+1>`, 4, /closed classes of levels|steady/u],
    ['hamiltonian sum_j X_j X_<j+1>; jump X_j', 3, /S\^x commutes/u],
  ];
  test.each(table)('%s', (text, sites, reason) => {
    const { message, hint } = refused(() => exact(text, sites));
    expect(message).toMatch(reason);
    const jump = /as in (jump .*)$/u.exec(hint)?.[1];
    expect(exact(`${text}\n${jump}`, sites).study.residual).toBeLessThan(1e-10);
  });
});

describe('rates that differ beyond the range of doubles', () => {
  // The product state with p_↑/p_↓ = (a/b)² on every site is at rest: it is a function of S^z, which H conserves.
  const table: [string, string][] = [
    ['1', '1e-3'],
    ['1', '1e-40'],
    ['1e-40', '1'],
    ['1', '1e-150'],
    ['1', '1e-300'],
    ['1e-200', '2e-200'],
    ['3e200', '1e200'],
    ['1e-170', '1'],
  ];
  test.each(table)('jump %s S+_j; jump %s S-_j', (up, down) => {
    const [p, q] = [Math.min(1, Number(up) / Number(down)), Math.min(1, Number(down) / Number(up))];
    for (const sites of [2, 4, 5, 6]) {
      const { study, mean } = exact(`${heisenberg}; jump ${up} S+_j; jump ${down} S-_j`, sites);
      expect(mean('sum_j Sz_j')).toBeCloseTo((p ** 2 - q ** 2) / (p ** 2 + q ** 2) / 2, 12);
      expect(study.smallest).toBeGreaterThanOrEqual(-1e-15);
    }
  });
});

describe('cold baths', () => {
  const model = (temperature: string, field: string, more = '') => `
    hamiltonian sum_j (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 4/5 Sz_j Sz_<j+1>) ${field}
    bath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1> + Sz_j Sx_<j+1> + 1/3 Sy_j + 1/4 Sx_<j+1>) (a_j + a†_j) with temperature = ${temperature}, frequency = 1, width = 2/5
    ${more}`;

  /** ⟨X⟩ in e^{−H/T}/Z per site, from the matrix of H alone. */
  function thermalMean(text: string, sites: number, temperature: number, observed: string): number {
    const own = new DenseProgram(
      text
        .split('\n')
        .map((l) => l.trim())
        .filter((l) => !l.startsWith('bath'))
        .join('\n'),
      sites,
      {},
    );
    const generator = new DenseGenerator(own.model());
    const least = Math.min(...generator.energies);
    const weights = generator.energies.map((e) =>
      temperature === 0 ? Number(e - least < 1e-9) : Math.exp((least - e) / temperature),
    );
    const whole = weights.reduce((s, w) => s + w, 0);
    const kept = generator.conservedPart(own.operator(observed));
    let mean = 0;
    for (let n = 0; n < weights.length; n++) mean += (weights[n]! / whole) * kept.re[n * weights.length + n]!;
    return mean / sites;
  }

  const fields = ['+ sum_j Sz_j', '', '- 1/3 sum_j Sz_j + 1/5 sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)'];
  test.each(['1e-2', '1e-3', '1e-4', '1e-6', '0', '1/20', '1/3'])('temperature %s', (temperature) => {
    const t = temperature.includes('/') ? 1 / Number(temperature.slice(2)) : Number(temperature);
    for (const field of fields) {
      for (const sites of [2, 3, 4, 5]) {
        const text = model(temperature, field);
        const { mean } = exact(text, sites);
        for (const name of ['sum_j Sz_j', 'sum_j S_j·S_<j+1>'])
          expect(Math.abs(mean(name) - thermalMean(text, sites, t, name))).toBeLessThan(1e-9);
      }
    }
  });

  test('a narrow line of phonons: rates underflow, the state does not', () => {
    const narrow = model('1/2', fields[0]!).replace('width = 2/5', 'width = 1/500');
    expect(Math.abs(exact(narrow, 4).mean('sum_j Sz_j') - thermalMean(narrow, 4, 0.5, 'sum_j Sz_j'))).toBeLessThan(
      1e-9,
    );
  });

  test('temperature 0 with levels in which the bath gets stuck: the limit of small temperatures, and the number of traps', () => {
    // Even about every bond, the coupling cannot join the ground state of S^z = −1 to the levels above it.
    const even = model('0', fields[0]!).replace(' + 1/3 Sy_j + 1/4 Sx_<j+1>', '');
    const { study, mean } = exact(even, 4);
    expect(study.traps).toBe(3);
    expect(mean('sum_j Sz_j')).toBeCloseTo(-1 / 4, 12);
    const warm = exact(even.replace('temperature = 0', 'temperature = 1/1000'), 4);
    expect(warm.study.traps).toBe(1);
    expect(warm.mean('sum_j Sz_j')).toBeCloseTo(-1 / 4, 12);
  });

  test('out of equilibrium at temperature 0 the closed classes decide', () => {
    const drive = 'drive sum_j (-1)^j Sz_j cos(2 t) with width = 1/10';
    const { study, mean } = exact(model('0', fields[0]!, drive), 4);
    expect(study.residual).toBeLessThan(1e-12);
    // A bath that is a little warmer changes a little.
    expect(Math.abs(mean('sum_j Sz_j') - exact(model('1/1000', fields[0]!, drive), 4).mean('sum_j Sz_j'))).toBeLessThan(
      1e-3,
    );
    const stuck = model('0', fields[0]!, 'jump 1/10 Sz_j')
      .replace(' + 1/3 Sy_j + 1/4 Sx_<j+1>', '')
      .replace('(S_j·S_<j+1> + Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)', '(S_j·S_<j+1>)');
    expect(refused(() => exact(stuck, 4)).message).toMatch(/S\^z commutes/u);
  });
});

describe('energy and entropy where populations are tiny', () => {
  const full = '(Sx_j + 0.3 Sz_j + Sz_j Sz_<j+1>)';
  const single = '(Sx_j + 0.3 Sz_j)';
  const bath = (coupling: string, temperature: string) =>
    `bath sum_j ${coupling} (a_j + a†_j) with temperature = ${temperature}, frequency = 1, width = 0.4`;

  test.each(['1e-307', '1e-290', '1e-10', '0.01', '0', '0.5', '3'])(
    'baths of the one temperature %s: nothing flows',
    (temperature) => {
      for (const sign of ['', '-']) {
        const one = `hamiltonian ${sign}sum_j S_j·S_<j+1>; ${bath(full, temperature)}`;
        expect(exact(one, 4).study.powers).toEqual([0]);
        expect(exact(`${one}; ${bath(single, temperature)}`, 4).study.powers).toEqual([0, 0]);
      }
    },
  );

  test.each([
    ['0.01', '0.02'],
    ['0.02', '0.01'],
    ['0.03', '0.02'],
    ['0.05', '0.04'],
    ['0.2', '0.3'],
    ['1', '2'],
  ])('baths at %s and %s: heat flows from the warm one to the cold one, as much as comes in', (first, second) => {
    const { powers } = exact(`${heisenberg}; ${bath(full, first)}; ${bath(single, second)}`, 4).study;
    const [a, b] = powers!;
    expect(Math.abs(a! + b!)).toBeLessThan(1e-9 * Math.abs(a!));
    expect(-a! / Number(first) - b! / Number(second)).toBeGreaterThan(0);
    expect(Math.sign(a!)).toBe(Number(first) > Number(second) ? 1 : -1);
  });

  test.each(['1e-9', '1e-14'])(
    'temperatures that differ by %s only: flows that are resolved and obey the laws, or none',
    (apart) => {
      const [cold, warm] = [0.3, 0.3 + Number(apart)];
      const { powers } = exact(`${heisenberg}; ${bath(full, String(cold))}; ${bath(single, String(warm))}`, 4).study;
      if (powers)
        expect(powers[1]! >= 0 && Math.abs(powers[0]! + powers[1]!) <= 1e-3 * Math.abs(powers[1]!)).toBe(true);
      if (apart === '1e-14') expect(powers).toBeUndefined();
    },
  );

  test.each([1e-20, 1e-40, 1e-5])('the entropy of a nearly pure product state, amplitude %d', (amplitude) => {
    const w = amplitude ** 2;
    const p = w / (1 + w);
    const own = -p * Math.log(p) - (1 - p) * Math.log1p(-p);
    for (const sites of [3, 4])
      expect(
        exact(`${heisenberg}; jump S+_j; jump ${amplitude} S-_j`, sites).study.entropy / (sites * own),
      ).toBeCloseTo(1, 12);
  });

  test('nothing fluctuates in a pure state, and odd observables vanish', () => {
    for (const text of ['hamiltonian sum_j X_j X_<j+1>; jump Sz_j + i Sy_j', `${heisenberg}; jump S-_j`]) {
      const { study, mean } = exact(text, 4);
      expect(study.fluctuations.energy).toBeGreaterThanOrEqual(0);
      expect(study.fluctuations.energy).toBeLessThan(1e-12);
      expect(study.entropy).toBeGreaterThanOrEqual(0);
      expect(mean('sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)')).toBe(0);
    }
  });
});
