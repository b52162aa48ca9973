// Written in the subset that TypeScript and AssemblyScript share: see machine.ts.
import type { f64, i32 } from './machine.js';
import { at, combine, move, pivot, project, put, scale, turn, zero } from './machine.js';
import { conjugate, product } from './product.js';

/**
 * Number of columns that are factored one by one, and size of the triangles that are inverted explicitly: two tiles.
 */
const strip = 8;

/**
 * Number of columns whose rows are exchanged together, so that a line of each, in both planes, stays in the first
 * cache.
 */
const band = 64;

/** Exchanges the rows `first` … `last` in the columns `from` … `to`. */
function swapRows(cx: i32, a: i32, ai: i32, ld: i32, from: i32, to: i32, pivots: i32, first: i32, last: i32): void {
  for (let j0: i32 = from; j0 < to; j0 += band) {
    const j1: i32 = j0 + band < to ? j0 + band : to;
    for (let i: i32 = first; i < last; i++) {
      const r = <i32>at(pivots + i);
      if (r == i) continue;
      const step = r - i;
      const end = a + j1 * ld + i;
      const plane: i32 = cx != 0 ? ai - a : 0;
      for (let p: i32 = a + j0 * ld + i; p < end; p += ld) {
        const t = at(p);
        put(p, at(p + step));
        put(p + step, t);
        if (plane != 0) {
          const q = p + plane;
          const u = at(q);
          put(q, at(q + step));
          put(q + step, u);
        }
      }
    }
  }
}

/**
 * Factors `count` columns from `first` on, in the rows from `first` to n, one by one; each is updated when its turn
 * comes.
 */
function factorStrip(cx: i32, n: i32, a: i32, ai: i32, ld: i32, first: i32, count: i32, pivots: i32, work: i32): i32 {
  let status: i32 = 0;
  const c = work;
  const ci = work + strip;
  for (let j: i32 = first; j < first + count; j++) {
    const x = a + j * ld;
    const xi = ai + j * ld;
    swapRows(cx, a, ai, ld, j, j + 1, pivots, first, j);
    // The part above the diagonal follows by substitution; its negative is kept for the update of the rest.
    for (let i: i32 = first; i < j; i++) {
      const f = at(x + i);
      const g: f64 = cx != 0 ? at(xi + i) : 0.0;
      put(c + i - first, -f);
      if (cx != 0) put(ci + i - first, -g);
      for (let r: i32 = i + 1; r < j; r++) {
        const l = at(a + i * ld + r);
        if (cx != 0) {
          const m = at(ai + i * ld + r);
          put(x + r, at(x + r) - (l * f - m * g));
          put(xi + r, at(xi + r) - (l * g + m * f));
        } else put(x + r, at(x + r) - l * f);
      }
    }
    if (j > first) combine(cx, n - j, j - first, a + first * ld + j, ai + first * ld + j, ld, c, ci, x + j, xi + j);
    const r = j + pivot(cx, n - j, x + j, xi + j);
    put(pivots + j, r);
    const f = at(x + r);
    const g: f64 = cx != 0 ? at(xi + r) : 0.0;
    if (f == 0 && g == 0) {
      if (status == 0) status = j + 1;
      continue;
    }
    swapRows(cx, a, ai, ld, first, j + 1, pivots, j, j + 1);
    // 1/(f + ig) is computed with the larger part divided out, because a pivot may be tiny although the matrix is of
    // order one.
    let u: f64 = 0.0;
    let v: f64 = 0.0;
    if (Math.abs(f) >= Math.abs(g)) {
      const t = g / f;
      u = 1.0 / (f + g * t);
      v = -t * u;
    } else {
      const t = f / g;
      v = -1.0 / (g + f * t);
      u = -t * v;
    }
    if (!(Math.abs(u) + Math.abs(v) < Infinity)) {
      if (status == 0) status = j + 1;
      continue;
    }
    if (cx != 0) turn(n - j - 1, x + j + 1, xi + j + 1, u, v);
    else scale(x + j + 1, n - j - 1, u);
  }
  return status;
}

/** B → L⁻¹B for the unit lower triangle of m columns at a, B of the same column layout, n columns. */
function solveUnit(cx: i32, m: i32, n: i32, a: i32, ai: i32, b: i32, bi: i32, ld: i32, work: i32): void {
  if (m > strip) {
    const half: i32 = (m >> 1) - ((m >> 1) % strip);
    const rest = m - half;
    solveUnit(cx, half, n, a, ai, b, bi, ld, work);
    // By rows: (B₂)ᵀ −= (B₁)ᵀ (L₂₁)ᵀ.
    product(cx, 0, n, rest, half, -1.0, b, bi, ld, 1, 1.0, a + half, ai + half, ld, 1, 1.0, b + half, bi + half, ld);
    solveUnit(cx, rest, n, a + half * ld + half, ai + half * ld + half, b + half, bi + half, ld, work);
    return;
  }
  // L⁻¹ − 1 by columns: entries of L are at most one in modulus and the triangle is small, so the inverse is well
  // conditioned.
  const t = work;
  const ti = work + strip * strip;
  zero(t, m * m);
  if (cx != 0) zero(ti, m * m);
  for (let j: i32 = 0; j < m; j++) {
    for (let k: i32 = j; k < m - 1; k++) {
      const f: f64 = k == j ? 1.0 : at(t + j * m + k);
      const g: f64 = k == j || cx == 0 ? 0.0 : at(ti + j * m + k);
      for (let i: i32 = k + 1; i < m; i++) {
        const l = at(a + k * ld + i);
        if (cx != 0) {
          const h = at(ai + k * ld + i);
          put(t + j * m + i, at(t + j * m + i) - (l * f - h * g));
          put(ti + j * m + i, at(ti + j * m + i) - (l * g + h * f));
        } else put(t + j * m + i, at(t + j * m + i) - l * f);
      }
    }
  }
  // B += (L⁻¹ − 1) B is done for one band of columns at a time, since `product` packs the band of B that it reads
  // before it writes.
  product(cx, 0, n, m, m, 1.0, b, bi, ld, 1, 1.0, t, ti, m, 1, 1.0, b, bi, ld);
}

/**
 * P M = L U for `count` columns from `first` on, recursively: left half, update, right half.
 * M is given by columns, n rows, ld apart. Returns 0, or 1 + the first column without a pivot.
 */
function factorColumns(cx: i32, n: i32, a: i32, ai: i32, ld: i32, first: i32, count: i32, pivots: i32, work: i32): i32 {
  if (count <= strip) return factorStrip(cx, n, a, ai, ld, first, count, pivots, work);
  const half: i32 = (count >> 1) + strip - 1 - (((count >> 1) + strip - 1) % strip);
  const middle = first + half;
  const rest = count - half;
  let status = factorColumns(cx, n, a, ai, ld, first, half, pivots, work);
  swapRows(cx, a, ai, ld, middle, first + count, pivots, first, middle);
  const l = first * ld + first;
  const u = middle * ld + first;
  solveUnit(cx, half, rest, a + l, ai + l, a + u, ai + u, ld, work);
  product(
    cx,
    0,
    rest,
    n - middle,
    half,
    -1.0,
    a + u,
    ai + u,
    ld,
    1,
    1.0,
    a + l + half,
    ai + l + half,
    ld,
    1,
    1.0,
    a + u + half,
    ai + u + half,
    ld,
  );
  const second = factorColumns(cx, n, a, ai, ld, middle, rest, pivots, work);
  if (status == 0) status = second;
  swapRows(cx, a, ai, ld, first, middle, pivots, middle, first + count);
  return status;
}

/** P M = L U in place, M n × n by columns. `work`: 2 · strip² + 2 · strip places. */
export function factor(cx: i32, n: i32, a: i32, ai: i32, pivots: i32, work: i32): i32 {
  return factorColumns(cx, n, a, ai, n, 0, n, pivots, work);
}

/** Number of rows that are solved one by one between products. */
const rows = 16;

/**
 * B → A⁻¹B for A = Mᵀ, B by rows, n × m: A = Uᵀ Lᵀ P, so it is solved forward with Uᵀ and backward with Lᵀ, and then
 * the exchanges are undone. `work`: 2 n places.
 */
export function substitute(cx: i32, n: i32, m: i32, a: i32, ai: i32, pivots: i32, b: i32, bi: i32, work: i32): void {
  const c = work;
  const ci = work + n;
  // A single right-hand side is solved by projections, which conjugate it, so it is conjugated before and after.
  const single = m == 1 && cx != 0;
  if (single) conjugate(n, bi);
  for (let i0: i32 = 0; i0 < n; i0 += rows) {
    const nb: i32 = n - i0 < rows ? n - i0 : rows;
    if (m > 3 && i0 > 0) {
      product(cx, 0, nb, m, i0, -1.0, a + i0 * n, ai + i0 * n, n, 1, 1.0, b, bi, m, 1, 1.0, b + i0 * m, bi + i0 * m, m);
    }
    if (m == 1 && i0 > 0) {
      project(cx, i0, nb, a + i0 * n, ai + i0 * n, n, b, bi, c, ci);
      for (let i: i32 = 0; i < nb; i++) {
        put(b + i0 + i, at(b + i0 + i) - at(c + i));
        if (cx != 0) put(bi + i0 + i, at(bi + i0 + i) - at(ci + i));
      }
    }
    const from: i32 = m > 3 || m == 1 ? i0 : 0;
    for (let i: i32 = i0; i < i0 + nb; i++) {
      eliminate(
        cx,
        i - from,
        m,
        a + i * n + from,
        ai + i * n + from,
        b + from * m,
        bi + from * m,
        b + i * m,
        bi + i * m,
        c,
        ci,
      );
      const f = at(a + i * n + i);
      const g: f64 = cx != 0 ? at(ai + i * n + i) : 0.0;
      let u: f64 = 0.0;
      let v: f64 = 0.0;
      if (Math.abs(f) >= Math.abs(g)) {
        const t = g / f;
        u = 1.0 / (f + g * t);
        v = -t * u;
      } else {
        const t = f / g;
        v = -1.0 / (g + f * t);
        u = -t * v;
      }
      if (single) v = -v;
      if (cx != 0) turn(m, b + i * m, bi + i * m, u, v);
      else scale(b + i * m, m, u);
    }
  }
  for (let i1: i32 = n; i1 > 0; i1 -= rows) {
    const i0: i32 = i1 > rows ? i1 - rows : 0;
    if (m > 3 && i1 < n) {
      product(
        cx,
        0,
        i1 - i0,
        m,
        n - i1,
        -1.0,
        a + i0 * n + i1,
        ai + i0 * n + i1,
        n,
        1,
        1.0,
        b + i1 * m,
        bi + i1 * m,
        m,
        1,
        1.0,
        b + i0 * m,
        bi + i0 * m,
        m,
      );
    }
    if (m == 1 && i1 < n) {
      project(cx, n - i1, i1 - i0, a + i0 * n + i1, ai + i0 * n + i1, n, b + i1, bi + i1, c, ci);
      for (let i: i32 = 0; i < i1 - i0; i++) {
        put(b + i0 + i, at(b + i0 + i) - at(c + i));
        if (cx != 0) put(bi + i0 + i, at(bi + i0 + i) - at(ci + i));
      }
    }
    const end: i32 = m > 3 || m == 1 ? i1 : n;
    for (let i: i32 = i1 - 1; i >= i0; i--) {
      const p = i * n + i + 1;
      const k = (i + 1) * m;
      eliminate(cx, end - i - 1, m, a + p, ai + p, b + k, bi + k, b + i * m, bi + i * m, c, ci);
    }
  }
  if (single) conjugate(n, bi);
  for (let i: i32 = n - 1; i >= 0; i--) {
    const r = <i32>at(pivots + i);
    if (r == i) continue;
    exchange(b + i * m, b + r * m, m);
    if (cx != 0) exchange(bi + i * m, bi + r * m, m);
  }
}

/** y −= Σ cᵢ (row i of X): k rows of length m. For rows of one element it is a projection with conjugated elements. */
function eliminate(cx: i32, k: i32, m: i32, c: i32, ci: i32, x: i32, xi: i32, y: i32, yi: i32, t: i32, ti: i32): void {
  if (k == 0) return;
  if (m == 1) {
    project(cx, k, 1, c, ci, k, x, xi, t, ti);
    put(y, at(y) - at(t));
    if (cx != 0) put(yi, at(yi) - at(ti));
    return;
  }
  move(t, c, k);
  scale(t, k, -1.0);
  if (cx != 0) {
    move(ti, ci, k);
    scale(ti, k, -1.0);
  }
  combine(cx, m, k, x, xi, m, t, ti, y, yi);
}

function exchange(p: i32, q: i32, m: i32): void {
  for (let k: i32 = 0; k < m; k++) {
    const t = at(p + k);
    put(p + k, at(q + k));
    put(q + k, t);
  }
}
