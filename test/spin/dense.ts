/** Complex square matrices by plain loops: the independent oracle of the operator algebra. No code of src. */
export interface Matrix {
  readonly size: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export interface Complex {
  readonly re: number;
  readonly im: number;
}

export function zeros(size: number): Matrix {
  return { size, re: new Float64Array(size * size), im: new Float64Array(size * size) };
}

/** Rows of [re, im] pairs. */
const pauli: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  I: [
    [1, 0],
    [0, 0],
    [0, 0],
    [1, 0],
  ],
  X: [
    [0, 0],
    [1, 0],
    [1, 0],
    [0, 0],
  ],
  Y: [
    [0, 0],
    [0, -1],
    [0, 1],
    [0, 0],
  ],
  Z: [
    [1, 0],
    [0, 0],
    [0, 0],
    [-1, 0],
  ],
};

function kronecker(a: Matrix, b: Matrix): Matrix {
  const out = zeros(a.size * b.size);
  for (let i = 0; i < a.size; i++)
    for (let k = 0; k < a.size; k++) {
      const [p, q] = [a.re[i * a.size + k]!, a.im[i * a.size + k]!];
      if (p === 0 && q === 0) continue;
      for (let m = 0; m < b.size; m++)
        for (let n = 0; n < b.size; n++) {
          const at = (i * b.size + m) * out.size + k * b.size + n;
          const [r, s] = [b.re[m * b.size + n]!, b.im[m * b.size + n]!];
          out.re[at] = p * r - q * s;
          out.im[at] = p * s + q * r;
        }
    }
  return out;
}

/** σ^a ⊗ σ^b ⊗ … for letters on all sites, first site leftmost. */
export function stringMatrix(letters: string): Matrix {
  let out: Matrix = { size: 1, re: Float64Array.of(1), im: Float64Array.of(0) };
  for (const letter of letters) {
    const entries = pauli[letter]!;
    out = kronecker(out, {
      size: 2,
      re: Float64Array.from(entries, (e) => e[0]),
      im: Float64Array.from(entries, (e) => e[1]),
    });
  }
  return out;
}

export function addScaled(into: Matrix, m: Matrix, c: Complex): void {
  for (let k = 0; k < m.re.length; k++) {
    const [p, q] = [m.re[k]!, m.im[k]!];
    if (p === 0 && q === 0) continue;
    into.re[k]! += p * c.re - q * c.im;
    into.im[k]! += p * c.im + q * c.re;
  }
}

export function linear(a: Matrix, p: number, b: Matrix, q: number): Matrix {
  const out = zeros(a.size);
  addScaled(out, a, { re: p, im: 0 });
  addScaled(out, b, { re: q, im: 0 });
  return out;
}

export function product(a: Matrix, b: Matrix): Matrix {
  const n = a.size;
  const out = zeros(n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const [p, q] = [a.re[i * n + k]!, a.im[i * n + k]!];
      if (p === 0 && q === 0) continue;
      for (let m = 0; m < n; m++) {
        const [r, s] = [b.re[k * n + m]!, b.im[k * n + m]!];
        out.re[i * n + m]! += p * r - q * s;
        out.im[i * n + m]! += p * s + q * r;
      }
    }
  return out;
}

export function bracket(a: Matrix, b: Matrix, sign: 1 | -1): Matrix {
  return linear(product(a, b), 1, product(b, a), sign);
}

export function dagger(a: Matrix): Matrix {
  const out = zeros(a.size);
  for (let i = 0; i < a.size; i++)
    for (let k = 0; k < a.size; k++) {
      out.re[k * a.size + i] = a.re[i * a.size + k]!;
      out.im[k * a.size + i] = -a.im[i * a.size + k]!;
    }
  return out;
}

/** Tr(A† B) */
export function traceInner(a: Matrix, b: Matrix): Complex {
  let [re, im] = [0, 0];
  for (let k = 0; k < a.re.length; k++) {
    re += a.re[k]! * b.re[k]! + a.im[k]! * b.im[k]!;
    im += a.re[k]! * b.im[k]! - a.im[k]! * b.re[k]!;
  }
  return { re, im };
}

/** Largest entry of A − B in modulus. */
export function distance(a: Matrix, b: Matrix): number {
  let largest = 0;
  for (let k = 0; k < a.re.length; k++)
    largest = Math.max(largest, Math.abs(a.re[k]! - b.re[k]!), Math.abs(a.im[k]! - b.im[k]!));
  return largest;
}
