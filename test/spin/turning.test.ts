// Weights that turn by a declared phase, on a ring: at φ = 2π k/N they close, so that everything the algebra says for all
// φ can be compared with matrices there.
import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import {
  type Coefficient,
  evaluateCoefficient,
  fromGaussian,
  gaussian,
  phaseSymbol,
  rational,
  rootOfUnity,
  substituteCoefficient,
  symbolPower,
} from '../../src/exact/index.js';
import {
  type Operator,
  adjoint,
  chainWeight,
  commutator,
  isHermitian,
  lettersOf,
  localWord,
  overlap,
  reflect,
  sumOperators,
  sumOverChain,
  timeReverse,
  translate,
  twistOperator,
  weighted,
  weightIn,
  wordFrom,
} from '../../src/spin/index.js';
import {
  type Complex,
  type Matrix,
  addScaled,
  bracket,
  dagger,
  distance,
  product,
  stringMatrix,
  zeros,
} from './dense.js';

const sites = 6;
const turnOf = (n: number) => symbolPower(phaseSymbol('phi'), 2 * n);
/** e^{2πi k/N} exactly, in place of e^{iφ}. */
const valueAt = (k: number): Map<string, Coefficient> => new Map([['phi', rootOfUnity(rational(2 * k, sites))!]]);
const times = (a: Complex, b: Complex): Complex => ({ re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re });
const noParameter = (name: string): number => {
  throw new Error(`${name} has no value`);
};
const turned = (angle: number): Complex => ({ re: Math.cos(angle), im: Math.sin(angle) });

/** The matrix of a sum on the ring, with e^{iφ} = e^{2πi k/N}: every string at every site with its weight there. */
function onRingAt(operator: Operator, k: number): Matrix {
  const out = zeros(2 ** sites);
  for (const { word, place, coefficient } of operator.terms) {
    if (place.kind !== 'chain') throw new Error('a sum is wanted');
    const { sign, turn } = weightIn(place);
    const angle = (2 * Math.PI * k * ((turn.factors[0]?.doubled ?? 0) / 2)) / sites;
    const c = evaluateCoefficient(substituteCoefficient(coefficient, valueAt(k)), noParameter);
    for (let j = 0; j < sites; j++) {
      const letters = Array<string>(sites).fill('I');
      [...lettersOf(word)].forEach((letter, m) => (letters[(j + m) % sites] = letter));
      const w = turned(angle * j);
      const value = times(c, sign === -1 && j % 2 === 1 ? { re: -w.re, im: -w.im } : w);
      addScaled(out, stringMatrix(letters.join('')), value);
    }
  }
  return out;
}

/** exp(i 2πk/N Σ_j j S^z_j) */
function rotation(k: number): Matrix {
  const out = zeros(2 ** sites);
  for (let state = 0; state < out.size; state++) {
    let angle = 0;
    for (let j = 0; j < sites; j++) {
      const isUp = ((state >> (sites - 1 - j)) & 1) === 0;
      angle += ((2 * Math.PI * k * j) / sites) * (isUp ? 1 / 2 : -1 / 2);
    }
    const { re, im } = turned(angle);
    out.re[state * out.size + state] = re;
    out.im[state * out.size + state] = im;
  }
  return out;
}

const strings = ['X', 'Y', 'Z', 'XX', 'XY', 'ZY', 'XIZ', 'YXY'];
const part = fc.record({
  string: fc.constantFrom(...strings),
  re: fc.integer({ min: -3, max: 3 }),
  im: fc.integer({ min: -3, max: 3 }),
  sign: fc.constantFrom(1 as const, -1 as const),
  turn: fc.integer({ min: -2, max: 2 }),
});
type Part = typeof part extends fc.Arbitrary<infer T> ? T : never;
const sumOf = (parts: readonly Part[]): Operator =>
  sumOperators(
    parts.map(({ string, re, im, sign, turn }) =>
      weighted(
        sumOverChain(localWord(wordFrom(string).word, 0, fromGaussian(gaussian(re, im)))),
        chainWeight(0, sign, turnOf(turn)),
      ),
    ),
  );
const sum = fc.array(part, { minLength: 1, maxLength: 3 }).map(sumOf);
const k = fc.integer({ min: 0, max: sites - 1 });

describe('sums with a weight e^{iφj} are what matrices say, at φ = 2πk/N', () => {
  test.prop({ a: sum, b: sum, k }, { numRuns: 40, seed: 1 })('commutators', ({ a, b, k: at }) => {
    const expected = bracket(onRingAt(a, at), onRingAt(b, at), -1);
    expect(distance(onRingAt(commutator(a, b), at), expected)).toBeLessThan(1e-9);
  });

  test.prop({ a: sum, k }, { numRuns: 40, seed: 1 })('adjoints', ({ a, k: at }) => {
    expect(distance(onRingAt(adjoint(a), at), dagger(onRingAt(a, at)))).toBeLessThan(1e-9);
    expect(isHermitian(sumOperators([a, adjoint(a)]))).toBe(true);
  });

  test.prop({ a: sum, k, by: fc.integer({ min: -3, max: 3 }) }, { numRuns: 40, seed: 1 })(
    'translations and reflections permute the sites',
    ({ a, k: at, by }) => {
      const permuted = (m: Matrix, to: (site: number) => number): Matrix => {
        const out = zeros(m.size);
        const image = (state: number): number => {
          let moved = 0;
          for (let j = 0; j < sites; j++)
            if (((state >> (sites - 1 - j)) & 1) !== 0) moved |= 1 << (sites - 1 - (((to(j) % sites) + sites) % sites));
          return moved;
        };
        for (let row = 0; row < m.size; row++)
          for (let column = 0; column < m.size; column++) {
            out.re[image(row) * m.size + image(column)] = m.re[row * m.size + column]!;
            out.im[image(row) * m.size + image(column)] = m.im[row * m.size + column]!;
          }
        return out;
      };
      const matrix = onRingAt(a, at);
      expect(
        distance(
          onRingAt(translate(a, by), at),
          permuted(matrix, (j) => j + by),
        ),
      ).toBeLessThan(1e-9);
      expect(
        distance(
          onRingAt(reflect(a), at),
          permuted(matrix, (j) => -j),
        ),
      ).toBeLessThan(1e-9);
    },
  );

  test.prop({ a: sum, k }, { numRuns: 40, seed: 1 })(
    'time reversal conjugates and turns every spin',
    ({ a, k: at }) => {
      // Θ = ∏ σ^y K: the matrix is conjugated, then every letter turned by σ^y.
      const matrix = onRingAt(a, at);
      const conjugate: Matrix = { size: matrix.size, re: matrix.re, im: matrix.im.map((x) => -x) };
      const y = stringMatrix('Y'.repeat(sites));
      expect(distance(onRingAt(timeReverse(a), at), product(product(y, conjugate), y))).toBeLessThan(1e-9);
    },
  );

  test.prop({ a: sum, k }, { numRuns: 40, seed: 1 })(
    'twists are rotations by angles that grow along the chain',
    ({ a, k: at }) => {
      const twisted = twistOperator(a, chainWeight(0, 1, turnOf(1)));
      const u = rotation(at);
      // Across the end of the ring the angle jumps by 2πk, which is no rotation of a spin's components.
      expect(distance(onRingAt(twisted, at), product(product(u, onRingAt(a, at)), dagger(u)))).toBeLessThan(1e-9);
    },
  );
});

test('sums with different phases along the chain have no inner product for all φ', () => {
  const wave = weighted(sumOf([{ string: 'Z', re: 1, im: 0, sign: 1, turn: 0 }]), chainWeight(0, 1, turnOf(1)));
  expect(evaluateCoefficient(overlap(wave, wave), noParameter).re).toBe(1);
  const uniform = sumOf([{ string: 'Z', re: 1, im: 0, sign: 1, turn: 0 }]);
  expect(() => overlap(wave, uniform)).toThrow(/depends on the phases/u);
});
