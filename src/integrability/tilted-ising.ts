import {
  type Coefficient,
  addCoefficients,
  isZeroCoefficient,
  multiplyCoefficients,
  subtractCoefficients,
  zeroCoefficient,
} from '../exact/index.js';
import { periodicStrings } from '../charges/index.js';
import { type Operator, isIdentity, lettersOf, rangeOf } from '../spin/index.js';
import { type Vector, vectorProduct, scalarProduct, isZeroVector } from './vectors.js';

const letters = ['X', 'Y', 'Z'];
const isEqual = (a: Coefficient, b: Coefficient): boolean => isZeroCoefficient(subtractCoefficients(a, b));

/**
 * Whether rotations of single spins turn a chain into ZZ + h_x X + h_z Z with h_x h_z ≠ 0, the chain of Chiba
 * (arXiv:2307.16703).
 *
 *   J_j = c_j m_j m_{j+1}ᵀ;  c_j² m_j² m_{j+1}², b_j², (J_jᵀ b_j)² and b_jᵀ J_j b_{j+1} are the same for all j
 *
 * In the rotated frame they are J², h_x² + h_z², J² h_z² and J h_z². The direction of each axis is chosen so that h_z > 0; the sign of
 * each exchange is then that of b_jᵀ J_j b_{j+1}.
 */
export function isTiltedIsing(hamiltonian: Operator, period: number): boolean {
  const strings = periodicStrings(hamiltonian, period).filter(({ word }) => !isIdentity(word));
  if (strings.some(({ word }) => rangeOf(word) > 2)) return false;
  const entry = (r: number, word: string): Coefficient =>
    strings.find((s) => lettersOf(s.word) === word)?.values[r] ?? zeroCoefficient;
  const vector = (of: (letter: string) => Coefficient): Vector => letters.map(of) as unknown as Vector;
  const sites = Array.from({ length: period }, (_, r) => ({
    rows: letters.map((a) => vector((b) => entry(r, a + b))),
    columns: letters.map((b) => vector((a) => entry(r, a + b))),
    field: vector((a) => entry(r, a)),
  }));
  const next = (r: number) => sites[(r + 1) % period]!;
  const invariants = sites.map(({ rows, columns, field }, r) => {
    const along = columns.map((column) => scalarProduct(column, field)) as unknown as Vector;
    return {
      exchange: rows.map((row) => scalarProduct(row, row)).reduce(addCoefficients),
      field: scalarProduct(field, field),
      along: scalarProduct(along, along),
      sign: scalarProduct(along, next(r).field),
    };
  });
  const [own] = invariants;
  return (
    sites.every(({ rows, columns }, r) => {
      const row = rows.find((v) => !isZeroVector(v));
      const column = columns.find((v) => !isZeroVector(v));
      if (!row || !column || !rows.every((v) => isZeroVector(vectorProduct(v, row)))) return false;
      // The axis of a site is the same on the bonds at both of its sides.
      const after = next(r).columns.find((v) => !isZeroVector(v));
      return after !== undefined && isZeroVector(vectorProduct(row, after));
    }) &&
    invariants.every(
      (i) =>
        isEqual(i.exchange, own!.exchange) &&
        isEqual(i.field, own!.field) &&
        isEqual(i.along, own!.along) &&
        isEqual(i.sign, own!.sign),
    ) &&
    !isZeroCoefficient(own!.along) &&
    // b is parallel to the axis where (J b)² = J² b².
    !isEqual(own!.along, multiplyCoefficients(own!.exchange, own!.field))
  );
}
