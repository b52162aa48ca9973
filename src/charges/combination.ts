import {
  type Coefficient,
  isZeroCoefficient,
  multiplyCoefficients,
  subtractCoefficients,
  zeroCoefficient,
} from '../exact/index.js';
import { type Operator, commonPeriod } from '../spin/index.js';
import { checkInterrupt } from '../text/index.js';
import { byIndependentStrings, operatorPeriod } from './unit-cell.js';

/** Largest number of monomials in a product of two coefficients; beyond it an elimination is abandoned. */
const longestProduct = 20_000;

/**
 * The operators in a list of which another operator is a linear combination, with coefficients that are rational
 * functions of the parameters.
 *
 *   A = Σ_k a_k B_k
 *
 * @param others  linearly independent
 * @returns       the indices k with a_k ≠ 0; undefined where A is not a combination, or the elimination became too long
 */
export function combinationOf(a: Operator, others: readonly Operator[]): number[] | undefined {
  const period = [a, ...others].reduce((p, o) => commonPeriod(p, operatorPeriod(o)), 1);
  const table = others.map((o) => byIndependentStrings(o, period));
  const wanted = byIndependentStrings(a, period);
  if ([...wanted.keys()].some((label) => table.every((column) => !column.has(label)))) return undefined;
  const labels = new Set([...wanted.keys(), ...table.flatMap((column) => [...column.keys()])]);
  // One row for each string, with its coefficients in the B_k and in A.
  let rows = [...labels].map((label) => [...table, wanted].map((column) => column.get(label) ?? zeroCoefficient));
  const pivots: { readonly row: readonly Coefficient[]; readonly column: number }[] = [];
  for (let column = 0; column < others.length; column++) {
    checkInterrupt();
    const pivot = rows.find((row) => !isZeroCoefficient(row[column]!));
    if (!pivot) continue;
    pivots.push({ row: pivot, column });
    const next: Coefficient[][] = [];
    for (const row of rows) {
      if (row === pivot) continue;
      const reduced = isZeroCoefficient(row[column]!) ? row : eliminated(row, pivot, column);
      if (!reduced) return undefined;
      if (reduced.some((c) => !isZeroCoefficient(c))) next.push(reduced);
    }
    rows = next;
  }
  if (rows.length > 0) return undefined;
  return usedOf(pivots, others.length);
}

/** p·row − r·pivot, whose entry in the column vanishes. */
function eliminated(
  row: readonly Coefficient[],
  pivot: readonly Coefficient[],
  column: number,
): Coefficient[] | undefined {
  const [p, r] = [pivot[column]!, row[column]!];
  const size = (c: Coefficient): number => c.terms.length;
  if (row.some((c, k) => size(c) * size(p) + size(pivot[k]!) * size(r) > longestProduct)) return undefined;
  return row.map((c, k) => subtractCoefficients(multiplyCoefficients(p, c), multiplyCoefficients(r, pivot[k]!)));
}

/** The unknowns that do not vanish, by back substitution with a common denominator. */
function usedOf(
  pivots: readonly { readonly row: readonly Coefficient[]; readonly column: number }[],
  count: number,
): number[] {
  let solved = new Map<number, Coefficient>();
  let denominator: Coefficient | undefined;
  for (const { row, column } of [...pivots].reverse()) {
    const right = row[count]!;
    let sum = denominator ? multiplyCoefficients(right, denominator) : right;
    for (const [k, value] of solved) sum = subtractCoefficients(sum, multiplyCoefficients(row[k]!, value));
    if (isZeroCoefficient(sum)) continue;
    const value = row[column]!;
    solved = new Map([...solved].map(([k, c]) => [k, multiplyCoefficients(c, value)]));
    solved.set(column, sum);
    denominator = denominator ? multiplyCoefficients(denominator, value) : value;
  }
  return [...solved.keys()].sort((x, y) => x - y);
}
