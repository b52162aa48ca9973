import { type Integer, addIntegers, multiplyIntegers as times } from '../exact/integer.js';
import {
  type Rational,
  addRational,
  multiplyRational,
  negateRational,
  rational,
  rationalZero,
} from '../exact/rational.js';
import { type Work, exclusionLimits, reject, spend } from './limits.js';
import {
  type PolynomialPart,
  type ExactPolynomial,
  addPart,
  conjugatePolynomial,
  costOf,
  multiplyExact,
  constantPolynomial,
  parameterOf,
} from './polynomial.js';

/**
 * The place of a word. `chain`: Σ_j j^power sign^j, with the first letter at j. `local`: the first letter at `site`.
 */
export type CertificatePlace =
  | { readonly kind: 'chain'; readonly power: number; readonly sign: 1 | -1 }
  | { readonly kind: 'local'; readonly site: number };

/** A word of the letters I, X, Y, Z, neither first nor last an I; empty for the identity. */
export interface CertificateTerm {
  readonly word: string;
  readonly place: CertificatePlace;
  readonly coefficient: ExactPolynomial;
}

/** Terms by word and place; none is zero. */
export type ExclusionOperator = ReadonlyMap<string, CertificateTerm>;

export function termKey(word: string, place: CertificatePlace): string {
  return place.kind === 'chain' ? `${word} sum ${place.power} ${place.sign}` : `${word} at ${place.site}`;
}

/** Accumulates the terms of a sum. */
class Sum {
  private readonly terms = new Map<string, CertificateTerm & { readonly coefficient: Map<string, PolynomialPart> }>();

  constructor(private readonly work: Work) {}

  add(word: string, where: CertificatePlace, coefficient: ExactPolynomial, factor: Rational = rational(1)): void {
    spend(this.work, 10 + word.length);
    if (word.length > exclusionLimits.word) reject('a word grows too long');
    // The identity is the same at every site.
    const place: CertificatePlace = word === '' && where.kind === 'local' ? { kind: 'local', site: 0 } : where;
    if (place.kind === 'chain' ? place.power > exclusionLimits.power : Math.abs(place.site) > exclusionLimits.site) {
      reject(place.kind === 'chain' ? 'a weight grows beyond the highest power of j' : 'a site is too far out');
    }
    const key = termKey(word, place);
    let term = this.terms.get(key);
    if (!term) this.terms.set(key, (term = { word, place, coefficient: new Map() }));
    for (const { powers, re, im } of coefficient.values()) {
      spend(this.work, costOf({ re: factor, im: rationalZero }));
      addPart(
        term.coefficient,
        { powers, re: multiplyRational(re, factor), im: multiplyRational(im, factor) },
        this.work,
      );
    }
  }

  finish(): ExclusionOperator {
    for (const [key, { coefficient }] of this.terms) if (coefficient.size === 0) this.terms.delete(key);
    return this.terms;
  }
}

export function collectTerms(terms: Iterable<CertificateTerm>, work: Work): ExclusionOperator {
  const sum = new Sum(work);
  for (const { word, place, coefficient } of terms) sum.add(word, place, coefficient);
  return sum.finish();
}

/** A number as a multiple of the identity. */
function scalar(value: ExactPolynomial, work: Work): ExclusionOperator {
  return collectTerms([{ word: '', place: { kind: 'local', site: 0 }, coefficient: value }], work);
}

/** Σ c·A */
export function combination(
  parts: readonly { times: ExactPolynomial; of: ExclusionOperator }[],
  work: Work,
): ExclusionOperator {
  const sum = new Sum(work);
  for (const { times: c, of } of parts) {
    for (const { word, place, coefficient } of of.values()) sum.add(word, place, multiplyExact(coefficient, c, work));
  }
  return sum.finish();
}

export function difference(a: ExclusionOperator, b: ExclusionOperator, work: Work): ExclusionOperator {
  return combination(
    [
      { times: constantPolynomial(rational(1)), of: a },
      { times: constantPolynomial(rational(-1)), of: b },
    ],
    work,
  );
}

/** σ_row · σ_column = i^phase · letter: all that the kernel knows about Pauli matrices. */
export const letterProducts: Readonly<Record<string, readonly [letter: string, phase: number]>> = {
  II: ['I', 0],
  IX: ['X', 0],
  IY: ['Y', 0],
  IZ: ['Z', 0],
  XI: ['X', 0],
  XX: ['I', 0],
  XY: ['Z', 1],
  XZ: ['Y', 3],
  YI: ['Y', 0],
  YX: ['Z', 3],
  YY: ['I', 0],
  YZ: ['X', 1],
  ZI: ['Z', 0],
  ZX: ['Y', 1],
  ZY: ['X', 3],
  ZZ: ['I', 0],
};

/**
 * P·Q with the first letter of Q `shift` sites after that of P: i^phase · word, which begins `start` sites after the
 * beginning of P.
 */
function product(p: string, q: string, shift: number): { word: string; start: number; phase: number } {
  const first = Math.min(0, shift);
  const last = Math.max(p.length, shift + q.length);
  let letters = '';
  let phase = 0;
  for (let site = first; site < last; site++) {
    const [letter, turn] = letterProducts[(p[site] ?? 'I') + (q[site - shift] ?? 'I')]!;
    letters += letter;
    phase += turn;
  }
  const blank = /^I*/u.exec(letters)![0].length;
  return { word: letters.slice(blank).replace(/I+$/u, ''), start: first + blank, phase: phase % 4 };
}

/** i^phase as real and imaginary part. */
const turns = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * A B, or A B − B A: every word of A is multiplied by every word of B, in both orders, letter by letter, at every
 * distance at which they overlap.
 *
 *   Σ_j v(j) P_j · Σ_k w(k) Q_k = Σ_j Σ_s v(j) w(j+s) P_j Q_{j+s}
 *
 * A product that begins `start` sites after P has its first letter at m = j + start, so its weight is v(m − start) w(m
 * − start + s).
 */
function products(
  a: ExclusionOperator,
  b: ExclusionOperator,
  operation: 'product' | 'commutator',
  work: Work,
): ExclusionOperator {
  const minusBackward = operation === 'commutator';
  const sum = new Sum(work);
  for (const p of a.values()) {
    for (const q of b.values()) {
      spend(work);
      const only = p.place.kind === 'local' && q.place.kind === 'local' ? q.place.site - p.place.site : undefined;
      let scale: ExactPolynomial | undefined;
      for (let s = only ?? 1 - q.word.length; s <= (only ?? p.word.length - 1); s++) {
        // Words that do not overlap commute.
        if (minusBackward && (s <= -q.word.length || s >= p.word.length)) continue;
        if (Math.abs(s) > exclusionLimits.word) reject('a word grows too long');
        spend(
          work,
          10 + 20 * (minusBackward ? 2 : 1) * (p.word.length + q.word.length + (only === undefined ? 0 : Math.abs(s))),
        );
        const { word, start, phase } = product(p.word, q.word, s);
        let [re, im]: readonly [number, number] = turns[phase]!;
        if (minusBackward) {
          const back = turns[product(q.word, p.word, -s).phase]!;
          [re, im] = [re - back[0], im - back[1]];
          if (re === 0 && im === 0) continue;
        }
        scale ??= multiplyExact(p.coefficient, q.coefficient, work);
        const turned = multiplyExact(scale, constantPolynomial(rational(re), rational(im)), work);
        for (const [place, weight] of placed(p.place, q.place, s, start, work)) {
          if (weight !== 0) sum.add(word, place, turned, rational(weight));
        }
      }
    }
  }
  return sum.finish();
}

export function commutatorOf(a: ExclusionOperator, b: ExclusionOperator, work: Work): ExclusionOperator {
  return products(a, b, 'commutator', work);
}

/** A B of local operators. */
export function productOf(a: ExclusionOperator, b: ExclusionOperator, work: Work): ExclusionOperator {
  if ([...a.values(), ...b.values()].some(({ place }) => place.kind === 'chain')) reject('a product of chain sums');
  return products(a, b, 'product', work);
}

/** The places and weights of the product of a word at `p` and a word at `q`, s sites after it. */
function placed(
  p: CertificatePlace,
  q: CertificatePlace,
  s: number,
  start: number,
  work: Work,
): (readonly [CertificatePlace, Integer])[] {
  for (const place of [p, q]) spend(work, 10 + (place.kind === 'chain' ? 100 * place.power ** 2 : 0));
  if (p.kind === 'chain' && q.kind === 'chain') {
    const even = (p.sign === 1 || start % 2 === 0) === (q.sign === 1 || (s - start) % 2 === 0);
    const sign = p.sign === q.sign ? 1 : -1;
    const weights = timesPolynomial(powerOf(p.power, -start), powerOf(q.power, s - start));
    return weights.map((w, power) => [{ kind: 'chain', power, sign }, even ? w : times(-1, w)]);
  }
  // A local word selects the one site of the chain sum at which the two have this distance.
  const j = p.kind === 'local' ? p.site : (q as { site: number }).site - s;
  return [[{ kind: 'local', site: j + start }, times(weightAt(p, j), weightAt(q, j + s))]];
}

/** (m + shift)^power as coefficients of 1, m, m² … */
function powerOf(power: number, shift: number): Integer[] {
  let result: Integer[] = [1];
  for (let k = 0; k < power; k++) result = timesPolynomial(result, [shift, 1]);
  return result;
}

function timesPolynomial(a: readonly Integer[], b: readonly Integer[]): Integer[] {
  const result = Array<Integer>(a.length + b.length - 1).fill(0);
  a.forEach((x, i) => b.forEach((y, k) => (result[i + k] = addIntegers(result[i + k]!, times(x, y)))));
  return result;
}

/** The weight of the word at site j. */
function weightAt(place: CertificatePlace, j: number): Integer {
  if (place.kind === 'local') return 1;
  let weight: Integer = place.sign === -1 && j % 2 !== 0 ? -1 : 1;
  for (let k = 0; k < place.power; k++) weight = times(weight, j);
  return weight;
}

export function adjointOf(a: ExclusionOperator, complex: ReadonlySet<string>, work: Work): ExclusionOperator {
  return collectTerms(
    [...a.values()].map((term) => ({ ...term, coefficient: conjugatePolynomial(term.coefficient, complex, work) })),
    work,
  );
}

/**
 * Maps site j to by + j, or to by − j. A word of n letters at j then begins at m = c ± j, with c = by, or c = by − n +
 * 1 for the mirror image, and its weight w(j) is w(± (m − c)).
 */
export function moved(
  a: ExclusionOperator,
  { by, mirrored }: { readonly by: number; readonly mirrored: boolean },
  work: Work,
): ExclusionOperator {
  const sum = new Sum(work);
  for (const { word, place, coefficient } of a.values()) {
    const c = mirrored ? by - Math.max(word.length - 1, 0) : by;
    const letters = mirrored ? [...word].reverse().join('') : word;
    if (place.kind === 'local') {
      sum.add(letters, { kind: 'local', site: (mirrored ? 0 - place.site : place.site) + c }, coefficient);
      continue;
    }
    const odd = (mirrored && place.power % 2 !== 0) !== (place.sign === -1 && c % 2 !== 0);
    spend(work, 100 * place.power ** 2);
    powerOf(place.power, -c).forEach((w, power) =>
      sum.add(letters, { ...place, power }, coefficient, rational(odd ? times(-1, w) : w)),
    );
  }
  return sum.finish();
}

/** Σ conj(a)·b over common words, as a multiple of the identity: per site for chain sums, without powers of j. */
export function overlapOf(
  a: ExclusionOperator,
  b: ExclusionOperator,
  complex: ReadonlySet<string>,
  work: Work,
): ExclusionOperator {
  spend(work, 10 * (a.size + b.size));
  const kinds = new Set<string>();
  for (const { place } of [...a.values(), ...b.values()]) {
    kinds.add(place.kind);
    if (place.kind === 'chain' && place.power > 0) reject('an overlap of operators with powers of j');
  }
  if (kinds.size > 1) reject('an overlap of a chain sum and a local operator');
  const sum = new Map<string, PolynomialPart>();
  for (const [key, { coefficient }] of a) {
    const other = b.get(key);
    if (!other) continue;
    for (const part of multiplyExact(conjugatePolynomial(coefficient, complex, work), other.coefficient, work).values())
      addPart(sum, part, work);
  }
  return scalar(sum, work);
}

/** The longest word, as a multiple of the identity. */
export function rangeOfTerms(a: ExclusionOperator, work: Work): ExclusionOperator {
  spend(work, 10 * a.size);
  return scalar(
    constantPolynomial(rational([...a.values()].reduce((longest, { word }) => Math.max(longest, word.length), 0))),
    work,
  );
}

/** Stems of the names of parameters that are pure numbers; every other parameter has the dimension of an energy. */
const pureNumbers = new Set(['eps', 'gamma', 'lambda', 'alpha', 'theta', 'phi', 'chi', 'pi']);

/** The total exponent of the parameters that are energies, the same in every term, as a multiple of the identity. */
export function degreeOfTerms(a: ExclusionOperator, work: Work): ExclusionOperator {
  let found: Rational | undefined;
  for (const { coefficient } of a.values()) {
    for (const { powers } of coefficient.values()) {
      spend(work, 10 + 50 * powers.size);
      let total = rational(0);
      for (const [name, doubled] of powers) {
        const stem = /^[A-Za-z]+/u.exec(parameterOf(name))?.[0];
        if (stem !== undefined && !pureNumbers.has(stem)) total = addRational(total, rational(doubled, 2));
      }
      found ??= total;
      if (addRational(found, negateRational(total)).num !== 0) reject('the terms have different degrees');
    }
  }
  return scalar(constantPolynomial(found ?? reject('zero has no degree')), work);
}
