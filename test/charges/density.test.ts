import { describe, expect, test } from 'vitest';
import { boostOperator, chargesOneByOne, conservedCharges, splittings } from '../../src/charges/index.js';
import {
  type Operator,
  addOperators,
  commutator,
  equalOperators,
  isZeroOperator,
  overlap,
  positionWeight,
  scaleOperator,
  squaredNorm,
  subtractOperators,
  weighted,
} from '../../src/spin/index.js';
import { asGaussian, equalCoefficients, fromGaussian, gaussian, imaginaryUnit } from '../../src/exact/index.js';
import { refusal } from '../exact/refusal.js';
import { bracket, distance } from '../spin/dense.js';
import { chainOf, localOf, matrixOf, partsOf, ringStrings } from '../spin/realise.js';
import { chain, minus, number, parameter, times } from './chains.js';
import { at, chargesOf, hamiltonian } from './engine.js';

const J = parameter('J');
const Delta = parameter('Delta');
const B = parameter('B');
const D = parameter('D');
const field = (...axes: string[]): Operator => chain(Object.fromEntries(axes.map((a) => [a, parameter(`B${a}`)])));
const allConserved = (h: Operator, upto: number): void => {
  const charges = chargesOf(h, upto);
  expect(charges.map((c) => c.commutes)).toEqual(Array.from({ length: upto - 1 }, () => true));
  // The engine's word is not taken: the general commutator with the full Hamiltonian vanishes.
  for (const c of charges) expect(isZeroOperator(commutator(h, c.operator()))).toBe(true);
};

describe('the density is ambiguous, the Hamiltonian is not', () => {
  test('a(S^z_j − S^z_{j+1}) leaves XXZ what it was', () => {
    const h = chain({ XX: J, YY: J, ZZ: Delta, ZI: parameter('a'), IZ: minus(parameter('a')) });
    expect(equalOperators(h, chain({ XX: J, YY: J, ZZ: Delta }))).toBe(true);
    allConserved(h, 5);
  });

  test('a field on one site, on the other, or shared is one Hamiltonian', () => {
    const bond = { XX: J, Z: B };
    const left = chain({ XX: J, ZI: B });
    const right = chain({ XX: J, IZ: B });
    const shared = chain({ XX: J, ZI: times(B, number(1, 2)), IZ: times(B, number(1, 2)) });
    for (const h of [left, right, shared]) expect(equalOperators(h, chain(bond))).toBe(true);
    allConserved(left, 6);
  });

  test('every word is boosted at its centre: −i Σ (j + (n−2)/2)', () => {
    // Bonds at j, the field of the Ising chain at j − 1/2.
    const boost = boostOperator(chain({ XX: number(1), Z: number(1) }));
    const found = partsOf(boost).map(({ letters, power, c }) => [letters, power, c.re + 0, c.im]);
    expect(found.sort((p, q) => (String(p) < String(q) ? -1 : 1))).toEqual([
      ['XX', 1, 0, -1],
      ['Z', 0, 0, 0.5],
      ['Z', 1, 0, -1],
    ]);
  });
});

describe('chains whose charges are conserved', () => {
  test.each<[string, Operator, number]>([
    ['XXX in a field of any direction', addOperators(hamiltonian('xxx'), field('X', 'Y', 'Z')), 5],
    ['XXZ in a field along z', addOperators(hamiltonian('xxz'), field('Z')), 6],
    ['XX in a field along z', addOperators(hamiltonian('xx'), field('Z')), 7],
    ['anisotropic XY in a field along z', chain({ XX: parameter('Jx'), YY: parameter('Jy'), Z: B }), 7],
    ['Ising in a transverse field', hamiltonian('tfi'), 8],
    ['Ising with the field turned in the transverse plane', chain({ ZZ: J, X: parameter('f'), Y: parameter('g') }), 6],
    [
      'XXZ with a Dzyaloshinskii–Moriya coupling along z',
      addOperators(hamiltonian('xxz'), chain({ XY: D, YX: minus(D) })),
      5,
    ],
    [
      'XY with a Dzyaloshinskii–Moriya coupling',
      chain({ XX: parameter('Jx'), YY: parameter('Jy'), XY: D, YX: minus(D) }),
      6,
    ],
    [
      'XXX in a field with a constant per site',
      addOperators(chain({ I: parameter('E') }), hamiltonian('xxx', true)),
      4,
    ],
  ])('%s', (_, h, upto) => {
    allConserved(h, upto);
  });

  test('what commutes with everything stays out of the boost and in the check', () => {
    const split = (h: Operator): string => conservedCharges(h, { upto: 2 }).split.spectatorIs;
    expect(split(hamiltonian('xxz', true))).toBe('field');
    expect(split(hamiltonian('xyz', true))).toBe('');
    expect(split(hamiltonian('tfi'))).toBe('');
    expect(split(chain({ XX: parameter('Jx'), YY: parameter('Jy'), XY: D, YX: minus(D) }))).toBe('reflection-odd part');
    // XXZ with the same coupling is a twisted XXZ chain: the usual boost works.
    expect(split(addOperators(hamiltonian('xxz'), chain({ XY: D, YX: minus(D) })))).toBe('');
    for (const h of [hamiltonian('xxz', true), hamiltonian('tfi')]) {
      for (const s of splittings(h)) expect(equalOperators(addOperators(s.boosted, s.spectator), h)).toBe(true);
    }
  });

  test('the Ising chain in a transverse field has ranges ⌊k/2⌋ + 1', () => {
    expect(chargesOf(hamiltonian('tfi'), 8).map((c) => c.range)).toEqual([2, 2, 3, 3, 4, 4, 5]);
  });

  test('Ising alone is its own end: C_3 = 0, and stays', () => {
    const charges = chargesOf(chain({ ZZ: J }), 6);
    expect(charges.map((c) => [c.index, c.words, c.commutes])).toEqual([
      [2, 1, true],
      [3, 0, true],
      [4, 0, true],
      [5, 0, true],
      [6, 0, true],
    ]);
    expect(charges[1]!.squaredNorm().terms).toEqual([]);
    expect(isZeroOperator(charges[1]!.operator())).toBe(true);
  });
});

describe('chains whose C_3 is not conserved', () => {
  const failing: [string, Operator][] = [
    ['XYZ in a field', hamiltonian('xyz', true)],
    ['XXZ in a field along x', addOperators(hamiltonian('xxz'), field('X'))],
    [
      'XXZ with next-nearest neighbours',
      addOperators(hamiltonian('xxz'), chain({ XIX: parameter('K'), YIY: parameter('K'), ZIZ: parameter('K') })),
    ],
    ['Ising in a tilted field', chain({ XX: J, Z: parameter('g'), X: parameter('f') })],
  ];

  test.each(failing)('%s: the recursion ends there, and the residual is [H, C_3] of matrices', (_, symbolic) => {
    const h = at(symbolic, { J: 1, Jx: 1, Jy: 2, Jz: 5, Delta: 3, B: 7, BX: 2, K: 3, g: 2, f: 5 });
    for (const candidate of [symbolic, h])
      expect(chargesOf(candidate, 6).map((c) => c.commutes)).toEqual([true, false]);
    const c3 = chargesOf(h, 3)[1]!;
    // H and C_3 of range 3 and 5 at the most: one overlap only on a ring of 8.
    const n = 8;
    const matrix = (o: Operator) => matrixOf(ringStrings(partsOf(o), n), n);
    expect(distance(bracket(matrix(h), matrix(c3.operator()), -1), matrix(c3.residual!))).toBe(0);
    expect(c3.residual!.terms.length).toBeGreaterThan(0);
  });

  test('an XYZ density with a(S^z_j − S^z_{j+1}) has a wrong C_3: what the boost of such a density would make is not conserved', () => {
    const h = hamiltonian('xyz');
    // h → h + g_j − g_{j+1} shifts the boost by −i Σ g_j.
    const shift = scaleOperator(chain({ Z: parameter('a') }), fromGaussian(gaussian(0, -1)));
    const wrong = commutator(addOperators(boostOperator(h), shift), h);
    expect(isZeroOperator(commutator(h, wrong))).toBe(false);
    expect(isZeroOperator(commutator(h, commutator(boostOperator(h), h)))).toBe(true);
  });
});

describe('chain (17): the field left inside h', () => {
  const h0 = hamiltonian('xxz', true);
  const inside = scaleOperator(weighted(h0, positionWeight), fromGaussian(gaussian(0, -1)));
  const c3 = chargesOf(hamiltonian('xxz'), 3)[1]!.operator();
  // J_S = J Σ (S^xS^y − S^yS^x), S = σ/2.
  const current = chain({ XY: times(J, number(1, 4)), YX: times(J, number(-1, 4)) });

  test('the boost gives C_3 − B J_S, wherever on the bond the field stands', () => {
    const expected = subtractOperators(c3, scaleOperator(current, B));
    for (const share of [0, 1, 2]) {
      // −B S^z (j + share/2): moving the field along the bond adds a multiple of S^z, which commutes with H.
      const moved = scaleOperator(
        chain({ Z: times(B, number(-1, 2)) }),
        times(number(share, 2), fromGaussian(gaussian(0, -1))),
      );
      expect(equalOperators(commutator(addOperators(inside, moved), h0), expected)).toBe(true);
    }
  });

  test('−i[H0, J_S] = JΔ Σ (ZXX + ZYY − XXZ − YYZ) in spins: not conserved', () => {
    const rate = scaleOperator(commutator(h0, current), minus(imaginaryUnit));
    // Three spins: 1/8. J_S brings J, and of H only the bonds Δ S^z S^z do not commute with it.
    const c = [J, Delta].reduce(times, number(1, 8));
    const expected = chain({ ZXX: c, ZYY: c, XXZ: minus(c), YYZ: minus(c) });
    expect(equalOperators(rate, expected)).toBe(true);
  });

  test('its rate of change has the norm J²Δ²B²/16 per site, and none at Δ = 0', () => {
    const residual = commutator(h0, commutator(inside, h0));
    const expected = [J, J, Delta, Delta, B, B].reduce(times, number(1, 16));
    expect(equalCoefficients(squaredNorm(residual), expected)).toBe(true);
    expect(isZeroOperator(at(residual, { Delta: 0 }))).toBe(true);
    expect(asGaussian(overlap(c3, current))).toEqual(gaussian(0));
  });
});

describe('limits and refusals', () => {
  const code = (body: () => unknown): { kind: string; code: string } => refusal(body);

  test('charges longer than the recursion holds', () => {
    expect(code(() => chargesOf(chain({ ZZ: J, X: J }), 70))).toMatchObject({ kind: 'limit', code: 'charge-too-long' });
    expect(code(() => chargesOf(chain({ [`X${'I'.repeat(30)}X`]: J }), 2))).toMatchObject({
      kind: 'limit',
      code: 'charge-too-long',
    });
  });

  test('more words than allowed, in bounded time', () => {
    const seen: { index: number; words: number }[] = [];
    expect(
      code(() => {
        for (const c of chargesOneByOne(hamiltonian('xxz'), { upto: 40, maxWords: 20_000 }).charges)
          seen.push({ index: c.index, words: c.words });
      }),
    ).toMatchObject({ kind: 'limit', code: 'too-many-words' });
    // What was proved before stays proved.
    expect(seen.length).toBeGreaterThan(5);
    // A commutator touches its own words at least: nothing larger was ever made.
    expect(Math.max(...seen.map((c) => c.words))).toBeLessThanOrEqual(20_000);
  });

  test.each<[string, Operator, string]>([
    ['zero', { terms: [] }, 'zero-hamiltonian'],
    ['a constant', chain({ I: J }), 'zero-hamiltonian'],
    [
      'a local operator',
      localOf([{ letters: 'XX', site: 0, c: { re: 1, im: 0 }, power: 0, staggered: false }]),
      'not-a-chain-sum',
    ],
    [
      'a weighted sum',
      chainOf([{ letters: 'XX', site: 0, c: { re: 1, im: 0 }, power: 1, staggered: false }]),
      'not-translation-invariant',
    ],
  ])('%s has no charges', (_, h, expected) => {
    expect(code(() => chargesOf(h, 3))).toMatchObject({ kind: 'input', code: expected });
  });
});
