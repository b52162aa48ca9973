import { real, type RealMatrix, solve } from '../numeric/index.js';
import { checkInterrupt, DiagnosticError } from '../text/index.js';

/** A rate superoperator on some of the levels, and the rates at which these lose trace to the others. */
export interface LeakySystem {
  readonly matrix: RealMatrix;
  /** 1 on populations: the trace */
  readonly trace: Float64Array;
  /**
   * trace that each unknown loses to other levels, summed from rates; without rounding it equals the column sums of
   * −matrix
   */
  readonly leak: Float64Array;
  /** level of each unknown; populations and coherences of one level are eliminated together */
  readonly level: Int32Array;
  /** decay rate of each unknown alone, before anything is eliminated; by default the diagonal */
  readonly decay?: Float64Array;
}

/**
 * A row that has shrunk by more than this factor, or an inverse larger than the reciprocal of this, is due to rounding
 * and means a coherence that does not decay.
 */
const singularRatio = 1e-13;

/** Growth beyond which an inverse may be that of a singular block with rounding errors. */
const doubtfulGrowth = 1e8;

/** One level that has been eliminated. Unknowns are numbered in the order of elimination, the last first. */
interface EliminationStep {
  readonly start: number;
  readonly size: number;
  /** the row of the level that the trace has replaced */
  readonly replaced: number;
  /** D^{−1} with that row, size × size */
  readonly inverse: Float64Array;
  /**
   * largest element of the inverse for rows of size one, times the factor by which a row has shrunk
   */
  readonly growth: number;
}

/**
 * Elimination, level by level, for equations K x = r in which some rates are smaller than others by factors such as
 * 1e-10 or 1e-30. The loss of a level is never computed as the difference of large numbers, but as the sum of the
 * remaining rates out of it (Grassmann, Taksar and Heyman). Here the coherences of a level are eliminated with its
 * populations, and a leak to other levels counts as a rate.
 *
 * If rates are exactly zero, the equations may decouple: a level is `stuck` if it loses nothing while others are left,
 * if one of its coherences does not decay, or if a state inside it is dark. Eliminated last, it may still be the only
 * level in which everything ends.
 */
export class Elimination {
  private readonly order: Int32Array;
  private readonly steps: EliminationStep[] = [];
  /** K in the order of elimination; above the diagonal D^{−1}K_aR in place of K_aR */
  private readonly k: Float64Array;
  private readonly trace: Float64Array;
  private readonly decay: Float64Array;
  /** whether nothing is lost at the end, so that solutions have a free weight */
  readonly closed: boolean;
  /** the first level that cannot be eliminated, at which the elimination has ended */
  readonly stuck: number | undefined;
  /**
   * whether a level came close to being stuck; with coherences, whose terms have both signs, rounding may have decided
   * this
   */
  readonly doubtful: boolean;

  /** @cost 2/3 n³ multiplications in plain loops */
  constructor({ matrix, trace, leak, level, decay }: LeakySystem) {
    const n = matrix.cols;
    this.order = Int32Array.from(level.keys()).sort((a, b) => level[a]! - level[b]! || a - b);
    const { order } = this;
    this.trace = Float64Array.from(order, (i) => trace[i]!);
    const k = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) k[i * n + j] = matrix.re[order[i]! * n + order[j]!]!;
    this.k = k;
    this.decay = Float64Array.from(order, (i) => Math.abs(decay?.[i] ?? matrix.re[i * n + i]!));
    const lost = Float64Array.from(order, (i) => leak[i]!);
    let closed = false;
    let stuck: number | undefined;
    let doubtful = false;
    for (let end = n; end > 0 && stuck === undefined; ) {
      let start = end - 1;
      while (start > 0 && level[order[start - 1]!] === level[order[start]!]) start -= 1;
      checkInterrupt();
      closed = this.take(start, end - start, lost);
      const { inverse, size, growth } = this.steps.at(-1)!;
      if (growth > doubtfulGrowth) doubtful = true;
      if ((closed && start > 0) || (size > 1 && !inverse.every(Number.isFinite))) stuck = level[order[start]!]!;
      end = start;
    }
    this.closed = closed;
    this.stuck = stuck;
    this.doubtful = doubtful;
  }

  /** Eliminates a level. @returns whether nothing is left to which it could lose */
  private take(start: number, size: number, lost: Float64Array): boolean {
    const { k, trace, order } = this;
    const n = order.length;
    const out = lost.slice(start, start + size);
    for (let row = 0; row < start; row++) {
      if (trace[row] === 0) continue;
      for (let c = 0; c < size; c++) out[c]! += k[row * n + start + c]!;
    }
    const closed = out.every((x) => x === 0);
    const replaced = trace.subarray(start, start + size).indexOf(1);
    const block = real(size, size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++)
        block.re[i * size + j] =
          i !== replaced ? k[(start + i) * n + start + j]! : closed ? trace[start + j]! : -out[j]!;
    }
    const isPopulation = Array.from({ length: size }, (_, i) => trace[start + i] !== 0);
    // A population loses the trace that arrives in the others; it is computed as a sum of rates again, since the
    // difference would consist of rounding errors.
    for (let i = 0; i < size; i++) {
      if (!isPopulation[i] || i === replaced) continue;
      let loss = out[i]!;
      for (let r = 0; r < size; r++) if (r !== i && isPopulation[r]) loss += k[(start + r) * n + start + i]!;
      block.re[i * size + i] = -loss;
    }
    const { inverse, growth } = invertLevel(block, replaced, isPopulation, this.decay.subarray(start, start + size));
    this.steps.push({ start, size, replaced, inverse, growth });
    if (start === 0) return closed;
    // D⁻¹ K_aR, with the trace of K_aR in place of the replaced row.
    const rows = new Float64Array(size * start);
    for (let i = 0; i < size; i++) for (let c = 0; c < start; c++) rows[i * start + c] = k[(start + i) * n + c]!;
    for (let i = 0; i < size; i++) {
      if (i === replaced || trace[start + i] === 0) continue;
      for (let c = 0; c < start; c++) rows[replaced * start + c]! += rows[i * start + c]!;
    }
    for (let i = 0; i < size; i++) {
      const to = (start + i) * n;
      k.fill(0, to, to + start);
      for (let j = 0; j < size; j++) {
        const f = inverse[i * size + j]!;
        if (f !== 0) for (let c = 0; c < start; c++) k[to + c]! += f * rows[j * start + c]!;
      }
    }
    for (let i = 0; i < size; i++) {
      const from = (start + i) * n;
      for (let row = 0; row < start; row++) {
        const f = k[row * n + start + i]!;
        if (f === 0) continue;
        const to = row * n;
        for (let c = 0; c < start; c++) k[to + c]! -= f * k[from + c]!;
      }
      const f = lost[start + i]!;
      if (f !== 0) for (let c = 0; c < start; c++) lost[c]! -= f * k[from + c]!;
    }
    return closed;
  }

  /** x with K x = r; for a closed system, the solution of K x = 0 with trace one. */
  solve(right: ArrayLike<number>): Float64Array {
    const { k, trace, order, steps, closed } = this;
    const n = order.length;
    const r = Float64Array.from(order, (i) => (closed ? 0 : right[i]!));
    for (const { start, size, replaced, inverse } of steps) {
      const own = r.slice(start, start + size);
      for (let i = 0; i < size; i++) if (i !== replaced && trace[start + i] !== 0) own[replaced]! += own[i]!;
      if (closed && start === 0) own[replaced] = 1;
      for (let i = 0; i < size; i++) {
        let sum = 0;
        for (let j = 0; j < size; j++) sum += inverse[i * size + j]! * own[j]!;
        r[start + i] = sum;
      }
      for (let row = 0; row < start; row++)
        for (let i = 0; i < size; i++) r[row]! -= k[row * n + start + i]! * r[start + i]!;
    }
    for (const { start, size } of [...steps].reverse()) {
      for (let i = 0; i < size; i++) {
        const from = (start + i) * n;
        let sum = r[start + i]!;
        for (let c = 0; c < start; c++) sum -= k[from + c]! * r[c]!;
        r[start + i] = sum;
      }
      if (closed) scaleDown(r, start, start + size);
    }
    if (closed) {
      const whole = r.reduce((sum, x, i) => sum + trace[i]! * x, 0);
      for (let i = 0; i < n; i++) r[i]! /= whole;
    }
    const x = new Float64Array(n);
    order.forEach((i, at) => (x[i] = r[at]!));
    return x;
  }
}

/**
 * Weights beyond this are scaled down together with the earlier ones, which may vanish, because the next one may be
 * larger again by as much.
 */
const largestWeight = 2 ** 400;

/** Scales x[0 … end) down where a later weight exceeds all earlier ones beyond the range of doubles. */
export function scaleDown(x: Float64Array, start: number, end: number): void {
  let most = 0;
  for (let i = start; i < end; i++) most = Math.max(most, Math.abs(x[i]!));
  if (!(most > largestWeight) || most === Infinity) return;
  for (let i = 0; i < end; i++) x[i]! /= most;
}

/**
 * The inverse, computed with rows scaled to the same size, since the row of the trace may be 1e-30 times the others. It
 * is infinite for a coherence that does not decay.
 */
function invertLevel(
  block: RealMatrix,
  replaced: number,
  isPopulation: readonly boolean[],
  decay: Float64Array,
): Pick<EliminationStep, 'inverse' | 'growth'> {
  const d = block.cols;
  if (d === 1) {
    const loss = block.re[0]!;
    return { inverse: Float64Array.of(loss === 0 ? 0 : 1 / loss), growth: loss === 0 ? 1 : decay[0]! / Math.abs(loss) };
  }
  const none = { inverse: new Float64Array(d * d).fill(Infinity), growth: Infinity };
  const scale = new Float64Array(d);
  const scaled = real(d, d);
  const one = real(d, d);
  let shrunk = 1;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) scale[i] = Math.max(scale[i]!, Math.abs(block.re[i * d + j]!));
    if (!(scale[i]! > (isPopulation[i] ? 0 : singularRatio * decay[i]!))) return none;
    if (i !== replaced) shrunk = Math.max(shrunk, decay[i]! / scale[i]!);
    for (let j = 0; j < d; j++) scaled.re[i * d + j] = block.re[i * d + j]! / scale[i]!;
    one.re[i * d + i] = 1;
  }
  let inverse: Float64Array;
  try {
    inverse = solve(scaled, one).value.re;
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'singular') throw error;
    return none;
  }
  const growth = inverse.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
  if (!(growth * singularRatio < 1)) return none;
  for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) inverse[i * d + j]! /= scale[j]!;
  return { inverse, growth: growth * shrunk };
}
