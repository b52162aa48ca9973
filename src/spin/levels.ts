import {
  type Coefficient,
  addCoefficients,
  coefficientText,
  conjugateCoefficient,
  equalCoefficients,
  isZeroCoefficient,
  multiplyCoefficients,
} from '../exact/index.js';
import { refuse } from '../text/index.js';

/**
 * One matrix element of an N-level system: coefficient · |row⟩⟨column|, times δ(x − position) for a point scatterer.
 * States are numbered as typed. Row and column are undefined for a δ(x − a) that multiplies no level operator yet.
 */
export interface LevelEntry {
  readonly row: number | undefined;
  readonly column: number | undefined;
  readonly position: Coefficient | undefined;
  readonly coefficient: Coefficient;
}

/**
 * An operator of an N-level system in a gas: a finite sum of level operators and point scatterers.   gas (13), (S47)
 */
export interface LevelOperator {
  readonly entries: readonly LevelEntry[];
}

function keyOf(e: LevelEntry): string {
  return `${e.row ?? ''},${e.column ?? ''},${e.position ? coefficientText(e.position) : '-'}`;
}

/** Highest number of a state. */
export const maxLevel = 9999;

/** The canonical sum: entries by position, row and column, none zero. */
export function sumLevels(entries: Iterable<LevelEntry>): LevelOperator {
  const sums = new Map<string, LevelEntry>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const before = sums.get(key);
    sums.set(key, before ? { ...entry, coefficient: addCoefficients(before.coefficient, entry.coefficient) } : entry);
  }
  const kept = [...sums].filter(([, e]) => !isZeroCoefficient(e.coefficient));
  kept.sort(([k, a], [l, b]) => {
    const [p, q] = [k.split(',')[2]!, l.split(',')[2]!];
    if (p !== q) return p < q ? -1 : 1;
    return (a.row ?? 0) - (b.row ?? 0) || (a.column ?? 0) - (b.column ?? 0);
  });
  return { entries: kept.map(([, e]) => e) };
}

/** |a⟩⟨b| |c⟩⟨d| = δ_bc |a⟩⟨d|; at most one factor is a point scatterer. */
export function multiplyLevels(a: LevelOperator, b: LevelOperator): LevelOperator {
  const products: LevelEntry[] = [];
  for (const p of a.entries) {
    for (const q of b.entries) {
      if (p.position && q.position) {
        refuse('scatterer-product', 'a product of two point scatterers δ(x)', {
          hint: 'add them: δ(x) A + δ(x - 0.8) B',
        });
      }
      const coefficient = multiplyCoefficients(p.coefficient, q.coefficient);
      const position = p.position ?? q.position;
      if (p.row === undefined) products.push({ ...q, position, coefficient });
      else if (q.row === undefined) products.push({ ...p, position, coefficient });
      else if (p.column === q.row) products.push({ row: p.row, column: q.column, position, coefficient });
    }
  }
  return sumLevels(products);
}

export function adjointLevels(a: LevelOperator): LevelOperator {
  return sumLevels(
    a.entries.map((e) => ({
      row: e.column,
      column: e.row,
      position: e.position,
      coefficient: conjugateCoefficient(e.coefficient),
    })),
  );
}

export function mapLevels(a: LevelOperator, change: (c: Coefficient) => Coefficient): LevelOperator {
  return sumLevels(
    a.entries.map((e) => ({ ...e, position: e.position && change(e.position), coefficient: change(e.coefficient) })),
  );
}

/** As `mapLevels`, but without changing positions, for multiplication by a scalar. */
export function scaleLevels(a: LevelOperator, by: Coefficient): LevelOperator {
  return sumLevels(a.entries.map((e) => ({ ...e, coefficient: multiplyCoefficients(e.coefficient, by) })));
}

export function isHermitianLevels(a: LevelOperator): boolean {
  const b = adjointLevels(a);
  return (
    a.entries.length === b.entries.length &&
    a.entries.every(
      (e, k) => keyOf(e) === keyOf(b.entries[k]!) && equalCoefficients(e.coefficient, b.entries[k]!.coefficient),
    )
  );
}
