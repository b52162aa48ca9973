import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { fourierComponents } from '../../src/exact/index.js';
import type { GasModel } from '../../src/floquet/index.js';
import { perturb, partsOf } from '../../src/perturbation/index.js';
import { displacementSite, isHermitian, isZeroOperator, operatorRange } from '../../src/spin/index.js';
import {
  type ChainCase,
  baths,
  chainEngine,
  couplings,
  drives,
  findLaw,
  gasEngine,
  hamiltonians,
  levelSystems,
  operator,
  perturbations,
  subjectsOf,
} from '../../src/testing/index.js';
import { Session } from '../../src/session/index.js';
import { textOf } from '../../src/laws/index.js';

describe('arbitraries of driven systems', () => {
  test.prop([drives({ harmonics: 2 })])('drives are Hermitian, without a mean, and read back', (v) => {
    expect(isHermitian(v) && !isZeroOperator(v)).toBe(true);
    expect(v.terms.every((t) => fourierComponents(t.coefficient).every(({ multiple }) => multiple.num !== 0))).toBe(
      true,
    );
    expect(operatorRange(v)).toBeLessThanOrEqual(2);
    expect(operator(textOf(v))).toEqualOperator(v);
    expect(partsOf(v).harmonics.length).toBeGreaterThan(0);
  });

  test.prop([baths({ range: 2 })])('couplings to baths carry one displacement in every string, and read back', (v) => {
    expect(isHermitian(v) && v.terms.every((t) => displacementSite(t.place) === 0)).toBe(true);
    expect(operator(textOf(v))).toEqualOperator(v);
    const [bath] = [...new Session().run({ name: 'bath', text: `bath ${textOf(v)} with temperature = 1` })];
    expect(bath?.kind).toBe('model');
  });

  test.prop([couplings('D', { numeric: true, zero: false })])('couplings are real numbers, not zero', (c) => {
    expect(c.terms).toHaveLength(1);
    expect(c.terms[0]!.value.im).toBe(0);
  });

  test.prop([levelSystems()], { numRuns: 60 })(
    'systems are Hermitian models, and their lines are read by the language',
    (m) => {
      for (const [k, a] of m.hamiltonian) {
        const back = m.hamiltonian.get(-k)!;
        for (let i = 0; i < m.levels; i++)
          for (let j = 0; j < m.levels; j++)
            expect([back.re[j * m.levels + i], back.im[j * m.levels + i]! + 0]).toEqual([
              a.re[i * m.levels + j],
              -a.im[i * m.levels + j]! + 0,
            ]);
      }
      const written = findLaw('gas.unitarity')!.line({ model: m });
      const outcomes = [...new Session().run({ name: 'gas', text: written })];
      expect(outcomes.map((o) => o.kind)).toEqual(['definition', 'model']);
    },
  );

  test.prop([levelSystems({ dimension: 3 }), levelSystems({ driven: false, scatterers: 3 })], { numRuns: 30 })(
    'in three dimensions there is one scatterer; undriven ones have no harmonics',
    (three, still) => {
      expect(three.dimension === 3 && three.scatterers.length === 1).toBe(true);
      expect(
        [still.hamiltonian, ...still.scatterers.map((s) => s.coupling)].every((a) =>
          [...a.keys()].every((k) => k === 0),
        ),
      ).toBe(true);
    },
  );

  test('counterexamples shrink to the physically simplest', () => {
    const levels = fc.check(
      fc.property(levelSystems(), (m: GasModel) => m.hamiltonian.size === 1),
      { seed: 3 },
    );
    // Every drive is a counterexample: the smallest is one level, one scatterer, driven.
    expect(levels.counterexample![0]).toMatchObject({ levels: 1, mass: 1, density: 1 });
    const drive = fc.check(
      fc.property(drives(), () => false),
      { seed: 1 },
    );
    expect((drive.counterexample![0] as { terms: unknown[] }).terms).toHaveLength(1);
    const bath = fc.check(
      fc.property(baths(), (v) => operatorRange(v) < 2),
      { seed: 1 },
    );
    expect(bath.counterexample![0]!.terms).toHaveLength(1);
  });
});

describe('laws of the gas as subjects', () => {
  test.prop([levelSystems({ levels: 2 }), fc.integer({ min: 40, max: 500 })], { numRuns: 12 })(
    'a random system obeys the unitarity of its S-matrix',
    (model, energy) => {
      expect({ model, engine: gasEngine, energy: energy / 100 + 0.0037 }).toObey('gas.unitarity');
    },
  );

  test('an implementation that is wrong does not', () => {
    const conjugated = {
      ...gasEngine,
      scattering: (...args: Parameters<typeof gasEngine.scattering>) => {
        const s = gasEngine.scattering(...args);
        return { ...s, t: { ...s.t, im: s.t.im.map((x) => -x) } };
      },
    };
    expect(() => expect((c: object) => ({ ...c, engine: conjugated })).toObey('gas.unitarity', { cases: 6 })).toThrow(
      /gas\.unitarity/u,
    );
    expect((c: object) => ({ ...c, engine: gasEngine })).toObey('gas.unitarity', { cases: 6 });
  });
});

describe('laws of the chain as subjects', () => {
  test.prop([subjectsOf<ChainCase>('chain.detailed-balance')], { numRuns: 5 })(
    'cases of a law obey it, and are made of values, a drive and an engine',
    (subject) => {
      expect(subject.engine).toBe(chainEngine);
      expect(subject).toObey('chain.detailed-balance');
    },
  );

  test('rates that are transposed are noticed, through the engine of the law', () => {
    const wrong = {
      ...chainEngine,
      channels: (...args: Parameters<typeof chainEngine.channels>) =>
        chainEngine.channels(...args).map((c) => ({ ...c, rate: (w: number) => c.rate(-w) })),
    };
    expect(() =>
      expect((c: object) => ({ ...c, engine: wrong })).toObey('chain.detailed-balance', { cases: 2 }),
    ).toThrow(/chain\.detailed-balance[^]*seed/u);
    expect(() => subjectsOf('chain.no-such-law')).toThrow(/there is no law/u);
  });
});

describe('perturbations of all kinds', () => {
  test.prop([fc.oneof(perturbations(), drives(), baths()), hamiltonians({ kind: 'integrable' })], { numRuns: 25 })(
    'perturb has an answer, and its kept symmetries contain the translation by two sites',
    (v, h) => {
      const found = perturb(v, h, { upto: 3 });
      expect(found.symmetries.kept).toContain('translation by two sites');
      expect(found.charges.length).toBeGreaterThan(0);
      for (const c of found.charges) expect(c.broken).toBe(!isZeroOperator(c.residual));
    },
  );
});
