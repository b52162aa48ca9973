import { test as prop, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  type Coefficient,
  type ScalarSymbol,
  addCoefficients,
  fromGaussian,
  fromInteger,
  fromSymbol,
  gaussian,
  parameterSymbol,
  primeSymbol,
  rational,
} from '../../src/exact/index.js';
import {
  ModularPair,
  conservedCharges,
  evaluationsFor,
  models,
  modularCharges,
  modularCommutator,
  pointsFor,
  primesFor,
} from '../../src/charges/index.js';
import { symbolPower } from '../../src/exact/monomial.js';
import { modularPower, modularRoot, primesBelow, residue } from '../../src/exact/index.js';
import { Polynomials } from '../../src/charges/residues.js';
import {
  type Operator,
  adjoint,
  commutator,
  isZeroOperator,
  lettersOf,
  scaleOperator,
  subtractOperators,
} from '../../src/spin/index.js';
import { chain, number, parameter, times } from './chains.js';
import { at, chargesOf, hamiltonian } from './engine.js';

const [Delta, J] = [parameter('Delta'), parameter('J')];
const plus = addCoefficients;
/** symbol^(doubled/2) */
const power = (symbol: ScalarSymbol, doubled: number): Coefficient =>
  fromGaussian(gaussian(1), symbolPower(symbol, doubled));
const sqrt2 = power(primeSymbol(2), 1);

function firstPrimes(n: number): number[] {
  const primes = primesBelow();
  return Array.from({ length: n }, () => primes.next().value as number);
}

/** The verdicts and sizes of the exact recursion and of the one modulo primes. */
function both(h: Operator, upto: number): [unknown[], unknown[]] {
  const size = (c: { index: number; words: number; range: number; commutes: boolean | undefined }) => [
    c.index,
    c.words,
    c.range,
    c.commutes,
  ];
  return [
    [...conservedCharges(h, { upto }).charges].map(size),
    modularCharges(h, { upto, mode: 'modular' }).charges.map(size),
  ];
}

/** Σ c Z as a commutator: [Σ c X, Σ Y] = 2i Σ c Z. */
const pairOf = (c: Coefficient): [Operator, Operator] => [chain({ X: c }), chain({ Y: number(1) })];

describe('the recursion modulo primes agrees with the exact one', () => {
  test.each(models.flatMap((m) => [false, true].map((field) => [m.name, field] as const)))(
    '%s, field %s',
    (name, field) => {
      const [exact, modular] = both(hamiltonian(name, field), 6);
      expect(modular).toEqual(exact);
    },
  );

  test('numbers without a common factor, where the exact recursion needs big integers', () => {
    const h = at(hamiltonian('xyz'), {
      Jx: rational(123456789, 1000003),
      Jy: rational(-7654321, 999983),
      Jz: rational(271828182, 3141592),
    });
    const [exact, modular] = both(h, 7);
    expect(modular).toEqual(exact);
  });

  test('roots, i, negative and half powers, and a complex parameter', () => {
    const g = parameterSymbol('g', 'complex');
    const half = power(parameterSymbol('J'), 1);
    const inverse = power(parameterSymbol('J'), -2);
    const h = chain({ XX: times(sqrt2, half), YY: times(sqrt2, half), ZZ: times(inverse, Delta), Z: inverse });
    expect(both(h, 5)[1]).toEqual(both(h, 5)[0]);
    const raising = times(fromSymbol(g), fromGaussian(gaussian(0, 1)));
    const bent = chain({ XX: J, YY: J, ZZ: Delta, XY: raising, YX: plus(raising, number(1)) });
    const hermitian = scaleOperator(subtractOperators(bent, scaleOperator(adjoint(bent), number(-1))), number(1, 2));
    expect(both(hermitian, 4)[1]).toEqual(both(hermitian, 4)[0]);
  });

  const letters = fc.constantFrom(
    'XX',
    'XY',
    'XZ',
    'YX',
    'YY',
    'YZ',
    'ZX',
    'ZY',
    'ZZ',
    'X',
    'Y',
    'Z',
    'XIX',
    'ZIZ',
    'XYZ',
  );
  const coefficient = fc
    .array(
      fc.tuple(
        fc.integer({ min: -3, max: 3 }),
        fc.constantFrom(number(1), J, Delta, times(J, Delta), sqrt2, fromGaussian(gaussian(0, 1))),
      ),
      { minLength: 1, maxLength: 2 },
    )
    .map((parts) => parts.map(([n, c]) => times(fromInteger(n), c)).reduce(plus));

  prop.prop([fc.dictionary(letters, coefficient, { minKeys: 1, maxKeys: 4 })], { numRuns: 40 })(
    'random chains, integrable or not',
    (parts) => {
      const h = chain(parts);
      fc.pre(!isZeroOperator(h));
      const [exact, modular] = both(h, 4);
      expect(modular).toEqual(exact);
    },
  );

  const operator = fc.dictionary(letters, coefficient, { maxKeys: 4 }).map(chain);
  prop.prop([operator, operator], { numRuns: 60 })('random commutators: the verdict, and the bound', (a, b) => {
    const exact = commutator(a, b);
    const found = modularCommutator(a, b, { mode: 'modular' });
    expect(found.vanishes).toBe(isZeroOperator(exact));
    // A refutation names a word that is there.
    if (found.refutation) expect(exact.terms.map((t) => lettersOf(t.word))).toContain(found.refutation.word);
    // −i[A, B]/2 of integer coefficients: as it is in residues, but for common powers that are taken out.
    const pair = new ModularPair(a, b);
    const { polynomials, bound } = pair;
    const exactOnes = new Polynomials([exact.terms.map((t) => t.coefficient)]);
    for (const c of exactOnes.groups[0]!) {
      expect(exactOnes.norm(c) <= 2n * bound.height).toBe(true);
      for (const part of c) {
        exactOnes.variables.forEach(({ symbol, doubled }, i) => {
          const k = polynomials.variables.findIndex((v) => v.symbol === symbol);
          expect(part.exponents[i]! * doubled).toBeLessThanOrEqual(
            bound.degrees[k]! * polynomials.variables[k]!.doubled,
          );
        });
      }
    }
  });

  test('the height of a charge stays below the bound: 4^(k−1) C_k of the XXZ chain has integer coefficients', () => {
    for (let upto = 3; upto <= 8; upto++) {
      const { evidence } = modularCharges(hamiltonian('xxz'), { upto, mode: 'modular' });
      const charge = chargesOf(hamiltonian('xxz'), upto).at(-1)!.operator();
      for (const { coefficient: c } of charge.terms) {
        const size = c.terms.reduce(
          (sum, { value }) => sum + (4 ** (upto - 1) * Math.abs(Number(value.re))) / Number(value.den),
          0,
        );
        expect(BigInt(size) <= evidence!.height).toBe(true);
        for (const { monomial } of c.terms)
          for (const f of monomial.factors)
            expect(f.doubled / 2).toBeLessThanOrEqual(evidence!.degrees.get(f.symbol.name)!);
      }
    }
  });
});

describe('a wrong charge is rejected', () => {
  const h = hamiltonian('xyz');
  const charge = chargesOf(h, 5).at(-1)!.operator();
  const mutants: Record<string, Operator> = {
    'a word less': { ...charge, terms: charge.terms.slice(1) },
    'a sign': {
      ...charge,
      terms: charge.terms.map((t, k) => (k === 3 ? { ...t, coefficient: times(number(-1), t.coefficient) } : t)),
    },
    'a coefficient off by one part in a million': {
      ...charge,
      terms: charge.terms.map((t, k) =>
        k === 7 ? { ...t, coefficient: times(number(1_000_001, 1_000_000), t.coefficient) } : t,
      ),
    },
    'another coupling': {
      ...charge,
      terms: charge.terms.map((t, k) => (k === 2 ? { ...t, coefficient: times(parameter('Jx'), t.coefficient) } : t)),
    },
    'the other handedness': {
      ...charge,
      terms: charge.terms.map((t) =>
        lettersOf(t.word).length === 5 ? { ...t, coefficient: times(number(-1), t.coefficient) } : t,
      ),
    },
  };

  test('the right one is not', () => {
    expect(modularCommutator(h, charge, { mode: 'modular' }).vanishes).toBe(true);
    expect(modularCommutator(h, charge, { mode: 'probabilistic' }).vanishes).toBeUndefined();
  });

  test.each(Object.keys(mutants))('%s', (name) => {
    for (const mode of ['modular', 'probabilistic'] as const) {
      const { vanishes, refutation } = modularCommutator(h, mutants[name]!, { mode });
      expect(vanishes).toBe(false);
      expect(commutator(h, mutants[name]!).terms.map((t) => lettersOf(t.word))).toContain(refutation!.word);
    }
  });

  test('a chain that is not integrable: refuted at C_3, C_2 proved', () => {
    const next = chain({ XX: J, YY: J, ZZ: Delta, XIX: number(1, 3) });
    const { charges, evidence } = modularCharges(next, { upto: 6, mode: 'modular' });
    expect(charges.map((c) => c.commutes)).toEqual([true, false]);
    expect(evidence!.points).toBeGreaterThan(0);
    expect(modularCharges(next, { upto: 6, mode: 'probabilistic' }).charges.map((c) => c.commutes)).toEqual([
      undefined,
      false,
    ]);
  });

  test('a probabilistic check proves nothing, and does not say so', () => {
    const { charges, evidence } = modularCharges(hamiltonian('xxz'), { upto: 5, mode: 'probabilistic' });
    expect(charges.map((c) => c.commutes)).toEqual([undefined, undefined, undefined, undefined]);
    expect(evidence).toBeUndefined();
  });
});

describe('what the bound forbids: fewer points', () => {
  /** ∏ (v − k) over k = 1 … degree */
  const vanishingAt = (v: Coefficient, degree: number): Coefficient =>
    Array.from({ length: degree }, (_, k) => plus(v, number(-k - 1))).reduce(times, number(1));

  test.each([1, 2, 5, 9])('a polynomial of degree %i vanishes at all points but the last', (degree) => {
    const pair = new ModularPair(...pairOf(vanishingAt(Delta, degree)));
    const evaluations = evaluationsFor(pair.polynomials, pair.bound);
    const points = pointsFor(pair.polynomials, pair.bound);
    expect(points).toHaveLength(degree + 1);
    expect(pair.at(evaluations.filter((e) => e.point[0]! <= degree)).zeroth.kept).toBe(0);
    expect(pair.at(evaluations).zeroth.kept).toBe(1);
  });

  test('in two parameters the last point of the grid cannot be spared either', () => {
    const pair = new ModularPair(...pairOf(times(vanishingAt(Delta, 2), vanishingAt(J, 3))));
    const evaluations = evaluationsFor(pair.polynomials, pair.bound);
    const isLast = (point: readonly number[]): boolean => point.every((x, i) => x === pair.bound.degrees[i]! + 1);
    expect(evaluations.filter((e) => isLast(e.point)).length).toBeGreaterThan(0);
    expect(pair.at(evaluations.filter((e) => !isLast(e.point))).zeroth.kept).toBe(0);
    expect(pair.at(evaluations).zeroth.kept).toBe(1);
  });

  test('a homogeneous polynomial is seen where one parameter is 1', () => {
    // ∏ (Δ − k J), k = 1 … 4
    const c = Array.from({ length: 4 }, (_, k) => plus(Delta, times(number(-k - 1), J))).reduce(times, number(1));
    const pair = new ModularPair(...pairOf(c));
    expect(pointsFor(pair.polynomials, pair.bound)).toHaveLength(5);
    expect(modularCommutator(...pairOf(c), { mode: 'modular' }).vanishes).toBe(false);
  });

  prop.prop(
    [
      fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(2)), { minLength: 1, maxLength: 6, selector: String }),
      fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
    ],
    { numRuns: 60 },
  )('no polynomial in three parameters vanishes at all points', (exponents, numbers) => {
    const names = ['J', 'Delta', 'K'];
    const c = exponents
      .map((e) =>
        e.reduce(
          (m, n, i) => times(m, n === 0 ? number(1) : power(parameterSymbol(names[i]!), 2 * n)),
          number(numbers.next().value as number),
        ),
      )
      .reduce(plus);
    expect(modularCommutator(...pairOf(c), { mode: 'modular', random: () => 0.5 }).vanishes).toBe(false);
    const pair = new ModularPair(...pairOf(c));
    expect(pair.at(evaluationsFor(pair.polynomials, pair.bound)).zeroth.kept).toBe(1);
  });
});

describe('what the bound forbids: fewer primes', () => {
  test.each([1, 2, 4])('a product of %i primes vanishes modulo all of them', (n) => {
    const product = firstPrimes(n).reduce((p, q) => p * BigInt(q), 1n);
    const pair = new ModularPair(
      ...pairOf(
        times(
          fromGaussian({ re: product > BigInt(Number.MAX_SAFE_INTEGER) ? product : Number(product), im: 0, den: 1 }),
          number(1),
        ),
      ),
    );
    const evaluations = evaluationsFor(pair.polynomials, pair.bound);
    expect(evaluations.length).toBeGreaterThan(n);
    expect(pair.at(evaluations.slice(0, n)).zeroth.kept).toBe(0);
    expect(pair.at(evaluations).zeroth.kept).toBe(1);
  });

  test.each([
    ['√2', 2, sqrt2],
    ['i', -1, fromGaussian(gaussian(0, 1))],
  ])('a + b %s in the ideal of the first prime is smaller than the prime, not than its root', (_, square, unit) => {
    const prime = firstPrimes(200).find((p) => modularRoot(square, p) !== undefined)!;
    const root = modularRoot(square, prime)!;
    let [a, b] = [prime, 0];
    for (let k = 1; k < 10_000; k++) {
      const r = residue(-k * root, prime);
      const small = 2 * r < prime ? r : r - prime;
      if (Math.abs(small) + k < Math.abs(a) + b) [a, b] = [small, k];
    }
    expect(residue(a + b * root, prime)).toBe(0);
    expect(Math.abs(a) + 2 * b).toBeLessThan(prime / 100);
    const pair = new ModularPair(...pairOf(plus(number(a), times(number(b), unit))));
    const evaluations = evaluationsFor(pair.polynomials, pair.bound);
    expect(evaluations[0]!.prime).toBe(prime);
    expect(pair.at(evaluations.slice(0, 1)).zeroth.kept).toBe(0);
    expect(primesFor(pair.polynomials, pair.bound).length).toBeGreaterThan(1);
    expect(pair.at(evaluations).zeroth.kept).toBe(1);
  });
});

describe('arithmetic modulo a prime', () => {
  const primes = firstPrimes(80);

  test('the primes are prime, different, below 2^26 and in descending order', () => {
    expect(primes[0]).toBe(2 ** 26 - 5);
    for (const [k, p] of primes.entries()) {
      if (k > 0) expect(p).toBeLessThan(primes[k - 1]!);
      for (const a of [2, 3, 5, 7]) expect(modularPower(a, p - 1, p)).toBe(1);
    }
    // None is left out: π(2^26) − π(2^26 − 1000) by a sieve.
    const sieve = Array.from({ length: 1000 }, (_, k) => 2 ** 26 - 1 - k).filter((n) =>
      Array.from({ length: 8191 }, (_, d) => d + 2).every((d) => n % d !== 0),
    );
    expect(primes.filter((p) => p >= 2 ** 26 - 1000)).toEqual(sieve);
  });

  prop.prop([fc.integer({ min: -(2 ** 52), max: 2 ** 52 }), fc.constantFrom(3, 5, 257, ...primes)])(
    'residues are those of big integers',
    (t, p) => {
      const expected = ((BigInt(t) % BigInt(p)) + BigInt(p)) % BigInt(p);
      expect(residue(t, p)).toBe(Number(expected));
    },
  );

  prop.prop([fc.nat(2 ** 26), fc.constantFrom(3, 5, 7, 17, 97, 257, 65537, ...primes)])(
    'a root squares to what it is a root of, and every square has one',
    (a, p) => {
      const square = residue(residue(a, p) * residue(a, p), p);
      const root = modularRoot(square, p)!;
      expect([residue(a, p), residue(-a, p)]).toContain(root);
      const other = modularRoot(a, p);
      if (other !== undefined) expect(residue(other * other, p)).toBe(residue(a, p));
      else expect(modularPower(a, (p - 1) / 2, p)).toBe(p - 1);
    },
  );
});

describe('limits', () => {
  const refused = (body: () => unknown): string => {
    try {
      body();
    } catch (error) {
      return (error as { diagnostic: { code: string } }).diagnostic.code;
    }
    return 'none';
  };

  test('too many parameters for a grid', () => {
    const c = Array.from({ length: 9 }, (_, k) =>
      plus(power(parameterSymbol(`a${k}`), 24), power(parameterSymbol(`a${k}`), 2)),
    ).reduce(plus);
    const pair = new ModularPair(...pairOf(c));
    expect(refused(() => pointsFor(pair.polynomials, pair.bound))).toBe('too-many-points');
  });

  test('too many different roots', () => {
    const c = [2, 3, 5, 7, 11, 13, 17].map((p) => power(primeSymbol(p), 1)).reduce(plus);
    expect(refused(() => modularCommutator(...pairOf(c), { mode: 'modular' }))).toBe('too-many-roots');
  });

  test('too many words, and words that are too long', () => {
    expect(refused(() => modularCharges(hamiltonian('xyz'), { upto: 9, mode: 'modular', maxWords: 100 }))).toBe(
      'too-many-words',
    );
    expect(refused(() => modularCharges(at(hamiltonian('xx'), { J: 1 }), { upto: 40, mode: 'probabilistic' }))).toBe(
      'charge-too-long',
    );
  });
});
