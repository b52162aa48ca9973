import { multiplyMatrices, real, type RealMatrix } from '../numeric/index.js';
import { checkInterrupt } from '../text/index.js';
import { Elimination, type LeakySystem, scaleDown } from './elimination.js';

/** Number of unknowns that are eliminated together, by products of matrices. */
const panelSize = 160;

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
  while (end > panelSize) {
    let start = end - panelSize;
    while (start > 0 && levels[start - 1] === levels[start]) start -= 1;
    if (start === 0) break;
    checkInterrupt();
    onProgress?.(n - end, n);
    const p = end - start;
    const inside = real(p, p);
    for (let i = 0; i < p; i++) inside.re.set(k.subarray((start + i) * n + start, (start + i) * n + end), i * p);
    const leak = new Float64Array(p);
    for (let row = 0; row < start; row++) {
      if (own[row] === 0) continue;
      for (let c = 0; c < p; c++) leak[c]! += k[row * n + start + c]!;
    }
    const elimination = new Elimination({
      matrix: inside,
      trace: own.slice(start, end),
      leak,
      level: levels.slice(start, end),
      decay: decay.slice(start, end),
    });
    if (elimination.stuck !== undefined) return { stuck: elimination.stuck };
    if (elimination.closed) return { stuck: levels[start]! };
    doubtful ||= elimination.doubtful;
    const inverse = real(p, p);
    const unit = new Float64Array(p);
    for (let j = 0; j < p; j++) {
      unit[j] = 1;
      elimination.solve(unit).forEach((x, i) => (inverse.re[i * p + j] = x));
      unit[j] = 0;
    }
    const right = real(p, start);
    for (let i = 0; i < p; i++) right.re.set(k.subarray((start + i) * n, (start + i) * n + start), i * start);
    const w = multiplyMatrices(inverse, right).value;
    for (let top = 0; top < start; top += stripRows) {
      const rows = Math.min(stripRows, start - top);
      const left = real(rows, p);
      for (let i = 0; i < rows; i++) left.re.set(k.subarray((top + i) * n + start, (top + i) * n + end), i * p);
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
  const last = real(end, end);
  for (let i = 0; i < end; i++) last.re.set(k.subarray(i * n, i * n + end), i * end);
  const elimination = new Elimination({
    matrix: last,
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
