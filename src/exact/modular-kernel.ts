import { checkInterrupt } from '../text/index.js';
import { inverseModulo } from './prime-field.js';

/** A vector modulo a prime, given by its nonzero entries by column. */
export type ModularVector = ReadonlyMap<number, number>;

/** x_column = Σ_c others[c] x_c, from a row */
interface Substitution {
  readonly row: number;
  readonly column: number;
  readonly others: ModularVector;
}

/**
 * A basis of the solutions of A x = 0 modulo a prime p below 2^26, for a sparse matrix.
 *
 * Rows with one entry are solved first, then those with two, and so on. The longest strings of a commutator are reached
 * in only one or two ways, so most unknowns are eliminated before a row grows.
 *
 * @param rows     the nonzero entries of each row by column, from 1 to p − 1; the rows are overwritten
 * @param columns  number of unknowns
 * @returns        one vector for each unknown that stays free
 * @diagnostic     `interrupted`
 */
export function kernelModulo(rows: readonly Map<number, number>[], columns: number, p: number): ModularVector[] {
  return new SparseElimination(rows, columns, p).kernel();
}

/**
 * Rows and columns of a matrix modulo a prime whose square minor does not vanish and has the rank of the columns that are
 * eliminated.
 *
 * @param rows     as in `kernelModulo`; they are left with entries in further columns only, those of the pivots empty
 * @param columns  number of columns that are eliminated, the first ones; further ones are carried along
 * @diagnostic     `interrupted`
 */
export function pivotsModulo(
  rows: readonly Map<number, number>[],
  columns: number,
  p: number,
): { readonly row: number; readonly column: number }[] {
  return new SparseElimination(rows, columns, p).pivots();
}

class SparseElimination {
  /** for each column, the rows that contain it */
  private readonly holders: Set<number>[];
  /** for each number of entries, the rows that had this many when they were filed */
  private readonly bySize: number[][] = [];
  private readonly substitutions: Substitution[] = [];

  constructor(
    private readonly rows: readonly Map<number, number>[],
    private readonly columns: number,
    private readonly p: number,
  ) {
    this.holders = Array.from({ length: columns }, () => new Set<number>());
    for (const [k, row] of rows.entries()) {
      for (const column of row.keys()) this.holders[column]?.add(k);
      this.file(k);
    }
  }

  private file(k: number): void {
    const { size } = this.rows[k]!;
    if (size > 0) (this.bySize[size] ??= []).push(k);
  }

  kernel(): ModularVector[] {
    this.eliminate();
    return this.solutions();
  }

  pivots(): { readonly row: number; readonly column: number }[] {
    this.eliminate();
    return this.substitutions.map(({ row, column }) => ({ row, column }));
  }

  private eliminate(): void {
    let size = 1;
    while (size < this.bySize.length) {
      const k = this.bySize[size]?.pop();
      if (k === undefined) {
        size += 1;
        continue;
      }
      // A row that has changed since then was filed again.
      if (this.rows[k]!.size !== size) continue;
      size = Math.min(size, this.solve(k));
    }
  }

  /**
   * Solves a row for the unknown that occurs in the fewest rows, and substitutes the solution there.
   *
   * @returns the size of the shortest row that has changed
   */
  private solve(k: number): number {
    checkInterrupt();
    const { p, rows, holders, columns } = this;
    const row = rows[k]!;
    let pivot = -1;
    for (const column of row.keys()) {
      if (column < columns && (pivot < 0 || holders[column]!.size < holders[pivot]!.size)) pivot = column;
    }
    // Only further columns are left in it.
    if (pivot < 0) return Number.POSITIVE_INFINITY;
    const inverse = inverseModulo(row.get(pivot)!, p);
    const others = new Map<number, number>();
    for (const [column, value] of row) {
      holders[column]?.delete(k);
      if (column !== pivot) others.set(column, p - ((value * inverse) % p));
    }
    row.clear();
    let shortest = Number.POSITIVE_INFINITY;
    for (const other of holders[pivot]!) {
      const target = rows[other]!;
      const factor = target.get(pivot)!;
      target.delete(pivot);
      for (const [column, value] of others) {
        const before = target.get(column);
        const after = ((before ?? 0) + factor * value) % p;
        if (after === 0) {
          target.delete(column);
          holders[column]?.delete(other);
        } else {
          target.set(column, after);
          if (before === undefined) holders[column]?.add(other);
        }
      }
      this.file(other);
      if (target.size > 0) shortest = Math.min(shortest, target.size);
    }
    holders[pivot]!.clear();
    this.substitutions.push({ row: k, column: pivot, others });
    return shortest;
  }

  private solutions(): ModularVector[] {
    const { p, columns, substitutions } = this;
    const solved = new Set(substitutions.map(({ column }) => column));
    const free = Array.from({ length: columns }, (_, c) => c).filter((c) => !solved.has(c));
    // For each column, the coefficients of the free unknowns; a column that is zero is left out.
    const expressions = new Map<number, Map<number, number>>(free.map((c, k) => [c, new Map([[k, 1]])]));
    for (const { column, others } of substitutions.reverse()) {
      const sum = new Map<number, number>();
      for (const [other, value] of others) {
        for (const [k, coefficient] of expressions.get(other) ?? [])
          sum.set(k, ((sum.get(k) ?? 0) + value * coefficient) % p);
      }
      for (const [k, coefficient] of sum) if (coefficient === 0) sum.delete(k);
      if (sum.size > 0) expressions.set(column, sum);
    }
    const vectors = free.map(() => new Map<number, number>());
    for (const [column, expression] of expressions)
      for (const [k, coefficient] of expression) vectors[k]!.set(column, coefficient);
    return vectors;
  }
}

/**
 * Vectors modulo a prime in echelon form: each has an entry 1 in its own pivot column, the first in the order of
 * `rank`, where all others vanish.
 */
export class ModularEchelon {
  private readonly basis = new Map<number, Map<number, number>>();

  /** @param rank  rank of each column in the order; the pivot of a vector is its column of least rank */
  constructor(
    private readonly p: number,
    private readonly rank: (column: number) => number,
  ) {}

  /** Adds a vector. Returns false if it is a combination of the earlier ones. */
  add(vector: ModularVector): boolean {
    const { p, basis } = this;
    const rest = new Map(vector);
    for (const [pivot, row] of basis) {
      const factor = rest.get(pivot);
      if (factor !== undefined) subtractMultiple(rest, row, factor, p);
    }
    if (rest.size === 0) return false;
    let pivot = -1;
    for (const column of rest.keys()) if (pivot < 0 || this.rank(column) < this.rank(pivot)) pivot = column;
    const inverse = inverseModulo(rest.get(pivot)!, p);
    for (const [column, value] of rest) rest.set(column, (value * inverse) % p);
    for (const row of basis.values()) {
      const factor = row.get(pivot);
      if (factor !== undefined) subtractMultiple(row, rest, factor, p);
    }
    basis.set(pivot, rest);
    return true;
  }

  /** The vectors by their pivots. */
  get vectors(): ReadonlyMap<number, ModularVector> {
    return this.basis;
  }
}

function subtractMultiple(from: Map<number, number>, row: ModularVector, factor: number, p: number): void {
  for (const [column, value] of row) {
    const after = ((from.get(column) ?? 0) + (p - factor) * value) % p;
    if (after === 0) from.delete(column);
    else from.set(column, after);
  }
}
