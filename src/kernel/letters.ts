import { type Rational, addRational, multiplyRational, rational } from '../exact/rational.js';
import { type Work, spend } from './limits.js';
import { reject } from './rejected.js';
import {
  type ExclusionOperator,
  type CertificateTerm,
  collectTerms,
  commutatorOf,
  letterProducts,
} from './operator.js';
import { constantPolynomial, multiplyExact } from './polynomial.js';
import { residueOfRational } from './residues.js';
import { wordText } from './write.js';

/**
 * The operators of a site by letters: I is the identity, and the others are Hermitian, traceless and orthogonal. Together they
 * are a basis of all operators of the site.
 */
export interface SiteLetters {
  /** the first line of a statement about such sites; empty for spins 1/2 */
  readonly declaration: string;
  /** the letters besides I */
  readonly traceless: string;
  /** −(i/2) [P, Q] of two words of one length modulo a prime: the imaginary parts of the coefficients of P Q. */
  readonly bracket: (
    left: string,
    right: string,
    prime: number,
    work: Work,
  ) => readonly (readonly [letters: string, value: number])[];
  /** A B − B A of sums over the chain with the weights 1 and (−1)^j. */
  readonly commutator: (a: ExclusionOperator, b: ExclusionOperator, work: Work) => ExclusionOperator;
  /** A word whose first letter is at the site j, as the language writes it. */
  readonly text: (word: string) => string;
}

/** Spins 1/2: X, Y, Z are Pauli matrices. */
export const halfLetters: SiteLetters = {
  declaration: '',
  traceless: 'XYZ',
  bracket: (left, right, prime, work) => {
    spend(work, 20 + 10 * left.length);
    let letters = '';
    let turn = 0;
    for (let k = 0; k < left.length; k++) {
      const [letter, quarter] = letterProducts[left[k]! + right[k]!]!;
      letters += letter;
      turn += quarter;
    }
    // P Q = i^turn R, and Q P has the opposite power of i: they commute where it is even.
    return turn % 2 === 0 ? [] : [[letters, turn % 4 === 1 ? 1 : prime - 1]];
  },
  commutator: commutatorOf,
  text: wordText,
};

/** A summand of a product of two letters. */
interface LetterPart {
  readonly letter: string;
  readonly re: Rational;
  readonly im: Rational;
}

/** A 3×3 matrix of Gaussian integers. */
type Matrix = readonly (readonly (readonly [re: number, im: number])[])[];

const rows = [0, 1, 2] as const;
const matrixOf = (entry: (r: number, c: number) => readonly [number, number]): Matrix =>
  rows.map((r) => rows.map((c) => entry(r, c)));
const product = (a: Matrix, b: Matrix): Matrix =>
  matrixOf((r, c) =>
    rows.reduce<[number, number]>(
      ([re, im], k) => {
        const [[p, q], [s, t]] = [a[r]![k]!, b[k]![c]!];
        return [re + p * s - q * t, im + p * t + q * s];
      },
      [0, 0],
    ),
  );
const sum = (x: number, a: Matrix, y: number, b: Matrix): Matrix =>
  matrixOf((r, c) => [x * a[r]![c]![0] + y * b[r]![c]![0], x * a[r]![c]![1] + y * b[r]![c]![1]]);
const trace = (a: Matrix): readonly [number, number] =>
  rows.reduce<[number, number]>(([re, im], k) => [re + a[k]![k]![0], im + a[k]![k]![1]], [0, 0]);

/** (S^a)_bc = −i ε_abc, in the basis of the states with S^a = 0 along x, y and z. */
const spinComponent = (a: number): Matrix => matrixOf((b, c) => [0, -((a - b) * (b - c) * (c - a)) / 2]);
const unit = matrixOf((r, c) => [r === c ? 1 : 0, 0]);
const [Sx, Sy, Sz] = [0, 1, 2].map(spinComponent) as [Matrix, Matrix, Matrix];
const anticommutator = (a: Matrix, b: Matrix): Matrix => sum(1, product(a, b), 1, product(b, a));

/** The letters of a spin 1 and their matrices. */
const oneMatrices: Readonly<Record<string, Matrix>> = {
  I: unit,
  X: Sx,
  Y: Sy,
  Z: Sz,
  P: anticommutator(Sy, Sz),
  Q: anticommutator(Sz, Sx),
  R: anticommutator(Sx, Sy),
  U: sum(3, product(Sz, Sz), -2, unit),
  V: sum(1, product(Sx, Sx), -1, product(Sy, Sy)),
};

/** A letter at a site, as the language writes it. */
const oneTexts: Readonly<Record<string, (site: string) => string>> = {
  X: (site) => `Sx${site}`,
  Y: (site) => `Sy${site}`,
  Z: (site) => `Sz${site}`,
  P: (site) => `{Sy${site}, Sz${site}}`,
  Q: (site) => `{Sz${site}, Sx${site}}`,
  R: (site) => `{Sx${site}, Sy${site}}`,
  U: (site) => `(3 Sz${site}^2 - 2)`,
  V: (site) => `(Sx${site}^2 - Sy${site}^2)`,
};

/** t_a t_b = Σ_k c_k t_k with c_k = Tr(t_k t_a t_b)/Tr(t_k²) */
function productsOfOnes(): ReadonlyMap<string, readonly LetterPart[]> {
  const letters = Object.entries(oneMatrices);
  const norms = letters.map(([, T]) => rational(1, trace(product(T, T))[0]));
  const table = new Map<string, readonly LetterPart[]>();
  for (const [a, A] of letters) {
    for (const [b, B] of letters) {
      const AB = product(A, B);
      const parts = letters.map(([letter, T], k): LetterPart => {
        const [re, im] = trace(product(T, AB));
        return { letter, re: multiplyRational(rational(re), norms[k]!), im: multiplyRational(rational(im), norms[k]!) };
      });
      table.set(
        a + b,
        parts.filter(({ re, im }) => re.num !== 0 || im.num !== 0),
      );
    }
  }
  return table;
}
/** The table is made when it is first needed, because most certificates are of spins 1/2. */
let oneProducts: ReadonlyMap<string, readonly LetterPart[]> | undefined;

/** The product of two words of one length over some numbers. */
function wordProduct<T>(
  left: string,
  right: string,
  one: readonly [T, T],
  times: (value: readonly [T, T], part: LetterPart) => readonly [T, T],
  work: Work,
): (readonly [letters: string, value: readonly [T, T]])[] {
  oneProducts ??= productsOfOnes();
  let list: (readonly [string, readonly [T, T]])[] = [['', one]];
  for (let k = 0; k < left.length; k++) {
    const parts = oneProducts.get(left[k]! + right[k]!)!;
    spend(work, 20 * list.length * parts.length);
    list = list.flatMap(([letters, value]) =>
      parts.map((part) => [letters + part.letter, times(value, part)] as const),
    );
  }
  return list;
}

const residuesOfParts = new Map<number, Map<LetterPart, readonly [number, number]>>();
function residuesOfPart(part: LetterPart, prime: number): readonly [number, number] {
  let known = residuesOfParts.get(prime);
  if (!known) residuesOfParts.set(prime, (known = new Map()));
  let value = known.get(part);
  if (!value) known.set(part, (value = [residueOfRational(part.re, prime), residueOfRational(part.im, prime)]));
  return value;
}

function bracketOfOnes(left: string, right: string, p: number, work: Work): (readonly [string, number])[] {
  const parts = wordProduct(
    left,
    right,
    [1, 0],
    ([re, im], part) => {
      const [x, y] = residuesOfPart(part, p);
      return [(re * x + (p - im) * y) % p, (re * y + im * x) % p];
    },
    work,
  );
  // The words are Hermitian, so Q P has the complex conjugates of the coefficients of P Q.
  return parts.flatMap(([letters, [, im]]) => (im === 0 ? [] : [[letters, im] as const]));
}

/**
 * Σ_j u^j P_j · Σ_k v^k Q_k − (the same in the other order), where P Q − Q P = Σ 2 i Im(c) R at every distance s. A product
 * that begins `start` sites after P has the weight (u v)^(m − start) v^s at its first site m.
 */
function commutatorOfOnes(a: ExclusionOperator, b: ExclusionOperator, work: Work): ExclusionOperator {
  const terms: CertificateTerm[] = [];
  for (const p of a.values()) {
    for (const q of b.values()) {
      if (p.place.kind !== 'chain' || q.place.kind !== 'chain') reject('a commutator of words at sites of spins 1');
      const [u, v] = [p.place.sign, q.place.sign];
      const scale = multiplyExact(p.coefficient, q.coefficient, work);
      for (let s = 1 - q.word.length; s < p.word.length; s++) {
        const first = Math.min(0, s);
        const length = Math.max(p.word.length, s + q.word.length) - first;
        const window = (word: string, at: number): string =>
          'I'.repeat(at - first) + word.padEnd(length - at + first, 'I');
        const parts = wordProduct<Rational>(
          window(p.word, 0),
          window(q.word, s),
          [rational(1), rational(0)],
          ([re, im], part) => [
            addRational(multiplyRational(re, part.re), multiplyRational(rational(-1), multiplyRational(im, part.im))),
            addRational(multiplyRational(re, part.im), multiplyRational(im, part.re)),
          ],
          work,
        );
        for (const [letters, [, im]] of parts) {
          if (im.num === 0) continue;
          const blank = /^I*/u.exec(letters)![0].length;
          const word = letters.slice(blank).replace(/I+$/u, '');
          const start = first + blank;
          const sign = (u * v === -1 && start % 2 !== 0) !== (v === -1 && s % 2 !== 0) ? -1 : 1;
          const factor = constantPolynomial(rational(0), multiplyRational(rational(2 * sign), im));
          const place = { kind: 'chain', sign: u === v ? 1 : -1 } as const;
          terms.push({ word, place, coefficient: multiplyExact(scale, factor, work) });
        }
      }
    }
  }
  return collectTerms(terms, work);
}

/** Spins 1: X, Y, Z are the components of the spin, and P, Q, R, U, V its quadrupoles. */
export const oneLetters: SiteLetters = {
  declaration: 'spin 1',
  traceless: 'XYZPQRUV',
  bracket: bracketOfOnes,
  commutator: commutatorOfOnes,
  text: (word) =>
    [...word]
      .flatMap((letter, k) => (letter === 'I' ? [] : [oneTexts[letter]!(k === 0 ? '_j' : `_<j+${k}>`)]))
      .join(' '),
};
