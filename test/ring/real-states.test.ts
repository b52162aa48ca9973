import { describe, expect, test } from 'vitest';
import { visitElements, transitionChannels } from '../../src/chain/index.js';
import { type ComplexMatrix, multiplyMatrices } from '../../src/numeric/index.js';
import {
  between,
  covariant,
  realStatesOf,
  resolve,
  RingBasis,
  RingOperator,
  type Spectrum,
  spectrumOf,
} from '../../src/ring/index.js';
import { drivenChain, operators, paper } from '../chain/model.js';

const spectrumAt = (
  sites: number,
  step: number,
  op: (name: string) => ReturnType<ReturnType<typeof operators>>,
): Spectrum => {
  const basis = new RingBasis(sites, { step, modulus: 0 });
  return resolve(spectrumOf(basis, RingOperator.of(op('H0'), sites)), [covariant(basis, op('C3'))]);
};

/** ‖V†HV − E‖ and ‖V†V − 1‖, element by element, of every sector. */
function errors({ sectors, hamiltonian }: Spectrum): number {
  let worst = 0;
  for (const { sector, energies, vectors } of sectors) {
    const h = multiplyMatrices(
      multiplyMatrices(vectors, hamiltonian.dense(sector, sector), { adjointLeft: true }).value,
      vectors,
    ).value;
    const one = multiplyMatrices(vectors, vectors, { adjointLeft: true }).value;
    const n = energies.length;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const e = i * n + j;
        const same = i === j ? 1 : 0;
        worst = Math.max(
          worst,
          Math.hypot(h.re[e]! - same * energies[i]!, h.im[e]!),
          Math.hypot(one.re[e]! - same, one.im[e]!),
        );
      }
    }
  }
  return worst;
}

// Under reflection and complex conjugation together the heat current and the Dzyaloshinskii-Moriya term are even, and
// the term of three sites is not, since it changes into its mirror image.
const models: [string, string, number, boolean][] = [
  ['XXZ', '', 1, true],
  ['without time reversal', 'H0 = C2 - B C1 + 1/3 C3', 1, true],
  ['Dzyaloshinskii and Moriya', 'H0 = C2 + 1/3 sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)', 1, true],
  ['without reflection', 'H0 = C2 + 1/3 sum_j Sz_j S_<j+1>·S_<j+2>', 1, false],
  ['staggered field', 'H0 = C2 + 1/3 M', 2, true],
];

describe('eigenvectors that reflection with complex conjugation leaves as they are', () => {
  test.each(models)('are those of the Hamiltonian: %s', (_, line, step, isReal) => {
    const spectrum = spectrumAt(6, step, operators(paper, line));
    expect(errors(spectrum)).toBeLessThan(1e-12);
    expect(spectrum.sectors.every((s) => (s.realVectors !== undefined) === isReal)).toBe(isReal);
  });

  test('have the components √p, or those of a pair: U is unitary', () => {
    const basis = new RingBasis(8, { step: 1, modulus: 0 });
    for (const sector of basis.sectors) {
      const { first, re, im, second, secondRe, secondIm } = realStatesOf(basis, sector);
      const n = first.length;
      const u = { re: new Float64Array(n * n), im: new Float64Array(n * n) };
      for (let a = 0; a < n; a++) {
        u.re[a * n + first[a]!] = re[a]!;
        u.im[a * n + first[a]!] = im[a]!;
        if (second[a]! < 0) continue;
        u.re[a * n + second[a]!] = secondRe[a]!;
        u.im[a * n + second[a]!] = secondIm[a]!;
      }
      const whole: ComplexMatrix = { rows: n, cols: n, ...u };
      const one = multiplyMatrices(whole, whole, { adjointLeft: true }).value;
      for (let e = 0; e < n * n; e++)
        expect(Math.hypot(one.re[e]! - Number(e % (n + 1) === 0), one.im[e]!)).toBeLessThan(1e-15 * 10);
    }
  });
});

describe('matrix elements between real vectors are those between complex ones', () => {
  // The last coupling changes into another one under reflection, so its blocks are not real.
  test.each([
    ['the paper', '', ''],
    ['the energy current in the Hamiltonian', 'H0 = C2 - B C1 + 1/3 C3', ''],
    [
      'a coupling without reflection',
      '',
      '\nHph = sum_j (Sx_j Sz_<j+1> + 1/2 Sz_j Sz_<j+1> Sz_<j+2> + i/3 (S+_j S-_<j+2> - S-_j S+_<j+2>)) (a_j + a†_j)',
    ],
  ])('%s', (_, line, bath) => {
    const op = operators(paper, `${line}${bath}`);
    const spectrum = spectrumAt(6, 1, op);
    const { basis } = spectrum;
    const bySector = new Map(spectrum.sectors.map((s) => [s.sector.index, s.vectors]));
    for (const perturbation of drivenChain(6, op).perturbations) {
      const channels = transitionChannels(basis, perturbation, { reach: 10 });
      let seen = 0;
      visitElements(spectrum, channels, ({ channel, from, to, blocks }) => {
        // One phase is common to all blocks between two momenta.
        let common: { re: number; im: number } | undefined;
        for (const block of blocks) {
          if (channel.hermitian && to < from) continue;
          const direct = between(
            bySector.get(block.to.index)!,
            channel.operator.sparse(block.from, block.to)!,
            bySector.get(block.from.index)!,
          );
          direct.re.forEach((x, e) => {
            const [y, p, q] = [direct.im[e]!, block.matrix.re[e]!, block.matrix.im[e]!];
            const size = Math.hypot(x, y);
            if (!common && size > 0.05) common = { re: (p * x + q * y) / size ** 2, im: (q * x - p * y) / size ** 2 };
            const z = common ?? { re: 0, im: 0 };
            if (common) expect(Math.hypot(z.re * x - z.im * y - p, z.re * y + z.im * x - q)).toBeLessThan(1e-12);
            else expect(Math.abs(size - Math.hypot(p, q))).toBeLessThan(1e-13);
            seen = Math.max(seen, size);
          });
        }
      });
      expect(seen).toBeGreaterThan(0.05);
    }
  });
});

test.each([1e200, 1e-200])('energies at %s times the Hamiltonian are that many times as large', (factor) => {
  const basis = new RingBasis(6, { step: 1, modulus: 0 });
  const h = operators({ ...paper })('H0');
  const scaled = h.map((term) => ({ ...term, re: term.re * factor, im: term.im * factor }));
  const plain = spectrumOf(basis, RingOperator.of(h, 6));
  const found = spectrumOf(basis, RingOperator.of(scaled, 6));
  expect(found.sectors.some((s) => s.realVectors)).toBe(true);
  plain.energies.forEach((e, n) => expect(found.energies[n]! / factor).toBeCloseTo(e, 10));
});
