/**
 * The discrete Fourier transform of many series at once, in place: X_k = Σ_m x_m e^{−2πi km/n}, or with +i backwards, without
 * the factor 1/n. Series lie beside each other: element m of series s is at m · count + s.
 */
export class SeriesTransform {
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;
  private readonly swapped: Int32Array;

  /**
   * @param size   length n of a series, a power of two
   * @param count  number of series
   */
  constructor(
    private readonly size: number,
    private readonly count: number,
  ) {
    if (size < 1 || (size & (size - 1)) !== 0) throw new RangeError(`${size} is no power of two`);
    this.cos = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.sin = Float64Array.from({ length: size / 2 }, (_, k) => Math.sin((2 * Math.PI * k) / size));
    const bits = Math.log2(size);
    this.swapped = Int32Array.from({ length: size }, (_, m) => {
      let reversed = 0;
      for (let b = 0; b < bits; b++) reversed |= ((m >>> b) & 1) << (bits - 1 - b);
      return reversed;
    });
  }

  forwards(re: Float64Array, im: Float64Array): void {
    this.transform(re, im, -1);
  }

  backwards(re: Float64Array, im: Float64Array): void {
    this.transform(re, im, 1);
  }

  private transform(re: Float64Array, im: Float64Array, sign: 1 | -1): void {
    const { size, count, cos, sin, swapped } = this;
    for (let m = 0; m < size; m++) {
      const other = swapped[m]!;
      if (other <= m) continue;
      for (let s = 0; s < count; s++) {
        const [p, q] = [m * count + s, other * count + s];
        const [x, y] = [re[p]!, im[p]!];
        re[p] = re[q]!;
        im[p] = im[q]!;
        re[q] = x;
        im[q] = y;
      }
    }
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let first = 0; first < size; first += 2 * half) {
        for (let k = 0; k < half; k++) {
          const p = (first + k) * count;
          const q = p + half * count;
          if (k === 0) {
            sumAndDifference(re, p, q, count);
            sumAndDifference(im, p, q, count);
          } else {
            turnedSumAndDifference(re, im, p, q, count, cos[k * stride]!, sign * sin[k * stride]!);
          }
        }
      }
    }
  }
}

/** (a, b) → (a + b, a − b) for numbers at two places. */
function sumAndDifference(values: Float64Array, p: number, q: number, count: number): void {
  for (let s = 0; s < count; s++) {
    const a = values[p + s]!;
    const b = values[q + s]!;
    values[p + s] = a + b;
    values[q + s] = a - b;
  }
}

/** (a, b) → (a + (c + id) b, a − (c + id) b) for complex numbers at two places. */
function turnedSumAndDifference(
  re: Float64Array,
  im: Float64Array,
  p: number,
  q: number,
  count: number,
  c: number,
  d: number,
): void {
  for (let s = 0; s < count; s++) {
    const u = re[q + s]!;
    const v = im[q + s]!;
    const x = u * c - v * d;
    const y = u * d + v * c;
    const a = re[p + s]!;
    const b = im[p + s]!;
    re[p + s] = a + x;
    im[p + s] = b + y;
    re[q + s] = a - x;
    im[q + s] = b - y;
  }
}
