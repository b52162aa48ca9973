import { describe, expect, test } from 'vitest';
import {
  RingBasis,
  RingOperator,
  covariant,
  energiesByParity,
  paritiesOf,
  type ParitySector,
  paritySectors,
  partBlock,
  spectrumOf,
} from '../../src/ring/index.js';
import { type ComplexMatrix, complex, multiplyMatrices } from '../../src/numeric/index.js';
import { operators, paper } from '../chain/model.js';
import { codeOf } from '../numeric/matrices.js';

const sorted = (values: Iterable<number>) => [...values].sort((a, b) => a - b);
const basis = (sites: number, modulus = 0) => new RingBasis(sites, { step: 1, modulus });

/** The states of a part as columns in the momentum basis. */
function columnsOf({ size, column, re, im }: ParitySector): ComplexMatrix {
  const out = complex(column.length, size);
  column.forEach((c, i) => {
    if (c < 0) return;
    out.re[i * size + c] = re[i]!;
    out.im[i * size + c] = im[i]!;
  });
  return out;
}

describe('reflection and spin flip', () => {
  test.each([
    ['XXZ', '', { B: 0 }, { reflection: true, flip: true }],
    ['XXZ in a field', '', { B: 0.7 }, { reflection: true, flip: false }],
    ['H0 + κ C3', 'H0 = C2 + 1/3 C3', { B: 0 }, { reflection: false, flip: true }],
    ['DM interaction', 'H0 = C2 + 1/3 JS', { B: 0 }, { reflection: false, flip: false }],
  ])('%s: the parts of all sectors are the whole spectrum', (_, line, numbers, symmetry) => {
    const op = operators({ ...paper, ...numbers }, line);
    for (const sites of [5, 6, 8]) {
      const ring = basis(sites);
      const hamiltonian = RingOperator.of(op('H0'), sites);
      expect(paritiesOf(ring, hamiltonian)).toEqual(symmetry);
      const parts = energiesByParity(ring, hamiltonian);
      const all = sorted(parts.flatMap((p) => [...p.energies]));
      const whole = sorted(spectrumOf(ring, hamiltonian).energies);
      expect(all.length).toBe(whole.length);
      all.forEach((e, i) => expect(Math.abs(e - whole[i]!)).toBeLessThan(1e-12));
      if (symmetry.reflection && sites === 8) expect(new Set(parts.map((p) => p.reflection)).size).toBe(3);
    }
  });

  test('sectors that the Hamiltonian leads out of have no energies of their own', () => {
    const hamiltonian = RingOperator.of(operators(paper, 'Hx = C2 + 1/3 sum_j Sx_j Sx_<j+1>')('Hx'), 6);
    // Sx Sx changes Sz by 2 or keeps it: it stays within sectors of Sz modulo 2, and within the whole space.
    for (const modulus of [0, 3])
      expect(codeOf(() => energiesByParity(basis(6, modulus), hamiltonian))).toBe('not-symmetric');
    const [two, one] = [2, 1].map((modulus) =>
      sorted(energiesByParity(basis(6, modulus), hamiltonian).flatMap((p) => [...p.energies])),
    );
    expect(two).toHaveLength(64);
    two!.forEach((e, i) => expect(Math.abs(e - one![i]!)).toBeLessThan(1e-12));
  });

  test('C_3 is odd under reflection: nothing of it stays inside a part, all of it leads to the other', () => {
    const op = operators({ ...paper, B: 0 });
    const ring = basis(10);
    const current = covariant(ring, op('C3'));
    for (const momentum of [0, 5]) {
      const parts = paritySectors(ring, ring.sector({ charge: 5, momentum })!, { reflection: true, flip: true });
      expect(parts.reduce((n, p) => n + p.size, 0)).toBe(parts[0]!.sector.orbits.length);
      const block = current.dense(parts[0]!.sector, parts[0]!.sector);
      let between = 0;
      for (const a of parts) {
        for (const b of parts) {
          const inside = multiplyMatrices(columnsOf(a), multiplyMatrices(block, columnsOf(b)).value, {
            adjointLeft: true,
          }).value;
          const direct = partBlock(current, b, a);
          inside.re.forEach((x, k) =>
            expect(Math.hypot(x - direct.re[k]!, inside.im[k]! - direct.im[k]!)).toBeLessThan(1e-14),
          );
          const size = Math.max(...inside.re.map(Math.abs), ...inside.im.map(Math.abs));
          // Odd under reflection, even under the flip.
          if (a.reflection === b.reflection || a.flip !== b.flip) expect(size).toBeLessThan(1e-13);
          else between = Math.max(between, size);
        }
      }
      expect(between).toBeGreaterThan(0.01);
    }
  });

  test('Razumov and Stroganov: at Δ = −1/2 the lowest energy of an odd ring is −3N/8 (J = 1, spins), exactly', () => {
    // H = −½ Σ (XX + YY − ½ ZZ) has the energy −3N/4 there: in spins and J = 1, after a rotation of every second spin
    // for J → −J, which an odd ring does not allow; so with J = −1 and Δ = 1/2.
    for (const sites of [3, 5, 7, 9, 11]) {
      const op = operators({ ...paper, J: -1, Delta: 0.5, B: 0 });
      const parts = energiesByParity(basis(sites), RingOperator.of(op('H0'), sites));
      expect(Math.min(...parts.map((p) => p.energies[0]!))).toBeCloseTo((-3 * sites) / 8, 11);
    }
  });

  test('XX chain: free fermions, sector by sector', () => {
    for (const sites of [4, 6, 8]) {
      const op = operators({ ...paper, Delta: 0, B: 0 });
      const ring = basis(sites);
      const spectrum = spectrumOf(ring, RingOperator.of(op('H0'), sites));
      // Jordan-Wigner: an even number of fermions has antiperiodic momenta; ε(k) = J cos k, momentum adds up, up to
      // that of the border.
      for (let n = 0; n <= sites; n++) {
        const momenta = Array.from({ length: sites }, (_, m) => (2 * Math.PI * (m + (n % 2 === 0 ? 0.5 : 0))) / sites);
        const wanted: number[] = [];
        for (let set = 0; set < 2 ** sites; set++) {
          const chosen = momenta.filter((__, b) => ((set >>> b) & 1) === 1);
          if (chosen.length === n) wanted.push(chosen.reduce((s, k) => s + Math.cos(k), 0));
        }
        const found = ring.sectors
          .filter((s) => s.charge === n)
          .flatMap((s) => [...spectrum.energies.subarray(s.offset, s.offset + s.orbits.length)]);
        const [a, b] = [sorted(found), sorted(wanted)];
        expect(a.length).toBe(b.length);
        a.forEach((e, i) => expect(Math.abs(e - b[i]!)).toBeLessThan(1e-12));
      }
    }
  });

  test('Bethe ansatz: ground energies of the Heisenberg ring, of Bonner and Fisher and of Hulthén', () => {
    // N = 4 and 6 in closed form; N = 8 and 10 from the Bethe equations as published, E/N = −0.456386676 and
    // −0.451544635.
    const op = operators({ ...paper, Delta: 1, B: 0 });
    const ground = (sites: number) =>
      Math.min(...energiesByParity(basis(sites), RingOperator.of(op('H0'), sites)).map((p) => p.energies[0]!));
    expect(ground(4)).toBeCloseTo(-2, 12);
    expect(ground(6)).toBeCloseTo(-(1 + Math.sqrt(13) / 2), 12);
    expect(ground(8)).toBeCloseTo(-3.6510934089, 9);
    expect(ground(10)).toBeCloseTo(-4.515446354, 8);
  });
});
