import { checkInterrupt } from '../text/index.js';

/** Arithmetic of a ring in which some elements, its units, can be inverted. */
export interface Ring<T> {
  readonly one: T;
  isZero(a: T): boolean;
  /** 1/a; undefined where a is not a unit */
  invert(a: T): T | undefined;
  multiply(a: T, b: T): T;
  subtract(a: T, b: T): T;
  /** length of a when written; small pivots keep the numbers small */
  size(a: T): number;
  /**
   * Elements divided by a common divisor that is not a unit, if there is one. Rows that are cross-multiplied collect such
   * divisors; without this method they keep them.
   */
  withoutCommon?(all: readonly T[]): { readonly common: T; readonly quotients: readonly T[] } | undefined;
}

/** Σ_c entries[c] x_c = right */
export interface Equation<T> {
  readonly entries: Map<number, T>;
  readonly right: T;
}

/** The solution of a linear system over the field of fractions of its ring. */
export type LinearSolution<T> =
  | {
      readonly kind: 'solved';
      /** x_c = numerators[c] / denominator; free unknowns are 0 and left out */
      readonly numerators: ReadonlyMap<number, T>;
      readonly denominator: T;
      /** the answer holds at all parameters where none of these vanishes */
      readonly pivots: readonly T[];
    }
  | {
      readonly kind: 'contradiction' /** the number that the elimination finds equal to zero */;
      readonly rest: T;
      readonly pivots: readonly T[];
      /** the equation at which it shows; those before it have a solution */
      readonly equation: number;
    };

interface Pivot<T> {
  readonly column: number;
  readonly row: Equation<T>;
  /** the pivot, 1 if the row was divided by it */
  readonly value: T;
}

/**
 * Exact Gaussian elimination: rows are divided by units only. If no unit is left, rows are cross-multiplied, so that
 * nothing leaves the ring. Every pivot is recorded, since at its zeros the answer may be different.
 *
 * @diagnostic `interrupted`
 */
export function eliminate<T>(equations: readonly Equation<T>[], ring: Ring<T>): LinearSolution<T> {
  const system = new Elimination(ring);
  // Short rows come first, which are those of the longest strings and contain one or two unknowns.
  const numbers = new Map(equations.map((equation, k) => [equation, k]));
  let open = [...equations].sort((a, b) => a.entries.size - b.entries.size);
  for (let unitsOnly = true; ; ) {
    const later: Equation<T>[] = [];
    let progress = false;
    for (const equation of open) {
      checkInterrupt();
      const row = system.reduce(equation);
      if (row.entries.size === 0) {
        if (!ring.isZero(row.right))
          return {
            kind: 'contradiction',
            rest: row.right,
            pivots: system.values,
            equation: numbers.get(equation)!,
          };
        continue;
      }
      if (system.take(row, unitsOnly)) progress = true;
      else {
        numbers.set(row, numbers.get(equation)!);
        later.push(row);
      }
      if (progress && !unitsOnly) {
        // After one pivot that is not a unit there may be units again.
        later.push(...open.slice(open.indexOf(equation) + 1));
        break;
      }
    }
    if (later.length === 0) break;
    unitsOnly = progress;
    open = later;
    if (!unitsOnly) open.sort((a, b) => a.entries.size - b.entries.size);
  }
  return system.solution();
}

class Elimination<T> {
  private readonly pivots: Pivot<T>[] = [];
  /** index among the pivots, by column */
  private readonly place = new Map<number, number>();
  readonly values: T[] = [];

  constructor(private readonly ring: Ring<T>) {}

  /** Eliminates the solved columns from the row. */
  reduce({ entries, right }: Equation<T>): Equation<T> {
    const { ring } = this;
    const row = new Map(entries);
    let rest = right;
    let multiplied = false;
    for (;;) {
      // The row of a pivot contains only columns of later pivots, so one forward pass suffices.
      let next = Number.POSITIVE_INFINITY;
      for (const column of row.keys()) next = Math.min(next, this.place.get(column) ?? Number.POSITIVE_INFINITY);
      if (next === Number.POSITIVE_INFINITY) return multiplied ? this.lowest(row, rest) : { entries: row, right: rest };
      const { column, row: pivot, value } = this.pivots[next]!;
      const factor = row.get(column)!;
      row.delete(column);
      if (value !== ring.one) {
        multiplied = true;
        for (const [c, v] of row) row.set(c, ring.multiply(v, value));
        rest = ring.multiply(rest, value);
      }
      for (const [c, v] of pivot.entries) {
        if (c === column) continue;
        const product = ring.multiply(factor, v);
        const before = row.get(c);
        const after =
          before === undefined
            ? ring.subtract(ring.subtract(product, product), product)
            : ring.subtract(before, product);
        if (ring.isZero(after)) row.delete(c);
        else row.set(c, after);
      }
      rest = ring.subtract(rest, ring.multiply(factor, pivot.right));
    }
  }

  /** Divides a row by the common divisor of its numbers, which is assumed not to vanish, as a pivot is. */
  private lowest(entries: Map<number, T>, right: T): Equation<T> {
    const reduced = entries.size > 0 ? this.ring.withoutCommon?.([...entries.values(), right]) : undefined;
    if (!reduced) return { entries, right };
    this.values.push(reduced.common);
    return {
      entries: new Map([...entries.keys()].map((c, k) => [c, reduced.quotients[k]!])),
      right: reduced.quotients.at(-1)!,
    };
  }

  /** Solves a row for one of its unknowns. */
  take(row: Equation<T>, unitsOnly: boolean): boolean {
    const { ring } = this;
    let best: number | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const [column, value] of row.entries) {
      const size = ring.size(value);
      if (size < least && (!unitsOnly || ring.invert(value) !== undefined)) [best, least] = [column, size];
    }
    if (best === undefined) return false;
    const value = row.entries.get(best)!;
    const inverse = ring.invert(value);
    this.values.push(value);
    this.place.set(best, this.pivots.length);
    if (inverse === undefined) {
      this.pivots.push({ column: best, row, value });
    } else {
      const entries = new Map<number, T>();
      for (const [c, v] of row.entries) entries.set(c, c === best ? ring.one : ring.multiply(v, inverse));
      this.pivots.push({ column: best, row: { entries, right: ring.multiply(row.right, inverse) }, value: ring.one });
    }
    return true;
  }

  solution(): LinearSolution<T> {
    const { ring } = this;
    let numerators = new Map<number, T>();
    let denominator = ring.one;
    for (const { column, row, value } of [...this.pivots].reverse()) {
      let sum = ring.multiply(row.right, denominator);
      for (const [c, v] of row.entries) {
        const known = c === column ? undefined : numerators.get(c);
        if (known !== undefined) sum = ring.subtract(sum, ring.multiply(v, known));
      }
      if (value !== ring.one && !ring.isZero(sum)) {
        numerators = new Map([...numerators].map(([c, v]) => [c, ring.multiply(v, value)]));
        denominator = ring.multiply(denominator, value);
      }
      if (!ring.isZero(sum)) numerators.set(column, sum);
      const reduced = value === ring.one ? undefined : ring.withoutCommon?.([...numerators.values(), denominator]);
      if (reduced) {
        numerators = new Map([...numerators.keys()].map((c, k) => [c, reduced.quotients[k]!]));
        denominator = reduced.quotients.at(-1)!;
      }
    }
    return { kind: 'solved', numerators, denominator, pivots: this.values };
  }
}
