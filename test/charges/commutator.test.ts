import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  type Coefficient,
  conjugateCoefficient as conjugated,
  fromGaussian,
  fromInteger,
  fromNumber,
  fromSymbol,
  gaussian,
  multiplyCoefficients,
  parameterSymbol,
  rational,
  rootCoefficient,
} from '../../src/exact/index.js';
import { BoostRecursion, boostOperator, splittings } from '../../src/charges/index.js';
import {
  type Operator,
  addOperators,
  commutator,
  equalOperators,
  isHermitian,
  isZeroOperator,
  scaleOperator,
  translate,
} from '../../src/spin/index.js';
import { chain, parameter } from './chains.js';
import { at, chargesOf, hamiltonian } from './engine.js';

/**
 * The fused pass against the general commutator: every C_{k+1} is [O_b, C_k], and [H, C_k] vanishes exactly where the
 * pass says so, else it is the residual.
 */
function agreesWithTheCommutator(h: Operator, upto: number): { conserved: number; failed: boolean } {
  const charges = chargesOf(h, upto);
  const boost = boostOperator(h);
  let q = charges[0]!.operator();
  let conserved = 0;
  for (const charge of charges) {
    expect(equalOperators(charge.operator(), q)).toBe(true);
    const rate = commutator(h, q);
    expect(charge.commutes).toBe(isZeroOperator(rate));
    if (!charge.commutes) {
      expect(equalOperators(charge.residual!, rate)).toBe(true);
      return { conserved, failed: true };
    }
    expect(charge.residual).toBeUndefined();
    conserved += 1;
    q = commutator(boost, q);
  }
  expect(charges).toHaveLength(upto - 1);
  return { conserved, failed: false };
}

const dm = (): Record<string, Coefficient> => ({
  XY: parameter('D'),
  YX: multiplyCoefficients(fromInteger(-1), parameter('D')),
});

describe('the fused pass is the general commutator', () => {
  test.each<[string, Operator, number]>([
    ['XXX', hamiltonian('xxx'), 6],
    ['XXZ', hamiltonian('xxz'), 6],
    ['XYZ', hamiltonian('xyz'), 5],
    ['XX', hamiltonian('xx'), 7],
    ['Ising chain in a transverse field', hamiltonian('tfi'), 7],
    ['XXX in a field', hamiltonian('xxx', true), 5],
    ['XXZ in a field', hamiltonian('xxz', true), 5],
    ['XX in a field', hamiltonian('xx', true), 6],
    ['anisotropic XY in a field', chain({ XX: parameter('Jx'), YY: parameter('Jy'), Z: parameter('B') }), 6],
    ['XXZ with a Dzyaloshinskii–Moriya coupling', addOperators(hamiltonian('xxz'), chain(dm())), 5],
    [
      'couplings with √2',
      chain({
        XX: rootCoefficient(fromInteger(2)),
        YY: multiplyCoefficients(rootCoefficient(fromInteger(6)), parameter('J')),
        ZZ: rootCoefficient(fromInteger(3)),
      }),
      6,
    ],
    [
      'couplings with √Δ',
      chain({
        XX: rootCoefficient(parameter('Delta')),
        YY: fromInteger(1),
        ZZ: rootCoefficient(multiplyCoefficients(fromInteger(2), parameter('Delta'))),
      }),
      5,
    ],
  ])('%s: conserved', (_, h, upto) => {
    expect(agreesWithTheCommutator(h, upto)).toEqual({ conserved: upto - 1, failed: false });
  });

  test.each<[string, Operator]>([
    ['XYZ in a field', hamiltonian('xyz', true)],
    ['XXZ in a field along x', addOperators(hamiltonian('xxz'), chain({ X: parameter('B') }))],
    [
      'XXZ with next-nearest neighbours',
      addOperators(hamiltonian('xxz'), chain({ XIX: parameter('J2'), YIY: parameter('J2'), ZIZ: parameter('J2') })),
    ],
    ['Ising chain in a tilted field', addOperators(hamiltonian('tfi'), chain({ X: parameter('f') }))],
  ])('%s: C_3 fails, with the residual of the commutator', (_, h) => {
    expect(agreesWithTheCommutator(h, 6)).toEqual({ conserved: 1, failed: true });
  });

  const amount = fc.tuple(
    fc.integer({ min: -3, max: 3 }),
    fc.integer({ min: -3, max: 3 }),
    fc.integer({ min: 1, max: 4 }),
  );
  const words = fc.constantFrom(
    'X',
    'Y',
    'Z',
    'XX',
    'XY',
    'XZ',
    'YX',
    'YY',
    'YZ',
    'ZX',
    'ZY',
    'ZZ',
    'XIX',
    'ZYX',
    'YIZ',
  );
  const couplings = fc.dictionary(words, amount, { minKeys: 2, maxKeys: 6 });
  const operatorOf = (parts: Record<string, [number, number, number]>, complex: boolean): Operator =>
    chain(
      Object.fromEntries(
        Object.entries(parts).map(([w, [re, im, den]]) => [w, fromGaussian(gaussian(re, complex ? im : 0, den))]),
      ),
    );

  test.prop([couplings], { numRuns: 60 })('random Hermitian chains', (parts) => {
    const h = operatorOf(parts, false);
    fc.pre(h.terms.length > 0);
    expect(isHermitian(h)).toBe(true);
    agreesWithTheCommutatorWhateverTheSplit(h);
  });

  test.prop([couplings], { numRuns: 60 })('random chains that are not Hermitian', (parts) => {
    const h = operatorOf(parts, true);
    fc.pre(h.terms.length > 0);
    agreesWithTheCommutatorWhateverTheSplit(h);
  });

  test.prop([fc.array(fc.tuple(fc.constantFrom('1', '2', '3'), amount), { minLength: 2, maxLength: 4 })], {
    numRuns: 30,
  })('symbolic complex couplings a + i b on every bond, a Hamiltonian that is Hermitian by + h.c.', (list) => {
    const g = fromSymbol(parameterSymbol('g', 'complex'));
    const raise = chain({
      XX: g,
      XY: multiplyCoefficients(g, fromGaussian(gaussian(0, 1))),
      ...Object.fromEntries(
        list.map(([k, [re, im]]) => [
          `Z${'XYZ'[Number(k) - 1]}`,
          multiplyCoefficients(g, fromGaussian(gaussian(re, im))),
        ]),
      ),
    });
    const conjugate: Operator = {
      ...raise,
      terms: raise.terms.map((t) => ({ ...t, coefficient: conjugated(t.coefficient) })),
    };
    const h = addOperators(raise, conjugate);
    fc.pre(h.terms.length > 0);
    agreesWithTheCommutatorWhateverTheSplit(h);
  });

  /** A random chain may have a commuting odd part; then the boost is that of the split that was chosen. */
  function agreesWithTheCommutatorWhateverTheSplit(h: Operator): void {
    const charges = chargesOf(h, 4);
    const split = splittings(h).find((s) => equalOperators(s.boosted, charges[0]!.operator()))!;
    const boost = boostOperator(split.boosted);
    // Boosting what is boosted already must not split once more.
    if (splittings(split.boosted)[0]!.spectator.terms.length > 0) return;
    let q = split.boosted;
    for (const charge of charges) {
      const rate = commutator(h, q);
      expect(equalOperators(charge.operator(), q)).toBe(true);
      expect(charge.commutes).toBe(isZeroOperator(rate));
      if (!charge.commutes) expect(equalOperators(charge.residual!, rate)).toBe(true);
      q = commutator(boost, q);
    }
  }
});

describe('floats and big integers are two paths to the same charges', () => {
  // The same chain with J scaled by λ has C_k scaled by λ^(k−1): a scale with a large denominator forces big integers.
  test.each([
    ['XXX', at(hamiltonian('xxx'), { J: 1 })],
    ['XXZ at Δ = 3', at(hamiltonian('xxz'), { J: 1, Delta: 3 })],
    ['XYZ at 1, 2, 5', at(hamiltonian('xyz'), { Jx: 1, Jy: 2, Jz: 5 })],
    ['XXZ with symbolic Δ', at(hamiltonian('xxz'), { J: 1 })],
  ])('%s, scaled by 123456789/1000003', (_, h) => {
    const scale = fromNumber(rational(123456789, 1000003));
    const plain = chargesOf(h, 8);
    const scaled = chargesOf(scaleOperator(h, scale), 8);
    let power = scale;
    for (const [k, c] of plain.entries()) {
      expect(scaled[k]!.commutes).toBe(true);
      expect(equalOperators(scaled[k]!.operator(), scaleOperator(c.operator(), power))).toBe(true);
      power = multiplyCoefficients(power, scale);
    }
  });

  test('couplings without a common factor: big integers against the symbolic charges at the same point', () => {
    const values = { Jx: rational(123456789, 1000003), Jy: rational(-987654321, 999983), Jz: rational(4, 1000033) };
    const symbolic = chargesOf(hamiltonian('xyz'), 7);
    const h = at(hamiltonian('xyz'), values);
    const recursion = new BoostRecursion(h, { terms: [] });
    // C_3 holds products of two such integers, beyond 2^53.
    expect(recursion.step(recursion.pack(h), { next: true }).first!.wide).toBeDefined();
    const numeric = chargesOf(h, 7);
    for (const [k, c] of symbolic.entries()) {
      expect(numeric[k]!.commutes).toBe(true);
      expect(equalOperators(numeric[k]!.operator(), at(c.operator(), values))).toBe(true);
    }
  });

  test('a coupling larger than 2^53 by itself', () => {
    const values = { J: 1, Delta: rational(2 ** 53 - 1, 7) };
    const symbolic = chargesOf(hamiltonian('xxz'), 5);
    const numeric = chargesOf(at(hamiltonian('xxz'), values), 5);
    for (const [k, c] of symbolic.entries())
      expect(equalOperators(numeric[k]!.operator(), at(c.operator(), values))).toBe(true);
  });
});

describe('the origin of the boost', () => {
  const shifted = (h: Operator, by: number): Operator => translate(boostOperator(h), by);

  test('does not matter where the charge is conserved', () => {
    const h = hamiltonian('xyz');
    for (const { operator } of chargesOf(h, 4)) {
      expect(equalOperators(commutator(shifted(h, 5), operator()), commutator(boostOperator(h), operator()))).toBe(
        true,
      );
    }
  });

  test('matters where it is not: the difference is −n·(−i)[H, C]', () => {
    const h = hamiltonian('xyz', true);
    const c3 = chargesOf(h, 3)[1]!.operator();
    const difference = addOperators(
      commutator(shifted(h, 5), c3),
      scaleOperator(commutator(boostOperator(h), c3), fromInteger(-1)),
    );
    expect(isZeroOperator(difference)).toBe(false);
    expect(equalOperators(difference, scaleOperator(commutator(h, c3), fromGaussian(gaussian(0, 5))))).toBe(true);
  });
});
