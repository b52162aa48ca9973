// The machine of the kernels in plain TypeScript: the same functions as in machine.as, without SIMD, one element at a
// time. Sums are taken in the same two-lane order where that is cheap, so that both machines agree up to rounding.

/** The types of a 32-bit integer and a double, named as in AssemblyScript. */
export type i32 = number;
export type f64 = number;

// The linear memory. It only grows; `memory` hands out the view.
let ram = new Float64Array(0);

/** The memory with room for `doubles`; its contents are kept. */
export function memory(doubles: number): Float64Array {
  if (ram.length < doubles) {
    const larger = new Float64Array(doubles);
    larger.set(ram);
    ram = larger;
  }
  return ram;
}

export function at(p: i32): f64 {
  return ram[p]!;
}
export function put(p: i32, x: f64): void {
  ram[p] = x;
}
export function zero(p: i32, n: i32): void {
  ram.fill(0, p, p + n);
}
export function move(to: i32, from: i32, n: i32): void {
  ram.copyWithin(to, from, from + n);
}

/** max |x|, or NaN if an element is not finite. */
export function largest(p: i32, n: i32): f64 {
  let m = 0;
  for (let i = p; i < p + n; i++) {
    const u = Math.abs(ram[i]!);
    if (!(u < Infinity)) return NaN;
    if (u > m) m = u;
  }
  return m;
}

/** `largest`, which also copies the elements. */
export function survey(to: i32, p: i32, n: i32): f64 {
  move(to, p, n);
  return largest(p, n);
}

export function scale(p: i32, n: i32, s: f64): void {
  for (let i = p; i < p + n; i++) ram[i]! *= s;
}

/** x → (f + ig) x. */
export function turn(n: i32, x: i32, xi: i32, f: f64, g: f64): void {
  const a = ram;
  for (let i = 0; i < n; i++) {
    const u = a[x + i]!;
    const v = a[xi + i]!;
    a[x + i] = u * f - v * g;
    a[xi + i] = u * g + v * f;
  }
}

export function dot(n: i32, x: i32, y: i32): f64 {
  const a = ram;
  let s = 0;
  let t = 0;
  let i = 0;
  for (; i + 1 < n; i += 2) {
    s += a[x + i]! * a[y + i]!;
    t += a[x + i + 1]! * a[y + i + 1]!;
  }
  if (i < n) s += a[x + i]! * a[y + i]!;
  return s + t;
}

export function rotate(n: i32, x: i32, y: i32, c: f64, s: f64): void {
  const a = ram;
  for (let i = 0; i < n; i++) {
    const u = a[x + i]!;
    const v = a[y + i]!;
    a[x + i] = c * u + s * v;
    a[y + i] = c * v - s * u;
  }
}

export function pivot(cx: i32, n: i32, x: i32, xi: i32): i32 {
  let best = -1;
  let where = n - 1;
  for (let i = 0; i < n; i++) {
    let u = Math.abs(ram[x + i]!);
    if (cx) u += Math.abs(ram[xi + i]!);
    if (u > best) {
      best = u;
      where = i;
    }
  }
  return where;
}

/** y += X c, where the k columns of X begin ld apart. */
export function combine(cx: i32, m: i32, k: i32, x: i32, xi: i32, ld: i32, c: i32, ci: i32, y: i32, yi: i32): void {
  const a = ram;
  for (let j = 0; j < k; j++) {
    const f = a[c + j]!;
    const p = x + j * ld;
    if (cx) {
      const g = a[ci + j]!;
      const q = xi + j * ld;
      for (let i = 0; i < m; i++) {
        const u = a[p + i]!;
        const v = a[q + i]!;
        a[y + i]! += u * f - v * g;
        a[yi + i]! += u * g + v * f;
      }
    } else for (let i = 0; i < m; i++) a[y + i]! += a[p + i]! * f;
  }
}

/** out = X† v. */
export function project(cx: i32, m: i32, k: i32, x: i32, xi: i32, ld: i32, v: i32, vi: i32, out: i32, outi: i32): void {
  const a = ram;
  for (let j = 0; j < k; j++) {
    const p = x + j * ld;
    if (!cx) {
      a[out + j] = dot(m, p, v);
      continue;
    }
    const q = xi + j * ld;
    let s = 0;
    let t = 0;
    for (let i = 0; i < m; i++) {
      s += a[p + i]! * a[v + i]! + a[q + i]! * a[vi + i]!;
      t += a[p + i]! * a[vi + i]! - a[q + i]! * a[v + i]!;
    }
    a[out + j] = s;
    a[outi + j] = t;
  }
}

/** y = A x for a Hermitian A of which only the lower triangle, by columns, is read. */
export function hermitian(cx: i32, n: i32, a: i32, ai: i32, ld: i32, x: i32, xi: i32, y: i32, yi: i32): void {
  const r = ram;
  zero(y, n);
  if (cx) zero(yi, n);
  for (let j = 0; j < n; j++) {
    const p = a + j * ld;
    const u = r[x + j]!;
    let s = r[p + j]! * u;
    if (cx) {
      const q = ai + j * ld;
      const v = r[xi + j]!;
      let t = r[p + j]! * v;
      for (let i = j + 1; i < n; i++) {
        const f = r[p + i]!;
        const g = r[q + i]!;
        r[y + i]! += f * u - g * v;
        r[yi + i]! += f * v + g * u;
        s += f * r[x + i]! + g * r[xi + i]!;
        t += f * r[xi + i]! - g * r[x + i]!;
      }
      r[yi + j]! += t;
    } else {
      for (let i = j + 1; i < n; i++) {
        const f = r[p + i]!;
        r[y + i]! += f * u;
        s += f * r[x + i]!;
      }
    }
    r[y + j]! += s;
  }
}

/**
 * Packs panels of four lines for the product: `count` lines of length k, where lines are `line` apart and their
 * elements `step` apart; one of the two is 1. A complex panel consists of three: real part, imaginary part, and their
 * sum.
 */
export function pack(cx: i32, to: i32, count: i32, k: i32, p: i32, pi: i32, line: i32, step: i32, sign: f64): void {
  const a = ram;
  const plane = 4 * k;
  let out = to;
  for (let r = 0; r < count; r += 4) {
    const left = count - r;
    for (let j = 0; j < k; j++) {
      for (let i = 0; i < 4; i++, out++) {
        const at = (r + i) * line + j * step;
        const f = i < left ? a[p + at]! : 0;
        a[out] = f;
        if (cx) {
          const g = i < left ? sign * a[pi + at]! : 0;
          a[out + plane] = g;
          a[out + 2 * plane] = f + g;
        }
      }
    }
    if (cx) out += 2 * plane;
  }
}

function micro(k: i32, pa: i32, pb: i32, out: i32): void {
  const m = ram;
  // Two by two products are summed at a time, because the sixteen sums of a tile would not stay in registers.
  for (let i = 0; i < 4; i += 2) {
    for (let j = 0; j < 4; j += 2) {
      let c00 = 0;
      let c01 = 0;
      let c10 = 0;
      let c11 = 0;
      let p = pa + i;
      let q = pb + j;
      for (let l = 0; l < k; l++, p += 4, q += 4) {
        const a0 = m[p]!;
        const a1 = m[p + 1]!;
        const b0 = m[q]!;
        const b1 = m[q + 1]!;
        c00 += a0 * b0;
        c01 += a0 * b1;
        c10 += a1 * b0;
        c11 += a1 * b1;
      }
      const o = out + 4 * i + j;
      m[o] = c00;
      m[o + 1] = c01;
      m[o + 4] = c10;
      m[o + 5] = c11;
    }
  }
}

/**
 * One four by four tile, C += alpha A B, at most mr × nr of it written. `spare`: 48 doubles.
 * Complex tiles take three real products, not four: with S = (Ar+Ai)(Br+Bi), Im AB = S − ArBr − AiBi.
 */
export function tile(
  cx: i32,
  k: i32,
  pa: i32,
  pb: i32,
  c: i32,
  ci: i32,
  ld: i32,
  mr: i32,
  nr: i32,
  alpha: f64,
  spare: i32,
): void {
  const m = ram;
  const plane = 4 * k;
  micro(k, pa, pb, spare);
  if (cx) {
    micro(k, pa + plane, pb + plane, spare + 16);
    micro(k, pa + 2 * plane, pb + 2 * plane, spare + 32);
  }
  for (let i = 0; i < mr; i++) {
    for (let j = 0; j < nr; j++) {
      const s = spare + 4 * i + j;
      const t = m[s]!;
      if (cx) {
        const u = m[s + 16]!;
        m[ci + i * ld + j]! += alpha * (m[s + 32]! - (t + u));
        m[c + i * ld + j]! += alpha * (t - u);
      } else m[c + i * ld + j]! += alpha * t;
    }
  }
}

/** Σ z²/((d−origin)−mu) over n poles; the derivative, Σ z²/(…)², is stored at `out`. */
export function poles(n: i32, d: i32, z2: i32, origin: f64, mu: f64, out: i32): f64 {
  let f = 0;
  let g = 0;
  for (let i = 0; i < n; i++) {
    const r = 1 / (ram[d + i]! - origin - mu);
    const v = ram[z2 + i]! * r;
    f += v;
    g += v * r;
  }
  ram[out] = g;
  return f;
}

/** out = (d − origin) − mu. */
export function gaps(n: i32, d: i32, origin: f64, mu: f64, out: i32): void {
  for (let i = 0; i < n; i++) ram[out + i] = ram[d + i]! - origin - mu;
}

/** w *= g / (d − pole), element by element. */
export function quotients(n: i32, w: i32, g: i32, d: i32, pole: f64): void {
  for (let i = 0; i < n; i++) ram[w + i]! *= ram[g + i]! / (ram[d + i]! - pole);
}

/** g = z / g, element by element; returns Σ (z/g)². */
export function weights(n: i32, z: i32, g: i32): f64 {
  let f = 0;
  for (let i = 0; i < n; i++) {
    const r = ram[z + i]! / ram[g + i]!;
    ram[g + i] = r;
    f += r * r;
  }
  return f;
}
