import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boostOperator,
  cellSize,
  chargesOfCells,
  conservedCharges,
  findCellBoost,
  firstMoment,
  localCharges,
  operatorPeriod,
} from '../../src/charges/index.js';
import { combinationOf } from '../../src/charges/combination.js';
import { fromGaussian, fromInteger, gaussian, oneCoefficient } from '../../src/exact/index.js';
import { operator } from '../../src/index.js';
import {
  type Operator,
  addOperators,
  commutator,
  equalOperators,
  isHermitian,
  isZeroOperator,
  scaleOperator,
  squaredNorm,
  staggeredWeight,
  substituteOperator,
  weighted,
} from '../../src/spin/index.js';
import { onRingOf, ringCommutator } from './ring-strings.js';

const hubbard = operator('sum_j 1/2 (X_j X_<j+2> + Y_j Y_<j+2>) + U (1 + (-1)^j)/2 Z_j Z_<j+1>');

/** Shastry's charge, Phys. Rev. Lett. 56, 2453 (1986), of the Hamiltonian above. */
const shastry = operator(
  `sum_j X_j Z_<j+2> Y_<j+4> - Y_j Z_<j+2> X_<j+4>
    - U (1 + (-1)^j) ((X_j Y_<j+2> - Y_j X_<j+2>) (Z_<j+1> + Z_<j+3>) + (X_<j+1> Y_<j+3> - Y_<j+1> X_<j+3>) (Z_j + Z_<j+2>))`,
);

const at = (a: Operator, values: Record<string, number>): Operator =>
  substituteOperator(a, new Map(Object.entries(values).map(([name, value]) => [name, fromInteger(value)])));

/** The numbers of charges of at most 1, 2, … cells. */
function counts(hamiltonian: Operator, most: number): number[] {
  const period = operatorPeriod(hamiltonian);
  const unit = { period, size: cellSize(hamiltonian, period) };
  let all = 0;
  return Array.from({ length: most }, (_, k) => {
    const found = chargesOfCells(hamiltonian, unit, k + 1);
    expect(found.charges).toHaveLength(found.count);
    for (const charge of found.charges) expect(isZeroOperator(commutator(hamiltonian, charge))).toBe(true);
    all += found.count;
    return all;
  });
}

describe('Hubbard', () => {
  const { charges, cell } = conservedCharges(hubbard, { upto: 4 });
  const [c2, c3, c4] = charges.map((c) => c.operator()) as [Operator, Operator, Operator];

  test('C_3 and C_4 are found by the search, each the only one of its cells', () => {
    expect(cell).toMatchObject({ period: 2, size: 2, boost: undefined });
    expect(charges.map((c) => [c.index, c.by, c.cells, c.range, c.branch])).toEqual([
      [2, 'definition', 2, 3, undefined],
      [3, 'search', 3, 5, undefined],
      [4, 'search', 4, 7, undefined],
    ]);
    expect(cell!.searched.map(({ cells, count }) => [cells, count])).toEqual([
      [3, 1],
      [4, 1],
    ]);
  });

  test('C_3 is the charge of Shastry, for every U', () => {
    expect(combinationOf(c3, [shastry])).toEqual([0]);
  });

  test('they commute with H and with each other, for every U', () => {
    expect(equalOperators(c2, hubbard)).toBe(true);
    for (const [a, b] of [
      [c2, c3],
      [c2, c4],
      [c3, c4],
    ] as const)
      expect(isZeroOperator(commutator(a, b))).toBe(true);
    for (const c of [c2, c3, c4]) expect(isHermitian(c)).toBe(true);
  });

  test('they do so on a ring of 14 sites, string by string', () => {
    const [h, third, fourth] = [hubbard, c3, c4].map((c) => onRingOf(at(c, { U: 3 }), 14));
    expect(ringCommutator(h!, third!).size).toBe(0);
    expect(ringCommutator(h!, fourth!).size).toBe(0);
  });

  test.each([3, -7])('there are no others at U = %i', (U) => {
    // docs of integrability: cells 1..4 have 2, 3, 4, 5 charges
    expect(counts(at(hubbard, { U }), 3)).toEqual([2, 3, 4]);
  });

  test('another coupling breaks them', () => {
    const extended = addOperators(hubbard, operator('sum_j V (1 + (-1)^j)/2 Z_j Z_<j+2>'));
    expect(isZeroOperator(commutator(extended, c3))).toBe(false);
  });
});

// The dimensions of the spaces of charges up to 1, 2, 3 cells, by linear algebra of independent programs.
describe('how many charges there are by cells', () => {
  const rungs = '(1 + (-1)^j)/2';
  test.each([
    ['Heisenberg ladder', `sum_j S_j·S_<j+2> + J ${rungs} S_j·S_<j+1>`, [3, 4, 4]],
    [
      'extended Hubbard',
      `sum_j 1/2 (X_j X_<j+2> + Y_j Y_<j+2>) + U ${rungs} Z_j Z_<j+1> + V ${rungs} (Z_j + Z_<j+1>) (Z_<j+2> + Z_<j+3>)`,
      [2, 3, 3],
    ],
    [
      'SU(4) with a rung',
      `sum_j ${rungs} (1 + σ_j·σ_<j+2>) (1 + σ_<j+1>·σ_<j+3>) + J ${rungs} σ_j·σ_<j+1>`,
      [9, 10, 11],
    ],
    ['dimerised Heisenberg', 'sum_j (1 + d (-1)^j) S_j·S_<j+1>', [3, 4, 4]],
    ['Heisenberg in a staggered field', 'sum_j S_j·S_<j+1> + h (-1)^j Sz_j', [1, 2, 2]],
  ])('%s', (_name, text, expected) => {
    expect(counts(operator(text), 3)).toEqual(expected);
  });
});

describe('the boost of cells', () => {
  const charges = (text: string, upto: number) => conservedCharges(operator(text), { upto });

  test.each([
    ['dimerised XX', 'sum_j (1 + d (-1)^j) (X_j X_<j+1> + Y_j Y_<j+1>)'],
    ['Rice–Mele', 'sum_j (1 + d (-1)^j) (X_j X_<j+1> + Y_j Y_<j+1>) + h (-1)^j Z_j'],
    ['alternating DM', 'sum_j J (X_j X_<j+1> + Y_j Y_<j+1>) + Δ Z_j Z_<j+1> + D (-1)^j (X_j Y_<j+1> - Y_j X_<j+1>)'],
    [
      'an XXZ chain on every second site',
      'sum_j X_j X_<j+2> + Y_j Y_<j+2> + Δ Z_j Z_<j+2> + (-1)^j (X_j X_<j+2> + Y_j Y_<j+2> + Δ Z_j Z_<j+2>)',
    ],
    [
      // Popkov and Zvyagin 1993, Frahm and Rödenbeck 1996: 2 : a² : a in Pauli matrices
      'zigzag chain with staggered chirality',
      'sum_j 2 σ_j·σ_<j+1> + a^2 σ_j·σ_<j+2> + a (-1)^j σ_j·(σ_<j+1>×σ_<j+2>)',
    ],
  ])('%s: C_3 and C_4 by the boost, for all couplings', (_name, text) => {
    const { cell, charges: found } = charges(text, 4);
    expect(cell!.boost).toBeDefined();
    expect(found.map((c) => [c.index, c.by, c.commutes])).toEqual([
      [2, 'definition', true],
      [3, 'boost', true],
      [4, 'boost', true],
    ]);
    const [c2, c3, c4] = found.map((c) => c.operator()) as [Operator, Operator, Operator];
    expect(isZeroOperator(commutator(c2, c3))).toBe(true);
    expect(isZeroOperator(commutator(c2, c4))).toBe(true);
    expect(isZeroOperator(commutator(c3, c4))).toBe(true);
  });

  test('at another ratio the zigzag chain has neither a boost nor a charge of three cells', () => {
    const { cell, charges: found } = charges('sum_j 2 σ_j·σ_<j+1> + σ_j·σ_<j+2> + 2 (-1)^j σ_j·(σ_<j+1>×σ_<j+2>)', 3);
    expect(cell).toMatchObject({ boost: undefined, searched: [{ cells: 3, count: 0 }] });
    expect(found.map((c) => c.index)).toEqual([2]);
  });

  test('the alternating DM chain is a gauge of the XXZ chain: its charges have the norms of that chain', () => {
    // J → √(J² + D²); the positions are counted in cells of two sites, so each boost has a factor 1/2.
    const third = charges(
      'sum_j 3 (X_j X_<j+1> + Y_j Y_<j+1>) + 2 Z_j Z_<j+1> + 4 (-1)^j (X_j Y_<j+1> - Y_j X_<j+1>)',
      4,
    );
    const straight = conservedCharges(operator('sum_j 5 (X_j X_<j+1> + Y_j Y_<j+1>) + 2 Z_j Z_<j+1>'), { upto: 4 });
    for (const [k, factor] of [
      [1, 4],
      [2, 16],
    ] as const) {
      const scaled = squaredNorm(
        scaleOperator(third.charges[k]!.operator(), fromGaussian(gaussian(Math.sqrt(factor)))),
      );
      expect(scaled).toEqual(straight.charges[k]!.squaredNorm());
    }
  });

  test('a boost is repaired: a rotation within the cell leaves no trace, another density does', () => {
    // The transverse Ising chain, one of whose fields is at the wrong end of the bond after j → j + 1 on odd sites.
    const h = operator('sum_j X_j X_<j+1> + g Z_j');
    const repaired = findCellBoost({ boosted: h, full: h }, 1, () => []);
    expect(repaired).toBeDefined();
    const third = commutator(repaired!.operator, h);
    expect(isZeroOperator(commutator(h, third))).toBe(true);
  });

  test('mutants: another weight in the boost gives a C_3 that is not conserved', () => {
    for (const text of [
      'sum_j X_j X_<j+1> + Y_j Y_<j+1> + 2 Z_j Z_<j+1> + 3 (-1)^j (X_j Y_<j+1> - Y_j X_<j+1>)',
      'sum_j 2 σ_j·σ_<j+1> + σ_j·σ_<j+2> + (-1)^j σ_j·(σ_<j+1>×σ_<j+2>)',
    ]) {
      const h = operator(text);
      const boost = boostOperator(h);
      expect(isZeroOperator(commutator(commutator(boost, h), h))).toBe(true);
      const even = { terms: h.terms.slice(0, 1) };
      for (const mutant of [
        // a term one cell further, a staggered density, and the boost of one of the two sublattices
        addOperators(boost, scaleOperator(even, fromGaussian(gaussian(0, 1)))),
        addOperators(boost, weighted(h, staggeredWeight)),
        addOperators(boost, weighted(boost, staggeredWeight)),
      ])
        expect(isZeroOperator(commutator(commutator(mutant, h), h)), text).toBe(false);
    }
  });

  test('positions: a shift of all terms adds nothing', () => {
    const h = operator('sum_j (1 + d (-1)^j) (X_j X_<j+1> + Y_j Y_<j+1>) + h (-1)^j Z_j');
    const shifted = addOperators(firstMoment(h, 2), scaleOperator(h, oneCoefficient));
    expect(equalOperators(commutator(shifted, h), commutator(firstMoment(h, 2), h))).toBe(true);
  });
});

describe('random chains of free fermions with a unit cell', () => {
  const number = fc.integer({ min: -3, max: 3 });
  test('hopping, phases and fields that alternate: every boost charge commutes with all others', () => {
    fc.assert(
      fc.property(number, number, number, number, number, (a, b, c, d, e) => {
        fc.pre(a !== 0 || b !== 0);
        const text = `sum_j (${a} + ${b} (-1)^j) (X_j X_<j+1> + Y_j Y_<j+1>) + (${c} + ${d} (-1)^j) (X_j Y_<j+1> - Y_j X_<j+1>) + ${e} (-1)^j Z_j`;
        const h = operator(text);
        const { charges: found, cell } = conservedCharges(h, { upto: 4 });
        if (!cell) return;
        expect(cell.boost).toBeDefined();
        const operators = found.map((q) => q.operator());
        for (const p of operators) for (const q of operators) expect(isZeroOperator(commutator(p, q)), text).toBe(true);
        for (const q of found) expect(q.commutes).toBe(true);
      }),
      { numRuns: 25, seed: 3 },
    );
  });
});

describe('period three', () => {
  // Bonds (J, D) with the same √(J² + D²) = 5 and other angles: a gauge of the XXZ chain with J = 5.
  const bond = (cell: number, J: number, D: number): string =>
    `${J} (X_<3j+${cell}> X_<3j+${cell + 1}> + Y_<3j+${cell}> Y_<3j+${cell + 1}>) + ${D} (X_<3j+${cell}> Y_<3j+${cell + 1}> - Y_<3j+${cell}> X_<3j+${cell + 1}>) + 2 Z_<3j+${cell}> Z_<3j+${cell + 1}>`;
  const gauge = operator(`sum_j ${bond(0, 3, 4)} + ${bond(1, 5, 0)} + ${bond(2, 4, -3)}`);

  test('a gauge of the XXZ chain has its charges', () => {
    expect(operatorPeriod(gauge)).toBe(3);
    const { cell, charges } = conservedCharges(gauge, { upto: 5 });
    expect(cell!.boost).toMatchObject({ repair: 'sites' });
    const straight = conservedCharges(operator('sum_j 5 (X_j X_<j+1> + Y_j Y_<j+1>) + 2 Z_j Z_<j+1>'), {
      upto: 5,
    }).charges;
    charges.forEach((c, k) => {
      expect([c.by, c.commutes, c.range, c.words]).toEqual([k === 0 ? 'definition' : 'boost', true, k + 2, c.words]);
      // each boost has a factor 1/3
      const scaled = scaleOperator(c.operator(), fromGaussian(gaussian(3 ** k)));
      expect(squaredNorm(scaled)).toEqual(straight[k]!.squaredNorm());
    });
    expect(localCharges(gauge, { range: 4 })).toMatchObject({ period: 3, nullities: [1, 2, 3, 4], complete: true });
  });

  test('three chains on the legs of a ladder: the charges of each, by the search', () => {
    const legs = operator('sum_j S_j·S_<j+3>');
    expect(localCharges(legs, { range: 4, period: 3 })).toMatchObject({ nullities: [9, 9, 9, 12], complete: true });
  });

  test('a chain with a trimer in its cell has no third charge', () => {
    const trimer = operator('sum_j S_<3j>·S_<3j+1> + 2 S_<3j+1>·S_<3j+2> + 3 S_<3j+2>·S_<3j+3>');
    expect(localCharges(trimer, { range: 4 })).toMatchObject({ period: 3, nullities: [3, 4, 4, 4], complete: true });
    expect(() => conservedCharges(trimer, { upto: 4 })).toThrow(/strings of up to 4 cells/u);
  });
});

test('generic couplings have nothing: the search of a random chain of period two', () => {
  const text =
    'sum_j 2 X_j X_<j+1> + 3 Y_j Y_<j+1> + 5 Z_j Z_<j+1> + (-1)^j (7 X_j X_<j+1> - 4 Z_j Z_<j+1> + 2 X_j + 3 Z_j)';
  const { cell, charges } = conservedCharges(operator(text), { upto: 3 });
  expect(cell).toMatchObject({ boost: undefined, searched: [{ cells: 3, count: 0 }] });
  expect(charges).toHaveLength(1);
});
