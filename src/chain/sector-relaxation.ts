import type { SectorBlock, SectorFactors, StrengthenedGain } from './sector-block.js';
import { dotAt } from './superoperator-product.js';

/** The inflow from other sector blocks, together with the terms that its factors leave out. */
function inflowTo(block: SectorBlock, x: Float64Array): Float64Array {
  const y = new Float64Array(block.size);
  for (const { coupling } of block.from) addGainTo(coupling, x, y, block.start);
  for (const coupling of block.rest) addGainTo(coupling, x, y, block.start);
  for (const { row, column, value } of block.cross) y[row - block.start]! += value * x[column]!;
  for (const { row, column, value } of block.restOfLosses) y[row - block.start]! += value * x[column]!;
  return y;
}

function addGainTo(
  { row, rows, column, columns, values, strength }: StrengthenedGain,
  x: Float64Array,
  y: Float64Array,
  start: number,
): void {
  for (let i = 0; i < rows; i++) y[row - start + i]! += strength * dotAt(values, i * columns, x, column, columns);
}

/** Solves a block's own equations with the inflow from the others; its trace does not change. */
export function relaxSector(block: SectorBlock, x: Float64Array): void {
  const b = inflowTo(block, x);
  const { start, size, trace, share } = block;
  let weight = 0;
  for (let i = 0; i < size; i++) weight += trace[i]! * x[start + i]!;
  for (let i = 0; i < size; i++) b[i] = -b[i]! + share[i]! * weight;
  const v = backSubstitute(block.factors, b);
  let after = 0;
  for (let i = 0; i < size; i++) after += trace[i]! * v[i]!;
  const factor = block.populations && after !== 0 ? weight / after : 1;
  for (let i = 0; i < size; i++) x[start + i] = v[i]! * factor;
}

/** A P = L U: x = P U⁻¹ L⁻¹ b. */
export function backSubstitute({ n, lu, pivots }: SectorFactors, b: Float64Array): Float64Array {
  const a = lu.re;
  const y = b;
  for (let i = 0; i < n; i++) {
    y[i] = (y[i]! - dotAt(a, i * n, y, 0, i)) / a[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    y[i]! -= dotAt(a, i * n + i + 1, y, i + 1, n - i - 1);
  }
  for (let i = n - 1; i >= 0; i--) {
    const r = pivots[i]!;
    [y[i], y[r]] = [y[r]!, y[i]!];
  }
  return y;
}
