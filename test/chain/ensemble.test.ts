import { describe, expect, test } from 'vitest';
import { ChainStudy, type Ensemble, type Member } from '../../src/chain/index.js';
import { type Parameters, drivenChain, operators, paper } from './model.js';

function ensembleOf(
  sites: number,
  parameters: Parameters,
  names: readonly string[],
  x: number,
  study = new ChainStudy(),
): Ensemble {
  const op = operators(parameters);
  const chain = drivenChain(sites, op);
  const [bath, drive] = chain.perturbations;
  if (drive?.kind !== 'drive') throw new Error('no drive');
  const scaled = {
    ...drive,
    harmonics: drive.harmonics.map((h) => ({
      ...h,
      operator: h.operator.map((t) => ({ ...t, re: t.re * Math.sqrt(x), im: t.im * Math.sqrt(x) })),
    })),
  };
  const members = names.map(
    (name): Member =>
      name === 'JSc'
        ? { name, operator: op('JS'), conservedPart: true }
        : { name, operator: op(name), conservedPart: false },
  );
  return study.ensemble({ ...chain, perturbations: [bath!, scaled] }, members, { resolvers: [op('C3')] });
}

const closeTo = (a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number) => {
  expect(a.length).toBe(b.length);
  Array.from(a).forEach((v, i) => expect(Math.abs(v - b[i]!)).toBeLessThan(tolerance));
};

describe('truncated ensembles', () => {
  test('without the drive every one of them is thermal: λ_1 = −B/T, λ_2 = 1/T, the others 0', () => {
    for (const names of [
      ['C1', 'C2'],
      ['C1', 'C2', 'C3', 'JSc'],
      ['C1', 'C2', 'C3', 'C4', 'C5', 'JSc'],
    ]) {
      const { ensemble } = ensembleOf(6, { ...paper, B: 0.6, Delta: 1.4, gamma_m: 0.3 }, names, 0);
      closeTo(
        ensemble.rates(ensemble.at([-0.6, 1, 0, 0, 0, 0])),
        names.map(() => 0),
        1e-14,
      );
      closeTo(
        ensembleOf(6, { ...paper, B: 0.6, Delta: 1.4, gamma_m: 0.3 }, names, 0).solve().state.lagrange,
        [-0.6, 1, 0, 0, 0, 0].slice(0, names.length),
        1e-11,
      );
    }
  });

  test('the steady ensemble stands still, is stable, and the evolution after a quench ends there', () => {
    const found = ensembleOf(6, paper, ['C1', 'C2', 'C3', 'JSc'], 2.5);
    const { state, residual } = found.solve();
    expect(residual).toBeLessThan(1e-13);
    const { ensemble } = found;
    const roots = ensemble.stability(state);
    expect(roots.every((z) => z.re < 0)).toBe(true);
    const slowest = Math.min(...roots.map((z) => -z.re));
    const end = ensemble.evolve([0, 0.3, 0.1, -0.1], [1 / slowest, 30 / slowest]);
    closeTo(end[1]!.lagrange, state.lagrange, 1e-6);
    // On the way: dλ/dt = F, compared with a difference of two near times.
    const h = 1e-4 / slowest;
    const [a, b, c] = ensemble.evolve([0, 0.3, 0.1, -0.1], [1 / slowest - h, 1 / slowest, 1 / slowest + h]);
    const force = ensemble.forces(b!);
    force.forEach((f, i) =>
      expect(Math.abs((c!.lagrange[i]! - a!.lagrange[i]!) / (2 * h) - f)).toBeLessThan(
        1e-5 * Math.max(...force.map(Math.abs)),
      ),
    );
  });

  test('d⟨C_i⟩/dt along the evolution is f_i, which vanishes in the steady ensemble: chain (3)', () => {
    const { ensemble } = ensembleOf(6, paper, ['C1', 'C2', 'C3'], 1);
    const start = [0.2, 0.5, 0.1];
    const [before, , after] = ensemble.evolve(start, [1e-5, 2e-5, 3e-5]);
    const middle = ensemble.evolve(start, [2e-5])[0]!;
    ensemble.rates(middle).forEach((f, i) => expect((after!.means[i]! - before!.means[i]!) / 2e-5).toBeCloseTo(f, 6));
  });

  test('slopes and susceptibility are the derivatives of rates and means', () => {
    const { ensemble } = ensembleOf(6, { ...paper, B: 0.3 }, ['C1', 'C2', 'C3', 'C4', 'JSc'], 0.7);
    const at = [0.3, 0.6, -0.2, 0.1, 0.25];
    const h = 1e-5;
    const slopes = ensemble.slopes(ensemble.at(at));
    const chi = ensemble.susceptibility(ensemble.at(at));
    at.forEach((_, j) => {
      const [up, down] = [h, -h].map((d) => ensemble.at(at.map((v, i) => (i === j ? v + d : v)))) as [
        ReturnType<typeof ensemble.at>,
        ReturnType<typeof ensemble.at>,
      ];
      const [f, g] = [ensemble.rates(up), ensemble.rates(down)];
      at.forEach((__, i) => {
        expect((f[i]! - g[i]!) / (2 * h)).toBeCloseTo(slopes.re[i * at.length + j]!, 7);
        expect((up.means[i]! - down.means[i]!) / (2 * h)).toBeCloseTo(-chi.re[i * at.length + j]!, 7);
      });
    });
  });

  test('the projector of chain (4) is one, and leaves the tangents of the ensemble as they are', () => {
    const { ensemble } = ensembleOf(6, paper, ['C1', 'C2', 'C3', 'JSc'], 1);
    const state = ensemble.at([0.3, 0.6, -0.2, 0.1]);
    const x = Float64Array.from({ length: 64 }, (_, m) => Math.sin(1 + m * m));
    const once = ensemble.project(state, x);
    closeTo(ensemble.project(state, once), once, 1e-12);
    expect(Math.max(...once.map((v, m) => Math.abs(v - x[m]!)))).toBeGreaterThan(0.1);
    // What it takes out has no weight in any of the charges.
    for (const { values } of ensemble.charges)
      expect(values.reduce((s, v, m) => s + v * (x[m]! - once[m]!), 0)).toBeCloseTo(0, 10);
  });

  test('B → −B: C_1 and C_3 are odd, C_2 and J_S even', () => {
    const names = ['C1', 'C2', 'C3', 'JSc'];
    const [a, b] = [0.8, -0.8].map((B) => ensembleOf(6, { ...paper, B }, names, 1.7).solve().state.lagrange) as [
      Float64Array,
      Float64Array,
    ];
    closeTo(b, [-a[0]!, a[1]!, -a[2]!, a[3]!], 1e-11);
  });

  test('in a large field the rates between sectors, far below those inside, still decide the magnetisation', () => {
    const found = ensembleOf(6, { ...paper, B: -5 }, ['C1', 'C2', 'C3', 'JSc'], 2.5);
    const { state, residual } = found.solve();
    expect(residual).toBeLessThan(1e-12);
    expect(state.means[0]! / 6).toBeLessThan(-0.4);
  });

  test('a scan over the drive uses spectrum and rates again, and finds what single points find', () => {
    const steps: string[] = [];
    const study = new ChainStudy({ onProgress: (what) => steps.push(what) });
    const names = ['C1', 'C2', 'C3', 'JSc'];
    ensembleOf(6, paper, names, 0.5, study).solve();
    const first = steps.length;
    expect(first).toBeGreaterThan(0);
    const again = ensembleOf(6, paper, names, 3, study).solve().state.lagrange;
    expect(steps.length).toBe(first);
    closeTo(again, ensembleOf(6, paper, names, 3).solve().state.lagrange, 1e-13);
  });

  test('more charges come closer to the exact energy and heat current', () => {
    const op = operators(paper);
    const chain = drivenChain(8, op);
    const exact = new ChainStudy().exact(chain);
    const study = new ChainStudy();
    const error = (names: readonly string[], name: string): number => {
      const found = ensembleOf(8, paper, names, 1, study);
      return Math.abs(found.observe(op(name), found.solve().state) - exact.observe(op(name)));
    };
    const lists = [['C2'], ['C1', 'C2'], ['C1', 'C2', 'C3', 'JSc'], ['C1', 'C2', 'C3', 'C4', 'C5', 'JSc']];
    const energy = lists.map((names) => error(names, 'H0'));
    // Each charge that is pumped brings the energy closer; the greenhouse {C2} misses the magnetisation and most of the
    // energy.
    expect(energy[0]).toBeGreaterThan(3 * energy[1]!);
    expect(energy[3]).toBeLessThan(energy[1]!);
    expect(error(lists[2]!, 'C3')).toBeLessThan(error(lists[1]!, 'C3'));
  });
});
