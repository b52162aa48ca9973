import { real, solve } from '../../../src/numeric/index.js';

/** Real linear equations whose elements are sums of products of three numbers. */
export interface Equations {
  /** adds a b c to an element */
  add(row: number, column: number, a: number, b: number, c: number): void;
  clear(row: number): void;
  solve(right: Float64Array): Float64Array;
}

export class DoubleEquations implements Equations {
  private readonly elements: Float64Array;

  constructor(private readonly n: number) {
    this.elements = new Float64Array(n * n);
  }

  add(row: number, column: number, a: number, b: number, c: number): void {
    this.elements[row * this.n + column]! += a * b * c;
  }

  clear(row: number): void {
    this.elements.fill(0, row * this.n, (row + 1) * this.n);
  }

  solve(right: Float64Array): Float64Array {
    return solve(real(this.n, this.n, this.elements), real(this.n, 1, right)).value.re;
  }
}

/** Binary places after the point: 190 decimal digits, four times the range of the rates that occur. */
const places = 640n;

/**
 * The same in integers of any length, for null vectors whose parts are balanced by rates that differ by 1e-40: nothing
 * is rounded before the 640th binary place.
 */
export class LongEquations implements Equations {
  private readonly elements: bigint[];

  constructor(private readonly n: number) {
    this.elements = Array<bigint>(n * n).fill(0n);
  }

  add(row: number, column: number, a: number, b: number, c: number): void {
    this.elements[row * this.n + column]! += (fixed(a) * fixed(b) * fixed(c)) >> (2n * places);
  }

  clear(row: number): void {
    this.elements.fill(0n, row * this.n, (row + 1) * this.n);
  }

  /** Gauss's elimination, the largest element of a column in units of its row as pivot. */
  solve(right: Float64Array): Float64Array {
    const { n } = this;
    const rows = Array.from({ length: n }, (_, i) => [...this.elements.slice(i * n, (i + 1) * n), fixed(right[i]!)]);
    const scale = rows.map((row) => row.slice(0, n).reduce((m, x) => (magnitude(x) > m ? magnitude(x) : m), 0n));
    for (let k = 0; k < n; k++) {
      let best = k;
      for (let i = k + 1; i < n; i++)
        if (magnitude(rows[i]![k]!) * scale[best]! > magnitude(rows[best]![k]!) * scale[i]!) best = i;
      [rows[k], rows[best]] = [rows[best]!, rows[k]!];
      [scale[k], scale[best]] = [scale[best]!, scale[k]!];
      const pivot = rows[k]!;
      if (pivot[k] === 0n) throw new Error('the equations are singular');
      const columns = [...pivot.keys()].filter((j) => j > k && j <= n && pivot[j] !== 0n);
      for (let i = k + 1; i < n; i++) {
        const row = rows[i]!;
        if (row[k] === 0n) continue;
        const share = (row[k]! << places) / pivot[k]!;
        for (const j of columns) row[j]! -= (share * pivot[j]!) >> places;
      }
    }
    const y = Array<bigint>(n).fill(0n);
    for (let k = n - 1; k >= 0; k--) {
      const row = rows[k]!;
      let rest = row[n]! << places;
      for (let j = k + 1; j < n; j++) rest -= row[j]! * y[j]!;
      y[k] = rest / row[k]!;
    }
    return Float64Array.from(y, value);
  }
}

const magnitude = (x: bigint): bigint => (x < 0n ? -x : x);

/** x in units of 2^−640 */
function fixed(x: number): bigint {
  if (x === 0) return 0n;
  const exponent = Math.floor(Math.log2(Math.abs(x))) - 52;
  const mantissa = BigInt(Math.round(x * 2 ** -exponent));
  const shift = places + BigInt(exponent);
  return shift >= 0n ? mantissa << shift : mantissa >> -shift;
}

function value(x: bigint): number {
  const bits = magnitude(x).toString(2).length;
  const excess = BigInt(Math.max(0, bits - 60));
  return Number(x >> excess) * 2 ** (Number(excess) - Number(places));
}
