// Theorem A against brute force: where it excludes charges of three and more sites there are none among all strings, and
// where there is one it excludes nothing.
import { fc, test as check } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { localCharges, operatorPeriod } from '../../src/charges/index.js';
import { ModularPoint, fromInteger } from '../../src/exact/index.js';
import { cellHamiltonian, cellsOf } from '../../src/integrability/cell-algebra.js';
import { integrabilityOf } from '../../src/integrability/index.js';
import { pencilOf } from '../../src/integrability/pencil.js';
import { type TheoremA, theoremA } from '../../src/integrability/theorem-a.js';
import { type Operator, localWord, sumOperators, sumOverChain, wordFrom } from '../../src/spin/index.js';
import { operator } from '../meaning/program.js';

function theoremOf(hamiltonian: Operator): TheoremA {
  const point = ModularPoint.of(hamiltonian.terms.map((t) => t.coefficient))!;
  return theoremA(cellHamiltonian(hamiltonian, cellsOf(hamiltonian, operatorPeriod(hamiltonian))!, point));
}

const sum = (letters: string, c: number): Operator => {
  const { word, start } = wordFrom(letters);
  return sumOverChain(localWord(word, start, fromInteger(c)));
};

describe('the hypotheses of Theorem A', () => {
  test.each([
    ['sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1>', 1, 8, 9],
    ['sum_j S_j·S_<j+1>', 1, 8, 9],
    ['sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1> + h Z_j', 1, 9, 9],
    ['sum_j S_j·S_<j+1> + J S_j·S_<j+2>', 1, 225, 225],
    ['sum_j S_j·S_<j+1> + 1/2 S_j·S_<j+2>', 1, 225, 225],
    ['sum_j S_j·S_<j+1> + (-1)^j h Sz_j', 1, 18, 18],
  ])('%s: dim T_2 = %i, rank %i of %i', (text, dimension, rank, wanted) => {
    expect(theoremOf(operator(text))).toMatchObject({ injective: true, dimension, rank, wanted });
  });

  test.each([
    ['sum_j X_j X_<j+1> + 2 Y_j Y_<j+1>', 2, 'all'],
    ['sum_j X_j Y_<j+1> - Y_j X_<j+1>', 4, 'all'],
    ['legs 2\nsum_j S_{j,1}·S_{j+1,1} + S_{j,2}·S_{j+1,2} + K S_{j,1}·S_{j,2}', 2, 'some'],
    ['sum_j 1/2 (X_j X_<j+2> + Y_j Y_<j+2>) + U (1+(-1)^j)/2 Z_j Z_<j+1>', 4, 'all'],
  ])('%s: dim T_2 = %i', (text, dimension, pencil) => {
    expect(theoremOf(operator(text))).toMatchObject({ injective: true, dimension, pencil: { kind: pencil } });
  });

  test('XY − YX + hX: the pencil is singular at k = 1 and 2, an extra charge of two sites and nothing longer', () => {
    const found = theoremOf(operator('sum_j X_j Y_<j+1> - Y_j X_<j+1> + h X_j'));
    expect(found).toMatchObject({ dimension: 4, excludesThree: true, pencil: { kind: 'some', lengths: [1, 2] } });
  });

  test.each([
    'sum_j Z_j Z_<j+1> + hx X_j + hz Z_j',
    'sum_j (1 + Z_<j-1>) X_j (1 + Z_<j+1>)',
    'sum_j X_j Y_<j+1> Z_<j+2> + Z_j Z_<j+2>',
  ])('%s is not injective', (text) => {
    expect(theoremOf(operator(text)).injective).toBe(false);
  });

  test('the smallest cells are taken, after terms that cancel at every second site', () => {
    const size = (text: string): number => cellsOf(operator(text), operatorPeriod(operator(text)))!.size;
    expect(size('sum_j X_j X_<j+1> + Z_j')).toBe(1);
    expect(size('sum_j X_j X_<j+2>')).toBe(2);
    expect(size('species up, down\nsum_j (n_{j,up} + n_{j,down}) (n_{j+1,up} + n_{j+1,down})')).toBe(2);
    expect(cellsOf(operator('sum_j X_j X_<j+5>'), 1)).toBeUndefined();
  });
});

const coupling = fc.integer({ min: -2, max: 2 });
const letters = ['X', 'Y', 'Z'];

describe('random chains of nearest neighbours', () => {
  check.prop([fc.array(coupling, { minLength: 9, maxLength: 9 }), fc.array(coupling, { minLength: 3, maxLength: 3 })], {
    numRuns: 150,
  })(
    'are injective where the exchange has rank two, and Theorem A excludes exactly those without a charge of three sites',
    (J, b) => {
      const hamiltonian = sumOperators([
        ...J.map((c, k) => sum(letters[Math.floor(k / 3)]! + letters[k % 3]!, c)),
        ...b.map((c, k) => sum(letters[k]!, c)),
      ]);
      const det2 = (r: number, s: number, p: number, q: number): number =>
        J[3 * r + p]! * J[3 * s + q]! - J[3 * r + q]! * J[3 * s + p]!;
      const pairs = [
        [0, 1],
        [0, 2],
        [1, 2],
      ] as const;
      const isRankTwo = pairs.some(([r, s]) => pairs.some(([p, q]) => det2(r, s, p, q) !== 0));
      if (J.every((c) => c === 0)) return;
      const found = theoremOf(hamiltonian);
      expect(found.injective).toBe(isRankTwo);
      if (!found.injective) return;
      const { nullities } = localCharges(hamiltonian, { range: 4 });
      const [two, three, four] = [nullities[1]!, nullities[2]!, nullities[3]!];
      expect(found.excludesThree).toBe(three === two);
      const excludes =
        found.excludesThree === true &&
        (found.dimension === 1 || (found.pencil?.kind !== 'all' && found.pencil !== undefined));
      if (excludes) expect(four).toBe(two);
    },
  );

  check.prop([fc.array(coupling, { minLength: 6, maxLength: 6 }), coupling, coupling], { numRuns: 25 })(
    'of period two are decided as a search decides',
    (J, b, c) => {
      const bond = (even: number, odd: number, word: string): Operator =>
        operator(`sum_j (${even} (1+(-1)^j)/2 + ${odd} (1-(-1)^j)/2) ${word[0]!}_j ${word[1]!}_<j+1>`);
      const hamiltonian = sumOperators([
        bond(J[0]!, J[1]!, 'XX'),
        bond(J[2]!, J[3]!, 'YY'),
        bond(J[4]!, J[5]!, 'ZZ'),
        operator(`sum_j (${b} + ${c} (-1)^j) Z_j`),
      ]);
      if (hamiltonian.terms.length === 0 || operatorPeriod(hamiltonian) !== 2) return;
      const cells = cellsOf(hamiltonian, 2)!;
      const point = ModularPoint.of([])!;
      const parts = cellHamiltonian(hamiltonian, cells, point);
      if (parts.bonds.some((h) => h.size === 0) || cells.size !== 1) return;
      const found = theoremA(parts);
      if (!found.injective) return;
      const { nullities } = localCharges(hamiltonian, { range: 4 });
      if (nullities[2]! > nullities[1]!) expect(found.excludesThree).toBe(false);
      if (found.excludesThree === true && found.dimension === 1) expect(nullities[3]).toBe(nullities[1]);
    },
  );
});

describe('the pencil', () => {
  const p = 67108837;
  const vector = (...entries: number[]): Map<number, number> =>
    new Map(entries.map((v, k): [number, number] => [k, ((v % p) + p) % p]).filter(([, v]) => v !== 0));

  test('has the k at which a vector (t, k t) is in the space', () => {
    expect(pencilOf([], 2, p)).toEqual({ kind: 'none' });
    expect(pencilOf([vector(1, 0, 3, 0)], 2, p)).toEqual({ kind: 'some', lengths: [3], prime: p });
    expect(pencilOf([vector(1, 0, 3, 0), vector(0, 1, 0, 7)], 2, p)).toEqual({
      kind: 'some',
      lengths: [3, 7],
      prime: p,
    });
    expect(pencilOf([vector(1, 0, 0, 1)], 2, p)).toEqual({ kind: 'none' });
    expect(pencilOf([vector(1, 0, 0, 0), vector(0, 0, 1, 0)], 2, p)).toEqual({ kind: 'all' });
    expect(pencilOf([vector(1, 0, 0, 0), vector(0, 1, 0, 0), vector(0, 0, 1, 0)], 2, p)).toEqual({ kind: 'all' });
  });
});

test('a chain that is not Hermitian gets no verdict', () => {
  expect(() => integrabilityOf(operator('sum_j X_j X_<j+1> + i Z_j'))).toThrow(/not Hermitian/u);
});
