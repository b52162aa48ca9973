import { describe, expect, test } from 'vitest';
import { chargesOf, at, hamiltonian, sorted, sumOf } from './engine.js';
import { type Couplings, type Mistakes, type Sum, rateOfChange, referenceCharges, squaredNorm } from './reference.js';

// A law looks at the charges of one chain and says whether they may stand. Each takes the engine's charges and the
// right reference, and throws out the mistake it is named after.

interface Case {
  readonly couplings: Couplings;
  readonly charges: ReadonlyMap<number, Sum>;
}

const couplings: Couplings = { J: 1, Delta: 3, B: 5 };
const isotropic: Couplings = { J: 1, Delta: 1, B: 0 };

function engine(c: Couplings, upto = 6): Case {
  const found = chargesOf(at(hamiltonian('xxz', true), { J: c.J, Delta: c.Delta, B: c.B }), upto);
  return { couplings: c, charges: new Map(found.map((q) => [q.index, sumOf(q.operator())])) };
}

function reference(c: Couplings, mistakes: Mistakes = {}, upto = 6): Case {
  return { couplings: c, charges: referenceCharges(c, upto, mistakes) };
}

/** C_3 = +Σ ε_abc J_a J_c S^a S^b S^c, S = σ/2.   chain (16) */
const heatCurrent = ({ couplings: { J, Delta }, charges }: Case): boolean => {
  const strength: Record<string, number> = { X: J, Y: J, Z: Delta };
  const expected: Sum = new Map();
  for (const [letters, sign] of [
    ['XYZ', 1],
    ['YZX', 1],
    ['ZXY', 1],
    ['XZY', -1],
    ['ZYX', -1],
    ['YXZ', -1],
  ] as const) {
    expected.set(letters, (sign * strength[letters[0]!]! * strength[letters[2]!]!) / 8);
  }
  return JSON.stringify(sorted(expected)) === JSON.stringify(sorted(charges.get(3)!));
};

const conserved =
  (k: number) =>
  (c: Case): boolean =>
    rateOfChange(c.couplings, c.charges.get(k)!).size === 0;

/** Norms per site at J = 1: C_3: Δ²/16 + 1/32; C_4: Δ⁴/16 + 19/64 Δ² + 1/16. A second engine found them. */
const norms = ({ couplings: { Delta: D }, charges }: Case): boolean =>
  squaredNorm(charges.get(3)!) === D ** 2 / 16 + 1 / 32 &&
  squaredNorm(charges.get(4)!) === D ** 4 / 16 + (19 / 64) * D ** 2 + 1 / 16;

/**
 * XXX, in spins: S·S of next-nearest neighbours has 1/2, of neighbours −1, since 16 C_4 = 2 H_4 − 4 H_2 (Grabowski and
 * Mathieu).
 */
const pairsOfC4 = ({ charges }: Case): boolean => {
  // Two letters: S^a S^b = σσ/4.
  const c4 = charges.get(4)!;
  return ['X', 'Y', 'Z'].every((l) => 4 * (c4.get(`${l}I${l}`) ?? 0) === 1 / 2 && 4 * (c4.get(`${l}${l}`) ?? 0) === -1);
};

/** The same charges whatever site is called 0. */
const sameForEveryOrigin = (mistakes: Mistakes): boolean => {
  const [here, there] = [0, 7].map((origin) => sorted(referenceCharges(couplings, 5, { ...mistakes, origin }).get(5)!));
  return JSON.stringify(here) === JSON.stringify(there);
};

describe('the engine and a right recursion of its own agree', () => {
  test.each([couplings, isotropic, { J: 1, Delta: 0, B: 2 }, { J: -2, Delta: 0.5, B: -1 }])('%o', (c) => {
    const [a, b] = [engineDyadic(c), reference(c)];
    for (let k = 2; k <= 6; k++) expect(sorted(a.charges.get(k)!)).toEqual(sorted(b.charges.get(k)!));
  });

  /** Δ = 1/2 is not an integer: both as multiples of 1/2. */
  function engineDyadic(c: Couplings): Case {
    const half = (n: number): { num: number; den: number } =>
      Number.isInteger(n) ? { num: n, den: 1 } : { num: 2 * n, den: 2 };
    const found = chargesOf(at(hamiltonian('xxz', true), { J: half(c.J), Delta: half(c.Delta), B: half(c.B) }), 6);
    return { couplings: c, charges: new Map(found.map((q) => [q.index, sumOf(q.operator())])) };
  }
});

describe('mistakes that a law throws out', () => {
  const accepted = (law: (c: Case) => boolean, c: Couplings = couplings): void => {
    expect(law(engine(c))).toBe(true);
    expect(law(reference(c))).toBe(true);
  };

  test('O_b = +i Σ j h: the sign of the heat current, chain (16)', () => {
    accepted(heatCurrent);
    expect(heatCurrent(reference(couplings, { boostSign: true }))).toBe(false);
    // Conservation does not see it.
    expect([3, 4, 5, 6].every((k) => conserved(k)(reference(couplings, { boostSign: true })))).toBe(true);
  });

  test('j counted from right to left: the sign of the heat current, chain (16)', () => {
    expect(heatCurrent(reference(couplings, { reversedSites: true }))).toBe(false);
    expect([3, 4, 5, 6].every((k) => conserved(k)(reference(couplings, { reversedSites: true })))).toBe(true);
    // C_4 is even in the boost, so its ZZ coefficient does not see the sign: the two mistakes together would pass.
    expect(pairsOfC4(reference(isotropic, { reversedSites: true }))).toBe(true);
  });

  test('s instead of s − p: C_3 comes out doubled and still conserved, conservation of C_4 throws it out', () => {
    const wrong = reference(couplings, { bondSite: true });
    const right = reference(couplings);
    expect(sorted(wrong.charges.get(3)!)).toEqual(sorted(right.charges.get(3)!).map(([w, c]) => [w, 2 * c]));
    accepted(conserved(3));
    expect(conserved(3)(wrong)).toBe(true);
    accepted(conserved(4));
    expect(conserved(4)(wrong)).toBe(false);
    // The right 18 words with wrong coefficients.
    expect([...wrong.charges.get(4)!.keys()].sort()).toEqual([...right.charges.get(4)!.keys()].sort());
  });

  test('s instead of s − p: the norm throws it out at C_3', () => {
    accepted(norms);
    expect(norms(reference(couplings, { bondSite: true }))).toBe(false);
  });

  test('S^a S^a taken for σ^a σ^a: the norms throw it out', () => {
    const wrong = reference(couplings, { noPowersOfTwo: true });
    expect(norms(wrong)).toBe(false);
    // Everything is scaled, so conservation alone says nothing.
    expect([3, 4, 5].every((k) => rateOfChange({ ...couplings, B: 0 }, wrong.charges.get(k)!).size === 0)).toBe(true);
  });

  test('S^a S^a taken for σ^a σ^a: 1/2 and −1 in C_4 of the isotropic chain throw it out', () => {
    accepted(pairsOfC4, isotropic);
    expect(pairsOfC4(reference(isotropic, { noPowersOfTwo: true }))).toBe(false);
  });

  test('the field left inside h: C_3 − B J_S, whose rate of change has the norm Δ²B²/16 per site', () => {
    const wrong = reference(couplings, { fieldInside: true });
    accepted(conserved(3));
    expect(conserved(3)(wrong)).toBe(false);
    const { Delta, B } = couplings;
    expect(squaredNorm(rateOfChange(couplings, wrong.charges.get(3)!))).toBe((Delta ** 2 * B ** 2) / 16);
    // J_S = J Σ (S^xS^y − S^yS^x).   chain (17)
    const expected = new Map(reference(couplings).charges.get(3)!);
    expected.set('XY', -B / 4).set('YX', B / 4);
    expect(sorted(wrong.charges.get(3)!)).toEqual(sorted(expected));
  });

  test('the field left inside h is conserved at Δ = 0, so the XX chain does not see it', () => {
    const wrong = reference({ J: 1, Delta: 0, B: 5 }, { fieldInside: true });
    expect([3, 4, 5, 6].every((k) => conserved(k)(wrong))).toBe(true);
  });

  test('another origin of j changes nothing exactly where the charge is conserved', () => {
    expect(sameForEveryOrigin({})).toBe(true);
    expect(sameForEveryOrigin({ bondSite: true })).toBe(false);
    expect(sameForEveryOrigin({ fieldInside: true })).toBe(false);
  });
});
