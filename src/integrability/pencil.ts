import { type ModularVector, inverseModulo } from '../exact/index.js';

/** The lengths k for which a combination of the tops satisfies the condition of Theorem A. */
export type Pencil =
  /** none, for any k */
  | { readonly kind: 'none' }
  /** only those that are congruent to one of these modulo the prime */
  | { readonly kind: 'some'; readonly lengths: readonly number[]; readonly prime: number }
  /** it is satisfied for every k, or by lengths that are not found */
  | { readonly kind: 'all' };

/** Lengths among which roots are looked for. */
const longest = 10_000;

/**
 * The k with U t + k V t in an image for some t ≠ 0, from the space of all (α, β) with U α + V β in it: those with a
 * vector (t, k t) in the space, which are the k at which the matrix B − k A of the vectors has no full rank.
 *
 * @param space  independent vectors (α, β) of length 2d
 */
export function pencilOf(space: readonly ModularVector[], d: number, p: number): Pencil {
  const s = space.length;
  if (s === 0) return { kind: 'none' };
  if (s > d) return { kind: 'all' };
  const entry = (row: number, column: number, k: number): number => {
    const v = space[column]!;
    return ((v.get(d + row) ?? 0) + (p - (k % p)) * (v.get(row) ?? 0)) % p;
  };
  // Projections to s rows: their determinants have the wanted k as common roots.
  let state = 0x1234567;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 1 + (state % (p - 1));
  };
  let common: number[] = [];
  for (let trial = 0; trial < 3; trial++) {
    const rows = Array.from({ length: s }, () => Array.from({ length: d }, random));
    const values = Array.from({ length: s + 1 }, (_, k) =>
      determinant(
        rows.map((weights) =>
          Array.from({ length: s }, (__, column) =>
            weights.reduce((sum, w, row) => (sum + w * entry(row, column, k)) % p, 0),
          ),
        ),
        p,
      ),
    );
    common = commonDivisor(common, interpolated(values, p), p);
  }
  if (common.length === 0) return { kind: 'all' };
  if (common.length === 1) return { kind: 'none' };
  const at = (k: number): number => common.reduceRight((sum, c) => (sum * k + c) % p, 0);
  const lengths = Array.from({ length: longest }, (_, k) => k).filter((k) => at(k) === 0);
  // Roots that are no small integers, or no numbers modulo p at all, exclude nothing.
  return lengths.length === common.length - 1 ? { kind: 'some', lengths, prime: p } : { kind: 'all' };
}

function determinant(matrix: number[][], p: number): number {
  const n = matrix.length;
  let det = 1;
  for (let c = 0; c < n; c++) {
    const pivot = matrix.findIndex((row, r) => r >= c && row[c] !== 0);
    if (pivot < 0) return 0;
    if (pivot !== c) {
      [matrix[c], matrix[pivot]] = [matrix[pivot]!, matrix[c]!];
      det = p - det;
    }
    const row = matrix[c]!;
    det = (det * row[c]!) % p;
    const inverse = inverseModulo(row[c]!, p);
    for (let r = c + 1; r < n; r++) {
      const factor = (matrix[r]![c]! * inverse) % p;
      if (factor === 0) continue;
      for (let k = c; k < n; k++) matrix[r]![k] = (matrix[r]![k]! + (p - factor) * row[k]!) % p;
    }
  }
  return det % p;
}

/** The coefficients, lowest first, of the polynomial with these values at 0, 1, 2, …, without zeros at the end. */
function interpolated(values: readonly number[], p: number): number[] {
  const n = values.length;
  const result = Array<number>(n).fill(0);
  for (let i = 0; i < n; i++) {
    let basis = [1];
    let scale = values[i]!;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      // times (k − j)
      const next = Array<number>(basis.length + 1).fill(0);
      basis.forEach((c, power) => {
        next[power + 1] = (next[power + 1]! + c) % p;
        next[power] = (next[power]! + c * (p - j)) % p;
      });
      basis = next;
      scale = (scale * inverseModulo((i - j + p) % p, p)) % p;
    }
    basis.forEach((c, power) => (result[power] = (result[power]! + c * scale) % p));
  }
  while (result.length > 0 && result.at(-1) === 0) result.pop();
  return result;
}

/** The monic greatest common divisor of two polynomials; that of 0 and f is f. */
function commonDivisor(a: readonly number[], b: readonly number[], p: number): number[] {
  let [f, g] = [[...a], [...b]];
  while (g.length > 0) {
    const inverse = inverseModulo(g.at(-1)!, p);
    while (f.length >= g.length) {
      const factor = (f.at(-1)! * inverse) % p;
      const shift = f.length - g.length;
      g.forEach((c, k) => (f[k + shift] = (f[k + shift]! + (p - factor) * c) % p));
      while (f.length > 0 && f.at(-1) === 0) f.pop();
      if (f.length === 0) break;
    }
    [f, g] = [g, f];
  }
  const lead = f.at(-1);
  if (lead === undefined) return [];
  const inverse = inverseModulo(lead, p);
  return f.map((c) => (c * inverse) % p);
}
