/** Complex square matrices and Kronecker products, made for these tests alone: nothing here comes from the product. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** Row-major, dimension × dimension. */
export interface Dense {
  readonly dimension: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export function zeros(dimension: number): Dense {
  return { dimension, re: new Float64Array(dimension ** 2), im: new Float64Array(dimension ** 2) };
}

const c = (re: number, im = 0): Complex => ({ re, im });
/** Rows ↑, ↓. */
const single: Readonly<Record<string, readonly (readonly Complex[])[]>> = {
  I: [
    [c(1), c(0)],
    [c(0), c(1)],
  ],
  X: [
    [c(0), c(1)],
    [c(1), c(0)],
  ],
  Y: [
    [c(0), c(0, -1)],
    [c(0, 1), c(0)],
  ],
  Z: [
    [c(1), c(0)],
    [c(0), c(-1)],
  ],
};

export function times(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

/** matrix += coefficient · σ^(letters[0]) ⊗ σ^(letters[1]) ⊗ …, letters from I, X, Y, Z; the first is site 0. */
export function addString(matrix: Dense, letters: string, coefficient: Complex): void {
  const n = letters.length;
  if (2 ** n !== matrix.dimension) throw new Error(`${letters} is no string of ${Math.log2(matrix.dimension)} sites`);
  for (let row = 0; row < matrix.dimension; row++) {
    for (let column = 0; column < matrix.dimension; column++) {
      let value = coefficient;
      for (let k = 0; k < n; k++) {
        const r = Math.floor(row / 2 ** (n - 1 - k)) % 2;
        const s = Math.floor(column / 2 ** (n - 1 - k)) % 2;
        value = times(value, single[letters[k]!]![r]![s]!);
      }
      matrix.re[row * matrix.dimension + column]! += value.re;
      matrix.im[row * matrix.dimension + column]! += value.im;
    }
  }
}

/** As `addString`, with letters placed on some sites of n. */
export function addPlaced(matrix: Dense, placed: Readonly<Record<number, string>>, coefficient: Complex): void {
  const n = Math.log2(matrix.dimension);
  addString(matrix, Array.from({ length: n }, (_, k) => placed[k] ?? 'I').join(''), coefficient);
}

export function set(matrix: Dense, row: number, column: number, value: Complex): void {
  matrix.re[row * matrix.dimension + column] = value.re;
  matrix.im[row * matrix.dimension + column] = value.im;
}

/** max |a − b|; infinite where the sizes differ. */
export function distance(a: Dense, b: Dense): number {
  if (a.dimension !== b.dimension) return Number.POSITIVE_INFINITY;
  return a.re.reduce((most, x, k) => Math.max(most, Math.hypot(x - b.re[k]!, a.im[k]! - b.im[k]!)), 0);
}

export function largest(a: Dense): number {
  return distance(a, zeros(a.dimension));
}
