// Weights of any period, as functions of j, and sums over the chain with them on rings against matrices.
import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import {
  evaluateCoefficient,
  fromGaussian,
  fromInteger,
  gaussian,
  rational,
  refuseUnset,
  rootOfUnity,
  unit,
} from '../../src/exact/index.js';
import {
  type Operator,
  type Weight,
  addOperators,
  adjoint,
  chainWeight,
  commutator,
  commonPeriod,
  equalOperators,
  isZeroOperator,
  localWord,
  maxPeriod,
  multiplyWeights,
  powersAlong,
  reflect,
  residueClass,
  residueWeight,
  composedWeight,
  scaleOperator,
  subtractOperators,
  sumOperators,
  sumOverChain,
  translate,
  uniformWeight,
  weightAt,
  weighted,
  weightIn,
  weightPeriod,
  wordFrom,
} from '../../src/spin/index.js';
import {
  type WeightPart,
  normalWeights,
  productOfShifted,
  reflectedWeight,
  stretchedWeight,
} from '../../src/spin/weight.js';
import { refusal } from '../exact/refusal.js';
import { type Complex, type Matrix, addScaled, bracket, dagger, distance, stringMatrix, zeros } from './dense.js';

const periods = fc.integer({ min: 1, max: 6 });
const weights: fc.Arbitrary<Weight> = fc
  .tuple(fc.nat(3), fc.constantFrom(1 as const, -1 as const), periods, fc.nat(20))
  .map(([power, sign, period, residue]) => chainWeight(power, sign, unit, residueClass(period, residue)));
const sites = fc.integer({ min: -30, max: 30 });

/** w(j) by its definition. */
const at = ({ power, sign, sites: { period, residue } }: Weight, j: number): number =>
  (((j % period) + period) % period === residue ? 1 : 0) * j ** power * (sign === -1 && j % 2 !== 0 ? -1 : 1) + 0;
const sumAt = (parts: readonly WeightPart[], j: number): number =>
  parts.reduce((sum, { factor, weight }) => sum + Number(factor) * at(weight, j), 0) + 0;

describe('a weight of any period is a function of j', () => {
  test.prop([weights, sites])('with a value at every site, which repeats', (w, j) => {
    expect(Number(weightAt(w, j).factor) + 0).toBe(at(w, j));
    const flat = chainWeight(0, w.sign, unit, w.sites);
    expect(at(flat, j + weightPeriod(w))).toBe(at(flat, j));
  });

  test.prop([weights, weights, sites, sites, sites])(
    'multiplied, shifted and reflected site by site',
    (v, w, a, b, j) => {
      const product = multiplyWeights(v, w);
      expect(product ? at(product.weight, j) : 0).toBe(at(v, j) * at(w, j) + 0);
      expect(sumAt(productOfShifted(v, a, w, b), j)).toBe(at(v, j - a) * at(w, j - b) + 0);
      expect(sumAt(reflectedWeight(w, a), j)).toBe(at(w, -j - a));
    },
  );

  test.prop([weights, fc.integer({ min: 1, max: 5 }), sites, sites])(
    'along sites that are some apart',
    (w, stride, first, j) => {
      const { parts, denominator } = stretchedWeight(w, stride, first);
      expect(sumAt(parts, stride * j + first) / Number(denominator)).toBeCloseTo(at(w, j), 6);
      for (let off = 1; off < stride; off++) expect(sumAt(parts, stride * j + first + off)).toBe(0);
      expect(sumAt(composedWeight(w, stride, first), j)).toBe(at(w, stride * j + first));
    },
  );

  test.prop([fc.array(fc.tuple(periods, fc.nat(20), fc.integer({ min: -3, max: 3 })), { minLength: 1, maxLength: 6 })])(
    'in one normal form',
    (summands) => {
      const list = summands.map(([period, residue, c]) => ({
        weight: residueWeight(period, residue),
        coefficient: fromInteger(c),
      }));
      const value = (of: typeof list, j: number): number =>
        of.reduce((sum, s) => sum + at(s.weight, j) * evaluateCoefficient(s.coefficient, refuseUnset).re, 0);
      const normal = [...normalWeights(list)];
      for (let j = 0; j < 60; j++) expect(value(normal, j)).toBeCloseTo(value(list, j), 12);
      // The shortest period, by its definition.
      const shortest = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60].find((p) =>
        Array.from({ length: 60 }, (_, j) => j).every((j) => Math.abs(value(list, j) - value(list, j + p)) < 1e-9),
      )!;
      const shown = normal.map((s) => weightPeriod(s.weight)).reduce(commonPeriod, 1);
      expect(shown).toBe(shortest);
      expect(normalWeights([...normal, ...(normal.length === 0 ? list : [])]).length).toBe(normal.length);
    },
  );
});

test('the powers of a root of unity', () => {
  for (const [num, den] of [
    [1, 2],
    [2, 3],
    [1, 3],
    [1, 4],
    [5, 6],
    [1, 12],
  ] as const) {
    const u = rootOfUnity(rational(num, den))!;
    for (let j = -7; j < 20; j++) {
      const sum = powersAlong(u)!.reduce(
        (z, { weight, coefficient }) => {
          const { re, im } = evaluateCoefficient(coefficient, refuseUnset);
          return { re: z.re + at(weight, j) * re, im: z.im + at(weight, j) * im };
        },
        { re: 0, im: 0 },
      );
      expect(sum.re).toBeCloseTo(Math.cos((Math.PI * num * j) / den), 12);
      expect(sum.im).toBeCloseTo(Math.sin((Math.PI * num * j) / den), 12);
    }
  }
  expect(powersAlong(fromInteger(-1))![0]!.weight).toBe(chainWeight(0, -1));
  expect(powersAlong(fromGaussian(gaussian(3, 4, 5)))).toBeUndefined();
});

test(`a period is at most ${maxPeriod} sites`, () => {
  expect(refusal(() => multiplyWeights(residueWeight(239, 1), residueWeight(2, 1))).code).toBe('period-too-long');
  expect(refusal(() => residueWeight(maxPeriod + 1, 0)).code).toBe('period-too-long');
});

const length = 6;
const letters = fc.array(fc.constantFrom('I', 'X', 'Y', 'Z'), { minLength: 1, maxLength: 3 }).map((l) => l.join(''));
const summands = fc.array(
  fc.record({
    letters,
    period: fc.constantFrom<number>(1, 2, 3, 6),
    residue: fc.nat(5),
    sign: fc.constantFrom(1 as const, -1 as const),
    re: fc.integer({ min: -2, max: 2 }),
    im: fc.integer({ min: -2, max: 2 }),
  }),
  { minLength: 1, maxLength: 4 },
);
type Summand = typeof summands extends fc.Arbitrary<readonly (infer S)[]> ? S : never;

const chain = (list: readonly Summand[]): Operator =>
  sumOperators(
    list.map((s) => {
      const { word, start } = wordFrom(s.letters);
      const weight = chainWeight(0, s.sign, unit, residueClass(s.period, s.residue));
      return sumOverChain(weighted(localWord(word, start, fromGaussian(gaussian(s.re, s.im))), weight));
    }),
  );

/** Every word at every site j of the ring with its weight there; the identity is left out. */
function matrixOf(list: readonly Summand[]): Matrix {
  const out = zeros(2 ** length);
  for (const s of list) {
    if (/^I*$/u.test(s.letters)) continue;
    for (let j = 0; j < length; j++) {
      const here = at(chainWeight(0, s.sign, unit, residueClass(s.period, s.residue)), j);
      addScaled(out, stringMatrix(onSites(s.letters, j)), { re: s.re * here, im: s.im * here });
    }
  }
  return out;
}
const onSites = (text: string, j: number): string => {
  const ring = Array<string>(length).fill('I');
  [...text].forEach((letter, k) => (ring[(j + k) % length] = letter));
  return ring.join('');
};

function matrixOfOperator({ terms }: Operator): Matrix {
  const out = zeros(2 ** length);
  for (const { word, place, coefficient } of terms) {
    const text = Array.from({ length: 5 }, (_, k) => 'IXZY'[((word.x >> k) & 1) + 2 * ((word.z >> k) & 1)]!).join('');
    if (/^I*$/u.test(text)) continue;
    const c: Complex = evaluateCoefficient(coefficient, refuseUnset);
    for (let j = 0; j < length; j++) {
      const here = at(weightIn(place), j);
      addScaled(out, stringMatrix(onSites(text, j)), { re: c.re * here, im: c.im * here });
    }
  }
  return out;
}

describe('sums of period 1, 2, 3 and 6 on a ring of 6', () => {
  test.prop([summands, summands])('are added and commuted as matrices', (a, b) => {
    const [p, q] = [chain(a), chain(b)];
    expect(distance(matrixOfOperator(p), matrixOf(a))).toBeLessThan(1e-12);
    expect(distance(matrixOfOperator(commutator(p, q)), bracket(matrixOf(a), matrixOf(b), -1))).toBeLessThan(1e-9);
    expect(distance(matrixOfOperator(adjoint(p)), dagger(matrixOf(a)))).toBeLessThan(1e-12);
  });

  test.prop([summands])('are moved and reflected, and return', (a) => {
    const p = chain(a);
    expect(equalOperators(translate(translate(p, 1), -1), p)).toBe(true);
    expect(equalOperators(translate(p, 6), p)).toBe(true);
    expect(equalOperators(reflect(reflect(p)), p)).toBe(true);
    const moved = chain(a.map((s) => ({ ...s, residue: s.residue + 1, re: s.sign * s.re, im: s.sign * s.im })));
    expect(equalOperators(translate(p, 1), moved)).toBe(true);
  });

  test.prop([summands])('have one form, however they were typed', (a) => {
    // The same sum with every class of period p written as classes of period 2p.
    const split = a.flatMap((s) => [
      { ...s, period: 2 * s.period, residue: s.residue % s.period },
      { ...s, period: 2 * s.period, residue: (s.residue % s.period) + s.period },
    ]);
    expect(equalOperators(chain(a), chain(split))).toBe(true);
    expect(isZeroOperator(subtractOperators(chain(split), chain(a)))).toBe(true);
  });
});

test('coefficients that become equal shorten the period', () => {
  const z = wordFrom('Z').word;
  const classes = [0, 1, 2].map((r) =>
    sumOverChain(weighted(localWord(z, 0, fromInteger(r === 0 ? 5 : 2)), residueWeight(3, r))),
  );
  const three = sumOperators(classes);
  expect(three.terms.length).toBe(3);
  const first = scaleOperator(classes[0]!, fromGaussian(gaussian(-3, 0, 5)));
  expect(addOperators(three, first).terms.map((t) => weightIn(t.place))).toEqual([uniformWeight]);
});
