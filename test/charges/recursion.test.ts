import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  type Coefficient,
  equalCoefficients,
  fromGaussian,
  fromInteger,
  fromNumber,
  gaussian,
  multiplyCoefficients,
  rational,
} from '../../src/exact/index.js';
import { BoostRecursion, boostOperator, splittings } from '../../src/charges/index.js';
import { typescriptKernel } from '../../src/charges/boost-kernel.js';
import { LetterSymmetries } from '../../src/charges/letter-symmetries.js';
import { type RecursionOptions, masks } from '../../src/charges/recursion.js';
import {
  type Operator,
  addOperators,
  commutator,
  equalOperators,
  isZeroOperator,
  lettersOf,
  squaredNorm,
  wordFrom,
} from '../../src/spin/index.js';
import { chain, parameter } from './chains.js';
import { at, hamiltonian } from './engine.js';

const minus = (c: Coefficient): Coefficient => multiplyCoefficients(fromInteger(-1), c);

function symmetriesOf(h: Operator): LetterSymmetries {
  return new LetterSymmetries(h.terms.map((t) => ({ ...masks(t), coefficient: t.coefficient, boosted: true })));
}

describe('symmetries that permute letters and reflect', () => {
  test.each<[string, Operator, number, { renamings: number; mirrors: boolean }]>([
    ['XXX: six permutations and the reflection', hamiltonian('xxx'), 12, { renamings: 1, mirrors: true }],
    ['XXZ: X ↔ Y and the reflection', hamiltonian('xxz'), 4, { renamings: 1, mirrors: true }],
    ['XYZ: permutations that also permute the couplings', hamiltonian('xyz'), 12, { renamings: 6, mirrors: true }],
    ['XYZ at 1, 2, 5', at(hamiltonian('xyz'), { Jx: 1, Jy: 2, Jz: 5 }), 2, { renamings: 1, mirrors: true }],
    ['XYZ at 2, 5, 5', at(hamiltonian('xyz'), { Jx: 2, Jy: 5, Jz: 5 }), 4, { renamings: 1, mirrors: true }],
    ['XYZ at 1, 1, -1', at(hamiltonian('xyz'), { Jx: 1, Jy: 1, Jz: -1 }), 4, { renamings: 1, mirrors: true }],
    ['Ising chain in a transverse field', hamiltonian('tfi'), 2, { renamings: 1, mirrors: true }],
    [
      'XXZ with a DM coupling: X → Y, Y → −X, and the reflection with X ↔ Y',
      addOperators(hamiltonian('xxz'), chain({ XY: parameter('D'), YX: minus(parameter('D')) })),
      4,
      { renamings: 1, mirrors: true },
    ],
    [
      'XY + YZ + ZX: cyclic permutations',
      chain({ XY: fromInteger(1), YZ: fromInteger(1), ZX: fromInteger(1) }),
      6,
      { renamings: 1, mirrors: true },
    ],
    [
      'XY + YZ − ZX: a sign that rotations remove',
      chain({ XY: fromInteger(1), YZ: fromInteger(1), ZX: fromInteger(-1) }),
      6,
      { renamings: 1, mirrors: true },
    ],
    [
      'a chain without any',
      chain({ XY: fromInteger(1), YZ: fromInteger(2), Z: fromInteger(3) }),
      1,
      { renamings: 1, mirrors: false },
    ],
  ])('%s', (_, h, size, { renamings, mirrors }) => {
    const found = symmetriesOf(h);
    expect(found.size).toBe(size);
    expect(found.renamings).toHaveLength(renamings);
    expect(found.mirrors).toBe(mirrors);
  });

  test('a field as spectator takes part', () => {
    const [xxx, field] = [hamiltonian('xxx'), chain({ Z: parameter('B') })];
    const terms = [...xxx.terms, ...field.terms].map((t, k) => ({
      ...masks(t),
      coefficient: t.coefficient,
      boosted: k < 3,
    }));
    expect(new LetterSymmetries(terms).size).toBe(4);
    expect(new LetterSymmetries(terms.slice(0, 3)).size).toBe(12);
  });

  const letters = fc.array(fc.constantFrom('I', 'X', 'Y', 'Z'), { minLength: 1, maxLength: 31 }).map((l) => l.join(''));

  prop.prop([letters, fc.constantFrom('xxx', 'xxz', 'xyz', 'tfi')])(
    'one word of every orbit is kept, and the orbit has as many words as the stabiliser says',
    (text, name) => {
      const { x, z } = wordFrom(text).word;
      fc.pre((x | z) !== 0);
      const symmetries = symmetriesOf(hamiltonian(name));
      const orbit = new Set<string>();
      let kept = 0;
      for (const g of symmetries.numbers) {
        symmetries.apply(g, x, z, 1);
        const word = { x: symmetries.x, z: symmetries.z, xHigh: 0, zHigh: 0 };
        if (orbit.has(lettersOf(word))) continue;
        orbit.add(lettersOf(word));
        if (symmetries.isKept(word.x, word.z)) kept += 1;
      }
      expect(kept).toBe(1);
      expect(orbit.size).toBe(symmetries.size / symmetries.stabiliser(x, z).length);
    },
  );
});

/** What a recursion says of the charges up to C_upto. */
function told(h: Operator, upto: number, options: RecursionOptions = {}) {
  const { boosted, spectator } = splittings(h)[0]!;
  const recursion = new BoostRecursion(boosted, spectator, options);
  let q = recursion.pack(boosted);
  const charges: {
    operator: Operator;
    words: number;
    range: number;
    cancelled: number;
    norm: Coefficient;
    rate: Operator;
  }[] = [];
  for (let k = 2; k <= upto; k++) {
    const { zeroth, first, cancelled } = recursion.step(q, { next: k < upto });
    charges.push({
      operator: recursion.unpack(q),
      words: q.words,
      range: q.range,
      cancelled,
      norm: recursion.squaredNorm(q),
      rate: recursion.unpack(zeroth, 'i'),
    });
    if (!first) break;
    q = first;
  }
  return charges;
}

const ways: [string, RecursionOptions][] = [
  ['without symmetries', { folds: false }],
  ['without WebAssembly', { kernel: typescriptKernel }],
  ['without both', { folds: false, kernel: typescriptKernel }],
  ['with batches of one word', { sizes: { batchRecords: 1, rowsPerWord: 4 } }],
  ['with a table that grows', { sizes: { batchRecords: 100, rowsPerWord: 0 } }],
  [
    'with a table that grows, without WebAssembly',
    { kernel: typescriptKernel, sizes: { batchRecords: 300, rowsPerWord: 0 } },
  ],
];

function agree(h: Operator, upto: number): number {
  const usual = told(h, upto);
  for (const charge of usual) {
    expect(charge.operator.terms).toHaveLength(charge.words);
    expect(equalCoefficients(charge.norm, squaredNorm(charge.operator))).toBe(true);
  }
  for (const [name, options] of ways) {
    const other = told(h, upto, options);
    expect(other.length, name).toBe(usual.length);
    usual.forEach((charge, k) => {
      const { operator, rate, norm, ...numbers } = other[k]!;
      expect(equalOperators(operator, charge.operator), name).toBe(true);
      expect(equalOperators(rate, charge.rate), name).toBe(true);
      expect(equalCoefficients(norm, charge.norm), name).toBe(true);
      expect(numbers, name).toEqual({ words: charge.words, range: charge.range, cancelled: charge.cancelled });
    });
  }
  return usual.filter((c) => isZeroOperator(c.rate)).length;
}

const J2 = (h: Operator): Operator =>
  addOperators(h, chain({ XIX: fromInteger(3), YIY: fromInteger(3), ZIZ: fromInteger(3) }));

describe('symmetries, kernels and sizes of tables change no result', () => {
  test.each<[string, Operator, number, number]>([
    ['XXX', hamiltonian('xxx'), 9, 8],
    ['XXZ', hamiltonian('xxz'), 7, 6],
    ['XYZ', hamiltonian('xyz'), 7, 6],
    ['XYZ with a coupling that occurs twice', at(hamiltonian('xyz'), { Jx: 3 }), 7, 6],
    ['XXX in a field', hamiltonian('xxx', true), 7, 6],
    ['XXZ in a field', hamiltonian('xxz', true), 6, 5],
    ['XX', hamiltonian('xx'), 9, 8],
    ['Ising chain in a transverse field', hamiltonian('tfi'), 9, 8],
    [
      'XXZ with a DM coupling',
      addOperators(hamiltonian('xxz'), chain({ XY: parameter('D'), YX: minus(parameter('D')) })),
      6,
      5,
    ],
    ['J1–J2, which is not conserved', J2(hamiltonian('xxx')), 6, 1],
    ['XYZ in a field, which is not conserved', hamiltonian('xyz', true), 6, 1],
    [
      'XY + YZ + ZX, which is not conserved',
      chain({ XY: parameter('a'), YZ: parameter('b'), ZX: parameter('c') }),
      4,
      1,
    ],
    [
      'words that lie inside words of H',
      chain({ X: fromInteger(1), XYZ: fromInteger(1), ZYX: fromInteger(1), YIIY: fromInteger(2) }),
      4,
      1,
    ],
    [
      'complex couplings',
      chain({
        XX: fromGaussian(gaussian(1, 2)),
        YY: fromGaussian(gaussian(1, 2)),
        ZZ: fromGaussian(gaussian(3, -1, 2)),
      }),
      7,
      6,
    ],
    [
      'couplings that are sums',
      chain({
        XX: addAll(parameter('a'), fromInteger(1)),
        YY: addAll(parameter('a'), fromInteger(1)),
        ZZ: addAll(parameter('a'), parameter('b'), fromInteger(2)),
      }),
      6,
      5,
    ],
  ])('%s', (_, h, upto, conserved) => {
    expect(agree(h, upto)).toBe(conserved);
  });

  // Beside 2^31, 2^53 and 2^63, and where digits of values and couplings are both needed.
  const boundaries = [
    2n ** 20n,
    2n ** 26n,
    10n ** 9n,
    2n ** 31n,
    2n ** 42n,
    2n ** 53n,
    2n ** 63n,
    2n ** 64n,
    3n ** 90n,
  ];
  prop.prop([fc.constantFrom(...boundaries), fc.integer({ min: -1, max: 1 }), fc.constantFrom('xxx', 'xxz', 'xyz')], {
    numRuns: 20,
  })('integers around the places where they need more digits', (size, beside, name) => {
    const coupling = fromNumber(rational(size + BigInt(beside), 7));
    const h = at(hamiltonian(name), { J: 1, Delta: 1, Jx: 1, Jy: 1, Jz: 1 });
    const scaled: Operator = {
      terms: h.terms.map((t) => ({
        ...t,
        coefficient: lettersOf(t.word) === 'ZZ' ? multiplyCoefficients(coupling, t.coefficient) : t.coefficient,
      })),
    };
    expect(agree(scaled, 6)).toBe(5);
  });

  // Where products of couplings come close to 2^53, sums of them exceed it in the next step.
  const symbolic = told(hamiltonian('xyz'), 7);
  const nearTheBound = fc.integer({ min: 2, max: 6 }).chain((steps) => {
    const size = Math.floor(2 ** (53 / steps));
    return fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: Math.floor(size / 4), max: size })));
  });
  prop.prop([nearTheBound], { numRuns: 40 })(
    'charges whose integers are about 2^53 are the symbolic ones',
    (numbers) => {
      const values = { Jx: numbers[0]!, Jy: numbers[1]!, Jz: numbers[2]! };
      const numeric = told(at(hamiltonian('xyz'), values), 7);
      expect(numeric).toHaveLength(6);
      symbolic.forEach(({ operator }, k) => {
        expect(equalOperators(numeric[k]!.operator, at(operator, values))).toBe(true);
        expect(isZeroOperator(numeric[k]!.rate)).toBe(true);
      });
    },
  );

  const amount = fc.integer({ min: -2, max: 2 });
  const letters = fc.array(fc.constantFrom('I', 'X', 'Y', 'Z'), { maxLength: 2 }).map((l) => l.join(''));
  const ends = fc.constantFrom('X', 'Y', 'Z');
  const word = fc.oneof(
    ends,
    fc.tuple(ends, letters, ends).map((parts) => parts.join('')),
  );
  const couplings = fc.dictionary(word, fc.tuple(amount, amount), { minKeys: 1, maxKeys: 4 });
  // The images under which the sum is made symmetric; signs are left to chance.
  const images: Record<string, (w: string) => string> = {
    none: (w) => w,
    reflection: (w) => [...w].reverse().join(''),
    'X ↔ Y': (w) => [...w].map((l) => ({ X: 'Y', Y: 'X' })[l] ?? l).join(''),
    'Y ↔ Z, reflected': (w) =>
      [...w]
        .map((l) => ({ Y: 'Z', Z: 'Y' })[l] ?? l)
        .reverse()
        .join(''),
    cycle: (w) => [...w].map((l) => ({ X: 'Y', Y: 'Z', Z: 'X' })[l] ?? l).join(''),
  };
  prop.prop([couplings, fc.boolean(), fc.array(fc.constantFrom(...Object.keys(images)), { maxLength: 3 })], {
    numRuns: 60,
  })('random chains, Hermitian or not, with random symmetries', (parts, complex, names) => {
    const given = Object.entries(parts).map(([w, [re, im]]) => {
      return [w, fromGaussian(gaussian(re, complex ? im : 0, 2))] as const;
    });
    const all = names.reduce((list, name) => [...list, ...list.map(([w, c]) => [images[name]!(w), c] as const)], given);
    const h = all.map(([w, c]) => chain({ [w]: c })).reduce(addOperators);
    fc.pre(h.terms.length > 0);
    agree(h, 4);
  });
});

function addAll(...parts: readonly Coefficient[]): Coefficient {
  const sum = parts.map((p) => chain({ Z: p })).reduce(addOperators);
  return sum.terms[0]!.coefficient;
}

describe('the ends of what a pass can hold', () => {
  test('products of 31 sites are those of the commutator, and longer ones are refused', () => {
    const long = (letter: string): string => `${letter}${'I'.repeat(14)}${letter}`;
    const h = chain({
      [long('X')]: parameter('a'),
      [long('Z')]: fromInteger(2),
      [`Y${'X'.repeat(13)}YZ`]: fromInteger(1),
    });
    const recursion = new BoostRecursion(h, { terms: [] });
    const q = recursion.pack(h);
    const { zeroth, first } = recursion.step(q, { next: true });
    expect(zeroth.words).toBe(0);
    expect(equalOperators(recursion.unpack(first!), commutator(boostOperator(h), h))).toBe(true);
    expect(first!.range).toBe(31);
    expect(() => recursion.step(first!)).toThrow('46 sites');
  });

  test('exactly as many sums as are allowed', () => {
    const h = hamiltonian('xxx');
    const step = (options: RecursionOptions): void => {
      const recursion = new BoostRecursion(h, { terms: [] }, options);
      recursion.step(recursion.pack(h));
    };
    // [H, H] reaches XYZ and its images, and nothing else.
    expect(() => step({ maxEntries: 1 })).not.toThrow();
    expect(() => step({ maxEntries: 6, folds: false })).not.toThrow();
    expect(() => step({ maxEntries: 5, folds: false })).toThrow('more than 5 words');
  });

  test('a symmetry that H has only approximately is not used', () => {
    const almost = at(hamiltonian('xyz'), { Jx: 2 ** 40, Jy: 2 ** 40, Jz: 2 ** 40 + 1 });
    expect(symmetriesOf(almost).size).toBe(4);
    expect(agree(almost, 6)).toBe(5);
  });
});
