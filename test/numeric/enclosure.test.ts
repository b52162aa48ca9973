import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { it, test } from '@fast-check/vitest';
import {
  type Ball,
  addBalls,
  absoluteInterval,
  ballOf,
  complex,
  cosBall,
  divideBalls,
  enclosedNullVector,
  enclosedSolution,
  exactMatrix,
  exactly,
  expBall,
  intervalOf,
  multiplyBallMatrices,
  multiplyBalls,
  sinBall,
  sqrtBall,
  subtractBalls,
} from '../../src/numeric/index.js';
import { codeOf, general, random } from './matrices.js';

// Rational numbers are exact here: numerators and denominators of any length.
interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}
const fraction = (num: bigint, den: bigint): Fraction => (den < 0n ? { num: -num, den: -den } : { num, den });
/** A double as a fraction, exactly. */
function fractionOf(x: number): Fraction {
  let den = 1n;
  let m = x;
  for (; !Number.isInteger(m); m *= 2) den *= 2n;
  return { num: BigInt(m), den };
}
const plus = (a: Fraction, b: Fraction) => fraction(a.num * b.den + b.num * a.den, a.den * b.den);
const times = (a: Fraction, b: Fraction) => fraction(a.num * b.num, a.den * b.den);
const over = (a: Fraction, b: Fraction) => fraction(a.num * b.den, a.den * b.num);
const minus = (a: Fraction, b: Fraction) => plus(a, { num: -b.num, den: b.den });
const isBelow = (a: Fraction, b: Fraction) => a.num * b.den <= b.num * a.den;
const holds = (ball: Ball, x: Fraction): boolean => {
  const [low, high] = intervalOf(ball);
  return isBelow(fractionOf(low), x) && isBelow(x, fractionOf(high));
};

const size = fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-6);
/** A ball, and a number in it. */
const inBall = fc
  .tuple(size, fc.double({ min: 0, max: 1e-3, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }))
  .map(([mid, share, where]) => {
    const rad = Math.abs(mid) * share;
    const at = times(fractionOf(where), fractionOf(rad));
    return { ball: { mid, rad }, x: plus(fractionOf(mid), at) };
  });

describe('a ball', () => {
  test.prop([inBall, inBall])('holds sums, differences and products of all numbers in its operands', (a, b) => {
    expect(holds(addBalls(a.ball, b.ball), plus(a.x, b.x))).toBe(true);
    expect(holds(subtractBalls(a.ball, b.ball), minus(a.x, b.x))).toBe(true);
    expect(holds(multiplyBalls(a.ball, b.ball), times(a.x, b.x))).toBe(true);
  });

  test.prop([inBall, inBall])('holds quotients and roots', (a, b) => {
    fc.pre(b.ball.mid !== 0 && a.ball.mid > 0);
    expect(holds(divideBalls(a.ball, b.ball), over(a.x, b.x))).toBe(true);
    // √x lies in [l, h] where l² ≤ x ≤ h².
    const [low, high] = intervalOf(sqrtBall(a.ball)).map(fractionOf) as [Fraction, Fraction];
    expect(isBelow(times(low, low), a.x) && isBelow(a.x, times(high, high))).toBe(true);
  });

  test.prop([inBall])('is not much larger than it must be', ({ ball }) => {
    const sum = addBalls(ball, exactly(1));
    expect(sum.rad).toBeLessThan(ball.rad + 1e-15 * (Math.abs(sum.mid) + ball.rad) + 1e-300);
    const exact = multiplyBalls(exactly(ball.mid), exactly(3));
    expect(exact.rad).toBeLessThan(2e-16 * Math.abs(exact.mid) + 1e-300);
  });

  const Many = Decimal.clone({ precision: 80 });
  const decimal = ({ num, den }: Fraction) => new Many(num.toString()).div(new Many(den.toString()));
  const lies = (ball: Ball, x: Decimal): boolean => {
    const [low, high] = intervalOf(ball).map((y) => decimal(fractionOf(y))) as [Decimal, Decimal];
    return low.lte(x) && x.lte(high);
  };
  test.prop([fc.double({ min: -600, max: 600, noNaN: true }), fc.double({ min: -1e-9, max: 1e-9, noNaN: true })])(
    'holds exponentials, sines and cosines to eighty digits',
    (mid, d) => {
      const ball = { mid, rad: Math.abs(d) };
      const x = decimal(plus(fractionOf(mid), fractionOf(d)));
      expect(lies(expBall(ball), x.exp())).toBe(true);
      expect(lies(cosBall(ball), x.cos())).toBe(true);
      expect(lies(sinBall(ball), x.sin())).toBe(true);
      // The text 0.1 is not the double 0.1: a function that takes the one for the other would be wrong by an ulp.
      expect(expBall(exactly(mid)).rad).toBeLessThan(1e-14 * Math.exp(mid));
    },
  );

  test.prop([size, fc.double({ min: 0, max: 1, noNaN: true })])(
    'holds an interval that it is made of',
    (least, length) => {
      const largest = least + length;
      const [low, high] = intervalOf(ballOf([least, largest]));
      expect(low).toBeLessThanOrEqual(least);
      expect(high).toBeGreaterThanOrEqual(largest);
      expect(high - low).toBeLessThanOrEqual(largest - least + 1e-14 * (Math.abs(least) + length) + 1e-300);
    },
  );

  it('is refused where it may hold what an operation does not bear', () => {
    expect(codeOf(() => divideBalls(exactly(1), { mid: 1, rad: 1 }))).toBe('not-enclosed');
    expect(codeOf(() => sqrtBall({ mid: 1, rad: 2 }))).toBe('not-enclosed');
    expect(codeOf(() => expBall({ mid: 0, rad: 3 }))).toBe('not-enclosed');
    expect(codeOf(() => expBall(exactly(1e4)))).toBe('not-enclosed');
    for (const x of [NaN, Infinity, -Infinity]) {
      expect(codeOf(() => cosBall(exactly(x)))).toBe('not-enclosed');
      expect(codeOf(() => sinBall(exactly(x)))).toBe('not-enclosed');
    }
    expect(absoluteInterval({ mid: 1, rad: 2 })[0]).toBe(0);
  });
});

const digit = fc.integer({ min: -9, max: 9 });
const matrixOf = (n: number, cols: number) => fc.array(digit, { minLength: 2 * n * cols, maxLength: 2 * n * cols });

describe('matrices of balls', () => {
  test.prop([fc.integer({ min: 1, max: 7 }).chain((n) => fc.tuple(fc.constant(n), matrixOf(n, n), matrixOf(n, n)))])(
    'hold the product of whole numbers, which is exact',
    ([n, a, b]) => {
      const [A, B] = [a, b].map((list) => complex(n, n, list.slice(0, n * n), list.slice(n * n)));
      const { mid, rad } = multiplyBallMatrices(exactMatrix(A!), exactMatrix(B!));
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let [re, im] = [0, 0];
          for (let k = 0; k < n; k++) {
            const [p, q] = [i * n + k, k * n + j];
            re += A!.re[p]! * B!.re[q]! - A!.im[p]! * B!.im[q]!;
            im += A!.re[p]! * B!.im[q]! + A!.im[p]! * B!.re[q]!;
          }
          expect(Math.hypot(mid.re[i * n + j]! - re, mid.im[i * n + j]! - im)).toBeLessThanOrEqual(rad[i * n + j]!);
        }
      }
    },
  );

  test.prop([
    fc.integer({ min: 1, max: 6 }).chain((n) => fc.tuple(fc.constant(n), matrixOf(n, n), matrixOf(n, 1))),
    fc.integer({ min: -2, max: 2 }),
  ])(
    'hold the whole numbers that solve a system, also where its matrix is only known to lie in balls',
    ([n, a, x], off) => {
      const A = complex(n, n, a.slice(0, n * n), a.slice(n * n));
      for (let k = 0; k < n; k++) A.re[k * n + k]! += 40;
      // B = A X is exact, and A lies in balls around a matrix that is a little different.
      const [re, im] = [new Float64Array(n), new Float64Array(n)];
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < n; k++) {
          re[i]! += A.re[i * n + k]! * x[k]! - A.im[i * n + k]! * x[n + k]!;
          im[i]! += A.re[i * n + k]! * x[n + k]! + A.im[i * n + k]! * x[k]!;
        }
      }
      const shift = off / 1024;
      const near = {
        mid: complex(
          n,
          n,
          A.re.map((y) => y + shift),
          A.im,
        ),
        rad: A.re.map(() => Math.abs(shift)),
      };
      for (const matrix of [exactMatrix(A), near]) {
        const found = enclosedSolution(matrix, exactMatrix(complex(n, 1, re, im)));
        for (let k = 0; k < n; k++) {
          const away = Math.hypot(found.mid.re[k]! - x[k]!, found.mid.im[k]! - x[n + k]!);
          expect(away).toBeLessThanOrEqual(found.rad[k]! * (1 + 1e-12));
          if (matrix !== near) expect(found.rad[k]!).toBeLessThan(1e-10);
        }
      }
    },
  );

  test.prop([
    fc.integer({ min: 1, max: 6 }).chain((n) => {
      const list = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
        minLength: 2 * n * n,
        maxLength: 2 * n * n,
      });
      return fc.tuple(fc.constant(n), list, list);
    }),
  ])('hold the product of doubles, where terms cancel', ([n, a, b]) => {
    // The second half of the inner index subtracts what the first half adds, but for one term.
    const wide = (list: readonly number[]): number[] =>
      Array.from({ length: 2 * n * n }, (_, p) => list[Math.floor(p / (2 * n)) * n + (p % n)]!);
    const left = complex(n, 2 * n, wide(a.slice(0, n * n)), wide(a.slice(n * n)));
    const tall = (list: readonly number[]): number[] =>
      Array.from({ length: 2 * n * n }, (_, p) => (p < n * n ? list[p]! : -list[p - n * n]! * (1 - 2 ** -40)));
    const right = complex(2 * n, n, tall(b.slice(0, n * n)), tall(b.slice(n * n)));
    const { mid, rad } = multiplyBallMatrices(exactMatrix(left), exactMatrix(right));
    const zero: Fraction = { num: 0n, den: 1n };
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let [re, im] = [zero, zero];
        for (let k = 0; k < 2 * n; k++) {
          const [ar, ai] = [left.re[2 * n * i + k]!, left.im[2 * n * i + k]!].map(fractionOf) as [Fraction, Fraction];
          const [br, bi] = [right.re[n * k + j]!, right.im[n * k + j]!].map(fractionOf) as [Fraction, Fraction];
          re = plus(re, minus(times(ar, br), times(ai, bi)));
          im = plus(im, plus(times(ar, bi), times(ai, br)));
        }
        const p = i * n + j;
        const [x, y] = [minus(re, fractionOf(mid.re[p]!)), minus(im, fractionOf(mid.im[p]!))];
        const radius = fractionOf(rad[p]!);
        expect(isBelow(plus(times(x, x), times(y, y)), times(radius, radius))).toBe(true);
      }
    }
  });

  it('have no enclosure where products may overflow', () => {
    const large = exactMatrix(complex(1, 1, [1e100]));
    expect(codeOf(() => multiplyBallMatrices(large, large))).toBe('not-enclosed');
    expect(codeOf(() => multiplyBallMatrices(exactMatrix(complex(1, 1, [NaN])), large))).toBe('not-enclosed');
  });

  it('of a hundred rows give a dozen digits', () => {
    const found = enclosedSolution(exactMatrix(general(100, 100, 3)), exactMatrix(general(100, 2, 4)));
    const scale = Math.max(...found.mid.re.map(Math.abs));
    expect(Math.max(...found.rad)).toBeLessThan(1e-9 * scale);
  });

  it('that may be singular have no enclosure', () => {
    const A = complex(2, 2, [1, 2, 2, 4 + 1e-12]);
    expect(codeOf(() => enclosedSolution({ mid: A, rad: new Float64Array(4).fill(1e-11) }, exactMatrix(A)))).toBe(
      'not-enclosed',
    );
  });
});

describe('a null vector', () => {
  /** The stationary distribution of rates as fractions: the minors of the generator, by Kirchhoff's theorem for three states. */
  const threeStates = (w: readonly Fraction[]): Fraction[] => {
    const at = (to: number, from: number): Fraction => w[3 * to + from]!;
    const trees = [0, 1, 2].map((root) => {
      const [a, b] = [0, 1, 2].filter((k) => k !== root) as [number, number];
      const both = times(at(root, a), at(root, b));
      return plus(both, plus(times(at(root, a), at(a, b)), times(at(root, b), at(b, a))));
    });
    const sum = trees.reduce(plus);
    return trees.map((t) => over(t, sum));
  };

  test.prop([fc.array(fc.double({ min: 1e-6, max: 10, noNaN: true }), { minLength: 9, maxLength: 9 })])(
    'holds the stationary distribution of three states exactly, with rates of very different size',
    (rates) => {
      const exact = threeStates(rates.map(fractionOf));
      const mid = new Float64Array(9);
      const rad = new Float64Array(9);
      for (let from = 0; from < 3; from++) {
        for (let to = 0; to < 3; to++) {
          if (from === to) continue;
          mid[3 * to + from] = rates[3 * to + from]!;
          mid[4 * from]! -= rates[3 * to + from]!;
          rad[4 * from]! += 4e-16 * rates[3 * to + from]!;
        }
      }
      const guess = exact.map(({ num, den }) => Number((num * 10n ** 40n) / den) / 1e40);
      const found = enclosedNullVector({ size: 3, mid, rad }, new Float64Array(3).fill(1), Float64Array.from(guess));
      for (const [k, ball] of found.entries()) {
        expect(holds(ball, exact[k]!)).toBe(true);
        // Where slow rates connect fast ones, rounding errors of the fast ones are as large beside the slow ones.
        expect(ball.rad).toBeLessThan((1e-13 / Math.min(...rates)) * ball.mid);
      }
    },
  );

  it('is not given where two states do not exchange anything', () => {
    const next = random(1);
    const mid = Float64Array.from({ length: 16 }, () => 0);
    for (const [a, b] of [
      [0, 1],
      [2, 3],
    ] as const) {
      for (const [to, from] of [
        [a, b],
        [b, a],
      ] as const) {
        const rate = 1 + Math.abs(next());
        mid[4 * to + from] = rate;
        mid[5 * from]! -= rate;
      }
    }
    const call = () =>
      enclosedNullVector(
        { size: 4, mid, rad: new Float64Array(16) },
        new Float64Array(4).fill(1),
        new Float64Array(4).fill(0.25),
      );
    expect(['not-enclosed', 'singular']).toContain(codeOf(call));
  });
});
