// Written in the subset that TypeScript and AssemblyScript share: see machine.ts.
// Eigenvalues and vectors of a real symmetric tridiagonal matrix, diagonal d, subdiagonal e.
import type { f64, i32 } from './machine.js';
import { at, dot, gaps, largest, move, poles, put, quotients, rotate, scale, weights, zero } from './machine.js';
import { product } from './product.js';

/** Half the distance between 1 and the next double, which is the unit of rounding. */
const unit: f64 = 1.1102230246251565e-16;

/** Largest number of QL sweeps for one eigenvalue; LAPACK allows 30 on average, and no case is known to need ten. */
const sweeps = 60;

/** Below this size QL is faster than divide and conquer. */
const small = 24;

/** The place where `poles` stores a derivative. */
const slope = 0;

function hypotenuse(x: f64, y: f64): f64 {
  const a = Math.abs(x);
  const b = Math.abs(y);
  const m = Math.max(a, b);
  if (m == 0) return 0.0;
  const r = Math.min(a, b) / m;
  return m * Math.sqrt(1.0 + r * r);
}

function reverse(p: i32, n: i32): void {
  for (let i: i32 = 0, j: i32 = n - 1; i < j; i++, j--) {
    const t = at(p + i);
    put(p + i, at(p + j));
    put(p + j, t);
  }
}

/** Sorts in ascending order by a heap, in n log n steps and without allocation. */
function sort(p: i32, n: i32): void {
  for (let phase: i32 = 0; phase < 2; phase++) {
    let i: i32 = phase == 0 ? (n >> 1) - 1 : n - 1;
    while (phase == 0 ? i >= 0 : i > 0) {
      let root: i32 = i;
      let end: i32 = n;
      if (phase == 1) {
        const t = at(p);
        put(p, at(p + i));
        put(p + i, t);
        root = 0;
        end = i;
      }
      const x = at(p + root);
      while (2 * root + 1 < end) {
        let child: i32 = 2 * root + 1;
        if (child + 1 < end && at(p + child + 1) > at(p + child)) child += 1;
        if (at(p + child) <= x) break;
        put(p + root, at(p + child));
        root = child;
      }
      put(p + root, x);
      i -= 1;
    }
  }
}

/**
 * Eigenvalues without vectors, ascending in d: the square-root free QL iteration of Pal, Walker and Kahan, O(n²).
 * Destroys e. Returns 0, or 2 if an eigenvalue did not converge.
 */
export function values(n: i32, d: i32, e: i32): i32 {
  for (let i: i32 = 0; i < n - 1; i++) put(e + i, at(e + i) * at(e + i));
  let start: i32 = 0;
  while (start < n) {
    // A block ends where the squared off-diagonal element is negligible compared with its neighbours.
    let end: i32 = start;
    while (end < n - 1 && at(e + end) > unit * unit * Math.abs(at(d + end) * at(d + end + 1))) end += 1;
    if (end < n - 1) put(e + end, 0.0);
    const m: i32 = end - start + 1;
    if (m > 1) {
      // QL works best with the small end first.
      if (Math.abs(at(d + end)) < Math.abs(at(d + start))) {
        reverse(d + start, m);
        reverse(e + start, m - 1);
      }
      let l: i32 = start;
      let budget: i32 = sweeps * m;
      while (l <= end) {
        let k: i32 = l;
        while (k < end && at(e + k) > unit * unit * Math.abs(at(d + k) * at(d + k + 1))) k += 1;
        if (k < end) put(e + k, 0.0);
        let p = at(d + l);
        if (k == l) {
          l += 1;
          continue;
        }
        if (k == l + 1) {
          // A two-by-two block is solved exactly.
          const b2 = at(e + l);
          const q = at(d + l + 1);
          const half = 0.5 * (p - q);
          const root = hypotenuse(half, Math.sqrt(b2));
          const mean = 0.5 * (p + q);
          // The eigenvalue of larger modulus follows from a sum, the other from the determinant.
          const big: f64 = mean < 0 ? mean - root : mean + root;
          const other: f64 = big != 0 ? (p / big) * q - b2 / big : 0.0;
          put(d + l, big);
          put(d + l + 1, other);
          put(e + l, 0.0);
          l += 2;
          continue;
        }
        if (budget == 0) return 2;
        budget -= 1;
        const b = Math.sqrt(at(e + l));
        let sigma: f64 = (at(d + l + 1) - p) / (2.0 * b);
        const h = hypotenuse(sigma, 1.0);
        sigma = p - b / (sigma + (sigma < 0 ? -h : h));
        let c: f64 = 1.0;
        let s: f64 = 0.0;
        let gamma: f64 = at(d + k) - sigma;
        p = gamma * gamma;
        for (let i: i32 = k - 1; i >= l; i--) {
          const bb = at(e + i);
          const r = p + bb;
          if (i != k - 1) put(e + i + 1, s * r);
          const before = c;
          c = p / r;
          s = bb / r;
          const old = gamma;
          const alpha = at(d + i);
          gamma = c * (alpha - sigma) - s * old;
          put(d + i + 1, old + (alpha - gamma));
          p = c != 0 ? (gamma * gamma) / c : before * bb;
        }
        put(e + l, s * p);
        put(d + l, sigma + gamma);
      }
    }
    start = end + 1;
  }
  sort(d, n);
  return 0;
}

/** Implicit QL with vectors: row i of q (rows are ld apart) becomes the vector of the i-th value. Values ascend. */
function iterate(n: i32, d: i32, e: i32, q: i32, ld: i32): i32 {
  for (let i: i32 = 0; i < n; i++) {
    zero(q + i * ld, n);
    put(q + i * ld + i, 1.0);
  }
  let budget: i32 = sweeps * n;
  let l: i32 = 0;
  while (l < n - 1) {
    let k: i32 = l;
    while (
      k < n - 1 &&
      Math.abs(at(e + k)) > unit * Math.sqrt(Math.abs(at(d + k))) * Math.sqrt(Math.abs(at(d + k + 1)))
    )
      k += 1;
    if (k < n - 1) put(e + k, 0.0);
    if (k == l) {
      l += 1;
      continue;
    }
    if (budget == 0) return 2;
    budget -= 1;
    let g: f64 = (at(d + l + 1) - at(d + l)) / (2.0 * at(e + l));
    let r: f64 = hypotenuse(g, 1.0);
    g = at(d + k) - at(d + l) + at(e + l) / (g + (g < 0 ? -r : r));
    let s: f64 = 1.0;
    let c: f64 = 1.0;
    let p: f64 = 0.0;
    let i: i32 = k - 1;
    for (; i >= l; i--) {
      const f = s * at(e + i);
      const b = c * at(e + i);
      r = hypotenuse(f, g);
      put(e + i + 1, r);
      if (r == 0) {
        put(d + i + 1, at(d + i + 1) - p);
        put(e + k, 0.0);
        break;
      }
      s = f / r;
      c = g / r;
      g = at(d + i + 1) - p;
      r = (at(d + i) - g) * s + 2.0 * c * b;
      p = s * r;
      put(d + i + 1, g + p);
      g = c * r - b;
      rotate(n, q + (i + 1) * ld, q + i * ld, c, s);
    }
    if (r == 0 && i >= l) continue;
    put(d + l, at(d + l) - p);
    put(e + l, g);
    put(e + k, 0.0);
  }
  for (let i: i32 = 0; i < n - 1; i++) {
    let k: i32 = i;
    for (let j: i32 = i + 1; j < n; j++) if (at(d + j) < at(d + k)) k = j;
    if (k != i) {
      const t = at(d + i);
      put(d + i, at(d + k));
      put(d + k, t);
      for (let j: i32 = 0; j < n; j++) {
        const u = at(q + i * ld + j);
        put(q + i * ld + j, at(q + k * ld + j));
        put(q + k * ld + j, u);
      }
    }
  }
  return 0;
}

/**
 * Root j of the secular equation 1/rho + Σ z²/(d − λ) = 0, rho > 0, d ascending, Σ z² = 1.
 * The root is kept as its distance mu from the nearest pole, so that gaps to all poles are accurate. Stores (d − pole)
 * − mu at `out`, and returns λ.
 */
function secular(k: i32, j: i32, d: i32, z2: i32, rho: f64, out: i32): f64 {
  const inverse = 1.0 / rho;
  const final = j == k - 1;
  if (k == 1) {
    put(out, -rho * at(z2));
    return at(d) + rho * at(z2);
  }
  // The two poles next to the root; for the last root these are the last two.
  const left: i32 = final ? k - 2 : j;
  const right = left + 1;
  const dl = at(d + left);
  const dr = at(d + right);
  const gap = dr - dl;
  const zl = at(z2 + left);
  const zr = at(z2 + right);

  let origin = dl;
  let low: f64 = 0.0;
  let high: f64 = 0.0;
  let mu: f64 = 0.0;
  if (final) {
    origin = dr;
    const half = 0.5 * rho;
    const c = inverse + poles(k - 2, d, z2, origin, half, slope);
    const f = c + zl / (dl - origin - half) - zr / half;
    if (f <= 0) {
      low = half;
      high = rho;
    } else high = half;
    const a = zl + zr - c * gap;
    const b = zr * gap;
    const root = Math.sqrt(Math.abs(a * a + 4.0 * b * c));
    mu = a < 0 ? (2.0 * b) / (root - a) : (a + root) / (2.0 * c);
  } else {
    const half = 0.5 * gap;
    const c =
      inverse +
      poles(left, d, z2, origin, half, slope) +
      poles(k - right - 1, d + right + 1, z2 + right + 1, origin, half, slope);
    const f = c - zl / half + zr / half;
    if (f >= 0) {
      // The root is in the left half.
      high = half;
      const a = c * gap + zl + zr;
      const b = zl * gap;
      const root = Math.sqrt(Math.abs(a * a - 4.0 * b * c));
      mu = a > 0 ? (2.0 * b) / (a + root) : (a - root) / (2.0 * c);
    } else {
      origin = dr;
      low = -half;
      const a = c * gap - zl - zr;
      const b = zr * gap;
      const root = Math.sqrt(Math.abs(a * a + 4.0 * b * c));
      mu = a < 0 ? (2.0 * b) / (a - root) : -(a + root) / (2.0 * c);
    }
  }
  if (!(mu > low && mu < high)) mu = 0.5 * (low + high);

  // Each side of the root is replaced by one pole and a constant that match value and slope; the bracket safeguards the
  // step.
  const split = left + 1;
  let slow: i32 = 0;
  let previous: f64 = 0.0;
  for (let step: i32 = 0; step < 100; step++) {
    const psi = poles(split, d, z2, origin, mu, slope);
    const dpsi = at(slope);
    const phi = poles(k - split, d + split, z2 + split, origin, mu, slope);
    const dphi = at(slope);
    const f = inverse + psi + phi;
    // The rounding error in f consists of the errors of the sums and of mu.
    const noise = unit * (8.0 * (Math.abs(psi) + Math.abs(phi) + inverse) + Math.abs(mu) * (dpsi + dphi));
    if (Math.abs(f) <= noise) break;
    if (f < 0) low = mu;
    else high = mu;
    const g1 = dl - origin - mu;
    const g2 = dr - origin - mu;
    let c = f - g1 * dpsi - g2 * dphi;
    const a = (g1 + g2) * f - g1 * g2 * (dpsi + dphi);
    const b = g1 * g2 * f;
    let eta: f64 = 0.0;
    if (final) {
      if (c < 0) c = -c;
      const root = Math.sqrt(Math.abs(a * a - 4.0 * b * c));
      eta = a >= 0 ? (a + root) / (2.0 * c) : (2.0 * b) / (a - root);
    } else {
      const root = Math.sqrt(Math.abs(a * a - 4.0 * b * c));
      eta = a <= 0 ? (a - root) / (2.0 * c) : (2.0 * b) / (a + root);
    }
    // The step must have the sign that reduces f; otherwise Newton's step is used, which always has it.
    if (!(f * eta < 0)) eta = -f / (dpsi + dphi);
    let next = mu + eta;
    // After two consecutive steps that hardly reduced f, the bracket is halved, geometrically if both ends have the
    // same sign.
    if (Math.abs(f) > 0.1 * previous && step > 0) slow += 1;
    else slow = 0;
    previous = Math.abs(f);
    if (!(next > low && next < high) || slow > 2) {
      slow = 0;
      next =
        low > 0 && high > 4.0 * low
          ? Math.sqrt(low) * Math.sqrt(high)
          : high < 0 && low < 4.0 * high
            ? -(Math.sqrt(-low) * Math.sqrt(-high))
            : 0.5 * (low + high);
    }
    if (next == mu || next == low || next == high) break;
    mu = next;
  }
  gaps(k, d, origin, mu, out);
  return origin + mu;
}

/**
 * One step of divide and conquer: diag(d) + rho (e_last ± e_first)(…)† in the basis of the rows of q (two diagonal
 * blocks of n1 and n2 rows, ld apart). As in the method of Gu and Eisenstat, the vectors are those of a nearby problem
 * whose roots are the computed ones. `work`: 8 n places; s, packed, out: n² places each.
 */
function merge(
  n1: i32,
  n2: i32,
  coupling: f64,
  d: i32,
  q: i32,
  ld: i32,
  s: i32,
  packed: i32,
  out: i32,
  work: i32,
): void {
  const n = n1 + n2;
  const z = work;
  const order = z + n; // ascending order of d
  const kind = order + n; // 1 for the upper block only, 2 for both, 3 for the lower block only
  const kept = kind + n; // surviving indices, in ascending order of d; deflated ones from the end
  const dk = kept + n;
  const z2 = dk + n;
  const w = z2 + n;
  const place = w + n; // row of s that belongs to a kept index

  for (let i: i32 = 0; i < n1; i++) put(z + i, at(q + i * ld + n1 - 1));
  for (let i: i32 = n1; i < n; i++) put(z + i, coupling < 0 ? -at(q + i * ld + n1) : at(q + i * ld + n1));
  // Both parts are unit vectors.
  scale(z, n, Math.sqrt(0.5));
  const rho = 2.0 * Math.abs(coupling);

  for (let i: i32 = 0, j: i32 = n1, k: i32 = 0; k < n; k++) {
    if (j >= n || (i < n1 && at(d + i) <= at(d + j))) put(order + k, i++);
    else put(order + k, j++);
  }
  for (let i: i32 = 0; i < n; i++) put(kind + i, i < n1 ? 1.0 : 3.0);

  // Deflation: a coupling or a gap below rounding counts as zero.
  const tolerance = 8.0 * unit * Math.max(largest(d, n), largest(z, n));
  let k: i32 = 0;
  let gone: i32 = n;
  let pending: i32 = -1;
  for (let l: i32 = 0; l < n; l++) {
    const j = <i32>at(order + l);
    if (rho * Math.abs(at(z + j)) <= tolerance) {
      gone -= 1;
      put(kept + gone, j);
      continue;
    }
    if (pending >= 0) {
      let sine = at(z + pending);
      let cosine = at(z + j);
      const r = hypotenuse(cosine, sine);
      const gap = at(d + j) - at(d + pending);
      cosine = cosine / r;
      sine = -sine / r;
      if (Math.abs(gap * cosine * sine) <= tolerance) {
        put(z + j, r);
        put(z + pending, 0.0);
        if (at(kind + j) != at(kind + pending)) put(kind + j, 2.0);
        rotate(n, q + pending * ld, q + j * ld, cosine, sine);
        const dp = at(d + pending);
        const dj = at(d + j);
        put(d + pending, dp * cosine * cosine + dj * sine * sine);
        put(d + j, dp * sine * sine + dj * cosine * cosine);
        gone -= 1;
        put(kept + gone, pending);
      } else {
        put(kept + k, pending);
        k += 1;
      }
    }
    pending = j;
  }
  if (pending >= 0) {
    put(kept + k, pending);
    k += 1;
  }

  if (k > 0) {
    // The kept rows, the upper parts of kinds 1 and 2 and the lower parts of 2 and 3, side by side.
    let upper: i32 = 0;
    let both: i32 = 0;
    for (let i: i32 = 0; i < k; i++) {
      const t = at(kind + <i32>at(kept + i));
      if (t == 1) upper += 1;
      else if (t == 2) both += 1;
    }
    const lower = packed + (upper + both) * n1;
    let i1: i32 = 0;
    let i2: i32 = upper;
    let i3: i32 = upper + both;
    for (let i: i32 = 0; i < k; i++) {
      const j = <i32>at(kept + i);
      put(dk + i, at(d + j));
      put(w + i, at(z + j));
      const t = at(kind + j);
      const row: i32 = t == 1 ? i1 : t == 2 ? i2 : i3;
      if (t == 1) i1 += 1;
      else if (t == 2) i2 += 1;
      else i3 += 1;
      put(place + i, row);
      if (t < 3) move(packed + row * n1, q + j * ld, n1);
      if (t > 1) move(lower + (row - upper) * n2, q + j * ld + n1, n2);
    }
    const norm = 1.0 / Math.sqrt(dot(k, w, w));
    scale(w, k, norm);
    const strength = rho / (norm * norm);
    for (let i: i32 = 0; i < k; i++) put(z2 + i, at(w + i) * at(w + i));
    // z is no longer needed, so the new values are stored there.
    for (let j: i32 = 0; j < k; j++) put(z + j, secular(k, j, dk, z2, strength, s + j * k));

    // Löwner's formula: the z for which the computed roots are exact.
    for (let i: i32 = 0; i < k; i++) put(z2 + i, -at(s + i * k + i));
    for (let j: i32 = 0; j < k; j++) {
      const pole = at(dk + j);
      quotients(j, z2, s + j * k, dk, pole);
      quotients(k - j - 1, z2 + j + 1, s + j * k + j + 1, dk + j + 1, pole);
    }
    for (let i: i32 = 0; i < k; i++) {
      const r = Math.sqrt(Math.abs(at(z2 + i)));
      put(z2 + i, at(w + i) < 0 ? -r : r);
    }
    for (let j: i32 = 0; j < k; j++) {
      const row = s + j * k;
      const length = 1.0 / Math.sqrt(weights(k, z2, row));
      for (let i: i32 = 0; i < k; i++) put(w + <i32>at(place + i), at(row + i) * length);
      move(row, w, k);
    }
    zero(out, k * n);
    product(0, 0, k, n1, upper + both, 1.0, s, 0, k, 1, 1.0, packed, 0, n1, 1, 1.0, out, 0, n);
    product(0, 0, k, n2, k - upper, 1.0, s + upper, 0, k, 1, 1.0, lower, 0, n2, 1, 1.0, out + n1, 0, n);
  }
  for (let i: i32 = k; i < n; i++) {
    const j = <i32>at(kept + i);
    put(z + i, at(d + j));
    move(out + i * n, q + j * ld, n);
  }
  // The new values ascend, and the deflated ones follow in descending order, up to rotations; insertion sort is the
  // simplest method here.
  for (let i: i32 = 0; i < n; i++) {
    const x = at(z + i);
    let j: i32 = i;
    while (j > 0 && at(d + <i32>at(order + j - 1)) > x) {
      put(order + j, at(order + j - 1));
      j -= 1;
    }
    put(order + j, i);
    put(d + i, x);
  }
  for (let i: i32 = 0; i < n; i++) {
    const j = <i32>at(order + i);
    put(d + i, at(z + j));
    move(q + i * ld, out + j * n, n);
  }
}

/**
 * Eigenvalues, ascending in d, and vectors, the rows of q, by divide and conquer. Destroys e.
 * q, s, packed, out: n² places each; `work`: 8 n. Returns 0, or 2 if QL did not converge in a corner block.
 */
export function divide(n: i32, d: i32, e: i32, q: i32, ld: i32, s: i32, packed: i32, out: i32, work: i32): i32 {
  if (n <= small) return iterate(n, d, e, q, ld);
  const n1: i32 = n >> 1;
  const n2 = n - n1;
  const coupling = at(e + n1 - 1);
  const r = Math.abs(coupling);
  put(d + n1 - 1, at(d + n1 - 1) - r);
  put(d + n1, at(d + n1) - r);
  for (let i: i32 = 0; i < n; i++) {
    if (i < n1) zero(q + i * ld + n1, n2);
    else zero(q + i * ld, n1);
  }
  let status = divide(n1, d, e, q, ld, s, packed, out, work);
  if (status == 0) status = divide(n2, d + n1, e + n1, q + n1 * ld + n1, ld, s, packed, out, work);
  if (status == 0) merge(n1, n2, coupling, d, q, ld, s, packed, out, work);
  return status;
}
