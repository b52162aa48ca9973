import type { Scattering } from '../../scattering/index.js';

/**
 * Sums over outgoing, or incoming, open channels and directions of |T|² with its flux; one for each open channel and
 * direction.
 */
export interface FluxSums {
  readonly out: readonly number[];
  readonly into: readonly number[];
  /** −2 Im T_cc */
  readonly optical: readonly number[];
  /** the largest of all terms */
  readonly scale: number;
}

/**
 * Σ_c' v_c' |T_c'c|² and Σ_c' v_c' |T_cc'|², the density of states v = m/K in one dimension and mK/π of s-waves in
 * three.   gas (S7), (S8), (S10), (S14)
 */
export function fluxSums({ t, open, momentum, directions, channels: { count } }: Scattering, mass: number): FluxSums {
  const states = Array.from({ length: count * directions }, (_, r) => r).filter((r) => open[r % count] === 1);
  const weight = (r: number): number =>
    directions === 2 ? mass / momentum[r % count]! : (mass * momentum[r % count]!) / Math.PI;
  const square = (to: number, from: number): number => t.re[to * t.cols + from]! ** 2 + t.im[to * t.cols + from]! ** 2;
  const out = states.map((c) => states.reduce((s, d) => s + weight(d) * square(d, c), 0));
  const into = states.map((c) => states.reduce((s, d) => s + weight(d) * square(c, d), 0));
  const optical = states.map((c) => -2 * t.im[c * t.cols + c]!);
  return { out, into, optical, scale: Math.max(...out, ...into, Number.MIN_VALUE) };
}
