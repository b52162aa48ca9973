import { checkInterrupt } from '../../text/index.js';
import { type DenseMatrix, multiplyReal, zeroMatrix } from './dense.js';

/** A power series in v, truncated. */
type Series = Float64Array;

/**
 * The n-th derivative at v = 0 of the logarithm of the six-vertex transfer matrix on a ring,
 *
 *   t(v) = tr_a R_{a1} R_{a2} … R_{aN},   a = sin(u + η)/sin η,  b = sin u/sin η,  c = 1,   u = v sin(η)/2,  Δ = cos η.
 *
 * In v the weights are series in sin²η = 1 − Δ², real on both sides of |Δ| = 1: a = cos u + Δ b.
 */
export function logarithmicDerivative(n: number, sites: number, anisotropy: number): DenseMatrix {
  const size = 2 ** sites;
  const t = transferMatrix(n, sites, anisotropy);
  // t(0) is the translation, an orthogonal matrix, so its inverse is its transpose.
  const inverse = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) inverse[row * size + column] = t[0]![column * size + row]!;
  const x = t.map((m) => multiplyReal(inverse, m, size));
  // log(1 + X) = Σ_m (−1)^{m+1} X^m/m, X = Σ_{p≥1} x_p v^p
  const sum = new Float64Array(size * size);
  let power: (Float64Array | undefined)[] = x.map((m, p) => (p === 0 ? undefined : m));
  for (let m = 1; m <= n; m++) {
    const at = power[n];
    if (at) for (let k = 0; k < sum.length; k++) sum[k]! += ((m % 2 === 1 ? 1 : -1) * at[k]!) / m;
    if (m < n) power = multiplySeries(power, x, n, size);
  }
  let factorial = 1;
  for (let k = 2; k <= n; k++) factorial *= k;
  return { ...zeroMatrix(size), re: sum.map((value) => value * factorial) };
}

/** A power of X times X, up to v^n. */
function multiplySeries(
  power: readonly (Float64Array | undefined)[],
  x: readonly Float64Array[],
  n: number,
  size: number,
): (Float64Array | undefined)[] {
  return Array.from({ length: n + 1 }, (_, order) => {
    let sum: Float64Array | undefined;
    for (let p = 1; p < order; p++) {
      const left = power[p];
      if (!left) continue;
      const product = multiplyReal(left, x[order - p]!, size);
      sum = sum ? sum.map((value, k) => value + product[k]!) : product;
    }
    return sum;
  });
}

/** Coefficients of 1, v, … v^n of t(v), by rows. */
function transferMatrix(n: number, sites: number, anisotropy: number): Float64Array[] {
  const { a, b, c } = weights(n, anisotropy);
  const size = 2 ** sites;
  const t = Array.from({ length: n + 1 }, () => new Float64Array(size * size));
  for (let column = 0; column < size; column++) {
    checkInterrupt();
    for (const first of [0, 1]) {
      // The auxiliary spin passes the sites, the last one first, since it is on the right. At each site equal spins
      // have weight a, and unequal ones pass with weight b or are exchanged with weight c.
      let paths = new Map<number, Series>([[first * size, unitSeries(n)]]);
      for (let site = sites - 1; site >= 0; site--) {
        const next = new Map<number, Series>();
        const spin = (column >> site) & 1;
        for (const [key, amplitude] of paths) {
          const auxiliary = key >= size ? 1 : 0;
          const out = key % size;
          const put = (aux: number, s: number, weight: Series): void => {
            const to = aux * size + (out | (s << site));
            next.set(to, accumulate(next.get(to), multiply(amplitude, weight)));
          };
          if (auxiliary === spin) put(auxiliary, spin, a);
          else {
            put(auxiliary, spin, b);
            put(spin, auxiliary, c);
          }
        }
        paths = next;
      }
      for (const [key, amplitude] of paths) {
        if ((key >= size ? 1 : 0) !== first) continue;
        for (let p = 0; p <= n; p++) t[p]![(key % size) * size + column]! += amplitude[p]!;
      }
    }
  }
  return t;
}

function weights(n: number, anisotropy: number): { a: Series; b: Series; c: Series } {
  const [cosine, b] = [new Float64Array(n + 1), new Float64Array(n + 1)];
  const square = 1 - anisotropy ** 2;
  // cos u = Σ (−s²v²/4)^m/(2m)!,  sin(u)/s = (v/2) Σ (−s²v²/4)^m/(2m+1)!,  s = sin η
  let term = 1;
  for (let p = 0; p <= n; p++) {
    if (p % 2 === 0) cosine[p] = term;
    else b[p] = term / 2;
    term *= p % 2 === 0 ? 1 / (p + 1) : -square / 4 / (p + 1);
  }
  return { a: cosine.map((x, p) => x + anisotropy * b[p]!), b, c: unitSeries(n) };
}

function unitSeries(n: number): Series {
  const one = new Float64Array(n + 1);
  one[0] = 1;
  return one;
}

function multiply(x: Series, y: Series): Series {
  const result = new Float64Array(x.length);
  for (let p = 0; p < x.length; p++) for (let q = 0; p + q < x.length; q++) result[p + q]! += x[p]! * y[q]!;
  return result;
}

function accumulate(sum: Series | undefined, more: Series): Series {
  return sum ? sum.map((value, p) => value + more[p]!) : more;
}
