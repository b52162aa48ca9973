import {
  isZeroCoefficient,
  multiplyCoefficients,
  subtractCoefficients,
  addCoefficients,
  zeroCoefficient,
  type Coefficient,
  oneCoefficient,
} from '../exact/index.js';
import { type PeriodicString, periodicStrings } from '../charges/index.js';
import {
  type Operator,
  anticommute,
  isIdentity,
  lettersOf,
  localWord,
  multiplyOperators,
  rangeOf,
  wordFrom,
} from '../spin/index.js';

type Vector = readonly [Coefficient, Coefficient, Coefficient];

const axes = ['X', 'Y', 'Z'] as const;

/** Why a chain is one of free fermions. */
export interface FreeFermions {
  /** the letter along which the strings run, or the direction n with J n = Jᵀ n = 0 and b ∥ n */
  readonly axis: 'X' | 'Y' | 'Z' | readonly [x: Coefficient, y: Coefficient, z: Coefficient];
}

/**
 * Free fermions by Jordan and Wigner along an axis n: every string is n, or P n … n Q with P, Q ≠ n, so that H is quadratic
 * in Majorana operators. Between nearest neighbours n need be no letter: the exchange has J n = 0 = Jᵀ n, and the field is
 * parallel to n.
 */
export function freeFermions(hamiltonian: Operator, period: number): FreeFermions | undefined {
  const strings = periodicStrings(hamiltonian, period).filter(({ word }) => !isIdentity(word));
  for (const axis of axes) {
    const quadratic = new RegExp(`^(?:${axis}|[^I${axis}]${axis}*[^I${axis}])$`, 'u');
    if (strings.every(({ word }) => quadratic.test(lettersOf(word)))) return { axis };
  }
  return obliqueAxis(strings, period);
}

function obliqueAxis(strings: readonly PeriodicString[], period: number): FreeFermions | undefined {
  if (strings.some(({ word }) => rangeOf(word) > 2)) return undefined;
  const zero = (): Coefficient[] => [zeroCoefficient, zeroCoefficient, zeroCoefficient];
  const exchange = Array.from({ length: period }, () => [zero(), zero(), zero()]);
  const field = Array.from({ length: period }, zero);
  for (const { word, values } of strings) {
    const [a, b] = [...lettersOf(word)].map((l) => axes.indexOf(l as 'X'));
    values.forEach((value, r) => {
      if (b === undefined) field[r]![a!] = value;
      else exchange[r]![a!]![b] = value;
    });
  }
  const rows = exchange.flatMap((J) => J.map((row) => row as unknown as Vector));
  const columns = exchange.flatMap((J) => [0, 1, 2].map((c): Vector => [J[0]![c]!, J[1]![c]!, J[2]![c]!]));
  const all = [...rows, ...columns].filter((v) => !isZeroVector(v));
  const fields = field.map((b) => b as unknown as Vector).filter((v) => !isZeroVector(v));
  // J n = 0 says that n is orthogonal to every row, and Jᵀ n = 0 to every column.
  const candidates = [...fields];
  for (const [k, u] of all.entries()) for (const v of all.slice(k + 1)) candidates.push(cross(u, v));
  const basis: Vector[] = [
    [oneCoefficient, zeroCoefficient, zeroCoefficient],
    [zeroCoefficient, oneCoefficient, zeroCoefficient],
    [zeroCoefficient, zeroCoefficient, oneCoefficient],
  ];
  for (const u of all) for (const v of basis) candidates.push(cross(u, v));
  const axis = candidates.find(
    (n) =>
      !isZeroVector(n) &&
      all.every((v) => isZeroCoefficient(dot(n, v))) &&
      fields.every((b) => isZeroVector(cross(n, b))),
  );
  return axis && { axis };
}

const isZeroVector = (v: Vector): boolean => v.every(isZeroCoefficient);
const dot = (a: Vector, b: Vector): Coefficient =>
  a.reduce((sum, x, k) => addCoefficients(sum, multiplyCoefficients(x, b[k]!)), zeroCoefficient);
const minor = (a: Vector, b: Vector, p: number, q: number): Coefficient =>
  subtractCoefficients(multiplyCoefficients(a[p]!, b[q]!), multiplyCoefficients(a[q]!, b[p]!));
const cross = (a: Vector, b: Vector): Vector => [minor(a, b, 1, 2), minor(a, b, 2, 0), minor(a, b, 0, 1)];

/** How the terms of a chain commute. */
export type Commuting = 'as they are' | 'after controlled-Z on every bond';

/** Do all strings of H commute with each other, perhaps after a controlled-Z on every bond, X_j → Z_{j−1} X_j Z_{j+1}? */
export function commutingTerms(hamiltonian: Operator, period: number): Commuting | undefined {
  if (allCommute(periodicStrings(hamiltonian, period))) return 'as they are';
  const turned = periodicStrings(hamiltonian, period).map(({ word, values }) => ({
    letters: controlledZ(lettersOf(word)),
    values,
  }));
  // After the transformation the terms are single spins along one axis at each site.
  const isField = turned.every(({ letters }) => letters.replaceAll('I', '').length <= 1);
  const kinds = new Set(turned.map(({ letters }) => letters.replaceAll('I', '')).filter((l) => l !== ''));
  return isField && kinds.size <= 1 ? 'after controlled-Z on every bond' : undefined;
}

/** The letters of a word after the transformation, with one more site on both sides. */
function controlledZ(letters: string): string {
  let result: Operator = localWord(wordFrom('').word, 0, oneCoefficient);
  [...letters].forEach((letter, k) => {
    if (letter === 'I') return;
    const image =
      letter === 'Z'
        ? ([['Z', k]] as const)
        : ([
            ['Z', k - 1],
            [letter, k],
            ['Z', k + 1],
          ] as const);
    for (const [l, site] of image)
      result = multiplyOperators(result, localWord(wordFrom(l).word, site, oneCoefficient));
  });
  return lettersOf(result.terms[0]!.word);
}

function allCommute(strings: readonly PeriodicString[]): boolean {
  return strings.every(({ word: a, values: u }, k) =>
    strings.slice(k).every(({ word: b, values: v }) => {
      for (let shift = 1 - rangeOf(b); shift < rangeOf(a); shift++) {
        if (!anticommute(a, b, shift)) continue;
        // At some j both have a coefficient.
        const p = u.length;
        for (let r = 0; r < p; r++) {
          if (!isZeroCoefficient(u[r]!) && !isZeroCoefficient(v[(((r + shift) % p) + p) % p]!)) return false;
        }
      }
      return true;
    }),
  );
}

/**
 * The chain J (n·σ_j)(n·σ_{j+1}) + b·σ_j with a field that is neither parallel nor orthogonal to n: in a rotated frame
 * ZZ + h_x X + h_z Z with h_x h_z ≠ 0, the chain of Chiba (arXiv:2307.16703).
 */
export function isTiltedIsing(hamiltonian: Operator, period: number): boolean {
  const strings = periodicStrings(hamiltonian, period).filter(({ word }) => !isIdentity(word));
  if (period !== 1 || strings.some(({ word }) => rangeOf(word) > 2)) return false;
  const J = [0, 1, 2].map(() => [zeroCoefficient, zeroCoefficient, zeroCoefficient]);
  const b: Coefficient[] = [zeroCoefficient, zeroCoefficient, zeroCoefficient];
  for (const { word, values } of strings) {
    const [p, q] = [...lettersOf(word)].map((l) => axes.indexOf(l as 'X'));
    if (q === undefined) b[p!] = values[0]!;
    else J[p!]![q] = values[0]!;
  }
  const rows = J.map((row) => row as unknown as Vector);
  const n = rows.find((row) => !isZeroVector(row));
  if (!n) return false;
  const isSymmetric = [0, 1, 2].every((p) =>
    [0, 1, 2].every((q) => isZeroCoefficient(subtractCoefficients(J[p]![q]!, J[q]![p]!))),
  );
  const isRankOne = rows.every((row) => isZeroVector(cross(row, n)));
  const field = b as unknown as Vector;
  return isSymmetric && isRankOne && !isZeroCoefficient(dot(n, field)) && !isZeroVector(cross(n, field));
}
