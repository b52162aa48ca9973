import { gaussLegendre } from '../numeric/index.js';
import { bathFunctionFrom, type Phonons } from './bath.js';

/** Numbers of Gauss points of a panel in two rules, whose points interlace. */
const ruleSizes = [16, 15] as const;

/** Width of the smallest panel, in units of η; at a lower temperature what lies below it does not count. */
const leastPanel = 1e-13;

/** Distance from ω_ph, in units of η, beyond which g is below rounding: e^{−7²}. */
const gaussianReach = 7;

/** Points and weights on one side of the kink of g, with g at the points. */
interface SideRule {
  readonly points: Float64Array;
  readonly weights: Float64Array;
  readonly values: Float64Array;
}

/** One side of the kink: the interval in which g is not negligible, and g as it continues analytically across the kink. */
interface Side {
  readonly from: number;
  readonly to: number;
  readonly g: (w: number) => number;
  readonly rules: readonly SideRule[];
}

/**
 * Level shift by the phonons, P∫ g(v)/(w − v) dv = ∫_0^∞ [g(w−u) − g(w+u)]/u du.
 *
 * g is analytic except for a kink at 0 (it depends on |w|). With the continuation g_± of either side,
 *
 *   P∫_a^b g_±(v)/(w − v) dv = ∫_a^b [g_±(v) − g_±(w)]/(w − v) dv + g_±(w) ln|(w − a)/(w − b)|
 *
 * has an integrand that is smooth for every w, so one set of Gauss points serves all w. Of two sets, the one whose
 * points keep away from w is taken, since the difference quotient loses its digits at them.
 *
 * @cost some hundred divisions for each w
 */
export function bathShift(phonons: Phonons): (w: number) => number {
  // At T = 0 nothing is absorbed.
  const sides = ([1, -1] as const)
    .filter((side) => side === 1 || phonons.temperature > 0)
    .map((side) => sideOf(phonons, side));
  return (w) => {
    let sum = 0;
    for (const side of sides) sum += sideShift(side, w);
    return sum;
  };
}

function sideShift({ from, to, g, rules }: Side, w: number): number {
  const own = g(w);
  const { points, weights, values } = fartherRule(rules, w);
  let sum = 0;
  for (let i = 0; i < points.length; i++) sum += (weights[i]! * (values[i]! - own)) / (w - points[i]!);
  // At the kink the logarithms of both sides cancel, and at the other ends g vanishes.
  return w === from || w === to ? sum : sum + own * Math.log(Math.abs((w - from) / (w - to)));
}

function fartherRule(rules: readonly SideRule[], w: number): SideRule {
  let best = rules[0]!;
  let most = -1;
  for (const rule of rules) {
    const { points } = rule;
    let nearest = Infinity;
    for (let i = 0; i < points.length; i++) {
      const distance = Math.abs(w - points[i]!);
      if (distance < nearest) nearest = distance;
    }
    if (nearest > most) {
      most = nearest;
      best = rule;
    }
  }
  return best;
}

function sideOf(phonons: Phonons, sign: 1 | -1): Side {
  const g = bathFunctionFrom(phonons, sign);
  const bounds = panelBounds(phonons);
  const ends = [sign * bounds[0]!, sign * bounds.at(-1)!];
  const rules = ruleSizes.map((size): SideRule => {
    const { nodes, weights } = gaussLegendre(size);
    const points = new Float64Array(size * (bounds.length - 1));
    const sizes = new Float64Array(points.length);
    for (let p = 0, at = 0; p + 1 < bounds.length; p++) {
      const half = (bounds[p + 1]! - bounds[p]!) / 2;
      for (let i = 0; i < size; i++, at++) {
        points[at] = sign * (bounds[p]! + half * (1 + nodes[i]!));
        sizes[at] = half * weights[i]!;
      }
    }
    return { points, weights: sizes, values: points.map(g) };
  });
  return { from: Math.min(...ends), to: Math.max(...ends), g, rules };
}

/**
 * Bounds of panels on which polynomials describe g: as wide as the phonon line, and towards zero as wide as their
 * distance from it, down to the temperature, since w/(1 − e^{−w/T}) has poles at ±2πiT.
 */
function panelBounds({ frequency, width, temperature }: Phonons): number[] {
  const end = frequency + gaussianReach * width;
  const bounds = [Math.max(0, frequency - gaussianReach * width)];
  for (let at = bounds[0]!; at < end; ) {
    const step = temperature > 0 ? Math.min(width, Math.max(at, temperature, leastPanel * width)) : width;
    at = at + step < end ? at + step : end;
    bounds.push(at);
  }
  return bounds;
}
