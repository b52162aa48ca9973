import { multiplyMatrices, real, type RealMatrix } from '../numeric/index.js';
import { checkInterrupt } from '../text/index.js';
import { Elimination, type LeakySystem, scaleDown } from './elimination.js';

/** Number of unknowns that are eliminated together, by products of matrices. */
const panelSize = 160;

/** Number of unknowns that are eliminated one level after another. */
const leafSize = 32;

/** Number of rows in such a product. */
const stripRows = 512;

/**
 * The vector, and whether rounding may have selected it among several; or the level at which the elimination has ended.
 */
export type NullVector =
  | { readonly value: Float64Array; readonly doubtful: boolean; readonly stuck?: undefined }
  | { readonly stuck: number };

/**
 * The vector of trace one with K x = 0, by the same elimination in panels: level by level inside a panel, and by
 * products of matrices between panels, in which all terms of a sum have the same sign.
 *
 * @param system  without a leak; its matrix is overwritten
 * @returns the vector, or the level that is stuck and has to be eliminated last; two stuck levels both stay
 * @cost 2/3 n³ multiplications, nearly all of them in products
 */
export function nullVector(
  { matrix, trace, level }: Omit<LeakySystem, 'leak'>,
  onProgress?: (done: number, total: number) => void,
): NullVector {
  const n = matrix.cols;
  const order = Int32Array.from(level.keys()).sort((a, b) => level[a]! - level[b]! || a - b);
  const own = Float64Array.from(order, (i) => trace[i]!);
  const levels = Int32Array.from(order, (i) => level[i]!);
  const decay = Float64Array.from(order, (i) => matrix.re[i * n + i]!);
  const k = permuted(matrix.re, order);
  let doubtful = false;
  const carriers: { start: number; end: number; w: RealMatrix }[] = [];
  let end = n;
  while (end > leafSize) {
    let start = Math.max(end - panelSize, Math.min(leafSize, end >> 1));
    while (start > 0 && levels[start - 1] === levels[start]) start -= 1;
    if (start === 0) break;
    checkInterrupt();
    onProgress?.(n - end, n);
    const p = end - start;
    const panel = invertedPanel({
      matrix: blockOf(k, n, { row: start, rows: p, column: start, columns: p }),
      trace: own.subarray(start, end),
      leak: columnSums(k, n, own, start, end),
      level: levels.subarray(start, end),
      decay: decay.subarray(start, end),
    });
    if ('stuck' in panel) return panel;
    doubtful ||= panel.doubtful;
    const { inverse } = panel;
    const w = multiplyMatrices(inverse, blockOf(k, n, { row: start, rows: p, column: 0, columns: start })).value;
    for (let top = 0; top < start; top += stripRows) {
      const rows = Math.min(stripRows, start - top);
      const left = blockOf(k, n, { row: top, rows, column: start, columns: p });
      const product = multiplyMatrices(left, w).value.re;
      for (let i = 0; i < rows; i++) {
        const to = (top + i) * n;
        const from = i * start;
        for (let c = 0; c < start; c++) k[to + c]! -= product[from + c]!;
      }
    }
    carriers.push({ start, end, w });
    end = start;
  }
  const elimination = new Elimination({
    matrix: blockOf(k, n, { row: 0, rows: end, column: 0, columns: end }),
    trace: own.slice(0, end),
    leak: new Float64Array(end),
    level: levels.slice(0, end),
    decay: decay.slice(0, end),
  });
  if (elimination.stuck !== undefined) return { stuck: elimination.stuck };
  const x = new Float64Array(n);
  x.set(elimination.solve(new Float64Array(end)));
  for (const { start, end: stop, w } of [...carriers].reverse()) {
    for (let i = start; i < stop; i++) {
      let sum = 0;
      for (let c = 0; c < start; c++) sum -= w.re[(i - start) * start + c]! * x[c]!;
      x[i] = sum;
    }
    scaleDown(x, start, stop);
  }
  const whole = x.reduce((sum, v, i) => sum + own[i]! * v, 0);
  const out = new Float64Array(n);
  order.forEach((i, at) => (out[i] = x[at]! / whole));
  return { value: out, doubtful: doubtful || elimination.doubtful };
}

/** Sums over the populations before a panel of the columns in it: what its unknowns lose to them. */
function columnSums(k: Float64Array, n: number, trace: Float64Array, start: number, end: number): Float64Array {
  const sums = new Float64Array(end - start);
  for (let row = 0; row < start; row++) {
    if (trace[row] === 0) continue;
    for (let c = start; c < end; c++) sums[c - start]! += k[row * n + c]!;
  }
  return sums;
}

/** A part of a matrix with n columns. */
function blockOf(
  k: Float64Array,
  n: number,
  { row, rows, column, columns }: { row: number; rows: number; column: number; columns: number },
): RealMatrix {
  const out = real(rows, columns);
  for (let i = 0; i < rows; i++)
    out.re.set(k.subarray((row + i) * n + column, (row + i) * n + column + columns), i * columns);
  return out;
}

type PanelSystem = LeakySystem & { readonly decay: Float64Array };

type InvertedPanel = { readonly inverse: RealMatrix; readonly doubtful: boolean } | { readonly stuck: number };

/**
 * K⁻¹ of a panel that loses to others, by halves: with the second half eliminated, W = D⁻¹C and S = A − BW,
 *
 *   [A B; C D]⁻¹ = [S⁻¹, −S⁻¹BD⁻¹; −WS⁻¹, D⁻¹ + WS⁻¹BD⁻¹]
 *
 * What a half loses is again a sum of rates: the second loses to the first, and the first through the second.
 */
function invertedPanel(system: PanelSystem): InvertedPanel {
  const { matrix, trace, leak, level, decay } = system;
  const n = matrix.cols;
  let s = n >> 1;
  while (s > 0 && level[s - 1] === level[s]) s -= 1;
  if (n <= leafSize || s === 0) return invertedLeaf(system);
  const k = matrix.re;
  const d = n - s;
  const between = columnSums(k, n, trace, s, n);
  const second = invertedPanel({
    matrix: blockOf(k, n, { row: s, rows: d, column: s, columns: d }),
    trace: trace.subarray(s),
    leak: between.map((x, c) => x + leak[s + c]!),
    level: level.subarray(s),
    decay: decay.subarray(s),
  });
  if ('stuck' in second) return second;
  const w = multiplyMatrices(second.inverse, blockOf(k, n, { row: s, rows: d, column: 0, columns: s })).value;
  const b = blockOf(k, n, { row: 0, rows: s, column: s, columns: d });
  const through = multiplyMatrices(b, w).value.re;
  const a = blockOf(k, n, { row: 0, rows: s, column: 0, columns: s });
  for (let e = 0; e < through.length; e++) a.re[e]! -= through[e]!;
  const left = leak.slice(0, s);
  for (let i = 0; i < d; i++) {
    const f = leak[s + i]!;
    if (f !== 0) for (let c = 0; c < s; c++) left[c]! -= f * w.re[i * s + c]!;
  }
  const first = invertedPanel({
    matrix: a,
    trace: trace.subarray(0, s),
    leak: left,
    level: level.subarray(0, s),
    decay: decay.subarray(0, s),
  });
  if ('stuck' in first) return first;
  const inverse = real(n, n);
  const u = multiplyMatrices(b, second.inverse).value;
  const right = multiplyMatrices(first.inverse, u).value;
  const below = multiplyMatrices(w, first.inverse).value;
  const corner = multiplyMatrices(w, right).value;
  for (let i = 0; i < s; i++) {
    inverse.re.set(first.inverse.re.subarray(i * s, (i + 1) * s), i * n);
    for (let j = 0; j < d; j++) inverse.re[i * n + s + j] = -right.re[i * d + j]!;
  }
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < s; j++) inverse.re[(s + i) * n + j] = -below.re[i * s + j]!;
    for (let j = 0; j < d; j++) inverse.re[(s + i) * n + s + j] = second.inverse.re[i * d + j]! + corner.re[i * d + j]!;
  }
  return { inverse, doubtful: first.doubtful || second.doubtful };
}

/** The same, level by level. */
function invertedLeaf(system: PanelSystem): InvertedPanel {
  const n = system.matrix.cols;
  const elimination = new Elimination(system);
  if (elimination.stuck !== undefined) return { stuck: elimination.stuck };
  if (elimination.closed) return { stuck: system.level[0]! };
  const inverse = real(n, n);
  const unit = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    unit[j] = 1;
    const column = elimination.solve(unit);
    for (let i = 0; i < n; i++) inverse.re[i * n + j] = column[i]!;
    unit[j] = 0;
  }
  return { inverse, doubtful: elimination.doubtful };
}

/** Permutes rows and columns in place, with the memory of one extra row. */
function permuted(a: Float64Array, order: Int32Array): Float64Array {
  const n = order.length;
  const row = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    row.set(a.subarray(i * n, (i + 1) * n));
    for (let j = 0; j < n; j++) a[i * n + j] = row[order[j]!]!;
  }
  const done = new Uint8Array(n);
  for (let first = 0; first < n; first++) {
    if (done[first] === 1) continue;
    row.set(a.subarray(first * n, (first + 1) * n));
    let i = first;
    for (;;) {
      done[i] = 1;
      const from = order[i]!;
      if (from === first) {
        a.set(row, i * n);
        break;
      }
      a.copyWithin(i * n, from * n, (from + 1) * n);
      i = from;
    }
  }
  return a;
}
