// Written in the subset that TypeScript and AssemblyScript share: see machine.ts.
import type { f64, i32 } from './machine.js';
import { at, combine, dot, hermitian, move, project, put, scale, turn, zero } from './machine.js';
import { multiply, product } from './product.js';

// Squares below this have lost digits by underflow. The matrix is of order 2^±100, so a column this small is far below
// rounding and is dropped.
const negligible: f64 = 1e-290;

/** Number of columns that are reduced before the trailing matrix is updated. */
const panel = 32;

/**
 * A = Q T Q† for a Hermitian A of which the lower triangle by columns is given, by blocked Householder reflections.
 * The diagonal of T is stored in d, its (real) subdiagonal in e, and I − tau v v† in the columns of A below the
 * diagonal. `work`: 6 · panel · n + 4 · panel places.
 */
export function reduce(cx: i32, n: i32, a: i32, ai: i32, d: i32, e: i32, tau: i32, taui: i32, work: i32): void {
  const v = work;
  const w = v + panel * n;
  const vv = w + panel * n;
  const vi = vv + panel * n;
  const wi = vi + panel * n;
  const vvi = wi + panel * n;
  const c = vvi + panel * n;
  const ci = c + 2 * panel;
  for (let j0: i32 = 0; j0 < n; j0 += panel) {
    const nb: i32 = n - j0 < panel ? n - j0 : panel;
    for (let l: i32 = 0; l < nb; l++) {
      const j = j0 + l;
      const m = n - j - 1;
      const x = a + j * n + j;
      const xi = ai + j * n + j;
      if (l > 0) {
        for (let i: i32 = 0; i < l; i++) {
          put(c + i, -at(w + i * n + j));
          put(c + l + i, -at(v + i * n + j));
          if (cx != 0) {
            put(ci + i, at(wi + i * n + j));
            put(ci + l + i, at(vi + i * n + j));
          }
        }
        combine(cx, m + 1, l, v + j, vi + j, n, c, ci, x, xi);
        combine(cx, m + 1, l, w + j, wi + j, n, c + l, ci + l, x, xi);
      }
      put(d + j, at(x));
      put(e + j, 0.0);
      put(tau + j, 0.0);
      if (cx != 0) put(taui + j, 0.0);
      if (m == 0) break;

      // The reflection that maps the column to a real multiple of the first unit vector.
      const alpha = at(x + 1);
      const alphai: f64 = cx != 0 ? at(xi + 1) : 0.0;
      let rest: f64 = dot(m - 1, x + 2, x + 2);
      if (cx != 0) rest += dot(m - 1, xi + 2, xi + 2) + alphai * alphai;
      let t: f64 = 0.0;
      let ti: f64 = 0.0;
      if (rest < negligible) put(e + j, alpha);
      else {
        let beta = Math.sqrt(alpha * alpha + rest);
        if (alpha > 0) beta = -beta;
        put(e + j, beta);
        t = (beta - alpha) / beta;
        ti = -alphai / beta;
        // The column divided by alpha − beta.
        const ur = alpha - beta;
        const q = ur * ur + alphai * alphai;
        const f = ur / q;
        const g = -alphai / q;
        if (cx != 0) turn(m - 1, x + 2, xi + 2, f, g);
        else scale(x + 2, m - 1, f);
        put(tau + j, t);
        if (cx != 0) put(taui + j, ti);
      }
      put(x + 1, 1.0);
      if (cx != 0) put(xi + 1, 0.0);

      const y = v + l * n + j + 1;
      const yi = vi + l * n + j + 1;
      const z = w + l * n + j + 1;
      const zi = wi + l * n + j + 1;
      move(y, x + 1, m);
      move(vv + l * n + j + 1, x + 1, m);
      if (cx != 0) {
        move(yi, xi + 1, m);
        move(vvi + l * n + j + 1, xi + 1, m);
      }
      if (t == 0 && ti == 0) {
        zero(z, m);
        if (cx != 0) zero(zi, m);
        continue;
      }
      // w = tau (A v) for A as it will be after this panel's updates; then w −= ½ tau (w†v) v.
      const below = x + n + 1;
      const belowi = xi + n + 1;
      hermitian(cx, m, below, belowi, n, x + 1, xi + 1, z, zi);
      if (l > 0) {
        project(cx, m, l, w + j + 1, wi + j + 1, n, y, yi, c, ci);
        project(cx, m, l, v + j + 1, vi + j + 1, n, y, yi, c + l, ci + l);
        scale(c, 2 * l, -1.0);
        if (cx != 0) scale(ci, 2 * l, -1.0);
        combine(cx, m, l, v + j + 1, vi + j + 1, n, c, ci, z, zi);
        combine(cx, m, l, w + j + 1, wi + j + 1, n, c + l, ci + l, z, zi);
      }
      if (cx != 0) {
        turn(m, z, zi, t, ti);
        const sr = dot(m, z, y) + dot(m, zi, yi);
        const si = dot(m, z, yi) - dot(m, zi, y);
        put(c, -0.5 * (t * sr - ti * si));
        put(ci, -0.5 * (t * si + ti * sr));
      } else {
        scale(z, m, t);
        put(c, -0.5 * t * dot(m, z, y));
      }
      combine(cx, m, 1, y, yi, n, c, ci, z, zi);
    }
    // A −= V W† + W V†, by rows: the conjugate of (W, V) times (V, W).
    const r = j0 + nb;
    if (r < n) {
      const p = r * n + r;
      product(cx, 1, n - r, n - r, nb, -1.0, w + r, wi + r, 1, n, -1.0, v + r, vi + r, n, 1, 1.0, a + p, ai + p, n);
      product(cx, 1, n - r, n - r, nb, -1.0, vv + r, vvi + r, 1, n, -1.0, w + r, wi + r, n, 1, 1.0, a + p, ai + p, n);
    }
  }
}

/** Number of columns per block in the application of the reflections. */
const block = 32;

/** Z → Q Z for Z by rows, n × n, with the reflections of `reduce`. `work`: 2 · (block · n · 3 + 2 · block²) places. */
export function reflect(cx: i32, n: i32, a: i32, ai: i32, tau: i32, taui: i32, z: i32, zi: i32, work: i32): void {
  const v = work;
  const vi = v + block * n;
  const y = vi + block * n;
  const yi = y + block * n;
  const u = yi + block * n;
  const ui = u + block * n;
  const g = ui + block * n;
  const gi = g + block * block;
  const t = gi + block * block;
  const ti = t + block * block;
  if (n < 2) return;
  const last = n - 2 - ((n - 2) % block);
  for (let j0: i32 = last; j0 >= 0; j0 -= block) {
    const nb: i32 = n - 1 - j0 < block ? n - 1 - j0 : block;
    const r = j0 + 1;
    const m = n - r;
    zero(v, nb * m);
    if (cx != 0) zero(vi, nb * m);
    for (let l: i32 = 0; l < nb; l++) {
      const from = (j0 + l) * n + r + l;
      move(v + l * m + l, a + from, m - l);
      if (cx != 0) move(vi + l * m + l, ai + from, m - l);
    }
    // I − V T V† is the product of the block's reflections; T is upper triangular.
    multiply(cx, 1, nb, nb, m, v, vi, m, 1, -1.0, v, vi, 1, m, 1.0, g, gi);
    zero(t, nb * nb);
    if (cx != 0) zero(ti, nb * nb);
    for (let j: i32 = 0; j < nb; j++) {
      const tr = at(tau + j0 + j);
      const tm: f64 = cx != 0 ? at(taui + j0 + j) : 0.0;
      for (let i: i32 = 0; i < j; i++) {
        let sr: f64 = 0.0;
        let si: f64 = 0.0;
        for (let k: i32 = i; k < j; k++) {
          const p = at(t + i * nb + k);
          const q = at(g + k * nb + j);
          if (cx != 0) {
            const pi = at(ti + i * nb + k);
            const qi = at(gi + k * nb + j);
            sr += p * q - pi * qi;
            si += p * qi + pi * q;
          } else sr += p * q;
        }
        put(t + i * nb + j, tm * si - tr * sr);
        if (cx != 0) put(ti + i * nb + j, -tr * si - tm * sr);
      }
      put(t + j * nb + j, tr);
      if (cx != 0) put(ti + j * nb + j, tm);
    }
    multiply(cx, 0, nb, n, m, v, vi, m, 1, -1.0, z + r * n, zi + r * n, n, 1, 1.0, y, yi);
    multiply(cx, 0, nb, n, nb, t, ti, nb, 1, 1.0, y, yi, n, 1, 1.0, u, ui);
    product(cx, 0, m, n, nb, -1.0, v, vi, 1, m, 1.0, u, ui, n, 1, 1.0, z + r * n, zi + r * n, n);
  }
}
