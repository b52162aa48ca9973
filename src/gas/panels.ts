import { gaussLegendre } from '../numeric/index.js';
import type { Interval } from './intervals.js';

/** Gauss points on (−1, 1), and the three highest Legendre polynomials that they distinguish. */
export interface PanelRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
  readonly top: Float64Array;
}

/** Number of highest Legendre orders that are examined. */
export const topOrders = 3;
/**
 * (2k + 1)^{1/2} P_k at the points for the three highest orders k < n: the sums of w_i f_i times these are Legendre
 * coefficients of f.
 */
function topLegendre(nodes: Float64Array): Float64Array {
  const n = nodes.length;
  const out = new Float64Array(n * topOrders);
  for (let i = 0; i < n; i++) {
    let p = 1;
    let q = 0;
    for (let k = 0; k < n; k++) {
      if (k >= n - topOrders) out[i * topOrders + k - (n - topOrders)] = Math.sqrt(2 * k + 1) * p;
      [p, q] = [((2 * k + 1) * nodes[i]! * p - k * q) / (k + 1), p];
    }
  }
  return out;
}

/** The rules of n points, each computed once. */
export class PanelRules {
  private readonly known = new Map<number, PanelRule>();

  of(points: number): PanelRule {
    const known = this.known.get(points);
    if (known) return known;
    const { nodes, weights } = gaussLegendre(points);
    const rule = { nodes, weights, top: topLegendre(nodes) };
    this.known.set(points, rule);
    return rule;
  }
}

/** Gauss points of one panel with the transition probabilities at them. */
export interface EnergyPanel {
  readonly interval: Interval;
  readonly rule: PanelRule;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  /** E at the points, and E − a, b − E without cancellation */
  readonly energy: Float64Array;
  readonly above: Float64Array;
  readonly below: Float64Array;
  readonly weights: Float64Array;
  /** P_f at point i: i · transitions + f */
  readonly probability: Float64Array;
  /**
   * `phase` of the Jost determinant, up to multiples of 2π; `jost` is the exact phase where it was computed, otherwise
   * NaN
   */
  readonly phase: Float64Array;
  readonly jost: Float64Array;
}

/** The u of a point. */
export function pointOf(p: EnergyPanel, i: number): number {
  return p.from + ((p.to - p.from) * (1 + p.rule.nodes[i]!)) / 2;
}

/** Rounding of an energy divided by the width of a panel; near a threshold the distances from it are accurate. */
export function resolution({ above, below }: EnergyPanel): number {
  const n = above.length;
  const [left, right] = [above[n - 1]!, below[0]!];
  // On the side where distances are small, they are exact.
  const width = left <= right ? left - above[0]! : right - below[n - 1]!;
  return (Number.EPSILON * Math.min(left, right)) / width;
}
