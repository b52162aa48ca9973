import { Decimal } from 'decimal.js';
import { checkInterrupt, limit, refuse } from '../text/index.js';
import type { Result } from './result.js';

/** A complex number in decimal digits. */
export interface DecimalComplex {
  readonly re: Decimal;
  readonly im: Decimal;
}

/** A value from which a decimal can be made. Strings are taken digit by digit, and doubles by their shortest text: 0.1 is 1/10. */
export type DecimalLike = Decimal | number | string;

/** Number of digits carried beyond those requested; sums of up to 10⁸ terms lose eight. */
const guard = 10;

/** Largest number of digits; with the guard digits it must stay below the 1025 to which decimal.js knows π. */
const mostDigits = 1000;

/**
 * Arithmetic to `digits` significant digits: complex numbers, dense and banded linear systems, Gauss–Legendre rules,
 * exp, sqrt, Bessel functions. It is meant for checks of double precision with 30–60 digits, and is a thousand times
 * slower. Every call makes its own field, so there is no global precision.
 *
 * @diagnostic `digits-out-of-range`
 */
export function decimalField(digits: number): DecimalField {
  if (!Number.isInteger(digits) || digits < 1)
    refuse('digits-out-of-range', `digits must be a whole number from 1 up, not ${digits}`);
  if (digits > mostDigits) limit('digits-out-of-range', `decimal arithmetic goes up to ${mostDigits} digits`);
  return new DecimalField(digits);
}

/** Complex numbers, linear systems and functions to a number of significant digits. Numbers are never changed. */
export class DecimalField {
  /** the constructor of real numbers, of `digits` + guard digits */
  readonly Real: typeof Decimal;
  readonly zero: DecimalComplex;
  readonly one: DecimalComplex;

  constructor(readonly digits: number) {
    this.Real = Decimal.clone({
      precision: digits + guard,
      rounding: Decimal.ROUND_HALF_EVEN,
      maxE: 9e15,
      minE: -9e15,
      defaults: true,
    });
    this.zero = this.complex(0);
    this.one = this.complex(1);
  }

  /** a real number */
  real(x: DecimalLike): Decimal {
    const value = new this.Real(x);
    return value.isFinite() ? value : refuse('not-finite', `${String(x)} is not a finite number`);
  }

  /** a complex number */
  complex(re: DecimalLike, im: DecimalLike = 0): DecimalComplex {
    return { re: this.real(re), im: this.real(im) };
  }

  /** Rounds to the requested digits. */
  round(x: Decimal): Decimal {
    return new this.Real(x).toSignificantDigits(this.digits);
  }

  /** a + b */
  add(a: DecimalComplex, b: DecimalComplex): DecimalComplex {
    return { re: a.re.plus(b.re), im: a.im.plus(b.im) };
  }

  /** a − b */
  subtract(a: DecimalComplex, b: DecimalComplex): DecimalComplex {
    return { re: a.re.minus(b.re), im: a.im.minus(b.im) };
  }

  /** a b */
  multiply(a: DecimalComplex, b: DecimalComplex): DecimalComplex {
    return { re: a.re.times(b.re).minus(a.im.times(b.im)), im: a.re.times(b.im).plus(a.im.times(b.re)) };
  }

  /** @diagnostic `division-by-zero` */
  divide(a: DecimalComplex, b: DecimalComplex): DecimalComplex {
    const m = b.re.times(b.re).plus(b.im.times(b.im));
    if (m.isZero()) refuse('division-by-zero', 'division by zero');
    return { re: a.re.times(b.re).plus(a.im.times(b.im)).div(m), im: a.im.times(b.re).minus(a.re.times(b.im)).div(m) };
  }

  /** the complex conjugate */
  conjugate(a: DecimalComplex): DecimalComplex {
    return { re: a.re, im: a.im.neg() };
  }

  /** |a| */
  abs(a: DecimalComplex): Decimal {
    return a.re.times(a.re).plus(a.im.times(a.im)).sqrt();
  }

  /** e^a */
  exp(a: DecimalComplex): DecimalComplex {
    const r = new this.Real(a.re).exp();
    if (a.im.isZero()) return { re: r, im: a.im };
    return { re: r.times(new this.Real(a.im).cos()), im: r.times(new this.Real(a.im).sin()) };
  }

  /** The root with a real part ≥ 0; on the negative axis, with a positive imaginary part. */
  sqrt(a: DecimalComplex): DecimalComplex {
    const m = this.abs(a);
    if (m.isZero()) return this.zero;
    // The half-sum without cancellation is computed first, and the other one by division.
    const t = m.plus(a.re.abs()).div(2).sqrt();
    const u = a.im.abs().div(t.times(2));
    const positive = !a.re.isNegative();
    const re = positive ? t : u;
    const im = positive ? u : t;
    return { re, im: a.im.isNegative() && !a.im.isZero() ? im.neg() : im };
  }

  /** π */
  pi(): Decimal {
    return this.Real.acos(-1);
  }

  /**
   * x with A x = b, by elimination with partial pivoting.
   *
   * @param a  n rows of n
   * @param b  n numbers
   * @returns  x; `residual` = max |A x − b| as a double, `scale` = max Σ |a x|, both with |re| + |im| for the modulus
   * @diagnostic `matrix-shape`, `matrix-mismatch`, `singular`
   */
  solve(a: readonly (readonly DecimalComplex[])[], b: readonly DecimalComplex[]): Result<DecimalComplex[]> {
    const n = a.length;
    if (n === 0 || a.some((row) => row.length !== n)) refuse('matrix-shape', `the matrix of ${n} rows is not square`);
    return this.solveBanded(n - 1, n - 1, a, b);
  }

  /**
   * x with A x = b for a banded A: elements with j < i − lower or j > i + upper are zero and are not read.
   * Partial pivoting inside the band; cost n · lower · (lower + upper) multiply-adds.
   *
   * @param a  n rows of n, as in `solve`
   * @diagnostic as `solve`, and `band-shape`
   */
  solveBanded(
    lower: number,
    upper: number,
    a: readonly (readonly DecimalComplex[])[],
    b: readonly DecimalComplex[],
  ): Result<DecimalComplex[]> {
    return this.factorBanded(lower, upper, a)(b);
  }

  /**
   * Eliminates once for many right-hand sides; the returned function solves A x = b as `solveBanded` does.
   *
   * @cost n · lower · (lower + upper) multiply-adds, and n · (2 lower + upper) for a right-hand side
   * @diagnostic as `solveBanded`; `matrix-mismatch` where a right-hand side does not fit
   */
  factorBanded(
    lower: number,
    upper: number,
    a: readonly (readonly DecimalComplex[])[],
  ): (b: readonly DecimalComplex[]) => Result<DecimalComplex[]> {
    const n = a.length;
    if (!Number.isInteger(lower) || !Number.isInteger(upper) || lower < 0 || upper < 0)
      refuse('band-shape', `a band of ${lower} below and ${upper} above the diagonal`);
    if (a.some((row) => row.length !== n)) refuse('matrix-shape', `the matrix of ${n} rows is not square`);
    const inBand = (i: number, j: number) => j >= i - lower && j <= i + upper;
    const rows = a.map((row, i) => row.map((x, j) => (inBand(i, j) ? x : this.zero)));
    // Exchanges widen the upper band by the lower one.
    const last = (i: number) => Math.min(n, i + lower + upper + 1);
    const exchanged: number[] = [];
    const factors: DecimalComplex[][] = [];
    for (let k = 0; k < n; k++) {
      checkInterrupt();
      let best = k;
      for (let i = k + 1; i < Math.min(n, k + lower + 1); i++)
        if (size(rows[i]![k]!).gt(size(rows[best]![k]!))) best = i;
      if (size(rows[best]![k]!).isZero())
        refuse('singular', `the ${n} × ${n} matrix is singular: no pivot in column ${k + 1}`);
      [rows[k], rows[best]] = [rows[best]!, rows[k]!];
      exchanged.push(best);
      const pivot = rows[k]!;
      const column: DecimalComplex[] = [];
      for (let i = k + 1; i < Math.min(n, k + lower + 1); i++) {
        const row = rows[i]!;
        if (size(row[k]!).isZero()) {
          column.push(this.zero);
          continue;
        }
        const f = this.divide(row[k]!, pivot[k]!);
        column.push(f);
        for (let j = k + 1; j < last(k); j++)
          if (!size(pivot[j]!).isZero()) row[j] = this.subtract(row[j]!, this.multiply(f, pivot[j]!));
      }
      factors.push(column);
    }
    return (b) => {
      if (b.length !== n) refuse('matrix-mismatch', `${b.length} right-hand sides for ${n} rows`);
      const right = [...b];
      for (let k = 0; k < n; k++) {
        const best = exchanged[k]!;
        [right[k], right[best]] = [right[best]!, right[k]!];
        if (size(right[k]!).isZero()) continue;
        for (const [i, f] of factors[k]!.entries())
          right[k + 1 + i] = this.subtract(right[k + 1 + i]!, this.multiply(f, right[k]!));
      }
      const x: DecimalComplex[] = Array.from({ length: n }, () => this.zero);
      for (let i = n - 1; i >= 0; i--) {
        let s = right[i]!;
        for (let j = i + 1; j < last(i); j++) s = this.subtract(s, this.multiply(rows[i]![j]!, x[j]!));
        x[i] = this.divide(s, rows[i]![i]!);
      }
      let residual = this.real(0);
      let scale = this.real(0);
      for (let i = 0; i < n; i++) {
        let s = this.complex(b[i]!.re.neg(), b[i]!.im.neg());
        let t = size(b[i]!);
        for (let j = Math.max(0, i - lower); j < Math.min(n, i + upper + 1); j++) {
          const term = this.multiply(a[i]![j]!, x[j]!);
          s = this.add(s, term);
          t = t.plus(size(term));
        }
        residual = this.Real.max(residual, size(s));
        scale = this.Real.max(scale, t);
      }
      return { value: x, residual: residual.toNumber(), scale: scale.toNumber(), backend: 'decimal' };
    };
  }

  /** Nodes ascending in (−1, 1) and weights of the Gauss–Legendre rule, to the digits of the field. */
  gaussLegendre(n: number): { nodes: Decimal[]; weights: Decimal[] } {
    if (!Number.isInteger(n) || n < 1)
      refuse('nodes-not-integer', `the number of nodes must be a whole number from 1 up, not ${n}`);
    const nodes: Decimal[] = [];
    const weights: Decimal[] = [];
    const small = new this.Real(10).pow(-(this.digits + guard - 2));
    for (let i = 0; i < n; i++) {
      // The estimate in double precision is accurate to n⁻⁴, and each Newton step doubles its digits.
      let x = this.real(-Math.cos((Math.PI * (i + 0.75)) / (n + 0.5)));
      if (2 * i + 1 === n) x = this.real(0);
      for (let step = 0; ; step++) {
        let p = this.real(1);
        let q = this.real(0);
        for (let k = 1; k <= n; k++)
          [p, q] = [
            x
              .times(p)
              .times(2 * k - 1)
              .minus(q.times(k - 1))
              .div(k),
            p,
          ];
        const edge = x.times(x).minus(1);
        const slope = x.times(p).minus(q).times(n).div(edge);
        const dx = p.div(slope);
        x = x.minus(dx);
        // Starting from 1e-2, twelve doublings exceed every allowed number of digits.
        if (dx.abs().lt(small) || step === 20) {
          // The slope belongs to the node before the last, negligible, step.
          nodes.push(x);
          weights.push(new this.Real(-2).div(edge.times(slope).times(slope)));
          break;
        }
      }
    }
    return { nodes, weights };
  }

  /**
   * J_0(x) … J_n(x) by downward recurrence, as in double precision.
   * @cost O(max(n, |x|) + digits) multiplications
   */
  besselJ(n: number, x: DecimalLike): Decimal[] {
    if (!Number.isInteger(n) || n < 0)
      refuse('order-not-integer', `the highest order must be a whole number from 0 up, not ${n}`);
    const at = this.real(x);
    if (at.isZero()) return Array.from({ length: n + 1 }, (_, k) => this.real(k === 0 ? 1 : 0));
    // |J_k| ≤ (|x|/2)^k / k!; k is raised until that is below rounding against J_n's own bound.
    const half = Math.abs(at.toNumber()) / 2;
    // The search ends at the bound for n and x in double precision; going further would be a mistake.
    if (!(half < 1e6) || n > 1e6)
      limit('bessel-too-far', 'orders and arguments of decimal Bessel functions go up to a million');
    const bound = (k: number) => k * Math.log10(half || Number.MIN_VALUE) - logFactorial(k);
    let start = Math.max(n, Math.ceil(2 * half)) + 2;
    const from = bound(start);
    while (bound(start) > from - this.digits - guard - 5) start += 2;
    start += start % 2;
    const values: Decimal[] = [];
    let above = this.real(0);
    let here = new this.Real(10).pow(-(this.digits + guard));
    let sum = this.real(0);
    let squares = this.real(0);
    for (let k = start; k >= 0; k--) {
      if (k <= n) values[k] = here;
      squares = squares.plus(here.times(here).times(k === 0 ? 1 : 2));
      if (k % 2 === 0) sum = sum.plus(here.times(k === 0 ? 1 : 2));
      [above, here] = [
        here,
        here
          .times(2 * k)
          .div(at)
          .minus(above),
      ];
    }
    // Neumann: J_0² + 2 Σ J_k² = 1 has no cancellation; the sum over even orders gives the sign.
    const norm = sum.isNegative() ? squares.sqrt().neg() : squares.sqrt();
    return values.map((v) => v.div(norm));
  }
}

/** |re| + |im|, which is within √2 of the modulus and suffices to choose a pivot. */
function size(a: DecimalComplex): Decimal {
  return a.re.abs().plus(a.im.abs());
}

/** log10 k! by Stirling's series; accurate to 1e-3 for all k ≥ 1, which suffices for a bound. */
function logFactorial(k: number): number {
  return k < 1 ? 0 : ((k + 0.5) * Math.log(k) - k + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * k)) / Math.LN10;
}
