import { checkInterrupt } from '../text/index.js';

/** Part of a product outside the products before it, up to which it is a rounding error. */
const singularRatio = 1e-14;

/** Options for the method of minimal residuals. */
export interface MinimalResidualOptions {
  /** largest number of products with the matrix, and of vectors that are kept */
  readonly most: number;
  /** ‖b − A x‖ that ends the iteration */
  readonly tolerance: number;
  readonly onProgress?: ((residual: number) => void) | undefined;
}

/** The vector x of the Krylov space of b that makes ‖b − A x‖ minimal. */
export interface MinimalResidual {
  readonly x: Float64Array;
  /** ‖b − A x‖ as the recursion has it, without the rounding errors of x */
  readonly residual: number;
  readonly products: number;
  /** columns of the Hessenberg matrix of A in the space; that of number k has k + 2 elements */
  readonly hessenberg: readonly Float64Array[];
}

/**
 * GMRES for A x = b, with Givens rotations of the Hessenberg matrix (Saad and Schultz). The matrix is given by its
 * products with vectors. One that has no inverse, or next to none, shows in a residual that stays.
 *
 * @cost a product and 4 k n multiplications in step k
 */
export function minimalResidual(
  times: (x: Float64Array) => Float64Array,
  b: Float64Array,
  { most, tolerance, onProgress }: MinimalResidualOptions,
): MinimalResidual {
  const start = Math.sqrt(dot(b, b));
  const x = new Float64Array(b.length);
  if (start === 0) return { x, residual: 0, products: 0, hessenberg: [] };
  const basis = [b.map((v) => v / start)];
  const hessenberg: Float64Array[] = [];
  const rotated: Float64Array[] = [];
  const turns: { readonly c: number; readonly s: number }[] = [];
  const right = new Float64Array(most + 1);
  right[0] = start;
  let size = 0;
  while (size < most) {
    checkInterrupt();
    const w = times(basis[size]!);
    const before = Math.sqrt(dot(w, w));
    const h = new Float64Array(size + 2);
    // Twice is enough: the second pass removes what rounding has left.
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach((q, k) => {
        const overlap = dot(q, w);
        h[k]! += overlap;
        subtractScaled(w, overlap, q);
      });
    }
    const norm = Math.sqrt(dot(w, w));
    h[size + 1] = norm;
    hessenberg.push(h.slice());
    turns.forEach(({ c, s }, k) => {
      const [p, q] = [h[k]!, h[k + 1]!];
      h[k] = c * p + s * q;
      h[k + 1] = c * q - s * p;
    });
    const length = Math.hypot(h[size]!, norm);
    // A product inside the space of the others: A has no inverse.
    if (!(length > singularRatio * before)) break;
    const turn = { c: h[size]! / length, s: norm / length };
    turns.push(turn);
    h[size] = length;
    rotated.push(h);
    right[size + 1] = -turn.s * right[size]!;
    right[size]! *= turn.c;
    size += 1;
    onProgress?.(Math.abs(right[size]!));
    if (Math.abs(right[size]!) <= tolerance || norm <= Number.EPSILON * before) break;
    basis.push(w.map((v) => v / norm));
  }
  const y = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    let sum = right[i]!;
    for (let k = i + 1; k < size; k++) sum -= rotated[k]![i]! * y[k]!;
    y[i] = sum / rotated[i]![i]!;
  }
  y.forEach((c, k) => subtractScaled(x, -c, basis[k]!));
  return { x, residual: Math.abs(right[size]!), products: hessenberg.length, hessenberg };
}

/** Σ_i a_i b_i, in two partial sums. */
export function dot(a: Float64Array, b: Float64Array): number {
  let p = 0;
  let q = 0;
  let i = 0;
  for (; i + 1 < a.length; i += 2) {
    p += a[i]! * b[i]!;
    q += a[i + 1]! * b[i + 1]!;
  }
  if (i < a.length) p += a[i]! * b[i]!;
  return p + q;
}

/** a −= by · b */
export function subtractScaled(a: Float64Array, by: number, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) a[i]! -= by * b[i]!;
}
