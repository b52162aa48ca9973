/**
 * A boost recursion of its own, forty lines of letters and floats, with a switch for every mistake that is easily made.
 * It shares no code with src. Couplings are dyadic, so every number is an exact float.
 *
 * A translation-invariant sum Σ_j P_j is a map from letters (first letter not I) to the coefficient of P.
 */
export type Sum = Map<string, number>;

export interface Mistakes {
  /** O_b = +i Σ j h instead of −i Σ j h */
  readonly boostSign?: boolean;
  /** j counted from right to left */
  readonly reversedSites?: boolean;
  /** the weight s of the bond instead of s − p, p being the first site of the product */
  readonly bondSite?: boolean;
  /** S^a S^a taken for σ^a σ^a: 2^weight forgotten */
  readonly noPowersOfTwo?: boolean;
  /** the field shared by the sites of the bond and boosted with it */
  readonly fieldInside?: boolean;
  /** counts the sites from another origin: no mistake at all */
  readonly origin?: number;
}

export interface Moments {
  /** −i[H, Q] */
  readonly zeroth: Sum;
  /** [O_b, Q] where the zeroth moment vanishes */
  readonly first: Sum;
}

const products: Readonly<Record<string, readonly [string, number]>> = {
  II: ['I', 0],
  IX: ['X', 0],
  IY: ['Y', 0],
  IZ: ['Z', 0],
  XI: ['X', 0],
  YI: ['Y', 0],
  ZI: ['Z', 0],
  XX: ['I', 0],
  YY: ['I', 0],
  ZZ: ['I', 0],
  XY: ['Z', 1],
  YZ: ['X', 1],
  ZX: ['Y', 1],
  YX: ['Z', 3],
  ZY: ['X', 3],
  XZ: ['Y', 3],
};

function add(sum: Sum, letters: string, c: number): void {
  const total = (sum.get(letters) ?? 0) + c;
  if (total === 0) sum.delete(letters);
  else sum.set(letters, total);
}

/**
 * One pass: bond words a at offset s from a word of q.
 *
 *   −i[H, Q] : ±2 a c on the product;   [O_b, Q] : ±2 a c (s − p)
 *
 * @param bonds  letters of two sites, one of them may be I
 */
export function pass(bonds: Sum, q: Sum, mistakes: Mistakes = {}): Moments {
  const zeroth: Sum = new Map();
  const first: Sum = new Map();
  for (const [word, c] of q)
    for (const [bond, h] of bonds)
      for (let s = -1; s < word.length; s++) {
        const length = Math.max(word.length, s + 2) + (s < 0 ? 1 : 0);
        const left = Math.min(0, s);
        const padded = (w: string, at: number): string =>
          'I'.repeat(at - left) + w + 'I'.repeat(length - (at - left) - w.length);
        const [a, b] = [padded(bond, s), padded(word, 0)];
        let letters = '';
        let phase = 0;
        for (let k = 0; k < length; k++) {
          const [letter, p] = products[a[k]! + b[k]!]!;
          letters += letter;
          phase += p;
        }
        // Real phases: the words commute. Else −i[a, b] = −2i·i^phase · product.
        if (phase % 2 === 0) continue;
        const value = (phase % 4 === 1 ? 2 : -2) * h * c;
        const start = letters.search(/[^I]/u);
        const core = letters.slice(start).replace(/I+$/u, '');
        const p = mistakes.bondSite ? 0 : start + left;
        const weight =
          (s - p + (mistakes.origin ?? 0)) * (mistakes.reversedSites ? -1 : 1) * (mistakes.boostSign ? -1 : 1);
        add(zeroth, core, value);
        add(first, core, value * weight);
      }
  return { zeroth, first };
}

/** J, Δ, B of chain (7): Σ J(S^xS^x + S^yS^y) + Δ S^zS^z − B S^z. */
export interface Couplings {
  readonly J: number;
  readonly Delta: number;
  readonly B: number;
}

/** Bonds of the XXZ chain; the field shared by both sites where it is boosted. */
export function bonds({ J, Delta, B }: Couplings, withField: boolean, mistakes: Mistakes = {}): Sum {
  const two = mistakes.noPowersOfTwo ? 1 : 4;
  const field: [string, number][] =
    withField && B !== 0
      ? [
          ['ZI', -B / 4],
          ['IZ', -B / 4],
        ]
      : [];
  return new Map(
    [['XX', J / two], ['YY', J / two], ['ZZ', Delta / two], ...field].filter(([, c]) => c !== 0) as [string, number][],
  );
}

/** C_2 … C_upto as they come, conserved or not: whoever reads them decides. */
export function referenceCharges(couplings: Couplings, upto: number, mistakes: Mistakes = {}): Map<number, Sum> {
  const boosted = bonds(couplings, mistakes.fieldInside ?? false, mistakes);
  const charges = new Map<number, Sum>();
  let q: Sum = new Map();
  for (const [letters, c] of boosted) add(q, letters.replace(/^I+|I+$/gu, ''), c);
  for (let k = 2; k <= upto; k++) {
    charges.set(k, q);
    q = pass(boosted, q, mistakes).first;
  }
  return charges;
}

/** −i[H, Q] with the full Hamiltonian. */
export function rateOfChange(couplings: Couplings, q: Sum): Sum {
  return pass(bonds(couplings, true), q).zeroth;
}

export function squaredNorm(q: Sum): number {
  return [...q.values()].reduce((s, c) => s + c * c, 0);
}
