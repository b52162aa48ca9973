// The machine of the kernels in AssemblyScript: the few loops that carry the arithmetic, with f64x2.
// The algorithms (product, tridiagonal, divide, factor) are written once, in the subset that TypeScript and
// AssemblyScript share, and call either this file or machine.ts, which has the same functions without SIMD.
//
// A place is a count of doubles from the start of linear memory; complex data are two planes, real and imaginary.

@inline function byte(p: i32): usize { return <usize>p << 3; }
@inline function lanes(x: v128): f64 { return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1); }
@inline function splat(p: usize): v128 { return v128.load_splat<f64>(p); }

@inline export function at(p: i32): f64 { return load<f64>(byte(p)); }
@inline export function put(p: i32, x: f64): void { store<f64>(byte(p), x); }
export function zero(p: i32, n: i32): void { memory.fill(byte(p), 0, byte(n)); }
export function move(to: i32, from: i32, n: i32): void { memory.copy(byte(to), byte(from), byte(n)); }

/// max |x|, or NaN when an element is not a finite number.
export function largest(p: i32, n: i32): f64 {
  return survey(p, p, n);
}

/// `largest`, and a copy made on the way. Two maxima, lest each wait for the last; `ne` finds what pmax passes over.
export function survey(to: i32, p: i32, n: i32): f64 {
  let m = f64x2.splat(0), l = m, odd = m, q = byte(p), d = byte(to) - q, end = q + byte(n & ~3);
  for (; q < end; q += 32) {
    let u = v128.load(q), v = v128.load(q, 16);
    v128.store(q + d, u);
    v128.store(q + d, v, 16);
    odd = v128.or(odd, v128.or(f64x2.ne(u, u), f64x2.ne(v, v)));
    m = f64x2.pmax(m, f64x2.abs(u));
    l = f64x2.pmax(l, f64x2.abs(v));
  }
  m = f64x2.pmax(m, l);
  let r = max(f64x2.extract_lane(m, 0), f64x2.extract_lane(m, 1));
  for (end = byte(p + n); q < end; q += 8) {
    let u = load<f64>(q);
    store<f64>(q + d, u);
    r = max(r, abs(u));
  }
  return v128.any_true(odd) || !(r < Infinity) ? NaN : r;
}

export function scale(p: i32, n: i32, s: f64): void {
  let q = byte(p), end = q + byte(n & ~1), f = f64x2.splat(s);
  for (; q < end; q += 16) v128.store(q, f64x2.mul(v128.load(q), f));
  if (n & 1) store<f64>(q, load<f64>(q) * s);
}

/// x → (f + ig) x.
export function turn(n: i32, x: i32, xi: i32, f: f64, g: f64): void {
  let p = byte(x), d = byte(xi) - p, end = p + byte(n & ~1), ff = f64x2.splat(f), gg = f64x2.splat(g);
  for (; p < end; p += 16) {
    let u = v128.load(p), v = v128.load(p + d);
    v128.store(p, f64x2.sub(f64x2.mul(u, ff), f64x2.mul(v, gg)));
    v128.store(p + d, f64x2.add(f64x2.mul(u, gg), f64x2.mul(v, ff)));
  }
  if (n & 1) {
    let u = load<f64>(p), v = load<f64>(p + d);
    store<f64>(p, u * f - v * g);
    store<f64>(p + d, u * g + v * f);
  }
}

export function dot(n: i32, x: i32, y: i32): f64 {
  let p = byte(x), q = byte(y), end = p + byte(n & ~3);
  let s = f64x2.splat(0), t = s;
  for (; p < end; p += 32, q += 32) {
    s = f64x2.add(s, f64x2.mul(v128.load(p), v128.load(q)));
    t = f64x2.add(t, f64x2.mul(v128.load(p, 16), v128.load(q, 16)));
  }
  let r = lanes(f64x2.add(s, t));
  for (end = byte(x + n); p < end; p += 8, q += 8) r += load<f64>(p) * load<f64>(q);
  return r;
}

export function rotate(n: i32, x: i32, y: i32, c: f64, s: f64): void {
  let p = byte(x), q = byte(y), end = p + byte(n & ~1), cc = f64x2.splat(c), ss = f64x2.splat(s);
  for (; p < end; p += 16, q += 16) {
    let u = v128.load(p), v = v128.load(q);
    v128.store(p, f64x2.add(f64x2.mul(cc, u), f64x2.mul(ss, v)));
    v128.store(q, f64x2.sub(f64x2.mul(cc, v), f64x2.mul(ss, u)));
  }
  if (n & 1) {
    let u = load<f64>(p), v = load<f64>(q);
    store<f64>(p, c * u + s * v);
    store<f64>(q, c * v - s * u);
  }
}

export function pivot(cx: i32, n: i32, x: i32, xi: i32): i32 {
  let p = byte(x), d = byte(xi) - p, end = p + byte(n & ~1), m = f64x2.splat(0);
  if (!cx) d = 0;
  for (; p < end; p += 16) {
    let u = f64x2.abs(v128.load(p));
    if (cx) u = f64x2.add(u, f64x2.abs(v128.load(p + d)));
    m = f64x2.pmax(m, u);
  }
  let best = max(f64x2.extract_lane(m, 0), f64x2.extract_lane(m, 1));
  if (n & 1) best = max(best, abs(load<f64>(p)) + (cx ? abs(load<f64>(p + d)) : 0));
  for (let i = 0; i < n; i++) {
    let u = abs(at(x + i));
    if (cx) u += abs(at(xi + i));
    if (u >= best) return i;
  }
  return n - 1;
}

/// y += X c: the k columns of X begin ld apart.
export function combine(cx: i32, m: i32, k: i32, x: i32, xi: i32, ld: i32, c: i32, ci: i32, y: i32, yi: i32): void {
  let rows = byte(m & ~1);
  if (cx) {
    for (let j = 0; j < k; j += 2) {
      let two = j + 1 < k;
      let p = byte(x + j * ld), q = two ? p + byte(ld) : p, d = byte(xi) - byte(x), end = p + rows;
      let r = byte(y), e = byte(yi) - r;
      let ar = splat(byte(c + j)), ai = splat(byte(ci + j)), br = f64x2.splat(0), bi = br;
      if (two) br = splat(byte(c + j + 1)), bi = splat(byte(ci + j + 1));
      for (; p < end; p += 16, q += 16, r += 16) {
        let u = v128.load(p), v = v128.load(p + d), s = v128.load(r), t = v128.load(r + e);
        s = f64x2.add(s, f64x2.sub(f64x2.mul(u, ar), f64x2.mul(v, ai)));
        t = f64x2.add(t, f64x2.add(f64x2.mul(u, ai), f64x2.mul(v, ar)));
        u = v128.load(q), v = v128.load(q + d);
        s = f64x2.add(s, f64x2.sub(f64x2.mul(u, br), f64x2.mul(v, bi)));
        t = f64x2.add(t, f64x2.add(f64x2.mul(u, bi), f64x2.mul(v, br)));
        v128.store(r, s);
        v128.store(r + e, t);
      }
      if (m & 1) {
        let u = load<f64>(p), v = load<f64>(p + d), f = at(c + j), g = at(ci + j);
        let s = load<f64>(r) + (u * f - v * g), t = load<f64>(r + e) + (u * g + v * f);
        if (two) {
          u = load<f64>(q), v = load<f64>(q + d), f = at(c + j + 1), g = at(ci + j + 1);
          s += u * f - v * g;
          t += u * g + v * f;
        }
        store<f64>(r, s);
        store<f64>(r + e, t);
      }
    }
    return;
  }
  for (let j = 0; j < k; j += 2) {
    let two = j + 1 < k;
    let p = byte(x + j * ld), q = two ? p + byte(ld) : p, end = p + rows, r = byte(y);
    let f = at(c + j), g: f64 = two ? at(c + j + 1) : 0, a = f64x2.splat(f), b = f64x2.splat(g);
    for (; p < end; p += 16, q += 16, r += 16) {
      v128.store(r, f64x2.add(v128.load(r), f64x2.add(f64x2.mul(v128.load(p), a), f64x2.mul(v128.load(q), b))));
    }
    if (m & 1) store<f64>(r, load<f64>(r) + (load<f64>(p) * f + load<f64>(q) * g));
  }
}

/// out = X† v.
export function project(cx: i32, m: i32, k: i32, x: i32, xi: i32, ld: i32, v: i32, vi: i32, out: i32, outi: i32): void {
  if (!cx) {
    for (let j = 0; j < k; j++) put(out + j, dot(m, x + j * ld, v));
    return;
  }
  let rows = byte(m & ~1);
  for (let j = 0; j < k; j += 2) {
    let two = j + 1 < k;
    let p = byte(x + j * ld), q = two ? p + byte(ld) : p, d = byte(xi) - byte(x), end = p + rows;
    let r = byte(v), e = byte(vi) - r;
    let arr = f64x2.splat(0), aii = arr, ari = arr, air = arr, brr = arr, bii = arr, bri = arr, bir = arr;
    for (; p < end; p += 16, q += 16, r += 16) {
      let s = v128.load(r), t = v128.load(r + e), u = v128.load(p), w = v128.load(p + d);
      arr = f64x2.add(arr, f64x2.mul(u, s));
      aii = f64x2.add(aii, f64x2.mul(w, t));
      ari = f64x2.add(ari, f64x2.mul(u, t));
      air = f64x2.add(air, f64x2.mul(w, s));
      u = v128.load(q), w = v128.load(q + d);
      brr = f64x2.add(brr, f64x2.mul(u, s));
      bii = f64x2.add(bii, f64x2.mul(w, t));
      bri = f64x2.add(bri, f64x2.mul(u, t));
      bir = f64x2.add(bir, f64x2.mul(w, s));
    }
    let ar = lanes(f64x2.add(arr, aii)), ai = lanes(f64x2.sub(ari, air));
    let br = lanes(f64x2.add(brr, bii)), bi = lanes(f64x2.sub(bri, bir));
    if (m & 1) {
      let s = load<f64>(r), t = load<f64>(r + e), u = load<f64>(p), w = load<f64>(p + d);
      ar += u * s + w * t;
      ai += u * t - w * s;
      u = load<f64>(q), w = load<f64>(q + d);
      br += u * s + w * t;
      bi += u * t - w * s;
    }
    put(out + j, ar);
    put(outi + j, ai);
    if (two) {
      put(out + j + 1, br);
      put(outi + j + 1, bi);
    }
  }
}

/// y = A x for a Hermitian A of which only the lower triangle, by columns, is read: once, two columns at a time.
export function hermitian(cx: i32, n: i32, a: i32, ai: i32, ld: i32, x: i32, xi: i32, y: i32, yi: i32): void {
  zero(y, n);
  if (cx) zero(yi, n);
  let d = byte(ai) - byte(a), xe = byte(xi) - byte(x), ye = byte(yi) - byte(y), j = 0;
  for (; j + 1 < n; j += 2) {
    let p = byte(a + j * ld + j), q = p + byte(ld), u = byte(x + j), w = byte(y + j);
    let rows = n - j - 2, end = p + 16 + byte(rows & ~1);
    let a00 = load<f64>(p), a10 = load<f64>(p, 8), a11 = load<f64>(q, 8), x0 = load<f64>(u), x1 = load<f64>(u, 8);
    let ur = f64x2.splat(x0), vr = f64x2.splat(x1);
    let sr = f64x2.splat(0), tr = sr;
    let s0 = a00 * x0 + a10 * x1, s1 = a10 * x0 + a11 * x1;
    if (cx) {
      let b10 = load<f64>(p + d, 8), z0 = load<f64>(u + xe), z1 = load<f64>(u + xe, 8);
      let ui = f64x2.splat(z0), vi = f64x2.splat(z1), si = sr, ti = sr;
      s0 += b10 * z1;
      s1 -= b10 * z0;
      let t0 = a00 * z0 + a10 * z1 - b10 * x1, t1 = a10 * z0 + b10 * x0 + a11 * z1;
      p += 16, q += 16, u += 16, w += 16;
      for (; p < end; p += 16, q += 16, u += 16, w += 16) {
        let xr = v128.load(u), xm = v128.load(u + xe), f = v128.load(p), g = v128.load(p + d);
        let yr = v128.load(w), ym = v128.load(w + ye);
        yr = f64x2.add(yr, f64x2.sub(f64x2.mul(f, ur), f64x2.mul(g, ui)));
        ym = f64x2.add(ym, f64x2.add(f64x2.mul(f, ui), f64x2.mul(g, ur)));
        sr = f64x2.add(sr, f64x2.add(f64x2.mul(f, xr), f64x2.mul(g, xm)));
        si = f64x2.add(si, f64x2.sub(f64x2.mul(f, xm), f64x2.mul(g, xr)));
        f = v128.load(q), g = v128.load(q + d);
        v128.store(w, f64x2.add(yr, f64x2.sub(f64x2.mul(f, vr), f64x2.mul(g, vi))));
        v128.store(w + ye, f64x2.add(ym, f64x2.add(f64x2.mul(f, vi), f64x2.mul(g, vr))));
        tr = f64x2.add(tr, f64x2.add(f64x2.mul(f, xr), f64x2.mul(g, xm)));
        ti = f64x2.add(ti, f64x2.sub(f64x2.mul(f, xm), f64x2.mul(g, xr)));
      }
      s0 += lanes(sr), t0 += lanes(si), s1 += lanes(tr), t1 += lanes(ti);
      if (rows & 1) {
        let xr = load<f64>(u), xm = load<f64>(u + xe), f = load<f64>(p), g = load<f64>(p + d), h = load<f64>(q), k = load<f64>(q + d);
        store<f64>(w, load<f64>(w) + (f * x0 - g * z0) + (h * x1 - k * z1));
        store<f64>(w + ye, load<f64>(w + ye) + (f * z0 + g * x0) + (h * z1 + k * x1));
        s0 += f * xr + g * xm, t0 += f * xm - g * xr;
        s1 += h * xr + k * xm, t1 += h * xm - k * xr;
      }
      put(yi + j, at(yi + j) + t0);
      put(yi + j + 1, at(yi + j + 1) + t1);
    } else {
      p += 16, q += 16, u += 16, w += 16;
      for (; p < end; p += 16, q += 16, u += 16, w += 16) {
        let xr = v128.load(u), f = v128.load(p), g = v128.load(q);
        v128.store(w, f64x2.add(v128.load(w), f64x2.add(f64x2.mul(f, ur), f64x2.mul(g, vr))));
        sr = f64x2.add(sr, f64x2.mul(f, xr));
        tr = f64x2.add(tr, f64x2.mul(g, xr));
      }
      s0 += lanes(sr), s1 += lanes(tr);
      if (rows & 1) {
        let xr = load<f64>(u), f = load<f64>(p), h = load<f64>(q);
        store<f64>(w, load<f64>(w) + (f * x0 + h * x1));
        s0 += f * xr, s1 += h * xr;
      }
    }
    put(y + j, at(y + j) + s0);
    put(y + j + 1, at(y + j + 1) + s1);
  }
  if (j < n) {
    let f = at(a + j * ld + j);
    put(y + j, at(y + j) + f * at(x + j));
    if (cx) put(yi + j, at(yi + j) + f * at(xi + j));
  }
}

@inline function store4(p: usize, x: v128, y: v128): void {
  v128.store(p, x);
  v128.store(p, y, 16);
}

/// Panels of four for the product: `count` lines of length k, `line` apart, steps `step` apart; one of the two is 1.
/// A complex panel is three: real part, imaginary part, their sum. Where fewer than four lines are left the others
/// repeat the last or run on into what follows: `tile` does not write what comes of them.
export function pack(cx: i32, to: i32, count: i32, k: i32, p: i32, pi: i32, line: i32, step: i32, sign: f64): void {
  let out = byte(to), plane = byte(k << 2), st = byte(step), d = byte(pi) - byte(p), sg = f64x2.splat(sign);
  for (let r = 0; r < count; r += 4) {
    let q = byte(p + r * line), end = out + plane;
    if (line == 1) {
      for (; out < end; out += 32, q += st) {
        let f = v128.load(q), g = v128.load(q, 16);
        store4(out, f, g);
        if (cx) {
          let u = f64x2.mul(sg, v128.load(q + d)), v = f64x2.mul(sg, v128.load(q + d, 16));
          store4(out + plane, u, v);
          store4(out + plane + plane, f64x2.add(f, u), f64x2.add(g, v));
        }
      }
    } else {
      let left = count - r, ln = byte(line);
      let q1 = left > 1 ? q + ln : q, q2 = left > 2 ? q1 + ln : q1, q3 = left > 3 ? q2 + ln : q2;
      // Two steps at a time: four loads, transposed.
      for (let end2 = out + byte((k & ~1) << 2); out < end2; out += 64, q += 16, q1 += 16, q2 += 16, q3 += 16) {
        let a = v128.load(q), b = v128.load(q1), e = v128.load(q2), f = v128.load(q3);
        let x0 = v128.shuffle<f64>(a, b, 0, 2), x1 = v128.shuffle<f64>(e, f, 0, 2), x2 = v128.shuffle<f64>(a, b, 1, 3), x3 = v128.shuffle<f64>(e, f, 1, 3);
        store4(out, x0, x1);
        store4(out + 32, x2, x3);
        if (cx) {
          a = f64x2.mul(sg, v128.load(q + d)), b = f64x2.mul(sg, v128.load(q1 + d)), e = f64x2.mul(sg, v128.load(q2 + d)), f = f64x2.mul(sg, v128.load(q3 + d));
          let y0 = v128.shuffle<f64>(a, b, 0, 2), y1 = v128.shuffle<f64>(e, f, 0, 2), y2 = v128.shuffle<f64>(a, b, 1, 3), y3 = v128.shuffle<f64>(e, f, 1, 3);
          let o = out + plane;
          store4(o, y0, y1);
          store4(o + 32, y2, y3);
          o += plane;
          store4(o, f64x2.add(x0, y0), f64x2.add(x1, y1));
          store4(o + 32, f64x2.add(x2, y2), f64x2.add(x3, y3));
        }
      }
      if (out < end) {
        let f = v128.load64_lane(q1, splat(q), 1), g = v128.load64_lane(q3, splat(q2), 1);
        store4(out, f, g);
        if (cx) {
          let u = f64x2.mul(sg, v128.load64_lane(q1 + d, splat(q + d), 1)), v = f64x2.mul(sg, v128.load64_lane(q3 + d, splat(q2 + d), 1));
          store4(out + plane, u, v);
          store4(out + plane + plane, f64x2.add(f, u), f64x2.add(g, v));
        }
        out = end;
      }
    }
    if (cx) out += plane + plane;
  }
}

// Four by four real products in eight registers: with two rows of b and one of a, eleven of the sixteen. k ≥ 1.
// One pointer and a countdown: a second pointer costs a tenth of the speed, and so does unrolling.
function micro(k: i32, pa: usize, pb: usize, out: usize): void {
  let c00 = f64x2.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00, d = pb - pa;
  do {
    let b0 = v128.load(pa + d), b1 = v128.load(pa + d, 16), a0 = splat(pa);
    c00 = f64x2.add(c00, f64x2.mul(a0, b0)), c01 = f64x2.add(c01, f64x2.mul(a0, b1));
    let a1 = v128.load_splat<f64>(pa, 8);
    c10 = f64x2.add(c10, f64x2.mul(a1, b0)), c11 = f64x2.add(c11, f64x2.mul(a1, b1));
    let a2 = v128.load_splat<f64>(pa, 16);
    c20 = f64x2.add(c20, f64x2.mul(a2, b0)), c21 = f64x2.add(c21, f64x2.mul(a2, b1));
    let a3 = v128.load_splat<f64>(pa, 24);
    c30 = f64x2.add(c30, f64x2.mul(a3, b0)), c31 = f64x2.add(c31, f64x2.mul(a3, b1));
    pa += 32;
  } while (--k);
  v128.store(out, c00), v128.store(out, c01, 16), v128.store(out, c10, 32), v128.store(out, c11, 48);
  v128.store(out, c20, 64), v128.store(out, c21, 80), v128.store(out, c30, 96), v128.store(out, c31, 112);
}

@inline function raise(p: usize, x: v128): void { v128.store(p, f64x2.add(v128.load(p), x)); }
@inline function raiseFirst(p: usize, x: v128): void { store<f64>(p, load<f64>(p) + f64x2.extract_lane(x, 0)); }

/// One four by four tile, C += alpha A B, at most mr × nr of it written. `spare`: 48 doubles.
/// Complex tiles take three real products, not four: with S = (Ar+Ai)(Br+Bi), Im AB = S − ArBr − AiBi.
export function tile(cx: i32, k: i32, pa: i32, pb: i32, c: i32, ci: i32, ld: i32, mr: i32, nr: i32, alpha: f64, spare: i32): void {
  let a = byte(pa), b = byte(pb), s = byte(spare), al = f64x2.splat(alpha), plane = byte(k << 2);
  micro(k, a, b, s);
  if (cx) {
    micro(k, a + plane, b + plane, s + 128);
    micro(k, a + plane + plane, b + plane + plane, s + 256);
  }
  let p = byte(c), q = byte(ci), step = byte(ld);
  for (let end = s + (<usize>mr << 5); s < end; s += 32, p += step, q += step) {
    let t0 = v128.load(s), t1 = v128.load(s, 16);
    if (cx) {
      let u0 = v128.load(s, 128), u1 = v128.load(s, 144);
      let w0 = f64x2.mul(al, f64x2.sub(v128.load(s, 256), f64x2.add(t0, u0)));
      let w1 = f64x2.mul(al, f64x2.sub(v128.load(s, 272), f64x2.add(t1, u1)));
      t0 = f64x2.sub(t0, u0);
      t1 = f64x2.sub(t1, u1);
      if (nr > 1) raise(q, w0);
      else raiseFirst(q, w0);
      if (nr == 4) raise(q + 16, w1);
      else if (nr == 3) raiseFirst(q + 16, w1);
    }
    t0 = f64x2.mul(al, t0);
    t1 = f64x2.mul(al, t1);
    if (nr > 1) raise(p, t0);
    else raiseFirst(p, t0);
    if (nr == 4) raise(p + 16, t1);
    else if (nr == 3) raiseFirst(p + 16, t1);
  }
}

/// Σ z²/((d−origin)−mu) over n poles; the derivative, Σ z²/(…)², is left at `out`.
export function poles(n: i32, d: i32, z2: i32, origin: f64, mu: f64, out: i32): f64 {
  let p = byte(d), q = byte(z2), end = p + byte(n & ~1), o = f64x2.splat(origin), m = f64x2.splat(mu), one = f64x2.splat(1);
  let s = f64x2.splat(0), t = s;
  for (; p < end; p += 16, q += 16) {
    let r = f64x2.div(one, f64x2.sub(f64x2.sub(v128.load(p), o), m)), v = f64x2.mul(v128.load(q), r);
    s = f64x2.add(s, v);
    t = f64x2.add(t, f64x2.mul(v, r));
  }
  let f = lanes(s), g = lanes(t);
  if (n & 1) {
    let r = 1 / (load<f64>(p) - origin - mu), v = load<f64>(q) * r;
    f += v;
    g += v * r;
  }
  put(out, g);
  return f;
}

/// out = (d − origin) − mu.
export function gaps(n: i32, d: i32, origin: f64, mu: f64, out: i32): void {
  let p = byte(d), q = byte(out), end = p + byte(n & ~1), o = f64x2.splat(origin), m = f64x2.splat(mu);
  for (; p < end; p += 16, q += 16) v128.store(q, f64x2.sub(f64x2.sub(v128.load(p), o), m));
  if (n & 1) store<f64>(q, load<f64>(p) - origin - mu);
}

/// w *= g / (d − pole), element by element.
export function quotients(n: i32, w: i32, g: i32, d: i32, pole: f64): void {
  let p = byte(w), q = byte(g), r = byte(d), end = p + byte(n & ~1), o = f64x2.splat(pole);
  for (; p < end; p += 16, q += 16, r += 16) {
    v128.store(p, f64x2.mul(v128.load(p), f64x2.div(v128.load(q), f64x2.sub(v128.load(r), o))));
  }
  if (n & 1) store<f64>(p, load<f64>(p) * (load<f64>(q) / (load<f64>(r) - pole)));
}

/// g = z / g, element by element; returns Σ (z/g)².
export function weights(n: i32, z: i32, g: i32): f64 {
  let p = byte(z), q = byte(g), end = p + byte(n & ~1), s = f64x2.splat(0);
  for (; p < end; p += 16, q += 16) {
    let r = f64x2.div(v128.load(p), v128.load(q));
    v128.store(q, r);
    s = f64x2.add(s, f64x2.mul(r, r));
  }
  let f = lanes(s);
  if (n & 1) {
    let r = load<f64>(p) / load<f64>(q);
    store<f64>(q, r);
    f += r * r;
  }
  return f;
}
