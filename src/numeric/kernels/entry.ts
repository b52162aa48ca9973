// Written in the subset that TypeScript and AssemblyScript share: see machine.ts.
// The functions that algebra.ts calls. Matrices are given by rows, at places that algebra.ts chooses from `start` on.
import type { f64, i32 } from './machine.js';
import { at, dot, largest, put, scale, survey, zero } from './machine.js';
import { divide, values } from './divide.js';
import { factor, substitute } from './factor.js';
import { apply, applyAdjoint, multiply, origin, probe } from './product.js';
import { reduce, reflect } from './tridiagonal.js';

/** The places of a call's summary: residual, scale, and for `solve` the norm of the solution. */
const report = 16;

function norm(cx: i32, n: i32, x: i32, xi: i32): f64 {
  let s: f64 = dot(n, x, x);
  if (cx != 0) s += dot(n, xi, xi);
  return Math.sqrt(s);
}

function subtract(cx: i32, n: i32, x: i32, xi: i32, y: i32, yi: i32): void {
  for (let i: i32 = 0; i < n; i++) {
    put(x + i, at(x + i) - at(y + i));
    if (cx != 0) put(xi + i, at(xi + i) - at(yi + i));
  }
}

/** The first double that is free for the data of a call. */
export function start(): i32 {
  return origin;
}

/** max |x| of n places; NaN if one is not finite. */
export function peak(p: i32, n: i32): f64 {
  return largest(p, n);
}

/** max |A − A†| over all elements. */
export function asymmetry(cx: i32, n: i32, a: i32, ai: i32): f64 {
  let m: f64 = 0.0;
  // The matrix is read by blocks, so that the transposed reads stay in the cache.
  for (let i0: i32 = 0; i0 < n; i0 += 32) {
    const i1: i32 = i0 + 32 < n ? i0 + 32 : n;
    for (let j0: i32 = 0; j0 <= i0; j0 += 32) {
      for (let i: i32 = i0; i < i1; i++) {
        const end: i32 = j0 + 32 < i + 1 ? j0 + 32 : i + 1;
        for (let j: i32 = j0; j < end; j++) {
          m = Math.max(m, Math.abs(at(a + i * n + j) - at(a + j * n + i)));
          if (cx != 0) m = Math.max(m, Math.abs(at(ai + i * n + j) + at(ai + j * n + i)));
        }
      }
    }
  }
  return m;
}

/**
 * Hermitian eigenproblem. Layout at p: 16 n places (values first), then A (two planes if complex), then, for vectors,
 * four times n² places (the first two receive the vectors, as columns), then 200 n + 8192 places of workspace. A is
 * first scaled by s, and is destroyed. The report has the residual, from one random vector or, without vectors, from
 * the two traces, and as scale the largest |λ|.
 */
export function eigen(cx: i32, n: i32, vectors: i32, s: f64, p: i32): i32 {
  const d = p;
  const e = d + n;
  const tau = e + n;
  const taui = tau + n;
  const x = taui + n;
  const xi = x + n;
  const y = xi + n;
  const yi = y + n;
  const work = p + 8 * n;
  const a = p + 16 * n;
  const ai = a + n * n;
  const z: i32 = cx != 0 ? ai + n * n : ai;
  const zi = z + n * n;
  const packed = zi;
  const q = zi + n * n;
  const out = q + n * n;
  const more: i32 = vectors != 0 ? out + n * n : z;
  if (s != 1.0) {
    scale(a, n * n, s);
    if (cx != 0) scale(ai, n * n, s);
  }
  let trace: f64 = 0.0;
  let square: f64 = 0.0;
  if (vectors != 0) {
    probe(n, x);
    if (cx != 0) probe(n, xi);
    apply(cx, n, n, a, ai, x, xi, y, yi);
  } else {
    for (let i: i32 = 0; i < n; i++) trace += at(a + i * n + i);
    square = dot(n * n, a, a);
    if (cx != 0) square += dot(n * n, ai, ai);
  }
  // The rows are read as columns, so the reduction is that of A*, whose vectors are the complex conjugates.
  reduce(cx, n, a, ai, d, e, tau, taui, more);
  let status: i32 = 0;
  let scope: f64 = 0.0;
  if (vectors == 0) {
    status = values(n, d, e);
    let t: f64 = 0.0;
    for (let i: i32 = 0; i < n; i++) t += at(d + i);
    scope = Math.max(Math.abs(at(d)), Math.abs(at(d + n - 1)));
    const first = Math.abs(t - trace) / n;
    const second: f64 = scope > 0 ? Math.abs(dot(n, d, d) - square) / scope / n : 0.0;
    put(report, Math.max(first, second) / s);
  } else {
    status = divide(n, d, e, q, n, z, packed, out, work);
    if (status == 0) {
      for (let i: i32 = 0; i < n; i++) {
        for (let j: i32 = 0; j < n; j++) put(z + i * n + j, at(q + j * n + i));
      }
      if (cx != 0) zero(zi, n * n);
      reflect(cx, n, a, ai, tau, taui, z, zi, more);
      if (cx != 0) scale(zi, n * n, -1.0);
      scope = Math.max(Math.abs(at(d)), Math.abs(at(d + n - 1)));
      const length = norm(cx, n, x, xi);
      const t = work;
      const ti = t + n;
      applyAdjoint(cx, n, n, z, zi, x, xi, t, ti);
      for (let i: i32 = 0; i < n; i++) {
        put(t + i, at(t + i) * at(d + i));
        if (cx != 0) put(ti + i, at(ti + i) * at(d + i));
      }
      apply(cx, n, n, z, zi, t, ti, x, xi);
      subtract(cx, n, x, xi, y, yi);
      put(report, norm(cx, n, x, xi) / length / s);
    }
  }
  put(report + 1, scope / s);
  scale(d, n, 1.0 / s);
  return status;
}

/**
 * A P = L U for A n × n by rows. Layout at p: 16 n places (pivots first), A, its copy (not changed), 1024 places of
 * workspace.
 */
export function decompose(cx: i32, n: i32, p: i32): i32 {
  const planes: i32 = cx != 0 ? 2 : 1;
  const a = p + 16 * n;
  return factor(cx, n, a, a + n * n, p, a + 2 * planes * n * n);
}

/** max |x| of n places, or NaN if one is not finite; the places are also copied. */
export function peakAndCopy(to: i32, p: i32, n: i32): f64 {
  return survey(to, p, n);
}

/**
 * Solves with the factors left by `decompose`, B (n × m by rows) at b, with `size` a norm of A. The report has the
 * residual of a random combination of the columns.
 */
export function solve(cx: i32, n: i32, m: i32, p: i32, b: i32, size: f64): void {
  const planes: i32 = cx != 0 ? 2 : 1;
  const a = p + 16 * n;
  const ai = a + n * n;
  const copy = a + planes * n * n;
  const bi = b + n * m;
  const r = p + 4 * n;
  const ri = r + n;
  const y = ri + n;
  const yi = y + n;
  const t = yi + n;
  const ti = t + n;
  const c = b + planes * n * m;
  const ci = c + m;
  probe(m, c);
  if (cx != 0) zero(ci, m);
  apply(cx, n, m, b, bi, c, ci, r, ri);
  const given = norm(cx, n, r, ri);
  substitute(cx, n, m, a, ai, p, b, bi, p + 2 * n);
  apply(cx, n, m, b, bi, c, ci, y, yi);
  apply(cx, n, n, copy, copy + n * n, y, yi, t, ti);
  subtract(cx, n, r, ri, t, ti);
  put(report, norm(cx, n, r, ri));
  const length = norm(cx, n, y, yi);
  put(report + 1, size * length + given);
  put(report + 2, length);
}
/** C = A B at c; sa and sb = −1 take the adjoint of a factor. A is m × k or, as adjoint, k × m; B likewise. */
export function times(cx: i32, upper: i32, m: i32, n: i32, k: i32, a: i32, sa: f64, b: i32, sb: f64, c: i32): void {
  const ar: i32 = sa < 0 ? 1 : k;
  const ac: i32 = sa < 0 ? m : 1;
  const br: i32 = sb < 0 ? 1 : n;
  const bc: i32 = sb < 0 ? k : 1;
  multiply(cx, upper, m, n, k, a, a + m * k, ar, ac, sa, b, b + k * n, br, bc, sb, c, c + m * n);
  if (upper != 0) {
    for (let i: i32 = 0; i < m; i++) {
      if (cx != 0) put(c + m * n + i * n + i, 0.0);
      for (let j: i32 = 0; j < i; j++) {
        put(c + i * n + j, at(c + j * n + i));
        if (cx != 0) put(c + m * n + i * n + j, -at(c + m * n + j * n + i));
      }
    }
  }
}

/** ‖C x − A(B x)‖ for a random x, with the conventions of `times`; workspace: 2 · (2 n + k + 2 m) places at w. */
export function check(cx: i32, m: i32, n: i32, k: i32, a: i32, sa: f64, b: i32, sb: f64, c: i32, w: i32): void {
  const xi = w + n;
  const y = xi + n;
  const yi = y + k;
  const z = yi + k;
  const zi = z + m;
  const u = zi + m;
  const ui = u + m;
  probe(n, w);
  if (cx != 0) zero(xi, n);
  if (sb < 0) applyAdjoint(cx, n, k, b, b + k * n, w, xi, y, yi);
  else apply(cx, k, n, b, b + k * n, w, xi, y, yi);
  if (sa < 0) applyAdjoint(cx, k, m, a, a + m * k, y, yi, z, zi);
  else apply(cx, m, k, a, a + m * k, y, yi, z, zi);
  apply(cx, m, n, c, c + m * n, w, xi, u, ui);
  put(report + 1, norm(cx, m, u, ui));
  subtract(cx, m, u, ui, z, zi);
  put(report, norm(cx, m, u, ui));
}
