import { beforeAll, describe, expect, test } from 'vitest';
import { ChainStudy } from '../../src/chain/index.js';
import { adjointMatrix, complex, eigen, ready, real, solve } from '../../src/numeric/index.js';
import { driven } from './driven.js';
import { DenseGenerator } from './reference/generator.js';
import { combine, type Dense, rotated, spectrum, traceOfProduct } from './reference/matrices.js';
import { DenseProgram, paperNumbers, paperText } from './reference/model.js';

/*
 * Populations in the eigenstates of H_0, S^z, T, C_3 and J_S, from the generator in real space: the joint eigenstates are
 * those of one combination of the charges with irrational weights, with J_S diagonalised where it leaves a degeneracy.
 */

beforeAll(() => ready());

/** T|s⟩, site j to j + 1, as (T + T†)/2 and (T − T†)/2i. */
function translation(sites: number): readonly [Dense, Dense] {
  const n = 2 ** sites;
  const t = complex(n, n);
  for (let s = 0; s < n; s++) t.re[(((s << 1) | (s >> (sites - 1))) & (n - 1)) * n + s] = 1;
  const even = combine([0.5, t], [0.5, adjointMatrix(t)]);
  const difference = combine([0.5, t], [-0.5, adjointMatrix(t)]);
  // −i times a real antisymmetric matrix is Hermitian.
  return [even, { ...difference, re: new Float64Array(n * n), im: difference.re.map((x) => -x) }];
}

const column = (vectors: Dense, m: number): Dense => {
  const n = vectors.rows;
  const out = complex(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [a, b] = [vectors.re[i * n + m]!, vectors.im[i * n + m]!];
      const [c, d] = [vectors.re[j * n + m]!, -vectors.im[j * n + m]!];
      out.re[i * n + j] = a * c - b * d;
      out.im[i * n + j] = a * d + b * c;
    }
  }
  return out;
};

/** Populations of a chain at Δ, and the number of levels that only J_S resolves. */
function dense(own: DenseProgram): { mean: (name: string) => number; split: number } {
  const [even, odd] = translation(own.sites);
  const sum = combine(
    [1, own.operator('H0')],
    [Math.SQRT2, own.operator('C1')],
    [Math.PI, even],
    [Math.sqrt(7), odd],
    [Math.sqrt(3), own.operator('C3')],
  );
  const { energies, vectors } = spectrum(sum);
  const n = energies.length;
  const order = [...energies.keys()].toSorted((a, b) => energies[a]! - energies[b]!);
  const current = rotated(own.operator('JS'), vectors);
  const states = complex(n, n);
  let split = 0;
  for (let a = 0; a < n; ) {
    let b = a + 1;
    while (b < n && energies[order[b]!]! - energies[order[b - 1]!]! < 1e-9) b += 1;
    const group = order.slice(a, b);
    const d = group.length;
    const block = complex(d, d);
    group.forEach((p, i) =>
      group.forEach((q, j) => {
        // The Hermitian part, and nothing where rounding errors are all there is.
        const re = (current.re[p * n + q]! + current.re[q * n + p]!) / 2;
        const im = (current.im[p * n + q]! - current.im[q * n + p]!) / 2;
        if (Math.hypot(re, im) < 1e-12) return;
        block.re[i * d + j] = re;
        block.im[i * d + j] = im;
      }),
    );
    const { values, vectors: turn } = eigen(block).value;
    if (values.at(-1)! - values[0]! > 1e-6) split += 1;
    for (let k = 0; k < d; k++) {
      for (let s = 0; s < n; s++) {
        group.forEach((p, i) => {
          const [x, y] = [vectors.re[s * n + p]!, vectors.im[s * n + p]!];
          const [u, v] = [turn.re[i * d + k]!, turn.im[i * d + k]!];
          states.re[s * n + a + k]! += x * u - y * v;
          states.im[s * n + a + k]! += x * v + y * u;
        });
      }
    }
    a = b;
  }
  const generator = new DenseGenerator(own.model());
  const projectors = Array.from({ length: n }, (_, m) => generator.conservedPart(column(states, m)));
  const rates = real(n, n);
  projectors.forEach((p, m) => {
    const flow = generator.apply(p);
    projectors.forEach((q, k) => (rates.re[k * n + m] = traceOfProduct(q, flow).re));
  });
  // L p = 0 with Σ p = 1 in place of the last equation.
  const right = real(n, 1);
  right.re[n - 1] = 1;
  for (let m = 0; m < n; m++) rates.re[(n - 1) * n + m] = 1;
  const populations = solve(rates, right).value.re;
  const mean = (name: string): number => {
    const diagonal = rotated(own.operator(name), states);
    return populations.reduce((s, p, m) => s + p * diagonal.re[m * (n + 1)]!, 0);
  };
  return { mean, split };
}

describe('populations are those of the eigenstates of C_3, and of J_S where C_3 leaves a degeneracy', () => {
  test.each([
    // At the root of unity Δ = −J/2 there are degeneracies that no local charge lifts but J_S does.
    [6, -1 / 2, 1],
    [6, 4 / 5, 0],
  ])('%d sites, Δ = %d: %d level is resolved by J_S alone', (sites, Delta, resolved) => {
    const own = new DenseProgram(paperText, sites, { ...paperNumbers, Delta });
    const expected = dense(own);
    expect(expected.split).toBe(resolved);
    const { chain, operator } = driven(own);
    const resolvers = [operator('C3'), operator('JS')];
    const study = new ChainStudy();
    const found = study.exact(chain, { populationsOnly: true, resolvers });
    expect(found.degenerateLevels.kept).toBe(0);
    for (const name of ['H0', 'JS', 'JH', 'C3', 'C1'])
      expect(found.observe(operator(name)), name).toBeCloseTo(expected.mean(name), 9);
    // With C_3 alone the coherence in such a level is kept, and the answer is another one.
    const less = study.exact(chain, { populationsOnly: true, resolvers: [operator('C3')] });
    expect(less.degenerateLevels.kept).toBe(resolved);
    expect(less.degenerateLevels.kept + less.degenerateLevels.leftOut).toBe(found.degenerateLevels.leftOut);
  });

  test('J_S singles out no axis in the multiplets of SU(2)', () => {
    const own = new DenseProgram(paperText, 6, { ...paperNumbers, Delta: 1, B: 0 });
    const { chain, operator } = driven(own);
    const study = new ChainStudy();
    const both = study.exact(chain, { populationsOnly: true, resolvers: [operator('C3'), operator('JS')] });
    const one = study.exact(chain, { populationsOnly: true, resolvers: [operator('C3')] });
    for (const name of ['H0', 'JS']) expect(both.observe(operator(name))).toBeCloseTo(one.observe(operator(name)), 10);
    expect(both.degenerateLevels).toEqual(one.degenerateLevels);
  });
});
