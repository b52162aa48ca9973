import { fc, test as check } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { kernelModulo, pivotsModulo } from '../../src/exact/index.js';

const p = 101;

/** The determinant by Laplace's expansion, which has nothing in common with an elimination. */
function determinant(m: readonly (readonly number[])[]): number {
  if (m.length === 0) return 1;
  return m[0]!.reduce((sum, entry, c) => {
    const minor = m.slice(1).map((row) => row.filter((_, k) => k !== c));
    const term = entry * determinant(minor) * (c % 2 === 0 ? 1 : p - 1);
    return (sum + term) % p;
  }, 0);
}

const matrix = fc.integer({ min: 1, max: 5 }).chain((columns) =>
  fc.array(fc.array(fc.constantFrom(0, 0, 0, 1, 2, 100), { minLength: columns, maxLength: columns }), {
    minLength: 1,
    maxLength: 6,
  }),
);
const sparse = (m: readonly (readonly number[])[]): Map<number, number>[] =>
  m.map((row) => new Map(row.map((v, c): [number, number] => [c, v]).filter(([, v]) => v !== 0)));

describe('pivots modulo a prime', () => {
  check.prop([matrix])('are as many as the rank, and their minor does not vanish', (m) => {
    const columns = m[0]!.length;
    const pivots = pivotsModulo(sparse(m), columns, p);
    expect(pivots).toHaveLength(columns - kernelModulo(sparse(m), columns, p).length);
    expect(determinant(pivots.map(({ row }) => pivots.map(({ column }) => m[row]![column]!)))).not.toBe(0);
  });

  check.prop([matrix])('of the first columns leave the further ones as their Schur complement', (m) => {
    const own = m[0]!.length - 1;
    const rows = sparse(m);
    const pivots = pivotsModulo(rows, own, p);
    rows.forEach((row, k) => {
      for (const column of row.keys()) expect(column).toBe(own);
      if (pivots.some((pivot) => pivot.row === k)) return;
      // det of the bordered minor = entry that is left · det of the minor
      const chosen = [...pivots.map((pivot) => pivot.row), k];
      const bordered = chosen.map((r) => [...pivots.map(({ column }) => m[r]![column]!), m[r]![own]!]);
      const minor = pivots.map(({ row: r }) => pivots.map(({ column }) => m[r]![column]!));
      expect(determinant(bordered)).toBe(((row.get(own) ?? 0) * determinant(minor)) % p);
    });
  });
});
