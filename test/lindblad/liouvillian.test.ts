import { describe, expect, test } from 'vitest';
import { type ComplexMatrix, multiplyMatrices } from '../../src/numeric/index.js';
import { Liouvillian, type ProjectedInverse, TangentProjector, traceDistance } from '../../src/lindblad/index.js';
import { driven } from '../chain/driven.js';
import { DenseGenerator } from '../chain/reference/generator.js';
import { DenseProgram, type Numbers, paperNumbers, paperText } from '../chain/reference/model.js';

const program = (sites: number, numbers: Numbers = {}, extra = '') =>
  new DenseProgram(`${paperText}\n${extra}`, sites, { ...paperNumbers, kappa: 0.3, g: 0.2, ...numbers });

/** Without drive and phonons: complex jump operators on two sites, a Hamiltonian without time reversal. */
const lindblad = (sites: number) => {
  const text = `${paperText.split('hamiltonian')[0]}
hamiltonian H0 + 0.3 C3
jump sqrt(0.5) (S-_j + 0.4 S-_j Sz_<j+1>)
jump 0.6 (S+_j + 0.3 i Sx_<j+1>)
jump 0.5 (S+_j S-_<j+1> + 0.7 i Sz_j)`;
  return new DenseProgram(text, sites, { ...paperNumbers, B: 0.4, Delta: 1.3 });
};

const names = ['H0', 'JS', 'C3', 'C1', 'C4'];

describe('the limit of chain (11), written with superoperators, against real space', () => {
  test.each([
    ['the paper, in a field', program(4)],
    ['the paper, B = 0: coherences between Sz and −Sz', program(4, { B: 0 })],
    ['6 sites', program(6, { Delta: 1.4, B: 0.7, gamma_m: 0.3, omega: 1.1 })],
    [
      'no time reversal, and jump operators',
      program(4, { B: 0.3 }, 'hamiltonian H0 + κ C3\njump 0.4 (Sx_j + i Sy_j) Sz_<j+1>'),
    ],
    [
      'two harmonics, staggered and not',
      program(4, { B: 0.3 }, 'drive eps_d (sum_j (Sx_j cos(ω t) + (-1)^j Sy_j Sz_<j+1> sin(2 ω t)))'),
    ],
    [
      'frequencies ω and 3ω/2: harmonics of ω/2',
      program(4, { B: 0.3 }, 'w = 3/2 ω\ndrive eps_d (sum_j (-1)^j Sy_j Sz_<j+1> sin(w t))'),
    ],
    ['a dimerised chain: translation by two sites', program(4, {}, 'hamiltonian H0 + 0.3 A')],
    ['Lindblad alone', lindblad(4)],
  ])('%s', (_, own) => {
    const { chain, operator } = driven(own);
    const liouvillian = new Liouvillian(chain, { strength: 1, components: 1 });
    const { components, residual } = liouvillian.limit();
    const reference = new DenseGenerator(own.model()).steadyState();
    expect(residual).toBeLessThan(1e-14);
    for (const name of names) {
      const { re } = Liouvillian.expectation(liouvillian.matrix(operator(name)), components[0]!);
      expect(re).toBeCloseTo(reference.expectation(own.operator(name)), 11);
    }
  });
});

describe('the steady state at finite strength', () => {
  const distances = (own: DenseProgram, strengths: readonly number[], components = 4) => {
    const { chain } = driven(own);
    const limit = new Liouvillian(chain, { strength: 1, components: 1 }).limit();
    return strengths.map((strength) => {
      const state = new Liouvillian(chain, { strength, components }).steadyState();
      expect(state.residual).toBeLessThan(1e-13);
      expect(state.truncation).toBeLessThan(1e-6);
      return traceDistance(state.components[0]!, limit.components[0]!);
    });
  };

  test('approaches the limit as ε² where the perturbations are Hamiltonian', () => {
    for (const own of [program(4), program(4, { B: 0 }), program(4, { B: 0.3 }, 'hamiltonian H0 + κ C3')]) {
      const [a, b] = distances(
        own,
        [1e-3 ** 2, 2e-3 ** 2].map((x) => 10 * x),
      ) as [number, number];
      expect(Math.log2(b / a)).toBeCloseTo(2, 1);
      expect(a).toBeGreaterThan(1e-7);
    }
  });

  test('approaches the limit as ε where they are Lindblad', () => {
    const [a, b] = distances(lindblad(4), [1e-4, 2e-4], 0) as [number, number];
    expect(Math.log2(b / a)).toBeCloseTo(1, 2);
    expect(a).toBeGreaterThan(1e-7);
  });

  test('approaches it however weak the perturbations are: nothing of them is lost beside L_0', () => {
    const weak = [1e-6, 1e-12, 1e-40, 1e-200];
    const [first, ...rest] = distances(lindblad(4), weak, 1);
    expect(first! / distances(lindblad(4), [1e-4], 1)[0]!).toBeCloseTo(1e-2, 4);
    for (const distance of rest) expect(distance).toBeLessThan(1e-11);
    for (const distance of distances(program(4), weak.slice(1))) expect(distance).toBeLessThan(1e-11);
  });

  test('phonons alone: thermal up to the strength', () => {
    const own = program(4, { eps_d: 0 });
    const { chain } = driven(own);
    const baths = { ...chain, perturbations: chain.perturbations.filter((p) => p.kind === 'bath') };
    const liouvillian = new Liouvillian(baths, { strength: 1e-5 });
    const { components } = liouvillian.steadyState();
    const thermal = new TangentProjector(liouvillian, [liouvillian.matrix(chain.hamiltonian)], [1]);
    expect(traceDistance(components[0]!, thermal.ensemble)).toBeLessThan(1e-4);
    expect(traceDistance(components[0]!, thermal.ensemble)).toBeGreaterThan(1e-9);
  });

  test('the components of chain (19): ρ^(1) is of first order, ρ^(2) of second; ρ^(0) has trace one and is Hermitian', () => {
    const { chain } = driven(program(4));
    const size = (strength: number) => {
      const { components } = new Liouvillian(chain, { strength }).steadyState();
      const [zero] = components;
      let trace = 0;
      for (let n = 0; n < 16; n++) trace += zero!.re[n * 17]!;
      expect(trace).toBeCloseTo(1, 12);
      for (let i = 0; i < 16; i++)
        for (let j = 0; j < 16; j++)
          expect(Math.abs(zero!.im[i * 16 + j]! + zero!.im[j * 16 + i]!)).toBeLessThan(1e-13);
      return components.map((c) => Math.max(...c.re.map(Math.abs), ...c.im.map(Math.abs)));
    };
    const [a, b] = [size(1e-6), size(4e-6)];
    expect(b[1]! / a[1]!).toBeCloseTo(2, 2);
    expect(b[2]! / a[2]!).toBeCloseTo(4, 2);
  });
});

describe('the inverse of chain (12)', () => {
  test('L̂ L̂⁻¹X = X, and L̂⁻¹X has no trace: no multiple of the steady state is left in it', () => {
    const { chain, operator } = driven(lindblad(4));
    const liouvillian = new Liouvillian(chain, { strength: 0.3 });
    const steady = liouvillian.steadyState().components[0]!;
    const d = steady.rows;
    const trace = (a: ComplexMatrix) => Array.from({ length: d }, (_, i) => [a.re[i * (d + 1)]!, a.im[i * (d + 1)]!]);
    const xs = ['C3', 'C4', 'C1'].map((name) => {
      const x = liouvillian.matrix(operator(name));
      // Neither Hermitian nor diagonal.
      const turned = multiplyMatrices(x, liouvillian.matrix(operator('JS'))).value;
      const [re, im] = trace(turned).reduce(([p, q], [u, v]) => [p! + u! / d, q! + v! / d], [0, 0]);
      for (let i = 0; i < d; i++) {
        turned.re[i * (d + 1)]! -= re!;
        turned.im[i * (d + 1)]! -= im!;
      }
      return turned;
    });
    liouvillian.inverse(xs).forEach((y, k) => {
      const back = liouvillian.apply([y])[0]!;
      expect(Math.max(...xs[k]!.re.map(Math.abs))).toBeGreaterThan(0.1);
      for (let p = 0; p < d * d; p++)
        expect(Math.hypot(back.re[p]! - xs[k]!.re[p]!, back.im[p]! - xs[k]!.im[p]!)).toBeLessThan(1e-12);
      const [re, im] = trace(y).reduce(([p, q], [u, v]) => [p! + u!, q! + v!], [0, 0]);
      expect(Math.hypot(re!, im!)).toBeLessThan(1e-12);
    });
  });

  test('a driven chain has none: its L̂ is no matrix on ρ^(0) alone', () => {
    const { chain } = driven(program(4));
    const liouvillian = new Liouvillian(chain, { strength: 1 });
    const refused = () => liouvillian.inverse([liouvillian.matrix(chain.hamiltonian)]);
    expect(refused).toThrow(
      expect.objectContaining({ diagnostic: expect.objectContaining({ code: 'liouvillian-setting' }) }),
    );
  });
});

describe('the projector of chain (4)', () => {
  const own = lindblad(4);
  const { chain, operator } = driven(own);
  const at = (strength: number, lagrange = [0.3, 0.5, -0.2, 0.1]) => {
    const liouvillian = new Liouvillian(chain, { strength });
    const charges = ['C1', 'C2', 'C3'].map((c) => liouvillian.matrix(operator(c)));
    return new TangentProjector(
      liouvillian,
      [...charges, liouvillian.conservedPart(liouvillian.matrix(operator('JS')))],
      lagrange,
    );
  };
  const difference = (a: { re: Float64Array; im: Float64Array }, b: { re: Float64Array; im: Float64Array }) =>
    Math.max(...a.re.map((x, k) => Math.hypot(x - b.re[k]!, a.im[k]! - b.im[k]!)));

  test('P̂² = P̂, tangents stay, what is orthogonal to the charges goes', () => {
    const projector = at(1);
    const x = projector.liouvillian.matrix(operator('C4'));
    const once = projector.project(x);
    expect(difference(projector.project(once), once)).toBeLessThan(1e-14);
    expect(difference(once, x)).toBeGreaterThan(1e-3);
    for (const t of projector.tangents) expect(difference(projector.project(t), t)).toBeLessThan(1e-14);
  });

  test('tangents are the derivatives of the ensemble', () => {
    const [lagrange, h] = [[0.3, 0.5, -0.2, 0.1], 1e-5];
    const { tangents } = at(1);
    tangents.forEach((t, i) => {
      const [up, down] = [h, -h].map(
        (by) =>
          at(
            1,
            lagrange.map((l, j) => (i === j ? l + by : l)),
          ).ensemble,
      );
      const slope = {
        re: up!.re.map((x, k) => (x - down!.re[k]!) / (2 * h)),
        im: up!.im.map((x, k) => (x - down!.im[k]!) / (2 * h)),
      };
      expect(difference(slope, t)).toBeLessThan(1e-9);
    });
  });

  test('the forces, which vanish in the steady state of chain (5), are those of real space', () => {
    const projector = at(0.7);
    const generator = new DenseGenerator(own.model());
    const js = generator.inSpace(generator.conservedPart(own.operator('JS')));
    const { rates, susceptibility } = generator.forces(
      [...['C1', 'C2', 'C3'].map((c) => own.operator(c)), js],
      [0.3, 0.5, -0.2, 0.1],
    );
    const forces = projector.forces();
    susceptibility.forEach((row, i) => {
      row.forEach((chi, j) => expect(projector.susceptibility.re[i * 4 + j]).toBeCloseTo(chi, 12));
      // χ F = −f
      expect(row.reduce((s, chi, j) => s + chi * forces[j]!, 0)).toBeCloseTo(-0.7 * rates[i]!, 12);
    });
  });

  test('chain (12), (13), (14), (15): the inverse on the tangents is of order 1/ε, and splits as it should', () => {
    const [a, b] = [at(1e-4).inverse(), at(2e-4).inverse()];
    for (const { identity, split } of [a, b]) {
      expect(identity).toBeLessThan(1e-9);
      expect(split).toBeLessThan(1e-9);
    }
    expect(a.norm / b.norm).toBeCloseTo(2, 2);
    // The paper calls the second term O(1). It is not while L̂ has slow modes that P̂ does not know of: on them
    // L̂^{−1}Q̂ is of order 1/ε too.
    expect(a.restNorm / b.restNorm).toBeCloseTo(2, 2);
  });

  test('chain (15): with every conserved operator in P̂ its second term is of order one', () => {
    const [a, b] = [1e-4, 2e-4].map((strength) => {
      const liouvillian = new Liouvillian(chain, { strength });
      const charges = liouvillian.conservedOperators();
      return new TangentProjector(
        liouvillian,
        charges,
        charges.map((_, i) => 0.1 * Math.cos(i)),
      ).inverse();
    }) as [ProjectedInverse, ProjectedInverse];
    expect(a.split).toBeLessThan(1e-9);
    expect(a.norm / b.norm).toBeCloseTo(2, 2);
    expect(a.restNorm / b.restNorm).toBeCloseTo(1, 2);
  });
});

describe('what cannot be answered is refused', () => {
  const { chain } = driven(program(4));
  test.each([
    [
      'no bath',
      () =>
        new Liouvillian(
          { ...chain, perturbations: chain.perturbations.filter((p) => p.kind === 'drive') },
          { strength: 1 },
        ),
      'steady-not-unique',
    ],
    ['no strength', () => new Liouvillian(chain, { strength: 0 }), 'liouvillian-setting'],
    ['half a component', () => new Liouvillian(chain, { strength: 1, components: 0.5 }), 'liouvillian-setting'],
    [
      'two frequencies',
      () =>
        new Liouvillian(
          {
            ...chain,
            perturbations: chain.perturbations.flatMap((p): readonly (typeof p)[] =>
              p.kind === 'drive' ? [p, { ...p, frequency: Math.E }] : [p],
            ),
          },
          { strength: 1 },
        ),
      'drive-setting',
    ],
    ['a large ring', () => new Liouvillian(driven(program(8)).chain, { strength: 1 }), 'liouvillian-too-large'],
    [
      'a charge that is none',
      () => {
        const l = new Liouvillian(chain, { strength: 1 });
        return new TangentProjector(l, [l.matrix(driven(program(4)).operator('JS'))], [0]);
      },
      'charge-not-conserved',
    ],
    [
      'one charge twice',
      () => {
        const l = new Liouvillian(chain, { strength: 1 });
        const h = l.matrix(chain.hamiltonian);
        return new TangentProjector(l, [h, h], [1, 0]);
      },
      'susceptibility-singular',
    ],
  ])('%s', (_, make, code) => {
    expect(make).toThrow(expect.objectContaining({ diagnostic: expect.objectContaining({ code }) }));
  });
});
