import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chainSymmetries, currentOfCharge, currentsOf, operatorPeriod, partsOfSpin } from '../../src/charges/index.js';
import { operator } from '../../src/index.js';
import {
  type Operator,
  addOperators,
  commutator,
  isHermitian,
  isZeroOperator,
  scaleOperator,
  sumOperators,
  translate,
} from '../../src/spin/index.js';
import { fromGaussian, gaussian } from '../../src/exact/index.js';

const hubbard = operator('sum_j 1/2 (X_j X_<j+2> + Y_j Y_<j+2>) + U (1 + (-1)^j)/2 Z_j Z_<j+1>');
const totals = (text: string): { name: string; operator: Operator }[] => [{ name: 'Sz', operator: operator(text) }];

/**
 * The current through the bond between cells −1 and 0, −i [Σ_{cells ≥ 0} q, H], computed with operators at numbered sites:
 * the charge of a long piece of chain to the right of the cut, and only the terms of the commutator at the cut.
 */
function throughCut(hamiltonian: Operator, site: (n: number) => Operator, cell: number): Operator {
  const far = 12 * cell;
  const right = sumOperators(Array.from({ length: far }, (_, n) => site(n)));
  const bracket = scaleOperator(commutator(right, hamiltonian), fromGaussian(gaussian(0, -1)));
  // The other end of the piece is far away.
  return { terms: bracket.terms.filter((t) => t.place.kind !== 'chain' && t.place.site < far / 2) };
}

/** Σ over the translates by whole cells of an operator at numbered sites, as a sum over the chain. */
const overCells = (local: Operator, cell: number): string[] =>
  local.terms.map(({ word, place, coefficient }) => {
    const first = place.kind === 'chain' ? 0 : place.site;
    return JSON.stringify([word.x, word.z, ((first % cell) + cell) % cell, coefficient.terms.map((t) => t.value)]);
  });

describe('the current of a conserved charge', () => {
  test('the spin currents of the legs of the Hubbard model are the hops, for each leg', () => {
    const currents = new Map(
      currentsOf(hubbard, totals('sum_j Z_j')).map(({ name, operator: o }) => [name, o] as const),
    );
    expect([...currents.keys()]).toEqual(['heat', 'spin', 'spin of the sites 2j', 'spin of the sites 2j+1']);
    // d/dt S^z_j = −i [S^z_j, H]: j from cell to cell, 1/2 (X Y − Y X) per leg.
    const even = operator('sum_j (1 + (-1)^j)/4 (X_j Y_<j+2> - Y_j X_<j+2>)');
    const odd = operator('sum_j (1 - (-1)^j)/4 (X_j Y_<j+2> - Y_j X_<j+2>)');
    const sign = equalUpToSign(currents.get('spin of the sites 2j')!, even);
    expect(sign).toBeDefined();
    expect(equalUpToSign(currents.get('spin of the sites 2j+1')!, odd)).toBe(sign);
    expect(equalUpToSign(currents.get('spin')!, addOperators(even, odd))).toBe(sign);
    for (const c of currents.values()) expect(isHermitian(c)).toBe(true);
  });

  function equalUpToSign(a: Operator, b: Operator): 1 | -1 | undefined {
    const minus = fromGaussian(gaussian(-1));
    if (isZeroOperator(addOperators(a, scaleOperator(b, minus)))) return 1;
    return isZeroOperator(addOperators(a, b)) ? -1 : undefined;
  }

  const number = fc.integer({ min: -3, max: 3 });
  test('it is the sum of the currents through all cuts between cells, with operators at numbered sites', () => {
    fc.assert(
      fc.property(number, number, number, number, number, (a, b, c, d, e) => {
        const text = `(${a} + ${b} (-1)^j) (X_j X_<j+1> + Y_j Y_<j+1>) + (${c} + ${d} (-1)^j) (X_j Y_<j+1> - Y_j X_<j+1>) + ${e} (-1)^j (X_j X_<j+2> + Y_j Y_<j+2>) + (1 + (-1)^j) Z_j Z_<j+1>`;
        const h = operator(`sum_j ${text}`);
        fc.pre(operatorPeriod(h) === 2);
        const cut = throughCut(h, (n) => operator(`Z_${n}`), 2);
        // A hop over two cells would pass two cuts; here every hop passes at most one.
        const found = currentOfCharge(h, operator('sum_j Z_j'));
        const byCell = [0, 1].flatMap((r) =>
          found.terms.flatMap(({ word, place, coefficient }) => {
            if (place.kind !== 'chain') throw new Error('a sum is wanted');
            return [{ word, r, coefficient, sign: place.weight.sign === -1 && r === 1 ? -1 : 1 }];
          }),
        );
        const sums = new Map<string, number>();
        for (const { word, r, coefficient, sign } of byCell) {
          const { re, den } = coefficient.terms[0]!.value;
          const key = `${word.x} ${word.z} ${r}`;
          sums.set(key, (sums.get(key) ?? 0) + (sign * Number(re)) / Number(den));
        }
        const expected = new Map<string, number>();
        for (const { word, place, coefficient } of cut.terms) {
          const first = place.kind === 'chain' ? 0 : place.site;
          const { re, den } = coefficient.terms[0]!.value;
          const key = `${word.x} ${word.z} ${((first % 2) + 2) % 2}`;
          expected.set(key, (expected.get(key) ?? 0) + Number(re) / Number(den));
        }
        for (const key of new Set([...sums.keys(), ...expected.keys()]))
          expect(sums.get(key) ?? 0, `${text}: ${key}`).toBeCloseTo(expected.get(key) ?? 0, 12);
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  test('a position within the cell that is wrong by half a cell gives another current: it is noticed', () => {
    const h = operator('sum_j (1 + 2 (-1)^j) (X_j X_<j+1> + Y_j Y_<j+1>)');
    const cut = throughCut(h, (n) => operator(`Z_${n}`), 2);
    // The hops within a cell pass no cut, and those between cells pass one.
    expect(new Set(overCells(cut, 2).map((line) => (JSON.parse(line) as number[])[2]))).toEqual(new Set([1]));
    expect(new Set(cut.terms.map((t) => (t.place.kind === 'chain' ? 0 : t.place.site)))).toEqual(new Set([-1]));
    const mutant = commutator(scaleOperator(operator('sum_j j/2 Z_j'), fromGaussian(gaussian(0, -1))), h);
    expect(
      isZeroOperator(
        addOperators(mutant, scaleOperator(currentOfCharge(h, operator('sum_j Z_j')), fromGaussian(gaussian(-1)))),
      ),
    ).toBe(false);
  });

  test('without a unit cell they are those of chain (16) to (18)', () => {
    const h = operator('sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>');
    const [heat] = currentsOf(h, []);
    expect(heat!.operator).toEqual(
      commutator(operator('-i sum_j j (J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>)'), h),
    );
    expect(partsOfSpin(h, 'z')).toEqual([]);
  });

  test('parts of a cell whose spins are conserved separately', () => {
    const parts = (text: string): string[] => partsOfSpin(operator(text), 'z').map(({ name }) => name);
    expect(parts('sum_j S_j·S_<j+2> + (1 + (-1)^j) Z_j Z_<j+1>')).toEqual(['of the sites 2j', 'of the sites 2j+1']);
    expect(parts('sum_j S_j·S_<j+2> + (1 + (-1)^j) S_j·S_<j+1>')).toEqual([]);
    // Two legs that are dimerised: a cell of four sites.
    expect(parts('sum_j S_<4j>·S_<4j+2> + 2 S_<4j+2>·S_<4j+4> + 3 S_<4j+1>·S_<4j+3> + 4 S_<4j+3>·S_<4j+5>')).toEqual([
      'of the sites 4j and 4j+2',
      'of the sites 4j+1 and 4j+3',
    ]);
    // One spin of three is conserved alone.
    expect(parts('sum_j S_<3j>·S_<3j+1> + S_<3j+1>·S_<3j+3> + Z_<3j+1> Z_<3j+2> + Z_<3j+2>')).toEqual([
      'of the sites 3j and 3j+1',
      'of the sites 3j+2',
    ]);
  });
});

describe('symmetries of chains with a unit cell', () => {
  const names = (text: string): string[] => chainSymmetries(operator(text));
  test('the Hubbard model', () => {
    expect(chainSymmetries(hubbard)).toEqual([
      'Sz',
      'Sz of the sites 2j',
      'Sz of the sites 2j+1',
      'reflection of the cells',
      'exchange of the sites 2j and 2j+1',
      'translation by two sites',
      'reflection about a bond',
      'π rotation about x',
      'time reversal',
      'bond-centred π rotation about x',
    ]);
  });

  test('a field on one leg leaves no exchange, a staggered one that with a rotation', () => {
    expect(names('sum_j S_j·S_<j+2> + (1 + (-1)^j) S_j·S_<j+1> + (1 + (-1)^j) Z_j')).not.toContain(
      'exchange of the sites 2j and 2j+1',
    );
    expect(names('sum_j S_j·S_<j+2> + (1 + (-1)^j) S_j·S_<j+1> + (-1)^j Z_j')).toContain(
      'exchange of the sites 2j and 2j+1 with π rotation about x',
    );
  });

  test('every one leaves the operator invariant by definition; cells of three', () => {
    expect(names('sum_j S_<3j>·S_<3j+1> + S_<3j+1>·S_<3j+2> + 2 S_<3j>·S_<3j+3> + 2 S_<3j+2>·S_<3j+5>')).toEqual([
      'SU(2)',
      'Sz',
      'Sx',
      'Sy',
      'translation by 3 sites',
      'reflection of the cells',
      'exchange of the sites 3j and 3j+2',
      'π rotation about x',
      'time reversal',
    ]);
  });

  test('a declared cell names its spins', () => {
    const found = chainSymmetries(hubbard, undefined, ['up', 'down']);
    expect(found).toEqual([
      'Sz',
      'Sz of the spin up',
      'Sz of the spin down',
      'translation by one cell',
      'reflection of the cells',
      'exchange of the spins up and down',
      'π rotation about x',
      'time reversal',
    ]);
  });

  test('without a cell they are the usual ones', () => {
    expect(names('sum_j S_j·S_<j+1>')).toEqual([
      'SU(2)',
      'Sz',
      'Sx',
      'Sy',
      'translation by one site',
      'translation by two sites',
      'reflection about a site',
      'reflection about a bond',
      'π rotation about x',
      'time reversal',
      'bond-centred π rotation about x',
    ]);
    expect(translate(operator('sum_j (-1)^j Z_j'), 2)).toEqual(operator('sum_j (-1)^j Z_j'));
  });
});
