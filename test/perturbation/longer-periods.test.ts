import { describe, expect, test } from 'vitest';
import {
  type Operator,
  addOperators,
  commutator,
  equalOperators,
  isZeroOperator,
  lettersOf,
  multiplyWeights,
  negateOperator,
  residueWeight,
  scaleOperator,
  subtractOperators,
  sumOperators,
  weightIn,
  withWeight,
} from '../../src/spin/index.js';
import { fromGaussian, gaussian, scaleCoefficient } from '../../src/exact/index.js';
import { compose, move, perturb } from '../../src/perturbation/index.js';
import { operator } from '../../src/index.js';

/** Every third spin rotated by π about z: X and Y change sign at the sites 3j. */
function everyThirdRotated(a: Operator): Operator {
  return sumOperators(
    [0, 1, 2].map((r) => ({
      terms: a.terms.flatMap(({ word, place, coefficient }) => {
        const product = multiplyWeights(weightIn(place), residueWeight(3, r));
        if (!product) return [];
        const sign = [...lettersOf(word)].filter((l, k) => (l === 'X' || l === 'Y') && (r + k) % 3 === 0).length;
        return [
          {
            word,
            place: withWeight(place, product.weight),
            coefficient: scaleCoefficient(
              coefficient,
              gaussian(sign % 2 === 0 ? product.factor : -Number(product.factor)),
            ),
          },
        ];
      }),
    })),
  );
}

const legs = (...couplings: string[]): Operator => operator(`sum_j ${couplings.join(' + ')}`);
const chains = ['S_<3j>·S_<3j+3>', 'S_<3j+1>·S_<3j+4>', 'S_<3j+2>·S_<3j+5>'];
const rungs = ['K S_<3j>·S_<3j+1>', 'K S_<3j+1>·S_<3j+2>'];

describe('periods above 2', () => {
  test.each([
    ['sum_j Z_j Z_<j+2>', 3],
    ['sum_j Z_j X_<j+1> Y_<j+2> - Y_j X_<j+1> Z_<j+2>', 3],
    ['sum_j D (X_j Y_<j+1> - Y_j X_<j+1>)', 3],
    ['sum_j cos(ω t) (X_j X_<j+2> + Y_j Y_<j+2>)', 3],
  ])('XXZ with every third spin rotated answers as the uniform chain: %s', (v, upto) => {
    const [h, uniform] = [operator('sum_j X_j X_<j+1> + Y_j Y_<j+1> + Δ Z_j Z_<j+1>'), operator(v)];
    const turned = everyThirdRotated(h);
    expect(equalOperators(everyThirdRotated(turned), h)).toBe(true);
    const [a, b] = [perturb(uniform, h, { upto }), perturb(everyThirdRotated(uniform), turned, { upto })];
    expect(b.charges.map((c) => [c.index, c.broken, c.correction.kind])).toEqual(
      a.charges.map((c) => [c.index, c.broken, c.correction.kind]),
    );
    for (const [k, { residual }] of a.charges.entries())
      expect(isZeroOperator(b.charges[k]!.residual)).toBe(isZeroOperator(residual));
    expect(b.symmetries.spins.filter((s) => s.kept).map((s) => s.name)).toEqual(
      a.symmetries.spins.filter((s) => s.kept).map((s) => s.name),
    );
    const said = (p: typeof a): unknown =>
      p.currents.map(({ name, allowed, order, onInfiniteChain }) => [
        name,
        allowed,
        order,
        onInfiniteChain !== undefined,
      ]);
    expect(said(b)).toEqual(said(a));
  });

  test('a rotation V = i [X, H0] of period three has a correction for every charge of XXX', () => {
    const h = operator('sum_j S_j·S_<j+1>');
    const v = scaleOperator(
      commutator(operator('sum_j X_<3j> Y_<3j+1> + 2 Z_<3j+2>'), h),
      fromGaussian(gaussian(0, 1)),
    );
    const p = perturb(v, h, { upto: 3 });
    expect(p.charges.map((c) => c.index)).toEqual([1, 2, 3]);
    for (const { operator: charge, correction } of p.charges) {
      if (correction.kind !== 'exists') throw new Error('no correction');
      const { denominator } = correction;
      const sum = addOperators(commutator(h, correction.operator), scaleOperator(commutator(v, charge), denominator));
      expect(isZeroOperator(sum)).toBe(true);
    }
  });

  test('a field on every third spin of XXX breaks C_3, and only reflections about these spins are left', () => {
    const p = perturb(operator('sum_j Z_<3j>'), operator('sum_j S_j·S_<j+1>'), { upto: 3 });
    expect(p.charges.find((c) => c.index === 3)!.correction.kind).toBe('none');
    expect(p.symmetries.kept).toContain('reflection about the sites 3j');
    expect(p.symmetries.kept).toContain('translation by 3 sites');
    expect(p.symmetries.kept.some((name) => /3j\+/u.test(name))).toBe(false);
    expect(p.symmetries.broken).toContain('translation by one site');
    expect(p.currents.every((c) => !c.allowed)).toBe(true);
  });

  test('a ladder of three legs with a field on one of them', () => {
    const h = legs(...chains, ...rungs);
    const outer = perturb(operator('sum_j B Z_<3j>'), h, { upto: 2 });
    const inner = perturb(operator('sum_j B Z_<3j+1>'), h, { upto: 2 });
    const exchange = 'exchange of the sites 3j and 3j+2';
    expect(outer.symmetries.broken).toContain(exchange);
    expect(inner.symmetries.kept).toContain(exchange);
    for (const p of [outer, inner]) {
      expect(p.symmetries.spins.filter((s) => s.kept).map((s) => s.name)).toEqual(['Sz']);
      expect(p.symmetries.kept).toContain('reflection of the cells of 3 sites');
      expect(p.charges.map((c) => [c.index, c.correction.kind])).toEqual([
        [1, 'unneeded'],
        [2, 'exists'],
      ]);
      expect(p.currents.filter((c) => c.allowed)).toEqual([]);
    }
  });

  test('three decoupled chains: the spin of each leg is conserved, and a field on one leg breaks nothing else', () => {
    const h = operator('sum_j J S_<3j>·S_<3j+3> + K S_<3j+1>·S_<3j+4> + K S_<3j+2>·S_<3j+5>');
    const p = perturb(operator('sum_j B Z_<3j>'), h, { upto: 2 });
    const kept = p.symmetries.spins.filter((s) => s.kept).map((s) => s.name);
    for (const r of ['3j', '3j+1', '3j+2']) expect(kept).toContain(`Sz of the sites ${r}`);
    expect(kept).not.toContain('Sx of the sites 3j');
    expect(kept).toContain('Sx of the sites 3j+1');
    expect(p.symmetries.kept).toContain('exchange of the sites 3j+1 and 3j+2');
    expect(p.charges.every((c) => c.correction.kind === 'unneeded')).toBe(true);
  });

  test('spins with different signs on the sites of a cell', () => {
    const h = operator('sum_j (S+_<3j> S+_<3j+1> + h.c.) + Z_<3j+1> Z_<3j+2> + Z_<3j+2> Z_<3j+3> + X_<3j+2>');
    const p = perturb(operator('sum_j Z_<3j>'), h, { upto: 2 });
    const spins = p.symmetries.spins.map((s) => s.name);
    expect(spins).toContain('Sz of the sites 3j minus Sz of the sites 3j+1');
    expect(spins).not.toContain('Sz');
  });

  test('products of motions act as one motion after the other, and every kept one leaves H0 invariant', () => {
    const h = legs(...chains, ...rungs);
    const a = operator('sum_j X_<3j> Y_<3j+1> + 2 Z_<3j+1> X_<3j+3> - i Y_<3j+2>');
    const { ofHamiltonian } = perturb(operator('sum_j Z_<3j+1>'), h, { upto: 2 }).symmetries;
    const some = ofHamiltonian.filter((_, k) => k % 7 === 0);
    expect(some.length).toBeGreaterThan(10);
    let products = 0;
    for (const g of some) {
      expect(equalOperators(move(g, h), h)).toBe(true);
      for (const f of some) {
        const product = compose(g, f);
        if (!product) continue;
        products += 1;
        expect(isZeroOperator(subtractOperators(move(product, a), move(g, move(f, a))))).toBe(true);
      }
    }
    expect(products).toBeGreaterThan(50);
    expect(equalOperators(move(some[1]!, negateOperator(a)), negateOperator(move(some[1]!, a)))).toBe(true);
  });

  test('a common period above 240 is refused before any work', () => {
    expect(() => perturb(operator('sum_j Z_<16j>'), operator('(sum_j S_j·S_<j+1>) + sum_j Z_<17j>'))).toThrow(
      /would repeat after 272 sites/u,
    );
  });
});
