import { describe, expect, test } from 'vitest';
import {
  type ProductState,
  RingBasis,
  RingOperator,
  SectorOperator,
  conservedPart,
  covariant,
  resolve,
  spectrumOf,
} from '../../src/ring/index.js';
import { type ComplexMatrix, complex, eigenvalues } from '../../src/numeric/index.js';
import { type Parameters, operators, paper } from '../chain/model.js';

/** An operator on all 2^N product states, straight from its words. */
function matrixOf(operator: RingOperator): ComplexMatrix {
  const n = 2 ** operator.sites;
  const out = complex(n, n);
  const z = { re: 0, im: 0 };
  for (let s = 0 as ProductState; s < n; s++) {
    operator.flips.forEach((x, f) => {
      operator.amplitude(f, s, z);
      out.re[(s ^ x) * n + s]! += z.re;
      out.im[(s ^ x) * n + s]! += z.im;
    });
  }
  return out;
}

const sorted = (values: Float64Array) => [...values].sort((a, b) => a - b);

function expectClose(a: readonly number[], b: readonly number[], tolerance: number): void {
  expect(a.length).toBe(b.length);
  a.forEach((v, i) => expect(Math.abs(v - b[i]!)).toBeLessThan(tolerance));
}

describe('sectors', () => {
  const models: [string, string, Parameters, { step: number; modulus: number }][] = [
    ['XXZ in a field', '', paper, { step: 1, modulus: 0 }],
    ['without time reversal', 'H0 = C2 - B C1 + 1/3 C3', paper, { step: 1, modulus: 0 }],
    ['XYZ: S^z by parity only', 'H0 = C2 + 1/3 sum_j Sx_j Sx_<j+1>', paper, { step: 1, modulus: 2 }],
    [
      'a field across',
      'H0 = C2 + 1/3 sum_j Sx_j + 1/5 sum_j (Sx_j Sy_<j+1> + Sz_j Sy_<j+2>)',
      paper,
      { step: 1, modulus: 1 },
    ],
    ['staggered', 'H0 = C2 + 1/3 M', paper, { step: 2, modulus: 0 }],
  ];
  test.each(models)('together they are the whole space: %s', (_, line, parameters, symmetry) => {
    const sites = 6;
    const hamiltonian = RingOperator.of(operators(parameters, line)('H0'), sites);
    const basis = new RingBasis(sites, symmetry);
    expect(basis.sectors.reduce((s, x) => s + x.orbits.length, 0)).toBe(2 ** sites);
    const spectrum = spectrumOf(basis, hamiltonian);
    expectClose(sorted(spectrum.energies), [...eigenvalues(matrixOf(hamiltonian)).value], 1e-12);
  });

  test('a staggered operator leads from k to k + π, and its blocks hold all of it', () => {
    const op = operators(paper);
    const basis = new RingBasis(6, { step: 1, modulus: 0 });
    for (const name of ['Hplus', 'M', 'A']) {
      const o = covariant(basis, op(name));
      expect(o.transfer).toBe(3);
      let norm = 0;
      for (const from of basis.sectors)
        for (const to of basis.sectors)
          for (const plane of [o.dense(from, to).re, o.dense(from, to).im]) for (const z of plane) norm += z * z;
      expect(norm / 2 ** 6).toBeCloseTo(o.operator.squaredNorm, 12);
    }
  });

  test('a local operator between all momenta has the norm it has between product states', () => {
    const basis = new RingBasis(6, { step: 1, modulus: 0 });
    const local = operators(paper, 'V = Sx_0 Sz_1 + Sz_0 Sx_1 + S_0·S_1 + 1/2 Sy_0 Sz_1')('V');
    const o = new SectorOperator(basis, RingOperator.of(local, 6), 'local');
    let norm = 0;
    for (const from of basis.sectors)
      for (const to of basis.sectors)
        for (const plane of [o.dense(from, to).re, o.dense(from, to).im]) for (const z of plane) norm += z * z;
    expect(norm / 2 ** 6).toBeCloseTo(o.operator.squaredNorm, 12);
  });

  test('T |k⟩ = e^{ik} |k⟩, and a magnon of momentum k has the energy J cos k − Δ and the charge C_3 of e^{ik}', () => {
    const [J, Delta] = [1.3, 0.45];
    const op = operators({ ...paper, J, Delta, B: 0 });
    const sites = 7;
    const basis = new RingBasis(sites, { step: 1, modulus: 0 });
    const spectrum = spectrumOf(basis, RingOperator.of(op('C2'), sites));
    const current = conservedPart(spectrum, covariant(basis, op('JS')));
    for (let m = 0; m < sites; m++) {
      const k = (2 * Math.PI * m) / sites;
      const sector = basis.sector({ charge: sites - 1, momentum: m })!;
      expect(spectrum.energies[sector.offset]).toBeCloseTo((sites / 4 - 1) * Delta + J * Math.cos(k), 12);
      // JS = (i/2) J Σ (S+_j S-_{j+1} − h.c.) moves a down spin: −J sin k times its charge −1, with T|k⟩ = e^{ik}|k⟩.
      expect(current.diagonal[sector.offset]).toBeCloseTo(-J * Math.sin(k), 12);
    }
  });

  test('the charges are diagonal in the resolved basis, their eigenvalues are the traces', () => {
    const sites = 8;
    const op = operators({ ...paper, Delta: 1 });
    const basis = new RingBasis(sites, { step: 1, modulus: 0 });
    const names = ['C3', 'C4', 'C5'] as const;
    const bare = spectrumOf(basis, RingOperator.of(op('H0'), sites));
    const spectrum = resolve(
      bare,
      names.map((n) => covariant(basis, op(n))),
    );
    for (const name of ['C1', 'C2', ...names]) {
      const o = covariant(basis, op(name));
      const part = conservedPart(spectrum, o);
      expect(part.leaves).toBeLessThan(1e-7);
      expect(part.mixes).toBeLessThan(1e-9);
      expect(part.diagonal.reduce((s, v) => s + v * v, 0) / 2 ** sites).toBeCloseTo(o.operator.squaredNorm, 9);
    }
    // The spin current is not conserved, and without C_3 the basis does not diagonalise the charges.
    expect(conservedPart(spectrum, covariant(basis, op('JS'))).leaves).toBeGreaterThan(0.1);
    expect(conservedPart(bare, covariant(basis, op('C3'))).mixes).toBeGreaterThan(1e-3);
  });
});
