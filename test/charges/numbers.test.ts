import { describe, expect, test } from 'vitest';
import {
  type Coefficient,
  addCoefficients,
  equalCoefficients,
  fromNumber,
  fromSymbol,
  multiplyCoefficients,
  parameterSymbol,
  powerCoefficient,
  rational,
} from '../../src/exact/index.js';
import {
  equalOperators,
  isHermitian,
  lettersOf,
  negateOperator,
  reflect,
  squaredNorm,
  weightOf,
} from '../../src/spin/index.js';
import { degreeOf } from '../../src/meaning/index.js';
import { at, chargesOf, hamiltonian, textOf } from './engine.js';

/** P_0 = 0, P_1 = 1, P_n = 2 P_{n−1} + P_{n−2} */
function pell(n: number): number {
  let [a, b] = [0, 1];
  for (let k = 0; k < n; k++) [a, b] = [b, 2 * b + a];
  return a;
}

describe('the number of words of C_k is 3⌊P_k/2⌋', () => {
  test('Pell numbers give the counts that the literature and a second engine have', () => {
    expect([2, 3, 4, 5, 6, 7, 8, 9].map((k) => 3 * Math.floor(pell(k) / 2))).toEqual([
      3, 6, 18, 42, 105, 252, 612, 1476,
    ]);
  });

  test.each(['xxx', 'xxz', 'xyz'])('%s, symbolic', (name) => {
    for (const { index, words, range, commutes } of chargesOf(hamiltonian(name), 9)) {
      expect({ index, words, range, commutes }).toEqual({
        index,
        words: 3 * Math.floor(pell(index) / 2),
        range: index,
        commutes: true,
      });
    }
  });

  test('numeric, and further', () => {
    const found = chargesOf(at(hamiltonian('xxx'), { J: 1 }), 12);
    expect(found.map((c) => c.words)).toEqual(found.map((c) => 3 * Math.floor(pell(c.index) / 2)));
    expect(found).toHaveLength(11);
  });

  test('drops where Δ = 0 kills monomials: as many words as the symbolic charge has left', () => {
    const xxz = chargesOf(hamiltonian('xxz'), 6);
    const xx = chargesOf(hamiltonian('xx'), 6);
    for (const [k, c] of xxz.entries()) {
      const left = at(c.operator(), { Delta: 0 });
      expect(equalOperators(left, xx[k]!.operator())).toBe(true);
      expect(xx[k]!.words).toBe(left.terms.length);
    }
    // XYX … and YXY … strings of the free fermions: two or four of them.   C_3: XZY, YZX;  C_4: XZZX, YZZY, XX, YY
    expect(xx.map((c) => c.words).slice(0, 3)).toEqual([2, 2, 4]);
  });
});

describe('norms per site', () => {
  const J = fromSymbol(parameterSymbol('J'));
  const Delta = fromSymbol(parameterSymbol('Delta'));
  const term = (num: number, den: number, j: number, d: number): Coefficient =>
    [fromNumber(rational(num, den)), powerCoefficient(J, j), powerCoefficient(Delta, d)].reduce(multiplyCoefficients);

  test('‖C_3‖² = J²Δ²/16 + J⁴/32 and ‖C_4‖² = J²Δ⁴/16 + 19/64 J⁴Δ² + J⁶/16, for all J and Δ', () => {
    const [, c3, c4] = chargesOf(hamiltonian('xxz'), 4);
    // At J = 1 from a second engine; the powers of J make both homogeneous, of degree 2(k − 1).
    expect(equalCoefficients(c3!.squaredNorm(), addCoefficients(term(1, 16, 2, 2), term(1, 32, 4, 0)))).toBe(true);
    expect(
      equalCoefficients(
        c4!.squaredNorm(),
        [term(1, 16, 2, 4), term(19, 64, 4, 2), term(1, 16, 6, 0)].reduce(addCoefficients),
      ),
    ).toBe(true);
  });

  test.each(['xxx', 'xxz', 'xyz', 'xx', 'tfi'])('%s: the norm of the packed charge is that of its operator', (name) => {
    for (const c of chargesOf(hamiltonian(name), 6))
      expect(equalCoefficients(c.squaredNorm(), squaredNorm(c.operator()))).toBe(true);
    for (const c of chargesOf(at(hamiltonian(name), { J: 3, Delta: 2, Jx: 1, Jy: rational(5, 7), Jz: -2, g: 4 }), 7)) {
      expect(equalCoefficients(c.squaredNorm(), squaredNorm(c.operator()))).toBe(true);
    }
  });
});

describe('symmetries of C_k', () => {
  test.each(['xxx', 'xxz', 'xyz', 'xx'])(
    '%s: Hermitian, of degree k − 1, of parity (−1)^k, letters of each kind all even or all odd',
    (name) => {
      for (const charge of chargesOf(hamiltonian(name), 8)) {
        const { index: k } = charge;
        const c = charge.operator();
        expect(isHermitian(c)).toBe(true);
        // Doubled: degrees may be halves.
        expect(degreeOf(c)).toBe(2 * (k - 1));
        expect(equalOperators(reflect(c), k % 2 === 0 ? c : negateOperator(c))).toBe(true);
        for (const { word } of c.terms) {
          expect(weightOf(word) % 2).toBe(k % 2);
          for (const letter of 'XYZ') expect([...lettersOf(word)].filter((l) => l === letter).length % 2).toBe(k % 2);
        }
      }
    },
  );

  test('a field that is split off changes no charge', () => {
    for (const name of ['xxx', 'xxz', 'xx']) {
      const [plain, inField] = [chargesOf(hamiltonian(name), 6), chargesOf(hamiltonian(name, true), 6)];
      for (const [k, c] of inField.entries()) {
        expect(c.commutes).toBe(true);
        expect(equalOperators(c.operator(), plain[k]!.operator())).toBe(true);
      }
    }
  });
});

describe('C_3 of the XYZ chain', () => {
  test('is Σ ε_abc J_a J_c S^a S^b S^c, for all couplings', () => {
    const c3 = chargesOf(hamiltonian('xyz'), 3)[1]!;
    // chain (16) with three couplings; S = σ/2.
    expect(textOf(c3.operator())).toEqual({
      XYZ: '1/8*Jx*Jz',
      YZX: '1/8*Jx*Jy',
      ZXY: '1/8*Jy*Jz',
      XZY: '-1/8*Jx*Jy',
      ZYX: '-1/8*Jx*Jz',
      YXZ: '-1/8*Jy*Jz',
    });
  });
});
