import { rational } from '../exact/rational.js';
import { type Work, exclusionLimits, spend } from './limits.js';
import { reject } from './rejected.js';
import { type PolynomialPart, type ExactPolynomial, addPart, multiplyExact, constantPolynomial } from './polynomial.js';

/** The place of a word. `chain`: Σ_j sign^j, with the first letter at j. `local`: the first letter at `site`. */
export type CertificatePlace =
  | { readonly kind: 'chain'; readonly sign: 1 | -1 }
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
  return place.kind === 'chain' ? `${word} sum ${place.sign}` : `${word} at ${place.site}`;
}

/** Accumulates the terms of a sum. */
class Sum {
  private readonly terms = new Map<string, CertificateTerm & { readonly coefficient: Map<string, PolynomialPart> }>();

  constructor(private readonly work: Work) {}

  add(word: string, where: CertificatePlace, coefficient: ExactPolynomial): void {
    spend(this.work, 10 + word.length);
    if (word.length > exclusionLimits.word) reject('a word grows too long');
    // The identity is the same at every site.
    const place: CertificatePlace = word === '' && where.kind === 'local' ? { kind: 'local', site: 0 } : where;
    if (place.kind === 'local' && Math.abs(place.site) > exclusionLimits.site) reject('a site is too far out');
    const key = termKey(word, place);
    let term = this.terms.get(key);
    if (!term) this.terms.set(key, (term = { word, place, coefficient: new Map() }));
    for (const part of coefficient.values()) addPart(term.coefficient, part, this.work);
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

/** 2 i^phase */
const twiceTurned = [
  [2, 0],
  [0, 2],
  [-2, 0],
  [0, -2],
].map(([re, im]) => constantPolynomial(rational(re!), rational(im!)));

/**
 * A B − B A of two sums over the chain, or of two operators at sites. Every word of A is multiplied by every word of B, letter by
 * letter, at every distance at which they overlap:
 *
 *   Σ_j u^j P_j · Σ_k v^k Q_k = Σ_j Σ_s u^j v^(j+s) P_j Q_{j+s}
 *
 * Words commute if the phase of their product is real; otherwise they anticommute. A product that begins `start` sites
 * after P has its first letter at m = j + start.
 */
export function commutatorOf(a: ExclusionOperator, b: ExclusionOperator, work: Work): ExclusionOperator {
  const sum = new Sum(work);
  for (const p of a.values()) {
    for (const q of b.values()) {
      spend(work);
      const only = p.place.kind === 'local' && q.place.kind === 'local' ? q.place.site - p.place.site : undefined;
      let scale: ExactPolynomial | undefined;
      for (let s = only ?? 1 - q.word.length; s <= (only ?? p.word.length - 1); s++) {
        // Words that do not overlap commute.
        if (s <= -q.word.length || s >= p.word.length) continue;
        spend(work, 10 + 20 * (p.word.length + q.word.length));
        const { word, start, phase } = product(p.word, q.word, s);
        if (phase % 2 === 0) continue;
        scale ??= multiplyExact(p.coefficient, q.coefficient, work);
        const { place, isMinus } = placed(p.place, q.place, s, start);
        sum.add(word, place, multiplyExact(scale, twiceTurned[isMinus ? (phase + 2) % 4 : phase]!, work));
      }
    }
  }
  return sum.finish();
}

/** The place of the product of a word at `p` and a word at `q`, s sites after it, and whether its sign is −1. */
function placed(
  p: CertificatePlace,
  q: CertificatePlace,
  s: number,
  start: number,
): { readonly place: CertificatePlace; readonly isMinus: boolean } {
  if (p.kind === 'local') return { place: { kind: 'local', site: p.site + start }, isMinus: false };
  if (q.kind === 'local') reject('a commutator of a sum and a word at a site');
  const isMinus = (p.sign === -1 && start % 2 !== 0) !== (q.sign === -1 && (s - start) % 2 !== 0);
  return { place: { kind: 'chain', sign: p.sign === q.sign ? 1 : -1 }, isMinus };
}

/** An operator at sites, moved to the right. */
export function moved(a: ExclusionOperator, by: number, work: Work): ExclusionOperator {
  const terms = [...a.values()].map(({ word, place, coefficient }) => {
    if (place.kind === 'chain') reject('a translation of a sum');
    return { word, place: { kind: 'local', site: place.site + by } as const, coefficient };
  });
  return collectTerms(terms, work);
}
