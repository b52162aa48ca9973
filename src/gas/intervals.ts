import type { Channels } from '../scattering/index.js';

/** An interval between two thresholds; E = a + (b − a) sin²(πu/2) makes square roots at both ends smooth. */
export interface Interval {
  /** number of points that resolve the square roots at the nearest thresholds outside */
  readonly nodes: number;
  /** momenta |K| at which total reflection ends, above the threshold a and below b; Infinity where there is none */
  readonly onset: number;
  readonly offset: number;
  /** the threshold at or before a */
  readonly base: number;
  readonly a: number;
  readonly b: number;
  readonly ends: 'both' | 'left' | 'smooth';
}

/** Smallest and largest number of Gauss points with which a panel starts. */
export const leastNodes = 10;
export const mostNodes = 32;
/** Thresholds closer than this, relative to their sizes, count as one. */
export const sameThreshold = 64 * Number.EPSILON;

/**
 * Number of points for an interval whose nearest threshold outside is `distance` widths away. Its square root is at
 * sin² = −distance in the complex plane of u, and with n points it causes an error of order ρ^{−2n}, which matters less
 * where the channels are weak.
 */
export function nodesFor(distance: number, strength: number): number {
  if (distance === Infinity) return leastNodes + 4;
  const y = (4 / Math.PI) * Math.asinh(Math.sqrt(distance));
  // |z + √(z² − 1)| for z = −1 + iy
  const [re, im] = [-y * y, -2 * y];
  const size = Math.hypot(re, im);
  const [u, v] = [Math.sqrt((size + re) / 2), -Math.sqrt((size - re) / 2)];
  const rho = Math.max(Math.hypot(-1 + u, y + v), Math.hypot(-1 - u, y - v));
  return Math.max(
    leastNodes,
    Math.min(mostNodes - 4, Math.ceil(11 + (11 * Math.max(0, 1 + Math.log10(strength) / 13)) / Math.log(rho))),
  );
}

export function substitution(
  { a, b, ends }: Interval,
  u: number,
  v: number,
): { left: number; right: number; slope: number } {
  const width = b - a;
  switch (ends) {
    case 'smooth':
      return { left: width * u, right: width * v, slope: width };
    case 'left':
      return { left: width * u * u, right: width * v * (1 + u), slope: 2 * width * u };
    case 'both': {
      const s = Math.sin((Math.PI / 2) * u);
      const c = Math.sin((Math.PI / 2) * v);
      return { left: width * s * s, right: width * c * c, slope: width * Math.PI * s * c };
    }
  }
}

/** E − ε_c for every channel; distances from the thresholds at the ends without cancellation. */
export function kineticIn({ energy }: Channels, { a, b }: Interval, above: number, below: number): Float64Array {
  return energy.map((e) => (above <= below ? a - e + above : b - e - below));
}

/** The u of a fraction of the interval. */
export function inverse({ ends }: Interval, fraction: number): number {
  if (fraction >= 1) return 1;
  return ends === 'smooth'
    ? fraction
    : ends === 'left'
      ? Math.sqrt(fraction)
      : (2 / Math.PI) * Math.asin(Math.sqrt(fraction));
}
