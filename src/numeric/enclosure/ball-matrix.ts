import { solve } from '../linear-system.js';
import { type ComplexMatrix, complex, identity, real } from '../matrix.js';
import { multiplyMatrices } from '../product.js';
import { type Ball, notEnclosed, underflow, unitRoundoff, upward } from './ball.js';

/**
 * A matrix of complex balls: every element lies within `rad` of the element of `mid`, where `rad` has the shape of the matrix,
 * by rows, and is not negative.
 */
export interface BallMatrix {
  readonly mid: ComplexMatrix;
  readonly rad: Float64Array;
}

/** A matrix of doubles that are meant exactly. */
export function exactMatrix(mid: ComplexMatrix): BallMatrix {
  return { mid, rad: new Float64Array(mid.rows * mid.cols) };
}

/** A complex number within `rad` of re + i im. */
export interface ComplexBall {
  readonly re: number;
  readonly im: number;
  readonly rad: number;
}

/** re + i·im of two real balls; the radius bounds the distance in the complex plane. */
export function complexBall(re: Ball, im: Ball): ComplexBall {
  return { re: re.mid, im: im.mid, rad: upward(re.rad + im.rad) };
}

export function multiplyComplexBalls(a: ComplexBall, b: ComplexBall): ComplexBall {
  const [sizeA, sizeB] = [upward(Math.abs(a.re) + Math.abs(a.im)), upward(Math.abs(b.re) + Math.abs(b.im))];
  return {
    re: a.re * b.re - a.im * b.im,
    im: a.re * b.im + a.im * b.re,
    rad: upward(sizeA * b.rad + a.rad * (sizeB + b.rad) + 6 * unitRoundoff * sizeA * sizeB),
  };
}

/** A matrix of balls, element by element. */
export function ballMatrix(rows: number, cols: number, element: (row: number, col: number) => ComplexBall): BallMatrix {
  const mid = complex(rows, cols);
  const rad = new Float64Array(rows * cols);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const { re, im, rad: own } = element(r, c);
      const p = r * cols + c;
      mid.re[p] = re;
      mid.im[p] = im;
      rad[p] = own;
    }
  }
  return { mid, rad };
}

/** The adjoint of a matrix of balls. */
export function adjointBalls({ mid: { rows, cols, re, im }, rad }: BallMatrix): BallMatrix {
  return ballMatrix(cols, rows, (r, c) => ({ re: re[c * cols + r]!, im: -im[c * cols + r]!, rad: rad[c * cols + r]! }));
}

/** An upper bound of |element|: |re| + |im|. */
function sizes({ re, im }: ComplexMatrix): Float64Array {
  return re.map((x, p) => upward(Math.abs(x) + Math.abs(im[p]!)));
}

/** Sizes up to which no product of two elements, nor a sum of such products, leaves the range of doubles. */
const largestSize = 2 ** 300;

/**
 * An upper bound of the product of two matrices that are not negative.
 *
 * @diagnostic `not-enclosed` where products may overflow
 */
function productAbove(a: Float64Array, b: Float64Array, shape: readonly [number, number, number]): Float64Array {
  const [rows, inner, cols] = shape;
  if (![a, b].every((list) => list.every((x) => x < largestSize)))
    notEnclosed('the elements of a matrix are too large');
  const product = multiplyMatrices(real(rows, inner, a), real(inner, cols, b)).value.re;
  const inflation = 1 + (4 * inner + 32) * unitRoundoff;
  return product.map((x) => upward(x * inflation + inner * underflow));
}

/**
 * The product A B of matrices of balls.
 *
 *   rad ≤ |A| (rad B + γ |B|) + rad A (|B| + rad B),   γ = 2 (4 n + 24) u
 *
 * γ bounds the rounding errors of n products and sums in any order, with the three real products of a complex one.
 */
export function multiplyBallMatrices(a: BallMatrix, b: BallMatrix): BallMatrix {
  const shape = [a.mid.rows, a.mid.cols, b.mid.cols] as const;
  const gamma = 2 * (4 * shape[1] + 24) * unitRoundoff;
  const sizeB = sizes(b.mid);
  const first = productAbove(
    sizes(a.mid),
    b.rad.map((r, p) => upward(r + gamma * sizeB[p]!)),
    shape,
  );
  const isExact = a.rad.every((r) => r === 0);
  const second = isExact
    ? undefined
    : productAbove(
        a.rad,
        b.rad.map((r, p) => upward(r + sizeB[p]!)),
        shape,
      );
  return {
    mid: multiplyMatrices(a.mid, b.mid).value,
    rad: second ? first.map((r, p) => upward(r + second[p]!)) : first,
  };
}

/** A − B, element by element. */
export function subtractBallMatrices(a: BallMatrix, b: BallMatrix): BallMatrix {
  const { rows, cols } = a.mid;
  return ballMatrix(rows, cols, (r, c) => {
    const p = r * cols + c;
    const [re, im] = [a.mid.re[p]! - b.mid.re[p]!, a.mid.im[p]! - b.mid.im[p]!];
    return { re, im, rad: upward(a.rad[p]! + b.rad[p]! + 2 * unitRoundoff * (Math.abs(re) + Math.abs(im))) };
  });
}

/** Upper bounds of Σ_c |element| over all elements in the balls, row by row. */
export function rowSumsAbove({ mid, rad }: BallMatrix): Float64Array {
  const { rows, cols } = mid;
  const size = sizes(mid);
  // A row has two roundings for each of its elements.
  const inflation = 1 + 4 * cols * unitRoundoff;
  return Float64Array.from({ length: rows }, (_, r) => {
    let sum = 0;
    for (let c = 0; c < cols; c++) sum += size[r * cols + c]! + rad[r * cols + c]!;
    return upward(sum * inflation);
  });
}

/**
 * Balls that hold the solution X of A X = B for every A and B in the given balls.
 *
 * With an approximate inverse R of the midpoint of A and an approximate solution X̃,
 *
 *   X − X̃ = (1 − M)^{−1} D,   M = 1 − R A,   D = R (B − A X̃),   |X − X̃| ≤ |D| + α/(1 − α) ‖D‖ with α = ‖M‖ < 1,
 *
 * in the norm of largest row sums, column by column of D. α < 1 also proves that every A in the balls is invertible.
 *
 * @diagnostic `not-enclosed` where A may be singular; those of `solve`
 * @cost five products of size n beside the solution itself
 */
export function enclosedSolution(a: BallMatrix, b: BallMatrix): BallMatrix {
  const n = a.mid.rows;
  const { cols } = b.mid;
  const inverse = exactMatrix(solve(a.mid, identity(n)).value);
  const off = subtractBallMatrices(exactMatrix(identity(n)), multiplyBallMatrices(inverse, a));
  const alpha = rowSumsAbove(off).reduce((most, sum) => Math.max(most, sum), 0);
  if (!(alpha < 0.5)) notEnclosed('the linear system is too close to a singular one');
  const guess = exactMatrix(multiplyMatrices(inverse.mid, b.mid).value);
  const left = subtractBallMatrices(b, multiplyBallMatrices(a, guess));
  const correction = multiplyBallMatrices(inverse, left);
  const size = sizes(correction.mid);
  const norms = new Float64Array(cols);
  for (let r = 0; r < n; r++)
    for (let c = 0; c < cols; c++)
      norms[c] = Math.max(norms[c]!, upward(size[r * cols + c]! + correction.rad[r * cols + c]!));
  const factor = upward(alpha / (1 - alpha));
  return {
    mid: guess.mid,
    rad: size.map((s, p) => upward(s + correction.rad[p]! + factor * norms[p % cols]!)),
  };
}
