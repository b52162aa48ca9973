// Written in the subset that TypeScript and AssemblyScript share: see machine.ts.
import type { f64, i32 } from './machine.js';
import { at, combine, pack, project, put, tile, zero } from './machine.js';

// Block sizes of the product. A tile's panels, 2 × 4 × 128 doubles in three planes, fit into the first cache (32 KB and
// up). A packed block of A, 96 × 128 in three planes, takes 288 KB, a third of a second cache.
const depth = 128;
const tall = 96;
const wide = 512;

// The places below `origin` belong to the product: the result of one tile, then packed A, then packed B.
const spare = 512;
const packedA = 1024;
const packedB = packedA + 3 * depth * tall;
export const origin = packedB + 3 * depth * wide;

/**
 * C += alpha A B; C is m × n by rows, ld apart. Element (i,j) of A is at a + i·ar + j·ac, of B at b + i·br + j·bc,
 * so that transposes cost nothing; sa, sb = −1 conjugate. With upper = 1 only tiles with elements j ≥ i are computed.
 */
export function product(
  cx: i32,
  upper: i32,
  m: i32,
  n: i32,
  k: i32,
  alpha: f64,
  a: i32,
  ai: i32,
  ar: i32,
  ac: i32,
  sa: f64,
  b: i32,
  bi: i32,
  br: i32,
  bc: i32,
  sb: f64,
  c: i32,
  ci: i32,
  ld: i32,
): void {
  const planes: i32 = cx != 0 ? 3 : 1;
  for (let j0: i32 = 0; j0 < n; j0 += wide) {
    const nj: i32 = n - j0 < wide ? n - j0 : wide;
    for (let k0: i32 = 0; k0 < k; k0 += depth) {
      const nk: i32 = k - k0 < depth ? k - k0 : depth;
      pack(cx, packedB, nj, nk, b + k0 * br + j0 * bc, bi + k0 * br + j0 * bc, bc, br, sb);
      for (let i0: i32 = 0; i0 < m; i0 += tall) {
        const ni: i32 = m - i0 < tall ? m - i0 : tall;
        if (upper != 0 && j0 + nj <= i0) break;
        pack(cx, packedA, ni, nk, a + i0 * ar + k0 * ac, ai + i0 * ar + k0 * ac, ar, ac, sa);
        for (let j: i32 = 0; j < nj; j += 4) {
          const nr: i32 = nj - j < 4 ? nj - j : 4;
          for (let i: i32 = 0; i < ni; i += 4) {
            if (upper != 0 && j0 + j + 3 < i0 + i) break;
            const mr: i32 = ni - i < 4 ? ni - i : 4;
            const at = (i0 + i) * ld + j0 + j;
            tile(
              cx,
              nk,
              packedA + i * planes * nk,
              packedB + j * planes * nk,
              c + at,
              ci + at,
              ld,
              mr,
              nr,
              alpha,
              spare,
            );
          }
        }
      }
    }
  }
}

/** C = A B with the conventions of `product`; C is cleared first. */
export function multiply(
  cx: i32,
  upper: i32,
  m: i32,
  n: i32,
  k: i32,
  a: i32,
  ai: i32,
  ar: i32,
  ac: i32,
  sa: f64,
  b: i32,
  bi: i32,
  br: i32,
  bc: i32,
  sb: f64,
  c: i32,
  ci: i32,
): void {
  zero(c, m * n);
  if (cx != 0) zero(ci, m * n);
  product(cx, upper, m, n, k, 1.0, a, ai, ar, ac, sa, b, bi, br, bc, sb, c, ci, n);
}

/** x → x*, for a plane of imaginary parts. */
export function conjugate(n: i32, xi: i32): void {
  for (let i: i32 = 0; i < n; i++) put(xi + i, -at(xi + i));
}

/** y = A x for A by rows, m × n. With the rows read as columns, this is a projection of the conjugate. */
export function apply(cx: i32, m: i32, n: i32, a: i32, ai: i32, x: i32, xi: i32, y: i32, yi: i32): void {
  if (cx != 0) conjugate(n, xi);
  project(cx, n, m, a, ai, n, x, xi, y, yi);
  if (cx != 0) {
    conjugate(n, xi);
    conjugate(m, yi);
  }
}

/** y = A† x for A by rows, m × n. */
export function applyAdjoint(cx: i32, m: i32, n: i32, a: i32, ai: i32, x: i32, xi: i32, y: i32, yi: i32): void {
  zero(y, n);
  if (cx != 0) {
    zero(yi, n);
    conjugate(m, xi);
  }
  combine(cx, n, m, a, ai, n, x, xi, y, yi);
  if (cx != 0) {
    conjugate(m, xi);
    conjugate(n, yi);
  }
}

/**
 * A vector of signs unrelated to any matrix of physics, from a linear congruence modulo 2^16 (with a − 1 divisible by 4
 * and c odd, it has the full period).
 */
export function probe(n: i32, x: i32): void {
  let state: i32 = 40503;
  for (let i: i32 = 0; i < n; i++) {
    state = (state * 25173 + 13849) & 65535;
    put(x + i, (state & 4096) != 0 ? 1.0 : -1.0);
  }
}
